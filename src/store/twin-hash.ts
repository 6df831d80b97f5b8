/**
 * Two hashes of 32 bits over bytes that stand in several places, for what is known by its hash alone: one would take
 * something for something else now and then, both do not. Not against malice: who wants to be taken for another can say so.
 */

/** Scratch: the hashes of what was taken in since startHash(). */
export const twin = { one: 0, two: 0 };

/** `salt`: hashes of the same bytes with another salt are others. */
export function startHash(salt: number): void {
  twin.one = Math.imul(0x811c9dc5 ^ salt, 0x01000193);
  twin.two = Math.imul(0x2545f491 ^ salt, 0x5bd1e995);
}

export function hashMore(bytes: Buffer, from: number, to: number): void {
  let { one, two } = twin;
  for (let at = from; at < to; at++) {
    const byte = bytes[at];
    one = Math.imul(one ^ byte, 0x01000193);
    two = Math.imul(two ^ byte, 0x5bd1e995);
    // Multiplying moves bits up only.
    two ^= two >>> 13;
  }
  twin.one = one;
  twin.two = two;
}
