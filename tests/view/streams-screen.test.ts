/** The list of streams as a person sees it. */

import { STREAM_COLUMNS } from '../../src/app/column-choice';
import { STREAM_FIELDS, streamFieldNamed } from '../../src/filter/stream-fields';
import { render } from '../../src/view/screen';
import { STREAM_LAYOUT } from '../../src/view/streams/columns';
import { THREE_CALLS } from '../app/calls';
import { liveStatus, type MadeStream } from '../app/fake-engine';
import { Story, type StoryOptions, widest } from '../app/story';

/** The screen of the streams, `...` standing for its blank lines. */
function check(options: StoryOptions, keys: string[], expected: string) {
  const story = new Story({ calls: THREE_CALLS, streams: STREAMS, ...options }).press('tab', ...keys);
  expect(`\n${shortened(story.screen()).join('\n')}\n`).toBe(expected);
  expect(widest(render(story.model))).toBeLessThanOrEqual(story.model.columns);
  expect(render(story.model).lines).toHaveLength(story.model.rows);
}

function shortened(lines: string[]): string[] {
  return lines.flatMap((line, at) => (line !== '' ? [line] : lines[at - 1] === '' ? [] : ['...']));
}

const FIGURES = {
  late: '2',
  duplicates: '0',
  delta: '20.1',
  maxDelta: '61.3',
  ptime: '20',
  bandwidth: '79.6',
  duration: '0:06',
};
const G711 = 'by G.107: G.711 with concealment, Ie 0, Bpl 25.1';

const STREAMS: MadeStream[] = [
  {
    id: 1,
    call: 1,
    cells: {
      ...{ call: '1', time: '23:27:58.646', source: '192.168.10.21:16384', destination: '10.0.0.2:30000' },
      ...{ codec: 'PCMU', loss: '1.2%', mos: '4.1', jitter: '0.2', maxJitter: '1.9', packets: '247', lost: '3' },
      ...{ ...FIGURES, ssrc: '0xaaaa0001', from: 'alice@example.com', to: '+34944048182@carrier.example' },
    },
    quality: `MOS 4.10, R 81.3 ${G711}, BurstR 1.2, one-way delay unknown, taken as 0 ms`,
    remarks: ['comes from another address or port than the SDP says', 'SSRC changed: 1 stream went this way before'],
  },
  {
    id: 2,
    call: 1,
    cells: {
      ...{ call: '1', time: '23:27:58.702', source: '10.0.0.2:30000', destination: '192.168.10.21:16384' },
      ...{ codec: 'PCMU SRTP', loss: '14.0%', mos: '2.9', jitter: '31.0', maxJitter: '95.2', packets: '215' },
      ...{ ...FIGURES, lost: '35', ssrc: '0xaaaa0002', from: 'alice@example.com', to: '+34944048182@carrier.example' },
    },
    quality: `MOS 2.92, R 57.5 ${G711}, BurstR 2.4, one-way delay unknown, taken as 0 ms`,
    remarks: ['encrypted (SRTP)'],
  },
  {
    id: 3,
    call: null,
    cells: {
      ...{ call: '-', time: '23:28:00.000', source: '[2001:db8:0:1::1234]:16384', destination: '[2001:db8::7]:4000' },
      ...{ codec: 'video H264', loss: '0.0%', mos: '-', jitter: '2.0', maxJitter: '4.0', packets: '9000', lost: '0' },
      ...{ ...FIGURES, ptime: '-', ssrc: '0x00000009', from: '-', to: '-' },
    },
    media: 'video H264/90000',
    quality: 'no MOS: no Ie and Bpl for H264/90000',
    remarks: ['belongs to no call: no SDP in the capture announces its ends'],
  },
];

