/** A message as text with a line on where it went: for `--print raw` and saved .txt files. */

import { TRANSPORTS } from '../decode/carried';
import { bytesText, visibleLines } from '../decode/visible';
import { RETRANSMISSION } from '../store/messages';
import type { Store } from '../store/store';
import { isoTime } from './time';

/** Control characters are shown as symbols; ends with an empty line. */
export function messageBlock(store: Store, message: number): string {
  const m = store.messages.columns;
  const { bytes, start, end } = store.bytesOf(message);
  const source = store.endpoints.text(m.source[message]);
  const destination = store.endpoints.text(m.destination[message]);
  const again = m.flags[message] & RETRANSMISSION ? ' retransmission' : '';
  const head = `${isoTime(m.seconds[message], m.nanos[message])} ${TRANSPORTS[m.transport[message]]} ${source} -> ${destination}${again}`;
  const lines = visibleLines(bytesText(bytes, start, end));
  while (lines.at(-1) === '') lines.pop();
  return `${head}\n${lines.join('\n')}\n`;
}
