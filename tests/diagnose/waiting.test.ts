/** Who waits for which time. */

import { UNTIL_END, Waiting } from '../../src/diagnose/waiting';

const S = 1e6;

function taken(waiting: Waiting, nowUs: number): number[] {
  const ids: number[] = [];
  waiting.take(nowUs, (id) => ids.push(id));
  return ids;
}

test('each is taken once, when its time has come', () => {
  const waiting = new Waiting();
  waiting.set(1, 2.5 * S);
  waiting.set(2, 2.7 * S);
  waiting.set(3, 9 * S);
  expect(waiting.nextUs).toBe(2.5 * S);
  expect(taken(waiting, 2.6 * S)).toEqual([1]);
  expect(waiting.nextUs).toBe(2.7 * S);
  expect(taken(waiting, 2.6 * S)).toEqual([]);
  expect(taken(waiting, 9 * S)).toEqual([2, 3]);
  expect(waiting.nextUs).toBe(Number.POSITIVE_INFINITY);
});

test('a later time takes the place of the one before, and none at all ends the waiting', () => {
  const waiting = new Waiting();
  waiting.set(1, 2 * S);
  waiting.set(1, 4 * S);
  waiting.set(2, 2 * S);
  waiting.set(2, Number.POSITIVE_INFINITY);
  expect(taken(waiting, 3 * S)).toEqual([]);
  expect(taken(waiting, 4 * S)).toEqual([1]);
});

test('for the end of the capture no time is late enough', () => {
  const waiting = new Waiting();
  waiting.set(1, UNTIL_END);
  expect(taken(waiting, 1e17 / 100)).toEqual([]);
  expect(taken(waiting, UNTIL_END)).toEqual([1]);
});
