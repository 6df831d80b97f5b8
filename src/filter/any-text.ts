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
  return anyTextBy(holding(word), anyNameHolds(word), inFigures, endpointHolds(wanted));
}

const NO_FIGURE: Verdict = () => false;

/** Of an end, by its id: whether its address with port holds this. */
function endpointHolds(wanted: string): Verdict {
  if (!ENDPOINT.test(wanted)) return NO_FIGURE;
  const inText: Verdict = (store, id) => store.endpoints.text(id).includes(wanted);
  // What stands between signs is a number: that of a part of the address, or the port.
  if (/[.:[\]]/.test(wanted)) return onceEach(inText);
  const inNumber = new Uint8Array(PORTS).fill(UNKNOWN);
  const holds = (figure: number) => {
    if (inNumber[figure] === UNKNOWN) inNumber[figure] = Number(String(figure).includes(wanted));
    return inNumber[figure] === 1;
  };
  return onceEach((store, id) => {
    const key = store.endpoints.ipv4Key(id);
    if (key < 0) return inText(store, id);
    const address = Math.floor(key / PORTS);
    const [a, b, c, d] = [address >>> 24, (address >>> 16) & 255, (address >>> 8) & 255, address & 255];
    return holds(key % PORTS) || holds(a) || holds(b) || holds(c) || holds(d);
  });
}

const PORTS = 65_536;
const UNKNOWN = 2;

export function anyTextTest(test: TextTest): Verdict {
  const endpoint = onceEach((store, id) => test(store.endpoints.text(id)));
  return anyTextBy(test, namesPass(test, NAMES), anyFigure(test, null), endpoint);
}

/** `endpoint`: of an end, by its id. */
function anyTextBy(test: TextTest, inNames: Verdict, inFigures: Verdict, endpoint: Verdict): Verdict {
  const text = onceEach((store, id) => test(shown(store.words.text(id))));
  const transports = TRANSPORTS.map(test);
  const states = new Set(STATES.filter(test));
  return (store, dialog) => {
    const d = store.dialogs.columns;
    const m = store.messages.columns;
    const first = d.firstMessage[dialog] - 1;
    return (
      inNames(store, dialog) ||
      endpoint(store, m.source[first]) ||
      endpoint(store, m.destination[first]) ||
      text(store, d.method[dialog]) ||
      text(store, d.reason[dialog]) ||
      transports[m.transport[first]] ||
      (states.size > 0 && states.has(stateOf(store.dialogs, dialog, store.clock))) ||
      inFigures(store, dialog)
    );
  };
}
