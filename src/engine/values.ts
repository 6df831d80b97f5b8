/**
 * Where the values of a condition come from that a capture has: a row a condition. One without a row, such as a
 * comparison, has none to propose.
 */

import { TRANSPORTS } from '../decode/carried';
import { visible } from '../decode/visible';
import { userOf } from '../filter/fields';
import { hangupValues } from '../filter/hangup';
import { askedNumber } from '../filter/numbers';
import { dialogOf } from '../filter/stream-fields';
import { COPY } from '../store/messages';
import { stateOf } from '../store/state';
import type { Store } from '../store/store';
import { kindOf, ssrcText } from '../store/stream-name';
import { shown } from '../store/text';
import type { FilterOf } from './protocol';

/** How often each value was seen. */
export class Counter {
  private readonly counts = new Map<string, number>();

  /** @param most different values; others that come later are left out. */
  constructor(private readonly most: number) {}

  add(value: string, times = 1): void {
    const before = this.counts.get(value);
    if (before === undefined && (value === '' || this.counts.size >= this.most)) return;
    this.counts.set(value, (before ?? 0) + times);
  }

  /** The most frequent first, equal ones by the alphabet. */
  byFrequency(): string[] {
    const all = [...this.counts].sort(([a, many], [b, more]) => more - many || (a < b ? -1 : 1));
    return all.map(([value]) => value);
  }
}

/** Counts what stands in the capture; may stop at every yield. */
export function valuesOf(of: FilterOf, condition: string, store: Store, counter: Counter): Generator<void, void> {
  const source = SOURCES[of][condition];
  return source === undefined ? nothing() : source(store, counter);
}

type Source = (store: Store, counter: Counter) => Generator<void, void>;
type Row = (store: Store, row: number) => string;

/** Rows between two chances to stop. */
const STEP = 256;
/** The same of rows for which a message is read again. */
const HEADS_STEP = 64;

const endOfStream = (end: 'source' | 'destination'): Row => {
  return (store, row) => addressOf(store, store.mediaStreams.streams.table.columns[end][row]);
};
const portOfStream = (end: 'source' | 'destination'): Row => {
  return (store, row) => portOf(store, store.mediaStreams.streams.table.columns[end][row]);
};
const from: Row = (store, dialog) => shown(store.names.from(dialog));
const to: Row = (store, dialog) => shown(store.names.to(dialog));
const fromUser: Row = (store, dialog) => shown(userOf(store.names.from(dialog)));
const toUser: Row = (store, dialog) => shown(userOf(store.names.to(dialog)));
/** Empty for a user that is none. */
const numberOf = (user: Row): Row => {
  return (store, dialog) => {
    const text = user(store, dialog);
    return askedNumber(text) === null ? '' : text;
  };
};
const callId: Row = (store, dialog) => shown(store.names.callId(dialog));
const codec: Row = (store, stream) => visible(store.mediaStreams.describe(stream).codec?.name ?? '');

const SOURCES: Readonly<Record<FilterOf, Readonly<Record<string, Source>>>> = {
  calls: {
    host: ofMessages(['source', 'destination'], addressOf),
    src: ofMessages(['source'], addressOf),
    dst: ofMessages(['destination'], addressOf),
    port: ofMessages(['source', 'destination'], portOf),
    transport: ofMessages(['transport'], (_, transport) => TRANSPORTS[transport].toLowerCase()),
    method: ofMessages(['method'], (store, method) => shown(store.words.text(method))),
    code: ofMessages(['status'], (_, status) => (status === 0 ? '' : String(status))),
    reason: ofMessages(['reason'], (store, reason) => shown(store.words.text(reason))),
    hangup: ofEnds,
    state: ofDialogs((store, dialog) => stateOf(store.dialogs, dialog, store.clock).replaceAll(' ', '-')),
    finding: ofFindings,
    severity: ofDialogs((store, dialog) => store.diagnosed.severity(dialog)),
    from: ofDialogs(from),
    to: ofDialogs(to),
    user: ofDialogs(fromUser, toUser),
    number: ofDialogs(numberOf(fromUser), numberOf(toUser)),
    srcnum: ofDialogs(numberOf(fromUser)),
    dstnum: ofDialogs(numberOf(toUser)),
    ua: ofHeads((head) => /^(?:User-Agent|Server)[ \t]*:[ \t]*(.+)$/im.exec(head)?.slice(1) ?? []),
    header: ofAllHeads(headerNames),
    has: ofAllHeads(headerNames),
    callid: ofDialogs(callId),
    codec: ofStreams(codec),
    ssrc: ofStreams(ssrcText),
  },
  streams: {
    host: ofStreams(endOfStream('source'), endOfStream('destination')),
    port: ofStreams(portOfStream('source'), portOfStream('destination')),
    kind: ofStreams((store, stream) => kindOf(store, stream) ?? ''),
    codec: ofStreams(codec),
    ssrc: ofStreams(ssrcText),
    from: ofStreams(ofItsCall(from)),
    to: ofStreams(ofItsCall(to)),
    callid: ofStreams(ofItsCall(callId)),
  },
};

