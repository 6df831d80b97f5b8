/** The raw text of a call, and a search in it and in the ladder, as a person sees them. */

import { render } from '../../src/view/screen';
import { THREE_CALLS } from '../app/calls';
import { Story, type StoryOptions, widest } from '../app/story';

function check(options: StoryOptions, keys: string[], expected: string) {
  const story = new Story({ calls: THREE_CALLS, ...options }).press(...keys);
  const screen = story.screen();
  while (screen.at(-2) === '') screen.splice(-2, 1);
  expect(`\n${screen.join('\n')}\n`).toBe(expected);
  expect(widest(render(story.model))).toBeLessThanOrEqual(story.model.columns);
  expect(render(story.model).lines).toHaveLength(story.model.rows);
}

test('raw text on 80x24', () => {
  check(
    {},
    ['r'],
    `
 Raw text   call 1                                              1 of 9 messages
── 0  2026-11-20 23:27:57.646  192.168.10.21:5060 ─> 10.0.0.2:5060  UDP  373 by…
 INVITE sip:+34944048182@carrier.example SIP/2.0
 Via: SIP/2.0/UDP 192.168.10.21:5060;branch=z9hG4bK-one
 From: <sip:alice@example.com>;tag=a1
 To: <sip:+34944048182@carrier.example>
 Call-ID: 9f31c2@192.168.10.21
 CSeq: 1 INVITE
 Content-Type: application/sdp

 v=0
 o=- 1 1 IN IP4 192.168.10.21
 c=IN IP4 192.168.10.21
 m=audio 16384 RTP/AVP 0 8 101
 a=rtpmap:0 PCMU/8000

── 1  2026-11-20 23:27:58.146  192.168.10.21:5060 ─> 10.0.0.2:5060  UDP  53 byt…
 INVITE (SDP) SIP/2.0
 Call-ID: 9f31c2@192.168.10.21

── 2  2026-11-20 23:27:58.176  10.0.0.2:5060 ─> 192.168.10.21:5060  UDP  51 byt…
 100 Trying SIP/2.0
 Call-ID: 9f31c2@192.168.10.21
 Esc Back  / Search  ] Next message  Enter Message  w Times  F2 Save  F1 Help
`,
  );
});

test('raw text of two calls on 120x35, with what is wrong with a message', () => {
  check(
    { columns: 120, rows: 35 },
    ['m', 'down', 'm', 'r', 'end'],
    `
 Raw text   call 2, one of 2 here                                                                      4 of 12 messages

── 1  2026-11-20 23:27:58.146  192.168.10.21:5060 ─> 10.0.0.2:5060  UDP  53 bytes  retransmission ──────────────────────
 INVITE (SDP) SIP/2.0
 Call-ID: 9f31c2@192.168.10.21

── 2  2026-11-20 23:27:58.176  10.0.0.2:5060 ─> 192.168.10.21:5060  UDP  51 bytes ──────────────────────────────────────
 100 Trying SIP/2.0
 Call-ID: 9f31c2@192.168.10.21

── 3  2026-11-20 23:27:58.246  10.0.0.2:5060 ─> 10.20.30.40:5060  UDP  53 bytes ────────────────────────────────────────
 INVITE (SDP) SIP/2.0
 Call-ID: 9f31c2@192.168.10.21

── 4  2026-11-20 23:27:58.596  10.20.30.40:5060 ─> 10.0.0.2:5060  UDP  52 bytes ────────────────────────────────────────
 180 Ringing SIP/2.0
 Call-ID: 9f31c2@192.168.10.21

── 5  2026-11-20 23:27:58.616  10.0.0.2:5060 ─> 192.168.10.21:5060  UDP  52 bytes ──────────────────────────────────────
 180 Ringing SIP/2.0
 Call-ID: 9f31c2@192.168.10.21

── 6  2026-11-20 23:28:01.616  10.0.0.2:5060 ─> 192.168.10.21:5060  UDP  53 bytes ──────────────────────────────────────
 ! Content-Length says 130, there are 129 bytes
 200 OK (SDP) SIP/2.0
 Call-ID: 9f31c2@192.168.10.21

── 7  2026-11-20 23:28:01.666  192.168.10.21:5060 ─> 10.0.0.2:5060  UDP  44 bytes ──────────────────────────────────────
 ACK SIP/2.0
 Call-ID: 9f31c2@192.168.10.21

── 8  2026-11-20 23:28:07.616  192.168.10.21:5060 ─> 10.0.0.2:5060  UDP  44 bytes ──────────────────────────────────────
 BYE SIP/2.0
 Call-ID: 9f31c2@192.168.10.21
 Esc Back  / Search  ] Next message  Enter Message  w Times  F2 Save  F1 Help
`,
  );
});

