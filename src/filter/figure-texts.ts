/**
 * The figures of a dialog's row as the texts that fields.ts makes of them, for a search in all rows at every key: texts
 * that repeat are looked through once, and none is made that cannot hold what is looked for.
 */

import { timingsOf } from '../store/state';
import type { Store } from '../store/store';
import { type Field, fieldNamed, spanText, timeText } from './fields';
import type { Verdict } from './meaning';
import type { TextTest } from './regex';

/** True for a dialog of which some figure passes; `wanted`: the text that it has to hold, null for a regex. */
export function anyFigure(test: TextTest, wanted: string | null): Verdict {
  const nothing = test('-');
  const moment = momentTest(test, wanted);
  const whole = canStandIn(WHOLE, wanted) ? wholeTest(test, wanted) : NONE;
  const waited = waitedTest(test, wanted);
  const span = spanTest(test, wanted);
  const media = MEDIA.map(
    (field): Verdict =>
      (store, dialog) =>
        test(field.text(store, dialog)),
  );
  const orNothing = (ms: number | null, passes: (ms: number) => boolean) => (ms === null ? nothing : passes(ms));
  return (store, dialog) => {
    if (whole(store, dialog) || moment(store.dialogs.columns.startUs[dialog])) return true;
    if (store.dialogs.columns.status[dialog] === 0 && nothing) return true;
    const { setupMs, ringMs, talkMs, durationMs } = timingsOf(store.dialogs, dialog);
    if (orNothing(setupMs, waited) || orNothing(ringMs, waited)) return true;
    if (orNothing(talkMs, span) || span(durationMs)) return true;
    if (store.dialogs.columns.firstStream[dialog] === 0) return nothing;
    return media.some((passes) => passes(store, dialog));
  };
}

const NONE: Verdict = () => false;
const MEDIA = ['mos', 'loss'].map((name) => fieldNamed(name) as Field);

/** The signs of figures, by what they are. */
const WHOLE = /^\d*$/;
const SPAN = /^[\d:]*$/;
const SECONDS = /^[\d.s]*$/;

function canStandIn(signs: RegExp, wanted: string | null): boolean {
  return wanted === null || signs.test(wanted);
}

/** Messages, retransmissions, status and index. */
function wholeTest(test: TextTest, wanted: string | null): Verdict {
  const small = onceEach((count) => test(String(count)), SMALL);
  const large = wanted === null ? (figure: number) => test(String(figure)) : digitsTest(wanted);
  const count = (figure: number) => (figure < SMALL ? small(figure) : large(figure));
  return ({ dialogs: { columns } }: Store, dialog) => {
    const status = columns.status[dialog];
    if (count(columns.messages[dialog]) || count(columns.retransmissions[dialog])) return true;
    return (status > 0 && count(status)) || count(columns.index[dialog]);
  };
}

/** True for a figure above 0 in which these digits stand, told without writing it. */
export function digitsTest(digits: string): (figure: number) => boolean {
  const wanted = Number(digits);
  const modulus = 10 ** digits.length;
  const least = modulus / 10;
  return (figure) => {
    if (digits === '') return true;
    for (let rest = figure; rest >= least; rest = Math.floor(rest / 10)) if (rest % modulus === wanted) return true;
    return false;
  };
}

/** Above every status. */
const SMALL = 1000;

/** Of digits in a row, how long something took at least whose figure has as many before its first sign. */
function leastOf(wanted: string | null, unitMs: number): number {
  const digits = wanted !== null && WHOLE.test(wanted) ? wanted.length : 0;
  return digits > 2 ? 10 ** (digits - 1) * unitMs - unitMs : 0;
}

const SECOND_MS = 1000;
const HOUR_MS = 3_600_000;
const MINUTE_HUNDREDTHS = 6000;

