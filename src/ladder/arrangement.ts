/** What columns of a ladder are, and how the user arranges them. Which ends are in them is columns.ts. */

/**
 * What a column is: a host and port; an address with all its ports; or a host, with all the addresses and ports of its
 * name, and without a name the port that it listens on with those that it only sends from.
 */
const COLUMNS_BY = ['host', 'port', 'address'] as const;
export type ColumnsBy = (typeof COLUMNS_BY)[number];

/** A vertical line of the ladder. */
export interface LadderColumn {
  /** `10.0.0.1:5060`; `10.0.0.1` where several ports stand together, `10.0.0.1 +2` where two more addresses do. */
  label: string;
  /** A name for it, or empty. */
  name: string;
  /** By what it is known over ladders, when columns are put in order or hidden. */
  host: string;
  /** `192.168.1.20`: where it says itself that it is, behind a NAT; or empty. */
  behind: string;
  /** How many ends of SIP stand together in it. */
  ends: number;
}

/** How the user wants columns: `host`s of them. */
export interface Arrangement {
  /** Those that were put in order, from the left. Others stay at the places that they have by themselves. */
  order: readonly string[];
  hidden: readonly string[];
}

export const AS_THEY_COME: Arrangement = { order: [], hidden: [] };

/** Positions of `hosts` in their order: what `order` names takes the places of its like. */
export function inOrder(hosts: readonly string[], order: readonly string[]): number[] {
  const rank = new Map(order.map((host, index) => [host, index]));
  const ranked = hosts.map((_, index) => index).filter((index) => rank.has(hosts[index]));
  ranked.sort((a, b) => (rank.get(hosts[a]) ?? 0) - (rank.get(hosts[b]) ?? 0));
  let next = 0;
  return hosts.map((host, index) => (rank.has(host) ? ranked[next++] : index));
}

/** A host of a ladder, shown or not. */
export interface LadderHost extends LadderColumn {
  hidden: boolean;
  /** Its first ends of SIP: `10.0.0.1:5060`. */
  seen: readonly string[];
  /** What an alias would be written for: `10.0.0.1`, or `10.0.0.1:5060` where other hosts have ports there. */
  aliasOf: readonly string[];
}
