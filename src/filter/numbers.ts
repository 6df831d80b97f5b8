/**
 * Telephone numbers as people mean them: separators (RFC 3966), `+` and leading zeros do not count, so that
 * `0034944048182`, `+34 944 048 182` and `tel:+34-944-048-182` are one. A number is found by its end, too: who asks for
 * 944048182 finds it with any prefix.
 */

/** Digits of what is asked for, or null where it is no number. */
export function askedNumber(text: string): string | null {
  return digitsOf(text.replace(/^(?:tel|sips?):/i, ''));
}

/** `wanted`: digits of askedNumber(). `address` as the store shows it: `user@host`, or what a tel URI holds. */
export function isNumber(address: string, wanted: string): boolean {
  const at = address.indexOf('@');
  // What has no user is a number only as a tel URI has it: an address of a host is none.
  if (at < 0 && DOTTED.test(address)) return false;
  const found = digitsOf(at < 0 ? address : address.slice(0, at));
  return found !== null && (found === wanted || (found.length > wanted.length && found.endsWith(wanted)));
}

const DOTTED = /^\d+\.\d+\.\d+\.\d+$/;
const SEPARATORS = /[-.\s()/]/g;
const NUMBER = /^\+?[\d*#-][\d*#\-.\s()/]*$/;

function digitsOf(text: string): string | null {
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
