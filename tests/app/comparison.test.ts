/** What two messages have and have not in common. Signs: ~ differs, - only the first has it, + only the second. */

import { comparisonOf, differencesIn } from '../../src/app/comparison';
import type { MessageSnapshot } from '../../src/engine/protocol';

function message(text: string): MessageSnapshot {
  const lines = text.trim().split('\n');
  const blank = lines.indexOf('');
  const headLines = blank < 0 ? lines.length : blank;
  const headers = lines.slice(0, headLines).map((line, at) => {
    const name = at === 0 ? '' : line.split(':')[0]!.toLowerCase();
    return name === 'v' ? 'via' : name;
  });
  return { kind: 'message', lines, headLines, headers } as MessageSnapshot;
}

/** Rows as `sign left | right`. */
function check(left: string, right: string, expected: string) {
  const rows = comparisonOf(message(left), message(right));
  const shown = rows.map((row) => `${row.sign} ${row.left ?? ''} | ${row.right ?? ''}`.trimEnd());
  expect(shown).toEqual(
    expected
      .split('\n')
      .slice(1)
      .map((line) => line.slice(2)),
  );
}

test('what is the same stands without a sign', () => {
  const text = 'BYE sip:a SIP/2.0\nCall-ID: x\n\nbody';
  check(
    text,
    text,
    `
    BYE sip:a SIP/2.0 | BYE sip:a SIP/2.0
    Call-ID: x | Call-ID: x
     |
    body | body`,
  );
});

test('headers stand beside those of their name, wherever that is', () => {
  check(
    'OPTIONS sip:a SIP/2.0\nFrom: a\nTo: b\nCSeq: 1 OPTIONS',
    'OPTIONS sip:a SIP/2.0\nCSeq: 2 OPTIONS\nTo: b\nServer: s\nFrom: a',
    `
    OPTIONS sip:a SIP/2.0 | OPTIONS sip:a SIP/2.0
    From: a | From: a
    To: b | To: b
  +  | Server: s
  ~ CSeq: 1 OPTIONS | CSeq: 2 OPTIONS`,
  );
});

test('of several Vias each stands beside the one that it is like', () => {
  check(
    'INVITE sip:a SIP/2.0\nVia: SIP/2.0/UDP phone;branch=z1',
    'INVITE sip:a SIP/2.0\nVia: SIP/2.0/UDP proxy;branch=z2\nVia: SIP/2.0/UDP phone;branch=z1;received=10.0.0.1',
    `
    INVITE sip:a SIP/2.0 | INVITE sip:a SIP/2.0
  +  | Via: SIP/2.0/UDP proxy;branch=z2
  ~ Via: SIP/2.0/UDP phone;branch=z1 | Via: SIP/2.0/UDP phone;branch=z1;received=10.0.0.1`,
  );
});

test('a compact name is that of its header', () => {
  check(
    'BYE sip:a SIP/2.0\nVia: x',
    'BYE sip:a SIP/2.0\nv: x',
    `
    BYE sip:a SIP/2.0 | BYE sip:a SIP/2.0
  ~ Via: x | v: x`,
  );
});

test('a folded header is the same as one in a line', () => {
  check(
    'BYE sip:a SIP/2.0\nSubject: one\n   two',
    'BYE sip:a SIP/2.0\nSubject: one two',
    `
    BYE sip:a SIP/2.0 | BYE sip:a SIP/2.0
    Subject: one two | Subject: one two`,
  );
});

test('lines of SDP stand beside those of their kind', () => {
  check(
    'INVITE sip:a SIP/2.0\n\nv=0\nm=audio 4000 RTP/AVP 0 8\na=rtpmap:0 PCMU/8000\na=sendrecv',
    'INVITE sip:a SIP/2.0\n\nv=0\ns=-\nm=audio 5000 RTP/AVP 8\na=rtpmap:8 PCMA/8000',
    `
    INVITE sip:a SIP/2.0 | INVITE sip:a SIP/2.0
     |
    v=0 | v=0
  +  | s=-
  ~ m=audio 4000 RTP/AVP 0 8 | m=audio 5000 RTP/AVP 8
  ~ a=rtpmap:0 PCMU/8000 | a=rtpmap:8 PCMA/8000
  - a=sendrecv |`,
  );
});

test('messages of very many lines are compared without weighing every pair', () => {
  const body = (word: string) => Array.from({ length: 3000 }, (_, at) => `a=${word}:${at}`).join('\n');
  const rows = comparisonOf(message(`X sip:a SIP/2.0\n\n${body('one')}`), message(`X sip:a SIP/2.0\n\n${body('two')}`));
  expect([rows.length, rows[2]!.sign, rows.at(-1)!.sign]).toEqual([6002, '-', '+']);
});

describe('within a line', () => {
  const cases: [string, string, string, string][] = [
    ['a tag is one word', 'From: <sip:a@b>;tag=x1', 'From: <sip:a@b>;tag=y22', '[x1] [y22]'],
    ['what was added', 'To: <sip:a>', 'To: <sip:a>;tag=1', ' [;tag=1]'],
    ['a port', 'Via: 10.0.0.1:5060', 'Via: 10.0.0.1:5070', '[5060] [5070]'],
    ['blanks', 'To: a', 'To:  a', '[ ] [  ]'],
    ['the same text', 'To: a', 'To: a', ' '],
  ];
  test.each(cases)('%s', (_, left, right, expected) => {
    const found = differencesIn({ sign: '~', left, right, part: 'header' });
    const marked = (text: string, parts: { from: number; to: number }[]) =>
      parts.map(({ from, to }) => `[${text.slice(from, to)}]`).join('');
    expect(`${marked(left, found.left)} ${marked(right, found.right)}`).toBe(expected);
  });

  it('is all of it where there are too many words', () => {
    const left = Array.from({ length: 2000 }, (_, at) => `a${at}`).join(' ');
    const right = left.replaceAll('a', 'b');
    expect(differencesIn({ sign: '~', left, right, part: 'body' })).toEqual({
      left: [{ from: 0, to: left.length }],
      right: [{ from: 0, to: right.length }],
    });
  });
});
