/** docs/reference.md, made from the tables of options, keys, columns, settings and filters; docs/make.js writes it. */

import { ACTIONS, type Keymap, keyLabel, keysOf, SCREENS } from '../../app/keymap';
import { valueText } from '../../app/setting-values';
import { SETTING_TABS, SETTINGS, type SettingRow } from '../../app/settings';
import { CONDITIONS } from '../../filter/conditions';
import { FIELDS } from '../../filter/fields';
import { STREAM_CONDITIONS } from '../../filter/stream-conditions';
import { STREAM_FIELDS } from '../../filter/stream-fields';
import { FLAGS } from '../flags';

/** `keymaps`: those that come with the program, the default one first. */
export function reference(keymaps: readonly Keymap[]): string {
  return `${[
    '# Reference',
    'Made by `npm run docs` from the tables of the program. What it is all for is in the [manual](manual.md).',
    '## Options',
    table(['Option', 'Meaning'], FLAGS.map(optionRow)),
    '## Keys',
    `\`--keymap\` takes ${keymaps.map(({ name }) => `\`${name}\``).join(', ')}, or a file.`,
    ...SCREENS.flatMap((screen) => keySection(keymaps, screen)),
    '## Columns of the call list',
    table(
      ['Name', 'Title'],
      FIELDS.map(({ name, title }) => [code(name), title]),
    ),
    '## Columns of the streams',
    table(
      ['Name', 'Title'],
      STREAM_FIELDS.map(({ name, title }) => [code(name), title]),
    ),
    '## Settings',
    ...SETTING_TABS.flatMap((tab) => {
      const rows = SETTINGS.filter((row) => row.tab === tab);
      return [`### ${tab}`, table(['Name', 'Default', 'Meaning'], rows.map(settingRow))];
    }),
    '### Kept as they were left, without a page of their own',
    table(['Name', 'Default', 'Meaning'], SETTINGS.filter(({ tab }) => tab === null).map(settingRow)),
    '## Filters of calls',
    table(['Condition', 'For example', 'A call is kept where'], CONDITIONS.map(conditionRow)),
    '## Filters of streams',
    table(['Condition', 'For example', 'A stream is kept where'], STREAM_CONDITIONS.map(conditionRow)),
  ].join('\n\n')}\n`;
}

/** A default as it is shown; what there is none of in words. */
export function defaultText({ default: value }: SettingRow): string {
  return valueText(value) || 'empty';
}

function optionRow({ name, letter, value, choices, help }: (typeof FLAGS)[number]): string[] {
  const takes = value === undefined ? '' : ` ${value}`;
  const names = [...(letter === undefined ? [] : [`-${letter}`]), `--${name}${takes}`].map(code).join(' ');
  return [names, choices === undefined ? help : `${help}: ${choices.map(code).join(', ')}`];
}

/** A column for each keymap; actions that none of them binds are left out. */
function keySection(keymaps: readonly Keymap[], screen: (typeof SCREENS)[number]): string[] {
  const rows = ACTIONS.flatMap(({ name, screens, description }) => {
    if (!(screens as readonly string[]).includes(screen)) return [];
    const keys = keymaps.map((keymap) => keysOf(keymap, screen, name).map(keyLabel).map(code).join(' '));
    return keys.every((one) => one === '') ? [] : [[code(name), ...keys, description]];
  });
  if (rows.length === 0) return [];
  return [`### ${screen}`, table(['Action', ...keymaps.map(({ name }) => name), 'Does'], rows)];
}

function settingRow(row: SettingRow): string[] {
  const choices = row.kind === 'choice' ? ` (${row.choices.map(code).join(', ')})` : '';
  const when = row.atStart ? '; from the next start' : '';
  return [code(row.name), defaultText(row), `${row.description}${choices}${when}`];
}

function conditionRow({ name, example, description }: { name: string; example: string; description: string }) {
  return [code(name), code(example), description];
}

function code(text: string): string {
  return text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
