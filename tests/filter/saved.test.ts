/** Filters that were saved under names, in other filters. */

import { OF_STREAMS } from '../../src/filter/language';
import { parseWithSaved, withoutNames } from '../../src/filter/saved';

const SAVED = {
  trunk: 'host 10.0.0.1 or host 10.0.0.2',
  bad: 'state rejected,busy',
  worse: '@bad not @trunk',
  wrong: 'state nowhere',
  deep: 'method INVITE @wrong',
  round: 'from a @circle',
  circle: '@round',
  nothing: ' ',
  opus: 'codec opus kind audio',
};

/** The filter without names, or `at N: what is wrong`. */
function read(text: string, language?: typeof OF_STREAMS): string {
  const filter = parseWithSaved(text, SAVED, language);
  if (!filter.ok) return `at ${filter.at}: ${filter.message}`;
  const whole = withoutNames(text, SAVED, language);
  return 'text' in whole ? whole.text : whole.message;
}

test.each([
  ['method INVITE', 'method INVITE'],
  ['@trunk', '(host 10.0.0.1 or host 10.0.0.2)'],
  ['not @trunk method INVITE', 'not (host 10.0.0.1 or host 10.0.0.2) method INVITE'],
  ['@worse', '((state rejected,busy) not (host 10.0.0.1 or host 10.0.0.2))'],
  ['(@bad or from bob)', '((state rejected,busy) or from bob)'],
  ['from @trunk', 'from @trunk'],
  ['"@trunk"', '"@trunk"'],
  ['alice@trunk', 'alice@trunk'],
  ['@wrong', `at 0: in @wrong: ${reasonOf('state nowhere')}`],
  ['from a @deep', `at 7: in @deep: ${reasonOf('state nowhere')}`],
  ['@bad state nowhere', `at 11: ${reasonOf('state nowhere')}`],
  ['from a @circle', 'at 7: the saved filter “@circle” stands for itself'],
  ['@nothing', 'at 0: the saved filter “@nothing” is empty'],
])('%s is %s', (text, expected) => expect(read(text)).toBe(expected));

test('is read in the language of what is filtered', () => {
  expect(read('@opus', OF_STREAMS)).toBe('(codec opus kind audio)');
  expect(read('@opus')).toMatch(/^at 0: in @opus: .*kind/);
});

test('one that is not there is told, with those that are', () => {
  expect(read('method INVITE @trnk')).toBe(
    'at 14: there is no saved filter “@trnk”; there are @bad, @circle, @deep, @nothing, @opus, @round, ...; in quotes it is searched as text',
  );
  expect(parseWithSaved('@x', {})).toEqual({
    ok: false,
    at: 0,
    message: 'there is no saved filter “@x”; in quotes it is searched as text',
  });
  expect(parseWithSaved('@constructor', {})).toMatchObject({ ok: false });
});

test('names that hold names do not grow without end', () => {
  const saved = Object.fromEntries(
    Array.from({ length: 40 }, (_, at) => [`a${at}`, at === 0 ? 'from x' : `@a${at - 1} @a${at - 1}`]),
  );
  expect(parseWithSaved('@a39', saved)).toMatchObject({
    ok: false,
    at: 0,
    message: expect.stringMatching(/too much text/),
  });
});

function reasonOf(text: string): string {
  const filter = parseWithSaved(text, {});
  return filter.ok ? '' : filter.message;
}
