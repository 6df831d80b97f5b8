/** Reads frames again and picks the packets of wanted streams, RTCP of their calls too. */

import { MEDIA_FRAMES_AT_ONCE } from '../../budgets';
import { type Frame, newFrame } from '../../capture/frame';
import type { FrameSource } from '../../capture/merge';
import type { PacketFacts } from '../../capture/packet-encoder';
import type { DecodeSink } from '../../decode/carried';
import { Decoder } from '../../decode/decoder';
import { EndpointTable } from '../../decode/endpoints';
import type { MediaPacket } from '../../decode/rtp';
import type { WantedStreams } from './wanted-streams';

/** The captured bytes are `bytes` from `start` to `end`. */
export interface FoundFrame extends PacketFacts {
  bytes: Buffer;
  start: number;
  end: number;
}

export interface FoundPacket {
  /** Index among the wanted streams; -1 for RTCP, of which only the frames count. */
  stream: number;
  /** The datagram's payload is `bytes` from `start` to `end`; `missing` bytes behind it were not captured. */
  bytes: Buffer;
  start: number;
  end: number;
  missing: number;
  payloadStart: number;
  payloadEnd: number;
  sequence: number;
  timestamp: number;
  payloadType: number;
  ssrc: number;
  arrivalUs: number;
  /** Those that carried it: several where it came in fragments. */
  frames: FoundFrame[];
}

export class MediaReader implements DecodeSink {
  /** RTP packets found so far. */
  found = 0;
  private readonly decoder = new Decoder(this, new EndpointTable());
  private readonly frame: Frame = newFrame();
  private batch: FoundPacket[] = [];

  constructor(
    private readonly source: () => Promise<FrameSource>,
    private readonly wanted: WantedStreams,
  ) {}

  /** What was found in some frames, in their order, often nothing: valid until the next is asked for. */
  async *batches(): AsyncGenerator<readonly FoundPacket[]> {
    const source = await this.source();
    try {
      do {
        while (!this.look(source)) yield this.taken();
        // The bytes go with the next filling.
        yield this.taken();
      } while (await source.fill());
      this.decoder.flush();
      yield this.taken();
    } finally {
      source.close();
    }
  }

  sip(): void {}

  tls(): void {}

  media(packet: MediaPacket): void {
    const { frame } = packet;
    const arrivalUs = frame.seconds * 1e6 + frame.nanos / 1000;
    const stream = packet.rtcp ? -1 : this.wanted.find(packet, arrivalUs);
    if (stream < 0 && !(packet.rtcp && this.wanted.isControl(packet, arrivalUs))) return;
    if (stream >= 0) this.found++;
    this.batch.push(foundPacket(packet, stream, arrivalUs));
  }

  /** True when nothing is left at hand. */
  private look(source: FrameSource): boolean {
    const { frame, decoder } = this;
    for (let frames = 0; frames < MEDIA_FRAMES_AT_ONCE; frames++) {
      if (!source.next(frame)) return true;
      // Fragments that wait for the others are copied: there is no other way back to them.
      frame.volatile = true;
      decoder.frame(frame);
    }
    return false;
  }

  private taken(): readonly FoundPacket[] {
    const { batch } = this;
    this.batch = [];
    return batch;
  }
}

/** Made anew, field by field, as there are many: copying records costs ten times as much. */
function foundPacket(packet: MediaPacket, stream: number, arrivalUs: number): FoundPacket {
  return {
    stream,
    bytes: packet.bytes,
    start: packet.start,
    end: packet.end,
    missing: packet.missing,
    payloadStart: packet.payloadStart,
    payloadEnd: packet.payloadEnd,
    sequence: packet.sequence,
    timestamp: packet.timestamp,
    payloadType: packet.payloadType,
    ssrc: packet.ssrc,
    arrivalUs,
    frames: framesOf(packet),
  };
}

function framesOf({ frame, earlier }: MediaPacket): FoundFrame[] {
  const last = foundFrame(frame, frame.bytes, frame.start, frame.end);
  if (earlier === null) return [last];
  const frames: FoundFrame[] = [];
  for (const ref of earlier) if (ref.bytes !== null) frames.push(foundFrame(ref, ref.bytes, 0, ref.length));
  frames.push(last);
  return frames;
}

function foundFrame(of: PacketFacts, bytes: Buffer, start: number, end: number): FoundFrame {
  return {
    bytes,
    start,
    end,
    seconds: of.seconds,
    nanos: of.nanos,
    wireLength: of.wireLength,
    linkType: of.linkType,
  };
}
