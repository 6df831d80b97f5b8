/**
 * The filter language: text to a verdict. `method INVITE and not (host 10.0.0.1 or state rejected)`; words side by side
 * are joined by `and`, a list `a,b` after a name is `or`, quotes keep blanks together, a bare word is found in any text
 * of the row, `/…/i` is a regex. `&&`, `||`, `!` and Wireshark's names of fields are understood as well.
 */

import type { HostNames } from '../store/host-names';
import type { Store } from '../store/store';
import { being, type Condition, type Context, holding } from './condition';
import { type Language, OF_DIALOGS } from './language';
import { allOf, anyOf, EVERYTHING, type Meaning, type MessageTest, noneOf, type Verdict } from './meaning';
import { Pace } from './pace';
import { regexTest, type TextTest } from './regex';
import { conditionSlip, valueSlip } from './slips';
import { joinSpans } from './spans';
import { Expected, type Token, tokensOf } from './tokens';
import { undecidedText } from './undecided';
import { type Foreign, foreignName, looksForeign, operatorOf } from './wireshark';

export type Filter = Understood | { ok: false; message: string; at: number };

export interface Understood {
  ok: true;
  verdict: Verdict;
  /** The same in steps, for a thread that answers keys: null when there is more to do for this row, so ask again. */
  step(store: Store, row: number): boolean | null;
  /** It reads messages again from the capture: look at the clock after each step. */
  reads: boolean;
  /** True for a message that meets one of its conditions on messages, those under `not` left out; null without any. */
  marks: MessageTest | null;
  /** What could not be decided so far, in a sentence; null when all could. */
  trouble(): string | null;
  /** False when a bare text word stands in it. */
  named: boolean;
  /** It asks what diagnosis found. */
  asksFindings: boolean;
}

/** What a filter has to know besides the store. */
export interface FilterContext {
  /** Ids of the dialogs that the user has marked; without them `marked` holds for none. */
  marked?: ReadonlySet<number>;
  /** Of hosts, at the time when they are asked for. */
  names?: () => HostNames;
}

/**
 * Empty text keeps everything. The verdict is asked about rows of dialogs, or of what else the language is about. Wrong
 * text gives what was expected, and the offset where.
 */
export function parseFilter(text: string, language: Language = OF_DIALOGS, context: FilterContext = {}): Filter {
  const pace = new Pace();
  try {
    const parser = new Parser(text, language, {
      marked: context.marked ?? null,
      names: context.names ?? null,
      pace,
    });
    return understood(parser.whole(), pace, parser);
  } catch (error) {
    if (error instanceof Expected) return { ok: false, message: error.message, at: error.at };
    throw error;
  }
}

function understood({ verdict, marks }: Meaning, pace: Pace, { named, asksFindings }: Parser): Understood {
  const step = (store: Store, row: number) => pace.step(verdict, store, row);
  const inOne: Verdict = (store, row) => {
    for (;;) {
      const kept = step(store, row);
      if (kept !== null) return kept;
    }
  };
  const marked: MessageTest = (store, message) => {
    pace.begin();
    return marks?.(store, message) ?? false;
  };
  return {
    ok: true,
    verdict: inOne,
    step,
    reads: pace.reads,
    marks: marks === null ? null : marked,
    trouble: () => undecidedText(pace),
    named,
    asksFindings,
  };
}

/** Brackets deeper than this are no filter that a person wrote. */
const MAX_DEPTH = 100;

/** A name with a sign glued to it, as in `mos<3.5` and `sip.Method=="INVITE"`. */
const GLUED = /^([a-z][\w.-]*?)(==|!=|>=|<=|[<>~=])(.*)$/is;
const COMPARES = /^(?:[<>]=?|==?|!=)/;
const TIME_UNITS = ['s', 'ms', 'sec', 'm', 'min', 'h'];

class Parser {
  named = true;
  asksFindings = false;
  private readonly tokens: Token[];
  private next = 0;
  private depth = 0;

  constructor(
    private readonly text: string,
    private readonly language: Language,
    private readonly context: Context,
  ) {
    this.tokens = tokensOf(text);
  }

  whole(): Meaning {
    if (this.peek().kind === 'end') return EVERYTHING;
    const meaning = this.either();
    const rest = this.peek();
    if (rest.kind !== 'end') throw new Expected('no bracket is open here', rest.at);
    return meaning;
  }

  private either(): Meaning {
    const meanings = [this.both()];
    while (this.takeJunction('or')) meanings.push(this.both());
    return anyOf(meanings);
  }

