/** Causes of ITU-T Q.850 in words. */

import { q850Words } from '../../src/decode/q850';

test('every cause from 0 to 127 has words that can stand behind a colon', () => {
  const wrong = Array.from({ length: 128 }, (_, cause) => cause).filter((cause) => {
    const words = q850Words(cause);
    return words === null || !/^[A-Z]/.test(words.name) || !/^[a-z].*[^.]$/.test(words.meaning);
  });
  expect(wrong).toEqual([]);
});

const classes: [cause: number, name: string][] = [
  [12, 'Normal event'],
  [32, 'Resource unavailable'],
  [48, 'Service not available'],
  [64, 'Service not implemented'],
  [80, 'Invalid message'],
  [109, 'Protocol error'],
  [112, 'Interworking'],
];
test.each(classes)('%d has no name of its own: %s', (cause, name) => expect(q850Words(cause)?.name).toBe(name));

test.each([-1, 128, 1.5, Number.NaN])('%d is no cause', (cause) => expect(q850Words(cause)).toBeNull());
