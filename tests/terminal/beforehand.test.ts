/** Terminfo entries that were read beforehand are there when their files are not any more. */

import fs from 'node:fs';
import * as blessed from 'blessed';
import { loadBeforehand } from '../../src/terminal/beforehand';

afterEach(() => jest.restoreAllMocks());

test.each(['xterm-256color', 'screen', 'linux', 'vt220'])('%s', (TERM) => {
  loadBeforehand({ TERM });
  const terminal = TERM === 'screen' ? 'xterm-256color' : TERM;
  const before = new blessed.Tput({ terminal }) as unknown as { colors: number; strings: object };
  jest.spyOn(fs, 'readFileSync').mockImplementation((file) => {
    throw new Error(`${file} is closed`);
  });
  const after = new blessed.Tput({ terminal }) as unknown as { colors: number; strings: object };
  expect(after.colors).toBe(before.colors);
  expect(after.strings).toEqual(before.strings);
  expect(() => new blessed.Tput({ terminal: 'never-heard-of' })).toThrow('is closed');
});
