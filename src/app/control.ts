/**
 * What is done to the capture: pause, clear. Each press is an order of its own; they are sent one after the other, so
 * that a key pressed twice quickly does what it does when pressed slowly. The capture filter is capture-filter.ts.
 */

import { ORDERS_AHEAD } from '../budgets';
import type { ControlQuery, ControlSnapshot, Query, Snapshot, Status } from '../engine/protocol';
import { plural } from './counts';
import { filterErrorOf } from './filter-input';
import { bell, listOf, type Model, noticed, type Turn, type Want } from './model';

export interface Control {
  /** Without an answer yet, the first of them on its way. */
  orders: readonly { id: number; query: ControlQuery }[];
  /** How many were given so far. */
  given: number;
  /** All calls were let go at some time. */
  cleared: boolean;
}

export function nothingOrdered(): Control {
  return { orders: [], given: 0, cleared: false };
}

/** Pauses, or goes on. */
export function pause(model: Model): Model | Turn {
  const { status } = model;
  if (status?.phase === 'done') {
    const why = status.live === null ? 'Everything has been read' : 'The capture has ended';
    return noticed(model, `${why}: there is nothing to pause`);
  }
  return ordered(model, willBePaused(model) ? 'resume' : 'pause', '');
}

/** What only a replay does: to the next message, faster, slower. */
export function replayed(what: 'step' | 'faster' | 'slower'): (model: Model) => Model | Turn {
  return (model) => {
    const { status } = model;
    if (!status?.replay) return noticed(model, 'Nothing is replayed: sipladder --replay -I FILE does that');
    if (status.phase === 'done') return noticed(model, 'Everything has been replayed');
    return ordered(model, what, '');
  };
}

export function clear(model: Model): Model | Turn {
  return ordered(model, 'clear', '');
}

export function clearHidden(model: Model): Model | Turn {
  const list = listOf(model);
  if (list.filter === '') return noticed(model, 'There is no filter that hides calls: nothing to clear');
  if (filterErrorOf(list) !== null) return noticed(model, 'The filter is not complete: nothing was cleared');
  return ordered(model, 'clear-hidden', list.filter, list.fold);
}

export function controlWants({ control }: Model): Want[] {
  const [order] = control.orders;
  return order === undefined ? [] : [{ query: order.query, key: String(order.id) }];
}

/** Takes the answer to an order; what the list does about it is list.ts's. */
export function controlAnswered(model: Model, query: Query, snapshot: Snapshot | null): Model {
  if (query.kind !== 'control') return model;
  const orders = model.control.orders.slice(1);
  if (snapshot?.kind !== 'control') return { ...model, control: { ...model.control, orders } };
  const { what, cleared, speed } = snapshot;
  const done = {
    ...model,
    control: { ...model.control, orders, cleared: model.control.cleared || (what === 'clear' && cleared > 0) },
    status: afterOrder(model.status, what, speed),
  };
  return noticed(done, DONE[what](cleared, done));
}

/** What is said when an order has been carried out. */
const DONE: Record<ControlSnapshot['what'], (cleared: number, model: Model) => string> = {
  pause: (_, { status }) => {
    if (status?.replay) return 'Paused: nothing is left out, the replay goes on where it is';
    return status?.recording
      ? 'Paused: what comes is recorded but not shown'
      : 'Paused: messages that come are counted, not kept';
  },
  resume: (_, { status }) => (status?.replay ? 'Going on' : 'Going on: messages that come are kept again'),
  step: () => 'Paused at the next message',
  faster: (_, { status }) => `Replay at ${status?.replay?.speed}x`,
  slower: (_, { status }) => `Replay at ${status?.replay?.speed}x`,
  clear: (cleared) => (cleared === 0 ? 'There are no calls to clear' : `Cleared ${plural(cleared, 'call')}`),
  'clear-hidden': (cleared) =>
    cleared === 0
      ? 'The filter hides no calls: nothing to clear'
      : `Cleared ${plural(cleared, 'call')} that the filter hid`,
};

/** The next status says it too, but only comes when something else happens. */
function afterOrder(status: Status | null, what: ControlSnapshot['what'], speed: number | null): Status | null {
  if (status === null || what === 'clear' || what === 'clear-hidden') return status;
  if (what !== 'faster' && what !== 'slower') return { ...status, paused: what !== 'resume' };
  return { ...status, replay: status.replay && { ...status.replay, speed: speed ?? status.replay.speed } };
}

function ordered(model: Model, what: ControlQuery['what'], filter: string, legs = false): Model | Turn {
  const { orders, given } = model.control;
  if (orders.length >= ORDERS_AHEAD) return bell(model);
  const order = { id: given + 1, query: { kind: 'control' as const, what, filter, ...(legs ? { legs } : {}) } };
  return { ...model, control: { ...model.control, orders: [...orders, order], given: given + 1 } };
}

/** As it will be when the orders that were given are carried out. */
function willBePaused({ control, status }: Model): boolean {
  const last = control.orders.findLast(({ query }) => ['pause', 'resume', 'step'].includes(query.what));
  return last === undefined ? (status?.paused ?? false) : last.query.what !== 'resume';
}
