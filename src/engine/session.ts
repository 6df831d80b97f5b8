/**
 * One capture being read: inputs, decoder and store together, driven in slices by whoever owns the thread. A plain
 * module: worker.ts runs it beside a screen, cli/headless.ts in its own thread.
 */

import { RTP_KEPT_SHARE, SDP_AT_ONCE } from '../budgets';
import type { FileFilter } from '../capture/bpf/file-filter';
import { newFrame } from '../capture/frame';
import type { CaptureInput } from '../capture/input';
import type { LiveInput } from '../capture/live';
import { MergedInput } from '../capture/merge';
import { Replay, type ReplayWorld } from '../capture/replay';
import { Decoder } from '../decode/decoder';
import { EndpointTable } from '../decode/endpoints';
import type { ScansAhead } from '../decode/sip/scan-ahead';
import { Diagnosis } from '../diagnose/diagnosis';
import type { Language } from '../diagnose/languages/language';
import type { FindingsWish } from '../export/ladder-findings';
import { KeptMedia } from '../export/media/kept-media';
import { Redaction, withoutReading } from '../export/redact/redaction';
import { StandIns } from '../export/redact/stand-ins';
import type { Counted } from '../export/statistics';
import type { HostNames } from '../store/host-names';
import { Store, type StoreLimits } from '../store/store';
import { Hosts, type SystemHosts } from './hosts';
import { Intake, type Recording } from './intake';
import type { EngineSettings, Status } from './protocol';
import { DEFAULT_ENGINE_SETTINGS, thresholdsOf } from './settings';
import { breath } from './slices';
import { openSource } from './source';
import { trafficInWords } from './traffic';

/** Frames between two looks at the clock. */
const FRAMES_A_LOOK = 128;

/** Bytes of a file for each SIP message in it, at the least; and the most messages that room is made for beforehand. */
const BYTES_A_MESSAGE = 500;
const EXPECTED_MAX = 2 ** 20;

/** What most sessions have not. */
export interface SessionExtras {
  /** That of the inputs which is live. */
  live?: LiveInput | null;
  /** Which packets of files are taken; null takes all. */
  filter?: FileFilter | null;
  recording?: Recording | null;
  /** Packets after which the capture ends. */
  packets?: number | null;
  /** -r: RTP is kept for saving where it cannot be read again, and recorded. */
  rtp?: boolean;
  settings?: EngineSettings;
  /** Of /etc/hosts. */
  systemHosts?: SystemHosts;
  /** Those that another thread makes of the messages; it is stopped when all is read. */
  scansAhead?: ScansAhead | null;
  /** --redact: everything behind the decoder is given stand-ins. `original` keeps what they stand for, to be filtered. */
  redact?: { original: boolean } | null;
  /** Files come in their own rhythm, so many times as fast; null reads them as fast as can be. */
  replay?: { speed: number; world: ReplayWorld } | null;
  /** The language of the locale. */
  locale?: Language;
  /** Nobody will ask what is wrong with a dialog: reading is spared looking for it. */
  undiagnosed?: boolean;
}

const NO_NAMES: HostNames = new Map();

export class Session {
  readonly endpoints = new EndpointTable();
  readonly store: Store;
  readonly intake: Intake;
  readonly decoder: Decoder;
  private readonly source: Pick<CaptureInput, 'next' | 'fill'>;
  private readonly frame = newFrame();
  readonly live: LiveInput | null;
  readonly filter: FileFilter | null;
  /** Null where the capture is not replayed. */
  readonly replay: Replay | null;
  private readonly scansAhead: ScansAhead | null;
  /** For what is saved redacted out of a session that is not: the same in all of its files. */
  readonly standIns: StandIns;
  /** Where the RTP is that was read. */
  readonly media: KeptMedia;
  /** Replaced by use(). */
  settings: EngineSettings;
  private readonly hosts: Hosts;
  /** Null where everything is shown as it is. */
  readonly redaction: Redaction | null;
  /** What is wrong with dialogs; null where nobody asks. */
  readonly diagnosis: Diagnosis | null;
  /** Of the original that is kept beside what is redacted, for filters. */
  private readonly originalDiagnosis: Diagnosis | null;
  private readonly locale: Language;
  /** Frames that are still to be taken. */
  private packetsLeft: number;
  private stopping = false;
  private ended = false;