/** `0.06s`. */
export function waitedTest(test: TextTest, wanted: string | null): (ms: number) => boolean {
  if (!canStandIn(SECONDS, wanted)) return () => false;
  const leastMs = leastOf(wanted, SECOND_MS);
  const text = (ms: number) => test(`${(ms / 1000).toFixed(2)}s`);
  const usual = onceEach((hundredths) => text(hundredths * 10), MINUTE_HUNDREDTHS);
  return (ms) => {
    if (ms < leastMs) return false;
    const hundredths = ms / 10;
    const nearest = Math.round(hundredths);
    // What lies in the middle is written as one or the other.
    const clear = Math.abs(hundredths - nearest) < 0.4999;
    return clear && nearest < MINUTE_HUNDREDTHS ? usual(nearest) : text(ms);
  };
}

/** `1:02:03`. */
function spanTest(test: TextTest, wanted: string | null): (ms: number) => boolean {
  if (!canStandIn(SPAN, wanted)) return () => false;
  const leastMs = leastOf(wanted, HOUR_MS);
  const usual = onceEach((seconds) => test(spanText(seconds * 1000)), DAY_SECONDS);
  return (ms) => {
    if (ms < leastMs) return false;
    const seconds = Math.round(ms / 1000);
    return seconds < DAY_SECONDS ? usual(seconds) : test(spanText(ms));
  };
}

/** Date and time of day. */
function momentTest(test: TextTest, wanted: string | null): (timeUs: number) => boolean {
  const clock = wanted === null || wanted.includes('.') ? (ms: number) => test(clockText(ms)) : partsTest(test);
  let day = dayOf(0);
  let dateFound = test(day.text);
  return (timeUs) => {
    if (timeUs < day.fromUs || timeUs >= day.toUs) {
      day = dayOf(timeUs);
      dateFound = test(day.text);
    }
    return dateFound || (day.even ? clock(Math.floor((timeUs - day.fromUs) / 1000)) : test(timeText(timeUs)));
  };
}

/** What has no point stands before it or behind it. */
function partsTest(test: TextTest): (ms: number) => boolean {
  const before = onceEach((second) => test(clockText(second * 1000).slice(0, -POINT_AND_MS)), DAY_SECONDS);
  const behind = onceEach((ms) => test(clockText(ms).slice(1 - POINT_AND_MS)), 1000);
  return (ms) => before(Math.floor(ms / 1000)) || behind(ms % 1000);
}

const POINT_AND_MS = 4;
const DAY_SECONDS = 86_400;
const DAY_US = DAY_SECONDS * 1e6;

const TWO = Array.from({ length: 60 }, (_, n) => String(n).padStart(2, '0'));

/** As timeText(), of milliseconds since midnight. */
function clockText(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const minutes = Math.floor(seconds / 60);
  const clock = `${TWO[Math.floor(minutes / 60)]}:${TWO[minutes % 60]}:${TWO[seconds % 60]}`;
  return `${clock}.${String(ms % 1000).padStart(3, '0')}`;
}

/** The local day that a time is of; not `even` where clocks are put back or forward. */
function dayOf(timeUs: number): { fromUs: number; toUs: number; even: boolean; text: string } {
  const time = new Date(timeUs / 1000);
  const [year, month, date] = [time.getFullYear(), time.getMonth(), time.getDate()];
  const fromUs = new Date(year, month, date).getTime() * 1000;
  const toUs = new Date(year, month, date + 1).getTime() * 1000;
  const text = `${year}-${TWO[month + 1]}-${TWO[date]}`;
  return { fromUs, toUs, even: toUs - fromUs === DAY_US, text };
}

/** Of whole figures below `end`. */
function onceEach(test: (figure: number) => boolean, end: number): (figure: number) => boolean {
  const [UNKNOWN, NO, YES] = [0, 1, 2];
  const verdicts = new Uint8Array(end);
  return (figure) => {
    if (verdicts[figure] === UNKNOWN) verdicts[figure] = test(figure) ? YES : NO;
    return verdicts[figure] === YES;
  };
}
