/**
 * CSV by RFC 4180, with a header line; lists are joined by blanks, null is empty. Control characters as symbols, but for
 * line breaks in a column that holds many lines. What is guarded against spreadsheets: docs/decisions/0006.
 */

import { visible } from '../decode/visible';

/** `linesAt`: the place of a column whose line breaks stay; -1 for none. */
export function csvLine(values: readonly unknown[], linesAt = -1): string {
  return `${values.map((value, i) => csvValue(value, i === linesAt)).join(',')}\r\n`;
}

function csvValue(value: unknown, lines: boolean): string {
  const plain = Array.isArray(value) ? value.join(' ') : value === null ? '' : String(value);
  const text = lines ? plain.replace(WITHIN_LINES, visible) : visible(plain);
  const guarded = typeof value === 'string' && FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]|^\s|\s$/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}

/** Everything but LF and CRLF. */
const WITHIN_LINES = /[^\r\n]+|\r(?!\n)/g;

/** What a spreadsheet would run: `+12025550110@example.com` and `@203.0.113.5` it would not. */
const FORMULA = /^(?:=|[-+@].*[(|!])/s;
