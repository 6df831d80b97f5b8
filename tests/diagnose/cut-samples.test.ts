/** Of a clean call nothing is found, wherever the capture begins or ends: what was not captured is no evidence. */

import type { Frame } from '../../src/capture/frame';
import { diagnosedFrames } from './case';
import { cleanSamples, codesOf, framesOfSample, isSip } from './sample';

/** Behind and ahead of each message, and within media. */
function cutsOf(frames: readonly Frame[]): number[] {
  const cuts = frames.flatMap((frame, at) => (isSip(frame) ? [at, at + 1, at + 9] : []));
  return [...new Set(cuts)].filter((at) => at > 0 && at < frames.length);
}

describe.each(cleanSamples())('%s', (file) => {
  const frames = framesOfSample(file);
  const cuts = cutsOf(frames);
  const found = (cut: (at: number) => Frame[], open: boolean) =>
    cuts.flatMap((at) => codesOf(diagnosedFrames(cut(at), { open, atOnce: true })).map((code) => `${at}: ${code}`));

  test('begins late', () => expect(found((at) => frames.slice(at), false)).toEqual([]));
  test('ends early', () => expect(found((at) => frames.slice(0, at), false)).toEqual([]));
  test('has come so far', () => expect(found((at) => frames.slice(0, at), true)).toEqual([]));
});
