/**
 * The columns of a ladder: which ends stand together, what they are called, and in which order they stand. Arrows are
 * ladder.ts; what ends say of themselves is sent-by.ts.
 */

import { HOST_ENDS_SHOWN } from '../budgets';
import { visible } from '../decode/visible';
import { type HostNames, hostPort } from '../store/host-names';
import type { Store } from '../store/store';
import type { ColumnsBy, LadderHost } from './arrangement';
import { type EndsTold, endsTold } from './sent-by';

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
  get all(): Omit<LadderHost, 'hidden'>[] {
    return this.growing.map((column) => ({
      label: this.labelOf(column),
      name: visible(column.name),
      host: visible(column.host),
      behind: visible(column.behind),
      ends: column.ends.length,
      seen: column.ends.slice(0, HOST_ENDS_SHOWN).map((end) => this.store.endpoints.text(end)),
      aliasOf: this.keysOf(column),
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
    const grown = this.growing[column];
    const { addresses } = grown;
    if (grown.name === '') grown.name = name;
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
    if (columnsBy === 'address') return names.get(address) ?? '';
    const ofPort = names.get(this.store.endpoints.text(endpoint)) ?? names.get(this.told.get(endpoint)?.listens ?? '');
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

  /** What an alias is written for: its addresses, or where others have one too its ports there. */
  private keysOf({ host, addresses, ends }: Growing): string[] {
    const { endpoints } = this.store;
    const keys = addresses.flatMap((address) => {
      if (this.byAddress.get(address)?.length === 1) return [address];
      if (host.startsWith(hostPort(address, ''))) return [host];
      return ends.filter((end) => endpoints.get(end).address === address).map((end) => endpoints.text(end));
    });
    return keys.slice(0, HOST_ENDS_SHOWN);
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
