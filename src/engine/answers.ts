/** What the engine answers to each kind of query: a row a kind. */

import { SLICE_MS, STATUS_INTERVAL_MS } from '../budgets';
import { CaptureFilterError } from '../capture/live';
import { isAudio, saveDialogs } from '../export/save';
import { saveAddresses } from '../export/save-addresses';
import { PLAIN_LADDER } from '../export/save-ladder';
import { fieldNamed } from '../filter/fields';
import { streamFieldNamed } from '../filter/stream-fields';
import { reportFacts, streamFacts } from '../ladder/facts';
import type { RowKey } from '../ladder/ladder';
import { callAtTime } from './at-time';
import { completionOf } from './completion';
import { digestAnswer } from './digest';
import { Filters } from './filters';
import { FindingsView } from './findings-view';
import { keptDialogs } from './kept';
import { LadderAnswers } from './ladder-answers';
import { legsRead, withLegs } from './legs';
import type { ListView } from './list-view';
import { ListWindow } from './list-window';
import { messageSnapshot } from './message';
import type {
  AtTimeQuery,
  AtTimeSnapshot,
  CaptureFilterQuery,
  CaptureFilterSnapshot,
  CheckQuery,
  CheckSnapshot,
  CompleteQuery,
  CompleteSnapshot,
  ContextQuery,
  ContextSnapshot,
  ControlQuery,
  ControlSnapshot,
  FactsQuery,
  FactsSnapshot,
  FindingsQuery,
  FindingsSnapshot,
  ListQuery,
  ListSnapshot,
  MessageQuery,
  MessageSnapshot,
  Query,
  SaveQuery,
  SaveSnapshot,
  Snapshot,
  StatisticsQuery,
  StatisticsSnapshot,
  StreamsQuery,
  StreamsSnapshot,
} from './protocol';
import type { Session } from './session';
import { breath } from './slices';
import { StatisticsView } from './statistics-view';
import { streamLine } from './stream-lines';
import type { StreamsView } from './streams-view';

export interface Engine {
  session: Session;
  list: ListView;
  streams: StreamsView;
  statistics?: StatisticsView;
  findings?: FindingsView;
  /** Those with which list and streams read their filters. */
  filters?: Filters;
  nowMs?: () => number;
  /** True when the program ends and saves shall not be finished. */
  givenUp?: () => boolean;
}

export class Answers {
  private readonly filters: Filters;
  private readonly statistics: StatisticsView;
  private readonly findings: FindingsView;
  private readonly ladders: LadderAnswers;

  constructor(private readonly engine: Engine) {
    const { session, filters = new Filters(), nowMs = () => performance.now() } = engine;
    this.filters = filters;
    this.statistics = engine.statistics ?? new StatisticsView(session.store, nowMs, filters);
    this.findings = engine.findings ?? new FindingsView(session, nowMs, filters);
    this.ladders = new LadderAnswers(session, filters, nowMs);
  }

  /** Null when what the query asks about has gone. */
  async answer(query: Query): Promise<Snapshot | null> {
    switch (query.kind) {
      case 'list':
        return this.listAnswer(query);
      case 'streams':
        return this.streamsAnswer(query);
      case 'ladder':
        return this.ladders.rows(query);
      case 'ladder-findings':
        return this.ladders.findings(query);
      case 'next-match':
        return this.ladders.nextMatch(query);
      case 'find':
        return this.ladders.find(query);
      case 'at-time':
        return this.atTimeAnswer(query);
      case 'raw':
        return this.ladders.raw(query);
      case 'copy':
        return this.ladders.copy(query);
      case 'facts':
        return this.factsAnswer(query);
      case 'digest':
        return digestAnswer(this.engine.session.store, query, this.engine.session.redaction !== null);
      case 'statistics':
        return this.statisticsAnswer(query);
      case 'findings':
        return this.findingsAnswer(query);
      case 'message':
        return this.messageAnswer(query);
      case 'save':
        return this.saveAnswer(query);
      case 'control':
        return this.control(query);
      case 'capture-filter':
        return this.captureFilter(query);
      case 'context':
        return this.context(query);
      case 'complete':
        return this.completion(query);
      case 'check':
        return this.check(query);
    }
  }

  private completion(query: CompleteQuery): Promise<CompleteSnapshot> {
    const { session, nowMs } = this.engine;
    return completionOf(query, session.store, this.filters.saved, nowMs, session.hostNames);
  }

