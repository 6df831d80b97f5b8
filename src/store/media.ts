/**
 * Which call a media stream belongs to: what offers and answers announce (announcements.ts), met with the RTP that
 * comes. A stream belongs to the dialog that announced where it goes or whence it comes; behind a NAT, the announced
 * port at the address that the message came from is taken, too.
 */

import { MEDIA_LINE_LOOKS, RTP_BELIEVED_AT_ONCE, RTP_RESUME_MS, SDP_AT_ONCE } from '../budgets';
import { type Codec, staticCodec } from '../decode/payload-types';
import type { MediaPacket } from '../decode/rtp';
import { Announcements, NOBODY, RTP } from './announcements';
import { ENDED } from './dialogs';
import { StreamDigits } from './digits';
import * as L from './media-lines';
import type { Range } from './raw';
import { RtcpReports } from './rtcp-reports';
import type { Store } from './store';
import { type StreamOwner, Streams } from './streams';
import { isComfortNoise, payloadTypes } from './streams-figures';
import { CANDIDATE, FIRST_DYNAMIC } from './streams-table';

/** What is known of a stream beside its figures. */
export interface StreamDescription {
  /** Row of its dialog, or -1. */
  dialog: number;
  /** As its media line has it; null where none describes it. */
  kind: L.Kind | null;
  /** The first payload type that is neither comfort noise nor events, where there is one. */
  payloadType: number;
  codec: Codec | null;
  /** Another codec followed it within the stream; events and comfort noise are none. */
  codecChanges: boolean;
  payloadTypes: number[];
  /** SRTP was agreed on. */
  secure: boolean;
  /** It comes from, or goes to, another address or port than the dialog announced: NAT, or a relay. */
  sourceDiffers: boolean;
  destinationDiffers: boolean;
}

export class Media implements StreamOwner {
  readonly streams: Streams;
  readonly digits = new StreamDigits();
  readonly rtcp: RtcpReports;
  readonly announcements: Announcements;

  constructor(private readonly store: Store) {
    this.streams = new Streams(this, store.limits.memoryBytes);
    this.rtcp = new RtcpReports(store, this.streams);
    this.announcements = new Announcements(store, (end, dialog) => this.tellStreams(end, dialog));
  }

  get bytes(): number {
    return this.streams.bytes + this.digits.bytes + this.rtcp.bytes + this.announcements.bytes;
  }

  /** RTP. */
  packet(packet: MediaPacket, timeUs: number): void {
    const { streams } = this;
    const row = streams.find(packet);
    if (row >= 0) {
      const t = streams.table.columns;
      if ((t.flags[row] & CANDIDATE) === 0) {
        if (timeUs - t.endUs[row] > RESUME_US && this.isTakenOver(row)) this.beginAnew(row, packet, timeUs);
        else {
          streams.add(row, packet, timeUs);
          if (packet.payloadType >= FIRST_DYNAMIC && t.dynamicRate[row] === 0) this.maybeDigit(row, packet, timeUs);
        }
        return;
      }
    }
    this.notYet(row, packet, timeUs);
  }

  /** A new message with SDP. */
  message(row: number, carried: Range): void {
    this.announcements.message(row, carried, this.streams.count > 0);
  }

  /** Reads up to `most` descriptions that still wait, if there is a stream that they may tell of. True when none is left. */
  settle(most = Number.POSITIVE_INFINITY): boolean {
    if (this.streams.count === 0) return true;
    this.announcements.readWaiting(most);
    return this.announcements.unread === 0;
  }

  /** Its streams and media lines go with it. */
  forgetDialog(dialog: number): void {
    const d = this.store.dialogs.columns;
    while (d.firstStream[dialog] > 0) this.streams.remove(d.firstStream[dialog] - 1);
    this.announcements.forgetDialog(dialog);
  }

  /** Lets go the streams that no dialog claims. */
  clearUnclaimed(): void {
    const t = this.streams.table.columns;
    this.streams.each((row) => {
      if (t.dialog[row] === 0) this.streams.remove(row);
    });
  }

