/**
 * The filter language: text to a verdict. `method INVITE and not (host 10.0.0.1 or state rejected)`; words side by side
 * are joined by `and`, a list `a,b` after a name is `or`, quotes keep blanks together, a bare word is found in any text
 * of the row.
 */

import type { Condition, Verdict } from './conditions';
import { type Language, OF_DIALOGS } from './language';
import { conditionSlip, valueSlip } from './slips';

export type Filter =
  | {
      ok: true;
      verdict: Verdict;
      /** False when a bare text word stands in it. */
      named: boolean;
    }
  /** What is wrong, what was expected, and the offset in the text where. */
  | { ok: false; message: string; at: number };

/** Empty text keeps everything. The verdict is asked about rows of dialogs, or of what else the language is about. */
export function parseFilter(text: string, language: Language = OF_DIALOGS): Filter {
  try {
    return new Parser(text, language).whole();
  } catch (error) {
    if (error instanceof Expected) return { ok: false, message: error.message, at: error.at };
    throw error;
  }
}

class Expected extends Error {
  constructor(
    message: string,
    readonly at: number,
  ) {
    super(message);
  }
}

interface Token {
  kind: 'word' | 'quoted' | 'open' | 'close' | 'end';
  text: string;
  at: number;
}

/** Brackets deeper than this are no filter that a person wrote. */
const MAX_DEPTH = 100;

class Parser {
  private readonly tokens: Token[];
  private next = 0;
  private depth = 0;
  private named = true;

  constructor(
    text: string,
    private readonly language: Language,
  ) {
    this.tokens = tokensOf(text);
  }

  whole(): Filter {
    if (this.peek().kind === 'end') return { ok: true, verdict: () => true, named: true };
    const verdict = this.either();
    const rest = this.peek();
    if (rest.kind !== 'end') throw new Expected('no bracket is open here', rest.at);
    return { ok: true, verdict, named: this.named };
  }

  private either(): Verdict {
    const verdicts = [this.both()];
    while (this.takeWord('or')) verdicts.push(this.both());
    return verdicts.length === 1 ? verdicts[0] : anyOf(verdicts);
  }

  private both(): Verdict {
    const verdicts = [this.single()];
    while (this.takeWord('and') || this.startsCondition()) verdicts.push(this.single());
    return verdicts.length === 1 ? verdicts[0] : allOf(verdicts);
  }

  private single(): Verdict {
    if (++this.depth > MAX_DEPTH) throw new Expected('nested too deeply', this.peek().at);
    const verdict = this.negated() ?? this.bracketed() ?? this.condition();
    this.depth--;
    return verdict;
  }

  private negated(): Verdict | null {
    if (!this.takeWord('not')) return null;
    const inner = this.single();
    return (store, dialog) => !inner(store, dialog);
  }

  private bracketed(): Verdict | null {
    const open = this.peek();
    if (open.kind !== 'open') return null;
    this.next++;
    const inner = this.either();
    if (this.peek().kind !== 'close') throw new Expected('this bracket is not closed', open.at);
    this.next++;
    return inner;
  }

  private condition(): Verdict {
    const token = this.peek();
    if (token.kind !== 'word' && token.kind !== 'quoted') throw new Expected('expected a condition', token.at);
    if (isWord(token, 'and') || isWord(token, 'or')) {
      throw new Expected(`expected a condition before “${token.text}”`, token.at);
    }
    const row = token.kind === 'word' ? this.conditionAt(token) : undefined;
    this.next++;
    if (row !== undefined) return row.unit === undefined ? this.values(row) : this.compared(row, row.unit);
    const slip = token.kind === 'word' ? conditionSlip(token.text, this.language) : null;
    if (slip !== null) throw new Expected(slip, token.at);
    this.named = false;
    return this.language.anyText(token.text);
  }

