/**
 * Rows of a table by a 32-bit hash: open addressing in one Int32Array, no object per entry. Equal hashes are told
 * apart by the caller, who walks the candidates.
 */

const EMPTY = 0;
const LEAST_CAPACITY = 4096;

export class HashIndex {
  /** row + 1, 0 where empty. Capacity is a power of two. */
  private slots: Int32Array;
  private used = 0;

  /** `hashOf(row)` must give the hash that the row was added under; `expected` rows find room without growing. */
  constructor(
    private readonly hashOf: (row: number) => number,
    expected = 0,
  ) {
    this.slots = new Int32Array(Math.max(LEAST_CAPACITY, 2 ** Math.ceil(Math.log2(2 * expected + 1))));
  }

  /** First slot to look at for a hash. Walk with rowAt() and after() until rowAt() gives -1. */
  first(hash: number): number {
    return scramble(hash) & (this.slots.length - 1);
  }

  rowAt(slot: number): number {
    return this.slots[slot] - 1;
  }

  after(slot: number): number {
    return (slot + 1) & (this.slots.length - 1);
  }

  add(hash: number, row: number): void {
    if (this.used * 2 >= this.slots.length) this.grow();
    this.place(hash, row);
    this.used++;
  }

  /** Closes the gap that a row leaves, so that walks stay short without marks for the dead. */
  remove(hash: number, row: number): void {
    let gap = this.first(hash);
    while (this.slots[gap] !== row + 1) {
      if (this.slots[gap] === EMPTY) return;
      gap = this.after(gap);
    }
    for (let slot = this.after(gap); this.slots[slot] !== EMPTY; slot = this.after(slot)) {
      const home = this.first(this.hashOf(this.slots[slot] - 1));
      const mask = this.slots.length - 1;
      if (((slot - home) & mask) >= ((slot - gap) & mask)) {
        this.slots[gap] = this.slots[slot];
        gap = slot;
      }
    }
    this.slots[gap] = EMPTY;
    this.used--;
  }

  private place(hash: number, row: number): void {
    let slot = this.first(hash);
    while (this.slots[slot] !== EMPTY) slot = this.after(slot);
    this.slots[slot] = row + 1;
  }

  private grow(): void {
    const old = this.slots;
    this.slots = new Int32Array(old.length * 2);
    for (const entry of old) if (entry !== EMPTY) this.place(this.hashOf(entry - 1), entry - 1);
  }
}

function scramble(hash: number): number {
  const mixed = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return (mixed ^ (mixed >>> 12)) >>> 0;
}
