/**
 * The worker's day: reads a slice, brings the list up to date, tells how far it is, and answers between slices. Plain:
 * what it posts goes wherever it is told.
 */

import { DIAGNOSIS_SLICE_MS, SLICE_MS, STATUS_INTERVAL_MS } from '../budgets';
import { Answers } from './answers';
import { Filters } from './filters';
import { FindingsView } from './findings-view';
import { ListView } from './list-view';
import type { Answer, Ask, Status } from './protocol';
import type { Session } from './session';
import { breath } from './slices';
import { StatisticsView } from './statistics-view';
import { StreamsView } from './streams-view';

/** Beats of rest for one look at counters: about a second. */
const RESTS_A_LOOK = 10;

export type Post = (message: Status | Answer) => void;

/** When a capture ends by itself; null: when its inputs do. */
export interface StopAfter {
  packets: number | null;
  ms: number | null;
}

export class Runner {
  private readonly list: ListView;
  private readonly streams: StreamsView;
  private readonly statistics: StatisticsView;
  private readonly findings: FindingsView;
  /** Those that are kept up to date. */
  private readonly screens: readonly { advance(ms: number): boolean; unsettled: boolean }[];
  private readonly answers: Answers;
  private listChanges = 0;
  /** Mark of the status that was told last. */
  private told = '';
  private toldAtMs = Number.NEGATIVE_INFINITY;
  /** What was there at the last beat, and beats since something happened. */
  private seen = -1;
  private rests = 0;
  private working = false;
  private closing = false;
  /** Questions that are being answered; a save takes a while. */
  private readonly underWay = new Set<Promise<void>>();

  constructor(
    private readonly session: Session,
    private readonly post: Post,
    private readonly nowMs: () => number,
  ) {
    const filters = new Filters(() => session.hostNames);
    const list = new ListView(session.store, nowMs, filters);
    const streams = new StreamsView(session.store, nowMs, filters);
    this.list = list;
    this.streams = streams;
    const statistics = new StatisticsView(session.store, nowMs, filters, () => session.counted);
    this.statistics = statistics;
    const findings = new FindingsView(session, nowMs, filters);
    this.findings = findings;
    this.screens = [list, streams, statistics, findings];
    const givenUp = () => this.closing;
    this.answers = new Answers({ session, list, streams, statistics, findings, filters, nowMs, givenUp });
  }

  /** Reads everything. Resolves when all is read; questions are answered before and after. */
  async read(stopAfter: Pick<StopAfter, 'ms'> = { ms: null }): Promise<void> {
    this.tell();
    const timer = stopAfter.ms === null ? undefined : setTimeout(() => this.session.stop(), stopAfter.ms);
    // A pipe may rest for minutes: what came before is told all the same, and a list is put in order.
    const pulse = setInterval(() => this.beat(), STATUS_INTERVAL_MS);
    try {
      for (let more = true; more; ) {
        const dry = this.session.readBuffered(this.nowMs() + SLICE_MS, this.nowMs);
        this.advance(dry);
        this.tellInTime();
        if (dry) more = await this.session.fetch();
        await breath();
      }
    } finally {
      clearInterval(pulse);
      clearTimeout(timer);
    }
    await this.session.intake.recording?.close();
    // What is unanswered is known only now.
    this.list.judgeAgain();
    this.streams.judgeAgain();
    this.statistics.judgeAgain();
    this.findings.judgeAgain();
    await this.workOnList();
    this.tell();
  }

  async ask(ask: Ask): Promise<void> {
    const answered = this.answer(ask);
    this.underWay.add(answered);
    await answered.finally(() => this.underWay.delete(answered));
    await this.workOnList();
  }

  /** Gives up saves and ends the recording. Resolves when nothing of the former is left behind, and the latter whole. */
  async close(): Promise<void> {
    this.closing = true;
    await Promise.allSettled([...this.underWay]);
    await this.session.intake.recording?.close();
  }

  private async answer({ id, query }: Ask): Promise<void> {
    this.post({ id, snapshot: await this.answers.answer(query).catch((error) => this.unanswered(error)) });
  }

