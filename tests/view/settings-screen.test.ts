/** The screen of settings as literal text. */

import { render } from '../../src/view/screen';
import { Story } from '../app/story';

/** Blank lines in the middle, as many as fill the screen, stand as one. */
function check(story: Story, expected: string): void {
  const screen = story.screen();
  const blank = screen.indexOf('');
  const end = screen.findIndex((line, at) => at > blank && line !== '');
  expect(`\n${[...screen.slice(0, blank), '...', ...screen.slice(end)].join('\n')}\n`).toBe(expected);
  expect(render(story.model).lines).toHaveLength(story.model.rows);
}

const ORIGINS = {
  'capture.limit': { kind: 'sngrep', where: '/home/me/.sngreprc:3' },
  'capture.rtp': { kind: 'command line', where: '--rtp' },
  'capture.calls': { kind: 'file', where: '/home/me/.config/sipladder/settings.json:5' },
} as const;
const SETTINGS = { 'capture.limit': 20000, 'capture.rtp': true, 'capture.calls': true };

test('80x24: values, and where those come from that are no defaults', () => {
  const story = new Story({ settings: SETTINGS, origins: ORIGINS }).press(
    'f10',
    'tab',
    'tab',
    'tab',
    'tab',
    'down',
    'down',
  );
  check(
    story,
    `
 sipladder  Settings                   /home/me/.config/sipladder/settings.json
  Interface   Call list   Ladder   Findings  [Capture]  Saving
   capture.device                any
   capture.buffer                64
 > capture.limit                 20000                              sngrep file
   capture.rotate                off
   capture.memory                512
   capture.rtp                   on                                       --rtp
   capture.calls                 on                                         set
...
 capture.limit
   The most dialogs that are kept; 0 is as many as the memory holds

   A number from 0 to 100000000; the default is 0
   Set in /home/me/.sngreprc:3. A change holds from the next start.

 Space Change  Enter Type  d Default  Tab Next page  F1 Help  Esc Back
`,
  );
});

test('120x35: the descriptions stand beside the values', () => {
  const story = new Story({ columns: 120, rows: 35 }).press('f10', 'tab', 'tab', 'tab', 'tab');
  check(
    story,
    `
 sipladder  Settings                                                           /home/me/.config/sipladder/settings.json
  Interface   Call list   Ladder   Findings  [Capture]  Saving
 > capture.device                any                       The interface that is captured on, or severa…
   capture.buffer                64                        Capture buffer of each interface, in megabyt…
   capture.limit                 0                         The most dialogs that are kept; 0 is as many…
   capture.rotate                off                       At that limit drop the oldest dialogs; off l…
   capture.memory                512                       What captured data may take, in megabytes
   capture.rtp                   off                       Keep RTP for saving, and record it
   capture.calls                 off                       Only dialogs that begin with an INVITE
...
 capture.device
   The interface that is captured on, or several with commas; any is all of them

   A text; the default is any
   Set nowhere. A change holds from the next start.

 Space Change  Enter Type  d Default  Tab Next page  F Saved filters  F1 Help  Esc Back
`,
  );
});

test('80x24: a long value has the room of where it comes from, and long choices two lines', () => {
  const story = new Story().press('f10', 'tab');
  const row = story.screen().find((line) => line.includes('list.columns'))!;
  expect(row).toHaveLength(79);
  const choices = new Story().press('f10').screen().join('\n');
  expect(choices).toMatch(/One of dark, light,[^…]*the default is/s);
});

test('a value that is typed has the room of its description', () => {
  const story = new Story({ columns: 120, rows: 35 }).press('f10', 'tab', 'tab', 'tab', 'tab', 'enter', 'ctrl+u');
  story.type('long-'.repeat(13));
  const row = story.screen().findIndex((line) => line.startsWith(' > '));
  expect(story.line(row)).toContain('long-'.repeat(13));
  expect(render(story.model).cursor?.row).toBe(row);
});
