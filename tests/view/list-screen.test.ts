/** The call list as a person sees it. */

import { render } from '../../src/view/screen';
import { REJECTED, THREE_CALLS } from '../app/calls';
import type { MadeCall } from '../app/fake-engine';
import { Story, type StoryOptions, widest } from '../app/story';

/** The screen of a list, `...` standing for its blank lines. */
function check(options: StoryOptions, keys: string[], expected: string) {
  const story = new Story(options).press(...keys);
  expect(`\n${shortened(story.screen()).join('\n')}\n`).toBe(expected);
  expect(widest(render(story.model))).toBeLessThanOrEqual(story.model.columns);
  expect(render(story.model).lines).toHaveLength(story.model.rows);
}

function shortened(lines: string[]): string[] {
  return lines.flatMap((line, at) => (line !== '' ? [line] : lines[at - 1] === '' ? [] : ['...']));
}

function named(from: string, to: string): MadeCall {
  return { ...REJECTED, cells: { ...REJECTED.cells, from, to } };
}

describe('a list of three calls', () => {
  it('has times, states and counts on 80x24', () => {
    check(
      { calls: THREE_CALLS },
      [],
      `
 sipladder  calls.pcap   3 dialogs   12,940 messages                        UTC
     ^# Time         Method    From        To          State        Finding    >
>     1 23:27:57.646 INVITE    alice@exam… +349440481… completed
      2 23:27:58.020 INVITE    1502@10.20… 5660066@10… rejected     ✗ caller-r…
      3 23:28:01.112 ~REGISTER 102@pbx574  102@pbx574  registered
...
 Enter Open  Space Expand  m Mark  / Filter  F2 Save  Tab RTP  F1 Help  q Quit
`,
    );
  });

  it('has the code of a finding before how grave it is, where that is a word', () => {
    const rowOf = (columns: number) =>
      new Story({ calls: THREE_CALLS, columns, settings: { plain: true } })
        .screen()
        .find((line) => line.includes('1502'));
    expect(rowOf(200)).toContain(' caller-rejected +1 err… ');
    expect(rowOf(80)).toMatch(/ caller-rej…$/);
    const [, rejected] = THREE_CALLS;
    const calls = [{ ...rejected!, cells: { ...rejected!.cells, finding: 'auth-failed' } }];
    const ofOne = new Story({ calls, settings: { plain: true } });
    expect(ofOne.line(2)).toMatch(/ auth-failed$/);
  });

  it('has the lengths of calls too on 120x35', () => {
    check(
      { calls: THREE_CALLS, columns: 120, rows: 35 },
      ['down'],
      `
 sipladder  calls.pcap   3 dialogs   12,940 messages                                                                UTC
     ^# Time         Method    From            To              State        Finding           Msgs   Setup    Talk  MOS>
      1 23:27:57.646 INVITE    alice@example.… +34944048182@c… completed                         9   0.97s    0:06  4.3
>     2 23:27:58.020 INVITE    1502@10.20.0.22 5660066@10.11.… rejected     ✗ caller-rej… +1     3       -       -    -
      3 23:28:01.112 ~REGISTER 102@pbx574      102@pbx574      registered                        1       -       -    -
...
 Enter Open  Space Expand  m Mark  / Filter  F2 Save  Tab RTP  ! Findings  > Sort  A Follow  x Legs  F1 Help  q Quit
`,
    );
  });

  it('has addresses and reasons on 200x60', () => {
    check(
      { calls: THREE_CALLS, columns: 200, rows: 60 },
      [],
      `
 sipladder  calls.pcap   3 dialogs   12,940 messages                                                                                                                                                UTC
     ^# Time         Method    From                       To                         State        Finding                  Msgs   Setup    Talk  MOS   Loss Source                Destination          >
>     1 23:27:57.646 INVITE    alice@example.com          +34944048182@carrier.exam… completed                                9   0.97s    0:06  4.3   1.2% 192.168.10.21:5060    10.0.0.2:5060
      2 23:27:58.020 INVITE    1502@10.20.0.22            5660066@10.11.12.13        rejected     ✗ caller-rejected +1        3       -       -    -      - 10.20.0.22:5060       10.11.12.13:5060
      3 23:28:01.112 ~REGISTER 102@pbx574                 102@pbx574                 registered                               1       -       -    -      - 10.0.0.9:5060         10.0.0.2:5060
...
 Enter Open  Space Expand  m Mark  / Filter  F2 Save  Tab RTP  ! Findings  > Sort  A Follow  x Legs  F1 Help  q Quit
`,
    );
  });

  it('shows marks, and the messages of an expanded call', () => {
    check(
      { calls: THREE_CALLS },
      ['down', 'm', 'space', 'down'],
      `
 sipladder  calls.pcap   3 dialogs   12,940 messages              1 marked  UTC
     ^# Time         Method    From        To          State        Finding    >
      1 23:27:57.646 INVITE    alice@exam… +349440481… completed
 *    2 23:27:58.020 INVITE    1502@10.20… 5660066@10… rejected     ✗ caller-r…
>      ├ 23:27:58.020  10.20.0.22:5060 ─> 10.11.12.13:5060   INVITE (SDP)
       ├ 23:27:58.021  10.20.0.22:5060 <─ 10.11.12.13:5060   100 Trying
       └ 23:27:58.048  10.20.0.22:5060 <─ 10.11.12.13:5060   403 Forbidden
      3 23:28:01.112 ~REGISTER 102@pbx574  102@pbx574  registered
...
 Enter Open  Space Expand  m Mark  / Filter  F2 Save  Tab RTP  F1 Help  q Quit
`,
    );
  });

  it('scrolls sideways, index and time staying, and says what is out of sight', () => {
    check(
      { calls: THREE_CALLS },
      ['right', 'right', 'right'],
      `
 sipladder  calls.pcap   3 dialogs   12,940 messages                        UTC
     ^# Time         State        Finding             Msgs   Setup    Talk MOS<>
>     1 23:27:57.646 completed                           9   0.97s    0:06  4.3
      2 23:27:58.020 rejected     ✗ caller-rejec… +1     3       -       -    -
      3 23:28:01.112 registered                          1       -       -    -
...
 Enter Open  Space Expand  m Mark  / Filter  F2 Save  Tab RTP  F1 Help  q Quit
`,
    );
  });

  it('marks the column that it is sorted by, and the direction', () => {
    check(
      { calls: THREE_CALLS },
      ['>', '>', 'z'],
      `
 sipladder  calls.pcap   3 dialogs   12,940 messages                        UTC
      # Time         Method v  From        To          State        Finding    >
>     3 23:28:01.112 ~REGISTER 102@pbx574  102@pbx574  registered
      2 23:27:58.020 INVITE    1502@10.20… 5660066@10… rejected     ✗ caller-r…
      1 23:27:57.646 INVITE    alice@exam… +349440481… completed
...
 Enter Open  Space Expand  m Mark  / Filter  F2 Save  Tab RTP  F1 Help  q Quit
`,
    );
  });

  it('keeps its columns straight with wide and combining characters', () => {
    check(
      { calls: [named('日本語日本語日本語@a', 'e\u0301le\u0301ve@b'), named('日本語日本語日本@abcdef', 'plain@b')] },
      [],
      `
 sipladder  calls.pcap   2 dialogs   12,940 messages                        UTC
     ^# Time         Method    From        To          State        Finding    >
>     2 23:27:58.020 INVITE    日本語日本… e\u0301le\u0301ve@b     rejected     ✗ caller-r…
      2 23:27:58.020 INVITE    日本語日本… plain@b     rejected     ✗ caller-r…
...
 Enter Open  Space Expand  m Mark  / Filter  F2 Save  Tab RTP  F1 Help  q Quit
`,
    );
  });
});

