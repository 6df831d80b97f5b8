/** An address as rules look at it: what its dialogs showed, and how often it was let in. Made for one look. */

import { ANSWER_LOOKS, HANDED_ON_LOOKS } from '../budgets';
import { headerValues, type SipMessage } from '../decode/sip/message';
import { parseSip } from '../decode/sip/parse';
import type { Store } from '../store/store';
import type { Ends } from './ends';
import { exchangesOf } from './exchange';
import type { Sighting, SightingKind } from './sightings';
import type { Thresholds } from './thresholds';

/** A REGISTER that went well. */
export interface Registration {
  timeUs: number;
  /** Endpoint id of who sent it. */
  end: number;
  /** Ids of messages. */
  request: number;
  response: number;
}

/** The answer that came between a ping in vain and the one before it: whether there is one. */
export type AnswersKnown = WeakMap<Sighting, { before: Sighting; answered: boolean }>;

interface Registrations {
  /** Id of the dialog by which it registered, -1 for none that is kept. */
  id: number;
  list: readonly Registration[];
}

export class AddressEvidence {
  /** By end: many requests to one may have come to nothing. */
  private readonly registrationsKnown = new Map<number, Registrations>();

  constructor(
    readonly store: Store,
    /** IP, without port. */
    readonly address: string,
    readonly thresholds: Thresholds,
    private readonly all: readonly Sighting[],
    private readonly ends: Ends,
    /** What was found out at earlier looks. */
    private readonly answersKnown: AnswersKnown,
  ) {}

  /** In order of time. */
  sightings(...kinds: SightingKind[]): Sighting[] {
    return this.all.filter(({ kind }) => kinds.includes(kind)).sort((a, b) => a.timeUs - b.timeUs);
  }

  /** Dialogs of an end, of this address or another, that were accepted by whom they were for. */
  accepted(end: number): number {
    return this.ends.accepted(end);
  }

  /** More often than a tenth of those that were refused. */
  isLetIn(end: number, refused: number): boolean {
    return this.ends.isLetIn(end, refused);
  }

  /** IP without port of an endpoint id. */
  addressOf(end: number): string {
    return this.store.endpoints.get(end).address;
  }

  /** `192.0.2.1:5060`. */
  endText(end: number): string {
    return this.store.endpoints.text(end);
  }

  /** How the end registered, each time that it did from its address. */
  registrations(end: number): Registrations {
    const known = this.registrationsKnown.get(end) ?? this.lookForRegistrations(end);
    this.registrationsKnown.set(end, known);
    return known;
  }

  private lookForRegistrations(end: number): Registrations {
    const { store } = this;
    const id = this.ends.registration(end);
    const row = id === 0 ? -1 : store.dialogRow(id);
    if (row < 0) return { id: -1, list: [] };
    const { source, status } = store.messages.columns;
    const list = exchangesOf(store, row).flatMap(({ method, sent: [request], final }): Registration[] => {
      const good = method === 'REGISTER' && request !== undefined && final >= 0 && status[final] < 300;
      if (!good || !store.endpoints.onOneHost(source[request], end)) return [];
      return [
        {
          timeUs: store.timeUs(request),
          end: source[request],
          request: store.messageId(request),
          response: store.messageId(final),
        },
      ];
    });
    return { id, list };
  }

  /** Between two pings of the same source that came to nothing, another one was answered. */
  answersBetween(before: Sighting, after: Sighting): boolean {
    const known = this.answersKnown.get(after);
    if (known?.before === before) return known.answered;
    const answered = this.lookForAnswer(before, after);
    this.answersKnown.set(after, { before, answered });
    return answered;
  }

  private lookForAnswer(before: Sighting, after: Sighting): boolean {
    const { store } = this;
    const { newer } = store.dialogs.columns;
    const last = store.dialogRow(after.dialog);
    let row = store.dialogRow(before.dialog);
    for (let looks = 0; row >= 0 && looks < ANSWER_LOOKS; looks++) {
      if (this.wasAnswered(row, before, after)) return true;
      if (row === last) return false;
      row = newer[row] - 1;
    }
    return false;
  }

  private wasAnswered(dialog: number, before: Sighting, after: Sighting): boolean {
    const { store } = this;
    const { method, firstTransaction } = store.dialogs.columns;
    if (store.words.text(method[dialog]) !== 'OPTIONS') return false;
    const { next, lastMessage, final } = store.transactions.columns;
    const { source, destination } = store.messages.columns;
    const { endpoints } = store;
    for (let row = firstTransaction[dialog] - 1; row >= 0; row = next[row] - 1) {
      const answer = lastMessage[row] - 1;
      const timeUs = store.timeUs(answer);
      if (final[row] === 0 || timeUs <= before.timeUs || timeUs >= after.timeUs) continue;
      if (endpoints.onOneHost(source[answer], before.end) && endpoints.onOneHost(destination[answer], before.farEnd))
        return true;
    }
    return false;
  }

  /** Null when it is no longer kept. */
  sip(messageId: number): SipMessage | null {
    const row = this.store.messageRow(messageId);
    if (row < 0) return null;
    const { bytes, start, end } = this.store.bytesOf(row);
    return parseSip(bytes, start, end);
  }

  /**
   * The address is a server that asks for others: a proxy, or one that somebody else had asked for the same user just
   * before.
   */
  isHandedOn({ dialog, user, messages }: Sighting): boolean {
    const { store } = this;
    const request = this.sip(messages[0]);
    if (request !== null && headerValues(request, 'via').length > 1) return true;
    const { older, firstMessage } = store.dialogs.columns;
    let row = store.dialogRow(dialog);
    for (let looks = 0; row >= 0 && looks < HANDED_ON_LOOKS; looks++) {
      row = older[row] - 1;
      if (row < 0) return false;
      const { destination } = store.messages.columns;
      const asked = store.endpoints.address(destination[firstMessage[row] - 1]) === this.address;
      if (asked && store.names.to(row).split('@')[0] === user) return true;
    }
    return false;
  }
}
