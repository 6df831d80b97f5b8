/**
 * The settings as a table, and their values in force. A new setting is a row here: the file, the screen of settings and
 * `-D` are made from it. Values from files and keys are setting-values.ts, the text of the file settings-text.ts, changes
 * while the program runs setting-changes.ts.
 */

import { CAPTURE_BUFFER_BYTES, DEFAULT_MEMORY_BYTES } from '../budgets';
import type { EngineSettings } from '../engine/protocol';
import { type ColumnsOf, LIST_COLUMNS, STREAM_COLUMNS } from './column-choice';

/** Pages of the screen of settings, in order. */
export const SETTING_TABS = ['Interface', 'Call list', 'Ladder', 'Findings', 'Capture', 'Saving'] as const;

export type SettingTab = (typeof SETTING_TABS)[number];

interface Common {
  name: string;
  /** Null for what is kept in the state file: how the program was left. */
  tab: SettingTab | null;
  /** A sentence without a full stop. */
  description: string;
  /** It is read when the program starts: a change holds from the next start. */
  atStart?: boolean;
}

export type SettingRow = Common &
  /** `others`: what else it can be, which is found out elsewhere. */
  (
    | { kind: 'choice'; choices: readonly string[]; default: string; others?: string }
    | { kind: 'flag'; default: boolean }
    /** Whole numbers, unless `step` is less than one: how far a key changes it. */
    | { kind: 'number'; min: number; max: number; unit?: 'MB' | 'ms' | 's' | '%'; step?: number; default: number }
    | { kind: 'text'; default: string }
    /** `columns`: of which list they are columns. */
    | { kind: 'list'; columns?: ColumnsOf; default: readonly string[] }
    /** Texts by name; `key` and `value` say what of. */
    | { kind: 'map'; key: string; value: string; default: Readonly<Record<string, string>> }
  );

