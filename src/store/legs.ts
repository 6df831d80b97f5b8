/**
 * Which dialogs are legs of one call. Nothing is read until somebody asks; then the first message of each dialog and each
 * REFER are read again, in the order of the capture and as far as there is time. What names a leg is leg-headers.ts and
 * leg-refers.ts, what is guessed leg-guess.ts; which dialogs have a name in common leg-names.ts.
 */

import { LEG_SESSIONS_AWAITED, LEG_SHARED_BY, LEGS_A_LOOK, LEGS_OF_CALL } from '../budgets';
import * as D from './dialogs';
import { LegGuess } from './leg-guess';
import { LEG_HEADER_NAMES, LegHeaders, type LegName, sessionsIn } from './leg-headers';
import { CALL, GUESSED, LegNames, REFERRED } from './leg-names';
import { LegRefers } from './leg-refers';
import * as M from './messages';
import type { Store } from './store';

/** A dialog of a call. */
export interface Leg {
  /** Its row. */
  dialog: number;
  /** Whence it is known: `X-Call-ID`, `guess: same numbers through 10.0.0.2`; empty for the dialog that was asked about. */
  why: string;
  /** By what is certain alone it is no leg of the dialog that was asked about. */
  guessed: boolean;
}

/** `guessed`: by this link alone. */
type Visit = (other: number, why: string, guessed: boolean) => void;

export interface LegSettings {
  /** Headers whose value is the Call-ID of another leg. */
  headers: readonly string[];
  /** Legs that no header relates are guessed. */
  guess: boolean;
}

export class Legs {
  private headers = new LegHeaders();
  private readonly names: LegNames;
  private readonly guess: LegGuess;
  private readonly refers: LegRefers;
  private settings: LegSettings = { headers: LEG_HEADER_NAMES, guess: true };
  /** Whoever asks waits until everything has been read. */
  atOnce = false;
  private asked = false;
  /** Row + 1 of the newest dialog that was read; those that are newer wait for it. */
  private lastRead = 0;
  /** Rows and numbers of all REFERs, and how many of them were read. */
  private referRows: number[] = [];
  private referNumbers: number[] = [];
  private refersRead = 0;
  /** Ids of calls with a Session-ID that were not answered yet. */
  private unanswered: number[] = [];
  /** Interned methods of dialogs that are no calls and lead to none. */
  private readonly apart: ReadonlySet<number>;

  constructor(private readonly store: Store) {
    this.names = new LegNames(store.dialogs);
    this.guess = new LegGuess(store);
    this.refers = new LegRefers(store);
    this.apart = new Set(['REGISTER', 'OPTIONS', 'PUBLISH'].map((method) => store.words.idOf(method)));
  }

  get bytes(): number {
    return this.names.bytes;
  }

  /** Somebody has asked, so that it is worth reading. */
  get wanted(): boolean {
    return this.asked;
  }

  /** Nothing is left to be read of what has come. */
  get settled(): boolean {
    return this.lastRead === this.store.newest && this.refersRead === this.referRows.length;
  }

  /** Reads everything again where something else holds now. */
  configure(settings: LegSettings): void {
    if (settings.guess === this.settings.guess && settings.headers.join() === this.settings.headers.join()) return;
    this.settings = settings;
    this.headers = new LegHeaders(settings.headers);
    this.store.eachDialog((row) => {
      if (this.store.dialogs.columns.firstLegLink[row] > 0) this.forgetDialog(row);
    });
    this.guess.clear();
    this.refers.clear();
    this.lastRead = this.refersRead = 0;
    this.unanswered = [];
    this.store.version++;
  }

  /** A new REFER that is no repetition. */
  refer(message: number): void {
    // At twice as many, so that a capture of nothing but REFERs does not look through them all at each.
    if (this.referRows.length > 2 * this.store.messages.count) this.dropGone();
    this.referRows.push(message);
    this.referNumbers.push(this.store.messages.columns.number[message]);
  }

