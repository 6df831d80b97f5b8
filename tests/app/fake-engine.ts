/** An engine of made calls: answers queries as the worker would, from plain tables. */

import type { Severity } from '../../src/diagnose/finding';
import type {
  AtTimeQuery,
  AtTimeSnapshot,
  CaptureFilterQuery,
  CaptureFilterSnapshot,
  CompleteQuery,
  CompleteSnapshot,
  ControlQuery,
  ControlSnapshot,
  DigestQuery,
  DigestSnapshot,
  FindingsQuery,
  FindingsSnapshot,
  FindQuery,
  FindSnapshot,
  LadderFindingsQuery,
  LadderFindingsSnapshot,
  LadderQuery,
  ListDialogLine,
  ListLine,
  ListQuery,
  ListSnapshot,
  LiveStatus,
  MessageSnapshot,
  NextMatchQuery,
  NextMatchSnapshot,
  Query,
  RawQuery,
  RawSnapshot,
  SaveSnapshot,
  Snapshot,
  StatisticsQuery,
  StatisticsSnapshot,
  Status,
  StreamsQuery,
  StreamsSnapshot,
} from '../../src/engine/protocol';
import type { LadderHost } from '../../src/ladder/arrangement';
import type { Fact } from '../../src/ladder/facts';
import type { LadderRow, RowKey } from '../../src/ladder/ladder';

export interface MadeMessage {
  /** Microseconds since 1970. */
  timeUs: number;
  from: string;
  to: string;
  label: string;
  text?: string;
  retransmission?: boolean;
  sdp?: string[];
  problems?: string[];
  meanings?: { of: string; text: string }[];
}

export interface MadeCall {
  id: number;
  cells: Record<string, string>;
  midway?: boolean;
  /** Of its gravest finding, whose code is the cell `finding`. */
  severity?: Severity;
  /** Id of the first leg of its call, where that is another. */
  legOf?: number;
  messages: MadeMessage[];
}

export interface MadeStream {
  id: number;
  /** Id of its call, or null. */
  call: number | null;
  cells: Record<string, string>;
  media?: string;
  quality?: string;
  remarks?: string[];
}

/** 2026-11-20 23:27:57.646. */
export const START_US = Date.UTC(2026, 10, 20, 23, 27, 57, 646) * 1000;

export function status(change: Partial<Status> = {}): Status {
  return {
    kind: 'status',
    phase: 'done',
    inputs: [{ name: 'calls.pcap', size: 204_000_000, consumed: 204_000_000 }],
    packets: 20_000,
    messages: 12_940,
    dialogs: 3,
    firstUs: START_US,
    lastUs: START_US + 9_970_000,
    evicted: 0,
    refused: 0,
    streams: 0,
    streamsEvicted: 0,
    otherTraffic: [],
    tlsConnections: 0,
    warnings: [],
    live: null,
    fileFilter: null,
    recording: null,
    replay: null,
    paused: false,
    leftOut: 0,
    mediaKept: false,
    redacted: false,
    looking: { calls: null, streams: null, findings: null },
    version: 1,
    failure: null,
    ...change,
  };
}

/** Of a capture that runs. */
export function liveStatus(live: Partial<LiveStatus> = {}, change: Partial<Status> = {}): Partial<Status> {
  const counters = { received: 20_000, droppedByKernel: 0, droppedByInterface: 0, droppedHere: 0 };
  const filter = { expression: '', widened: null };
  return { phase: 'live', inputs: [], live: { devices: ['any'], counters, filter, ...live }, ...change };
}

/** A finding of a call; `proofs` are places of its messages, or keys of rows that are no messages of it. */
export interface MadeFinding {
  call: number;
  code: string;
  severity: Severity;
  title: string;
  explanation: string;
  advice: string;
  said?: string[];
  proofs: (number | RowKey)[];
  /** `before`: place of a message. */
  gap?: { before: number | null; text: string };
}

export class FakeEngine {
  /** Whatever it was asked, in order. */
  readonly asked: Query[] = [];
  filterError: { message: string; at: number } | null = null;
  filterTrouble: string | null = null;
  save: SaveSnapshot = { kind: 'save', outcome: 'saved', path: '', dialogs: 1, packets: 4, bytes: 2048, note: null };

  /** What is copied begins with this; null where it is too long. */
  copied: string | null = 'a text';

  /** Null: libpcap takes what is asked for. */
  refusal: { message: string; at: number | null } | null = null;

  /** Fits all credentials. */
  password = 'secret';

