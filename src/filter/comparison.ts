/** Comparisons of a figure with a number, as conditions hold them: `< 3.5`, `>=1%`, `> 1:30`. */

export type Compare = (figure: number) => boolean;

const COMPARED = /^(<=?|>=?|==?|!=)(.+)$/;

/** Null where the text is none; the unit may be left out. In seconds (unit `s`) a time may be written in any way. */
export function comparison(text: string, unit: string): Compare | null {
  const [, sign = '', amount = ''] = COMPARED.exec(text) ?? [];
  const compare = SIGNS[sign];
  const limit = compare === undefined ? null : unit === 's' ? secondsOf(amount) : amountOf(amount, unit);
  return limit === null ? null : (figure) => compare(figure, limit);
}

function amountOf(text: string, unit: string): number | null {
  const [, digits = '', rest = ''] = /^(\d+(?:\.\d+)?)(\D*)$/.exec(text) ?? [];
  return digits === '' || (rest !== '' && rest.toLowerCase() !== unit) ? null : Number(digits);
}

/** Units of time and what they are in seconds. */
const TIMES: Record<string, number> = { ms: 0.001, '': 1, s: 1, sec: 1, m: 60, min: 60, h: 3600 };

/** `3`, `3s`, `300ms`, `2m`, `1h`, `1:30` and `1:02:03`; null for anything else. */
export function secondsOf(text: string): number | null {
  const [, hours, minutes, seconds] = /^(?:(\d+):)?(\d+):([0-5]\d(?:\.\d+)?)$/.exec(text) ?? [];
  if (seconds !== undefined) return Number(hours ?? 0) * 3600 + Number(minutes) * 60 + Number(seconds);
  const [, digits = '', unit = ''] = /^(\d+(?:\.\d+)?)([a-z]*)$/i.exec(text) ?? [];
  const factor = Object.hasOwn(TIMES, unit.toLowerCase()) ? TIMES[unit.toLowerCase()] : null;
  return digits === '' || factor === null ? null : Number(digits) * factor;
}

const SIGNS: Record<string, (figure: number, limit: number) => boolean> = {
  '<': (figure, limit) => figure < limit,
  '<=': (figure, limit) => figure <= limit,
  '>': (figure, limit) => figure > limit,
  '>=': (figure, limit) => figure >= limit,
  '=': (figure, limit) => figure === limit,
  '==': (figure, limit) => figure === limit,
  '!=': (figure, limit) => figure !== limit,
};
