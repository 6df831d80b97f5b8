/** The options as a table: yargs and the help are made from it. A new option is a row here. */

import { type SettingName, settingChoices } from '../app/settings';
import { CAPTURE_BUFFER_BYTES } from '../budgets';
import { SEVERITIES } from '../diagnose/finding';
import { BACKENDS } from '../engine/source';
import { SDP_SHOWN } from '../export/ladder-sheet';
import { FORMATS, PRINTABLES } from '../export/print';
import { CONDITIONS } from '../filter/conditions';
import { ABSENT_FLAGS, IGNORED_FLAGS } from './sngrep-flags';

/** Those that can complete options. */
export const SHELLS = ['bash', 'zsh'] as const;
export type Shell = (typeof SHELLS)[number];

export interface Flag {
  /** Long name. */
  name: string;
  /** sngrep's letter, where there is one. */
  letter?: string;
  /** Numbers come as strings, so that a wrong one can be shown as it was written. */
  type: 'boolean' | 'string';
  /** What stands for the value in the help. */
  value?: string;
  /** May be given more than once. */
  repeated?: boolean;
  choices?: readonly string[];
  /** The setting that it is the value of, for this run. */
  setting?: SettingName;
  help: string;
}

export const FLAGS: readonly Flag[] = [
  {
    name: 'input',
    letter: 'I',
    type: 'string',
    value: 'FILE',
    repeated: true,
    help: 'Read a capture: pcap or pcapng, gzip too; - is standard input. Several are merged by time',
  },
  {
    name: 'device',
    letter: 'd',
    setting: 'capture.device',
    type: 'string',
    value: 'DEV',
    repeated: true,
    help: 'Capture on this interface; several with commas. Default any, which is all of them',
  },
  {
    name: 'bpf',
    type: 'string',
    value: 'EXPR',
    help: 'Take only packets that this pcap-filter(7) expression takes, exactly as given, of files too',
  },
  {
    name: 'buffer',
    letter: 'B',
    setting: 'capture.buffer',
    type: 'string',
    value: 'MB',
    help: `Capture buffer of each interface, 1 to 2048 (default ${CAPTURE_BUFFER_BYTES / 2 ** 20})`,
  },
  {
    name: 'output',
    letter: 'O',
    type: 'string',
    value: 'FILE',
    help: 'Record the packets with SIP as .pcap or .pcapng; the name may hold %Y%m%d-%H%M%S',
  },
  {
    name: 'rtp',
    letter: 'r',
    setting: 'capture.rtp',
    type: 'boolean',
    help: 'Keep RTP for saving, the latest in half of --memory, and record it with -O; --save takes it along',
  },
  {
    name: 'split',
    type: 'string',
    value: 'WHEN',
    help: 'Begin a new file of -O by size or time: size:20MB, time:1h',
  },
  { name: 'keep', type: 'string', value: 'N', help: 'With --split, keep the newest N files' },
  { name: 'replay', type: 'boolean', help: 'Play files in their own rhythm, as if they were live' },
  {
    name: 'speed',
    type: 'string',
    value: 'N',
    help: 'How many times as fast --replay plays: 0.25 to 1000 (default 1)',
  },
  { name: 'count', type: 'string', value: 'N', help: 'End the capture after N packets' },
  { name: 'duration', type: 'string', value: 'TIME', help: 'End the capture after this time: 30s, 5m, 2h' },
  {
    name: 'user',
    type: 'string',
    value: 'NAME',
    help: 'Whom to become once the interfaces are open (default who called sudo, else nobody)',
  },
  {
    name: 'capture-with',
    type: 'string',
    value: 'WHAT',
    choices: BACKENDS,
    help: 'What captures (default libpcap)',
  },
  {
    name: 'filter',
    type: 'string',
    value: 'EXPR',
    repeated: true,
    help: 'Show only dialogs that this filter keeps; given more than once, all must hold',
  },
  {
    name: 'match',
    type: 'string',
    value: 'REGEX',
    help: 'Show only dialogs of which some message, as it was sent, meets this regex; compact headers are read as long ones',
  },
  { name: 'icase', letter: 'i', type: 'boolean', help: 'The match expression takes upper and lower case as the same' },
  {
    name: 'invert',
    letter: 'v',
    type: 'boolean',
    help: 'Show only dialogs of which no message meets the match expression',
  },
  { name: 'legs', type: 'boolean', help: 'Without a screen: with all legs of the calls that the filter keeps' },
  {
    name: 'calls',
    letter: 'c',
    setting: 'capture.calls',
    type: 'boolean',
    help: 'Only dialogs that begin with an INVITE',
  },
  {
    name: 'limit',
    letter: 'l',
    setting: 'capture.limit',
    type: 'string',
    value: 'N',
    help: 'Keep at most N dialogs; those that begin later are left out, their messages counted',
  },
  {
    name: 'rotate',
    letter: 'R',
    setting: 'capture.rotate',
    type: 'boolean',
    help: 'At the limit drop the oldest dialogs, finished ones first; more of one begins it anew, midway',
  },
  {
    name: 'memory',
    setting: 'capture.memory',
    type: 'string',
    value: 'SIZE',
    help: 'What captured data may take (default 512MB); the oldest finished dialogs go first',
  },
  {
    name: 'no-interface',
    letter: 'N',
    type: 'boolean',
    help: 'No screen: read everything and print how many dialogs there are',
  },
  { name: 'quiet', letter: 'q', type: 'boolean', help: 'With -N, print nothing' },
  {
    name: 'print',
    type: 'string',
    value: 'WHAT',
    choices: PRINTABLES,
    help: 'No screen: print this to standard output',
  },
  {
    name: 'as',
    type: 'string',
    value: 'FORMAT',
    choices: FORMATS,
    help: 'Format of --print (default text); drawings are for ladder only',
  },
  {
    name: 'sdp',
    type: 'string',
    value: 'HOW',
    choices: SDP_SHOWN,
    help: 'SDP below the arrows of a ladder that is printed or saved (default all)',
  },
  {
    name: 'fail-on',
    type: 'string',
    value: 'SEVERITY',
    choices: SEVERITIES.toReversed(),
    help: 'No screen: exit with 3 where something as grave is found wrong with what the filter keeps',
  },
  {
    name: 'lang',
    setting: 'findings.language',
    type: 'string',
    value: 'LANGUAGE',
    choices: settingChoices('findings.language'),
    help: 'Language of what is found wrong (default auto, by the locale)',
  },
  {
    name: 'save',
    type: 'string',
    value: 'FILE',
    help: 'No screen: write what the filter keeps, by the ending: .pcap, .pcapng, .txt; one call as .wav; ladders as .ladder.txt, .svg, .html, .mmd',
  },
  { name: 'text', letter: 'T', type: 'string', value: 'FILE', help: 'No screen: write every message as text' },
  {
    name: 'redact',
    type: 'boolean',
    help: 'Put stand-ins for users, numbers, addresses, domains, keys and voice in all that is shown, printed or written',
  },
  {
    name: 'keymap',
    setting: 'keymap',
    type: 'string',
    value: 'NAME',
    help: 'default, sngrep or vim, or a file with a keymap',
  },
  {
    name: 'theme',
    type: 'string',
    value: 'NAME',
    setting: 'theme',
    help: `Colours of the screen: ${settingChoices('theme').join(', ')}, or your own by name or file (NO_COLOR is honoured)`,
  },
  {
    name: 'plain',
    type: 'boolean',
    setting: 'plain',
    help: 'A screen without lines and animation, as screen readers need it',
  },
  {
    name: 'config',
    letter: 'f',
    type: 'string',
    value: 'FILE',
    help: 'Read this settings file as well, of sipladder or of sngrep; it goes before your own',
  },
  { name: 'no-config', letter: 'F', type: 'boolean', help: 'Read no settings file of your own, nor of sngrep' },
  {
    name: 'dump-config',
    letter: 'D',
    type: 'boolean',
    help: 'Print settings and keys, where each comes from, and end',
  },
  {
    name: 'completion',
    type: 'string',
    value: 'SHELL',
    choices: SHELLS,
    help: 'Print what makes this shell complete options, for it to source, and end',
  },
  { name: 'help', letter: 'h', type: 'boolean', help: 'Show this and end' },
  { name: 'version', letter: 'V', type: 'boolean', help: 'Show the version and end' },
];

