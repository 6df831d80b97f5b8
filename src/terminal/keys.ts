/**
 * Bytes of a keyboard to keys: UTF-8, escape sequences of any terminal (key-codes.ts has their meaning), bracketed
 * paste. Works byte by byte, so that how a terminal or a network splits them makes no difference. Time is the caller's:
 * it says with timeout() that nothing came for ESCAPE_SILENCE_MS. Grammar: ECMA-48 5.4, xterm's ctlseqs.
 */

import type { MousePress } from '../view/cells';
import { characterKey, controlKey, sequenceKey } from './key-codes';
import { mousePress } from './mouse';
import type { KeyPress } from './terminal';

/** As long as a split sequence may take over a network; a person does not notice it after Esc. */
export const ESCAPE_SILENCE_MS = 50;

export class KeyDecoder {
  /** Bytes of an escape sequence so far, as Latin-1; empty outside of one. */
  private sequence = '';
  private pasting = false;
  private pasted = 0;
  private pastedReturn = false;
  private alt = false;
  /** A UTF-8 character so far: its value, the bytes still to come, the least value of its length. */
  private point = 0;
  private missing = 0;
  private least = 0;

  constructor(
    private readonly emit: (key: KeyPress) => void,
    private readonly mouse: (press: MousePress) => void = () => {},
  ) {}

  /** True while it depends on what comes next what the bytes so far mean. */
  get waiting(): boolean {
    return this.sequence !== '' && !this.pasting;
  }

  feed(bytes: Uint8Array): void {
    for (const byte of bytes) this.take(byte);
  }

  /** Nothing came for a while: what could also be a key by itself is one. The rest of a longer sequence is awaited. */
  timeout(): void {
    if (!this.waiting) return;
    if (IN_STRING.test(this.sequence) && this.sequence.endsWith('\x1b')) this.sequence = '\x1b';
    const keys = AMBIGUOUS.exec(this.sequence);
    if (keys === null) return;
    this.sequence = '';
    if (keys[1]) this.key('esc');
    if (keys[2]) this.emit(characterKey(keys[2], true));
    else this.key('esc');
  }

  private take(byte: number): void {
    if (this.sequence !== '') this.inSequence(byte);
    else if (this.missing > 0) this.inCharacter(byte);
    else if (byte === ESC) this.sequence = '\x1b';
    else if (byte < 0x80) this.character(byte);
    else this.startCharacter(byte);
  }

  private inSequence(byte: number): void {
    if (this.pasting) this.inPasteEnd(byte);
    else if (ANY_BYTE.test(this.sequence)) this.extend(byte);
    else if (IN_STRING.test(this.sequence)) this.inString(byte);
    else if (byte === ESC) this.escapeAgain();
    else if (this.sequence === '\x1b') this.afterEscape(byte);
    else if (this.sequence === '\x1b\x1b') this.afterTwoEscapes(byte);
    else if (byte < 0x20 || byte > 0x7e) this.abandon(byte);
    else this.extend(byte);
  }

  /** Esc pressed twice, Alt with a key that is a sequence itself (rxvt, PuTTY), or a new start amid a broken one. */
  private escapeAgain(): void {
    if (this.sequence === '\x1b\x1b') this.key('esc');
    this.sequence = /^\x1b+$/.test(this.sequence) ? '\x1b\x1b' : '\x1b';
  }

  private afterEscape(byte: number): void {
    if (byte > 0x20 && byte < 0x7f) {
      this.extend(byte);
      return;
    }
    this.sequence = '';
    this.alt = true;
    if (byte < 0x80) this.character(byte);
    else this.startCharacter(byte);
  }

  private afterTwoEscapes(byte: number): void {
    if (byte === BRACKET || byte === LETTER_O) {
      this.extend(byte);
      return;
    }
    this.key('esc');
    this.sequence = '\x1b';
    this.afterEscape(byte);
  }

  /** Whatever stands in a string is swallowed; an escape character that does not end it, or a key, does break it off. */
  private inString(byte: number): void {
    const escaped = this.sequence.endsWith('\x1b');
    if (escaped && byte !== BACKSLASH) {
      this.sequence = '\x1b';
      this.inSequence(byte);
    } else if (byte < 0x20 && byte !== ESC && byte !== BELL) this.abandon(byte);
    else this.extend(byte);
  }

  /** A control character or a byte of UTF-8 cannot stand in a sequence: what came before was noise. */
  private abandon(byte: number): void {
    this.sequence = '';
    this.take(byte);
  }

