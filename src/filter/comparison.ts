/** Comparisons of a figure with a number, as conditions hold them: `< 3.5`, `>=1%`. */

export type Compare = (figure: number) => boolean;

/** Null where the text is none; the unit may be left out. */
export function comparison(text: string, unit: string): Compare | null {
  const [, sign = '', digits = '', rest = ''] = /^([<>]=?)(\d+(?:\.\d+)?)(\D*)$/.exec(text) ?? [];
  const compare = SIGNS[sign];
  if (compare === undefined || (rest !== '' && rest.toLowerCase() !== unit)) return null;
  const limit = Number(digits);
  return (figure) => compare(figure, limit);
}

const SIGNS: Record<string, (figure: number, limit: number) => boolean> = {
  '<': (figure, limit) => figure < limit,
  '<=': (figure, limit) => figure <= limit,
  '>': (figure, limit) => figure > limit,
  '>=': (figure, limit) => figure >= limit,
};