  /** Calls `visit` with the rows of the dialog's streams, the newest first. */
  eachOfDialog(dialog: number, visit: (stream: number) => void): void {
    const { nextOfDialog } = this.streams.table.columns;
    for (let row = this.store.dialogs.columns.firstStream[dialog] - 1; row >= 0; row = nextOfDialog[row] - 1)
      visit(row);
  }

  describe(stream: number): StreamDescription {
    const t = this.streams.table.columns;
    const dialog = t.dialog[stream] - 1;
    const line = t.line[stream] - 1;
    const types = payloadTypes(t, stream);
    const isMain = (type: number) => !isComfortNoise(type) && !isEvent(this.codecOf(stream, type));
    const first = t.mainType[stream];
    const payloadType = isMain(first) ? first : (types.find(isMain) ?? first);
    const codec = this.codecOf(stream, payloadType) ?? null;
    const others = types.filter((type) => type !== payloadType && isMain(type));
    return {
      dialog,
      kind: line < 0 ? null : L.KINDS[this.announcements.lines.columns.kind[line]],
      payloadType,
      codec,
      codecChanges: others.some((type) => this.codecOf(stream, type)?.name !== codec?.name),
      payloadTypes: types,
      secure: this.isSecure(stream),
      sourceDiffers: dialog >= 0 && !this.announcements.says(dialog, t.from[stream] - 1),
      destinationDiffers: dialog >= 0 && !this.announcements.says(dialog, t.to[stream] - 1),
    };
  }

  /** As SDP has it, else as RFC 3551 does. */
  codecOf(stream: number, payloadType: number): Codec | undefined {
    const { announcements } = this;
    const t = this.streams.table.columns;
    const mapped = announcements.codecAt(t.line[stream] - 1, payloadType);
    if (mapped !== undefined) return mapped;
    const other = t.dialog[stream] === 0 ? -1 : announcements.lineAt(t.from[stream] - 1, t.dialog[stream] - 1);
    return announcements.codecAt(other, payloadType) ?? staticCodec(payloadType);
  }

  clockRate(stream: number, payloadType: number): number {
    const codec = this.codecOf(stream, payloadType);
    return codec === undefined || isEvent(codec) ? 0 : codec.clockRate;
  }

  moves(stream: number): void {
    const dialog = this.streams.table.columns.dialog[stream] - 1;
    if (dialog >= 0) this.store.changed.note(dialog);
    this.store.version++;
  }

  leaves(stream: number): void {
    const t = this.streams.table.columns;
    this.untie(stream);
    this.digits.forget(t, stream);
    this.rtcp.streamLeaves(stream);
    const [from, to] = [t.from[stream] - 1, t.to[stream] - 1];
    const e = this.announcements.ends.table.columns;
    if (t.previousFrom[stream] > 0) t.nextFrom[t.previousFrom[stream] - 1] = t.nextFrom[stream];
    else e.from[from] = t.nextFrom[stream];
    if (t.nextFrom[stream] > 0) t.previousFrom[t.nextFrom[stream] - 1] = t.previousFrom[stream];
    if (t.previousTo[stream] > 0) t.nextTo[t.previousTo[stream] - 1] = t.nextTo[stream];
    else e.to[to] = t.nextTo[stream];
    if (t.nextTo[stream] > 0) t.previousTo[t.nextTo[stream] - 1] = t.previousTo[stream];
    e.streamsTo[to]--;
    this.announcements.ends.release(from);
    if (to !== from) this.announcements.ends.release(to);
  }

  // ------------------------------------------------------------------------------------------- streams

  /** A packet of a candidate, or of nothing that is known. */
  private notYet(row: number, packet: MediaPacket, timeUs: number): void {
    const { streams } = this;
    if (this.announcements.unread > 0) this.announcements.readWaiting(SDP_AT_ONCE);
    const announced = this.announced(packet);
    if (row >= 0) {
      if (announced === RTP) streams.add(row, packet, timeUs);
      else if (!streams.follow(row, packet, timeUs)) return;
      streams.promote(row, packet);
      this.join(row, packet);
    } else if (announced === RTP) this.join(streams.begin(packet, timeUs, false), packet);
    else if (announced === NOBODY) streams.begin(packet, timeUs, true);
  }

