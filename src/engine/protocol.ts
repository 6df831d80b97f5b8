/**
 * What crosses the boundary between the worker, which has the capture, and the interface, which has the screen:
 * queries and their snapshots, and status pushed by the worker. A snapshot holds what one screen shows, never the
 * capture. Every string in a snapshot is already safe to show (decode/visible.ts): the interface never sees raw text.
 */

import type { FileFilterStatus } from '../capture/bpf/file-filter';
import type { CaptureCounters, CaptureFilter } from '../capture/live';
import type { ReplayStatus } from '../capture/replay';
import type { Severity } from '../diagnose/finding';
import type { Language } from '../diagnose/languages/language';
import type { WordedFinding } from '../diagnose/wording';
import type { SdpShown, SheetCall } from '../export/ladder-sheet';
import type { CodeMeaning } from '../export/message-parts';
import type { RecordingStatus } from '../export/recorder';
import type { ColumnsBy, LadderColumn, LadderHost } from '../ladder/arrangement';
import type { Fact } from '../ladder/facts';
import type { LadderRow, RowKey } from '../ladder/ladder';

// ---------------------------------------------------------------------------------------------- call list

export interface ListQuery {
  kind: 'list';
  /** The filter line as typed; empty keeps everything. */
  filter: string;
  /** `field` is a name of filter/fields.ts. */
  sort: { field: string; descending: boolean };
  /** Names of the fields to send, in the order of the cells. */
  columns: string[];
  /** Dialog ids whose messages stand below their row; in a folded list the other legs, where there are any. */
  expanded: number[];
  /** A row for each call: its first leg stands for all, and is shown when any of them meets the filter. */
  fold?: boolean;
  /** First line wanted, and how many. A line is a dialog or, below an expanded dialog, a message. */
  top: number;
  rows: number;
  /** The line to look up again after lines moved (new dialogs, another sort), or null. */
  anchor: { dialog: number; message: number | null } | null;
}

export interface ListDialogLine {
  kind: 'dialog';
  /** Stable id for further queries. */
  dialog: number;
  /** When it begins: microseconds since 1970. */
  startUs: number;
  /** One string a column asked for. */
  cells: string[];
  method: string;
  state: string;
  /** Of the gravest finding, also of the legs that the row stands for; empty without any. */
  severity: Severity | '';
  expanded: boolean;
  /** True when the capture does not hold the dialog's beginning. */
  midway: boolean;
  /** In a folded list, of a call with several: how many legs this row stands for besides itself, some of them guessed. */
  fold?: { others: number; guessed: boolean };
  /** Set for a leg below the row of its call. */
  leg?: 'middle' | 'last';
}

export interface ListMessageLine {
  kind: 'message';
  dialog: number;
  message: number;
  /** True for the last message of its dialog, so that the tree can be drawn. */
  last: boolean;
  /** Microseconds since 1970. */
  timeUs: number;
  source: string;
  destination: string;
  /** `INVITE (SDP)`, `180 Ringing`. */
  label: string;
  request: boolean;
  retransmission: boolean;
  /** From the dialog's first sender (true) or to it (false). */
  forward: boolean;
}

export type ListLine = ListDialogLine | ListMessageLine;

export interface ListSnapshot {
  kind: 'list';
  /** Dialogs in the store, and those that the filter keeps. */
  dialogs: number;
  shown: number;
  /** Lines of the whole list, expanded messages included. */
  lines: number;
  top: number;
  content: ListLine[];
  /** Where the anchor is now, or null when it was not asked for, is gone or hidden. */
  anchorLine: number | null;
  /** A filter that does not parse: what was expected, and the offset in the filter text. The last good one holds. */
  filterError: { message: string; at: number } | null;
  /** What could not be decided, in a sentence, or null. */
  filterTrouble: string | null;
  /** True while a sort or filter is still running: what is shown is not final. */
  pending: boolean;
}

// ------------------------------------------------------------------------------------------------ streams

export interface StreamsQuery {
  kind: 'streams';
  /** As typed, in the language of filter/stream-conditions.ts; empty keeps everything. */
  filter: string;
  /** `field` is a name of filter/stream-fields.ts. */
  sort: { field: string; descending: boolean };
  /** Names of the fields to send, in the order of the cells. */
  columns: string[];
  /** First line wanted, and how many. A line is a stream. */
  top: number;
  rows: number;
  /** The stream to look up again after lines moved, or null. */
  anchor: number | null;
}

