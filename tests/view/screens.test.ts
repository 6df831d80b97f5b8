/** Ladder, message, save form and help as a person sees them. */

import { render } from '../../src/view/screen';
import { THREE_CALLS } from '../app/calls';
import { Story, type StoryOptions, widest } from '../app/story';

/** The screen after some keys, without the rows behind its last text and before the key hints. */
function check(options: StoryOptions, keys: string[], expected: string) {
  const story = new Story({ calls: THREE_CALLS, ...options }).press(...keys);
  const screen = story.screen();
  const rest = /^[ │]*$/;
  while (screen.length > 2 && rest.test(screen.at(-2)!)) screen.splice(-2, 1);
  expect(`\n${screen.join('\n')}\n`).toBe(expected);
  expect(widest(render(story.model))).toBeLessThanOrEqual(story.model.columns);
  expect(render(story.model).lines).toHaveLength(story.model.rows);
}

describe('the ladder', () => {
  it('has arrows and times on 80x24', () => {
    check(
      {},
      ['enter', 'down'],
      `
 Call 1 of 3   completed   alice -> +34944048182   setup 970 ms, talk 6.000 s
                192.168.10.21:5060      10.0.0.2:5060      10.20.30.40:5060
 delta                   │                   sbc                   │
  23:27:57.646           │ INVITE (SDP) ─────>│                    │
>      +500 ms           │ INVITE (SDP) ────>>│ retransmission     │
        +30 ms           │<─────── 100 Trying │                    │
        +70 ms           │                    │ INVITE (SDP) ─────>│
       +350 ms           │                    │<────── 180 Ringing │
        +20 ms           │<────── 180 Ringing │                    │
 !    +3.000 s           │<───── 200 OK (SDP) │                    │
        +50 ms           │ ACK ──────────────>│                    │
      +5.950 s           │ BYE ──────────────>│                    │
 Enter Message  Esc Back  d SDP  v Media  w Times  P Columns  F2 Save  F1 Help
`,
    );
  });

  it('has the message beside it on 120x35', () => {
    check(
      { columns: 120, rows: 35 },
      ['enter', 'end', 'd', 'd'],
      `
 Call 1 of 3   completed   2026-11-20   alice -> +34944048182   setup 970 ms, talk 6.000 s                    message 8
                 192.168.10.21:5060       10.0.0.2:5060       10.20.30.40:5060   │ BYE SIP/2.0
 delta                    │                    sbc                    │          │ Call-ID: 9f31c2@192.168.10.21
  23:27:57.646            │ INVITE (SDP) ──────>│                     │          │
                          │ audio 192.168.10.21:16384 PCMU PCMA       │          │
       +500 ms            │ INVITE (SDP) ─────>>│ retransmission      │          │
        +30 ms            │<──────── 100 Trying │                     │          │
        +70 ms            │                     │ INVITE (SDP) ──────>│          │
       +350 ms            │                     │<─────── 180 Ringing │          │
        +20 ms            │<─────── 180 Ringing │                     │          │
 !    +3.000 s            │<────── 200 OK (SDP) │                     │          │
                          │ audio 10.0.0.2:30000 PCMU                 │          │
                          │ video 10.0.0.2:30002 H264                 │          │
        +50 ms            │ ACK ───────────────>│                     │          │
>     +5.950 s            │ BYE ───────────────>│                     │          │
 Below an arrow all media of its SDP
`,
    );
  });

  it('has room on 200x60', () => {
    check(
      { columns: 200, rows: 60 },
      ['enter'],
      `
 Call 1 of 3   completed   2026-11-20   alice@example.com -> +34944048182@carrier.example   setup 970 ms, talk 6.000 s   Call-ID 9f31c2@192.168.10.21                                         message 0
                     192.168.10.21:5060                10.0.0.2:5060                10.20.30.40:5060          │ INVITE sip:+34944048182@carrier.example SIP/2.0
 delta                        │                             sbc                             │                 │ Via: SIP/2.0/UDP 192.168.10.21:5060;branch=z9hG4bK-one
> 23:27:57.646                │ INVITE (SDP) ───────────────>│                              │                 │ From: <sip:alice@example.com>;tag=a1
       +500 ms                │ INVITE (SDP) ──────────────>>│ retransmission               │                 │ To: <sip:+34944048182@carrier.example>
        +30 ms                │<───────────────── 100 Trying │                              │                 │ Call-ID: 9f31c2@192.168.10.21
        +70 ms                │                              │ INVITE (SDP) ───────────────>│                 │ CSeq: 1 INVITE
       +350 ms                │                              │<──────────────── 180 Ringing │                 │ Content-Type: application/sdp
        +20 ms                │<──────────────── 180 Ringing │                              │                 │
 !    +3.000 s                │<─────────────── 200 OK (SDP) │                              │                 │ v=0
        +50 ms                │ ACK ────────────────────────>│                              │                 │ o=- 1 1 IN IP4 192.168.10.21
      +5.950 s                │ BYE ────────────────────────>│                              │                 │ c=IN IP4 192.168.10.21
                              │                              │                              │                 │ m=audio 16384 RTP/AVP 0 8 101
                              │                              │                              │                 │ a=rtpmap:0 PCMU/8000
 Enter Message  Esc Back  d SDP  v Media  w Times  t Preview  P Columns  x Legs  o Hosts  c Colours  ] Next call  [ Call before  m Mark  / Search  r Raw text  F2 Save  F1 Help
`,
    );
  });

  it('marks behind the time what meets the filter of the list', () => {
    check(
      { filter: 'INVITE' },
      ['enter', 'N'],
      `
 Call 1 of 3   completed   alice -> +34944048182   setup 970 ms, talk 6.000 s
                192.168.10.21:5060      10.0.0.2:5060      10.20.30.40:5060
 delta                   │                   sbc                   │
  23:27:57.646•          │ INVITE (SDP) ─────>│                    │
       +500 ms•          │ INVITE (SDP) ────>>│ retransmission     │
        +30 ms           │<─────── 100 Trying │                    │
>       +70 ms•          │                    │ INVITE (SDP) ─────>│
       +350 ms           │                    │<────── 180 Ringing │
        +20 ms           │<────── 180 Ringing │                    │
 !    +3.000 s           │<───── 200 OK (SDP) │                    │
        +50 ms           │ ACK ──────────────>│                    │
      +5.950 s           │ BYE ──────────────>│                    │
 Enter Message  Esc Back  n Next match  d SDP  v Media  F2 Save  F1 Help
`,
    );
  });

  it('has ports at the arrows when they are merged', () => {
    check(
      {},
      ['enter', 'P', 'P', 'w'],
      `
 Call 1 of 3   completed   alice -> +34944048182   setup 970 ms, talk 6.000 s
                   192.168.10.21          10.0.0.2            10.20.30.40
 UTC                     │                   sbc                   │
> 23:27:57.646           │ INVITE (SDP) ─────>│                    │
  23:27:58.146           │ INVITE (SDP) ────>>│ retransmission     │
  23:27:58.176           │<─────── 100 Trying │                    │
  23:27:58.246           │                    │ INVITE (SDP) ─────>│
  23:27:58.596           │                    │<────── 180 Ringing │
  23:27:58.616           │<────── 180 Ringing │                    │
 !23:28:01.616           │<───── 200 OK (SDP) │                    │
  23:28:01.666           │5060 ACK ──────>5060│                    │
  23:28:07.616           │5060 BYE ──────>5060│                    │
 Enter Message  Esc Back  d SDP  v Media  w Times  P Columns  F2 Save  F1 Help
`,
    );
  });

  it('of several calls says which call a row belongs to', () => {
    check(
      {},
      ['*', 'enter'],
      `
 Call 1, one of 3 here   completed   alice -> +34944048182
 3 more hosts >      192.168.10.21:5060     10.0.0.2:5060      10.20.0.22:5060
  #    delta                  │                  sbc                  │
> 1    23:27:57.646           │ INVITE (SDP) ────>│                   │
  2         +374 ms           │                   │                   │ INVI… ──
  2         +1.0 ms           │                   │                   │<── 100…
  2          +27 ms           │                   │                   │<── 403…
  1          +98 ms           │ INVITE (SDP) ───>>│ retransmission    │
  1          +30 ms           │<────── 100 Trying │                   │
  1          +70 ms           │                   │ INVITE (SDP) ───────────────
  1         +350 ms           │                   │<─────────────── 180 Ringing
  1          +20 ms           │<───── 180 Ringing │                   │
  3        +2.496 s           │                   │<────────────────── REGISTER
 !1         +504 ms           │<──── 200 OK (SDP) │                   │
  1          +50 ms           │ ACK ─────────────>│                   │
  1        +5.950 s           │ BYE ─────────────>│                   │
 Enter Message  Esc Back  d SDP  v Media  w Times  P Columns  F2 Save  F1 Help
`,
    );
  });

  it('scrolls sideways with the times staying', () => {
    check(
      {},
      ['*', 'enter', 'right', 'right', 'right'],
      `
 Call 1, one of 3 here   completed   alice -> +34944048182
 < 3 more hosts       10.11.12.13:5060    10.20.30.40:5060      10.0.0.9:5060
  #    delta                  │                   │                   │
> 1    23:27:57.646  < INVITE (SDP)               │                   │
  2         +374 ms  INVI… ──>│                   │                   │
  2         +1.0 ms ── 100 T… │                   │                   │
  2          +27 ms ── 403 F… │                   │                   │
  1          +98 ms  < INVITE (SDP)               │                   │
  1          +30 ms  < 100 Trying                 │                   │
  1          +70 ms  INVITE (SDP) ───────────────>│                   │
  1         +350 ms ───────────────── 180 Ringing │                   │
  1          +20 ms  < 180 Ringing                │                   │
  3        +2.496 s ──────────────────────────────────────── REGISTER │
 !1         +504 ms  < 200 OK (SDP)               │                   │
  1          +50 ms  < ACK    │                   │                   │
  1        +5.950 s  < BYE    │                   │                   │
 Enter Message  Esc Back  d SDP  v Media  w Times  P Columns  F2 Save  F1 Help
`,
    );
  });
});

