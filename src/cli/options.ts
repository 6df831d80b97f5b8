/** The command line as the program means it: raw arguments to one record, or a line that says what is wrong. */

import yargs from 'yargs';
import { valueFromText } from '../app/setting-values';
import { type Origin, type Origins, type SettingName, type Settings, settingNamed } from '../app/settings';
import type { FileFilterWish } from '../capture/bpf/file-filter';
import type { LiveOptions } from '../capture/live';
import { SPEEDS } from '../capture/replay';
import { SEVERITIES, type Severity } from '../diagnose/finding';
import type { StopAfter } from '../engine/runner';
import { BACKENDS, type Backend } from '../engine/source';
import type { SdpShown } from '../export/ladder-sheet';
import type { Format, Printable } from '../export/print';
import type { RecorderOptions } from '../export/recorder';
import { matchFilter } from '../filter/match';
import { parseWithSaved, withoutNames } from '../filter/saved';
import type { StoreLimits } from '../store/store';
import { FLAGS, SHELLS, type Shell, splitGlued } from './flags';
import { checkAudio, outputsOf } from './outputs';
import type { LoadedFilters } from './saved-filter-files';
import type { LoadedSettings, SettingsFor, SettingsWish } from './settings-files';
import { refuseSlips, settingsSlip } from './slips';
import { ABSENT_FLAGS, IGNORED_FLAGS } from './sngrep-flags';
import { refuseSwitchValues } from './switches';
import { UsageError } from './usage-error';
import { countOf, list, oneOf, secondsOf, sizeOf, textOf } from './values';
import { badCaptureFilter, type Reading, readWords, type WordsFor, type WordsWorld } from './words';

export interface LiveWish extends LiveOptions {
  backend: Backend;
  /** Whom to become once the interfaces are open; null: whoever called sudo. */
  user: string | null;
  /** Words of the command line that were taken as the capture filter, or empty. */
  filterWords: string;
}

export interface Options {
  inputs: string[];
  /** A capture from interfaces; null when files are read. */
  live: LiveWish | null;
  /** The capture filter of files; null takes all their packets. */
  fileFilter: (FileFilterWish & { byWords: boolean }) | null;
  recording: Pick<RecorderOptions, 'path' | 'split' | 'keep'> | null;
  stopAfter: StopAfter;
  /** How many times as fast as it was captured a file comes; null reads it as fast as can be. */
  replaySpeed: number | null;
  /** All filters as one expression; empty keeps everything. */
  filter: string;
  /** Words of the command line that were taken as a filter, or empty. */
  filterWords: string;
  /** What is to be said of how the words were read, one line. */
  note: string | null;
  limits: StoreLimits;
  print: Printable | null;
  as: Format;
  /** What stands of SDP in a ladder. */
  sdp: SdpShown;
  /** The least grave finding that makes the run fail. */
  failOn: Severity | null;
  save: string | null;
  text: string | null;
  /** -N */
  /** With all legs of the calls that the filter keeps. */
  legs: boolean;
  noInterface: boolean;
  /** -r */
  rtp: boolean;
  redact: boolean;
  quiet: boolean;
  /** With those of the command line, which go before those of files, and are not written down. */
  settings: LoadedSettings;
}

export type CommandLine = { run: Options } | { show: 'help' | 'version' } | { completion: Shell } | { dump: Dump };

/** -D */
export interface Dump {
  settings: LoadedSettings;
  of: SettingsFor;
  user: string | null;
}

export interface CommandLineWorld extends WordsWorld {
  /** True for a name that is there and is no file: what comes from it may have no end. */
  isPipe(path: string): boolean;
  /** Those of whom the program becomes (--user). */
  savedFilters(of: WordsFor, user: string | null): Pick<LoadedFilters, 'filters' | 'errors'>;
  settings(of: SettingsFor, user: string | null, wish: SettingsWish): LoadedSettings;
  /** Why a theme or keymap cannot be used, or null. */
  faultOf(what: 'theme' | 'keymap', name: string, of: SettingsFor, user: string | null): string | null;
}

