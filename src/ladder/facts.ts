/** What is known of an arrow that is no message: the figures of a stream, and the report of a phone, line by line. */

import { visible } from '../decode/visible';
import { METRICS, type ReportLine, reportFigure, reportParam, type VoipMetricsReport } from '../decode/voip-metrics';
import { digitsText } from '../store/digits';
import { heardQuality } from '../store/heard';
import { lossFigures } from '../store/loss-bursts';
import type { StreamDescription } from '../store/media';
import type { Store } from '../store/store';
import { clockSkewPpm, type StreamCourse } from '../store/stream-course';
import { ssrcText, streamName } from '../store/stream-name';
import { type ReportedMetrics, type RoundTrip, reportsOf, roundTripOf } from '../store/stream-reports';
import { figuresOf, packetMs, type StreamFigures } from '../store/streams-figures';
import { voiceReportOf } from '../store/voice-reports';

/** One line each, safe to show. */
export type Fact =
  | { kind: 'heading'; text: string }
  /** `bad`: what somebody who looks for a fault should see. */
  | { kind: 'fact'; name: string; text: string; bad: boolean }
  /** Values over time, side by side; `most` is the top of the scale. */
  | { kind: 'plot'; name: string; text: string; values: number[]; most: number };

export function streamFacts(store: Store, stream: number): Fact[] {
  const { mediaStreams, endpoints } = store;
  const t = mediaStreams.streams.table.columns;
  const described = mediaStreams.describe(stream);
  const figures = figuresOf(t, stream);
  const course = mediaStreams.streams.courses.of(t, stream);
  const ends = `${endpoints.text(t.source[stream])} -> ${endpoints.text(t.destination[stream])}`;
  return [
    { kind: 'heading', text: `${streamName(store, stream)}  ${ends}` },
    ...lossFacts(store, stream, described, figures),
    ...timeFacts(store, stream, described, figures, course),
    ...qualityFacts(store, stream),
    ...receiverFacts(store, stream),
    ...senderFacts(store, stream),
    ...identityFacts(store, stream, described),
    ...digitFacts(store, stream),
    ...plots(figures, course),
  ];
}

/** What the message that carries the report says, as far as it is one. */
export function reportFacts(store: Store, message: number): Fact[] {
  const report = voiceReportOf(store, message);
  if (report === null) return [{ kind: 'heading', text: 'No report of voice quality can be read here' }];
  return [
    { kind: 'heading', text: reportHeading(report) },
    ...metricFacts(report.local, 'As the reporter hears it'),
    ...metricFacts(report.remote, 'As the other end hears it'),
    ...report.problems.map((text) => fact('problem', visible(text), true)),
  ];
}

function fact(name: string, text: string, bad = false): Fact {
  return { kind: 'fact', name, text, bad };
}

function lossFacts(store: Store, stream: number, described: StreamDescription, figures: StreamFigures): Fact[] {
  const t = store.mediaStreams.streams.table.columns;
  const { packets, expected, lost, lostPercent, duplicates, outOfOrder } = figures;
  const facts = [
    fact('packets', `${packets - duplicates} of ${expected}, ${lost} lost (${lostPercent.toFixed(1)} %)`, lost > 0),
    fact('order', `${outOfOrder} out of order, ${plural(duplicates, 'duplicate')}`, false),
  ];
  const loss = lossFigures(t, stream, packetMs(t, stream, described.codec?.clockRate ?? 0) ?? 0);
  if (loss.lost === 0) return facts;
  const burst = `${plural(loss.bursts, 'burst')} with ${percent(loss.burstDensity)} lost, ${percent(loss.gapDensity)} between`;
  return [...facts, fact('bursts', `${burst}; ${loss.longestLoss} lost in a row at the most`, loss.bursts > 0)];
}

