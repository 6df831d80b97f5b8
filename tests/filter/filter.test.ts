/** The filter language: expressions, and which dialogs of a small capture they keep. */

import { FIELDS, fieldNamed } from '../../src/filter/fields';
import { parseFilter } from '../../src/filter/parse';
import { dialogsOf, playScenario } from '../store/play';

/** Call-IDs are 1 to 6. */
const { store } = playScenario(`
0    A > B INVITE | call=1
0.1  B > A 180 Ringing
1    B > A 200 OK
2    A > C INVITE | call=2 | From: "Carol" <sip:carol@example.org>;tag=c
2.1  C > A 486 Busy Here
2.2  A > C ACK | call=2
3    D > B REGISTER | call=3 | From: <sip:dave@example.com>;tag=d | To: <sip:dave@example.com>
3.1  B > D 401 Unauthorized
4    S6 > T6 OPTIONS | call=4 | To: <sip:zoë@example.net>
4.1  T6 > S6 200 OK
5    A > B MESSAGE | call=5
5.1  B > A 404 Not Found
6    A > B INVITE | call=6
6.1  B > A 180 Ringing
6.2  B > A 480 Temporarily Unavailable
7    A > B PUBLISH | call=7
`);

const rows = dialogsOf(store);

function kept(text: string): string {
  const filter = parseFilter(text);
  if (!filter.ok) return `at ${filter.at}: ${filter.message}`;
  const indices = rows.filter((row) => filter.verdict(store, row)).map((row) => store.dialogs.columns.index[row]);
  return indices.join('');
}

function check(cases: [text: string, expected: string][]): void {
  expect(cases.map(([text]) => [text, kept(text)])).toEqual(cases);
}

test('nothing keeps everything', () => {
  check([
    ['', '1234567'],
    ['   ', '1234567'],
  ]);
});

test('methods', () => {
  check([
    ['method INVITE', '126'],
    ['method invite', '126'],
    ['METHOD Invite', '126'],
    ['method INVITE,REGISTER', '1236'],
    ['method ACK', '2'],
    ['method PUBLISH', '7'],
    ['method NOTIFY', ''],
  ]);
});

test('a method among more than a set of bits can name', () => {
  const lines = Array.from({ length: 60 }, (_, i) => `${i} A > B M${i} | call=${i + 1}`);
  const { store: many } = playScenario(lines.join('\n'));
  const filter = parseFilter('method M7,M58');
  const found = dialogsOf(many).filter((row) => filter.ok && filter.verdict(many, row));
  expect(found.map((row) => many.names.callId(row))).toEqual(['8@example.com', '59@example.com']);
});

test('states', () => {
  check([
    ['state in-call', '1'],
    ['state "in call"', '1'],
    ['state IN-CALL', '1'],
    ['state busy', '2'],
    ['state challenged', '3'],
    ['state completed', '4'],
    ['state rejected', '5'],
    ['state no-answer,busy', '26'],
    ['state unanswered', '7'],
  ]);
});

test('hosts', () => {
  check([
    ['host 10.0.0.3', '2'],
    ['host 10.0.0.', '123567'],
    ['host 10.0.0', ''],
    ['host 10.0.0.4,10.0.0.3', '23'],
    ['host 2001:db8::6', '4'],
    ['host 2001:DB8::7', '4'],
    ['host [2001:db8::7]', '4'],
    ['host 2001:db8:', '4'],
    ['host 2001:db8::8', ''],
  ]);
});

test('addresses and Call-IDs', () => {
  check([
    ['from alice', '14567'],
    ['from ALICE', '14567'],
    ['from carol@example.org', '2'],
    ['to dave', '3'],
    ['to zoë', '4'],
    ['to bob from carol', '2'],
    ['callid 4@', '4'],
    ['callid 4@,5@', '45'],
    ['from example.com,example.org to bob', '12567'],
  ]);
});

test('words of the row', () => {
  check([
    ['carol', '2'],
    ['CAROL', '2'],
    ['"temporarily unavailable"', '6'],
    ['temporarily unavailable', '6'],
    ["'busy here'", '2'],
    ['"busy alice"', ''],
    ['busy alice', ''],
    ['486', '2'],
    ['"host"', ''],
    ['10.0.0.4:5060', '3'],
  ]);
});

