/** Regexes in filters: what they mean, what is wrong with them and where, and that none holds the program up. */

import fc from 'fast-check';
import { matchFilter } from '../../src/filter/match';
import { Pace } from '../../src/filter/pace';
import { parseFilter, type Understood } from '../../src/filter/parse';
import { regexTest } from '../../src/filter/regex';
import { costOf } from '../../src/filter/regex-cost';
import { ethernet, frameOf, ipv4, udp } from '../decode/build';
import { dialogsOf, play } from '../store/play';

function invite(id: string, long: number) {
  const text = `INVITE sip:b@d SIP/2.0\r\ni: ${id}\r\nf: <sip:alice@d>;tag=1\r\nt: <sip:b@d>\r\nCSeq: 1 INVITE\r\n`;
  const payload = Buffer.from(`${text}X-Long: ${'a'.repeat(long)}!\r\n\r\n`);
  return frameOf(ethernet(ipv4(udp(payload))), { volatile: true });
}

const { store } = play([invite('one', 40), invite('two', 5000)]);
const dialogs = dialogsOf(store);

function tested(source: string, flags: string, text: string): boolean {
  const pace = new Pace();
  const test = regexTest(source, flags, pace);
  if (typeof test !== 'function') throw new Error(test.message);
  const found = test(text);
  expect(pace.undecided).toBe(0);
  return found;
}

describe('a regex that would run away', () => {
  const RUNAWAYS = [
    '(a+)+$',
    '(?=a|b)(a+)+$',
    '(a|a)*$',
    '((a*)*)*b',
    '(\\w+\\s?)+:',
    '(a+)+\\1x',
    '([a-z]+)*=',
    '(.*)*x$',
    '(?:a|a){35}$',
  ];

  it.each(RUNAWAYS)('%s is stopped, and told', (source) => {
    const filter = parseFilter(`payload /^X-Long: ${source}/i`);
    if (!filter.ok) throw new Error(filter.message);
    const kept = dialogs.map((row) => filter.verdict(store, row));
    expect([kept, filter.trouble()]).toEqual([
      [false, false],
      'the regex took too long on 2 texts: taken as not found there',
    ]);
  });

  it('is stopped in From as well', () => {
    const filter = parseFilter(`from /^(${'a?'.repeat(40)}l)+(${'a?'.repeat(40)}i)+$/`);
    if (!filter.ok) throw new Error(filter.message);
    expect(dialogs.map((row) => filter.verdict(store, row))).toEqual([false, false]);
  });

  it('is given up after some texts', () => {
    const pace = new Pace();
    const test = regexTest('(a+)+$', '', pace);
    if (typeof test !== 'function') throw new Error(test.message);
    const text = `${'a'.repeat(40)}!`;
    for (let i = 0; i < 30; i++) pace.step(() => test(text), store, 0);
    expect([pace.undecided, pace.givenUp, test('aaa!')]).toEqual([30, true, false]);
  });

  it('still decides what is short', () => {
    expect(tested('(a+)+$', '', 'xaaa')).toBe(true);
    expect(tested('(a+)+$', '', `${'a'.repeat(40)}\nb`)).toBe(true);
  });
});

describe('what a regex costs by its form', () => {
  it.each([
    ['INVITE', 0, 0, 1, false],
    ['^From:.*sip:alice@', 1, 0, 1, false],
    ['a=rtpmap:\\d+ G7(22|29)', 1, 0, 2, false],
    ['.*x.*y', 2, 0, 1, false],
    ['[^>]*>', 0, 1, 1, false],
    ['\\s*x?', 0, 1, 2, false],
    ['(?:\\d{3}-){4}', 0, 0, 1, false],
    ['(?:a|aa){40}b', 0, 0, 2, true],
    ['(?:a+){2}', 1, 0, 1, true],
    ['(?:a|b){1}', 0, 0, 2, false],
    ['(?:\\d{3}-)*', 1, 0, 1, false],
    ['[*+|(]{1,3}', 1, 0, 1, false],
    ['\\*\\+\\|', 0, 0, 1, false],
    ['(a+)+', 2, 0, 1, true],
    ['(a|b)*', 1, 0, 2, true],
    ['(a?)*', 1, 0, 2, true],
    ['(?:(?:a*)b)*', 2, 0, 1, true],
    ['(?<name>a)+', 1, 0, 1, false],
    ['(a)\\1', 0, 1, 1, false],
    ['(?<=a+)b', 1, 0, 1, false],
  ])('%s', (source, withinLine, withinText, choices, nested) => {
    expect(costOf(source, false)).toEqual({ withinLine, withinText, choices, nested });
  });

  it('counts a point that takes line breaks', () => {
    expect(costOf('a.*b', true)).toMatchObject({ withinLine: 0, withinText: 1 });
  });
});

