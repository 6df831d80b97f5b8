/**
 * The columns, rows and times of a call flow, which the screen and the exports both draw. Knows neither cells nor
 * pages.
 */

import { heardQuality } from '../store/heard';
import { HAS_PROBLEMS, HAS_SDP, REQUEST, RETRANSMISSION } from '../store/messages';
import type { Store } from '../store/store';
import { ssrcText, streamName } from '../store/stream-name';
import { figuresOf } from '../store/streams-figures';
import { shown } from '../store/text';
import { type Arrangement, AS_THEY_COME, inOrder, type LadderColumn, type LadderHost } from './arrangement';
import { type ColumnOptions, Columns } from './columns';
import { labelOf, reportLabel } from './label';
import { mediaLines } from './media-lines';

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
  /** Its own ends, which are not always those that a column is called by: `10.0.0.1:5060`. */
  source: string;
  destination: string;
  /** Ports, to be shown where a column has several, and for media always. */
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
  /** Its number in the capture. */
  number: number;
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
  ssrc: string;
  /** That came. */
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

export interface LadderOptions extends ColumnOptions {
  /** With streams and their digits. */
  media: boolean;
  /** As they come, where it is left out. */
  arrangement?: Arrangement;
}

export class Ladder {
  /** All hosts, as they are arranged. */
  readonly hosts: readonly LadderHost[];
  /** Those that are not hidden. */
  readonly columns: readonly LadderColumn[];
  /** Rows that are not shown, as one of their hosts is hidden. */
  readonly leftOut: number;
  private readonly entries: Entry[];
  private readonly ends: Columns;
  /** By number of the column: where it stands, or -1. */
  private readonly places: readonly number[];

  /** `dialogs` are rows of the store. */
  constructor(
    private readonly store: Store,
    readonly dialogs: readonly number[],
    options: LadderOptions,
  ) {
    const entries = entriesOf(store, dialogs, options.media);
    const signalling = entries.filter(({ kind }) => isSignalling(kind));
    this.ends = new Columns(
      store,
      options,
      signalling.map(({ row }) => row),
    );
    // Hosts that only send media come behind those that signal.
    for (const entry of signalling) this.columnsOf(entry);
    for (const entry of entries) if (!isSignalling(entry.kind)) this.columnsOf(entry);
    const { order, hidden } = options.arrangement ?? AS_THEY_COME;
    const { all } = this.ends;
    const arranged = inOrder(
      all.map(({ host }) => host),
      order,
    );
    const hides = ({ host, name }: LadderColumn) => hidden.includes(host) || (name !== '' && hidden.includes(name));
    this.hosts = arranged.map((index) => ({ ...all[index], hidden: hides(all[index]) }));
    const shown = arranged.filter((index) => !hides(all[index]));
    this.columns = shown.map((index) => columnOf(all[index]));
    const places = new Map(shown.map((index, place) => [index, place]));
    this.places = all.map((_, index) => places.get(index) ?? -1);
    this.entries = shown.length === all.length ? entries : entries.filter((entry) => this.isShown(entry));
    this.leftOut = entries.length - this.entries.length;
  }

  get length(): number {
    return this.entries.length;
  }

  /** Time of a row, in microseconds since 1970; 0 where there is none. */
  timeUs(index: number): number {
    return this.entries[index]?.timeUs ?? 0;
  }

  /** Where a row stands now, or null. */
  rowOf(key: RowKey): number | null {
    const index = this.entries.findIndex((entry) => this.keyOf(entry) === key);
    return index < 0 ? null : index;
  }

  /** The same of several, without those that are not there. */
  rowsOf(keys: ReadonlySet<RowKey>): Map<RowKey, number> {
    const rows = new Map<RowKey, number>();
    if (keys.size === 0) return rows;
    for (const [row, entry] of this.entries.entries()) {
      const key = this.keyOf(entry);
      if (keys.has(key)) rows.set(key, row);
    }
    return rows;
  }

  /** The store's row of a message; -1 where the ladder has something else, or a message of another dialog. */
  messageAt(index: number): number {
    const { kind, row } = this.entries[index];
    return kind === 'message' ? row : -1;
  }

  /** The same with the messages of other dialogs that report on these. */
  signalAt(index: number): number {
    const { kind, row } = this.entries[index];
    return isSignalling(kind) ? row : -1;
  }

  keyAt(index: number): RowKey {
    return this.keyOf(this.entries[index]);
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
      number: m.number[message],
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
    const { source, destination } = this.store.messages.columns;
    return { ...this.placesOf('message', message), ...this.portsOf(source[message], destination[message]) };
  }

  private mediaEnds(stream: number) {
    const { source, destination } = this.store.mediaStreams.streams.table.columns;
    return { ...this.placesOf('media', stream), ...this.portsOf(source[stream], destination[stream]) };
  }

  private placesOf(kind: Entry['kind'], row: number) {
    const [from, to] = this.columnsOf({ kind, row });
    return { from: this.places[from], to: this.places[to] };
  }

  private portsOf(source: number, destination: number) {
    const { endpoints } = this.store;
    return {
      source: endpoints.text(source),
      destination: endpoints.text(destination),
      fromPort: endpoints.get(source).port,
      toPort: endpoints.get(destination).port,
    };
  }

  private isShown(entry: Entry): boolean {
    return this.columnsOf(entry).every((column) => this.places[column] >= 0);
  }

  /** Numbers of the columns of its ends. */
  private columnsOf({ kind, row }: Pick<Entry, 'kind' | 'row'>): [number, number] {
    const { ends, store } = this;
    if (isSignalling(kind)) {
      const { source, destination } = store.messages.columns;
      return [ends.of(source[row]), ends.of(destination[row])];
    }
    const t = store.mediaStreams.streams.table.columns;
    return [
      ends.ofMedia(t.source[row], () => this.announcer(row, t.from[row] - 1)),
      ends.ofMedia(t.destination[row], () => this.announcer(row, t.to[row] - 1)),
    ];
  }

  /** The endpoint of SIP whose SDP announced an end of a stream; 0 where none did. */
  private announcer(stream: number, end: number): number {
    const { mediaStreams, messages } = this.store;
    const dialog = mediaStreams.streams.table.columns.dialog[stream] - 1;
    const message = mediaStreams.announcements.messageFor(end, dialog);
    return message < 0 ? 0 : messages.columns.source[message];
  }
}

function columnOf({ label, name, host, behind, ends }: LadderColumn): LadderColumn {
  return { label, name, host, behind, ends };
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
  const add = (kind: Entry['kind'], dialog: number, row: number, timeUs: number) =>
    entries.push({ kind, timeUs, dialog, row, digit: 0, name: '' });
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
