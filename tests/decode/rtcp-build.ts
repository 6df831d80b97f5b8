/** RTCP packets out of their parts: `compound(sr(...), sdes(...))`. Lengths are right unless a test says otherwise. */

import { u16, u32 } from './build';

export interface Report {
  ssrc?: number;
  fraction?: number;
  lost?: number;
  highest?: number;
  jitter?: number;
  lsr?: number;
  dlsr?: number;
}

export function rtcp(type: number, count: number, content: Buffer): Buffer {
  return Buffer.concat([Buffer.from([0x80 | count, type]), u16(content.length / 4), content]);
}

export function sr(ssrc: number, numbers: number[], reports: Report[] = [], extension = Buffer.alloc(0)): Buffer {
  return rtcp(
    200,
    reports.length,
    Buffer.concat([u32(ssrc), ...numbers.map((each) => u32(each)), ...reports.map(report), extension]),
  );
}

export function rr(ssrc: number, reports: Report[] = []): Buffer {
  return rtcp(201, reports.length, Buffer.concat([u32(ssrc), ...reports.map(report)]));
}

/** Each source is its SSRC and its items: type and text. */
export function sdes(...sources: [ssrc: number, items: [type: number, text: string][]][]): Buffer {
  const chunks = sources.map(([ssrc, items]) => {
    const texts = items.map(([type, text]) =>
      Buffer.concat([Buffer.from([type, Buffer.byteLength(text)]), Buffer.from(text)]),
    );
    const chunk = Buffer.concat([u32(ssrc), ...texts]);
    return Buffer.concat([chunk, Buffer.alloc(4 - (chunk.length % 4))]);
  });
  return rtcp(202, sources.length, Buffer.concat(chunks));
}

export function bye(ssrcs: number[], reason = ''): Buffer {
  const text = reason === '' ? Buffer.alloc(0) : Buffer.from(`\0${reason}`);
  if (text.length > 0) text[0] = text.length - 1;
  return rtcp(
    203,
    ssrcs.length,
    Buffer.concat([...ssrcs.map((each) => u32(each)), text, Buffer.alloc(-text.length & 3)]),
  );
}

export function xr(ssrc: number, ...blocks: Buffer[]): Buffer {
  return rtcp(207, 0, Buffer.concat([u32(ssrc), ...blocks]));
}

export function xrBlock(type: number, content: Buffer, specific = 0): Buffer {
  return Buffer.concat([Buffer.from([type, specific]), u16(content.length / 4), content]);
}

/** The block of RFC 3611 section 4.7 with a value of its own in each field. */
export function voipMetricsBlock(ssrc: number): Buffer {
  const rates = Buffer.from([13, 26, 64, 3]);
  const times = [120, 23_000, 85, 41].map(u16);
  const levels = Buffer.from([-19 & 0xff, -55 & 0xff, 48, 16, 87, 127, 41, 39, 0xb5, 0]);
  return xrBlock(7, Buffer.concat([u32(ssrc), rates, ...times, levels, ...[40, 80, 300].map(u16)]));
}

/** The last packet of a compound one, made longer by `bytes` of padding. */
export function padded(packet: Buffer, bytes: number): Buffer {
  const longer = Buffer.concat([packet, Buffer.alloc(bytes)]);
  longer[0] |= 0x20;
  longer.writeUInt16BE(longer.length / 4 - 1, 2);
  longer[longer.length - 1] = bytes;
  return longer;
}

function report(o: Report): Buffer {
  const lost = (o.lost ?? 0) & 0xffffff;
  return Buffer.concat([
    u32(o.ssrc ?? 0),
    u32((o.fraction ?? 0) * 0x1000000 + lost),
    ...[o.highest, o.jitter, o.lsr, o.dlsr].map((each) => u32(each ?? 0)),
  ]);
}
