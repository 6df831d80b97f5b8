/** Reads filters as the interface writes them: with the filters that were saved under names. */

import { type Language, OF_DIALOGS, OF_STREAMS } from '../filter/language';
import type { Filter } from '../filter/parse';
import { parseWithSaved, type SavedFilters } from '../filter/saved';
import type { HostNames } from '../store/host-names';
import { type Marks, marksOf } from './marks';
import type { FilterOf } from './protocol';

export const LANGUAGES: Readonly<Record<FilterOf, Language>> = { calls: OF_DIALOGS, streams: OF_STREAMS };

export class Filters {
  private named: SavedFilters = {};
  private marked: ReadonlySet<number> = new Set();
  private changes = 0;

  /** `names`: those of hosts, now. */
  constructor(private readonly names: () => HostNames = () => new Map()) {}

  get saved(): SavedFilters {
    return this.named;
  }

  /** Names stand for these from now on, and dialogs with these ids are marked. */
  read(saved: SavedFilters, marked: readonly number[]): void {
    this.named = saved;
    this.marked = new Set(marked);
    this.changes++;
  }

  parse(text: string, of: FilterOf = 'calls'): Filter {
    return parseWithSaved(text, this.named, LANGUAGES[of], { marked: this.marked, names: this.names });
  }

  /** Of a filter of calls; null where it asks nothing of messages, or is wrong. */
  marks(text: string): Marks | null {
    return marksOf(this.parse(text));
  }

  /** Another one where the text means something else than before, though it is the same. */
  mark(text: string): string {
    return /@|\bmarked\b|\b(?:host|ip|src|dst)/i.test(text) ? `${this.changes} ${text}` : text;
  }
}
