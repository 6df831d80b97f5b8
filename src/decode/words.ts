/** Bytes four at a time, for the loops that go over every byte of a capture: hashing, comparing, looking for a line's end. */

let latest: Buffer | null = null;
let latestView: DataView = new DataView(new ArrayBuffer(0));

/** A view of the same bytes, offset 0 being bytes[0]. Kept for the next call: most messages are in the same memory. */
export function viewOf(bytes: Buffer): DataView {
  if (bytes !== latest) {
    latest = bytes;
    latestView = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  }
  return latestView;
}

/** Four characters as viewOf(bytes).getInt32(at, true) reads them. */
export function wordOf(text: string): number {
  return Buffer.from(text, 'latin1').readInt32LE(0);
}

/** Of bytes[start, end), the same wherever they stand. Not against malice: who wants equal hashes can make them. */
export function hashOf(bytes: Buffer, start: number, end: number): number {
  const view = viewOf(bytes);
  const last = end - 4;
  let hash = 0x811c9dc5 ^ (end - start);
  let at = start;
  for (; at <= last; at += 4) hash = mix(hash, view.getInt32(at, true));
  for (; at < end; at++) hash = mix(hash, bytes[at]);
  return hash;
}

/** Multiplying moves bits up only: the shift brings those of a word's upper bytes down. */
function mix(hash: number, word: number): number {
  const mixed = Math.imul(hash ^ word, 0x01000193);
  return mixed ^ (mixed >>> 15);
}

/** True when a[aStart, aStart + length) and b[bStart, bStart + length) hold the same. */
export function sameBytes(a: DataView, aStart: number, b: DataView, bStart: number, length: number): boolean {
  let i = 0;
  for (; i + 4 <= length; i += 4) if (a.getInt32(aStart + i, true) !== b.getInt32(bStart + i, true)) return false;
  for (; i < length; i++) if (a.getUint8(aStart + i) !== b.getUint8(bStart + i)) return false;
  return true;
}

const LF = 0x0a;
const FOUR_LF = 0x0a0a0a0a;
const FOUR_ONES = 0x01010101;
const FOUR_TOPS = 0x80808080 | 0;

/**
 * Offset of the line behind the one at `from`. Four bytes at a step: a byte that is LF becomes 0, and the lowest of the
 * top bits that stay set below is its own.
 */
export function nextLine(view: DataView, from: number, end: number): number {
  let at = from;
  for (const last = end - 4; at <= last; at += 4) {
    const differing = view.getInt32(at, true) ^ FOUR_LF;
    const found = (differing - FOUR_ONES) & ~differing & FOUR_TOPS;
    if (found !== 0) return at + ((31 - Math.clz32(found & -found)) >> 3) + 1;
  }
  for (; at < end; at++) if (view.getUint8(at) === LF) return at + 1;
  return end;
}
