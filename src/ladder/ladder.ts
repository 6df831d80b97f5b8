/**
 * The columns, rows and times of a call flow, which the screen and the exports both draw. Knows neither cells nor
 * pages.
 */

import { visible } from '../decode/visible';
import { heardQuality } from '../store/heard';
import { HAS_PROBLEMS, HAS_SDP, REQUEST, RETRANSMISSION } from '../store/messages';
import type { Store } from '../store/store';
import { ssrcText, streamName } from '../store/stream-name';
import { figuresOf } from '../store/streams-figures';
import { shown } from '../store/text';
import { labelOf, reportLabel } from './label';
import { mediaLines } from './media-lines';

/** A vertical line of the ladder: a host and port, or a host with all its ports. */
export interface LadderColumn {
  /** `10.0.0.1:5060`; `10.0.0.1` when ports are merged. */
  label: string;
  /** A name for it (pcapng name resolution), or empty. */
  name: string;
}

/** What every arrow has. */
interface Arrow {
  /** Names the row in queries, whatever comes before it. */
  key: RowKey;
  /** Which of the ladder's dialogs, by position in its list. */
  dialog: number;
  timeUs: number;
  /** Since the message before it; null where there is none. */
  deltaUs: number | null;
  /** Index of the columns; equal for a message to itself. */
  from: number;
  to: number;
  /** Ports, to be shown when columns are merged, and for media always. */
  fromPort: number;
  toPort: number;
  /** `INVITE (SDP)`, `180 Ringing`, `PCMU 247`, `DTMF 4`. */
  label: string;
}

/** m: a message, r: the report of a phone in another dialog's message, by message id; s: a stream, d: a digit of one, by stream id. */
export type RowKey = `m${number}` | `r${number}` | `s${number}` | `d${number}-${number}`;

/** A message as an arrow. */
export interface MessageRow extends Arrow {
  kind: 'message';
  /** Message id, for queries. */
  message: number;
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
  /** True when it meets what was asked for. */
  matches: boolean;
}

/** A stream as an arrow where it begins. */
export interface MediaRow extends Arrow {
  kind: 'media';
  stream: number;
  /** Its own ends, which are no columns: `10.0.0.1:16384`; its SSRC, and packets that came. */
  source: string;
  destination: string;
  ssrc: string;
  packets: number;
  lostPercent: number;
  /** Null where none can be given. */
  mos: number | null;
}

/** A digit that was sent within a stream. */
export interface DigitRow extends Arrow {
  kind: 'digit';
  stream: number;
}

/** What a phone said of the call in a message of another dialog: RFC 6035. */
export interface ReportRow extends Arrow {
  kind: 'report';
  message: number;
}

export type LadderRow = MessageRow | MediaRow | DigitRow | ReportRow;

type Matches = (store: Store, message: number) => boolean;

export interface LadderOptions {
  /** With streams and their digits. */
  media: boolean;
  /** One column a host, rather than a host and port. */
  mergePorts: boolean;
  /** Address to name. */
  names: ReadonlyMap<string, string>;
}

export class Ladder {
  readonly columns: LadderColumn[] = [];
  private readonly entries: Entry[];
  private readonly columnByLabel = new Map<string, number>();
  /** By endpoint id; of SIP. */
  private readonly columnByEndpoint = new Map<number, number>();
  /** Those of an address, in the order in which they came. */
  private readonly columnsByAddress = new Map<string, number[]>();

  /** `dialogs` are rows of the store. */
  constructor(
    private readonly store: Store,
    readonly dialogs: readonly number[],
    private readonly options: LadderOptions,
  ) {
    this.entries = entriesOf(store, dialogs, options.media);
    // Hosts that only send media come behind those that signal.
    for (const { kind, row } of this.entries) if (isSignalling(kind)) this.signallingEnds(row);
    for (const { kind, row } of this.entries) if (!isSignalling(kind)) this.mediaEnds(row);
  }

  get length(): number {
    return this.entries.length;
  }

  /** Where a row stands now, or null. */
  rowOf(key: RowKey): number | null {
    const index = this.entries.findIndex((entry) => this.keyOf(entry) === key);
    return index < 0 ? null : index;
  }

  /** The store's row of a message; -1 where the ladder has something else, or a message of another dialog. */
  messageAt(index: number): number {
    const { kind, row } = this.entries[index];
    return kind === 'message' ? row : -1;
  }

