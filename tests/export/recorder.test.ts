/** What is recorded, when it is written, and what happens when the disk does not play along. */

import { RECORDER_QUEUE_BYTES, RECORDER_SEEN_PACKETS } from '../../src/budgets';
import { RecordError, type RecordedInput, Recorder, type RecorderOptions } from '../../src/export/recorder';
import { FakeRecorderWorld, failure, frame, refOf, settle } from './recorder-fakes';

const NAME = '/cap/calls.pcap';

/** An interface; `file` has no link type to tell beforehand. */
const eth0: RecordedInput = { name: 'eth0', linkTypes: [1], readBack: () => Buffer.alloc(0) };
const file: RecordedInput = { name: 'in.pcap', readBack: () => Buffer.from('read back') };

let world: FakeRecorderWorld;
let recorder: Recorder;

beforeEach(() => {
  world = new FakeRecorderWorld();
});

async function open(options: Partial<RecorderOptions> = {}, inputs: RecordedInput[] = [eth0]): Promise<Recorder> {
  recorder = await Recorder.open({ path: NAME, split: null, keep: null, ...options }, inputs, world);
  return recorder;
}

function take(...texts: string[]): void {
  for (const text of texts) recorder.take(frame(text), null);
}

const disk = () => world.files;

describe('taking', () => {
  test('a packet is in the file 200 ms later, though none follows; then nothing ticks', async () => {
    await open();
    expect(world.waiting).toBe(0);
    take('INVITE');
    await world.pass(199);
    expect(disk().packets(NAME)).toEqual([]);
    await world.pass(1);
    expect(disk().packets(NAME)).toEqual(['INVITE']);
    expect(recorder.status).toEqual({ path: NAME, packets: 1, bytes: 24 + 16 + 6, lost: 0, trouble: null });
    expect(world.waiting).toBe(0);
  });

  test('times, lengths on the wire and bytes come back', async () => {
    await open();
    recorder.take(frame('cut', { seconds: 7, nanos: 123_456_789, wireLength: 900 }), null);
    await recorder.close();
    expect(disk().lines(NAME)).toEqual(['7.123456789 1 900 cut']);
  });

  test('the bytes are copied at once', async () => {
    await open();
    const one = frame('INVITE');
    recorder.take(one, null);
    one.bytes.fill(0x78);
    await recorder.close();
    expect(disk().packets(NAME)).toEqual(['INVITE']);
  });

  test('those before it go first, in their order', async () => {
    await open();
    recorder.take(frame('third'), [refOf(frame('first')), refOf(frame('second'))]);
    recorder.take(frame('fourth'), []);
    await recorder.close();
    expect(disk().packets(NAME)).toEqual(['first', 'second', 'third', 'fourth']);
  });

  test('a packet with two messages, or a part of two, is written once', async () => {
    await open();
    const [both, last] = [frame('end of one, begin of two'), frame('end of two')];
    recorder.take(both, null);
    recorder.take(both, null);
    take('somebody else');
    recorder.take(last, [refOf(both)]);
    await recorder.close();
    expect(disk().packets(NAME)).toEqual(['end of one, begin of two', 'somebody else', 'end of two']);
  });

  test('packets of two inputs at the same position are two', async () => {
    await open({ path: '/cap/calls.pcapng' }, [eth0, eth0]);
    recorder.take(frame('one', { input: 0, position: 24 }), null);
    recorder.take(frame('other', { input: 1, position: 24 }), null);
    await recorder.close();
    expect(disk().packets('/cap/calls.pcapng')).toEqual(['one', 'other']);
  });

  test('it is remembered of the latest packets only', async () => {
    await open();
    const [old, recent] = [frame('old'), frame('recent')];
    for (const one of [old, recent]) recorder.take(one, null);
    for (let i = 1; i < RECORDER_SEEN_PACKETS; i++) take('x');
    recorder.take(recent, null);
    recorder.take(old, null);
    await recorder.close();
    expect(recorder.status.packets).toBe(RECORDER_SEEN_PACKETS + 2);
  });

  test('a reference into a file is read there, as is a frame that is over', async () => {
    const asked: [number, number][] = [];
    const readBack = (position: number, length: number) => {
      asked.push([position, length]);
      return Buffer.from(`at ${position}`);
    };
    await open({}, [{ ...file, readBack }]);
    const over = { ...frame('at 70', { position: 70 }), bytes: Buffer.alloc(0), start: 0, end: 5, volatile: false };
    recorder.take(over, [refOf(frame('at 40', { position: 40 }), null)]);
    await recorder.close();
    expect(asked).toEqual([
      [40, 5],
      [70, 5],
    ]);
    expect(disk().packets(NAME)).toEqual(['at 40', 'at 70']);
  });

  test.each([
    ['that is shorter now', () => Buffer.from('a')],
    [
      'that fails',
      () => {
        throw failure('EIO');
      },
    ],
  ])('a file %s: the packet counts as lost', async (_, readBack) => {
    await open({}, [{ ...file, readBack }]);
    recorder.take(frame('INVITE'), [refOf(frame('gone'), null)]);
    await recorder.close();
    expect(recorder.status).toMatchObject({
      packets: 1,
      lost: 1,
      trouble: '/cap/calls.pcap: packets are left out: the capture has changed since it was read',
    });
  });

  test('a batch is one write', async () => {
    await open();
    take('one', 'two', 'three');
    await world.pass(200);
    expect(disk().writes).toBe(2);
  });

  test('much at once does not wait for the time', async () => {
    await open();
    for (let i = 0; i < 300; i++) take('x'.repeat(1000));
    await settle();
    expect(recorder.status.packets).toBeGreaterThan(200);
  });

  test('a run without packets is a valid empty capture', async () => {
    await open();
    await recorder.close();
    expect(disk().packets(NAME)).toEqual([]);
    expect([disk().size(NAME), disk().openHandles]).toEqual([24, 0]);
  });

  test('what comes after the end is lost, without a word', async () => {
    await open();
    await recorder.close();
    take('late');
    recorder.reopen();
    await recorder.close();
    expect(recorder.status).toMatchObject({ packets: 0, lost: 1, trouble: null });
  });
});

