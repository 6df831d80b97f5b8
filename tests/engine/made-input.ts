/** An input of packets made in memory, which come when the test says so. */

import type { Frame } from '../../src/capture/frame';
import type { CaptureInput } from '../../src/capture/input';
import { framesOf, scenario } from '../store/scenario';

export class MadeInput implements CaptureInput {
  readonly name = 'made';
  readonly size = null;
  consumed = 0;
  packets = 0;
  readonly seekable: boolean = false;
  readonly reopens: boolean = false;
  readonly nanos = true;
  readonly warnings: string[] = [];
  readonly names = new Map<string, string>();
  closed = false;
  private readonly waiting: Frame[] = [];
  private ended = false;
  private wake: (() => void) | null = null;

  /** Lines of a scenario. */
  push(text: string): void {
    this.pushFrames(framesOf(scenario(text)));
  }

  pushFrames(frames: readonly Frame[]): void {
    for (const frame of frames) this.waiting.push(frame);
    this.wake?.();
  }

  end(): void {
    this.ended = true;
    this.wake?.();
  }

  next(frame: Frame): boolean {
    const made = this.waiting.shift();
    if (made === undefined) return false;
    Object.assign(frame, made);
    this.packets++;
    return true;
  }

  async fill(): Promise<boolean> {
    while (this.waiting.length === 0 && !this.ended) {
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
    return this.waiting.length > 0;
  }

  readBack(): Buffer {
    throw new Error('nothing can be read again');
  }

  close(): void {
    this.closed = true;
  }
}
