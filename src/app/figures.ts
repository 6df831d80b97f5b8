/** The figures of a stream, or the report of a phone, over the whole screen: what a narrow ladder has no room for beside it. */

import type { FactsQuery, FactsSnapshot, Snapshot } from '../engine/protocol';
import type { RowKey } from '../ladder/ladder';
import type { ActionName } from './keymap';
import { type Handler, type Model, noticed, type Want, withTop } from './model';
import { moving } from './moving';
import { saveForm } from './save-form';
import { clamp } from './window';

export interface FiguresScreen {
  name: 'figures';
  /** The ladder's row that it is about. */
  row: RowKey;
  top: number;
  snapshot: FactsSnapshot | null;
  /** It is not kept any more. */
  gone: boolean;
}

export function openedFigures(row: RowKey, snapshot: FactsSnapshot | null): FiguresScreen {
  return { name: 'figures', row, top: 0, snapshot, gone: false };
}

export const FIGURES_ACTIONS: Partial<Record<ActionName, Handler<FiguresScreen>>> = {
  ...moving<FiguresScreen>({
    cursor: ({ top }) => top,
    count: ({ snapshot }) => snapshot?.facts.length ?? 0,
    page: (_, model) => figuresPage(model),
    moved: scrolledTo,
  }),
  save: ({ row }, model) => {
    const stream = /^[sd](\d+)/.exec(row);
    if (stream === null) return noticed(model, 'A report is saved with the call of its message');
    return saveForm(model, { dialogs: [], stream: Number(stream[1]), streamFirst: true });
  },
};

/** Rows of text: the title and the key hints are not theirs. */
export function figuresPage(model: Model): number {
  return Math.max(1, model.rows - 2);
}

export function figuresWants(screen: FiguresScreen, model: Model): Want[] {
  return [factsWant(screen.row, model)];
}

/** Asked again whenever something changed: figures of a stream that goes on move. */
export function factsWant(row: RowKey, model: Model): Want {
  return { query: { kind: 'facts', row }, key: `${row} ${model.status?.version ?? 0}` };
}

export function figuresAnswered(screen: FiguresScreen, query: FactsQuery, snapshot: Snapshot | null): FiguresScreen {
  if (query.row !== screen.row) return screen;
  return snapshot?.kind === 'facts' ? { ...screen, snapshot, gone: false } : { ...screen, gone: true };
}

/** Each fact takes a line at least: nobody scrolls beyond the last one. */
function scrolledTo(screen: FiguresScreen, model: Model, top: number): Model {
  const last = Math.max(0, (screen.snapshot?.facts.length ?? 0) - 1);
  return withTop(model, { ...screen, top: clamp(top, 0, last) });
}
