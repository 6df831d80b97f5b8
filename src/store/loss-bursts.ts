/**
 * Loss of a stream in gaps and bursts, by the definitions of RFC 3611 section 4.7.2, and G.107's burst ratio. Fed packet
 * by packet in the order of sequence numbers; who is lost, and for how long a late one is waited for, is the caller's
 * business. A row is a stream's; nothing is made per packet.
 */

import { Table } from './table';

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

const SPEC = {
  expected: Uint32Array,
  lost: Uint32Array,
  events: Uint32Array,
  /** Lost in a row up to now, and at the most. */
  run: Uint32Array,
  longest: Uint32Array,
  /** Received in a row up to now. */
  since: Uint32Array,
  /** Of the losses at hand, none of them Gmin received packets behind the one before: a burst as soon as two are. */
  nearLost: Uint32Array,
  nearPackets: Uint32Array,
  /** Of bursts that are over. */
  bursts: Uint32Array,
  burstLost: Uint32Array,
  burstPackets: Uint32Array,
  /** 1 when the stream begins with a burst: no gap is before it. */
  beginsInBurst: Uint8Array,
};

export class LossBursts {
  private readonly table = new Table(SPEC);

  /** Before a row is told of, and when it is given to another stream. */
  begin(row: number): void {
    const { table } = this;
    while (table.end <= row) table.add();
    for (const column of Object.values(table.columns)) column[row] = 0;
  }

  received(row: number): void {
    const { expected, since, run } = this.table.columns;
    expected[row]++;
    since[row]++;
    run[row] = 0;
  }

  /** `count` packets in a row. */
  lost(row: number, count: number): void {
    if (count <= 0) return;
    const columns = this.table.columns;
    if (columns.nearLost[row] > 0 && columns.since[row] < GMIN) {
      columns.nearLost[row] += count;
      columns.nearPackets[row] += columns.since[row] + count;
    } else {
      this.far(row);
      columns.nearLost[row] = count;
      columns.nearPackets[row] = count;
    }
    if (columns.run[row] === 0) columns.events[row]++;
    columns.run[row] += count;
    if (columns.run[row] > columns.longest[row]) columns.longest[row] = columns.run[row];
    columns.since[row] = 0;
    columns.lost[row] += count;
    columns.expected[row] += count;
    if (columns.nearPackets[row] === columns.expected[row] && columns.nearLost[row] > 1) columns.beginsInBurst[row] = 1;
  }

  /** `packetMs`: the time that a packet holds. Makes an object: for who asks, not for every packet. */
  figures(row: number, packetMs: number): LossFigures {
    const columns = this.table.columns;
    const open = columns.nearLost[row] > 1;
    const bursts = columns.bursts[row] + (open ? 1 : 0);
    const burstPackets = columns.burstPackets[row] + (open ? columns.nearPackets[row] : 0);
    const burstLost = columns.burstLost[row] + (open ? columns.nearLost[row] : 0);
    const gaps = this.gaps(row, bursts);
    const gapPackets = columns.expected[row] - burstPackets;
    const gapLost = columns.lost[row] - burstLost;
    return {
      expected: columns.expected[row],
      lost: columns.lost[row],
      lossEvents: columns.events[row],
      longestLoss: columns.longest[row],
      bursts,
      burstPackets,
      burstLost,
      gaps,
      gapLost,
      burstDensity: share(burstLost, burstPackets),
      gapDensity: share(gapLost, gapPackets),
      meanBurstMs: share(burstPackets, bursts) * packetMs,
      meanGapMs: share(gapPackets, gaps) * packetMs,
      burstRatio: this.burstRatio(row),
    };
  }

  /**
   * G.107's BurstR: mean length of the losses seen, over 1 / (1 - p), which chance makes of a loss of p. 1 also where
   * nothing, or everything, was lost.
   */
  burstRatio(row: number): number {
    const { expected, lost, events } = this.table.columns;
    if (lost[row] === 0 || lost[row] === expected[row]) return 1;
    return (lost[row] / events[row]) * (1 - lost[row] / expected[row]);
  }

  /** One before the first burst and one behind each; those at the two ends may be empty. */
  private gaps(row: number, bursts: number): number {
    const { expected, since, beginsInBurst, nearLost } = this.table.columns;
    if (bursts === 0) return expected[row] > 0 ? 1 : 0;
    const endsInBurst = nearLost[row] > 1 && since[row] === 0;
    return bursts + 1 - beginsInBurst[row] - (endsInBurst ? 1 : 0);
  }

  /** The next loss is too far away to belong to those at hand. */
  private far(row: number): void {
    const { nearLost, nearPackets, bursts, burstLost, burstPackets } = this.table.columns;
    if (nearLost[row] < 2) return;
    bursts[row]++;
    burstLost[row] += nearLost[row];
    burstPackets[row] += nearPackets[row];
  }
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
