/** Of a clean call nothing is found, however badly it was captured: twice, in part, cut, one way, in the wrong order. */

import type { Frame } from '../../src/capture/frame';
import { diagnosedFrames } from './case';
import { cleanSamples, codesOf, framesOfSample, isSip, sourceOf } from './sample';

const SNAP_LENGTHS = [64, 96, 128, 200, 300, 400, 512, 600, 700, 800, 1000];

/** What a capture filter leaves of a call; RTP of one direction with signalling of both would be one-way audio. */
const FILTERED: Readonly<Record<string, (frames: readonly Frame[]) => Frame[][]>> = {
  'SIP alone': (frames) => [frames.filter(isSip)],
  'RTP alone': (frames) => [frames.filter((frame) => !isSip(frame))],
  'what one host sends': (frames) => hosts(frames).map((host) => frames.filter((one) => sourceOf(one) === host)),
  'what one host does not send': (frames) =>
    hosts(frames).map((host) => frames.filter((one) => sourceOf(one) !== host)),
  'SIP of one host': (frames) =>
    hosts(frames).map((host) => frames.filter((one) => !isSip(one) || sourceOf(one) === host)),
};

describe.each(cleanSamples())('%s', (file) => {
  const frames = framesOfSample(file);

  test('each packet twice', () => {
    expect(found(frames.flatMap((frame) => [frame, later(frame, 200_000)]))).toEqual([]);
    expect(found(frames.flatMap((frame) => [frame, { ...later(frame, 200_000), input: 1 }]))).toEqual([]);
  });

  test.each(SNAP_LENGTHS)('cut to %i bytes', (length) =>
    expect(found(frames.map((one) => ({ ...one, end: Math.min(one.end, one.start + length) })))).toEqual([]),
  );

  test.each(Object.keys(FILTERED))('%s', (what) =>
    expect(FILTERED[what](frames).flatMap((left) => found(left))).toEqual([]),
  );

  // As two interfaces are merged, or two threads write.
  test('each message behind the packet that follows', () => {
    const swapped = frames.flatMap((_, at) => {
      if (!isSip(frames[at]) || at + 1 === frames.length) return [];
      const changed = [...frames];
      [changed[at], changed[at + 1]] = [changed[at + 1], changed[at]];
      return found(changed);
    });
    expect(swapped).toEqual([]);
  });

  test('looked at with each packet', () => expect(found(frames, false)).toEqual([]));
});

test('a change of the codec that was agreed on in a request which is not there', () => {
  const frames = framesOfSample('clean/codec-change.pcap');
  const invites = frames.filter(({ bytes, start, end }) => bytes.subarray(start, end).includes('INVITE sip:'));
  expect(invites.length).toBeGreaterThan(1);
  for (const lost of invites) expect(found(frames.filter((frame) => frame !== lost))).toEqual([]);
});

test('the answer to a BYE stands ahead of the BYE that was sent again', () => {
  const frames = framesOfSample('clean/bye-again.pcap');
  const [again, answer] = frames.slice(-2);
  expect(found([...frames.slice(0, -2), at(answer, again), at(again, answer)])).toEqual([]);
});

function found(frames: readonly Frame[], atOnce = true): string[] {
  return codesOf(diagnosedFrames(frames, { atOnce }));
}

function hosts(frames: readonly Frame[]): string[] {
  return [...new Set(frames.map(sourceOf))];
}

function later(frame: Frame, nanos: number): Frame {
  const all = frame.nanos + nanos;
  return { ...frame, seconds: frame.seconds + Math.floor(all / 1e9), nanos: all % 1e9 };
}

/** At the time of another. */
function at(frame: Frame, { seconds, nanos }: Frame): Frame {
  return { ...frame, seconds, nanos };
}

test('a capture of SIP alone beside one with the RTP of other calls between the same hosts', () => {
  const sip = framesOfSample('clean/sip-only.pcap').map((frame) => ({ ...frame, input: 1 }));
  const begins = sip[0].seconds;
  const [first, ...rest] = framesOfSample('clean/challenge.pcap');
  const others = [first, ...rest].map((frame) => ({ ...frame, seconds: frame.seconds - first.seconds + begins }));
  const time = ({ seconds, nanos }: Frame) => (seconds - begins) * 1e9 + nanos;
  const both = [...sip, ...others].sort((one, other) => time(one) - time(other));
  expect(found(both)).toEqual([]);
});
