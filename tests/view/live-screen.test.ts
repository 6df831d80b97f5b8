/** A live capture as a person sees it. */

import type { LiveStatus, Status } from '../../src/engine/protocol';
import { render } from '../../src/view/screen';
import { manyCalls, REJECTED, THREE_CALLS } from '../app/calls';
import { liveStatus } from '../app/fake-engine';
import { Story, type StoryOptions, widest } from '../app/story';

interface Live extends Omit<StoryOptions, 'status'> {
  live?: Partial<LiveStatus>;
  status?: Partial<Status>;
}

const FILTER = { expression: 'port 5060', widened: '+ fragments, VLAN, tunnels' };
const RECORDING = { path: '/var/spool/calls_001.pcap', packets: 3201, bytes: 9, lost: 0, trouble: null };

function story({ live, status, ...options }: Live): Story {
  return new Story({ calls: THREE_CALLS, ...options, status: liveStatus(live, status) });
}

function counters(droppedByKernel: number | null, droppedByInterface: number | null, droppedHere: number) {
  return { received: 9, droppedByKernel, droppedByInterface, droppedHere };
}

/** The screen, `...` standing for its blank lines. */
function check(options: Live, keys: string[], expected: string) {
  const played = story(options).press(...keys);
  const lines = played.screen();
  const shortened = lines.flatMap((line, at) => (line !== '' ? [line] : lines[at - 1] === '' ? [] : ['...']));
  expect(`\n${shortened.join('\n')}\n`).toBe(expected);
  expect(widest(render(played.model))).toBeLessThanOrEqual(played.model.columns);
  expect(render(played.model).lines).toHaveLength(played.model.rows);
}

describe('the list while calls come', () => {
  it('says so on 80x24, and that nothing was dropped', () => {
    check(
      {},
      [],
      `
 sipladder  live any   3 dialogs   12,940 messages   0 dropped              UTC
     ^# Time         Method    From        To          State        Finding    >
>     1 23:27:57.646 INVITE    alice@exam… +349440481… completed
      2 23:27:58.020 INVITE    1502@10.20… 5660066@10… rejected     ✗ caller-r…
      3 23:28:01.112 ~REGISTER 102@pbx574  102@pbx574  registered
...
 Enter Open  Space Expand  m Mark  / Filter  F2 Save  p Pause  F1 Help  q Quit
`,
    );
  });

  it('has filters and the recording above it on 200x60', () => {
    const devices = ['eth0', 'eth1'];
    check(
      {
        live: { filter: FILTER, devices },
        status: { recording: RECORDING, leftOut: 40 },
        columns: 200,
        rows: 60,
        filter: 'INVITE',
      },
      ['m', 'A'],
      `
 sipladder  live eth0, eth1   3 dialogs, 2 shown   12,940 messages   0 dropped   40 left out while paused                                                                         1 marked  follow  UTC
 Capture filter: port 5060 + fragments, VLAN, tunnels                                                                                                recording /var/spool/calls_001.pcap, 3,201 packets
 Filter: INVITE                                                                                                                                                                                  2 of 3
     ^# Time         Method    From                       To                         State        Finding                  Msgs   Setup    Talk  MOS   Loss Source                Destination          >
 *    1 23:27:57.646 INVITE    alice@example.com          +34944048182@carrier.exam… completed                                9   0.97s    0:06  4.3   1.2% 192.168.10.21:5060    10.0.0.2:5060
>     2 23:27:58.020 INVITE    1502@10.20.0.22            5660066@10.11.12.13        rejected     ✗ caller-rejected +1        3       -       -    -      - 10.20.0.22:5060       10.11.12.13:5060
...
 Enter Open  Space Expand  m Mark  / Filter  F2 Save  p Pause  A Follow  Tab RTP  ! Findings  b Capture filter  F5 Clear  > Sort  x Legs  F1 Help  q Quit
`,
    );
  });

  it('keeps on 80x24 what matters most of all that', () => {
    check(
      {
        calls: manyCalls(2),
        live: { filter: FILTER, counters: counters(1204, 0, 3), devices: ['eth0', 'eth1'] },
        status: {
          paused: true,
          leftOut: 3712,
          evicted: 12_000,
          recording: { ...RECORDING, lost: 12, trouble: `${RECORDING.path}: the disk is full; free some space` },
        },
      },
      [],
      `
 sipladder  live eth0, eth1   paused, 3,712 left out   2 dialogs   1,207 dropped
 Capture filter: port 5060 + fragments, VLAN, tunnels  recording calls_001.pcap
     ^# Time         Method    From        To          State        Finding    >
>     1 23:00:00.000 OPTIONS   user1@a.ex…
      2 23:00:00.000 OPTIONS   user2@a.ex…
...
 ! calls_001.pcap: the disk is full; free some space (12 packets so… (all 3: F1)
 Enter Open  Space Expand  m Mark  / Filter  F2 Save  p Go on  F1 Help  q Quit
`,
    );
  });

  it('does so on 60x12', () => {
    check(
      {
        columns: 60,
        rows: 12,
        calls: [REJECTED],
        live: { filter: FILTER, counters: counters(1204, 0, 0), devices: ['enp0s31f6', 'eth1'] },
        status: { paused: true, leftOut: 3712, recording: RECORDING },
      },
      [],
      `
 sipladder  live   paused   1 dialog   1,204 dropped
 Capture filter: port 5060 + fra…  recording calls_001.pcap
     ^# Time     Method    From      To        State       >
>     2 23:27:58 INVITE    1502@10.… 5660066@… rejected
...
 ! 1,204 dropped by the kernel: a larger buffer helps (-B)
 Enter Open  Space Expand  m Mark  F2 Save  F1 Help  q Quit
`,
    );
  });
});