  constructor(
    readonly inputs: readonly CaptureInput[],
    limits: StoreLimits,
    {
      live = null,
      filter = null,
      recording = null,
      packets = null,
      rtp = false,
      settings = DEFAULT_ENGINE_SETTINGS,
      systemHosts = [],
      scansAhead = null,
      redact = null,
      replay = null,
      locale = 'en',
      undiagnosed = false,
    }: SessionExtras = {},
  ) {
    this.settings = settings;
    this.locale = locale;
    this.hosts = new Hosts(inputs, systemHosts);
    this.scansAhead = scansAhead;
    this.live = live;
    this.filter = filter;
    this.packetsLeft = packets ?? Number.POSITIVE_INFINITY;
    this.redaction = redact === null ? null : new Redaction();
    this.standIns = this.redaction?.standIns ?? new StandIns();
    this.media = new KeptMedia(inputs, rtp ? limits.memoryBytes * RTP_KEPT_SHARE : 0, {
      passes: filter && ((frame) => filter.passes(frame)),
      standIns: this.redaction?.standIns ?? null,
      original: null,
    });
    const left = limits.memoryBytes - (this.media.ring?.limitBytes ?? 0);
    // Two stores share it.
    const memoryBytes = redact?.original ? left / 2 : left;
    const storeLimits = { ...limits, memoryBytes };
    const readable = redact === null ? inputs : inputs.map(withoutReading);
    // What is scanned ahead is the original.
    const scans = redact === null ? scansAhead : null;
    this.store = new Store(this.endpoints, readable, storeLimits, expectedMessages(inputs), scans);
    this.diagnosis = undiagnosed ? null : new Diagnosis(this.store, thresholdsOf(settings));
    this.use(settings);
    this.intake = new Intake(this.store, recording, { kept: this.media, recorded: rtp });
    this.decoder =
      this.redaction === null
        ? new Decoder(this.intake, this.endpoints)
        : this.redaction.decoder(
            this.intake,
            this.endpoints,
            redact?.original ? { inputs, limits: storeLimits } : null,
          );
    const original = undiagnosed ? null : (this.redaction?.original ?? null);
    this.originalDiagnosis = original && new Diagnosis(original, thresholdsOf(settings));
    const source = inputs.length === 1 ? inputs[0] : new MergedInput(inputs);
    this.replay = replay && new Replay(source, replay.world, replay.speed, () => this.store.messageCount);
    this.source = this.replay ?? source;
  }

  /** Opens the files; `-` is standard input. Rejects with InputError, one line, when one of them cannot be read. */
  static async open(paths: readonly string[], limits: StoreLimits): Promise<Session> {
    const { inputs } = await openSource({ files: paths, filter: null });
    return new Session(inputs, limits);
  }

  /** The user has changed one. */
  use(settings: EngineSettings): void {
    this.settings = settings;
    const wish = { headers: settings['legs.headers'], guess: settings['legs.guess'] };
    this.store.legs.configure(wish);
    this.redaction?.original?.legs.configure(wish);
    this.diagnosis?.configure(thresholdsOf(settings));
    this.originalDiagnosis?.configure(thresholdsOf(settings));
  }

  /** Everything that was read has been looked at for problems, by filters too. */
  settleFindings(): void {
    this.diagnosis?.settle();
    this.originalDiagnosis?.settle();
  }

  /** What went wrong after reading, one line each. */
  readonly troubles: string[] = [];

  /** True when everything was read. */
  get done(): boolean {
    return this.ended;
  }

  /** Addresses that the captures themselves name; none where nobody is to be named. */
  get names(): ReadonlyMap<string, string> {
    const all = new Map<string, string>();
    if (this.redaction !== null) return all;
    for (const input of this.inputs) for (const [address, name] of input.names) all.set(address, name);
    return all;
  }

  /** Those that the screen shows: with those of the user and of the system. */
  get hostNames(): HostNames {
    // What stands for an address may be somebody else's.
    return this.redaction === null ? this.originalHostNames : NO_NAMES;
  }

  /** The same of what was captured, redacted or not. */
  get originalHostNames(): HostNames {
    return this.hosts.names(this.settings);
  }

  /** In which findings are told. */
  get language(): Language {
    const language = this.settings['findings.language'];
    return language === 'auto' ? this.locale : language;
  }

  /** What exports tell of findings; null where nobody looks for any. */
  get findingsWish(): FindingsWish | null {
    return this.diagnosis && { diagnosis: this.diagnosis, language: this.language };
  }

  /** The files that are read, `-` for standard input. */
  get files(): string[] {
    return this.live === null ? this.inputs.map(({ name }) => name) : [];
  }

  /** Why findings may be missing, in a line; none as a rule. */
  private get findingsTrouble(): string[] {
    const why = this.diagnosis?.unread ?? null;
    return why === null ? [] : [`findings may be missing: messages cannot be read again (${why})`];
  }

