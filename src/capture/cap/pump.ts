/**
 * The entry of a process of its own that opens one device with the package `cap`, gives up root, and pumps packets to
 * its standard output. It looks into none of them. `cap` aborts in worker threads, and when an interface goes down: so
 * it has a process to itself. Started and heard by pump-process.ts.
 */

import { writeSync } from 'node:fs';
import { Socket } from 'node:net';
import { PUMP_RETRY_MS, PUMP_TELL_MS } from '../../budgets';
import { ArrivalClock } from './arrival-clock';
import { PumpOutput } from './pump-output';
import { type Identity, type PumpOrders, type PumpTold, type Refused, STOP } from './pump-process';

/** What is used of the package, which has no types. */
interface CapPackage {
  Cap: new () => CapDevice;
}

interface CapDevice {
  /** Gives the name of the link type. Every packet is put at the front of `buffer`. Throws in libpcap's words. */
  open(device: string, expression: string, kernelBytes: number, buffer: Buffer): string;
  on(event: 'packet', listener: (length: number) => void): void;
  close(): void;
}

/** As cap has it: longer packets are cut, without a word. */
const SNAP_BYTES = 65_535;

/** cap takes the size of the kernel's buffer as an int. */
const KERNEL_BYTES_MAX = 2 ** 31 - 1;

/** LINKTYPE_ values of the link types that cap has names for; of others it says the DLT_ value, which is the same. */
const LINK_TYPES: Record<string, number> = {
  NULL: 0,
  ETHERNET: 1,
  RAW: 101,
  LINKTYPE_LINUX_SLL: 113,
  IEEE802_11_RADIO: 127,
};

const STANDARD_OUTPUT = 1;

/** Those that a terminal, a service manager or an administrator sends to all of the program: the parent decides. */
const SIGNALS_OF_THE_PARENT = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGUSR1', 'SIGUSR2'];

class Refusal extends Error {
  constructor(
    readonly what: Refused,
    readonly reason: string,
  ) {
    super(reason);
  }
}

function main(): void {
  for (const signal of SIGNALS_OF_THE_PARENT) process.on(signal, () => undefined);
  process.on('disconnect', end);
  try {
    pump(JSON.parse(process.argv[2]) as PumpOrders);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    tell({ kind: 'refused', what: error.what, reason: error.reason }, end);
  }
}

function pump(orders: PumpOrders): void {
  const packet = Buffer.alloc(SNAP_BYTES);
  const { Cap } = loadCap();
  const device = new Cap();
  const linkType = open(Cap, device, orders, packet);
  if (orders.identity !== null) become(orders.identity);
  const channel = new Channel(new PumpOutput(linkType, writeWithoutWaiting()));
  device.on('packet', (length) => channel.put(packet, length));
  process.on('message', (order) => {
    if (order !== STOP) return;
    // What waits in the kernel at this moment is handed out in the same turn of the loop, maybe after this.
    setImmediate(() => {
      device.close();
      channel.finish();
    });
  });
  tell({ kind: 'opened', linkType });
}

function loadCap(): CapPackage {
  try {
    return require('cap') as CapPackage;
  } catch (error) {
    throw new Refusal('package', firstLine(error));
  }
}

function open(Cap: CapPackage['Cap'], device: CapDevice, orders: PumpOrders, packet: Buffer): number {
  const kernelBytes = Math.min(orders.bufferBytes, KERNEL_BYTES_MAX);
  let name: string;
  try {
    name = device.open(orders.device, orders.expression, kernelBytes, packet);
  } catch (error) {
    // Which of the two it does not take, cap does not say. A device that failed once is not to be opened again.
    const takesDevice = opens(() => new Cap().open(orders.device, '', kernelBytes, packet));
    throw new Refusal(takesDevice ? 'filter' : 'device', firstLine(error));
  }
  const linkType = LINK_TYPES[name] ?? Number(/^Unknown linktype (\d+)$/.exec(name)?.[1] ?? Number.NaN);
  if (Number.isNaN(linkType)) throw new Refusal('device', `its link type is not known: ${name}`);
  return linkType;
}

function opens(act: () => void): boolean {
  try {
    act();
    return true;
  } catch {
    return false;
  }
}

/** For good, which is tried. Groups are for files, of which a pump opens none. */
function become({ uid, gid }: Identity): void {
  const own = process as Required<NodeJS.Process>;
  try {
    own.setgroups([]);
    own.setgid(gid);
    own.setuid(uid);
  } catch (error) {
    throw new Refusal('identity', firstLine(error));
  }
  if (own.getuid() !== uid || own.getgid() !== gid || (uid !== 0 && opens(() => own.setuid(0)))) {
    throw new Refusal('identity', 'root could be had again');
  }
}

/** Packets on their way to the parent, and the count of those that it will never see. */
class Channel {
  private readonly clock = new ArrivalClock();
  private flushing = false;
  private finishing = false;
  private toldDrops = 0;
  private toldAtMs = Number.NEGATIVE_INFINITY;

  constructor(private readonly output: PumpOutput) {
    this.flushSoon();
  }

  /** cap hands out all that waits in the kernel in one go: in a flood no timer runs, and no other event comes in. */
  put(packet: Buffer, length: number): void {
    this.clock.stamp();
    this.output.put(this.clock.seconds, this.clock.micros, packet, length);
    this.tellDrops(false);
    this.flushSoon();
  }

  /** Ends the process when all is written. */
  finish(): void {
    this.finishing = true;
    this.flushSoon();
  }

  private flushSoon(): void {
    if (this.flushing) return;
    this.flushing = true;
    setImmediate(() => this.flush());
  }

  private flush(): void {
    const done = this.output.flush();
    this.tellDrops(done);
    if (!done) {
      setTimeout(() => this.flush(), PUMP_RETRY_MS);
      return;
    }
    this.flushing = false;
    if (this.finishing) tell({ kind: 'dropped', packets: this.output.dropped }, end);
  }

  /** `atOnce`: after this nobody may ask for a while. */
  private tellDrops(atOnce: boolean): void {
    const packets = this.output.dropped;
    if (packets === this.toldDrops) return;
    const now = performance.now();
    if (!atOnce && now - this.toldAtMs < PUMP_TELL_MS) return;
    this.toldDrops = packets;
    this.toldAtMs = now;
    tell({ kind: 'dropped', packets });
  }
}

/** Ends the process when nobody reads any more. */
function writeWithoutWaiting(): (bytes: Buffer) => number {
  // Makes the pipe one that does not block, and sees it close while no packet comes.
  const reader = new Socket({ fd: STANDARD_OUTPUT, readable: true, writable: false });
  reader.on('close', end);
  reader.on('error', end);
  reader.resume();
  return (bytes) => {
    try {
      return writeSync(STANDARD_OUTPUT, bytes);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') end();
      return 0;
    }
  };
}

function tell(told: PumpTold, then: () => void = () => undefined): void {
  process.send?.(told, undefined, undefined, then);
}

function end(): void {
  process.exit();
}

function firstLine(error: unknown): string {
  return (error as Error).message.split('\n')[0];
}

main();