  private context({ saved, marked, settings }: ContextQuery): ContextSnapshot {
    this.filters.read(saved, marked);
    if (settings !== undefined) this.engine.session.use(settings);
    return { kind: 'context' };
  }

  private check({ of, text }: CheckQuery): CheckSnapshot {
    const filter = this.filters.parse(text, of);
    return { kind: 'check', of, text, error: filter.ok ? null : { message: filter.message, at: filter.at } };
  }

  private listAnswer(query: ListQuery): ListSnapshot {
    const { list, session } = this.engine;
    list.ask(query.filter, query.sort, query.fold);
    list.advance(0);
    const names = session.settings['list.names'] ? session.hostNames : null;
    const window = new ListWindow(session.store, list, query.expanded, names);
    const fields = query.columns.map(fieldNamed);
    return {
      kind: 'list',
      dialogs: session.store.dialogs.count,
      shown: list.length,
      lines: window.lines,
      top: query.top,
      content: window.content(query.top, query.rows, fields),
      anchorLine: query.anchor === null ? null : window.lineOf(query.anchor.dialog, query.anchor.message),
      filterError: list.error,
      filterTrouble: list.trouble,
      pending: list.pending,
    };
  }

  private streamsAnswer(query: StreamsQuery): StreamsSnapshot {
    const { streams, session } = this.engine;
    const { store } = session;
    streams.ask(query.filter, query.sort);
    // Few streams are in order at once; the rest is done between slices.
    streams.advance(SLICE_MS);
    const fields = query.columns.map(streamFieldNamed);
    const count = Math.max(0, Math.min(query.rows, streams.length - query.top));
    const anchorLine = query.anchor === null ? -1 : streams.placeOf(query.anchor);
    return {
      kind: 'streams',
      streams: store.mediaStreams.streams.count,
      shown: streams.length,
      top: query.top,
      content: Array.from({ length: count }, (_, i) => streamLine(store, streams.at(query.top + i), fields)),
      anchorLine: anchorLine < 0 ? null : anchorLine,
      filterError: streams.error,
      filterTrouble: streams.trouble,
      pending: streams.pending,
    };
  }

  private async atTimeAnswer({ timeUs, ladder, expanded }: AtTimeQuery): Promise<AtTimeSnapshot | null> {
    const { session, list } = this.engine;
    if (ladder !== null) return this.ladders.atTime(ladder, timeUs);
    const window = new ListWindow(session.store, list, expanded);
    return callAtTime(session.store, list, timeUs, (dialog) => window.lineOf(dialog, null));
  }

  private legsRead(): Promise<void> {
    const { session, nowMs = () => performance.now() } = this.engine;
    return legsRead(session.store, nowMs);
  }

  private factsAnswer({ row }: FactsQuery): FactsSnapshot | null {
    const { store } = this.engine.session;
    const about = rowNamed(row);
    if (about.of === 'report') {
      const message = store.messageRow(about.id);
      return message < 0 ? null : { kind: 'facts', row, facts: reportFacts(store, message) };
    }
    const stream = store.mediaStreams.streams.row(about.id);
    return stream < 0 ? null : { kind: 'facts', row, facts: streamFacts(store, stream) };
  }

  private statisticsAnswer({ filter }: StatisticsQuery): StatisticsSnapshot {
    this.statistics.ask(filter);
    // Few dialogs are counted at once; the rest is done between slices.
    this.statistics.advance(SLICE_MS);
    return this.statistics.snapshot();
  }

  /** What is counted soon is waited for, while others are let in: nobody is to read of counting for a moment. */
  private async findingsAnswer({ filter }: FindingsQuery): Promise<FindingsSnapshot> {
    const { nowMs = () => performance.now() } = this.engine;
    const endMs = nowMs() + STATUS_INTERVAL_MS;
    this.findings.ask(filter);
    this.findings.advance(SLICE_MS);
    while (this.findings.pending && nowMs() < endMs) {
      await breath();
      this.findings.advance(SLICE_MS);
    }
    return this.findings.snapshot();
  }

  private messageAnswer({ message }: MessageQuery): MessageSnapshot | null {
    const { store } = this.engine.session;
    const row = store.messageRow(message);
    return row < 0 ? null : messageSnapshot(store, row);
  }

