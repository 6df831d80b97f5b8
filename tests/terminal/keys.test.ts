import fc from 'fast-check';
import { KeyDecoder } from '../../src/terminal/keys';
import type { KeyPress } from '../../src/terminal/terminal';

/** Feeds the pieces, with silence behind the last one. */
function decode(...pieces: (string | Uint8Array)[]): KeyPress[] {
  const keys: KeyPress[] = [];
  const decoder = new KeyDecoder((key) => keys.push(key));
  for (const piece of pieces) decoder.feed(typeof piece === 'string' ? Buffer.from(piece, 'utf8') : piece);
  decoder.timeout();
  return keys;
}

/** `names` are the keys, separated by blanks. */
function check(bytes: string, names: string) {
  const keys = decode(bytes);
  expect(keys.map(({ name }) => name).join(' ')).toBe(names);
}

function typed(...pieces: (string | Uint8Array)[]): string {
  return decode(...pieces)
    .map(({ text }) => text)
    .join('');
}

const ESC = '\x1b';

/** What each terminal sends for the same keys; `-` where it sends nothing of its own. */
const COLUMNS = ['xterm', 'xterm application', 'tmux', 'linux', 'putty', 'rxvt'];
const TABLE: [string, ...string[]][] = [
  ['up', '[A', 'OA', 'OA', '[A', 'OA', '[A'],
  ['down', '[B', 'OB', 'OB', '[B', 'OB', '[B'],
  ['right', '[C', 'OC', 'OC', '[C', 'OC', '[C'],
  ['left', '[D', 'OD', 'OD', '[D', 'OD', '[D'],
  ['home', '[H', 'OH', '[1~', '[1~', '[1~', '[7~'],
  ['end', '[F', 'OF', '[4~', '[4~', '[4~', '[8~'],
  ['insert', '[2~', '[2~', '[2~', '[2~', '[2~', '[2~'],
  ['delete', '[3~', '[3~', '[3~', '[3~', '[3~', '[3~'],
  ['pageup', '[5~', '[5~', '[5~', '[5~', '[5~', '[5~'],
  ['pagedown', '[6~', '[6~', '[6~', '[6~', '[6~', '[6~'],
  ['f1', 'OP', 'OP', 'OP', '[[A', '[11~', '[11~'],
  ['f2', 'OQ', 'OQ', 'OQ', '[[B', '[12~', '[12~'],
  ['f3', 'OR', 'OR', 'OR', '[[C', '[13~', '[13~'],
  ['f4', 'OS', 'OS', 'OS', '[[D', '[14~', '[14~'],
  ['f5', '[15~', '[15~', '[15~', '[[E', '[15~', '[15~'],
  ['f6', '[17~', '[17~', '[17~', '[17~', '[17~', '[17~'],
  ['f7', '[18~', '[18~', '[18~', '[18~', '[18~', '[18~'],
  ['f8', '[19~', '[19~', '[19~', '[19~', '[19~', '[19~'],
  ['f9', '[20~', '[20~', '[20~', '[20~', '[20~', '[20~'],
  ['f10', '[21~', '[21~', '[21~', '[21~', '[21~', '[21~'],
  ['f11', '[23~', '[23~', '[23~', '[23~', '[23~', '[23~'],
  ['f12', '[24~', '[24~', '[24~', '[24~', '[24~', '[24~'],
  ['shift+tab', '[Z', '[Z', '[Z', '-', '[Z', '[Z'],
  ['shift+up', '[1;2A', '[1;2A', '[1;2A', '-', '-', '[a'],
  ['ctrl+right', '[1;5C', '[1;5C', '[1;5C', '-', '-', 'Oc'],
  ['alt+left', '[1;3D', '[1;3D', '[1;3D', `${ESC}[D`, `${ESC}OD`, `${ESC}[D`],
  ['ctrl+alt+shift+end', '[1;8F', '[1;8F', '[1;8F', '-', '-', '-'],
  ['ctrl+pagedown', '[6;5~', '[6;5~', '[6;5~', '-', '-', '[6^'],
  ['shift+insert', '[2;2~', '[2;2~', '[2;2~', '-', '-', '[2$'],
  ['ctrl+shift+delete', '[3;6~', '[3;6~', '[3;6~', '-', '-', '[3@'],
  ['ctrl+f1', '[1;5P', '[1;5P', '[1;5P', '-', '-', '[11^'],
  ['shift+f5', '[15;2~', '[15;2~', '[15;2~', '[31~', '[31~', '[15$'],
];

describe.each(COLUMNS.map((terminal, index) => [terminal, index + 1] as const))('keys of %s', (_terminal, column) => {
  const rows = TABLE.filter((row) => row[column] !== '-').map((row) => [row[0], row[column]!]);
  test.each(rows)('%s', (name, code) => check(ESC + code, name));
});