describe('formats', () => {
  test.each([
    ['/cap/calls.pcapng', 0x0a0d0d0a],
    ['/cap/CALLS.PCAPNG', 0x0a0d0d0a],
    ['/cap/calls.pcap', 0xa1b23c4d],
    ['/cap/calls.cap', 0xa1b23c4d],
    ['/cap/calls', 0xa1b23c4d],
  ])('%s begins with %i', async (name, magic) => {
    await open({ path: name });
    take('INVITE');
    await recorder.close();
    expect(disk().packets(name)).toEqual(['INVITE']);
    expect(disk().files.get(name)?.bytes.readUInt32LE(0)).toBe(magic);
  });

  test('a file of microseconds stays one', async () => {
    await open({}, [file]);
    recorder.take(frame('INVITE', { nanos: 5000 }), null);
    await world.pass(200);
    recorder.take(frame('BYE', { nanos: 5001 }), null);
    await recorder.close();
    expect(disk().files.get(NAME)?.bytes.readUInt32LE(0)).toBe(0xa1b2c3d4);
    expect(disk().lines(NAME)).toEqual(['5.000005000 1 6 INVITE', '5.000005000 1 3 BYE']);
  });

  test('the first packets of a file say that there are nanoseconds, and of which link type it is', async () => {
    await open({}, [file]);
    expect(disk().packets(NAME)).toEqual([]);
    recorder.take(frame('INVITE', { linkType: 113, nanos: 5001 }), null);
    await recorder.close();
    expect(disk().lines(NAME)).toEqual(['5.000005001 113 6 INVITE']);
  });

  test('several link types fit into a .pcapng', async () => {
    const name = '/cap/calls.pcapng';
    await open({ path: name }, [{ ...eth0, linkTypes: [1, 276] }]);
    recorder.take(frame('one', { linkType: 1 }), null);
    recorder.take(frame('other', { linkType: 276 }), null);
    await recorder.close();
    expect(disk().lines(name)).toEqual(['5.000000000 1 3 one', '5.000000000 276 5 other']);
  });

  test('and not into a .pcap: known beforehand, it is refused', async () => {
    const several = [eth0, { ...eth0, linkTypes: [276, 1] }];
    await expect(open({}, several)).rejects.toThrow(
      new RecordError(
        '/cap/calls.pcap: a .pcap file takes one link type, here are 1 and 276; choose a name that ends in .pcapng',
      ),
    );
    expect(disk().names()).toEqual([]);
  });

  test('known later, the others are counted and told', async () => {
    await open({}, [file]);
    recorder.take(frame('one', { linkType: 113 }), null);
    recorder.take(frame('other', { linkType: 1 }), null);
    await recorder.close();
    expect(disk().packets(NAME)).toEqual(['one']);
    expect(recorder.status).toMatchObject({
      packets: 1,
      lost: 1,
      trouble:
        '/cap/calls.pcap: packets of link type 1 are left out, it takes only 113; choose a name that ends in .pcapng',
    });
  });
});