  private both(): Meaning {
    const meanings = [this.single()];
    while (this.takeJunction('and') || this.startsCondition()) meanings.push(this.single());
    return allOf(joinSpans(meanings));
  }

  private single(): Meaning {
    if (++this.depth > MAX_DEPTH) throw new Expected('nested too deeply', this.peek().at);
    const meaning = this.takeJunction('not') ? noneOf(this.single()) : (this.bracketed() ?? this.condition());
    this.depth--;
    return meaning;
  }

  private bracketed(): Meaning | null {
    const open = this.peek();
    if (open.kind !== 'open') return null;
    this.next++;
    const inner = this.either();
    if (this.peek().kind !== 'close') throw new Expected('this bracket is not closed', open.at);
    this.next++;
    return inner;
  }

  // ------------------------------------------------------------------------------------------ conditions

  private condition(): Meaning {
    const token = this.peek();
    if (token.kind === 'and' || token.kind === 'or' || isWord(token, 'and') || isWord(token, 'or')) {
      throw new Expected(`expected a condition before “${token.text}”`, token.at);
    }
    if (token.kind === 'quoted' || token.kind === 'regex') return this.bareText();
    if (token.kind !== 'word') throw new Expected('expected a condition', token.at);
    const named = this.foreignCondition() ?? this.ownCondition();
    if (named !== null) return named;
    const slip = conditionSlip(this.peek().text, this.language);
    if (slip !== null) throw new Expected(slip, token.at);
    return this.bareText();
  }

  private bareText(): Meaning {
    const token = this.take();
    this.named = false;
    const verdict =
      token.kind === 'regex'
        ? this.language.anyTextTest(this.regexOf(token, token.text, token.at + 1))
        : this.language.anyText(token.text);
    return { verdict, marks: null };
  }

  private ownCondition(): Meaning | null {
    const { conditions } = this.language;
    this.unglue((name) => {
      const { unit, mayCompare = false } = conditions.get(name) ?? {};
      return unit !== undefined || mayCompare;
    });
    const row = conditions.get(this.peek().text.toLowerCase());
    if (row === undefined) return null;
    this.next++;
    this.asksFindings ||= row.ofFindings === true;
    if (row.parts !== undefined) return this.partOf(row, row.parts);
    if (row.value === '') return this.compiled(row, '', this.peek().at);
    if (row.names) return this.testedName(row);
    const compares = row.unit !== undefined || (row.mayCompare && COMPARES.test(this.peek().text));
    return compares ? this.compared(row, row.unit ?? '') : this.values(row);
  }

  /** `src net 10.0.0.0/8`, `src 10.0.0.1`. */
  private partOf(row: Condition, parts: readonly Condition[]): Meaning {
    const token = this.peek();
    const word = token.kind === 'word' ? token.text.toLowerCase() : '';
    const part = parts.find(({ name, aliases = [] }) => name === word || aliases.includes(word));
    if (part === undefined) return this.values({ ...parts[0], name: row.name, value: row.value, example: row.example });
    this.next++;
    return this.values(part);
  }

  /** `< 3.5`, `>1%`, `> 20 ms`: sign, number and unit may stand apart. */
  private compared(row: Condition, unit: string): Meaning {
    const token = this.peek();
    if (token.kind !== 'word') throw new Expected(`expected ${row.value} after “${row.name}”`, token.at);
    const slip = COMPARES.test(token.text) ? null : valueSlip(row, token.text);
    if (slip !== null) throw new Expected(slip, token.at);
    this.next++;
    const isSign = /^(?:[<>]=?|==?|!=)$/.test(token.text);
    const amount = isSign && this.peek().kind === 'word' ? this.take().text : '';
    return this.compiled(row, token.text + amount + this.takeUnit(unit), token.at);
  }

  private takeUnit(unit: string): string {
    const { kind, text } = this.peek();
    const units = unit === 's' ? TIME_UNITS : [unit];
    return kind === 'word' && units.includes(text.toLowerCase()) ? this.take().text.toLowerCase() : '';
  }

  /** `header Diversion`, `header Diversion ~ /^<sip:415/`. */
  private testedName(row: Condition): Meaning {
    this.unglue((name) => name !== '');
    const { text: name, at } = this.peek();
    const has = this.values(row);
    const sign = this.signBehindName();
    if (sign === null || row.compileTest === undefined) {
      this.refuseTextBehind(row.name, name);
      return has;
    }
    this.next++;
    return this.tested({ ...row, compileTest: (test, context) => row.compileTest!(test, context, name) }, sign, at);
  }

