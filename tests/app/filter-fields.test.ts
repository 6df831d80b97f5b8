/** A filter as the fields of a form, and back. */

import fc from 'fast-check';
import { type FilterFields, fieldsFrom, filterFrom, METHODS, NO_FIELDS, textFields } from '../../src/app/filter-fields';
import { CONDITIONS, STATE_WORDS } from '../../src/filter/conditions';
import { parseFilter } from '../../src/filter/parse';

const ALL = textFields(['from', 'to', 'src', 'dst', 'host', 'payload', 'callid']);
const FEW = textFields(['from', 'to', 'host', 'callid']);

const fieldsOf = (text: string, fields = ALL) => fieldsFrom(text, fields, STATE_WORDS);

test.each<[string, Partial<FilterFields>]>([
  ['', {}],
  ['from alice', { texts: { from: 'alice' } }],
  ['from alice to "bob b" src 10.0.0.1', { texts: { from: 'alice', to: 'bob b', source: '10.0.0.1' } }],
  ['payload "say \\"no\\""', { texts: { payload: 'say "no"' } }],
  ['from alice,bob', { texts: { from: 'alice,bob' } }],
  ['callid "(x"', { texts: { callid: '(x' } }],
  ['from "<sip:a"', { texts: { from: '<sip:a' } }],
  ['method REGISTER,INVITE state busy', { methods: ['REGISTER', 'INVITE'], states: ['busy'] }],
  ['from "/"', { texts: { from: '/' } }],
  ['from "/[/"', { texts: { from: '/[/' } }],
  ['from "/a/x"', { texts: { from: '/a/x' } }],
  ['to bob payload /(a|b) c/i', { texts: { payload: '/(a|b) c/i', to: 'bob' } }],
  ['from a (host x or host y)', { texts: { from: 'a' }, rest: 'host x or host y' }],
  ['state in-call (code 4xx)', { states: ['in-call'], rest: 'code 4xx' }],
])('%s is written and read', (text, fields) => {
  const whole = { ...NO_FIELDS, ...fields };
  expect(filterFrom(whole, ALL)).toBe(text);
  expect(fieldsOf(text)).toEqual(whole);
});

test.each<[string, Partial<FilterFields>]>([
  ['from alice and method INVITE', { texts: { from: 'alice' }, methods: ['INVITE'] }],
  ['method INVITE from alice', { texts: { from: 'alice' }, methods: ['INVITE'] }],
  ['  to bob  ', { texts: { to: 'bob' } }],
])('%s, which somebody typed, is shown in fields', (text, fields) =>
  expect(fieldsOf(text)).toEqual({ ...NO_FIELDS, ...fields }),
);

test.each([
  'alice',
  'not from alice',
  'from alice or from bob',
  'from alice from bob',
  'code 4xx',
  '(from alice)',
  'method PRACK',
  'method INVITE method ACK',
  'method INVITE,INVITE',
  'from "a,b"',
  'from a (x) or (y)',
  'from a ("b"',
  'host 10.0.0.1',
  'from',
  '@trunk',
])('%s stands whole in the field that takes any', (text) => {
  expect(fieldsOf(text)).toEqual({ ...NO_FIELDS, rest: text });
  expect(filterFrom(fieldsOf(text), ALL)).toBe(text);
});

test('without conditions for one end, both are any host; what there is no condition for has no field', () => {
  expect(FEW.map(({ name }) => name)).toEqual(['from', 'to', 'source', 'destination', 'callid']);
  const text = filterFrom({ ...NO_FIELDS, texts: { source: 'a', destination: 'b' } }, FEW);
  expect(text).toBe('host a host b');
  expect(fieldsOf(text, FEW).texts).toEqual({ source: 'a', destination: 'b' });
});

test('blanks around a text are no part of it', () => {
  expect(filterFrom({ ...NO_FIELDS, texts: { from: '  a b ' }, rest: '  ' }, ALL)).toBe('from "a b"');
});

const ownFields = textFields(CONDITIONS.map(({ name }) => name));
const words = fc.stringMatching(/^[a-z0-9 "'()\\,.@<>=!/-]{0,12}$/);

test('whatever is typed comes back, and is a filter of this language', () => {
  const made = fc.record({
    texts: fc.dictionary(fc.constantFrom('from', 'to', 'callid'), words),
    methods: fc.subarray(METHODS),
    states: fc.subarray([...STATE_WORDS]),
  });
  fc.assert(
    fc.property(made, ({ texts, methods, states }) => {
      const text = filterFrom({ texts, methods, states, rest: '' }, ownFields);
      const back = fieldsFrom(text, ownFields, STATE_WORDS);
      expect(filterFrom(back, ownFields)).toBe(text);
      const lists = Object.values(texts).every((one) => one.split(',').some((part) => part.trim() !== ''));
      if (lists) expect(parseFilter(text)).toMatchObject({ ok: true });
    }),
  );
});
