/** Two messages compared, as a person sees it. */

import { render } from '../../src/view/screen';
import { ANSWERED } from '../app/calls';
import { Story, type StoryOptions, widest } from '../app/story';

const OK = `SIP/2.0 200 OK
Via: SIP/2.0/UDP 192.168.10.21:5060;branch=z9hG4bK-one;received=10.0.0.9
From: <sip:alice@example.com>;tag=a1
To: <sip:+34944048182@carrier.example>;tag=b2
Call-ID: 9f31c2@192.168.10.21
CSeq: 1 INVITE
Server: sbc
Content-Type: application/sdp

v=0
o=- 1 1 IN IP4 10.0.0.2
c=IN IP4 10.0.0.2
m=audio 30000 RTP/AVP 0
a=rtpmap:0 PCMU/8000`;

function check(options: StoryOptions, keys: string[], expected: string) {
  const messages = ANSWERED.messages.map((one) => (one.label === '200 OK (SDP)' ? { ...one, text: OK } : one));
  const story = new Story({ calls: [{ ...ANSWERED, messages }], ...options }).press('enter', 'm', ...keys);
  const screen = story.screen();
  while (screen.at(-2) === '') screen.splice(-2, 1);
  expect(`\n${screen.join('\n')}\n`).toBe(expected);
  expect(widest(render(story.model))).toBeLessThanOrEqual(story.model.columns);
  expect(render(story.model).lines).toHaveLength(story.model.rows);
}

const TO_OK = ['down', 'down', 'down', 'down', 'down', 'down', 'm'];

test('side by side on 120x35', () => {
  check(
    { columns: 120, rows: 35 },
    [...TO_OK, 'n', 'n'],
    `
 Message 0 and 6   +3.970 s   7 differences                                                                      2 of 7
 0  2026-11-20 23:27:57.646  UDP                              6  2026-11-20 23:28:01.616  UDP
 192.168.10.21:5060 ─> 10.0.0.2:5060                          10.0.0.2:5060 ─> 192.168.10.21:5060
 INVITE sip:+34944048182@carrier.example SIP/2.0            ~ SIP/2.0 200 OK
>…P 192.168.10.21:5060;branch=z9hG4bK-one                   ~ …P 192.168.10.21:5060;branch=z9hG4bK-one;received=10.0.0.9
 From: <sip:alice@example.com>;tag=a1                       │ From: <sip:alice@example.com>;tag=a1
 To: <sip:+34944048182@carrier.example>                     ~ To: <sip:+34944048182@carrier.example>;tag=b2
 Call-ID: 9f31c2@192.168.10.21                              │ Call-ID: 9f31c2@192.168.10.21
 CSeq: 1 INVITE                                             │ CSeq: 1 INVITE
                                                            + Server: sbc
 Content-Type: application/sdp                              │ Content-Type: application/sdp
                                                            │
 v=0                                                        │ v=0
 o=- 1 1 IN IP4 192.168.10.21                               ~ o=- 1 1 IN IP4 10.0.0.2
 c=IN IP4 192.168.10.21                                     ~ c=IN IP4 10.0.0.2
 m=audio 16384 RTP/AVP 0 8 101                              ~ m=audio 30000 RTP/AVP 0
 a=rtpmap:0 PCMU/8000                                       │ a=rtpmap:0 PCMU/8000
 Esc Back  n Next difference  N Before  Right Sideways  Tab Swap  F2 Save  F1 Help
`,
  );
});

test('one line below the other on 80x24', () => {
  check(
    {},
    [...TO_OK, 'n'],
    `
 Message 0 and 6   +3.970 s   7 differences                              1 of 7
 - 0  2026-11-20 23:27:57.646  UDP  192.168.10.21:5060 ─> 10.0.0.2:5060
 + 6  2026-11-20 23:28:01.616  UDP  10.0.0.2:5060 ─> 192.168.10.21:5060
>- INVITE sip:+34944048182@carrier.example SIP/2.0
>+ SIP/2.0 200 OK
 - Via: SIP/2.0/UDP 192.168.10.21:5060;branch=z9hG4bK-one
 + Via: SIP/2.0/UDP 192.168.10.21:5060;branch=z9hG4bK-one;received=10.0.0.9
   From: <sip:alice@example.com>;tag=a1
 - To: <sip:+34944048182@carrier.example>
 + To: <sip:+34944048182@carrier.example>;tag=b2
   Call-ID: 9f31c2@192.168.10.21
   CSeq: 1 INVITE
 + Server: sbc
   Content-Type: application/sdp

   v=0
 - o=- 1 1 IN IP4 192.168.10.21
 + o=- 1 1 IN IP4 10.0.0.2
 - c=IN IP4 192.168.10.21
 + c=IN IP4 10.0.0.2
 - m=audio 16384 RTP/AVP 0 8 101
 + m=audio 30000 RTP/AVP 0
   a=rtpmap:0 PCMU/8000
 Esc Back  n Next difference  N Before  Right Sideways  F2 Save  F1 Help
`,
  );
});