/** Throws UsageError. */
export function readCommandLine(argv: readonly string[], world: CommandLineWorld): CommandLine {
  refuseSwitchValues(argv);
  const given = parse(argv);
  if (given.help) return { show: 'help' };
  if (given.version) return { show: 'version' };
  const shell = oneOf('--completion', SHELLS, given.completion);
  if (shell !== null) return { completion: shell };
  refuseAbsent(argv, given);
  refuseSlips(argv);
  const words = (given._ as unknown[]).map(String);
  const inputs = list(given.input);
  for (const { name, choices } of FLAGS) if (choices !== undefined) oneOf(`--${name}`, choices, given[name]);
  refuseEmpty(given);
  const outputs = outputsOf(given);
  const of: WordsFor = inputs.length === 0 ? 'interfaces' : 'files';
  if (of === 'files') refuseLiveOnly(given);
  // Of a capture that is not begun it is of no use who would be become.
  const whose = given['dump-config'] && given.user === undefined && of === 'interfaces' ? 'caller' : of;
  const settings = settingsOf(given, whose, world);
  const { values } = settings;
  if (given['dump-config']) return { dump: { settings, of: whose, user: textOf(given.user) } };
  const rtp = given.rtp === true || values['capture.rtp'];
  const bpf = bpfOf(given, world);
  checkAudio(given, rtp, of === 'interfaces' || inputs.includes('-'));
  const saved = { of, user: textOf(given.user), world };
  const filters = list(given.filter).map((filter) => withoutSaved(`--filter ${filter}`, filter, saved));
  const known = {
    bpf: bpf !== null,
    match: given.match !== undefined,
    withoutSaved: (text: string) => withoutSaved(text, text, saved),
  };
  const reading = unlessSettings(argv, world, () => readWords(words, of, known, world));
  const { filter: filterWords } = reading;
  const note = reading.match !== null && given.invert === true ? `${reading.note}, inverted (-v)` : reading.note;
  const match = matchOf(given, reading);
  return {
    run: {
      inputs,
      live: of === 'interfaces' ? liveWish(given, values, bpf, reading) : null,
      fileFilter: of === 'files' ? fileFilterOf(bpf, reading) : null,
      ...outputs,
      stopAfter: { packets: countOf('--count', given.count), ms: durationOf(given, world) },
      replaySpeed: replaySpeedOf(given, of),
      filter: joined([...filters, filterWords, match]),
      filterWords,
      note,
      limits: {
        dialogs: countOf('-l', given.limit) ?? (values['capture.limit'] || null),
        rotate: given.rotate === true || values['capture.rotate'],
        memoryBytes: memoryOf(textOf(given.memory)) ?? values['capture.memory'] * 2 ** 20,
        callsOnly: given.calls === true || values['capture.calls'],
      },
      failOn: failOnOf(given),
      legs: given.legs === true,
      noInterface: given['no-interface'] === true,
      redact: given.redact === true,
      rtp,
      quiet: given.quiet === true,
      settings,
    },
  };
}

/** A screen has no exit code that anybody waits for. */
function failOnOf(given: Record<string, unknown>): Severity | null {
  const severity = oneOf('--fail-on', SEVERITIES, given['fail-on']);
  const headless = ['print', 'save', 'text', 'no-interface'].some((name) => given[name] !== undefined);
  if (severity === null || headless) return severity;
  throw new UsageError(`--fail-on ${severity}: is for a run without a screen: add -N, --print or --save`);
}

function parse(argv: readonly string[]): Record<string, unknown> {
  const parser = yargs(splitGlued(argv))
    .parserConfiguration({
      'parse-positional-numbers': false,
      'boolean-negation': false,
      'dot-notation': false,
      'camel-case-expansion': false,
      'duplicate-arguments-array': true,
    })
    // Its messages are taken apart below: they must not change with the user's language.
    .locale('en')
    .help(false)
    .version(false)
    .exitProcess(false)
    .strictOptions()
    .fail((message, error) => {
      throw error ?? new UsageError(plainFailure(message));
    });
  for (const { name, letter, type, value } of FLAGS) {
    parser.option(name, { alias: letter, type, requiresArg: value !== undefined });
  }
  for (const { name, letter, type } of ABSENT_FLAGS) parser.option(name, { alias: letter, type });
  for (const { letter, type } of IGNORED_FLAGS) parser.option(letter, { type });
  try {
    return parser.parseSync() as Record<string, unknown>;
  } catch (error) {
    throw error instanceof UsageError ? error : new UsageError(plainFailure(String((error as Error).message)));
  }
}

function refuseAbsent(argv: readonly string[], given: Record<string, unknown>): void {
  const flag = ABSENT_FLAGS.find(({ name }) => given[name] !== undefined);
  if (flag === undefined) return;
  const long = argv.some((word) => word === `--${flag.name}` || word.startsWith(`--${flag.name}=`));
  const hint = flag.instead === '' ? '' : `; ${flag.instead}`;
  throw new UsageError(`${long ? `--${flag.name}` : `-${flag.letter}`}: not in this version${hint}`);
}

