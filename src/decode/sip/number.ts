/** Telephone numbers as they stand in the user part of a URI (RFC 3261 section 19.1.6, RFC 3966), told by their digits. */

const SEPARATORS = /[-.\s()/]/g;
const NUMBER = /^\+?[\d*#-][\d*#\-.\s()/]*$/;

/** Digits without `+`, separators and leading zeros; null for what is no number. */
export function significantDigits(text: string): string | null {
  const escaped = text.includes('%') ? text.replace(/%(2b|20|23|28|29)/gi, (_, hex) => character(hex)) : text;
  const semicolon = escaped.indexOf(';');
  const number = (semicolon < 0 ? escaped : escaped.slice(0, semicolon)).trim();
  if (!NUMBER.test(number)) return null;
  const digits = number.replace(/^\+/, '').replace(SEPARATORS, '');
  const significant = digits.replace(/^0+(?=.)/, '');
  return significant === '' ? null : significant;
}

function character(hex: string): string {
  return String.fromCharCode(Number.parseInt(hex, 16));
}
