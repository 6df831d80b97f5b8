/** The actions on the columns of a list: the same for calls and streams. */

import { type ColumnsOf, chosenFields } from './column-choice';
import { openedColumns } from './columns-screen';
import type { ActionName } from './keymap';
import type { ListScreen } from './list';
import { type Handler, withTop } from './model';
import type { StreamsScreen } from './streams';
import { clamp } from './window';

/** `fixed`: columns that stay where they are. */
export function columnActions<S extends ListScreen | StreamsScreen>(
  of: ColumnsOf,
  fixed: number,
): Partial<Record<ActionName, Handler<S>>> {
  const scrolled =
    (step: number): Handler<S> =>
    (screen, model) => {
      const most = Math.max(0, chosenFields(model.settings, of).length - fixed - 1);
      return withTop(model, { ...screen, columnOffset: clamp(screen.columnOffset + step, 0, most) });
    };
  const sortedBy =
    (step: number): Handler<S> =>
    (screen, model) => {
      const columns = chosenFields(model.settings, of);
      const at = columns.indexOf(screen.sort.field) + step;
      const field = columns[(at + columns.length) % columns.length]!;
      return withTop(model, { ...screen, sort: { ...screen.sort, field } });
    };
  return {
    left: scrolled(-1),
    right: scrolled(1),
    'sort-next': sortedBy(1),
    'sort-previous': sortedBy(-1),
    'sort-reverse': (screen, model) =>
      withTop(model, { ...screen, sort: { ...screen.sort, descending: !screen.sort.descending } }),
    columns: (_, model) => openedColumns(model, of),
  };
}
