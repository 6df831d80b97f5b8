/** Addresses in less room than they need. */

import { shortHost, splitHost } from '../../src/view/host-text';

const LONG = '[2001:db8:1:2:3:4:5:6]:5060';

test('what fits stays', () => {
  expect([shortHost('10.0.0.1:5060', 13), shortHost(LONG, 27)]).toEqual(['10.0.0.1:5060', LONG]);
});

test.each([
  [LONG, 26, '[2001:db8:1:…:4:5:6]:5060'],
  [LONG, 24, '[2001:db8:…:4:5:6]:5060'],
  [LONG, 19, '[2001:…:4:5:6]:5060'],
  [LONG, 15, '[2001:…:6]:5060'],
  ['[fe80::1234:5678:9abc:def0]:5061 +2', 24, '[fe80::…:def0]:5061 +2'],
  ['(2001:db8:1234:5678:9abc:def0:1234:5678)', 20, '(2001:…:1234:5678)'],
])('an IPv6 address loses whole groups of its middle: %s in %d', (text, width, expected) => {
  expect(shortHost(text, width)).toBe(expected);
});

test('what is no IPv6 address, or has too little room for its ends, loses what is in the middle', () => {
  expect(shortHost('a-host-with-a-long-name.example.com', 15)).toBe('a-host-…ple.com');
  expect(shortHost(LONG, 9)).toBe('[200…5060');
});

test('two lines have a long IPv6 address whole, broken between groups', () => {
  expect(splitHost('[2001:db8:1:2:3:4:5:6]:5060', 19)).toEqual(['[2001:db8:1:2:', '3:4:5:6]:5060']);
  expect(splitHost('[2001:db8::1]:5060', 19)).toBeNull();
  expect(splitHost('[2001:db8:1234:5678:9abc:def0:1234:5678]:5060', 19)).toEqual([
    '[2001:db8:…:def0:',
    '1234:5678]:5060',
  ]);
  expect(splitHost('a-host-with-a-long-name.example.com', 19)).toBeNull();
});
