/**
 * The columns of a ladder: which ends stand together, what they are called, and in which order they stand. Arrows are
 * ladder.ts; what ends say of themselves is sent-by.ts.
 */

import { visible } from '../decode/visible';
import { type HostNames, hostPort } from '../store/host-names';
import type { Store } from '../store/store';
import { type EndsTold, endsTold } from './sent-by';

/**
 * What a column is: a host and port; an address with all its ports; or a host, with all the addresses and ports of its
 * name, and without a name the port that it listens on with those that it only sends from.
 */
export const COLUMNS_BY = ['host', 'port', 'address'] as const;
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

export interface ColumnOptions {
  columnsBy: ColumnsBy;
  names: HostNames;
}

interface Growing {
  host: string;
  name: string;
  /** Those of the column, in the order in which they came, and its ends of SIP. */
  addresses: string[];
  ends: number[];
  behind: string;
}

/** Columns in the order in which their ends came, as numbers. */
export class Columns {
  private readonly growing: Growing[] = [];
  private readonly byHost = new Map<string, number>();
  /** By endpoint id; of SIP. */
  private readonly byEndpoint = new Map<number, number>();
  /** Those of an address, in the order in which they came. */
  private readonly byAddress = new Map<string, number[]>();
  /** Names that stand for ends which talk with one another. */
  private readonly apart = new Set<string>();
  private readonly told: EndsTold;

  /** `messages`: all rows of the store whose ends will be asked for. */
  constructor(
    private readonly store: Store,
    private readonly options: ColumnOptions,
    messages: readonly number[],
  ) {
    const folds = options.columnsBy === 'host';
    this.told = folds ? endsTold(store, messages) : new Map();
    if (folds) this.keepApart(messages);
  }

  /** What they are, by number. */
  get all(): LadderColumn[] {
    return this.growing.map((column) => ({
      label: this.labelOf(column),
      name: visible(column.name),
      host: visible(column.host),
      behind: visible(column.behind),
      ends: column.ends.length,
    }));
  }

  /** The column of an end of SIP. */
  of(endpoint: number): number {
    const known = this.byEndpoint.get(endpoint);
    if (known !== undefined) return known;
    const { address } = this.store.endpoints.get(endpoint);
    const name = this.nameOf(endpoint) || this.nameOf(this.told.get(endpoint)?.same ?? endpoint);
    const column = this.column(this.hostOf(endpoint), address, name);
    const { ends, behind } = this.growing[column];
    ends.push(endpoint);
    if (behind === '') this.growing[column].behind = this.told.get(endpoint)?.behind ?? '';
    this.byEndpoint.set(endpoint, column);
    return column;
  }

  /**
   * Media has ports of its own: it goes to the column of its host, or to one for the host alone. Of several programs on
   * one host it is that of the one that announced the end: `announcer` gives its endpoint of SIP, or 0.
   */
  ofMedia(endpoint: number, announcer: () => number): number {
    const { address } = this.store.endpoints.get(endpoint);
    const columns = this.byAddress.get(address);
    if (columns === undefined) {
      const name = this.options.names.get(address) ?? '';
      return this.column(this.joins(name) ? name : address, address, name);
    }
    if (columns.length === 1) return columns[0];
    const column = this.byEndpoint.get(announcer()) ?? -1;
    return columns.includes(column) ? column : columns[0];
  }

  private column(host: string, address: string, name: string): number {
    let column = this.byHost.get(host);
    if (column === undefined) {
      column = this.growing.push({ host, name, addresses: [], ends: [], behind: '' }) - 1;
      this.byHost.set(host, column);
    }
    const { addresses } = this.growing[column];
    if (!addresses.includes(address)) {
      addresses.push(address);
      const columns = this.byAddress.get(address);
      if (columns === undefined) this.byAddress.set(address, [column]);
      else columns.push(column);
    }
    return column;
  }

  private nameOf(endpoint: number): string {
    const { names, columnsBy } = this.options;
    const { address } = this.store.endpoints.get(endpoint);
    const ofPort = columnsBy === 'address' ? undefined : names.get(this.store.endpoints.text(endpoint));
    return ofPort ?? names.get(address) ?? '';
  }

  private joins(name: string): boolean {
    return name !== '' && this.options.columnsBy === 'host' && !this.apart.has(name);
  }

  /** What stands together has the same one. */
  private hostOf(endpoint: number): string {
    const { endpoints } = this.store;
    const { columnsBy } = this.options;
    if (columnsBy === 'port') return endpoints.text(endpoint);
    if (columnsBy === 'address') return endpoints.get(endpoint).address;
    const same = this.told.get(endpoint)?.same ?? endpoint;
    const name = this.nameOf(same);
    if (this.joins(name)) return name;
    const host = this.told.get(same)?.listens ?? endpoints.text(same);
    return this.apart.has(host) ? endpoints.text(endpoint) : host;
  }

  /** What talks with one another are two programs, whatever they are called: in one column their arrows would go nowhere. */
  private keepApart(messages: readonly number[]): void {
    const { source, destination } = this.store.messages.columns;
    const met = new Set<number>();
    const pairs: [number, number][] = [];
    for (const message of messages) {
      const pair = source[message] * 2 ** 32 + destination[message];
      if (source[message] === destination[message] || met.has(pair)) continue;
      met.add(pair);
      pairs.push([source[message], destination[message]]);
    }
    // Ends whose name does not join them may still be held together by what they say of themselves.
    for (let round = 0; round < 2; round++) {
      for (const [from, to] of pairs) {
        const host = this.hostOf(from);
        if (host === this.hostOf(to)) this.apart.add(host);
      }
    }
  }

  private labelOf({ host, addresses, ends }: Growing): string {
    const { endpoints } = this.store;
    const [address] = addresses;
    if (this.options.columnsBy === 'address' || ends.length === 0) return address;
    if (addresses.length > 1) return `${address} +${addresses.length - 1}`;
    if (ends.length === 1) return endpoints.text(ends[0]);
    return host.startsWith(hostPort(address, '')) ? host : address;
  }
}
