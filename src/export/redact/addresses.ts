/**
 * Stand-ins for IP addresses, of the same class as what they stand for: private stays private, so that a NAT still
 * shows. Public ones come from the ranges for documentation and tests (RFC 5737, 2544, 3849). In order of appearance.
 */

import { REDACTED_VALUES } from '../../budgets';

/** Private and shared ranges: what stands for an address in one stays in it (RFC 1918, 6598, 3927). */
const PRIVATE = [
  { base: 0x0a000000, bits: 8 },
  { base: 0xac100000, bits: 12 },
  { base: 0xc0a80000, bits: 16 },
  { base: 0x64400000, bits: 10 },
  { base: 0xa9fe0000, bits: 16 },
];

/** Where stand-ins for public addresses come from, in this order: first address and how many. */
const PUBLIC = [
  { base: 0xc0000201, count: 254 },
  { base: 0xc6336401, count: 254 },
  { base: 0xcb007101, count: 254 },
  { base: 0xc6120001, count: 131_070 },
  // Nobody has these: class E.
  { base: 0xf0000001, count: 0x0ffffffe },
];

/** Networks of a private range are numbered from here, as most networks are numbered from the beginning. */
const FIRST_NETWORK = 200;

/** Hosts that were numbered in a /24 of a private range. */
interface Network {
  base: number;
  hosts: number;
}

export class AddressStandIns {
  private readonly v4 = new Map<number, number>();
  private readonly v6 = new Map<string, Buffer>();
  private readonly networks = new Map<number, Network>();
  /** Networks numbered so far, by range. */
  private readonly numbered = PRIVATE.map(() => 0);
  private publics = 0;
  private v6Hosts = 0;

  /** `address` and what it gives are unsigned numbers. */
  ipv4(address: number): number {
    if (isPlain(address)) return address;
    const known = this.v4.get(address);
    if (known !== undefined) return known;
    if (this.v4.size >= REDACTED_VALUES) return PUBLIC[0].base;
    const range = PRIVATE.findIndex(({ base, bits }) => address >>> (32 - bits) === base >>> (32 - bits));
    const standIn = range < 0 ? this.nextPublic() : this.nextPrivate(address, range);
    this.v4.set(address, standIn);
    return standIn;
  }

  /** 16 bytes to 16 bytes. */
  ipv6(address: Buffer): Buffer {
    const first = address.readUInt16BE(0);
    const upper = address.readBigUInt64BE(0);
    const lower = address.readBigUInt64BE(8);
    // Unspecified, loopback, multicast.
    if ((upper === 0n && lower <= 1n) || first >= 0xff00) return address;
    const mapped = upper === 0n && lower >> 32n === 0xffffn;
    const translated = upper === 0x0064ff9b00000000n && lower >> 32n === 0n;
    if (mapped || translated) {
      const bytes = Buffer.from(address);
      bytes.writeUInt32BE(this.ipv4(address.readUInt32BE(12)), 12);
      return bytes;
    }
    const key = address.toString('latin1');
    const known = this.v6.get(key);
    if (known !== undefined) return known;
    const standIn = Buffer.alloc(16);
    const linkLocal = first >= 0xfe80 && first <= 0xfebf;
    const local = first >= 0xfc00 && first <= 0xfdff;
    standIn.writeUInt16BE(linkLocal ? 0xfe80 : local ? 0xfd00 : 0x2001, 0);
    if (!linkLocal && !local) standIn.writeUInt16BE(0x0db8, 2);
    if (this.v6.size < REDACTED_VALUES) this.v6.set(key, standIn);
    standIn.writeUInt32BE(this.v6.size < REDACTED_VALUES ? ++this.v6Hosts : 0xffffffff, 12);
    return standIn;
  }

  private nextPublic(): number {
    let n = this.publics++;
    for (const { base, count } of PUBLIC) {
      if (n < count) return base + n;
      n -= count;
    }
    return PUBLIC[0].base;
  }

  /** Hosts of one /24 stay in one /24, and a range has as many of these as it had. */
  private nextPrivate(address: number, range: number): number {
    const prefix = address >>> 8;
    let network = this.networks.get(prefix);
    if (network === undefined) {
      const { base, bits } = PRIVATE[range];
      const number = (FIRST_NETWORK + this.numbered[range]++) % 2 ** (24 - bits);
      network = { base: (base >>> 8) + number, hosts: 0 };
      this.networks.set(prefix, network);
    }
    network.hosts = (network.hosts + 1) % 256;
    return network.base * 256 + network.hosts;
  }
}

/** Says nothing of anybody: this network, loopback, multicast, broadcast. */
function isPlain(address: number): boolean {
  const first = address >>> 24;
  return first === 0 || first === 127 || (first >= 224 && first <= 239) || address === 0xffffffff;
}

/** The four bytes of dotted numbers as an unsigned number, or -1. */
export function parseIpv4(text: string): number {
  const found = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text);
  if (found === null) return -1;
  const parts = found.slice(1).map(Number);
  if (parts.some((part) => part > 255)) return -1;
  return parts[0] * 2 ** 24 + parts[1] * 2 ** 16 + parts[2] * 2 ** 8 + parts[3];
}

export function ipv4Text(address: number): string {
  return [24, 16, 8, 0].map((shift) => (address >>> shift) & 255).join('.');
}

/** The 16 bytes of an address without brackets or zone, or null. */
export function parseIpv6(text: string): Buffer | null {
  if (!/^[0-9a-f:.]{2,45}$/i.test(text) || !text.includes(':')) return null;
  const dotted = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text);
  if (dotted !== null) {
    const v4 = parseIpv4(dotted[2]);
    return v4 < 0 ? null : parseIpv6(`${dotted[1]}${(v4 >>> 16).toString(16)}:${(v4 & 0xffff).toString(16)}`);
  }
  const halves = text.split('::');
  if (halves.length > 2) return null;
  const [head, tail] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const groups = tail === undefined ? head : [...head, ...zeros(8 - head.length - tail.length), ...tail];
  if (groups.length !== 8 || !groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return null;
  const bytes = Buffer.alloc(16);
  groups.forEach((group, i) => {
    bytes.writeUInt16BE(Number.parseInt(group, 16), 2 * i);
  });
  return bytes;
}

function zeros(count: number): string[] {
  return Array.from({ length: Math.max(1, count) }, () => '0');
}