export interface StreamLine {
  /** Stable id for further queries. */
  stream: number;
  /** Id of the dialog that it belongs to, or null. */
  dialog: number | null;
  /** When it begins: microseconds since 1970. */
  startUs: number;
  cells: string[];
  /** Media, ends and SSRC in one line. */
  about: string;
  /** Its call, or empty. */
  call: string;
  /** MOS and what it rests on, or why there is none. */
  quality: string;
  /** What is out of the ordinary, in words. */
  remarks: string[];
}

export interface StreamsSnapshot {
  kind: 'streams';
  /** Streams in the store, and those that the filter keeps. */
  streams: number;
  shown: number;
  top: number;
  content: StreamLine[];
  /** Where the anchor is now, or null when it was not asked for, is gone or hidden. */
  anchorLine: number | null;
  /** As of a list. */
  filterError: { message: string; at: number } | null;
  /** What could not be decided, in a sentence, or null. */
  filterTrouble: string | null;
  /** True while a sort or filter that was asked for is still running. */
  pending: boolean;
}

// ------------------------------------------------------------------------------------------------- ladder

/** What a ladder shows, and how. */
export interface LadderShape {
  /** Dialog ids to show in one ladder, merged by time. */
  dialogs: number[];
  /** With all legs of their calls, those that come later, too. */
  extended?: boolean;
  columnsBy: ColumnsBy;
  /** Hosts in the order that the user gave them, and those that are hidden with their arrows. */
  order: readonly string[];
  hidden: readonly string[];
  /** With streams and their digits. */
  media: boolean;
}

export interface LadderQuery extends LadderShape {
  kind: 'ladder';
  /** The list's, as typed: rows of messages that meet it are marked. */
  filter: string;
  /** First row wanted, and how many. */
  top: number;
  rows: number;
  /** The row to be looked up, or null. */
  anchor: RowKey | null;
}

/** The head line of a ladder. */
export type LadderTitle = Omit<SheetCall, 'startUs' | 'method'> & { dialog: number };

export interface LadderSnapshot {
  kind: 'ladder';
  /** Of an extended ladder: how its dialogs are known to be legs of one call, each reason once; null for another. */
  legs: string[] | null;
  titles: LadderTitle[];
  columns: readonly LadderColumn[];
  /** All hosts in their order, hidden ones as well. */
  hosts: readonly LadderHost[];
  /** Rows that are not shown, as one of their hosts is hidden. */
  leftOut: number;
  /** All rows of the ladder that are shown, and the times of the first and the last one. */
  total: number;
  firstUs: number;
  lastUs: number;
  top: number;
  rows: LadderRow[];
  /** Row of the anchor, or null when it was not asked for or is not there. */
  anchorRow: number | null;
}

/** Asks for the next row of a ladder that the filter marks, round its end. */
export interface NextMatchQuery extends LadderShape {
  kind: 'next-match';
  filter: string;
  /** The row to go on from; null for the beginning. */
  from: RowKey | null;
  step: 1 | -1;
}

export type NextMatchSnapshot =
  | { kind: 'next-match'; outcome: 'found'; row: number; key: RowKey }
  | { kind: 'next-match'; outcome: 'none' }
  /** The filter asks nothing of messages, so that none is marked. */
  | { kind: 'next-match'; outcome: 'unmarked' };

/** Asks for a text to copy: a Call-ID, or a whole ladder. */
export type CopyQuery = { kind: 'copy' } & (
  | { of: 'call-id'; dialog: number }
  | ({ of: 'ladder'; sdp: SdpShown } & LadderShape)
  /** The text of all messages of a ladder. */
  | ({ of: 'raw' } & LadderShape)
);

export interface CopySnapshot {
  kind: 'copy';
  /** Null where it is longer than CLIPBOARD_BYTES. */
  text: string | null;
}

/** Asks for the next message of a ladder that holds a text, round its end. */
export interface FindQuery extends LadderShape {
  kind: 'find';
  /** As typed: a text, or a regex between slashes. */
  text: string;
  /** The row to go on from; null for the beginning. */
  from: RowKey | null;
  /** 0: also in that row itself. */
  step: 1 | -1 | 0;
}

/** UTF-16 units [from, to) of a line of a message. */
export interface Place {
  line: number;
  from: number;
  to: number;
}

