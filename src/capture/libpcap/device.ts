/**
 * One open interface: its packets in batches, its filter, what was dropped. Opening is in activation.ts; waiting is in
 * live-input.ts, which waits for several.
 *
 * libpcap writes each batch into memory as a pcap file (pcap_dump over fmemopen): one call, and no callback into
 * JavaScript. The reader of files takes it from there, in place. What comes faster than it is read waits in memory of
 * our own, so that a burst does not fill the kernel's buffer.
 */

import { LIVE_BACKLOG_SHARE, LIVE_BATCH_PACKETS, LIVE_BATCHES_AHEAD, LIVE_SNAP_BYTES } from '../../budgets';
import { type Frame, newFrame } from '../frame';
import { PcapParser } from '../pcap';
import { activated, netmaskOf, refusal } from './activation';
import { attach, isPacketSocket } from './attach';
import { Backlog } from './backlog';
import { type CompiledFilter, compileFilter } from './filter';
import type { Library, Pointer } from './library';
import { type Program, programHeader, UNKNOWN_NETMASK } from './program';

const FILE_HEADER_BYTES = 24;
const FILE_LINK_TYPE = 20;
const RECORD_HEADER_BYTES = 16;
const RECORD_NANOS = 4;

/** The file's header is written once, and then over it. */
const MEMORY_BYTES = LIVE_BATCH_PACKETS * (RECORD_HEADER_BYTES + LIVE_SNAP_BYTES) + FILE_HEADER_BYTES;

/** struct pcap_stat: three numbers of 32 bits, which run over on a long capture. */
const STAT_BYTES = 12;
const STAT_DROP = 4;
const STAT_IFDROP = 8;

const CLOCK_REALTIME = 0;

const AF_INET = 2;
const SOCK_DGRAM_CLOEXEC = 0x80002;
const SIOCGIFFLAGS = 0x8913;
const IFF_UP = 1;
/** struct ifreq: the name, then a union that begins with the flags. */
const IFREQ_BYTES = 40;
const IFREQ_FLAGS = 16;

export class Device {
  /** LINKTYPE_ value, as files have it. */
  readonly linkType: number;
  /** Readable when there are packets; -1 where libpcap has none to wait for. */
  readonly fd: number;
  /** Packets that libpcap gave, but for those that wait, and of them those that could not be read from memory: none, by its size. */
  received = 0;
  lost = 0;
  droppedByKernel = 0;
  droppedByInterface = 0;

  /** Of the interface; a later one of its name has another. 0: it is none of the system's (`any`, `nflog`). */
  private readonly index: number;
  private readonly netmask: number;
  private readonly parser: PcapParser;
  private readonly stat = Buffer.alloc(STAT_BYTES);
  private readonly dataLink: number;
  /** Filters are changed by libpcap: its own, once set, would hold beside ours. */
  private filteredByLibpcap: boolean;
  /** When the first filter was set, in milliseconds since 1970. */
  private filteredMs: number | null = null;
  /** A packet of later has come. */
  private judged = false;
  /** Packets from before that, which no filter has judged and nobody gets. */
  private early = 0;
  private lastDrop = 0;
  private lastIfdrop = 0;
  /** The last call took as much as it may: there is more, probably. */
  private full = false;
  /** What libpcap said of the interface, to be told when what came before is handed out. */
  private failure: string | null = null;
  private closed = false;

  /** Throws InputError. `warn`: what libpcap said though it went on. */
  static open(library: Library, name: string, bufferBytes: number, warn: (what: string) => void): Device {
    const openedMs = systemMs(library);
    const handle = activated(library, name, bufferBytes, warn);
    // It takes memory as far as it is written to.
    const memory = Buffer.allocUnsafeSlow(MEMORY_BYTES);
    const file = library.fmemopen(memory, MEMORY_BYTES, 'w');
    const dumper = file && library.pcap_dump_fopen(handle, file);
    const backlog = new Backlog(bufferBytes * LIVE_BACKLOG_SHARE);
    if (file !== null && dumper !== null)
      return new Device(library, name, openedMs, handle, memory, file, dumper, backlog);
    const reason = file === null ? 'no memory for its packets' : library.pcap_geterr(handle);
    if (file !== null) library.fclose(file);
    library.pcap_close(handle);
    throw refusal(name, reason);
  }

