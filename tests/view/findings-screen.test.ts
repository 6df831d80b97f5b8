/** What is wrong with a call on the screen of its ladder: title, marks, gaps, and the pane that tells it. */

import { render } from '../../src/view/screen';
import { themeFor } from '../../src/view/theme';
import { THREE_CALLS } from '../app/calls';
import type { MadeFinding } from '../app/fake-engine';
import { Story, type StoryOptions, widest } from '../app/story';

const FINDINGS: MadeFinding[] = [
  {
    call: 1,
    code: 'one-way-audio',
    severity: 'error',
    title: 'Only one side is heard',
    explanation: '10.0.0.2:30000 sends RTP to 192.168.10.21:16384, and nothing comes back from there.',
    advice: 'What to try: Look whether the phone is behind a NAT, and which address its SDP names.',
    said: ['200 OK: the call is answered (RFC 3261, 21.2.1)'],
    proofs: [0, 6],
  },
  {
    call: 1,
    code: 'slow-setup',
    severity: 'warning',
    title: 'It takes long to ring',
    explanation: 'From the INVITE to the first ringing 950 ms went by.',
    advice: 'What to try: Look at what the server asks before it goes on.',
    proofs: [4],
    gap: { before: 4, text: '950 ms: It takes long to ring' },
  },
  {
    call: 1,
    code: 'clock-skew',
    severity: 'notice',
    title: 'A clock is wrong',
    explanation: 'The Date of 10.0.0.2 is an hour off.',
    advice: 'What to try: Let it ask a time server.',
    proofs: [7],
  },
];

function story(options: StoryOptions, keys: string[]): Story {
  const one = new Story({ calls: THREE_CALLS, ...options });
  one.engine.findings = FINDINGS;
  return one.press('enter', ...keys);
}

function check(options: StoryOptions, keys: string[], expected: string): void {
  const played = story(options, keys);
  expect(`\n${played.screen().join('\n')}\n`).toBe(expected);
  expect(widest(render(played.model))).toBeLessThanOrEqual(played.model.columns);
  expect(render(played.model).lines).toHaveLength(played.model.rows);
}

test('below the ladder on 80x24', () =>
  check(
    {},
    ['e'],
    `
 Call 1 of 3   ✗ Only one side is heard +2   completed   alice -> +34944048182
                192.168.10.21:5060      10.0.0.2:5060      10.20.30.40:5060
 delta                   │                   sbc                   │
>✗23:27:57.646           │ INVITE (SDP) ─────>│                    │
       +500 ms           │ INVITE (SDP) ────>>│ retransmission     │
        +30 ms           │<─────── 100 Trying │                    │
        +70 ms           │                    │ INVITE (SDP) ─────>│
                         ┊ 950 ms: It takes long to ring           ┊
 ▲     +350 ms           │                    │<────── 180 Ringing │
        +20 ms           │<────── 180 Ringing │                    │
 ✗    +3.000 s           │<───── 200 OK (SDP) │                    │
 ○      +50 ms           │ ACK ──────────────>│                    │
      +5.950 s           │ BYE ──────────────>│                    │
── 1 of 3 findings ─────────────────────────────────────────────── more below ──
>✗ Only one side is heard
   one-way-audio  #1  #7
   10.0.0.2:30000 sends RTP to 192.168.10.21:16384, and nothing comes back from
   there.
   200 OK: the call is answered (RFC 3261, 21.2.1)
   What to try: Look whether the phone is behind a NAT, and which address its
   SDP names.

 ▲ It takes long to ring
 Enter Go to it  Esc Close  } Next proof  { Proof before  F2 Save  F1 Help
`,
  ));

test('in ASCII', () =>
  check(
    { utf8: false },
    ['e', 'enter'],
    `
 Call 1 of 3   X Only one side is heard +2   completed   alice -> +34944048182
                192.168.10.21:5060      10.0.0.2:5060      10.20.30.40:5060
 delta                   |                   sbc                   |
>X23:27:57.646           | INVITE (SDP) ----->|                    |
       +500 ms           | INVITE (SDP) ---->>| retransmission     |
        +30 ms           |<------- 100 Trying |                    |
        +70 ms           |                    | INVITE (SDP) ----->|
                         : 950 ms: It takes long to ring           :
 !     +350 ms           |                    |<------ 180 Ringing |
        +20 ms           |<------ 180 Ringing |                    |
 X    +3.000 s           |<----- 200 OK (SDP) |                    |
 i      +50 ms           | ACK -------------->|                    |
      +5.950 s           | BYE -------------->|                    |
-- 1 of 3 findings ----------------------------------------------- more below --
>X Only one side is heard
   one-way-audio  #1  #7
   10.0.0.2:30000 sends RTP to 192.168.10.21:16384, and nothing comes back from
   there.
   200 OK: the call is answered (RFC 3261, 21.2.1)
   What to try: Look whether the phone is behind a NAT, and which address its
   SDP names.

 ! It takes long to ring
 Enter Message  Esc Back  e 3 findings  d SDP  v Media  F2 Save  F1 Help
`,
  ));

