/** libpcap and libc as live capture sees them, without either: interfaces are queues of packets in this process. */

import type { Library, Pointer } from '../../../src/capture/libpcap/library';

const SCRATCH_SOCKET = 98;

export interface FakePacket {
  text: string;
  seconds?: number;
  nanos?: number;
}

export class FakeInterface {
  readonly queue: FakePacket[] = [];
  linkType = 1;
  /** What pcap_activate gives, and what pcap_geterr says then. */
  code = 0;
  message = '';
  /** pcap_dispatch fails with these words. */
  failure: string | null = null;
  state: 'up' | 'down' | 'gone' = 'up';
  pollError = false;
  drop = 0;
  ifdrop = 0;
  /** Expressions of the programs that were installed last. */
  filter: string[] = [];
  /** Installing fails with these words. */
  refusal: string | null = null;

  constructor(readonly index: number) {}

  add(...texts: string[]): void {
    for (const text of texts) this.queue.push({ text });
  }
}

export class FakeLibrary implements Library {
  readonly pointerBytes = 8;
  readonly pcap_dump = 1n;
  readonly interfaces = new Map<string, FakeInterface>();
  /** What is open: handles, files, descriptors. */
  readonly open = new Set<Pointer | number>();
  /** libpcap's words for a wrong expression, null for a good one. */
  judge: (expression: string, linkType: number) => string | null = () => null;
  /** The program of an expression; null: one that takes everything, with the number of the expression in it. */
  compiler: (expression: string, linkType: number) => Buffer | null = () => null;
  /** Expressions that were compiled without failing. */
  readonly compiled: string[] = [];
  kernelInstructions = 4096;
  /** Bytes that fit into the memory of a device. */
  room = Number.POSITIVE_INFINITY;

  private next = 100n;
  private readonly handles = new Map<Pointer, FakeInterface>();
  private readonly files = new Map<Pointer, { memory: Buffer; at: number }>();
  private readonly memory = new Map<Pointer, Buffer>();
  private readonly expressions: string[] = [];
  private said = '';
  private signals = 0;
  private wakeUp: () => void = () => {};

  constructor(...names: string[]) {
    for (const [i, name] of names.entries()) this.interfaces.set(name, new FakeInterface(name === 'any' ? 0 : i + 1));
  }

  device(name: string): FakeInterface {
    const found = this.interfaces.get(name);
    if (found === undefined) throw new Error(`no ${name}`);
    return found;
  }

  /** Ends a poll() that waits, as a packet would. */
  arrive(): void {
    this.wakeUp();
  }

