/** A From or To value as the list shows it: `user@host`, without name, scheme, port, password or parameters. */

const QUOTE = 0x22;
const COLON = 0x3a;
const SEMICOLON = 0x3b;
const OPEN = 0x3c;
const CLOSE = 0x3e;
const AT = 0x40;

/**
 * Takes the bracketed or bare URI in bytes[start, end) apart by hand, as it runs twice for each dialog, and writes what
 * is shown to `out` from `at` on; returns where that ends. `out` has room for the whole value. RFC 3261 sections 19.1.1
 * and 20.10.
 */
export function writeAddress(bytes: Buffer, start: number, end: number, out: Buffer, at: number): number {
  const open = openingBracket(bytes, start, end);
  let uri = open < end ? open + 1 : start;
  // Without brackets, parameters belong to the header, not to the URI.
  const uriEnd = find(bytes, uri, end, open < end ? CLOSE : SEMICOLON);
  const colon = find(bytes, uri, uriEnd, COLON);
  if (colon < uriEnd) uri = colon + 1;
  const user = find(bytes, uri, uriEnd, AT);
  if (user === uriEnd) return write(bytes, uri, endOfHost(bytes, uri, uriEnd), out, at);
  const password = find(bytes, uri, user, COLON);
  return write(bytes, user, endOfHost(bytes, user + 1, uriEnd), out, write(bytes, uri, password, out, at));
}

/** A copy by hand: what is copied is shorter than a call of the library takes. */
function write(bytes: Buffer, from: number, to: number, out: Buffer, at: number): number {
  for (let i = from; i < to; i++) out[at++] = bytes[i];
  return at;
}

/** The `<` of the address, past a quoted display name, which may hold one; `end` without brackets. */
function openingBracket(bytes: Buffer, start: number, end: number): number {
  let at = start;
  if (bytes[at] === QUOTE) {
    const backslash = 0x5c;
    for (at++; at < end && bytes[at] !== QUOTE; at++) if (bytes[at] === backslash) at++;
  }
  return find(bytes, at, end, OPEN);
}

/** Offset of `byte` in [from, end), `end` where it is not there. */
function find(bytes: Buffer, from: number, end: number, byte: number): number {
  let at = from;
  while (at < end && bytes[at] !== byte) at++;
  return Math.min(at, end);
}

/** A port, parameters, headers and blanks end a host; the colons of an IPv6 reference do not. */
function endOfHost(bytes: Buffer, start: number, end: number): number {
  const bracket = 0x5b;
  if (bytes[start] === bracket) {
    const close = find(bytes, start, end, 0x5d);
    if (close < end) return close + 1;
  }
  const comma = 0x2c;
  const question = 0x3f;
  let at = start;
  for (; at < end; at++) {
    const byte = bytes[at];
    if (byte === COLON || byte === SEMICOLON || byte === question || byte === comma || byte <= 0x20) break;
  }
  return at;
}
