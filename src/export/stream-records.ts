/** Media streams as other programs read them: the fields of `--print streams`, in their order. */

import { visible } from '../decode/visible';
import { digitsText } from '../store/digits';
import { heardQuality } from '../store/heard';
import type { Store } from '../store/store';
import { ssrcText } from '../store/stream-name';
import { figuresOf, type StreamFigures } from '../store/streams-figures';
import { decoded } from '../store/text';
import type { Column } from './table';
import { isoTimeUs } from './time';

/** Durations in milliseconds; null where the capture does not show it. */
export interface StreamRecord extends Omit<StreamFigures, 'startUs' | 'endUs' | 'kbitPerSecond'> {
  /** Index of the dialog; null, as callId, where none claims it. */
  dialog: number | null;
  callId: string | null;
  source: string;
  destination: string;
  ssrc: string;
  payloadType: number;
  /** Null for a dynamic payload type that no SDP describes; so is the clock rate. */
  codec: string | null;
  clockRate: number | null;
  start: string;
  end: string;
  /** 1 to 4.5; null, as the R factor, where `mosBasis` says why. */
  mos: number | null;
  rFactor: number | null;
  mosBasis: string;
  /** Digits that were sent as events (RFC 4733); null without any. */
  dtmf: string | null;
}

/** Names of the fields, in their order. */
export const STREAM_FIELDS: readonly (keyof StreamRecord)[] = [
  'dialog',
  'callId',
  'source',
  'destination',
  'ssrc',
  'payloadType',
  'codec',
  'clockRate',
  'packets',
  'expected',
  'lost',
  'lostPercent',
  'outOfOrder',
  'duplicates',
  'minDeltaMs',
  'meanDeltaMs',
  'maxDeltaMs',
  'minJitterMs',
  'meanJitterMs',
  'maxJitterMs',
  'start',
  'end',
  'mos',
  'rFactor',
  'mosBasis',
  'dtmf',
];

export function streamRecord(store: Store, stream: number): StreamRecord {
  const t = store.mediaStreams.streams.table.columns;
  const { dialog, codec, payloadType } = store.mediaStreams.describe(stream);
  const figures = figuresOf(t, stream);
  // As tshark has it, which other programs compare with: a duplicate makes good a loss.
  const lost = figures.expected - figures.packets;
  const { rFactor, mos, basis } = heardQuality(store, stream);
  return {
    dialog: dialog < 0 ? null : store.dialogs.columns.index[dialog],
    callId: dialog < 0 ? null : decoded(store.names.callId(dialog)),
    source: store.endpoints.text(t.source[stream]),
    destination: store.endpoints.text(t.destination[stream]),
    ssrc: ssrcText(store, stream),
    payloadType,
    codec: codec?.name ?? null,
    clockRate: codec?.clockRate || null,
    packets: figures.packets,
    expected: figures.expected,
    lost,
    lostPercent: rounded((100 * lost) / figures.expected, 1),
    outOfOrder: figures.outOfOrder,
    duplicates: figures.duplicates,
    minDeltaMs: milliseconds(figures.minDeltaMs),
    meanDeltaMs: milliseconds(figures.meanDeltaMs),
    maxDeltaMs: milliseconds(figures.maxDeltaMs),
    minJitterMs: milliseconds(figures.minJitterMs),
    meanJitterMs: milliseconds(figures.meanJitterMs),
    maxJitterMs: milliseconds(figures.maxJitterMs),
    start: isoTimeUs(figures.startUs),
    end: isoTimeUs(figures.endUs),
    mos: mos === null ? null : rounded(mos, 2),
    rFactor: rFactor === null ? null : rounded(rFactor, 1),
    mosBasis: basis,
    dtmf: digitsText(store.mediaStreams.digits.of(t, stream)) || null,
  };
}

/** Rows of the streams that belong to these dialogs, and of those without one, in the order in which they began. */
export function streamsInOrder(store: Store, dialogs: readonly number[], strays: boolean): Uint32Array {
  const { mediaStreams } = store;
  const t = mediaStreams.streams.table.columns;
  const rows: number[] = [];
  mediaStreams.settle();
  for (const dialog of dialogs) mediaStreams.eachOfDialog(dialog, (row) => rows.push(row));
  if (strays) mediaStreams.streams.each((row) => t.dialog[row] === 0 && rows.push(row));
  return Uint32Array.from(rows).sort((a, b) => t.startUs[a] - t.startUs[b] || t.number[a] - t.number[b]);
}

/** What fits a line, in its order. */
export const STREAM_COLUMNS: readonly Column<StreamRecord>[] = [
  { title: '#', text: ({ dialog }) => (dialog === null ? '-' : String(dialog)), right: true },
  { title: 'Start', text: ({ start }) => start },
  { title: 'Source', text: ({ source }) => source },
  { title: 'Destination', text: ({ destination }) => destination },
  { title: 'SSRC', text: ({ ssrc }) => ssrc },
  { title: 'Codec', text: ({ codec, payloadType }) => visible(codec ?? `type ${payloadType}`), most: 20 },
  { title: 'Packets', text: ({ packets }) => String(packets), right: true },
  { title: 'Lost', text: ({ lost, lostPercent }) => `${lost} (${lostPercent.toFixed(1)}%)`, right: true },
  { title: 'Late', text: ({ outOfOrder }) => String(outOfOrder), right: true },
  { title: 'Twice', text: ({ duplicates }) => String(duplicates), right: true },
  { title: 'Delta ms', text: ({ meanDeltaMs }) => digits(meanDeltaMs), right: true },
  { title: 'Max', text: ({ maxDeltaMs }) => digits(maxDeltaMs), right: true },
  { title: 'Jitter ms', text: ({ meanJitterMs }) => digits(meanJitterMs), right: true },
  { title: 'Max', text: ({ maxJitterMs }) => digits(maxJitterMs), right: true },
  { title: 'MOS', text: ({ mos }) => (mos === null ? '-' : mos.toFixed(2)), right: true },
];

function digits(ms: number | null): string {
  return ms === null ? '-' : ms.toFixed(3);
}

/** To microseconds. */
function milliseconds(ms: number | null): number | null {
  return ms === null ? null : rounded(ms, 3);
}

/** As printf does: a number that lies exactly in the middle goes to the even digit, which toFixed() rounds up. */
function rounded(value: number, places: number): number {
  const scaled = value * 10 ** places;
  const down = Math.floor(scaled);
  const tie = Number.isInteger(value * 2 ** 20) && scaled - down === 0.5;
  return tie && down % 2 === 0 ? down / 10 ** places : Number(value.toFixed(places));
}
