/** One message as screens show it: read again from the capture, its text safe to show. */

import { TRANSPORTS } from '../decode/carried';
import { headerKey } from '../decode/sip/headers';
import { messageParts } from '../export/message-parts';
import { RETRANSMISSION } from '../store/messages';
import type { Store } from '../store/store';
import type { MessageSnapshot } from './protocol';

/** `row`: the store's row of the message. */
export function messageSnapshot(store: Store, row: number): MessageSnapshot {
  const m = store.messages.columns;
  const parts = messageParts(store, row);
  return {
    kind: 'message',
    message: store.messageId(row),
    number: m.number[row],
    dialog: m.dialog[row] === 0 ? null : store.dialogId(m.dialog[row] - 1),
    timeUs: store.timeUs(row),
    source: store.endpoints.text(m.source[row]),
    destination: store.endpoints.text(m.destination[row]),
    transport: TRANSPORTS[m.transport[row]],
    retransmission: (m.flags[row] & RETRANSMISSION) !== 0,
    headers: parts.lines.slice(0, parts.headLines).map((line, at) => (at === 0 ? '' : headerOf(line))),
    ...parts,
  };
}

/** A folded line, which begins with a blank, or with a tab, shown as a symbol, begins no header. */
function headerOf(line: string): string {
  const [, name] = /^([^\s␉:"<>@]+)\s*:/.exec(line) ?? [];
  return name === undefined ? '' : headerKey(name);
}
