/** Causes of ITU-T Q.850 in words, and which status of SIP stands for which by RFC 3398. */

import { namedCauses, q850OfStatus, q850Words } from '../../src/decode/q850';

/** RFC 3398, 7.2.4.1: the status for a cause; null where a BYE or CANCEL is sent in its place. */
const STATUS_OF_CAUSE: Readonly<Record<number, number | null>> = {
  ...{ 1: 404, 2: 404, 3: 404, 16: null, 17: 486, 18: 408, 19: 480, 20: 480, 21: 403, 22: 410, 23: 410, 26: 404 },
  ...{ 27: 502, 28: 484, 29: 501, 31: 480, 34: 503, 38: 503, 41: 503, 42: 503, 47: 503, 55: 403, 57: 403, 58: 503 },
  ...{ 65: 488, 70: 488, 79: 501, 87: 403, 88: 503, 102: 504, 111: 500, 127: 500 },
};

test('every cause that RFC 3398 names has words and its status', () => {
  const found = Object.keys(STATUS_OF_CAUSE).map((cause) => [cause, q850Words(Number(cause))?.status]);
  expect(found).toEqual(Object.entries(STATUS_OF_CAUSE));
});

test('no other cause has a status', () => {
  const others = namedCauses().filter((cause) => STATUS_OF_CAUSE[cause] === undefined);
  expect(others.filter((cause) => q850Words(cause)?.status !== null)).toEqual([]);
});

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

const statuses: [status: number, cause: number | null][] = [
  [404, 1],
  [480, 18],
  [486, 17],
  [502, 38],
  [603, 21],
  [487, null],
  [488, null],
  [606, null],
  [200, null],
];
test.each(statuses)('a gateway makes of status %d cause %s', (status, cause) => {
  expect(q850OfStatus(status)).toBe(cause);
});

test('each status that has a cause has one with a name', () => {
  const causes = Array.from({ length: 700 }, (_, status) => q850OfStatus(status)).filter((cause) => cause !== null);
  expect(causes).toHaveLength(34);
  expect(causes.filter((cause) => !namedCauses().includes(cause))).toEqual([]);
});
