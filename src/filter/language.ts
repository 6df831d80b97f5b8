/** What a filter is about: dialogs or streams, each with its table of conditions. The rest of the language is the same. */

import { anyText, CONDITIONS, type Condition, type Verdict } from './conditions';
import { anyStreamText, STREAM_CONDITIONS } from './stream-conditions';

export interface Language {
  /** `streams`. */
  about: string;
  conditions: ReadonlyMap<string, Condition>;
  /** A condition as one writes it. */
  example: string;
  /** The conditions of the others, which would find nothing as text. */
  others: { about: string; names: ReadonlySet<string> };
  /** A bare word. */
  anyText(word: string): Verdict;
}

export const OF_DIALOGS = language('calls', 'method INVITE', CONDITIONS, 'streams', STREAM_CONDITIONS, anyText);
export const OF_STREAMS = language('streams', 'codec opus', STREAM_CONDITIONS, 'calls', CONDITIONS, anyStreamText);

function language(
  about: string,
  example: string,
  conditions: readonly Condition[],
  otherAbout: string,
  others: readonly Condition[],
  anyText: Language['anyText'],
): Language {
  const own = new Map(conditions.map((condition) => [condition.name, condition]));
  const names = new Set(others.map(({ name }) => name).filter((name) => !own.has(name)));
  return { about, example, conditions: own, others: { about: otherAbout, names }, anyText };
}
