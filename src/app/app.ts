/**
 * The interface as a pure function: update(model, event) gives the next model and what is to be done. What each screen
 * does stands in its own file, and which screens there are in behaviour.ts.
 */

import { KEPT_MESSAGES } from '../budgets';
import type { Answer, Query, SaveSnapshot, Snapshot } from '../engine/protocol';
import { answered, ask, askAgain, isOut, nothingAsked } from './asking';
import { behaviourOf } from './behaviour';
import { captureFilterAnswered } from './capture-filter';
import type { Clock } from './clock';
import { controlAnswered, controlWants, nothingOrdered, pause, replayed } from './control';
import { copied, copiedOther, copyAnswered, copyWants } from './copy';
import { plural } from './counts';
import { isSecret } from './digest';
import { timeTold } from './go-to-time';
import { helpScreen } from './help';
import { type ActionName, ALWAYS_QUITS, actionFor, type Keymap, keyLabel, keysOf } from './keymap';
import { noLegsTold, noMatchTold } from './ladder';
import { listScreen } from './list';
import {
  type AppEvent,
  type Key,
  type Model,
  noticed,
  popped,
  pushed,
  type Turn,
  topScreen,
  type Want,
  withScreenAt,
} from './model';
import { moused } from './mouse';
import { meantElsewhere, openedPalette } from './palette';
import { reasonAgainst } from './reasons';
import { contextWants, keptTold } from './saved-filters';
import { openedSaved } from './saved-screen';
import { searchTold } from './search';
import { sessionBegun, withStateKept } from './session-state';
import { settingInForce } from './setting-changes';
import { DEFAULT_SETTINGS, type Origins, type Settings } from './settings';
import { openedSettings, settingKept } from './settings-screen';
import { keptForLater, meantForLater, nextAhead } from './typed-ahead';
import { type AppWorld, wrapByLength } from './world';

export interface AppOptions {
  keymap: Keymap;
  clock: Clock;
  /** Said at the start, as faults of a keymap file. */
  notices?: readonly string[];
  columns: number;
  rows: number;
  /** 0, 8, 16 or 256. */
  colours: number;
  /** False where the locale has ASCII only. */
  utf8?: boolean;
  ownTheme?: AppWorld['ownTheme'];
  /** Those that are no defaults, where they come from, and the file that they are kept in. */
  settings?: Partial<Settings>;
  origins?: Origins;
  settingsFile?: string;
  /** view/'s widths of columns. */
  columnLayout?: AppWorld['columnLayout'];
  files: readonly string[];
  /** Where saved files go. */
  folder: string;
  /** Where they go when that folder may not be written. */
  temporary?: string;
  /** What `~` stands for in a path. */
  home?: string;
  /** What a filter can hold, for the help. */
  filterConditions?: AppWorld['filterConditions'];
  /** The same of a filter of streams. */
  streamConditions?: AppWorld['streamConditions'];
  /** The states of calls, as a filter names them. */
  states?: AppWorld['states'];
  /** The filter in force from the start; empty for none. */
  filter: string;
  /** Those that were saved, by name. */
  savedFilters?: Readonly<Record<string, string>>;
  /** The file that they are in. */
  filtersFile?: string;
  /** view/text.ts's wrapText; without it wide characters count as one cell. */
  wrap?: AppWorld['wrap'];
}

export function initialModel(options: AppOptions): Model {
  const { keymap, clock, files, folder, notices = [], wrap = wrapByLength } = options;
  const {
    home = '',
    temporary = '',
    filterConditions = [],
    streamConditions = [],
    states = [],
    filtersFile = '',
    settingsFile = '',
    columnLayout = { list: {}, streams: {} },
    utf8 = true,
    ownTheme = null,
    origins = {},
  } = options;
  const conditions = { filterConditions, streamConditions, states };
  const settings = { ...DEFAULT_SETTINGS, ...options.settings };
  const restored = options.filter === '' && settings['filter.restore'] ? settings['list.filter'] : '';
  const model: Model = {
    world: {
      keymap,
      clock,
      files,
      folder,
      temporary,
      home,
      ...conditions,
      filtersFile,
      settingsFile,
      columnLayout,
      utf8,
      ownTheme,
      wrap,
    },
    columns: options.columns,
    rows: options.rows,
    colours: options.colours,
    settings,
    origins,
    engineChanges: 0,
    status: null,
    stack: [listScreen(options.filter || restored, settings)],
    streams: null,
    saved: { filters: options.savedFilters ?? {}, changes: 0 },
    hosts: { order: [], hidden: [] },
    asking: nothingAsked(),
    control: nothingOrdered(),
    messages: new Map(),
    mark: null,
    copying: null,
    notice: restored === '' ? null : restoredText(keymap),
    ahead: [],
    leaving: false,
    startNotices: notices,
    beforeEsc: null,
    session: {},
  };
  return { ...model, session: sessionBegun(model) };
}