  get warnings(): string[] {
    const ofInputs = this.inputs.flatMap((input) => [...input.warnings]);
    return [...ofInputs, ...(this.filter?.warnings ?? []), ...this.troubles, ...this.findingsTrouble];
  }

  /** Packets that were read, taken or not. */
  get packets(): number {
    return this.decoder.counts.packets + (this.filter?.status.leftOut ?? 0);
  }

  get paused(): boolean {
    return this.replay?.paused ?? this.intake.paused;
  }

  /** Of a replay nothing is left out: it goes on where it was. */
  setPaused(paused: boolean): void {
    if (this.replay === null) this.intake.paused = paused;
    else if (paused) this.replay.pause();
    else this.replay.resume();
  }

  /** What statistics tell besides what the store has. */
  get counted(): Counted {
    const { decoder, live, filter } = this;
    return { counts: decoder.counts, capture: live?.counters ?? null, leftOut: filter?.status.leftOut ?? null };
  }

  /** Reads on until `endMs` of `nowMs` has come. Resolves false at the end. */
  async readSlice(endMs: number, nowMs: () => number): Promise<boolean> {
    do {
      if (!this.readBuffered(endMs, nowMs)) return true;
      if (!(await this.fetch())) return false;
    } while (nowMs() < endMs);
    return true;
  }

  /** Reads what is at hand, until `endMs` of `nowMs` has come. True when nothing is left at hand. */
  readBuffered(endMs: number, nowMs: () => number): boolean {
    const { source, decoder, frame, filter } = this;
    for (let frames = 1; this.packetsLeft > 0 && source.next(frame); frames++) {
      if (filter === null || filter.takes(frame)) {
        this.packetsLeft--;
        decoder.frame(frame);
      }
      if (frames % FRAMES_A_LOOK === 0 && nowMs() >= endMs) return false;
    }
    return true;
  }

  /** Waits for more. Resolves false at the end. */
  async fetch(): Promise<boolean> {
    if (this.ended) return false;
    if (this.live === null) await this.intake.recording?.room();
    if (this.packetsLeft > 0 && !this.stopping && (await this.source.fill())) return true;
    this.decoder.flush();
    // A large capture with little media has read few of its descriptions by now: questions are answered meanwhile.
    while (!this.store.mediaStreams.settle(SDP_AT_ONCE)) await breath();
    this.store.end();
    this.scansAhead?.stop();
    this.redaction?.original?.end();
    this.ended = true;
    return false;
  }

  /** Ends the reading before its end; what a live capture has received is still taken. */
  stop(): void {
    if (this.live !== null) {
      this.live.stop();
      return;
    }
    this.stopping = true;
    this.replay?.stop();
    // A pipe may rest for ever. What has come through it is kept.
    for (const input of this.inputs) if (!input.seekable) input.close();
  }

  async readAll(): Promise<void> {
    while (await this.readSlice(Number.POSITIVE_INFINITY, () => 0));
  }

  status(): Status {
    const { store, decoder, inputs, live, filter, intake } = this;
    return {
      kind: 'status',
      phase: this.ended ? 'done' : live === null ? 'loading' : 'live',
      inputs: inputs.map(({ name, size, consumed }) => ({ name, size, consumed })),
      packets: this.packets,
      messages: store.messageCount,
      dialogs: store.dialogs.count,
      firstUs: store.beganUs || null,
      lastUs: store.clock.nowUs || null,
      evicted: store.evicted,
      refused: store.refused,
      streams: store.mediaStreams.streams.count,
      streamsEvicted: store.mediaStreams.streams.evicted,
      otherTraffic: trafficInWords(decoder.counts, store.tlsConnections.length),
      tlsConnections: store.tlsConnections.length,
      warnings: this.warnings,
      live:
        live === null
          ? null
          : { devices: [...live.devices], counters: { ...live.counters }, filter: { ...live.filter } },
      fileFilter: filter === null ? null : { ...filter.status },
      recording: intake.recording === null ? null : { ...intake.recording.status },
      paused: this.paused,
      replay: this.replay?.status ?? null,
      leftOut: intake.leftOut,
      mediaKept: this.media.available,
      redacted: this.redaction !== null,
      looking: { calls: null, streams: null, findings: null },
      version: store.version,
      failure: null,
    };
  }

  close(): void {
    this.scansAhead?.stop();
    for (const input of this.inputs) input.close();
  }
}

function expectedMessages(inputs: readonly CaptureInput[]): number {
  const bytes = inputs.reduce((sum, { size }) => sum + (size ?? 0), 0);
  return Math.min(EXPECTED_MAX, Math.floor(bytes / BYTES_A_MESSAGE));
}