function plainFailure(message: string): string {
  const unknown = /^Unknown arguments?: (.*)$/.exec(message);
  const word = unknown?.[1].split(', ')[0];
  if (word !== undefined) return `no such option: ${word.length === 1 ? '-' : '--'}${word}; --help lists them`;
  const missing = /^Not enough arguments following: (.*)$/.exec(message);
  if (missing !== null) return `a value is missing after ${missing[1].length === 1 ? '-' : '--'}${missing[1]}`;
  return message;
}

/** The value of --bpf, or null. Throws UsageError where libpcap does not take it. */
function bpfOf(given: Record<string, unknown>, world: WordsWorld): string | null {
  const bpf = textOf(given.bpf);
  const problem = bpf === null ? null : world.checkCaptureFilter(bpf);
  if (bpf !== null && problem !== null) throw badCaptureFilter(`--bpf ${bpf}`, bpf, problem);
  return bpf;
}

/** What `read` gives; a file that nobody can read, and that stands behind -c, is told as what it was meant for. */
function unlessSettings(argv: readonly string[], { exists }: WordsWorld, read: () => Reading): Reading {
  try {
    return read();
  } catch (error) {
    throw (error instanceof UsageError && settingsSlip(argv, exists)) || error;
  }
}

/** The match expression, from --match or the words, as a filter; empty without one. Throws UsageError. */
function matchOf(given: Record<string, unknown>, reading: Reading): string {
  const source = textOf(given.match) ?? reading.match;
  const wish = { ignoreCase: given.icase === true, invert: given.invert === true };
  if (source === null) {
    const letter = wish.ignoreCase ? '-i' : wish.invert ? '-v' : null;
    if (letter !== null) throw new UsageError(`${letter}: belongs to a match expression, and there is none`);
    return '';
  }
  const filter = matchFilter(source, wish);
  if (!filter.ok) throw new UsageError(`--match ${source}: ${filter.message} (at character ${filter.at + 1})`);
  return filter.text;
}

const LOOKED_FOR = ['theme', 'keymap'] as const;

/** The settings of files, and over them those that options are the values of. Throws UsageError. */
function settingsOf(given: Record<string, unknown>, of: SettingsFor, world: CommandLineWorld): LoadedSettings {
  const wish = { extra: textOf(given.config), own: given['no-config'] !== true };
  const user = textOf(given.user);
  const loaded = world.settings(of, user, wish);
  for (const what of LOOKED_FOR) {
    const name = textOf(given[what]);
    const fault = name === null ? null : world.faultOf(what, name, of, user);
    if (name === '') throw new UsageError(`--${what}: a name is missing`);
    if (fault !== null) throw new UsageError(`--${what}: ${fault}`);
  }
  const { theme } = loaded.origins;
  // Told by its line: the program's own theme holds.
  const fault =
    theme === undefined || given.theme !== undefined ? null : world.faultOf('theme', loaded.values.theme, of, user);
  const values: Partial<Record<SettingName, unknown>> = {};
  const origins: Partial<Record<SettingName, Origin>> = {};
  for (const { name, letter, setting } of FLAGS) {
    const row = setting === undefined ? undefined : settingNamed(setting);
    const text = given[name] === true ? 'on' : list(given[name]).join(',');
    if (row === undefined || text === '') continue;
    const read = valueFromText(row, text);
    // What an option takes beyond its setting, and its faults, are its own business.
    if ('value' in read) values[row.name] = read.value;
    origins[row.name] = { kind: 'command line', where: letter === undefined ? `--${name}` : `-${letter}` };
  }
  return {
    ...loaded,
    errors: fault === null ? loaded.errors : [...loaded.errors, `${theme?.where}: ${fault}`],
    values: { ...loaded.values, ...(values as Partial<Settings>) },
    origins: { ...loaded.origins, ...(origins as Origins) },
  };
}

function fileFilterOf(bpf: string | null, { captureFilter }: Reading): Options['fileFilter'] {
  const expression = bpf ?? captureFilter;
  return expression.trim() === '' ? null : { expression, widen: bpf === null, byWords: bpf === null };
}

