/**
 * What escape sequences mean: the codes of xterm, tmux, screen, PuTTY, the Linux console and rxvt as tables. Where a
 * sequence ends says keys.ts. Sources: xterm's ctlseqs, console_codes(4), the terminfo entries of these terminals.
 */

import type { KeyPress } from './terminal';

/** A character, as it is typed or with Alt. */
export function characterKey(character: string, alt: boolean): KeyPress {
  const name = character === ' ' ? 'space' : character;
  return alt ? { name: `alt+${name}`, text: '' } : { name, text: character };
}

/** The name of a control character (below 0x20, or 0x7f). Backspace sends 0x08 or 0x7f, Enter 0x0d, Ctrl-J 0x0a. */
export function controlKey(code: number, alt: boolean): string {
  const name = CONTROL_KEYS.get(code) ?? `ctrl+${String.fromCharCode(code | (code < 0x1b ? 0x60 : 0x40))}`;
  if (!alt) return name;
  return name.startsWith('ctrl+') ? `ctrl+alt+${name.slice(5)}` : `alt+${name}`;
}

/** The key of a whole escape sequence, or null for one that is no key or not known. */
export function sequenceKey(sequence: string): KeyPress | null {
  // Alt sends an escape character before the sequence.
  const alt = sequence.startsWith('\x1b\x1b') ? ALT : 0;
  const body = sequence.slice(alt ? 2 : 1);
  for (const [form, meaning] of FORMS) {
    const parts = form.exec(body);
    if (parts) return meaning(parts, alt);
  }
  return null;
}

const SHIFT = 1;
const ALT = 2;
const CONTROL = 4;
/** Meta, which terminals send in Alt's place or with it. */
const META = 8;

const CONTROL_KEYS = new Map([
  [0x00, 'ctrl+space'],
  [0x08, 'backspace'],
  [0x09, 'tab'],
  [0x0a, 'enter'],
  [0x0d, 'enter'],
  [0x1b, 'esc'],
  [0x7f, 'backspace'],
]);

type Meaning = (parts: RegExpExecArray, alt: number) => KeyPress | null;

