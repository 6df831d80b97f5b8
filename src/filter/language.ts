/** What a filter is about: dialogs or streams, each with its table of conditions. The rest of the language is the same. */

import { anyText, anyTextTest } from './any-text';
import type { Condition } from './condition';
import { CONDITIONS, FURTHER_CONDITIONS } from './conditions';
import type { Verdict } from './meaning';
import type { TextTest } from './regex';
import { anyStreamText, anyStreamTextTest, STREAM_CONDITIONS } from './stream-conditions';
import { operatorOf } from './wireshark';

export interface Language {
  /** `streams`. */
  about: string;
  /** By name and alias. */
  conditions: ReadonlyMap<string, Condition>;
  /** A condition as one writes it. */
  example: string;
  /** The conditions of the others, which would find nothing as text. */
  others: { about: string; names: ReadonlySet<string> };
  /** A bare word, and a regex without a name. */
  anyText(word: string): Verdict;
  anyTextTest(test: TextTest): Verdict;
}

const ALL_OF_DIALOGS = byName([...CONDITIONS, ...FURTHER_CONDITIONS]);
const ALL_OF_STREAMS = byName(STREAM_CONDITIONS);

export const OF_DIALOGS: Language = {
  about: 'calls',
  example: 'method INVITE',
  conditions: ALL_OF_DIALOGS,
  others: { about: 'streams', names: only(ALL_OF_STREAMS, ALL_OF_DIALOGS) },
  anyText,
  anyTextTest,
};

export const OF_STREAMS: Language = {
  about: 'streams',
  example: 'codec opus',
  conditions: ALL_OF_STREAMS,
  others: { about: 'calls', names: only(ALL_OF_DIALOGS, ALL_OF_STREAMS) },
  anyText: anyStreamText,
  anyTextTest: anyStreamTextTest,
};

/** True for the name of a condition, or a sign, behind which a value stands. */
export function expectsValue(word: string): boolean {
  const { value = '' } = ALL_OF_DIALOGS.get(word.toLowerCase()) ?? {};
  return value !== '' || operatorOf(word) !== null;
}

function byName(conditions: readonly Condition[]): Map<string, Condition> {
  return new Map(conditions.flatMap((one) => [one.name, ...(one.aliases ?? [])].map((name) => [name, one] as const)));
}

/** Names of the ones that are not among the others, aside from words that are text as well. */
function only(ones: ReadonlyMap<string, Condition>, others: ReadonlyMap<string, Condition>): Set<string> {
  return new Set([...ones.keys()].filter((name) => !others.has(name) && ones.get(name)?.value !== ''));
}
