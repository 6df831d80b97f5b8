/** What -D prints. */

import { DEFAULT_SETTINGS } from '../../src/app/settings';
import { settingsDump } from '../../src/cli/settings-dump';
import { NO_FILES } from '../../src/cli/settings-files';
import { FakeWorld } from './fake-world';

test('a home that is not there is told', () => {
  const world = Object.assign(new FakeWorld(), { env: { HOME: '/nonexistent' } });
  const settings = { file: '/nonexistent/.config/s.json', ...NO_FILES };
  const text = settingsDump({ settings, of: 'caller', user: null }, world);
  expect(text.split('\n')[0]).toMatch(
    /, written to \/nonexistent\/.config\/s.json, but there is no home \/nonexistent:$/,
  );
});

test('settings with where each comes from, keys, and what of sngrep has no meaning', () => {
  const settings = {
    file: '/s.json',
    ...NO_FILES,
    values: { ...DEFAULT_SETTINGS, theme: 'mono' as const },
    origins: { theme: { kind: 'sngrep' as const, where: '/rc:2' } },
    bindings: [{ actions: ['pause' as const], key: 'f12', unbind: false }],
    meaningless: ['/rc:3: syntax has no meaning here: because'],
  };
  const text = settingsDump({ settings, of: 'files', user: null }, new FakeWorld());
  expect(text).toMatch(/^Settings .*, written to \/s\.json:\n {2}theme +mono +\/rc:2 +Colours of the screen\n/);
  expect(text).toMatch(/\n {2}capture\.limit +0 +default +The most dialogs/);
  expect(text).toMatch(/\nKeys, of the keymap "default" in .*default\.json:\n general\n/);
  expect(text).toMatch(/\n {2}p F12 +pause +Pause the capture/);
  expect(text).toMatch(/\nLines of sngrep without a meaning here:\n\/rc:3: syntax has no meaning here: because\n$/);
});
