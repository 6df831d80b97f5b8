/**
 * What RTCP tells of streams, kept as it comes: the sender's reports and names, the receiver's reports and metrics, the
 * round trip. RFC 3550 section 6, RFC 3611 section 4.7. What is shown of it is made in stream-reports.ts.
 */

import { COPY_WINDOW_US, RTCP_REPORTS_BYTES } from '../budgets';
import { i32 } from '../decode/packet';
import { ntpMiddle, parseRtcp, type ReportBlock, type RtcpPacket, roundTripFromHereMs } from '../decode/rtcp';
import type { VoipMetrics } from '../decode/rtcp-xr';
import type { MediaPacket } from '../decode/rtp';
import { bytesText } from '../decode/visible';
import { Arena } from './arena';
import { SECURE } from './media-lines';
import { RtcpStreams } from './rtcp-streams';
import * as R from './rtcp-table';
import type { Store } from './store';
import type { Streams } from './streams';

/** Texts that are kept of a stream's sender. */
export type SenderText = 'cname' | 'tool' | 'reason';

export class RtcpReports {
  readonly table = R.newRtcpTable();
  private readonly found: RtcpStreams;
  /** Not interned: a CNAME is of one call as a rule (RFC 7022), and goes with it. */
  private readonly texts = new Arena();

  constructor(
    private readonly store: Store,
    private readonly streams: Streams,
  ) {
    this.found = new RtcpStreams(streams, store.endpoints);
  }

  /** Memory in use. */
  get bytes(): number {
    return this.table.count * RTCP_REPORTS_BYTES + this.texts.bytes;
  }

  streamBegins(stream: number): void {
    this.found.add(stream);
  }

  streamLeaves(stream: number): void {
    this.found.remove(stream);
    const { rtcp } = this.streams.table.columns;
    const row = rtcp[stream] - 1;
    if (row < 0) return;
    for (const which of SENDER_TEXTS) this.forgetText(row, which);
    this.table.remove(row);
    rtcp[stream] = 0;
  }

  /** RTCP. Nothing is kept of packets that tell of no stream. */
  packet(packet: MediaPacket, timeUs: number): void {
    if (this.streams.count === 0) return;
    const { bytes, start, end } = packet;
    // The SSRC of the first packet is never encrypted: RFC 3711 section 3.4.
    const sender = end - start < SSRC_END ? -1 : this.found.sentBy(packet, i32(bytes, start + SSRC_AT));
    if (sender >= 0 && this.isSecure(sender)) {
      this.table.columns.encrypted[this.rowOf(sender)]++;
      this.tell(sender);
      return;
    }
    const { packets, problems } = parseRtcp(bytes, start, end);
    if (problems.length === 0) for (const one of packets) this.take(one, packet, timeUs);
    else if (sender >= 0) {
      this.table.columns.broken[this.rowOf(sender)]++;
      this.tell(sender);
    }
  }

  /** Not safe to show as it is; null where it was not told. */
  text(row: number, which: SenderText): string | null {
    const [at, length] = this.textAt(row, which);
    if (length === 0) return null;
    const bytes = this.texts.memoryOf(at);
    const offset = this.texts.offsetOf(at);
    return bytesText(bytes, offset, offset + length);
  }

  private take(one: RtcpPacket, packet: MediaPacket, timeUs: number): void {
    if (one.kind === 'SR') {
      this.ofSender(packet, one.ssrc, (row) => noteSent(this.table.columns, row, one, timeUs));
      for (const block of one.reports) this.block(packet, block, timeUs);
    } else if (one.kind === 'RR') {
      for (const block of one.reports) this.block(packet, block, timeUs);
    } else if (one.kind === 'SDES') {
      for (const { ssrc, items } of one.sources) this.ofSender(packet, ssrc, (row) => this.names(row, items));
    } else if (one.kind === 'BYE') {
      for (const ssrc of one.ssrcs) this.ofSender(packet, ssrc, (row) => this.bye(row, one.reason, timeUs));
    } else if (one.kind === 'XR') {
      for (const block of one.blocks) {
        if (block.kind !== 'VoIP metrics') continue;
        this.ofReceiver(packet, block.ssrc, (row) => noteMetrics(this.table.columns, row, block, timeUs));
      }
    }
  }

