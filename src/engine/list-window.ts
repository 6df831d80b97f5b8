/** The lines of the list that a screen shows: dialogs, and below the expanded ones their messages or legs. */

import { visible } from '../decode/visible';
import type { Field } from '../filter/fields';
import { beganBefore } from '../filter/fields';
import { severityOf } from '../filter/findings';
import { labelOf } from '../ladder/label';
import { endText, type HostNames } from '../store/host-names';
import type { Leg } from '../store/legs';
import { REQUEST, RETRANSMISSION } from '../store/messages';
import { stateOf } from '../store/state';
import type { Store } from '../store/store';
import { shown } from '../store/text';
import type { ListView } from './list-view';
import type { ListDialogLine, ListLine, ListMessageLine } from './protocol';

/** An expanded dialog: where it stands in the list, and how many lines follow it. */
interface Expanded {
  place: number;
  row: number;
  lines: number;
}

/** A line below a dialog: another leg of its call, or a message. */
interface Below {
  dialog: number;
  /** Row of the message; null for a leg. */
  message: number | null;
  last: boolean;
}

export class ListWindow {
  readonly lines: number;
  /** By place. */
  private readonly expanded: Expanded[];
  /** Rows of all that are expanded. */
  private readonly open: ReadonlySet<number>;

  /** `expandedIds`: ids of dialogs. */
  constructor(
    private readonly store: Store,
    private readonly list: ListView,
    expandedIds: readonly number[],
    /** By which ends are shown; null shows their addresses. */
    private readonly names: HostNames | null = null,
  ) {
    const rows = expandedIds.map((id) => store.dialogRow(id)).filter((row) => row >= 0);
    this.open = new Set(rows);
    this.expanded = rows
      .map((row) => ({ row, place: list.placeOf(row) }))
      .filter(({ place }) => place >= 0)
      .sort((a, b) => a.place - b.place)
      .map((one) => ({ ...one, lines: this.linesBelow(one.row) }));
    this.lines = this.expanded.reduce((sum, { lines }) => sum + lines, list.length);
  }

  /** Line of a dialog, or of one of its messages where that is shown; null when it is not in the list. */
  lineOf(dialogId: number, messageId: number | null): number | null {
    const { store, list } = this;
    const row = store.dialogRow(dialogId);
    const place = list.placeOf(list.folded && row >= 0 ? store.legs.firstOf(row) : row);
    if (place < 0) return null;
    const line = this.expanded.reduce((at, one) => (one.place < place ? at + one.lines : at), place);
    const open = this.expanded.find((one) => one.place === place);
    if (open === undefined || (messageId === null && open.row === row)) return line;
    const message = messageId === null ? null : store.messageRow(messageId);
    const below = this.below(open.row).findIndex((one) => one.dialog === row && one.message === message);
    return line + 1 + below;
  }

  /** Lines [top, top + rows), as many as there are. A column without a field is left blank. */
  content(top: number, rows: number, fields: readonly (Field | undefined)[]): ListLine[] {
    const content: ListLine[] = [];
    const end = Math.min(top + rows, this.lines);
    let line = 0;
    let place = 0;
    const addDialogs = (toPlace: number) => {
      const skipped = Math.min(Math.max(0, top - line), toPlace - place);
      line += skipped;
      place += skipped;
      for (; place < toPlace && line < end; place++, line++) content.push(this.dialogLine(this.list.at(place), fields));
    };
    for (const one of this.expanded) {
      addDialogs(one.place + 1);
      if (line >= end) break;
      if (line + one.lines <= top) {
        line += one.lines;
        continue;
      }
      for (const { dialog, message, last } of this.below(one.row)) {
        if (line >= end) break;
        if (line >= top) {
          content.push(
            message === null
              ? { ...this.dialogLine(dialog, fields, false), leg: last ? 'last' : 'middle' }
              : this.messageLine(dialog, message, last),
          );
        }
        line++;
      }
    }
    addDialogs(this.list.length);
    return content;
  }

  /** The other legs of a call in a folded list; none elsewhere. */
  private legsOf(row: number): Leg[] {
    return this.list.folded ? this.store.legs.of(row).filter(({ dialog }) => dialog !== row) : [];
  }

  private linesBelow(row: number): number {
    const { messages } = this.store.dialogs.columns;
    const legs = this.legsOf(row);
    if (legs.length === 0) return messages[row];
    return legs.reduce((sum, { dialog }) => sum + 1 + (this.open.has(dialog) ? messages[dialog] : 0), 0);
  }

  private below(row: number): Below[] {
    const legs = this.legsOf(row);
    if (legs.length === 0) return this.messagesBelow(row);
    return legs.flatMap(({ dialog }, i) => {
      const leg = { dialog, message: null, last: i === legs.length - 1 };
      return this.open.has(dialog) ? [leg, ...this.messagesBelow(dialog)] : [leg];
    });
  }

  private messagesBelow(dialog: number): Below[] {
    const messages = this.messagesOf(dialog);
    return messages.map((message, i) => ({ dialog, message, last: i === messages.length - 1 }));
  }

  private messagesOf(dialog: number): number[] {
    const rows: number[] = [];
    this.store.eachMessage(dialog, (message) => rows.push(message));
    return rows;
  }

  /** `stands`: for a row of the list, which may stand for other legs. */
  private dialogLine(row: number, fields: readonly (Field | undefined)[], stands = true): ListDialogLine {
    const { store } = this;
    const legs = stands ? this.legsOf(row) : [];
    const all = [row, ...legs.map(({ dialog }) => dialog)];
    return {
      kind: 'dialog',
      dialog: store.dialogId(row),
      startUs: store.dialogs.columns.startUs[row],
      cells: fields.map((field) => (field === undefined ? '' : this.cell(field, all))),
      method: shown(store.words.text(store.dialogs.columns.method[row])),
      state: stateOf(store.dialogs, row, store.clock),
      severity: severityOf(store, all),
      expanded: this.open.has(row),
      midway: beganBefore(store, row),
      ...(legs.length === 0 ? {} : { fold: { others: legs.length, guessed: legs.some(({ guessed }) => guessed) } }),
    };
  }

  /** `legs`: the row and those that it stands for besides itself. */
  private cell({ end, text, ofLegs }: Field, legs: readonly number[]): string {
    const { dialogs, messages } = this.store;
    const [row] = legs;
    if (ofLegs !== undefined) return ofLegs.text(this.store, legs);
    return end === undefined
      ? text(this.store, row)
      : this.end(messages.columns[end][dialogs.columns.firstMessage[row] - 1]);
  }

  private end(endpoint: number): string {
    const { endpoints } = this.store;
    if (this.names === null) return endpoints.text(endpoint);
    const { address, port } = endpoints.get(endpoint);
    return visible(endText(this.names, address, port));
  }

  private messageLine(dialog: number, message: number, last: boolean): ListMessageLine {
    const { store } = this;
    const m = store.messages.columns;
    const first = store.dialogs.columns.firstMessage[dialog] - 1;
    return {
      kind: 'message',
      dialog: store.dialogId(dialog),
      message: store.messageId(message),
      last,
      timeUs: store.timeUs(message),
      source: this.end(m.source[message]),
      destination: this.end(m.destination[message]),
      label: labelOf(store, message),
      request: (m.flags[message] & REQUEST) !== 0,
      retransmission: (m.flags[message] & RETRANSMISSION) !== 0,
      forward: m.source[message] === m.source[first],
    };
  }
}
