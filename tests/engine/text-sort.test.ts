/** The sort of texts by their bytes: it must sort as comparing them does, whatever they are. */

import fc from 'fast-check';
import { sortTexts } from '../../src/engine/text-sort';

function sorted(texts: readonly string[], descending: boolean): { order: number[]; stops: number } {
  const work = sortTexts(texts, descending);
  let stops = 0;
  for (let step = work.next(); ; step = work.next()) {
    if (step.done) return { order: [...step.value], stops };
    stops++;
  }
}

function compared(texts: readonly string[], descending: boolean): number[] {
  const sign = descending ? -1 : 1;
  const compare = (a: number, b: number) => (texts[a] < texts[b] ? -sign : texts[a] > texts[b] ? sign : 0);
  return texts.map((_, i) => i).sort(compare);
}

function check(texts: readonly string[]): number {
  for (const descending of [true, false]) {
    // One comparison of the whole: what differs in 100,000 texts, nobody wants to read.
    expect(sorted(texts, descending).order.join() === compared(texts, descending).join()).toBe(true);
  }
  return sorted(texts, false).stops;
}

const many = (text: (i: number) => string, count = 1000) =>
  Array.from({ length: count }, (_, i) => text(Math.abs(Math.imul(i + 1, 0x9e3779b1))));

test('sorts none, one, and a few', () => {
  check([]);
  check(['b']);
  check(['b', '', 'ba', 'a', 'b']);
});

test('keeps the order of equal ones', () => {
  check(many(() => 'sip:alice@example.com'));
  check(many((n) => ['INVITE', 'REGISTER', 'OPTIONS', ''][n % 4]));
});

test('looks behind what all have in common, and behind the first that differ', () => {
  check(many((n) => `+49${n % 100_000}@example.com`));
  check(many((n) => `${n % 3}-and-long-and-alike-${n % 5}-and-again-${n % 700}`));
});

test('texts that are the beginning of one another come in the order of their lengths', () => {
  check(many((n) => 'a'.repeat(n % 100)));
  check(many((n) => `a${'\0'.repeat(n % 20)}`));
});

test('letters beyond Latin-1 are told apart like others', () => {
  check(many((n) => `${String.fromCharCode(250 + (n % 10))}${n % 50}`));
  check(many((n) => `\u{1f4de}${String.fromCodePoint(0x1f300 + (n % 400))}`));
});

test('texts made to agree again and again are sorted all the same', () => {
  const alike = (n: number) => Array.from({ length: 40 }, (_, i) => (n % 70 > i ? 'aaaaaaaaz' : 'aaaaaaaay')).join('');
  check(many((n) => alike(n) + (n % 900), 4000));
});

test('stops now and then when there is much to sort', () => {
  expect(check(many((n) => `${n}@example.com`, 30_000))).toBeGreaterThan(20);
});

test('sorts any texts as comparing does', () => {
  const letters = fc.constantFrom('', 'a', 'b', '0', '\0', 'ab', '\xff', '\xfe', '€', '\u{1f4de}', 'aaaaaaaa');
  const text = fc.array(letters, { maxLength: 6 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(fc.array(text, { minLength: 1, maxLength: 60 }), fc.constantFrom(1, 3, 20), (texts, times) => {
      check(Array.from({ length: times }, () => texts).flat());
    }),
    { numRuns: 60 },
  );
});