  poll(fds: Buffer, count: number, timeoutMs: number): Promise<number> {
    const end = () => {
      for (let i = 0; i < count; i++) {
        const device = this.deviceOfFd(fds.readInt32LE(8 * i));
        if (device?.pollError) fds.writeInt16LE(8, 8 * i + 6);
        if (device) device.pollError = false;
      }
      return count;
    };
    if (this.signals > 0) return Promise.resolve(end());
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(end()), timeoutMs);
      this.wakeUp = () => {
        clearTimeout(timer);
        resolve(end());
      };
    });
  }

  eventfd(): number {
    this.open.add(99);
    return 99;
  }

  eventfd_write(): number {
    this.signals++;
    this.wakeUp();
    return 0;
  }

  eventfd_read(): number {
    this.signals = 0;
    return 0;
  }

  close(fd: number): number {
    this.open.delete(fd);
    return 0;
  }

  socket(): number {
    this.open.add(SCRATCH_SOCKET);
    return SCRATCH_SOCKET;
  }

  setsockopt(fd: number, level: number, _name: number, header: Buffer): number {
    if (level !== 1) return 0;
    if (header.readUInt32LE(0) > this.kernelInstructions) return -1;
    if (fd !== SCRATCH_SOCKET) this.deviceOfFd(fd)!.filter = this.expressionsOf(header);
    return 0;
  }

  /** No packet socket: filters go through pcap_setfilter. */
  packetSocket = false;
  /** Seconds since 1970. */
  time = 0;

  getsockopt(_fd: number, _level: number, _name: number, value: Buffer): number {
    value.writeInt32LE(this.packetSocket ? 17 : 16, 0);
    return 0;
  }

  clock_gettime(_clock: number, time: Buffer): number {
    time.writeUInt32LE(this.time++, 0);
    return 0;
  }

  ioctl(_fd: number, _request: number, request: Buffer): number {
    const name = request.toString('latin1', 0, request.indexOf(0));
    request.writeUInt16LE(this.device(name).state === 'up' ? 1 : 0, 16);
    return 0;
  }

  fmemopen(memory: Buffer): Pointer {
    const pointer = this.pointer();
    this.files.set(pointer, { memory, at: 0 });
    return pointer;
  }

  fclose(file: Pointer): number {
    this.open.delete(file);
    return 0;
  }

  fflush(): number {
    return 0;
  }

  ftell(file: Pointer): number {
    return this.files.get(file)!.at;
  }

  rewind(file: Pointer): void {
    this.files.get(file)!.at = 0;
  }

  if_nametoindex(name: string): number {
    return this.interfaces.get(name)?.index ?? 0;
  }

  if_indextoname(index: number, into: Buffer): string | null {
    for (const [name, device] of this.interfaces) {
      if (device.index !== index || device.state === 'gone') continue;
      into.write(`${name}\0`, 'latin1');
      return name;
    }
    return null;
  }

  capget(_header: Buffer, data: Buffer): number {
    data.fill(0);
    return 0;
  }

  capset(): number {
    return 0;
  }

  errorName(): string {
    return 'EPERM';
  }

  addressOf(buffer: Buffer): Pointer {
    const pointer = this.next++;
    this.memory.set(pointer, buffer);
    return pointer;
  }

  bytesAt(address: Pointer, length: number): Buffer {
    return Buffer.from(this.memory.get(address)!.subarray(0, length));
  }

  interfaceNames(): string[] {
    return [...this.interfaces.keys()].filter((name) => name !== 'any');
  }

  pcap_create(name: string): Pointer {
    const pointer = this.pointer();
    const missing = new FakeInterface(0);
    missing.code = -5;
    this.handles.set(pointer, this.interfaces.get(name) ?? missing);
    return pointer;
  }

  pcap_set_snaplen = () => 0;
  pcap_set_promisc = () => 0;
  pcap_set_timeout = () => 0;
  pcap_set_buffer_size = () => 0;
  pcap_set_tstamp_precision = () => 0;
  pcap_setnonblock = () => 0;
  pcap_lookupnet = () => -1;

  pcap_activate(handle: Pointer): number {
    const device = this.handles.get(handle)!;
    this.said = device.message;
    return device.code;
  }

  pcap_geterr(): string {
    return this.said;
  }

  pcap_statustostr(code: number): string {
    return `status ${code}`;
  }

  pcap_close(handle: Pointer): void {
    if (!this.open.delete(handle)) throw new Error('closed twice');
  }

  pcap_datalink(handle: Pointer): number {
    return this.handles.get(handle)!.linkType;
  }

  pcap_get_selectable_fd(handle: Pointer): number {
    return this.handles.get(handle)!.index;
  }

  pcap_dispatch(handle: Pointer, count: number, _callback: Pointer, dumper: Pointer): number {
    const device = this.handles.get(handle)!;
    const file = this.files.get(dumper)!;
    const packets = device.queue.splice(0, count);
    for (const { text, seconds = 1, nanos = 0 } of packets) {
      for (const value of [seconds, nanos, text.length, text.length]) {
        file.memory.writeUInt32LE(value, file.at);
        file.at += 4;
      }
      file.at = Math.min(this.room, file.at + file.memory.write(text, file.at, 'latin1'));
    }
    if (packets.length > 0 || device.failure === null) return packets.length;
    this.said = device.failure;
    return -1;
  }

  pcap_stats(handle: Pointer, stats: Buffer): number {
    const device = this.handles.get(handle)!;
    stats.writeUInt32LE(device.drop % 2 ** 32, 4);
    stats.writeUInt32LE(device.ifdrop % 2 ** 32, 8);
    return 0;
  }

  pcap_open_dead(linkType: number): Pointer {
    const pointer = this.pointer();
    const device = new FakeInterface(0);
    device.linkType = linkType;
    this.handles.set(pointer, device);
    return pointer;
  }

  /** The link type stands in a header of the file, in either byte order. */
  pcap_fopen_offline(file: Pointer): Pointer {
    const { memory } = this.files.get(file)!;
    this.open.delete(file);
    const bigEndian = memory.readUInt32BE(0) === 0xa1b2c3d4;
    return this.pcap_open_dead(bigEndian ? memory.readUInt32BE(20) : memory.readUInt32LE(20));
  }

  pcap_datalink_val_to_description(dataLink: number): string | null {
    return dataLink < 500 ? `Link ${dataLink}` : null;
  }

  /**
   * A program of three instructions, of which the first loads the number of the expression; of one that looks at the
   * link, it loads what stands at 6 of the packet.
   */
  pcap_compile(handle: Pointer, program: Buffer, expression: string): number {
    const wrong = this.judge(expression, this.handles.get(handle)!.linkType);
    this.said = wrong ?? '';
    if (wrong !== null) return -1;
    this.compiled.push(expression);
    const own = this.compiler(expression, this.handles.get(handle)!.linkType);
    if (own !== null) {
      program.writeUInt32LE(own.length / 8, 0);
      program.writeBigUInt64LE(this.addressOf(own), 8);
      return 0;
    }
    const instructions = Buffer.alloc(24);
    if (expression.startsWith('link')) instructions.writeUInt16LE(0x28, 0);
    instructions.writeUInt32LE(this.expressions.push(expression) - 1, 4);
    if (expression.startsWith('link')) instructions.writeUInt32LE(6, 4);
    instructions.writeUInt16LE(6, 8);
    instructions.writeUInt32LE(262144, 12);
    instructions.writeUInt16LE(6, 16);
    program.writeUInt32LE(3, 0);
    program.writeBigUInt64LE(this.addressOf(instructions), 8);
    return 0;
  }

  pcap_setfilter(handle: Pointer, header: Buffer): number {
    const device = this.handles.get(handle)!;
    this.said = device.refusal ?? '';
    if (device.refusal !== null) return -1;
    device.filter = this.expressionsOf(header);
    return 0;
  }

  pcap_freecode(): void {}

  pcap_dump_fopen(handle: Pointer, file: Pointer): Pointer {
    const { memory } = this.files.get(file)!;
    memory.writeUInt32LE(0xa1b23c4d, 0);
    memory.writeUInt16LE(2, 4);
    memory.writeUInt16LE(4, 6);
    memory.writeUInt32LE(this.handles.get(handle)!.linkType, 20);
    return file;
  }

  pcap_dump_close(dumper: Pointer): void {
    if (!this.open.delete(dumper)) throw new Error('closed twice');
  }

  private expressionsOf(header: Buffer): string[] {
    const program = this.memory.get(header.readBigUInt64LE(8))!;
    const out: string[] = [];
    for (let at = 0; at < program.length; at += 24) out.push(this.expressions[program.readUInt32LE(at + 4)]);
    return out;
  }

  private pointer(): Pointer {
    this.open.add(this.next);
    return this.next++;
  }

  private deviceOfFd(fd: number): FakeInterface | undefined {
    return [...this.interfaces.values()].find(({ index }) => index === fd);
  }
}