test('raw text on 200x60', () => {
  check(
    { columns: 200, rows: 60 },
    ['r', 'end'],
    `
 Raw text   call 1                                                                                                                                                                      1 of 9 messages
── 0  2026-11-20 23:27:57.646  192.168.10.21:5060 ─> 10.0.0.2:5060  UDP  373 bytes ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
 INVITE sip:+34944048182@carrier.example SIP/2.0
 Via: SIP/2.0/UDP 192.168.10.21:5060;branch=z9hG4bK-one
 From: <sip:alice@example.com>;tag=a1
 To: <sip:+34944048182@carrier.example>
 Call-ID: 9f31c2@192.168.10.21
 CSeq: 1 INVITE
 Content-Type: application/sdp

 v=0
 o=- 1 1 IN IP4 192.168.10.21
 c=IN IP4 192.168.10.21
 m=audio 16384 RTP/AVP 0 8 101
 a=rtpmap:0 PCMU/8000

── 1  2026-11-20 23:27:58.146  192.168.10.21:5060 ─> 10.0.0.2:5060  UDP  53 bytes  retransmission ──────────────────────────────────────────────────────────────────────────────────────────────────────
 INVITE (SDP) SIP/2.0
 Call-ID: 9f31c2@192.168.10.21

── 2  2026-11-20 23:27:58.176  10.0.0.2:5060 ─> 192.168.10.21:5060  UDP  51 bytes ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
 100 Trying SIP/2.0
 Call-ID: 9f31c2@192.168.10.21

── 3  2026-11-20 23:27:58.246  10.0.0.2:5060 ─> 10.20.30.40:5060  UDP  53 bytes ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
 INVITE (SDP) SIP/2.0
 Call-ID: 9f31c2@192.168.10.21

── 4  2026-11-20 23:27:58.596  10.20.30.40:5060 ─> 10.0.0.2:5060  UDP  52 bytes ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
 180 Ringing SIP/2.0
 Call-ID: 9f31c2@192.168.10.21

── 5  2026-11-20 23:27:58.616  10.0.0.2:5060 ─> 192.168.10.21:5060  UDP  52 bytes ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
 180 Ringing SIP/2.0
 Call-ID: 9f31c2@192.168.10.21

── 6  2026-11-20 23:28:01.616  10.0.0.2:5060 ─> 192.168.10.21:5060  UDP  53 bytes ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
 ! Content-Length says 130, there are 129 bytes
 200 OK (SDP) SIP/2.0
 Call-ID: 9f31c2@192.168.10.21

── 7  2026-11-20 23:28:01.666  192.168.10.21:5060 ─> 10.0.0.2:5060  UDP  44 bytes ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
 ACK SIP/2.0
 Call-ID: 9f31c2@192.168.10.21

── 8  2026-11-20 23:28:07.616  192.168.10.21:5060 ─> 10.0.0.2:5060  UDP  44 bytes ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
 BYE SIP/2.0
 Call-ID: 9f31c2@192.168.10.21
 Esc Back  / Search  ] Next message  Enter Message  w Times  F2 Save  F1 Help
`,
  );
});

