/**
 * The fields of a dialog: what a column of the list shows, how the list is sorted by it, and what a filter asks for.
 * A new column or filter field is a row here.
 */

import { TRANSPORTS } from '../decode/carried';
import { visible } from '../decode/visible';
import * as D from '../store/dialogs';
import { heardQuality } from '../store/heard';
import { stateOf, timingsOf } from '../store/state';
import type { Store } from '../store/store';
import { figuresOf } from '../store/streams-figures';
import { shown } from '../store/text';
import { findingOrder, findingText } from './findings';
import { hangupText } from './hangup';
import { headerValuesIn, messageText } from './message-text';

export interface Field {
  name: string;
  title: string;
  /** What the cell says: one line, safe to show. */
  text(store: Store, dialog: number): string;
  /** What the list is sorted by, where that is not the text. */
  order?(store: Store, dialog: number): number;
  /** The same of a row of a folded list, which stands for several legs, where the first leg does not speak for all. */
  ofLegs?: {
    text(store: Store, dialogs: readonly number[]): string;
    order(store: Store, dialogs: readonly number[]): number;
  };
  /** Of an end of the first message: which one. The list may show it by its name. */
  end?: 'source' | 'destination';
}

/** The user part of `user@host`, empty without one. */
export function userOf(address: string): string {
  const at = address.indexOf('@');
  return at < 0 ? '' : address.slice(0, at);
}

const two = (n: number) => String(n).padStart(2, '0');

/** Local time of day, to a millisecond. */
export function timeText(timeUs: number): string {
  const time = new Date(timeUs / 1000);
  const ms = String(time.getMilliseconds()).padStart(3, '0');
  return `${two(time.getHours())}:${two(time.getMinutes())}:${two(time.getSeconds())}.${ms}`;
}

