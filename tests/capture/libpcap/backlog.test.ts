import { Backlog } from '../../../src/capture/libpcap/backlog';

function number(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

it('gives blocks back in their order, however many have gone before', () => {
  const backlog = new Backlog(1_000_000);
  const taken: number[] = [];
  let added = 0;
  for (let round = 0; round < 500; round++) {
    for (let i = 0; i < 12; i++) backlog.add(number(added++), 2);
    for (let i = 0; i < 8; i++) taken.push(backlog.take()!.bytes.readUInt32LE(0));
  }
  expect(backlog.packets).toBe(2 * (6000 - 4000));
  for (let block = backlog.take(); block !== null; block = backlog.take()) taken.push(block.bytes.readUInt32LE(0));
  expect(taken).toEqual(Array.from({ length: 6000 }, (_, i) => i));
  expect(backlog.packets).toBe(0);
});

it('has room until its bound, and again when blocks have left', () => {
  const backlog = new Backlog(8);
  const room = [backlog.hasRoom];
  for (let i = 0; i < 2; i++) {
    backlog.add(number(i), 1);
    room.push(backlog.hasRoom);
  }
  backlog.take();
  room.push(backlog.hasRoom);
  backlog.clear();
  expect([...room, backlog.packets, backlog.take()]).toEqual([true, true, false, true, 0, null]);
});

it('keeps what it was given, whatever comes to stand in that memory later', () => {
  const backlog = new Backlog(100);
  const memory = number(7);
  backlog.add(memory, 1);
  memory.fill(0xff);
  expect(backlog.take()?.bytes).toEqual(number(7));
});
