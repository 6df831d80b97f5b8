/**
 * File capabilities (setcap on node) in place of root: given up by the thread that calls. Linux keeps them for each
 * thread, and no call empties those of another (capabilities(7)).
 */

import { type Libc, loadLibc } from './library';

/** _LINUX_CAPABILITY_VERSION_3: a header of version and thread (0: this one), then two times three words. */
const VERSION_3 = 0x20080522;
const HEADER_BYTES = 8;
const DATA_BYTES = 24;

/**
 * Empties the permitted, effective and inheritable sets of this thread, and with them the ambient one, which can hold no
 * more than the first and the last. Throws when they are not empty thereafter.
 */
export function dropThreadCapabilities(libc: Libc = loadLibc()): void {
  if (libc.capset(header(), Buffer.alloc(DATA_BYTES)) !== 0) {
    throw new Error(`capabilities cannot be given up: capset says ${libc.errorName()}`);
  }
  const left = Buffer.alloc(DATA_BYTES, 0xff);
  if (libc.capget(header(), left) !== 0 || left.some((byte) => byte !== 0)) {
    throw new Error('capabilities were given up, but the kernel still has some for this thread');
  }
}

function header(): Buffer {
  const out = Buffer.alloc(HEADER_BYTES);
  out.writeUInt32LE(VERSION_3, 0);
  return out;
}
