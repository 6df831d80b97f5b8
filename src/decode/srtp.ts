/**
 * Decrypts SRTP whose keys stand in the signalling: key derivation, AES counter mode and the tag of RFC 3711, longer
 * keys of RFC 6188. Packets that come again are decrypted again: what is to be heard of them is not decided here.
 */

import { createCipheriv, createHmac, timingSafeEqual } from 'node:crypto';
import { SRTP_PACKETS_TRIED, SRTP_ROLLOVERS_TRIED, SRTP_STREAMS } from '../budgets';
import { type CryptoLine, findSuite, type SrtpKey, type Suite } from './sdes';

/** Packets of one direction: those that one a=crypto line is for. */
export class SrtpReader {
  /** Packets that this key is not for, or whose tag was wrong: another one was agreed on, or they were changed. */
  refused = 0;
  /** By SSRC. */
  private readonly streams = new Map<number, SrtpStream>();

  private constructor(
    private readonly crypto: CryptoLine,
    private readonly suite: Suite,
  ) {}

  /** Else one line that names the suite. */
  static open(crypto: CryptoLine): SrtpReader | { message: string } {
    const suite = findSuite(crypto.suite);
    if (suite?.decrypted) return new SrtpReader(crypto, suite);
    const source = suite === undefined ? '' : ` (${suite.rfc})`;
    return { message: `SRTP with ${crypto.suite}${source} cannot be decrypted: only AES-CM of 128 and 256 bits can` };
  }

  /**
   * The payload of the SRTP packet from `start` to `end`, without padding; null when it is not of this key, or was
   * changed. In order of arrival: the packets that were before it are counted.
   */
  payload(bytes: Buffer, start: number, end: number): Buffer | null {
    const payloadAt = payloadStart(bytes, start, end);
    if (payloadAt < 0) return null;
    const tagBytes = this.crypto.authenticated ? this.suite.tagBytes : 0;
    const tagAt = end - tagBytes;
    const key = this.keyOf(bytes, payloadAt, tagAt);
    const payloadEnd = tagAt - (key?.mkiBytes ?? 0);
    const stream = key === null ? null : this.streamOf(bytes.readUInt32BE(start + 8), key);
    const payload = stream?.open({ bytes, start, payloadAt, payloadEnd, tagAt, end }) ?? null;
    if (payload !== null) return withoutPadding(payload, (bytes[start] & 0x20) !== 0);
    this.refused++;
    return null;
  }

  private keyOf(bytes: Buffer, payloadAt: number, mkiEnd: number): SrtpKey | null {
    const { keys } = this.crypto;
    const { mkiBytes } = keys[0];
    if (mkiEnd - mkiBytes < payloadAt) return null;
    if (mkiBytes === 0) return keys[0];
    const mki = BigInt(`0x${bytes.toString('hex', mkiEnd - mkiBytes, mkiEnd)}`);
    return keys.find((key) => key.mki === mki) ?? null;
  }

  private streamOf(ssrc: number, key: SrtpKey): SrtpStream {
    let stream = this.streams.get(ssrc);
    if (stream === undefined) {
      if (this.streams.size >= SRTP_STREAMS) this.streams.delete(this.streams.keys().next().value as number);
      stream = new SrtpStream(this.suite, this.crypto, ssrc);
      this.streams.set(ssrc, stream);
    }
    stream.turnTo(key);
    return stream;
  }
}

/** RFC 3711, 4.3.1: `bytes` of the session key that `label` is for; `index` is the packet's, divided by the rate. */
export function deriveKey(key: Buffer, salt: Buffer, label: number, index: number, bytes: number): Buffer {
  const block = Buffer.alloc(16);
  salt.copy(block, 0, 0, SALT_BYTES);
  block[7] ^= label;
  xorNumber(block, 8, index);
  return keystream(key, block, bytes);
}

/** RFC 3711, 4.1.1: the first counter of a packet. */
export function counterOf(salt: Buffer, ssrc: number, index: number): Buffer {
  const block = Buffer.alloc(16);
  salt.copy(block, 0, 0, SALT_BYTES);
  block.writeUInt32BE((block.readUInt32BE(4) ^ ssrc) >>> 0, 4);
  xorNumber(block, 8, index);
  return block;
}

/** AES in counter mode over zeros. */
export function keystream(key: Buffer, counter: Buffer, bytes: number): Buffer {
  return createCipheriv(`aes-${8 * key.length}-ctr`, key, counter).update(Buffer.alloc(bytes));
}

/** Labels of RFC 3711, 4.3.1. */
export const LABEL = { encryption: 0, authentication: 1, salt: 2 } as const;

const SALT_BYTES = 14;
const AUTHENTICATION_BYTES = 20;

interface SrtpPacket {
  bytes: Buffer;
  start: number;
  payloadAt: number;
  payloadEnd: number;
  /** Behind the MKI. */
  tagAt: number;
  end: number;
}

/** One SSRC: how often its sequence number has begun anew, and its session keys. RFC 3711, 3.3.1. */
class SrtpStream {
  private rollovers = 0;
  private highest = -1;
  private refusedInTurn = 0;
  private key: SrtpKey | null = null;
  private period = -1;
  private encryption: Buffer = NO_BYTES;
  private salt: Buffer = NO_BYTES;
  private authentication: Buffer = NO_BYTES;

