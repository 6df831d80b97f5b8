/**
 * Which queries are on their way. One of a kind at most: while it is out, newer wishes wait, and only the newest is
 * sent when it comes back. What a screen wants to know is the screen's business.
 */

import type { Query } from '../engine/protocol';
import type { Effect, Want } from './model';

type Kind = Query['kind'];

interface Slot {
  /** The query that is out, or null. */
  out: { id: number; query: Query } | null;
  /** Key of what was asked last; null asks again. */
  asked: string | null;
}

export interface Asking {
  nextId: number;
  slots: Record<Kind, Slot>;
}

const EMPTY: Slot = { out: null, asked: null };

export function nothingAsked(): Asking {
  return {
    nextId: 1,
    slots: {
      // First: what the others mean by a name hangs on it.
      context: EMPTY,
      list: EMPTY,
      streams: EMPTY,
      ladder: EMPTY,
      'next-match': EMPTY,
      find: EMPTY,
      raw: EMPTY,
      'at-time': EMPTY,
      facts: EMPTY,
      'ladder-findings': EMPTY,
      statistics: EMPTY,
      findings: EMPTY,
      copy: EMPTY,
      digest: EMPTY,
      message: EMPTY,
      save: EMPTY,
      control: EMPTY,
      'capture-filter': EMPTY,
      complete: EMPTY,
      check: EMPTY,
    },
  };
}

/**
 * Sends what is wanted and neither known nor on its way. Of several wishes of one kind the first counts. What nobody
 * wants any more is forgotten: whoever wants it later has no answer yet.
 */
export function ask(asking: Asking, wants: readonly Want[]): { asking: Asking; effects: Effect[] } {
  const effects: Effect[] = [];
  let next = asking;
  for (const kind of Object.keys(asking.slots) as Kind[]) {
    const slot = asking.slots[kind];
    const want = wants.find(({ query }) => query.kind === kind);
    if (want === undefined) {
      if (slot.asked !== null) next = withSlot(next, kind, { ...slot, asked: null });
    } else if (slot.out === null && slot.asked !== want.key) {
      const id = next.nextId;
      effects.push({ kind: 'ask', id, query: want.query });
      next = { ...withSlot(next, kind, { out: { id, query: want.query }, asked: want.key }), nextId: id + 1 };
    }
  }
  return { asking: next, effects };
}

/** The query that an answer belongs to; null for an answer that nobody waits for. */
export function answered(asking: Asking, id: number): { asking: Asking; query: Query | null } {
  for (const kind of Object.keys(asking.slots) as Kind[]) {
    const slot = asking.slots[kind];
    if (slot.out?.id !== id) continue;
    return { asking: withSlot(asking, kind, { ...slot, out: null }), query: slot.out.query };
  }
  return { asking, query: null };
}

/**
 * Sends a question at once, out of turn, and keeps another one in its place: that is what its answer is about. Null while
 * one of the kind is on its way.
 */
export function sent(asking: Asking, query: Query, kept: Query): { asking: Asking; effect: Effect } | null {
  const slot = asking.slots[kept.kind];
  if (slot.out !== null) return null;
  const id = asking.nextId;
  const next = { ...withSlot(asking, kept.kind, { ...slot, out: { id, query: kept } }), nextId: id + 1 };
  return { asking: next, effect: { kind: 'ask', id, query } };
}

/** Whether a question of this kind is on its way. */
export function isOut(asking: Asking, kind: Kind): boolean {
  return asking.slots[kind].out !== null;
}

/** Forgets what was asked, so that everything that is still wanted is asked again. */
export function askAgain(asking: Asking): Asking {
  const kinds = Object.keys(asking.slots) as Kind[];
  return kinds.reduce((all, kind) => withSlot(all, kind, { ...all.slots[kind], asked: null }), asking);
}

function withSlot(asking: Asking, kind: Kind, slot: Slot): Asking {
  return { ...asking, slots: { ...asking.slots, [kind]: slot } };
}