describe('a message', () => {
  it('is shown whole on 80x24', () => {
    check(
      {},
      ['enter', 'enter'],
      `
 Message 0  2026-11-20 23:27:57.646  192.168.10.21:5060 ─> 10.0.0.2:5060  UDP  …

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
 Esc Back  / Search  ] Next message  [ Message before  F2 Save  F1 Help
`,
    );
  });

  it('has what is wrong above it on 200x60', () => {
    check(
      { columns: 200, rows: 60 },
      ['enter', 'down', 'down', 'down', 'down', 'down', 'down', 'enter'],
      `
 Message 6  2026-11-20 23:28:01.616  10.0.0.2:5060 ─> 192.168.10.21:5060  UDP  53 bytes
 ! Content-Length says 130, there are 129 bytes
 200 OK (SDP) SIP/2.0
 Call-ID: 9f31c2@192.168.10.21
 Esc Back  / Search  ] Next message  [ Message before  F2 Save  F1 Help
`,
    );
  });
});

describe('the save form', () => {
  it('on 80x24', () => {
    check(
      {},
      ['m', 'enter', 's'],
      `
 sipladder  Save calls to a file

 > File    /home/me/calls-sipladder.pcap

   What    ( ) all 3 calls
           ( ) the 1 call marked
           (*) this call
   Legs    (*) as they are   ( ) with all legs of their calls

   Redact  (*) nothing   ( ) who, where from, and what was said

   Format  (*) pcap   ( ) pcapng   ( ) messages as text   ( ) WAV
           ( ) ladder as text   ( ) SVG   ( ) HTML   ( ) Mermaid
 Enter Save  Tab Next field  Ctrl-U Empty  Esc Back
`,
    );
  });

  it('on 80x24, where RTP can be had', () => {
    check(
      { status: { mediaKept: true } },
      ['s', 'shift+tab'],
      `
 sipladder  Save calls to a file

   File    /home/me/calls-sipladder.pcap

   What    (*) all 3 calls
           ( ) this call

   Redact  (*) nothing   ( ) who, where from, and what was said

   Format  (*) pcap   ( ) pcapng   ( ) messages as text   ( ) WAV
           ( ) ladder as text   ( ) SVG   ( ) HTML   ( ) Mermaid

 > Media   (*) SIP and RTP   ( ) SIP only
 Enter Save  Tab Next field  Right Change  Esc Back
`,
    );
  });

  it('on 200x60, with a field chosen', () => {
    check(
      { columns: 200, rows: 60, filter: 'INVITE' },
      ['s', 'tab'],
      `
 sipladder  Save calls to a file

   File    /home/me/calls-sipladder.pcap

 > What    ( ) all 3 calls
           (*) the 2 calls that the filter keeps
           ( ) this call
   Legs    (*) as they are   ( ) with all legs of their calls

   Redact  (*) nothing   ( ) who, where from, and what was said

   Format  (*) pcap   ( ) pcapng   ( ) messages as text   ( ) WAV
           ( ) ladder as text   ( ) SVG   ( ) HTML   ( ) Mermaid
 Enter Save  Tab Next field  Right Change  Esc Back
`,
    );
  });
});

