/**
 * Words that are no filter but look like one: names that this version has no condition for, and signs of other languages
 * where they mean nothing here. Taken as text they would find nothing without a word; each is answered with how it is
 * written here.
 */

import type { Condition } from './condition';
import type { Language } from './language';

/** Names of other programs, with what serves here. */
const NAMES: Record<string, string> = {
  status: 'code 4xx',
  caller: 'from alice',
  callee: 'to 1001',
  proto: 'transport tcp',
};

/** Signs of comparison of other languages, and a name with one of them glued to it. */
const COMPARISON = /^(?:==?~?|![=~]|~|[<>]=?|:(?!:))/;
const GLUED = /^([a-z]+)(==?~?|![=~]|~|:|[<>]=?)(.*)$/i;
/** Longer values are not repeated in a message. */
const SHORT = 40;
const IN_QUOTES = 'in quotes it is searched as text';

/** What to say of an unquoted word where a condition should begin, or null where it is text like any other. */
export function conditionSlip(word: string, language: Language): string | null {
  const { about, conditions, others } = language;
  const sign = COMPARISON.exec(word)?.[0];
  if (sign === word) return notUsed(sign, 'from alice');
  const [, name = word, glued = '', value = ''] = GLUED.exec(word) ?? [];
  const lower = name.toLowerCase();
  if (others.names.has(lower)) return `“${name}” is a condition of ${others.about}, not of ${about}; ${IN_QUOTES}`;
  if (Object.hasOwn(NAMES, lower)) return notThere(name, NAMES[lower]);
  const condition = conditions.get(lower);
  if (condition === undefined || condition.value === '' || glued === '') return junctionSlip(word);
  const usable = value !== '' && value.length <= SHORT && !/^[<>]/.test(glued) && condition.unit === undefined;
  return notUsed(glued, usable ? `${lower} ${value}` : condition.example);
}

/** The same of an unquoted word that stands as the value of a condition. */
export function valueSlip({ example }: Condition, word: string): string | null {
  const sign = COMPARISON.exec(word)?.[0];
  return sign === undefined ? junctionSlip(word) : notUsed(sign, example);
}

function notUsed(sign: string, example: string): string {
  return `“${sign}” is not used here: write “${sign.startsWith('!') ? 'not ' : ''}${example}”; ${IN_QUOTES}`;
}

function notThere(name: string, instead: string): string {
  return `“${name}” is not a condition of this version (“${instead}” is); ${IN_QUOTES}`;
}

function junctionSlip(word: string): string | null {
  const found = /^[&|]$/.exec(word)?.[0];
  return found === undefined ? null : `“${found}” is written “${found[0] === '&' ? 'and' : 'or'}”; ${IN_QUOTES}`;
}