test('on a plain screen', () =>
  check(
    { settings: { plain: true } },
    ['e', 'down', 'enter'],
    `
 Call 1 of 3   ✗ Only one side is heard +2   completed   alice -> +34944048182
 Between 192.168.10.21:5060, 10.0.0.2:5060 (sbc), 10.20.30.40:5060
 delta
 ✗23:27:57.646   192.168.10.21:5060 -> 10.0.0.2:5060  INVITE (SDP)
       +500 ms   192.168.10.21:5060 -> 10.0.0.2:5060  INVITE (SDP)  retransmiss…
        +30 ms   10.0.0.2:5060 -> 192.168.10.21:5060  100 Trying
        +70 ms   10.0.0.2:5060 -> 10.20.30.40:5060  INVITE (SDP)
                950 ms: It takes long to ring
>▲     +350 ms   10.20.30.40:5060 -> 10.0.0.2:5060  180 Ringing
        +20 ms   10.0.0.2:5060 -> 192.168.10.21:5060  180 Ringing
 ✗    +3.000 s   10.0.0.2:5060 -> 192.168.10.21:5060  200 OK (SDP)
 ○      +50 ms   192.168.10.21:5060 -> 10.0.0.2:5060  ACK
      +5.950 s   192.168.10.21:5060 -> 10.0.0.2:5060  BYE
   2 of 3 findings                                                 more below
   there.
   200 OK: the call is answered (RFC 3261, 21.2.1)
   What to try: Look whether the phone is behind a NAT, and which address its
   SDP names.

>▲ warning: It takes long to ring
   slow-setup  #5
   From the INVITE to the first ringing 950 ms went by.
   What to try: Look at what the server asks before it goes on.
 Enter Message  Esc Back  e 3 findings  d SDP  v Media  F2 Save  F1 Help
`,
  ));

test('beside the ladder on 200x60', () =>
  check(
    { columns: 200, rows: 30 },
    ['e', 'down'],
    `
 Call 1 of 3   ✗ Only one side is heard +2   completed   2026-11-20   alice@example.com -> +34944048182@carrier.example   setup 970 ms, talk 6.000 s   Call-ID 9f31c2@192.168.10.21           message 4
                     192.168.10.21:5060                10.0.0.2:5060                10.20.30.40:5060          │ ── 2 of 3 findings ─────────────────────────────────────────────────────── more below ──
 delta                        │                             sbc                             │                 │  ✗ Only one side is heard
 ✗23:27:57.646                │ INVITE (SDP) ───────────────>│                              │                 │    one-way-audio  #1  #7
       +500 ms                │ INVITE (SDP) ──────────────>>│ retransmission               │                 │    10.0.0.2:30000 sends RTP to 192.168.10.21:16384, and nothing comes back from there.
        +30 ms                │<───────────────── 100 Trying │                              │                 │    200 OK: the call is answered (RFC 3261, 21.2.1)
        +70 ms                │                              │ INVITE (SDP) ───────────────>│                 │    What to try: Look whether the phone is behind a NAT, and which address its SDP
                              ┊ 950 ms: It takes long to ring┊                              ┊                 │    names.
>▲     +350 ms                │                              │<──────────────── 180 Ringing │                 │
        +20 ms                │<──────────────── 180 Ringing │                              │                 │ >▲ It takes long to ring
 ✗    +3.000 s                │<─────────────── 200 OK (SDP) │                              │                 │    slow-setup  #5
 ○      +50 ms                │ ACK ────────────────────────>│                              │                 │    From the INVITE to the first ringing 950 ms went by.
      +5.950 s                │ BYE ────────────────────────>│                              │                 │    What to try: Look at what the server asks before it goes on.
                              │                              │                              │                 │
                              │                              │                              │                 │  ○ A clock is wrong
                              │                              │                              │                 │    clock-skew  #8
                              │                              │                              │                 │    The Date of 10.0.0.2 is an hour off.
                              │                              │                              │                 │ ────────────────────────────────────────────────────────────────────────────────────────
                              │                              │                              │                 │ 180 Ringing SIP/2.0
                              │                              │                              │                 │ Call-ID: 9f31c2@192.168.10.21
                              │                              │                              │                 │
                              │                              │                              │                 │
                              │                              │                              │                 │
                              │                              │                              │                 │
                              │                              │                              │                 │
                              │                              │                              │                 │
                              │                              │                              │                 │
                              │                              │                              │                 │
                              │                              │                              │                 │
 Enter Go to it  Esc Close  } Next proof  { Proof before  Down Next finding  F2 Save  F1 Help
`,
  ));

test('signs and titles are told apart by colour too, and by bold where there are none', () => {
  const { role } = themeFor('dark', 256);
  const { lines } = render(story({ colours: 256 }, ['e', 'enter']).model);
  const styleOf = (text: string) => lines.flatMap(({ spans }) => spans).find((one) => one.text.startsWith(text))?.style;
  expect(styleOf('>✗ Only one')).toBe(role.findingError);
  expect(styleOf(' ▲ It takes')).toBe(role.findingWarning);
  expect(styleOf('   ✗ Only one')).toBe(role.findingError);
  expect(themeFor('mono', 256).role.findingError).toMatchObject({ bold: true });
});

test('the selected finding is told from others while keys go over it', () => {
  const { role } = themeFor('dark', 256);
  const { lines } = render(story({ colours: 256 }, ['e']).model);
  const title = lines.flatMap(({ spans }) => spans).find((one) => one.text.startsWith('>✗ Only one'));
  expect(title?.style).toBe(role.cursorRow);
});