  /** Reads until `endMs` of `nowMs` has come. True when everything has been read. */
  advance(endMs: number, nowMs: () => number): boolean {
    this.asked = true;
    this.lookForAnswers();
    for (let looks = 1; this.step(); looks++) if (looks % LEGS_A_LOOK === 0 && nowMs() >= endMs) return false;
    return true;
  }

  /** Reads everything that has come. */
  settle(): void {
    this.advance(Number.POSITIVE_INFINITY, () => 0);
  }

  /** The legs of the call that a dialog belongs to, itself included, by index; just that one where no other is known. */
  of(dialog: number): Leg[] {
    this.wish();
    return this.legsOf(dialog);
  }

  /** The dialog that began first of the call that this one belongs to. */
  firstOf(dialog: number): number {
    this.wish();
    return this.isAlone(dialog) ? dialog : this.legsOf(dialog)[0].dialog;
  }

  /** What headers that were set give as the Call-ID of another leg, in the first message; Latin-1, or empty. */
  namedBy(dialog: number): string {
    this.wish();
    const { links } = this.names;
    let text = '';
    for (let link = this.store.dialogs.columns.firstLegLink[dialog] - 1; link >= 0; ) {
      if (links.columns.why[link] < this.headers.set && this.kindOf(links.columns.name[link] - 1) === CALL)
        text = this.names.text(links.columns.name[link] - 1);
      link = links.columns.nextOfDialog[link] - 1;
    }
    return text;
  }

  /** Before the dialog in this row goes. */
  forgetDialog(dialog: number): void {
    if (this.lastRead === dialog + 1) this.lastRead = this.store.dialogs.columns.older[dialog];
    if (this.names.names.count === 0) return;
    this.eachNeighbour(dialog, (other) => this.store.changed.note(other));
    this.names.forget(dialog);
  }

  // --------------------------------------------------------------------------------------------- reading

  private wish(): void {
    this.asked = true;
    if (this.atOnce && !this.settled) this.settle();
  }

  /** Reads what comes next in the capture, a dialog's first message or a REFER. False when nothing is left. */
  private step(): boolean {
    const { store, referRows, referNumbers } = this;
    const { number } = store.messages.columns;
    const row = this.nextDialog();
    const first = row < 0 ? -1 : store.dialogs.columns.firstMessage[row] - 1;
    if (this.refersRead < referRows.length && (row < 0 || referNumbers[this.refersRead] < number[first])) {
      const refer = referRows[this.refersRead];
      if (number[refer] === referNumbers[this.refersRead++]) this.readRefer(refer);
      return true;
    }
    if (row < 0) return false;
    this.lastRead = row + 1;
    this.readDialog(row, first);
    return true;
  }

  /** The row of the dialog that is to be read next, past those that lead to none; -1 when all were read. */
  private nextDialog(): number {
    const { store } = this;
    const { newer, method } = store.dialogs.columns;
    for (;;) {
      const row = (this.lastRead > 0 ? newer[this.lastRead - 1] : store.oldest) - 1;
      if (row < 0 || !this.apart.has(method[row])) return row;
      this.lastRead = row + 1;
    }
  }

  private readDialog(dialog: number, first: number): void {
    const { store, headers } = this;
    const { bytes, start, end } = store.bytesOf(first);
    const found = headers.namesIn(bytes, start, end);
    const begins = this.isInitialInvite(dialog, first);
    // Before anything else is read again, as the bytes are valid until then.
    if (begins && this.settings.guess) this.guess.readBody(bytes, headers.bodyAt, end);
    for (const { kind, text: name, why } of found) this.names.link(dialog, kind, name, why);
    if (found.some(({ kind }) => kind !== CALL) && !this.readAnswer(dialog)) this.await(dialog);
    if (begins) {
      this.lookForCause(dialog, first);
      if (this.settings.guess) this.guessOf(dialog, found);
    }
    if (!this.isAlone(dialog)) this.tell(dialog);
    else if (store.dialogs.columns.firstLegLink[dialog] > 0) store.changed.note(dialog);
  }