export type FindSnapshot =
  /** `undecided`: messages on which a regex ran out of time. */
  | {
      kind: 'find';
      outcome: 'found';
      row: number;
      key: RowKey;
      message: number;
      /** It was found round the end. */
      wrapped: boolean;
      places: Place[];
      undecided: number;
    }
  | { kind: 'find'; outcome: 'none'; undecided: number }
  /** The regex is none. */
  | { kind: 'find'; outcome: 'wrong'; message: string; at: number };

/** Asks for what is at a time or after it: the first call of the list, or the first row of a ladder. */
export interface AtTimeQuery {
  kind: 'at-time';
  timeUs: number;
  /** Null for the list, as it is filtered now. */
  ladder: LadderShape | null;
  /** Of the list: ids of the dialogs whose messages are shown. */
  expanded: number[];
}

/** `firstUs`, `lastUs`: of the calls of the list or the rows of the ladder; null where there are none. */
export type AtTimeSnapshot = { kind: 'at-time'; firstUs: number | null; lastUs: number | null } & (
  | { outcome: 'found'; row: number; dialog: number | null; key: RowKey | null }
  | { outcome: 'after' }
);

/** Asks for the text of all messages of some dialogs, merged by time, with reports of phones on them. */
export interface RawQuery {
  kind: 'raw';
  dialogs: number[];
  /** With all legs of their calls. */
  extended: boolean;
  /** First message wanted, and how many; and the one that the screen stands on. Places in the order of time. */
  top: number;
  rows: number;
  at: number;
  /** Id of the message whose place is to be looked up, in place of `at`, or null. */
  anchor: number | null;
}

export interface RawSnapshot {
  kind: 'raw';
  /** Messages in all. */
  total: number;
  /** Place of the first one that is sent. They may be fewer than wanted where they are very long. */
  top: number;
  messages: MessageSnapshot[];
  /** Place of the anchor, or null when it was not asked for or is not there. */
  anchorAt: number | null;
  /** Whose messages they are: dialog ids, and the numbers of the calls in the list. */
  calls: { dialog: number; index: number }[];
}

/** Asks what is known of a row that is no message of the ladder's calls: a stream, a digit's stream, a report. */
export interface FactsQuery {
  kind: 'facts';
  row: RowKey;
}

export interface FactsSnapshot {
  kind: 'facts';
  row: RowKey;
  facts: Fact[];
}

// ----------------------------------------------------------------------------------------------- findings

/** Asks what is wrong with the calls of a ladder, and which of its rows prove it. */
export interface FindingsQuery extends LadderShape {
  kind: 'findings';
}

/** A message or stream that proves a finding. */
export interface Proof {
  key: RowKey;
  /** Row of the ladder, or null where that does not show it. */
  row: number | null;
  /** `#12`, the message's number in the capture; `PCMU`. */
  name: string;
}

/** A time that matters, as a line of the ladder. */
export interface ShownGap {
  /** The row before which it ends; null for the end of the capture. */
  before: RowKey | null;
  text: string;
}

export interface ShownFinding extends WordedFinding {
  /** Number of its call in the list. */
  call: number;
  /** What the other side said of it, a line each. */
  said: string[];
  /** In the order of the ladder. */
  proofs: Proof[];
  gap: ShownGap | null;
}

export interface FindingsSnapshot {
  kind: 'findings';
  findings: ShownFinding[];
  /** Findings that are too many to be told. */
  leftOut: number;
}

// ------------------------------------------------------------------------------------------------ message

export interface MessageQuery {
  kind: 'message';
  /** A message id of a list line or ladder row. */
  message: number;
}

export interface MessageSnapshot {
  kind: 'message';
  message: number;
  number: number;
  dialog: number | null;
  timeUs: number;
  source: string;
  destination: string;
  transport: string;
  retransmission: boolean;
  /** The text line by line, safe to show; `lines[0]` is the start line. */
  lines: string[];
  /** How many of them belong to start line and headers. */
  headLines: number;
  /** Of each line of the head what its header is known by: lower case, in full. Empty for a line that begins none. */
  headers: string[];
  /** Bytes on the wire. */
  length: number;
  /** What is wrong with it, in words. */
  problems: string[];
  /** Its status, and what it says of why something ended, in words. */
  meanings: CodeMeaning[];
}

// ------------------------------------------------------------------------------------------------- digest

/** Asks what Digest credentials a message has, and whether a password gives their responses. */
export interface DigestQuery {
  kind: 'digest';
  message: number;
  /** Null: what there is to check. It is on its way to the worker only: neither side keeps it. */
  password: string | null;
}

