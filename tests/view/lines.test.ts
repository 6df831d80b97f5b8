/** What lines are drawn with: ASCII without UTF-8 or by choice, nothing on plain screens. */

import { render } from '../../src/view/screen';
import { THREE_CALLS } from '../app/calls';
import { Story, type StoryOptions, textOf, widest } from '../app/story';

function screenOf(options: StoryOptions, keys: string[]): string[] {
  const story = new Story({ calls: THREE_CALLS, ...options }).press(...keys);
  const content = render(story.model);
  expect(widest(content)).toBeLessThanOrEqual(story.model.columns);
  return textOf(content);
}

/** The rows of the screen from its top on. */
function check(options: StoryOptions, keys: string[], expected: string) {
  const lines = expected.trimEnd().split('\n').slice(1);
  expect(`\n${screenOf(options, keys).slice(0, lines.length).join('\n')}`).toBe(`\n${lines.join('\n')}`);
}

describe('in ASCII', () => {
  it('the ladder has its arrows', () => {
    check(
      { settings: { lines: 'ascii' } },
      ['enter', 'down'],
      `
 Call 1 of 3   completed   alice -> +34944048182   setup 970 ms, talk 6.000 s
                192.168.10.21:5060      10.0.0.2:5060      10.20.30.40:5060
 delta                   |                   sbc                   |
  23:27:57.646           | INVITE (SDP) ----->|                    |
>      +500 ms           | INVITE (SDP) ---->>| retransmission     |
        +30 ms           |<------- 100 Trying |                    |
`,
    );
  });

  it('messages below a call have their tree', () => {
    check(
      { settings: { lines: 'ascii' } },
      ['down', 'space'],
      `
 sipladder  calls.pcap   3 dialogs   12,940 messages                        UTC
     ^# Time         Method    From        To          State        Finding    >
      1 23:27:57.646 INVITE    alice@exam~ +349440481~ completed
>     2 23:27:58.020 INVITE    1502@10.20~ 5660066@10~ rejected     X caller-r~
       + 23:27:58.020  10.20.0.22:5060 -> 10.11.12.13:5060   INVITE (SDP)
`,
    );
  });

  const SCREENS: [string, string[]][] = [
    ['list', ['space']],
    ['ladder', ['enter', 'd', 'd']],
    ['message', ['enter', 'enter']],
    ['help', ['f1']],
    ['statistics', ['i']],
    ['settings', ['O']],
  ];
  it.each(SCREENS)('nothing else is on the screen: %s', (_, keys) => {
    const ascii = { columns: 160, rows: 50, streams: [], settings: { lines: 'ascii' } } as const;
    expect(screenOf(ascii as never, keys).join('')).toMatch(/^[\x20-\x7e]*$/);
  });

  it('is what a locale without UTF-8 has, unless the user wants it otherwise', () => {
    const arrows = (options: StoryOptions) => screenOf(options, ['enter'])[3];
    expect(arrows({ utf8: false })).toContain('----->|');
    expect(arrows({ utf8: true })).toContain('─────>│');
    expect(arrows({ utf8: false, settings: { lines: 'unicode' } })).toContain('─────>│');
  });
});

describe('a plain screen', () => {
  const plain = { settings: { plain: true } };

  it('has the ladder in words', () => {
    check(
      plain,
      ['enter', 'down', 'd'],
      `
 Call 1 of 3   completed   alice -> +34944048182   setup 970 ms, talk 6.000 s
 Between 192.168.10.21:5060, 10.0.0.2:5060 (sbc), 10.20.30.40:5060
 delta
  23:27:57.646   192.168.10.21:5060 -> 10.0.0.2:5060  INVITE (SDP)
                audio 192.168.10.21:16384 PCMU PCMA
>      +500 ms   192.168.10.21:5060 -> 10.0.0.2:5060  INVITE (SDP)  retransmiss…
        +30 ms   10.0.0.2:5060 -> 192.168.10.21:5060  100 Trying
        +70 ms   10.0.0.2:5060 -> 10.20.30.40:5060  INVITE (SDP)
`,
    );
  });

  it('has nothing beside the ladder, and says so', () => {
    const story = new Story({ calls: THREE_CALLS, columns: 160, rows: 40, ...plain }).press('enter', 't');
    expect(story.screen().join('\n')).not.toContain('Via:');
    expect(story.line(-1)).toBe(' A plain screen has nothing beside the ladder: Enter opens the message');
  });

  it.each([
    ['list', ['space']],
    ['ladder', ['enter', 'd', 'd']],
    ['statistics', ['i']],
  ] as [string, string[]][])('has no lines and bars: %s', (_, keys) => {
    expect(screenOf({ columns: 160, rows: 50, ...plain }, keys).join('')).not.toMatch(/[\u2500-\u259f]/);
  });

  it('can be one in ASCII', () => {
    expect(screenOf({ columns: 60, settings: { plain: true, lines: 'ascii' } }, ['enter']).join('\n')).toMatch(/~$/m);
  });

  it('is clicked as any other', () => {
    const story = new Story({ calls: THREE_CALLS, ...plain }).press('enter').click('180 Ringing');
    expect(story.here()).toContain('180 Ringing');
  });
});