  private block(packet: MediaPacket, block: ReportBlock, timeUs: number): void {
    this.ofReceiver(packet, block.ssrc, (row) => noteBlock(this.table.columns, row, block, timeUs));
  }

  private ofSender(packet: MediaPacket, ssrc: number, note: (row: number) => void): void {
    this.of(this.found.sentBy(packet, ssrc), note);
  }

  private ofReceiver(packet: MediaPacket, ssrc: number, note: (row: number) => void): void {
    this.of(this.found.heardBy(packet, ssrc), note);
  }

  private of(stream: number, note: (row: number) => void): void {
    if (stream < 0 || this.isSecure(stream)) return;
    note(this.rowOf(stream));
    this.tell(stream);
  }

  private rowOf(stream: number): number {
    const { rtcp } = this.streams.table.columns;
    if (rtcp[stream] === 0) rtcp[stream] = this.table.add() + 1;
    return rtcp[stream] - 1;
  }

  private isSecure(stream: number): boolean {
    const line = this.streams.table.columns.line[stream] - 1;
    return line >= 0 && (this.store.mediaStreams.announcements.lines.columns.flags[line] & SECURE) !== 0;
  }

  /** A report changes what is shown of the stream and of its dialog. */
  private tell(stream: number): void {
    const dialog = this.streams.table.columns.dialog[stream] - 1;
    if (dialog >= 0) this.store.changed.note(dialog);
    this.store.version++;
  }

  private names(row: number, items: readonly { name: string; text: string }[]): void {
    for (const { name, text } of items) {
      if (name === 'CNAME') this.keepText(row, 'cname', text);
      else if (name === 'TOOL') this.keepText(row, 'tool', text);
    }
  }

  /** Some send it several times. */
  private bye(row: number, reason: string, timeUs: number): void {
    const t = this.table.columns;
    if (t.byeUs[row] === 0) t.byeUs[row] = timeUs;
    if (reason !== '') this.keepText(row, 'reason', reason);
  }

  /** The same names come every few seconds. */
  private keepText(row: number, which: SenderText, text: string): void {
    if ((this.text(row, which) ?? '') === text) return;
    this.forgetText(row, which);
    const bytes = Buffer.from(text);
    if (bytes.length === 0) return;
    const at = this.texts.reserve(bytes.length);
    bytes.copy(this.texts.memoryOf(at), this.texts.offsetOf(at));
    const t = this.table.columns;
    t[`${which}At`][row] = at;
    t[`${which}Length`][row] = bytes.length;
  }

  private forgetText(row: number, which: SenderText): void {
    const [at, length] = this.textAt(row, which);
    if (length > 0) this.texts.remove(at);
    this.table.columns[`${which}Length`][row] = 0;
  }

  private textAt(row: number, which: SenderText): [at: number, length: number] {
    const t = this.table.columns;
    return [t[`${which}At`][row], t[`${which}Length`][row]];
  }
}

const SENDER_TEXTS: readonly SenderText[] = ['cname', 'tool', 'reason'];

const SSRC_AT = 4;
const SSRC_END = 8;

/** Two clocks that run 100 parts in a million apart differ by so much between two reports, and a rounded figure by less. */
const CLOCK_SLACK_MS = 1;

type Sent = Extract<RtcpPacket, { kind: 'SR' }>;

function noteSent(t: R.RtcpColumns, row: number, report: Sent, timeUs: number): void {
  const middle = ntpMiddle(report.ntpSeconds, report.ntpFraction);
  const same = t.sent0[row] === middle && t.packets[row] === report.packets && t.octets[row] === report.octets;
  if (same && isCopy(t.sent0Us[row], timeUs)) return;
  t.senderReports[row]++;
  t.packets[row] = report.packets;
  t.octets[row] = report.octets;
  t.sent3[row] = t.sent2[row];
  t.sent2[row] = t.sent1[row];
  t.sent1[row] = t.sent0[row];
  t.sent0[row] = middle;
  t.sent3Us[row] = t.sent2Us[row];
  t.sent2Us[row] = t.sent1Us[row];
  t.sent1Us[row] = t.sent0Us[row];
  t.sent0Us[row] = timeUs;
}

