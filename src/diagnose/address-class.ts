/** Which addresses are reachable from anywhere. RFC 1918, 6598, 1122, 3927, 4193, 4291. */

/** An address of RFC 1918, or its like in IPv6 (RFC 4193). */
export function isPrivate(address: string): boolean {
  const [a, b] = octets(address);
  if (a === -1) return /^f[cd]/i.test(address);
  return a === 10 || (a === 172 && b >= 16 && b <= 31) || (a === 192 && b === 168);
}

/** Neither private nor shared nor loopback nor link-local; documentation addresses count as public. */
export function isPublic(address: string): boolean {
  const [a, b] = octets(address);
  if (a === -1) return address !== '' && !/^(?:f[cd]|fe[89ab]|::1?$)/i.test(address);
  const shared = a === 100 && b >= 64 && b <= 127;
  const linkLocal = a === 169 && b === 254;
  return !isPrivate(address) && !shared && !linkLocal && a !== 127 && a !== 0 && a < 224;
}

/** The first two; -1 for what is no IPv4 address. */
function octets(address: string): [number, number] {
  const parts = /^(\d{1,3})\.(\d{1,3})\.\d{1,3}\.\d{1,3}$/.exec(address.replace(/^::ffff:/i, ''));
  return parts === null ? [-1, -1] : [Number(parts[1]), Number(parts[2])];
}
