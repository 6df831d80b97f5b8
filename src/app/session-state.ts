/**
 * What of a session is there again the next time: the filter, the order of the lists, how a ladder shares the screen.
 * It goes to the state file as it changes; what the command line asked for alone does not.
 */

import { ownFilter } from './came-from';
import type { LadderScreen } from './ladder-screen';
import { listOf, type Model, type Turn } from './model';
import { withSetting } from './setting-changes';
import type { SettingName, Settings } from './settings';

export interface Sort {
  field: string;
  descending: boolean;
}

type StateName = Extract<SettingName, 'list.filter' | 'list.sort' | 'streams.sort' | 'ladder.split'>;

/** As it was last seen. */
export type SessionState = { readonly [Name in StateName]?: Settings[Name] };

/** As a session begins: what is not seen yet will be as the settings say. */
export function sessionBegun(model: Model): SessionState {
  const { settings } = model;
  return {
    'streams.sort': settings['streams.sort'],
    'ladder.split': settings['ladder.split'],
    ...stateSeen(model),
  };
}

function stateSeen(model: Model): SessionState {
  const state: Record<string, unknown> = {};
  for (const [name, of] of Object.entries(SEEN)) {
    const value = of(model);
    if (value !== undefined) state[name] = value;
  }
  return state as SessionState;
}

/** The model with what changed since it was last seen, and what writes it down. */
export function withStateKept(model: Model): Turn {
  const seen = stateSeen(model);
  let turn: Turn = { model, effects: [] };
  for (const name of Object.keys(seen) as StateName[]) {
    if (seen[name] === model.session[name]) continue;
    const { model: next, effects } = withSetting(turn.model, name, seen[name] as never);
    turn = {
      model: { ...next, session: { ...next.session, [name]: seen[name] } },
      effects: [...turn.effects, ...effects],
    };
  }
  return turn;
}

/** `-time`: by time, the latest first. */
export function sortFrom(text: string, usual: Sort): Sort {
  const field = text.replace(/^-/, '');
  return field === '' ? usual : { field, descending: text.startsWith('-') };
}

function sortText({ field, descending }: Sort): string {
  return `${descending ? '-' : ''}${field}`;
}

/** Undefined where nothing can be said now. */
const SEEN: { [Name in StateName]: (model: Model) => Settings[Name] | undefined } = {
  'list.filter': (model) => {
    const list = listOf(model);
    const filter = ownFilter(list);
    // Half of a filter is none, and marks do not outlive the session.
    return list.input !== null || /\bmarked\b/i.test(filter) ? undefined : filter;
  },
  'list.sort': (model) => sortText(listOf(model).sort),
  'streams.sort': (model) => {
    const streams = model.stack.find(({ name }) => name === 'streams') ?? model.streams;
    return streams?.name === 'streams' ? sortText(streams.sort) : undefined;
  },
  'ladder.split': (model) => {
    const ladder = model.stack.findLast((screen): screen is LadderScreen => screen.name === 'ladder');
    return ladder === undefined ? undefined : (ladder.split ?? 0);
  },
};
