/** The conditions that a filter can hold: one row a name, with what its value means. */

import { STATES, stateOf } from '../store/state';
import type { Store } from '../store/store';
import { shown } from '../store/text';
import { FIELDS } from './fields';

/** Says whether a dialog meets a condition. */
export type Verdict = (store: Store, dialog: number) => boolean;

export interface Condition {
  name: string;
  /** What the value is, for messages and help. */
  value: string;
  description: string;
  /** A verdict, or why the value is none. */
  compile(value: string): Verdict | string;
}

const contains = (text: string, lower: string) => text.toLowerCase().includes(lower);

export const CONDITIONS: readonly Condition[] = [
  {
    name: 'host',
    value: 'an address, or its beginning',
    description: 'some message comes from or goes to this address',
    compile(value) {
      const wanted = value.toLowerCase().replace(/^\[|\]$/g, '');
      const prefix = wanted.endsWith('.') || wanted.endsWith(':');
      return anyEndpoint((address) => (prefix ? address.startsWith(wanted) : address === wanted));
    },
  },
  {
    name: 'method',
    value: 'a method',
    description: 'some request or the CSeq of some response has this method',
    compile(value) {
      const wanted = value.toUpperCase();
      return (store, dialog) => hasMethod(store, dialog, wanted);
    },
  },
  {
    name: 'from',
    value: 'part of an address',
    description: 'the From address holds this',
    compile(value) {
      const wanted = value.toLowerCase();
      return (store, dialog) => contains(shown(store.names.from(dialog)), wanted);
    },
  },
  {
    name: 'to',
    value: 'part of an address',
    description: 'the To address holds this',
    compile(value) {
      const wanted = value.toLowerCase();
      return (store, dialog) => contains(shown(store.names.to(dialog)), wanted);
    },
  },
  {
    name: 'callid',
    value: 'part of a Call-ID',
    description: 'the Call-ID holds this',
    compile: (value) => (store, dialog) => shown(store.names.callId(dialog)).includes(value),
  },
  {
    name: 'state',
    value: 'a state',
    description: `the dialog is in this state: ${STATES.map((state) => state.replace(' ', '-')).join(', ')}`,
    compile(value) {
      const wanted = STATES.find((state) => state === value.toLowerCase().replaceAll('-', ' '));
      if (wanted === undefined) return `one of ${STATES.map((state) => state.replace(' ', '-')).join(', ')}`;
      return (store, dialog) => stateOf(store.dialogs, dialog, store.clock) === wanted;
    },
  },
];

/** A bare word: some text of the dialog's row holds it. */
export function anyText(word: string): Verdict {
  const wanted = word.toLowerCase();
  return (store, dialog) => FIELDS.some((field) => contains(field.text(store, dialog), wanted));
}

function anyEndpoint(matches: (address: string) => boolean): Verdict {
  // Addresses repeat over all dialogs: each is judged once.
  const verdicts: boolean[] = [];
  const judge = (store: Store, endpoint: number) => {
    verdicts[endpoint] ??= matches(store.endpoints.get(endpoint).address);
    return verdicts[endpoint];
  };
  return (store, dialog) => {
    const m = store.messages.columns;
    for (let row = store.dialogs.columns.firstMessage[dialog] - 1; row >= 0; row = m.next[row] - 1) {
      if (judge(store, m.source[row]) || judge(store, m.destination[row])) return true;
    }
    return false;
  };
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
