/**
 * Text from a network made safe: for a terminal (control characters become symbols), for JSON (they become escapes),
 * and bytes made text. What else a page or a file name needs is the business of whoever writes those.
 */

/**
 * C0, DEL, C1; Arabic letter mark, left and right marks, bidi embeddings and isolates; line and paragraph separator;
 * zero width space, word joiner, byte order mark, annotation anchors; lone surrogates (the u flag finds only those).
 * ZWJ and ZWNJ stay: scripts and emoji need them.
 */
const UNSAFE =
  /[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff]/u;
const UNSAFE_ALL = new RegExp(UNSAFE.source, 'gu');

/** What JSON.stringify lets through of these; it escapes C0 and lone surrogates by itself. */
const UNSAFE_IN_JSON = /[\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff\ufff9-\ufffb]/g;

/** What stands for a character that has no symbol of its own. */
const REPLACEMENT = '\ufffd';

/** One line, safe to show: C0 as U+2400 to U+241F (tab `␉`), DEL as U+2421, the rest of UNSAFE as U+FFFD. */
export function visible(text: string): string {
  return UNSAFE.test(text) ? text.replace(UNSAFE_ALL, symbolOf) : text;
}

/** The same for text of many lines, cut at LF or CRLF; text that ends with a line break has an empty last line. */
export function visibleLines(text: string): string[] {
  const lines = text.split('\n');
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i];
    const ended = i < lines.length - 1 && line.endsWith('\r');
    lines[i] = visible(ended ? line.slice(0, -1) : line);
  }
  return lines;
}

/** bytes[start, end) as UTF-8; each byte sequence that is none becomes U+FFFD. Not safe to show yet. */
export function bytesText(bytes: Buffer, start: number, end: number): string {
  return bytes.utf8Slice(start, end);
}

/** JSON in one line, in which DEL, C1, bidi controls and the like are written as \uXXXX too. undefined gives `null`. */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(value) ?? 'null';
  return text.replace(UNSAFE_IN_JSON, escapeOf);
}

function symbolOf(character: string): string {
  const code = character.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return code === 0x7f ? '\u2421' : REPLACEMENT;
}

function escapeOf(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
