/** Ladders as Mermaid, in literal text. That Mermaid reads them is told by tests/peers/mermaid.test.ts. */

import { MERMAID_CHARACTERS } from '../../src/budgets';
import { ladderMermaid } from '../../src/export/ladder-mermaid';
import { HOSTILE, lossyTalk, type Made, sheetOf } from './sheets';

function check(text: string, expected: string, made?: Made): void {
  expect(`\n${[...ladderMermaid(sheetOf(text, made))].join('\n')}\n`).toBe(expected);
}

test('a call with media', () => {
  check(
    `
0    A > B INVITE | sdp
0.5  A > B again 1
2    B > A 200 OK | sdp
2.01 A > B ACK
`,
    `
%% call 1: alice@example.com -> bob@example.com, in call, Call-ID one@example.com
sequenceDiagram
    title alice@example.com -> bob@example.com, in call
    participant c0 as phone<br/>10.0.0.1:5060
    participant c1 as 10.0.0.2:5060
    participant c2 as 10.0.0.9
    Note over c0,c2: 2023-11-14T22:13:20.000000Z, setup 2.000 s
    c0->>c1: INVITE (SDP)
    Note over c0,c1: audio 10.0.0.9:4000 PCMU PCMA
    c0->>c1: INVITE (SDP) (again)
    Note over c0,c2: 1.500 s later
    c1-->>c0: 200 OK (SDP)
    Note over c0,c1: audio 10.0.0.9:4000 PCMU PCMA
    c0->>c1: ACK
    c1-)c2: PCMU 19
    Note over c1,c2: 5000 -> 4000, 5.0% lost, MOS 3.9
`,
    { media: lossyTalk(2100), names: [['10.0.0.1', 'phone']] },
  );
});

test('several calls have their numbers', () => {
  check(
    '0 A > B INVITE | call=one\n0.1 A > A OPTIONS | call=two',
    `
%% call 1: alice@example.com -> bob@example.com, unanswered, Call-ID one@example.com
%% call 2: alice@example.com -> bob@example.com, unanswered, Call-ID two@example.com
sequenceDiagram
    title 2 calls
    participant c0 as 10.0.0.1:5060
    participant c1 as 10.0.0.2:5060
    Note over c0,c1: 2023-11-14T22:13:20.000000Z
    c0->>c1: (1) INVITE
    c0->>c0: (2) OPTIONS
`,
  );
});

test('ports stand behind the words, where columns are addresses; what is hidden is told', () => {
  const sheet = { ...sheetOf('0 A > B INVITE', { columnsBy: 'address' }), hidden: 2 };
  expect([...ladderMermaid(sheet)].slice(-2)).toEqual([
    '    c0->>c1: INVITE 5060 -> 5060',
    '    Note over c0,c1: 2 rows of hidden hosts are not shown',
  ]);
});

test('what Mermaid would take as its own is written as entities', () => {
  check(
    HOSTILE,
    `
%% call 1: al␛[31mi\ufffdce#;___init_@x -> bob@example.com, busy, Call-ID id"'<b>&lt;␀x
sequenceDiagram
    title al␛[31mi\ufffdce#35;#59;#37;%{init}@x -> bob@example.com, busy
    participant c0 as 10.0.0.1:5060
    participant c1 as 10.0.0.2:5060
    Note over c0,c1: 2023-11-14T22:13:20.000000Z, setup 100 ms
    c0->>c1: INVITE (SDP)
    Note over c0,c1: audio 10.0.0.9:4000 PCMU PCMA
    c1-->>c0: 486 #60;img src=x onerror=alert(1)> #35; #59; "x" 'y' #36;#36;x#36;#36; #37;%{init:{}}#37;% end \ufffd#38; --> ]]>
    c0->>c1: INVITE (SDP) (again)
    c1-->>c0: 500 wrap:x
`,
  );
});

test('what is longer than Mermaid draws is left out, and a note says so', () => {
  const lines = [...ladderMermaid(sheetOf('0 A > B INVITE\n'.repeat(3000).replace(/^0/gm, () => `${clock++}`)))];
  const arrows = lines.filter((line) => line.includes('->>')).length;
  expect(lines.join('\n').length).toBeLessThan(50_000);
  expect(lines.join('\n').length).toBeGreaterThan(MERMAID_CHARACTERS - 200);
  expect(lines.at(-1)).toBe(`    Note over c0,c1: ${3000 - arrows} more rows are left out`);
});

let clock = 0;
