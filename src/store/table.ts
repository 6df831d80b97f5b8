/**
 * Rows of numbers in columns: one typed array a field, grown together, with rows that went given out again. A row
 * costs its bytes and nothing for the garbage collector to walk.
 */

type NumberArray = Uint8Array | Uint16Array | Uint32Array | Int32Array | Float64Array;
type ArrayKind = { new (length: number): NumberArray; readonly BYTES_PER_ELEMENT: number };
type Spec = Record<string, ArrayKind>;
type ColumnsOf<S extends Spec> = { [K in keyof S]: InstanceType<S[K]> };

const KINDS = [Uint8Array, Uint16Array, Uint32Array, Int32Array, Float64Array] as const;
type KindLists = [Uint8Array[], Uint16Array[], Uint32Array[], Int32Array[], Float64Array[]];

const LEAST_CAPACITY = 1024;

export class Table<S extends Spec> {
  /** Read `columns.field[row]`; take a field anew after add(), which may replace the arrays. */
  readonly columns: ColumnsOf<S>;
  private readonly names: (keyof S)[];
  /** The columns again, those of one kind together: a loop over mixed ones looks each array's kind up, at 50 ns apiece. */
  private byKind!: KindLists;
  private readonly free: number[] = [];
  private capacity: number;
  private used = 0;

  /** `expected` rows find room before the arrays must grow for the first time; memory that is not used costs nothing. */
  constructor(
    private readonly spec: S,
    expected = 0,
  ) {
    this.names = Object.keys(spec);
    this.capacity = Math.max(LEAST_CAPACITY, expected);
    // A copy of the literal keeps its hidden class; adding the fields one by one would make a slow dictionary of it.
    const columns = { ...spec } as unknown as Record<keyof S, NumberArray>;
    for (const name of this.names) columns[name] = new spec[name](this.capacity);
    this.columns = columns as ColumnsOf<S>;
    this.sort();
  }

  /** Rows in use. */
  get count(): number {
    return this.used - this.free.length;
  }

  /** One more than the highest row ever in use. */
  get end(): number {
    return this.used;
  }

  /** A row in use, all fields 0. */
  add(): number {
    if (this.free.length > 0) return this.recycled();
    if (this.used === this.capacity) this.grow();
    return this.used++;
  }

  remove(row: number): void {
    this.free.push(row);
  }

  private recycled(): number {
    const row = this.free.pop() as number;
    const [bytes, shorts, words, signed, doubles] = this.byKind;
    for (let i = 0; i < bytes.length; i++) bytes[i][row] = 0;
    for (let i = 0; i < shorts.length; i++) shorts[i][row] = 0;
    for (let i = 0; i < words.length; i++) words[i][row] = 0;
    for (let i = 0; i < signed.length; i++) signed[i][row] = 0;
    for (let i = 0; i < doubles.length; i++) doubles[i][row] = 0;
    return row;
  }

  private grow(): void {
    this.capacity *= 2;
    const columns = this.columns as Record<keyof S, NumberArray>;
    for (const name of this.names) {
      const wider = new this.spec[name](this.capacity);
      wider.set(columns[name]);
      columns[name] = wider;
    }
    this.sort();
  }

  private sort(): void {
    const columns = Object.values(this.columns) as NumberArray[];
    this.byKind = KINDS.map((kind) => columns.filter((column) => column instanceof kind)) as KindLists;
  }
}
