/** Dialogs that a user lets go: nothing of them stays, and what comes of them later begins midway. */

import { dialogsOf, play, playScenario } from './play';
import { framesOf, scenario } from './scenario';

const CALLS = `
0  A > B INVITE | call=one
1  B > A 486 Busy Here | call=one
2  A > B INVITE | call=two
3  A > B OPTIONS | call=none
`;

test('everything, messages without a dialog too', () => {
  const { store } = playScenario(CALLS);
  expect(store.clear('all')).toBe(2);
  expect([store.dialogs.count, store.messages.count, store.transactions.count, store.firstStray]).toEqual([0, 0, 0, 0]);
  expect([store.evicted, store.refused, store.removed]).toEqual([0, 0, 2]);
});

test('some, and the others stay as they are', () => {
  const { store } = playScenario(CALLS);
  const [one] = dialogsOf(store);
  expect(store.clear((dialog) => dialog === one)).toBe(1);
  expect(dialogsOf(store).map((row) => store.names.callId(row))).toEqual(['two@example.com']);
  expect(store.firstStray).toBeGreaterThan(0);
});

test('gives memory back', () => {
  const many = Array.from({ length: 3000 }, (_, i) => `${i} A > B INVITE | call=${i}`).join('\n');
  const { store } = play(framesOf(scenario(many)));
  const before = store.memoryBytes;
  store.clear('all');
  expect(store.memoryBytes).toBeLessThan(before / 5);
});

test('of a dialog that goes on, what comes later begins midway', () => {
  const { store, decoder } = playScenario('0 A > B INVITE | call=one', { open: true });
  store.clear('all');
  const [, later] = framesOf(scenario('0 A > B INVITE | call=one\n1 B > A 180 Ringing | call=one'));
  decoder.frame(later);
  expect(
    dialogsOf(store).map((row) => [store.dialogs.columns.index[row], store.dialogs.columns.messages[row]]),
  ).toEqual([[2, 1]]);
});
