/** The filter language: expressions, and which dialogs of a small capture they keep. */

import fs from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { CONDITIONS } from '../../src/filter/conditions';
import { FIELDS, fieldNamed } from '../../src/filter/fields';
import { parseFilter } from '../../src/filter/parse';
import { ethernet, frameOf, ipv4, sip, tcp, udp } from '../decode/build';
import { dialogsOf, play, playScenario } from '../store/play';

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

test('ports, transports, users', () => {
  check([
    ['port 5060', '1234567'],
    ['port 5061', ''],
    ['transport udp', '1234567'],
    ['transport TCP,TLS', ''],
    ['user alice', '14567'],
    ['user ALICE,dave', '134567'],
    ['user zoë', '4'],
    ['user ë@', ''],
    ['user example', ''],
    ['user b', '12567'],
  ]);
});

test('either end of a message and any message of a dialog count', () => {
  const { store: tcpCalls } = play([
    frameOf(ethernet(ipv4(udp(sip('ends'), { from: 5080, to: 5090 })))),
    frameOf(ethernet(ipv4(udp(sip('other'), { from: 5060, to: 5060 })))),
    frameOf(ethernet(ipv4(tcp(sip('stream')), { protocol: 6 }))),
  ]);
  const found = (text: string) => {
    const filter = parseFilter(text);
    return dialogsOf(tcpCalls)
      .filter((row) => filter.ok && filter.verdict(tcpCalls, row))
      .map((row) => tcpCalls.names.callId(row));
  };
  expect([found('port 5080'), found('port 5090'), found('transport tcp'), found('not transport tcp')]).toEqual([
    ['ends'],
    ['ends'],
    ['stream'],
    ['ends', 'other'],
  ]);
});