test('a search in the raw text', () => {
  check(
    { rows: 14 },
    ['r', '/', 'b', 'y', 'e', 'enter'],
    `
 Raw text   call 1                                              7 of 9 messages
── 6  2026-11-20 23:28:01.616  10.0.0.2:5060 ─> 192.168.10.21:5060  UDP  53 byt…
 ! Content-Length says 130, there are 129 bytes
 200 OK (SDP) SIP/2.0
 Call-ID: 9f31c2@192.168.10.21

── 7  2026-11-20 23:28:01.666  192.168.10.21:5060 ─> 10.0.0.2:5060  UDP  44 byt…
 ACK SIP/2.0
 Call-ID: 9f31c2@192.168.10.21

── 8  2026-11-20 23:28:07.616  192.168.10.21:5060 ─> 10.0.0.2:5060  UDP  44 byt…
 BYE SIP/2.0
 Call-ID: 9f31c2@192.168.10.21
 n Next  Esc Back  / Search  ] Next message  w Times  F2 Save  F1 Help    "bye"
`,
  );
});

test('a search while it is typed, in the ladder', () => {
  check(
    { rows: 14 },
    ['enter', '/', 'b', 'y', 'e'],
    `
 Call 1 of 3   completed   alice -> +34944048182   setup 970 ms, talk 6.000 s
                192.168.10.21:5060      10.0.0.2:5060      10.20.30.40:5060
 delta                   │                   sbc                   │
> 23:27:57.646           │ INVITE (SDP) ─────>│                    │
       +500 ms           │ INVITE (SDP) ────>>│ retransmission     │
        +30 ms           │<─────── 100 Trying │                    │
        +70 ms           │                    │ INVITE (SDP) ─────>│
       +350 ms           │                    │<────── 180 Ringing │
        +20 ms           │<────── 180 Ringing │                    │
 !    +3.000 s           │<───── 200 OK (SDP) │                    │
        +50 ms           │ ACK ──────────────>│                    │
      +5.950 s           │ BYE ──────────────>│                    │
                         │                    │                    │
 Search text or /regex/: bye
`,
  );
});

test('a search that found something, in the ladder', () => {
  check(
    {},
    ['enter', '/', 'r', 'i', 'n', 'g', 'enter'],
    `
 Call 1 of 3   completed   alice -> +34944048182   setup 970 ms, talk 6.000 s
                192.168.10.21:5060      10.0.0.2:5060      10.20.30.40:5060
 delta                   │                   sbc                   │
  23:27:57.646           │ INVITE (SDP) ─────>│                    │
       +500 ms           │ INVITE (SDP) ────>>│ retransmission     │
        +30 ms           │<─────── 100 Trying │                    │
        +70 ms           │                    │ INVITE (SDP) ─────>│
>      +350 ms           │                    │<────── 180 Ringing │
        +20 ms           │<────── 180 Ringing │                    │
 !    +3.000 s           │<───── 200 OK (SDP) │                    │
        +50 ms           │ ACK ──────────────>│                    │
      +5.950 s           │ BYE ──────────────>│                    │
                         │                    │                    │
                         │                    │                    │
                         │                    │                    │
                         │                    │                    │
                         │                    │                    │
                         │                    │                    │
                         │                    │                    │
                         │                    │                    │
                         │                    │                    │
                         │                    │                    │
                         │                    │                    │
 n Next  Enter Message  Esc Back  d SDP  v Media  F2 Save  F1 Help       "ring"
`,
  );
});

test.each([
  ['the ladder', 'enter'],
  ['the raw text', 'r'],
])('a search that found nothing, in %s, offers no next one', (_, key) => {
  const story = new Story({ calls: THREE_CALLS, filter: 'INVITE' })
    .press(key, '/')
    .type('nonsense')
    .press('enter', 'down');
  expect(story.line(-1)).toMatch(/^ (Enter|Esc) .* "nonsense" not found$/);
  expect(story.line(-1)).not.toMatch(/ n Next/);
});

test('places found are set off without colours, too', () => {
  const story = new Story({ calls: THREE_CALLS }).press('r', '/').type('call-id').press('enter');
  const inverse = render(story.model)
    .lines.slice(1, -1)
    .flatMap(({ spans }) => spans.filter(({ style }) => style.inverse));
  expect(inverse.map(({ text, style }) => `${text}${style.underline ? ' here' : ''}`)).toEqual([
    'Call-ID here',
    'Call-ID',
    'Call-ID',
  ]);
});
