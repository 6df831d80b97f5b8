/**
 * The functions of libpcap and libc that captures and their filters call, under their C names, through koffi. Nothing of it is
 * loaded before the first call. Structures are read and written at raw offsets: the main thread and the worker may both
 * load this, and koffi refuses to name a type twice.
 */

import { InputError } from '../input';

/** An address. */
export type Pointer = bigint;

export interface Libc {
  /** Bytes of a pointer, and so the offset of one that follows a shorter member. */
  readonly pointerBytes: number;
  /** Waits in a thread of the pool. `fds`: struct pollfd, 8 bytes each. */
  poll(fds: Buffer, count: number, timeoutMs: number): Promise<number>;
  eventfd(count: number, flags: number): number;
  eventfd_write(fd: number, value: number): number;
  eventfd_read(fd: number, value: Buffer): number;
  close(fd: number): number;
  socket(domain: number, type: number, protocol: number): number;
  setsockopt(fd: number, level: number, name: number, value: Buffer, length: number): number;
  getsockopt(fd: number, level: number, name: number, value: Buffer, length: Buffer): number;
  /** Into `time`: struct timespec, two numbers as long as a pointer. */
  clock_gettime(clock: number, time: Buffer): number;
  ioctl(fd: number, request: number, argument: Buffer): number;
  fmemopen(memory: Buffer, length: number, mode: string): Pointer | null;
  fclose(file: Pointer): number;
  fflush(file: Pointer): number;
  ftell(file: Pointer): number;
  rewind(file: Pointer): void;
  if_nametoindex(name: string): number;
  if_indextoname(index: number, name: Buffer): string | null;
  capget(header: Buffer, data: Buffer): number;
  capset(header: Buffer, data: Buffer): number;
  /** What errno says of the last call that failed: `EPERM`. */
  errorName(): string;
  /** Where `buffer` lies in memory. It stays there; who hands the address on keeps the buffer alive. */
  addressOf(buffer: Buffer): Pointer;
  /** A copy of memory. */
  bytesAt(address: Pointer, length: number): Buffer;
  /** Interfaces of this network namespace, up or not. */
  interfaceNames(): string[];
}

export interface Libpcap {
  pcap_create(device: string, error: Buffer): Pointer | null;
  pcap_set_snaplen(handle: Pointer, bytes: number): number;
  pcap_set_promisc(handle: Pointer, on: number): number;
  pcap_set_timeout(handle: Pointer, ms: number): number;
  pcap_set_buffer_size(handle: Pointer, bytes: number): number;
  pcap_set_tstamp_precision(handle: Pointer, precision: number): number;
  pcap_activate(handle: Pointer): number;
  pcap_geterr(handle: Pointer): string;
  pcap_statustostr(code: number): string;
  pcap_close(handle: Pointer): void;
  pcap_datalink(handle: Pointer): number;
  pcap_lookupnet(device: string, net: Buffer, mask: Buffer, error: Buffer): number;
  pcap_setnonblock(handle: Pointer, on: number, error: Buffer): number;
  pcap_get_selectable_fd(handle: Pointer): number;
  pcap_dispatch(handle: Pointer, count: number, callback: Pointer, user: Pointer): number;
  pcap_stats(handle: Pointer, stats: Buffer): number;
  pcap_open_dead(linkType: number, snapLength: number): Pointer;
  /** Takes `file` over, if it is a capture. */
  pcap_fopen_offline(file: Pointer, error: Buffer): Pointer | null;
  /** `Raw IP`; null for a link type that it does not know. */
  pcap_datalink_val_to_description(dataLink: number): string | null;
  pcap_compile(handle: Pointer, program: Buffer, expression: string, optimize: number, netmask: number): number;
  pcap_setfilter(handle: Pointer, program: Buffer): number;
  pcap_freecode(program: Buffer): void;
  pcap_dump_fopen(handle: Pointer, file: Pointer): Pointer | null;
  /** Closes the file under it too. */
  pcap_dump_close(dumper: Pointer): void;
  /** Where the function pcap_dump lies, a callback for pcap_dispatch. */
  readonly pcap_dump: Pointer;
}

export type Library = Libc & Libpcap;

type Koffi = typeof import('koffi');
type Functions = ReturnType<Koffi['load']>;

/** libpcap's file is called after its old version 0.8 by Debian, after version 1 by all others. */
const LIBPCAP_FILES = ['libpcap.so.0.8', 'libpcap.so.1', 'libpcap.so'];

/** Result first, then the arguments. */
type Signatures = Record<string, readonly string[]>;

const LIBC: Signatures = {
  eventfd: ['int', 'uint', 'int'],
  eventfd_write: ['int', 'int', 'uint64'],
  eventfd_read: ['int', 'int', 'void *'],
  close: ['int', 'int'],
  socket: ['int', 'int', 'int', 'int'],
  setsockopt: ['int', 'int', 'int', 'int', 'void *', 'uint'],
  getsockopt: ['int', 'int', 'int', 'int', 'void *', 'void *'],
  clock_gettime: ['int', 'int', 'void *'],
  fmemopen: ['void *', 'void *', 'size_t', 'str'],
  fclose: ['int', 'void *'],
  fflush: ['int', 'void *'],
  ftell: ['long', 'void *'],
  rewind: ['void', 'void *'],
  if_nametoindex: ['uint', 'str'],
  if_indextoname: ['str', 'uint', 'void *'],
  capget: ['int', 'void *', 'void *'],
  capset: ['int', 'void *', 'void *'],
};

