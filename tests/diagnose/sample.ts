/** Captures of samples/ packet by packet, and what is found in them. */

import fs from 'node:fs';
import path from 'node:path';
import { type Frame, newFrame } from '../../src/capture/frame';
import { PcapParser } from '../../src/capture/pcap';
import { looksLikePcapng, PcapngParser } from '../../src/capture/pcapng';
import { dialogsOf } from '../store/play';
import type { Diagnosed } from './case';

const SAMPLES = path.join(__dirname, '../../samples');

/** `clean/hold.pcap`. */
export function framesOfSample(file: string): Frame[] {
  const bytes = fs.readFileSync(path.join(SAMPLES, file));
  const options = { name: file, input: 0, volatile: true };
  const parser = looksLikePcapng(bytes) ? new PcapngParser(options) : new PcapParser(options);
  parser.feed(bytes);
  const frames: Frame[] = [];
  for (let frame = newFrame(); parser.next(frame); frame = newFrame()) frames.push(frame);
  return frames;
}

/** In which nothing is to be found. */
export function cleanSamples(): string[] {
  return fs.readdirSync(path.join(SAMPLES, 'clean')).map((name) => `clean/${name}`);
}

export function isSip({ bytes, start, end }: Frame): boolean {
  return bytes.subarray(start, end).includes('SIP/2.0');
}

/** Of all calls and addresses. */
export function codesOf({ store, diagnosis }: Diagnosed): string[] {
  const ofCalls = dialogsOf(store).flatMap((row) => diagnosis.codes(row));
  return [...ofCalls, ...diagnosis.ofAddresses().map(({ code }) => code)];
}

/** Where IPv4 begins: behind Ethernet, Linux cooked 1 and 2. */
const IP_AT: Readonly<Record<number, number>> = { 1: 14, 113: 16, 276: 20 };

/** `192.0.2.1`, of an IPv4 packet. */
export function sourceOf({ bytes, start, linkType }: Frame): string {
  const at = start + IP_AT[linkType] + 12;
  return bytes.subarray(at, at + 4).join('.');
}
