/** Merging: inputs as lists of `time name`, and the order in which their packets come out. */

import fc from 'fast-check';
import type { Frame } from '../../src/capture/frame';
import type { CaptureInput } from '../../src/capture/input';
import { MergedInput } from '../../src/capture/merge';
import { frameText, readAll } from './parse';

interface Made {
  seconds: number;
  nanos?: number;
  text: string;
}

/** An input that gives `batches` one by one: fill() brings the next, and overwrites the bytes of the one before. */
function input(index: number, batches: Made[][]): CaptureInput {
  const bytes = Buffer.alloc(64);
  let batch: Made[] = [];
  return {
    name: `made ${index}`,
    size: null,
    consumed: 0,
    packets: 0,
    seekable: false,
    reopens: false,
    nanos: false,
    warnings: [],
    names: new Map(),
    next(frame: Frame): boolean {
      const made = batch.shift();
      if (made === undefined) return false;
      // Only the end of the batch before it frees the bytes of a frame.
      const start = 4 * batch.length;
      bytes.write(made.text.padEnd(4), start, 'latin1');
      Object.assign(frame, { bytes, start, end: start + made.text.length, input: index });
      Object.assign(frame, { seconds: made.seconds, nanos: made.nanos ?? 0, wireLength: 99, linkType: 113 });
      return true;
    },
    async fill(): Promise<boolean> {
      bytes.fill(0x21);
      batch = [...(batches.shift() ?? [])];
      return batch.length > 0 || batches.length > 0;
    },
    readBack: () => bytes,
    close: () => {},
  };
}

/** Each input is a list of batches of `seconds` with an optional `.nanos`; out comes `input:time`. */
async function check(inputs: string[], expected: string): Promise<void> {
  const made = inputs.map((text, index) =>
    input(
      index,
      text.split('|').map((batch) => batch.split(' ').filter(Boolean).map(packet)),
    ),
  );
  const seen = await readAll(new MergedInput(made), (frame) => `${frame.input}:${frameText(frame)}`);
  expect(seen.join(' ')).toBe(expected);
}

function packet(text: string): Made {
  const [seconds, nanos = '0'] = text.split('.');
  return { seconds: Number(seconds), nanos: Number(nanos), text };
}

test.each<[string, string[], string]>([
  ['one input', ['1 2|3'], '0:1 0:2 0:3'],
  ['none', [], ''],
  ['the earliest comes next', ['1 4 5', '2 3 6'], '0:1 1:2 1:3 0:4 0:5 1:6'],
  ['nanoseconds count', ['5.3 5.9', '5.1 5.4'], '1:5.1 0:5.3 1:5.4 0:5.9'],
  ['of equal times the first input goes first', ['7 7', '7', '7'], '0:7 0:7 1:7 2:7'],
  ['over the edges of what is buffered', ['1|4|', '2|3|9', '|5'], '0:1 1:2 1:3 0:4 2:5 1:9'],
  ['an empty input', ['', '1 2'], '1:1 1:2'],
  ['an unsorted input keeps its order', ['1 9 2', '3 4'], '0:1 1:3 1:4 0:9 0:2'],
  ['many', ['5', '3', '4', '1', '2', '6 7'], '3:1 4:2 1:3 2:4 0:5 5:6 5:7'],
])('%s', (_name, inputs, expected) => check(inputs, expected));

test('a frame comes with all that its input said of it', async () => {
  const made = [input(4, [[{ seconds: 1, nanos: 2, text: 'x' }]])];
  const seen = await readAll(new MergedInput(made), (frame) => JSON.stringify({ ...frame, bytes: frameText(frame) }));
  expect(JSON.parse(seen[0])).toMatchObject({
    bytes: 'x',
    wireLength: 99,
    linkType: 113,
    seconds: 1,
    nanos: 2,
    input: 4,
  });
});

test('sorted inputs give a sorted whole, with nothing lost', async () => {
  const times = fc.array(fc.nat({ max: 30 }), { maxLength: 12 }).map((list) => list.sort((a, b) => a - b).join(' '));
  const one = fc.tuple(times, fc.nat({ max: 12 })).map(([text, cut]) => {
    const words = text.split(' ');
    return `${words.slice(0, cut).join(' ')}|${words.slice(cut).join(' ')}`;
  });
  await fc.assert(
    fc.asyncProperty(fc.array(one, { maxLength: 6 }), async (inputs) => {
      const all = inputs.flatMap((text, index) =>
        text
          .split(/[ |]/)
          .filter(Boolean)
          .map((time) => `${index}:${time}`),
      );
      const at = (word: string) => Number(word.split(':')[1]) * 10 + Number(word.split(':')[0]);
      await check(inputs, all.sort((a, b) => at(a) - at(b)).join(' '));
    }),
  );
});
