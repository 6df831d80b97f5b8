/**
 * RTP packets of a call to samples on one axis of time, which begins with the first packet's arrival: one direction
 * left, the other right. A window of some seconds is all that stands in memory.
 */

import { AUDIO_AHEAD_MS, AUDIO_PIECE_MS, AUDIO_SETTLE_MS, AUDIO_SOURCES } from '../../budgets';
import type { Codec } from '../../decode/payload-types';
import { saturate } from './decoder';
import { findDecoder } from './decoders';
import type { RtpPacket } from './sequence';
import { type Mixer, type Unheard, Voice } from './voice';

/** One direction of a call: packets from one address to another, of whatever SSRCs. */
export interface AudioSource {
  side: 'left' | 'right';
  /** Codecs of the payload types that occur in its packets: the audio has the highest rate of theirs. */
  codecs: ReadonlyMap<number, Codec>;
}

export interface AudioPacket extends RtpPacket {
  /** Index of its source. */
  source: number;
  /** 32 bits; with a sign or without, but always the same way. */
  ssrc: number;
}

export interface AudioShape {
  /** Samples a second of each channel. */
  sampleRate: number;
  /** Two when sides are told apart, or when a source has two. */
  channels: 1 | 2;
  /** One side left, the other right, whether it is heard or not. */
  sided: boolean;
}

/**
 * The shape of what can be decoded of these sources; else one line that names what they have. `sided`: sides are told
 * apart where only one of them is heard, too.
 */
export function shapeOf(sources: readonly AudioSource[], sided = false): AudioShape | { message: string } {
  let sampleRate = 0;
  const both = sided || new Set(sources.map((source) => source.side)).size === 2;
  let channels: 1 | 2 = both ? 2 : 1;
  const messages = new Set<string>();
  for (const { codecs } of sources) {
    for (const codec of codecs.values()) {
      const found = findDecoder(codec);
      if ('message' in found) messages.add(found.message);
      else if ('decoder' in found) {
        sampleRate = Math.max(sampleRate, found.decoder.sampleRate);
        if (found.decoder.channels === 2) channels = 2;
      }
    }
  }
  if (sampleRate > 0) return { sampleRate, channels, sided: both };
  return { message: messages.size > 0 ? [...messages].join('; ') : 'there is no audio to save' };
}

/**
 * Takes packets in order of arrival, those of all sources together; a packet may be overwritten once the next one is
 * asked for. Yields samples, channels in turn, without a gap, and none for a null, which stands for packets that are
 * still to be fetched; returns what could not be heard.
 */
export function* samplesOf(
  sources: readonly AudioSource[],
  shape: AudioShape,
  packets: Iterable<AudioPacket | null>,
): Generator<Int16Array, Unheard> {
  const timeline = new Timeline(sources, shape);
  let lookUp = 0;
  for (const packet of packets) {
    if (packet === null) {
      yield NOTHING;
      continue;
    }
    for (;;) {
      const piece = timeline.settled(packet.arrivalUs);
      if (piece === null) break;
      yield piece;
    }
    timeline.add(packet);
    if (++lookUp % PACKETS_PER_LOOK === 0) yield NOTHING;
  }
  timeline.flush();
  for (let piece = timeline.rest(); piece !== null; piece = timeline.rest()) yield piece;
  return timeline.unheard;
}

/** So many packets a chance is given to stop, where none of them makes a piece. */
const PACKETS_PER_LOOK = 64;
const NOTHING = new Int16Array(0);

class Timeline {
  readonly unheard: Unheard = { undecoded: new Map(), repeated: 0, tooFast: 0 };
  private readonly window: Int16Array;
  private readonly windowFrames: number;
  private readonly pieceFrames: number;
  /** Of the window's first frame, and behind the last one that was written. */
  private startFrame = 0;
  private writtenFrame = 0;
  private originUs: number | null = null;
  private nowUs = 0;
  private readonly mixers: Mixer[];
  /** By source and SSRC. */
  private readonly voices = new Map<number, Voice>();