/** A filter that nobody remembers hides calls. */
function restoredText(keymap: Keymap): string {
  const [key] = keysOf(keymap, 'list', 'clear-filter');
  return `The filter of the last time is in force${key === undefined ? '' : `; ${keyLabel(key)} shows all calls`}`;
}

/** The next model; the same one when nothing changed. */
export function update(model: Model, event: AppEvent): Turn {
  const turn = happened(model, event);
  const caughtUp = turn.model === model ? turn : withAhead({ ...turn, model: fittedToScreen(turn.model) });
  const kept = turn.model === model ? { model, effects: [] } : withStateKept(caughtUp.model);
  const fitted = kept.model;
  const { asking, effects } = ask(fitted.asking, wantsOf(fitted));
  const next = asking === fitted.asking ? fitted : { ...fitted, asking };
  return { model: next, effects: [...caughtUp.effects, ...kept.effects, ...effects] };
}

/** Esc and then a digit within this time is an F key, for terminals that keep those for themselves. */
const ESC_DIGIT_MS = 700;

/** What actions do on every screen that has not its own handler. */
const GENERAL: Partial<Record<ActionName, (model: Model) => Model | Turn>> = {
  quit: leave,
  // Esc may be the beginning of an F key, so it does not leave the program.
  back: (model) =>
    model.stack.length > 1 ? popped(model) : { ...model, notice: `${quitKey(model)} leaves sipladder` },
  help: (model) => (topScreen(model).name === 'help' ? popped(model) : pushed(model, helpScreen(model))),
  copy: copied,
  'copy-other': copiedOther,
  'toggle-mouse': mouseToggled,
  palette: (model) => {
    const screen = topScreen(model);
    if (screen.name === 'palette') return popped(model);
    const { keys, actions } = behaviourOf(screen);
    return openedPalette(model, keys(screen), (action) => action in actions || action in GENERAL);
  },
  redraw: (model) => ({ model, effects: [{ kind: 'redraw' }] }),
  pause,
  step: replayed('step'),
  faster: replayed('faster'),
  slower: replayed('slower'),
  'saved-filters': openedSaved,
  settings: openedSettings,
  suspend: (model) => ({ model, effects: [{ kind: 'suspend' }] }),
};

/** Until the program ends: whoever wants it otherwise for good has the setting. */
function mouseToggled(model: Model): Model {
  const mouse = !model.settings.mouse;
  const key = keyOf(model, 'toggle-mouse');
  const notice = mouse
    ? 'The mouse acts on sipladder again; with Shift held most terminals select text'
    : `The mouse is left to the terminal, to select text with; ${key} takes it again`;
  return noticed(settingInForce(model, 'mouse', mouse), notice);
}

/** At once; while a save is on its way the first time only says so. */
function leave(model: Model): Model | Turn {
  if (model.leaving || !isOut(model.asking, 'save')) return { model, effects: [{ kind: 'quit', code: 0 }] };
  const notice = `Finishing the save; press ${quitKey(model)} again to give it up`;
  return { ...model, leaving: true, notice };
}

function quitKey(model: Model): string {
  return keyOf(model, 'quit') || keyLabel(ALWAYS_QUITS);
}