describe('a disk that is full', () => {
  const FULL = '/cap/calls.pcap: the disk is full; free some space, else packets are lost';

  /** Two packets are in the file, of a third there is a half. */
  async function fill(name: string): Promise<void> {
    await open({ path: name });
    take('one');
    await world.pass(200);
    disk().capacity = disk().size(name) + 70;
    take('two', 'x'.repeat(100));
    await world.pass(200);
  }

  test.each([NAME, '/cap/calls.pcapng'])('is told, and %s cut back to what is whole', async (name) => {
    await fill(name);
    expect(disk().packets(name)).toEqual(['one', 'two']);
    expect(recorder.status).toMatchObject({ packets: 2, lost: 0, trouble: FULL.replace(NAME, name) });
    expect(recorder.status.bytes).toBe(disk().size(name));
  });

  test('is tried again, and what waited is written', async () => {
    await fill(NAME);
    take('four');
    disk().capacity = 1000;
    await world.pass(1999);
    expect(recorder.status).toMatchObject({ packets: 2, trouble: FULL });
    await world.pass(1);
    expect(disk().packets(NAME)).toEqual(['one', 'two', 'x'.repeat(100), 'four']);
    expect(recorder.status).toMatchObject({ packets: 4, lost: 0, trouble: null });
    expect(world.waiting).toBe(0);
  });

  test('takes what little fits at each try', async () => {
    await fill(NAME);
    take('four', 'x'.repeat(200));
    disk().capacity += 116;
    await world.pass(2000);
    expect(disk().packets(NAME)).toEqual(['one', 'two', 'x'.repeat(100), 'four']);
    expect(recorder.status).toMatchObject({ packets: 4, trouble: FULL });
  });

  test('for long: packets are lost beyond what may wait', async () => {
    await fill(NAME);
    for (let i = 0; i < 400; i++) take('x'.repeat(65_000));
    await world.pass(10_000);
    expect(recorder.status.trouble).toBe(FULL);
    const { lost } = recorder.status;
    expect(lost).toBe(400 - Math.floor((RECORDER_QUEUE_BYTES - 350) / 65_250));
    disk().capacity = Number.POSITIVE_INFINITY;
    await world.pass(2000);
    expect(recorder.status).toEqual({
      path: NAME,
      packets: 403 - lost,
      bytes: disk().size(NAME),
      lost,
      trouble: null,
    });
    expect(disk().packets(NAME)).toHaveLength(403 - lost);
  });

  test('to the end: what waits is tried once more, then counted', async () => {
    await fill(NAME);
    await recorder.close();
    expect(disk().packets(NAME)).toEqual(['one', 'two']);
    expect(recorder.status).toMatchObject({ packets: 2, lost: 1, trouble: FULL });
    expect([world.waiting, disk().openHandles]).toEqual([0, 0]);
  });

  test('under the first packets: an empty capture stays one', async () => {
    await open({}, [file]);
    disk().capacity = 30;
    recorder.take(frame('INVITE', { linkType: 113 }), null);
    await world.pass(200);
    expect([disk().size(NAME), recorder.status.packets]).toEqual([24, 0]);
    disk().capacity = 1000;
    await world.pass(2000);
    expect(disk().lines(NAME)).toEqual(['5.000000000 113 6 INVITE']);
  });

  test('under an interface description: it is written with the packet that is written', async () => {
    const name = '/cap/calls.pcapng';
    await fill(name);
    disk().capacity += 200;
    await world.pass(2000);
    const before = disk().size(name);
    disk().capacity = before + 60;
    recorder.take(frame('other', { linkType: 113 }), null);
    await world.pass(200);
    expect(disk().size(name)).toBe(before);
    disk().capacity = Number.POSITIVE_INFINITY;
    await world.pass(2000);
    expect(disk().lines(name).at(-1)).toBe('5.000000000 113 5 other');
  });

  test('that cannot even cut the file: the next packet is written over the half one', async () => {
    disk().broken.set('truncate', 'EIO');
    await fill(NAME);
    expect(disk().size(NAME)).toBe(disk().capacity);
    disk().capacity = 1000;
    await world.pass(2000);
    expect(disk().packets(NAME)).toEqual(['one', 'two', 'x'.repeat(100)]);
  });
});

