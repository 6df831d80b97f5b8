/** An address as rules look at it: what its dialogs showed, and how often it was let in. Made for one look. */

import { HANDED_ON_LOOKS } from '../budgets';
import type { SipMessage } from '../decode/sip/message';
import { parseSip } from '../decode/sip/parse';
import type { Store } from '../store/store';
import type { Sighting, SightingKind } from './sightings';
import type { Thresholds } from './thresholds';

export class AddressEvidence {
  constructor(
    readonly store: Store,
    /** IP, without port. */
    readonly address: string,
    readonly thresholds: Thresholds,
    private readonly all: readonly Sighting[],
    private readonly acceptedOf: (end: number) => number,
  ) {}

  /** In order of time. */
  sightings(...kinds: SightingKind[]): Sighting[] {
    return this.all.filter(({ kind }) => kinds.includes(kind)).sort((a, b) => a.timeUs - b.timeUs);
  }

  /** Dialogs of an end, of this address or another, that were accepted by whom they were for. */
  accepted(end: number): number {
    return this.acceptedOf(end);
  }

  /** Null when it is no longer kept. */
  sip(messageId: number): SipMessage | null {
    const row = this.store.messageRow(messageId);
    if (row < 0) return null;
    const { bytes, start, end } = this.store.bytesOf(row);
    return parseSip(bytes, start, end);
  }

  /** True where somebody else had asked this address for the same user just before: a server that asked another. */
  isHandedOn({ dialog, user }: Sighting): boolean {
    const { store } = this;
    const { older, firstMessage } = store.dialogs.columns;
    let row = store.dialogRow(dialog);
    for (let looks = 0; row >= 0 && looks < HANDED_ON_LOOKS; looks++) {
      row = older[row] - 1;
      if (row < 0) return false;
      const { destination } = store.messages.columns;
      const asked = store.endpoints.address(destination[firstMessage[row] - 1]) === this.address;
      if (asked && store.names.to(row).split('@')[0] === user) return true;
    }
    return false;
  }
}
