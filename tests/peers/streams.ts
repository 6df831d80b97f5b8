/** RTP streams as tshark and sipladder print them, line by line, to the digits of `tshark -q -z rtp,streams`. */

import type { StreamRecord } from '../../src/export/stream-records';
import { peer } from './peers';

/** One line a stream: ends and SSRC, packets, lost, deltas and jitter (minimum, mean, maximum). */
export interface Stream {
  line: string;
  /** Since the capture began: tshark rounds to microseconds, and we cut, since 1970, where a number is exact to a quarter. */
  startUs: number;
  endUs: number;
}

export function byTshark(file: string, options: string[] = []): Stream[] {
  const lines = peer('tshark', ['-r', file, '-q', ...options, '-z', 'rtp,streams']).split('\n');
  return sorted(lines.flatMap((line) => lineOfTshark(line) ?? []));
}

function sorted(streams: Stream[]): Stream[] {
  return streams.sort((a, b) => (a.line < b.line ? -1 : 1));
}

export function expectSame(ours: Stream[], theirs: Stream[]): void {
  expect(ours.map(({ line }) => line)).toEqual(theirs.map(({ line }) => line));
  const apart = (i: number) => [ours[i].startUs - theirs[i].startUs, ours[i].endUs - theirs[i].endUs];
  expect(ours.filter((_, i) => apart(i).some((us) => Math.abs(us) > 1.75))).toEqual([]);
}

function lineOfTshark(line: string): Stream | null {
  const found =
    /^ *([\d.]+) +([\d.]+) +(\S+) +(\d+) +(\S+) +(\d+) 0x([0-9A-F]+) +(.*?) +(\d+) +(-?\d+ \(-?[\d.]+%\)) +([-\d.]+) +([-\d.]+) +([-\d.]+) +([-\d.]+) +([-\d.]+) +([-\d.]+)/.exec(
      line,
    );
  if (found === null) return null;
  const [, start, end, source, sourcePort, destination, destinationPort, ssrc, , packets, lost, ...figures] = found;
  const ends = `${endpoint(source, sourcePort)} > ${endpoint(destination, destinationPort)}`;
  return {
    line: `${ends} 0x${ssrc.toLowerCase()} ${packets} ${lost} ${figures.join(' ')}`,
    startUs: Number(start) * 1e6,
    endUs: Number(end) * 1e6,
  };
}

function endpoint(address: string, port: string): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}

/** As sipladder prints them; the file says when the capture began. */
export function ofRecords(streams: StreamRecord[], file: string): Stream[] {
  const begins = peer('tshark', ['-r', file, '-c', '1', '-T', 'fields', '-e', 'frame.time_epoch']);
  const [seconds, fraction] = begins.trim().split('.');
  const beginsUs = Number(seconds) * 1e6 + Number(`0.${fraction}`) * 1e6;
  return sorted(streams.map((one) => streamOf(one, beginsUs)));
}

function streamOf(one: StreamRecord, beginsUs: number): Stream {
  const { minDeltaMs, meanDeltaMs, maxDeltaMs, minJitterMs, meanJitterMs, maxJitterMs } = one;
  // What no packet counts for is -1 for the least, and 0 for the others.
  const deltas = [minDeltaMs ?? -1, meanDeltaMs ?? 0, maxDeltaMs ?? 0];
  const jitter = [minJitterMs ?? -1, meanJitterMs ?? 0, maxJitterMs ?? 0];
  const figures = [...deltas, ...jitter].map((ms) => ms.toFixed(3)).join(' ');
  const lost = `${one.lost} (${one.lostPercent.toFixed(1)}%)`;
  return {
    line: `${one.source} > ${one.destination} ${one.ssrc} ${one.packets} ${lost} ${figures}`,
    startUs: microseconds(one.start) - beginsUs,
    endUs: microseconds(one.end) - beginsUs,
  };
}

function microseconds(iso: string): number {
  return Date.parse(`${iso.slice(0, 19)}Z`) * 1000 + Number(iso.slice(20, 26));
}
