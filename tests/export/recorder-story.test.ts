/** Whatever happens in whatever order: every packet is in a file once or counted as lost, and every file can be read. */

import fc from 'fast-check';
import { Recorder } from '../../src/export/recorder';
import { FakeRecorderWorld, frame } from './recorder-fakes';

type Step =
  | { take: number; length: number; linkType: number }
  | { passMs: number }
  | { roomFor: number }
  | { refuse: 'open' | 'truncate' | null }
  | { pieces: number }
  | { signal: 'moved' | 'in place' };

const STEP: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ take: fc.integer({ min: 1, max: 5 }), length: fc.nat({ max: 300 }), linkType: fc.constantFrom(1, 113) }),
  fc.record({ passMs: fc.constantFrom(1, 200, 2000, 61_000) }),
  fc.record({ roomFor: fc.constantFrom(0, 10, 100, 1000, 1_000_000) }),
  fc.record({ refuse: fc.constantFrom<'open' | 'truncate' | null>('open', 'truncate', null) }),
  fc.record({ pieces: fc.constantFrom(1, 20, 100_000) }),
  fc.record({ signal: fc.constantFrom('moved', 'in place') }),
);

const OPTIONS = fc.record({
  path: fc.constantFrom('/cap/calls.pcap', '/cap/calls.pcapng', '/cap/calls-%M.pcapng'),
  split: fc.constantFrom(null, { bytes: 600 }, { seconds: 60 }),
});

test('nothing is lost without being counted, nothing is written twice', async () => {
  await fc.assert(
    fc.asyncProperty(OPTIONS, fc.array(STEP, { maxLength: 40 }), async (options, steps) => {
      const world = new FakeRecorderWorld();
      const disk = world.files;
      const input = { name: 'made', readBack: () => Buffer.alloc(0) };
      const recorder = await Recorder.open({ ...options, keep: null }, [input], world);
      const used = () => disk.names().reduce((sum, name) => sum + disk.size(name), 0);
      let taken = 0;
      let moved = 0;
      for (const step of steps) {
        if ('take' in step) {
          for (let i = 0; i < step.take; i++) {
            taken++;
            const text = `${taken}:`.padEnd(step.length, 'x');
            recorder.take(frame(text, { linkType: step.linkType }), null);
          }
        } else if ('passMs' in step) await world.pass(step.passMs);
        else if ('roomFor' in step) disk.capacity = used() + step.roomFor;
        else if ('pieces' in step) disk.largestWrite = step.pieces;
        else if ('signal' in step) {
          if (step.signal === 'moved' && disk.files.has(recorder.status.path)) {
            disk.move(recorder.status.path, `/cap/moved-${++moved}`);
          }
          recorder.reopen();
        } else {
          disk.broken.clear();
          if (step.refuse !== null) disk.broken.set(step.refuse, 'EACCES');
        }
      }
      // A file that cannot be cut ends in half a packet until the next write.
      disk.broken.delete('truncate');
      const closed = recorder.close();
      await world.pass(0);
      await closed;
      const written = disk.names().flatMap((name) => disk.packets(name).map((text) => Number.parseInt(text, 10)));
      expect(new Set(written).size).toBe(written.length);
      const { packets, lost, bytes } = recorder.status;
      expect([packets, packets + lost, bytes]).toEqual([written.length, taken, used()]);
      for (const name of disk.names()) {
        const order = disk.packets(name).map((text) => Number.parseInt(text, 10));
        expect(order).toEqual([...order].sort((a, b) => a - b));
      }
      expect([world.waiting, disk.openHandles]).toEqual([0, 0]);
    }),
    { numRuns: 150 },
  );
});
