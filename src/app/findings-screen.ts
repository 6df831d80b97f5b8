/**
 * The findings of the whole capture: what is wrong with calls, by code, and what addresses do. Each becomes the filter of
 * the list, from which one comes back here. How it looks is view/findings/.
 */

import type { FindingsQuery, FindingsRow, FindingsSnapshot } from '../engine/protocol';
import { type CameFrom, cameFromFindings } from './came-from';
import { plural } from './counts';
import type { ActionName } from './keymap';
import { filterWithin, type ListScreen, withFilter } from './list';
import {
  type Handler,
  type Key,
  listOf,
  type Model,
  noticed,
  popped,
  pushed,
  type Want,
  withScreenAt,
  withTop,
} from './model';
import { moving } from './moving';
import { type SaveAddresses, saveAddressesForm } from './save-form';
import { contextMark } from './saved-filters';
import { nextSingleTimes } from './times';
import { clamp, topFor } from './window';

export interface FindingsScreen {
  name: 'findings';
  /** Everything is looked at, whatever the filter of the list. */
  all: boolean;
  /** Which row the cursor is on, of calls and addresses together, and its key, with which it goes along. */
  cursor: number;
  select: string | null;
  /** First line shown. */
  top: number;
  snapshot: FindingsSnapshot | null;
}

/** A line of the groups: `at` counts rows. */
export type FindingsLine =
  | { kind: 'heading'; of: 'calls' | 'addresses' }
  | { kind: 'row'; row: FindingsRow; at: number }
  | { kind: 'more'; count: number }
  | { kind: 'blank' };

/** From a list that came from here one goes back. */
export function openedFindings(list: ListScreen, model: Model): Model {
  const back = backToFindings(list, model);
  return back ?? pushed(model, { name: 'findings', all: false, cursor: 0, select: null, top: 0, snapshot: null });
}

export const FINDINGS_ACTIONS: Partial<Record<ActionName, Handler<FindingsScreen>>> = {
  ...moving<FindingsScreen>({
    cursor: ({ cursor }) => cursor,
    count: (screen) => rowsOf(screen).length,
    page: findingsPage,
    moved: findingsMoved,
  }),
  'all-findings': (_, model) => popped(model),
  'use-finding': use,
  'count-all': (screen, model) => {
    const { filter } = listOf(model);
    if (filter === '') return noticed(model, 'The list has no filter: all calls are looked at');
    return withTop(model, { ...screen, all: !screen.all });
  },
  save: (screen, model) => {
    const why = whyNoAddresses(screen, model);
    if (why !== null) return noticed(model, `There are no addresses to save: ${why}`);
    return saveAddressesForm(model, filterLookedAt(screen, model), addressChoices(screen));
  },
  times: nextSingleTimes,
};

/** Calls before addresses. */
export function rowsOf({ snapshot }: FindingsScreen): readonly FindingsRow[] {
  if (snapshot === null) return [];
  const known = ROWS.get(snapshot);
  if (known !== undefined) return known;
  const rows = [...snapshot.calls, ...snapshot.addresses];
  ROWS.set(snapshot, rows);
  return rows;
}

const ROWS = new WeakMap<FindingsSnapshot, readonly FindingsRow[]>();

export function selectedFinding(screen: FindingsScreen): FindingsRow | null {
  return rowsOf(screen)[screen.cursor] ?? null;
}

export function findingsLines({ snapshot }: FindingsScreen): FindingsLine[] {
  if (snapshot === null) return [];
  const { calls, addresses, moreAddresses } = snapshot;
  const lines: FindingsLine[] = [];
  if (calls.length > 0) lines.push({ kind: 'heading', of: 'calls' });
  for (const [at, row] of calls.entries()) lines.push({ kind: 'row', row, at });
  if (addresses.length === 0) return lines;
  if (lines.length > 0) lines.push({ kind: 'blank' });
  lines.push({ kind: 'heading', of: 'addresses' });
  for (const [at, row] of addresses.entries()) lines.push({ kind: 'row', row, at: calls.length + at });
  if (moreAddresses > 0) lines.push({ kind: 'more', count: moreAddresses });
  return lines;
}

/** A narrower screen has what is told of the selected one below, not beside. */
const LEAST_BESIDE = 150;

/** Cells for what is told beside the rows, its border included; 0 where that stands below them. */
export function besideWidth({ columns, settings }: Model): number {
  return settings.plain || columns < LEAST_BESIDE ? 0 : Math.floor(columns * 0.4);
}

/** The longest finding on 80 columns: its title, what happened, what to try, and the filter. */
const MOST_BELOW = 14;

/** Rows of it where it stands below: a part of the screen, and more where few findings leave room. */
export function belowRows(screen: FindingsScreen, model: Model): number {
  if (besideWidth(model) > 0) return 0;
  const usual = clamp(Math.floor(model.rows * 0.4), 5, 12);
  const { length } = findingsLines(screen);
  const free = length === 0 ? 0 : model.rows - findingsHeadRows(model) - 1 - length;
  return Math.max(usual, Math.min(free, MOST_BELOW));
}

/** Lines above the findings: the title, and which calls are looked at where the list has a filter. */
export function findingsHeadRows(model: Model): number {
  return listOf(model).filter === '' ? 1 : 2;
}