/** Without -I interfaces are listened to. */
function liveWish(
  given: Record<string, unknown>,
  settings: Settings,
  bpf: string | null,
  { captureFilter }: Reading,
): LiveWish {
  const usual = settings['capture.device'].split(',').map((name) => name.trim());
  const devices =
    given.device === undefined
      ? usual.filter((name) => name !== '')
      : list(given.device).flatMap((names) => names.split(','));
  if (devices.includes(''))
    throw new UsageError(`-d ${list(given.device).join(' ')}: the name of an interface is missing`);
  return {
    devices: devices.length === 0 ? ['any'] : [...new Set(devices)],
    expression: bpf ?? captureFilter,
    widen: bpf === null,
    bufferBytes: bufferOf(textOf(given.buffer)) ?? settings['capture.buffer'] * 2 ** 20,
    backend: oneOf('--capture-with', BACKENDS, given['capture-with']) ?? 'libpcap',
    user: textOf(given.user),
    filterWords: captureFilter,
  };
}

const LIVE_ONLY = ['device', 'buffer', 'user', 'capture-with'];

function refuseLiveOnly(given: Record<string, unknown>): void {
  const flag = LIVE_ONLY.find((name) => given[name] !== undefined);
  if (flag === undefined) return;
  const { letter } = FLAGS.find(({ name }) => name === flag) ?? {};
  throw new UsageError(
    `${letter === undefined ? `--${flag}` : `-${letter}`}: belongs to a capture from interfaces, and -I reads files`,
  );
}

/** An expression of nothing keeps everything, which nobody asks for: a variable of a script was empty. */
function refuseEmpty(given: Record<string, unknown>): void {
  for (const name of ['filter', 'bpf']) {
    if (list(given[name]).some((text) => text.trim() === ''))
      throw new UsageError(`--${name} : expected an expression`);
  }
}

/** Milliseconds, or null. Files are read to their end, however long it takes; a pipe may have none. */
function durationOf(given: Record<string, unknown>, world: CommandLineWorld): number | null {
  const text = textOf(given.duration);
  if (text === null) return null;
  const inputs = list(given.input);
  const seconds = secondsOf('--duration', text);
  if (inputs.length > 0 && given.replay !== true && !inputs.some((input) => input === '-' || world.isPipe(input))) {
    throw new UsageError(`--duration ${text}: ends a capture, and files are read to their end; --replay plays them`);
  }
  return 1000 * seconds;
}

const [SLOWEST, FASTEST] = [SPEEDS[0], SPEEDS[SPEEDS.length - 1]];

/** Null without --replay. */
function replaySpeedOf(given: Record<string, unknown>, of: WordsFor): number | null {
  const text = textOf(given.speed);
  if (given.replay !== true) {
    if (text !== null) throw new UsageError(`--speed ${text}: it is the speed of --replay, which is missing`);
    return null;
  }
  if (of === 'interfaces') throw new UsageError('--replay: plays a file as if it were live; name one with -I');
  if (text === null) return 1;
  // `4x` is how the screen writes it.
  const speed = /^\d*\.?\d+x?$/.test(text) ? Number(text.replace('x', '')) : Number.NaN;
  if (speed >= SLOWEST && speed <= FASTEST) return speed;
  throw new UsageError(`--speed ${text}: a number from ${SLOWEST} to ${FASTEST} is needed`);
}

const BUFFER_MB_MAX = 2048;

function bufferOf(text: string | null): number | null {
  if (text === null) return null;
  const megabytes = Number(text);
  if (text.trim() === '' || !(megabytes >= 1 && megabytes <= BUFFER_MB_MAX)) {
    throw new UsageError(`-B ${text}: a number of megabytes from 1 to ${BUFFER_MB_MAX} is needed`);
  }
  return Math.round(megabytes * 2 ** 20);
}

/** A filter, in which names of saved filters are what they stand for. `what`: as it was given. Throws UsageError. */
function withoutSaved(what: string, text: string, { of, user, world }: SavedOf): string {
  const { filters, errors } = text.includes('@') ? world.savedFilters(of, user) : { filters: {}, errors: [] };
  const filter = parseWithSaved(text, filters);
  if (!filter.ok) throw new UsageError(`${what}: ${filter.message} (at character ${filter.at + 1})`, errors);
  const whole = withoutNames(text, filters);
  return 'text' in whole ? whole.text : text;
}

/** Whose they are. */
interface SavedOf {
  of: WordsFor;
  user: string | null;
  world: CommandLineWorld;
}

function joined(filters: string[]): string {
  const given = filters.filter((filter) => filter.trim() !== '');
  return given.length <= 1 ? (given[0] ?? '') : given.map((filter) => `(${filter})`).join(' and ');
}

const LEAST_MEMORY = 4 * 2 ** 20;

function memoryOf(text: string | null): number | null {
  return text === null ? null : sizeOf(`--memory ${text}`, text, LEAST_MEMORY);
}
