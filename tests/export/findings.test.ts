/** `--print findings`: a report for a ticket, and records for programs. */

import type { Language } from '../../src/diagnose/languages/language';
import { type Format, type Printable, printed } from '../../src/export/print';
import { diagnosed } from '../diagnose/case';
import { dialogsOf } from '../store/play';

const CALLS = `
0    A > B  INVITE sip:1234@example.com | call=one | sdp
0.01 B > A  404 Not Found | Reason: Q.850;cause=1;text="no such extension" | Warning: 399 b "look elsewhere"
0.02 A > B  ACK
1    A > B  INVITE | call=well | sdp
1.1  B > A  180 Ringing
2    B > A  200 OK | sdp
2.1  A > B  ACK | call=well
3    A > B  BYE | call=well
3.1  B > A  200 OK
4    C > B  INVITE sip:77@example.com | call=two | sdp
4.01 B > C  404 Not Found
5    C > B  OPTIONS | call=ping
5.1  B > C  200 OK
`;

function output(what: Printable, as: Format, text: string, language: Language = 'en', filter = ''): string {
  const { store, diagnosis } = diagnosed(text);
  const dialogs = dialogsOf(store);
  const counts = { packets: 0 } as never;
  const input = { store, counts, dialogs, strays: true, names: new Map(), diagnosis, language, filter };
  return [...printed(what, as, { ...input, captures: ['calls.pcap', 'more\u001b.pcap'] })].join('');
}

test('a report tells what was looked at, and of each problem its calls with their proof', () => {
  expect(output('findings', 'text', CALLS, 'en', 'not state x')).toBe(`Findings

Capture:        calls.pcap, more\u241b.pcap
Time:           2023-11-14T22:13:20.000000Z - 2023-11-14T22:13:25.100000Z
Dialogs:        4
Calls:          3
Filter:         not state x
With findings:  2
Error:          2
Warning:        0
Notice:         0

Error: The number or user is not known (not-found, 2)
-----------------------------------------------------

Dialog 1: INVITE alice@example.com -> bob@example.com, rejected (404)
  2023-11-14T22:13:20.000000Z - 2023-11-14T22:13:20.020000Z  10.0.0.1:5060 -> 10.0.0.2:5060  UDP
  Call-ID: one@example.com

  10.0.0.2:5060 answered 404 to the call for sip:1234@example.com: nothing there has this number or
  user.

    #1  2023-11-14T22:13:20.000000Z  10.0.0.1:5060 -> 10.0.0.2:5060  UDP  INVITE sip:1234@example.com
    #2  2023-11-14T22:13:20.010000Z  10.0.0.2:5060 -> 10.0.0.1:5060  UDP  404 Not Found
  The other side said:
    404 Not Found: nobody is known at this address, or the domain is not served here (RFC 3261, 21.4.5)
    Reason: Q.850 1 Unallocated number "no such extension": the number is well formed, but nobody has it (ITU-T Q.850)
    Warning 399 Miscellaneous "look elsewhere": a warning whose text says it all (RFC 3261, 20.43)

Dialog 3: INVITE alice@example.com -> bob@example.com, rejected (404)
  2023-11-14T22:13:24.000000Z - 2023-11-14T22:13:24.010000Z  10.0.0.3:5060 -> 10.0.0.2:5060  UDP
  Call-ID: two@example.com

  10.0.0.2:5060 answered 404 to the call for sip:77@example.com: nothing there has this number or
  user.

    #10  2023-11-14T22:13:24.000000Z  10.0.0.3:5060 -> 10.0.0.2:5060  UDP  INVITE sip:77@example.com
    #11  2023-11-14T22:13:24.010000Z  10.0.0.2:5060 -> 10.0.0.3:5060  UDP  404 Not Found
  The other side said:
    404 Not Found: nobody is known at this address, or the domain is not served here (RFC 3261, 21.4.5)

  What to try: Look at the request URI: is the number written as the dial plan expects it (prefix,
  plus sign), are domain and port right?
`);
});

test('a stream is a proof, too', () => {
  const text = output(
    'findings',
    'text',
    `
0   A > B INVITE | sdp=c=IN IP4 10.0.0.1;m=audio 4000 RTP/AVP 0 101;a=rtpmap:101 telephone-event/8000
0.1 B > A 180 Ringing
1   B > A 200 OK | sdp=c=IN IP4 10.0.0.2;m=audio 5000 RTP/AVP 0 101;a=rtpmap:101 telephone-event/8000
1.1 A > B ACK
1.1 rtp 10.0.0.1:4000 > 10.0.0.2:5000 10s | lose=10
1.1 rtp 10.0.0.2:5000 > 10.0.0.1:4000 10s
12  A > B BYE
12.1 B > A 200 OK
`,
  );
  expect(text).toMatch(
    /\n {4}PCMU 0x[0-9a-f]{8} {2}2023-11-14T22:13:21\.100000Z - 2023-11-14T22:13:31\.080000Z {2}10\.0\.0\.1:4000 -> 10\.0\.0\.2:5000\n/,
  );
});

