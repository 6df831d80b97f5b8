/**
 * Live capture with the package `cap`, the second backend (--capture-with cap): one pump a device (pump.ts), merged as
 * their packets arrive. It knows less than libpcap through koffi: no times but those of arrival, no drops but our own.
 */

import type { Frame } from '../frame';
import { InputError } from '../input';
import {
  type CaptureCounters,
  type CaptureFilter,
  CaptureFilterError,
  type LiveInput,
  type LiveOptions,
} from '../live';
import { type Identity, type StartPump, startPump } from './pump-process';
import { PumpedDevice } from './pumped-device';

export type { Identity } from './pump-process';

export interface CapOptions extends LiveOptions {
  /** Whom the pumps become when their devices are open; null: nobody else. */
  identity: Identity | null;
}

const WARNING = 'captured with cap: times are those of arrival, and what the kernel or an interface loses is not known';

/**
 * Resolves when all devices are captured; the pumps have given up root by then. Rejects with InputError, one line, when
 * one cannot be; then nothing stays open. The capture filter is never widened.
 */
export async function openCap(options: CapOptions, start: StartPump = startPump): Promise<LiveInput> {
  const input = new CapInput(options);
  try {
    await input.open(options, start);
    return input;
  } catch (error) {
    input.close();
    throw error instanceof InputError ? error : new InputError(`--capture-with cap: ${(error as Error).message}`);
  }
}

class CapInput implements LiveInput {
  readonly name: string;
  readonly size = null;
  readonly seekable = false;
  readonly reopens = false;
  readonly nanos = true;
  readonly names: ReadonlyMap<string, string> = new Map();
  readonly devices: readonly string[];
  readonly filter: CaptureFilter;
  packets = 0;
  private readonly pumped: PumpedDevice[] = [];
  /** Bytes handed out, as if in one file: a place of its own for every packet of every device. */
  private handedOut = 0;
  /** Goes on with the fill() that waits; none does at first. */
  private wake: () => void = () => undefined;

  constructor({ devices, expression }: CapOptions) {
    this.devices = devices;
    this.name = devices.join(',');
    this.filter = { expression, widened: null };
  }

  async open({ devices, expression, bufferBytes, identity }: CapOptions, start: StartPump): Promise<void> {
    const become = identity === null ? null : { uid: identity.uid, gid: identity.gid };
    for (const device of devices) {
      const orders = { device, expression, bufferBytes, identity: become };
      this.pumped.push(new PumpedDevice(orders, start, () => this.wake()));
    }
    await Promise.all(this.pumped.map(({ opened }) => opened));
  }

  get linkTypes(): readonly number[] {
    return this.pumped.map(({ linkType }) => linkType);
  }

  get consumed(): number {
    return this.pumped.reduce((sum, { consumed }) => sum + consumed, 0);
  }

  get warnings(): readonly string[] {
    return [WARNING, ...this.pumped.flatMap(({ trouble }) => trouble ?? [])];
  }

  get counters(): CaptureCounters {
    const droppedHere = this.pumped.reduce((sum, { dropped }) => sum + dropped, 0);
    const arrived = this.pumped.reduce((sum, { packets }) => sum + packets, 0);
    return { received: arrived + droppedHere, droppedByKernel: null, droppedByInterface: null, droppedHere };
  }

  next(frame: Frame): boolean {
    const device = this.earliest();
    const first = device?.peek();
    if (!device || !first) return false;
    Object.assign(frame, first);
    frame.position = this.handedOut;
    // None is without length, so that no two packets share a place.
    this.handedOut += Math.max(1, first.end - first.start);
    this.packets++;
    device.take();
    return true;
  }

  async fill(): Promise<boolean> {
    if (this.earliest() === null && !this.over) {
      for (const device of this.pumped) device.fetch();
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
    return this.earliest() !== null || !this.over;
  }

  readBack(): Buffer {
    throw new Error(`${this.name} cannot be read again`);
  }

  setFilter(expression: string): CaptureFilter {
    throw new CaptureFilterError(
      'cap cannot change the capture filter of an open device: start again with the new one',
      expression,
      null,
    );
  }

  stop(): void {
    for (const device of this.pumped) device.stop();
  }

  close(): void {
    for (const device of this.pumped) device.close();
    this.wake();
  }

  private get over(): boolean {
    return this.pumped.every(({ over }) => over);
  }

  /** Of those devices that have a packet here, the one whose packet came first. An idle one holds nobody up. */
  private earliest(): PumpedDevice | null {
    let earliest: PumpedDevice | null = null;
    let first: Frame | null = null;
    for (const device of this.pumped) {
      const frame = device.peek();
      if (frame === null || (first !== null && !isBefore(frame, first))) continue;
      earliest = device;
      first = frame;
    }
    return earliest;
  }
}

function isBefore(a: Frame, b: Frame): boolean {
  return a.seconds < b.seconds || (a.seconds === b.seconds && a.nanos < b.nanos);
}
