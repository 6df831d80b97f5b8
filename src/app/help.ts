/**
 * The help of a screen: its text is made from the keymap and the table of actions, so that it cannot be wrong. It can be
 * searched, and does what one of its lines says.
 */

import { edited, type InputLine, inputLine, typed } from './input-line';
import type { ActionName, ScreenName } from './keymap';
import { ACTIONS, keyLabel, keysOf } from './keymap';
import { bell, type Handler, type Key, type Model, popped, type Screen, type Turn, topScreen, withTop } from './model';
import { moving } from './moving';
import { warningsOf } from './warnings';
import { clamp, topFor } from './window';
import type { FilterCondition } from './world';

export interface HelpScreen {
  name: 'help';
  /** The screen that it is about. */
  about: Exclude<Screen['name'], 'help'>;
  /** Which filter is being typed there: what it can hold is told first. */
  typing: 'filter' | 'capture-filter' | null;
  /** Only lines that hold it are shown; empty shows all. */
  search: string;
  /** Set while the search is typed; what was searched for before. */
  input: { line: InputLine; before: string } | null;
  /** Of the lines that are shown. */
  cursor: number;
  top: number;
}

/** A line of the help: a heading, or keys and what they do, or plain text. */
export type HelpLine =
  | { kind: 'heading'; text: string }
  /** `action`: what can be done from here. */
  | { kind: 'keys'; keys: string; text: string; action?: ActionName }
  | { kind: 'text'; text: string };

export function helpScreen(model: Model): HelpScreen {
  const screen = topScreen(model);
  const about = screen.name === 'help' ? 'list' : screen.name;
  const help = { name: 'help', about, typing: typingOn(screen), search: '', input: null, cursor: 0, top: 0 } as const;
  return onFirst(help, model);
}

/** With the cursor on the first line that can be done, unless the page begins with more important ones. */
function onFirst(help: HelpScreen, model: Model): HelpScreen {
  const first = helpLines(help, model).findIndex((line) => line.kind === 'keys' && line.action !== undefined);
  return { ...help, top: 0, cursor: first < helpPage(model) ? Math.max(0, first) : 0 };
}

export const HELP_ACTIONS: Partial<Record<ActionName, Handler<HelpScreen>>> = {
  ...moving<HelpScreen>({
    cursor: ({ cursor }) => cursor,
    count: (help, model) => helpLines(help, model).length,
    page: (_, model) => helpPage(model),
    moved: (help, model, line) => withTop(model, { ...help, cursor: line }),
  }),
  run(help, model): Model | Turn {
    const line = helpLines(help, model)[help.cursor];
    if (line?.kind !== 'keys' || line.action === undefined) return bell(model);
    return { model: popped(model), effects: [], nextAction: line.action };
  },
  'search-help': (help, model) =>
    withTop(model, { ...help, input: { line: inputLine(help.search), before: help.search } }),
};

/** Keys while the search is typed; null when a key is not for the input line. */
export function helpKey(help: HelpScreen, model: Model, action: ActionName | null, key: Key): Model | null {
  const { input } = help;
  if (input === null) return null;
  if (action === 'accept') return withTop(model, { ...help, input: null });
  if (action === 'cancel' || action === 'back') return withTop(model, { ...help, search: input.before, input: null });
  const line = edited(input.line, action) ?? (action === null ? typed(input.line, key) : null);
  if (line === null) return null;
  return withTop(model, onFirst({ ...help, input: { ...input, line }, search: line.text }, model));
}

function typingOn(screen: Screen): HelpScreen['typing'] {
  if (screen.name === 'streams') return screen.input === null ? null : 'filter';
  if (screen.name !== 'list') return null;
  return screen.capture !== null ? 'capture-filter' : screen.input !== null ? 'filter' : null;
}

export function helpPage(model: Model): number {
  return Math.max(1, model.rows - 2);
}

export function helpFitted(help: HelpScreen, model: Model): HelpScreen {
  const { length } = helpLines(help, model);
  const cursor = clamp(help.cursor, 0, Math.max(0, length - 1));
  const top = topFor(cursor, help.top, helpPage(model), length);
  return cursor === help.cursor && top === help.top ? help : { ...help, cursor, top };
}

/** Those that hold what is searched for, with the headings above them. */
export function helpLines(help: HelpScreen, model: Model): HelpLine[] {
  const words = help.search.trim().toLowerCase().split(/\s+/);
  const all = everyLine(help, model);
  if (words[0] === '') return all;
  const holds = (line: HelpLine) => {
    const text = (line.kind === 'keys' ? `${line.keys} ${line.text}` : line.text).toLowerCase();
    return line.kind !== 'heading' && line.text !== '' && words.every((word) => text.includes(word));
  };
  return all.filter((line, at) => (line.kind === 'heading' ? sectionFrom(all, at).some(holds) : holds(line)));
}

/** What stands below the heading at `at`. */
function sectionFrom(all: readonly HelpLine[], at: number): readonly HelpLine[] {
  const next = all.findIndex(({ kind }, other) => other > at && kind === 'heading');
  return all.slice(at + 1, next < 0 ? all.length : next);
}