describe('the filter form', () => {
  it('on 80x24', () => {
    check(
      { filter: 'from alice method INVITE,OPTIONS' },
      ['f', 'tab', 'tab', 'tab', 'tab', 'tab', 'right'],
      `
 sipladder  Filter the calls
   From        alice
   To
   Source
   Destination
   Call-ID

 > Methods     [ ] REGISTER     [x] INVITE       [ ] SUBSCRIBE
               [ ] NOTIFY       [x] OPTIONS      [ ] PUBLISH
               [ ] MESSAGE      [ ] INFO         [ ] REFER
               [ ] UPDATE

   States      [ ] calling      [ ] ringing      [ ] in-call
               [ ] completed    [ ] cancelled    [ ] busy
               [ ] rejected     [ ] redirected   [ ] no-answer
               [ ] unanswered   [ ] challenged   [ ] registered
               [ ] unregistered [ ] pending

   Filter

   Becomes     from alice method INVITE,OPTIONS
 Enter Set  Space Tick  Tab Next field  Ctrl-U None  F1 Help  Esc Back
`,
    );
  });

  it('on 120x35, with any other filter whole', () => {
    check(
      { columns: 120, rows: 35, filter: 'INVITE or 102' },
      ['f'],
      `
 sipladder  Filter the calls
   From
   To
   Source
   Destination
   Call-ID

   Methods     [ ] REGISTER     [ ] INVITE       [ ] SUBSCRIBE    [ ] NOTIFY       [ ] OPTIONS
               [ ] PUBLISH      [ ] MESSAGE      [ ] INFO         [ ] REFER        [ ] UPDATE

   States      [ ] calling      [ ] ringing      [ ] in-call      [ ] completed    [ ] cancelled
               [ ] busy         [ ] rejected     [ ] redirected   [ ] no-answer    [ ] unanswered
               [ ] challenged   [ ] registered   [ ] unregistered [ ] pending

 > Filter      INVITE or 102

   Becomes     INVITE or 102
 Enter Set  Tab Next field  Ctrl-U Empty  F2 Saved filters  F1 Help  Esc Back
`,
    );
  });

  it('on a low terminal keeps what is filled in in sight', () => {
    check(
      { columns: 80, rows: 12 },
      ['f', 'shift+tab', 'up'],
      `
 sipladder  Filter the calls
 > States      [ ] calling      [ ] ringing      [ ] in-call
               [ ] completed    [ ] cancelled    [ ] busy
               [ ] rejected     [ ] redirected   [ ] no-answer
               [ ] unanswered   [ ] challenged   [ ] registered
               [ ] unregistered [ ] pending

   Filter

   Becomes     every call is shown
 Enter Set  Space Tick  Tab Next field  Ctrl-U None  F1 Help  Esc Back
`,
    );
  });
});