describe('dropped packets', () => {
  const cases: [string, (number | null)[], string, string][] = [
    ['none', [0, 0, 0], '0 dropped', ''],
    ['by the kernel', [1204, 0, 0], '1,204 dropped', ' ! 1,204 dropped by the kernel: a larger buffer helps (-B)'],
    ['by the interface', [0, 3, 0], '3 dropped', ' ! 3 dropped by the interface: a larger ring helps (ethtool -G)'],
    ['here', [0, 0, 7], '7 dropped', ' ! 7 dropped in sipladder: a narrower capture filter helps (b)'],
    ['in two places', [5, 3, 0], '8 dropped', ' ! 5 dropped by the kernel: a larger buffer helps (-B) (1 more: F1)'],
    ['where only we are known of', [null, null, 0], '0 dropped here', ''],
  ];
  test.each(cases)('%s', (_, [kernel, device, here], word, below) => {
    const played = story({ live: { counters: counters(kernel!, device!, here!) } });
    expect(played.line(0)).toMatch(new RegExp(`  ${word}(  |$)`));
    expect(played.line(-2)).toBe(below);
  });

  it('turn the status line red, or what stands for red', () => {
    const bar = (colours: number, dropped: number) => {
      const { lines } = render(story({ colours, live: { counters: counters(dropped, 0, 0) } }).model);
      return lines[0]!.spans.map(({ style }) => style);
    };
    expect(new Set(bar(256, 1).map(({ background }) => background))).toEqual(new Set([1]));
    expect(new Set(bar(8, 1).map(({ background }) => background))).toEqual(new Set([1]));
    expect(bar(256, 0).every(({ background }) => background !== 1)).toBe(true);
    expect(bar(0, 1).every(({ underline, inverse }) => underline && inverse)).toBe(true);
    expect(bar(0, 0).some(({ underline }) => underline)).toBe(false);
  });

  it('are all told by the help', () => {
    const screen = story({ live: { counters: counters(5, 3, 1) } })
      .press('f1')
      .screen();
    expect(screen.slice(1, 5)).toEqual([
      ' Warnings',
      '   5 dropped by the kernel: a larger buffer helps (-B)',
      '   1 dropped in sipladder: a narrower capture filter helps (b)',
      '   3 dropped by the interface: a larger ring helps (ethtool -G)',
    ]);
  });
});

describe('what is recorded', () => {
  const line = (status: Partial<Status>, columns = 80, live: Partial<LiveStatus> = {}) =>
    story({ status, columns, live }).line(1);

  it('has a line of its own without a capture filter', () => {
    expect(line({ recording: RECORDING })).toBe(' recording /var/spool/calls_001.pcap, 3,201 packets');
  });

  it('is told as done when the capture has ended', () => {
    expect(line({ recording: RECORDING, phase: 'done' })).toMatch(/^ recorded /);
  });

  it('shares the line with the filter, which keeps its beginning', () => {
    const filter = { expression: 'host 10.20.30.40 and (port 5060 or port 5062)', widened: null };
    const recording = { ...RECORDING, path: `/var/spool/${'long-'.repeat(8)}001.pcap` };
    expect(line({ recording: RECORDING }, 120, { filter })).toMatch(
      /5062\) +recording \S+calls_001.pcap, 3,201 packets$/,
    );
    expect(line({ recording }, 80, { filter })).toBe(
      ' Capture filter: host 10.20.30.40 and (p…  recording long-lon…ong-long-001.pcap',
    );
  });

  it('that could not be written is told below, and stands in another colour', () => {
    const played = story({ colours: 256, status: { recording: { ...RECORDING, trouble: 'the disk is full' } } });
    expect(played.line(-2)).toBe(' ! the disk is full');
    expect(render(played.model).lines[1]!.spans[0]!.style.bold).toBe(true);
    const lost = story({ status: { recording: { ...RECORDING, lost: 1 } } });
    expect(lost.line(-2)).toBe(' ! calls_001.pcap: 1 packet could not be recorded');
  });
});

