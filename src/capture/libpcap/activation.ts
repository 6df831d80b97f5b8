/** Opening an interface with libpcap, and what to do where it refuses. */

import { LIVE_BLOCK_MS, LIVE_NAMED_DEVICES, LIVE_SNAP_BYTES } from '../../budgets';
import { InputError } from '../input';
import type { Library, Pointer } from './library';
import { oneLine } from './program';

const ERROR_BYTES = 256;
const PRECISION_NANO = 1;
const LARGEST_INT = 2 ** 31 - 1;

const NO_SUCH_DEVICE = -5;
const PERMISSION_DENIED = -8;
const NOT_UP = -9;
const PROMISC_PERMISSION_DENIED = -11;

const SOL_PACKET = 263;
const PACKET_IGNORE_OUTGOING = 23;

/** Throws InputError: libpcap's words, and what to do. `warn`: what it said though it went on. */
export function activated(library: Library, name: string, bufferBytes: number, warn: (what: string) => void): Pointer {
  const error = Buffer.alloc(ERROR_BYTES);
  const handle = library.pcap_create(name, error);
  if (handle === null) throw refusal(name, textIn(error));
  try {
    activate(library, handle, name, bufferBytes, warn);
    if (library.pcap_setnonblock(handle, 1, error) < 0) throw refusal(name, textIn(error));
  } catch (failure) {
    library.pcap_close(handle);
    throw failure;
  }
  if (name === 'lo') takeOnce(library, handle);
  return handle;
}

export function refusal(name: string, what: string): InputError {
  return new InputError(`cannot capture on ${name}: ${oneLine(what)}`);
}

/** IPv4 netmask as it stands in memory; null where there is none. */
export function netmaskOf(library: Library, name: string): number | null {
  const mask = Buffer.alloc(4);
  const found = library.pcap_lookupnet(name, Buffer.alloc(4), mask, Buffer.alloc(ERROR_BYTES)) === 0;
  return found ? mask.readUInt32LE(0) : null;
}

/** Not in immediate mode, which loses packets where blocks of them do not. */
function activate(
  library: Library,
  handle: Pointer,
  name: string,
  bufferBytes: number,
  warn: (what: string) => void,
): void {
  library.pcap_set_snaplen(handle, LIVE_SNAP_BYTES);
  // All interfaces at once cannot be made promiscuous, and newer libpcaps warn of it.
  library.pcap_set_promisc(handle, name === 'any' ? 0 : 1);
  library.pcap_set_timeout(handle, LIVE_BLOCK_MS);
  library.pcap_set_buffer_size(handle, Math.min(bufferBytes, LARGEST_INT));
  library.pcap_set_tstamp_precision(handle, PRECISION_NANO);
  const code = library.pcap_activate(handle);
  if (code === 0) return;
  const status = library.pcap_statustostr(code);
  const message = library.pcap_geterr(handle);
  const said = message === '' || message === status ? status : `${status} (${message})`;
  if (code < 0) throw refusal(name, `${said}${advice(library, name, code)}`);
  warn(oneLine(said));
}

function advice(library: Library, name: string, code: number): string {
  switch (code) {
    case NO_SUCH_DEVICE:
      return `; there are ${listed(['any', ...library.interfaceNames()])}`;
    case PERMISSION_DENIED:
    case PROMISC_PERMISSION_DENIED:
      return '; run with sudo, or see docs/install.md on capabilities';
    case NOT_UP:
      return `; 'ip link set ${name} up' brings it up`;
    default:
      return '';
  }
}

function listed(names: readonly string[]): string {
  const more = names.length - LIVE_NAMED_DEVICES;
  return names.slice(0, LIVE_NAMED_DEVICES).join(', ') + (more > 0 ? ` and ${more} more` : '');
}

/**
 * What goes through loopback is captured as it is sent and as it is received, and libpcap throws the former away. The
 * kernel (since 4.20) does that at half the cost, and then it counts drops of packets, not of both.
 */
function takeOnce(library: Library, handle: Pointer): void {
  const on = Buffer.from([1, 0, 0, 0]);
  library.setsockopt(library.pcap_get_selectable_fd(handle), SOL_PACKET, PACKET_IGNORE_OUTGOING, on, on.length);
}

function textIn(error: Buffer): string {
  return error.toString('utf8', 0, error.indexOf(0));
}
