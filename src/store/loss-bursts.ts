/**
 * Loss of a stream in gaps and bursts, by the definitions of RFC 3611 section 4.7.2, and G.107's burst ratio. Packets are
 * told of in the order of sequence numbers, as they leave the window in which a late one is still waited for. The state
 * is columns of the stream's own row; nothing is made per packet.
 */

import { Table } from './table';

/** Columns for the table of streams. */
export const LOSS_COLUMNS = {
  lossExpected: Uint32Array,
  lossLost: Uint32Array,
  lossEvents: Uint32Array,
  /** Lost in a row up to now, and at the most. */
  lossRun: Uint32Array,
  lossLongest: Uint32Array,
  /** Received in a row up to now. */
  lossSince: Uint32Array,
  /** Of the losses at hand, none of them Gmin received packets behind the one before: a burst as soon as two are. */
  nearLost: Uint32Array,
  nearPackets: Uint32Array,
  /** Of bursts that are over. */
  bursts: Uint32Array,
  burstLost: Uint32Array,
  burstPackets: Uint32Array,
  /** 1 when the stream begins with a burst: no gap is before it. */
  beginsInBurst: Uint8Array,
  /** Packets in the window: as many of its bits mean something. */
  lossWindow: Uint8Array,
};

export type LossColumns = Table<typeof LOSS_COLUMNS>['columns'];

/** Which of the 64 packets up to the highest sequence number have come: the highest is the lowest bit of received0. */
export interface ArrivalWindow {
  received0: Int32Array;
  received1: Int32Array;
}

/** RFC 3611's recommended Gmin: as many packets received in a row end a burst. */
export const GMIN = 16;

export interface LossFigures {
  /** Packets told of, received and lost. */
  expected: number;
  lost: number;
  /** Runs of lost packets with none received between, and the longest. */
  lossEvents: number;
  longestLoss: number;
  bursts: number;
  /** Packets within bursts, and those of them that were lost. */
  burstPackets: number;
  burstLost: number;
  gaps: number;
  gapLost: number;
  /** Lost of the packets within bursts, and within gaps: 0 to 1. RTCP XR has them times 256. */
  burstDensity: number;
  gapDensity: number;
  /** 0 where there is none. */
  meanBurstMs: number;
  meanGapMs: number;
  /** G.107's BurstR: 1 for random loss, more when it comes in runs. */
  burstRatio: number;
}

const WINDOW = 64;

/** The first packet of a stream is in the window, or the first two of one that began anew; no others. */
export function windowBegins(t: LossColumns & ArrivalWindow, row: number, packets: number): void {
  tellWindow(t, row, t, row, t.lossWindow[row]);
  t.lossWindow[row] = packets;
}

/** Before the highest sequence number, and the bits with it, move on by 1 or more. */
export function windowMoves(t: LossColumns & ArrivalWindow, row: number, by: number): void {
  const inside = t.lossWindow[row];
  if (by === 1 && inside === WINDOW) {
    if (t.received1[row] < 0) noteReceived(t, row);
    else noteLost(t, row, 1);
    return;
  }
  const leaving = inside + by - WINDOW;
  t.lossWindow[row] = Math.min(inside + by, WINDOW);
  if (leaving <= 0) return;
  tellWindow(t, row, t, row, inside, Math.min(leaving, inside));
  if (leaving > inside) noteLost(t, row, leaving - inside);
}

export function noteReceived(t: LossColumns, row: number): void {
  t.lossExpected[row]++;
  t.lossSince[row]++;
  t.lossRun[row] = 0;
}