function noteBlock(t: R.RtcpColumns, row: number, block: ReportBlock, timeUs: number): void {
  const same =
    t.highest[row] === block.highestSequence &&
    t.lastSr[row] === block.lastSr &&
    t.delaySinceLastSr[row] === block.delaySinceLastSr;
  if (same && isCopy(t.blockUs[row], timeUs)) return;
  const fraction = block.fractionLost * 256;
  t.blocks[row]++;
  t.blockUs[row] = timeUs;
  t.fraction[row] = fraction;
  t.worstFraction[row] = Math.max(t.worstFraction[row], fraction);
  t.lost[row] = block.lost;
  t.highest[row] = block.highestSequence;
  t.jitter[row] = block.jitter;
  t.lastSr[row] = block.lastSr;
  t.delaySinceLastSr[row] = block.delaySinceLastSr;
  const ms = tripMs(t, row, block, timeUs);
  if (ms === null) return;
  t.trips[row]++;
  t.tripMs[row] = ms;
  t.meanTripMs[row] += (ms - t.meanTripMs[row]) / t.trips[row];
  t.maxTripMs[row] = Math.max(t.maxTripMs[row], ms);
}

/** From here to the receiver and back. Null without the sender report that the block names. */
function tripMs(t: R.RtcpColumns, row: number, block: ReportBlock, timeUs: number): number | null {
  // A delay of 0 says that no sender report has come (RFC 3550 section 6.4.1), whatever stands beside it.
  const sentUs = block.delaySinceLastSr === 0 ? 0 : sentAtUs(t, row, block.lastSr);
  if (sentUs === 0) return null;
  // Right beside the receiver it is nearly nothing, and may come out as less.
  const ms = roundTripFromHereMs(0, (timeUs - sentUs) / 1000 + CLOCK_SLACK_MS, block);
  return ms === null ? null : Math.max(0, ms - CLOCK_SLACK_MS);
}

/** 0 for a report that is not among the latest. */
function sentAtUs(t: R.RtcpColumns, row: number, middle: number): number {
  if (t.sent0[row] === middle) return t.sent0Us[row];
  if (t.sent1[row] === middle) return t.sent1Us[row];
  if (t.sent2[row] === middle) return t.sent2Us[row];
  return t.sent3[row] === middle ? t.sent3Us[row] : 0;
}

function noteMetrics(t: R.RtcpColumns, row: number, metrics: VoipMetrics, timeUs: number): void {
  if (isCopy(t.metricsUs[row], timeUs)) return;
  t.metrics[row]++;
  t.metricsUs[row] = timeUs;
  t.lossRate[row] = metrics.lossRate * 256;
  t.discardRate[row] = metrics.discardRate * 256;
  t.burstDensity[row] = metrics.burstDensity * 256;
  t.gapDensity[row] = metrics.gapDensity * 256;
  t.burstMs[row] = metrics.burstMs;
  t.gapMs[row] = metrics.gapMs;
  t.farTripMs[row] = metrics.roundTripMs;
  t.endSystemMs[row] = metrics.endSystemMs;
  t.rFactor[row] = metrics.rFactor ?? R.NOT_KNOWN;
  t.mosLq[row] = tenths(metrics.mosLq);
  t.mosCq[row] = tenths(metrics.mosCq);
  t.jitterBuffer[row] = R.JITTER_BUFFERS.indexOf(metrics.jitterBuffer);
  t.bufferNominalMs[row] = metrics.jitterBufferNominalMs;
  t.bufferMaximumMs[row] = metrics.jitterBufferMaximumMs;
  t.bufferAbsoluteMs[row] = metrics.jitterBufferAbsoluteMaximumMs;
}

function tenths(mos: number | null): number {
  return mos === null ? R.NOT_KNOWN : Math.round(mos * 10);
}

/** A packet that was captured twice. */
function isCopy(beforeUs: number, timeUs: number): boolean {
  return beforeUs > 0 && Math.abs(timeUs - beforeUs) <= COPY_WINDOW_US;
}
