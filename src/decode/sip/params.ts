/**
 * Pieces that SIP values are made of: lists at commas, parameters at semicolons, quoted strings. RFC 3261 section 25.1.
 * Every function here walks its text once, whatever it holds.
 */

export interface Param {
  /** Lower case. */
  name: string;
  /** Without quotes and escapes; null for a flag. */
  value: string | null;
}

/** Value of the first parameter of that name (lower case); '' for a flag, null when there is none. */
export function param(params: readonly Param[], name: string): string | null {
  for (const one of params) if (one.name === name) return one.value ?? '';
  return null;
}

/**
 * The values of a comma separated list, trimmed; commas in quotes and angle brackets do not separate, those in comments
 * neither where `comments` says that the header may hold such. Empty values are kept.
 */
export function splitList(text: string, comments = false): string[] {
  if (!text.includes(',')) return [text.trim()];
  const values: string[] = [];
  const close = new Closers(text);
  let from = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (c === ',') {
      values.push(text.slice(from, i).trim());
      from = i + 1;
    } else if (c === '"') i = close.quote(i) ?? i;
    else if (c === '<') i = close.bracket(i) ?? i;
    else if (c === '(' && comments) i = close.comment(i) ?? i;
  }
  values.push(text.slice(from).trim());
  return values;
}

/**
 * Where quotes, brackets and comments end. A search that failed is not made again: what has no end after here has none
 * later either. So a text of nothing but opening brackets stays linear.
 */
export class Closers {
  private noQuote = false;
  private noBracket = false;
  private noComment = false;

  constructor(private readonly text: string) {}

  /** Index of the quote that closes the one at `at`, or null. */
  quote(at: number): number | null {
    if (this.noQuote) return null;
    const end = endOfQuote(this.text, at);
    if (end < 0) this.noQuote = true;
    return end < 0 ? null : end;
  }

  bracket(at: number): number | null {
    if (this.noBracket) return null;
    const end = this.text.indexOf('>', at);
    if (end < 0) this.noBracket = true;
    return end < 0 ? null : end;
  }

  /** Comments nest. */
  comment(at: number): number | null {
    if (this.noComment) return null;
    let depth = 0;
    for (let i = at; i < this.text.length; i++) {
      const c = this.text[i];
      if (c === '\\') i++;
      else if (c === '(') depth++;
      else if (c === ')' && --depth === 0) return i;
    }
    this.noComment = true;
    return null;
  }
}

/** Index of the quote that closes the one at `at`, or -1. */
export function endOfQuote(text: string, at: number): number {
  for (let i = at + 1; i < text.length; i++) {
    if (text[i] === '\\') i++;
    else if (text[i] === '"') return i;
  }
  return -1;
}

/** The text of a quoted string without its quotes, escapes resolved. */
export function unquote(text: string): string {
  const inner = text.slice(1, -1);
  return inner.includes('\\') ? inner.replace(/\\(.)/gs, '$1') : inner;
}

/** RFC 3261 token. */
export const TOKEN = /^[A-Za-z0-9\-.!%*_+`'~]+$/;

export interface ParamList {
  params: Param[];
  /** What is wrong with the first bad one, or null. */
  fault: string | null;
}

/** Parameters of text[from..], which is empty or begins (blanks aside) with a semicolon. */
export function parseParams(text: string, from: number): ParamList {
  const params: Param[] = [];
  let fault: string | null = null;
  let at = skipBlanks(text, from);
  if (at < text.length && text[at] !== ';') fault = 'text where a parameter should begin';
  while (at < text.length) {
    if (text[at] === ';') at++;
    const end = endOfParam(text, at);
    const problem = end < 0 ? 'a quote that does not end' : addParam(text.slice(at, end), params);
    fault ??= problem;
    if (end < 0) break;
    at = end;
  }
  return { params, fault };
}

/** Index of the semicolon that ends the parameter at `at`, the text's length, or -1 when a quote does not end. */
function endOfParam(text: string, at: number): number {
  for (let i = at; i < text.length; i++) {
    if (text[i] === ';') return i;
    if (text[i] === '"') {
      i = endOfQuote(text, i);
      if (i < 0) return -1;
    }
  }
  return text.length;
}

function addParam(text: string, params: Param[]): string | null {
  const equals = text.indexOf('=');
  const name = (equals < 0 ? text : text.slice(0, equals)).trim();
  if (name === '') return 'an empty parameter';
  const raw = equals < 0 ? null : text.slice(equals + 1).trim();
  const inQuotes = raw !== null && raw.length > 1 && raw[0] === '"' && endOfQuote(raw, 0) === raw.length - 1;
  params.push({ name: name.toLowerCase(), value: raw !== null && inQuotes ? unquote(raw) : raw });
  if (!TOKEN.test(name)) return `a parameter name that is no token, "${name.slice(0, 40)}"`;
  if (raw === null || inQuotes) return null;
  if (raw === '') return `no value behind "${name.slice(0, 40)}="`;
  return /[\s",]/.test(raw) ? `a parameter value that needs quotes, "${raw.slice(0, 40)}"` : null;
}

export function skipBlanks(text: string, from: number): number {
  let at = from;
  while (at < text.length && (text[at] === ' ' || text[at] === '\t')) at++;
  return at;
}