  /** `matches`: which messages are marked; null: none. */
  row(index: number, matches: Matches | null = null): LadderRow {
    const entry = this.entries[index];
    const before = this.messageBefore(index);
    const arrow = {
      key: this.keyOf(entry),
      dialog: this.dialogs.indexOf(entry.dialog),
      timeUs: entry.timeUs,
      deltaUs: before === null ? null : entry.timeUs - before,
    };
    if (entry.kind === 'message') return { ...arrow, ...this.messageRow(entry.row, matches) };
    if (entry.kind === 'report') return { ...arrow, ...this.reportRow(entry.row) };
    return { ...arrow, ...(entry.kind === 'media' ? this.mediaRow(entry.row) : this.digitRow(entry)) };
  }

  /** Rows [from, from + count), as many as there are. */
  rows(from: number, count: number, matches: Matches | null = null): LadderRow[] {
    const rows: LadderRow[] = [];
    for (let index = Math.max(0, from); index < Math.min(from + count, this.length); index++)
      rows.push(this.row(index, matches));
    return rows;
  }

  private keyOf({ kind, row, digit }: Entry): RowKey {
    const { store } = this;
    if (kind === 'message') return `m${store.messageId(row)}`;
    if (kind === 'report') return `r${store.messageId(row)}`;
    const stream = store.mediaStreams.streams.id(row);
    return kind === 'media' ? `s${stream}` : `d${stream}-${digit}`;
  }

  /** Media has no time of its own among messages: what comes after it is told from the message before both. */
  private messageBefore(index: number): number | null {
    for (let before = index - 1; before >= 0; before--) {
      if (this.entries[before].kind === 'message') return this.entries[before].timeUs;
    }
    return null;
  }

  private messageRow(
    message: number,
    matches: Matches | null,
  ): Omit<MessageRow, 'key' | 'dialog' | 'timeUs' | 'deltaUs'> {
    const { store } = this;
    const m = store.messages.columns;
    const flags = m.flags[message];
    return {
      kind: 'message',
      message: store.messageId(message),
      ...this.signallingEnds(message),
      label: labelOf(store, message),
      request: (flags & REQUEST) !== 0,
      method: shown(store.words.text(m.method[message])),
      status: m.status[message],
      cseq: m.cseq[message],
      retransmission: (flags & RETRANSMISSION) !== 0,
      sdp: flags & HAS_SDP ? mediaLines(store, message) : [],
      problem: (flags & HAS_PROBLEMS) !== 0,
      matches: matches?.(store, message) ?? false,
    };
  }

  private reportRow(message: number): Omit<ReportRow, 'key' | 'dialog' | 'timeUs' | 'deltaUs'> {
    const { store } = this;
    const label = reportLabel(store, message);
    return { kind: 'report', message: store.messageId(message), ...this.signallingEnds(message), label };
  }

  private mediaRow(stream: number): Omit<MediaRow, 'key' | 'dialog' | 'timeUs' | 'deltaUs'> {
    const { mediaStreams } = this.store;
    const figures = figuresOf(mediaStreams.streams.table.columns, stream);
    return {
      kind: 'media',
      stream: mediaStreams.streams.id(stream),
      ...this.mediaEnds(stream),
      source: this.store.endpoints.text(mediaStreams.streams.table.columns.source[stream]),
      destination: this.store.endpoints.text(mediaStreams.streams.table.columns.destination[stream]),
      ssrc: ssrcText(this.store, stream),
      packets: figures.packets,
      label: `${streamName(this.store, stream)} ${figures.packets}`,
      lostPercent: figures.lostPercent,
      mos: heardQuality(this.store, stream).mos,
    };
  }

  private digitRow({ row, name }: Entry): Omit<DigitRow, 'key' | 'dialog' | 'timeUs' | 'deltaUs'> {
    const stream = this.store.mediaStreams.streams.id(row);
    return { kind: 'digit', stream, ...this.mediaEnds(row), label: `DTMF ${name}` };
  }

  private signallingEnds(message: number) {
    const { endpoints, messages } = this.store;
    const { source, destination } = messages.columns;
    return {
      from: this.columnOf(source[message]),
      to: this.columnOf(destination[message]),
      fromPort: endpoints.get(source[message]).port,
      toPort: endpoints.get(destination[message]).port,
    };
  }

