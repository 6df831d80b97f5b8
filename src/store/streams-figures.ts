/**
 * Figures of a stream, packet by packet. Packets, loss, deltas and jitter follow the rules of Wireshark's analysis, so
 * that both print the same: jitter is RFC 3550's (6.4.1); packets with the marker, comfort noise and what follows it
 * count neither for deltas nor for jitter, events (RFC 4733) have no clock; what is before the first packet by its
 * timestamp counts as a packet only. What came late or twice is told by a window of sequence numbers.
 */

import type { MediaPacket } from '../decode/rtp';
import { LOSS_COLUMNS, type LossColumns, windowBegins, windowMoves } from './loss-bursts';
import { BELOW_START, type StreamColumns } from './streams-table';

/** Durations in milliseconds; null where no packet counts for them. */
export interface StreamFigures {
  /** All that came, duplicates too. */
  packets: number;
  expected: number;
  /** Those that never came: where a capture has each packet twice, loss is not hidden by that. */
  lost: number;
  lostPercent: number;
  outOfOrder: number;
  duplicates: number;
  minDeltaMs: number | null;
  meanDeltaMs: number | null;
  maxDeltaMs: number | null;
  minJitterMs: number | null;
  meanJitterMs: number | null;
  maxJitterMs: number | null;
  startUs: number;
  endUs: number;
  /** Of IP, UDP and RTP, over the stream's length. */
  kbitPerSecond: number | null;
}

export function figuresOf(t: StreamColumns, row: number): StreamFigures {
  const expected = packetsExpected(t, row);
  const lost = Math.max(0, packetsLost(t, row));
  const deltas = t.regular[row] > 0;
  const jitter = t.clocked[row] > 0;
  const lengthMs = (t.endUs[row] - t.startUs[row]) / 1000;
  return {
    packets: t.packets[row],
    expected,
    lost,
    lostPercent: expected === 0 ? 0 : (lost * 100) / expected,
    outOfOrder: t.outOfOrder[row],
    duplicates: t.duplicates[row],
    minDeltaMs: deltas ? t.minDeltaMs[row] : null,
    meanDeltaMs: deltas ? t.meanDeltaMs[row] : null,
    maxDeltaMs: deltas ? t.maxDeltaMs[row] : null,
    minJitterMs: jitter ? t.minJitterMs[row] : null,
    meanJitterMs: jitter ? t.meanJitterMs[row] : null,
    maxJitterMs: jitter ? t.maxJitterMs[row] : null,
    startUs: t.startUs[row],
    endUs: t.endUs[row],
    kbitPerSecond: lengthMs > 0 ? (8 * t.bytes[row]) / lengthMs : null,
  };
}

export function packetsExpected(t: StreamColumns, row: number): number {
  return t.stopSequence[row] + 65536 * t.cycles[row] - t.startSequence[row] + 1;
}

/** Less than 0 where a sender began anew. */
export function packetsLost(t: StreamColumns, row: number): number {
  return packetsExpected(t, row) - t.packets[row] + t.duplicates[row];
}

/** Milliseconds of media in a packet, as most timestamps step; null without a clock rate or a step. */
export function packetMs(t: StreamColumns, row: number, clockRate: number): number | null {
  return clockRate === 0 || t.step[row] === 0 ? null : (1000 * t.step[row]) / clockRate;
}

/** Payload types seen, ascending. */
export function payloadTypes(t: StreamColumns, row: number): number[] {
  const types: number[] = [];
  const words = [t.types0[row], t.types1[row], t.types2[row], t.types3[row]];
  for (const [at, word] of words.entries()) {
    // From the lowest bit up, as a stream has two or three of the 128.
    for (let bits = word; bits !== 0; bits &= bits - 1) types.push(32 * at + 31 - Math.clz32(bits & -bits));
  }
  return types;
}

/** Comfort noise: RFC 3389, and the number that drafts before it had. */
export function isComfortNoise(payloadType: number): boolean {
  return payloadType === 13 || payloadType === 19;
}