  /** `header To alice` asks for a header To and, anywhere, alice: whoever writes it means a header that holds it. */
  private refuseTextBehind(condition: string, header: string): void {
    const token = this.peek();
    const { kind, text, at } = token;
    const isPlain = kind === 'word' && PLAIN.test(text) && !isJoint(token) && !this.isName(text);
    if (!isPlain && kind !== 'quoted' && kind !== 'regex') return;
    const written = this.text.slice(at, token.end);
    const wanted = `${condition} ${header}`;
    throw new Expected(`write “${wanted} ~ ${written}”, or “${wanted} and ${written}” for it anywhere`, at);
  }

  /** Null where no test stands. Behind `~` only `/…/` is a regex, as everywhere. */
  private signBehindName(): string | null {
    const { kind, text } = this.peek();
    if (kind !== 'word') return null;
    if (text === '~') return ['word', 'quoted'].includes(this.tokens[this.next + 1].kind) ? 'contains' : '~';
    const sign = text === '=' ? '==' : operatorOf(text);
    return sign !== null && ['==', '!=', '~', 'contains'].includes(sign) ? sign : null;
  }

  /** What stands behind a name: values of which one is enough. */
  private values(row: Condition): Meaning {
    const isText = row.compileTest !== undefined && !row.names;
    if (isText && isWord(this.peek(), '~') && this.tokens[this.next + 1].kind !== 'end') this.next++;
    const meanings: Meaning[] = [];
    const first = this.peek();
    for (let more = true; more; ) {
      const token = this.peek();
      if (!isValue(token)) break;
      meanings.push(...this.valuesIn(row, this.take()));
      more = this.listGoesOn(token);
    }
    if (meanings.length > 0) return anyOf(meanings);
    if (first.kind === 'not') throw new Expected(`“!” goes before the name: “!${row.example}”`, first.at);
    throw new Expected(`expected ${row.value} after “${row.name}”`, first.at);
  }

  private valuesIn(row: Condition, token: Token): Meaning[] {
    if (token.kind === 'regex') {
      if (row.compileTest === undefined || row.names) throw new Expected(`expected ${row.value}, no regex`, token.at);
      return [row.compileTest(this.regexOf(token, token.text, token.at + 1), this.context, '')];
    }
    const slip = token.kind === 'word' ? valueSlip(row, token.text) : null;
    if (slip !== null) throw new Expected(slip, token.at);
    const values = (token.kind === 'word' ? token.text.split(',') : [token.text]).filter((value) => value !== '');
    return values.map((value) => this.compiled(row, value, token.at));
  }

  /** `100,101`, `100, 101` and `"in call",busy`: a comma at the end, or before what follows. */
  private listGoesOn(token: Token): boolean {
    const { kind, text, at } = this.peek();
    if (text.startsWith(',') && kind === 'word') return true;
    const open = token.kind === 'word' && token.text.endsWith(',') && isValue(this.peek());
    const keyword = kind === 'word' && (['and', 'or', 'not'].includes(text) || this.isName(text));
    return open && (at === token.end || !keyword);
  }

  private isName(word: string): boolean {
    return this.language.conditions.has(word.toLowerCase()) || foreignName(word) !== null;
  }

  private compiled(row: Condition, value: string, at: number): Meaning {
    const meaning = row.compile(value, this.context);
    if (typeof meaning === 'string') throw new Expected(`expected ${meaning}`, at);
    return meaning;
  }

  private regexOf({ flags }: Token, source: string, at: number): TextTest {
    const test = regexTest(source, flags, this.context.pace);
    if (typeof test === 'function') return test;
    throw new Expected(test.message, at + test.at);
  }

  // ------------------------------------------------------------------------------------- Wireshark's names

  /** `sip.Method == "INVITE"`. Null where no name of Wireshark stands. */
  private foreignCondition(): Meaning | null {
    this.unglue((name) => foreignName(name) !== null || looksForeign(name));
    const { text, at } = this.peek();
    const foreign = foreignName(text);
    if (foreign === null) {
      if (!looksForeign(text)) return null;
      throw new Expected(
        `“${text}” is not known here (“header Diversion ~ 415” is); in quotes it is searched as text`,
        at,
      );
    }
    const row = this.language.conditions.get(foreign.condition);
    if (row === undefined)
      throw new Expected(conditionSlip(foreign.condition, this.language) ?? 'expected a condition', at);
    this.next++;
    const sign = this.peek().kind === 'word' ? operatorOf(this.peek().text) : null;
    if (sign === null) return this.existing(row, foreign, text);
    this.next++;
    const { header } = foreign;
    if (header === null) return this.tested(row, sign, at);
    return this.tested({ ...row, compileTest: (test, context) => row.compileTest!(test, context, header) }, sign, at);
  }

