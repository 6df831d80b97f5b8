/**
 * What SDP announces: for each address and port the media lines of the dialogs that name it (RFC 3264, RFC 8866), those
 * behind a NAT too. Descriptions are read when media comes; which streams they are about is the business of media.ts.
 */

import { MEDIA_LINE_BYTES, MEDIA_LINE_LOOKS, MEDIA_LINES_A_DIALOG, SDP_AT_ONCE } from '../budgets';
import type { Codec } from '../decode/payload-types';
import { parseSdp, type Sdp, sdpOfMessage } from '../decode/sdp';
import { isRtp, type SdpMedia } from '../decode/sdp-media';
import { parseSip } from '../decode/sip/parse';
import { bytesText } from '../decode/visible';
import { MediaEnds } from './media-ends';
import * as L from './media-lines';
import * as M from './messages';
import type { Range } from './raw';
import type { Store } from './store';

/** What is to come at an end, or from it: RTP, something else, or nobody knows. */
export const NOBODY = 0;
export const RTP = 1;
export const OTHER = 2;

export class Announcements {
  readonly ends = new MediaEnds();
  readonly lines = L.newMediaLineTable();
  private readonly codecs = new L.CodecLists();
  /** Rows and numbers of messages whose SDP was not read yet, as no media came. */
  private readonly waiting: number[] = [];
  private readonly waitingNumbers: number[] = [];
  /** Interned methods of the messages that carry offers and answers. */
  private readonly methods: ReadonlySet<number>;

  /** `told` hears which dialog has announced which end. */
  constructor(
    private readonly store: Store,
    private readonly told: (end: number, dialog: number) => void,
  ) {
    this.methods = new Set(['INVITE', 'UPDATE', 'PRACK', 'ACK'].map((method) => store.words.idOf(method)));
  }

  get bytes(): number {
    return this.lines.count * MEDIA_LINE_BYTES + this.codecs.bytes;
  }

  /** Descriptions that wait to be read. */
  get unread(): number {
    return this.waiting.length;
  }

  /**
   * A new message with SDP. Without `media` it waits until some comes: most captures for which every microsecond counts
   * have none, and reading costs as much as ten messages.
   */
  message(row: number, carried: Range, media: boolean): void {
    const m = this.store.messages.columns;
    if ((m.flags[row] & (M.COPY | M.RETRANSMISSION)) !== 0 || !this.methods.has(m.method[row])) return;
    if (media) {
      this.read(row, carried);
      return;
    }
    if (this.waiting.length > this.store.messages.count + SDP_AT_ONCE) this.dropGone();
    this.waiting.push(row);
    this.waitingNumbers.push(m.number[row]);
  }

  forgetDialog(dialog: number): void {
    const d = this.store.dialogs.columns;
    for (let line = d.firstMediaLine[dialog] - 1; line >= 0; ) {
      const next = this.lines.columns.nextOfDialog[line] - 1;
      this.removeLine(line);
      line = next;
    }
    d.firstMediaLine[dialog] = 0;
  }

  /** What some dialog says that is to come there. */
  carriedAt(end: number): number {
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

  /** A media line of the dialog at this end, or -1; what the SDP says before what a NAT made of it. */
  lineAt(end: number, dialog: number): number {
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
  says(dialog: number, end: number): boolean {
    const line = this.lineAt(end, dialog);
    return line >= 0 && (this.lines.columns.flags[line] & L.BEHIND_NAT) === 0;
  }

  /** Row of the message of the dialog that announced this end last, or -1. */
  messageFor(end: number, dialog: number): number {
    const line = dialog < 0 ? -1 : this.lineAt(end, dialog);
    if (line < 0) return -1;
    let found = -1;
    this.store.eachMessage(dialog, (message) => {
      if (this.store.messages.columns.number[message] === this.lines.columns.number[line]) found = message;
    });
    return found;
  }

  /** What a media line says of a payload type, or undefined; -1 for no line. */
  codecAt(line: number, payloadType: number): Codec | undefined {
    return line < 0 ? undefined : this.codecs.find(this.lines.columns.codecs[line], payloadType);
  }

  isSecure(line: number): boolean {
    return line >= 0 && (this.lines.columns.flags[line] & L.SECURE) !== 0;
  }

  /** The newest come first, as media that begins now is that of a new call; of these the oldest, as they lie in a file. */
  readWaiting(most: number): void {
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
      this.told(end, dialog);
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
}

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