describe('the filter', () => {
  it('stands above the list with what it keeps', () => {
    check(
      { calls: THREE_CALLS },
      ['/', ...'INVITE', 'enter'],
      `
 sipladder  calls.pcap   3 dialogs, 2 shown   12,940 messages               UTC
 Filter: INVITE                                                          2 of 3
     ^# Time         Method    From        To          State        Finding    >
>     1 23:27:57.646 INVITE    alice@exam… +349440481… completed
      2 23:27:58.020 INVITE    1502@10.20… 5660066@10… rejected     ✗ caller-r…
...
 Enter Open  Space Expand  m Mark  / Filter  F2 Save  Tab RTP  F1 Help  q Quit
`,
    );
  });

  it('has the place of an error below it, and the cursor where it is typed', () => {
    const story = new Story({ calls: THREE_CALLS });
    story.engine.filterError = { message: 'a method is expected', at: 7 };
    story.press('/').type('method ');
    expect(story.screen().slice(1, 3)).toEqual([
      ' Filter: method                                               unchanged: 0 of 3',
      '                ^ a method is expected',
    ]);
    expect(render(story.model).cursor).toEqual({ column: 16, row: 1 });
  });

  it('tells an error where there is room: beside the place, or on a line of its own', () => {
    const told = (at: number, message: string) => {
      const story = new Story({ calls: THREE_CALLS });
      story.engine.filterError = { message, at };
      return story.press('/').type('x'.repeat(60)).line(2);
    };
    expect(told(50, 'expected a word')).toBe(`${' '.repeat(59)}^ expected a word`);
    expect(told(58, 'expected a word')).toBe(`${' '.repeat(51)}expected a word ^`);
    expect(told(30, 'e'.repeat(60))).toBe(` at 31: ${'e'.repeat(60)}`);
  });

  it('shows the end of what is longer than the screen', () => {
    const story = new Story({ calls: THREE_CALLS }).press('/').type('x'.repeat(70)).type('END');
    expect(story.line(1)).toMatch(/^ Filter: x{59}END {2}0 of 3$/);
    expect(render(story.model).cursor).toEqual({ column: 71, row: 1 });
  });
});

