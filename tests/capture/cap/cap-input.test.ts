/** Capture with cap, with pumps that a test plays: what they tell, what they pump, and how they end. */

import { PassThrough } from 'node:stream';
import { openCap } from '../../../src/capture/cap/cap-input';
import type { Pump, PumpEvents, PumpOrders } from '../../../src/capture/cap/pump-process';
import { newFrame } from '../../../src/capture/frame';
import { InputError } from '../../../src/capture/input';
import { CaptureFilterError, type LiveInput } from '../../../src/capture/live';
import { type MadePacket, pcap } from '../build';
import { frameText } from '../parse';

class FakePump implements Pump {
  readonly output = new PassThrough();
  readonly orderedAll: string[] = [];
  private begun = false;

  constructor(
    readonly orders: PumpOrders,
    readonly events: PumpEvents,
  ) {}

  stop(): void {
    this.orderedAll.push('stop');
  }

  kill(): void {
    this.orderedAll.push('kill');
  }

  pump(...packets: MadePacket[]): void {
    const file = pcap({ linkType: 113 }, packets);
    this.output.write(this.begun ? file.subarray(24) : file);
    this.begun = true;
  }

  /** As a process that ends: first its output, then itself. */
  end(how: string): void {
    this.output.end(() => this.output.once('close', () => this.events.gone(how)));
  }
}

interface Played {
  pumps: FakePump[];
  opening: Promise<LiveInput>;
}

function play(devices: readonly string[], expression = ''): Played {
  const pumps: FakePump[] = [];
  const options = { devices, expression, widen: true, bufferBytes: 4096, identity: { uid: 7, gid: 8, name: 'caller' } };
  const opening = openCap(options, (orders, events) => {
    pumps.push(new FakePump(orders, events));
    return pumps[pumps.length - 1];
  });
  return { pumps, opening };
}

async function opened(...devices: string[]): Promise<{ pumps: FakePump[]; input: LiveInput }> {
  const { pumps, opening } = play(devices);
  for (const { events } of pumps) events.told({ kind: 'opened', linkType: 113 });
  return { pumps, input: await opening };
}

/** Texts of `count` packets, in their order. */
async function texts(input: LiveInput, count: number): Promise<string[]> {
  const frame = newFrame();
  const out: string[] = [];
  while (out.length < count) {
    if (input.next(frame)) out.push(frameText(frame));
    else if (!(await input.fill())) throw new Error(`the input ended after ${out.length} packets`);
  }
  return out;
}

/** Texts of all packets until the end. */
async function rest(input: LiveInput): Promise<string[]> {
  const frame = newFrame();
  const out: string[] = [];
  do {
    while (input.next(frame)) out.push(frameText(frame));
  } while (await input.fill());
  return out;
}

async function refused(opening: Promise<LiveInput>): Promise<Error> {
  return opening.then(
    () => {
      throw new Error('it was opened');
    },
    (error: Error) => error,
  );
}