describe('saved filters', () => {
  const savedFilters = {
    trunk: 'host 10.0.0.1 or host 10.0.0.2',
    failed: 'state rejected,busy,no-answer method INVITE not (from probe or user-agent or callid monitoring-9f31c2)',
  };

  it('on 80x24', () => {
    const story = new Story({ calls: THREE_CALLS, savedFilters }).press('F');
    expect(
      `\n${story
        .screen()
        .filter((line) => line !== '')
        .join('\n')}\n`,
    ).toBe(`
 sipladder  Saved filters, for calls    /home/me/.config/sipladder/filters.json
   Name      Filter
 > @failed   state rejected,busy,no-answer method INVITE not (from probe or use…
   @trunk    host 10.0.0.1 or host 10.0.0.2
 @failed
   state rejected,busy,no-answer method INVITE not (from probe or user-agent or
   callid monitoring-9f31c2)
 Enter Use  s Save the filter in force  d Delete  F1 Help  Esc Back
`);
  });

  it('on 120x35, while one is saved under a name', () => {
    const story = new Story({ calls: THREE_CALLS, savedFilters, filter: 'INVITE', columns: 120, rows: 35 });
    story.press('F', 's').type('tru');
    expect(
      `\n${story
        .screen()
        .filter((line) => line !== '')
        .join('\n')}\n`,
    ).toBe(`
 sipladder  Saved filters, for calls                                            /home/me/.config/sipladder/filters.json
   Name      Filter
 > @failed   state rejected,busy,no-answer method INVITE not (from probe or user-agent or callid monitoring-9f31c2)
   @trunk    host 10.0.0.1 or host 10.0.0.2
 The filter in force
   INVITE
 Save under the name: @tru
 Enter Save  Esc Back
`);
    expect(render(story.model).cursor).toEqual({ column: 26, row: 33 });
  });

  it('are none at first', () => {
    const lines = (filter: string) => new Story({ calls: THREE_CALLS, filter }).press('F').screen();
    expect(lines('')[3]).toBe('   No filters are saved yet, and none is in force that could be.');
    expect(lines('INVITE')[3]).toBe('   No filters are saved yet. s saves the one in force: INVITE');
  });
});

