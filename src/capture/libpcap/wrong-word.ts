/**
 * Which word of a capture filter is wrong. libpcap does not say where it stopped, so beginnings of the expression are
 * compiled with various endings: the first word after which none of them helps is the wrong one.
 */

import { FILTER_WORDS } from '../../budgets';

/** libpcap's words, or null where it takes the expression. Should not optimize: that takes long, and hides places. */
export type Judge = (expression: string) => string | null;

interface Word {
  text: string;
  at: number;
}

const WORD = /[\w.:/\\-]+|&&|\|\||[<>=!]=|<<|>>|\S/g;

/** What may stand behind a good beginning. Brackets come before parentheses, which are closed by count. */
const ENDINGS = [
  '',
  ' 1',
  ' 1.2.3.4',
  ' 1-2',
  ' port 1',
  ' dst port 1',
  ' host 1:2:3:4:5:6',
  ' 1:2:3:4:5:6',
  ' = 1',
  ' 1 = 1',
  ' 255.0.0.0',
  ' mgt',
  ' pass',
];
const BRACKET_ENDINGS = ['] = 1', ' 0] = 1', ':1] = 1', ' 1] = 1'];

/** Behind these stands a name, which libpcap would ask the name server for, each time. */
const BEFORE_NAME = new Set(['host', 'net', 'gateway']);
const NAME = /^[a-z_][\w.-]*$/i;

/**
 * Offset of the word that makes libpcap say `message` of `expression`; its end, where something is missing there; null
 * where that cannot be told.
 */
export function wrongWord(expression: string, message: string, judge: Judge): number | null {
  const words = [...expression.matchAll(WORD)].map((found) => ({ text: found[0], at: found.index }));
  const named = wordNamedIn(message, expression, words);
  if (named !== null) return named;
  if (words.length === 0 || words.length > FILTER_WORDS || judge(expression) !== message) return null;
  const goodUpTo = (count: number) => canGoOn(words.slice(0, count), message, judge);
  if (goodUpTo(words.length)) return expression.trimEnd().length;
  // A beginning that cannot go on makes all longer ones such.
  let good = 0;
  let bad = words.length;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (goodUpTo(middle)) good = middle;
    else bad = middle;
  }
  return words[bad - 1].at;
}

/** `unknown host 'sbc1'`, `illegal port number 70000 > 65535`. */
function wordNamedIn(message: string, expression: string, words: readonly Word[]): number | null {
  const quoted = /['"](.+?)['"]/.exec(message)?.[1];
  if (quoted !== undefined) {
    const at = words.find(({ text }) => text === quoted)?.at ?? expression.indexOf(quoted);
    return at < 0 ? null : at;
  }
  const tooLarge = /\b(\d+) (?:>|greater)/.exec(message)?.[1];
  return words.find(({ text }) => text === tooLarge)?.at ?? null;
}

function canGoOn(words: readonly Word[], message: string, judge: Judge): boolean {
  const beginning = words.map(({ text }, i) => withoutName(text, words[i - 1]?.text)).join(' ');
  const count = (character: string) => words.filter(({ text }) => text === character).length;
  const closing = ')'.repeat(Math.max(0, count('(') - count(')')));
  const endings = count('[') > count(']') ? BRACKET_ENDINGS : ENDINGS;
  return endings.some((ending) => {
    const said = judge(`${beginning}${ending}${closing}`);
    // An ending that does not fit here at all tells nothing of the beginning.
    return said === null || (said !== message && !said.includes('syntax error'));
  });
}

function withoutName(word: string, before: string | undefined): string {
  return before !== undefined && BEFORE_NAME.has(before) && NAME.test(word) && !BEFORE_NAME.has(word)
    ? '1.2.3.4'
    : word;
}