it.each([80, 120])('tells at the edge that there are more columns, at %i', (columns) => {
  const story = new Story({ calls: THREE_CALLS, columns });
  expect(story.line(1)).toMatch(/>$/);
  expect(story.screen()[1]).toHaveLength(columns);
});

it('cuts the path of what is told, not the reason', () => {
  const file = `/home/me/${'very-long-folder/'.repeat(4)}settings.json`;
  const story = new Story({ calls: THREE_CALLS, notices: [`${file}:4: not JSON: comma expected`] });
  story.take({ kind: 'setting-kept', name: 'theme', failure: `${file} is no JSON` });
  expect(story.line(-2)).toMatch(/^ theme is not written: \/home.*….*settings\.json is no JSON$/);
  story.press('down');
  expect(story.line(-2)).toMatch(/^ ! \/home.*….*settings\.json:4: not JSON: comma expected \(whole: F1\)$/);
});

describe('an empty list says why', () => {
  const cases: [string, StoryOptions, string[], string][] = [
    [
      'still reading',
      { status: { phase: 'loading', packets: 4100, inputs: [{ name: 'x', size: 204_000_000, consumed: 87_720_000 }] } },
      [' sipladder  reading calls.pcap 43 % of 204 MB   0 dialogs   12,940 messages'],
      '  No SIP yet in the first 4,100 packets. Still reading ...',
    ],
    [
      'the filter hides all',
      { calls: THREE_CALLS, filter: 'nobody' },
      [],
      '  The filter hides all 3 calls. c shows them again.',
    ],
    ['no packets', { status: { packets: 0, messages: 0 } }, [], '  The capture is empty: it holds no packets.'],
    [
      'other traffic',
      { status: { packets: 12_000, messages: 0, otherTraffic: ['12,000 UDP packets'] } },
      [],
      '  There is other traffic: 12,000 UDP packets.',
    ],
    [
      'streams without calls',
      { status: { messages: 0, streams: 2 } },
      [' Tab RTP  F2 Save  i Statistics  F1 Help  q Quit'],
      '  Tab shows the 2 RTP streams.',
    ],
    ['messages without a Call-ID', { status: { messages: 1 } }, [], '  1 SIP message was found, without a Call-ID.'],
    [
      'encrypted',
      { status: { messages: 0, tlsConnections: 2 } },
      [],
      '  SIP may be inside 2 TLS connections, which cannot be read.',
    ],
  ];
  test.each(cases)('%s', (_, options, also, line) => {
    const screen = new Story(options).screen();
    expect(screen).toEqual(expect.arrayContaining([line, ...also]));
  });
});

