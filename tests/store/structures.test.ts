/** The parts that the store is made of, each against a plain model of itself. */

import fc from 'fast-check';
import { ARENA_PIECE_BYTES } from '../../src/budgets';
import { Arena } from '../../src/store/arena';
import { HashIndex } from '../../src/store/hash-index';
import { Interned } from '../../src/store/interned';
import { Table } from '../../src/store/table';

describe('HashIndex', () => {
  function rowsOf(index: HashIndex, hash: number, hashes: readonly number[]): number[] {
    const rows: number[] = [];
    for (let slot = index.first(hash), row = index.rowAt(slot); row >= 0; row = index.rowAt(slot)) {
      if (hashes[row] === hash) rows.push(row);
      slot = index.after(slot);
    }
    return rows.sort((a, b) => a - b);
  }

  /** Adds (a hash) and removes (a row that is in, by its place); few different hashes, so that many collide. */
  const operations = fc.array(
    fc.oneof(
      { weight: 3, arbitrary: fc.record({ hash: fc.integer({ min: -20, max: 20 }) }) },
      fc.record({ remove: fc.nat() }),
    ),
    { maxLength: 300 },
  );

  test('finds what a map finds', () => {
    fc.assert(
      fc.property(operations, (steps) => {
        const hashes: number[] = [];
        const inside = new Set<number>();
        const index = new HashIndex((row) => hashes[row]);
        for (const step of steps) {
          if ('hash' in step) {
            const row = hashes.push(step.hash) - 1;
            inside.add(row);
            index.add(step.hash, row);
          } else if (inside.size > 0) {
            const row = [...inside][step.remove % inside.size];
            inside.delete(row);
            index.remove(hashes[row], row);
          }
        }
        for (let hash = -20; hash <= 20; hash++) {
          expect(rowsOf(index, hash, hashes)).toEqual([...inside].filter((row) => hashes[row] === hash));
        }
      }),
      { numRuns: 100 },
    );
  });

  test('grows over its first capacity, and shrinks to nothing again', () => {
    const hashes = Array.from({ length: 20_000 }, (_, row) => Math.imul(row, 0x9e3779b1) | 0);
    const index = new HashIndex((row) => hashes[row]);
    for (const [row, hash] of hashes.entries()) index.add(hash, row);
    expect(hashes.filter((hash, row) => rowsOf(index, hash, hashes)[0] !== row)).toEqual([]);
    for (const [row, hash] of hashes.entries()) index.remove(hash, row);
    expect(hashes.every((hash) => index.rowAt(index.first(hash)) === -1)).toBe(true);
  });

  test('does not mind removing what is not in it', () => {
    const index = new HashIndex(() => 7);
    index.add(7, 1);
    index.remove(7, 2);
    expect(rowsOf(index, 7, [0, 7])).toEqual([1]);
  });
});

describe('Table', () => {
  test('gives rows out again, empty, and counts those in use', () => {
    const table = new Table({ a: Uint16Array, b: Float64Array });
    const rows = [table.add(), table.add(), table.add()];
    table.columns.a[1] = 65_535;
    table.columns.b[1] = 0.5;
    table.remove(1);
    expect(rows).toEqual([0, 1, 2]);
    expect([table.count, table.end]).toEqual([2, 3]);
    expect(table.add()).toBe(1);
    expect([table.columns.a[1], table.columns.b[1], table.count, table.end]).toEqual([0, 0, 3, 3]);
  });

  test('keeps what it has when it grows', () => {
    const table = new Table({ a: Uint32Array });
    for (let i = 0; i < 5000; i++) {
      const row = table.add();
      table.columns.a[row] = i + 1;
    }
    const kept = Array.from({ length: 5000 }, (_, i) => table.columns.a[i]);
    expect(kept).toEqual(Array.from({ length: 5000 }, (_, i) => i + 1));
  });
});

describe('Arena', () => {
  /** Puts bytes into an entry of their own. */
  function put(arena: Arena, bytes: Buffer): number {
    const position = arena.reserve(bytes.length);
    bytes.copy(arena.memoryOf(position), arena.offsetOf(position));
    return position;
  }

  test('gives back what was put in', () => {
    const arena = new Arena();
    const positions = ['one', 'two', 'three'].map((text) => put(arena, Buffer.from(text)));
    expect(positions.map((position) => arena.read(position, 3).toString())).toEqual(['one', 'two', 'thr']);
  });

  test('frees a piece with the last entry in it', () => {
    const arena = new Arena();
    const packet = Buffer.alloc(60_000, 0x61);
    const positions = Array.from({ length: 100 }, () => put(arena, packet));
    const full = arena.bytes;
    expect(full).toBeGreaterThanOrEqual(100 * packet.length);
    for (const position of positions) arena.remove(position);
    expect(arena.bytes).toBeLessThanOrEqual(ARENA_PIECE_BYTES);
    expect(arena.read(positions[0], 10)).toHaveLength(0);
  });

  test('never holds more than it is told to, as long as the oldest go', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 200_000 }), { minLength: 20, maxLength: 60 }), (lengths) => {
        const arena = new Arena();
        const bytes = Buffer.alloc(200_000);
        const alive: { position: number; length: number; mark: number }[] = [];
        for (const [mark, length] of lengths.entries()) {
          bytes.fill(mark, 0, length);
          alive.push({ position: put(arena, bytes.subarray(0, length)), length, mark });
          if (alive.length > 5) arena.remove(alive.shift()!.position);
        }
        const intact = alive.filter(({ position, length, mark }) =>
          arena.read(position, length).equals(Buffer.alloc(length, mark)),
        );
        expect(intact).toEqual(alive);
        // Six packets stand in seven pieces at the most.
        expect(arena.bytes).toBeLessThanOrEqual(7 * ARENA_PIECE_BYTES);
      }),
      { numRuns: 30 },
    );
  });
});

describe('Interned', () => {
  test('gives one text one id', () => {
    const words = new Interned();
    expect(words.idOf('')).toBe(0);
    const [a, b] = [words.idOf('Ringing'), words.idOf('ringing')];
    expect(a).not.toBe(b);
    expect([words.idOf('Ringing'), words.text(a), words.find('ringing'), words.find('OK')]).toEqual([
      a,
      'Ringing',
      b,
      -1,
    ]);
    expect(words.id(Buffer.from('xRingingx'), 1, 8)).toBe(a);
  });

  test('is bounded: what comes late is one of too many', () => {
    const words = new Interned();
    for (let i = 0; i < 70_000; i++) words.idOf(`reason ${i}`);
    const late = words.idOf('later');
    expect(late).toBeLessThanOrEqual(65_535);
    expect(words.text(late)).toBe('(one of too many)');
    expect(words.idOf('later still')).toBe(late);
    expect(words.text(words.idOf('reason 5'))).toBe('reason 5');
  });

  test('is bounded in bytes: long texts of an attacker do not pile up', () => {
    const words = new Interned();
    const ids = Array.from({ length: 120 }, (_, i) => words.idOf(`${i}${'x'.repeat(50_000)}`));
    expect(new Set(ids).size).toBeLessThan(100);
    expect(words.text(words.idOf('more'))).toBe('(one of too many)');
    expect(words.text(ids[0])).toMatch(/^0x/);
  });
});
