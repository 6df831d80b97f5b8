/**
 * Finds the next message of a stream that is out of step. A body need not end in a line end, so a start line may stand
 * glued behind other text; and bodies quote start lines (message/sipfrag), so a header has to follow.
 */

import { STREAM_START_LINE_BYTES } from '../budgets';
import { headerName, isBlank, isToken, MORE, statusAt, versionAt } from './start-line';

export const NONE = -1;

const LF = 10;
/** To cut a method off the text that it is glued to; a method that is not here has to begin its line. */
const METHODS = [
  'INVITE',
  'ACK',
  'BYE',
  'CANCEL',
  'OPTIONS',
  'REGISTER',
  'PRACK',
  'SUBSCRIBE',
  'NOTIFY',
  'PUBLISH',
  'INFO',
  'REFER',
  'MESSAGE',
  'UPDATE',
].map((name) => Buffer.from(name));

export class Resync {
  /** Where something stands that more bytes may make a start line, or NONE. */
  candidate = NONE;

  /** Offset of the first start line at or behind `from`, or NONE. */
  find(bytes: Buffer, from: number, end: number): number {
    this.candidate = NONE;
    for (let line = from; ; ) {
      let stop = line;
      while (stop < end && bytes[stop] !== LF) stop++;
      if (stop === end) {
        if (end - line <= STREAM_START_LINE_BYTES) this.candidate = line;
        return NONE;
      }
      const start = startWithin(bytes, line, stop);
      const header = start === NONE ? NONE : headerName(bytes, stop + 1, end);
      if (header > 0) return start;
      if (header === MORE) {
        this.candidate = start;
        return NONE;
      }
      line = stop + 1;
    }
  }
}

/** Offset of the start line that ends where this line ends, or NONE. */
function startWithin(bytes: Buffer, line: number, stop: number): number {
  const version = versionAt(bytes, line, stop);
  if (version >= 0) return methodBefore(bytes, line, version);
  for (let i = line; i < stop - 11; i++) if (bytes[i + 3] === 47 && statusAt(bytes, i, stop)) return i;
  return NONE;
}

/** Backwards from the version: blanks, the URI, blanks, the method. */
function methodBefore(bytes: Buffer, line: number, version: number): number {
  let i = version - 1;
  while (i >= line && isBlank(bytes[i])) i--;
  while (i >= line && !isBlank(bytes[i])) i--;
  while (i >= line && isBlank(bytes[i])) i--;
  const end = i + 1;
  while (i >= line && isToken(bytes[i])) i--;
  const start = i + 1;
  if (start === end) return NONE;
  if (start === line && isCapital(bytes, start, end)) return start;
  for (const name of METHODS) {
    const at = end - name.length;
    if (at >= start && bytes.compare(name, 0, name.length, at, end) === 0) return at;
  }
  return start;
}

function isCapital(bytes: Buffer, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (bytes[i] < 65 || bytes[i] > 90) return false;
  return true;
}
