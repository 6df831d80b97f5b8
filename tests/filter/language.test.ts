/** The filter language beyond its first words: numbers, times, marks, Wireshark's names, what is wrong, and its laws. */

import fc from 'fast-check';
import { anyText } from '../../src/filter/any-text';
import { holding } from '../../src/filter/condition';
import { CONDITIONS } from '../../src/filter/conditions';
import { FIELDS } from '../../src/filter/fields';
import { OF_STREAMS } from '../../src/filter/language';
import { askedNumber, isNumber } from '../../src/filter/numbers';
import { type FilterContext, parseFilter } from '../../src/filter/parse';
import { dialogsOf, playScenario } from '../store/play';

/** Noon of a day, local time. */
const NOON = new Date(2026, 10, 20, 12).getTime() / 1000;

/** Call-IDs are 1 to 7; 6 is of the next day. */
const { store } = playScenario(
  `
0    A > B INVITE | call=1 | From: <sip:+34944048182@example.com>;tag=1
0.1  B > A 180 Ringing
1    B > A 200 OK
60   A > B BYE | call=1
60.1 B > A 200 OK
2    A > B INVITE | call=2 | From: <tel:+34-944-048-182>;tag=1 | To: <sip:1001@10.0.0.9>
2.1  B > A 486 Busy Here
3    B > C INVITE | call=3 | From: <sip:0034944048182;phone-context=x@b>;tag=1 | To: <sip:10.0.0.9>
3.5  C > B 404 Not Found
600  D > B OPTIONS | call=4 | From: <sip:zoë@example.com>;tag=1 | To: <sip:%2B34%20944%20048%20182@b>
600.1 B > D 200 OK
3600 S6 > T6 REGISTER | call=5 | From: <sip:dave42@example.com>;tag=1 | To: <sip:dave42@example.com>
3600.25 T6 > S6 401 Unauthorized
86400 A > C MESSAGE | call=6 | From: <sip:100@b>;tag=1 | To: <sip:00491001@b>
86401 A > C INVITE | call=7 | From: "x" <sip:o'neil=x&&y@b>;tag=1 | To: <sip:a~b/c@b>
`,
  { beginning: NOON },
);
const rows = dialogsOf(store);

function kept(text: string, context: FilterContext = {}): string {
  const filter = parseFilter(text, undefined, context);
  if (!filter.ok) return `at ${filter.at}: ${filter.message}`;
  const indexes = rows.filter((row) => filter.verdict(store, row)).map((row) => store.dialogs.columns.index[row]);
  return indexes.join('');
}

function check(cases: [text: string, expected: string][]): void {
  expect(cases.map(([text]) => [text, kept(text)])).toEqual(cases);
}

test('numbers are the same however they are written', () => {
  const all = ['0034944048182', '+34944048182', '"+34 944 048 182"', 'tel:+34-944-048-182', '34.944.048.182'];
  check([
    ...all.map((number): [string, string] => [`number ${number}`, '1234']),
    ['number 944048182', '1234'],
    ['number 8182', '1234'],
    ['number 0944048182', '1234'],
    ['srcnum 944048182', '123'],
    ['dstnum 944048182', '4'],
    ['telnum 944048182', '1234'],
    ['number 134944048182', ''],
    ['number 1001', '26'],
    ['number +491001', '6'],
    ['number 42', ''],
    ['number 9', ''],
    ['number 10.0.0.9', ''],
    ['srcnum 100,1001', '6'],
    ['dstnum 100, 1001', '26'],
    ['number alice', 'at 7: expected a number, as in +34944048182'],
    ['number +', 'at 7: expected a number, as in +34944048182'],
  ]);
});