  constructor(
    private readonly sources: readonly AudioSource[],
    private readonly shape: AudioShape,
  ) {
    this.pieceFrames = this.frames(1000 * AUDIO_PIECE_MS);
    this.windowFrames = this.frames(1000 * (AUDIO_PIECE_MS + AUDIO_SETTLE_MS + AUDIO_AHEAD_MS));
    this.window = new Int16Array(this.windowFrames * shape.channels);
    this.mixers = sources.map(({ side }) => this.mixerOf(side));
  }

  /** Samples to which nothing will be added once a packet has come at this time; null when there are few or none. */
  settled(arrivalUs: number): Int16Array | null {
    if (this.originUs === null) return null;
    this.nowUs = Math.max(this.nowUs, arrivalUs);
    const until = this.frames(this.nowUs - this.originUs - 1000 * AUDIO_SETTLE_MS);
    if (until - this.startFrame < this.pieceFrames) return null;
    for (const voice of this.voices.values()) voice.advance(this.nowUs);
    return this.take(this.pieceFrames);
  }

  add(packet: AudioPacket): void {
    this.originUs ??= packet.arrivalUs;
    this.voiceOf(packet, this.originUs).add(packet);
  }

  flush(): void {
    for (const voice of this.voices.values()) voice.flush();
  }

  /** What is still there, piece by piece. */
  rest(): Int16Array | null {
    const frames = Math.min(this.pieceFrames, this.writtenFrame - this.startFrame);
    return frames > 0 ? this.take(frames) : null;
  }

  private voiceOf({ source, ssrc }: AudioPacket, originUs: number): Voice {
    const key = source * 2 ** 32 + ssrc;
    let voice = this.voices.get(key);
    if (voice === undefined) {
      if (this.voices.size >= AUDIO_SOURCES) this.dropOldest();
      voice = new Voice(this.sources[source].codecs, this.mixers[source], this.unheard, originUs);
      this.voices.set(key, voice);
    }
    return voice;
  }

  private dropOldest(): void {
    const [[oldest, voice]] = [...this.voices].sort(([, a], [, b]) => a.arrivalUs - b.arrivalUs);
    voice.flush();
    this.voices.delete(oldest);
  }

  private take(frames: number): Int16Array {
    const { window } = this;
    const samples = frames * this.shape.channels;
    const piece = window.slice(0, samples);
    window.copyWithin(0, samples);
    window.fill(0, window.length - samples);
    this.startFrame += frames;
    return piece;
  }

  private frames(us: number): number {
    return Math.floor((us * this.shape.sampleRate) / 1e6);
  }

  private mixerOf(side: AudioSource['side']): Mixer {
    const timeline = this;
    const { sampleRate, channels, sided } = this.shape;
    const first = sided && side === 'right' ? 1 : 0;
    // A file of one direction has in both channels what has only one.
    const last = sided ? first : channels - 1;
    return {
      sampleRate,
      get endFrame() {
        return timeline.startFrame + timeline.windowFrames;
      },
      mix(at, samples, frames, ofChannels) {
        timeline.mix(at, samples, frames, ofChannels, first, last);
      },
    };
  }

  /** Into channels `first` to `last`. What comes too late for its place is cut off. */
  private mix(at: number, samples: Int16Array, frames: number, of: 1 | 2, first: number, last: number): void {
    const { window, startFrame } = this;
    const { channels } = this.shape;
    const begin = Math.max(0, startFrame - at);
    const end = Math.min(frames, startFrame + this.windowFrames - at);
    for (let channel = first; channel <= last; channel++) {
      let to = (at + begin - startFrame) * channels + channel;
      for (let frame = begin; frame < end; frame++, to += channels) {
        window[to] = saturate(window[to] + sampleFor(samples, frame, of, last - first, channel));
      }
    }
    if (end > begin) this.writtenFrame = Math.max(this.writtenFrame, at + end);
  }
}

/** Two channels that go into one are put together. */
function sampleFor(samples: Int16Array, frame: number, of: 1 | 2, room: number, channel: number): number {
  if (of === 1) return samples[frame];
  if (room > 0) return samples[2 * frame + channel];
  return (samples[2 * frame] + samples[2 * frame + 1]) >> 1;
}