export const SETTINGS = [
  {
    name: 'theme',
    tab: 'Interface',
    kind: 'choice',
    choices: ['dark', 'light', 'mono', 'high-contrast'],
    others: 'a theme of your own by its name or file',
    default: 'dark',
    description: 'Colours of the screen',
  },
  {
    name: 'lines',
    tab: 'Interface',
    kind: 'choice',
    choices: ['auto', 'unicode', 'ascii'],
    default: 'auto',
    description: 'What arrows and borders are drawn with; auto goes by the locale',
  },
  {
    name: 'plain',
    tab: 'Interface',
    kind: 'flag',
    default: false,
    description: 'No lines, no bars and nothing that moves by itself: for screen readers and slow connections',
  },
  {
    name: 'mouse',
    tab: 'Interface',
    kind: 'flag',
    default: true,
    description: 'Take clicks and the wheel; off leaves the mouse to the terminal',
  },
  {
    name: 'list.scrollstep',
    tab: 'Interface',
    kind: 'number',
    min: 1,
    max: 100,
    default: 3,
    description: 'Lines that one step of the wheel moves, on every screen',
  },
  {
    name: 'keymap',
    tab: 'Interface',
    kind: 'text',
    default: '',
    atStart: true,
    description:
      'Keys: default, sngrep, vim, or the path of a keymap; empty takes your own keymap.json, if there is one',
  },
  {
    name: 'sngrep.settings',
    tab: 'Interface',
    kind: 'flag',
    default: true,
    atStart: true,
    description: 'Read the settings files of sngrep, where there are any; what is set here goes before them',
  },
  {
    name: 'time.mode',
    tab: 'Interface',
    kind: 'choice',
    choices: ['delta', 'local', 'utc', 'start', 'epoch'],
    default: 'delta',
    description:
      'Times in the ladder since the row before (in lists local), as local time, UTC, since the start, or since 1970',
  },
  {
    name: 'list.columns',
    tab: 'Call list',
    kind: 'list',
    columns: 'list',
    default: LIST_COLUMNS,
    description: 'Columns of the calls in their order; from:40 is always 40 cells wide',
  },
  {
    name: 'streams.columns',
    tab: 'Call list',
    kind: 'list',
    columns: 'streams',
    default: STREAM_COLUMNS,
    description: 'Columns of the media streams',
  },
  {
    name: 'filter.restore',
    tab: 'Call list',
    kind: 'flag',
    default: true,
    atStart: true,
    description: 'Begin with the filter that was in force when the program was left; it is told',
  },
  {
    name: 'list.follow',
    tab: 'Call list',
    kind: 'flag',
    default: false,
    atStart: true,
    description: 'Keep the newest call in view from the start',
  },
  {
    name: 'ladder.preview',
    tab: 'Ladder',
    kind: 'flag',
    default: true,
    description: 'Show the message beside the ladder, where there is room',
  },
  {
    name: 'ladder.sdp',
    tab: 'Ladder',
    kind: 'choice',
    choices: ['off', 'first', 'full'],
    default: 'off',
    description: 'How much SDP stands below an arrow of a ladder that is opened: none, the first media, all',
  },
  {
    name: 'ladder.media',
    tab: 'Ladder',
    kind: 'flag',
    default: true,
    description: 'Show streams and their digits in a ladder that is opened',
  },
  {
    name: 'ladder.colours',
    tab: 'Ladder',
    kind: 'choice',
    choices: ['auto', 'request', 'call-id', 'cseq'],
    default: 'auto',
    description: 'What arrows are coloured by; auto takes the Call-ID in a ladder of several calls, else the request',
  },
  {
    name: 'legs.headers',
    tab: 'Ladder',
    kind: 'list',
    default: ['X-Call-ID', 'X-CID'],
    description: 'Headers that name the Call-ID of another leg of a call',
  },
  {
    name: 'legs.guess',
    tab: 'Ladder',
    kind: 'flag',
    default: true,
    description: 'Guess the legs of a call that no header relates',
  },
  {
    name: 'hosts.aliases',
    tab: 'Ladder',
    kind: 'map',
    key: 'address or address:port',
    value: 'name',
    default: {},
    description: 'Names that are shown for addresses',
  },
  {
    name: 'hosts.system',
    tab: 'Ladder',
    kind: 'flag',
    default: true,
    description: 'Name addresses as /etc/hosts does',
  },
  {
    name: 'ladder.columns',
    tab: 'Ladder',
    kind: 'choice',
    choices: ['host', 'port', 'address'],
    default: 'host',
    description: 'A column for each host, for each host and port, or for each address',
  },
  {
    name: 'list.names',
    tab: 'Call list',
    kind: 'flag',
    default: false,
    description: 'Show source and destination by their names',
  },
  {
    name: 'findings.language',
    tab: 'Findings',
    kind: 'choice',
    choices: ['auto', 'en', 'es', 'fr', 'pt', 'ru'],
    default: 'auto',
    description: 'Language of what is found wrong; auto goes by the locale',
  },
  {
    name: 'findings.jitter.warning',
    tab: 'Findings',
    kind: 'number',
    min: 0,
    max: 10_000,
    unit: 'ms',
    default: 20,
    description: 'Mean jitter beyond which to warn, in ms',
  },
  {
    name: 'findings.jitter.error',
    tab: 'Findings',
    kind: 'number',
    min: 0,
    max: 10_000,
    unit: 'ms',
    default: 50,
    description: 'Mean jitter that is an error, in ms',
  },
  {
    name: 'findings.loss.warning',
    tab: 'Findings',
    kind: 'number',
    min: 0,
    max: 100,
    unit: '%',
    step: 0.1,
    default: 1,
    description: 'Loss beyond which to warn, in percent',
  },
  {
    name: 'findings.loss.error',
    tab: 'Findings',
    kind: 'number',
    min: 0,
    max: 100,
    unit: '%',
    step: 0.1,
    default: 3,
    description: 'Loss that is an error, in percent',
  },
  {
    name: 'findings.roundtrip',
    tab: 'Findings',
    kind: 'number',
    min: 1,
    max: 60_000,
    unit: 'ms',
    step: 10,
    default: 300,
    description: 'Round trip by RTCP beyond which to warn, in ms',
  },
  {
    name: 'findings.setup',
    tab: 'Findings',
    kind: 'number',
    min: 1,
    max: 600_000,
    unit: 'ms',
    step: 100,
    default: 3000,
    description: 'Time to ring or answer that is slow, in ms',
  },
  {
    name: 'findings.bruteforce.attempts',
    tab: 'Findings',
    kind: 'number',
    min: 1,
    max: 100_000,
    default: 3,
    description: 'Failed authentications that are an attack',
  },
  {
    name: 'findings.bruteforce.time',
    tab: 'Findings',
    kind: 'number',
    min: 1,
    max: 86_400,
    unit: 's',
    step: 10,
    default: 600,
    description: 'The time within which they come, in seconds',
  },
  {
    name: 'capture.device',
    tab: 'Capture',
    kind: 'text',
    default: 'any',
    atStart: true,
    description: 'The interface that is captured on, or several with commas; any is all of them',
  },
  {
    name: 'capture.buffer',
    tab: 'Capture',
    kind: 'number',
    min: 1,
    max: 2048,
    unit: 'MB',
    default: CAPTURE_BUFFER_BYTES / 2 ** 20,
    atStart: true,
    description: 'Capture buffer of each interface, in megabytes',
  },
  {
    name: 'capture.limit',
    tab: 'Capture',
    kind: 'number',
    min: 0,
    max: 100_000_000,
    default: 0,
    atStart: true,
    description: 'The most dialogs that are kept; 0 is as many as the memory holds',
  },
  {
    name: 'capture.rotate',
    tab: 'Capture',
    kind: 'flag',
    default: false,
    atStart: true,
    description: 'At that limit drop the oldest dialogs; off leaves new ones out',
  },
  {
    name: 'capture.memory',
    tab: 'Capture',
    kind: 'number',
    min: 4,
    max: 2 ** 20,
    unit: 'MB',
    default: DEFAULT_MEMORY_BYTES / 2 ** 20,
    atStart: true,
    description: 'What captured data may take, in megabytes',
  },
  {
    name: 'capture.rtp',
    tab: 'Capture',
    kind: 'flag',
    default: false,
    atStart: true,
    description: 'Keep RTP for saving, and record it',
  },
  {
    name: 'capture.calls',
    tab: 'Capture',
    kind: 'flag',
    default: false,
    atStart: true,
    description: 'Only dialogs that begin with an INVITE',
  },
  {
    name: 'save.folder',
    tab: 'Saving',
    kind: 'text',
    default: '',
    description: 'Where files are saved; empty is the folder that the program was started in',
  },
  {
    name: 'list.filter',
    tab: null,
    kind: 'text',
    default: '',
    atStart: true,
    description: 'The filter of the calls that was in force last',
  },
  {
    name: 'list.sort',
    tab: null,
    kind: 'text',
    default: 'index',
    atStart: true,
    description: 'By what calls are sorted, with - before it for the other way round',
  },
  {
    name: 'streams.sort',
    tab: null,
    kind: 'text',
    default: 'time',
    atStart: true,
    description: 'By what streams are sorted',
  },
  {
    name: 'ladder.split',
    tab: null,
    kind: 'number',
    min: 0,
    max: 100,
    default: 0,
    description: 'Part of the screen for the message beside a ladder, in percent; 0 leaves it to the ladder',
  },
] as const satisfies readonly SettingRow[];

