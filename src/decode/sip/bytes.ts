/** Characters in the bytes of a message, for the passes that make no strings: scan.ts and look.ts. */

export function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}

/** Without regard to case; `text` is lower case. Past the end of the bytes nothing matches. */
export function startsWith(bytes: Buffer, at: number, text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const wanted = text.charCodeAt(i);
    const byte = bytes[at + i];
    if (byte !== wanted && (byte | 0x20) !== wanted) return false;
  }
  return true;
}
