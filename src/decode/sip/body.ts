/** The parts of a message body: itself, or those of a multipart body. RFC 2046 section 5.1, RFC 5621. */

import { header, parseContentType, type SipMessage } from './message';
import { param } from './params';
import { parseHeaders } from './parse';

export interface BodyPart {
  /** `application/sdp`, lower case; empty when nobody says. */
  type: string;
  /** The part is bytes[start, end) of the message's bytes. */
  start: number;
  end: number;
}

/** A multipart body may hold another; more of them inside each other is an attack. */
const MAX_DEPTH = 3;
const MAX_PARTS = 100;

/** In their order; a multipart body is replaced by its parts. Empty without a body. */
export function bodyParts(message: SipMessage, bytes: Buffer): BodyPart[] {
  const found: BodyPart[] = [];
  const { bodyStart, bodyEnd } = message;
  if (bodyEnd > bodyStart) collect(header(message, 'content-type'), bytes, bodyStart, bodyEnd, found, 0);
  return found;
}

function collect(
  contentType: string | null,
  bytes: Buffer,
  start: number,
  end: number,
  found: BodyPart[],
  depth: number,
): void {
  if (found.length >= MAX_PARTS) return;
  const { type, params } = parseContentType(contentType ?? '');
  const boundary = param(params, 'boundary');
  if (!type.startsWith('multipart/') || !boundary || depth === MAX_DEPTH) {
    found.push({ type, start, end });
    return;
  }
  for (const [partStart, partEnd] of cutParts(bytes, start, end, boundary)) {
    const { headers, bodyStart } = parseHeaders(bytes, partStart, partEnd);
    const own = headers.find((one) => one.key === 'content-type');
    collect(own?.value ?? null, bytes, bodyStart, partEnd, found, depth + 1);
  }
}

/** What stands between the delimiter lines, without its last line break, which belongs to the delimiter. */
function cutParts(bytes: Buffer, start: number, end: number, boundary: string): [number, number][] {
  const body = bytes.latin1Slice(start, end);
  const delimiter = `--${Buffer.from(boundary).latin1Slice()}`;
  const found: [number, number][] = [];
  let partStart = -1;
  for (let at = body.indexOf(delimiter); at >= 0; at = body.indexOf(delimiter, at + 1)) {
    if (at > 0 && body[at - 1] !== '\n') continue;
    if (partStart >= 0) found.push([start + partStart, start + withoutBreak(body, partStart, at)]);
    const behind = at + delimiter.length;
    const feed = body.indexOf('\n', behind);
    if (body.startsWith('--', behind) || feed < 0 || found.length === MAX_PARTS) return found;
    partStart = feed + 1;
  }
  if (partStart >= 0) found.push([start + partStart, end]);
  return found;
}

function withoutBreak(body: string, from: number, to: number): number {
  if (to <= from || body[to - 1] !== '\n') return to;
  return to - 1 > from && body[to - 2] === '\r' ? to - 2 : to - 1;
}