  /** What is told of the calls that a filter keeps. */
  statistics: Partial<StatisticsSnapshot> = {};

  /** What was found in them. */
  diagnosis: Partial<FindingsSnapshot> = {};

  /** What a filter could go on with, and how many more there are. */
  proposals: string[] = [];
  moreProposals = 0;

  /** What is wrong with calls, in order, and how many findings more there are. */
  findings: MadeFinding[] = [];
  moreFindings = 0;

  /** Rows of media in every ladder, and what is known of them. */
  media: LadderRow[] = [];
  known = new Map<RowKey, Fact[]>();

  /** What there is to say of the columns of a ladder, by their labels, and rows that hidden hosts take with them. */
  hosts: Record<string, Partial<LadderHost>> = {};
  leftOut = 0;
  /** Messages that a regex could not decide. */
  undecided = 0;

  constructor(
    public calls: MadeCall[],
    public streams: MadeStream[] = [],
  ) {}

  answer(query: Query): Snapshot | null {
    this.asked.push(query);
    switch (query.kind) {
      case 'list':
        return this.list(query);
      case 'streams':
        return this.streamList(query);
      case 'ladder':
        return this.ladder(query);
      case 'ladder-findings':
        return this.ladderFindingsOf(query);
      case 'next-match':
        return this.nextMatch(query);
      case 'find':
        return this.find(query);
      case 'at-time':
        return this.atTime(query);
      case 'raw':
        return this.raw(query);
      case 'copy':
        if (this.calls.length === 0) return null;
        return { kind: 'copy', text: this.copied === null ? null : `${this.copied} of ${JSON.stringify(query)}` };
      case 'facts':
        return this.facts(query.row);
      case 'digest':
        return this.digest(query);
      case 'statistics':
        return this.statisticsOf(query);
      case 'findings':
        return this.findingsOf(query);
      case 'message':
        return this.message(query.message);
      case 'save':
        return this.save.outcome === 'failed' ? this.save : { ...this.save, path: query.path };
      case 'control':
        return this.control(query);
      case 'capture-filter':
        return this.captureFilter(query);
      case 'context':
        return { kind: 'context' };
      case 'complete':
        return this.complete(query);
      case 'check':
        return { kind: 'check', of: query.of, text: query.text, error: this.filterError };
    }
  }

  /** Whose text has no Authorization has no credentials. */
  private digest({ message, password }: DigestQuery): DigestSnapshot | null {
    const snapshot = this.message(message);
    if (snapshot === null) return null;
    const kind = 'digest';
    const has = snapshot.lines.some((line) => line.startsWith('Authorization'));
    if (!has) return { kind, message, checkable: 0, verdict: null, facts: [{ kind: 'heading', text: 'It has none.' }] };
    const right = password === this.password;
    const text = password === null ? 'not checked yet' : right ? 'right' : 'wrong';
    const facts: Fact[] = [
      { kind: 'heading', text: 'Authorization' },
      { kind: 'fact', name: 'Response', text, bad: password !== null && !right },
      { kind: 'fact', name: 'User', text: 'alice', bad: false },
    ];
    const verdict = password === null ? null : { text: `The password is ${text}`, right };
    return { kind, message, checkable: 1, verdict, facts };
  }

  private statisticsOf({ filter }: StatisticsQuery): StatisticsSnapshot {
    const kept = this.kept(filter);
    const messages = kept.reduce((sum, call) => sum + call.messages.length, 0);
    return {
      kind: 'statistics',
      counted: { filter, dialogs: kept.length, messages },
      dialogs: this.calls.length,
      sections: [],
      plot: null,
      filterError: this.filterError,
      pending: false,
      ...this.statistics,
    };
  }

  private findingsOf({ filter }: FindingsQuery): FindingsSnapshot {
    return {
      kind: 'findings',
      counted: { filter, dialogs: this.kept(filter).length, affected: 0 },
      dialogs: this.calls.length,
      calls: [],
      addresses: [],
      moreAddresses: 0,
      rules: 37,
      filterError: this.filterError,
      pending: false,
      ...this.diagnosis,
    };
  }

  /** The last word goes on as one of the proposals that begin with it. */
  private complete({ text, cursor }: CompleteQuery): CompleteSnapshot {
    const from = text.lastIndexOf(' ', cursor - 1) + 1;
    const typed = text.slice(from, cursor);
    const candidates = this.proposals.filter((one) => one.toLowerCase().startsWith(typed.toLowerCase()));
    const [first = ''] = candidates;
    let length = first.length;
    while (!candidates.every((one) => one.startsWith(first.slice(0, length)))) length--;
    const common = candidates.length === 0 ? typed : first.slice(0, length);
    return { kind: 'complete', text, cursor, from, candidates, more: this.moreProposals, common };
  }