describe('an empty live list says what is waited for', () => {
  const cases: [string, Live, string[]][] = [
    ['packets at all', { status: { packets: 0, messages: 0 } }, ['  Nothing captured yet on any interface.']],
    [
      'on these interfaces, through this filter',
      { live: { devices: ['eth0', 'eth1'], filter: FILTER }, status: { packets: 0, messages: 0 } },
      ['  Nothing captured yet on eth0, eth1.', '  b changes the capture filter: port 5060 + fragments, VLAN, tunnels'],
    ],
    [
      'SIP among the packets',
      {
        live: { filter: FILTER },
        status: {
          packets: 12_000,
          messages: 0,
          otherTraffic: ['2 TLS connections', '11,000 UDP packets'],
          tlsConnections: 2,
        },
      },
      [
        '  No SIP yet in 12,000 packets from any interface.',
        '  There is other traffic: 2 TLS connections, 11,000 UDP packets.',
        '  SIP may be inside 2 TLS connections, which cannot be read.',
        '  b changes the capture filter: port 5060 + fragments, VLAN, tunnels',
      ],
    ],
    [
      'a Call-ID',
      { status: { packets: 1, messages: 1 } },
      ['  No SIP dialog yet in 1 packet from any interface.', '  1 SIP message was found, without a Call-ID.'],
    ],
    [
      'the end of a pause',
      { status: { packets: 9, messages: 0, paused: true, leftOut: 9 } },
      ['  9 SIP messages left out while paused. p goes on.'],
    ],
    [
      'what comes after a pause',
      { status: { packets: 9, messages: 0, leftOut: 1 } },
      ['  1 SIP message left out while paused. Nothing since then.'],
    ],
    [
      'that somebody goes on',
      { status: { packets: 0, messages: 0, paused: true } },
      ['  Nothing captured yet on any interface.', '  The capture is paused. p goes on.'],
    ],
    [
      'nothing any more',
      { status: { packets: 9, messages: 0, phase: 'done' } },
      ['  No SIP dialogs in these 9 packets.'],
    ],
  ];
  test.each(cases)('%s', (_, options, expected) => {
    const screen = story({ ...options, calls: [] }).screen();
    expect(screen.filter((line) => /^ {2}\S/.test(line))).toEqual(expected);
  });

  it('unless the filter of the list hides the calls', () => {
    expect(story({ filter: 'nobody' }).screen()).toContain('  The filter hides all 3 calls. c shows them again.');
  });

  it('or all were cleared', () => {
    const cleared = (status: Partial<Status>) => story({ status }).press('f5').grow([]).line(3);
    expect(cleared({})).toBe('  All calls were cleared. New ones are shown as they come.');
    expect(cleared({ paused: true })).toBe('  All calls were cleared, and the capture is paused.');
    expect(cleared({ phase: 'done' })).toBe('  All calls were cleared.');
    expect(story({}).press('f5').grow([]).line(0)).toMatch(/ 0 dialogs {3}cleared /);
  });
});

describe('the line of the capture filter', () => {
  it('has the cursor where it is typed, and what is wrong below, with the filter of the list under it', () => {
    const played = story({ live: { filter: FILTER }, filter: 'INV' })
      .press('b')
      .type(' prot 3');
    expect(render(played.model).cursor).toEqual({ column: 33, row: 1 });
    played.engine.refusal = { message: 'syntax error', at: 10 };
    expect(played.press('enter').screen().slice(1, 4)).toEqual([
      ' Capture filter: port 5060 prot 3',
      '                           ^ syntax error',
      ' Filter: INV                                                             2 of 3',
    ]);
    expect(played.line(-1)).toBe(' Enter Set  Esc Back  Ctrl-U Empty  Up Earlier filters');
  });

  it('leaves the cursor of the filter of the list on its own line', () => {
    const played = story({ live: { filter: FILTER } }).press('/');
    expect(render(played.model).cursor).toEqual({ column: 9, row: 2 });
  });

  it('shows the end of what is longer than the screen', () => {
    const played = story({}).press('b').type('x'.repeat(80)).type('END');
    expect(played.line(1)).toMatch(/^ Capture filter: x+END$/);
    expect(render(played.model).cursor).toEqual({ column: 78, row: 1 });
  });
});

describe('before and after', () => {
  it('says that it is starting', () => {
    const played = new Story({ files: [] });
    played.model = { ...played.model, status: null };
    expect(played.line(0)).toMatch(/^ sipladder {2}starting +UTC$/);
  });

  it('says that the capture has ended', () => {
    expect(story({ status: { phase: 'done' } }).line(0)).toMatch(/^ sipladder {2}any, ended {3}3 dialogs /);
    expect(story({ status: { phase: 'done' } }).line(-1)).toMatch(/^ Enter Open .* Tab RTP {2}F1 Help/);
  });
});

test('a ladder does not count its call among fewer calls', () => {
  const played = story({}).press('down', 'down').grow([THREE_CALLS[2]!]);
  expect(played.press('enter').line(0)).toMatch(/^ Call 3 {3}registered /);
});
