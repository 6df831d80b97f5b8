/** The file of saved filters: what is read of it, and what a change leaves of it. */

import { isFilterName, parseSavedFilters, textWithFilter } from '../../src/app/saved-filters-text';

function check(text: string, filters: [string, string, number][], errors: string[] = []) {
  const parsed = parseSavedFilters(text, 'f.json');
  expect(parsed.filters.map(({ name, expression, line }) => [name, expression, line])).toEqual(filters);
  expect(parsed.errors).toEqual(errors);
}

test('names and filters, with comments and a comma too many', () => {
  check('{\n  // ours\n  "trunk": "host 10.0.0.1", /* all */\n  "zoë.2": "from zoë",\n}\n', [
    ['trunk', 'host 10.0.0.1', 3],
    ['zoë.2', 'from zoë', 4],
  ]);
  check('{}', []);
});

test.each<[string, [string, string, number][], string[]]>([
  ['[1]', [], ['f.json:1: saved filters are an object of names and filters']],
  ['', [], ['f.json:1: not JSON: value expected']],
  ['{\n"a": 5, "b": "x"}', [['b', 'x', 2]], ['f.json:2: the filter of "a" is a text']],
  ['{"a": "x",\n"a": "y"}', [['a', 'x', 1]], ['f.json:2: "a" stands there twice']],
  ['{"a b": "x"}', [], ['f.json:1: "a b" is no name: up to 40 letters, digits and . _ -']],
  [
    '{"a": "x"\n"b": "y"}',
    [
      ['a', 'x', 1],
      ['b', 'y', 2],
    ],
    ['f.json:2: not JSON: comma expected'],
  ],
  [
    '{"a": "x",\n"b"',
    [['a', 'x', 1]],
    ['f.json:2: not JSON: colon expected', 'f.json:2: not JSON: close brace expected'],
  ],
])('what is wrong in %j is told with its line', (text, filters, errors) => check(text, filters, errors));

test('a change leaves comments and order as they are', () => {
  const text = '{\n  // ours\n  "trunk": "host 10.0.0.1",\n  "b": "x" // last\n}\n';
  expect(textWithFilter(text, 'b', 'y')).toBe(text.replace('"x"', '"y"'));
  expect(textWithFilter(text, 'new', 'say "no"')).toBe(
    text.replace('"x" // last', '"x",\n  "new": "say \\"no\\"" // last'),
  );
  expect(textWithFilter(text, 'b', null)).toContain('// ours');
  expect(parseSavedFilters(textWithFilter(text, 'trunk', null)!, 'f').filters.map(({ name }) => name)).toEqual(['b']);
});

test('nothing becomes a file; what is broken is left to who wrote it', () => {
  expect(textWithFilter('', 'a', 'x')).toBe('{\n  "a": "x"\n}\n');
  expect(textWithFilter('{"a": ', 'b', 'x')).toBeNull();
  expect(textWithFilter('[]', 'b', 'x')).toBeNull();
});

test.each([
  ['trunk', true],
  ['2.b_c-d', true],
  ['zoë', true],
  ['', false],
  ['-x', false],
  ['a b', false],
  ['a(b', false],
  ['__proto__', false],
  ['x'.repeat(41), false],
])('%j as a name: %s', (name, expected) => expect(isFilterName(name)).toBe(expected));