const LIBPCAP: Signatures = {
  pcap_create: ['void *', 'str', 'void *'],
  pcap_set_snaplen: ['int', 'void *', 'int'],
  pcap_set_promisc: ['int', 'void *', 'int'],
  pcap_set_timeout: ['int', 'void *', 'int'],
  pcap_set_buffer_size: ['int', 'void *', 'int'],
  pcap_set_tstamp_precision: ['int', 'void *', 'int'],
  pcap_activate: ['int', 'void *'],
  pcap_geterr: ['str', 'void *'],
  pcap_statustostr: ['str', 'int'],
  pcap_close: ['void', 'void *'],
  pcap_datalink: ['int', 'void *'],
  pcap_lookupnet: ['int', 'str', 'void *', 'void *', 'void *'],
  pcap_setnonblock: ['int', 'void *', 'int', 'void *'],
  pcap_get_selectable_fd: ['int', 'void *'],
  pcap_dispatch: ['int', 'void *', 'int', 'void *', 'void *'],
  pcap_stats: ['int', 'void *', 'void *'],
  pcap_open_dead: ['void *', 'int', 'int'],
  pcap_fopen_offline: ['void *', 'void *', 'void *'],
  pcap_datalink_val_to_description: ['str', 'int'],
  pcap_compile: ['int', 'void *', 'void *', 'str', 'int', 'uint32'],
  pcap_setfilter: ['int', 'void *', 'void *'],
  pcap_freecode: ['void', 'void *'],
  pcap_dump_fopen: ['void *', 'void *', 'void *'],
  pcap_dump_close: ['void', 'void *'],
};

let library: Library | null = null;
let libc: Libc | null = null;

/** Throws InputError, one line that says what to install, where libpcap is missing. */
export function loadLibrary(): Library {
  library ??= withLibpcap(loadLibc(), loadKoffi());
  return library;
}

/** libc alone, which is always there. */
export function loadLibc(): Libc {
  libc ??= libcOf(loadKoffi());
  return libc;
}

function loadKoffi(): Koffi {
  try {
    return require('koffi');
  } catch (error) {
    throw new InputError(`koffi, which calls libpcap, does not run on this machine: ${firstLine(error)}`);
  }
}

function libcOf(koffi: Koffi): Libc {
  // What the process has loaded already: the C library has other names elsewhere.
  const functions = koffi.load(null);
  const poll = functions.func('poll', 'int', ['void *', 'ulong', 'int']);
  const ioctl = functions.func('ioctl', 'int', ['int', 'ulong', '...']);
  const pointerBytes = koffi.sizeof('void *');
  return {
    ...(bound(functions, LIBC) as Omit<Libc, 'poll' | 'ioctl'>),
    pointerBytes,
    poll: (fds, count, timeoutMs) =>
      new Promise((resolve, reject) => {
        poll.async(fds, count, timeoutMs, (error: Error | null, ready: number) => {
          if (error) reject(error);
          else resolve(ready);
        });
      }),
    ioctl: (fd, request, argument) => ioctl(fd, request, 'void *', argument),
    errorName: () => nameOfError(koffi),
    addressOf: (buffer) => koffi.address(buffer),
    bytesAt: (address, length) =>
      length === 0 ? Buffer.alloc(0) : Buffer.from(koffi.decode(address, 'uint8', length) as Uint8Array),
    interfaceNames: () => interfaceNames(koffi, functions, pointerBytes),
  };
}

function withLibpcap(c: Libc, koffi: Koffi): Library {
  for (const file of LIBPCAP_FILES) {
    const functions = loaded(koffi, file);
    if (functions !== null) {
      const calls = bound(functions, LIBPCAP) as Omit<Libpcap, 'pcap_dump'>;
      return { ...c, ...calls, pcap_dump: functions.symbol('pcap_dump') as Pointer };
    }
  }
  throw new InputError(
    'libpcap is not installed: apt-get install libpcap0.8 (Debian, Ubuntu) or dnf install libpcap (Red Hat, Fedora)',
  );
}

/** Null: no such file. */
function loaded(koffi: Koffi, file: string): Functions | null {
  try {
    return koffi.load(file);
  } catch {
    return null;
  }
}

function bound(functions: Functions, signatures: Signatures): unknown {
  const out: Record<string, unknown> = {};
  for (const [name, [result, ...parameters]] of Object.entries(signatures)) {
    out[name] = functions.func(name, result, parameters);
  }
  return out;
}

/** if_nameindex(3) gives an array of an index and a pointer to a name each; index 0 ends it. */
function interfaceNames(koffi: Koffi, functions: Functions, pointerBytes: number): string[] {
  const list = functions.func('if_nameindex', 'void *', [])() as Pointer | null;
  if (list === null) return [];
  const names: string[] = [];
  for (let at = 0; koffi.decode(list, at, 'uint32') !== 0; at += 2 * pointerBytes) {
    names.push(koffi.decode(list, at + pointerBytes, 'str'));
  }
  functions.func('if_freenameindex', 'void', ['void *'])(list);
  return names;
}

function nameOfError(koffi: Koffi): string {
  const number = koffi.errno();
  return Object.entries(koffi.os.errno).find(([, value]) => value === number)?.[0] ?? `error ${number}`;
}

function firstLine(error: unknown): string {
  return String((error as Error).message).split('\n')[0];
}