test('and, or, not, brackets', () => {
  check([
    ['method INVITE and state busy', '2'],
    ['method INVITE state busy', '2'],
    ['method INVITE AND NOT state busy', '16'],
    ['method INVITE not state busy', '16'],
    ['not method INVITE', '3457'],
    ['not not method INVITE', '126'],
    ['state busy or state challenged', '23'],
    ['state busy OR method INVITE and state in-call', '12'],
    ['(state busy or method INVITE) and state in-call', '1'],
    ['not (state busy or state challenged)', '14567'],
    ['not state busy or state busy', '1234567'],
    ['((method INVITE))', '126'],
    ['method INVITE(state busy)', '2'],
  ]);
});

test('what is wrong, and where', () => {
  check([
    ['host', 'at 4: expected an address, or its beginning after “host”'],
    ['method INVITE and', 'at 17: expected a condition'],
    ['and method INVITE', 'at 0: expected a condition before “and”'],
    ['method INVITE or or', 'at 17: expected a condition before “or”'],
    ['not', 'at 3: expected a condition'],
    ['(method INVITE', 'at 0: this bracket is not closed'],
    ['method INVITE)', 'at 13: no bracket is open here'],
    ['()', 'at 1: expected a condition'],
    ['from "alice', 'at 5: this quote is not closed'],
    ["from 'alice\\'", 'at 5: this quote is not closed'],
    ['host (', 'at 5: expected an address, or its beginning after “host”'],
    ['host ,', 'at 5: expected an address, or its beginning after “host”'],
    ['from ""', 'at 5: expected part of an address after “from”'],
  ]);
  expect(kept('  state  perhaps')).toMatch(/^at 9: expected one of calling, ringing, in-call, /);
  expect(kept('state in call')).toMatch(/^at 6: expected one of/);
});

test('whether every condition names its field', () => {
  const named = (text: string) => {
    const filter = parseFilter(text);
    return filter.ok && filter.named;
  };
  expect(['', 'method INVITE', 'not (host ::1 or from x)', 'bob', 'method INVITE bob'].map(named)).toEqual([
    true,
    true,
    true,
    false,
    false,
  ]);
});

describe('filters that nobody wrote', () => {
  test('nested deeply are refused, not run', () => {
    expect(kept(`${'('.repeat(5000)}bob${')'.repeat(5000)}`)).toMatch(/nested too deeply$/);
    expect(kept(`${'not '.repeat(5000)}bob`)).toMatch(/nested too deeply$/);
    expect(kept(`${'('.repeat(50)}state busy${')'.repeat(50)}`)).toBe('2');
  });

  test('of very many words run', () => {
    expect(kept('bob '.repeat(12_000))).toBe('1256' + '7');
    expect(kept(`${'carol or '.repeat(12_000)}dave`)).toBe('23');
    expect(kept(`state ${'busy,'.repeat(30_000)}`)).toBe('2');
  });

  test('full of quotes and backslashes end', () => {
    for (const text of ['"\\', `${'\\'.repeat(50_000)}`, '"'.repeat(50_001), '\'"'.repeat(30_000)]) {
      expect(typeof kept(text)).toBe('string');
    }
  });
});

describe('fields', () => {
  test('have a text for every dialog, in one line', () => {
    const texts = rows.flatMap((row) => FIELDS.map((field) => field.text(store, row)));
    expect(texts.filter((text) => typeof text !== 'string' || /[\0-\x1f]/.test(text))).toEqual([]);
  });

  test('say what the list shows', () => {
    const cells = [
      'index',
      'method',
      'from',
      'toUser',
      'state',
      'messages',
      'status',
      'setup',
      'ring',
      'talk',
      'duration',
    ];
    const texts = (row: number) => cells.map((name) => fieldNamed(name)?.text(store, row)).join(' | ');
    expect([texts(rows[0]), texts(rows[6])]).toEqual([
      '1 | INVITE | alice@example.com | bob | in call | 3 | 200 | 0.10s | 0.90s | - | 0:01',
      '7 | PUBLISH | alice@example.com | bob | unanswered | 1 | - | - | - | - | 0:00',
    ]);
  });
});
