/**
 * Text of a theme file (JSON, comments allowed) to a theme of the user's, every fault told by file and line. What is wrong
 * is left out, and what is not said is as in the theme that the file extends.
 */

import { type Node, type ParseError, parseTree } from 'jsonc-parser';
import { lineOf, pairs, syntaxText, valueShown } from './json-file';
import { type OwnStyle, type OwnTheme, styleFromText } from './own-theme';

/** What a theme can say: the names of each table; any name where there are none. */
export interface ThemeNames {
  /** Themes that come with the program. */
  bases: readonly string[];
  tables: Readonly<Record<string, readonly string[]>>;
}

export interface ParsedTheme {
  theme: OwnTheme;
  /** One line each: `mine.json:3: there is no role "cursr"`. */
  errors: string[];
}

export function parseTheme(text: string, fileName: string, names: ThemeNames): ParsedTheme {
  const syntax: ParseError[] = [];
  const root = parseTree(text, syntax, { allowTrailingComma: true });
  const reader = new ThemeReader(text, fileName, names);
  for (const { error, offset } of syntax) reader.fault(offset, `not JSON: ${syntaxText(error)}`);
  if (root?.type === 'object') for (const [key, value] of pairs(root)) reader.member(key, value);
  else if (syntax.length === 0) reader.fault(0, `a theme is a JSON object with ${reader.members}`);
  const { base, styles, series } = reader;
  return { theme: { base, styles, series }, errors: reader.errors };
}

class ThemeReader {
  readonly errors: string[] = [];
  readonly styles: Record<string, Record<string, OwnStyle>> = {};
  series: OwnStyle[] | null = null;
  base: string;

  constructor(
    private readonly text: string,
    private readonly fileName: string,
    private readonly names: ThemeNames,
  ) {
    this.base = names.bases[0]!;
  }

  get members(): string {
    return ['extends', ...Object.keys(this.names.tables), 'series'].map((name) => `"${name}"`).join(', ');
  }

  fault(offset: number, message: string): void {
    this.errors.push(`${this.fileName}:${lineOf(this.text, offset)}: ${message}`);
  }

  member(key: Node, value: Node): void {
    const name = String(key.value);
    if (name === 'extends') this.extend(value);
    else if (name === 'series') this.row(value);
    else if (Object.hasOwn(this.names.tables, name)) this.table(name, value);
    else this.fault(key.offset, `unknown ${valueShown(key)}; a theme has ${this.members}`);
  }

  private extend(value: Node): void {
    const { bases } = this.names;
    if (bases.includes(value.value)) this.base = value.value;
    else this.fault(value.offset, `no theme ${valueShown(value)} to extend; there are ${bases.join(', ')}`);
  }

  private table(name: string, value: Node): void {
    const known = this.names.tables[name]!;
    if (value.type !== 'object') {
      this.fault(value.offset, `"${name}" is an object of names and styles`);
      return;
    }
    const styles: Record<string, OwnStyle> = {};
    for (const [key, of] of pairs(value)) {
      if (known.length > 0 && !known.includes(key.value)) {
        this.fault(key.offset, `${valueShown(key)} is none of "${name}": ${known.join(', ')}`);
        continue;
      }
      const style = this.style(of);
      if (style !== null) styles[String(key.value)] = style;
    }
    this.styles[name] = styles;
  }

  private row(value: Node): void {
    const styles = (value.children ?? []).map((of) => this.style(of)).filter((style) => style !== null);
    if (value.type !== 'array' || styles.length === 0) this.fault(value.offset, '"series" is a list of styles');
    else this.series = styles;
  }

  private style(value: Node): OwnStyle | null {
    if (typeof value.value !== 'string') {
      this.fault(value.offset, 'a style is a text, as "bold red on black"');
      return null;
    }
    const style = styleFromText(value.value);
    if (!('fault' in style)) return style;
    this.fault(value.offset, style.fault);
    return null;
  }
}
