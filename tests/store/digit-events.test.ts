/** Packets of telephone-event in, one digit an event out. */

import fc from 'fast-check';
import { digitOf } from '../../src/decode/dtmf';
import { DigitEvents } from '../../src/store/digit-events';

type Sent = [time: number, ...events: [event: number, duration: number, end?: boolean][]];

/** The bytes stand in a larger buffer, as those of a packet do. */
function payload([, ...events]: Sent): Buffer {
  return Buffer.concat([
    Buffer.alloc(12, 0x58),
    ...events.map(([event, duration, end]) => Buffer.from([event, end ? 0x8a : 0x0a, duration >> 8, duration & 0xff])),
    Buffer.alloc(8, 0x05),
  ]);
}

function feed(digits: DigitEvents, row: number, packets: Sent[]): string {
  let found = '';
  for (const packet of packets) {
    const bytes = payload(packet);
    const count = digits.packet(row, bytes, 12, bytes.length - 8, packet[0]);
    for (let i = 0; i < count; i++) found += digitOf(digits.begun[i]);
  }
  return found;
}

function digitsOf(packets: Sent[]): string {
  const digits = new DigitEvents();
  digits.begin(0);
  return feed(digits, 0, packets);
}

/** A key as RFC 4733 has it sent: an update every 50 ms (400 units of 8000 Hz), the end three times. */
function key(event: number, time: number, units: number): Sent[] {
  const updates: Sent[] = [];
  for (let now = 400; now < units; now += 400) updates.push([time, [event, now]]);
  const end: Sent = [time, [event, units, true]];
  return [...updates, end, end, end];
}

/** 911 as RFC 2833 section 3.14 dials it: from 0, 800 ms and 1.4 s on, for 200, 250 and some ms. */
const DIALLED = [key(9, 0, 1600), key(1, 6400, 2000), key(1, 11_200, 800)];

describe('one digit an event', () => {
  test('911 is three digits, whatever their packets', () => {
    expect(digitsOf(DIALLED.flat())).toBe('911');
  });

  test('a lost end does not merge two events of the same key, a lost beginning loses none', () => {
    expect(digitsOf(DIALLED.flatMap((packets) => packets.filter(([, [, , end]]) => !end)))).toBe('911');
    expect(digitsOf(DIALLED.flatMap((packets) => packets.slice(-1)))).toBe('911');
  });

  test('an end that comes when the next event is told of is not a digit of its own', () => {
    const [nine, one] = DIALLED;
    const late = nine[nine.length - 1];
    expect(digitsOf([...nine.slice(0, -2), one[0], late, late, ...one.slice(1)])).toBe('91');
  });

  test('a sender whose clock stands still between two keys sent two', () => {
    expect(digitsOf([...key(1, 160, 800), ...key(2, 160, 800)])).toBe('12');
  });

  test('the clock may pass its end, and be set anew', () => {
    expect(digitsOf([...key(3, 0xffffff00, 800), ...key(3, 0x200, 800), ...key(3, 0x80000000, 800)])).toBe('333');
    expect(digitsOf([...key(3, 5_000_000, 800), ...key(4, 100, 800)])).toBe('34');
  });

  test('several events in a packet follow one another (2.5.1.6), and are known when they come again', () => {
    const packed: Sent = [1000, [1, 800, true], [2, 400, true], [3, 400]];
    const again: Sent = [1000, [1, 800, true], [2, 400, true], [3, 800, true]];
    expect(digitsOf([packed, again, again, ...key(3, 9000, 800)])).toBe('1233');
  });

  test('what is no key is an event too', () => {
    const digits = new DigitEvents();
    digits.begin(0);
    const bytes = payload([0, [36, 400]]);
    expect(digits.packet(0, bytes, 12, 16, 0)).toBe(1);
    expect(digits.begun[0]).toBe(36);
  });

  test('a payload that is cut holds nothing, and one that is too long not more than is believed', () => {
    const digits = new DigitEvents();
    digits.begin(0);
    const long = Buffer.alloc(1400, Buffer.from([1, 0x0a, 0, 160]));
    expect([0, 1, 2, 3].map((length) => digits.packet(0, long, 0, length, 0))).toEqual([0, 0, 0, 0]);
    expect(digits.packet(0, long, 0, long.length, 0)).toBe(digits.begun.length);
  });

  test('streams do not mix, and a row that begins again has forgotten', () => {
    const digits = new DigitEvents();
    for (const row of [2, 4000]) digits.begin(row);
    expect(feed(digits, 2, key(5, 0, 800)) + feed(digits, 4000, key(5, 0, 800))).toBe('55');
    digits.begin(2);
    expect(feed(digits, 2, key(5, 0, 800)) + feed(digits, 4000, key(5, 0, 800))).toBe('5');
  });

  test('loss, repetition and a swap with the next packet change no digit while one packet of each is left', () => {
    const keys = fc.array(fc.record({ event: fc.nat(16), units: fc.integer({ min: 400, max: 4000 }) }), {
      maxLength: 12,
    });
    const luck = fc.infiniteStream(fc.record({ lost: fc.boolean(), twice: fc.boolean(), swap: fc.boolean() }));
    fc.assert(
      fc.property(keys, luck, (pressed, chances) => {
        let time = 0xfffff000;
        const packets: Sent[] = [];
        for (const { event, units } of pressed) {
          const [first, ...others] = key(event, time, units);
          // The first to come is kept in its place: a key all of whose packets are late cannot be put back.
          packets.push(first);
          const here: Sent[] = [];
          for (const each of others) {
            const { lost, twice, swap } = chances.next().value;
            if (lost) continue;
            if (swap && here.length > 0) here.splice(here.length - 1, 0, each);
            else here.push(each);
            if (twice) here.push(each);
          }
          packets.push(...here);
          time = (time + units + 400) >>> 0;
        }
        expect(digitsOf(packets)).toBe(pressed.map(({ event }) => digitOf(event)).join(''));
      }),
    );
  });
});

describe('of the latest event', () => {
  test('duration, end and volume are told, and do not shrink with a packet that comes late', () => {
    const digits = new DigitEvents();
    digits.begin(0);
    feed(digits, 0, [
      [0, [5, 400]],
      [0, [5, 1200]],
      [0, [5, 800]],
    ]);
    expect([digits.duration(0), digits.ended(0), digits.volume(0)]).toEqual([1200, false, 10]);
    feed(digits, 0, [
      [0, [5, 1600, true]],
      [0, [5, 800]],
    ]);
    expect([digits.duration(0), digits.ended(0)]).toEqual([1600, true]);
  });

  test('one held for more than 8 s goes on in segments (2.5.1.3), also when the last packet of one is lost', () => {
    const digits = new DigitEvents();
    digits.begin(0);
    const held: Sent[] = [
      [100, [1, 65_000]],
      [100, [1, 0xffff]],
      [100 + 0xffff, [1, 400]],
      [100 + 0xffff, [1, 65_000]],
      [100 + 2 * 0xffff, [1, 1000, true]],
    ];
    expect(feed(digits, 0, held)).toBe('1');
    expect([digits.duration(0), digits.ended(0)]).toEqual([2 * 0xffff + 1000, true]);
  });
});