describe('three streams', () => {
  it('have ends, loss and MOS on 80x24, and below them what the MOS rests on', () => {
    check(
      {},
      [],
      `
 sipladder  Streams   calls.pcap   3 streams                                UTC
    # Time ^   Source                Destination           Codec       Loss MOS>
>   1 23:27:58 192.168.10.21:16384   10.0.0.2:30000        PCMU        1.2%  4.1
    1 23:27:58 10.0.0.2:30000        192.168.10.21:16384   PCMU SRTP  14.0%  2.9
    - 23:28:00 [2001:…::1234]:16384  [2001:db8::7]:4000    video H2…   0.0%    -
...
 audio PCMU/8000   192.168.10.21:16384 -> 10.0.0.2:30000   SSRC 0xaaaa0001
 comes from another address or port than the SDP says · SSRC changed: 1 stream
 went this way before · MOS 4.10, R 81.3 by G.107: G.711 with concealment, Ie
 0, Bpl 25.1, BurstR 1.2, one-way delay unknown, taken as 0 ms · call 1: alice …
 Enter Ladder  / Filter  > Sort  z Turn  Tab Calls  F2 Save  F1 Help  Esc Back
`,
    );
  });

  it('have jitter and packets too on 120x35', () => {
    check(
      { columns: 120, rows: 35 },
      ['down'],
      `
 sipladder  Streams   calls.pcap   3 streams                                                                        UTC
    # Time ^       Source                Destination           Codec          Loss  MOS  Jitter  MaxJit  Packets   Lost>
    1 23:27:58.646 192.168.10.21:16384   10.0.0.2:30000        PCMU           1.2%  4.1     0.2     1.9      247      3
>   1 23:27:58.702 10.0.0.2:30000        192.168.10.21:16384   PCMU SRTP     14.0%  2.9    31.0    95.2      215     35
    - 23:28:00.000 [2001:…::1234]:16384  [2001:db8::7]:4000    video H264     0.0%    -     2.0     4.0     9000      0
...
 audio PCMU/8000   10.0.0.2:30000 -> 192.168.10.21:16384   SSRC 0xaaaa0002   call 1: alice -> bob
 encrypted (SRTP) · MOS 2.92, R 57.5 by G.107: G.711 with concealment, Ie 0, Bpl 25.1, BurstR 2.4, one-way delay
 unknown, taken as 0 ms
...
 Enter Ladder  / Filter  > Sort  z Turn  Tab Calls  F2 Save  F1 Help  Esc Back
`,
    );
  });

  it('have every figure on 200x60', () => {
    check(
      { columns: 200, rows: 60 },
      ['down', 'down'],
      `
 sipladder  Streams   calls.pcap   3 streams                                                                                                                                                        UTC
    # Time ^       Source                   Destination              Codec              Loss  MOS  Jitter  MaxJit  Packets   Lost   Late  Twice   Delta  MaxDelta  Ptime  kbit/s  Duration SSRC        >
    1 23:27:58.646 192.168.10.21:16384      10.0.0.2:30000           PCMU               1.2%  4.1     0.2     1.9      247      3      2      0    20.1      61.3     20    79.6      0:06 0xaaaa0001
    1 23:27:58.702 10.0.0.2:30000           192.168.10.21:16384      PCMU SRTP         14.0%  2.9    31.0    95.2      215     35      2      0    20.1      61.3     20    79.6      0:06 0xaaaa0002
>   - 23:28:00.000 [2001:db8:…::1234]:16384 [2001:db8::7]:4000       video H264         0.0%    -     2.0     4.0     9000      0      2      0    20.1      61.3      -    79.6      0:06 0x00000009
...
 video H264/90000   [2001:db8:0:1::1234]:16384 -> [2001:db8::7]:4000   SSRC 0x00000009
 belongs to no call: no SDP in the capture announces its ends · no MOS: no Ie and Bpl for H264/90000
...
 Enter Ladder  / Filter  > Sort  z Turn  Tab Calls  F2 Save  F1 Help  Esc Back
`,
    );
  });

  it('have one line about the selected one on 60x12', () => {
    check(
      { columns: 60, rows: 12 },
      ['down'],
      `
 sipladder  Streams   calls.pcap   3 streams            UTC
    # Time ^   Source            Destination       Codec   >
    1 23:27:58 192.168.…21:16384 10.0.0.2:30000    PCMU
>   1 23:27:58 10.0.0.2:30000    192.168.…21:16384 PCMU SRTP
    - 23:28:00 [2001:db…4]:16384 [2001:…::7]:4000  video H2…
...
 audio PCMU/8000   10.0.0.2:30000 -> 192.168.10.21:16384   …
 encrypted (SRTP) · MOS 2.92, R 57.5 by G.107: G.711 with c…
 Enter Ladder  / Filter  > Sort  z Turn  F1 Help  Esc Back
`,
    );
  });

  it('scroll sideways, call and time staying, and say what is out of sight', () => {
    check(
      {},
      ['right', 'right', 'right', 'right', 'right'],
      `
 sipladder  Streams   calls.pcap   3 streams                                UTC
    # Time ^        Jitter  MaxJit  Packets   Lost   Late  Twice   Delta      <>
>   1 23:27:58.646     0.2     1.9      247      3      2      0    20.1
    1 23:27:58.702    31.0    95.2      215     35      2      0    20.1
    - 23:28:00.000     2.0     4.0     9000      0      2      0    20.1
...
 audio PCMU/8000   192.168.10.21:16384 -> 10.0.0.2:30000   SSRC 0xaaaa0001
 comes from another address or port than the SDP says · SSRC changed: 1 stream
 went this way before · MOS 4.10, R 81.3 by G.107: G.711 with concealment, Ie
 0, Bpl 25.1, BurstR 1.2, one-way delay unknown, taken as 0 ms · call 1: alice …
 Enter Ladder  / Filter  > Sort  z Turn  Tab Calls  F2 Save  F1 Help  Esc Back
`,
    );
  });

  it('mark the column that they are sorted by, and tell the filter', () => {
    check(
      {},
      ['>', '>', '>', '>', 'z', '/', ...'PCMU'],
      `
 sipladder  Streams   calls.pcap   3 streams, 2 shown                       UTC
 Filter: PCMU                                                            2 of 3
    # Time     Source                Destination           Codec      vLoss MOS>
>   1 23:27:58 10.0.0.2:30000        192.168.10.21:16384   PCMU SRTP  14.0%  2.9
    1 23:27:58 192.168.10.21:16384   10.0.0.2:30000        PCMU        1.2%  4.1
...
 audio PCMU/8000   10.0.0.2:30000 -> 192.168.10.21:16384   SSRC 0xaaaa0002
 encrypted (SRTP) · MOS 2.92, R 57.5 by G.107: G.711 with concealment, Ie 0,
 Bpl 25.1, BurstR 2.4, one-way delay unknown, taken as 0 ms · call 1: alice ->
 bob
 Enter Keep  Tab Complete  Esc Undo  Ctrl-U Empty  Up Earlier filters
`,
    );
  });

  it('leave room for the number of the call', () => {
    const dialogs = { status: { dialogs: 123_456 } };
    check(
      dialogs,
      [],
      `
 sipladder  Streams   calls.pcap   3 streams                                UTC
       # Time ^   Source              Destination          Codec       Loss MOS>
>      1 23:27:58 192.168.10.21:16384 10.0.0.2:30000       PCMU        1.2%  4.1
       1 23:27:58 10.0.0.2:30000      192.168.10.21:16384  PCMU SRTP  14.0%  2.9
       - 23:28:00 [2001:…:1234]:16384 [2001:db8::7]:4000   video H2…   0.0%    -
...
 audio PCMU/8000   192.168.10.21:16384 -> 10.0.0.2:30000   SSRC 0xaaaa0001
 comes from another address or port than the SDP says · SSRC changed: 1 stream
 went this way before · MOS 4.10, R 81.3 by G.107: G.711 with concealment, Ie
 0, Bpl 25.1, BurstR 1.2, one-way delay unknown, taken as 0 ms · call 1: alice …
 Enter Ladder  / Filter  > Sort  z Turn  Tab Calls  F2 Save  F1 Help  Esc Back
`,
    );
  });
});

