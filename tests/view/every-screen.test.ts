/**
 * Every screen of the program over samples/, at three sizes, as specs/screens/ has them. What has changed on purpose is
 * written there by WRITE_SCREENS=1 npx jest every-screen, and read before it is committed.
 */

process.env.TZ = 'UTC';

import fs from 'node:fs';
import path from 'node:path';
import { SCREENS } from '../../src/view/screen';
import { Whole } from './whole';

const SPECS = path.join(__dirname, '..', 'specs', 'screens');
const SIZES = [
  [80, 24],
  [120, 35],
  [200, 60],
] as const;

/** The call of mixed.pcapng that has a challenge, an answer, media and an end. */
const CALL = ['down', 'down', 'down', 'down'];
const LADDER = [...CALL, 'enter'];
const typed = (text: string) => Array.from(text, (character) => (character === ' ' ? 'space' : character));

/** What is on the screen, the name of its file, and the keys that lead there. Names of screens begin theirs. */
const STEPS: [what: string, keys: string[], sample?: string][] = [
  ['list', []],
  ['list-expanded', [...CALL, 'space']],
  ['list-filter', ['/', ...typed('state rejected and')]],
  ['list-folded', ['L'], 'attended-transfer.pcap'],
  ['streams', ['tab']],
  ['ladder', LADDER],
  ['ladder-sdp', [...LADDER, 'd', 'd']],
  ['ladder-legs', ['x'], 'attended-transfer.pcap'],
  ['ladder-meanings', ['enter', 'down', 'down'], 'busy.pcap'],
  ['ladder-findings', ['enter', 'e'], 'findings/no-response.pcap'],
  ['message', [...LADDER, 'enter']],
  ['message-meanings', ['enter', 'down', 'down', 'enter'], 'busy.pcap'],
  ['compare', [...LADDER, 'm', 'down', 'm']],
  ['digest', [...LADDER, 'down', 'down', 'down', 'a']],
  ['raw', [...LADDER, 'r']],
  ['figures', ['enter', 'end', 'up', 'up', 'up', 'enter'], 'lossy.pcap'],
  ['statistics', ['i']],
  ['findings', ['!']],
  ['findings-addresses', ['!', 'end'], 'findings/scanner.pcap'],
  ['save', [...LADDER, 'f2']],
  ['filter-form', ['f']],
  ['saved-filters', ['F']],
  ['settings', ['f10']],
  ['columns', ['t']],
  ['hosts', [...LADDER, 'o']],
  ['help', ['f1']],
  ['palette', [':']],
];

test('no screen is left out', () => {
  const shown = STEPS.map(([what]) => what);
  expect(Object.keys(SCREENS).filter((name) => !shown.includes(name))).toEqual([]);
});

describe.each(STEPS)('%s', (what, keys, sample = 'mixed.pcapng') => {
  test.each(SIZES)('at %dx%d', async (columns, rows) => {
    const whole = await Whole.open(sample, columns, rows);
    const screen = `${(await whole.press(...keys)).screen().join('\n')}\n`;
    const file = path.join(SPECS, `${what}-${columns}x${rows}.txt`);
    if (process.env.WRITE_SCREENS === '1') fs.writeFileSync(file, screen);
    expect(screen).toBe(fs.readFileSync(file, 'utf8'));
  });
});
