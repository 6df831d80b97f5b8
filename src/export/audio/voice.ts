/**
 * What one SSRC says: packets in order to samples and their place in time. Places follow from timestamps, so that what
 * is lost or not sent is silence; the first packet's place follows from its arrival, and so does the place of every
 * packet whose timestamp cannot be believed.
 */

import { AUDIO_JUMP_MS } from '../../budgets';
import { type Codec, staticCodec } from '../../decode/payload-types';
import type { SampleDecoder } from './decoder';
import { findDecoder } from './decoders';
import { type RtpPacket, SequenceOrder } from './sequence';

/** Where samples go. */
export interface Mixer {
  /** Samples a second: as many as any decoder has of the codecs that were named. */
  readonly sampleRate: number;
  /** From this time on samples find no place yet: they came much too fast. */
  readonly endFrame: number;
  /** Adds so many frames of one or two channels to what is there from `at` on. */
  mix(at: number, samples: Int16Array, frames: number, channels: 1 | 2): void;
}

/** What could not be heard, of all voices. */
export interface Unheard {
  /** Packets by line that says why. */
  readonly undecoded: Map<string, number>;
  /** Packets that came again, or too late. */
  repeated: number;
  /** Packets that came faster than they can be played. */
  tooFast: number;
}

export class Voice {
  private readonly order = new SequenceOrder((packet) => this.play(packet));
  /** By payload type; null is silence. */
  private readonly codecs = new Map<number, Playing | null>();
  private current: Playing | null = null;
  /** In frames of the current decoder: the place of the packet that timestamps are counted from. */
  private anchor = 0;
  private ticks = 0;
  private timestamp = 0;
  private anchored = false;
  /** Where the last packet's samples ended, in frames of the current decoder. */
  private end = 0;
  /** The last frame written, from which a resampled one goes on. */
  private readonly before = new Int16Array(2);
  private lastArrivalUs: number;

  /** `types` says which codec a payload type is; times count from `originUs`. */
  constructor(
    private readonly types: ReadonlyMap<number, Codec>,
    private readonly mixer: Mixer,
    private readonly unheard: Unheard,
    private readonly originUs: number,
  ) {
    this.lastArrivalUs = originUs;
  }

  /** When its last packet came. */
  get arrivalUs(): number {
    return this.lastArrivalUs;
  }

  add(packet: RtpPacket): void {
    this.lastArrivalUs = packet.arrivalUs;
    const before = this.order.repeated;
    this.order.add(packet);
    this.unheard.repeated += this.order.repeated - before;
  }

  advance(nowUs: number): void {
    this.order.advance(nowUs);
  }

  flush(): void {
    this.order.flush();
  }

  private play(packet: RtpPacket): void {
    const playing = this.playingOf(packet.payloadType);
    if (playing === null) return;
    const { decoder } = playing;
    const frames = decoder.framesIn(packet.end - packet.start);
    if (frames === 0) return;
    this.turnTo(playing);
    const at = Math.max(this.place(packet, playing), this.end);
    if (this.mixed(at + frames) > this.mixer.endFrame) {
      this.unheard.tooFast++;
      return;
    }
    const samples = scratch(frames * decoder.channels);
    decoder.decode(packet.bytes, packet.start, packet.end, samples);
    this.write(at, samples, frames, decoder.channels);
    this.end = at + frames;
  }

  /** Null for what is no sound. */
  private playingOf(payloadType: number): Playing | null {
    const known = this.codecs.get(payloadType);
    if (known !== undefined) return known;
    const codec = this.types.get(payloadType) ?? staticCodec(payloadType) ?? unknownCodec(payloadType);
    const found = findDecoder(codec);
    if ('message' in found) {
      const { undecoded } = this.unheard;
      undecoded.set(found.message, (undecoded.get(found.message) ?? 0) + 1);
      return null;
    }
    const playing = 'decoder' in found ? { decoder: found.decoder, codec } : null;
    this.codecs.set(payloadType, playing);
    return playing;
  }

  private turnTo(playing: Playing): void {
    const { current } = this;
    this.current = playing;
    if (current === null || current === playing) return;
    // A clock of another rate goes on from nowhere: RFC 7160.
    if (current.codec.clockRate !== playing.codec.clockRate) this.anchored = false;
    const ratio = playing.decoder.sampleRate / current.decoder.sampleRate;
    this.anchor = Math.round(this.anchor * ratio);
    this.end = Math.ceil(this.end * ratio);
    if (ratio !== 1) this.before.fill(0);
  }

  /** The frame that the packet begins with. */
  private place(packet: RtpPacket, { decoder, codec }: Playing): number {
    const { sampleRate } = decoder;
    const arrival = Math.round(((packet.arrivalUs - this.originUs) * sampleRate) / 1e6);
    const passed = (packet.timestamp - this.timestamp) | 0;
    this.timestamp = packet.timestamp;
    this.ticks += passed;
    const at = this.anchor + Math.round((this.ticks * sampleRate) / codec.clockRate);
    const off = Math.abs(at - arrival) * 1000 > AUDIO_JUMP_MS * sampleRate;
    if (this.anchored && passed >= 0 && !off) return at;
    this.anchored = true;
    this.anchor = Math.max(this.end, arrival);
    this.ticks = 0;
    return this.anchor;
  }

  private write(at: number, samples: Int16Array, frames: number, channels: 1 | 2): void {
    const { mixer, before } = this;
    if (at !== this.end) before.fill(0);
    if (this.current?.decoder.sampleRate === mixer.sampleRate) mixer.mix(at, samples, frames, channels);
    else this.writeResampled(at, samples, frames, channels);
    for (let channel = 0; channel < channels; channel++) before[channel] = samples[(frames - 1) * channels + channel];
  }

  /** Lines from sample to sample, a sample late, so that those of the next packet go on from this one's last. */
  private writeResampled(at: number, samples: Int16Array, frames: number, channels: 1 | 2): void {
    const from = this.mixed(at);
    const count = this.mixed(at + frames) - from;
    const step = (this.current?.decoder.sampleRate ?? 0) / this.mixer.sampleRate;
    const out = new Int16Array(count * channels);
    for (let i = 0; i < count; i++) {
      const place = (from + i) * step - at - 1;
      const left = Math.floor(place);
      for (let channel = 0; channel < channels; channel++) {
        const a = left < 0 ? this.before[channel] : samples[left * channels + channel];
        const b = samples[(left + 1) * channels + channel];
        out[i * channels + channel] = Math.round(a + (b - a) * (place - left));
      }
    }
    this.mixer.mix(from, out, count, channels);
  }

  /** The mixer's first frame that is not before a frame of the current decoder. */
  private mixed(frame: number): number {
    return Math.ceil((frame * this.mixer.sampleRate) / (this.current?.decoder.sampleRate ?? 1));
  }
}

interface Playing {
  decoder: SampleDecoder;
  codec: Codec;
}

/** What nobody describes. */
export function unknownCodec(payloadType: number): Codec {
  return { name: `payload type ${payloadType}`, clockRate: 0, channels: 1 };
}

/** Samples of one packet. Used again and again: the mixer copies. */
let packetSamples = new Int16Array(2048);

function scratch(samples: number): Int16Array {
  if (packetSamples.length < samples) packetSamples = new Int16Array(samples);
  return packetSamples;
}
