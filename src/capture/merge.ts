/**
 * Several inputs as one: the earliest frame comes next. An input that is not sorted inside keeps its own order. Who
 * has one input only needs nothing of this.
 */

import { copyFrame, type Frame, newFrame } from './frame';
import type { CaptureInput } from './input';

/** What is read from the beginning to the end, and no more. */
export type FrameSource = Pick<CaptureInput, 'next' | 'fill' | 'close'>;

interface Source {
  input: FrameSource;
  /** Place among the inputs: of equal times the first input's comes first. */
  rank: number;
  /** Its next frame, while it stands in the heap. */
  frame: Frame;
}

export class MergedInput implements FrameSource {
  /** Binary heap by time: heap[0] has the earliest frame. */
  private readonly heap: Source[] = [];
  /** Those that must be filled before anybody can tell which frame is next. */
  private dry: Source[];
  /** True when heap[0] has handed out its frame, whose bytes must stay until the next one is asked for. */
  private handedOut = false;

  constructor(private readonly inputs: readonly FrameSource[]) {
    this.dry = [];
    inputs.forEach((input, rank) => {
      this.take({ input, rank, frame: newFrame() });
    });
  }

  /** As CaptureInput's. False also while one input has nothing buffered, whatever the others have. */
  next(frame: Frame): boolean {
    if (this.handedOut) this.advance();
    if (this.dry.length > 0 || this.heap.length === 0) return false;
    copyFrame(this.heap[0].frame, frame);
    this.handedOut = true;
    return true;
  }

  /** As CaptureInput's: waits for every input that has nothing buffered. */
  async fill(): Promise<boolean> {
    if (this.handedOut) this.advance();
    const dry = this.dry;
    this.dry = [];
    const more = await Promise.all(dry.map(({ input }) => input.fill()));
    dry.forEach((source, i) => {
      if (more[i]) this.take(source);
    });
    return this.heap.length > 0 || this.dry.length > 0;
  }

  close(): void {
    for (const input of this.inputs) input.close();
  }

  /** Puts `source` where it belongs by its next frame. */
  private take(source: Source): void {
    if (!source.input.next(source.frame)) {
      this.dry.push(source);
      return;
    }
    this.heap.push(source);
    this.siftUp(this.heap.length - 1);
  }

  private advance(): void {
    const { heap } = this;
    const first = heap[0];
    this.handedOut = false;
    if (!first.input.next(first.frame)) {
      this.dry.push(first);
      const last = heap.pop() as Source;
      if (heap.length === 0) return;
      heap[0] = last;
    }
    this.siftDown();
  }

  private siftUp(from: number): void {
    const { heap } = this;
    let at = from;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!isBefore(heap[at], heap[parent])) return;
      this.swap(at, parent);
      at = parent;
    }
  }

  private siftDown(): void {
    const { heap } = this;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) return;
      if (child + 1 < heap.length && isBefore(heap[child + 1], heap[child])) child++;
      if (!isBefore(heap[child], heap[at])) return;
      this.swap(at, child);
      at = child;
    }
  }

  private swap(a: number, b: number): void {
    const { heap } = this;
    const kept = heap[a];
    heap[a] = heap[b];
    heap[b] = kept;
  }
}

function isBefore(a: Source, b: Source): boolean {
  if (a.frame.seconds !== b.frame.seconds) return a.frame.seconds < b.frame.seconds;
  if (a.frame.nanos !== b.frame.nanos) return a.frame.nanos < b.frame.nanos;
  return a.rank < b.rank;
}
