/**
 * What one dialog tells of the addresses that take part in it: who asked in vain, whom, and as which user. Made anew each
 * time a dialog is looked at; addresses.ts keeps them by address. A dialog that went well makes none.
 */

import { isIP } from 'node:net';
import { SILENCES_LOOKED_AT, TRANSACTION_TIMEOUT_US } from '../budgets';
import { header, viasOf } from '../decode/sip/message';
import { param } from '../decode/sip/params';
import * as D from '../store/dialogs';
import * as M from '../store/messages';
import type { Store } from '../store/store';
import { type Answer, answersOf, usernameOf } from './challenges';
import type { Ends } from './ends';
import type { Evidence } from './evidence';
import { type Exchange, sendingsOf } from './exchange';
import { SENT_IN_VAIN } from './outcome';
import { isChallenge } from './statuses';
import { CHALLENGED, FAILED, OPTIONS, REFUSED_AGAIN, SCANNER, SILENT } from './traits';

/**
 * Of who sent it: `agent`: a known scanner's User-Agent. `refused`: a user was asked for and not let in or not known.
 * `challenged`: one was asked for a password just now. `failed-auth`: a password was not accepted. `forbidden`: one was,
 * or not, but the call was forbidden.
 * Of whom it was sent to: `unanswered`: there was no response. `registered`: it did register, though.
 */
export type SightingKind =
  | 'agent'
  | 'refused'
  | 'challenged'
  | 'failed-auth'
  | 'forbidden'
  | 'unanswered'
  | 'registered';

export interface Sighting {
  kind: SightingKind;
  /** Endpoint ids: of the address that it tells of, and of the other side. */
  end: number;
  farEnd: number;
  /** User-Agent of a scanner, else empty. */
  agent: string;
  /** The address that it tells of, where a proxy stands between it and `end`. */
  origin: string | null;
  /** Id of the dialog. */
  dialog: number;
  method: string;
  timeUs: number;
  /** Who was asked for: the user of the To header; of failed passwords whose it should be. */
  user: string;
  /** Ids of the messages that show it, in order. */
  messages: readonly number[];
}

/** Who gets a challenge and has a password answers at once, as nobody types it meanwhile: over a satellite within this. */
const CHALLENGE_ANSWERED_US = 600_000;

export class Sightings {
  constructor(
    private readonly store: Store,
    private readonly ends: Ends,
  ) {}

  /** False where of() would find nothing. */
  isWorthALook(dialog: number, traits: number): boolean {
    if ((traits & (SCANNER | REFUSED_AGAIN)) !== 0 || this.mayBeUnanswered(traits)) return true;
    return (traits & (CHALLENGED | FAILED)) !== 0 && REFUSALS.has(this.store.dialogs.columns.status[dialog]);
  }

  of(evidence: Evidence): readonly Sighting[] {
    const { dialog, traits } = evidence;
    const list: Sighting[] = [];
    const { flags, firstMessage } = this.store.dialogs.columns;
    const first = firstMessage[dialog] - 1;
    if ((flags[dialog] & D.MIDWAY) === 0 && (this.store.messages.columns.flags[first] & M.REQUEST) !== 0) {
      if ((traits & SCANNER) !== 0)
        list.push({
          ...this.bySource('agent', dialog, [first]),
          origin: originOf(evidence, first),
          agent: header(evidence.sip(first), 'user-agent') ?? '',
        });
      this.addRefusal(list, evidence, first);
    }
    if ((traits & REFUSED_AGAIN) !== 0 && this.isRefusedTwice(dialog)) this.addFailures(list, evidence);
    if (this.mayBeUnanswered(traits)) this.addUnanswered(list, evidence);
    return list;
  }

  /** A registration to whose end requests stayed without answer, another one each time that it goes on. */
  registered(dialog: number, end: number): Sighting {
    const { firstMessage, lastMessage } = this.store.dialogs.columns;
    return { ...this.bySource('registered', dialog, [firstMessage[dialog] - 1, lastMessage[dialog] - 1]), end };
  }

  // ----------------------------------------------------------------------------------------------- refusals