const USAGE = 'sipladder [options] [capture filter or filter words]';

export const EXAMPLES: [string, string][] = [
  ['sudo sipladder', 'capture on every interface'],
  ['sudo sipladder -d eth0 port 5060 or port 5062', 'on one of them, only these ports'],
  ['sipladder -I calls.pcap', 'look at a capture'],
  ['sipladder -I calls.pcap method INVITE', 'only calls'],
  ['ssh sbc tcpdump -U -w - port 5060 | sipladder -I -', 'capture on another host'],
  ['sipladder -I calls.pcap --print dialogs --as json', 'for other programs'],
  ['sipladder -I calls.pcap --print findings', 'why calls failed, for a ticket'],
];

const LANGUAGE = 'Filters, with and, or, not, brackets, and lists with commas; --filter finds plain text too:';

/** Columns of the help. */
const HELP_WIDTH = 100;

export function helpText(): string {
  const options = FLAGS.map(({ name, letter, value, choices, help }): [string, string] => [
    `${letter === undefined ? '    ' : `-${letter}, `}--${name}${value === undefined ? '' : ` ${value}`}`,
    choices === undefined ? help : `${help}: ${choices.join(', ')}`,
  ]);
  const conditions = CONDITIONS.map(({ example, description }): [string, string] => [example, description]);
  return [
    `${USAGE}\n\nShows every SIP call on the wire or in a capture, and why it failed.\n\n${inColumns(options)}`,
    `${LANGUAGE}\n${inColumns(conditions)}`,
    `Examples:\n${inColumns(EXAMPLES)}`,
  ].join('\n');
}

function inColumns(rows: readonly [string, string][]): string {
  const width = Math.max(...rows.map(([left]) => left.length));
  const lines = rows.flatMap(([left, right]) =>
    wrapped(right, HELP_WIDTH - width - 4).map((line, i) => `  ${(i === 0 ? left : '').padEnd(width)}  ${line}\n`),
  );
  return lines.join('');
}

function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + 1 + word.length <= width) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/**
 * Splits short options from values that are glued to them, which yargs gets wrong: `-If.pcap`, `-crI f.pcap`. Words
 * behind `--` are left alone.
 */
export function splitGlued(argv: readonly string[]): string[] {
  const split: string[] = [];
  for (const [i, word] of argv.entries()) {
    if (word === '--') return [...split, ...argv.slice(i)];
    split.push(...(/^-[^-]./.test(word) ? lettersOf(word) : [word]));
  }
  return split;
}

const WITH_VALUE = new Set(
  [...FLAGS, ...ABSENT_FLAGS, ...IGNORED_FLAGS].filter(({ type }) => type !== 'boolean').map(({ letter }) => letter),
);

function lettersOf(word: string): string[] {
  const parts: string[] = [];
  for (let i = 1; i < word.length; i++) {
    parts.push(`-${word[i]}`);
    if (WITH_VALUE.has(word[i]) && i + 1 < word.length) return [...parts, word.slice(i + 1)];
  }
  return parts;
}