describe('a number', () => {
  it.each([
    ['+1 (202) 555-0115', '12025550115'],
    ['000', '0'],
    ['0', '0'],
    ['*67#', '*67#'],
    ['sip:100', '100'],
    ['100;phone-context=x', '100'],
    ['%2B49%20100', '49100'],
    ['alice', null],
    ['10a', null],
    ['', null],
    ['+', null],
    ['()', null],
  ])('%s is asked for as %s', (text, digits) => expect(askedNumber(text)).toBe(digits));

  it('is found by any end of it, and by no other part', () => {
    const digits = fc.stringMatching(/^[1-9]\d{0,14}$/);
    const written = fc.constantFrom('', '+', '00', '0');
    fc.assert(
      fc.property(digits, digits, written, (prefix, number, before) => {
        const wanted = askedNumber(number) ?? '';
        expect(isNumber(`${before}${prefix}${number}@x`, wanted)).toBe(true);
        expect(isNumber(`${before}${number}@x`, wanted)).toBe(true);
        expect(isNumber(`${prefix}${number}x@x`, wanted)).toBe(false);
        expect(isNumber(`${number}@x`, `${prefix}${number}`)).toBe(false);
      }),
    );
  });
});

test('times of day are those of the day on which the capture begins', () => {
  check([
    ['since 12:00', '1234567'],
    ['since 12:00:01', '1234567'],
    ['since 12:00:03.6', '14567'],
    ['since 12:01', '14567'],
    ['since 12:01:00.2', '4567'],
    ['since 13:00', '567'],
    ['since 13:00:00.3', '67'],
    ['until 12:00', '1'],
    ['until 12:00:02', '12'],
    ['until 12:00:02.0', '12'],
    ['until 11:59', ''],
    ['since 12:00:02 until 12:00:03', '23'],
    ['since 12:00:02 until 12:00:30', '23'],
    ['until 12:00:30 since 12:00:02 host 10.0.0.3', '3'],
    ['since 12:00:02 and until 12:00:03', '23'],
    ['since 12:00:02 and (until 12:00:03)', '23'],
    ['(since 12:00:02) (not until 12:00:03)', '4567'],
    ['since 2026-11-20T13:00', '567'],
    ['since 2026-11-20T13:00:00.3', '67'],
    ['since "2026-11-21 11:00"', '67'],
    ['since 2026-11-21', '67'],
    ['until 2026-11-20', ''],
    ['until 2026-11-21', '12345'],
    ['since 9:00 until 23:59:59', '12345'],
  ]);
  const wrong = 'expected a time, as in 10:00, 10:00:30.5 or 2026-11-20T10:00';
  check(
    ['10', '24:00', '10:60', '10:00:60', '2026-02-30', '2026-11-20T25:00', 'noon', '2026-13-01'].map((time) => [
      `since ${time}`,
      `at 6: ${wrong}`,
    ]),
  );
});

test('what one has marked', () => {
  const marked = new Set([rows[1], rows[5]].map((row) => store.dialogId(row)));
  expect([kept('marked', { marked }), kept('not marked', { marked }), kept('marked or code 401', { marked })]).toEqual([
    '26',
    '13457',
    '256',
  ]);
  check([
    ['marked', ''],
    ['not marked', '1234567'],
    ['"marked"', ''],
  ]);
});

test('directions', () => {
  check([
    ['src host 10.0.0.1', '1267'],
    ['src 10.0.0.1', '1267'],
    ['src host 10.0.0.1,10.0.0.4', '12467'],
    ['srcip 10.0.0.2', '3'],
    ['dst 10.0.0.2', '124'],
    ['dst 10.0.0.', '123467'],
    ['dst net 10.0.0.2/31 src net 10.0.0.0/30', '12367'],
    ['dstip 2001:db8::7', '5'],
    ['src ip 10.0.0.4', '4'],
    ['src port 5060', '1234567'],
    ['dstport 5061', ''],
    ['src', 'at 3: expected host, net or port after “src”'],
    ['src host', 'at 8: expected an address, its beginning, or a name after “host”'],
    ['dst port sip', 'at 9: expected a port, as in 5060'],
    ['dst net 10.0.0.0/33', 'at 8: expected a network, as in 10.0.0.0/8 or 2001:db8::/32'],
  ]);
});

