/**
 * The figures of a dialog's row as the texts that fields.ts makes of them, for a search in all rows at every key: texts
 * that repeat are looked through once, the others are made of pieces that repeat.
 */

import { timingsOf } from '../store/state';
import { type Field, fieldNamed, spanText, timeText } from './fields';
import type { Verdict } from './meaning';
import type { TextTest } from './regex';

/** True for a dialog of which some figure passes; `digits`: what is looked for has no signs that part figures. */
export function anyFigure(test: TextTest, digits = false): Verdict {
  const nothing = test('-');
  const counts = onceEach((count) => test(String(count)));
  const spans = onceEach((seconds) => test(spanText(seconds * 1000)));
  const hundredths = hundredthsTest(test);
  const moment = momentTest(test, digits ? digitsOfClock(test) : textOfClock(test));
  const media = MEDIA.map(
    (field): Verdict =>
      (store, dialog) =>
        test(field.text(store, dialog)),
  );
  const ofMedia: Verdict = (store, dialog) =>
    store.dialogs.columns.firstStream[dialog] === 0 ? nothing : media.some((verdict) => verdict(store, dialog));
  const span = (ms: number | null) => (ms === null ? nothing : spans(Math.round(ms / 1000)));
  return (store, dialog) => {
    const d = store.dialogs.columns;
    const status = d.status[dialog];
    if (counts(d.messages[dialog]) || counts(d.retransmissions[dialog])) return true;
    if (status === 0 ? nothing : counts(status)) return true;
    if (test(String(d.index[dialog])) || moment(d.startUs[dialog])) return true;
    const { setupMs, ringMs, talkMs, durationMs } = timingsOf(store.dialogs, dialog);
    const waited = setupMs === null ? nothing : hundredths(setupMs);
    const rang = ringMs === null ? nothing : hundredths(ringMs);
    return waited || rang || span(talkMs) || span(durationMs) || ofMedia(store, dialog);
  };
}

const MEDIA = ['mos', 'loss'].map((name) => fieldNamed(name) as Field);

/** Seconds as `0.06s`. */
function hundredthsTest(test: TextTest): (ms: number) => boolean {
  return onceEach((ms) => test(`${(ms / 1000).toFixed(2)}s`));
}

/** Date and time of day. */
function momentTest(test: TextTest, clock: (ms: number) => boolean): (timeUs: number) => boolean {
  let day = dayOf(0);
  let dateFound = false;
  return (timeUs) => {
    if (timeUs < day.fromUs || timeUs >= day.toUs) {
      day = dayOf(timeUs);
      dateFound = test(day.text);
    }
    return dateFound || (day.even ? clock(Math.floor((timeUs - day.fromUs) / 1000)) : test(timeText(timeUs)));
  };
}

const TWO = Array.from({ length: 60 }, (_, n) => String(n).padStart(2, '0'));
const THREE = Array.from({ length: 1000 }, (_, n) => String(n).padStart(3, '0'));

/** As timeText() writes them, of milliseconds since midnight. */
function textOfClock(test: TextTest): (ms: number) => boolean {
  return (ms) => {
    const seconds = Math.floor(ms / 1000);
    const minutes = Math.floor(seconds / 60);
    const [hour, minute] = [TWO[Math.floor(minutes / 60)], TWO[minutes % 60]];
    return test(`${hour}:${minute}:${TWO[seconds % 60]}.${THREE[ms % 1000]}`);
  };
}

/** Digits stand within one of its parts. */
function digitsOfClock(test: TextTest): (ms: number) => boolean {
  const [two, three] = [TWO.map(test), THREE.map(test)];
  return (ms) => {
    const seconds = Math.floor(ms / 1000);
    const minutes = Math.floor(seconds / 60);
    return two[seconds % 60] || two[minutes % 60] || two[Math.floor(minutes / 60)] || three[ms % 1000];
  };
}

const DAY_US = 86_400_000_000;

/** The local day that a time is of; not `even` where clocks are put back or forward. */
function dayOf(timeUs: number): { fromUs: number; toUs: number; even: boolean; text: string } {
  const time = new Date(timeUs / 1000);
  const [year, month, date] = [time.getFullYear(), time.getMonth(), time.getDate()];
  const fromUs = new Date(year, month, date).getTime() * 1000;
  const toUs = new Date(year, month, date + 1).getTime() * 1000;
  const text = `${year}-${TWO[month + 1]}-${TWO[date]}`;
  return { fromUs, toUs, even: toUs - fromUs === DAY_US, text };
}

/** Verdicts kept: more different figures than that are made texts again. */
const KEPT = 100_000;

function onceEach(test: (figure: number) => boolean): (figure: number) => boolean {
  const verdicts = new Map<number, boolean>();
  return (figure) => {
    const known = verdicts.get(figure);
    if (known !== undefined) return known;
    const found = test(figure);
    if (verdicts.size < KEPT) verdicts.set(figure, found);
    return found;
  };
}
