/** Of a clean call nothing is found, wherever the capture begins or ends: what was not captured is no evidence. */

import fs from 'node:fs';
import path from 'node:path';
import { type Frame, newFrame } from '../../src/capture/frame';
import { PcapParser } from '../../src/capture/pcap';
import { looksLikePcapng, PcapngParser } from '../../src/capture/pcapng';
import { dialogsOf } from '../store/play';
import { type Diagnosed, diagnosedFrames } from './case';

const CLEAN = path.join(__dirname, '../../samples/clean');

function framesOf(file: string): Frame[] {
  const bytes = fs.readFileSync(path.join(CLEAN, file));
  const options = { name: file, input: 0, volatile: true };
  const parser = looksLikePcapng(bytes) ? new PcapngParser(options) : new PcapParser(options);
  parser.feed(bytes);
  const frames: Frame[] = [];
  for (let frame = newFrame(); parser.next(frame); frame = newFrame()) frames.push(frame);
  return frames;
}

/** Behind and ahead of each message, and within media. */
function cutsOf(frames: readonly Frame[]): number[] {
  const cuts = frames.flatMap(({ bytes, start, end }, at) =>
    bytes.subarray(start, end).includes('SIP/2.0') ? [at, at + 1, at + 9] : [],
  );
  return [...new Set(cuts)].filter((at) => at > 0 && at < frames.length);
}

function codes({ store, diagnosis }: Diagnosed): string[] {
  const ofCalls = dialogsOf(store).flatMap((row) => diagnosis.codes(row));
  return [...ofCalls, ...diagnosis.ofAddresses().map(({ code }) => code)];
}

describe.each(fs.readdirSync(CLEAN))('%s', (file) => {
  const frames = framesOf(file);
  const cuts = cutsOf(frames);
  const found = (cut: (at: number) => Frame[], open: boolean) =>
    cuts.flatMap((at) => codes(diagnosedFrames(cut(at), { open, atOnce: true })).map((code) => `${at}: ${code}`));

  test('begins late', () => expect(found((at) => frames.slice(at), false)).toEqual([]));
  test('ends early', () => expect(found((at) => frames.slice(0, at), false)).toEqual([]));
  test('has come so far', () => expect(found((at) => frames.slice(0, at), true)).toEqual([]));
});