test('every column has a field and a width, and every field is a column', () => {
  expect(STREAM_COLUMNS.filter((name) => streamFieldNamed(name)?.title !== STREAM_LAYOUT[name]?.title)).toEqual([]);
  expect(STREAM_FIELDS.map(({ name }) => name).toSorted()).toEqual(STREAM_COLUMNS.toSorted());
});

describe('an empty list says why', () => {
  const cases: [string, StoryOptions, string[], string[]][] = [
    [
      'the filter hides all',
      { streams: STREAMS },
      ['/', ...'nobody', 'enter'],
      ['  The filter hides all 3 streams. c shows them again.'],
    ],
    [
      'it does so while it is typed',
      { streams: STREAMS.slice(0, 1) },
      ['/', ...'nobody'],
      ['  The filter hides the only stream. Ctrl-U empties it.'],
    ],
    [
      'still reading',
      { status: { phase: 'loading', packets: 4100 } },
      [],
      ['  No RTP yet in the first 4,100 packets. Still reading ...'],
    ],
    ['no RTP', {}, [], ['  No RTP streams in these 20,000 packets.']],
    [
      'a few packets of RTP',
      { status: { otherTraffic: ['2 RTP packets', '19,998 UDP packets'] } },
      [],
      ['  No RTP streams in these 20,000 packets.', '  2 RTP packets seen: too few in a row to be a stream.', ''],
    ],
    ['no packets', { status: { packets: 0 } }, [], ['  The capture is empty: it holds no packets.']],
    ['no packets yet', { status: liveStatus({}, { packets: 0 }) }, [], ['  Nothing captured yet on any interface.']],
    [
      'a capture filter that keeps it out',
      { status: liveStatus({ devices: ['eth0'], filter: { expression: 'port 5060', widened: '+ fragments' } }) },
      [],
      [
        '  No RTP yet in 20,000 packets from eth0.',
        '  What is captured is what this lets through: port 5060 + fragments',
      ],
    ],
  ];
  test.each(cases)('%s', (_, options, keys, lines) => {
    const screen = new Story({ calls: THREE_CALLS, ...options }).press('tab', ...keys).screen();
    expect(screen).toEqual(expect.arrayContaining(lines));
  });
});