  private readRefer(message: number): void {
    const dialog = this.store.messages.columns.dialog[message] - 1;
    const { bytes, start, end } = this.store.bytesOf(message);
    const found = this.headers.namesIn(bytes, start, end).filter(({ kind }) => kind === CALL);
    this.refers.sent(message, headOf(bytes.latin1Slice(start, end)));
    for (const { kind, text, why } of found) this.names.link(dialog, kind, text, why);
    if (found.length > 0) this.tell(dialog);
  }

  private lookForCause(dialog: number, message: number): void {
    const cause = this.refers.causeOf(message);
    if (cause === null || cause.dialog === dialog) return;
    const name = String(this.store.messageId(cause.message));
    const why = this.headers.whyOf('REFER');
    this.names.link(cause.dialog, REFERRED, name, why);
    this.names.link(dialog, REFERRED, name, why);
  }

  /** A call that names another is that one's leg, and so is one with a Session-ID that another has. */
  private guessOf(dialog: number, found: readonly LegName[]): void {
    const known = found.some(({ kind }) => kind === CALL) || !this.isAlone(dialog);
    for (const { incoming, outgoing, why } of this.guess.begins(dialog, known)) {
      const name = `${this.store.messageId(this.store.dialogs.columns.firstMessage[outgoing] - 1)} ${why}`;
      this.names.link(incoming, GUESSED, name, 0);
      this.names.link(outgoing, GUESSED, name, 0);
    }
  }

  /** RFC 7989: the one who answers gives the other half. False while nobody has. */
  private readAnswer(dialog: number): boolean {
    const { store } = this;
    const m = store.messages.columns;
    let answer = -1;
    for (let row = store.dialogs.columns.firstMessage[dialog] - 1; row >= 0 && answer < 0; row = m.next[row] - 1)
      if (m.status[row] > 100) answer = row;
    if (answer < 0) return store.clock.ended;
    const why = this.headers.whyOf('Session-ID');
    for (const { kind, text } of sessionsIn(headOf(this.textOf(answer)), why)) {
      this.names.link(dialog, kind, text, why);
    }
    return true;
  }

  private await(dialog: number): void {
    if (this.unanswered.length >= LEG_SESSIONS_AWAITED) this.unanswered.shift();
    this.unanswered.push(this.store.dialogId(dialog));
  }

  private lookForAnswers(): void {
    if (this.unanswered.length === 0) return;
    this.unanswered = this.unanswered.filter((id) => {
      const row = this.store.dialogRow(id);
      if (row < 0) return false;
      if (!this.readAnswer(row)) return true;
      if (!this.isAlone(row)) this.tell(row);
      return false;
    });
  }

  private isInitialInvite(dialog: number, message: number): boolean {
    const m = this.store.messages.columns;
    if ((m.flags[message] & (M.REQUEST | M.HAS_TO_TAG)) !== M.REQUEST) return false;
    return (this.store.dialogs.columns.flags[dialog] & D.INVITE_DIALOG) !== 0;
  }

  private textOf(message: number): string {
    const { bytes, start, end } = this.store.bytesOf(message);
    return bytes.latin1Slice(start, end);
  }

  /** All that list a leg of this call show something else now. */
  private tell(dialog: number): void {
    for (const leg of this.legsOf(dialog)) this.store.changed.note(leg.dialog);
    this.store.version++;
  }

  private dropGone(): void {
    const { number } = this.store.messages.columns;
    const kept: number[] = [];
    let read = 0;
    for (const [i, row] of this.referRows.entries()) {
      if (number[row] !== this.referNumbers[i]) continue;
      if (i < this.refersRead) read++;
      kept.push(i);
    }
    this.referRows = kept.map((i) => this.referRows[i]);
    this.referNumbers = kept.map((i) => this.referNumbers[i]);
    this.refersRead = read;
  }