  constructor(
    private readonly suite: Suite,
    private readonly crypto: CryptoLine,
    private readonly ssrc: number,
  ) {}

  turnTo(key: SrtpKey): void {
    if (this.key === key) return;
    this.key = key;
    this.period = -1;
  }

  open(packet: SrtpPacket): Buffer | null {
    const sequence = packet.bytes.readUInt16BE(packet.start + 2);
    const rollovers = this.genuine(packet, sequence);
    if (rollovers < 0) return null;
    this.refusedInTurn = 0;
    this.follow(sequence, rollovers);
    const { bytes, payloadAt, payloadEnd } = packet;
    if (!this.crypto.encrypted) return Buffer.from(bytes.subarray(payloadAt, payloadEnd));
    const index = rollovers * 0x10000 + sequence;
    this.keysFor(index);
    const counter = counterOf(this.salt, this.ssrc, index);
    const cipher = createCipheriv(`aes-${8 * this.encryption.length}-ctr`, this.encryption, counter);
    return cipher.update(bytes.subarray(payloadAt, payloadEnd));
  }

  /**
   * The rollovers with which the packet's tag is right, else -1. A capture that begins in the middle of a call, or has
   * a hole, does not show how many there were: then some are tried.
   */
  private genuine(packet: SrtpPacket, sequence: number): number {
    const guess = this.guess(sequence);
    if (!this.crypto.authenticated || this.isGenuine(packet, sequence, guess)) return guess;
    if (this.refusedInTurn++ >= SRTP_PACKETS_TRIED) return -1;
    for (let more = 0; more <= SRTP_ROLLOVERS_TRIED; more++) {
      const rollovers = this.rollovers + more;
      if (rollovers !== guess && this.isGenuine(packet, sequence, rollovers)) return rollovers;
    }
    return -1;
  }

  private guess(sequence: number): number {
    const { rollovers, highest } = this;
    if (highest < 0) return rollovers;
    if (highest < 0x8000) return sequence - highest > 0x8000 ? Math.max(0, rollovers - 1) : rollovers;
    return highest - 0x8000 > sequence ? rollovers + 1 : rollovers;
  }

  private follow(sequence: number, rollovers: number): void {
    const newer = rollovers > this.rollovers || (rollovers === this.rollovers && sequence > this.highest);
    if (!newer) return;
    this.rollovers = rollovers;
    this.highest = sequence;
  }

  private isGenuine(
    { bytes, start, payloadEnd, tagAt, end }: SrtpPacket,
    sequence: number,
    rollovers: number,
  ): boolean {
    this.keysFor(rollovers * 0x10000 + sequence);
    ROLLOVER.writeUInt32BE(rollovers >>> 0);
    const hmac = createHmac('sha1', this.authentication).update(bytes.subarray(start, payloadEnd)).update(ROLLOVER);
    return timingSafeEqual(hmac.digest().subarray(0, end - tagAt), bytes.subarray(tagAt, end));
  }

  /** Session keys for a packet: the same for all where no rate is given. */
  private keysFor(index: number): void {
    const { key, crypto, suite } = this;
    const period = crypto.kdr === 0 ? 0 : Math.floor(index / 2 ** crypto.kdr);
    if (period === this.period || key === null) return;
    this.period = period;
    this.encryption = deriveKey(key.key, key.salt, LABEL.encryption, period, suite.keyBytes);
    this.authentication = deriveKey(key.key, key.salt, LABEL.authentication, period, AUTHENTICATION_BYTES);
    this.salt = deriveKey(key.key, key.salt, LABEL.salt, period, SALT_BYTES);
  }
}

const NO_BYTES = Buffer.alloc(0);
/** Scratch for isGenuine(). */
const ROLLOVER = Buffer.alloc(4);

/** Behind the header, the contributing sources and the extension; -1 when the packet is cut or is no RTP. */
function payloadStart(bytes: Buffer, start: number, end: number): number {
  if (end - start < 12 || bytes[start] >> 6 !== 2) return -1;
  let at = start + 12 + 4 * (bytes[start] & 15);
  if (bytes[start] & 0x10) {
    if (at + 4 > end) return -1;
    at += 4 + 4 * bytes.readUInt16BE(at + 2);
  }
  return at <= end ? at : -1;
}

/** Padding is encrypted with the payload: RFC 3711, 3.1. */
function withoutPadding(payload: Buffer, padded: boolean): Buffer {
  const padding = padded && payload.length > 0 ? payload[payload.length - 1] : 0;
  return padding <= payload.length ? payload.subarray(0, payload.length - padding) : payload;
}

/** A number of 48 bits. */
function xorNumber(block: Buffer, at: number, value: number): void {
  block.writeUInt16BE(block.readUInt16BE(at) ^ Math.floor(value / 2 ** 32), at);
  block.writeUInt32BE((block.readUInt32BE(at + 2) ^ (value % 2 ** 32)) >>> 0, at + 2);
}
