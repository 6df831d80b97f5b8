/** Captures of calls with RTP as files, and what a capture holds. */

import { createHash } from 'node:crypto';
import { type Frame, newFrame } from '../../src/capture/frame';
import { openInput } from '../../src/capture/open';
import { type PcapOptions, pcap } from '../capture/build';
import { type Rtp, sdpMessage, talk } from '../store/rtp';

export function fileOf(frames: readonly Frame[], options: PcapOptions = {}): Buffer {
  return pcap(
    options,
    frames.map(({ bytes, start, end, seconds, nanos, wireLength }) => {
      return { bytes: bytes.subarray(start, end), seconds, nanos, wireLength };
    }),
  );
}

export const byTime = (frames: readonly Frame[]) =>
  [...frames].sort((a, b) => a.seconds - b.seconds || a.nanos - b.nanos);

export interface CallOptions {
  callId?: string;
  ms?: number;
  /** Last byte of the hosts' addresses: 10.0.0.1 calls 10.0.0.2. */
  caller?: number;
  callee?: number;
  /** Media line and attributes; PORT stands for the port. */
  media?: string[];
}

/** INVITE and 200 with SDP, and a BYE two seconds later. Media goes between the ports 4000 and 5000. */
export function signalling({ callId = 'call', ms = 0, caller = 1, callee = 2, media = MEDIA }: CallOptions = {}) {
  const [from, to] = [`10.0.0.${caller}`, `10.0.0.${callee}`];
  const there = { from: `${from}:5060`, to: `${to}:5060` };
  const back = { from: there.to, to: there.from };
  const sdp = (host: string, port: number) => [
    `c=IN IP4 ${host}`,
    ...media.map((line) => line.replace('PORT', String(port))),
  ];
  return [
    sdpMessage({ ...there, ms }, callId, 'INVITE', sdp(from, 4000)),
    sdpMessage({ ...back, ms: ms + 1 }, callId, 'SIP/2.0 200 OK', sdp(to, 5000)),
    sdpMessage({ ...there, ms: ms + 2000 }, callId, 'BYE', []),
  ];
}

const MEDIA = ['m=audio PORT RTP/AVP 0 8', 'a=rtpmap:0 PCMU/8000'];

/** `count` packets from the caller, 20 ms apart, from 100 ms on. */
export function spoken(count: number, { ms = 100, ...more }: Partial<Rtp> & CallOptions = {}): Frame[] {
  const { caller = 1, callee = 2 } = more;
  return talk({ from: `10.0.0.${caller}:4000`, to: `10.0.0.${callee}:5000`, ms, ssrc: 0xca11e4, ...more }, count);
}

/** As many from the callee, 10 ms after those of the caller. */
export function answered(count: number, { ms = 110, ...more }: Partial<Rtp> & CallOptions = {}): Frame[] {
  const { caller = 1, callee = 2 } = more;
  return talk({ from: `10.0.0.${callee}:5000`, to: `10.0.0.${caller}:4000`, ms, ssrc: 0xca11ee, ...more }, count);
}

/** A second both ways. */
export function call(options: CallOptions = {}): Frame[] {
  const { ms = 0 } = options;
  return byTime([
    ...signalling(options),
    ...spoken(50, { ...options, ms: ms + 100 }),
    ...answered(50, { ...options, ms: ms + 110 }),
  ]);
}

/** A frame by time, link type, length and what tells its bytes from others. */
export const textOf = ({ bytes, start, end, seconds, nanos, linkType }: Frame) =>
  `${seconds}.${String(nanos).padStart(9, '0')} ${linkType} ${end - start} ${createHash('md5').update(bytes.subarray(start, end)).digest('hex').slice(0, 8)}`;

export async function framesIn(file: string): Promise<string[]> {
  const input = await openInput(file, 0);
  const frame = newFrame();
  const texts: string[] = [];
  do while (input.next(frame)) texts.push(textOf(frame));
  while (await input.fill());
  input.close();
  return texts;
}