  private control({ what, filter }: ControlQuery): ControlSnapshot {
    const before = this.calls.length;
    if (what === 'clear') this.calls = [];
    if (what === 'clear-hidden') this.calls = this.kept(filter);
    const speeds: Partial<Record<ControlQuery['what'], number>> = { faster: 2, slower: 0.5 };
    return { kind: 'control', what, cleared: before - this.calls.length, speed: speeds[what] ?? null };
  }

  private captureFilter({ expression }: CaptureFilterQuery): CaptureFilterSnapshot {
    if (this.refusal !== null) return { kind: 'capture-filter', outcome: 'refused', ...this.refusal };
    const widened = expression === '' ? null : '+ fragments, VLAN, tunnels';
    return { kind: 'capture-filter', outcome: 'set', expression, widened };
  }

  /** A filter keeps the calls that have its text in a cell: enough for what a screen does with it. */
  private kept(filter: string): MadeCall[] {
    return this.calls.filter(({ cells }) => filter === '' || Object.values(cells).join(' ').includes(filter));
  }

  private list(query: ListQuery): ListSnapshot {
    const met = this.kept(query.filter);
    const firsts = met.map(({ id, legOf = id }) => legOf);
    const kept = query.fold ? this.calls.filter(({ id }) => firsts.includes(id)) : met;
    const ordered = query.sort.descending ? kept.toReversed() : kept;
    if (query.expanded.length === 0 || query.columns.length === 0) return this.plainList(query, ordered);
    const lines = ordered.flatMap((call) => this.lines(call, query));
    const { anchor } = query;
    const stands = (dialog: number) => {
      return lines.findIndex(
        (line) => line.dialog === dialog && (line.kind === 'message' ? line.message : null) === anchor?.message,
      );
    };
    const anchorLine = anchor === null ? -1 : stands(anchor.dialog);
    return {
      kind: 'list',
      dialogs: this.calls.length,
      shown: kept.length,
      lines: lines.length,
      top: query.top,
      content: lines.slice(query.top, query.top + query.rows),
      anchorLine: anchorLine < 0 ? null : anchorLine,
      filterError: this.filterError,
      filterTrouble: this.filterTrouble,
      pending: false,
    };
  }

  /** In a folded list that of the first leg. */
  private rowOf(dialog: number, { fold }: ListQuery): number {
    return (fold ? this.calls.find(({ id }) => id === dialog)?.legOf : undefined) ?? dialog;
  }

  /** A list without expanded calls, of which there may be very many. */
  private plainList(query: ListQuery, calls: MadeCall[]): ListSnapshot {
    const { anchor, top, rows } = query;
    const anchorLine = anchor === null ? -1 : calls.findIndex(({ id }) => id === this.rowOf(anchor.dialog, query));
    return {
      kind: 'list',
      dialogs: this.calls.length,
      shown: calls.length,
      lines: calls.length,
      top,
      content: calls.slice(top, top + rows).flatMap((call) => this.lines(call, query)),
      anchorLine: anchorLine < 0 ? null : anchorLine,
      filterError: this.filterError,
      filterTrouble: this.filterTrouble,
      pending: false,
    };
  }

  /** Filtered as calls are, and sorted by the text of the cells. */
  private streamList({ filter, sort, columns, top, rows, anchor }: StreamsQuery): StreamsSnapshot {
    const kept = this.streams.filter(({ cells }) => filter === '' || Object.values(cells).join(' ').includes(filter));
    const sign = sort.descending ? -1 : 1;
    const textOf = ({ cells }: MadeStream) => cells[sort.field] ?? '';
    const ordered = kept.toSorted((a, b) => sign * textOf(a).localeCompare(textOf(b), 'en', { numeric: true }));
    const anchorLine = ordered.findIndex(({ id }) => id === anchor);
    return {
      kind: 'streams',
      streams: this.streams.length,
      shown: kept.length,
      top,
      content: ordered
        .slice(top, top + rows)
        .map(({ id, call, cells, media = 'audio PCMU/8000', quality = 'no MOS', remarks = [] }) => ({
          stream: id,
          dialog: call,
          startUs: timeOfDay(cells.time ?? '23:00:00'),
          cells: columns.map((field) => cells[field] ?? ''),
          about: `${media}   ${cells.source} -> ${cells.destination}   SSRC ${cells.ssrc}`,
          call: call === null ? '' : `call ${call}: alice -> bob`,
          quality,
          remarks,
        })),
      anchorLine: anchorLine < 0 ? null : anchorLine,
      filterError: this.filterError,
      filterTrouble: this.filterTrouble,
      pending: false,
    };
  }

