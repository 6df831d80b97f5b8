/** The text of a filter cut into words, quoted texts, regexes, brackets and signs, each with its offset. */

export type TokenKind = 'word' | 'quoted' | 'regex' | 'open' | 'close' | 'and' | 'or' | 'not' | 'end';

export interface Token {
  kind: TokenKind;
  /** Of a quoted text without quotes and escapes; of a regex what stands between its slashes. */
  text: string;
  /** Of a regex, as in `/…/i`. */
  flags: string;
  at: number;
  /** Offset behind it. */
  end: number;
}

/** What is wrong with a filter, and the offset in it where. */
export class Expected extends Error {
  constructor(
    message: string,
    readonly at: number,
  ) {
    super(message);
  }
}

const SIGNS: Record<string, TokenKind> = { '(': 'open', ')': 'close', '&&': 'and', '||': 'or', '!': 'not' };
const BLANKS = /\s*/y;
/** A `!` that compares belongs to what compares. */
const SIGN = /[()]|&&|\|\||!(?![=~])/y;
const QUOTED = /(["'])((?:\\.|(?!\1)[^\\])*)(\1?)/sy;
const REGEX = /\/((?:\\.|\[(?:\\.|[^\]\\])*\]|[^/\\[])*)\/([a-z]*)(?=[\s)]|&&|\|\||$)/sy;
/** A quote within a word is a part of it, but behind a sign or comma begins a text: `sip.Method=="INVITE"`. */
const WORD = /(?:(?!&&|\|\||(?<=[=~<>,])["'])[^\s()])+/y;

export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  for (let at = behind(BLANKS, text, 0); at < text.length; at = behind(BLANKS, text, at)) {
    const token = tokenAt(text, at);
    tokens.push(token);
    at = token.end;
  }
  tokens.push({ kind: 'end', text: '', flags: '', at: text.length, end: text.length });
  return tokens;
}

function tokenAt(text: string, at: number): Token {
  const sign = found(SIGN, text, at)?.[0];
  if (sign !== undefined) return { kind: SIGNS[sign], text: sign, flags: '', at, end: at + sign.length };
  if (text[at] === '"' || text[at] === "'") return quotedAt(text, at);
  const regex = text[at] === '/' ? regexAt(text, at) : null;
  if (regex !== null) return regex;
  const word = found(WORD, text, at)![0];
  return { kind: 'word', text: word, flags: '', at, end: at + word.length };
}

function quotedAt(text: string, at: number): Token {
  const [all, quote, quoted, endQuote] = found(QUOTED, text, at)!;
  if (endQuote !== quote) throw new Expected('this quote is not closed', at);
  return { kind: 'quoted', text: quoted.replace(/\\(.)/gs, '$1'), flags: '', at, end: at + all.length };
}

const FLAGS = /^(?!.*(.).*\1)[ims]*$/;

function regexAt(text: string, at: number): Token {
  const regex = found(REGEX, text, at);
  if (regex === null) throw new Expected('this regex is not closed: “/” ends it, and “\\/” is a slash in it', at);
  const [all, source, flags] = regex;
  if (source === '') throw new Expected('expected a regex between the slashes', at + 1);
  const end = at + all.length;
  if (!FLAGS.test(flags))
    throw new Expected('expected i (any case) or s (a point takes line breaks) behind the regex', end - flags.length);
  return { kind: 'regex', text: source, flags, at, end };
}

function found(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function behind(pattern: RegExp, text: string, at: number): number {
  return at + (found(pattern, text, at)?.[0].length ?? 0);
}
