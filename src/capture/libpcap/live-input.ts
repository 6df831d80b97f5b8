/**
 * Live interfaces as one input, by libpcap. What is there is taken at once; else poll(2) waits in a thread of the pool,
 * so that this one answers questions meanwhile.
 */

import { LIVE_COUNTERS_MS, LIVE_LINGER_MS, LIVE_WAIT_MS } from '../../budgets';
import type { Frame } from '../frame';
import {
  type CaptureCounters,
  type CaptureFilter,
  CaptureFilterError,
  type LiveInput,
  type LiveOptions,
} from '../live';
import { Device } from './device';
import { type Library, loadLibrary } from './library';
import { oneLine } from './program';

/** struct pollfd: descriptor (4 bytes), events (2), what happened (2). */
const POLLFD_BYTES = 8;
const POLLFD_EVENTS = 4;
const POLLFD_HAPPENED = 6;
const POLLIN = 1;
const POLLERR = 8;

const EFD_CLOEXEC_NONBLOCK = 0x80800;
const EVENTFD_BYTES = 8;

/** What libpcap writes before each packet. Counted in, a packet of no bytes has a position of its own, too. */
const RECORD_HEADER_BYTES = 16;

/**
 * Rejects with InputError, one line: no libpcap, no such interface, no right to capture; and with CaptureFilterError.
 */
export async function openLive(options: LiveOptions): Promise<LiveInput> {
  return new LibpcapInput(loadLibrary(), options);
}

/** A device, and what became of it. */
interface Tap {
  device: Device;
  /** Its interface is down, as far as is known. It is not waited for then: poll(2) may tell that again and again. */
  down: boolean;
  /** poll(2) told of trouble that was not looked into. */
  suspect: boolean;
  /** No packet will follow. */
  ended: boolean;
}

export class LibpcapInput implements LiveInput {
  readonly name: string;
  readonly devices: readonly string[];
  readonly linkTypes: readonly number[];
  readonly size = null;
  readonly seekable = false;
  readonly reopens = false;
  readonly nanos = true;
  readonly names = new Map<string, string>();
  readonly warnings: string[] = [];
  consumed = 0;
  filter: CaptureFilter = { expression: '', widened: null };

  private readonly taps: Tap[] = [];
  /** Readable as soon as stop() or close() was called. */
  private readonly wakeFd: number;
  private readonly counted: CaptureCounters = {
    received: 0,
    droppedByKernel: 0,
    droppedByInterface: 0,
    droppedHere: 0,
  };
  private countedAtMs = Number.NEGATIVE_INFINITY;
  /** When the interfaces were looked at last. */
  private lookedAtMs = Number.NEGATIVE_INFINITY;
  /** Time of day when stop() was called, and when patience with the last block ends (of performance.now()). */
  private stoppedMs = Number.POSITIVE_INFINITY;
  private lingerEndMs = Number.POSITIVE_INFINITY;
  private waiting = false;
  private closed = false;

  /** Throws as openLive() rejects. */
  constructor(
    private readonly library: Library,
    private readonly options: LiveOptions,
  ) {
    this.devices = [...new Set(options.devices)];
    this.name = this.devices.join(',');
    this.wakeFd = library.eventfd(0, EFD_CLOEXEC_NONBLOCK);
    try {
      for (const name of this.devices) this.open(name);
      this.setFilter(options.expression);
    } catch (error) {
      this.free();
      throw error;
    }
    this.linkTypes = this.taps.map(({ device }) => device.linkType);
  }

  get packets(): number {
    return this.sum((device) => device.packets);
  }

  get counters(): CaptureCounters {
    const nowMs = performance.now();
    if (nowMs - this.countedAtMs >= LIVE_COUNTERS_MS) {
      this.countedAtMs = nowMs;
      this.count();
    }
    const { counted } = this;
    counted.received = this.sum((device) => device.received);
    counted.droppedByKernel = this.sum((device) => device.droppedByKernel);
    counted.droppedByInterface = this.sum((device) => device.droppedByInterface);
    counted.droppedHere = this.sum((device) => device.lost);
    return counted;
  }

  /** What waits in the kernel's buffer is at hand, too: false says that nothing is left, for the moment. */
  next(frame: Frame): boolean {
    while (!this.take(frame)) if (this.closed || !this.read()) return false;
    // A parser's own positions are those of one device.
    frame.position = this.consumed + RECORD_HEADER_BYTES;
    this.consumed = frame.position + frame.end - frame.start;
    return true;
  }

  async fill(): Promise<boolean> {
    while (!this.closed) {
      if (this.read()) return true;
      if (this.isOver()) break;
      await this.wait();
    }
    this.count();
    return false;
  }

  setFilter(expression: string): CaptureFilter {
    const open = this.taps.filter(({ ended }) => !ended).map(({ device }) => device);
    // All before the first is set: what one of the link types cannot do changes nothing.
    const compiled = open.map((device) => device.compile(expression, this.options.widen));
    for (const [i, device] of open.entries()) {
      const refused = device.install(compiled[i].program);
      if (refused !== null) throw new CaptureFilterError(oneLine(refused), expression, null);
    }
    // Link types take different additions; the longest text has them all.
    const texts = compiled.map(({ widened }) => widened ?? '').sort((a, b) => b.length - a.length);
    this.filter = { expression, widened: texts[0] || null };
    return this.filter;
  }

