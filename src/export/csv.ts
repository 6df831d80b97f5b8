/** CSV by RFC 4180, with a header line; lists are joined by blanks, null is empty. Control characters as symbols. */

import { visible } from '../decode/visible';

export function csvLine(values: readonly unknown[]): string {
  return `${values.map(csvValue).join(',')}\r\n`;
}

function csvValue(value: unknown): string {
  const text = visible(Array.isArray(value) ? value.join(' ') : value === null ? '' : String(value));
  // A spreadsheet takes a cell that begins with one of these for a formula.
  const guarded = typeof value === 'string' && /^[=@]|^[+-].*[^\d.]/.test(text) ? `'${text}` : text;
  return /[",\r\n]|^\s|\s$/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}
