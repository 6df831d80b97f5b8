/** The lines of the list that a screen shows: dialogs, and below the expanded ones their messages. */

import { visible } from '../decode/visible';
import type { Field } from '../filter/fields';
import { beganBefore } from '../filter/fields';
import { labelOf } from '../ladder/label';
import { endText, type HostNames } from '../store/host-names';
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
  messages: number;
}

export class ListWindow {
  readonly lines: number;
  /** By place. */
  private readonly expanded: Expanded[];

  /** `expandedIds`: ids of dialogs. */
  constructor(
    private readonly store: Store,
    private readonly list: ListView,
    expandedIds: readonly number[],
    /** By which ends are shown; null shows their addresses. */
    private readonly names: HostNames | null = null,
  ) {
    this.expanded = expandedIds
      .map((id) => store.dialogRow(id))
      .map((row) => ({ row, place: list.placeOf(row), messages: row < 0 ? 0 : store.dialogs.columns.messages[row] }))
      .filter(({ place }) => place >= 0)
      .sort((a, b) => a.place - b.place);
    this.lines = this.expanded.reduce((sum, { messages }) => sum + messages, list.length);
  }

  /** Line of a dialog, or of one of its messages where that is shown; null when it is not in the list. */
  lineOf(dialogId: number, messageId: number | null): number | null {
    const place = this.list.placeOf(this.store.dialogRow(dialogId));
    if (place < 0) return null;
    const line = this.expanded.reduce((at, one) => (one.place < place ? at + one.messages : at), place);
    const open = this.expanded.find((one) => one.place === place);
    if (messageId === null || open === undefined) return line;
    const message = this.messagesOf(open.row).indexOf(this.store.messageRow(messageId));
    return line + 1 + message;
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
      if (line + one.messages <= top) {
        line += one.messages;
        continue;
      }
      const messages = this.messagesOf(one.row);
      for (let i = 0; i < messages.length && line < end; i++, line++) {
        if (line >= top) content.push(this.messageLine(one.row, messages[i], i === messages.length - 1));
      }
    }
    addDialogs(this.list.length);
    return content;
  }

  private messagesOf(dialog: number): number[] {
    const rows: number[] = [];
    this.store.eachMessage(dialog, (message) => rows.push(message));
    return rows;
  }

  private dialogLine(row: number, fields: readonly (Field | undefined)[]): ListDialogLine {
    const { store } = this;
    return {
      kind: 'dialog',
      dialog: store.dialogId(row),
      startUs: store.dialogs.columns.startUs[row],
      cells: fields.map((field) => (field === undefined ? '' : this.cell(field, row))),
      method: shown(store.words.text(store.dialogs.columns.method[row])),
      state: stateOf(store.dialogs, row, store.clock),
      expanded: this.expanded.some((one) => one.row === row),
      midway: beganBefore(store, row),
    };
  }

  private cell({ end, text }: Field, row: number): string {
    const { dialogs, messages } = this.store;
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
