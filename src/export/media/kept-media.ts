/**
 * Where the packets of media are to be had once more: the store keeps figures of streams, not their packets. Files are
 * read again from their beginning; of what cannot be read again (standard input, interfaces), -r keeps the latest.
 */

import type { Frame } from '../../capture/frame';
import { FrameRing } from '../../capture/frame-ring';
import { type CaptureInput, InputError } from '../../capture/input';
import { type FrameSource, MergedInput } from '../../capture/merge';
import { openInput } from '../../capture/open';
import type { MediaPacket } from '../../decode/rtp';
import { RedactedSource } from '../redact/redacted-source';
import type { StandIns } from '../redact/stand-ins';
import { SaveError, SourceChangedError } from '../save-error';

/** What is asked of an input, which Frame.input counts. */
export type MediaInput = Pick<CaptureInput, 'name' | 'reopens' | 'nanos' | 'consumed'>;

interface HowToRead {
  passes: ((frame: Frame) => boolean) | null;
  standIns: StandIns | null;
  /** What was kept before anybody asked for it to be redacted. */
  original: FrameRing | null;
}

export class KeptMedia {
  /** Null where nothing is kept: all can be read again, or nobody asked for it. */
  readonly ring: FrameRing | null;

  /**
   * `keepBytes`: what may be kept of the inputs that cannot be read again; 0 without -r. `passes`: which packets of those
   * that can were taken when they were read first. `standIns`: what they are redacted with; what is kept is already.
   */
  constructor(
    private readonly inputs: readonly MediaInput[],
    keepBytes: number,
    private readonly how: HowToRead = AS_THEY_ARE,
  ) {
    const needed = keepBytes > 0 && inputs.some(({ reopens }) => !reopens);
    this.ring = how.original ?? (needed ? new FrameRing(keepBytes) : null);
  }

  /** True when there is any to be had. */
  get available(): boolean {
    return this.ring !== null || this.inputs.some(({ reopens }) => reopens);
  }

  /** True when it is redacted: nothing is to be heard of it. */
  get silenced(): boolean {
    return this.how.standIns !== null;
  }

  /** True when all of it is to be had, as nothing had to be kept. */
  get whole(): boolean {
    return this.inputs.every(({ reopens }) => reopens);
  }

  /** True when times may be finer than microseconds. */
  get nanos(): boolean {
    return this.inputs.some(({ nanos }) => nanos);
  }

  /** The same packets, redacted when they are read. */
  redacted(standIns: StandIns): KeptMedia {
    return new KeptMedia(this.inputs, 0, { ...this.how, standIns, original: this.ring });
  }

  /** A packet of media in hand. */
  take({ frame, earlier }: MediaPacket): void {
    const { ring } = this;
    if (ring === null || this.inputs[frame.input].reopens) return;
    if (earlier !== null) for (const ref of earlier) ring.addPast(ref);
    ring.add(frame);
  }

  /** All frames there are, from the first on. Rejects with SaveError where a file is not what it was. */
  async open(): Promise<FrameSource> {
    const sources: FrameSource[] = [];
    try {
      for (const [index, input] of this.inputs.entries()) {
        if (input.reopens) sources.push(this.taken(await reopened(input, index)));
      }
    } catch (error) {
      for (const source of sources) source.close();
      throw error;
    }
    if (this.ring !== null) {
      const { original, standIns } = this.how;
      const kept = this.ring.read();
      sources.push(original === null || standIns === null ? kept : new RedactedSource(kept, standIns));
    }
    return sources.length === 1 ? sources[0] : new MergedInput(sources);
  }

  private taken(source: FrameSource): FrameSource {
    const { passes, standIns } = this.how;
    const frames = filtered(source, passes);
    return standIns === null ? frames : new RedactedSource(frames, standIns);
  }
}

const AS_THEY_ARE: HowToRead = { passes: null, standIns: null, original: null };

/** Without the packets that were left out before. */
function filtered(source: FrameSource, passes: ((frame: Frame) => boolean) | null): FrameSource {
  if (passes === null) return source;
  return {
    next(frame) {
      while (source.next(frame)) if (passes(frame)) return true;
      return false;
    },
    fill: () => source.fill(),
    close: () => source.close(),
  };
}

async function reopened({ name, consumed }: MediaInput, index: number): Promise<FrameSource> {
  const input = await openInput(name, index).catch((error: Error) => {
    throw error instanceof InputError ? new SaveError(`RTP cannot be read again from ${error.message}`) : error;
  });
  if ((input.size ?? 0) >= consumed) return input;
  input.close();
  throw new SourceChangedError();
}