  // --------------------------------------------------------------------------------------------- finding

  /** True where nothing relates it to another, which is so of nearly all. */
  private isAlone(dialog: number): boolean {
    if (this.store.dialogs.columns.firstLegLink[dialog] === 0 && this.ownName(dialog) < 0) return true;
    let alone = true;
    this.eachNeighbour(dialog, () => {
      alone = false;
    });
    return alone;
  }

  private legsOf(dialog: number): Leg[] {
    const self: Leg = { dialog, why: '', guessed: false };
    if (this.isAlone(dialog)) return [self];
    const found = new Map([[dialog, self]]);
    // What is certain first: what a guess leads to may be certain as well.
    this.collect(found, false);
    this.collect(found, true);
    const { index } = this.store.dialogs.columns;
    return [...found.values()].sort((a, b) => index[a.dialog] - index[b.dialog]);
  }

  /** Adds what the dialogs found so far lead to, up to the bound. */
  private collect(found: Map<number, Leg>, guesses: boolean): void {
    // A Map gives what is added while it is walked through.
    for (const { dialog, guessed: doubtful } of found.values()) {
      this.eachNeighbour(dialog, (other, why, guessed) => {
        if (found.has(other) || found.size >= LEGS_OF_CALL || (guessed && !guesses)) return;
        found.set(other, { dialog: other, why, guessed: guessed || doubtful });
      });
    }
  }

  /** Some may come more than once. */
  private eachNeighbour(dialog: number, visit: Visit): void {
    const { store, names } = this;
    const l = names.links.columns;
    const n = names.names.columns;
    const own = this.ownName(dialog);
    if (own >= 0) this.eachOther(own, dialog, (link) => this.whyOf(link), visit);
    for (let link = store.dialogs.columns.firstLegLink[dialog] - 1; link >= 0; link = l.nextOfDialog[link] - 1) {
      const name = l.name[link] - 1;
      let isCall = false;
      if (n.kind[name] === CALL) {
        const text = names.textBytes(name);
        const named = store.names.find(text, 0, text.length);
        isCall = named >= 0;
        if (isCall && named !== dialog) visit(named, this.whyOf(link), false);
      }
      // What too many have, and is no Call-ID, is the name of something else.
      if (isCall || n.links[name] <= LEG_SHARED_BY) this.eachOther(name, dialog, () => this.whyOf(link), visit);
    }
  }

  private eachOther(name: number, dialog: number, whyOf: (link: number) => string, visit: Visit): void {
    const l = this.names.links.columns;
    const guessed = this.kindOf(name) === GUESSED;
    for (let link = this.names.names.columns.firstLink[name] - 1; link >= 0; link = l.nextOfName[link] - 1) {
      if (l.dialog[link] !== dialog + 1) visit(l.dialog[link] - 1, whyOf(link), guessed);
    }
  }

  private whyOf(link: number): string {
    const { why, name } = this.names.links.columns;
    if (this.kindOf(name[link] - 1) !== GUESSED) return this.headers.whys[why[link]];
    const text = this.names.text(name[link] - 1);
    return `guess: ${text.slice(text.indexOf(' ') + 1)}`;
  }

  private kindOf(name: number): number {
    return this.names.names.columns.kind[name];
  }

  /** The name that is the dialog's Call-ID, or -1 where no other names it. */
  private ownName(dialog: number): number {
    const { store } = this;
    const { callIdHash, callIdLength } = store.dialogs.columns;
    const start = store.names.offset(dialog);
    const bytes = store.names.memory(dialog);
    return this.names.findCall(callIdHash[dialog], bytes, start, start + callIdLength[dialog]);
  }
}

/** Up to the empty line, or all where there is none. */
function headOf(text: string): string {
  const end = text.search(/\n\r?\n/);
  return end < 0 ? text : text.slice(0, end);
}
