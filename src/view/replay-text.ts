/** What a capture that comes as it happens is doing, in a word, for titles of screens that say nothing else of it. */

import type { Model } from '../app/model';

/** `replay 4x`, `replay 4x, paused`, `paused`; empty when all has been read, or comes as it should. */
export function replayText({ status }: Model): string {
  if (status === null || status.phase === 'done') return '';
  const replay = status.replay === null ? [] : [`replay ${status.replay.speed}x`];
  return [...replay, ...(status.paused ? ['paused'] : [])].join(', ');
}
