/**
 * Regexes that cannot hold the program up. What may take long by its form runs under a time limit (node:vm can stop a
 * regex, also within one text), and what ran out of it is counted. docs/decisions/0041 has the figures.
 */

import vm from 'node:vm';
import { REGEX_MS, REGEX_STEPS } from '../budgets';
import type { Pace } from './pace';
import { costOf, stepsOver } from './regex-cost';

/** True for a text that is meant. */
export type TextTest = (text: string) => boolean;

export interface RegexFault {
  message: string;
  /** Offset in the source. */
  at: number;
}

/** The test of a regex; `flags` are those of JavaScript, of which `m` is always set. */
export function regexTest(source: string, flags: string, pace: Pace): TextTest | RegexFault {
  const [, inline = ''] = INLINE_FLAGS.exec(source) ?? [];
  const body = inline === '' ? source : source.slice(inline.length + 3);
  const all = [...new Set(`${flags}${inline}m`)].join('');
  const regex = compiled(body, all);
  if (typeof regex === 'string') {
    return { message: `this is no regex: ${regex}`, at: source.length - body.length + faultAt(body, all, regex) };
  }
  const cost = costOf(body, regex.dotAll);
  return (text) => (stepsOver(text, cost) <= REGEX_STEPS ? regex.test(text) : timed(regex, text, pace));
}

/** `(?i)` at the beginning, as those write it who come from PCRE. */
const INLINE_FLAGS = /^\(\?([ims]+)\)/;

/** The regex, or what is wrong with it. */
function compiled(source: string, flags: string): RegExp | string {
  try {
    return new RegExp(source, flags);
  } catch (error) {
    const { message } = error as Error;
    return message.slice(message.lastIndexOf(': ') + 2).toLowerCase();
  }
}

/** V8 does not tell where: an opening without end, or the first character with which the fault is there. */
function faultAt(source: string, flags: string, fault: string): number {
  if (fault.startsWith('unterminated')) return openingAt(source);
  for (let end = 1; end <= Math.min(source.length, LOOKED_THROUGH); end++) {
    if (compiled(source.slice(0, end), flags) === fault) return end - 1;
  }
  return 0;
}

/** Nobody finds a fault in a longer one by its place. */
const LOOKED_THROUGH = 500;

/** Offset of the last bracket that is not closed. */
function openingAt(source: string): number {
  const open: number[] = [];
  let inClass = -1;
  for (let at = 0; at < source.length; at++) {
    const c = source[at];
    if (c === '\\') at++;
    else if (inClass >= 0) inClass = c === ']' ? -1 : inClass;
    else if (c === '[') inClass = at;
    else if (c === '(') open.push(at);
    else if (c === ')') open.pop();
  }
  return inClass >= 0 ? inClass : (open.at(-1) ?? 0);
}

interface Cell {
  regex: RegExp;
  text: string;
}

let room: { context: vm.Context & Partial<Cell>; script: vm.Script } | null = null;

/** False where time ran out, which `pace` counts. */
function timed(regex: RegExp, text: string, pace: Pace): boolean {
  if (!pace.mayTakeLong) {
    pace.undecided++;
    return false;
  }
  pace.timed();
  room ??= { context: vm.createContext({}), script: new vm.Script('regex.test(text)') };
  Object.assign(room.context, { regex, text });
  try {
    return room.script.runInContext(room.context, { timeout: REGEX_MS }) as boolean;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
    pace.undecided++;
    pace.ranOut();
    return false;
  }
}
