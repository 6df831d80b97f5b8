/** What -D prints: the settings in force with where each comes from, and the keys. */

import { ACTIONS, keyLabel, keysOf, SCREENS } from '../app/keymap';
import { valueText } from '../app/setting-values';
import { SETTINGS } from '../app/settings';
import { keymapOf, keymapWorld } from './keymap-files';
import type { Dump } from './options';
import { environmentOf } from './user-folders';
import type { World } from './world';

export function settingsDump({ settings, of, user }: Dump, world: World): string {
  const identity = of === 'files' ? null : of === 'caller' ? world.whoCalls() : world.whomToBecome(user);
  const env = environmentOf(world.env, identity);
  const lost = env.HOME && !world.exists(env.HOME) ? `, but there is no home ${env.HOME}` : '';
  const { keymap, file, errors } = keymapOf(settings, keymapWorld(env));
  const parts = [
    [
      `Settings (name, value, where it comes from), written to ${settings.file}${lost}:`,
      ...inColumns(settingRows(settings)),
    ],
    [`Keys, of the keymap "${keymap.name}"${file === null ? '' : ` in ${file}`}:`, ...errors, ...keyRows(keymap)],
    settings.meaningless.length === 0 ? [] : ['Lines of sngrep without a meaning here:', ...settings.meaningless],
  ];
  return parts
    .filter((part) => part.length > 0)
    .map((part) => `${part.join('\n')}\n`)
    .join('\n');
}

function settingRows({ values, origins }: Dump['settings']): string[][] {
  return SETTINGS.map(({ name, description }) => [
    name,
    valueText(values[name]) || '-',
    origins[name]?.where ?? 'default',
    description,
  ]);
}

function keyRows(keymap: ReturnType<typeof keymapOf>['keymap']): string[] {
  return SCREENS.flatMap((screen) => {
    const rows = ACTIONS.flatMap(({ name, screens, description }) => {
      const here: readonly string[] = screens;
      const keys = here.includes(screen) ? keysOf(keymap, screen, name) : [];
      return keys.length === 0 ? [] : [[keys.map(keyLabel).join(' '), name, description]];
    });
    return [` ${screen}`, ...inColumns(rows)];
  });
}

/** What is longer pushes out what stands behind it in its own line alone. */
const MOST = 40;

function inColumns(rows: readonly string[][]): string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.min(MOST, Math.max(...rows.map((row) => row[column]!.length))),
  );
  return rows.map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column]!)).join('  ')}`.trimEnd());
}