  private lines(call: MadeCall, query: ListQuery): ListLine[] {
    const { method = '', state = '' } = call.cells;
    const expanded = query.expanded.includes(call.id);
    const cells = query.columns.map((field) => call.cells[field] ?? '');
    const row: ListLine = {
      kind: 'dialog',
      dialog: call.id,
      startUs: startOf(call),
      cells,
      method,
      state,
      severity: call.severity ?? '',
      expanded,
      midway: call.midway ?? false,
    };
    const messages = call.messages.map<ListLine>((message, index) => ({
      kind: 'message',
      dialog: call.id,
      message: messageId(call, index),
      last: index === call.messages.length - 1,
      timeUs: message.timeUs,
      source: message.from,
      destination: message.to,
      label: message.label,
      request: isRequest(message),
      retransmission: message.retransmission ?? false,
      forward: message.from === call.messages[0]!.from,
    }));
    const legs = query.fold ? this.calls.filter(({ id, legOf }) => legOf === call.id && id !== call.id) : [];
    if (legs.length === 0) return expanded ? [row, ...messages] : [row];
    const first: ListLine = { ...row, fold: { others: legs.length, guessed: true } };
    if (!expanded) return [first];
    const below = legs.flatMap<ListLine>((leg, i) => {
      const [own, ...rest] = this.lines({ ...leg, legOf: leg.id }, query) as [ListDialogLine, ...ListLine[]];
      return [{ ...own, leg: i === legs.length - 1 ? 'last' : 'middle' }, ...rest];
    });
    return [first, ...below];
  }

  private ladderFindingsOf(query: LadderFindingsQuery): LadderFindingsSnapshot | null {
    const ladder = this.ladder({ ...query, kind: 'ladder', filter: '', top: 0, rows: 1e6, anchor: null });
    if (ladder?.kind !== 'ladder') return null;
    const shown = ladder.titles.map(({ dialog }) => this.calls.find(({ id }) => id === dialog)!);
    const findings = this.findings.flatMap(({ call: id, proofs, said = [], gap, ...finding }) => {
      const call = shown.find((one) => one.id === id);
      if (call === undefined) return [];
      const keyOf = (proof: number | RowKey): RowKey =>
        typeof proof === 'number' ? `m${messageId(call, proof)}` : proof;
      const proofOf = (proof: number | RowKey) => {
        const row = ladder.rows.findIndex(({ key }) => key === keyOf(proof));
        return {
          key: keyOf(proof),
          row: row < 0 ? null : row,
          name: typeof proof === 'number' ? `#${proof + 1}` : 'PCMU',
        };
      };
      const before = gap === undefined || gap.before === null ? null : keyOf(gap.before);
      return [
        {
          ...finding,
          call: Number(call.cells.index),
          said,
          proofs: proofs.map(proofOf),
          gap: gap === undefined ? null : { before, text: gap.text },
        },
      ];
    });
    return { kind: 'ladder-findings', findings, leftOut: this.moreFindings };
  }