function timeFacts(
  store: Store,
  stream: number,
  { codec }: StreamDescription,
  figures: StreamFigures,
  course: StreamCourse,
): Fact[] {
  const t = store.mediaStreams.streams.table.columns;
  const { minDeltaMs, meanDeltaMs, maxDeltaMs, minJitterMs, meanJitterMs, maxJitterMs, kbitPerSecond } = figures;
  const ms = packetMs(t, stream, codec?.clockRate ?? 0);
  const kbit = kbitPerSecond === null ? '' : `, ${kbitPerSecond.toFixed(1)} kbit/s`;
  const seconds = ((figures.endUs - figures.startUs) / 1e6).toFixed(2);
  // A clock rate that is no whole number of kHz is rounded for jitter, as tshark does it, and tells no skew.
  const skew = (codec?.clockRate ?? 0) % 1000 === 0 ? clockSkewPpm(course) : null;
  return [
    fact('delta', spread(minDeltaMs, meanDeltaMs, maxDeltaMs)),
    fact('jitter', spread(minJitterMs, meanJitterMs, maxJitterMs)),
    fact('packet time', `${ms === null ? 'unknown' : `${round(ms)} ms`}${kbit}, ${seconds} s in all`),
    ...(skew === null ? [] : [fact('clock', skewText(skew), Math.abs(skew) > SKEW_OF_NOTE)]),
  ];
}

/** Parts in a million: sound cards have some ten or fifty; with more a jitter buffer runs over or dry within a call. */
const SKEW_OF_NOTE = 200;

function skewText(ppm: number): string {
  const whole = Math.round(ppm);
  return whole === 0 ? 'runs as that of the capture' : `${Math.abs(whole)} ppm ${whole > 0 ? 'fast' : 'slow'}`;
}

function qualityFacts(store: Store, stream: number): Fact[] {
  const { mos, rFactor, basis } = heardQuality(store, stream);
  if (mos === null || rFactor === null) return [fact('MOS', `none: ${visible(basis)}`)];
  return [fact('MOS', `${mos.toFixed(2)}, R ${rFactor.toFixed(1)} (${visible(basis)})`, mos < MOS_OF_NOTE)];
}

/** ITU-T G.107 Annex B: below it many users are dissatisfied. */
const MOS_OF_NOTE = 3.6;

/** What the receiver says of the stream, to stand beside what we saw of it. */
function receiverFacts(store: Store, stream: number): Fact[] {
  const reports = reportsOf(store, stream);
  const facts: Fact[] = [];
  const trip = roundTripOf(store, stream);
  if (trip !== null) facts.push(fact('round trip', tripText(trip), (trip.wholeMs ?? 0) > TRIP_OF_NOTE_MS));
  if (reports === null) return facts;
  const { receiver, voipMetrics: metrics, encrypted } = reports;
  if (receiver !== null) {
    const { lostPercent, worstLostPercent, lost, jitterMs } = receiver;
    const jitter = jitterMs === null ? '' : `, jitter ${jitterMs.toFixed(1)} ms`;
    const last = `${lostPercent.toFixed(1)} % at last, ${worstLostPercent.toFixed(1)} % at worst`;
    facts.push(fact('receiver', `${lost} lost (${last})${jitter}`, lost > 0));
  }
  if (metrics !== null) {
    const heard = [metrics.rFactor === null ? '' : `R ${metrics.rFactor}`, mosText(metrics)].filter(
      (text) => text !== '',
    );
    const loss = `${metrics.lostPercent.toFixed(1)} % lost, ${metrics.discardedPercent.toFixed(1)} % discarded`;
    const buffer = `jitter buffer ${metrics.jitterBufferNominalMs} ms`;
    facts.push(fact('receiver XR', [loss, buffer, ...heard].join(', '), metrics.discardedPercent > 0));
  }
  if (encrypted > 0) facts.push(fact('RTCP', `${plural(encrypted, 'packet')} that cannot be read: SRTCP`));
  return facts;
}

function mosText({ mosCq, mosLq }: ReportedMetrics): string {
  if (mosCq !== null) return `MOS ${mosCq}`;
  return mosLq === null ? '' : `MOS ${mosLq} (listening)`;
}

/** ITU-T G.114: more than 150 ms one way are noticed. */
const TRIP_OF_NOTE_MS = 300;

function tripText({ wholeMs, toReceiverMs, toSenderMs }: RoundTrip): string {
  const halves = `${halfText(toReceiverMs)} to the receiver, ${halfText(toSenderMs)} to the sender`;
  return wholeMs === null ? `${halves}, from here` : `${wholeMs.toFixed(1)} ms (${halves})`;
}

function halfText(ms: number | null): string {
  return ms === null ? 'unknown' : `${ms.toFixed(1)} ms`;
}

