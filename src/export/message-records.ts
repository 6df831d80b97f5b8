/** Messages as other programs read them: the fields of `--print messages`, in their order. */

import { TRANSPORTS } from '../decode/carried';
import { cseqOf, fromOf, toOf, topVia } from '../decode/sip/message';
import { parseSip } from '../decode/sip/parse';
import { HAS_SDP, REQUEST, RETRANSMISSION } from '../store/messages';
import type { Store } from '../store/store';
import { decoded } from '../store/text';
import { isoTime } from './time';

export interface MessageRecord {
  number: number;
  /** Index of the dialog; null, as callId, for a message without a Call-ID. */
  dialog: number | null;
  callId: string | null;
  time: string;
  source: string;
  destination: string;
  transport: string;
  request: boolean;
  method: string;
  status: number | null;
  reason: string | null;
  cseq: number | null;
  branch: string | null;
  fromTag: string | null;
  toTag: string | null;
  retransmission: boolean;
  length: number;
  sdp: boolean;
  problems: string[];
}

/** Names of the fields, in their order. */
export const MESSAGE_FIELDS: readonly (keyof MessageRecord)[] = [
  'number',
  'dialog',
  'callId',
  'time',
  'source',
  'destination',
  'transport',
  'request',
  'method',
  'status',
  'reason',
  'cseq',
  'branch',
  'fromTag',
  'toTag',
  'retransmission',
  'length',
  'sdp',
  'problems',
];

export function messageRecord(store: Store, message: number): MessageRecord {
  const m = store.messages.columns;
  const dialog = m.dialog[message] - 1;
  const flags = m.flags[message];
  const request = (flags & REQUEST) !== 0;
  const { bytes, start, end } = store.bytesOf(message);
  const parsed = parseSip(bytes, start, end);
  return {
    number: m.number[message],
    dialog: dialog < 0 ? null : store.dialogs.columns.index[dialog],
    callId: dialog < 0 ? null : decoded(store.names.callId(dialog)),
    time: isoTime(m.seconds[message], m.nanos[message]),
    source: store.endpoints.text(m.source[message]),
    destination: store.endpoints.text(m.destination[message]),
    transport: TRANSPORTS[m.transport[message]],
    request,
    method: decoded(store.words.text(m.method[message])),
    status: request ? null : m.status[message],
    reason: request ? null : decoded(store.words.text(m.reason[message])),
    cseq: cseqOf(parsed)?.number ?? null,
    branch: topVia(parsed)?.branch || null,
    fromTag: fromOf(parsed)?.tag || null,
    toTag: toOf(parsed)?.tag || null,
    retransmission: (flags & RETRANSMISSION) !== 0,
    length: end - start,
    sdp: (flags & HAS_SDP) !== 0,
    problems: [...(store.problems.get(message) ?? []), ...parsed.problems.map(({ code, text }) => `${code}: ${text}`)],
  };
}

/** Rows of all messages that belong to these dialogs, and the strays, by number. */
export function messagesInOrder(store: Store, dialogs: readonly number[], strays: boolean): Uint32Array {
  const rows: number[] = [];
  const { number, next } = store.messages.columns;
  for (const dialog of dialogs) store.eachMessage(dialog, (message) => rows.push(message));
  if (strays) for (let row = store.firstStray - 1; row >= 0; row = next[row] - 1) rows.push(row);
  return Uint32Array.from(rows).sort((a, b) => number[a] - number[b]);
}