  /** A packet of a payload type without a clock: one of events, or one that nobody described. Encrypted ones tell nothing. */
  private maybeDigit(row: number, packet: MediaPacket, timeUs: number): void {
    const codec = this.codecOf(row, packet.payloadType);
    if (codec === undefined || !isEvent(codec) || this.isSecure(row)) return;
    const t = this.streams.table.columns;
    if (!this.digits.packet(t, row, packet, timeUs, codec.clockRate)) return;
    this.store.version++;
    if (t.dialog[row] > 0) this.store.changed.note(t.dialog[row] - 1);
  }

  private isSecure(stream: number): boolean {
    return this.announcements.isSecure(this.streams.table.columns.line[stream] - 1);
  }

  /** What is to come there, or thence: RTP, OTHER, or NOBODY knows. */
  private announced(packet: MediaPacket): number {
    const { ends } = this.announcements;
    const to = ends.destination(packet);
    if (to >= 0 && ends.table.columns.streamsTo[to] >= RTP_BELIEVED_AT_ONCE) return NOBODY;
    const received = to < 0 ? NOBODY : this.announcements.carriedAt(to);
    if (received !== NOBODY) return received;
    const from = ends.source(packet);
    return from < 0 ? NOBODY : this.announcements.carriedAt(from);
  }

  /** Links a new stream to its ends and to the dialog that it belongs to. */
  private join(stream: number, packet: MediaPacket): void {
    const t = this.streams.table.columns;
    const from = this.announcements.ends.meetSource(packet);
    const to = this.announcements.ends.meetDestination(packet);
    const e = this.announcements.ends.table.columns;
    t.ssrcChanges[stream] = this.changesOfSsrc(from, to);
    t.from[stream] = from + 1;
    t.nextFrom[stream] = e.from[from];
    if (e.from[from] > 0) t.previousFrom[e.from[from] - 1] = stream + 1;
    e.from[from] = stream + 1;
    t.to[stream] = to + 1;
    t.nextTo[stream] = e.to[to];
    if (e.to[to] > 0) t.previousTo[e.to[to] - 1] = stream + 1;
    e.to[to] = stream + 1;
    e.streamsTo[to]++;
    this.rtcp.streamBegins(stream);
    this.tie(stream, this.dialogFor(stream));
    this.store.version++;
  }

  /** Streams that went the same way before. */
  private changesOfSsrc(from: number, to: number): number {
    const t = this.streams.table.columns;
    let row = this.announcements.ends.table.columns.to[to] - 1;
    for (let looks = 0; row >= 0 && looks < MEDIA_LINE_LOOKS; looks++) {
      if (t.from[row] === from + 1) return Math.min(t.ssrcChanges[row] + 1, 65_535);
      row = t.nextTo[row] - 1;
    }
    return 0;
  }

  private tie(stream: number, dialog: number): void {
    if (dialog < 0) return;
    const t = this.streams.table.columns;
    const d = this.store.dialogs.columns;
    t.dialog[stream] = dialog + 1;
    t.nextOfDialog[stream] = d.firstStream[dialog];
    t.previousOfDialog[stream] = 0;
    if (d.firstStream[dialog] > 0) t.previousOfDialog[d.firstStream[dialog] - 1] = stream + 1;
    d.firstStream[dialog] = stream + 1;
    d.streams[dialog]++;
    this.lookUpAgain(stream);
    this.store.changed.note(dialog);
  }

  private untie(stream: number): void {
    const t = this.streams.table.columns;
    const dialog = t.dialog[stream] - 1;
    if (dialog < 0) return;
    const d = this.store.dialogs.columns;
    const [previous, next] = [t.previousOfDialog[stream], t.nextOfDialog[stream]];
    if (previous > 0) t.nextOfDialog[previous - 1] = next;
    else d.firstStream[dialog] = next;
    if (next > 0) t.previousOfDialog[next - 1] = previous;
    t.dialog[stream] = 0;
    t.line[stream] = 0;
    d.streams[dialog]--;
    this.store.changed.note(dialog);
  }