/** Lines of findings; the key hints are not theirs. */
export function findingsPage(screen: FindingsScreen, model: Model): number {
  return Math.max(1, model.rows - findingsHeadRows(model) - belowRows(screen, model) - 1);
}

function filterLookedAt({ all }: FindingsScreen, model: Model): string {
  return all ? '' : listOf(model).filter;
}

export function findingsWants(screen: FindingsScreen, model: Model): Want[] {
  const filter = filterLookedAt(screen, model);
  const { version } = model.status ?? { version: 0 };
  const query: FindingsQuery = { kind: 'findings', filter };
  return [{ query, key: JSON.stringify([filter, contextMark(model, filter), version, model.engineChanges]) }];
}

export function findingsCounted(screen: FindingsScreen, snapshot: FindingsSnapshot): FindingsScreen {
  return { ...screen, snapshot };
}

/** The cursor stays on its row when others come before it, and in sight. */
export function findingsFitted(screen: FindingsScreen, model: Model): FindingsScreen {
  const rows = rowsOf(screen);
  const found = rows.findIndex(({ key }) => key === screen.select);
  const cursor = found >= 0 ? found : clamp(screen.cursor, 0, Math.max(0, rows.length - 1));
  const select = rows[cursor]?.key ?? screen.select;
  const top = topOf({ ...screen, cursor }, model);
  return cursor === screen.cursor && top === screen.top && select === screen.select
    ? screen
    : { ...screen, cursor, top, select };
}

/** The heading of its group is seen with the first row of it. */
function topOf(screen: FindingsScreen, model: Model): number {
  const lines = findingsLines(screen);
  const line = lines.findIndex((one) => one.kind === 'row' && one.at === screen.cursor);
  if (line < 0) return 0;
  const page = findingsPage(screen, model);
  const upper = lines[line - 1]?.kind === 'heading' ? line - 1 : line;
  return topFor(line, topFor(upper, screen.top, page, lines.length), page, lines.length);
}

export function findingsMoved(screen: FindingsScreen, model: Model, at: number): Model {
  const rows = rowsOf(screen);
  const cursor = clamp(at, 0, Math.max(0, rows.length - 1));
  return withTop(model, { ...screen, cursor, select: rows[cursor]?.key ?? null });
}

// ------------------------------------------------------------------------------------- to the list and back

/** The filter that the selected row becomes: what was looked at, and it. Null where no call shows it. */
export function filterOfFinding(screen: FindingsScreen): string | null {
  const own = selectedFinding(screen)?.filter ?? null;
  return own === null ? null : filterWithin(screen.snapshot?.counted?.filter ?? '', own);
}

function use(screen: FindingsScreen, model: Model): Model {
  const used = filterOfFinding(screen);
  if (used === null)
    return noticed(
      model,
      selectedFinding(screen) === null ? 'There is no finding here' : 'No call of the list shows this',
    );
  const list = listOf(model);
  const from: CameFrom = { screen, before: list.filter, used };
  return popped(withScreenAt(model, 0, { ...withFilter(list, used), from }));
}

/** The findings as they were left, over the list as it was before; null where it did not come from there. */
function backToFindings(list: ListScreen, model: Model): Model | null {
  if (!cameFromFindings(list)) return null;
  const { screen, before } = list.from;
  return pushed(withScreenAt(model, 0, { ...list, filter: before, from: null }), screen);
}

/** Keys that go back everywhere go back to the findings, also those that leave the program from the list. */
export function backKey(list: ListScreen, model: Model, action: ActionName | null, key: Key): Model | null {
  const backs = action === 'back' || (action === 'quit' && model.world.keymap.screens.general.get(key.name) === 'back');
  return backs ? backToFindings(list, model) : null;
}

// --------------------------------------------------------------------------------------------- addresses

/** Why their addresses cannot be saved; null where they can. */
export function whyNoAddresses({ snapshot }: FindingsScreen, { status }: Model): string | null {
  if (status?.redacted) return 'with --redact they are stand-ins';
  return (snapshot?.addresses.length ?? 0) === 0 ? 'no address was found to do anything wrong' : null;
}

/** Those of all attackers, and those of each code; proposed are those of the row, or of the attackers. */
function addressChoices(screen: FindingsScreen): { choices: SaveAddresses[]; proposed: number } {
  const { addresses = [], moreAddresses = 0 } = screen.snapshot ?? {};
  const attackers = addresses.filter(({ attack }) => attack);
  const codes = [...new Set(addresses.map(({ code }) => code))];
  const titled = (rows: readonly FindingsRow[], of: string) => {
    const count = new Set(rows.map(({ address }) => address)).size;
    return moreAddresses > 0 ? `all addresses of ${of}` : `the ${plural(count, 'address')} of ${of}`;
  };
  const choices: SaveAddresses[] = codes.map((code) => ({
    code,
    title: titled(
      addresses.filter((row) => row.code === code),
      code,
    ),
  }));
  if (attackers.length > 0) choices.unshift({ code: null, title: titled(attackers, 'attackers') });
  const selected = selectedFinding(screen);
  const own = choices.findIndex(({ code }) => code === (selected?.address == null ? null : selected.code));
  return { choices, proposed: Math.max(0, own) };
}
