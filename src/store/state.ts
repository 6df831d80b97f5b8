/** A dialog's state in the words of the list, from what its transactions said. RFC 3261 sections 10, 12 and 17. */

import { TRANSACTION_TIMEOUT_US } from '../budgets';
import * as D from './dialogs';

export const STATES = [
  'calling',
  'ringing',
  'in call',
  'completed',
  'cancelled',
  'busy',
  'rejected',
  'redirected',
  'no answer',
  'unanswered',
  'challenged',
  'registered',
  'unregistered',
  'pending',
] as const;
export type State = (typeof STATES)[number];

/** What time it is for a capture: the latest packet's, in microseconds, and whether no more will come. */
export interface Clock {
  nowUs: number;
  ended: boolean;
}

export function stateOf(dialogs: D.DialogTable, row: number, clock: Clock): State {
  const flags = dialogs.columns.flags[row];
  if (flags & D.INVITE_DIALOG) return callState(dialogs.columns, row, clock);
  const status = dialogs.columns.status[row];
  if (status === 0) return silentState(dialogs.columns, row, clock, 'pending');
  if (status === 401 || status === 407) return 'challenged';
  if (status >= 400) return 'rejected';
  if (!(flags & D.REGISTER_DIALOG)) return 'completed';
  return flags & D.UNREGISTERED ? 'unregistered' : 'registered';
}

type Columns = D.DialogTable['columns'];

function callState(dialogs: Columns, row: number, clock: Clock): State {
  const flags = dialogs.flags[row];
  const status = dialogs.status[row];
  const answered = dialogs.answerUs[row] > 0 || (flags & D.ESTABLISHED) !== 0;
  // A BYE may also take the place of a CANCEL (section 15): then the INVITE has its own failure.
  if (flags & D.ENDED && (answered || status < 300)) return 'completed';
  if (answered) return 'in call';
  const rang = dialogs.ringUs[row] > 0;
  if (status === 0 || flags & D.AWAITS_FINAL) {
    if (flags & D.CANCELLED) return 'cancelled';
    return rang ? 'ringing' : silentState(dialogs, row, clock, 'calling');
  }
  if (status === 401 || status === 407) return 'challenged';
  if (status === 487 || flags & D.CANCELLED) return 'cancelled';
  if (status === 486 || status === 600) return 'busy';
  if (status < 400) return 'redirected';
  return rang && (status === 408 || status === 480) ? 'no answer' : 'rejected';
}

/** No final response so far: `meanwhile`, until there is no point in waiting for a first one. */
function silentState(dialogs: Columns, row: number, clock: Clock, meanwhile: State): State {
  if (dialogs.flags[row] & D.ANY_RESPONSE) return meanwhile;
  const over = clock.ended || clock.nowUs - dialogs.lastUs[row] > TRANSACTION_TIMEOUT_US;
  return over ? 'unanswered' : meanwhile;
}

/** True when nothing more is to be expected of the dialog, so that it may be the first to go. */
export function isFinished(dialogs: D.DialogTable, row: number, clock: Clock): boolean {
  const state = stateOf(dialogs, row, clock);
  if (state === 'in call') return false;
  if (state === 'calling' || state === 'ringing' || state === 'pending' || state === 'challenged') {
    return clock.nowUs - dialogs.columns.lastUs[row] > TRANSACTION_TIMEOUT_US;
  }
  return true;
}

/** Durations in milliseconds, to a microsecond; null where the capture does not show both ends. */
export interface Timings {
  setupMs: number | null;
  ringMs: number | null;
  talkMs: number | null;
  durationMs: number;
}

export function timingsOf(dialogs: D.DialogTable, row: number): Timings {
  const { startUs, ringUs, finalUs, answerUs, byeUs, lastUs, flags } = dialogs.columns;
  const ring = ringUs[row];
  const answer = answerUs[row];
  const setupEnd = earliest(ring, finalUs[row]);
  const seenFromStart = (flags[row] & D.INVITE_DIALOG) !== 0 && (flags[row] & D.MIDWAY) === 0;
  return {
    setupMs: seenFromStart ? between(startUs[row], setupEnd) : null,
    ringMs: ring === 0 ? null : between(ring, answer),
    talkMs: answer === 0 ? null : between(answer, byeUs[row]),
    durationMs: between(startUs[row], lastUs[row]) ?? 0,
  };
}

function earliest(a: number, b: number): number {
  return a === 0 ? b : b === 0 ? a : Math.min(a, b);
}

function between(fromUs: number, toUs: number): number | null {
  return toUs === 0 || toUs < fromUs ? null : Math.round(toUs - fromUs) / 1000;
}