  private addRefusal(list: Sighting[], evidence: Evidence, first: number): void {
    const { dialog } = evidence;
    const refusal = this.refusal(dialog);
    if (refusal < 0) return;
    const pending =
      isChallenge(evidence.statusOf(refusal)) && !evidence.reached(evidence.timeUs(refusal) + CHALLENGE_ANSWERED_US);
    list.push(this.bySource(pending ? 'challenged' : 'refused', dialog, [first, refusal]));
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

  // ---------------------------------------------------------------------------------------------- passwords

  /** Two tries refused with nothing good between, by whomever; without reading a message. */
  private isRefusedTwice(dialog: number): boolean {
    const { status, cseq } = this.store.messages.columns;
    let asked = -1;
    let again = false;
    this.store.eachMessage(dialog, (row) => {
      if (status[row] === 401 || status[row] === 407 || status[row] === 403) {
        if (asked >= 0 && cseq[row] !== asked) again = true;
        asked = cseq[row];
      } else if (status[row] >= 200 && status[row] < 300) asked = -1;
    });
    return again;
  }

  private addFailures(list: Sighting[], evidence: Evidence): void {
    // Proxies send on what they are told: each try counts once, where it was made.
    const counted = new Set<string>();
    for (const answer of answersOf(evidence)) {
      const { method, cseq } = answer.exchange;
      const kind = failureOf(evidence, answer);
      if (kind === null || counted.has(`${method} ${cseq}`)) continue;
      counted.add(`${method} ${cseq}`);
      list.push(this.failure(kind, evidence, answer));
    }
  }

  private failure(kind: SightingKind, evidence: Evidence, { asked, exchange }: Answer): Sighting {
    const [request] = exchange.sent;
    return {
      ...this.bySource(kind, evidence.dialog, [request, exchange.final]),
      origin: originOf(evidence, request),
      timeUs: evidence.timeUs(exchange.final),
      user: usernameOf(evidence, request),
      messages: [asked.final, request, exchange.final].map((row) => this.store.messageId(row)),
    };
  }

  // ------------------------------------------------------------------------------------------------ silence

  /** Pings, and what is sent to who registered. */
  private mayBeUnanswered(traits: number): boolean {
    return (traits & SILENT) !== 0 && ((traits & OPTIONS) !== 0 || this.ends.haveRegistered);
  }

  private addUnanswered(list: Sighting[], evidence: Evidence): void {
    const { destination, source } = this.store.messages.columns;
    const silent = evidence.exchanges.filter(
      ({ method, sent, responses }) => method !== 'ACK' && sent.length > 0 && responses.length === 0,
    );
    for (const exchange of silent.slice(-SILENCES_LOOKED_AT)) {
      const [sent] = exchange.sent;
      const pings = (evidence.traits & OPTIONS) !== 0;
      if (!pings && this.ends.registration(destination[sent]) === 0) continue;
      if (!this.isInVain(evidence, exchange)) continue;
      const rows = sendingsOf(this.store, exchange);
      const one = this.bySource('unanswered', evidence.dialog, rows);
      list.push({ ...one, end: destination[sent], farEnd: source[sent] });
    }
  }

  private isInVain(evidence: Evidence, exchange: Exchange): boolean {
    const [sent] = exchange.sent;
    if (sendingsOf(this.store, exchange).length >= SENT_IN_VAIN) return true;
    return evidence.reached(evidence.timeUs(sent) + TRANSACTION_TIMEOUT_US);
  }

  /** Told of the source of the first of the messages. */
  private bySource(kind: SightingKind, dialog: number, rows: readonly number[]): Sighting {
    const { store } = this;
    const m = store.messages.columns;
    const [first] = rows;
    return {
      kind,
      end: m.source[first],
      farEnd: m.destination[first],
      origin: null,
      agent: '',
      dialog: store.dialogId(dialog),
      method: store.words.text(m.method[first]),
      timeUs: store.timeUs(first),
      user: store.names.to(dialog).split('@')[0],
      messages: rows.map((row) => store.messageId(row)),
    };
  }
}

/** Not let in, or not known. What fails otherwise fails for who has a right to it, too. */
const REFUSALS = new Set([401, 403, 404, 407]);

/** Whom a proxy had the request from: what the first of several Vias says; null where it came directly. */
function originOf(evidence: Evidence, request: number): string | null {
  const vias = viasOf(evidence.sip(request));
  const first = vias.at(-1);
  if (first === undefined || vias.length < 2) return null;
  const received = param(first.params, 'received');
  if (received) return received.replace(/^\[|\]$/g, '');
  return isIP(first.host) === 0 ? null : first.host;
}

/** A call may be forbidden to who has given the right password. */
function failureOf(evidence: Evidence, { exchange, refused }: Answer): SightingKind | null {
  if (refused) return 'failed-auth';
  if (evidence.statusOf(exchange.final) !== 403 || exchange.progress >= 0) return null;
  return exchange.method === 'REGISTER' ? 'failed-auth' : 'forbidden';
}