type Row = (typeof SETTINGS)[number];

export type SettingName = Row['name'];

type ValueOf<R> = R extends { kind: 'choice'; others: string }
  ? string
  : R extends { kind: 'choice'; choices: readonly (infer Choice)[] }
    ? Choice
    : R extends { kind: 'flag' }
      ? boolean
      : R extends { kind: 'number' }
        ? number
        : R extends { kind: 'text' }
          ? string
          : R extends { kind: 'list' }
            ? readonly string[]
            : Readonly<Record<string, string>>;

/** Values by name: `settings['time.mode']`. */
export type Settings = { readonly [R in Row as R['name']]: ValueOf<R> };

/** A value of some setting. */
export type SettingValue = SettingRow['default'];

/** Where a value comes from. What the command line says is not written to the file. */
export interface Origin {
  kind: 'default' | 'sngrep' | 'file' | 'command line';
  /** A file and line, or an option; empty for a default. */
  where: string;
}

/** Of the values that are no defaults. */
export type Origins = Readonly<Partial<Record<SettingName, Origin>>>;

export const DEFAULT_SETTINGS = Object.fromEntries(
  SETTINGS.map(({ name, default: value }) => [name, value]),
) as unknown as Settings;

/** The row of a name, or undefined where there is none. */
export function settingNamed(name: string): (SettingRow & { name: SettingName }) | undefined {
  return SETTINGS.find((row) => row.name === name);
}

/** What a setting can be, where that is a choice. */
export function settingChoices(name: SettingName): readonly string[] {
  const row = settingNamed(name);
  return row?.kind === 'choice' ? row.choices : [];
}

/** Those that the engine reads: it has them at its start, and when one changes before the next question. */
export function engineSettings(settings: Settings): EngineSettings {
  return {
    'legs.headers': settings['legs.headers'],
    'legs.guess': settings['legs.guess'],
    'hosts.aliases': settings['hosts.aliases'],
    'hosts.system': settings['hosts.system'],
    'list.names': settings['list.names'],
    'findings.language': settings['findings.language'],
    'findings.jitter.warning': settings['findings.jitter.warning'],
    'findings.jitter.error': settings['findings.jitter.error'],
    'findings.loss.warning': settings['findings.loss.warning'],
    'findings.loss.error': settings['findings.loss.error'],
    'findings.roundtrip': settings['findings.roundtrip'],
    'findings.setup': settings['findings.setup'],
    'findings.bruteforce.attempts': settings['findings.bruteforce.attempts'],
    'findings.bruteforce.time': settings['findings.bruteforce.time'],
  };
}
