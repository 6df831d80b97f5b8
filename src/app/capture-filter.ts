/**
 * Typing the filter of a live capture, which libpcap judges: Enter sends it and waits, Esc leaves the one in force. What
 * libpcap refuses stays on the line to be mended.
 */

import type { CaptureFilterSnapshot, Query, Snapshot } from '../engine/protocol';
import { edited, type InputLine, inputLine, type Past, recalled, remembered, typed } from './input-line';
import type { ActionName } from './keymap';
import type { ListScreen } from './list';
import { bell, type Key, listOf, type Model, noticed, type Turn, type Want, withScreenAt, withTop } from './model';

export interface CaptureInput {
  line: InputLine;
  past: Past | null;
  /** Counts what was sent: each is a query of its own. */
  attempt: number;
  /** An answer is awaited. */
  waiting: boolean;
  /** Why libpcap does not take the line as it stands, and at which offset of it. */
  refusal: { message: string; at: number | null } | null;
}

/** Opens the line with the filter in force; where there is none to be set, says why. */
export function openedCaptureFilter(list: ListScreen, model: Model): Model {
  const { status } = model;
  if (!status?.live) return noticed(model, 'Only a live capture has a capture filter');
  if (status.phase === 'done') return noticed(model, 'The capture has ended: its filter cannot be changed');
  const line = inputLine(status.live.filter.expression);
  return withTop(model, { ...list, capture: { line, past: null, attempt: 0, waiting: false, refusal: null } });
}

/** What a key does while the line is open; null when it is not for the line. */
export function captureFilterKey(
  list: ListScreen,
  input: CaptureInput,
  model: Model,
  action: ActionName | null,
  key: Key,
): Model | Turn | null {
  if (action === 'cancel' || action === 'back') return withTop(model, { ...list, capture: null });
  if (input.waiting && (action === 'accept' || action === null)) return bell(model);
  if (action === 'accept') {
    const { attempt } = input;
    return withTop(model, withInput(list, { ...input, attempt: attempt + 1, waiting: true, refusal: null }));
  }
  if (action === 'history-previous') return remembering(list, input, model, -1);
  if (action === 'history-next') return remembering(list, input, model, 1);
  const line = edited(input.line, action) ?? (action === null ? typed(input.line, key) : null);
  if (line === null) return null;
  return input.waiting ? bell(model) : withTop(model, withLine(list, input, line, null));
}

export function captureFilterWants({ capture }: ListScreen): Want[] {
  if (!capture?.waiting) return [];
  const { line, attempt } = capture;
  return [{ query: { kind: 'capture-filter', expression: line.text }, key: String(attempt) }];
}

/** Takes the answer: the line closes, or tells what is wrong. Who left it meanwhile is told below the list. */
export function captureFilterAnswered(model: Model, query: Query, snapshot: Snapshot | null): Model {
  if (query.kind !== 'capture-filter') return model;
  const list = listOf(model);
  const awaited = list.capture?.waiting && list.capture.line.text === query.expression ? list.capture : null;
  if (snapshot?.kind !== 'capture-filter')
    return awaited === null ? model : withList(model, { ...list, capture: { ...awaited, waiting: false } });
  if (snapshot.outcome === 'set') {
    // Also the one before, which may have come from the command line: it is the first to come back to.
    const before = model.status?.live?.filter.expression ?? '';
    const captureHistory = remembered(remembered(list.captureHistory, before), query.expression);
    const closed = { ...list, captureHistory, capture: awaited === null ? list.capture : null };
    return noticed(withFilter(withList(model, closed), snapshot), setText(snapshot));
  }
  const { message, at } = snapshot;
  if (awaited === null) return noticed(model, `The capture filter was not set: ${message}`);
  return withList(model, { ...list, capture: { ...awaited, waiting: false, refusal: { message, at } } });
}

type Set = Extract<CaptureFilterSnapshot, { outcome: 'set' }>;

function setText({ expression, widened }: Set): string {
  if (expression.trim() === '') return 'No capture filter: every packet is taken';
  return `Capturing ${expression}${widened === null ? '' : ` ${widened}`}`;
}

/** The next status says it too, but only comes when something else happens. */
function withFilter(model: Model, { expression, widened }: Set): Model {
  const { status } = model;
  if (!status?.live) return model;
  return { ...model, status: { ...status, live: { ...status.live, filter: { expression, widened } } } };
}

function withList(model: Model, list: ListScreen): Model {
  return withScreenAt(model, 0, list);
}

function withInput(list: ListScreen, capture: CaptureInput): ListScreen {
  return { ...list, capture };
}

/** What was refused is so no more once the text is another. */
function withLine(list: ListScreen, input: CaptureInput, line: InputLine, past: CaptureInput['past']): ListScreen {
  const refusal = line.text === input.line.text ? input.refusal : null;
  return withInput(list, { ...input, line, past, refusal });
}

function remembering(list: ListScreen, input: CaptureInput, model: Model, step: number): Model | Turn {
  const found = input.waiting ? null : recalled(list.captureHistory, input.past, input.line.text, step);
  return found === null ? bell(model) : withTop(model, withLine(list, input, found.line, found.past));
}