  /** The condition that a word names; one with its comparison glued to it, as in `mos<3.5`, becomes two words. */
  private conditionAt({ text, at }: Token): Condition | undefined {
    const { conditions } = this.language;
    const [, name = '', glued = ''] = /^([a-z]+)([<>].*)$/i.exec(text) ?? [];
    const comparing = conditions.get(name.toLowerCase());
    if (comparing?.unit === undefined) return conditions.get(text.toLowerCase());
    const words: Token[] = [
      { kind: 'word', text: name, at },
      { kind: 'word', text: glued, at: at + name.length },
    ];
    this.tokens.splice(this.next, 1, ...words);
    return comparing;
  }

  /** `< 3.5`, `>1%`, `> 20 ms`: sign, number and unit may stand apart. */
  private compared(row: Condition, unit: string): Verdict {
    const token = this.peek();
    if (token.kind !== 'word') throw new Expected(`expected ${row.value} after “${row.name}”`, token.at);
    const slip = /^[<>]/.test(token.text) ? null : valueSlip(row, token.text);
    if (slip !== null) throw new Expected(slip, token.at);
    this.next++;
    const number = /^[<>]=?$/.test(token.text) && this.peek().kind === 'word' ? this.takeText() : '';
    const verdict = row.compile(token.text + number);
    if (typeof verdict === 'string') throw new Expected(`expected ${verdict}`, token.at);
    if (unit !== '') this.takeWord(unit);
    return verdict;
  }

  private values(row: Condition): Verdict {
    const token = this.peek();
    const isText = token.kind === 'word' || token.kind === 'quoted';
    const values = (token.kind === 'word' ? token.text.split(',') : [token.text]).filter((value) => value !== '');
    if (!isText || values.length === 0) throw new Expected(`expected ${row.value} after “${row.name}”`, token.at);
    const slip = token.kind === 'word' ? valueSlip(row, token.text) : null;
    if (slip !== null) throw new Expected(slip, token.at);
    this.next++;
    const verdicts = values.map((value) => {
      const verdict = row.compile(value);
      if (typeof verdict === 'string') throw new Expected(`expected ${verdict}`, token.at);
      return verdict;
    });
    return verdicts.length === 1 ? verdicts[0] : anyOf(verdicts);
  }

  private startsCondition(): boolean {
    const token = this.peek();
    return token.kind === 'open' || token.kind === 'quoted' || (token.kind === 'word' && !isWord(token, 'or'));
  }

  private takeWord(word: string): boolean {
    if (!isWord(this.peek(), word)) return false;
    this.next++;
    return true;
  }

  private takeText(): string {
    return this.tokens[this.next++].text;
  }

  private peek(): Token {
    return this.tokens[this.next];
  }
}

/** Lists, not pairs of pairs: a pasted text of 10,000 words must not exhaust the stack. */
function anyOf(verdicts: readonly Verdict[]): Verdict {
  return (store, dialog) => verdicts.some((verdict) => verdict(store, dialog));
}

function allOf(verdicts: readonly Verdict[]): Verdict {
  return (store, dialog) => verdicts.every((verdict) => verdict(store, dialog));
}

function isWord(token: Token, word: string): boolean {
  return token.kind === 'word' && token.text.toLowerCase() === word;
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  const pattern = /\s*(?:(\()|(\))|(["'])((?:\\.|(?!\3)[^\\])*)(\3?)|([^\s()"'][^\s()]*))/gy;
  for (let found = pattern.exec(text); found !== null; found = pattern.exec(text)) {
    const [all, open, close, quote, quoted, endQuote, word] = found;
    const at = found.index + all.length - all.trimStart().length;
    if (open !== undefined) tokens.push({ kind: 'open', text: open, at });
    else if (close !== undefined) tokens.push({ kind: 'close', text: close, at });
    else if (word !== undefined) tokens.push({ kind: 'word', text: word, at });
    else if (endQuote === quote) tokens.push({ kind: 'quoted', text: quoted.replace(/\\(.)/g, '$1'), at });
    else throw new Expected(`this quote is not closed`, at);
  }
  tokens.push({ kind: 'end', text: '', at: text.length });
  return tokens;
}
