/**
 * A filter that is still being typed, word by word: which of them name conditions, and which are values. Forgiving, as
 * half of it may be missing; whether it is a filter is parse.ts's.
 */

import type { Condition } from './condition';
import type { Language } from './language';

export interface Word {
  kind: 'word' | 'quoted' | 'regex' | 'open' | 'close' | 'sign';
  /** Without its quotes. */
  text: string;
  /** Offsets in the filter, quotes included. */
  at: number;
  end: number;
  /** False for a text whose quote is not closed. */
  closed: boolean;
  /** `text` stands where a condition could begin and names none. */
  role: 'name' | 'value' | 'joint' | 'text' | 'bracket';
  /** The condition whose value it is. */
  of: Condition | null;
  /** The value is what a test behind a name is about: `header To ~ alice`. */
  tested: boolean;
}

export interface Words {
  words: Word[];
  /** The condition whose value would come next. */
  awaited: Condition | null;
  /** It would be what a test is about. */
  testing: boolean;
}

export function wordsOf(text: string, language: Language): Words {
  const reader = new Reader(language);
  for (const found of text.matchAll(PATTERN)) {
    const [all, open, close, sign, regex, quote, quoted = '', endQuote] = found;
    const kind = open ? 'open' : close ? 'close' : sign ? 'sign' : regex ? 'regex' : quote ? 'quoted' : 'word';
    const word = quote ? quoted.replace(/\\(.)/gs, '$1') : all;
    const closed = quote === undefined || endQuote === quote;
    reader.word({ kind, text: word, at: found.index, end: found.index + all.length, closed });
  }
  return { words: reader.words, awaited: reader.awaited, testing: reader.testing };
}

/** A text as one value: in quotes where it would be read as something else. */
export function quotedIfNeeded(text: string): string {
  return /^[^\s()"'\\,<>=!~:&|/@][^\s()"'\\,&|]*$/.test(text) ? text : `"${escaped(text)}"`;
}

export function escaped(text: string): string {
  return text.replace(/["\\]/g, '\\$&');
}

const PATTERN =
  /(\()|(\))|(&&|\|\||!(?![=~]))|(\/(?:\\.|[^/\\])+\/[a-z]*(?=[\s)]|$))|(["'])((?:\\.|(?!\5)[^\\])*)(\5?)|[^\s()"'][^\s()]*/gs;
const JOINTS: ReadonlySet<string> = new Set(['and', 'or', 'not']);
/** What may stand between a name and a value. */
const COMPARES = /^(?:~|[<>]=?|==?|!=|contains)$/i;

/** What some conditions have more than a value: parts, as in `src port 5060`, or a test behind it. */
type Wide = Condition & { aliases?: readonly string[]; parts?: readonly Condition[]; names?: boolean };

class Reader {
  readonly words: Word[] = [];
  awaited: Condition | null = null;
  testing = false;
  /** The condition behind whose value a comparison may follow. */
  private tested: Condition | null = null;

  constructor(private readonly language: Language) {}

  word(word: Omit<Word, 'role' | 'of' | 'tested'>): void {
    const { awaited: of, testing } = this;
    const role = this.roleOf(word);
    this.words.push({ ...word, role, of: role === 'value' ? of : null, tested: role === 'value' && testing });
    this.testing = this.awaited !== null && (testing || (role === 'joint' && this.awaited.names === true));
  }

  /** Goes on to what may follow. */
  private roleOf({ kind, text }: Omit<Word, 'role' | 'of' | 'tested'>): Word['role'] {
    const { awaited, tested } = this;
    this.tested = null;
    if (kind === 'open' || kind === 'close' || kind === 'sign') {
      this.awaited = null;
      return kind === 'sign' ? 'joint' : 'bracket';
    }
    if (awaited !== null) return this.behindName(awaited, kind, text);
    if (kind !== 'word') return 'text';
    if (tested !== null && COMPARES.test(text)) {
      this.awaited = tested;
      return 'joint';
    }
    if (JOINTS.has(text.toLowerCase())) return 'joint';
    const condition = this.language.conditions.get(text.toLowerCase());
    this.awaited = condition === undefined || condition.value === '' ? null : condition;
    return condition === undefined ? 'text' : 'name';
  }

  private behindName(condition: Wide, kind: Word['kind'], text: string): Word['role'] {
    const word = kind === 'word' ? text.toLowerCase() : '';
    const part = condition.parts?.find((one: Wide) => one.name === word || one.aliases?.includes(word));
    if (part !== undefined) {
      this.awaited = part;
      return 'name';
    }
    // `< 3.5`, `~ /x/`: the value may stand apart.
    if (COMPARES.test(word)) return 'joint';
    if (condition.names) this.tested = condition;
    if (!text.endsWith(',')) this.awaited = null;
    return 'value';
  }
}
