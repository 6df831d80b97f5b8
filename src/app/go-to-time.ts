/** Going to a time, in the list and in a ladder: what is typed, and the row that is at that time or after it. */

import type { AtTimeQuery, AtTimeSnapshot, LadderShape, Query, Snapshot } from '../engine/protocol';
import type { Clock } from './clock';
import { edited, type InputLine, inputLine, typed } from './input-line';
import type { ActionName } from './keymap';
import { rowAt } from './ladder';
import { shapeOf } from './ladder-columns';
import type { LadderScreen } from './ladder-screen';
import { type ListScreen, lineAt, listStanding } from './list';
import { bell, type Key, type Model, noticed, type Turn, type Want, withTop } from './model';
import { captureDays, clockOf, timeModeOf } from './times';
import { timeTyped } from './typed-time';

export interface GoToTime {
  /** Null while the row is being looked up. */
  line: InputLine | null;
  /** What is wrong with what was typed. */
  fault: string | null;
  /** Where to: microseconds since 1970. */
  timeUs: number;
}

type Going = ListScreen | LadderScreen;

export function openedGoTo<S extends Going>(screen: S, model: Model): Model {
  return withTop(model, { ...screen, goTo: { line: inputLine(''), fault: null, timeUs: 0 } });
}

/** What a key does while a time is typed; null when it is not for the input line. */
export function goToKey(screen: Going, model: Model, action: ActionName | null, key: Key): Model | Turn | null {
  const { goTo } = screen;
  if (goTo === null || goTo.line === null) return null;
  if (action === 'cancel' || action === 'back') return withTop(model, { ...screen, goTo: null });
  if (action === 'accept') return accepted(screen, goTo.line.text, model);
  const line = edited(goTo.line, action) ?? (action === null ? typed(goTo.line, key) : null);
  return line === null ? null : withTop(model, { ...screen, goTo: { ...goTo, line, fault: null } });
}

export function isTypingTime({ goTo }: Going): boolean {
  return goTo !== null && goTo.line !== null;
}

export function goToWants(screen: Going, model: Model): Want[] {
  const { goTo } = screen;
  if (goTo === null || goTo.line !== null) return [];
  const query: AtTimeQuery = { kind: 'at-time', timeUs: goTo.timeUs, ...whereOf(screen, model) };
  return [{ query, key: JSON.stringify([goTo.timeUs, screen.name]) }];
}

/** The list with its cursor on the call that was found. */
export function listAtTime(
  list: ListScreen,
  model: Model,
  query: AtTimeQuery,
  found: AtTimeSnapshot | null,
): ListScreen {
  if (query.ladder !== null || !isAsked(list, query)) return list;
  const next = { ...list, goTo: null };
  if (found?.outcome !== 'found' || found.dialog === null) return next;
  return listStanding(next, model, found.row, { dialog: found.dialog, message: null });
}

/** The ladder with its cursor on the row that was found. */
export function ladderAtTime(ladder: LadderScreen, query: AtTimeQuery, found: AtTimeSnapshot | null): LadderScreen {
  if (query.ladder?.dialogs.join() !== ladder.dialogs.join() || !isAsked(ladder, query)) return ladder;
  const next = { ...ladder, goTo: null };
  return found?.outcome === 'found' ? { ...next, cursor: found.row, select: found.key } : next;
}

/** What is to be said of a time that nothing is at. */
export function timeTold(model: Model, query: Query, snapshot: Snapshot | null): Model {
  if (query.kind !== 'at-time' || snapshot?.kind !== 'at-time') return model;
  const clock = clockOf(model);
  const asked = `${clock.dateText(query.timeUs)} ${clock.timeText(query.timeUs)}`;
  const day = (timeUs: number) => (asked.startsWith(clock.dateText(timeUs)) ? '' : `${clock.dateText(timeUs)} `);
  const text = (timeUs: number) => `of ${day(timeUs)}${clock.timeText(timeUs)}`;
  const row = query.ladder === null ? 'call' : 'row';
  const { firstUs, lastUs } = snapshot;
  if (firstUs === null || lastUs === null) return noticed(model, 'There is nothing to go to');
  if (snapshot.outcome === 'after') return noticed(model, `${asked} is after the last ${row}, ${text(lastUs)}`);
  if (query.timeUs >= firstUs) return model;
  return noticed(model, `${asked} is before the first ${row}, ${text(firstUs)}`);
}

function accepted(screen: Going, text: string, model: Model): Model | Turn {
  if (text.trim() === '') return withTop(model, { ...screen, goTo: null });
  const here = selectedUs(screen) ?? captureDays(model)[0];
  if (here === null) return bell(model);
  const [firstUs, lastUs] = captureDays(model);
  const clock: Clock = clockOf(model);
  const bounds = { hereUs: here, firstUs: firstUs ?? here, lastUs: lastUs ?? here };
  const startUs = timeModeOf(model) === 'start' ? originOf(screen, bounds.firstUs) : null;
  const time = timeTyped(text, clock, { ...bounds, startUs });
  const goTo = { line: inputLine(text), fault: null, timeUs: 0 };
  if (typeof time === 'string') return { ...bell(withTop(model, { ...screen, goTo: { ...goTo, fault: time } })) };
  return withTop(model, { ...screen, goTo: { ...goTo, line: null, timeUs: time } });
}

/** What times are counted from on the screen. */
function originOf(screen: Going, firstUs: number): number {
  return screen.name === 'ladder' ? (screen.snapshot?.firstUs ?? firstUs) : firstUs;
}

function selectedUs(screen: Going): number | null {
  if (screen.name === 'ladder') return rowAt(screen, screen.cursor)?.timeUs ?? null;
  const line = lineAt(screen, screen.cursor);
  return line === null ? null : line.kind === 'message' ? line.timeUs : line.startUs;
}

function whereOf(screen: Going, model: Model): Pick<AtTimeQuery, 'ladder' | 'expanded'> {
  const ladder: LadderShape | null = screen.name === 'ladder' ? shapeOf(screen, model) : null;
  return { ladder, expanded: screen.name === 'list' ? [...screen.expanded] : [] };
}

function isAsked({ goTo }: Going, query: AtTimeQuery): boolean {
  return goTo !== null && goTo.line === null && goTo.timeUs === query.timeUs;
}
