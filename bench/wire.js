// A classic pcap file of Ethernet, IPv4 and UDP, written in big chunks. What is inside the datagrams is the caller's.
// pcap: draft-ietf-opsawg-pcap, section 4; microseconds, little-endian, link type 1.

const fs = require('node:fs');

const HEADERS = 14 + 20 + 8;
const CHUNK_BYTES = 8 << 20;
const LARGEST_RECORD_BYTES = 16 + HEADERS + 65507;

/**
 * @typedef {{ ip: number, port: number }} Endpoint  ip as an unsigned 32-bit number
 */

class PcapWriter {
  /** Overwrites what is at `path`. Throws what node:fs throws. */
  constructor(path) {
    this.file = fs.openSync(path, 'w');
    this.chunk = Buffer.alloc(CHUNK_BYTES);
    this.used = 24;
    this.packets = 0;
    this.bytes = 0;
    this.chunk.writeUInt32LE(0xa1b2c3d4, 0);
    this.chunk.writeUInt16LE(2, 4);
    this.chunk.writeUInt16LE(4, 6);
    this.chunk.writeUInt32LE(262144, 16);
    this.chunk.writeUInt32LE(1, 20);
  }

  /** @param {number} timeUs since 1970 @param {Endpoint} from @param {Endpoint} to @param {string} text one byte a character */
  text(timeUs, from, to, text) {
    const at = this.headers(timeUs, from, to, text.length);
    this.chunk.latin1Write(text, at, text.length);
  }

  /** @param {number} timeUs @param {Endpoint} from @param {Endpoint} to @param {Buffer} payload */
  datagram(timeUs, from, to, payload) {
    const at = this.headers(timeUs, from, to, payload.length);
    payload.copy(this.chunk, at);
  }

  /** Writes all headers of a packet; returns where its payload goes. */
  headers(timeUs, from, to, payloadBytes) {
    if (this.used + LARGEST_RECORD_BYTES > CHUNK_BYTES) this.flush();
    const { chunk } = this;
    let at = this.used;
    const frameBytes = HEADERS + payloadBytes;
    chunk.writeUInt32LE(Math.floor(timeUs / 1e6), at);
    chunk.writeUInt32LE(timeUs % 1e6, at + 4);
    chunk.writeUInt32LE(frameBytes, at + 8);
    chunk.writeUInt32LE(frameBytes, at + 12);
    at += 16;
    // Locally administered MAC addresses that repeat the IP address, as VMs of a cloud have them.
    chunk.writeUInt16BE(0x0200, at);
    chunk.writeUInt32BE(to.ip, at + 2);
    chunk.writeUInt16BE(0x0200, at + 6);
    chunk.writeUInt32BE(from.ip, at + 8);
    chunk.writeUInt16BE(0x0800, at + 12);
    at += 14;
    chunk.writeUInt32BE(0x45000000 + frameBytes - 14, at);
    chunk.writeUInt32BE(0x00004000, at + 4);
    chunk.writeUInt32BE(0x40110000, at + 8);
    chunk.writeUInt32BE(from.ip, at + 12);
    chunk.writeUInt32BE(to.ip, at + 16);
    chunk.writeUInt16BE(checksum(chunk, at), at + 10);
    at += 20;
    chunk.writeUInt16BE(from.port, at);
    chunk.writeUInt16BE(to.port, at + 2);
    chunk.writeUInt16BE(8 + payloadBytes, at + 4);
    chunk.writeUInt16BE(0, at + 6); // none: IPv4 allows it (RFC 768)
    at += 8;
    this.used = at + payloadBytes;
    this.packets++;
    return at;
  }

  flush() {
    fs.writeSync(this.file, this.chunk, 0, this.used);
    this.bytes += this.used;
    this.used = 0;
  }

  close() {
    this.flush();
    fs.closeSync(this.file);
  }
}

/** The IPv4 header checksum (RFC 791) of 20 bytes whose checksum field is still zero. */
function checksum(bytes, start) {
  let sum = 0;
  for (let at = start; at < start + 20; at += 2) sum += bytes.readUInt16BE(at);
  sum = (sum & 0xffff) + (sum >>> 16);
  sum = (sum & 0xffff) + (sum >>> 16);
  return ~sum & 0xffff;
}

/** @param {number} ip @returns {string} dotted */
function dotted(ip) {
  return `${ip >>> 24}.${(ip >>> 16) & 255}.${(ip >>> 8) & 255}.${ip & 255}`;
}

module.exports = { PcapWriter, dotted };
