/** Heads of a ladder's columns: IPv6, names, several ends in one column, more columns than there is room for. */

import type { LadderScreen } from '../../src/app/ladder-screen';
import { render } from '../../src/view/screen';
import { ANSWERED } from '../app/calls';
import { START_US } from '../app/fake-engine';
import { Story, widest } from '../app/story';

interface Options {
  columns?: number;
  rows?: number;
  hosts?: Story['engine']['hosts'];
}

/** A message a pair of ends. */
function opened(ends: [from: string, to: string][], { columns = 80, rows = 12, hosts = {} }: Options = {}): Story {
  const messages = ends.map(([from, to], at) => ({ timeUs: START_US + 1000 * at, from, to, label: 'INVITE (SDP)' }));
  const story = new Story({ calls: [{ ...ANSWERED, messages }], columns, rows });
  story.engine.hosts = hosts;
  return story.press('enter');
}

function check(story: Story, expected: string): void {
  const screen = story.screen().slice(1, -1);
  while (/^[ │]*$/.test(screen.at(-1) ?? '-')) screen.pop();
  expect(`\n${screen.join('\n')}\n`).toBe(expected);
  expect(widest(render(story.model))).toBeLessThanOrEqual(story.model.columns);
}

test('three IPv6 hosts on 80 columns: whole on two lines where that is enough, else without their middle', () => {
  const [a, b, c] = [
    '[2001:db8:1:2:3:4:5:6]:5060',
    '[2001:db8::7]:5060',
    '[2001:db8:1234:5678:9abc:def0:1234:5678]:5060',
  ];
  check(
    opened([
      [a, b],
      [b, c],
    ]),
    `
                  [2001:db8:1:2:     [2001:db8::7]:5060    [2001:db8:1234:…:
 delta             3:4:5:6]:5060              │          def0:1234:5678]:5060
> 23:27:57.646           │ INVITE (SDP) ─────>│                    │
       +1.0 ms           │                    │ INVITE (SDP) ─────>│
`,
  );
});

test('names, what is behind a NAT, and the end of a host that the selected message has', () => {
  const hosts = {
    '10.0.0.1:5060': { label: '10.0.0.1 +1', name: 'sbc', ends: 3 },
    '198.51.100.7:41919': { behind: '192.168.1.20' },
    '10.0.9.9:5060': { name: 'a-carrier-with-a-very-long-name', behind: '192.168.1.21' },
  };
  const ends: [string, string][] = [
    ['198.51.100.7:41919', '10.0.0.1:5060'],
    ['198.51.100.7:41919', '10.0.9.9:5060'],
  ];
  check(
    opened(ends, { hosts }),
    `
                198.51.100.7:41919    10.0.0.1:5060 +1       10.0.9.9:5060
 delta            (192.168.1.20)             sbc         a-carrier-…long-name
> 23:27:57.646           │ INVITE (SDP) ─────>│                    │
       +1.0 ms           │ INVITE (SDP) ──────────────────────────>│
`,
  );
  check(
    opened(ends, { hosts: { ...hosts, '10.0.9.9:5060': { name: 'far', behind: '192.168.1.21' } } }).press('down'),
    `
                198.51.100.7:41919       10.0.0.1 +1         10.0.9.9:5060
 delta            (192.168.1.20)             sbc          far (192.168.1.21)
  23:27:57.646           │ INVITE (SDP) ─────>│                    │
>      +1.0 ms           │ INVITE (SDP) ──────────────────────────>│
`,
  );
});

describe('columns are narrower before a host is out of sight', () => {
  const ends = Array.from({ length: 5 }, (_, i) => `10.0.0.${i + 1}:5060`);
  const hosts = (count: number) => ends.slice(1, count).map((to, at): [string, string] => [ends[at]!, to]);
  const lifelines = (story: Story) => story.line(3).split('│').length - 1;

  test('four on 80 columns', () => {
    check(
      opened(hosts(4)),
      `
                 10.0.0.1:5060   10.0.0.2:5060   10.0.0.3:5060   10.0.0.4:5060
 delta                 │              sbc              │               │
> 23:27:57.646         │ INV… (SDP) ──>│               │               │
       +1.0 ms         │               │ INV… (SDP) ──>│               │
       +1.0 ms         │               │               │ INV… (SDP) ──>│
`,
    );
  });

  test('and the message beside takes what is left, or waits until it is asked for', () => {
    const beside = (story: Story) => / (INVITE|│) .*Call-ID|│ INVITE \(SDP\) SIP/.test(story.screen().join(' '));
    const seen = [3, 4, 5].map((count) => {
      const story = opened(hosts(count), { columns: 100 });
      return [beside(story), story.line(1).includes('more')];
    });
    expect(seen).toEqual([
      [true, false],
      [true, false],
      [false, false],
    ]);
    const asked = opened(hosts(5), { columns: 100 }).press('t');
    expect([beside(asked), asked.line(1)]).toEqual([true, expect.stringMatching(/^ 3 more hosts > /)]);
    expect(beside(asked.press('t'))).toBe(false);
    expect(lifelines(asked)).toBe(5);
  });
});

describe('columns are scrolled to the selected row', () => {
  const ends = Array.from({ length: 12 }, (_, i) => `10.0.0.${i + 1}:5060`);
  const hops = ends.slice(1).map((to, at): [string, string] => [ends[at]!, to]);
  const offset = (story: Story) => (story.model.stack.at(-1) as LadderScreen).columnOffset;

  test('to both of its ends, and as far as that takes', () => {
    const story = opened(hops, { rows: 20 });
    const seen = Array.from({ length: 5 }, () => offset(story.press('down')));
    expect(seen).toEqual([0, 1, 2, 3, 4]);
    expect(offset(story.press('end'))).toBe(9);
    expect(offset(story.press('home'))).toBe(0);
  });

  test('to one of them where they are too far apart', () => {
    const story = opened([...hops, [ends[11]!, ends[5]!]], { rows: 20 }).press('end');
    expect(story.line(1)).toContain('10.0.0.12:5060');
  });

  test('and stay where the user has scrolled them', () => {
    const story = opened(hops, { rows: 20 }).press('right', 'right', 'right');
    expect(offset(story)).toBe(3);
    expect(offset(story.grow(story.engine.calls))).toBe(3);
    expect(offset(story.press('down'))).toBe(1);
  });
});

