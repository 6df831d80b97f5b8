/**
 * The columns that there are in a list of calls or streams, and which of them are shown: a setting with their names in
 * order, `from:40` for one that is always 40 cells wide.
 */

import type { Settings } from './settings';

/** Lists whose columns can be chosen. */
export type ColumnsOf = 'list' | 'streams';

export interface ChosenColumn {
  field: string;
  /** Null: as wide as it needs, and there is room for. */
  width: number | null;
}

/** Names of filter/fields.ts, shown in this order where nobody chose. */
export const LIST_COLUMNS: readonly string[] = [
  ...['index', 'time', 'method', 'from', 'to', 'state', 'finding', 'messages', 'setup', 'talk', 'mos', 'loss'],
  ...[
    'source',
    'destination',
    'reason',
    'status',
    'transport',
    'callId',
    'fromUser',
    'toUser',
    'retransmissions',
    'ring',
  ],
  ...['duration', 'date'],
];

/** Names of filter/stream-fields.ts. What is bad about a stream stands where 80 columns show it. */
export const STREAM_COLUMNS: readonly string[] = [
  ...['call', 'time', 'source', 'destination', 'codec', 'loss', 'mos', 'jitter', 'maxJitter', 'packets', 'lost'],
  ...['late', 'duplicates', 'delta', 'maxDelta', 'ptime', 'bandwidth', 'duration', 'ssrc', 'from', 'to'],
];

/** Those of a list that are shown only when somebody chooses them. */
const MORE_COLUMNS: Readonly<Record<ColumnsOf, readonly string[]>> = {
  list: ['legs', 'xcallid', 'contact', 'warning', 'hangup'],
  streams: [],
};

export const ALL_COLUMNS: Readonly<Record<ColumnsOf, readonly string[]>> = {
  list: [...LIST_COLUMNS, ...MORE_COLUMNS.list],
  streams: [...STREAM_COLUMNS, ...MORE_COLUMNS.streams],
};

export const LEAST_COLUMN = 3;
export const MOST_COLUMN = 200;

export function chosenColumns(settings: Settings, of: ColumnsOf): ChosenColumn[] {
  return settings[`${of}.columns`].map((text) => {
    const [field = '', width] = text.split(':');
    return { field, width: width === undefined ? null : Number(width) };
  });
}

export function chosenFields(settings: Settings, of: ColumnsOf): string[] {
  return chosenColumns(settings, of).map(({ field }) => field);
}

/** As the setting has it. */
export function columnText({ field, width }: ChosenColumn): string {
  return width === null ? field : `${field}:${width}`;
}

/** What is wrong with a list of columns, or null. */
export function columnsFault(texts: readonly string[], of: ColumnsOf): string | null {
  if (texts.length === 0) return 'has one column at least';
  const seen = new Set<string>();
  for (const text of texts) {
    const [field = '', width, ...more] = text.split(':');
    if (!ALL_COLUMNS[of].includes(field)) return `has no "${field}"; there are ${ALL_COLUMNS[of].join(', ')}`;
    if (seen.has(field)) return `has "${field}" twice`;
    seen.add(field);
    if (width !== undefined && (more.length > 0 || !isWidth(width)))
      return `has "${text}": a width is a number from ${LEAST_COLUMN} to ${MOST_COLUMN}`;
  }
  return null;
}

function isWidth(text: string): boolean {
  return /^\d{1,3}$/.test(text) && Number(text) >= LEAST_COLUMN && Number(text) <= MOST_COLUMN;
}