  private existing(row: Condition, { header }: Foreign, name: string): Meaning {
    if (header !== null) return this.compiled(row, header, this.peek().at);
    throw new Expected(`expected “==” or another comparison after “${name}”`, this.peek().at);
  }

  /** What stands behind a sign of comparison. */
  private tested(row: Condition, sign: string, at: number): Meaning {
    const token = this.peek();
    if (!isValue(token)) throw new Expected(`expected a value after “${sign}”`, token.at);
    if (sign === '!=') return noneOf(this.tested(row, '==', at));
    this.next++;
    if (sign === '~' || token.kind === 'regex') return this.testedByRegex(row, sign, token);
    if (sign === 'contains' || (sign === '==' && row.compileTest !== undefined)) {
      return this.withTest(row, sign, (sign === '==' ? being : holding)(token.text), token.at);
    }
    if (sign === '==') return this.compiled(row, token.text, token.at);
    if (row.mayCompare) return this.compiled(row, sign + token.text, token.at);
    throw new Expected(`“${sign}” compares no ${row.name}: “==” does`, token.at);
  }

  /** Wireshark's regexes do not mind the case; behind `~` a word without slashes is part of a text. */
  private testedByRegex(row: Condition, sign: string, token: Token): Meaning {
    if (token.kind === 'word' && !this.isMatches()) return this.withTest(row, sign, holding(token.text), token.at);
    if (token.kind === 'regex')
      return this.withTest(row, sign, this.regexOf(token, token.text, token.at + 1), token.at);
    // In Wireshark's quotes a backslash is two; who writes one means the same.
    const quoted = this.text.slice(token.at + 1, token.end - 1).replace(/\\(["\\])/g, '$1');
    const source = token.kind === 'quoted' ? quoted : token.text;
    const test = this.regexOf({ ...token, flags: 'i' }, source, token.at + (token.kind === 'quoted' ? 1 : 0));
    return this.withTest(row, sign, test, token.at);
  }

  private isMatches(): boolean {
    return this.tokens[this.next - 2].text.toLowerCase() === 'matches';
  }

  private withTest(row: Condition, sign: string, test: TextTest, at: number): Meaning {
    if (row.compileTest === undefined)
      throw new Expected(`“${sign}” is for texts, and ${row.name} is none: “==” does`, at);
    return row.compileTest(test, this.context, '');
  }

  // --------------------------------------------------------------------------------------------- tokens

  /** Where a name that `may` be has its sign glued to it, they become words of their own. */
  private unglue(may: (name: string) => boolean): void {
    const { kind, text, at } = this.peek();
    const [, name = '', sign = '', rest = ''] = kind === 'word' ? (GLUED.exec(text) ?? []) : [];
    if (name === '' || !may(name.toLowerCase())) return;
    const behind = at + name.length + sign.length;
    const value = tokensOf(rest).slice(0, -1);
    const pieces: Token[] = [
      { kind: 'word', text: name, flags: '', at, end: at + name.length },
      { kind: 'word', text: sign, flags: '', at: at + name.length, end: behind },
      ...value.map((token) => ({ ...token, at: behind + token.at, end: behind + token.end })),
    ];
    this.tokens.splice(this.next, 1, ...pieces);
  }

  private startsCondition(): boolean {
    const token = this.peek();
    if (token.kind === 'word') return !isWord(token, 'or');
    return token.kind !== 'or' && token.kind !== 'close' && token.kind !== 'end';
  }

  private takeJunction(kind: 'and' | 'or' | 'not'): boolean {
    const token = this.peek();
    if (token.kind !== kind && !isWord(token, kind)) return false;
    this.next++;
    return true;
  }

  private take(): Token {
    return this.tokens[this.next++];
  }

  private peek(): Token {
    return this.tokens[this.next];
  }
}

function isWord(token: Token, word: string): boolean {
  return token.kind === 'word' && token.text.toLowerCase() === word;
}

/** A word that is neither a sign nor a condition with one. */
const PLAIN = /^[\w.+:-]+$/;

function isJoint(token: Token): boolean {
  return ['and', 'or', 'not'].some((joint) => isWord(token, joint));
}

function isValue({ kind }: Token): boolean {
  return kind === 'word' || kind === 'quoted' || kind === 'regex';
}
