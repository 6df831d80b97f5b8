/** Live interfaces as one input, over a libpcap that is none. */

import { newFrame } from '../../../src/capture/frame';
import { LibpcapInput } from '../../../src/capture/libpcap/live-input';
import type { LiveOptions } from '../../../src/capture/live';
import { readAll } from '../parse';
import { FakeLibrary } from './fake-library';

const YEAR_2100 = 4_102_444_800;

let library: FakeLibrary;

/** Live input of all interfaces of `library`. */
function listen(options: Partial<LiveOptions> = {}): LibpcapInput {
  const devices = [...library.interfaces.keys()];
  return new LibpcapInput(library, { devices, expression: '', widen: false, bufferBytes: 2 ** 21, ...options });
}

/** What is handed out until stop(), which comes at once. */
function rest(live: LibpcapInput): Promise<string[]> {
  live.stop();
  return readAll(live);
}

function texts(lines: readonly string[]): string[] {
  return lines.map((line) => line.split(' ').slice(4).join(' '));
}

const numbered = (count: number) => Array.from({ length: count }, (_, i) => `${i}`);

describe('packets', () => {
  it('have nanoseconds, and positions that no other one has', async () => {
    library = new FakeLibrary('eth0');
    library.device('eth0').queue.push({ text: 'one', seconds: 5, nanos: 123_456_789 }, { text: '' }, { text: 'two' });
    const live = listen();
    expect(await rest(live)).toEqual(['5.123456789 1 @16 3 one', '1.000000000 1 @35 0 ', '1.000000000 1 @51 3 two']);
    expect([live.packets, live.consumed, live.counters.received]).toEqual([3, 54, 3]);
  });

  it('come in batches, all of them', async () => {
    library = new FakeLibrary('eth0');
    library.device('eth0').add(...numbered(1000));
    expect(texts(await rest(listen()))).toEqual(numbered(1000));
  });

  it('that come faster than they are read leave the buffer of the kernel, and keep their order', async () => {
    library = new FakeLibrary('eth0');
    const { queue } = library.device('eth0');
    library.device('eth0').add(...numbered(10_000));
    const live = listen();
    const frame = newFrame();
    const first = [await live.fill(), live.next(frame)];
    const left = [queue.length, live.counters.received, live.packets];
    library.device('eth0').add('last');
    expect([...first, ...left]).toEqual([true, true, 10_000 - 1024, 64, 1]);
    expect(texts(await rest(live))).toEqual([...numbered(10_000).slice(1), 'last']);
    expect(live.counters).toMatchObject({ received: 10_001, droppedHere: 0 });
  });

  it('that wait are no more than twice the buffer of the kernel holds', async () => {
    library = new FakeLibrary('eth0');
    const { queue } = library.device('eth0');
    library.device('eth0').add(...numbered(10_000));
    const live = listen({ bufferBytes: 1000 });
    const first = [await live.fill(), live.next(newFrame())];
    // Two batches of 64 packets of 16 bytes and one or two digits are over 2,000 bytes, so no third one is taken.
    expect([...first, queue.length]).toEqual([true, true, 10_000 - 2 * 64]);
    expect(texts(await rest(live))).toEqual(numbered(10_000).slice(1));
  });

  it('that wait come before what is wrong with their device', async () => {
    library = new FakeLibrary('eth0');
    library.device('eth0').add(...numbered(128));
    library.device('eth0').failure = 'no more';
    const live = listen();
    const lines: string[] = [];
    const frame = newFrame();
    await live.fill();
    for (let i = 0; i < 128; i++) if (live.next(frame)) lines.push(...live.warnings, 'packet');
    expect(lines).toEqual(Array(128).fill('packet'));
    expect([live.next(frame), live.warnings]).toEqual([false, ['eth0: no more; the capture goes on']]);
    library.device('eth0').failure = null;
    expect(await rest(live)).toEqual([]);
  });

  it('of several devices come by time, over the batches of each', async () => {
    library = new FakeLibrary('eth0', 'any');
    library.device('any').linkType = 113;
    for (let i = 0; i < 300; i++) {
      const name = i % 3 === 0 ? 'any' : 'eth0';
      library.device(name).queue.push({ text: `${i}`, seconds: 1 + Math.floor(i / 100), nanos: i % 100 });
    }
    const live = listen();
    const lines = await rest(live);
    expect(live.linkTypes).toEqual([1, 113]);
    expect(texts(lines)).toEqual(numbered(300));
    expect(new Set(lines.map((line) => line.split(' ')[2])).size).toBe(300);
    expect(lines[3]).toMatch(/^1\.000000003 113 /);
  });

  it('are waited for', async () => {
    library = new FakeLibrary('eth0');
    const live = listen();
    const filled = live.fill();
    library.device('eth0').add('late');
    library.arrive();
    expect(await filled).toBe(true);
    expect(texts(await rest(live))).toEqual(['late']);
  });

  it('that did not fit are counted', async () => {
    library = new FakeLibrary('eth0');
    library.room = 100;
    library.device('eth0').add(...numbered(10));
    const live = listen();
    const first = newFrame();
    expect([await live.fill(), live.next(first)]).toEqual([true, true]);
    library.room = Number.POSITIVE_INFINITY;
    library.device('eth0').add('fits');
    expect(texts(await rest(live))).toEqual(['1', '2', '3', '4', 'fits']);
    expect(live.counters).toMatchObject({ received: 11, droppedHere: 5 });
  });

  it('cannot be read again', () => {
    library = new FakeLibrary('eth0');
    const live = listen();
    expect([live.seekable, live.size]).toEqual([false, null]);
    expect(() => live.readBack()).toThrow('eth0 cannot be read again');
  });
});