test('on 200x60', () => {
  check(
    { columns: 200, rows: 60 },
    TO_OK,
    `
 Message 0 and 6   +3.970 s   7 differences
 0  2026-11-20 23:27:57.646  UDP                                                                      6  2026-11-20 23:28:01.616  UDP
 192.168.10.21:5060 ─> 10.0.0.2:5060                                                                  10.0.0.2:5060 ─> 192.168.10.21:5060
 INVITE sip:+34944048182@carrier.example SIP/2.0                                                    ~ SIP/2.0 200 OK
 Via: SIP/2.0/UDP 192.168.10.21:5060;branch=z9hG4bK-one                                             ~ Via: SIP/2.0/UDP 192.168.10.21:5060;branch=z9hG4bK-one;received=10.0.0.9
 From: <sip:alice@example.com>;tag=a1                                                               │ From: <sip:alice@example.com>;tag=a1
 To: <sip:+34944048182@carrier.example>                                                             ~ To: <sip:+34944048182@carrier.example>;tag=b2
 Call-ID: 9f31c2@192.168.10.21                                                                      │ Call-ID: 9f31c2@192.168.10.21
 CSeq: 1 INVITE                                                                                     │ CSeq: 1 INVITE
                                                                                                    + Server: sbc
 Content-Type: application/sdp                                                                      │ Content-Type: application/sdp
                                                                                                    │
 v=0                                                                                                │ v=0
 o=- 1 1 IN IP4 192.168.10.21                                                                       ~ o=- 1 1 IN IP4 10.0.0.2
 c=IN IP4 192.168.10.21                                                                             ~ c=IN IP4 10.0.0.2
 m=audio 16384 RTP/AVP 0 8 101                                                                      ~ m=audio 30000 RTP/AVP 0
 a=rtpmap:0 PCMU/8000                                                                               │ a=rtpmap:0 PCMU/8000
 Esc Back  n Next difference  N Before  Right Sideways  Tab Swap  F2 Save  F1 Help
`,
  );
});

test('a line that is cut shows where its sides begin to differ', () => {
  const long = 'x'.repeat(60);
  const messages = ANSWERED.messages.map((one) =>
    one.label === '200 OK (SDP)' ? { ...one, text: OK.replace('tag=a1', `tag=${long}-two-end`) } : one,
  );
  const from = { ...messages[0]!, text: `INVITE sip:b SIP/2.0\nFrom: <sip:alice@example.com>;tag=${long}-one-end` };
  const calls = [{ ...ANSWERED, messages: [from, ...messages.slice(1)] }];
  const row = (columns: number) => {
    const story = new Story({ calls, columns, rows: 35 }).press('enter', 'm', ...TO_OK);
    expect(widest(render(story.model))).toBeLessThanOrEqual(columns);
    return story.screen().filter((line) => line.includes('xxx'));
  };
  expect(row(120)).toEqual([` …${'x'.repeat(49)}-one-end ~ …${'x'.repeat(49)}-two-end`]);
  expect(row(80).map((line) => line.slice(-12))).toEqual(['xxxx-one-end', 'xxxx-two-end']);
});

test('a message before the one that times count from has its time of day', () => {
  const calls = [{ ...ANSWERED, messages: ANSWERED.messages.slice(2) }];
  const story = new Story({ calls, settings: { 'time.mode': 'start' } }).press('enter', 'm', 'down', 'm');
  expect(story.line(1)).toMatch(/\+0\.000 s/);
  const { stack, messages } = story.model;
  const [id, left] = [...messages][0]!;
  const before = { ...left!, timeUs: left!.timeUs - 432_006_503_000 };
  story.model = { ...story.model, stack, messages: new Map([...messages, [id, before]]) };
  expect(story.line(1)).toMatch(/2026-11-15 \d\d:\d\d:\d\d\.\d{3}/);
});

test('what differs within a line is set off without colours, too', () => {
  const messages = ANSWERED.messages.map((one) => (one.label === '200 OK (SDP)' ? { ...one, text: OK } : one));
  const story = new Story({ calls: [{ ...ANSWERED, messages }], columns: 120 }).press('enter', 'm', ...TO_OK);
  const inverse = render(story.model)
    .lines.slice(3, -1)
    .map(({ spans }) => spans.filter(({ style }) => style.inverse).map(({ text }) => text));
  expect(inverse.slice(1, 4)).toEqual([[';received=10.0.0.9'], [], [';tag=b2']]);
});

test('the ladder with a mark', () => {
  const story = new Story({ calls: [ANSWERED] }).press('enter', 'm', 'down');
  expect(story.screen().slice(0, 5)).toEqual([
    ' Call 1 of 1   completed   alice -> +34944048182               +500 ms from mark',
    '                192.168.10.21:5060      10.0.0.2:5060      10.20.30.40:5060',
    ' delta                   │                   sbc                   │',
    ' *23:27:57.646           │ INVITE (SDP) ─────>│                    │',
    '>      +500 ms           │ INVITE (SDP) ────>>│ retransmission     │',
  ]);
  expect(story.line(-1)).toBe(' Enter Message  Esc Back  m Compare  d SDP  v Media  w Times  F2 Save  F1 Help');
});
