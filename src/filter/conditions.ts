/** The conditions that a filter can hold: one row a name, with what its value means. Help and manual list them. */

import { TRANSPORTS } from '../decode/carried';
import type { Endpoint } from '../decode/endpoints';
import { STATES, stateOf } from '../store/state';
import type { Store } from '../store/store';
import { shown } from '../store/text';
import { FIELDS, type Field } from './fields';
import { MEDIA_CONDITIONS } from './media-conditions';

/** Says whether a row, be it of a dialog or of a stream, meets a condition. */
export type Verdict = (store: Store, row: number) => boolean;

export interface Condition {
  name: string;
  /** What the value is, for messages and help. */
  value: string;
  /** As one writes it. */
  example: string;
  /** What holds for what is kept. */
  description: string;
  /** Of a condition whose value compares (`< 3.5`): the unit that may stand behind the number, or empty. */
  unit?: string;
  /** A verdict, or why the value is none. */
  compile(value: string): Verdict | string;
}

const contains = (text: string, lower: string) => text.toLowerCase().includes(lower);

/** The states as they are written. */
export const STATE_WORDS: readonly string[] = STATES.map((state) => state.replace(' ', '-'));

export const CONDITIONS: readonly Condition[] = [
  {
    name: 'host',
    value: 'an address, or its beginning',
    example: 'host 10.0.0.1',
    description: 'some message comes from or goes to this address; one that ends in . or : is a beginning',
    compile: (value) => anyEndpoint(hasAddress(value)),
  },
  {
    name: 'port',
    value: 'a port',
    example: 'port 5060',
    description: 'some message comes from or goes to this port',
    compile(value) {
      const has = hasPort(value);
      return typeof has === 'string' ? has : anyEndpoint(has);
    },
  },
  {
    name: 'transport',
    value: 'a transport',
    example: 'transport tcp',
    description: `some message came over this: ${TRANSPORTS.join(', ').toLowerCase()}`,
    compile(value) {
      const wanted = (TRANSPORTS as readonly string[]).indexOf(value.toUpperCase());
      if (wanted < 0) return `one of ${TRANSPORTS.join(', ').toLowerCase()}`;
      return anyMessage((store, row) => store.messages.columns.transport[row] === wanted);
    },
  },
  {
    name: 'method',
    value: 'a method',
    example: 'method INVITE',
    description: 'some request or the CSeq of some response has this method',
    compile(value) {
      const wanted = value.toUpperCase();
      return (store, dialog) => hasMethod(store, dialog, wanted);
    },
  },
  {
    name: 'code',
    value: 'a status',
    example: 'code 4xx',
    description: 'some response has this status; an x is any digit',
    compile(value) {
      if (!/^[1-6](\d\d|\dx|xx)$/i.test(value)) return 'a status, as in 486 or 4xx';
      const least = Number(value.replace(/x/gi, '0'));
      const most = Number(value.replace(/x/gi, '9'));
      return anyMessage((store, row) => {
        const status = store.messages.columns.status[row];
        return status >= least && status <= most;
      });
    },
  },
  {
    name: 'reason',
    value: 'part of a reason phrase',
    example: 'reason busy',
    description: 'the reason phrase of some response holds this',
    compile: (value) => anyReason(value.toLowerCase()),
  },
  {
    name: 'from',
    value: 'part of an address',
    example: 'from alice',
    description: 'the From address holds this',
    compile(value) {
      const wanted = value.toLowerCase();
      return (store, dialog) => contains(shown(store.names.from(dialog)), wanted);
    },
  },
  {
    name: 'to',
    value: 'part of an address',
    example: 'to 1001',
    description: 'the To address holds this',
    compile(value) {
      const wanted = value.toLowerCase();
      return (store, dialog) => contains(shown(store.names.to(dialog)), wanted);
    },
  },
  {
    name: 'user',
    value: 'part of a user name',
    example: 'user 1001',
    description: 'what stands before the @ of From or To holds this',
    compile(value) {
      const wanted = value.toLowerCase();
      const holds = (address: string) => {
        const text = shown(address).toLowerCase();
        const found = text.indexOf(wanted);
        return found >= 0 && found + wanted.length <= text.indexOf('@');
      };
      return (store, dialog) => holds(store.names.from(dialog)) || holds(store.names.to(dialog));
    },
  },
  {
    name: 'callid',
    value: 'part of a Call-ID',
    example: 'callid a84b4c76',
    description: 'the Call-ID holds this',
    compile: (value) => (store, dialog) => shown(store.names.callId(dialog)).includes(value),
  },
  {
    name: 'state',
    value: 'a state',
    example: 'state in-call',
    description: `it is in this state: ${STATE_WORDS.join(', ')}`,
    compile(value) {
      const wanted = STATES.find((state) => state === value.toLowerCase().replaceAll('-', ' '));
      if (wanted === undefined) return `one of ${STATE_WORDS.join(', ')}`;
      return (store, dialog) => stateOf(store.dialogs, dialog, store.clock) === wanted;
    },
  },
  ...MEDIA_CONDITIONS.map(({ holds, compile, ...condition }) => ({
    ...condition,
    description: `some stream of it ${holds}`,
    compile(value: string) {
      const verdict = compile(value);
      return typeof verdict === 'string' ? verdict : anyStream(verdict);
    },
  })),
];

