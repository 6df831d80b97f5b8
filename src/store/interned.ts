/** Strings that repeat (methods, reason phrases) as small integers, found by their bytes. Id 0 is the empty string. */

import { hashOf } from '../decode/words';
import { HashIndex } from './hash-index';

/** Different values kept; a capture with more of them has reasons made to exhaust us, and they read as LIMIT_TEXT. */
const LIMIT = 65_534;
const LIMIT_TEXT = '(one of too many)';

/** Characters of all of them together: real captures have a few thousand. */
const LIMIT_CHARACTERS = 4 * 1024 * 1024;

/** Slots for the ids that were asked for lately, by first byte and length: nearly always the right one is there. */
const LATELY = 64;

export class Interned {
  private readonly lately = new Uint16Array(LATELY);
  private readonly texts: string[] = [''];
  private readonly hashes: number[] = [0];
  private readonly index = new HashIndex((id) => this.hashes[id]);
  private characters = 0;
  /** What stands for all that came when it was full; 0 before. */
  private full = 0;

  /** The id of bytes[start, end), read as Latin-1. */
  id(bytes: Buffer, start: number, end: number): number {
    if (end <= start) return 0;
    const slot = (bytes[start] + 7 * (end - start)) & (LATELY - 1);
    const guess = this.lately[slot];
    if (sameText(this.texts[guess], bytes, start, end)) return guess;
    const id = this.look(bytes, start, end);
    this.lately[slot] = id;
    return id;
  }

  private look(bytes: Buffer, start: number, end: number): number {
    const hash = hashOf(bytes, start, end);
    const known = this.known(bytes, start, end, hash);
    if (known >= 0) return known;
    if (this.full > 0) return this.full;
    if (this.texts.length < LIMIT && this.characters < LIMIT_CHARACTERS) return this.keep(bytes, start, end, hash);
    this.full = this.keep(Buffer.from(LIMIT_TEXT), 0, LIMIT_TEXT.length, 0);
    return this.full;
  }

  idOf(text: string): number {
    const bytes = Buffer.from(text, 'latin1');
    return this.id(bytes, 0, bytes.length);
  }

  /** The id of a text that was seen, or -1. */
  find(text: string): number {
    const bytes = Buffer.from(text, 'latin1');
    return text === '' ? 0 : this.known(bytes, 0, bytes.length, hashOf(bytes, 0, bytes.length));
  }

  text(id: number): string {
    return this.texts[id];
  }

  private known(bytes: Buffer, start: number, end: number, hash: number): number {
    const { index } = this;
    for (let slot = index.first(hash), id = index.rowAt(slot); id >= 0; id = index.rowAt(slot)) {
      if (this.hashes[id] === hash && sameText(this.texts[id], bytes, start, end)) return id;
      slot = index.after(slot);
    }
    return -1;
  }

  private keep(bytes: Buffer, start: number, end: number, hash: number): number {
    this.texts.push(bytes.latin1Slice(start, end));
    this.hashes.push(hash);
    this.characters += end - start;
    this.index.add(hash, this.texts.length - 1);
    return this.texts.length - 1;
  }
}

/** True when the characters of `text` are bytes[start, end). */
export function sameText(text: string, bytes: Buffer, start: number, end: number): boolean {
  if (text.length !== end - start) return false;
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) !== bytes[start + i]) return false;
  return true;
}