function* nothing(): Generator<void, void> {}

/** What is the same number in many messages is made a text once. */
function ofMessages(
  columns: readonly ('source' | 'destination' | 'transport' | 'method' | 'status' | 'reason')[],
  text: (store: Store, value: number) => string,
): Source {
  return function* (store, counter) {
    const counts = new Map<number, number>();
    const m = store.messages.columns;
    let steps = 0;
    for (let dialog = 0; dialog < store.dialogs.end; dialog++) {
      if (!store.isAlive(dialog)) continue;
      for (let row = store.dialogs.columns.firstMessage[dialog] - 1; row >= 0; row = m.next[row] - 1) {
        if ((m.flags[row] & COPY) !== 0) continue;
        for (const column of columns) counts.set(m[column][row], (counts.get(m[column][row]) ?? 0) + 1);
        if (++steps % STEP > 0) continue;
        yield;
        // What this dialog was may have gone meanwhile.
        if (!store.isAlive(dialog)) break;
      }
    }
    for (const [value, times] of counts) counter.add(text(store, value), times);
  };
}

/** Of the first message of each dialog, read again: those that follow are like it. */
function ofHeads(found: (head: string) => readonly string[]): Source {
  return function* (store, counter) {
    for (let dialog = 0; dialog < store.dialogs.end; dialog++) {
      if (!store.isAlive(dialog)) continue;
      for (const text of found(headOf(store, store.dialogs.columns.firstMessage[dialog] - 1)))
        counter.add(shown(text.trim()));
      if (dialog % HEADS_STEP === HEADS_STEP - 1) yield;
    }
  };
}

/** Of every message: some headers are those of answers only. */
function ofAllHeads(found: (head: string) => readonly string[]): Source {
  return function* (store, counter) {
    let steps = 0;
    for (let dialog = 0; dialog < store.dialogs.end; dialog++) {
      if (!store.isAlive(dialog)) continue;
      const { next } = store.messages.columns;
      for (let row = store.dialogs.columns.firstMessage[dialog] - 1; row >= 0; row = next[row] - 1) {
        for (const text of found(headOf(store, row))) counter.add(shown(text));
        if (++steps % HEADS_STEP > 0) continue;
        yield;
        // What this dialog was may have gone meanwhile.
        if (!store.isAlive(dialog)) break;
      }
    }
  };
}

function* ofEnds(store: Store, counter: Counter): Generator<void, void> {
  for (let dialog = 0; dialog < store.dialogs.end; dialog++) {
    if (store.isAlive(dialog)) for (const text of hangupValues(store, dialog)) counter.add(text);
    if (dialog % HEADS_STEP === HEADS_STEP - 1) yield;
  }
}

/** Of a message, read again: its lines up to the blank one. */
function headOf(store: Store, message: number): string {
  const { bytes, start, end } = store.bytesOf(message);
  return bytes.latin1Slice(start, end).replaceAll('\r\n', '\n').split('\n\n', 1)[0] ?? '';
}

/** In the writing of whoever sent them. */
function headerNames(head: string): string[] {
  return [...head.matchAll(/^([A-Za-z][\w-]*)[ \t]*:/gm)].map(([, name]) => name);
}

function ofDialogs(...texts: Row[]): Source {
  return function* (store, counter) {
    for (let dialog = 0; dialog < store.dialogs.end; dialog++) {
      if (store.isAlive(dialog)) for (const text of texts) counter.add(text(store, dialog));
      if (dialog % STEP === STEP - 1) yield;
    }
  };
}

function* ofFindings(store: Store, counter: Counter): Generator<void, void> {
  for (let dialog = 0; dialog < store.dialogs.end; dialog++) {
    if (store.isAlive(dialog)) for (const code of store.diagnosed.codes(dialog) ?? []) counter.add(code);
    if (dialog % STEP === STEP - 1) yield;
  }
}

function ofStreams(...texts: Row[]): Source {
  return function* (store, counter) {
    const { streams } = store.mediaStreams;
    const ids: number[] = [];
    streams.each((row) => ids.push(streams.id(row)));
    for (const [at, id] of ids.entries()) {
      const row = streams.row(id);
      if (row >= 0) for (const text of texts) counter.add(text(store, row));
      if (at % STEP === STEP - 1) yield;
    }
  };
}

function ofItsCall(text: Row): Row {
  return (store, stream) => {
    const dialog = dialogOf(store, stream);
    return dialog < 0 ? '' : text(store, dialog);
  };
}

function addressOf(store: Store, endpoint: number): string {
  return store.endpoints.get(endpoint).address;
}

function portOf(store: Store, endpoint: number): string {
  return String(store.endpoints.get(endpoint).port);
}
