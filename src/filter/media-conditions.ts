/** The conditions that media streams meet, by themselves or as those of a dialog: one row a name. */

import { heardQuality } from '../store/heard';
import type { Store } from '../store/store';
import { figuresOf, payloadTypes } from '../store/streams-figures';
import { comparison } from './comparison';
import type { Condition } from './condition';
import type { Verdict } from './meaning';

export interface MediaCondition extends Omit<Condition, 'description' | 'compile'> {
  /** What a stream does that meets it: `has this codec`. */
  holds: string;
  /** A verdict on streams, or why the value is none. */
  compile(value: string): Verdict | string;
}

export const MEDIA_CONDITIONS: readonly MediaCondition[] = [
  {
    name: 'codec',
    value: 'the name of a codec',
    example: 'codec opus',
    holds: 'has this codec somewhere in it, by the name that SDP has for it',
    compile(value) {
      const wanted = value.toLowerCase();
      return ({ mediaStreams }, stream) =>
        payloadTypes(mediaStreams.streams.table.columns, stream).some(
          (type) => mediaStreams.codecOf(stream, type)?.name.toLowerCase() === wanted,
        );
    },
  },
  {
    name: 'ssrc',
    value: 'an SSRC',
    example: 'ssrc 0x1234abcd',
    holds: 'has this SSRC, hexadecimal with 0x or decimal',
    compile(value) {
      const wanted = Number(value);
      if (!/^(0x[\da-f]{1,8}|\d{1,10})$/i.test(value) || wanted > 0xffff_ffff) return 'an SSRC, as in 0x1234abcd';
      return (store, stream) => columnsOf(store).ssrc[stream] >>> 0 === wanted;
    },
  },
  compared('mos', '', 'mos < 3.5', 'has a MOS below (<, <=) or above (>, >=) this', (store, stream) => {
    return heardQuality(store, stream).mos;
  }),
  compared('loss', '%', 'loss > 1%', 'lost more or fewer of its packets than this, in per cent', (store, stream) => {
    return figuresOf(columnsOf(store), stream).lostPercent;
  }),
  compared('jitter', 'ms', 'jitter > 20ms', 'has more or less jitter than this on average', (store, stream) => {
    return figuresOf(columnsOf(store), stream).meanJitterMs;
  }),
];

/** A condition on a figure; a stream that has none does not meet it. */
export function compared(
  name: string,
  unit: string,
  example: string,
  holds: string,
  figure: (store: Store, stream: number) => number | null,
): MediaCondition {
  const values = example.slice(name.length + 1);
  const compile = (value: string): Verdict | string => {
    const passes = comparison(value, unit);
    if (passes === null) return `a comparison, as in ${values}`;
    return (store, stream) => {
      const found = figure(store, stream);
      return found !== null && passes(found);
    };
  };
  return { name, value: 'a comparison', example, unit, holds, compile };
}

const columnsOf = (store: Store) => store.mediaStreams.streams.table.columns;
