/** Searching through the messages of a ladder: what is found is selected. The screen of a message searches on in it. */

import type { FindQuery, FindSnapshot } from '../engine/protocol';
import type { RowKey } from '../ladder/ladder';
import type { ActionName } from './keymap';
import { shapeOf } from './ladder-columns';
import type { LadderScreen } from './ladder-screen';
import { type Key, type Model, type Turn, topScreen, type Want, withTop } from './model';
import { searchAnswered, searchKey, searchOpened, searchWants } from './search';

export function openedLadderSearch(ladder: LadderScreen, model: Model): Model {
  return withTop(model, { ...ladder, search: searchOpened(ladder.search) });
}

export function ladderSearchKey(
  ladder: LadderScreen,
  model: Model,
  action: ActionName | null,
  key: Key,
): Model | Turn | null {
  const search = searchKey(ladder.search, action, key, { from: ladder.select, step: 1 });
  return search === null ? null : withTop(model, { ...ladder, search });
}

/** On to the next message that holds what is searched for; null where nothing is. */
export function searchedOn(ladder: LadderScreen, model: Model, step: 1 | -1, from: RowKey | null): Model | null {
  const { search } = ladder;
  return search.text === '' ? null : withTop(model, { ...ladder, search: { ...search, seeking: { from, step } } });
}

export function ladderSearchWants(ladder: LadderScreen, model: Model): Want[] {
  return searchWants(ladder.search, shapeOf(ladder, model));
}

/** What was found is selected, also when the screen of a message above has asked for it. */
export function ladderFound(
  ladder: LadderScreen,
  model: Model,
  query: FindQuery,
  snapshot: FindSnapshot | null,
): LadderScreen {
  if (query.dialogs.join() !== ladder.dialogs.join()) return ladder;
  const top = topScreen(model);
  const asked = ladder.search.seeking !== null || (top.name === 'message' && top.seeking !== null);
  const next = { ...ladder, search: searchAnswered(ladder.search, query, snapshot) };
  if (!asked || snapshot?.outcome !== 'found') return next;
  return { ...next, cursor: snapshot.row, select: snapshot.key };
}