describe('a disk that is slow', () => {
  test('takes a part at a time', async () => {
    disk().largestWrite = 7;
    await open();
    take('INVITE', 'BYE');
    await recorder.close();
    expect(disk().packets(NAME)).toEqual(['INVITE', 'BYE']);
  });

  test('or does not answer: it is told, packets wait, and memory has an end', async () => {
    await open();
    let answer = () => {};
    disk().hangs = new Promise((resolve) => {
      answer = resolve;
    });
    take('one');
    await world.pass(5300);
    expect(recorder.status.trouble).toBeNull();
    take('two');
    expect(recorder.status.trouble).toBe(
      '/cap/calls.pcap: the disk does not answer; packets wait, and are lost when they are too many',
    );
    for (let i = 0; i < 300; i++) take('x'.repeat(65_000));
    const { lost } = recorder.status;
    expect(lost).toBeGreaterThan(0);
    answer();
    await settle();
    await world.pass(200);
    expect(recorder.status).toMatchObject({ packets: 302 - lost, lost, trouble: null });
    expect(disk().packets(NAME)).toHaveLength(302 - lost);
  });

  test('and is not waited for at the end for ever', async () => {
    await open();
    disk().hangs = new Promise(() => {});
    take('one');
    const closed = recorder.close();
    await world.pass(2000);
    await closed;
    expect(recorder.status).toMatchObject({ packets: 0, lost: 1 });
    expect(recorder.status.trouble).toMatch(/does not answer/);
  });

  test('more comes than it takes: that is told until it has caught up', async () => {
    await open();
    for (let i = 0; i < 300; i++) take('x'.repeat(65_000));
    expect(recorder.status.trouble).toBe('/cap/calls.pcap: the disk is too slow; packets are being lost');
    expect(recorder.status.lost).toBeGreaterThan(0);
    await settle();
    expect(recorder.status.trouble).toBeNull();
  });

  test('who can wait has a way to', async () => {
    await open();
    for (let i = 0; i < 300; i++) {
      take('x'.repeat(65_000));
      await recorder.room();
    }
    await recorder.close();
    expect(recorder.status).toMatchObject({ packets: 300, lost: 0, trouble: null });
  });

  test.each(['full', 'silent'])('nobody waits for one that is %s', async (kind) => {
    await open();
    if (kind === 'full') disk().capacity = 100;
    else disk().hangs = new Promise(() => {});
    for (let i = 0; i < 200; i++) take('x'.repeat(65_000));
    const waited = recorder.room();
    await world.pass(5000);
    await waited;
    expect(recorder.status.trouble).toMatch(kind === 'full' ? /is full/ : /does not answer/);
  });
});

test.each([
  ['EDQUOT', 'the quota is used up; free some space, else packets are lost'],
  ['EFBIG', 'cannot grow any more; begin new files with --split, packets are being lost'],
  ['EIO', 'the disk fails (EIO); packets are being lost'],
  ['EBADF', 'cannot be written: EBADF: made up; packets are being lost'],
])('a write that ends with %s', async (code, said) => {
  await open();
  disk().broken.set('write', code);
  take('INVITE');
  await world.pass(200);
  expect(recorder.status).toMatchObject({ packets: 0, lost: 0, trouble: `${NAME}: ${said}` });
  disk().broken.clear();
  await world.pass(2000);
  expect(recorder.status).toMatchObject({ packets: 1, trouble: null });
});

test('a file that fails only when it is closed', async () => {
  await open();
  disk().broken.set('close', 'EDQUOT');
  await recorder.close();
  expect(recorder.status.trouble).toBe('/cap/calls.pcap: may not be whole: EDQUOT: made up');
});