/** What stands within another field of the row: looked through once is enough. */
const WITHIN_OTHERS = new Set(['fromUser', 'toUser']);
const TEXT_FIELDS = FIELDS.filter(({ name }) => !WITHIN_OTHERS.has(name));

/** A bare word: some text of the dialog's row holds it. */
export const anyText = searchIn(TEXT_FIELDS);

export function searchIn(all: readonly Field[]): (word: string) => Verdict {
  // Fields that are sorted by a number read as digits, points, colons, hyphens and the s of seconds: no words.
  const words = all.filter(({ order }) => order === undefined);
  return (word) => {
    const wanted = word.toLowerCase();
    const fields = /[^\d:.s-]/.test(wanted) ? words : all;
    return (store, row) => fields.some((field) => contains(field.text(store, row), wanted));
  };
}

export function hasAddress(value: string): (endpoint: Endpoint) => boolean {
  const wanted = value.toLowerCase().replace(/^\[|\]$/g, '');
  const prefix = wanted.endsWith('.') || wanted.endsWith(':');
  return ({ address }) => (prefix ? address.startsWith(wanted) : address === wanted);
}

/** Or why the value is none. */
export function hasPort(value: string): ((endpoint: Endpoint) => boolean) | string {
  const wanted = Number(value);
  if (!/^\d+$/.test(value) || wanted > 65_535) return 'a port, as in 5060';
  return ({ port }) => port === wanted;
}

/** True when some message of the dialog passes. */
function anyMessage(passes: (store: Store, row: number) => boolean): Verdict {
  return (store, dialog) => {
    const { next } = store.messages.columns;
    for (let row = store.dialogs.columns.firstMessage[dialog] - 1; row >= 0; row = next[row] - 1) {
      if (passes(store, row)) return true;
    }
    return false;
  };
}

/** True when some stream of the dialog passes. */
function anyStream(passes: Verdict): Verdict {
  return (store, dialog) => {
    const { nextOfDialog } = store.mediaStreams.streams.table.columns;
    for (let row = store.dialogs.columns.firstStream[dialog] - 1; row >= 0; row = nextOfDialog[row] - 1) {
      if (passes(store, row)) return true;
    }
    return false;
  };
}

/** Addresses repeat over all rows: each is judged once. */
export function judgeOf(matches: (endpoint: Endpoint) => boolean): (store: Store, endpoint: number) => boolean {
  const verdicts: boolean[] = [];
  return (store, endpoint) => {
    verdicts[endpoint] ??= matches(store.endpoints.get(endpoint));
    return verdicts[endpoint];
  };
}

function anyEndpoint(matches: (endpoint: Endpoint) => boolean): Verdict {
  const judge = judgeOf(matches);
  return anyMessage((store, row) => {
    const { source, destination } = store.messages.columns;
    return judge(store, source[row]) || judge(store, destination[row]);
  });
}

/** So do reason phrases. */
function anyReason(wanted: string): Verdict {
  const verdicts: boolean[] = [];
  return anyMessage((store, row) => {
    const { status, reason } = store.messages.columns;
    if (status[row] === 0) return false;
    verdicts[reason[row]] ??= contains(shown(store.words.text(reason[row])), wanted);
    return verdicts[reason[row]];
  });
}

/** Ids below this have a bit of their own in a dialog's set of methods. */
const OWN_BITS = 31;

function hasMethod(store: Store, dialog: number, method: string): boolean {
  const id = store.words.find(method);
  if (id < 0) return false;
  const methods = store.dialogs.columns.methods[dialog];
  if (id < OWN_BITS) return (methods & (1 << id)) !== 0;
  if ((methods & (1 << OWN_BITS)) === 0) return false;
  const m = store.messages.columns;
  for (let row = store.dialogs.columns.firstMessage[dialog] - 1; row >= 0; row = m.next[row] - 1) {
    if (m.method[row] === id) return true;
  }
  return false;
}
