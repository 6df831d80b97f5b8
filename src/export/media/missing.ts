/** What is told of packets that the store has counted, and that are not to be had any more. */

import { SourceChangedError } from '../save-error';
import type { KeptMedia } from './kept-media';
import type { WantedStreams } from './wanted-streams';

/** Throws SourceChangedError where files hold none of what was read of them. */
export function missingNotes(media: KeptMedia, { expected }: WantedStreams, found: number): string[] {
  const missing = expected - found;
  if (missing <= 0) return [];
  if (found === 0 && media.whole) throw new SourceChangedError();
  const packets = missing === 1 ? '1 RTP packet' : `${missing.toLocaleString('en')} RTP packets`;
  const them = missing === 1 ? 'is' : 'are';
  if (media.whole) return [`${packets} ${them} not found again: the capture has changed since it was read`];
  if (media.ring === null) return [`${packets} ${them} not kept: start with -r to keep them for saving`];
  return [`the first ${packets} ${them} no longer kept (--memory)`];
}
