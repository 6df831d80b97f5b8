/**
 * Rows of numbers in columns: one typed array a field, grown together, with rows that went given out again. A row
 * costs its bytes and nothing for the garbage collector to walk.
 */

type NumberArray = Uint8Array | Uint16Array | Uint32Array | Int32Array | Float64Array;
type ArrayKind = { new (length: number): NumberArray; readonly BYTES_PER_ELEMENT: number };
type ColumnsOf<S extends Record<string, ArrayKind>> = { [K in keyof S]: InstanceType<S[K]> };

export interface Table<S extends Record<string, ArrayKind>> {
  /** Read `columns.field[row]`; take `columns` anew after add(), which may replace the arrays. */
  readonly columns: ColumnsOf<S>;
  /** Rows in use. */
  readonly count: number;
  /** One more than the highest row ever in use. */
  readonly end: number;
  /** A row in use, all fields 0. */
  add(): number;
  remove(row: number): void;
}

const FIRST_CAPACITY = 1024;

export function newTable<S extends Record<string, ArrayKind>>(spec: S): Table<S> {
  const names = Object.keys(spec) as (keyof S & string)[];
  // A copy of the literal keeps its hidden class; adding the fields one by one would make a slow dictionary of it.
  const columns = { ...spec } as unknown as Record<string, NumberArray>;
  for (const name of names) columns[name] = new spec[name](FIRST_CAPACITY);
  const free: number[] = [];
  let capacity = FIRST_CAPACITY;
  let end = 0;

  function grow(): void {
    capacity = capacity * 2;
    for (const name of names) {
      const wider = new spec[name](capacity);
      wider.set(columns[name]);
      columns[name] = wider;
    }
  }

  return {
    columns: columns as ColumnsOf<S>,
    get count() {
      return end - free.length;
    },
    get end() {
      return end;
    },
    add() {
      const recycled = free.pop();
      if (recycled !== undefined) {
        for (const name of names) columns[name][recycled] = 0;
        return recycled;
      }
      if (end === capacity) grow();
      return end++;
    },
    remove(row) {
      free.push(row);
    },
  };
}