test.each([
  ['q', 'q'],
  ['Q', 'Q'],
  ['ñ', 'ñ'],
  ['漢', '漢'],
  ['😀', '😀'],
  [' ', 'space'],
  ['\r', 'enter'],
  ['\n', 'enter'],
  ['\t', 'tab'],
  ['\x7f', 'backspace'],
  ['\x08', 'backspace'],
  ['\x00', 'ctrl+space'],
  ['\x01', 'ctrl+a'],
  ['\x1a', 'ctrl+z'],
  ['\x1c', 'ctrl+\\'],
  ['\x1f', 'ctrl+_'],
  [ESC, 'esc'],
  [ESC + ESC, 'esc esc'],
  [`${ESC}2`, 'alt+2'],
  [`${ESC}x`, 'alt+x'],
  [`${ESC}X`, 'alt+X'],
  [`${ESC} `, 'alt+space'],
  [`${ESC}\r`, 'alt+enter'],
  [`${ESC}\x7f`, 'alt+backspace'],
  [`${ESC}\x01`, 'ctrl+alt+a'],
  [`${ESC}ñ`, 'alt+ñ'],
  [`${ESC}[`, 'alt+['],
  [`${ESC}O`, 'alt+O'],
  [`${ESC}]`, 'alt+]'],
  [`${ESC}P`, 'alt+P'],
  [`${ESC}${ESC}x`, 'esc alt+x'],
  [`${ESC}${ESC}${ESC}[A`, 'esc alt+up'],
  [`${ESC}Oq`, '1'],
  [`${ESC}OM`, 'enter'],
  [`${ESC}[27;5;46~`, 'ctrl+.'],
  [`${ESC}[13;2u`, 'shift+enter'],
  [`${ESC}[97;5u`, 'ctrl+a'],
  [`${ESC}[97;2u`, 'A'],
  [`${ESC}[27u`, 'esc'],
  [`${ESC}[1;1:1A`, 'up'],
])('%j is %s', (bytes, names) => check(bytes, names));

describe('the mouse', () => {
  /** Whatever was done on cells, as `press 9,19`. */
  function pressed(...pieces: string[]): string[] {
    const presses: string[] = [];
    const decoder = new KeyDecoder(
      ({ name }) => presses.push(`key ${name}`),
      ({ kind, column, row }) => presses.push(`${kind} ${column},${row}`),
    );
    for (const piece of pieces) decoder.feed(Buffer.from(piece));
    decoder.timeout();
    return presses;
  }

  test('presses and releases', () =>
    expect(pressed(`${ESC}[<0;10;20M${ESC}[<0;10;20m`)).toEqual(['press 9,19', 'release 9,19']));
  test('is drawn with the button held', () => expect(pressed(`${ESC}[<32;300;120M`)).toEqual(['drag 299,119']));
  test('has a wheel', () =>
    expect(pressed(`${ESC}[<64;1;2M${ESC}[<65;1;2M`)).toEqual(['wheel-up 0,1', 'wheel-down 0,1']));
  test('may come with Shift, Alt and Ctrl', () => expect(pressed(`${ESC}[<28;1;2M`)).toEqual(['press 0,1']));
  test('has buttons without a meaning', () =>
    expect(pressed(`${ESC}[<1;1;2M${ESC}[<2;1;2M${ESC}[<66;1;2M`)).toEqual([]));
  test('may come in pieces, with keys behind', () =>
    expect(pressed(ESC, '[<0;1', '0;2', 'Mq')).toEqual(['press 9,1', 'key q']));
});

describe('what is no key leaves nothing behind', () => {
  test.each([
    ['SGR mouse', `${ESC}[<0;10;20M${ESC}[<0;10;20m`],
    ['a broken SGR mouse', `${ESC}[<0;10M${ESC}[<;;M${ESC}[<0;10;20;30M`],
    ['X10 mouse', `${ESC}[M !!${ESC}[M\x1b\x01\x7f`],
    ['focus', `${ESC}[I${ESC}[O`],
    ['cursor report', `${ESC}[12;40R`],
    ['device attributes', `${ESC}[?64;1;2c`],
    ['mode report', `${ESC}[?2026;2$y`],
    ['colour report', `${ESC}]11;rgb:ffff/ffff/ffff${ESC}\\`],
    ['title ended by BEL', `${ESC}]0;héllo q\x07`],
    ['device control string', `${ESC}P1$r0m${ESC}\\`],
    ['an unknown number', `${ESC}[99~`],
    ['an unknown letter', `${ESC}[1;2Y`],
    ['broken UTF-8', Buffer.from([0xff, 0xc0, 0xed, 0xa0, 0x80]).toString('latin1')],
  ])('%s', (_what, bytes) => {
    const keys: KeyPress[] = [];
    const decoder = new KeyDecoder((key) => keys.push(key));
    decoder.feed(Buffer.from(bytes, 'latin1'));
    decoder.timeout();
    decoder.feed(Buffer.from('q'));
    expect(keys).toEqual([{ name: 'q', text: 'q' }]);
  });

  test('a sequence that breaks off gives way to the next key', () => {
    check(`${ESC}[1;${ESC}[A`, 'up');
    check(`${ESC}[1\x03`, 'ctrl+c');
    check(`${ESC}]0;title${ESC}[A`, 'up');
    check(`${ESC}]0;title\x03`, 'ctrl+c');
  });
});

