/** What can be wrong with a SIP message: stable codes, and the list they are collected in. */

export type ProblemCode =
  | 'bad-start-line'
  | 'bad-version'
  | 'bad-status'
  | 'bad-header-line'
  | 'bad-encoding'
  | 'unterminated-head'
  | 'missing-header'
  | 'missing-tag'
  | 'duplicate-header'
  | 'unterminated-quote'
  | 'bad-address'
  | 'bad-uri'
  | 'unknown-scheme'
  | 'bad-via'
  | 'bad-branch'
  | 'bad-call-id'
  | 'bad-cseq'
  | 'cseq-method-mismatch'
  | 'bad-number'
  | 'overlarge-number'
  | 'bad-date'
  | 'bad-warning'
  | 'bad-content-type'
  | 'bad-content-length'
  | 'content-length-mismatch';

export interface SipProblem {
  code: ProblemCode;
  /** Key of the header it is about (`call-id`), or empty. */
  header: string;
  /** A sentence that names the header and the value. It quotes the network: not safe to show as it is. */
  text: string;
}

/** A fault of one value, before it is known in which header that stands. */
export interface Fault {
  code: ProblemCode;
  text: string;
}

/** A message with a thousand faults is an attack; nobody reads more of them than this. */
const MAX_PROBLEMS = 64;

/** A value in a sentence is cut here: it is to be recognised, not read. */
const MAX_QUOTED = 80;

export function report(problems: SipProblem[], code: ProblemCode, header: string, text: string): void {
  if (problems.length < MAX_PROBLEMS) problems.push({ code, header, text });
}

/** A value as it stands in a sentence: in quotes, in one line, cut when it is long. */
export function quoted(value: string): string {
  const cut = value.length > MAX_QUOTED ? `${value.slice(0, MAX_QUOTED)}…` : value;
  return `"${cut.replace(/[\r\n]/g, ' ')}"`;
}
