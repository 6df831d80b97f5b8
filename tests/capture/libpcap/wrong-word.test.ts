/** The place of a mistake, as a caret below the expression. The language here is a small part of libpcap's. */

import { wrongWord } from '../../../src/capture/libpcap/wrong-word';

const SYNTAX = 'syntax error';

/** Takes `port NUMBER` and `host NAME`, joined by `and` and `or`, in parentheses. */
function judge(expression: string): string | null {
  const words = expression.match(/[\w.-]+|\S/g) ?? [];
  let at = 0;
  const one = (): string | null => {
    const word = words[at++];
    if (word === '(') {
      const inside = all();
      return inside ?? (words[at++] === ')' ? null : SYNTAX);
    }
    const value = words[at++] ?? '';
    if (word === 'port') return /^\d+$/.test(value) ? null : SYNTAX;
    if (word === 'wlan') return 'no Wi-Fi here';
    return word === 'host' && /^[\w.-]+$/.test(value) ? null : SYNTAX;
  };
  const all = (): string | null => {
    const wrong = one();
    if (wrong !== null || !['and', 'or'].includes(words[at])) return wrong;
    at++;
    return all();
  };
  return all() ?? (at === words.length ? null : SYNTAX);
}

function check(expression: string, caret: string | null, message: string = judge(expression) ?? 'none'): void {
  const at = wrongWord(expression, message, judge);
  expect(at === null ? null : `${' '.repeat(at)}^`).toBe(caret);
}

it('is the first word that nothing can follow', () => {
  check('port 5060 prot 5061', '          ^');
  check('prot 5060 or port 5061', '^');
  check('port 5060 or  port x', '                   ^');
  check('(port 5060 or host a) adn host b', '                      ^');
  check('port 5060)', '         ^');
});

it('is the end where something is missing', () => {
  check('port 5060 and', '             ^');
  check('port 5060 or (host a or port  ', '                            ^');
  check('port', '    ^');
});

it('is the word that libpcap names', () => {
  check('host a and host sbc1', '                ^', "unknown host 'sbc1'");
  check('port 70000', '     ^', 'illegal port number 70000 > 65535');
  check('vlan 5000', '     ^', 'VLAN tag 5000 greater than maximum 4095');
});

it('is the word that brings the same complaint whatever follows', () => {
  check('port 5060 and wlan type', '              ^', 'no Wi-Fi here');
});

it('is nowhere where libpcap complains of the whole', () => {
  check('host a and host b', null, 'expression rejects all packets');
  check('host a', null, "unknown host 'b'");
});

it('is nowhere where there are no words', () => {
  check('', null, 'unknown data link type 14');
});

it('is not looked for in thousands of words', () => {
  check(`${'port 1 or '.repeat(100)}prot`, null);
});

it('asks for no names, which may take long', () => {
  const asked: string[] = [];
  wrongWord('host sbc.example.com prot', SYNTAX, (expression) => {
    asked.push(expression);
    return judge(expression);
  });
  expect(asked.slice(1).filter((expression) => expression.includes('example'))).toEqual([]);
});
