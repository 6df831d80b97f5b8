/**
 * One capture being read: inputs, decoder and store together, driven in slices by whoever owns the thread. A plain
 * module: worker.ts runs it beside a screen, cli/headless.ts in its own thread.
 */

import { newFrame } from '../capture/frame';
import type { CaptureInput } from '../capture/input';
import type { LiveInput } from '../capture/live';
import { MergedInput } from '../capture/merge';
import { openInput } from '../capture/open';
import { Decoder } from '../decode/decoder';
import { EndpointTable } from '../decode/endpoints';
import { Store, type StoreLimits } from '../store/store';
import { Intake, type Recording } from './intake';
import type { Status } from './protocol';
import { trafficInWords } from './traffic';

/** Frames between two looks at the clock. */
const FRAMES_A_LOOK = 128;

/** Bytes of a file for each SIP message in it, at the least; and the most messages that room is made for beforehand. */
const BYTES_A_MESSAGE = 500;
const EXPECTED_MAX = 2 ** 20;

export class Session {
  readonly endpoints = new EndpointTable();
  readonly store: Store;
  readonly intake: Intake;
  readonly decoder: Decoder;
  private readonly source: Pick<CaptureInput, 'next' | 'fill'>;
  private readonly frame = newFrame();
  private ended = false;

  constructor(
    readonly inputs: readonly CaptureInput[],
    limits: StoreLimits,
    readonly live: LiveInput | null = null,
    recording: Recording | null = null,
  ) {
    this.store = new Store(this.endpoints, inputs, limits, expectedMessages(inputs));
    this.intake = new Intake(this.store, recording);
    this.decoder = new Decoder(this.intake, this.endpoints);
    this.source = inputs.length === 1 ? inputs[0] : new MergedInput(inputs);
  }

  /** Opens the files; `-` is standard input. Rejects with InputError, one line, when one of them cannot be read. */
  static async open(paths: readonly string[], limits: StoreLimits): Promise<Session> {
    const inputs: CaptureInput[] = [];
    try {
      for (const [index, path] of paths.entries()) inputs.push(await openInput(path, index));
    } catch (error) {
      for (const input of inputs) input.close();
      throw error;
    }
    return new Session(inputs, limits);
  }

  /** What went wrong after reading, one line each. */
  readonly troubles: string[] = [];

  /** True when everything was read. */
  get done(): boolean {
    return this.ended;
  }

  /** Addresses that the captures themselves name. */
  get names(): ReadonlyMap<string, string> {
    const all = new Map<string, string>();
    for (const input of this.inputs) for (const [address, name] of input.names) all.set(address, name);
    return all;
  }

  get warnings(): string[] {
    return [...this.inputs.flatMap((input) => [...input.warnings]), ...this.troubles];
  }

  /** Reads on until `endMs` of `nowMs` has come. Resolves false at the end. */
  async readSlice(endMs: number, nowMs: () => number): Promise<boolean> {
    if (this.ended) return false;
    const { source, decoder, frame } = this;
    do {
      for (let frames = 1; source.next(frame); frames++) {
        decoder.frame(frame);
        if (frames % FRAMES_A_LOOK === 0 && nowMs() >= endMs) return true;
      }
      if (!(await source.fill())) return this.finish();
    } while (nowMs() < endMs);
    return true;
  }

  /** No packet will follow. */
  private finish(): false {
    this.decoder.flush();
    this.store.end();
    this.ended = true;
    return false;
  }

  async readAll(): Promise<void> {
    while (await this.readSlice(Number.POSITIVE_INFINITY, () => 0));
  }

  status(): Status {
    const { store, decoder, inputs, live, intake } = this;
    return {
      kind: 'status',
      phase: this.ended ? 'done' : live === null ? 'loading' : 'live',
      inputs: inputs.map(({ name, size, consumed }) => ({ name, size, consumed })),
      packets: decoder.counts.packets,
      messages: store.messageCount,
      dialogs: store.dialogs.count,
      evicted: store.evicted,
      refused: store.refused,
      otherTraffic: trafficInWords(decoder.counts, store.tlsConnections.length),
      tlsConnections: store.tlsConnections.length,
      warnings: this.warnings,
      live:
        live === null
          ? null
          : { devices: [...live.devices], counters: { ...live.counters }, filter: { ...live.filter } },
      recording: intake.recording === null ? null : { ...intake.recording.status },
      paused: intake.paused,
      leftOut: intake.leftOut,
      version: store.version,
      failure: null,
    };
  }

  close(): void {
    for (const input of this.inputs) input.close();
  }
}

function expectedMessages(inputs: readonly CaptureInput[]): number {
  const bytes = inputs.reduce((sum, { size }) => sum + (size ?? 0), 0);
  return Math.min(EXPECTED_MAX, Math.floor(bytes / BYTES_A_MESSAGE));
}
