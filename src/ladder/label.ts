/** What is written on an arrow: `INVITE (SDP)`, `180 Ringing`. */

import { HAS_SDP, REQUEST } from '../store/messages';
import type { Store } from '../store/store';
import { shown } from '../store/text';

export function labelOf(store: Store, message: number): string {
  const m = store.messages.columns;
  const flags = m.flags[message];
  const words = flags & REQUEST ? [store.words.text(m.method[message])] : statusWords(store, message);
  if (flags & HAS_SDP) words.push('(SDP)');
  return shown(words.filter((word) => word !== '').join(' ')) || '(no SIP that can be read)';
}

function statusWords(store: Store, message: number): string[] {
  const m = store.messages.columns;
  return [String(m.status[message]).padStart(3, '0'), store.words.text(m.reason[message])];
}
