/** What a condition of the filter language is, and the ways in which rows of its tables are made. */

import type { HostNames } from '../store/host-names';
import type { Store } from '../store/store';
import { comparison } from './comparison';
import { aboutRow, type Meaning } from './meaning';
import type { Pace } from './pace';
import type { TextTest } from './regex';

/** What a filter knows besides the store. */
export interface Context {
  /** Ids of the dialogs that the user has marked; may change while the filter is used. */
  marked: ReadonlySet<number> | null;
  /** Of hosts, at the time when they are asked for. */
  names: (() => HostNames) | null;
  pace: Pace;
}

export interface Condition {
  name: string;
  /** Other names of it. */
  aliases?: readonly string[];
  /** What the value is, for messages and help; empty where the name says it all. */
  value: string;
  /** As one writes it. */
  example: string;
  /** What holds for what is kept. */
  description: string;
  /** Of a condition whose value compares (`< 3.5`): the unit that may stand behind the number, or empty; `s` is any time. */
  unit?: string;
  /** The value may be a comparison as well: `code >= 400`. */
  mayCompare?: boolean;
  /** Conditions of which one follows, as in `src host`; without its name the first is meant. */
  parts?: readonly Condition[];
  /** The value is the name of something that may be tested: `header Diversion ~ /^<sip:415/`. */
  names?: boolean;
  /** It is about what diagnosis found, which somebody must have looked for. */
  ofFindings?: true;
  /** A meaning, or why the value is none. */
  compile(value: string, context: Context): Meaning | string;
  /** Of a condition on text: with a test in place of a value; `name` is the value where that is a name. */
  compileTest?(test: TextTest, context: Context, name: string): Meaning;
}

/** True for text that holds this, in any case. */
export function holding(value: string): TextTest {
  const wanted = value.toLowerCase();
  return (text) => text.toLowerCase().includes(wanted);
}

/** True for this text, in any case. */
export function being(value: string): TextTest {
  const wanted = value.toLowerCase();
  return (text) => text.toLowerCase() === wanted;
}

type Described = Pick<Condition, 'name' | 'value' | 'example' | 'description' | 'aliases'>;

/** A condition that part of a text meets, or a regex. */
export function textual(row: Described, about: (test: TextTest, context: Context) => Meaning): Condition {
  return { ...row, compile: (value, context) => about(holding(value), context), compileTest: about };
}

/** A condition on a figure; what has none does not meet it. */
export function figured(
  row: Omit<Described, 'value'> & { unit: string },
  figure: (store: Store, row: number) => number | null,
): Condition {
  const values = row.example.slice(row.name.length + 1);
  return {
    ...row,
    value: 'a comparison',
    compile(value) {
      const passes = comparison(value, row.unit);
      if (passes === null) return `a comparison, as in ${values}`;
      return aboutRow((store, one) => {
        const found = figure(store, one);
        return found !== null && passes(found);
      });
    },
  };
}