export interface DigestSnapshot {
  kind: 'digest';
  message: number;
  /** Credentials that a password can be tried at. */
  checkable: number;
  /** With a password: how it fits all of them, in a sentence. */
  verdict: { text: string; right: boolean } | null;
  facts: Fact[];
}

// --------------------------------------------------------------------------------------------- statistics

export interface StatisticsQuery {
  kind: 'statistics';
  /** The list's, as typed: what it keeps is counted; empty counts everything. */
  filter: string;
}

/** One figure, and how it is to be drawn. */
export type StatisticsFigure =
  /** Its bar is as long as it is much beside the most of its section; `percent` is of the section's whole. */
  | { kind: 'count'; count: number; percent: number | null }
  /** Its bar is full at 100 per cent; null where there was nothing to measure. */
  | { kind: 'share'; percent: number | null; part: number; whole: number }
  /** Milliseconds. */
  | { kind: 'delay'; count: number; minMs: number | null; meanMs: number | null; maxMs: number | null }
  | { kind: 'text'; text: string };

export interface StatisticsRow {
  /** Names the row for good: `state/rejected`. */
  key: string;
  label: string;
  figure: StatisticsFigure;
  /** What it means, in words. */
  about: string;
  /** The filter that shows what it counts, or null. */
  filter: string | null;
}

export interface StatisticsSection {
  title: string;
  rows: StatisticsRow[];
}

/** Calls that began, in steps of time. */
export interface CallRatePlot {
  startUs: number;
  stepSeconds: number;
  calls: number[];
  /** The second in which most began. */
  peak: number;
  peakUs: number;
}

export interface StatisticsSnapshot {
  kind: 'statistics';
  /** What was counted; null while nothing has been yet. */
  counted: { filter: string; dialogs: number; messages: number } | null;
  /** Dialogs in the store. */
  dialogs: number;
  sections: StatisticsSection[];
  /** Null where no call begins. */
  plot: CallRatePlot | null;
  /** As of a list. */
  filterError: { message: string; at: number } | null;
  /** True while what was asked for is still being counted. */
  pending: boolean;
}

// ----------------------------------------------------------------------------------------------- diagnosis

/** Asks what is wrong over the whole capture. */
export interface DiagnosisQuery {
  kind: 'diagnosis';
  /** The list's, as typed: what it keeps is looked at; empty looks at everything. */
  filter: string;
}

/** Calls with the same problem, or an address with one. */
export interface DiagnosisRow {
  /** Names the row for good: `not-found`, `scanner 203.0.113.5`. */
  key: string;
  code: string;
  /** The gravest of them. */
  severity: Severity;
  title: string;
  /** IP, without port; null for what is found in calls. */
  address: string | null;
  /** Who does so wants to get in. */
  attack: boolean;
  /** Calls and other dialogs; of an address how often it happened. */
  count: number;
  /** When the first and the last of the calls begin; of an address the first and the last proof. */
  firstUs: number;
  lastUs: number;
  /** In sentences the newest of the calls, and its number in the list; of an address all of it, and no number. */
  call: number | null;
  explanation: string;
  advice: string;
  /** The condition that keeps its calls; null where no call shows it. */
  filter: string | null;
}

export interface DiagnosisSnapshot {
  kind: 'diagnosis';
  /** What was looked at, and the dialogs of it that have problems; null while nothing has been yet. */
  counted: { filter: string; dialogs: number; affected: number } | null;
  /** Dialogs in the store. */
  dialogs: number;
  /** The gravest first, the most frequent of them before the others. */
  calls: DiagnosisRow[];
  addresses: DiagnosisRow[];
  /** Addresses that there is no room for. */
  moreAddresses: number;
  /** Kinds of problems that are looked for. */
  rules: number;
  /** As of a list. */
  filterError: { message: string; at: number } | null;
  /** True while what was asked for is still being counted. */
  pending: boolean;
}

// --------------------------------------------------------------------------------------------------- save