function dateText(timeUs: number): string {
  const time = new Date(timeUs / 1000);
  return `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
}

const secondsText = (ms: number | null) => (ms === null ? '-' : `${(ms / 1000).toFixed(2)}s`);

/** `0:06`, `1:02:03`: how people say how long they talked. */
export function spanText(ms: number | null): string {
  if (ms === null) return '-';
  const seconds = Math.round(ms / 1000);
  const minutes = Math.floor(seconds / 60);
  return minutes < 60
    ? `${minutes}:${two(seconds % 60)}`
    : `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(seconds % 60)}`;
}

/** `1.2%`. */
export function percentText(percent: number | null): string {
  return percent === null ? '-' : `${percent.toFixed(1)}%`;
}

/** What is not there stands last, whichever way a list is sorted. */
export function orNothing(value: number | null): number {
  return value ?? Number.NaN;
}

/** The worst MOS of the dialog's streams: who looks through a list looks for what is bad. Null where none is rated. */
function worstMos(store: Store, dialog: number): number | null {
  let worst: number | null = null;
  store.mediaStreams.eachOfDialog(dialog, (stream) => {
    const { mos } = heardQuality(store, stream);
    if (mos !== null && (worst === null || mos < worst)) worst = mos;
  });
  return worst;
}

/** Per cent of the stream that lost most; null without streams. More that came twice than was lost is no loss. */
function worstLoss(store: Store, dialog: number): number | null {
  let worst: number | null = null;
  store.mediaStreams.eachOfDialog(dialog, (stream) => {
    const { lostPercent } = figuresOf(store.mediaStreams.streams.table.columns, stream);
    worst = Math.max(worst ?? 0, lostPercent);
  });
  return worst;
}

/** Other legs of the dialog's call. */
export function otherLegs(store: Store, dialog: number): number {
  return store.legs.of(dialog).length - 1;
}

/** `2`; `2?` where one of them is guessed. */
function legsText(store: Store, dialog: number): string {
  const legs = store.legs.of(dialog);
  if (legs.length === 1) return '-';
  return `${legs.length - 1}${legs.some(({ guessed }) => guessed) ? '?' : ''}`;
}

const firstMessage = (store: Store, dialog: number) => store.dialogs.columns.firstMessage[dialog] - 1;

/** The first value of a header as it was sent; empty without one. The message is read again. */
function headerText(store: Store, message: number, key: string): string {
  return visible(headerValuesIn(messageText(store, message), key)[0] ?? '');
}

/** The first Warning of the dialog's responses (RFC 3261 section 20.43). */
function warningText(store: Store, dialog: number): string {
  let warning = '';
  store.eachMessage(dialog, (message) => {
    if (warning === '' && store.messages.columns.status[message] >= 300)
      warning = headerText(store, message, 'warning');
  });
  return warning;
}

export const FIELDS: readonly Field[] = [
  {
    name: 'index',
    title: '#',
    text: (store, dialog) => String(store.dialogs.columns.index[dialog]),
    order: (store, dialog) => store.dialogs.columns.index[dialog],
  },
  {
    name: 'date',
    title: 'Date',
    text: (store, dialog) => dateText(store.dialogs.columns.startUs[dialog]),
    order: (store, dialog) => store.dialogs.columns.startUs[dialog],
  },
  {
    name: 'time',
    title: 'Time',
    text: (store, dialog) => timeText(store.dialogs.columns.startUs[dialog]),
    order: (store, dialog) => store.dialogs.columns.startUs[dialog],
  },
  {
    name: 'method',
    title: 'Method',
    text: (store, dialog) => shown(store.words.text(store.dialogs.columns.method[dialog])),
  },
  { name: 'from', title: 'From', text: (store, dialog) => shown(store.names.from(dialog)) },
  { name: 'fromUser', title: 'From user', text: (store, dialog) => shown(userOf(store.names.from(dialog))) },
  { name: 'to', title: 'To', text: (store, dialog) => shown(store.names.to(dialog)) },
  { name: 'toUser', title: 'To user', text: (store, dialog) => shown(userOf(store.names.to(dialog))) },
  {
    name: 'source',
    title: 'Source',
    text: (store, dialog) => store.endpoints.text(store.messages.columns.source[firstMessage(store, dialog)]),
    end: 'source',
  },
  {
    name: 'destination',
    title: 'Destination',
    text: (store, dialog) => store.endpoints.text(store.messages.columns.destination[firstMessage(store, dialog)]),
    end: 'destination',
  },
  { name: 'callId', title: 'Call-ID', text: (store, dialog) => shown(store.names.callId(dialog)) },
  { name: 'legs', title: 'Legs', text: legsText, order: otherLegs },
  { name: 'xcallid', title: 'X-Call-ID', text: (store, dialog) => shown(store.legs.namedBy(dialog)) },
  {
    name: 'contact',
    title: 'Contact',
    text: (store, dialog) => headerText(store, firstMessage(store, dialog), 'contact'),
  },
  { name: 'warning', title: 'Warning', text: warningText },
  { name: 'hangup', title: 'Hang-up', text: hangupText },
  {
    name: 'transport',
    title: 'Transport',
    text: (store, dialog) => TRANSPORTS[store.messages.columns.transport[firstMessage(store, dialog)]],
  },
  {
    name: 'state',
    title: 'State',
    text: (store, dialog) => stateOf(store.dialogs, dialog, store.clock),
  },
  {
    name: 'finding',
    title: 'Finding',
    text: (store, dialog) => findingText(store, [dialog]),
    order: (store, dialog) => findingOrder(store, [dialog]),
    ofLegs: { text: findingText, order: findingOrder },
  },
  {
    name: 'messages',
    title: 'Msgs',
    text: (store, dialog) => String(store.dialogs.columns.messages[dialog]),
    order: (store, dialog) => store.dialogs.columns.messages[dialog],
  },
  {
    name: 'retransmissions',
    title: 'Retr',
    text: (store, dialog) => String(store.dialogs.columns.retransmissions[dialog]),
    order: (store, dialog) => store.dialogs.columns.retransmissions[dialog],
  },
  {
    name: 'status',
    title: 'Status',
    text: (store, dialog) => String(store.dialogs.columns.status[dialog] || '-'),
    order: (store, dialog) => store.dialogs.columns.status[dialog],
  },
  {
    name: 'reason',
    title: 'Reason',
    text: (store, dialog) => shown(store.words.text(store.dialogs.columns.reason[dialog])),
  },
  {
    name: 'setup',
    title: 'Setup',
    text: (store, dialog) => secondsText(timingsOf(store.dialogs, dialog).setupMs),
    order: (store, dialog) => orNothing(timingsOf(store.dialogs, dialog).setupMs),
  },
  {
    name: 'ring',
    title: 'Ring',
    text: (store, dialog) => secondsText(timingsOf(store.dialogs, dialog).ringMs),
    order: (store, dialog) => orNothing(timingsOf(store.dialogs, dialog).ringMs),
  },
  {
    name: 'talk',
    title: 'Talk',
    text: (store, dialog) => spanText(timingsOf(store.dialogs, dialog).talkMs),
    order: (store, dialog) => orNothing(timingsOf(store.dialogs, dialog).talkMs),
  },
  {
    name: 'mos',
    title: 'MOS',
    text: (store, dialog) => worstMos(store, dialog)?.toFixed(1) ?? '-',
    order: (store, dialog) => orNothing(worstMos(store, dialog)),
  },
  {
    name: 'loss',
    title: 'Loss',
    text: (store, dialog) => percentText(worstLoss(store, dialog)),
    order: (store, dialog) => orNothing(worstLoss(store, dialog)),
  },
  {
    name: 'duration',
    title: 'Duration',
    text: (store, dialog) => spanText(timingsOf(store.dialogs, dialog).durationMs),
    order: (store, dialog) => timingsOf(store.dialogs, dialog).durationMs,
  },
];

const BY_NAME = new Map(FIELDS.map((field) => [field.name, field]));

export function fieldNamed(name: string): Field | undefined {
  return BY_NAME.get(name);
}

/** True for a dialog of which the capture does not hold the beginning. */
export function beganBefore(store: Store, dialog: number): boolean {
  return (store.dialogs.columns.flags[dialog] & D.MIDWAY) !== 0;
}
