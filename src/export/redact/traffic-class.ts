/**
 * The DSCP of a packet that was captured (RFC 2474), as complaints about quality need it: found by the addresses of its IP
 * header, below whatever tunnels and tags it came in.
 */

/** Headers before that of IP, and the addresses in it, end within this. */
const HEADERS_BYTES = 256;

/** What is before the addresses in a header of IP. */
const BEFORE = { 4: 12, 6: 8 } as const;

const DSCP = 0xfc;

/** `addresses`: source and destination as they stand in the header. 0 where the header is not to be had. */
export function dscpOf(bytes: Buffer, start: number, end: number, addresses: Buffer): number {
  const version = addresses.length === 8 ? 4 : 6;
  if (addresses.length !== (version === 4 ? 8 : 32)) return 0;
  const head = bytes.subarray(start, Math.min(end, start + HEADERS_BYTES));
  // The last one is that of the packet within a tunnel.
  for (let before = head.length; ; ) {
    const at = head.subarray(0, before).lastIndexOf(addresses) - BEFORE[version];
    if (at < 0) return 0;
    before = at + BEFORE[version] + addresses.length - 1;
    if (head[at] >> 4 !== version) continue;
    return DSCP & (version === 4 ? head[at + 1] : (head[at] << 4) | (head[at + 1] >> 4));
  }
}