  private mediaEnds(stream: number) {
    const { endpoints, mediaStreams } = this.store;
    const t = mediaStreams.streams.table.columns;
    const { source, destination } = t;
    return {
      from: this.hostColumnOf(source[stream], stream, t.from[stream] - 1),
      to: this.hostColumnOf(destination[stream], stream, t.to[stream] - 1),
      fromPort: endpoints.get(source[stream]).port,
      toPort: endpoints.get(destination[stream]).port,
    };
  }

  private columnOf(endpoint: number): number {
    const known = this.columnByEndpoint.get(endpoint);
    if (known !== undefined) return known;
    const { address } = this.store.endpoints.get(endpoint);
    const column = this.column(address, this.options.mergePorts ? address : this.store.endpoints.text(endpoint));
    this.columnByEndpoint.set(endpoint, column);
    return column;
  }

  /**
   * Media has ports of its own: it goes to the column of its host, or to one for the host alone. Of several programs on
   * one host it is that of the one whose SDP announced the end.
   */
  private hostColumnOf(endpoint: number, stream: number, end: number): number {
    const { address } = this.store.endpoints.get(endpoint);
    const columns = this.columnsByAddress.get(address);
    if (columns === undefined) return this.column(address, address);
    if (columns.length === 1) return columns[0];
    const { mediaStreams, messages } = this.store;
    const dialog = mediaStreams.streams.table.columns.dialog[stream] - 1;
    const message = mediaStreams.announcements.messageFor(end, dialog);
    const announcer = message < 0 ? -1 : this.columnOf(messages.columns.source[message]);
    return columns.includes(announcer) ? announcer : columns[0];
  }

  private column(address: string, label: string): number {
    let column = this.columnByLabel.get(label);
    if (column === undefined) {
      column = this.columns.push({ label, name: visible(this.options.names.get(address) ?? '') }) - 1;
      this.columnByLabel.set(label, column);
      this.columnsByAddress.set(address, [...(this.columnsByAddress.get(address) ?? []), column]);
    }
    return column;
  }
}

function isSignalling(kind: LadderRow['kind']): boolean {
  return kind === 'message' || kind === 'report';
}

/** What a ladder of these dialogs is made of, in a word: another one when another ladder is to be made. */
export function ladderMark(store: Store, dialogs: readonly number[]): string {
  const { messages, streams, firstStream } = store.dialogs.columns;
  return dialogs
    .map((row) => {
      let digits = 0;
      store.mediaStreams.eachOfDialog(row, (stream) => {
        digits += store.mediaStreams.streams.table.columns.digits[stream];
      });
      const reports = store.voiceReports.ofDialog(store, row).length;
      return [store.dialogId(row), messages[row], streams[row], firstStream[row], digits, reports].join(':');
    })
    .join();
}

interface Entry {
  kind: LadderRow['kind'];
  timeUs: number;
  /** Row of the dialog; of the message or stream. */
  dialog: number;
  row: number;
  /** Of a digit: which one of its stream, and its name. */
  digit: number;
  name: string;
}

/** Rows of all the dialogs in one order: by time, messages of one time as they were captured. */
function entriesOf(store: Store, dialogs: readonly number[], media: boolean): Entry[] {
  const entries: Entry[] = [];
  const none = { digit: 0, name: '' };
  const add = (kind: Entry['kind'], dialog: number, row: number, timeUs: number) =>
    entries.push({ kind, timeUs, dialog, row, ...none });
  for (const dialog of dialogs) {
    store.eachMessage(dialog, (message) => add('message', dialog, message, store.timeUs(message)));
    for (const message of store.voiceReports.ofDialog(store, dialog))
      add('report', dialog, message, store.timeUs(message));
    if (!media) continue;
    const { mediaStreams } = store;
    const t = mediaStreams.streams.table.columns;
    mediaStreams.eachOfDialog(dialog, (row) => {
      add('media', dialog, row, t.startUs[row]);
      for (const [digit, { timeUs, name }] of mediaStreams.digits.of(t, row).entries())
        entries.push({ kind: 'digit', timeUs, dialog, row, digit, name });
    });
  }
  const { seconds, nanos, number } = store.messages.columns;
  return entries.sort((a, b) => {
    if (a.kind !== 'message' || b.kind !== 'message') return a.timeUs - b.timeUs || rank(a) - rank(b) || a.row - b.row;
    return seconds[a.row] - seconds[b.row] || nanos[a.row] - nanos[b.row] || number[a.row] - number[b.row];
  });
}

/** What stands first of what is of one time. */
function rank({ kind }: Entry): number {
  return kind === 'message' ? 0 : kind === 'media' ? 1 : 2;
}
