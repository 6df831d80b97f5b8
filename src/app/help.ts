/** The help of a screen: its text is made from the keymap and the table of actions, so that it cannot be wrong. */

import type { ActionName, ScreenName } from './keymap';
import { ACTIONS, keyLabel, keysOf } from './keymap';
import { type Handler, type Model, type Screen, topScreen, withTop } from './model';
import { warningsOf } from './warnings';
import { clamp } from './window';
import type { FilterCondition } from './world';

export interface HelpScreen {
  name: 'help';
  /** The screen that it is about. */
  about: Exclude<Screen['name'], 'help'>;
  /** Which filter is being typed there: what it can hold is told first. */
  typing: 'filter' | 'capture-filter' | null;
  top: number;
}

/** A line of the help: a heading, or keys and what they do, or plain text. */
export type HelpLine =
  | { kind: 'heading'; text: string }
  | { kind: 'keys'; keys: string; text: string }
  | { kind: 'text'; text: string };

export function helpScreen(model: Model): HelpScreen {
  const screen = topScreen(model);
  return { name: 'help', about: screen.name === 'help' ? 'list' : screen.name, typing: typingOn(screen), top: 0 };
}

export const HELP_ACTIONS: Partial<Record<ActionName, Handler<HelpScreen>>> = {
  up: (help, model) => scrolled(help, model, -1),
  down: (help, model) => scrolled(help, model, 1),
  'page-up': (help, model) => scrolled(help, model, -helpPage(model)),
  'page-down': (help, model) => scrolled(help, model, helpPage(model)),
  'half-page-up': (help, model) => scrolled(help, model, -Math.ceil(helpPage(model) / 2)),
  'half-page-down': (help, model) => scrolled(help, model, Math.ceil(helpPage(model) / 2)),
  first: (help, model) => withTop(model, { ...help, top: 0 }),
  last: (help, model) => withTop(model, { ...help, top: Number.MAX_SAFE_INTEGER }),
};

function typingOn(screen: Screen): HelpScreen['typing'] {
  if (screen.name === 'streams') return screen.input === null ? null : 'filter';
  if (screen.name !== 'list') return null;
  return screen.capture !== null ? 'capture-filter' : screen.input !== null ? 'filter' : null;
}

export function helpPage(model: Model): number {
  return Math.max(1, model.rows - 2);
}

export function helpFitted(help: HelpScreen, model: Model): HelpScreen {
  const top = clamp(help.top, 0, Math.max(0, helpLines(help, model).length - helpPage(model)));
  return top === help.top ? help : { ...help, top };
}

export function helpLines(help: HelpScreen, model: Model): HelpLine[] {
  const typing = TYPING_ON.includes(help.about) ? keyLines(model, 'filter', 'While text is typed') : [];
  const filter = filterLines(help.about, model);
  const capture = help.about === 'list' && model.status?.live ? section(model, 'Capture filter', CAPTURE_FILTERS) : [];
  const first = { filter: [...filter, ...typing], 'capture-filter': [...capture, ...typing] };
  const rest = { filter: capture, 'capture-filter': filter };
  return [
    ...section(model, 'Warnings', warningsOf(model)),
    ...(help.typing === null ? [] : first[help.typing]),
    ...keyLines(model, help.about, TITLES[help.about]),
    ...(help.about === 'filter-form' ? section(model, 'Fields', FORM) : []),
    ...(help.typing === null ? [...typing, ...filter, ...capture] : rest[help.typing]),
    ...keyLines(model, 'general', 'Everywhere'),
    ...section(model, 'Good to know', GOOD_TO_KNOW),
  ].slice(1);
}

export const TITLES: Record<HelpScreen['about'], string> = {
  list: 'Call list',
  streams: 'Media streams',
  ladder: 'Ladder',
  hosts: 'Hosts',
  message: 'Message',
  compare: 'Comparison',
  digest: 'Digest check',
  figures: 'Figures',
  statistics: 'Statistics',
  save: 'Save form',
  'filter-form': 'Filter form',
  settings: 'Settings',
  'saved-filters': 'Saved filters',
};

const TYPING_ON: readonly HelpScreen['about'][] = ['list', 'streams', 'message', 'saved-filters', 'settings', 'hosts'];

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
    .map(({ name, description }) => ({ keys: keysOf(keymap, screen, name).map(keyLabel).join(' '), description }))
    .filter(({ keys }) => keys !== '')
    .map<HelpLine>(({ keys, description }) => ({ kind: 'keys', keys, text: description }));
  return lines.length === 0 ? [] : [{ kind: 'text', text: '' }, { kind: 'heading', text: title }, ...lines];
}

function section(model: Model, title: string, texts: readonly string[]): HelpLine[] {
  if (texts.length === 0) return [];
  const wrapped = texts.flatMap((text) => wordsWrapped(text, model.columns - 4, model));
  const lines = wrapped.map<HelpLine>((text) => ({ kind: 'text', text: `  ${text}` }));
  return [{ kind: 'text', text: '' }, { kind: 'heading', text: title }, ...lines];
}

function scrolled(help: HelpScreen, model: Model, step: number): Model {
  return withTop(model, { ...help, top: help.top + step });
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