test('Esc is a key after silence only', () => {
  const keys: KeyPress[] = [];
  const decoder = new KeyDecoder((key) => keys.push(key));
  decoder.feed(Buffer.from(ESC));
  expect([keys.length, decoder.waiting]).toEqual([0, true]);
  decoder.timeout();
  expect(keys).toEqual([{ name: 'esc', text: '' }]);
  expect(decoder.waiting).toBe(false);
});

test('the rest of a long sequence is awaited, however slow the network', () => {
  const keys: string[] = [];
  const decoder = new KeyDecoder(({ name }) => keys.push(name));
  for (const piece of [`${ESC}[1;`, '5C']) {
    decoder.feed(Buffer.from(piece));
    decoder.timeout();
  }
  expect(keys).toEqual(['ctrl+right']);
});

test('Esc frees the keyboard from a string without end', () => {
  const keys: string[] = [];
  const decoder = new KeyDecoder(({ name }) => keys.push(name));
  decoder.feed(Buffer.from(`${ESC}]0;no end`));
  decoder.timeout();
  decoder.feed(Buffer.from(ESC));
  decoder.timeout();
  decoder.feed(Buffer.from('q'));
  expect(keys).toEqual(['esc', 'q']);
});

describe('paste', () => {
  const paste = (text: string) => `${ESC}[200~${text}${ESC}[201~`;

  test('types its characters and acts as none of them', () => {
    expect(decode(paste('qñ'))).toEqual([
      { name: '', text: 'q' },
      { name: '', text: 'ñ' },
    ]);
  });
  test('gives blanks for line ends and tabs', () => expect(typed(paste('a\r\nb\nc\td'))).toBe('a b c d'));
  test('drops control characters, C1 too', () => expect(typed(paste('a\x00\x07\x7f\u009bb'))).toBe('ab'));
  test('obeys no sequence in it', () => expect(typed(paste(`a${ESC}[31mb${ESC}[Ac${ESC}`))).toBe('a[31mb[Ac'));
  test('ends where it ends', () => check(`${paste('ab')}q${ESC}[A`, '  q up'));
  test('is not ended by silence', () => expect(typed(`${ESC}[200~a${ESC}`, '[201~', 'b')).toBe('ab'));
  test('is cut where no input line needs more', () => expect(typed(paste('x'.repeat(10_000)))).toHaveLength(4096));
});

test('what keys type', () => {
  expect(typed(`a ñ${ESC}[A${ESC}x\x01\r${ESC}Ok`)).toBe('a ñ+');
});

describe('however the bytes are split, the keys are the same', () => {
  const everything = [
    ...TABLE.flatMap((row) =>
      row
        .slice(1)
        .filter((code) => code !== '-')
        .map((code) => ESC + code),
    ),
    ...['q', 'ñ', '漢', '😀', '\r', `${ESC}x`, `${ESC}2`, `${ESC}[<0;1;2M`, `${ESC}[M !!`, `${ESC}]0;t\x07`],
    `${ESC}[200~p\r\n😀${ESC}[3${ESC}[201~`,
  ];

  test('at every boundary of every sequence', () => {
    for (const sequence of everything) {
      const bytes = Buffer.from(sequence);
      for (let at = 1; at < bytes.length; at++) {
        expect(decode(bytes.subarray(0, at), bytes.subarray(at))).toEqual(decode(bytes));
      }
    }
  });

  test('in any pieces of any mix', () => {
    const stream = fc.array(fc.oneof(fc.constantFrom(...everything), fc.string({ unit: 'binary' })), { maxLength: 12 });
    fc.assert(
      fc.property(stream, fc.array(fc.nat(200)), (parts, cuts) => {
        const bytes = Buffer.from(parts.join(''));
        const edges = [0, ...cuts.filter((cut) => cut < bytes.length).sort((a, b) => a - b), bytes.length];
        const pieces = edges.slice(1).map((edge, index) => bytes.subarray(edges[index], edge));
        expect(decode(...pieces)).toEqual(decode(bytes));
      }),
    );
  });

  test('any bytes at all give only printable text', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        for (const { text } of decode(bytes)) expect(text).toMatch(/^[^\p{Cc}\p{Cs}]?$/u);
      }),
    );
  });
});
