/**
 * Which call a media stream belongs to: what offers and answers announce (RFC 3264, RFC 8866), met with the RTP that
 * comes. A stream belongs to the dialog that announced where it goes or whence it comes; behind a NAT, the announced
 * port at the address that the message came from is taken, too.
 */

import {
  MEDIA_LINE_BYTES,
  MEDIA_LINE_LOOKS,
  MEDIA_LINES_A_DIALOG,
  RTP_BELIEVED_AT_ONCE,
  RTP_RESUME_MS,
  SDP_AT_ONCE,
} from '../budgets';
import { type Codec, staticCodec } from '../decode/payload-types';
import type { MediaPacket } from '../decode/rtp';
import { parseSdp, type Sdp, sdpOfMessage } from '../decode/sdp';
import { isRtp, type SdpMedia } from '../decode/sdp-media';
import { parseSip } from '../decode/sip/parse';
import { bytesText } from '../decode/visible';
import { ENDED } from './dialogs';
import { StreamDigits } from './digits';
import { MediaEnds } from './media-ends';
import * as L from './media-lines';
import * as M from './messages';
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
  payloadTypes: number[];
  /** SRTP was agreed on. */
  secure: boolean;
  /** It comes from, or goes to, another address or port than the dialog announced: NAT, or a relay. */
  sourceDiffers: boolean;
  destinationDiffers: boolean;
}

const NOBODY = 0;
const RTP = 1;
const OTHER = 2;

export class Media implements StreamOwner {
  readonly streams: Streams;
  readonly digits = new StreamDigits();
  readonly rtcp: RtcpReports;
  readonly ends = new MediaEnds();
  readonly lines = L.newMediaLineTable();
  private readonly codecs = new L.CodecLists();
  /** Rows and numbers of messages whose SDP was not read yet, as no media came. */
  private readonly waiting: number[] = [];
  private readonly waitingNumbers: number[] = [];
  /** Interned methods of the messages that carry offers and answers. */
  private readonly methods: ReadonlySet<number>;

  constructor(private readonly store: Store) {
    this.streams = new Streams(this, store.limits.memoryBytes);
    this.rtcp = new RtcpReports(store, this.streams);
    this.methods = new Set(['INVITE', 'UPDATE', 'PRACK', 'ACK'].map((method) => store.words.idOf(method)));
  }

