/**
 * A network of this test's own: the thread, and what it starts, moves into a new network namespace, which vanishes with
 * them. Frames are sent as they are given, by libpcap.
 */

import fs from 'node:fs';
import koffi from 'koffi';
import { peer } from './peers';

const CLONE_NEWNET = 0x40000000;

export class OwnNetwork {
  private readonly libc = koffi.load(null);
  private readonly before = fs.openSync('/proc/thread-self/ns/net', 'r');

  constructor() {
    if (process.getuid?.() !== 0) throw new Error('THIS TEST NEEDS ROOT: it makes a network namespace');
    if (this.libc.func('unshare', 'int', ['int'])(CLONE_NEWNET) !== 0) throw new Error('no network namespace');
    this.ip('link set lo up');
  }

  /** `ip` with these words. */
  ip(words: string): void {
    peer('ip', words.split(' '));
  }

  /** Back to the network of before. */
  leave(): void {
    if (this.libc.func('setns', 'int', ['int', 'int'])(this.before, CLONE_NEWNET) !== 0) throw new Error('setns');
    fs.closeSync(this.before);
  }
}

/** Sends these frames on an interface, headers and all. */
export function sendFrames(device: string, frames: readonly Buffer[]): void {
  const pcap = koffi.load('libpcap.so.0.8');
  const error = Buffer.alloc(256);
  const open = pcap.func('pcap_open_live', 'void *', ['str', 'int', 'int', 'int', 'void *']);
  const inject = pcap.func('pcap_inject', 'int', ['void *', 'void *', 'size_t']);
  const handle = open(device, 65535, 0, 100, error);
  if (handle === null) throw new Error(error.toString('latin1'));
  for (const frame of frames) {
    if (inject(handle, frame, frame.length) !== frame.length) throw new Error(`not sent on ${device}`);
  }
  pcap.func('pcap_close', 'void', ['void *'])(handle);
}