/** The first packet: nothing lies between it and another. Sets every figure, as the row may have been another's. */
export function beginFigures(t: StreamColumns, row: number, packet: MediaPacket, timeUs: number): void {
  const { sequence, timestamp, payloadType } = packet;
  t.flags[row] &= ~BELOW_START;
  // A single packet has left nothing but its window.
  if (t.packets[row] > 1) forgetLoss(t, row);
  t.lossWindow[row] = 0;
  windowBegins(t, row, 1);
  t.packets[row] = 1;
  t.bytes[row] = wireBytes(packet);
  t.startUs[row] = t.endUs[row] = timeUs;
  t.startSequence[row] = t.stopSequence[row] = t.highest[row] = sequence;
  t.cycles[row] = t.restart[row] = t.outOfOrder[row] = t.duplicates[row] = 0;
  t.received0[row] = 1;
  t.received1[row] = 0;
  t.startTimestamp[row] = t.timestamp[row] = timestamp;
  t.step[row] = t.stepVotes[row] = 0;
  t.startMs[row] = t.timeMs[row] = packet.sinceBeginMs;
  t.nominalMs[row] = 0;
  t.regular[row] = t.clocked[row] = 0;
  t.deltaMs[row] = t.minDeltaMs[row] = t.meanDeltaMs[row] = t.maxDeltaMs[row] = 0;
  t.jitterMs[row] = t.minJitterMs[row] = t.meanJitterMs[row] = t.maxJitterMs[row] = 0;
  t.payloadType[row] = t.mainType[row] = payloadType;
  t.typeChanges[row] = t.dynamicType[row] = t.dynamicRate[row] = 0;
  t.types0[row] = t.types1[row] = t.types2[row] = t.types3[row] = 0;
  noteType(t, row, payloadType);
}

const LOSS_NAMES = Object.keys(LOSS_COLUMNS) as (keyof LossColumns)[];

function forgetLoss(t: LossColumns, row: number): void {
  for (const name of LOSS_NAMES) t[name][row] = 0;
}

/** A later packet, with the clock rate of its payload type in Hz, or 0. */
export function addFigures(
  t: StreamColumns,
  row: number,
  packet: MediaPacket,
  timeUs: number,
  clockRate: number,
): void {
  const { sequence, timestamp, payloadType } = packet;
  const nowMs = packet.sinceBeginMs;
  const ticks = (timestamp - t.startTimestamp[row]) >>> 0;
  const inTime = ticks < HALF_RANGE;
  if (inTime) followCycles(t, row, sequence);
  noteStep(t, row, packet);
  noteArrival(t, row, sequence);
  const before = t.payloadType[row];
  if (payloadType !== before) changeType(t, row, payloadType);
  // Of packets that do not count for jitter, the next one's jitter depends all the same.
  const ticksPerMs = Math.trunc(clockRate / 1000);
  if (inTime) {
    if (ticksPerMs > 0) {
      const nominalMs = ticks / ticksPerMs;
      const expectedMs = t.timeMs[row] + (nominalMs - t.nominalMs[row]);
      const jitterMs = (15 * t.jitterMs[row] + Math.abs(nowMs - expectedMs)) / 16;
      t.jitterMs[row] = jitterMs;
      t.nominalMs[row] = nominalMs;
      if (jitterMs > t.secondJitterMs[row]) t.secondJitterMs[row] = jitterMs;
      const transitMs = nowMs - t.startMs[row] - nominalMs;
      if (transitMs < t.secondTransitMs[row]) t.secondTransitMs[row] = transitMs;
    }
    t.deltaMs[row] = nowMs - t.timeMs[row];
    t.timeMs[row] = nowMs;
    const noise = isComfortNoise(payloadType) || isComfortNoise(before);
    if (!packet.marker && !noise) count(t, row, ticksPerMs > 0);
  }
  t.stopSequence[row] = sequence;
  t.packets[row]++;
  t.bytes[row] += wireBytes(packet);
  t.endUs[row] = timeUs;
}

/** Timestamps that are further ahead of the first one are before it. */
const HALF_RANGE = 2 ** 31;

function followCycles(t: StreamColumns, row: number, sequence: number): void {
  const start = t.startSequence[row];
  if ((t.flags[row] & BELOW_START) === 0) {
    if (sequence < start || (sequence === 0 && t.stopSequence[row] === 65535)) {
      t.cycles[row]++;
      t.flags[row] |= BELOW_START;
    }
  } else if (sequence > start) t.flags[row] &= ~BELOW_START;
}