test('networks', () => {
  const wrong = 'expected a network, as in 10.0.0.0/8 or 2001:db8::/32';
  check([
    ['net 10.0.0.4/32', '4'],
    ['net 10.0.0.4/30', '4'],
    ['net 10.0.0.0/30', '123467'],
    ['net 10', '123467'],
    ['net 10.0.0', '123467'],
    ['net 10.0.0.', '123467'],
    ['net 10.0.1', ''],
    ['net 11.0.0.0/8', ''],
    ['net 2001:db8::/32', '5'],
    ['net 2001:DB8::6/128', '5'],
    ['net 2001:db8::8/125', ''],
    ['net 2001:db8::/32,10.0.0.4/32', '45'],
    ['net 0.0.0.0/0', '123467'],
    ['net ::/0', '5'],
    ['host 10.0.0.4/32', '4'],
    ['net fe80', `at 4: ${wrong}`],
    ['net 10.0.0.0/x', `at 4: ${wrong}`],
    ['net 10.0.0.0/8/8', `at 4: ${wrong}`],
    ['net 2001:db8::/129', `at 4: ${wrong}`],
    ['net 256.0.0.0/8', `at 4: ${wrong}`],
  ]);
});

test('times that something took', () => {
  const wrong = (at: number, example: string) => `at ${at}: expected a comparison, as in ${example}`;
  check([
    ['talk > 59', ''],
    ['talk >= 59', '1'],
    ['talk == 59s', '1'],
    ['talk == 0:59', '1'],
    ['talk >58 s', '1'],
    ['talk > 0.5 m', '1'],
    ['talk > 900 ms', '1'],
    ['talk<1h', '1'],
    ['duration > 1m', '1'],
    ['duration >= 60.1s', '1'],
    ['duration >= 0:01:00', '1'],
    ['setup < 300ms', '12'],
    ['setup = 500ms', '3'],
    ['not setup > 0', '4567'],
    ['messages>2', '1'],
    ['messages == 1', '67'],
    ['messages != 2', '167'],
    ['retransmissions > 0', ''],
    ['talk', 'at 4: expected a comparison after “talk”'],
    ['talk 5', wrong(5, '> 1:30')],
    ['talk > 5%', wrong(5, '> 1:30')],
    ['talk > 1:99', wrong(5, '> 1:30')],
    ['setup > soon', wrong(6, '> 3s')],
    ['messages > 20ms', wrong(9, '> 20')],
    ['duration >', wrong(9, '< 2m')],
    ['duration > (', wrong(9, '< 2m')],
  ]);
});

test('lists', () => {
  check([
    ['callid 1@,3@', '13'],
    ['callid 1@, 3@', '13'],
    ['callid 1@ ,3@', '13'],
    ['callid "1@",3@', '13'],
    ['callid "1@","3@"', '13'],
    ['callid "1@", "3@"', '13'],
    ['callid 1@, "3@" from 34', '13'],
    ['callid 1@, from 34', '1'],
    ['callid 1@, or callid 3@', '13'],
    ['callid 1@, not callid 3@', '1'],
    ['callid "1@,3@"', ''],
    ['code 401, 404', '35'],
    ['code 401, 4', 'at 10: expected a status, as in 486 or 4xx'],
  ]);
});

