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
  return { nextId: 1, slots: { list: EMPTY, ladder: EMPTY, message: EMPTY, save: EMPTY } };
}

/** Sends what is wanted and neither known nor on its way. Of several wishes of one kind the first counts. */
export function ask(asking: Asking, wants: readonly Want[]): { asking: Asking; effects: Effect[] } {
  const effects: Effect[] = [];
  const seen = new Set<Kind>();
  let { nextId } = asking;
  const slots = { ...asking.slots };
  for (const { query, key } of wants) {
    if (seen.has(query.kind)) continue;
    seen.add(query.kind);
    const slot = slots[query.kind];
    if (slot.out !== null || slot.asked === key) continue;
    effects.push({ kind: 'ask', id: nextId, query });
    slots[query.kind] = { out: { id: nextId, query }, asked: key };
    nextId++;
  }
  return { asking: effects.length > 0 ? { nextId, slots } : asking, effects };
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

/** Forgets what was asked, so that everything that is still wanted is asked again. */
export function askAgain(asking: Asking): Asking {
  const kinds = Object.keys(asking.slots) as Kind[];
  return kinds.reduce((all, kind) => withSlot(all, kind, { ...all.slots[kind], asked: null }), asking);
}

/** True while a query of this kind is on its way. */
export function isOut(asking: Asking, kind: Kind): boolean {
  return asking.slots[kind].out !== null;
}

function withSlot(asking: Asking, kind: Kind, slot: Slot): Asking {
  return { ...asking, slots: { ...asking.slots, [kind]: slot } };
}