describe('the lines about what is going on', () => {
  it('say what was evicted and left out', () => {
    const story = new Story({ columns: 120, calls: THREE_CALLS, status: { evicted: 1200, refused: 7 } });
    expect(story.line(0)).toBe(
      ' sipladder  calls.pcap   3 dialogs   12,940 messages   1,200 evicted   7 left out                                   UTC',
    );
  });

  it('tell the first warning above the keys, and where the others are', () => {
    const story = new Story({ calls: THREE_CALLS, status: { warnings: ['calls.pcap is cut short', 'another'] } });
    expect(story.line(-2)).toBe(' ! calls.pcap is cut short (1 more: F1)');
    expect(story.press('f1').screen().slice(1, 4)).toEqual([' Warnings', '   calls.pcap is cut short', '   another']);
  });

  it('say where a warning stands that is longer than the line', () => {
    const long = `/home/me/keys.json:1: ${'x'.repeat(70)}`;
    const line = (notices: string[]) => new Story({ calls: THREE_CALLS, notices }).line(-2);
    expect(line([long])).toMatch(/^ ! \/home.*xxx… \(whole: F1\)$/);
    expect(line([long, 'another'])).toMatch(/xxx… \(all 2: F1\)$/);
  });

  it('tell a failure of the engine', () => {
    const story = new Story({ calls: THREE_CALLS, status: { failure: 'The disk is gone.' } });
    expect(story.line(-2)).toBe(' The disk is gone.');
  });

  it('name standard input and further files', () => {
    expect(new Story({ files: ['-'] }).line(0)).toMatch(/^ sipladder {2}standard input /);
    expect(new Story({ files: ['a/b.pcap', 'c.pcap'] }).line(0)).toMatch(/^ sipladder {2}b\.pcap and 1 more /);
  });
});

test('a terminal that is too small says so in one line', () => {
  const screen = new Story({ columns: 59, rows: 12 }).screen();
  expect(screen).toEqual(['sipladder needs 60x12, this is 59x12', ...Array(11).fill('')]);
});

test('60x12 is enough', () => {
  const story = new Story({ columns: 60, rows: 12, calls: THREE_CALLS });
  expect(story.line(2)).toBe('>     1 23:27:57 INVITE    alice@ex… +3494404… completed');
});

test('the column that it is sorted by is named where it is out of sight', () => {
  const story = new Story({ calls: THREE_CALLS }).press('<', 'z');
  expect(story.line(0)).toMatch(/ by Date v {2}UTC$/);
  expect(story.press('>').line(0)).not.toContain(' by ');
});

describe('a filter that takes a while', () => {
  const lines = (filter: string, change: object = {}, columns = 80) => {
    const story = new Story({ calls: THREE_CALLS, columns }).press('/');
    story.prompt = false;
    story.type(filter).tell({
      looking: { calls: { percent: 43, of: 350_000, what: 'messages' }, streams: null, findings: null },
      ...change,
    });
    return story.screen().slice(1, 3);
  };

  it('says how far it is', () => {
    expect(lines('payload x')[0]).toBe(
      ' Filter: payload x                         looking ... 43 % of 350,000 messages',
    );
  });

  it('says less where the filter needs the room, or nobody knows', () => {
    expect(lines('payload /something-that-is-rather-long/')[0]).toMatch(
      /^ Filter: payload .*long\/ +looking \.\.\. 43 %$/,
    );
    expect(lines('payload x', { looking: { calls: null, streams: null, findings: null } })[0]).toMatch(
      / x +looking \.\.\.$/,
    );
  });

  it('tells what it could not decide', () => {
    const story = new Story({ calls: THREE_CALLS });
    story.engine.filterTrouble = 'the regex took too long on 3 texts: taken as not found there';
    story.press('/').type('INV').press('enter');
    expect(story.line(2)).toBe(' the regex took too long on 3 texts: taken as not found there');
    expect(story.line(3)).toContain('Method');
  });
});
