/** Saves messages as text. */

import { COPY } from '../store/messages';
import { messageBlock } from './message-text';
import { SaveError } from './save-error';
import { inBuffers, messagesByTime, type SaveJob, type Written } from './save-job';

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
  if (ids.length === 0 && job.strays)
    throw new SaveError('a text holds messages, and the capture has none: choose .pcap or .wav');
  let packets = 0;
  const blocks = function* () {
    for (const id of ids) {
      const row = store.messageRow(id);
      if (row < 0) continue;
      packets++;
      yield `${messageBlock(store, row)}\n`;
    }
  };
  yield* inBuffers(blocks());
  return { packets, dialogs: job.dialogs.length, head: null, notes: [] };
}
