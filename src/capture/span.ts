/** How long a capture is: its files read once for nothing but the times of their packets. */

import { SLICE_MS } from '../budgets';
import { newFrame } from './frame';
import { openInput } from './open';

/** Seconds from the earliest packet to the latest; null where there is none, or a file cannot be read again. */
export async function spanOf(paths: readonly string[], nowMs: () => number): Promise<number | null> {
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  const frame = newFrame();
  for (const path of paths) {
    const input = await openInput(path, 0);
    try {
      for (let more = true, endMs = nowMs() + SLICE_MS; more; ) {
        while (input.next(frame)) {
          const seconds = frame.seconds + frame.nanos / 1e9;
          first = Math.min(first, seconds);
          last = Math.max(last, seconds);
        }
        more = await input.fill();
        if (nowMs() < endMs) continue;
        await new Promise(setImmediate);
        endMs = nowMs() + SLICE_MS;
      }
    } finally {
      input.close();
    }
  }
  return first <= last ? last - first : null;
}
