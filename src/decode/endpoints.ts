/** Addresses with ports as small integers: each ip:port that carried something gets an id, once. */

export interface Endpoint {
  /** Text form: `10.0.0.1`, `2001:db8::1` (RFC 5952, no brackets). */
  address: string;
  port: number;
}

/**
 * Slots of the caches before the two maps. A capture has few ends that talk at a time, and a map keyed by doubles or
 * by strings costs more than the rest of the decoding of a packet.
 */
const SLOTS = 2048;
const SLOT_BITS = 11;
const WORDS = 4;

/** Id 0 is nobody: an endpoint that is not known. */
export class EndpointTable {
  /** An IPv4 one is its key in `v4` until somebody asks for it: most are never shown. */
  private readonly list: (Endpoint | number)[] = [{ address: '', port: 0 }];
  /** IPv4 by address * 65536 + port, which fits a double. */
  private readonly v4 = new Map<number, number>();
  private readonly v6 = new Map<string, number>();
  private readonly hostHashes: number[] = [0];
  private readonly cachedV4 = new Int32Array(SLOTS);
  private readonly cachedV4Port = new Uint16Array(SLOTS);
  private readonly cachedV4Id = new Int32Array(SLOTS);
  private readonly cachedV6 = new Int32Array(SLOTS * WORDS);
  private readonly cachedV6Port = new Uint16Array(SLOTS);
  private readonly cachedV6Id = new Int32Array(SLOTS);

  get count(): number {
    return this.list.length;
  }

  get(id: number): Endpoint {
    const known = this.list[id];
    if (typeof known !== 'number') return known;
    const endpoint = { address: ipv4Text(Math.floor(known / 65536)), port: known % 65536 };
    this.list[id] = endpoint;
    return endpoint;
  }

  /** As get(), for a look at very many: nothing is kept. */
  address(id: number): string {
    const known = this.list[id];
    return typeof known === 'number' ? ipv4Text(Math.floor(known / 65536)) : known.address;
  }

  /** An IPv4 one as address * 65536 + port, as long as nobody has asked for it; else -1. */
  ipv4Key(id: number): number {
    const known = this.list[id];
    return typeof known === 'number' ? known : -1;
  }

  /** `ip:port`, IPv6 as `[ip]:port`. */
  text(id: number): string {
    const { address, port } = this.get(id);
    return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
  }

  /** Of the address alone: the same for endpoints on one host, and for hardly any others. */
  hostHash(id: number): number {
    return this.hostHashes[id];
  }

  /** Two of the same address, with whatever ports. */
  onOneHost(a: number, b: number): boolean {
    return this.hostHashes[a] === this.hostHashes[b] && (a === b || this.get(a).address === this.get(b).address);
  }

  /** `address` as a 32-bit number in host order. */
  ipv4(address: number, port: number): number {
    const word = address | 0;
    const slot = (Math.imul(word, 0x9e3779b1) ^ Math.imul(port, 0x85ebca6b)) >>> (32 - SLOT_BITS);
    if (this.cachedV4[slot] === word && this.cachedV4Port[slot] === port && this.cachedV4Id[slot] !== 0) {
      return this.cachedV4Id[slot];
    }
    const id = this.findIpv4(address >>> 0, port);
    this.cachedV4[slot] = word;
    this.cachedV4Port[slot] = port;
    this.cachedV4Id[slot] = id;
    return id;
  }

  /** The 16 bytes at `offset`. */
  ipv6(bytes: Buffer, offset: number, port: number): number {
    const a = word(bytes, offset);
    const b = word(bytes, offset + 4);
    const c = word(bytes, offset + 8);
    const d = word(bytes, offset + 12);
    const mixed = Math.imul(a ^ Math.imul(b, 0xc2b2ae35), 0x85ebca6b) ^ Math.imul(c ^ port, 0x27d4eb2f) ^ d;
    const slot = Math.imul(mixed, 0x9e3779b1) >>> (32 - SLOT_BITS);
    const { cachedV6 } = this;
    const at = slot * WORDS;
    if (
      cachedV6[at + 3] === d &&
      cachedV6[at + 2] === c &&
      cachedV6[at + 1] === b &&
      cachedV6[at] === a &&
      this.cachedV6Port[slot] === port &&
      this.cachedV6Id[slot] !== 0
    ) {
      return this.cachedV6Id[slot];
    }
    const id = this.findIpv6(bytes, offset, port);
    cachedV6[at] = a;
    cachedV6[at + 1] = b;
    cachedV6[at + 2] = c;
    cachedV6[at + 3] = d;
    this.cachedV6Port[slot] = port;
    this.cachedV6Id[slot] = id;
    return id;
  }

  private findIpv4(address: number, port: number): number {
    const key = address * 65536 + port;
    const known = this.v4.get(key);
    if (known !== undefined) return known;
    const id = this.add(key, address | 0);
    this.v4.set(key, id);
    return id;
  }

  private findIpv6(bytes: Buffer, offset: number, port: number): number {
    const key = bytes.latin1Slice(offset, offset + 16) + String.fromCharCode(port);
    const known = this.v6.get(key);
    if (known !== undefined) return known;
    const host = Math.imul(word(bytes, offset), 0x9e3779b1) ^ Math.imul(word(bytes, offset + 4), 0x85ebca6b);
    const rest = Math.imul(word(bytes, offset + 8), 0x27d4eb2f) ^ word(bytes, offset + 12);
    const id = this.add({ address: ipv6Text(bytes, offset), port }, host ^ rest);
    this.v6.set(key, id);
    return id;
  }

  private add(endpoint: Endpoint | number, hostHash: number): number {
    this.list.push(endpoint);
    this.hostHashes.push(hostHash);
    return this.list.length - 1;
  }
}

/** `address` as an unsigned number. */
function ipv4Text(address: number): string {
  return `${address >>> 24}.${(address >>> 16) & 255}.${(address >>> 8) & 255}.${address & 255}`;
}

function word(bytes: Buffer, at: number): number {
  return (bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3];
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