test("names of Wireshark's", () => {
  check([
    ['sip.Method == "INVITE"', '1237'],
    ['sip.method eq INVITE', '1237'],
    ['sip.Method=="INVITE"&&sip.Status-Code==486', '2'],
    ['sip.Method != "INVITE"', '456'],
    ['!(sip.Method == "INVITE")', '456'],
    ['sip.Status-Code >= 400 and sip.Status-Code < 404', '5'],
    ['sip.Status-Code ge 400', '235'],
    ['sip.Status-Code==404||sip.Status-Code==401', '35'],
    ['sip.Call-ID contains "3@"', '3'],
    ['sip.Call-ID matches "^[12]@"', '12'],
    ['sip.Call-ID ~ "^[12]@"', '12'],
    ['sip.from.user == "dave42"', '5'],
    ['sip.from.user == "dave4"', ''],
    ['sip.from.user contains dave', '5'],
    ['sip.from.user matches "\\d+$"', '1567'.replace('7', '')],
    ['sip.to.user contains "~"', '7'],
    ['sip.from.addr == "100@b"', '6'],
    ['ip.addr == 10.0.0.4', '4'],
    ['ip.addr != 10.0.0.1', '345'],
    ['ip.src == 10.0.0.4', '4'],
    ['ipv6.addr==2001:db8::6', '5'],
    ['udp.port == 5060', '1234567'],
    ['udp.dstport == 5061', ''],
    ['udp.srcport == 5060', '1234567'],
    ['tcp.port == 5060', ''],
    ['ip.src == 10.0.0.2', '1234'],
    ['src 10.0.0.2', '3'],
    ['host 2001:db8::', '5'],
    ['host 2001:db8:0:', ''],
    ['sip.to.user matches "^\\\\+?1"', '2'],
    ['sip.to.user matches "^\\+?1"', '2'],
    ['sip', '1234567'],
    ['rtp', ''],
    ['not rtp', '1234567'],
    ['sip.Method', 'at 10: expected “==” or another comparison after “sip.Method”'],
    ['sip.Method ==', 'at 13: expected a value after “==”'],
    ['sip.Method == (', 'at 14: expected a value after “==”'],
    ['sip.Method contains "INV"', 'at 20: “contains” is for texts, and method is none: “==” does'],
    ['sip.Method matches "INV"', 'at 19: “~” is for texts, and method is none: “==” does'],
    ['sip.Method > 3', 'at 13: “>” compares no method: “==” does'],
    ['sip.Status-Code == 4000', 'at 19: expected a status, as in 486 or 4xx'],
    ['sip.Call-ID matches "a**"', 'at 23: this is no regex: nothing to repeat'],
    [
      'sip.from.tag == "x"',
      'at 0: “sip.from.tag” is not known here (“header Diversion ~ 415” is); in quotes it is searched as text',
    ],
    [
      'sip.nonsense',
      'at 0: “sip.nonsense” is not known here (“header Diversion ~ 415” is); in quotes it is searched as text',
    ],
    ['"sip.nonsense"', ''],
  ]);
});

test('names of Wireshark in a filter of streams', () => {
  const of = (text: string) => {
    const filter = parseFilter(text, OF_STREAMS);
    return filter.ok ? 'a filter' : `at ${filter.at}: ${filter.message}`;
  };
  expect(['rtp.ssrc == 0x1234', 'udp.port == 4000', 'sip.Method == "INVITE"'].map(of)).toEqual([
    'a filter',
    'a filter',
    'at 0: “method” is a condition of calls, not of streams; in quotes it is searched as text',
  ]);
});

test('signs within words', () => {
  check([
    ["o'neil", '7'],
    ['neil=x', '7'],
    ['"x&&y"', '7'],
    ['from "x&&y"', '7'],
    ['a~b', '7'],
    ['to a~b/c', '7'],
    ['to b/c@b', '7'],
    ['zoë', '4'],
    ['ZOË', '4'],
    ['user zoë', '4'],
  ]);
});

test('headers', () => {
  check([
    ['has', 'at 3: expected the name of a header after “has”'],
    ['has "call id"', 'at 4: expected the name of a header'],
    ['header', 'at 6: expected the name of a header after “header”'],
    ['header "a b" ~ x', 'at 7: expected the name of a header'],
    ['header Via ~', 'at 12: expected a value after “~”'],
    ['header From alice', 'at 12: write “header From ~ alice”, or “header From and alice” for it anywhere'],
    ['header From "a b" x', 'at 12: write “header From ~ "a b"”, or “header From and "a b"” for it anywhere'],
    ['header From /a/', 'at 12: write “header From ~ /a/”, or “header From and /a/” for it anywhere'],
    ['header From and zoë', '4'],
    ['header From messages>4', '1'],
    ['header From or x', '1234567'],
    ['header From not code 200', '23567'],
    ['header From ~ "+3"', '12'],
    ['header From ~ /[+]3/', '12'],
    ['header Via > 3', 'at 11: “>” is not used here: write “from alice”; in quotes it is searched as text'],
    ['has Via', '1234567'],
    ['has via,diversion', '1234567'],
    ['header CSeq ~ /INVITE$/', '1237'],
    ['header CSeq ~ invite', '1237'],
  ]);
});

