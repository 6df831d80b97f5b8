/** What the list says of a replay, on its first line and its last. */

import type { Status } from '../../src/engine/protocol';
import { THREE_CALLS } from '../app/calls';
import { Story } from '../app/story';

const REPLAY = { speed: 4, positionS: 751.9, totalS: 3720, skippedS: 0 };

function check(columns: number, change: Partial<Status>, first: string, last?: string) {
  const status: Partial<Status> = { phase: 'loading', replay: REPLAY, messages: 18, ...change };
  const story = new Story({ calls: THREE_CALLS, columns, status });
  expect(story.line(0)).toBe(first);
  if (last !== undefined) expect(story.line(-1)).toBe(last);
}

test('where it is, how fast, and what it can be told', () => {
  check(
    120,
    {},
    ' sipladder  calls.pcap, replay 4x 00:12:31 of 01:02:00   3 dialogs   18 messages                                    UTC',
    ' Enter Open  Space Expand  m Mark  / Filter  F2 Save  p Pause  . Step  + Faster  - Slower  F1 Help  q Quit',
  );
});

test('the file gives way before where it is', () => {
  check(60, { paused: true }, ' sipladder  replay 4x 00:12:31 of 01:02:00   paused');
});

test('a total that nobody knows is not told, silences that were cut are', () => {
  check(
    120,
    { replay: { ...REPLAY, totalS: null, skippedS: 252 } },
    ' sipladder  calls.pcap, replay 4x 00:12:31   3 dialogs   18 messages   00:04:12 of silence cut                      UTC',
  );
});

test('its end', () => {
  check(
    80,
    { phase: 'done', paused: true },
    ' sipladder  calls.pcap, replay ended   3 dialogs   18 messages              UTC',
  );
});