/** The latest delta, and the latest jitter where there is a clock. Means go over all packets, as tshark has it. */
function count(t: StreamColumns, row: number, clocked: boolean): void {
  const packets = t.packets[row];
  const delta = t.deltaMs[row];
  if (t.regular[row]++ === 0 || delta < t.minDeltaMs[row]) t.minDeltaMs[row] = delta;
  if (delta > t.maxDeltaMs[row]) t.maxDeltaMs[row] = delta;
  t.meanDeltaMs[row] = (t.meanDeltaMs[row] * (packets - 1) + delta) / packets;
  if (!clocked) return;
  const jitter = t.jitterMs[row];
  if (t.clocked[row]++ === 0 || jitter < t.minJitterMs[row]) t.minJitterMs[row] = jitter;
  if (jitter > t.maxJitterMs[row]) t.maxJitterMs[row] = jitter;
  t.meanJitterMs[row] = (t.meanJitterMs[row] * (packets - 1) + jitter) / packets;
}

function changeType(t: StreamColumns, row: number, payloadType: number): void {
  t.payloadType[row] = payloadType;
  t.typeChanges[row] = Math.min(t.typeChanges[row] + 1, 65535);
  noteType(t, row, payloadType);
}

function noteType(t: StreamColumns, row: number, payloadType: number): void {
  const bit = 1 << (payloadType & 31);
  if (payloadType < 32) t.types0[row] |= bit;
  else if (payloadType < 64) t.types1[row] |= bit;
  else if (payloadType < 96) t.types2[row] |= bit;
  else t.types3[row] |= bit;
}

/** Whose votes are most: each packet that follows directly on another of its type votes for its step, or against the leading one. */
function noteStep(t: StreamColumns, row: number, packet: MediaPacket): void {
  const step = (packet.timestamp - t.timestamp[row]) >>> 0;
  t.timestamp[row] = packet.timestamp;
  if (packet.marker || step === 0 || packet.payloadType !== t.payloadType[row]) return;
  if (((packet.sequence - t.stopSequence[row]) & 0xffff) !== 1) return;
  if (step === t.step[row]) {
    if (t.stepVotes[row] < 65535) t.stepVotes[row]++;
  } else if (t.stepVotes[row] === 0) {
    t.step[row] = step;
    t.stepVotes[row] = 1;
  } else t.stepVotes[row]--;
}

const WINDOW = 64;

function noteArrival(t: StreamColumns, row: number, sequence: number): void {
  const ahead = ((sequence - t.highest[row]) << 16) >> 16;
  if (ahead === 1) {
    windowMoves(t, row, 1);
    t.received1[row] = (t.received1[row] << 1) | (t.received0[row] >>> 31);
    t.received0[row] = (t.received0[row] << 1) | 1;
    t.highest[row] = sequence;
  } else if (ahead > 1) moveWindow(t, row, sequence, ahead);
  else if (-ahead >= WINDOW) farBehind(t, row, sequence);
  else if (-ahead < 32) {
    const bit = 1 << -ahead;
    if (t.received0[row] & bit) t.duplicates[row]++;
    else t.outOfOrder[row]++;
    t.received0[row] |= bit;
  } else {
    const bit = 1 << (-ahead - 32);
    if (t.received1[row] & bit) t.duplicates[row]++;
    else t.outOfOrder[row]++;
    t.received1[row] |= bit;
  }
}

function moveWindow(t: StreamColumns, row: number, sequence: number, by: number): void {
  windowMoves(t, row, by);
  if (by >= WINDOW) {
    t.received1[row] = 0;
    t.received0[row] = 0;
  } else if (by >= 32) {
    t.received1[row] = t.received0[row] << (by - 32);
    t.received0[row] = 0;
  } else {
    t.received1[row] = (t.received1[row] << by) | (t.received0[row] >>> (32 - by));
    t.received0[row] <<= by;
  }
  t.received0[row] |= 1;
  t.highest[row] = sequence;
}

/** One packet is a straggler, two that follow on each other are a sender that began anew (RFC 3550, A.1). */
function farBehind(t: StreamColumns, row: number, sequence: number): void {
  if (t.restart[row] === sequence + 1) {
    windowBegins(t, row, 2);
    t.highest[row] = sequence;
    t.received0[row] = 3;
    t.received1[row] = 0;
    t.outOfOrder[row]--;
    t.restart[row] = 0;
    return;
  }
  t.outOfOrder[row]++;
  t.restart[row] = ((sequence + 1) & 0xffff) + 1;
}

const IPV4_UDP_BYTES = 28;
const IPV6_UDP_BYTES = 48;

function wireBytes({ start, end, missing, ipVersion }: MediaPacket): number {
  return end - start + missing + (ipVersion === 4 ? IPV4_UDP_BYTES : IPV6_UDP_BYTES);
}