describe('the help of the list', () => {
  const screen = (...keys: string[]) => new Story({ rows: 60 }).press(...keys, 'f1').screen();

  it('says what a filter can hold, wrapped', () => {
    const lines = screen();
    const at = lines.indexOf(' Filter');
    expect(lines.slice(at + 4, at + 9)).toEqual([
      expect.stringMatching(/^ {3}host {9,}an address: some message comes from/),
      expect.stringMatching(/^ {12,}this address$/),
      expect.stringMatching(/^ {3}state {8,}a state: one of rejected, /),
      expect.stringMatching(/^ {12,}rejected/),
      expect.stringMatching(/^ {12,}rejected/),
    ]);
  });

  it('begins with that while a filter is typed', () => {
    expect(screen('/')[1]).toBe(' Filter');
  });
});

describe('the help', () => {
  it('of the ladder on 80x24', () => {
    check(
      {},
      ['enter', 'f1'],
      `
 sipladder  Help: Ladder                                    1 to 22 of 78 lines
 Ladder
 > w            Times: since the row before, local, UTC, since the start, epoch
   x F4         Show all legs of the call, or the call by itself again
   Enter        Show the message, or the stream, on the whole screen
   t            Show or hide the message beside the ladder
   9            Make the message beside the ladder wider
   0            Make the message beside the ladder narrower
   d            How much SDP stands below an arrow: none, the first media, all
   v F3         Show or hide streams and their digits
   P            One column a host, a host and port, or an address
   o            Name, order and hide the hosts of the ladder
   c            Colour arrows by request or response, Call-ID, or CSeq
   n            Go to the next message searched for, or that the filter marks
   N            Go to the one before that is searched for, or marked
   e !          Show the findings of the call, go to them, or hide them
   }            Go to the next row that proves a finding
   {            Go to the row before that proves a finding
   a            Try a password at the Digest credentials of the message
   m            Mark it; on another one, compare the two
   M            Unmark what is marked
   ]            Go to the next call of the list
   [            Go to the call before in the list
 Enter Do it  / Search  PgDn Next page  : All commands  Esc Back
`,
    );
  });

  it('of the save form on 200x60', () => {
    check(
      { columns: 200, rows: 60 },
      ['s', 'f1'],
      `
 sipladder  Help: Save form                                                                                                                                                         1 to 46 of 46 lines
 Save form
 > Tab Down      Go to the next field
   Shift-Tab Up  Go to the field before
   Right Space   Take the next choice of the field
   Left          Take the choice before
   Enter         Write the file
   Esc           Go back and change nothing
   Ctrl-U        Empty the line
   Ctrl-W        Delete the word before the cursor
   Backspace     Delete the character before the cursor
   Del           Delete the character under the cursor
   Home Ctrl-A   Go to the start of the line
   End Ctrl-E    Go to the end of the line

 Everywhere
   Q Ctrl-C      Leave the program
   Esc q         Go back to the screen before
   F1 h ?        Show what the keys do
   :             Find a command by what it does, and run it
   Ctrl-L        Draw the whole screen again
   Ctrl-Z        Stop the program and give the terminal back to the shell
   y             Copy the Call-ID, the ladder as text, the message, the stream
   Y             Copy the filter in force, or the Call-ID of what is open
   Ctrl-T        Leave the mouse to the terminal, or take it again
   p             Pause the capture, or go on
   .             Take a replay to its next message, and pause it there
   + )           Replay faster
   - (           Replay slower
   @             Show the filters that were saved under names
   F10 O         Show the settings, to change them
   Up            One line up
   Down          One line down
   Left          Scroll sideways to the left
   Right         Scroll sideways to the right
   PgUp Ctrl-B   One page up
   PgDn Ctrl-F   One page down
   Ctrl-U        Half a page up
   Ctrl-D        Half a page down
   Home Ctrl-A   Go to the first line
   End Ctrl-E    Go to the last line

 Good to know
   Ctrl-C leaves the program whatever the keymap says.
   Esc and a digit stand for the F key of that number, 0 for F10.
   A click goes to a line, a second one opens it; titles sort, hints are buttons, and the border beside the ladder can be drawn. Text is selected with Shift held, in most terminals.
   In the list > is where you are and * is a marked call; ~ before a method says that the capture begins after the call did.
 Enter Do it  / Search  PgDn Next page  PgUp Page before  : All commands  Esc Back
`,
    );
  });
});
