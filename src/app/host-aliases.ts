/** What becomes of the user's aliases (hosts.aliases) when a host is given another name. */

import type { LadderHost } from '../ladder/arrangement';

type Aliases = Readonly<Record<string, string>>;

/**
 * A host with aliases changes its name wherever they stand for it, also at addresses that no ladder shows now. What of it
 * has none yet gets one. An empty name takes them away; null where there are none to take.
 */
export function renamed(aliases: Aliases, { name: before, aliasOf }: LadderHost, name: string): Aliases | null {
  const entries = Object.entries(aliases);
  const isOfHost = ([, one]: [string, string]) => before !== '' && one === before;
  if (name === '') {
    const others = entries.filter((entry) => !isOfHost(entry));
    return others.length === entries.length ? null : Object.fromEntries(others);
  }
  const changed = entries.map((entry): [string, string] => (isOfHost(entry) ? [entry[0], name] : entry));
  return { ...Object.fromEntries(changed), ...Object.fromEntries(aliasOf.map((key) => [key, name])) };
}
