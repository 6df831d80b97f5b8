/**
 * SIP messages out of one direction of a stream (RFC 3261, 18.3). A message that lies whole in the bytes at hand is
 * given from where it lies; only one that spans segments is copied together. Out of step, after a gap or behind a
 * Content-Length that lies, it looks for the next start line.
 */

import { SEARCHED_BEGUN_BYTES, SEARCHED_BYTES, STREAM_MESSAGE_BYTES, STREAM_START_LINE_BYTES } from '../budgets';
import type { PacketRef } from '../capture/frame';
import { ABSENT, Framing, NOT_A_NUMBER } from './framing';
import { NONE, Resync } from './resync';
import { isStartLine, MORE, NO, skipLineEnds, startLine } from './start-line';
import type { StreamOutput, StreamReader } from './stream';

const LF = 10;
const CR = 13;
export class SipStream implements StreamReader {
  found = 0;
  /** held[0, length) is the beginning of a message, or of what may become one; `refs` are the frames it came in. */
  private held: Buffer | null = null;
  private length = 0;
  private refs: PacketRef[] = [];
  private readonly framing = new Framing();
  /** True while out of step: the next byte begins no message, or nobody knows. */
  private searching: boolean;
  private searched = 0;
  private readonly resync = new Resync();
  /** Of the segment in hand, for one(). */
  private segmentRefs: PacketRef[] | null = null;

  /** `begun`: the opening of the connection was seen, so the first byte begins a message. */
  constructor(
    private readonly output: StreamOutput,
    private readonly begun: boolean,
  ) {
    this.searching = !begun;
  }

  get rejected(): boolean {
    if (this.found > 0 || !this.searching) return false;
    return this.searched + this.length > (this.begun ? SEARCHED_BEGUN_BYTES : SEARCHED_BYTES);
  }

  get holding(): boolean {
    return this.length > 0;
  }

  data(bytes: Buffer, from: number, to: number, refs: PacketRef[] | null, inHand: boolean): void {
    this.segmentRefs = refs;
    let at = this.length > 0 ? this.resume(bytes, from, to, inHand) : from;
    while (at < to) {
      const next = this.one(bytes, at, to, false);
      if (next < 0) {
        this.hold(bytes, ~next, to);
        this.keepRefs(inHand);
        return;
      }
      at = next;
    }
  }

  gap(_length: number, why: string): void {
    if (this.length > 0) this.giveCut(why);
    this.discard();
    this.lose();
  }

  discard(): void {
    if (this.held !== null) this.output.release(this.held);
    this.held = null;
    this.length = 0;
    this.refs = [];
  }

  /** Goes on with what is held; gives the offset in `bytes` from which nothing is held any more. */
  private resume(bytes: Buffer, from: number, to: number, inHand: boolean): number {
    const before = this.length;
    this.hold(bytes, from, to);
    let at = 0;
    while (at < before) {
      const next = this.one(this.held!, at, this.length, true);
      if (next < 0 && ~next >= before) at = ~next;
      else if (next < 0) {
        this.keepFrom(~next);
        this.keepRefs(inHand);
        return to;
      } else at = next;
    }
    // Whatever begins from here on lies in the new bytes alone.
    this.discard();
    return from + at - before;
  }

  /**
   * Finds what begins at `at`: gives the offset behind it, or `~offset` of what needs more bytes. Out of step it may
   * give `at` itself, and then looks on for a start line.
   */
  private one(bytes: Buffer, at: number, end: number, held: boolean): number {
    let start = at;
    if (this.searching) {
      start = this.resync.find(bytes, at, end);
      if (start === NONE) start = this.resync.candidate === NONE ? end : this.resync.candidate;
      this.searched += start - at;
      if (start === end) return end;
      if (start === this.resync.candidate) return ~start;
      this.searching = false;
    } else {
      start = skipLineEnds(bytes, at, end);
      if (start === end) return end;
      const line = startLine(bytes, start, end);
      if (line === MORE && end - start <= STREAM_START_LINE_BYTES) return ~start;
      if (line < 0) return this.lose(start);
    }
    if (this.framing.head(bytes, start, end)) return this.body(bytes, start, end, held);
    if (end - start <= STREAM_MESSAGE_BYTES) return ~start;
    return this.give(bytes, start, end, held, 'the headers do not end');
  }