function senderFacts(store: Store, stream: number): Fact[] {
  const reports = reportsOf(store, stream);
  if (reports === null) return [];
  const { sender, cname, tool, byeUs, byeReason } = reports;
  const facts: Fact[] = [];
  if (sender !== null) facts.push(fact('sender', `says that it sent ${plural(sender.packets, 'packet')}`));
  if (cname !== null) facts.push(fact('CNAME', cname));
  if (tool !== null) facts.push(fact('tool', tool));
  if (byeUs !== null) facts.push(fact('BYE', byeReason ?? 'left without a reason'));
  return facts;
}

function identityFacts(store: Store, stream: number, described: StreamDescription): Fact[] {
  const t = store.mediaStreams.streams.table.columns;
  const { codec, payloadType, payloadTypes, secure, sourceDiffers, destinationDiffers } = described;
  const changes = t.ssrcChanges[stream] > 0 ? `, ${plural(t.ssrcChanges[stream], 'other SSRC')} before it` : '';
  const rate = codec === null || codec.clockRate === 0 ? '' : `/${codec.clockRate}`;
  const others = payloadTypes.filter((type) => type !== payloadType);
  const also = others.length === 0 ? '' : `; also ${others.map((type) => typeName(store, stream, type)).join(', ')}`;
  const facts = [
    fact('SSRC', `${ssrcText(store, stream)}${changes}`),
    fact('codec', `${codec === null ? 'unknown' : visible(codec.name)}${rate}, payload type ${payloadType}${also}`),
  ];
  if (secure) facts.push(fact('encrypted', 'SRTP: counted, and heard in a .wav where the SDP has its keys'));
  if (sourceDiffers) facts.push(fact('source', 'is not where the SDP says that its sender is: NAT or a relay', true));
  if (destinationDiffers) facts.push(fact('destination', 'is not what the SDP asked for: NAT or a relay', true));
  return facts;
}

function typeName(store: Store, stream: number, type: number): string {
  const codec = store.mediaStreams.codecOf(stream, type);
  return codec === undefined ? String(type) : `${type} ${visible(codec.name)}`;
}

function digitFacts(store: Store, stream: number): Fact[] {
  const digits = digitsText(store.mediaStreams.digits.of(store.mediaStreams.streams.table.columns, stream));
  return digits === '' ? [] : [fact('DTMF', digits)];
}

function plots({ meanJitterMs, maxJitterMs }: StreamFigures, course: StreamCourse): Fact[] {
  const { slotSeconds, rate, lostPercent, maxJitterMs: jitter } = course;
  const each = slotSeconds === 1 ? 'second' : `${slotSeconds} seconds`;
  const worst = Math.max(...lostPercent);
  const fastest = Math.max(...rate);
  const has = meanJitterMs !== null && maxJitterMs !== null;
  const jitterText = has ? `${meanJitterMs.toFixed(1)} mean, ${maxJitterMs.toFixed(1)} max ms` : '';
  const plot = (name: string, text: string, values: number[], most: number): Fact => {
    return { kind: 'plot', name, text, values, most };
  };
  return [
    ...(has ? [plot('jitter', jitterText, jitter, Math.max(...jitter, 1))] : []),
    plot('loss', `worst ${each} ${worst.toFixed(0)} %`, lostPercent, Math.max(worst, 1)),
    plot('rate', `${fastest.toFixed(0)} packets/s at the most`, rate, Math.max(fastest, 1)),
  ];
}

function reportHeading({ kind, final, alert }: VoipMetricsReport): string {
  if (alert !== null) return `Alert of a phone: ${visible(`${alert.type} ${alert.severity}`)}`;
  return final ? 'Report of a phone at the end of the call' : `Report of a phone: ${kind}`;
}

function metricFacts(metrics: ReportLine[] | null, heading: string): Fact[] {
  if (metrics === null) return [];
  const codec = reportParam(metrics, 'PD');
  const figures = METRICS.flatMap(({ name, label, unit }) => {
    const value = reportFigure(metrics, name);
    return value === null ? [] : [fact(label, `${value}${unit === '' ? '' : ` ${unit}`}`)];
  });
  return [{ kind: 'heading', text: heading }, ...(codec === null ? [] : [fact('codec', visible(codec))]), ...figures];
}

function spread(min: number | null, mean: number | null, max: number | null): string {
  if (min === null || mean === null || max === null) return 'unknown';
  return `${min.toFixed(1)} min, ${mean.toFixed(1)} mean, ${max.toFixed(1)} max ms`;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

function round(value: number): string {
  return String(Math.round(value * 10) / 10);
}

function plural(count: number, one: string): string {
  return `${count} ${one}${count === 1 ? '' : 's'}`;
}