describe('the line on top', () => {
  const top = (options: StoryOptions, ...keys: string[]) =>
    new Story({ calls: THREE_CALLS, streams: STREAMS, ...options }).press('tab', ...keys).line(0);

  it.each<[string, StoryOptions, string[], RegExp]>([
    ['counts', {}, [], /^ sipladder {2}Streams {3}calls\.pcap {3}3 streams +UTC$/],
    ['has what the filter keeps', {}, ['/', ...'H264'], /calls\.pcap {3}3 streams, 1 shown /],
    ['names a column that is out of sight', {}, ['<', '<', 'z'], / by To v {2}UTC$/],
    ['tells of drops', { status: liveStatus() }, [], /Streams {3}live any {3}3 streams {3}0 dropped /],
  ])('%s', (_, options, keys, expected) => expect(top(options, ...keys)).toMatch(expected));
});

test('a poor MOS stands out', () => {
  const story = new Story({ calls: THREE_CALLS, streams: STREAMS, colours: 256 }).press('tab');
  const styles = render(story.model)
    .lines.slice(2, 5)
    .map(({ spans }) => spans.find(({ text }) => /^ *(\d\.\d|-)$/.test(text))?.style);
  // The first is the cursor's.
  expect(styles[1]).not.toEqual(styles[2]);
});