  private constructor(
    private readonly library: Library,
    readonly name: string,
    private readonly openedMs: number,
    private readonly handle: Pointer,
    /** What libpcap writes to. libc does not keep it alive. */
    private readonly memory: Buffer,
    private readonly file: Pointer,
    private readonly dumper: Pointer,
    private readonly backlog: Backlog,
  ) {
    this.index = library.if_nametoindex(name);
    this.netmask = netmaskOf(library, name) ?? UNKNOWN_NETMASK;
    this.fd = library.pcap_get_selectable_fd(handle);
    this.dataLink = library.pcap_datalink(handle);
    this.filteredByLibpcap = !isPacketSocket(library, this.fd);
    library.fflush(file);
    this.linkType = memory.readUInt32LE(FILE_LINK_TYPE) & 0xffff;
    this.parser = new PcapParser({ name, input: 0, volatile: true });
    this.handOver(memory, FILE_HEADER_BYTES, 0);
    this.parser.next(newFrame());
  }

  /** True when the packets of the last read() are handed out. */
  get dry(): boolean {
    const { start, end } = this.parser.window;
    return start === end;
  }

  /** Packets handed out. */
  get packets(): number {
    return this.parser.packets - this.early;
  }

  /** Fills `frame` with the next packet of the last read(); its bytes are valid until the next one. False: none left. */
  next(frame: Frame): boolean {
    const { parser } = this;
    while (parser.next(frame)) {
      if (this.judged || !this.isEarly(frame)) return true;
    }
    // A packet that was cut short will not get longer.
    parser.window.start = parser.window.end;
    return false;
  }

  /** More is there than the last read() took, probably. */
  get hasMore(): boolean {
    return this.full || this.backlog.packets > 0;
  }

  /**
   * Takes what there is, LIVE_BATCH_PACKETS at the most, without waiting. To be called when dry. Gives the number of
   * packets, or what libpcap says of an interface that it cannot read.
   */
  read(): number | string {
    const { backlog } = this;
    this.lost = this.received - this.packets;
    for (let batch = 0; batch < LIVE_BATCHES_AHEAD && backlog.hasRoom; batch++) {
      const count = this.dispatch();
      if (count > 0) {
        // Nothing waits before it or behind it: it is read where it is.
        if (backlog.packets === 0 && !this.full) return this.handOver(this.memory, this.written, count);
        backlog.add(this.memory.subarray(0, this.written), count);
      }
      if (!this.full) break;
    }
    const block = backlog.take();
    if (block !== null) return this.handOver(block.bytes, block.bytes.length, block.packets);
    const { failure } = this;
    this.failure = null;
    return failure ?? 0;
  }

  /** Throws the `count` packets of the last read() away, which nobody was to get, and all that wait behind them. */
  unread(count: number): void {
    this.received -= count;
    this.backlog.clear();
    this.parser.window.start = this.parser.window.end;
  }

  /** Is the next packet older than that of `other`? A dry device has none. */
  isBefore(other: Device): boolean {
    if (this.dry || other.dry) return !this.dry;
    const a = this.parser.window;
    const b = other.parser.window;
    const seconds = a.view.getUint32(a.start, true) - b.view.getUint32(b.start, true);
    if (seconds !== 0) return seconds < 0;
    return a.view.getUint32(a.start + RECORD_NANOS, true) < b.view.getUint32(b.start + RECORD_NANOS, true);
  }

  /** When the next packet was captured, in milliseconds since 1970. Not to be called when dry. */
  nextMs(): number {
    const { view, start } = this.parser.window;
    return view.getUint32(start, true) * 1000 + view.getUint32(start + RECORD_NANOS, true) / 1e6;
  }

