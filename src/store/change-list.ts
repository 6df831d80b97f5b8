/** Rows that changed since somebody asked, each once, however often it changed and whoever has it by now. */

export class ChangeList {
  private rows: number[] = [];
  /** Of the first that next() has not given yet. */
  private head = 0;
  /** 1 for the rows in the list. */
  private listed = new Uint8Array(1024);

  /** `also` hears of the same changes, for another reader. */
  constructor(private readonly also: ChangeList | null = null) {}

  get isEmpty(): boolean {
    return this.head === this.rows.length;
  }

  note(row: number): void {
    this.also?.note(row);
    this.noteHere(row);
  }

  /** For the reader of this list alone. */
  noteHere(row: number): void {
    if (row >= this.listed.length) {
      const wider = new Uint8Array(2 * row);
      wider.set(this.listed);
      this.listed = wider;
    }
    if (this.listed[row] === 1) return;
    this.listed[row] = 1;
    this.rows.push(row);
  }

  has(row: number): boolean {
    return this.listed[row] === 1;
  }

  /** Somebody has looked after this one meanwhile: next() passes it by. */
  forget(row: number): void {
    if (row < this.listed.length) this.listed[row] = 0;
  }

  /** The rows since the last time; some may be empty by now. */
  take(): readonly number[] {
    const rows = this.rows;
    this.rows = [];
    for (const row of rows) this.listed[row] = 0;
    return rows;
  }

  /** The row that is longest in the list, which leaves it; -1 where none is. For who never takes all. */
  next(): number {
    while (this.head < this.rows.length) {
      const row = this.rows[this.head++];
      if (this.head === this.rows.length) {
        this.rows = [];
        this.head = 0;
      }
      if (this.listed[row] === 0) continue;
      this.listed[row] = 0;
      return row;
    }
    return -1;
  }
}