/** The key of an action that is named to the user; empty where it has none. */
function keyOf(model: Model, action: ActionName): string {
  const screen = topScreen(model);
  const [key] = keysOf(model.world.keymap, behaviourOf(screen).keys(screen), action);
  return key === undefined ? '' : keyLabel(key);
}

/** What was typed ahead and can be done now is done. */
function withAhead(turn: Turn): Turn {
  const next = nextAhead(turn.model);
  if (next === null) return turn;
  const { model, effects } = turnOf(acted(next.model, next.action) ?? next.model);
  return withAhead({ model: fittedToScreen(model), effects: [...turn.effects, ...effects] });
}

function turnOf(outcome: Model | Turn): Turn {
  return 'effects' in outcome ? outcome : { model: outcome, effects: [] };
}

function happened(model: Model, event: AppEvent): Turn {
  switch (event.kind) {
    case 'start':
      return { model, effects: [] };
    case 'key':
      return keyed(model, event.key, event.nowMs);
    case 'mouse':
      return moused(withoutNotice(model), event.act, { key: pressed, act: does });
    case 'resize':
      return { model: { ...model, columns: event.columns, rows: event.rows }, effects: [] };
    case 'status':
      return { model: { ...model, status: event.status }, effects: [] };
    case 'answer':
      return (
        copyAnswered(model, event.answer) ??
        leftAfterSave(model, withAnswer(model, event.answer), event.answer.snapshot)
      );
    case 'filter-kept':
      return { model: keptTold(model, event.name, event.failure), effects: [] };
    case 'setting-kept':
      return { model: settingKept(model, event.name, event.failure), effects: [] };
  }
}

/** Ends the program that waited for a save; one that failed is told instead. */
function leftAfterSave(before: Model, model: Model, snapshot: Snapshot | null): Turn {
  if (!model.leaving || isOut(model.asking, 'save')) return { model, effects: [] };
  const notice = model.notice === before.notice ? null : model.notice;
  const saved = snapshot?.kind === 'save' && snapshot.outcome === 'saved';
  return { model: { ...model, leaving: false, notice }, effects: saved ? [{ kind: 'quit', code: 0 }] : [] };
}

function withAnswer(model: Model, answer: Answer): Model {
  const { asking, query } = answered(model.asking, answer.id);
  if (query === null) return model;
  const next = { ...model, asking };
  if (query.kind === 'message') return withMessage(next, query.message, answer.snapshot);
  const rest = AROUND_SCREENS.reduce((all, take) => take(all, query, answer.snapshot), next);
  return rest.stack.reduce<Model>((all, screen, depth) => {
    const taken = behaviourOf(screen).answered?.(screen, all, query, answer.snapshot) ?? screen;
    return taken === screen ? all : withScreenAt(all, depth, taken);
  }, rest);
}

/** What answers do besides what they are to a screen. */
const AROUND_SCREENS = [
  savedAndGone,
  controlAnswered,
  captureFilterAnswered,
  noLegsTold,
  noMatchTold,
  searchTold,
  timeTold,
];

/** A save that went well closes its form. Who left the form meanwhile is told on the screen what became of it. */
function savedAndGone(model: Model, query: Query, snapshot: Snapshot | null): Model {
  if (query.kind !== 'save' || snapshot?.kind !== 'save') return model;
  const onForm = topScreen(model).name === 'save';
  if (snapshot.outcome === 'saved') return { ...(onForm ? popped(model) : model), notice: savedText(snapshot) };
  if (onForm) return model;
  const why = snapshot.outcome === 'exists' ? `${snapshot.path} is there already` : snapshot.message;
  return { ...model, notice: `Not saved: ${why}` };
}

function savedText({
  dialogs,
  packets,
  bytes,
  addresses,
  path,
  note,
}: Extract<SaveSnapshot, { outcome: 'saved' }>): string {
  const calls = dialogs === 0 ? '' : `${plural(dialogs, 'call')}, `;
  const units =
    addresses === undefined
      ? `${calls}${plural(packets, isText(path) ? 'message' : 'packet')}`
      : plural(addresses, 'address');
  const saved = `${units}, ${plural(bytes, 'byte')} to ${path}`;
  // A narrow screen cuts what the user knows already.
  return note === null ? `Saved ${saved}` : `Saved, but ${note}: ${saved}`;
}