describe('opening', () => {
  it('starts a pump for each device, and waits for all', async () => {
    const { pumps, opening } = play(['eth0', 'eth1'], 'udp port 5060');
    const common = { expression: 'udp port 5060', bufferBytes: 4096, identity: { uid: 7, gid: 8 } };
    expect(pumps.map(({ orders }) => orders)).toEqual([
      { device: 'eth0', ...common },
      { device: 'eth1', ...common },
    ]);
    let done = false;
    void opening.then(() => {
      done = true;
    });
    pumps[1].events.told({ kind: 'opened', linkType: 1 });
    await new Promise(setImmediate);
    expect(done).toBe(false);
    pumps[0].events.told({ kind: 'opened', linkType: 113 });
    expect(await opening).toMatchObject({
      name: 'eth0,eth1',
      devices: ['eth0', 'eth1'],
      linkTypes: [113, 1],
      filter: { expression: 'udp port 5060', widened: null },
      counters: { received: 0, droppedByKernel: null, droppedByInterface: null, droppedHere: 0 },
      size: null,
      seekable: false,
      warnings: [
        'captured with cap: times are those of arrival, and what the kernel or an interface loses is not known',
      ],
    });
  });

  it('says what to install where the package is missing', async () => {
    const { pumps, opening } = play(['eth0']);
    pumps[0].events.told({ kind: 'refused', what: 'package', reason: "Cannot find module 'cap'" });
    const error = await refused(opening);
    expect(error).toBeInstanceOf(InputError);
    expect(error.message).toMatch(/^--capture-with cap: .*libpcap-dev .*libpcap-devel .*compiler.*\(Cannot find/);
    expect(error.message).not.toContain('\n');
  });

  it('says in libpcap’s words what is wrong with the capture filter', async () => {
    const { pumps, opening } = play(['eth0'], 'port potato');
    pumps[0].events.told({ kind: 'refused', what: 'filter', reason: "unknown port 'potato'" });
    const error = (await refused(opening)) as CaptureFilterError;
    expect(error).toBeInstanceOf(CaptureFilterError);
    expect(error).toMatchObject({ message: "unknown port 'potato'", expression: 'port potato', at: null });
  });

  it('closes all devices when one is refused', async () => {
    const { pumps, opening } = play(['eth0', 'nosuch']);
    pumps[0].events.told({ kind: 'opened', linkType: 1 });
    pumps[1].events.told({ kind: 'refused', what: 'device', reason: 'No such device exists' });
    expect((await refused(opening)).message).toBe('cannot capture on nosuch: No such device exists');
    expect(pumps.map(({ orderedAll }) => orderedAll)).toEqual([['kill'], ['kill']]);
  });

  it('says what to do where a device may not be captured', async () => {
    const { pumps, opening } = play(['eth0']);
    pumps[0].events.told({ kind: 'refused', what: 'device', reason: 'socket: Operation not permitted' });
    expect((await refused(opening)).message).toBe(
      'cannot capture on eth0: socket: Operation not permitted; run with sudo, or see docs/install.md on capabilities',
    );
  });

  it('is refused where root cannot be given up', async () => {
    const { pumps, opening } = play(['eth0']);
    pumps[0].events.told({ kind: 'refused', what: 'identity', reason: 'EPERM, Operation not permitted' });
    expect((await refused(opening)).message).toBe(
      'eth0: who captures cannot become uid 7: EPERM, Operation not permitted; --user root goes on as root',
    );
  });

  it('tells of a pump that ends before it says anything', async () => {
    const { pumps, opening } = play(['eth0']);
    pumps[0].end('SIGSEGV');
    expect((await refused(opening)).message).toBe('eth0: its capture with cap ended at once (SIGSEGV)');
  });

  it('tells of a process that cannot be made', async () => {
    const devices = ['eth0', 'eth1'];
    const options = { devices, expression: '', widen: true, bufferBytes: 4096, identity: null };
    const pumps: FakePump[] = [];
    const opening = openCap(options, (orders, events) => {
      if (pumps.length === 1) throw new Error('spawn E2BIG');
      pumps.push(new FakePump(orders, events));
      return pumps[0];
    });
    const error = await refused(opening);
    expect(error).toBeInstanceOf(InputError);
    expect(error.message).toBe('--capture-with cap: spawn E2BIG');
    expect(pumps[0].orderedAll).toEqual(['kill']);
  });
});

describe('packets', () => {
  it('come as volatile frames with the link type and the time of the pump', async () => {
    const { pumps, input } = await opened('eth0');
    pumps[0].pump({ bytes: 'a packet', seconds: 5, nanos: 6000 });
    const frame = newFrame();
    expect(input.next(frame)).toBe(false);
    expect(await input.fill()).toBe(true);
    expect(input.next(frame)).toBe(true);
    expect(frame).toMatchObject({ seconds: 5, nanos: 6000, linkType: 113, wireLength: 8, input: 0, volatile: true });
    expect(frameText(frame)).toBe('a packet');
    expect(input).toMatchObject({ packets: 1, counters: { received: 1, droppedHere: 0 } });
  });

  it('of several devices are put in the order of their times, as far as they are here', async () => {
    const { pumps, input } = await opened('eth0', 'eth1');
    pumps[0].pump({ bytes: 'request', seconds: 1 }, { bytes: 'ack', seconds: 3 });
    pumps[1].pump({ bytes: 'response', seconds: 2 }, { bytes: 'bye', seconds: 4 });
    expect(await texts(input, 4)).toEqual(['request', 'response', 'ack', 'bye']);
  });

  it('of a busy device do not wait for an idle one', async () => {
    const { pumps, input } = await opened('idle', 'busy');
    pumps[1].pump({ bytes: 'one' });
    expect(await texts(input, 1)).toEqual(['one']);
    pumps[1].pump({ bytes: 'two' }, { bytes: 'three' });
    expect(await texts(input, 2)).toEqual(['two', 'three']);
    pumps[0].pump({ bytes: 'at last' });
    expect(await texts(input, 1)).toEqual(['at last']);
  });

  it('have a place of their own, whichever device they come from', async () => {
    const { pumps, input } = await opened('eth0', 'eth1');
    for (const pump of pumps) pump.pump({ bytes: 'same' }, { bytes: '' }, { bytes: 'same' });
    const frame = newFrame();
    const places = new Set<number>();
    while (places.size < 6) {
      if (input.next(frame)) places.add(frame.position);
      else await input.fill();
    }
    expect(input.packets).toBe(6);
  });

  it('may be cut anywhere on their way', async () => {
    const { pumps, input } = await opened('eth0');
    const packets = Array.from({ length: 50 }, (_, index) => ({ bytes: `packet number ${index}` }));
    const file = pcap({ linkType: 113 }, packets);
    const reading = texts(input, 50);
    for (let at = 0; at < file.length; at += 11) {
      pumps[0].output.write(file.subarray(at, at + 11));
      await new Promise(setImmediate);
    }
    expect(await reading).toEqual(packets.map(({ bytes }) => bytes));
  });

  it('that a pump had to drop are counted as received, and as dropped here', async () => {
    const { pumps, input } = await opened('eth0', 'eth1');
    pumps[0].pump({ bytes: 'one' });
    await texts(input, 1);
    pumps[0].events.told({ kind: 'dropped', packets: 5 });
    pumps[0].events.told({ kind: 'dropped', packets: 7 });
    pumps[1].events.told({ kind: 'dropped', packets: 2 });
    expect(input.counters).toEqual({
      received: 10,
      droppedByKernel: null,
      droppedByInterface: null,
      droppedHere: 9,
    });
  });
});

describe('the end', () => {
  it('of one pump is told, and the others go on', async () => {
    const { pumps, input } = await opened('eth0', 'eth1');
    pumps[0].pump({ bytes: 'its last' });
    pumps[0].end('SIGABRT');
    expect(await texts(input, 1)).toEqual(['its last']);
    await input.fill();
    expect(input.warnings.slice(1)).toEqual([
      'eth0: its capture has ended: cap bears no interface that goes down; start again when it is up',
    ]);
    pumps[1].pump({ bytes: 'still here' });
    expect(await texts(input, 1)).toEqual(['still here']);
  });

  it('comes with the last pump, when its packets are read', async () => {
    const { pumps, input } = await opened('eth0', 'eth1');
    pumps[0].pump({ bytes: 'one' });
    pumps[0].end('SIGKILL');
    pumps[1].end('code 1');
    expect(await rest(input)).toEqual(['one']);
    expect(input.warnings.slice(1)).toEqual([
      'eth0: its capture has ended (SIGKILL); start again',
      'eth1: its capture has ended (code 1); start again',
    ]);
  });

  it('leaves half a packet out', async () => {
    const { pumps, input } = await opened('eth0');
    const file = pcap({}, [{ bytes: 'whole' }, { bytes: 'not whole' }]);
    pumps[0].output.write(file.subarray(0, -3));
    pumps[0].end('SIGKILL');
    expect(await rest(input)).toEqual(['whole']);
    expect(input.warnings).toHaveLength(2);
  });

  it('is asked for by stop(), and what came until then is still handed out', async () => {
    const { pumps, input } = await opened('eth0', 'eth1');
    pumps[0].pump({ bytes: 'before' });
    input.stop();
    expect(pumps.map(({ orderedAll }) => orderedAll)).toEqual([['stop'], ['stop']]);
    pumps[1].pump({ bytes: 'was on its way', seconds: 2 });
    for (const pump of pumps) pump.end('code 0');
    expect((await rest(input)).sort()).toEqual(['before', 'was on its way']);
    expect(input.warnings).toHaveLength(1);
  });

  it('is forced on a pump that does not listen', async () => {
    jest.useFakeTimers();
    try {
      const { pumps, input } = await opened('eth0');
      input.stop();
      jest.advanceTimersByTime(10_000);
      expect(pumps[0].orderedAll).toEqual(['stop', 'kill']);
    } finally {
      jest.useRealTimers();
    }
  });

  it('is at once with close(), also for who waits', async () => {
    const { pumps, input } = await opened('eth0', 'eth1');
    const waiting = input.fill();
    input.close();
    expect(await waiting).toBe(false);
    expect(pumps.map(({ orderedAll }) => orderedAll)).toEqual([['kill'], ['kill']]);
    expect(pumps.every(({ output }) => output.destroyed)).toBe(true);
    for (const { events } of pumps) events.gone('SIGKILL');
    expect(await input.fill()).toBe(false);
    expect(input.warnings).toHaveLength(1);
  });
});

it('a capture filter cannot be changed, and the old one holds', async () => {
  const { input } = await opened('eth0');
  expect(() => input.setFilter('tcp')).toThrow(CaptureFilterError);
  expect(input.filter).toEqual({ expression: '', widened: null });
});