describe('the end', () => {
  it('has nothing that came after it', async () => {
    library = new FakeLibrary('eth0');
    library.device('eth0').add('before');
    const live = listen();
    live.stop();
    expect(await live.fill()).toBe(true);
    const after = Array.from({ length: 200 }, () => ({ text: 'after', seconds: YEAR_2100 }));
    library.device('eth0').queue.push(...after);
    expect(texts(await readAll(live))).toEqual(['before']);
    expect(live.counters).toMatchObject({ received: 1, droppedHere: 0 });
  });

  it('frees everything', async () => {
    library = new FakeLibrary('eth0', 'any');
    const live = listen();
    const filled = live.fill();
    live.close();
    live.close();
    expect(await filled).toBe(false);
    expect(library.open).toEqual(new Set());
    const other = listen();
    expect(await rest(other)).toEqual([]);
    other.close();
    expect(library.open).toEqual(new Set());
    expect(await other.fill()).toBe(false);
  });
});

describe('what cannot be opened', () => {
  function check(code: number, message: string, expected: string): void {
    library = new FakeLibrary('eth0', 'eth1');
    Object.assign(library.device('eth1'), { code, message });
    expect(() => listen()).toThrow(new Error(expected));
    expect(library.open).toEqual(new Set());
  }

  it('says what libpcap says, and what to do', () => {
    check(
      -8,
      'socket: Operation not permitted',
      'cannot capture on eth1: status -8 (socket: Operation not permitted); run with sudo, or see docs/install.md on capabilities',
    );
    check(-9, 'status -9', "cannot capture on eth1: status -9; 'ip link set eth1 up' brings it up");
    check(-1, 'no\nsuch luck', 'cannot capture on eth1: status -1 (no such luck)');
  });

  it('names some of the interfaces that there are', () => {
    library = new FakeLibrary('eth0', ...numbered(20).map((i) => `veth${i}`));
    expect(() => listen({ devices: ['eht0'] })).toThrow(
      'cannot capture on eht0: status -5; there are any, eth0, veth0, veth1, veth2, veth3, veth4, veth5, veth6, veth7, veth8, veth9 and 10 more',
    );
  });

  it('is no warning', () => {
    library = new FakeLibrary('eth0');
    Object.assign(library.device('eth0'), { code: 2, message: 'not promiscuous' });
    expect(listen().warnings).toEqual(['eth0: status 2 (not promiscuous)']);
  });

  it('once named twice is opened once', () => {
    library = new FakeLibrary('eth0');
    expect(listen({ devices: ['eth0', 'eth0'] }).devices).toEqual(['eth0']);
  });
});

describe('an interface', () => {
  const DOWN = 'eth0: the interface went down; the capture goes on when it is up again';

  it('goes down and comes back, which is told once', async () => {
    library = new FakeLibrary('eth0');
    const device = library.device('eth0');
    const live = listen();
    const frame = newFrame();
    for (let i = 0; i < 2; i++) {
      device.state = 'down';
      device.pollError = true;
      const filled = live.fill();
      library.arrive();
      await new Promise((resolve) => setImmediate(resolve));
      device.state = 'up';
      device.add('back');
      expect([await filled, live.next(frame), live.next(frame)]).toEqual([true, true, false]);
    }
    expect(live.warnings).toEqual([DOWN]);
  });

  it('that old libpcaps call an error is read on', async () => {
    library = new FakeLibrary('eth0');
    const device = library.device('eth0');
    const live = listen();
    Object.assign(device, { state: 'down', failure: 'The interface went down' });
    const filled = live.fill();
    await new Promise((resolve) => setImmediate(resolve));
    Object.assign(device, { state: 'up', failure: null });
    device.add('back');
    expect(await filled).toBe(true);
    expect(live.warnings).toEqual([DOWN]);
  });

  it('that is gone leaves the others, and what it had', async () => {
    library = new FakeLibrary('eth0', 'eth1');
    const live = listen();
    library.device('eth0').add('last');
    Object.assign(library.device('eth0'), { state: 'gone', failure: 'The interface disappeared' });
    const frame = newFrame();
    expect([await live.fill(), live.next(frame), frame.end - frame.start]).toEqual([true, true, 4]);
    const filled = live.fill();
    await new Promise((resolve) => setImmediate(resolve));
    library.device('eth1').add('goes on');
    library.arrive();
    expect(await filled).toBe(true);
    expect(live.warnings).toEqual([
      'eth0: The interface disappeared, after 1 packets; start sipladder again when it is back',
    ]);
    library.device('eth1').state = 'gone';
    expect(texts(await readAll(live))).toEqual(['goes on']);
    expect(live.warnings).toHaveLength(2);
  });

  it('of no index ends with its first error', async () => {
    library = new FakeLibrary('any');
    const live = listen();
    library.device('any').failure = 'no more';
    expect(await live.fill()).toBe(false);
    expect(live.warnings).toEqual(['any: no more, after 0 packets; start sipladder again when it is back']);
  });
});