  get bytes(): number {
    const { streams, digits, rtcp, lines, codecs } = this;
    return streams.bytes + digits.bytes + rtcp.bytes + lines.count * MEDIA_LINE_BYTES + codecs.bytes;
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

  /**
   * A new message with SDP. It is read when media comes: most captures for which every microsecond counts have none, and
   * reading costs as much as ten messages.
   */
  message(row: number, carried: Range): void {
    const m = this.store.messages.columns;
    if ((m.flags[row] & (M.COPY | M.RETRANSMISSION)) !== 0 || !this.methods.has(m.method[row])) return;
    if (this.streams.count > 0) {
      this.read(row, carried);
      return;
    }
    if (this.waiting.length > this.store.messages.count + SDP_AT_ONCE) this.dropGone();
    this.waiting.push(row);
    this.waitingNumbers.push(m.number[row]);
  }

  /** Reads up to `most` descriptions that still wait, if there is a stream that they may tell of. True when none is left. */
  settle(most = this.waiting.length): boolean {
    if (this.streams.count === 0) return true;
    this.readWaiting(most);
    return this.waiting.length === 0;
  }

  /** Its streams and media lines go with it. */
  forgetDialog(dialog: number): void {
    const d = this.store.dialogs.columns;
    while (d.firstStream[dialog] > 0) this.streams.remove(d.firstStream[dialog] - 1);
    for (let line = d.firstMediaLine[dialog] - 1; line >= 0; ) {
      const next = this.lines.columns.nextOfDialog[line] - 1;
      this.removeLine(line);
      line = next;
    }
    d.firstMediaLine[dialog] = 0;
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
    return {
      dialog,
      kind: line < 0 ? null : L.KINDS[this.lines.columns.kind[line]],
      payloadType,
      codec: this.codecOf(stream, payloadType) ?? null,
      payloadTypes: types,
      secure: this.isSecure(stream),
      sourceDiffers: dialog >= 0 && !this.says(dialog, t.from[stream] - 1),
      destinationDiffers: dialog >= 0 && !this.says(dialog, t.to[stream] - 1),
    };
  }

  /** As SDP has it, else as RFC 3551 does. */
  codecOf(stream: number, payloadType: number): Codec | undefined {
    const t = this.streams.table.columns;
    const { codecs, lines } = this;
    const line = t.line[stream] - 1;
    const mapped = line < 0 ? undefined : codecs.find(lines.columns.codecs[line], payloadType);
    if (mapped !== undefined) return mapped;
    const other = t.dialog[stream] === 0 ? -1 : this.lineAt(t.from[stream] - 1, t.dialog[stream] - 1);
    return (other < 0 ? undefined : codecs.find(lines.columns.codecs[other], payloadType)) ?? staticCodec(payloadType);
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
    const e = this.ends.table.columns;
    if (t.previousFrom[stream] > 0) t.nextFrom[t.previousFrom[stream] - 1] = t.nextFrom[stream];
    else e.from[from] = t.nextFrom[stream];
    if (t.nextFrom[stream] > 0) t.previousFrom[t.nextFrom[stream] - 1] = t.previousFrom[stream];
    if (t.previousTo[stream] > 0) t.nextTo[t.previousTo[stream] - 1] = t.nextTo[stream];
    else e.to[to] = t.nextTo[stream];
    if (t.nextTo[stream] > 0) t.previousTo[t.nextTo[stream] - 1] = t.previousTo[stream];
    e.streamsTo[to]--;
    this.ends.release(from);
    if (to !== from) this.ends.release(to);
  }

  // ------------------------------------------------------------------------------------------- streams

  /** A packet of a candidate, or of nothing that is known. */
  private notYet(row: number, packet: MediaPacket, timeUs: number): void {
    const { streams } = this;
    if (this.waiting.length > 0) this.readWaiting(SDP_AT_ONCE);
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
    const line = this.streams.table.columns.line[stream] - 1;
    return line >= 0 && (this.lines.columns.flags[line] & L.SECURE) !== 0;
  }

  /** What is to come there, or thence: RTP, OTHER, or NOBODY knows. */
  private announced(packet: MediaPacket): number {
    const { ends } = this;
    const to = ends.destination(packet);
    if (to >= 0 && ends.table.columns.streamsTo[to] >= RTP_BELIEVED_AT_ONCE) return NOBODY;
    const received = to < 0 ? NOBODY : this.carriedAt(to);
    if (received !== NOBODY) return received;
    const from = ends.source(packet);
    return from < 0 ? NOBODY : this.carriedAt(from);
  }

  private carriedAt(end: number): number {
    const l = this.lines.columns;
    let carried = NOBODY;
    let line = this.ends.table.columns.line[end] - 1;
    for (let looks = 0; line >= 0 && looks < MEDIA_LINE_LOOKS; looks++) {
      if ((l.flags[line] & L.NOT_RTP) === 0) return RTP;
      carried = OTHER;
      line = l.nextOfEnd[line] - 1;
    }
    return carried;
  }

  /** Links a new stream to its ends and to the dialog that it belongs to. */
  private join(stream: number, packet: MediaPacket): void {
    const t = this.streams.table.columns;
    const from = this.ends.meetSource(packet);
    const to = this.ends.meetDestination(packet);
    const e = this.ends.table.columns;
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
    let row = this.ends.table.columns.to[to] - 1;
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
    const received = this.lineAt(t.to[stream] - 1, dialog);
    t.line[stream] = (received >= 0 ? received : this.lineAt(t.from[stream] - 1, dialog)) + 1;
    t.dynamicType[stream] = 0;
  }

  /** The dialog that a stream belongs to by its ends, or -1. */
  private dialogFor(stream: number): number {
    const t = this.streams.table.columns;
    const { mediaNumber } = this.store.dialogs.columns;
    const l = this.lines.columns;
    let best = -1;
    let bestRank = -1;
    for (const [end, other, goesThere] of [
      [t.to[stream] - 1, t.from[stream] - 1, 1],
      [t.from[stream] - 1, t.to[stream] - 1, 0],
    ]) {
      let line = this.ends.table.columns.line[end] - 1;
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
    const { dialog, flags } = this.lines.columns;
    const ended = (this.store.dialogs.columns.flags[dialog[line] - 1] & ENDED) !== 0;
    const both = this.lineAt(other, dialog[line] - 1) >= 0;
    return (ended ? 0 : 8) + (both ? 4 : 0) + ((flags[line] & L.BEHIND_NAT) === 0 ? 2 : 0);
  }

  /** A media line of the dialog at this end, or -1; what the SDP says before what a NAT made of it. */
  private lineAt(end: number, dialog: number): number {
    const l = this.lines.columns;
    let found = -1;
    let line = this.ends.table.columns.line[end] - 1;
    for (let looks = 0; line >= 0 && looks < MEDIA_LINE_LOOKS; looks++) {
      if (l.dialog[line] === dialog + 1) {
        if ((l.flags[line] & L.BEHIND_NAT) === 0) return line;
        found = line;
      }
      line = l.nextOfEnd[line] - 1;
    }
    return found;
  }

  /** True where the dialog's SDP has this end. */
  private says(dialog: number, end: number): boolean {
    const line = this.lineAt(end, dialog);
    return line >= 0 && (this.lines.columns.flags[line] & L.BEHIND_NAT) === 0;
  }

  /** True for a stream of a call that has ended, between ends which a later call has: some phones never change SSRC. */
  private isTakenOver(stream: number): boolean {
    const dialog = this.streams.table.columns.dialog[stream] - 1;
    const d = this.store.dialogs.columns;
    if (dialog < 0 || (d.flags[dialog] & ENDED) === 0) return false;
    this.readWaiting(SDP_AT_ONCE);
    const now = this.dialogFor(stream);
    return now !== dialog && d.mediaNumber[now] > d.mediaNumber[dialog];
  }

  private beginAnew(row: number, packet: MediaPacket, timeUs: number): void {
    this.streams.close(row);
    this.join(this.streams.begin(packet, timeUs, false), packet);
  }

  // ----------------------------------------------------------------------------------------------- SDP

  /** The newest come first, as media that begins now is that of a new call; of these the oldest, as they lie in a file. */
  private readWaiting(most: number): void {
    const { waiting, waitingNumbers } = this;
    const { number } = this.store.messages.columns;
    const first = Math.max(0, waiting.length - most);
    for (let i = first; i < waiting.length; i++) {
      const row = waiting[i];
      if (number[row] === waitingNumbers[i]) this.read(row, this.store.bytesOf(row));
    }
    waiting.length = first;
    waitingNumbers.length = first;
  }

  /** Messages whose dialog has gone. */
  private dropGone(): void {
    const { waiting, waitingNumbers } = this;
    const { number } = this.store.messages.columns;
    let kept = 0;
    for (let i = 0; i < waiting.length; i++) {
      if (number[waiting[i]] !== waitingNumbers[i]) continue;
      waiting[kept] = waiting[i];
      waitingNumbers[kept++] = waitingNumbers[i];
    }
    waiting.length = kept;
    waitingNumbers.length = kept;
  }

  private read(message: number, { bytes, start, end }: Range): void {
    const m = this.store.messages.columns;
    const dialog = m.dialog[message] - 1;
    if (dialog < 0) return;
    const sdp = sdpIn(bytes, start, end);
    if (sdp === null) return;
    const d = this.store.dialogs.columns;
    d.mediaNumber[dialog] = Math.max(d.mediaNumber[dialog], m.number[message]);
    const from = this.store.endpoints.get(m.source[message]).address;
    for (const media of sdp.media) {
      if (media.port === 0 || media.port === DISCARD_PORT) continue;
      this.announce(dialog, message, media, media.address, 0);
      if (from !== media.address && !isOnHold(media)) this.announce(dialog, message, media, from, L.BEHIND_NAT);
    }
  }

  private announce(dialog: number, message: number, media: SdpMedia, address: string, flags: number): void {
    const end = this.ends.meetText(address, media.port);
    if (end < 0) return;
    const line = this.lineOf(dialog, end);
    const number = this.store.messages.columns.number[message];
    const l = this.lines.columns;
    if (line < 0) {
      this.ends.release(end);
      return;
    }
    // What was said goes before a guess, and then the later before the earlier.
    const [guess, guessed] = [flags & L.BEHIND_NAT, l.flags[line] & L.BEHIND_NAT];
    const isNew = l.number[line] === 0;
    if (isNew || guess < guessed || (guess === guessed && number >= l.number[line])) {
      l.number[line] = number;
      l.kind[line] = L.kindIndex(media.kind);
      l.flags[line] = flags | L.lineFlags(media, isRtp(media));
      l.codecs[line] = this.codecs.id(media.formats);
      this.tellStreams(end, dialog);
    }
  }

  /** The dialog's line at this end, made where there is none yet; -1 when it has too many. */
  private lineOf(dialog: number, end: number): number {
    const d = this.store.dialogs.columns;
    const columns = this.lines.columns;
    for (let line = d.firstMediaLine[dialog] - 1; line >= 0; line = columns.nextOfDialog[line] - 1) {
      if (columns.end[line] === end + 1) return line;
    }
    if (d.mediaLines[dialog] >= MEDIA_LINES_A_DIALOG) return -1;
    const line = this.lines.add();
    const l = this.lines.columns;
    const e = this.ends.table.columns;
    l.dialog[line] = dialog + 1;
    l.end[line] = end + 1;
    l.nextOfDialog[line] = d.firstMediaLine[dialog];
    d.firstMediaLine[dialog] = line + 1;
    d.mediaLines[dialog]++;
    l.nextOfEnd[line] = e.line[end];
    if (e.line[end] > 0) l.previousOfEnd[e.line[end] - 1] = line + 1;
    e.line[end] = line + 1;
    return line;
  }

  private removeLine(line: number): void {
    const l = this.lines.columns;
    const end = l.end[line] - 1;
    if (l.previousOfEnd[line] > 0) l.nextOfEnd[l.previousOfEnd[line] - 1] = l.nextOfEnd[line];
    else this.ends.table.columns.line[end] = l.nextOfEnd[line];
    if (l.nextOfEnd[line] > 0) l.previousOfEnd[l.nextOfEnd[line] - 1] = l.previousOfEnd[line];
    this.lines.remove(line);
    this.ends.release(end);
  }

  /** The dialog has announced this end: streams there may be its own, and their payload types mean what it says. */
  private tellStreams(end: number, dialog: number): void {
    const t = this.streams.table.columns;
    const e = this.ends.table.columns;
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

/** What trickle ICE (RFC 8840) announces while it has no address. */
const DISCARD_PORT = 9;

/** The old way to put on hold: RFC 2543, appendix B.5. */
function isOnHold({ address }: SdpMedia): boolean {
  return address === '0.0.0.0' || address === '::';
}

/** A plain body is read without its head, which would cost more than the description itself. */
function sdpIn(bytes: Buffer, start: number, end: number): Sdp | null {
  const head = bytes.indexOf('\r\n\r\nv=0', start, 'latin1');
  if (head >= 0 && head < end) return parseSdp(bytesText(bytes, head + 4, end));
  return sdpOfMessage(parseSip(bytes, start, end), bytes);
}

/** RFC 4733: the timestamps of an event stand still, so that it has no jitter. */
function isEvent(codec: Codec | undefined): boolean {
  return codec !== undefined && /^telephone-event/i.test(codec.name);
}
