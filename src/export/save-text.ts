/** Saves messages as text. */

import { COPY } from '../store/messages';
import { messageBlock } from './message-text';
import { SaveError } from './save-error';
import { messagesByTime, NOTHING, type SaveJob, WRITE_BYTES, type Written } from './save-job';

/** Without copies, which are for programs. Rows may be given to others while it is written: ids are not. */
export function* textOf(job: SaveJob): Generator<Buffer, Written> {
  const { store } = job;
  const ids = Array.from(
    messagesByTime(job).filter((row) => !(store.messages.columns.flags[row] & COPY)),
    (row) => store.messageId(row),
  );
  if (ids.length === 0 && job.streams.length > 0) {
    throw new SaveError('a text holds messages, and a stream has none: choose .pcap or .wav');
  }
  let written = 0;
  let pending = '';
  for (const id of ids) {
    const row = store.messageRow(id);
    if (row < 0) continue;
    written++;
    pending += `${messageBlock(store, row)}\n`;
    if (pending.length < WRITE_BYTES) yield NOTHING;
    else {
      yield Buffer.from(pending);
      pending = '';
    }
  }
  yield Buffer.from(pending);
  return { packets: written, dialogs: job.dialogs.length, head: null, notes: [] };
}