export interface SaveQuery {
  kind: 'save';
  /** Which dialogs: all, those that `filter` keeps, or those in `dialogs`; or addresses of findings, one a line. */
  what: 'all' | 'filtered' | 'dialogs' | 'addresses';
  filter: string;
  dialogs: number[];
  /** With all legs of their calls. */
  legs?: boolean;
  /** Ids of streams that go along besides those of the dialogs; a .wav holds these alone. */
  streams: number[];
  /** RTP goes along in a capture. A .wav is made of it anyway. */
  media: boolean;
  /** With stand-ins for who, where from and what was said. */
  redact?: boolean;
  /** How ladders are drawn, where the format is a drawing; `together`: all calls in one. */
  ladder?: Omit<LadderShape, 'dialogs'> & { sdp: SdpShown; together: boolean };
  /** By the ending of its name: .pcap, .pcapng, .txt, .wav; .ladder.txt, .svg, .html, .mmd are drawings. */
  path: string;
  overwrite: boolean;
  /** Of addresses: the finding whose they are, null for all attackers; of what the filter keeps. */
  code?: string | null;
}

export type SaveSnapshot =
  | {
      kind: 'save';
      outcome: 'saved';
      path: string;
      dialogs: number;
      packets: number;
      bytes: number;
      /** Where addresses were saved: how many. */
      addresses?: number;
      /** What is missing in the file, or could not be heard. */
      note: string | null;
    }
  /** The file is there already and `overwrite` was false: nothing was written. */
  | { kind: 'save'; outcome: 'exists'; path: string }
  /** One line: what, where, what to do. Nothing was left behind. */
  | { kind: 'save'; outcome: 'failed'; message: string };

// ------------------------------------------------------------------------------------------------ control

/** Something done to the capture. The answer comes when it is done. */
export interface ControlQuery {
  kind: 'control';
  /**
   * `clear-hidden` lets go what `filter` does not keep. While paused, messages are left out and counted; a replay stands
   * still. `step` takes it to the next message and pauses it.
   */
  what: 'pause' | 'resume' | 'clear' | 'clear-hidden' | 'step' | 'faster' | 'slower';
  filter: string;
  /** What the filter keeps stays with all legs of its calls. */
  legs?: boolean;
}

export interface ControlSnapshot {
  kind: 'control';
  what: ControlQuery['what'];
  /** Dialogs that went. */
  cleared: number;
  /** Of a replay, from now on; null without one. */
  speed: number | null;
}

/** Sets the filter of a live capture; empty takes every packet. */
export interface CaptureFilterQuery {
  kind: 'capture-filter';
  expression: string;
}

export type CaptureFilterSnapshot =
  | { kind: 'capture-filter'; outcome: 'set'; expression: string; widened: string | null }
  /** The filter before still holds. `at`: offset in the expression of the word that is wrong, or null. */
  | { kind: 'capture-filter'; outcome: 'refused'; message: string; at: number | null };

// ------------------------------------------------------------------------------------------------ filters

/** What a filter is about: each has conditions of its own. */
export type FilterOf = 'calls' | 'streams';

/** Settings that the worker reads, by their names in app/settings.ts. It has them at its start; Session holds them. */
export interface EngineSettings {
  /** Headers that name the Call-ID of another leg. */
  'legs.headers': readonly string[];
  /** Legs that no header relates are guessed. */
  'legs.guess': boolean;
  /** Names by address, or by address and port. */
  'hosts.aliases': Readonly<Record<string, string>>;
  /** Names of /etc/hosts count. */
  'hosts.system': boolean;
  /** The ends of a call are shown by their names in the list. */
  'list.names': boolean;
  /** Of findings; auto takes that of the locale. */
  'findings.language': 'auto' | Language;
  /** Thresholds of findings; milliseconds. */
  'findings.jitter.warning': number;
  'findings.jitter.error': number;
  /** Percent. */
  'findings.loss.warning': number;
  'findings.loss.error': number;
  /** Milliseconds. */
  'findings.roundtrip': number;
  'findings.setup': number;
  /** Failed authentications of one source, and the seconds in which they count. */
  'findings.bruteforce.attempts': number;
  'findings.bruteforce.time': number;
}

/** What questions are answered with besides their text. Holds for those that come after it. */
export interface ContextQuery {
  kind: 'context';
  /** By name: what `@name` stands for. */
  saved: Readonly<Record<string, string>>;
  /** Ids of the dialogs that are marked; none where no filter asks for them. */
  marked: number[];
  /** Once one was changed. */
  settings?: EngineSettings;
}

export interface ContextSnapshot {
  kind: 'context';
}

/** Asks what a filter that is typed could go on with at the cursor. */
export interface CompleteQuery {
  kind: 'complete';
  of: FilterOf;
  text: string;
  cursor: number;
}