test('statuses and reasons of responses', () => {
  check([
    ['code 486', '2'],
    ['code 4xx', '2356'],
    ['code 48X', '26'],
    ['code 180', '16'],
    ['code 1xx and not code 2xx', '6'],
    ['code 401,404', '35'],
    ['code 5xx', ''],
    ['method INVITE and code 4xx', '26'],
    ['reason busy', '2'],
    ['reason "BUSY HERE"', '2'],
    ['reason un', '356'],
    ['reason alice', ''],
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

test('the signs of C and Wireshark', () => {
  check([
    ['method INVITE && state busy', '2'],
    ['method INVITE&&state busy', '2'],
    ['state busy||state challenged', '23'],
    ['state busy || state challenged && host ::1', '2'],
    ['!method INVITE', '3457'],
    ['! (method INVITE)', '3457'],
    ['!(method INVITE)', '3457'],
    ['!!method INVITE', '126'],
    ['method INVITE !state busy', '16'],
    ['code>=400', '2356'],
    ['code >= 480 and code < 486', '6'],
  ]);
});

test('what is wrong, and where', () => {
  check([
    ['host', 'at 4: expected an address, its beginning, or a name after “host”'],
    ['method INVITE and', 'at 17: expected a condition'],
    ['and method INVITE', 'at 0: expected a condition before “and”'],
    ['method INVITE or or', 'at 17: expected a condition before “or”'],
    ['not', 'at 3: expected a condition'],
    ['(method INVITE', 'at 0: this bracket is not closed'],
    ['method INVITE)', 'at 13: no bracket is open here'],
    ['()', 'at 1: expected a condition'],
    ['from "alice', 'at 5: this quote is not closed'],
    ["from 'alice\\'", 'at 5: this quote is not closed'],
    ['host (', 'at 5: expected an address, its beginning, or a name after “host”'],
    ['host ,', 'at 5: expected an address, its beginning, or a name after “host”'],
    ['from ""', 'at 5: expected part of an address after “from”'],
  ]);
  expect(kept('  state  perhaps')).toMatch(/^at 9: expected one of calling, ringing, in-call, /);
  expect(kept('state in call')).toMatch(/^at 6: expected one of/);
});

const LATER = 'is not a condition of this version';
const QUOTE_IT = 'in quotes it is searched as text';

test('names that have no condition yet are not taken as text', () => {
  check([
    ['proto x', `at 0: “proto” ${LATER} (“transport tcp” is); ${QUOTE_IT}`],
    ['method INVITE and (PROTO)', `at 19: “PROTO” ${LATER} (“transport tcp” is); ${QUOTE_IT}`],
    ['proto=5', `at 0: “proto” ${LATER} (“transport tcp” is); ${QUOTE_IT}`],
    ['method INVITE caller alice', `at 14: “caller” ${LATER} (“from alice” is); ${QUOTE_IT}`],
    ['status 486', `at 0: “status” ${LATER} (“code 4xx” is); ${QUOTE_IT}`],
    ['"proto"', ''],
    ['protos', ''],
    ['constructor', ''],
    ['from proto', ''],
  ]);
});

test('the signs of other languages are answered with words of this one', () => {
  const not = (sign: string, example: string) => `“${sign}” is not used here: write “${example}”; ${QUOTE_IT}`;
  check([
    ['from=alice', `at 0: ${not('=', 'from alice')}`],
    ['method INVITE and FROM==alice', `at 18: ${not('==', 'from alice')}`],
    ['from!=alice', `at 0: ${not('!=', 'not from alice')}`],
    ['from:alice', `at 0: ${not(':', 'from alice')}`],
    [`from=${'x'.repeat(999)}`, `at 0: ${not('=', 'from alice')}`],
    ['from = alice', `at 5: ${not('=', 'from alice')}`],
    ['to == 1001', `at 3: ${not('==', 'to 1001')}`],
    ['method != INVITE', `at 7: ${not('!=', 'not method INVITE')}`],
    ['alice == bob', `at 6: ${not('==', 'from alice')}`],
    ['method !INVITE', 'at 7: “!” goes before the name: “!method INVITE”'],
    ['method INVITE & code 4xx', `at 14: “&” is written “and”; ${QUOTE_IT}`],
    ['method INVITE | code 4xx', `at 14: “|” is written “or”; ${QUOTE_IT}`],
    ['"from=alice"', ''],
    ['"!" or "&&"', ''],
    ['tag=x', ''],
    ['sip:zoë', ''],
    ['from "="', ''],
    ['host ::1', ''],
  ]);
});

test('values that can be none', () => {
  check([
    ['code 4000', 'at 5: expected a status, as in 486 or 4xx'],
    ['code busy', 'at 5: expected a status, as in 486 or 4xx'],
    ['code 4xx,7xx', 'at 5: expected a status, as in 486 or 4xx'],
    ['code', 'at 4: expected a status after “code”'],
    ['port sip', 'at 5: expected a port, as in 5060'],
    ['port 65536', 'at 5: expected a port, as in 5060'],
    ['transport carrier', 'at 10: expected one of udp, tcp, tls, sctp, ws, wss'],
  ]);
});

describe('the table of conditions', () => {
  test('has examples that are filters', () => {
    const wrong = CONDITIONS.filter(({ name, example }) => {
      const filter = parseFilter(example);
      return !`${example} `.startsWith(`${name} `) || !filter.ok || !filter.named;
    });
    expect(wrong).toEqual([]);
  });

  test('is what the manual has', () => {
    const manual = fs.readFileSync(path.join(__dirname, '../../docs/manual.md'), 'utf8');
    const section = manual.slice(manual.indexOf('## Filters'), manual.indexOf('## The ladder'));
    const rows = section.split('\n').filter((line) => line.startsWith('| `'));
    expect(rows).toEqual([
      ...CONDITIONS.map(({ example, description }) => `| \`${example}\` | ${description} |`),
      '| `word`, `"some words"` | some text of its row holds it |',
    ]);
  });
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

  test('of any words and signs give a filter, or an error within the text', () => {
    const word = fc.constantFrom(
      'and',
      'or',
      'not',
      '(',
      ')',
      '"',
      "'",
      '=',
      '!',
      '&&',
      '||',
      ':',
      ',',
      '\\',
      'code',
      '4xx',
      'from=',
      'host',
      '::1',
      'codec',
      ' ',
    );
    const text = fc.array(fc.oneof(word, fc.string({ unit: 'binary', maxLength: 3 })), { maxLength: 12 });
    fc.assert(
      fc.property(text, fc.constantFrom('', ' '), (words, between) => {
        const written = words.join(between);
        const filter = parseFilter(written);
        if (filter.ok) for (const row of rows) expect(typeof filter.verdict(store, row)).toBe('boolean');
        else expect(filter.at >= 0 && filter.at <= written.length && filter.message !== '').toBe(true);
      }),
      { numRuns: 2000 },
    );
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
