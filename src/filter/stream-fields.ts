/**
 * The fields of a media stream: what a column of the list of streams shows and how it is sorted by it. A new column is a
 * row here, and its width in view/streams/columns.ts.
 */

import { heardQuality } from '../store/heard';
import type { Store } from '../store/store';
import { ssrcText, streamName } from '../store/stream-name';
import { figuresOf, packetMs } from '../store/streams-figures';
import type { StreamColumns } from '../store/streams-table';
import { shown } from '../store/text';
import { type Field, orNothing, percentText, spanText, timeText } from './fields';

/** Row of the dialog that it belongs to, or -1. */
export function dialogOf(store: Store, stream: number): number {
  return columnsOf(store).dialog[stream] - 1;
}

const columnsOf = (store: Store): StreamColumns => store.mediaStreams.streams.table.columns;
const figures = (store: Store, stream: number) => figuresOf(columnsOf(store), stream);
const msText = (ms: number | null) => (ms === null ? '-' : ms.toFixed(1));
const lengthMs = (store: Store, stream: number) => {
  const { startUs, endUs } = figures(store, stream);
  return (endUs - startUs) / 1000;
};
const packetTime = (store: Store, stream: number) =>
  packetMs(columnsOf(store), stream, store.mediaStreams.describe(stream).codec?.clockRate ?? 0);

/** A field that shows a whole number and is sorted by it. */
function counted(name: string, title: string, count: (store: Store, stream: number) => number): Field {
  return { name, title, text: (store, stream) => String(count(store, stream)), order: count };
}

/** The same of milliseconds, which may not be known. */
function timed(name: string, title: string, ms: (store: Store, stream: number) => number | null): Field {
  return {
    name,
    title,
    text: (store, stream) => msText(ms(store, stream)),
    order: (store, stream) => orNothing(ms(store, stream)),
  };
}

/** A field of the call that it belongs to. */
function ofCall(name: string, title: string, text: (store: Store, dialog: number) => string): Field {
  return {
    name,
    title,
    text(store, stream) {
      const dialog = dialogOf(store, stream);
      return dialog < 0 ? '-' : shown(text(store, dialog));
    },
  };
}

export const STREAM_FIELDS: readonly Field[] = [
  {
    name: 'call',
    title: '#',
    text(store, stream) {
      const dialog = dialogOf(store, stream);
      return dialog < 0 ? '-' : String(store.dialogs.columns.index[dialog]);
    },
    order(store, stream) {
      const dialog = dialogOf(store, stream);
      return dialog < 0 ? -1 : store.dialogs.columns.index[dialog];
    },
  },
  {
    name: 'time',
    title: 'Time',
    text: (store, stream) => timeText(columnsOf(store).startUs[stream]),
    order: (store, stream) => columnsOf(store).startUs[stream],
  },
  {
    name: 'source',
    title: 'Source',
    text: (store, stream) => store.endpoints.text(columnsOf(store).source[stream]),
  },
  {
    name: 'destination',
    title: 'Destination',
    text: (store, stream) => store.endpoints.text(columnsOf(store).destination[stream]),
  },
  { name: 'codec', title: 'Codec', text: streamName },
  {
    name: 'loss',
    title: 'Loss',
    text: (store, stream) => percentText(figures(store, stream).lostPercent),
    order: (store, stream) => figures(store, stream).lostPercent,
  },
  {
    name: 'mos',
    title: 'MOS',
    text: (store, stream) => heardQuality(store, stream).mos?.toFixed(1) ?? '-',
    order: (store, stream) => orNothing(heardQuality(store, stream).mos),
  },
  timed('jitter', 'Jitter', (store, stream) => figures(store, stream).meanJitterMs),
  timed('maxJitter', 'MaxJit', (store, stream) => figures(store, stream).maxJitterMs),
  counted('packets', 'Packets', (store, stream) => figures(store, stream).packets),
  counted('lost', 'Lost', (store, stream) => figures(store, stream).lost),
  counted('late', 'Late', (store, stream) => figures(store, stream).outOfOrder),
  counted('duplicates', 'Twice', (store, stream) => figures(store, stream).duplicates),
  timed('delta', 'Delta', (store, stream) => figures(store, stream).meanDeltaMs),
  timed('maxDelta', 'MaxDelta', (store, stream) => figures(store, stream).maxDeltaMs),
  {
    name: 'ptime',
    title: 'Ptime',
    text(store, stream) {
      const ms = packetTime(store, stream);
      return ms === null ? '-' : String(Math.round(ms * 10) / 10);
    },
    order: (store, stream) => orNothing(packetTime(store, stream)),
  },
  timed('bandwidth', 'kbit/s', (store, stream) => figures(store, stream).kbitPerSecond),
  {
    name: 'duration',
    title: 'Duration',
    text: (store, stream) => spanText(lengthMs(store, stream)),
    order: lengthMs,
  },
  {
    name: 'ssrc',
    title: 'SSRC',
    text: ssrcText,
    order: (store, stream) => columnsOf(store).ssrc[stream] >>> 0,
  },
  ofCall('from', 'From', (store, dialog) => store.names.from(dialog)),
  ofCall('to', 'To', (store, dialog) => store.names.to(dialog)),
];

const BY_NAME = new Map(STREAM_FIELDS.map((field) => [field.name, field]));

export function streamFieldNamed(name: string): Field | undefined {
  return BY_NAME.get(name);
}
