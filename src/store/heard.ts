/** How a stream is heard at its other end, as far as the capture shows it: a listener's own loss, behind a jitter buffer, may be more. */

import { lossFigures } from './loss-bursts';
import { type Quality, quality } from './quality';
import type { Store } from './store';
import { roundTripOf } from './stream-reports';
import { figuresOf, packetMs } from './streams-figures';

export function heardQuality(store: Store, stream: number): Quality {
  const t = store.mediaStreams.streams.table.columns;
  const { codec, codecChanges } = store.mediaStreams.describe(stream);
  if (codecChanges) return { mos: null, rFactor: null, basis: 'the codec changes within the stream' };
  const { name = '', clockRate = 0 } = codec ?? {};
  const { expected, lost } = figuresOf(t, stream);
  const { burstRatio } = lossFigures(t, stream, packetMs(t, stream, clockRate) ?? 0);
  // What is known of half the way is no measure of the whole.
  const wholeMs = roundTripOf(store, stream)?.wholeMs ?? null;
  const oneWayDelayMs = wholeMs === null ? null : wholeMs / 2;
  return quality({ codec: name, clockRate, lossRatio: lost / expected, burstRatio, oneWayDelayMs });
}