describe('a bare word', () => {
  const slow = (word: string, row: number) => FIELDS.some(({ text }) => holding(word)(text(store, row)));
  const texts = rows.flatMap((row) => FIELDS.map(({ text }) => text(store, row)));

  it('finds what stands in a text of the row, and nothing else', () => {
    const part = fc
      .constantFrom(...texts, 'KLMN', 'x', '00', '20:', '12:0')
      .chain((text) => fc.tuple(fc.nat(text.length), fc.nat(6)).map(([at, length]) => text.slice(at, at + 1 + length)));
    fc.assert(
      fc.property(part, fc.boolean(), (text, upper) => {
        const word = upper ? text.toUpperCase() : text;
        // A sign that no figure has, within a figure, cannot be: words are not looked for in figures.
        const verdict = anyText(word);
        const found = rows.map((row) => verdict(store, row));
        expect([word, found]).toEqual([word, rows.map((row) => slow(word, row))]);
      }),
      { numRuns: 2000 },
    );
  });

  it('finds digits in addresses and ports that nobody has read so far', () => {
    const scenario = Array.from(
      { length: 30 },
      (_, n) => `${n} ${'ABCD'[n % 4]} > ${'BCDA'[n % 4]} INVITE | call=x${n}`,
    );
    const read = playScenario(scenario.join('\n')).store;
    for (const word of ['5060', '506', '60', '0', '4', '7', '255', '10', '100', 'a0', '50600']) {
      const { store: unread } = playScenario(scenario.join('\n'));
      const verdict = anyText(word);
      for (const row of dialogsOf(unread)) {
        const inAny = FIELDS.some(({ text }) => holding(word)(text(read, row)));
        expect([word, row, inAny]).toEqual([word, row, verdict(unread, row)]);
      }
    }
  });
});

describe('the laws of and, or, not', () => {
  const words = fc.constantFrom(
    ...CONDITIONS.map(({ example }) => example),
    'code 4xx',
    'host 10.0.0.1',
    'number 1001',
    'alice',
    '/^1/',
    'since 12:01',
    'until 12:10',
    'payload INVITE',
  );
  const set = (text: string) => kept(text);

  it('hold for all conditions', () => {
    fc.assert(
      fc.property(words, words, words, (a, b, c) => {
        expect(set(`not not ${a}`)).toBe(set(a));
        expect(set(`not (${a} or ${b})`)).toBe(set(`not ${a} and not ${b}`));
        expect(set(`not (${a} and not ${b})`)).toBe(set(`not ${a} or ${b}`));
        expect(set(`${a} and (${b} or ${c})`)).toBe(set(`(${a} and (${b})) or (${a} and (${c}))`));
        expect(set(`(${a}) && (${b})`)).toBe(set(`${b} ${a}`));
        expect(set(`${a} || ${b}`)).toBe(set(`${b} or ${a}`));
        expect(set(`!(${a}) or ${a}`)).toBe('1234567');
      }),
      { numRuns: 200 },
    );
  });
});

describe('whatever is typed', () => {
  const pieces = fc.constantFrom(
    ...CONDITIONS.flatMap(({ name, example }) => [name, example]),
    ...[
      'and',
      'or',
      'not',
      '(',
      ')',
      '"',
      "'",
      '/',
      '/i',
      '~',
      '==',
      '!=',
      '!',
      '&&',
      '||',
      '>',
      '>=',
      ',',
      '\\',
      '[',
      's',
      '%',
    ],
    ...[
      'sip.Method',
      'sip.Status-Code',
      'sip.Diversion',
      'ip.addr',
      'contains',
      'matches',
      'sip.',
      'INVITE',
      '10.0.0.0/8',
      '5',
      '::',
    ],
  );

  it('is a filter, or an error within the text', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(pieces, fc.string({ maxLength: 3 })), { maxLength: 10 }),
        fc.constantFrom('', ' '),
        (words, between) => {
          const text = words.join(between);
          for (const filter of [parseFilter(text), parseFilter(text, OF_STREAMS)]) {
            if (!filter.ok) expect(filter.at >= 0 && filter.at <= text.length && filter.message !== '').toBe(true);
          }
          const filter = parseFilter(text);
          if (filter.ok) for (const row of rows) expect(typeof filter.verdict(store, row)).toBe('boolean');
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('ends, however long it is', () => {
    for (const text of [
      '/['.repeat(20_000),
      '!'.repeat(50_000),
      'a,'.repeat(30_000),
      '~ '.repeat(20_000),
      '/a/ '.repeat(10_000),
    ]) {
      expect(typeof kept(text)).toBe('string');
    }
  });
});