  private ladder(query: LadderQuery): Snapshot | null {
    const asked = query.dialogs.flatMap((id) => this.calls.filter((call) => call.id === id));
    const firsts = asked.map(({ id, legOf = id }) => legOf);
    const calls = query.extended ? this.calls.filter(({ id, legOf = id }) => firsts.includes(legOf)) : asked;
    if (calls.length === 0) return null;
    const labels: string[] = [];
    const columnOf = (endpoint: string) => {
      const label = query.columnsBy === 'address' ? endpoint.replace(/:\d+$/, '') : endpoint;
      if (!labels.includes(label)) labels.push(label);
      return labels.indexOf(label);
    };
    const all = calls
      .flatMap((call, dialog) => call.messages.map((message, index) => ({ call, dialog, message, index })))
      .sort((a, b) => a.message.timeUs - b.message.timeUs);
    const rows = all.map<LadderRow>(({ call, dialog, message, index }, at) => ({
      kind: 'message',
      key: `m${messageId(call, index)}`,
      message: messageId(call, index),
      number: index,
      dialog,
      timeUs: message.timeUs,
      deltaUs: at === 0 ? null : message.timeUs - all[at - 1]!.message.timeUs,
      from: columnOf(message.from),
      to: columnOf(message.to),
      source: message.from,
      destination: message.to,
      fromPort: portOf(message.from),
      toPort: portOf(message.to),
      label: message.label,
      request: isRequest(message),
      method: message.label.split(' ')[0]!,
      status: isRequest(message) ? 0 : Number(message.label.slice(0, 3)),
      cseq: 1,
      retransmission: message.retransmission ?? false,
      sdp: message.sdp ?? [],
      problem: (message.problems ?? []).length > 0,
      matches: this.matches(query.filter, message),
    }));
    if (query.media) rows.push(...this.media.map((row) => ({ ...row, dialog: 0 })));
    rows.sort((a, b) => a.timeUs - b.timeUs);
    const anchorRow = rows.findIndex(({ key }) => key === query.anchor);
    const columns = labels.map((label) => ({
      label,
      name: label.startsWith('10.0.0.2') ? 'sbc' : '',
      host: label,
      behind: '',
      ends: 1,
      ...this.hosts[label],
    }));
    const hosts = columns.map((column) => ({
      ...column,
      hidden: query.hidden.includes(column.host),
      seen: [column.host],
      aliasOf: [column.host.replace(/:\d+$/, '')],
      ...this.hosts[column.label],
    }));
    return {
      kind: 'ladder',
      legs: query.extended ? (new Set(firsts).size < calls.length ? ['X-Call-ID'] : []) : null,
      titles: calls.map(({ id, cells, messages }) => ({
        dialog: id,
        index: id,
        from: cells.from ?? '',
        to: cells.to ?? '',
        state: cells.state ?? '',
        callId: cells.callId ?? '',
        setupMs: messages.length > 3 ? 970 : null,
        talkMs: messages.length > 6 ? 6000 : null,
        digits: this.media.some(({ kind }) => kind === 'digit') ? '4' : '',
      })),
      columns,
      hosts,
      leftOut: this.leftOut,
      total: rows.length,
      firstUs: rows[0]?.timeUs ?? 0,
      lastUs: rows.at(-1)?.timeUs ?? 0,
      top: query.top,
      rows: rows.slice(query.top, query.top + query.rows),
      anchorRow: anchorRow < 0 ? null : anchorRow,
    };
  }

  /** A filter marks the messages whose label holds its text; one that begins with `from` asks nothing of messages. */
  private matches(filter: string, { label }: MadeMessage): boolean {
    return filter !== '' && !filter.startsWith('from') && label.includes(filter);
  }

  private nextMatch(query: NextMatchQuery): NextMatchSnapshot | null {
    const kind = 'next-match';
    if (query.filter.startsWith('from')) return { kind, outcome: 'unmarked' };
    const ladder = this.ladder({ ...query, kind: 'ladder', top: 0, rows: 1e9, anchor: query.from });
    if (ladder?.kind !== 'ladder') return null;
    const { rows, anchorRow } = ladder;
    for (let steps = 1; steps <= rows.length; steps++) {
      const at = ((anchorRow ?? -1) + steps * query.step + 2 * rows.length) % rows.length;
      const row = rows[at]!;
      if (row.kind === 'message' && row.matches) return { kind, outcome: 'found', row: at, key: row.key };
    }
    return { kind, outcome: 'none' };
  }

  /** Places are where the text stands; of a regex the line. */
  private find(query: FindQuery): FindSnapshot | null {
    const kind = 'find';
    const { text, from, step } = query;
    const regex = /^\/(.+)\/([a-z]*)$/.exec(text);
    if (regex?.[1] === '(') return { kind, outcome: 'wrong', message: 'this is no regex: unterminated group', at: 1 };
    const pattern = regex === null ? null : new RegExp(regex[1]!, regex[2]);
    const ladder = this.ladder({ ...query, kind: 'ladder', filter: '', top: 0, rows: 1e9, anchor: from });
    if (ladder?.kind !== 'ladder') return null;
    const { rows, anchorRow } = ladder;
    const start = anchorRow ?? -1;
    for (let steps = step === 0 && start >= 0 ? 0 : 1; steps <= rows.length; steps++) {
      const at = (start + steps * (step || 1) + 2 * rows.length) % rows.length;
      const row = rows[at]!;
      const lines = row.kind === 'message' ? this.message(row.message)!.lines : [];
      const places = lines.flatMap((line, index) => {
        if (pattern !== null) return pattern.test(line) ? [{ line: index, from: 0, to: line.length }] : [];
        const place = line.toLowerCase().indexOf(text.toLowerCase());
        return place < 0 ? [] : [{ line: index, from: place, to: place + text.length }];
      });
      if (places.length === 0 || row.kind !== 'message') continue;
      const wrapped = step < 0 ? at >= start && start >= 0 : at <= start && steps > 0;
      const { key, message } = row;
      return { kind, outcome: 'found', row: at, key, message, wrapped, places, undecided: this.undecided };
    }
    return { kind, outcome: 'none', undecided: this.undecided };
  }