/** `count` packets in a row. */
export function noteLost(t: LossColumns, row: number, count: number): void {
  if (t.nearLost[row] > 0 && t.lossSince[row] < GMIN) {
    t.nearLost[row] += count;
    t.nearPackets[row] += t.lossSince[row] + count;
  } else {
    closeBurst(t, row);
    t.nearLost[row] = count;
    t.nearPackets[row] = count;
  }
  if (t.lossRun[row] === 0) t.lossEvents[row]++;
  t.lossRun[row] += count;
  if (t.lossRun[row] > t.lossLongest[row]) t.lossLongest[row] = t.lossRun[row];
  t.lossSince[row] = 0;
  t.lossLost[row] += count;
  t.lossExpected[row] += count;
  if (t.nearPackets[row] === t.lossExpected[row] && t.nearLost[row] > 1) t.beginsInBurst[row] = 1;
}

/**
 * What was told of and what is in the window, where a packet that is missing counts as lost. `packetMs` is the time that a
 * packet holds. Makes an object: for who asks, not for every packet.
 */
export function lossFigures(from: LossColumns & ArrivalWindow, row: number, packetMs: number): LossFigures {
  for (const name of NAMES) ASKED[name][0] = from[name][row];
  tellWindow(ASKED, 0, from, row, from.lossWindow[row]);
  const t = ASKED;
  const open = t.nearLost[0] > 1;
  const bursts = t.bursts[0] + (open ? 1 : 0);
  const burstPackets = t.burstPackets[0] + (open ? t.nearPackets[0] : 0);
  const burstLost = t.burstLost[0] + (open ? t.nearLost[0] : 0);
  const gaps = gapsOf(t, bursts);
  const gapPackets = t.lossExpected[0] - burstPackets;
  const gapLost = t.lossLost[0] - burstLost;
  return {
    expected: t.lossExpected[0],
    lost: t.lossLost[0],
    lossEvents: t.lossEvents[0],
    longestLoss: t.lossLongest[0],
    bursts,
    burstPackets,
    burstLost,
    gaps,
    gapLost,
    burstDensity: share(burstLost, burstPackets),
    gapDensity: share(gapLost, gapPackets),
    meanBurstMs: share(burstPackets, bursts) * packetMs,
    meanGapMs: share(gapPackets, gaps) * packetMs,
    burstRatio: burstRatio(t.lossLost[0], t.lossExpected[0], t.lossEvents[0]),
  };
}

/** Scratch: one row, for a stream whose window is told of as if it had ended. */
const SCRATCH = new Table(LOSS_COLUMNS);
SCRATCH.add();
const ASKED: LossColumns = SCRATCH.columns;
const NAMES = Object.keys(LOSS_COLUMNS) as (keyof LossColumns)[];

/** Tells row `to` of the `count` oldest of the `inside` packets in the window of row `row`. */
function tellWindow(
  t: LossColumns,
  to: number,
  window: ArrivalWindow,
  row: number,
  inside: number,
  count = inside,
): void {
  for (let bit = inside - 1; bit >= inside - count; bit--) {
    const word = bit >= 32 ? window.received1[row] : window.received0[row];
    if ((word >>> (bit & 31)) & 1) noteReceived(t, to);
    else noteLost(t, to, 1);
  }
}

/** The next loss is too far away to belong to those at hand. */
function closeBurst(t: LossColumns, row: number): void {
  if (t.nearLost[row] < 2) return;
  t.bursts[row]++;
  t.burstLost[row] += t.nearLost[row];
  t.burstPackets[row] += t.nearPackets[row];
}

/** One before the first burst and one behind each; those at the two ends may be empty. */
function gapsOf(t: LossColumns, bursts: number): number {
  if (bursts === 0) return t.lossExpected[0] > 0 ? 1 : 0;
  const endsInBurst = t.nearLost[0] > 1 && t.lossSince[0] === 0;
  return bursts + 1 - t.beginsInBurst[0] - (endsInBurst ? 1 : 0);
}

/**
 * G.107's BurstR: mean length of the losses seen, over 1 / (1 - p), which chance makes of a loss of p. 1 also where
 * nothing, or everything, was lost.
 */
function burstRatio(lost: number, expected: number, events: number): number {
  return lost === 0 || lost === expected ? 1 : (lost / events) * (1 - lost / expected);
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
