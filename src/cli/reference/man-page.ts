/** The manual page, made from the tables of options, filters, keys and settings; docs/make.js writes it. man(7). */

import { ACTIONS, type Keymap, keyLabel, keysOf, SCREENS } from '../../app/keymap';
import { SETTINGS } from '../../app/settings';
import { CONDITIONS } from '../../filter/conditions';
import { EXAMPLES, FLAGS } from '../flags';
import { defaultText } from './reference';

export function manPage(version: string, keymap: Keymap): string {
  return `${[
    `.TH SIPLADDER 1 "" "sipladder ${version}" "User Commands"`,
    '.SH NAME',
    `sipladder ${DASH} SIP calls on the wire or in a capture, and why they failed`,
    '.SH SYNOPSIS',
    '.B sipladder',
    '[\\fIoptions\\fR] [\\fImatch expression\\fR | \\fIfilter\\fR] [\\fIcapture filter\\fR]',
    '.SH DESCRIPTION',
    ...paragraphs(DESCRIPTION),
    '.SH OPTIONS',
    ...FLAGS.flatMap(({ name, letter, value, choices, help }) => {
      const names = [...(letter === undefined ? [] : [`-${letter}`]), `--${name}`].map((one) => `\\fB${roff(one)}\\fR`);
      const takes = value === undefined ? '' : ` \\fI${roff(value)}\\fR`;
      return ['.TP', `${names.join(', ')}${takes}`, text(choices ? `${help}: ${choices.join(', ')}` : help)];
    }),
    '.SH FILTERS',
    ...paragraphs(FILTERS),
    ...CONDITIONS.flatMap(({ example, description }) => ['.TP', `\\fB${roff(example)}\\fR`, text(description)]),
    '.SH KEYS',
    ...SCREENS.flatMap((screen) => keyLines(keymap, screen)),
    '.SH SETTINGS',
    ...SETTINGS.flatMap((row) => [
      '.TP',
      `\\fB${roff(row.name)}\\fR (${roff(defaultText(row))})`,
      text(row.description),
    ]),
    '.SH FILES',
    ...FILES.flatMap(([file, what]) => ['.TP', `\\fI${roff(file)}\\fR`, text(what)]),
    '.SH EXIT STATUS',
    ...STATUSES.flatMap(([code, what]) => ['.TP', `\\fB${code}\\fR`, text(what)]),
    '.SH EXAMPLES',
    ...EXAMPLES.flatMap(([command, what]) => ['.TP', `\\fB${roff(command)}\\fR`, text(what)]),
    '.SH SEE ALSO',
    '.BR tcpdump (8),',
    '.BR pcap-filter (7)',
  ].join('\n')}\n`;
}

const DASH = '\\-';

const DESCRIPTION = [
  'Shows every SIP call that an interface sees or a capture holds: a list of calls, the ladder of a call, its messages and its media. Without options it captures on every interface, which needs root; with -I it opens captures.',
  'With --print, --save, --text or -N there is no screen: what is asked for goes to standard output or a file.',
  'F1 lists the keys of a screen, : finds every command.',
];

const FILTERS = [
  'Conditions are joined by and, or, not and brackets; a list has commas. On the command line words behind the options are a capture filter if they are one, else a filter of these conditions, else a match expression as of sngrep. --bpf, --filter and --match say it outright.',
];

const FILES: [string, string][] = [
  ['~/.config/sipladder/settings.json', 'Settings, as the screen of settings (F10) writes them. It may hold comments.'],
  ['~/.config/sipladder/keymap.json', 'Keys of your own.'],
  ['~/.config/sipladder/filters.json', 'Filters that were saved under names.'],
];

const STATUSES: [string, string][] = [
  ['0', 'Done.'],
  ['1', 'An input or output failed; one line on standard error says which, what and where.'],
  ['2', 'The command line is wrong; one line says which word, and what was meant.'],
  ['3', '--fail-on found something as grave, told in one line, and nothing else failed.'],
];

function keyLines(keymap: Keymap, screen: (typeof SCREENS)[number]): string[] {
  const rows = ACTIONS.flatMap(({ name, screens, description }) => {
    const keys = (screens as readonly string[]).includes(screen) ? keysOf(keymap, screen, name) : [];
    return keys.length === 0
      ? []
      : ['.TP', `\\fB${keys.map((key) => roff(keyLabel(key))).join('\\fR, \\fB')}\\fR`, text(description)];
  });
  return rows.length === 0 ? [] : [`.SS ${SCREEN_HEADS[screen] ?? screen}`, ...rows];
}

const SCREEN_HEADS: Partial<Record<(typeof SCREENS)[number], string>> = {
  general: 'Everywhere',
  filter: 'While text is typed',
};

function paragraphs(texts: readonly string[]): string[] {
  return texts.flatMap((one) => ['.PP', text(one)]);
}

/** A line of text: one that begins with a control character would be a request. */
function text(line: string): string {
  return /^[.']/.test(line) ? `\\&${roff(line)}` : roff(line);
}

function roff(words: string): string {
  return words.replaceAll('\\', '\\e').replaceAll('-', DASH).replaceAll('~', '\\(ti').replaceAll('^', '\\(ha');
}