  /** Throws CaptureFilterError. */
  compile(expression: string, widened: boolean): CompiledFilter {
    const { library, handle, dataLink, netmask } = this;
    return compileFilter(library, { handle, dataLink, netmask }, expression, widened);
  }

  /** Holds for the packets that come from now on. Gives libpcap's words where it fails, else null. */
  install(program: Program): string | null {
    const { library, handle, fd, dataLink } = this;
    if (!this.filteredByLibpcap && attach(library, fd, program, dataLink)) {
      this.filteredMs ??= systemMs(library);
      return null;
    }
    this.filteredByLibpcap = true;
    return library.pcap_setfilter(handle, programHeader(library, program)) < 0 ? library.pcap_geterr(handle) : null;
  }

  /** Brings the drops up to date. */
  count(): void {
    const { library, stat } = this;
    if (this.closed || library.pcap_stats(this.handle, stat) < 0) return;
    const drop = stat.readUInt32LE(STAT_DROP);
    const ifdrop = stat.readUInt32LE(STAT_IFDROP);
    this.droppedByKernel += (drop - this.lastDrop) >>> 0;
    this.droppedByInterface += (ifdrop - this.lastIfdrop) >>> 0;
    this.lastDrop = drop;
    this.lastIfdrop = ifdrop;
  }

  /** Of the interface that was opened, whatever has its name now. Null: it is none, so nobody can tell. */
  state(): 'up' | 'down' | 'gone' | null {
    const { library, index } = this;
    if (index === 0) return null;
    const request = Buffer.alloc(IFREQ_BYTES);
    if (library.if_indextoname(index, request) === null) return 'gone';
    const socket = library.socket(AF_INET, SOCK_DGRAM_CLOEXEC, 0);
    const failed = library.ioctl(socket, SIOCGIFFLAGS, request) !== 0;
    library.close(socket);
    if (failed) return null;
    return (request.readUInt16LE(IFREQ_FLAGS) & IFF_UP) !== 0 ? 'up' : 'down';
  }

  close(): void {
    if (this.closed) return;
    this.count();
    this.closed = true;
    this.library.pcap_dump_close(this.dumper);
    this.library.pcap_close(this.handle);
  }

  /** A clock that was set back meanwhile makes none early. */
  private isEarly({ seconds, nanos }: Frame): boolean {
    const ms = seconds * 1000 + nanos / 1e6;
    this.judged = ms < this.openedMs || ms >= (this.filteredMs ?? 0);
    if (this.judged) return false;
    this.early++;
    this.received--;
    return true;
  }

  /** Lets libpcap write a batch to memory. Gives its packets. */
  private dispatch(): number {
    const { library, handle, file } = this;
    library.rewind(file);
    const count = library.pcap_dispatch(handle, LIVE_BATCH_PACKETS, library.pcap_dump, this.dumper);
    this.full = count === LIVE_BATCH_PACKETS;
    if (count < 0) this.failure = library.pcap_geterr(handle);
    if (count <= 0) return 0;
    library.fflush(file);
    return count;
  }

  /** Bytes of the batch that libpcap wrote last. */
  private get written(): number {
    return this.library.ftell(this.file);
  }

  /** Lets the parser read the first `end` of `bytes`. Gives `packets`, which they are. */
  private handOver(bytes: Buffer, end: number, packets: number): number {
    const { window } = this.parser;
    this.received += packets;
    window.origin += window.end;
    window.start = 0;
    window.end = end;
    if (window.bytes !== bytes) {
      window.bytes = bytes;
      window.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    }
    return packets;
  }
}

/** Time of day as packets have it: in fractions of a millisecond, which Date.now() has not. */
function systemMs(library: Library): number {
  const { pointerBytes } = library;
  const time = Buffer.alloc(2 * pointerBytes);
  library.clock_gettime(CLOCK_REALTIME, time);
  return time.readUInt32LE(0) * 1000 + time.readUInt32LE(pointerBytes) / 1e6;
}
