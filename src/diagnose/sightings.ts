/**
 * What one dialog tells of the addresses that take part in it: who asked in vain, whom, and as which user. Made anew each
 * time a dialog is looked at; addresses.ts keeps them by address. A dialog that went well makes none.
 */

import * as D from '../store/dialogs';
import * as M from '../store/messages';
import type { Store } from '../store/store';
import { CHALLENGED, FAILED, SCANNER } from './traits';

/**
 * `agent`: a known scanner's User-Agent. `refused`: a user was asked for and not let in or not known. `challenged`: one was
 * asked for a password just now.
 */
export type SightingKind = 'agent' | 'refused' | 'challenged';

export interface Sighting {
  kind: SightingKind;
  /** Endpoint ids: of the address that it tells of, and of the other side. */
  end: number;
  farEnd: number;
  /** Id of the dialog. */
  dialog: number;
  timeUs: number;
  /** Who was asked for: the user of the To header. */
  user: string;
  /** Ids of the messages that show it. */
  messages: readonly number[];
}

/** Traits that make a dialog worth a look. */
export const TELLING = CHALLENGED | FAILED | SCANNER;

/** Who gets a challenge and has a password answers at once, as nobody types it meanwhile: over a satellite within this. */
const CHALLENGE_ANSWERED_US = 600_000;

export class Sightings {
  /** Until when the capture must have come for more to be told of the dialog that was looked at last. */
  awaitsUs = Number.POSITIVE_INFINITY;

  constructor(private readonly store: Store) {}

  of(dialog: number, traits: number): readonly Sighting[] {
    this.awaitsUs = Number.POSITIVE_INFINITY;
    const { flags, firstMessage } = this.store.dialogs.columns;
    const first = firstMessage[dialog] - 1;
    const opens = (flags[dialog] & D.MIDWAY) === 0 && (this.store.messages.columns.flags[first] & M.REQUEST) !== 0;
    if (!opens || (traits & TELLING) === 0) return NONE;
    const list: Sighting[] = [];
    if ((traits & SCANNER) !== 0) list.push(this.sighting('agent', dialog, [first]));
    const refusal = this.refusal(dialog);
    if (refusal >= 0)
      list.push(this.sighting(this.isRecent(refusal) ? 'challenged' : 'refused', dialog, [first, refusal]));
    return list;
  }

  /** Row of the response that refused what opened the dialog; -1 where none did. */
  private refusal(dialog: number): number {
    const { status, flags } = this.store.dialogs.columns;
    let refusal = -1;
    if (!REFUSALS.has(status[dialog]) || (flags[dialog] & D.AWAITS_FINAL) !== 0) return refusal;
    this.store.eachMessage(dialog, (row) => {
      if (this.store.messages.columns.status[row] === status[dialog]) refusal = row;
    });
    return refusal;
  }

  /** A challenge that may be answered yet. */
  private isRecent(refusal: number): boolean {
    const status = this.store.messages.columns.status[refusal];
    const dueUs = this.store.timeUs(refusal) + CHALLENGE_ANSWERED_US;
    if ((status !== 401 && status !== 407) || this.store.clock.nowUs >= dueUs) return false;
    this.awaitsUs = dueUs;
    return true;
  }

  private sighting(kind: SightingKind, dialog: number, rows: readonly number[]): Sighting {
    const { store } = this;
    const m = store.messages.columns;
    const [first] = rows;
    return {
      kind,
      end: m.source[first],
      farEnd: m.destination[first],
      dialog: store.dialogId(dialog),
      timeUs: store.timeUs(first),
      user: store.names.to(dialog).split('@')[0],
      messages: rows.map((row) => store.messageId(row)),
    };
  }
}

const NONE: readonly Sighting[] = [];

/** Not let in, or not known. What fails otherwise fails for who has a right to it, too. */
const REFUSALS = new Set([401, 403, 404, 407]);