describe('the match expression', () => {
  const filterOf = (source: string, ignoreCase = false) => {
    const match = matchFilter(source, { ignoreCase });
    return match.ok ? (parseFilter(match.text) as Understood) : match;
  };
  const matches = (source: string, ignoreCase = false) => {
    const filter = filterOf(source, ignoreCase);
    if (!filter.ok) return `at ${filter.at}: ${filter.message}`;
    const messages: boolean[] = [];
    for (const dialog of dialogs) store.eachMessage(dialog, (row) => messages.push(filter.marks!(store, row)));
    return messages;
  };

  it.each([
    ['^INVITE sip', [true, true]],
    ['From:.*sip:alice@', [true, true]],
    ['^Call-ID: two$', [false, true]],
    ['invite SIP:', [false, false]],
    ['(?i)invite SIP:', [true, true]],
    ['/a/', [false, false]],
    ['SIP/2[.]0', [true, true]],
    ['SIP\\/2[.]0', [true, true]],
    ['SIP[/]2[.]0', [true, true]],
    ['(?<!o)ne', [false, false]],
  ])('%s', (source, expected) => expect(matches(source)).toEqual(expected));

  it('may leave the case out of account', () => {
    expect(matches('CALL-id: ONE', true)).toEqual([true, false]);
  });

  it.each([
    ['', 'at 0: expected a regex'],
    ['From: (alice', 'at 6: this is no regex: unterminated group'],
    ['a(b)c[d', 'at 5: this is no regex: unterminated character class'],
    ['ab)c', "at 2: this is no regex: unmatched ')'"],
    ['a**', 'at 2: this is no regex: nothing to repeat'],
    ['*', 'at 0: this is no regex: nothing to repeat'],
    ['(?i)a**', 'at 6: this is no regex: nothing to repeat'],
    ['a[z-a]', 'at 4: this is no regex: range out of order in character class'],
  ])('%s is wrong', (source, expected) => expect(matches(source)).toBe(expected));

  it('tells of what was not decided', () => {
    const filter = filterOf('^X-Long: (a+)+$');
    if (!filter.ok) throw new Error(filter.message);
    expect(filter.trouble()).toBeNull();
    expect(filter.verdict(store, dialogs[1])).toBe(false);
    expect(filter.trouble()).toBe('the regex took too long on 1 text: taken as not found there');
  });
});

describe('a regex in a filter', () => {
  const said = (text: string) => {
    const filter = parseFilter(text);
    return filter.ok ? 'a filter' : `at ${filter.at}: ${filter.message}`;
  };
  const FLAGS = 'expected i (any case) or s (a point takes line breaks) behind the regex';
  const OPEN = 'this regex is not closed: “/” ends it, and “\\/” is a slash in it';

  it.each([
    ['/a b (c)/', 'a filter'],
    ['(/a/)', 'a filter'],
    ['/[/]/i', 'a filter'],
    ['/a\\/b/is', 'a filter'],
    ['/a/||/b/', 'a filter'],
    ['from /a/,b', `at 5: ${OPEN}`],
    ['from b, /a/', 'a filter'],
    ['from ~ /a/', 'a filter'],
    ['/a', `at 0: ${OPEN}`],
    ['from /a b', `at 5: ${OPEN}`],
    ['//', 'at 1: expected a regex between the slashes'],
    ['/a/x', `at 3: ${FLAGS}`],
    ['/a/ii', `at 3: ${FLAGS}`],
    ['payload /a(/', 'at 10: this is no regex: unterminated group'],
    ['from alice /a**/', 'at 14: this is no regex: nothing to repeat'],
    ['host /a/', 'at 5: expected an address, its beginning, or a name, no regex'],
    ['state /busy/', 'at 6: expected a state, no regex'],
    ['has /a/', 'at 4: expected the name of a header, no regex'],
  ])('%s', (text, expected) => expect(said(text)).toBe(expected));
});

describe('any text as a regex', () => {
  it('gives a test, or a fault within it', () => {
    const piece = fc.constantFrom(
      '(',
      ')',
      '[',
      ']',
      '*',
      '+',
      '?',
      '{1,2}',
      '{',
      '|',
      '\\',
      '\\d',
      'a',
      '^',
      '$',
      '.',
      '(?:',
      '(?=',
      '-',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string({ maxLength: 2 })), { maxLength: 8 }), (pieces) => {
        const source = pieces.join('');
        const test = regexTest(source, '', new Pace());
        if (typeof test === 'function')
          expect(test('aa')).toBe(new RegExp(source.replace(/^\(\?[ims]+\)/, ''), 'm').test('aa'));
        else expect(test.at >= 0 && test.at < source.length).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});
