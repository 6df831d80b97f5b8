/**
 * Telephone numbers as people mean them: separators (RFC 3966), `+` and leading zeros do not count, so that
 * `0034944048182`, `+34 944 048 182` and `tel:+34-944-048-182` are one. A number is found by its end, too: who asks for
 * 944048182 finds it with any prefix.
 */

import { significantDigits } from '../decode/sip/number';

/** Digits of what is asked for, or null where it is no number. */
export function askedNumber(text: string): string | null {
  return significantDigits(text.replace(/^(?:tel|sips?):/i, ''));
}

/** `wanted`: digits of askedNumber(). `address` as the store shows it: `user@host`, or what a tel URI holds. */
export function isNumber(address: string, wanted: string): boolean {
  const at = address.indexOf('@');
  // What has no user is a number only as a tel URI has it: an address of a host is none.
  if (at < 0 && DOTTED.test(address)) return false;
  const found = significantDigits(at < 0 ? address : address.slice(0, at));
  return found !== null && (found === wanted || (found.length > wanted.length && found.endsWith(wanted)));
}

const DOTTED = /^\d+\.\d+\.\d+\.\d+$/;
