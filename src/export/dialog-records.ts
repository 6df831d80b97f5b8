/** Dialogs as other programs read them: the fields of `--print dialogs`, in their order. */

import { TRANSPORTS } from '../decode/carried';
import { userOf } from '../filter/fields';
import { stateOf, timingsOf } from '../store/state';
import type { Store } from '../store/store';
import { decoded } from '../store/text';
import { isoTimeUs } from './time';

/** Durations in milliseconds; null where the capture does not show it. */
export interface DialogRecord {
  index: number;
  callId: string;
  method: string;
  state: string;
  from: string;
  to: string;
  fromUser: string;
  toUser: string;
  source: string;
  destination: string;
  transport: string;
  start: string;
  messages: number;
  retransmissions: number;
  status: number | null;
  reason: string | null;
  setupMs: number | null;
  ringMs: number | null;
  talkMs: number | null;
  durationMs: number;
  /** Call-IDs of the other legs of its call, and of those that are only taken for such. */
  legs: string[];
  guessedLegs: string[];
  streams: number;
  /** Codes of what is wrong, the gravest first; null where nobody looked. */
  findings: readonly string[] | null;
}

/** Names of the fields, in their order. */
export const DIALOG_FIELDS: readonly (keyof DialogRecord)[] = [
  'index',
  'callId',
  'method',
  'state',
  'from',
  'to',
  'fromUser',
  'toUser',
  'source',
  'destination',
  'transport',
  'start',
  'messages',
  'retransmissions',
  'status',
  'reason',
  'setupMs',
  'ringMs',
  'talkMs',
  'durationMs',
  'legs',
  'guessedLegs',
  'streams',
  'findings',
];

export function dialogRecord(store: Store, dialog: number): DialogRecord {
  const d = store.dialogs.columns;
  const m = store.messages.columns;
  const first = d.firstMessage[dialog] - 1;
  const status = d.status[dialog];
  return {
    index: d.index[dialog],
    callId: decoded(store.names.callId(dialog)),
    method: decoded(store.words.text(d.method[dialog])),
    state: stateOf(store.dialogs, dialog, store.clock),
    from: decoded(store.names.from(dialog)),
    to: decoded(store.names.to(dialog)),
    fromUser: userOf(decoded(store.names.from(dialog))),
    toUser: userOf(decoded(store.names.to(dialog))),
    source: store.endpoints.text(m.source[first]),
    destination: store.endpoints.text(m.destination[first]),
    transport: TRANSPORTS[m.transport[first]],
    start: isoTimeUs(d.startUs[dialog]),
    messages: d.messages[dialog],
    retransmissions: d.retransmissions[dialog],
    status: status === 0 ? null : status,
    reason: status === 0 ? null : decoded(store.words.text(d.reason[dialog])),
    ...timingsOf(store.dialogs, dialog),
    ...legsOf(store, dialog),
    streams: d.streams[dialog],
    findings: store.diagnosed.codes(dialog),
  };
}

function legsOf(store: Store, dialog: number): Pick<DialogRecord, 'legs' | 'guessedLegs'> {
  const legs = store.legs.of(dialog);
  if (legs.length === 1) return { legs: [], guessedLegs: [] };
  const others = legs.filter((leg) => leg.dialog !== dialog);
  const callIds = (guesses: boolean) =>
    others.filter(({ guessed }) => guessed === guesses).map((leg) => decoded(store.names.callId(leg.dialog)));
  return { legs: callIds(false), guessedLegs: callIds(true) };
}
