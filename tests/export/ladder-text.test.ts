/** Ladders as they are pasted: literal text. */

import type { SdpShown } from '../../src/export/ladder-sheet';
import { ladderText } from '../../src/export/ladder-text';
import type { MessageRow } from '../../src/ladder/ladder';
import { HOSTILE, lossyTalk, type Made, sheetOf } from './sheets';

function check(text: string, expected: string, made?: Made): void {
  expect(`\n${[...ladderText(sheetOf(text, made))].join('\n')}\n`).toBe(expected);
}

test('a call: times, retransmission, SDP', () => {
  check(
    `
0    A > B INVITE | sdp
0.5  A > B again 1
0.6  B > A 180 Ringing
2    B > A 200 OK | sdp
2.01 A > B ACK
125  A > B BYE
`,
    `
Call 1: alice@example.com -> bob@example.com, completed
Call-ID one@example.com
2023-11-14T22:13:20.000000Z  setup 600 ms, talk 0:02:03

                             10.0.0.1:5060              10.0.0.2:5060
22:13:20.000000                    │ INVITE (SDP) ───────────>│
                                   │  audio 10.0.0.9:4000 PCMU PCMA
22:13:20.500000    +500 ms         │ INVITE (SDP) (again) ──>>│
22:13:20.600000    +100 ms         │<──────────── 180 Ringing │
22:13:22.000000   +1.400 s         │<─────────── 200 OK (SDP) │
                                   │  audio 10.0.0.9:4000 PCMU PCMA
22:13:22.010000     +10 ms         │ ACK ────────────────────>│
22:15:25.000000   +0:02:03         │ BYE ────────────────────>│
`,
  );
});

test('media with loss and MOS, hosts with names, and a host that only gets media', () => {
  check(
    '0 A > B INVITE | sdp\n1 B > A 200 OK | sdp',
    `
Call 1: alice@example.com -> bob@example.com, in call
Call-ID one@example.com
2023-11-14T22:13:20.000000Z  setup 1.000 s

                                 phone      a gateway with a long name
                             10.0.0.1:5060         10.0.0.2:5060         10.0.0.9
22:13:20.000000                    │ INVITE (SDP) ──────>│                   │
                                   │  audio 10.0.0.9:4000 PCMU PCMA          │
22:13:21.000000   +1.000 s         │<────── 200 OK (SDP) │                   │
                                   │  audio 10.0.0.9:4000 PCMU PCMA          │
22:13:21.100000    +100 ms         │                     │ PCMU 19 ═════════>│
                                   │                     │  5000 -> 4000, 5.0% lost, MOS 3.9
`,
    {
      media: lossyTalk(1100),
      names: [
        ['10.0.0.1', 'phone'],
        ['10.0.0.2', 'a gateway with a long name'],
      ],
    },
  );
});

test('several calls in one ladder have their numbers; a new day is told', () => {
  check(
    '0 A > B INVITE | call=one\n90 C > B OPTIONS | call=two\n7000 B > A 486 Busy Here (1)',
    `
Call 1: alice@example.com -> bob@example.com, busy
Call-ID one@example.com
2023-11-14T22:13:20.000000Z  setup 1:56:40
Call 2: alice@example.com -> bob@example.com, unanswered
Call-ID two@example.com
2023-11-14T22:14:50.000000Z

                                10.0.0.1:5060       10.0.0.2:5060       10.0.0.3:5060
22:13:20.000000             1         │ INVITE ──────────>│                   │
22:14:50.000000   +0:01:30  2         │                   │<───────── OPTIONS │
2023-11-15
00:10:00.000000   +1:55:10  1         │<─── 486 Busy Here │                   │
`,
  );
});

test('a long reason is cut, and an end that talks to itself has a loop', () => {
  check(
    `0 A > B INVITE\n1 B > A 486 ${'very '.repeat(20)}busy | sdp\n2 A > A OPTIONS`,
    `
Call 1: alice@example.com -> bob@example.com, busy
Call-ID one@example.com
2023-11-14T22:13:20.000000Z  setup 1.000 s

                             10.0.0.1:5060                                             10.0.0.2:5060
22:13:20.000000                    │ INVITE ────────────────────────────────────────────────>│
22:13:21.000000   +1.000 s         │<── 486 very very very very very very very very v… (SDP) │
                                   │  audio 10.0.0.9:4000 PCMU PCMA                          │
22:13:22.000000   +1.000 s         ├─┘ OPTIONS                                               │
`,
  );
});

test('below an arrow stand its SDP, as much as is wanted, and what is wrong with it', () => {
  const made = sheetOf('0 A > B INVITE');
  const [row] = made.rows as MessageRow[];
  const below = (sdp: SdpShown) => {
    const rows = [{ ...row, sdp: ['audio', 'video'] }];
    const text = [...ladderText({ ...made, rows, sdp, problems: new Map([[row.message, ['cut short']]]) })];
    return text.flatMap((line) => /│ {2}(\S.*?) *│?$/.exec(line)?.[1] ?? []);
  };
  expect([below('all'), below('first'), below('none')]).toEqual([
    ['audio', 'video', '! cut short'],
    ['audio', '! cut short'],
    ['! cut short'],
  ]);
});

test('where columns are addresses, ports stand at the ends', () => {
  check(
    '0 A > B INVITE | sdp\n0.5 A > B again 1\n1 B > A 486 Busy Here\n2 A > A OPTIONS',
    `
Call 1: alice@example.com -> bob@example.com, busy
Call-ID one@example.com
2023-11-14T22:13:20.000000Z  setup 1.000 s

                            10.0.0.1                           10.0.0.2
22:13:20.000000                 │5060 INVITE (SDP) ───────────>5060│
                                │  audio 10.0.0.9:4000 PCMU PCMA   │
22:13:20.500000    +500 ms      │5060 INVITE (SDP) (again) ──>>5060│
22:13:21.000000    +500 ms      │5060<────────── 486 Busy Here 5060│
22:13:22.000000   +1.000 s      ├─┘ OPTIONS 5060 -> 5060           │
`,
    { columnsBy: 'address' },
  );
});

test('what is too much, or hidden, is told', () => {
  const text = (leftOut: number, hidden: number) => {
    return [...ladderText({ ...sheetOf('0 A > B INVITE'), leftOut, hidden })].slice(6);
  };
  expect(text(1, 0)).toEqual(['1 more row is left out']);
  expect(text(2, 1)).toEqual(['2 more rows are left out', '1 row of hidden hosts is not shown']);
  expect(text(0, 2)).toEqual(['2 rows of hidden hosts are not shown']);
});

test('hostile text is shown, and is harmless', () => {
  const text = [...ladderText(sheetOf(HOSTILE))].join('\n');
  expect(text).toContain('Call 1: al␛[31mi\ufffdce#;%%{init}@x -> bob@example.com, busy\nCall-ID id"\'<b>&lt;␀x\n');
  expect(text.replaceAll('\n', '')).not.toMatch(/[\0-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/);
});
