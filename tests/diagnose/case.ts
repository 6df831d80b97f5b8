/** Cases of diagnosis written as text, played into a store: the notation is in tests/specs/findings/README.md. */

import type { Frame } from '../../src/capture/frame';
import { Decoder } from '../../src/decode/decoder';
import { EndpointTable } from '../../src/decode/endpoints';
import { Diagnosis } from '../../src/diagnose/diagnosis';
import { DEFAULT_THRESHOLDS, type Thresholds } from '../../src/diagnose/thresholds';
import { NO_LIMITS, Store, type StoreLimits } from '../../src/store/store';
import { sr } from '../decode/rtcp-build';
import { datagram, rtp } from '../store/rtp';
import { BEGINNING, framesOf, scenario } from '../store/scenario';

export interface Diagnosed {
  store: Store;
  diagnosis: Diagnosis;
}

const GONE = {
  seekable: false,
  readBack(): Buffer {
    throw new Error('this input cannot be read again');
  },
};

export interface CaseOptions {
  /** More packets may come. */
  open?: boolean;
  /** Looked at once, at the end. */
  atOnce?: boolean;
  limits?: Partial<StoreLimits>;
  thresholds?: Partial<Thresholds>;
}

/** Everything that the case holds has been looked at. */
export function diagnosed(text: string, options: CaseOptions = {}): Diagnosed {
  return diagnosedFrames(framesOfCase(text), options);
}

export function diagnosedFrames(
  frames: Iterable<Frame>,
  { open = false, atOnce = false, limits = {}, thresholds = {} }: CaseOptions = {},
): Diagnosed {
  const endpoints = new EndpointTable();
  const store = new Store(endpoints, [GONE, GONE], { ...NO_LIMITS, ...limits });
  const diagnosis = new Diagnosis(store, { ...DEFAULT_THRESHOLDS, ...thresholds });
  const decoder = new Decoder(store, endpoints);
  for (const frame of frames) {
    decoder.frame(frame);
    // As it is done while packets come: what is found must not depend on when it is looked for.
    if (!atOnce) diagnosis.settle();
  }
  if (!open) {
    decoder.flush();
    store.end();
  }
  diagnosis.settle();
  if (diagnosis.unread !== null) throw new Error(`diagnosis failed: ${diagnosis.unread}`);
  return { store, diagnosis };
}

export function framesOfCase(text: string): Frame[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const isMedia = (line: string) => /^\s*\S+ +rtc?p /.test(line);
  const isReport = (line: string) => /^\s*\S+ +rtcp /.test(line);
  const frames = [
    ...framesOf(scenario(lines.filter((line) => !isMedia(line)).join('\n'))),
    ...lines.filter((line) => isMedia(line) && !isReport(line)).flatMap(stream),
    ...reports(lines.filter(isReport)),
  ];
  const timeOf = ({ seconds, nanos }: Frame) => (seconds - BEGINNING) * 1e9 + nanos;
  return frames.sort((a, b) => timeOf(a) - timeOf(b));
}

/** `1.5 rtp 192.0.2.1:4000 > 192.0.2.2:5000 4s | type=8 | lose=50 | jitter=30`. */
function stream(line: string): Frame[] {
  const [head, ...options] = line.split(' | ').map((part) => part.trim());
  const found = /^(\S+) +rtp +(\S+) > (\S+) +([\d.]+)s$/.exec(head);
  if (found === null) throw new Error(`not a line of RTP: ${line}`);
  const [, begins, from, to, seconds] = found;
  const set = new Map(options.map((option) => option.split('=') as [string, string]));
  const number = (name: string, otherwise: number) => Number(set.get(name) ?? otherwise);
  const every = number('every', 20);
  const ssrc = number(
    'ssrc',
    [...head].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) >>> 0, 7),
  );
  const [type, lose, burst, jitter] = [number('type', 0), number('lose', 0), number('burst', 1), number('jitter', 0)];
  const first = number('seq', 1);
  const count = Math.round((Number(seconds) * 1000) / every);
  const frames: Frame[] = [];
  for (let i = 0; i < count; i++) {
    // Of every so many, so many in a row are lost; never the first or the last.
    if (lose > 0 && i % lose >= lose - burst && i < count - 1) continue;
    const lateMs = i % 2 === 1 ? jitter : 0;
    const packet = {
      from,
      to,
      ms: Number(begins) * 1000 + i * every + lateMs,
      sequence: first + i,
      timestamp: (number('tick', first) + i) * every * number('rate', 8),
      ssrc,
      type,
    };
    frames.push(rtp(packet));
    if (set.has('twice')) frames.push(rtp(packet));
  }
  return frames;
}

/** `2 rtcp 192.0.2.1:4001 > 192.0.2.2:5001 | ssrc=7 | about=9 | held=100 | lost=3`: sender reports, with what is heard of `about`. */
function reports(lines: readonly string[]): Frame[] {
  /** By SSRC, in units of RTCP's short time: of its latest report. */
  const latest = new Map<number, number>();
  return lines.map((line) => {
    const [head, ...options] = line.split(' | ').map((part) => part.trim());
    const found = /^(\S+) +rtcp +(\S+) > (\S+)$/.exec(head);
    if (found === null) throw new Error(`not a line of RTCP: ${line}`);
    const [, seconds, from, to] = found;
    const set = new Map(options.map((option) => option.split('=') as [string, string]));
    const number = (name: string) => Number(set.get(name) ?? 0);
    const about = number('about');
    const block = { ssrc: about, lsr: latest.get(about) ?? 0, dlsr: Math.round(65.536 * number('held')) };
    const heard = { ...block, lost: number('lost'), jitter: number('jitter'), highest: number('highest') };
    const middle = Math.round(Number(seconds) * 65_536);
    latest.set(number('ssrc'), middle);
    const ntp = [middle >>> 16, (middle << 16) >>> 0];
    const packet = sr(number('ssrc'), [...ntp, 0, 1, 160], set.has('about') ? [heard] : []);
    return datagram({ from, to, ms: Number(seconds) * 1000 }, packet);
  });
}
