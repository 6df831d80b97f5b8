/** What went well, by end: only counted, in typed arrays, without an object or a string for a call that is clean. */

import * as D from '../store/dialogs';
import type { Store } from '../store/store';

export class Ends {
  /** By row of the dialog: its generation, once it was counted as accepted. */
  private counted = new Uint32Array(1024);
  /** By endpoint id: dialogs that it opened and that were accepted; the id of the dialog by which it registered last. */
  private acceptedBy = new Uint32Array(1024);
  private registeredBy = new Float64Array(1024);
  /** One of them ever registered. */
  haveRegistered = false;

  constructor(private readonly store: Store) {}

  /** Dialogs that the end opened and that reached whom they were for. */
  accepted(end: number): number {
    return this.acceptedBy[end] ?? 0;
  }

  /** Where so many were refused, those that were accepted are more than a tenth: not who only guesses. */
  isLetIn(end: number, refused: number): boolean {
    return this.accepted(end) * 10 > refused;
  }

  /** Id of the dialog by which the end registered last; 0 where it never did. */
  registration(end: number): number {
    return this.registeredBy[end] ?? 0;
  }

  look(dialog: number): void {
    const { flags, generation } = this.store.dialogs.columns;
    if ((flags[dialog] & D.REGISTER_DIALOG) !== 0) this.noteRegistration(dialog);
    if ((flags[dialog] & (D.INVITE_DIALOG | D.REGISTER_DIALOG)) === 0) return;
    if (this.counted[dialog] !== generation[dialog] && this.isAccepted(dialog)) this.count(dialog);
  }

  private isAccepted(dialog: number): boolean {
    const d = this.store.dialogs.columns;
    const status = d.status[dialog];
    const reached = d.ringUs[dialog] > 0 || d.answerUs[dialog] > 0 || (d.flags[dialog] & D.ESTABLISHED) !== 0;
    return reached || (status >= 200 && status < 300) || CALLEES_ANSWERS.has(status);
  }

  private count(dialog: number): void {
    const { generation, firstMessage, flags } = this.store.dialogs.columns;
    const { source, destination } = this.store.messages.columns;
    const first = firstMessage[dialog] - 1;
    this.counted = withRoom(this.counted, dialog);
    this.counted[dialog] = generation[dialog];
    this.countEnd(source[first]);
    // Who called is not known of a call that began before.
    if ((flags[dialog] & D.MIDWAY) !== 0) this.countEnd(destination[first]);
  }

  private countEnd(end: number): void {
    this.acceptedBy = withRoom(this.acceptedBy, end);
    this.acceptedBy[end]++;
  }

  private noteRegistration(dialog: number): void {
    const { attempt, status } = this.store.dialogs.columns;
    const tried = attempt[dialog] - 1;
    if (tried < 0 || status[dialog] < 200 || status[dialog] >= 300) return;
    const answer = this.store.transactions.columns.lastMessage[tried] - 1;
    const { destination, status: statuses } = this.store.messages.columns;
    if (statuses[answer] < 200) return;
    const end = destination[answer];
    if (end >= this.registeredBy.length) {
      const wider = new Float64Array(2 * end);
      wider.set(this.registeredBy);
      this.registeredBy = wider;
    }
    this.haveRegistered = true;
    this.registeredBy[end] = this.store.dialogId(dialog);
  }
}

/** The called side itself said so: who asked was let through to it. */
const CALLEES_ANSWERS = new Set([480, 486, 487, 600, 603]);

export function withRoom(array: Uint32Array<ArrayBuffer>, index: number): Uint32Array<ArrayBuffer> {
  if (index < array.length) return array;
  const wider = new Uint32Array(2 * index);
  wider.set(array);
  return wider;
}
