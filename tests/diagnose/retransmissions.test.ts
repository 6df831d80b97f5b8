/** How grave repetitions are in a dialog of many messages, which no case written by hand has. */

import { dialogsOf } from '../store/play';
import { diagnosed } from './case';

/** A phone that registers so many times, and repeats its request the first four of them. */
function registering(times: number): string {
  const lines: string[] = [];
  for (let i = 0; i < times; i++) {
    const request = 2 * i + 1;
    lines.push(`${60 * i} A > B REGISTER`);
    if (i < 4) lines.push(`${60 * i}.5 A > B again ${request}`);
    lines.push(`${60 * i}.9 B > A 200 OK`);
  }
  return lines.join('\n');
}

test.each([
  [150, 'warning'],
  [250, 'notice'],
])('four repetitions in %i registrations are a %s', (times, severity) => {
  const { store, diagnosis } = diagnosed(registering(times));
  const found = dialogsOf(store).flatMap((row) => diagnosis.findings(row));
  expect(found.map((one) => [one.code, one.severity, one.messages?.length])).toEqual([
    ['retransmissions', severity, 4],
  ]);
});