  private async control({ what, filter: text, legs = false }: ControlQuery): Promise<ControlSnapshot> {
    const { session } = this.engine;
    const { store, replay } = session;
    const filter = this.filters.parse(text);
    let cleared = 0;
    if (what === 'pause' || what === 'resume') session.setPaused(what === 'pause');
    else if (what === 'step' || what === 'faster' || what === 'slower') replay?.[what]();
    else if (what === 'clear') cleared = store.clear('all');
    else if (filter.ok) {
      // What comes while they are judged has not been seen by who asked, and stays.
      const before = store.dialogCount;
      if (legs) await this.legsRead();
      const ids = await keptDialogs(store, filter);
      const rows = ids.map((id) => store.dialogRow(id)).filter((row) => row >= 0);
      const kept = new Set((legs ? withLegs(store, rows) : rows).map((row) => store.dialogId(row)));
      const { index } = store.dialogs.columns;
      cleared = store.clear((row) => index[row] <= before && !kept.has(store.dialogId(row)));
    }
    return { kind: 'control', what, cleared, speed: replay?.speed ?? null };
  }

  private captureFilter({ expression }: CaptureFilterQuery): CaptureFilterSnapshot {
    const kind = 'capture-filter';
    const { live } = this.engine.session;
    if (live === null)
      return { kind, outcome: 'refused', message: 'only a live capture has a capture filter', at: null };
    try {
      return { kind, outcome: 'set', ...live.setFilter(expression) };
    } catch (error) {
      if (!(error instanceof CaptureFilterError)) throw error;
      return { kind, outcome: 'refused', message: error.message, at: error.at };
    }
  }

  private async saveAnswer(query: SaveQuery): Promise<SaveSnapshot> {
    if (query.what === 'addresses') return this.saveAddresses(query);
    const { store, media, files: inputs } = this.engine.session;
    const filter = this.filters.parse(query.what === 'filtered' ? query.filter : '');
    if (!filter.ok) return { kind: 'save', outcome: 'failed', message: `filter: ${filter.message}` };
    const ids = query.what === 'dialogs' ? query.dialogs : await keptDialogs(store, filter);
    if (query.legs) await this.legsRead();
    const asked = ids.map((id) => store.dialogRow(id)).filter((row) => row >= 0);
    const wanted = query.legs ? withLegs(store, asked) : asked;
    const { streams } = store.mediaStreams;
    const rows = query.streams.map((id) => streams.row(id)).filter((row) => row >= 0);
    const what = { dialogs: wanted, strays: query.what === 'all', streams: rows };
    const { overwrite, path } = query;
    const { givenUp = () => false } = this.engine;
    const { order = [], hidden = [], ...wish } = query.ladder ?? {};
    const { hostNames: names } = this.engine.session;
    const { findingsWish: findings } = this.engine.session;
    const ladder = { ...PLAIN_LADDER, ...wish, arrangement: { order, hidden }, names, findings };
    const kept = query.media || isAudio(path) ? media : null;
    const { redaction, standIns } = this.engine.session;
    const redact =
      query.redact === true && redaction === null ? { standIns, media: media.available ? media : null } : null;
    const options = { overwrite, format: null, givenUp, inputs, media: kept, ladder, redact };
    return { kind: 'save', ...(await saveDialogs(store, what, path, options)) };
  }

  private async saveAddresses({ filter: text, code = null, path, overwrite }: SaveQuery): Promise<SaveSnapshot> {
    const { store, diagnosis, redaction, files: inputs } = this.engine.session;
    if (redaction !== null) return { kind: 'save', outcome: 'failed', message: STAND_INS_BLOCK };
    const filter = this.filters.parse(text);
    if (!filter.ok) return { kind: 'save', outcome: 'failed', message: `filter: ${filter.message}` };
    const ids = await keptDialogs(store, filter);
    const { givenUp = () => false, nowMs = () => performance.now() } = this.engine;
    // What has come is part of it.
    while (diagnosis?.advance(nowMs() + SLICE_MS, nowMs) === false && !givenUp()) await breath();
    const dialogs = ids.map((id) => store.dialogRow(id)).filter((row) => row >= 0);
    const outcome = await saveAddresses(store, diagnosis, { dialogs, code }, path, { overwrite, inputs, givenUp });
    return { kind: 'save', ...outcome };
  }
}

/** Of whom a firewall would block. */
const STAND_INS_BLOCK = 'with --redact addresses are stand-ins, which may be those of others';

function rowNamed(key: RowKey): { of: 'report' | 'stream'; id: number } {
  const [, kind, id] = /^(.)(\d+)/.exec(key) ?? ['', '', '-1'];
  return { of: kind === 'r' ? 'report' : 'stream', id: Number(id) };
}
