/**
 * What TLS shows without keys: its records (RFC 8446, 5.1), the server's name in the ClientHello (RFC 6066, 3) and the
 * version that the ServerHello settles (RFC 8446, 4.2.1).
 */

import { TLS_HELLO_BYTES } from '../budgets';
import type { PacketRef } from '../capture/frame';
import type { TlsConnection } from './carried';
import { u16 } from './packet';
import type { StreamReader } from './stream';

const RECORD_BYTES = 5;
const RECORD_LENGTH = 3;
/** RFC 8446, 5.2: 2^14 and what encryption may add; TLS 1.2 allowed more. */
const RECORD_LENGTH_MAX = 16_384 + 2048;
const FIRST_TYPE = 20;
const LAST_TYPE = 24;
const HANDSHAKE = 22;
const APPLICATION_DATA = 23;
const CLIENT_HELLO = 1;
const SERVER_HELLO = 2;
const SERVER_NAME = 0;
const SUPPORTED_VERSIONS = 43;
const HANDSHAKE_HEADER_BYTES = 4;
/** Of a hello: version and random, before the session id. */
const HELLO_FIXED_BYTES = 34;
const TLS_1_2 = 0x0303;

/** Could a TLS record begin here? Three bytes are enough to tell it from text. */
export function isTlsRecord(bytes: Buffer, at: number, end: number): boolean {
  if (end - at < 3) return false;
  const type = bytes[at];
  if (type < FIRST_TYPE || type > LAST_TYPE || bytes[at + 1] !== 3 || bytes[at + 2] > 4) return false;
  return end - at < RECORD_BYTES || u16(bytes, at + RECORD_LENGTH) <= RECORD_LENGTH_MAX;
}

/** Who reads the records of one direction. */
export interface TlsOwner {
  /** Counts the record for the connection, and for the capture. */
  record(application: boolean): void;
  /** A hello says that this side is the client (or else the server). */
  isClient(client: boolean): void;
}

export class TlsStream implements StreamReader {
  found = 0;
  rejected = false;
  readonly holding = false;
  /** The header of the next record as far as it has come. */
  private readonly header = Buffer.alloc(RECORD_BYTES);
  private headerLength = 0;
  /** Bytes of the record in hand that are still to come. */
  private remaining = 0;
  private type = 0;
  /** The first handshake message, while it is being put together; null once read or given up. */
  private hello: Buffer | null = Buffer.alloc(0);
  /** False after a gap, until a segment begins with a record. */
  private inStep = true;

  constructor(
    private readonly connection: TlsConnection,
    private readonly owner: TlsOwner,
  ) {}

  data(bytes: Buffer, from: number, to: number, _refs: PacketRef[] | null, _inHand: boolean): void {
    if (!this.inStep) {
      if (!isTlsRecord(bytes, from, to)) return;
      this.inStep = true;
    }
    let at = from;
    while (at < to && this.inStep) {
      if (this.remaining > 0) {
        const stop = Math.min(to, at + this.remaining);
        this.content(bytes, at, stop);
        this.remaining -= stop - at;
        at = stop;
      } else {
        this.header[this.headerLength++] = bytes[at++];
        if (this.headerLength === RECORD_BYTES) this.begin();
      }
    }
  }

  gap(length: number, _why: string): void {
    this.hello = null;
    if (this.headerLength === 0 && length <= this.remaining) {
      this.remaining -= length;
      return;
    }
    this.headerLength = 0;
    this.remaining = 0;
    this.inStep = false;
  }

  discard(): void {
    this.hello = null;
  }

  private begin(): void {
    const { header, connection } = this;
    this.headerLength = 0;
    if (!isTlsRecord(header, 0, RECORD_BYTES)) {
      this.inStep = false;
      return;
    }
    this.found++;
    this.type = header[0];
    this.remaining = u16(header, RECORD_LENGTH);
    if (this.type !== HANDSHAKE) this.hello = null;
    const version = u16(header, 1);
    // Up to TLS 1.1 a record says its version; 1.2 and 1.3 write the same number.
    if (this.type === APPLICATION_DATA && version < TLS_1_2 && connection.version === null) {
      connection.version = versionText(version);
    }
    this.owner.record(this.type === APPLICATION_DATA);
  }

  private content(bytes: Buffer, from: number, to: number): void {
    if (this.hello === null || this.type !== HANDSHAKE) return;
    const kind = this.hello.length > 0 ? this.hello[0] : bytes[from];
    if (kind !== CLIENT_HELLO && kind !== SERVER_HELLO) {
      this.hello = null;
      return;
    }
    this.hello = Buffer.concat([this.hello, bytes.subarray(from, to)]);
    if (this.hello.length >= HANDSHAKE_HEADER_BYTES) this.tryHello(this.hello);
  }

  private tryHello(hello: Buffer): void {
    const length = HANDSHAKE_HEADER_BYTES + ((hello[1] << 16) | u16(hello, 2));
    if (length > TLS_HELLO_BYTES) this.hello = null;
    if (hello.length < length) return;
    this.hello = null;
    readHello(hello, length, this.connection, this.owner);
  }
}

function readHello(hello: Buffer, end: number, connection: TlsConnection, owner: TlsOwner): void {
  const client = hello[0] === CLIENT_HELLO;
  owner.isClient(client);
  let at = HANDSHAKE_HEADER_BYTES + HELLO_FIXED_BYTES;
  if (at >= end) return;
  if (!client) connection.version = versionText(u16(hello, HANDSHAKE_HEADER_BYTES));
  at += 1 + hello[at];
  if (client) {
    if (at + 2 > end) return;
    at += 2 + u16(hello, at);
    if (at + 1 > end) return;
    at += 1 + hello[at];
  } else at += 3;
  at += 2;
  while (at + 4 <= end) {
    const type = u16(hello, at);
    const length = u16(hello, at + 2);
    at += 4;
    if (at + length > end) return;
    if (client && type === SERVER_NAME) connection.serverName = serverName(hello, at, at + length);
    if (!client && type === SUPPORTED_VERSIONS && length === 2) connection.version = versionText(u16(hello, at));
    at += length;
  }
}

/** A list of names, each with its kind; only host names (0) exist. */
function serverName(hello: Buffer, at: number, end: number): string | null {
  if (end - at < 5 || hello[at + 2] !== 0) return null;
  const length = u16(hello, at + 3);
  return at + 5 + length <= end ? hello.latin1Slice(at + 5, at + 5 + length) : null;
}

function versionText(version: number): string | null {
  if (version === 0x0300) return 'SSL 3.0';
  return version > 0x0300 && version <= 0x0304 ? `TLS 1.${version - 0x0301}` : null;
}