  stop(): void {
    if (this.lingerEndMs !== Number.POSITIVE_INFINITY) return;
    // The millisecond that has begun belongs to it.
    this.stoppedMs = Date.now() + 1;
    this.lingerEndMs = performance.now() + LIVE_LINGER_MS;
    this.wake();
  }

  readBack(): Buffer {
    throw new Error(`${this.name} cannot be read again`);
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    // Not while poll(2) waits for the descriptors: their numbers could be given to others meanwhile.
    if (this.waiting) this.wake();
    else this.free();
  }

  private open(name: string): void {
    const warn = (what: string) => this.warn(`${name}: ${what}`);
    this.taps.push({
      device: Device.open(this.library, name, this.options.bufferBytes, warn),
      down: false,
      suspect: false,
      ended: false,
    });
  }

  /** Of what was read. */
  private take(frame: Frame): boolean {
    const { taps } = this;
    const { device } = taps.length === 1 ? taps[0] : earliest(taps);
    return device.next(frame);
  }

  /** Takes what there is from each device that is dry. True when there is a packet to hand out. */
  private read(): boolean {
    const nowMs = performance.now();
    const look = nowMs - this.lookedAtMs >= LIVE_WAIT_MS;
    if (look) this.lookedAtMs = nowMs;
    let some = false;
    for (const tap of this.taps) {
      if (tap.device.dry && !tap.ended) this.readTap(tap, look);
      if (!tap.device.dry) some = true;
    }
    return some;
  }

  private readTap(tap: Tap, look: boolean): void {
    const { device } = tap;
    const got = device.read();
    if (typeof got === 'string') this.judge(tap, got);
    else if (got === 0) {
      if (look || tap.suspect) this.judge(tap, null);
    } else if (device.nextMs() > this.stoppedMs) {
      device.unread(got);
      tap.ended = true;
    } else tap.down = false;
  }

  /**
   * Of a device that has no packets. `message`: libpcap's, where it could not read.
   *
   * Seen with libpcap 1.10.3: an interface that goes down gives POLLERR once, which a pcap_dispatch() that finds no packet
   * may eat up; the call gives 0, and packets again when it is up. Of one that is deleted it says "The interface
   * disappeared" from the first call on, be it down before or not; POLLERR tells that only of one that was up, and with
   * a new interface of the same name nothing does. Libpcaps before 1.10 give "The interface went down" as an error, after
   * which they read on as well.
   */
  private judge(tap: Tap, message: string | null): void {
    const { name, received } = tap.device;
    const state = tap.device.state();
    tap.suspect = false;
    tap.down = state === 'down' || message !== null;
    if (state === 'gone' || (state === null && message !== null)) {
      tap.ended = true;
      const what = oneLine(message ?? 'The interface disappeared');
      this.warn(`${name}: ${what}, after ${received} packets; start sipladder again when it is back`);
    } else if (state === 'down') {
      this.warn(`${name}: the interface went down; the capture goes on when it is up again`);
    } else if (message !== null) this.warn(`${name}: ${oneLine(message)}; the capture goes on`);
  }

  /** Once each. */
  private warn(text: string): void {
    if (!this.warnings.includes(text)) this.warnings.push(text);
  }

  private isOver(): boolean {
    return performance.now() >= this.lingerEndMs || this.taps.every(({ ended }) => ended);
  }

  private async wait(): Promise<void> {
    const taps = this.taps.filter(({ ended, down }) => !ended && !down);
    const fds = pollFds([...taps.map(({ device }) => device.fd), this.wakeFd]);
    const linger = Math.ceil(this.lingerEndMs - performance.now());
    this.waiting = true;
    await this.library.poll(fds, taps.length + 1, Math.max(0, Math.min(LIVE_WAIT_MS, linger)));
    this.waiting = false;
    if (this.closed) {
      this.free();
      return;
    }
    this.library.eventfd_read(this.wakeFd, Buffer.alloc(EVENTFD_BYTES));
    for (const [i, tap] of taps.entries()) {
      if ((fds.readInt16LE(i * POLLFD_BYTES + POLLFD_HAPPENED) & POLLERR) !== 0) tap.suspect = true;
    }
  }

  private wake(): void {
    this.library.eventfd_write(this.wakeFd, 1);
  }

  /** Asks libpcap for the drops. */
  private count(): void {
    for (const { device } of this.taps) device.count();
  }

  private sum(of: (device: Device) => number): number {
    return this.taps.reduce((all, { device }) => all + of(device), 0);
  }

  private free(): void {
    for (const { device } of this.taps) device.close();
    this.library.close(this.wakeFd);
  }
}

/** The tap whose next packet is the oldest; a dry one, where all are or where its next packet must be fetched first. */
function earliest(taps: readonly Tap[]): Tap {
  let first = taps[0];
  for (const tap of taps) {
    if (tap.device.dry && tap.device.hasMore && !tap.ended) return tap;
    if (tap.device.isBefore(first.device)) first = tap;
  }
  return first;
}

function pollFds(fds: readonly number[]): Buffer {
  const out = Buffer.alloc(fds.length * POLLFD_BYTES);
  for (const [i, fd] of fds.entries()) {
    out.writeInt32LE(fd, i * POLLFD_BYTES);
    out.writeInt16LE(POLLIN, i * POLLFD_BYTES + POLLFD_EVENTS);
  }
  return out;
}
