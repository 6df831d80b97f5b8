/**
 * The columns, rows and times of a call flow, which the screen and the exports both draw. Knows neither cells nor
 * pages.
 */

import { visible } from '../decode/visible';
import { HAS_PROBLEMS, HAS_SDP, REQUEST, RETRANSMISSION } from '../store/messages';
import type { Store } from '../store/store';
import { shown } from '../store/text';
import { labelOf } from './label';
import { mediaLines } from './media-lines';

/** A vertical line of the ladder: a host and port, or a host with all its ports. */
export interface LadderColumn {
  /** `10.0.0.1:5060`; `10.0.0.1` when ports are merged. */
  label: string;
  /** A name for it (pcapng name resolution), or empty. */
  name: string;
}

/** A message as an arrow. */
export interface LadderRow {
  /** Message id, for queries. */
  message: number;
  /** Which of the ladder's dialogs, by position in its list. */
  dialog: number;
  timeUs: number;
  /** Since the row before it; null on the first. */
  deltaUs: number | null;
  /** Index of the columns; equal for a message to itself. */
  from: number;
  to: number;
  /** Ports, to be shown when columns are merged. */
  fromPort: number;
  toPort: number;
  /** `INVITE (SDP)`, `180 Ringing`. */
  label: string;
  request: boolean;
  /** Method of a request, or of the CSeq for a response. */
  method: string;
  /** 0 for a request. */
  status: number;
  /** CSeq number. */
  cseq: number;
  retransmission: boolean;
  /** `audio 10.0.0.1:16384 PCMU PCMA telephone-event`, one a media line; empty without SDP. */
  sdp: string[];
  /** True when the message has problems. */
  problem: boolean;
}

export interface LadderOptions {
  /** One column a host, rather than a host and port. */
  mergePorts: boolean;
  /** Address to name. */
  names: ReadonlyMap<string, string>;
}

export class Ladder {
  readonly columns: LadderColumn[] = [];
  /** Rows of the store's messages, by time. */
  private readonly messages: Uint32Array;
  private readonly columnByLabel = new Map<string, number>();
  /** By endpoint id. */
  private readonly columnByEndpoint = new Map<number, number>();

  /** `dialogs` are rows of the store. */
  constructor(
    private readonly store: Store,
    private readonly dialogs: readonly number[],
    private readonly options: LadderOptions,
  ) {
    this.messages = messagesByTime(store, dialogs);
    const m = store.messages.columns;
    for (const message of this.messages) {
      this.columnOf(m.source[message]);
      this.columnOf(m.destination[message]);
    }
  }

  get length(): number {
    return this.messages.length;
  }

  /** Row of a message of the store, or null. */
  rowOf(message: number): number | null {
    const row = this.messages.indexOf(message);
    return row < 0 ? null : row;
  }

  row(index: number): LadderRow {
    const { store } = this;
    const m = store.messages.columns;
    const message = this.messages[index];
    const flags = m.flags[message];
    const timeUs = store.timeUs(message);
    return {
      message: store.messageId(message),
      dialog: this.dialogs.indexOf(m.dialog[message] - 1),
      timeUs,
      deltaUs: index === 0 ? null : timeUs - store.timeUs(this.messages[index - 1]),
      from: this.columnOf(m.source[message]),
      to: this.columnOf(m.destination[message]),
      fromPort: store.endpoints.get(m.source[message]).port,
      toPort: store.endpoints.get(m.destination[message]).port,
      label: labelOf(store, message),
      request: (flags & REQUEST) !== 0,
      method: shown(store.words.text(m.method[message])),
      status: m.status[message],
      cseq: m.cseq[message],
      retransmission: (flags & RETRANSMISSION) !== 0,
      sdp: flags & HAS_SDP ? mediaLines(store, message) : [],
      problem: (flags & HAS_PROBLEMS) !== 0,
    };
  }

  /** Rows [from, from + count), as many as there are. */
  rows(from: number, count: number): LadderRow[] {
    const rows: LadderRow[] = [];
    for (let index = Math.max(0, from); index < Math.min(from + count, this.length); index++)
      rows.push(this.row(index));
    return rows;
  }

  private columnOf(endpoint: number): number {
    const known = this.columnByEndpoint.get(endpoint);
    if (known !== undefined) return known;
    const { address } = this.store.endpoints.get(endpoint);
    const label = this.options.mergePorts ? address : this.store.endpoints.text(endpoint);
    let column = this.columnByLabel.get(label);
    if (column === undefined) {
      column = this.columns.push({ label, name: visible(this.options.names.get(address) ?? '') }) - 1;
      this.columnByLabel.set(label, column);
    }
    this.columnByEndpoint.set(endpoint, column);
    return column;
  }
}

/** Messages of all the dialogs in one order: by time, those of one time as they were captured. */
function messagesByTime(store: Store, dialogs: readonly number[]): Uint32Array {
  const rows: number[] = [];
  for (const dialog of dialogs) store.eachMessage(dialog, (message) => rows.push(message));
  const { seconds, nanos, number } = store.messages.columns;
  return Uint32Array.from(rows).sort((a, b) => seconds[a] - seconds[b] || nanos[a] - nanos[b] || number[a] - number[b]);
}
