/** A replay by a clock that the test turns: what has come when, and what keys change about it. */

import { newFrame } from '../../src/capture/frame';
import { MergedInput } from '../../src/capture/merge';
import { Replay } from '../../src/capture/replay';
import { spanOf } from '../../src/capture/span';
import { MadeInput } from '../engine/made-input';

/** Time goes on only in pass(), and calls back what is due then. */
class Clock {
  nowAtMs = 5000;
  private readonly alarms = new Map<() => void, number>();

  nowMs = () => this.nowAtMs;

  after(ms: number, call: () => void): () => void {
    this.alarms.set(call, this.nowAtMs + ms);
    return () => this.alarms.delete(call);
  }

  get waits(): boolean {
    return this.alarms.size > 0;
  }

  pass(ms: number): void {
    this.nowAtMs += ms;
    for (const [call, at] of this.alarms) {
      if (at > this.nowAtMs) continue;
      this.alarms.delete(call);
      call();
    }
  }
}

/** Plays packets and notes how many have come, each of them a message where `messages` says so. */
class Player {
  readonly clock = new Clock();
  readonly replay: Replay;
  readonly came: number[] = [];
  ended = false;
  private messages = 0;

  constructor(
    lines: string,
    speed = 1,
    private readonly isMessage: (packet: number) => boolean = () => true,
    input: Pick<MadeInput, 'next' | 'fill'> = inputOf(lines),
  ) {
    this.replay = new Replay(input, this.clock, speed, () => this.messages);
    void this.play();
  }

  /** How many packets there are after some time. */
  async after(ms: number): Promise<number> {
    await settled();
    // In small steps, as a real clock goes.
    for (let left = ms; left > 0; left -= 50) {
      this.clock.pass(Math.min(50, left));
      await settled();
    }
    return this.came.length;
  }

  private async play(): Promise<void> {
    const frame = newFrame();
    for (let more = true; more; ) {
      while (this.replay.next(frame)) {
        this.came.push(frame.seconds + frame.nanos / 1e9);
        if (this.isMessage(this.came.length)) this.messages++;
      }
      more = await this.replay.fill();
    }
    this.ended = true;
  }
}

function inputOf(lines: string): MadeInput {
  const input = new MadeInput();
  input.push(lines);
  input.end();
  return input;
}

async function settled(): Promise<void> {
  for (let i = 0; i < 10; i++) await new Promise(setImmediate);
}

/** One packet a second, the first at once. */
const SECONDS = Array.from({ length: 6 }, (_, n) => `${n} A > B OPTIONS | call=c${n}`).join('\n');

test('packets come in their own rhythm, and it ends with the last', async () => {
  const player = new Player(SECONDS);
  expect(await player.after(0)).toBe(1);
  expect(await player.after(950)).toBe(1);
  expect(await player.after(100)).toBe(2);
  expect(await player.after(2000)).toBe(4);
  expect(player.ended).toBe(false);
  expect(await player.after(2000)).toBe(6);
  expect(player.ended).toBe(true);
});

test('twice as fast, four times as slow', async () => {
  expect(await new Player(SECONDS, 2).after(1600)).toBe(4);
  expect(await new Player(SECONDS, 0.25).after(4100)).toBe(2);
});

test('faster and slower hold from now on, and stop at their bounds', async () => {
  const player = new Player(SECONDS);
  await player.after(1100);
  player.replay.faster();
  expect(player.replay.speed).toBe(2);
  // 0.9 s are left to the next packet.
  expect(await player.after(400)).toBe(2);
  expect(await player.after(100)).toBe(3);
  for (let i = 0; i < 20; i++) player.replay.faster();
  expect(player.replay.speed).toBe(1000);
  for (let i = 0; i < 20; i++) player.replay.slower();
  expect(player.replay.speed).toBe(0.25);
});

test('from a speed of its own it goes to the next that is usual', () => {
  const { replay } = new Player(SECONDS, 3);
  replay.faster();
  expect(replay.speed).toBe(4);
  replay.slower();
  expect(replay.speed).toBe(2);
});