export interface CompleteSnapshot {
  kind: 'complete';
  text: string;
  cursor: number;
  /** Offset of what a candidate replaces, up to the cursor. */
  from: number;
  /** As they are written, the most frequent first; at most COMPLETIONS of them, and how many more there are. */
  candidates: string[];
  more: number;
  /** What all have in common, as it is written; what is typed already where that is no more. */
  common: string;
}

/** Asks whether a filter is one. */
export interface CheckQuery {
  kind: 'check';
  of: FilterOf;
  text: string;
}

export interface CheckSnapshot {
  kind: 'check';
  of: FilterOf;
  text: string;
  error: { message: string; at: number } | null;
}

// -------------------------------------------------------------------------------------------------- status

export interface InputStatus {
  name: string;
  /** Bytes, null where unknown. */
  size: number | null;
  consumed: number;
}

/** A capture from interfaces. */
export interface LiveStatus {
  devices: readonly string[];
  counters: CaptureCounters;
  filter: CaptureFilter;
}

/** How far the filter of a list has been applied, or how far findings are counted, while that takes a while. */
export interface Looking {
  percent: number;
  /** Of how many. */
  of: number;
  what: 'dialogs' | 'messages' | 'streams';
}

/** Pushed by the worker when something changed, at most every STATUS_INTERVAL_MS. */
export interface Status {
  kind: 'status';
  /** `live` until the capture is stopped. */
  phase: 'loading' | 'live' | 'done';
  inputs: InputStatus[];
  /** With those that a filter of files left out. */
  packets: number;
  messages: number;
  dialogs: number;
  /** Times of the first message and of what came last, in microseconds since 1970; null before there are any. */
  firstUs: number | null;
  lastUs: number | null;
  /** Dialogs that went to stay in the limits, and messages that were left out because of them. */
  evicted: number;
  refused: number;
  /** RTP streams, and those that went to stay in the limits. */
  streams: number;
  streamsEvicted: number;
  /** What the capture holds besides SIP, in words for the empty list: `12,000 UDP packets`. */
  otherTraffic: string[];
  tlsConnections: number;
  warnings: string[];
  /** Null for files. */
  live: LiveStatus | null;
  /** The capture filter of files, or null. */
  fileFilter: FileFilterStatus | null;
  recording: RecordingStatus | null;
  /** Messages that came while paused, and were left out. */
  paused: boolean;
  leftOut: number;
  /** Files that come in their own rhythm; null where they do not. */
  replay: ReplayStatus | null;
  /** RTP can be had for saving: from a file, or as it is kept (-r). */
  mediaKept: boolean;
  /** Everything has stand-ins (--redact). */
  redacted: boolean;
  /** Null where nothing is being looked through. */
  looking: Record<FilterOf | 'findings', Looking | null>;
  /** Grows whenever a query may answer otherwise than before. */
  version: number;
  /** Set when the engine cannot go on: one line. */
  failure: string | null;
}

// ---------------------------------------------------------------------------------------------- envelopes

export type Query =
  | ListQuery
  | StreamsQuery
  | LadderQuery
  | FindingsQuery
  | FactsQuery
  | StatisticsQuery
  | DiagnosisQuery
  | DigestQuery
  | MessageQuery
  | SaveQuery
  | ControlQuery
  | CaptureFilterQuery
  | NextMatchQuery
  | FindQuery
  | RawQuery
  | AtTimeQuery
  | CopyQuery
  | ContextQuery
  | CompleteQuery
  | CheckQuery;
export type Snapshot =
  | ListSnapshot
  | StreamsSnapshot
  | LadderSnapshot
  | FindingsSnapshot
  | FactsSnapshot
  | StatisticsSnapshot
  | DiagnosisSnapshot
  | DigestSnapshot
  | MessageSnapshot
  | SaveSnapshot
  | ControlSnapshot
  | CaptureFilterSnapshot
  | NextMatchSnapshot
  | FindSnapshot
  | RawSnapshot
  | AtTimeSnapshot
  | CopySnapshot
  | ContextSnapshot
  | CompleteSnapshot
  | CheckSnapshot;

/** The snapshot that answers a query. Null: what it asked about (a dialog, a message) is gone. */
export interface Answer<Q extends Query = Query> {
  id: number;
  snapshot: Extract<Snapshot, { kind: Q['kind'] }> | null;
}
export interface Ask {
  id: number;
  query: Query;
}