test('a report shows some calls of a problem, and some of their messages', () => {
  const calls = Array.from({ length: 23 }, (_, i) => `${i} A > B INVITE | call=c${i}\n${i}.1 B > A 404 No`);
  const text = output('findings', 'text', calls.join('\n'));
  expect(text).toContain('(not-found, 23)\n');
  expect(text.match(/^Dialog /gm)).toHaveLength(20);
  expect(text).toContain('\n\n+ 3 (--as json, --as csv)\n\n  What to try: ');
  expect(output('findings', 'json', calls.join('\n')).trimEnd().split('\n')).toHaveLength(23);

  const scan = Array.from({ length: 25 }, (_, i) => `${i} A > B OPTIONS | call=s${i} | User-Agent: friendly-scanner`);
  const scanned = output('findings', 'text', scan.join('\n'));
  expect(scanned.match(/^ {4}#\d/gm)).toHaveLength(20);
  expect(scanned).toContain('\n    + 5\n');
});

test('a report without findings says so', () => {
  expect(output('findings', 'text', '0 A > B OPTIONS | call=ping\n0.1 B > A 200 OK')).toMatch(
    /\nWith findings: {2}0\nError: +0\nWarning: +0\nNotice: +0\n\nNothing was found\.\n$/,
  );
});

test('a report is in the language that was asked for', () => {
  const text = output('findings', 'text', CALLS, 'ru');
  expect(text).toMatch(/^Найденные проблемы\n\nЗахват: +calls\.pcap/);
  expect(text).toContain('Ошибка: Номер или пользователь неизвестен (not-found, 2)\n');
  expect(text).toContain('\n  Что попробовать: Проверьте URI запроса');
});

test('a report in French has a space before its colons, where no line breaks', () => {
  const text = output('findings', 'text', CALLS, 'fr');
  for (const title of ['Capture', 'Erreur', "L'autre extrémité a indiqué", 'À essayer'])
    expect(text).toContain(`${title}\u00a0:`);
});

const SCANS = `
0    192.0.2.66 > 10.0.0.2 OPTIONS | call=s1 | To: <sip:100@example.com> | User-Agent: friendly-scanner
0.1  10.0.0.2 > 192.0.2.66 404 Not Found
1    192.0.2.66 > 10.0.0.2 OPTIONS | call=s2 | To: <sip:101@example.com> | User-Agent: friendly-scanner
2    192.0.2.66 > 10.0.0.2 OPTIONS | call=s3 | To: <sip:101@example.com> | User-Agent: friendly-scanner
3    S6 > T6 OPTIONS | call=s4 | To: <sip:7@example.com> | User-Agent: friendly-scanner
4    A > B INVITE | call=well | sdp
4.1  B > A 486 Busy Here
`;

describe('what addresses do', () => {
  test('stands once in a report, and not with each of their dialogs', () => {
    const text = output('findings', 'text', SCANS);
    expect(text).toContain('\nWarning:        2\n');
    expect(text).toContain('\nWith findings:  4\n');
    const [, group] = /\n(Warning: A scanner looks for users[\s\S]*)/.exec(text)!;
    expect(group.slice(0, group.indexOf('2001:db8::6'))).toBe(`Warning: A scanner looks for users (scanner, 2)
-----------------------------------------------

Source 192.0.2.66
  2023-11-14T22:13:20.000000Z - 2023-11-14T22:13:22.000000Z, Dialogs: 3

  192.0.2.66 sends requests as tools of attackers do. It calls itself friendly-scanner.

    #1  2023-11-14T22:13:20.000000Z  192.0.2.66:5060 -> 10.0.0.2:5060  UDP  OPTIONS sip:bob@example.com
    #2  2023-11-14T22:13:20.100000Z  10.0.0.2:5060 -> 192.0.2.66:5060  UDP  404 Not Found
    #3  2023-11-14T22:13:21.000000Z  192.0.2.66:5060 -> 10.0.0.2:5060  UDP  OPTIONS sip:bob@example.com
    #4  2023-11-14T22:13:22.000000Z  192.0.2.66:5060 -> 10.0.0.2:5060  UDP  OPTIONS sip:bob@example.com

Source `);
    expect(group.match(/What to try:/g)).toHaveLength(1);
  });

  test('is a record without a dialog', () => {
    const [one, two, ...more] = output('findings', 'json', SCANS)
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(more).toEqual([]);
    expect(one).toMatchObject({
      dialog: null,
      callId: null,
      code: 'scanner',
      address: '192.0.2.66',
      messages: [1, 2, 3, 4],
    });
    expect(two).toMatchObject({ dialog: null, callId: null, code: 'scanner', address: '2001:db8::6' });
  });

  test('is printed as addresses alone, for a firewall', () => {
    expect(output('attackers', 'text', SCANS)).toBe('192.0.2.66\n2001:db8::6\n');
    expect(output('attackers', 'text', CALLS)).toBe('');
  });

  test('is printed with what is known of each', () => {
    const [line] = output('attackers', 'json', SCANS).split('\n');
    expect(Object.entries(JSON.parse(line))).toEqual([
      ['address', '192.0.2.66'],
      ['code', 'scanner'],
      ['count', 3],
      ['first', '2023-11-14T22:13:20.000000Z'],
      ['last', '2023-11-14T22:13:22.000000Z'],
      ['users', ['100', '101']],
    ]);
    expect(output('attackers', 'csv', SCANS).split('\r\n')[1]).toBe(
      '192.0.2.66,scanner,3,2023-11-14T22:13:20.000000Z,2023-11-14T22:13:22.000000Z,100 101',
    );
  });
});

test('records have the fields in their order', () => {
  const [one, ...more] = output('findings', 'json', CALLS)
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(more).toHaveLength(1);
  expect(Object.entries(one)).toEqual([
    ['dialog', 1],
    ['callId', 'one@example.com'],
    ['code', 'not-found'],
    ['severity', 'error'],
    ['title', 'The number or user is not known'],
    [
      'explanation',
      '10.0.0.2:5060 answered 404 to the call for sip:1234@example.com: nothing there has this number or user.',
    ],
    ['advice', expect.stringMatching(/^Look at the request URI/)],
    ['messages', [1, 2]],
    ['streams', []],
    ['address', null],
    [
      'said',
      [
        expect.stringMatching(/^404 Not Found: /),
        expect.stringMatching(/^Reason: Q\.850 1 /),
        expect.stringMatching(/^Warning 399 /),
      ],
    ],
  ]);
  const [head, line] = output('findings', 'csv', CALLS).split('\r\n');
  expect(head).toBe(Object.keys(one).join(','));
  expect(line).toMatch(/^1,one@example\.com,not-found,error,.*,1 2,,,"?404 Not Found/);
});

test('a dialog has its codes, and statistics count them', () => {
  const dialogs = output('dialogs', 'json', CALLS).trimEnd().split('\n');
  expect(dialogs.map((line) => JSON.parse(line).findings)).toEqual([['not-found'], [], ['not-found'], []]);
  expect(JSON.parse(output('stats', 'json', CALLS)).byFinding).toEqual({ 'not-found': 2 });
  expect(output('stats', 'text', CALLS)).toMatch(/\nFindings\n {2}not-found {2}2\n/);
});

test.each(['text', 'json', 'csv'] as const)('hostile text is harmless in %s', (as) => {
  const hostile = '\x1b[2J\x07\x7f\x9b31m\u202e\u2066\ufeff"=1+1';
  const call = `0 A > B INVITE sip:${hostile}@y | From: "${hostile}" <sip:ali\x1bce@y>;tag=\x1b | Call-ID: ${hostile}`;
  const text = output(
    'findings',
    as,
    `${call}\n1 B > A 404 ${hostile} | Call-ID: ${hostile} | Reason: X;text="${hostile}"`,
  );
  expect(text).toContain('not-found');
  const rest = text.replaceAll(as === 'csv' ? '\r\n' : '\n', '');
  expect(/[\0-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]/.exec(rest)?.[0]).toBeUndefined();
});

test('hostile text stays text', () => {
  const text = output('findings', 'text', '0 A > B INVITE sip:a\u0007\u202eb@example.com\n0.1 B > A 404 No\u001b[2Jne');
  expect(text).toContain('INVITE sip:a\u2407\ufffdb@example.com\n');
  expect(text).toContain('\n    404 No\u241b[2Jne: ');
  expect(text).not.toMatch(/[\u0007\u001b\u202e]/);
});
