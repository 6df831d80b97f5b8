/** One device that is captured by a pump: its packets as frames, what became of them, and how it ended. */

import { PUMP_STOP_MS, READ_BYTES } from '../../budgets';
import { type Frame, newFrame } from '../frame';
import { InputError } from '../input';
import { CaptureFilterError } from '../live';
import { PcapParser } from '../pcap';
import { PipeSource } from '../pipe-source';
import type { Pump, PumpOrders, PumpTold, StartPump } from './pump-process';

const NO_PACKAGE =
  '--capture-with cap: the package cap is not here, or was not built: install libpcap-dev (Debian, Ubuntu) or ' +
  'libpcap-devel (Red Hat, Fedora) and a compiler, then sipladder once more with npm; or leave --capture-with cap away';

export class PumpedDevice {
  linkType = 1;
  /** Packets that the pump had no room for. */
  dropped = 0;
  /** Nothing more will come, but for what take() still has. */
  over = false;
  /** One line on how it ended, where nobody asked it to. */
  trouble: string | null = null;
  /** Resolves when it captures. Rejects with InputError, one line. */
  readonly opened: Promise<void>;

  private readonly parser: PcapParser;
  private readonly source: PipeSource;
  private readonly pump: Pump;
  private readonly frame = newFrame();
  /** True while `frame` has a packet that was not taken. */
  private holding = false;
  private reading = false;
  private stopping = false;
  private answer: { resolve(): void; reject(error: Error): void } | null = null;

  /** `wake` is called when packets have come, or when it is over. */
  constructor(
    private readonly orders: PumpOrders,
    start: StartPump,
    private readonly wake: () => void,
  ) {
    this.parser = new PcapParser({ name: orders.device, input: 0, volatile: true });
    this.opened = new Promise((resolve, reject) => {
      this.answer = { resolve, reject };
    });
    // Who opens several waits for none of them when one cannot even be started.
    this.opened.catch(() => undefined);
    this.pump = start(orders, { told: (told) => this.hear(told), gone: (how) => this.end(how) });
    this.source = new PipeSource(this.pump.output);
  }

  /** Packets that came out of the pump. */
  get packets(): number {
    return this.parser.packets;
  }

  get consumed(): number {
    return this.source.consumed;
  }

  /** The next packet, without taking it; null: none is here, call fetch(). Its bytes stay until then. */
  peek(): Frame | null {
    this.holding ||= this.parser.next(this.frame);
    return this.holding ? this.frame : null;
  }

  take(): void {
    this.holding = false;
  }

  /** Has more packets come, once; only while peek() gives none. */
  fetch(): void {
    if (this.reading || this.over) return;
    const { window } = this.parser;
    this.reading = true;
    window.reserve(READ_BYTES);
    void this.source.read(window.bytes, window.end).then((count) => {
      window.end += count;
      // At the end of its output it is not over: how it ended is told after that.
      this.reading = count === 0;
      this.wake();
    });
  }

  /** What came until now is still pumped. */
  stop(): void {
    this.stopping = true;
    if (this.over) return;
    this.pump.stop();
    setTimeout(() => this.pump.kill(), PUMP_STOP_MS).unref();
  }

  close(): void {
    this.stopping = true;
    if (!this.over) this.pump.kill();
    this.over = true;
    this.source.close();
  }

  private hear(told: PumpTold): void {
    if (told.kind === 'dropped') this.dropped = told.packets;
    else if (told.kind === 'refused') this.answer?.reject(refusal(this.orders, told));
    else {
      this.linkType = told.linkType;
      this.answer?.resolve();
    }
  }

  private end(how: string): void {
    const { device } = this.orders;
    this.answer?.reject(new InputError(`${device}: its capture with cap ended at once (${how})`));
    if (!this.stopping) this.trouble = `${device}: its capture has ended${reasonOf(how)}`;
    this.over = true;
    this.wake();
  }
}

function refusal(
  { device, expression, identity }: PumpOrders,
  { what, reason }: Extract<PumpTold, { kind: 'refused' }>,
): InputError {
  switch (what) {
    case 'package':
      return new InputError(`${NO_PACKAGE} (${reason})`);
    case 'filter':
      return new CaptureFilterError(reason, expression, null);
    case 'identity':
      return new InputError(
        `${device}: who captures cannot become uid ${identity?.uid}: ${reason}; --user root goes on as root`,
      );
    case 'device':
      return new InputError(`cannot capture on ${device}: ${reason}${adviceOn(reason)}`);
  }
}

/** By libpcap's words: its codes do not come through cap. */
function adviceOn(reason: string): string {
  return /permi/i.test(reason) ? '; run with sudo, or see docs/install.md on capabilities' : '';
}

/** cap holds an error of its device for impossible and aborts. */
function reasonOf(how: string): string {
  const isDown = how === 'SIGABRT';
  return isDown ? ': cap bears no interface that goes down; start again when it is up' : ` (${how}); start again`;
}