  private extend(byte: number): void {
    this.sequence += String.fromCharCode(byte);
    if (INCOMPLETE.test(this.sequence) && this.sequence.length < LONGEST_SEQUENCE) return;
    const whole = this.sequence;
    this.sequence = '';
    if (whole === PASTE_START) this.startPaste();
    else if (/^\x1b[^\x1b]$/.test(whole)) this.emit(characterKey(whole[1]!, true));
    else {
      const key = sequenceKey(whole);
      const press = key === null ? mousePress(whole) : null;
      if (key !== null) this.emit(key);
      if (press !== null) this.mouse(press);
    }
  }

  private startPaste(): void {
    this.pasting = true;
    this.pasted = 0;
    this.pastedReturn = false;
  }

  /** An escape sequence in a paste: its end, or text of which the escape character itself is dropped. */
  private inPasteEnd(byte: number): void {
    const longer = this.sequence + String.fromCharCode(byte);
    if (longer === PASTE_END) {
      this.sequence = '';
      this.pasting = false;
    } else if (PASTE_END.startsWith(longer)) {
      this.sequence = longer;
    } else {
      const text = this.sequence.slice(1);
      this.sequence = '';
      for (const character of text) this.paste(character.charCodeAt(0));
      this.take(byte);
    }
  }

  private paste(point: number): void {
    const afterReturn = this.pastedReturn;
    this.pastedReturn = point === 0x0d;
    if (point === 0x0a && afterReturn) return;
    const text = point === 0x09 || point === 0x0a || point === 0x0d ? ' ' : String.fromCodePoint(point);
    if (/\p{Cc}/u.test(text) || ++this.pasted > LONGEST_PASTE) return;
    this.emit({ name: '', text });
  }

  private startCharacter(byte: number): void {
    if (byte >= 0xc2 && byte <= 0xdf) this.expect(byte & 0x1f, 1, 0x80);
    else if (byte >= 0xe0 && byte <= 0xef) this.expect(byte & 0x0f, 2, 0x800);
    else if (byte >= 0xf0 && byte <= 0xf4) this.expect(byte & 0x07, 3, 0x10000);
    else this.alt = false;
  }

  private expect(point: number, missing: number, least: number): void {
    this.point = point;
    this.missing = missing;
    this.least = least;
  }

  private inCharacter(byte: number): void {
    if ((byte & 0xc0) !== 0x80) {
      this.missing = 0;
      this.alt = false;
      this.take(byte);
      return;
    }
    this.point = (this.point << 6) | (byte & 0x3f);
    if (--this.missing > 0) return;
    const surrogate = this.point >= 0xd800 && this.point <= 0xdfff;
    if (this.point < this.least || this.point > 0x10ffff || surrogate) this.alt = false;
    else this.character(this.point);
  }

  private character(point: number): void {
    const alt = this.alt;
    this.alt = false;
    if (this.pasting) this.paste(point);
    else if (point < 0x20 || point === 0x7f) this.key(controlKey(point, alt));
    else if (point < 0x80 || point > 0x9f) this.emit(characterKey(String.fromCodePoint(point), alt));
  }

  private key(name: string): void {
    this.emit({ name, text: '' });
  }
}

const ESC = 0x1b;
const BELL = 0x07;
const BACKSLASH = 0x5c;
const BRACKET = 0x5b;
const LETTER_O = 0x4f;
const PASTE_START = '\x1b[200~';
const PASTE_END = '\x1b[201~';
/** More characters than an input line needs: a whole file pasted by mistake is cut. */
const LONGEST_PASTE = 4096;
/** Longer than any answer of a terminal; a string without its end does not take the keyboard for ever. */
const LONGEST_SEQUENCE = 4096;

/** What more may follow: CSI, SS3, the Linux console's `ESC [ [`, X10 mouse, and the start of a string. */
const INCOMPLETE =
  /^\x1b(?:\x1b?(?:\[[0-?]*[ -#%-/]*|\[\?[0-?]*\$|\[\[|O[0-9]?)|\[M[\s\S]{0,2}|[\]PX^_](?:[^\x07\x1b]|\x1b(?!\\))*)$/;
/** Where a byte is not looked at as the start of something else: mouse coordinates. */
const ANY_BYTE = /^\x1b\[M[\s\S]{0,2}$/;
/** OSC, DCS, SOS, PM and APC: answers of the terminal. They end with BEL or ESC \. */
const IN_STRING = /^\x1b[\]PX^_]/;
/** Sequences so far that are keys when nothing follows: Esc, Alt and the character that would open a sequence. */
const AMBIGUOUS = /^(\x1b(?=\x1b))?\x1b([[O\]PX^_])?$/;
