/** Text of the store, which keeps the bytes of a header as Latin-1, in the form that people read: UTF-8, made safe. */

import { bytesText, visible } from '../decode/visible';

const PLAIN = /^[\x20-\x7e]*$/;

/** Safe to show. */
export function shown(latin1: string): string {
  return PLAIN.test(latin1) ? latin1 : visible(decoded(latin1));
}

/** As it was sent. */
export function decoded(latin1: string): string {
  if (PLAIN.test(latin1)) return latin1;
  const bytes = Buffer.from(latin1, 'latin1');
  return bytesText(bytes, 0, bytes.length);
}
