/** Strings that repeat (methods, reason phrases) as small integers. Id 0 is the empty string. */

/** Different values kept; a capture with more of them has reasons made to exhaust us, and they read as LIMIT_TEXT. */
const LIMIT = 65_535;
const LIMIT_TEXT = '(one of too many)';

export class Interned {
  private readonly texts: string[] = [''];
  private readonly ids = new Map<string, number>([['', 0]]);

  /** `text` may be a slice of something large: what is kept is a copy. */
  id(text: string): number {
    const known = this.ids.get(text);
    if (known !== undefined) return known;
    if (this.texts.length === LIMIT) return this.id(LIMIT_TEXT);
    if (this.texts.length > LIMIT) return this.ids.get(LIMIT_TEXT) ?? 0;
    const kept = copyOf(text);
    this.texts.push(kept);
    this.ids.set(kept, this.texts.length - 1);
    return this.texts.length - 1;
  }

  /** The id of a text that was seen, or -1. */
  find(text: string): number {
    return this.ids.get(text) ?? -1;
  }

  text(id: number): string {
    return this.texts[id];
  }
}

/** A string of its own: V8's slices keep the whole text alive that they were cut from. Latin-1 only. */
export function copyOf(text: string): string {
  return Buffer.from(text, 'latin1').latin1Slice();
}