/** A format that holds messages rather than packets. */
function isText(path: string): boolean {
  return /\.(?:txt|svg|html|mmd)$/i.test(path);
}

function withMessage(model: Model, id: number, snapshot: Snapshot | null): Model {
  const messages = new Map(model.messages);
  messages.delete(id);
  messages.set(id, snapshot?.kind === 'message' ? snapshot : null);
  // A Map gives its keys in the order they came: the oldest goes.
  for (const oldest of messages.keys()) {
    if (messages.size <= KEPT_MESSAGES) break;
    messages.delete(oldest);
  }
  return { ...model, messages };
}

function keyed(model: Model, key: Key, nowMs: number): Turn {
  const before = beforeEscOf(model, key, nowMs);
  if (before !== null) return pressed(before, { name: `f${key.name === '0' ? 10 : key.name}`, text: '' });
  const turn = pressed(withoutNotice(model), key);
  // What was typed in secret is not to be had back.
  if (key.name !== 'esc' || isSecret(topScreen(model))) return turn;
  return { ...turn, model: { ...turn.model, beforeEsc: { model: { ...model, beforeEsc: null }, atMs: nowMs } } };
}

/** While the program waits to end, what it waits for stays told. */
function withoutNotice(model: Model): Model {
  return { ...model, beforeEsc: null, notice: model.leaving ? model.notice : null };
}

/** The model from before Esc, with what came from the engine meanwhile, when this key makes an F key of it. */
function beforeEscOf(model: Model, key: Key, nowMs: number): Model | null {
  const { beforeEsc } = model;
  if (beforeEsc === null || !/^[0-9]$/.test(key.name) || nowMs - beforeEsc.atMs > ESC_DIGIT_MS) return null;
  const { status, messages, columns, rows, control } = model;
  return { ...beforeEsc.model, status, messages, columns, rows, control, asking: askAgain(model.asking) };
}

function pressed(model: Model, key: Key): Turn {
  const screen = topScreen(model);
  if (key.name === '') return done(model, null, key);
  const keys = behaviourOf(screen).keys(screen);
  const action = meantForLater(model, key.name) ?? actionFor(model.world.keymap, keys, key.name);
  const turn = done(model, action, key);
  if (turn.model !== model || turn.effects.length > 0) return turn;
  const why = action === null ? meantElsewhere(model, keys, key.name) : reasonAgainst(model, action);
  return why === null ? turn : { ...turn, model: noticed(model, `${keyLabel(key.name)}: ${why}`) };
}

/** An action as if its key had been pressed. */
function does(model: Model, action: ActionName): Turn {
  return done(model, action, { name: '', text: '' });
}

function done(model: Model, action: ActionName | null, key: Key): Turn {
  const screen = topScreen(model);
  const own = behaviourOf(screen).key?.(screen, model, action, key);
  const turn = turnOf(own ?? (action && keptForLater(model, action)) ?? acted(model, action) ?? model);
  // What was typed ahead was meant for the screen that was left.
  const left = turn.model.stack.length !== model.stack.length;
  const next = left ? { ...turn, model: { ...turn.model, ahead: [] } } : turn;
  return next.nextAction === undefined ? next : does(next.model, next.nextAction);
}

function acted(model: Model, action: ActionName | null): Model | Turn | undefined {
  if (action === null) return undefined;
  const screen = topScreen(model);
  return behaviourOf(screen).actions[action]?.(screen, model) ?? GENERAL[action]?.(model);
}

function fittedToScreen(model: Model): Model {
  return model.stack.reduce<Model>((all, screen, depth) => {
    const fitted = behaviourOf(screen).fitted?.(screen, all) ?? screen;
    return fitted === screen ? all : withScreenAt(all, depth, fitted);
  }, model);
}

/** The screen that is shown wishes first. */
function wantsOf(model: Model): Want[] {
  const wants = [...model.stack].reverse().flatMap((screen) => behaviourOf(screen).wants?.(screen, model) ?? []);
  return [...contextWants(model), ...wants, ...controlWants(model), ...copyWants(model)];
}
