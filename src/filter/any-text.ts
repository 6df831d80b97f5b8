/** A bare word, or a regex without a field: found in any text of a row. */

import { TRANSPORTS } from '../decode/carried';
import { STATES, stateOf } from '../store/state';
import { shown } from '../store/text';
import { holding } from './condition';
import type { Field } from './fields';
import { anyFigure } from './figure-texts';
import type { Verdict } from './meaning';
import { anyNameHolds, type Name, namesPass } from './name-bytes';
import { onceEach } from './once';
import type { TextTest } from './regex';

/** Looks through the texts of all these fields. */
export function searchIn(all: readonly Field[]): (test: TextTest) => Verdict {
  return (test) => (store, row) => all.some((field) => test(field.text(store, row)));
}

/** Fields that are sorted by a number read as these: no words. */
const FIGURE = /^[\d:.s%-]*$/;

export function searchWord(all: readonly Field[]): (word: string) => Verdict {
  const words = all.filter(({ order }) => order === undefined);
  return (word) => searchIn(FIGURE.test(word.toLowerCase()) ? all : words)(holding(word));
}

/** So do addresses with ports. */
const ENDPOINT = /^[\da-f.:[\]]*$/;

/** What fields.ts shows of a dialog, each text where it is kept. */
const NAMES: readonly Name[] = ['callId', 'from', 'to'];

export function anyText(word: string): Verdict {
  const wanted = word.toLowerCase();
  const inFigures = FIGURE.test(wanted) ? anyFigure((text) => text.includes(wanted), wanted) : NO_FIGURE;
  return anyTextBy(holding(word), anyNameHolds(word), inFigures, ENDPOINT.test(wanted));
}

const NO_FIGURE: Verdict = () => false;

export function anyTextTest(test: TextTest): Verdict {
  return anyTextBy(test, namesPass(test, NAMES), anyFigure(test, null));
}

function anyTextBy(test: TextTest, inNames: Verdict, inFigures: Verdict, inEndpoints = true): Verdict {
  const endpoint = onceEach((store, id) => test(store.endpoints.text(id)));
  const text = onceEach((store, id) => test(shown(store.words.text(id))));
  const transports = TRANSPORTS.map(test);
  const states = new Set(STATES.filter(test));
  return (store, dialog) => {
    const d = store.dialogs.columns;
    const m = store.messages.columns;
    const first = d.firstMessage[dialog] - 1;
    return (
      inNames(store, dialog) ||
      (inEndpoints && (endpoint(store, m.source[first]) || endpoint(store, m.destination[first]))) ||
      text(store, d.method[dialog]) ||
      text(store, d.reason[dialog]) ||
      transports[m.transport[first]] ||
      (states.size > 0 && states.has(stateOf(store.dialogs, dialog, store.clock))) ||
      inFigures(store, dialog)
    );
  };
}