  /** The head is whole. */
  private body(bytes: Buffer, start: number, end: number, held: boolean): number {
    const { framing } = this;
    const body = start + framing.bodyAt;
    const length = framing.contentLength;
    if (length < 0) return this.untold(bytes, start, body, end, held);
    const stop = body + length;
    if (stop === end || (stop < end && mayFollow(bytes, stop, end))) return this.give(bytes, start, stop, held, null);
    // The length is wrong, or more is to come. A start line within a body that cannot hold one settles it.
    const next =
      framing.nested && stop > end
        ? NONE
        : this.resync.find(bytes, framing.nested ? stop : start + framing.searched, end);
    if (next !== NONE && next < stop) {
      return this.give(bytes, start, next, held, `Content-Length is ${length}, but the body has ${next - body} bytes`);
    }
    if (stop > end) {
      framing.searched = (this.resync.candidate === NONE ? end : this.resync.candidate) - start;
      return ~start;
    }
    const rest = (next === NONE ? end : next) - stop;
    return this.give(bytes, start, stop, held, `Content-Length is ${length}, but ${rest} bytes more follow`);
  }

  /**
   * No length that could be used. By RFC 3261 there is no body then; yet a Content-Type says that the sender meant
   * one, and who looks for the fault wants to see it: what is at hand up to the next start line.
   */
  private untold(bytes: Buffer, start: number, body: number, end: number, held: boolean): number {
    const { contentLength, hasContentType } = this.framing;
    if (contentLength === ABSENT && !hasContentType) return this.give(bytes, start, body, held, null);
    const next = this.resync.find(bytes, body, end);
    const why =
      contentLength === ABSENT
        ? 'a body without Content-Length in a stream'
        : contentLength === NOT_A_NUMBER
          ? 'Content-Length is no number'
          : 'Content-Length is larger than any message';
    return this.give(bytes, start, next === NONE ? end : next, held, why);
  }

  private give(bytes: Buffer, start: number, end: number, held: boolean, problem: string | null): number {
    this.found++;
    this.framing.begin();
    const earlier = held ? this.earlier() : this.segmentRefs;
    this.output.message(bytes, start, end, earlier, problem === null ? null : [problem]);
    return end;
  }

  /** The frames of what is held and of the segment in hand, without the frame in hand. */
  private earlier(): PacketRef[] {
    const refs = this.refs.filter((ref) => ref !== this.output.inHand);
    return this.segmentRefs === null ? refs : refs.concat(this.segmentRefs);
  }

  private giveCut(why: string): void {
    const { framing, held, length } = this;
    if (this.refs.length === 0 || !isStartLine(held!, 0, length)) return;
    const problems = [why];
    if (framing.bodyAt > 0 && framing.contentLength > 0) {
      problems.push(`${length - framing.bodyAt} of ${framing.contentLength} bytes of the body`);
    }
    this.found++;
    this.output.cut(held!, 0, length, this.refs, problems);
  }

  private lose(at = 0): number {
    this.searching = true;
    this.framing.begin();
    return at;
  }

  private hold(bytes: Buffer, from: number, to: number): void {
    const size = this.length + to - from;
    if (this.held === null || this.held.length < size) {
      const larger = this.output.take(this.held === null ? size : 2 * size);
      if (this.held !== null) {
        this.held.copy(larger, 0, 0, this.length);
        this.output.release(this.held);
      }
      this.held = larger;
    }
    bytes.copy(this.held, this.length, from, to);
    this.length = size;
  }

  private keepFrom(at: number): void {
    if (at === 0) return;
    this.held!.copyWithin(0, at, this.length);
    this.length -= at;
  }

  private keepRefs(inHand: boolean): void {
    if (this.segmentRefs !== null) for (const ref of this.segmentRefs) this.refs.push(ref);
    if (inHand) this.refs.push(this.output.reference());
  }
}

/** May this stand behind a message: the next one, or the line ends that keep the connection alive? */
function mayFollow(bytes: Buffer, at: number, end: number): boolean {
  return bytes[at] === CR || bytes[at] === LF || startLine(bytes, at, end) !== NO;
}