  /** Which media line describes the stream, whose payload types may mean something else now. */
  private lookUpAgain(stream: number): void {
    const t = this.streams.table.columns;
    const dialog = t.dialog[stream] - 1;
    const received = this.announcements.lineAt(t.to[stream] - 1, dialog);
    t.line[stream] = (received >= 0 ? received : this.announcements.lineAt(t.from[stream] - 1, dialog)) + 1;
    t.dynamicType[stream] = 0;
  }

  /** The dialog that a stream belongs to by its ends, or -1. */
  private dialogFor(stream: number): number {
    const t = this.streams.table.columns;
    const { mediaNumber } = this.store.dialogs.columns;
    const l = this.announcements.lines.columns;
    let best = -1;
    let bestRank = -1;
    for (const [end, other, goesThere] of [
      [t.to[stream] - 1, t.from[stream] - 1, 1],
      [t.from[stream] - 1, t.to[stream] - 1, 0],
    ]) {
      let line = this.announcements.ends.table.columns.line[end] - 1;
      for (let looks = 0; line >= 0 && looks < MEDIA_LINE_LOOKS; looks++) {
        const dialog = l.dialog[line] - 1;
        const rank = this.rank(line, other) + goesThere;
        if (rank > bestRank || (rank === bestRank && mediaNumber[dialog] > mediaNumber[best])) {
          best = dialog;
          bestRank = rank;
        }
        line = l.nextOfEnd[line] - 1;
      }
    }
    return best;
  }

  /**
   * How well the dialog of a media line fits a stream: one that goes on before one that has ended, both ends before one,
   * what the SDP says before what a NAT made of it. Of equals the dialog counts that announced something last, so that
   * both directions come to the same leg of a call that several legs describe.
   */
  private rank(line: number, other: number): number {
    const { dialog, flags } = this.announcements.lines.columns;
    const ended = (this.store.dialogs.columns.flags[dialog[line] - 1] & ENDED) !== 0;
    const both = this.announcements.lineAt(other, dialog[line] - 1) >= 0;
    return (ended ? 0 : 8) + (both ? 4 : 0) + ((flags[line] & L.BEHIND_NAT) === 0 ? 2 : 0);
  }

  /** True for a stream of a call that has ended, between ends which a later call has: some phones never change SSRC. */
  private isTakenOver(stream: number): boolean {
    const dialog = this.streams.table.columns.dialog[stream] - 1;
    const d = this.store.dialogs.columns;
    if (dialog < 0 || (d.flags[dialog] & ENDED) === 0) return false;
    this.announcements.readWaiting(SDP_AT_ONCE);
    const now = this.dialogFor(stream);
    return now !== dialog && d.mediaNumber[now] > d.mediaNumber[dialog];
  }

  private beginAnew(row: number, packet: MediaPacket, timeUs: number): void {
    this.streams.close(row);
    this.join(this.streams.begin(packet, timeUs, false), packet);
  }

  /** The dialog has announced this end: streams there may be its own, and their payload types mean what it says. */
  private tellStreams(end: number, dialog: number): void {
    const t = this.streams.table.columns;
    const e = this.announcements.ends.table.columns;
    for (let row = e.to[end] - 1, looks = 0; row >= 0 && looks < RTP_BELIEVED_AT_ONCE; looks++) {
      this.tellStream(row, dialog);
      row = t.nextTo[row] - 1;
    }
    for (let row = e.from[end] - 1, looks = 0; row >= 0 && looks < RTP_BELIEVED_AT_ONCE; looks++) {
      this.tellStream(row, dialog);
      row = t.nextFrom[row] - 1;
    }
  }

  private tellStream(stream: number, dialog: number): void {
    const t = this.streams.table.columns;
    if (t.dialog[stream] === 0) this.tie(stream, dialog);
    else if (t.dialog[stream] === dialog + 1) this.lookUpAgain(stream);
  }
}

const RESUME_US = RTP_RESUME_MS * 1000;

/** RFC 4733: the timestamps of an event stand still, so that it has no jitter. */
function isEvent(codec: Codec | undefined): boolean {
  return codec !== undefined && /^telephone-event/i.test(codec.name);
}