  private atTime({ timeUs, ladder: shape }: AtTimeQuery): AtTimeSnapshot {
    const kind = 'at-time';
    const times: { us: number; dialog: number | null; key: RowKey | null }[] = [];
    if (shape === null) for (const call of this.calls) times.push({ us: startOf(call), dialog: call.id, key: null });
    else {
      const ladder = this.ladder({ ...shape, kind: 'ladder', filter: '', top: 0, rows: 1e9, anchor: null });
      if (ladder?.kind === 'ladder')
        for (const row of ladder.rows) times.push({ us: row.timeUs, dialog: null, key: row.key });
    }
    const [firstUs, lastUs] = [times[0]?.us ?? null, times.at(-1)?.us ?? null];
    const row = times.findIndex(({ us }) => us >= timeUs);
    if (row < 0) return { kind, outcome: 'after', firstUs, lastUs };
    return { kind, outcome: 'found', row, dialog: times[row]!.dialog, key: times[row]!.key, firstUs, lastUs };
  }

  private raw(query: RawQuery): RawSnapshot | null {
    const shape = { columnsBy: 'port', order: [], hidden: [], media: false, filter: '' } as const;
    const anchor = query.anchor === null ? null : (`m${query.anchor}` as const);
    const ladder = this.ladder({
      ...query,
      ...shape,
      hidden: [],
      order: [],
      kind: 'ladder',
      top: 0,
      rows: 1e9,
      anchor,
    });
    if (ladder?.kind !== 'ladder') return null;
    const shift = (ladder.anchorRow ?? query.at) - query.at;
    const top = Math.max(0, query.top + shift);
    const shown = ladder.rows.slice(top, query.top + shift + query.rows);
    const messages = shown.flatMap((row) => (row.kind === 'message' ? [this.message(row.message)!] : []));
    return { kind: 'raw', total: ladder.total, top, messages, anchorAt: ladder.anchorRow, calls: ladder.titles };
  }

  private facts(row: RowKey): Snapshot | null {
    const facts = this.known.get(row);
    return facts === undefined ? null : { kind: 'facts', row, facts };
  }

  private message(id: number): MessageSnapshot | null {
    const call = this.calls.find((one) => one.id === Math.floor(id / 1000));
    const made = call?.messages[id % 1000];
    if (call === undefined || made === undefined) return null;
    const lines = (made.text ?? `${made.label} SIP/2.0\nCall-ID: ${call.cells.callId}\n`).split('\n');
    const blank = lines.indexOf('');
    return {
      kind: 'message',
      message: id,
      number: id % 1000,
      dialog: call.id,
      timeUs: made.timeUs,
      source: made.from,
      destination: made.to,
      transport: 'UDP',
      retransmission: made.retransmission ?? false,
      lines,
      headLines: blank < 0 ? lines.length : blank,
      headers: lines
        .slice(0, blank < 0 ? lines.length : blank)
        .map((line, at) => (at === 0 ? '' : (/^[\w-]+(?=:)/.exec(line)?.[0].toLowerCase() ?? ''))),
      length: lines.join('\r\n').length,
      problems: made.problems ?? [],
      meanings: made.meanings ?? [],
    };
  }
}

/** Of the day on which all is. */
function timeOfDay(text: string): number {
  const [hours, minutes, seconds] = text.split(':').map(Number);
  return Date.UTC(2026, 10, 20, hours, minutes) * 1000 + (seconds ?? 0) * 1e6;
}

/** One without messages begins at 23:00. */
function startOf({ messages }: MadeCall): number {
  return messages[0]?.timeUs ?? Date.UTC(2026, 10, 20, 23) * 1000;
}

export function messageId(call: MadeCall, index: number): number {
  return call.id * 1000 + index;
}

function isRequest({ label }: MadeMessage): boolean {
  return !/^\d/.test(label);
}

function portOf(endpoint: string): number {
  return Number(endpoint.slice(endpoint.lastIndexOf(':') + 1));
}