/** The forms of a sequence behind its escape character, and how each is looked up. Others are swallowed. */
const FORMS: [RegExp, Meaning][] = [
  // Linux console: ESC [ [ A
  [/^\[\[([A-E])$/, ([, letter], alt) => named(CONSOLE_LETTERS.get(letter!), alt)],
  // rxvt: ESC [ 5 ^
  [/^\[(\d+)([\^$@])$/, ([, number, suffix], alt) => named(NUMBERS.get(number!), alt | RXVT_SUFFIXES.get(suffix!)!)],
  // xterm with modifyOtherKeys: ESC [ 27 ; 5 ; 46 ~
  [/^\[27;(\d+);(\d+)~$/, ([, modifiers, code], alt) => coded(code!, alt | bits(modifiers))],
  // ESC [ 46 ; 5 u, each number with further ones behind colons
  [/^\[(\d+)[\d:]*(?:;(\d*)[\d:]*)?(?:;[\d:]*)?u$/, ([, code, modifiers], alt) => coded(code!, alt | bits(modifiers))],
  // ESC [ 5 ~, ESC [ 5 ; 2 ~
  [/^\[(\d+)(?:;(\d*)[\d:]*)?~$/, ([, number, modifiers], alt) => named(NUMBERS.get(number!), alt | bits(modifiers))],
  // ESC [ A, ESC [ 1 ; 2 A, ESC [ 2 A
  [
    /^\[(?:(?:1;)?(\d+)(?::\d*)?)?([A-Za-z])$/,
    ([, modifiers, letter], alt) => named(CSI_LETTERS.get(letter!), alt | bits(modifiers)),
  ],
  // ESC O A, ESC O 5 A
  [/^O(\d?)([A-Za-z])$/, ([, modifiers, letter], alt) => named(SS3_LETTERS.get(letter!), alt | bits(modifiers))],
];

const ARROWS_AND_ENDS: [string, string][] = [
  ['A', 'up'],
  ['B', 'down'],
  ['C', 'right'],
  ['D', 'left'],
  ['H', 'home'],
  ['F', 'end'],
  ['P', 'f1'],
  ['Q', 'f2'],
  ['R', 'f3'],
  ['S', 'f4'],
];

const CSI_LETTERS = new Map([
  ...ARROWS_AND_ENDS,
  ['Z', 'shift+tab'],
  // rxvt with Shift
  ['a', 'shift+up'],
  ['b', 'shift+down'],
  ['c', 'shift+right'],
  ['d', 'shift+left'],
] as [string, string][]);

const SS3_LETTERS = new Map([
  ...ARROWS_AND_ENDS,
  // rxvt with Ctrl
  ['a', 'ctrl+up'],
  ['b', 'ctrl+down'],
  ['c', 'ctrl+right'],
  ['d', 'ctrl+left'],
  // The number pad in application mode
  ['M', 'enter'],
  ['X', '='],
  ['j', '*'],
  ['k', '+'],
  ['l', ','],
  ['m', '-'],
  ['n', '.'],
  ['o', '/'],
  ...Array.from('pqrstuvwxy', (letter, digit) => [letter, String(digit)]),
] as [string, string][]);

const CONSOLE_LETTERS = new Map(Array.from('ABCDE', (letter, index) => [letter, `f${index + 1}`]));

/** ESC [ number ~ */
const NUMBERS = new Map([
  ['1', 'home'],
  ['2', 'insert'],
  ['3', 'delete'],
  ['4', 'end'],
  ['5', 'pageup'],
  ['6', 'pagedown'],
  ['7', 'home'],
  ['8', 'end'],
  ...['11', '12', '13', '14', '15', '17', '18', '19', '20', '21', '23', '24'].map((code, i) => [code, `f${i + 1}`]),
  // F13 to F20, which these terminals send for Shift
  ...['25', '26', '28', '29', '31', '32', '33', '34'].map((code, i) => [code, `shift+f${i + 1}`]),
] as [string, string][]);

const RXVT_SUFFIXES = new Map([
  ['^', CONTROL],
  ['$', SHIFT],
  ['@', CONTROL | SHIFT],
]);

/** Modifiers are sent as one more than the sum of their bits. */
function bits(parameter: string | undefined): number {
  return parameter ? Math.max(0, Number(parameter) - 1) : 0;
}

/** A key of a table, which may have modifiers of its own, with further ones. */
function named(name: string | undefined, modifiers: number): KeyPress | null {
  if (name === undefined) return null;
  const shifted = name.startsWith('shift+') ? SHIFT : 0;
  const controlled = name.startsWith('ctrl+') ? CONTROL : 0;
  const key = name.slice(shifted ? 6 : controlled ? 5 : 0);
  const all = modifiers | shifted | controlled;
  return key.length === 1 && !(all & ~SHIFT) ? characterKey(key, false) : { name: prefix(all) + key, text: '' };
}

/** A key told by the code of its character. */
function coded(code: string, modifiers: number): KeyPress | null {
  const point = Number(code);
  if (point > 0x10ffff || (point > 0x7f && point < 0xa0) || (point >= 0xd800 && point <= 0xdfff)) return null;
  if (point < 0x20 || point === 0x7f) return named(controlKey(point, false), modifiers);
  const character = String.fromCodePoint(point);
  const shown = modifiers & SHIFT ? character.toUpperCase() : character;
  if (!(modifiers & ~SHIFT)) return characterKey(shown, false);
  const name = modifiers & CONTROL ? character : shown;
  return { name: prefix(modifiers & ~SHIFT) + (name === ' ' ? 'space' : name), text: '' };
}

function prefix(modifiers: number): string {
  return (
    (modifiers & CONTROL ? 'ctrl+' : '') +
    (modifiers & (ALT | META) ? 'alt+' : '') +
    (modifiers & SHIFT ? 'shift+' : '')
  );
}
