/** Addresses with ports as small integers: each ip:port that carried something gets an id, once. */

export interface Endpoint {
  /** Text form: `10.0.0.1`, `2001:db8::1` (RFC 5952, no brackets). */
  address: string;
  port: number;
}

/** Id 0 is nobody: an endpoint that is not known. */
export class EndpointTable {
  private readonly list: Endpoint[] = [{ address: '', port: 0 }];
  /** IPv4 by address * 65536 + port, which fits a double. */
  private readonly v4 = new Map<number, number>();
  private readonly v6 = new Map<string, number>();

  get count(): number {
    return this.list.length;
  }

  get(id: number): Endpoint {
    return this.list[id];
  }

  /** `ip:port`, IPv6 as `[ip]:port`. */
  text(id: number): string {
    const { address, port } = this.list[id];
    return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
  }

  /** `address` as an unsigned 32-bit number in host order. */
  ipv4(address: number, port: number): number {
    const key = address * 65536 + port;
    const known = this.v4.get(key);
    if (known !== undefined) return known;
    const text = `${address >>> 24}.${(address >>> 16) & 255}.${(address >>> 8) & 255}.${address & 255}`;
    const id = this.add(text, port);
    this.v4.set(key, id);
    return id;
  }

  /** The 16 bytes at `offset`. */
  ipv6(bytes: Buffer, offset: number, port: number): number {
    const key = bytes.latin1Slice(offset, offset + 16) + String.fromCharCode(port);
    const known = this.v6.get(key);
    if (known !== undefined) return known;
    const id = this.add(ipv6Text(bytes, offset), port);
    this.v6.set(key, id);
    return id;
  }

  private add(address: string, port: number): number {
    this.list.push({ address, port });
    return this.list.length - 1;
  }
}

/** RFC 5952: lower case, no leading zeros, the longest run of two or more zero groups as `::`, the first of equals. */
export function ipv6Text(bytes: Buffer, offset: number): string {
  const groups: number[] = [];
  for (let i = 0; i < 8; i++) groups.push(bytes.readUInt16BE(offset + 2 * i));
  if (groups.slice(0, 5).every((g) => g === 0) && groups[5] === 0xffff) {
    return `::ffff:${bytes[offset + 12]}.${bytes[offset + 13]}.${bytes[offset + 14]}.${bytes[offset + 15]}`;
  }
  let best = -1;
  let bestLength = 1;
  for (let i = 0; i < 8; ) {
    let n = 0;
    while (i + n < 8 && groups[i + n] === 0) n++;
    if (n > bestLength) {
      best = i;
      bestLength = n;
    }
    i += n || 1;
  }
  const hex = (part: number[]) => part.map((g) => g.toString(16)).join(':');
  if (best < 0) return hex(groups);
  return `${hex(groups.slice(0, best))}::${hex(groups.slice(best + bestLength))}`;
}