test('a pause leaves nothing out, and costs no time of the capture', async () => {
  const player = new Player(SECONDS);
  await player.after(1500);
  player.replay.pause();
  expect(player.replay.paused).toBe(true);
  expect(await player.after(100_000)).toBe(2);
  expect(player.replay.status.positionS).toBeCloseTo(1.5);
  player.replay.resume();
  expect(await player.after(400)).toBe(2);
  expect(await player.after(200)).toBe(3);
});

test('a step takes it to the next message, other packets on the way, and pauses', async () => {
  const player = new Player(SECONDS, 1, (packet) => packet === 4);
  await player.after(0);
  player.replay.step();
  expect(await player.after(0)).toBe(4);
  expect(player.replay.paused).toBe(true);
  expect(player.replay.status.positionS).toBeCloseTo(3);
  expect(await player.after(60_000)).toBe(4);
  player.replay.resume();
  expect(await player.after(900)).toBe(4);
  expect(await player.after(200)).toBe(5);
});

test('a pause while it looks for the next message stops it', async () => {
  const player = new Player(SECONDS, 1, () => false);
  player.replay.step();
  player.replay.pause();
  expect(await player.after(10_000)).toBe(1);
});

test('a silence of more than ten seconds is cut to one, which is told', async () => {
  const player = new Player('0 A > B OPTIONS | call=one\n100 A > B OPTIONS | call=two\n105 A > B OPTIONS | call=three');
  expect(await player.after(900)).toBe(1);
  expect(player.replay.status).toMatchObject({ skippedS: 99 });
  expect(await player.after(200)).toBe(2);
  expect(await player.after(4500)).toBe(2);
  expect(await player.after(500)).toBe(3);
  expect(player.replay.status.positionS).toBeGreaterThanOrEqual(105);
});

test('how long a silence is depends on the speed', async () => {
  const player = new Player('0 A > B OPTIONS | call=one\n100 A > B OPTIONS | call=two', 50);
  expect(await player.after(1900)).toBe(1);
  expect(await player.after(200)).toBe(2);
  expect(player.replay.status.skippedS).toBe(0);
});

test('a packet that is older than what came before comes at once', async () => {
  const player = new Player('5 A > B OPTIONS | call=one\n1 A > B OPTIONS | call=two\n6 A > B OPTIONS | call=three');
  expect(await player.after(0)).toBe(2);
  expect(await player.after(1100)).toBe(3);
});

test('files that are merged keep one rhythm', async () => {
  const inputs = [
    inputOf('0 A > B OPTIONS | call=one\n2 A > B OPTIONS | call=three'),
    inputOf('1 A > B OPTIONS | call=two'),
  ];
  const player = new Player('', 1, () => true, new MergedInput(inputs));
  expect(await player.after(500)).toBe(1);
  expect(await player.after(600)).toBe(2);
  expect(await player.after(1000)).toBe(3);
  expect(player.ended).toBe(true);
});

test('who stops waits for nothing, also while paused', async () => {
  const player = new Player(SECONDS);
  await player.after(0);
  player.replay.pause();
  player.replay.stop();
  await settled();
  expect(player.ended).toBe(true);
  expect(player.clock.waits).toBe(false);
});

test('a capture without packets ends', async () => {
  const player = new Player('');
  await settled();
  expect(player.ended).toBe(true);
  expect(player.replay.status).toEqual({ speed: 1, positionS: 0, totalS: null, skippedS: 0 });
});

describe('how long a capture is', () => {
  test('from the first packet of all files to the last', async () => {
    const one = await spanOf(['samples/call-rtp.pcap'], () => 0);
    expect(one).toBeGreaterThan(3);
    const both = await spanOf(['samples/call-rtp.pcap', 'samples/mixed.pcapng'], () => 0);
    expect(both).toBeGreaterThan(one ?? 0);
  });
});
