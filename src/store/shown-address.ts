/** A From or To value as the list shows it: `user@host`, without name, scheme, port, password or parameters. */

/** Takes the bracketed or bare URI apart by hand: it runs twice for each dialog. RFC 3261 sections 19.1.1 and 20.10. */
export function shownAddress(value: string): string {
  const open = openingBracket(value);
  let start = open + 1;
  // Without brackets, parameters belong to the header, not to the URI.
  let end = value.indexOf(open < 0 ? ';' : '>', start);
  if (end < 0) end = value.length;
  const colon = value.indexOf(':', start);
  if (colon >= 0 && colon < end) start = colon + 1;
  const at = value.indexOf('@', start);
  if (at < 0 || at >= end) return value.slice(start, endOfHost(value, start, end));
  const hostEnd = endOfHost(value, at + 1, end);
  const password = value.indexOf(':', start);
  const userEnd = password >= 0 && password < at ? password : at;
  return `${value.slice(start, userEnd)}@${value.slice(at + 1, hostEnd)}`;
}

/** The `<` of the address, past a quoted display name, which may hold one. -1 without brackets. */
function openingBracket(value: string): number {
  if (value.charCodeAt(0) !== 0x22) return value.indexOf('<');
  let at = 1;
  while (at < value.length && value.charCodeAt(at) !== 0x22) at += value.charCodeAt(at) === 0x5c ? 2 : 1;
  return value.indexOf('<', at);
}

/** A port, parameters, headers and blanks end a host; the colons of an IPv6 reference do not. */
function endOfHost(value: string, start: number, end: number): number {
  let at = start;
  if (value.charCodeAt(at) === 0x5b) {
    const close = value.indexOf(']', at);
    if (close >= 0 && close < end) return close + 1;
  }
  for (; at < end; at++) {
    const c = value.charCodeAt(at);
    if (c === 0x3a || c === 0x3b || c === 0x3f || c === 0x2c || c <= 0x20) break;
  }
  return at;
}
