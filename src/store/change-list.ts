/** Rows that changed since somebody asked, each once, however often it changed and whoever has it by now. */

export class ChangeList {
  private rows: number[] = [];
  /** 1 for the rows in the list. */
  private listed = new Uint8Array(1024);

  get isEmpty(): boolean {
    return this.rows.length === 0;
  }

  note(row: number): void {
    if (row >= this.listed.length) {
      const wider = new Uint8Array(2 * row);
      wider.set(this.listed);
      this.listed = wider;
    }
    if (this.listed[row] === 1) return;
    this.listed[row] = 1;
    this.rows.push(row);
  }

  /** The rows since the last time; some may be empty by now. */
  take(): readonly number[] {
    const rows = this.rows;
    this.rows = [];
    for (const row of rows) this.listed[row] = 0;
    return rows;
  }
}