describe('twelve hosts on 80 columns', () => {
  const ends = Array.from({ length: 12 }, (_, i) => `10.0.0.${i + 1}:5060`);
  const hops = ends.slice(1).map((to, at): [string, string] => [ends[at]!, to]);
  const through: [string, string][] = [
    [ends[0]!, ends[11]!],
    [ends[11]!, ends[0]!],
  ];

  test('from the left', () => {
    check(
      opened([...hops, ...through], { rows: 17 }),
      `
 9 more hosts >    10.0.0.1:5060       10.0.0.2:5060       10.0.0.3:5060
 delta                   │                  sbc                  │
> 23:27:57.646           │ INVITE (SDP) ────>│                   │
       +1.0 ms           │                   │ INVITE (SDP) ────>│
       +1.0 ms           │                   │                   │ INV… (SDP) ──
       +1.0 ms           │                   │                    INVITE (SDP) >
       +1.0 ms           │                   │                    INVITE (SDP) >
       +1.0 ms           │                   │                    INVITE (SDP) >
       +1.0 ms           │                   │                    INVITE (SDP) >
       +1.0 ms           │                   │                    INVITE (SDP) >
       +1.0 ms           │                   │                    INVITE (SDP) >
       +1.0 ms           │                   │                    INVITE (SDP) >
       +1.0 ms           │                   │                    INVITE (SDP) >
       +1.0 ms           │ INVITE (SDP) ────────────────────────────────────────
       +1.0 ms           │<─────────────────────────────────────── INVITE (SDP)
`,
    );
  });

  test('in the middle, with arrows that pass through what is seen', () => {
    check(
      opened([...hops, ...through], { rows: 17 }).press('right', 'right', 'right', 'right'),
      `
 < 4 | 5 more >    10.0.0.5:5060       10.0.0.6:5060       10.0.0.7:5060
 delta                   │                   │                   │
> 23:27:57.646  < INVITE (SDP)               │                   │
       +1.0 ms  < INVITE (SDP)               │                   │
       +1.0 ms  < INVITE (SDP)               │                   │
       +1.0 ms  INVI… ──>│                   │                   │
       +1.0 ms           │ INVITE (SDP) ────>│                   │
       +1.0 ms           │                   │ INVITE (SDP) ────>│
       +1.0 ms           │                   │                   │ INV… (SDP) ──
       +1.0 ms           │                   │                    INVITE (SDP) >
       +1.0 ms           │                   │                    INVITE (SDP) >
       +1.0 ms           │                   │                    INVITE (SDP) >
       +1.0 ms           │                   │                    INVITE (SDP) >
       +1.0 ms  INVITE (SDP) ───────────────────────────────────────────────────
       +1.0 ms ─────────────────────────────────────────────────── INVITE (SDP)
`,
    );
  });

  test('at the right end', () => {
    const story = opened([...hops, ...through], { rows: 17 }).press(...ends.map(() => 'right'));
    check(
      story,
      `
 < 9 more hosts   10.0.0.10:5060      10.0.0.11:5060      10.0.0.12:5060
 delta                   │                   │                   │
> 23:27:57.646  < INVITE (SDP)               │                   │
       +1.0 ms  < INVITE (SDP)               │                   │
       +1.0 ms  < INVITE (SDP)               │                   │
       +1.0 ms  < INVITE (SDP)               │                   │
       +1.0 ms  < INVITE (SDP)               │                   │
       +1.0 ms  < INVITE (SDP)               │                   │
       +1.0 ms  < INVITE (SDP)               │                   │
       +1.0 ms  < INVITE (SDP)               │                   │
       +1.0 ms  INVI… ──>│                   │                   │
       +1.0 ms           │ INVITE (SDP) ────>│                   │
       +1.0 ms           │                   │ INVITE (SDP) ────>│
       +1.0 ms  INVITE (SDP) ───────────────────────────────────>│
       +1.0 ms ──────────────────────────────────── INVITE (SDP) │
`,
    );
  });
});

test('a ladder of which all hosts are hidden says so', () => {
  const story = opened([['10.0.0.1:5060', '10.0.0.2:5060']]);
  const snapshot = {
    ...(story.model.stack.at(-1) as { snapshot: object }).snapshot,
    columns: [],
    rows: [],
    total: 0,
    leftOut: 1,
  };
  const ladder = { ...story.model.stack.at(-1)!, snapshot } as never;
  story.model = { ...story.model, stack: [story.model.stack[0]!, ladder] };
  check(
    story,
    `

 delta
 All hosts of this ladder are hidden: o shows which
`,
  );
});

test('heads never touch, however the room is shared out with the message beside', () => {
  const ends: [string, string][] = [
    ['192.0.2.11:5060', '203.0.113.5:5060'],
    ['203.0.113.5:5060', '198.51.100.22:5060'],
  ];
  for (let columns = 80; columns <= 140; columns += 3) {
    const story = opened(ends, { columns });
    for (let presses = 0; presses < 12; presses++) {
      const [, head = ''] = story.screen();
      // Each in a place of its own, whole or cut in its middle.
      expect(head).not.toMatch(/5060\d|5060…/);
      story.press(presses < 6 ? '9' : '0');
    }
  }
});
