/** Why an action would do nothing as things stand: a row an action. One without a row does something, or says so itself. */

import { cameFromFindings } from './came-from';
import { filterErrorOf } from './filter-input';
import { filterOfFinding, rowsOf, whyNoAddresses } from './findings-screen';
import type { ActionName } from './keymap';
import { LEAST_FOR_PREVIEW } from './ladder-layout';
import { listOf, type Model, topScreen } from './model';

/** Null: it does what it says. */
export function reasonAgainst(model: Model, action: ActionName): string | null {
  return REASONS[action]?.(model) ?? null;
}

type Reason = (model: Model) => string | null;

const REASONS: Partial<Record<ActionName, Reason>> = {
  back: (model) => when(model.stack.length === 1 && !cameFromFindings(listOf(model)), 'this is the first screen'),
  pause: ({ status }) => when(status?.phase === 'done', 'everything has been read'),
  'capture-filter': ({ status }) => when(status?.live === null, 'only a live capture has one'),
  clear: ({ status }) => when((status?.dialogs ?? 0) === 0, 'there are no calls'),
  'clear-hidden': noFilter,
  'clear-filter': noFilter,
  'save-filter': noFilter,
  'next-match': noFilter,
  'previous-match': noFilter,
  open: nothingListed,
  'open-marked': nothingListed,
  expand: nothingListed,
  mark: nothingListed,
  'mark-all': nothingListed,
  'open-call': nothingListed,
  'use-finding': noFinding,
  save: noAddresses,
  'unmark-all': (model) => when(listOf(model).marks.size === 0, 'none is marked'),
  'toggle-preview': nothingBeside,
  'split-wider': nothingBeside,
  'split-narrower': nothingBeside,
  findings: nothingFound,
  'next-proof': nothingFound,
  'previous-proof': nothingFound,
  unmark: ({ mark }) => when(mark === null, 'nothing is marked'),
};

function when(holds: boolean, reason: string): string | null {
  return holds ? reason : null;
}

function noFilter(model: Model): string | null {
  const screen = topScreen(model);
  const list = screen.name === 'streams' ? screen : listOf(model);
  if (list.filter.trim() === '') return 'there is no filter';
  return when(filterErrorOf(list) !== null, 'the filter is not complete');
}

function nothingListed(model: Model): string | null {
  const screen = topScreen(model);
  const list = screen.name === 'streams' ? screen : listOf(model);
  return when(list.snapshot?.shown === 0, 'the list is empty');
}

/** Not where it is not known yet. */
function nothingFound(model: Model): string | null {
  const screen = topScreen(model);
  const found = screen.name === 'ladder' ? screen.findings : null;
  return when(found?.findings.length === 0, 'nothing wrong was found here');
}

function noFinding(model: Model): string | null {
  const screen = topScreen(model);
  if (screen.name !== 'findings') return null;
  if (rowsOf(screen).length === 0) return 'nothing was found';
  return when(filterOfFinding(screen) === null, 'no call of the list shows this');
}

function noAddresses(model: Model): string | null {
  const screen = topScreen(model);
  return screen.name === 'findings' ? whyNoAddresses(screen, model) : null;
}

function nothingBeside({ columns, settings }: Model): string | null {
  if (settings.plain) return 'a plain screen has nothing beside the ladder';
  return when(columns < LEAST_FOR_PREVIEW, `it needs ${LEAST_FOR_PREVIEW} columns, here are ${columns}`);
}
