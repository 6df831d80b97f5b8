/**
 * Messages as text for filters: read again from the capture, line breaks as LF, compact header names written long
 * (RFC 3261 section 7.3.3), bytes as UTF-8 where they are.
 */

import { HEADERS, headerRule } from '../decode/sip/headers';
import { valuesOf } from '../decode/sip/message';
import type { Store } from '../store/store';
import { decoded } from '../store/text';

/** By their letter, `From` of f. */
const LONG_NAMES = new Map(HEADERS.map(({ compact, name }) => [compact, name]));

export function messageText(store: Store, message: number): string {
  const { bytes, start, end } = store.bytesOf(message);
  const text = withFeeds(bytes.latin1Slice(start, end));
  const body = headEnd(text);
  const head = text.slice(0, body).replace(/\n([a-z])(?=[ \t]*:)/gi, (line, letter: string) => {
    const name = LONG_NAMES.get(letter.toLowerCase());
    return name === undefined ? line : `\n${name}`;
  });
  return decoded(head + text.slice(body));
}

/** The values of a header in all its lines, by its long name in lower case; those of a list one by one. */
export function headerValuesIn(text: string, key: string): string[] {
  const head = text.slice(0, headEnd(text));
  const name = headerRule(key)?.name ?? key;
  const values: string[] = [];
  for (const [, value] of head.matchAll(lineOf(key))) {
    const unfolded = value.replace(/\s*\n[ \t]+/g, ' ').trim();
    values.push(...valuesOf({ name, key, value: unfolded, at: 0 }));
  }
  return values;
}

const LINES = new Map<string, RegExp>();
/** Header names that a filter asks for: a person writes a few. */
const LINES_KEPT = 100;

/** What finds the lines of a header, folded ones whole. */
function lineOf(key: string): RegExp {
  let line = LINES.get(key);
  if (line === undefined) {
    if (LINES.size >= LINES_KEPT) LINES.clear();
    line = new RegExp(`\\n${key.replace(/[^\w-]/g, '\\$&')}[ \\t]*:([^\\n]*(?:\\n[ \\t][^\\n]*)*)`, 'gi');
    LINES.set(key, line);
  }
  return line;
}

function withFeeds(text: string): string {
  return text.includes('\r') ? text.replaceAll('\r\n', '\n') : text;
}

/** Offset of the empty line behind the head. */
function headEnd(text: string): number {
  const first = text.search(/[^\n]/);
  const end = text.indexOf('\n\n', Math.max(0, first));
  return end < 0 ? text.length : end + 1;
}