function everyLine(help: HelpScreen, model: Model): HelpLine[] {
  const typing = TYPING_ON.includes(help.about) ? keyLines(model, 'filter', 'While text is typed') : [];
  const filter = filterLines(help.about, model);
  const capture = help.about === 'list' && model.status?.live ? section(model, 'Capture filter', CAPTURE_FILTERS) : [];
  const first = { filter: [...filter, ...typing], 'capture-filter': [...capture, ...typing] };
  const rest = { filter: capture, 'capture-filter': filter };
  return [
    ...section(model, 'Warnings', warningsOf(model)),
    ...(help.typing === null ? [] : first[help.typing]),
    ...(help.about === 'palette' ? [] : keyLines(model, help.about, TITLES[help.about])),
    ...(help.about === 'filter-form' ? section(model, 'Fields', FORM) : []),
    ...(help.typing === null ? [...typing, ...filter, ...capture] : rest[help.typing]),
    ...keyLines(model, 'general', 'Everywhere'),
    ...section(model, 'Good to know', GOOD_TO_KNOW),
  ].slice(1);
}

/** What a screen is called. */
export function titleOf(screen: ScreenName): string {
  return screen in TITLES ? TITLES[screen as HelpScreen['about']] : screen;
}

export const TITLES: Record<HelpScreen['about'], string> = {
  list: 'Call list',
  streams: 'Media streams',
  ladder: 'Ladder',
  hosts: 'Hosts',
  message: 'Message',
  compare: 'Comparison',
  digest: 'Digest check',
  raw: 'Raw text',
  figures: 'Figures',
  statistics: 'Statistics',
  findings: 'Findings',
  save: 'Save form',
  'filter-form': 'Filter form',
  settings: 'Settings',
  columns: 'Columns',
  'saved-filters': 'Saved filters',
  palette: 'Commands',
};

const TYPING_ON: readonly HelpScreen['about'][] = [
  'list',
  'streams',
  'ladder',
  'raw',
  'message',
  'saved-filters',
  'settings',
  'hosts',
  'palette',
];

const GOOD_TO_KNOW = [
  'Ctrl-C leaves the program whatever the keymap says.',
  'Esc and a digit stand for the F key of that number, 0 for F10.',
  'A click goes to a line, a second one opens it; titles sort, hints are buttons, and the border beside the ladder can be drawn. Text is selected with Shift held, in most terminals.',
  'In the list > is where you are and * is a marked call; ~ before a method says that the capture begins after the call did.',
];

const FILTERS =
  'A word alone is looked for in every text of the row. Conditions side by side must all hold; or, not and brackets go between them, quotes keep blanks together:';
const CALLS_EXAMPLE = 'method INVITE not (host 10.0.0.1 or state rejected)';
const FILTER_EXAMPLES: Partial<Record<HelpScreen['about'], string>> = {
  list: CALLS_EXAMPLE,
  'filter-form': CALLS_EXAMPLE,
  streams: 'kind audio not (codec opus or loss < 1%)',
};

/** What the fields of the form become, and where a filter stands that is none of them. */
const FORM = [
  'All that is filled in must hold; of the boxes of a kind that are ticked one is enough. A comma in a field means or. The field Filter takes any filter, and has the whole one where it cannot be shown in fields.',
];

const CAPTURE_FILTERS = [
  'Says which packets are taken at all, in the language of tcpdump (pcap-filter). What it leaves out cannot be shown, saved or recorded. Empty takes everything.',
  'port 5060 or port 5062',
  'host 10.0.0.1 and (udp port 5060 or tcp port 5060)',
  'net 10.20.0.0/16 and not port 22',
];

/** Cells that names and keys take before what is told of them, at the most. */
export const HELP_KEYS_WIDTH = 24;

function conditionsOn(about: HelpScreen['about'], { world }: Model): readonly FilterCondition[] {
  if (about === 'list' || about === 'filter-form') return world.filterConditions;
  return about === 'streams' ? world.streamConditions : [];
}

function filterLines(about: HelpScreen['about'], model: Model): HelpLine[] {
  const all = conditionsOn(about, model);
  if (all.length === 0) return [];
  const width = model.columns - HELP_KEYS_WIDTH - 6;
  const conditions = all.flatMap(({ name, value, description }) =>
    wordsWrapped(`${value}: ${description}`, width, model).map<HelpLine>((text, row) => ({
      kind: 'keys',
      keys: row === 0 ? name : '',
      text,
    })),
  );
  return [...section(model, 'Filter', [`${FILTERS} ${FILTER_EXAMPLES[about]}`]), ...conditions];
}

function keyLines(model: Model, screen: ScreenName, title: string): HelpLine[] {
  const { keymap } = model.world;
  const lines = ACTIONS.filter(({ screens }) => (screens as readonly ScreenName[]).includes(screen))
    .map(({ name, description }) => ({ name, keys: keysOf(keymap, screen, name).map(keyLabel).join(' '), description }))
    .filter(({ keys }) => keys !== '')
    .map<HelpLine>(({ name, keys, description }) => ({
      kind: 'keys',
      keys,
      text: description,
      // What edits a line of text has none once the help is left.
      ...(screen === 'filter' ? {} : { action: name }),
    }));
  return lines.length === 0 ? [] : [{ kind: 'text', text: '' }, { kind: 'heading', text: title }, ...lines];
}

function section(model: Model, title: string, texts: readonly string[]): HelpLine[] {
  if (texts.length === 0) return [];
  const wrapped = texts.flatMap((text) => wordsWrapped(text, model.columns - 4, model));
  const lines = wrapped.map<HelpLine>((text) => ({ kind: 'text', text: `  ${text}` }));
  return [{ kind: 'text', text: '' }, { kind: 'heading', text: title }, ...lines];
}

/** Broken at blanks where that can be. */
export function wordsWrapped(text: string, width: number, model: Model): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    const joined = last === undefined ? word : `${last} ${word}`;
    const [piece = '', ...rest] = model.world.wrap(joined, width);
    if (rest.length === 0) lines.splice(-1, 1, piece);
    else lines.push(...model.world.wrap(word, width));
  }
  return lines;
}