describe('drops', () => {
  it('are summed over devices, and go on where 32 bits end', async () => {
    library = new FakeLibrary('eth0', 'eth1');
    const live = listen();
    Object.assign(library.device('eth0'), { drop: 2 ** 32 - 1, ifdrop: 3 });
    expect(live.counters).toMatchObject({ droppedByKernel: 2 ** 32 - 1, droppedByInterface: 3 });
    Object.assign(library.device('eth0'), { drop: 2 ** 32 + 5, ifdrop: 4 });
    Object.assign(library.device('eth1'), { drop: 10 });
    await rest(live);
    expect(live.counters).toMatchObject({ droppedByKernel: 2 ** 32 + 15, droppedByInterface: 4 });
  });
});

describe('a filter', () => {
  it('is set on all devices, or on none', () => {
    library = new FakeLibrary('eth0', 'any');
    library.device('any').linkType = 113;
    library.judge = (expression, linkType) => (linkType === 113 && expression.includes('vlan') ? 'no VLAN' : null);
    const live = listen({ expression: 'udp' });
    expect(live.filter).toEqual({ expression: 'udp', widened: null });
    expect(() => live.setFilter('vlan')).toThrow('no VLAN');
    expect(live.filter.expression).toBe('udp');
    for (const name of ['eth0', 'any']) expect(library.device(name).filter).toEqual(['udp']);
    live.setFilter('tcp');
    for (const name of ['eth0', 'any']) expect(library.device(name).filter).toEqual(['tcp']);
  });

  it('is widened by what the link type knows', () => {
    library = new FakeLibrary('any', 'eth0');
    library.device('any').linkType = 113;
    library.judge = (expression, linkType) => (linkType === 113 && /vlan|mpls/.test(expression) ? 'unknown' : null);
    const live = listen({ expression: 'host 1.2.3.4', widen: true });
    expect(live.filter).toEqual({ expression: 'host 1.2.3.4', widened: '+ VLAN, PPPoE, MPLS' });
    expect(library.device('any').filter).toEqual(['host 1.2.3.4', 'pppoes and ((host 1.2.3.4))']);
  });

  it('is the kernel’s from the first packet on where the socket is one of packets', async () => {
    library = new FakeLibrary('eth0');
    library.packetSocket = true;
    library.time = 10;
    const device = library.device('eth0');
    device.refusal = 'not asked';
    // Opened at 10, the filter set at 11.
    device.queue.push({ text: 'unjudged', seconds: 10, nanos: 1 }, { text: 'judged', seconds: 11 });
    const live = listen({ expression: 'udp' });
    expect(device.filter).toEqual(['udp']);
    expect(texts(await rest(live))).toEqual(['judged']);
    expect(live.packets).toBe(1);
    expect(live.counters).toMatchObject({ received: 1, droppedHere: 0 });
  });

  it('loses nothing when the clock is set back, and nothing when it is changed', async () => {
    library = new FakeLibrary('eth0');
    library.packetSocket = true;
    library.time = 10;
    const device = library.device('eth0');
    device.queue.push({ text: 'set back', seconds: 5 }, { text: 'and on', seconds: 10 });
    const live = listen();
    live.setFilter('tcp');
    device.queue.push({ text: 'more', seconds: 10 });
    expect(device.filter).toEqual(['tcp']);
    expect(texts(await rest(live))).toEqual(['set back', 'and on', 'more']);
  });

  it('that the kernel cannot do on cooked packets is left to libpcap, now and later', () => {
    library = new FakeLibrary('any');
    library.packetSocket = true;
    library.device('any').linkType = 113;
    const live = listen();
    library.device('any').refusal = 'asked';
    live.setFilter('udp');
    expect(() => live.setFilter('link[6:2] = 1')).toThrow('asked');
    expect(() => live.setFilter('udp')).toThrow('asked');
  });

  it('that libpcap cannot set is told', () => {
    library = new FakeLibrary('eth0');
    const live = listen();
    library.device('eth0').refusal = 'no\nmemory';
    expect(() => live.setFilter('udp')).toThrow('no memory');
    expect(live.filter.expression).toBe('');
  });

  it('that is too long for the kernel is refused, and what is added ends where it does', () => {
    library = new FakeLibrary('eth0');
    library.kernelInstructions = 7;
    expect(listen({ expression: 'arp', widen: true }).filter.widened).toBe('+ VLAN');
    expect(library.device('eth0').filter).toEqual(['arp', 'vlan and ((arp))']);
    library.kernelInstructions = 2;
    expect(() => listen({ expression: 'arp' })).toThrow('too long for the kernel: it compiles to 3 instructions');
  });
});
