/**
 * The interface as a pure function: update(model, event) gives the next model and effects. What to ask the engine is
 * not remembered but worked out: every screen says what it must know, and what is not known yet is asked, one question
 * of a kind at a time.
 */

import type { Answer, Query } from '../engine/protocol';
import type { Clock } from './clock';
import { HELP_RULES, helpScreen } from './help';
import { type ActionName, actionFor, type Keymap } from './keymap';
import { LADDER_RULES, ladderAnswered } from './ladder';
import { LIST_RULES, listAnswered, listScreen } from './list';
import { MESSAGE_RULES, messageAnswered } from './message';
import {
  type AppEvent,
  type Effect,
  type Model,
  popped,
  pushed,
  type Question,
  type Screen,
  type Step,
  THEME_NAMES,
  topScreen,
  withNotice,
  withScreen,
} from './model';
import { SAVE_RULES, saveAnswered } from './save-form';
import type { Outcome, ScreenRules, TakeAnswer } from './screen';

/** Esc and then a digit within this time is an F key. */
const ESCAPE_DIGIT_MS = 700;

const RULES = {
  list: LIST_RULES,
  ladder: LADDER_RULES,
  message: MESSAGE_RULES,
  save: SAVE_RULES,
  help: HELP_RULES,
} as { [name in Screen['name']]: ScreenRules<Screen> };

/** Screens that have something to do with an answer. */
const TAKERS = {
  list: listAnswered,
  ladder: ladderAnswered,
  message: messageAnswered,
  save: saveAnswered,
} as { [name in Screen['name']]?: TakeAnswer<Screen> };

export interface ModelOptions {
  keymap: Keymap;
  clock: Clock;
  /** Told one after the other as the program starts, as what is wrong with a keymap. */
  notices: readonly string[];
  columns: number;
  rows: number;
  colours: number;
  /** Null for the default. */
  theme: string | null;
  files: readonly string[];
  folder: string;
  filter: string;
}

export function initialModel(options: ModelOptions): Model {
  const { keymap, clock, columns, rows, colours, files, folder } = options;
  const model: Model = {
    keymap,
    clock,
    theme: THEME_NAMES.find((name) => name === options.theme) ?? 'dark',
    colours,
    files,
    folder,
    columns,
    rows,
    status: null,
    notice: null,
    screens: [listScreen(options.filter)],
    questions: {},
    lastQuestionId: 0,
    beforeEscape: null,
  };
  return options.notices.length === 0 ? model : withNotice(model, 'error', options.notices.join(' · '));
}

export function update(model: Model, event: AppEvent): Step {
  const step = happened(model, event);
  const asked = askWhatIsMissing(step.model);
  return { model: asked.model, effects: [...step.effects, ...asked.effects] };
}

function happened(model: Model, event: AppEvent): Step {
  switch (event.kind) {
    case 'start':
      return { model, effects: [] };
    case 'resize':
      return { model: { ...model, columns: event.columns, rows: event.rows }, effects: [] };
    case 'status':
      return { model: { ...model, status: event.status }, effects: [] };
    case 'answer':
      return { model: answered(model, event.answer), effects: [] };
    case 'key':
      return pressed(model, event.key, event.nowMs);
  }
}

// ------------------------------------------------------------------------------------------------- keys

function pressed(model: Model, key: { name: string; text: string }, nowMs: number): Step {
  const escape = model.beforeEscape;
  if (escape !== null && nowMs - escape.atMs <= ESCAPE_DIGIT_MS && /^[0-9]$/.test(key.name)) {
    // Esc has acted at once. What has come from the worker since then counts all the same.
    const { status, questions, lastQuestionId } = model;
    const undone = { ...escape.model, status, questions, lastQuestionId, beforeEscape: null };
    return acted(undone, key.name === '0' ? 'f10' : `f${key.name}`, '');
  }
  const before = key.name === 'esc' ? { model: { ...model, beforeEscape: null }, atMs: nowMs } : null;
  const step = acted({ ...model, notice: null, beforeEscape: null }, key.name, key.text);
  return { model: { ...step.model, beforeEscape: before }, effects: step.effects };
}

function acted(model: Model, name: string, text: string): Step {
  const screen = topScreen(model);
  const rules = RULES[screen.name];
  const action = name === '' ? null : actionFor(model.keymap, rules.keys(screen), name);
  const own = action === null ? undefined : rules.actions[action];
  if (own !== undefined) return stepOf(own(model, screen));
  const general = action === null ? undefined : GENERAL[action];
  if (general !== undefined) return stepOf(general(model));
  if (text !== '' && rules.typed !== undefined) return stepOf(rules.typed(model, screen, text));
  return { model, effects: [] };
}

/** What actions mean on screens that have no handler of their own for them. */
const GENERAL: Partial<Record<ActionName, (model: Model) => Outcome>> = {
  quit: (model) => ({ model, effects: [{ kind: 'quit', code: 0 }] }),
  back: (model) => popped(model),
  help: (model) => pushed(model, helpScreen(RULES[topScreen(model).name].keys(topScreen(model)))),
  redraw: (model) => ({ model: { ...model }, effects: [{ kind: 'redraw' }] }),
  suspend: (model) => ({ model, effects: [{ kind: 'suspend' }] }),
};

function stepOf(outcome: Outcome): Step {
  return 'effects' in outcome ? outcome : { model: outcome, effects: [] };
}

// -------------------------------------------------------------------------------------------- questions

/** Versions matter to what changes with the capture; the bytes of a message never do. */
const OF_VERSION: ReadonlySet<Query['kind']> = new Set(['list', 'ladder']);

function keyOf(query: Query, model: Model): string {
  const version = OF_VERSION.has(query.kind) ? (model.status?.version ?? 0) : 0;
  return `${JSON.stringify(query)} ${version}`;
}

function askWhatIsMissing(model: Model): Step {
  const screen = topScreen(model);
  const effects: Effect[] = [];
  let next = model;
  for (const query of RULES[screen.name].wants(model, screen)) {
    const key = keyOf(query, model);
    const { open, answered } = next.questions[query.kind] ?? { open: null, answered: null };
    if (open !== null || answered === key) continue;
    const id = next.lastQuestionId + 1;
    const question: Question = { id, query, key };
    next = {
      ...next,
      lastQuestionId: id,
      questions: { ...next.questions, [query.kind]: { open: question, answered } },
    };
    effects.push({ kind: 'ask', id, query });
  }
  return { model: next, effects };
}

/** Every screen of the pile may take an answer: the ladder below a message moves on with it. */
function answered(model: Model, { id, snapshot }: Answer): Model {
  const question = Object.values(model.questions).find((one) => one?.open?.id === id)?.open;
  if (question === undefined || question === null) return model;
  const { query, key } = question;
  let next: Model = { ...model, questions: { ...model.questions, [query.kind]: { open: null, answered: key } } };
  model.screens.forEach((screen, place) => {
    const taken = TAKERS[screen.name]?.(next, screen, query, snapshot);
    if (taken !== undefined && taken !== screen) next = withScreen(next, place, taken);
  });
  return next;
}