  /** A disk that fails under one message is no reason to lose the rest: it is told, and the question has no answer. */
  private unanswered(error: Error): null {
    this.session.troubles.push(`cannot be read again: ${error.message}`);
    this.listChanges++;
    this.tellInTime();
    return null;
  }

  /** While nothing happens, only what has to be asked for is looked after, and seldom: an idle capture costs nothing. */
  private beat(): void {
    const seen = this.session.store.version + this.session.packets;
    const unsettled = this.isUndiagnosed || this.screens.some((screen) => screen.unsettled);
    this.rests = seen === this.seen && !unsettled ? this.rests + 1 : 0;
    this.seen = seen;
    if (this.rests % RESTS_A_LOOK > 1) return;
    this.advance(true);
    this.tell();
  }

  private get isUndiagnosed(): boolean {
    return this.session.diagnosis?.settled === false;
  }

  /** `idle`: nothing waits to be read, so that there is time to look for legs and problems. */
  private advance(idle: boolean): void {
    const { legs } = this.session.store;
    if (idle && legs.wanted && !legs.settled) legs.advance(this.nowMs() + SLICE_MS, this.nowMs);
    this.session.diagnosis?.advance(this.nowMs() + (idle ? SLICE_MS : DIAGNOSIS_SLICE_MS), this.nowMs);
    for (const screen of this.screens) if (this.advanced(screen)) this.listChanges++;
  }

  /** A filter reads messages again, and a disk may fail: what was shown stands, and reading goes on. */
  private advanced(screen: Runner['screens'][number]): boolean {
    try {
      return screen.advance(SLICE_MS);
    } catch (error) {
      const { troubles } = this.session;
      const trouble = `cannot be read again: ${(error as Error).message}`;
      if (!troubles.includes(trouble)) troubles.push(trouble);
      return true;
    }
  }

  private get isBusy(): boolean {
    if (this.list.pending || this.streams.busy || this.statistics.busy || this.findings.busy) return true;
    return this.looksForLegs || (this.session.done && this.isUndiagnosed);
  }

  /** While packets come, legs are read() and beat()'s. */
  private get looksForLegs(): boolean {
    const { legs } = this.session.store;
    return this.session.done && legs.wanted && !legs.settled;
  }

  /** What a question asked for is not left to read(), which may wait for packets. */
  private async workOnList(): Promise<void> {
    if (this.working) return;
    this.working = true;
    while (this.isBusy) {
      this.advance(this.session.done);
      await breath();
      // Not oftener: who looks on reads a figure, not a blur.
      if (this.nowMs() - this.toldAtMs >= STATUS_INTERVAL_MS) this.tell();
    }
    this.working = false;
    this.advance(this.session.done);
    this.tellInTime();
  }

  /** A screen asks anew whenever it is told something: while packets come, not each answer may tell of them. */
  private tellInTime(): void {
    if (this.session.done || this.nowMs() - this.toldAtMs >= STATUS_INTERVAL_MS) this.tell();
  }

  /** The status, unless the same was told already. */
  private tell(): void {
    const status = this.session.status();
    status.version += this.listChanges;
    status.looking = { calls: this.list.looking, streams: this.streams.looking, findings: this.findings.looking };
    const mark = markOf(status);
    this.toldAtMs = this.nowMs();
    if (mark === this.told) return;
    this.told = mark;
    this.post(status);
  }
}

/** Differs where a screen would. */
function markOf(status: Status): string {
  const { version, packets, phase, paused, leftOut, warnings, live, recording, replay, looking } = status;
  const { droppedByKernel, droppedByInterface, droppedHere } = live?.counters ?? NO_COUNTERS;
  const drops = [droppedByKernel, droppedByInterface, droppedHere];
  const recorded = [recording?.path, recording?.packets, recording?.lost, recording?.trouble];
  const looked = [looking.calls?.percent, looking.streams?.percent, looking.findings?.percent];
  const replayed = [replay?.speed, Math.floor(replay?.positionS ?? 0), replay?.totalS, replay?.skippedS];
  return [
    version,
    packets,
    phase,
    paused,
    leftOut,
    warnings.length,
    ...drops,
    ...recorded,
    ...looked,
    ...replayed,
  ].join();
}

const NO_COUNTERS = { droppedByKernel: null, droppedByInterface: null, droppedHere: 0 };
