/** Whatever a message holds, each rule comes to an end, and each finding is worded whole, safe to show. */

import fs from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import type { Frame } from '../../src/capture/frame';
import { visible } from '../../src/decode/visible';
import type { Finding } from '../../src/diagnose/finding';
import { LANGUAGES } from '../../src/diagnose/languages/language';
import { worded } from '../../src/diagnose/wording';
import { dialogsOf } from '../store/play';
import { diagnosedFrames } from './case';
import { framesOfSample, isSip } from './sample';

const FINDINGS = path.join(__dirname, '../../samples/findings');
const MEDIA_PACKETS = 150;
const RUNS = 300;

/** What stands in the place of something else, or within it. */
const PIECES = [
  ...['\x1b[31m', '\u202e', '\0', '\t', ' ', '', '"', '<', '>', ';', ',', '=', '[::', '-1', '0', '1.5', 'NaN', 'e999'],
  ...['{from}', '{server}', '$&', '__proto__', 'constructor', 'Digest ', 'SIP/2.0 ', '9'.repeat(30), '\r\n\r\n'],
];

const CHANGES: readonly ((lines: string[], at: number, other: number, piece: string) => void)[] = [
  (lines, at) => lines.splice(at, 1),
  (lines, at) => lines.splice(at, 0, lines[at]),
  (lines, at, other) => lines.splice(other % lines.length, 0, ...lines.splice(at, 1)),
  (lines, at, other) => (lines[at] = lines[at].slice(0, other % (lines[at].length + 1))),
  (lines, at, _, piece) => (lines[at] = lines[at].replace(/(: *|=).*/, `$1${piece.replace('$', '$$$$')}`)),
  (lines, at, _, piece) => (lines[at] = lines[at].replace(/\d+/g, () => piece)),
  (lines, at, other, piece) => {
    const inside = other % (lines[at].length + 1);
    lines[at] = lines[at].slice(0, inside) + piece + lines[at].slice(inside);
  },
];

const START = /(?:[A-Z]+ sips?:|SIP\/2\.0 \d)/;

/** Lengths of lower layers are made to fit. */
function changed(frame: Frame, change: (lines: string[]) => void): Frame {
  const text = frame.bytes.toString('latin1', frame.start, frame.end);
  const at = text.search(START);
  if (at < 0) return frame;
  const lines = text.slice(at).split('\r\n');
  change(lines);
  const bytes = Buffer.concat([
    frame.bytes.subarray(frame.start, frame.start + at),
    Buffer.from(lines.join('\r\n'), 'utf8'),
  ]);
  if (frame.linkType === 1 && bytes[23] === 17) {
    bytes.writeUInt16BE(bytes.length - 14, 16);
    bytes.writeUInt16BE(bytes.length - 34, 38);
  }
  return { ...frame, bytes, start: 0, end: bytes.length, wireLength: bytes.length };
}

/** Without most of the media. */
const samples = new Map(
  fs.readdirSync(FINDINGS).map((file) => {
    const frames = framesOfSample(`findings/${file}`);
    return [file, frames.filter((frame, at) => at < MEDIA_PACKETS || isSip(frame))];
  }),
);

const step = fc.record({
  frame: fc.nat(),
  line: fc.nat(),
  other: fc.nat(),
  change: fc.constantFrom(...CHANGES),
  piece: fc.constantFrom(...PIECES),
});

test('messages that are changed at random', () => {
  fc.assert(
    fc.property(fc.constantFrom(...samples.keys()), fc.array(step, { minLength: 1, maxLength: 12 }), (file, steps) => {
      const sample = samples.get(file) ?? [];
      const frames = [...sample];
      const messages = sample.flatMap((frame, at) => (isSip(frame) ? [at] : []));
      if (messages.length === 0) return;
      for (const { frame, line, other, change, piece } of steps) {
        const at = messages[frame % messages.length];
        frames[at] = changed(frames[at], (lines) => change(lines, line % lines.length, other, piece));
      }
      const { store, diagnosis } = diagnosedFrames(frames, { atOnce: true });
      const findings = [...dialogsOf(store).flatMap((row) => diagnosis.findings(row)), ...diagnosis.ofAddresses()];
      expect(diagnosis.unread).toBeNull();
      for (const finding of findings) expectWellWorded(finding);
    }),
    { numRuns: RUNS, seed: 7 },
  );
});

function expectWellWorded(finding: Finding): void {
  const values = JSON.stringify(finding.values ?? {});
  for (const language of LANGUAGES) {
    const { title, explanation, advice } = worded(finding, (us) => new Date(us / 1000).toISOString(), language);
    const text = [title, explanation, advice].join(' ');
    expect(visible(text)).toBe(text);
    for (const [place] of text.matchAll(/\{\w+\}/g)) expect(values).toContain(place);
    expect(text).not.toMatch(/-\d+ ms/);
    // Values that quote the network may have such themselves.
    if (!/\\"| {2}| \./.test(values)) expect(text).not.toMatch(/ {2}|""| \./);
  }
}
