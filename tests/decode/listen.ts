/** Runs frames through a decoder and keeps what it says, in a form that tests can compare. */

import type { Frame } from '../../src/capture/frame';
import { type DecodeCounts, type TlsConnection, TRANSPORTS } from '../../src/decode/carried';
import { Decoder } from '../../src/decode/decoder';
import { EndpointTable } from '../../src/decode/endpoints';

export interface Heard {
  /** `UDP 10.0.0.1:5060 > 10.0.0.2:5060` */
  way: string;
  text: string;
  problems: string[];
  /** Positions of the frames that hold it, the one of `frame` last. */
  frames: number[];
  time: number;
}

export interface HeardMedia {
  /** `10.0.0.1:4000 > 10.0.0.2:4002` */
  way: string;
  rtcp: boolean;
  marker: boolean;
  payloadType: number;
  sequence: number;
  timestamp: number;
  ssrc: number;
  payload: string;
}

export class Listener {
  readonly heard: Heard[] = [];
  readonly media: HeardMedia[] = [];
  readonly tls: TlsConnection[] = [];
  readonly endpoints = new EndpointTable();
  readonly decoder: Decoder;

  constructor() {
    this.decoder = new Decoder(
      {
        sip: (carried) => {
          const { transport, source, destination, bytes, start, end, frame, earlier, problems } = carried;
          if (earlier === null && bytes !== frame.bytes && frame.bytes.length > 0) throw new Error('whose bytes?');
          this.heard.push({
            way: `${TRANSPORTS[transport]} ${this.endpoints.text(source)} > ${this.endpoints.text(destination)}`,
            text: bytes.latin1Slice(start, end),
            problems: problems ?? [],
            frames: [...(earlier ?? []).map((ref) => ref.position), frame.position],
            time: frame.seconds + frame.nanos / 1e9,
          });
        },
        tls: (connection) => {
          this.tls.push(connection);
        },
        media: (packet) => {
          const { rtcp, marker, payloadType, sequence, timestamp, ssrc, bytes, payloadStart, payloadEnd } = packet;
          this.media.push({
            way: `${this.endpoints.text(packet.source)} > ${this.endpoints.text(packet.destination)}`,
            ...{ rtcp, marker, payloadType, sequence, timestamp, ssrc },
            payload: bytes.latin1Slice(payloadStart, payloadEnd),
          });
        },
      },
      this.endpoints,
    );
  }

  get counts(): DecodeCounts {
    return this.decoder.counts;
  }
}

/** All that comes out of the frames, and of the end of the capture. */
export function listen(frames: Frame[]): Listener {
  const listener = new Listener();
  for (const frame of frames) listener.decoder.frame(frame);
  listener.decoder.flush();
  return listener;
}
