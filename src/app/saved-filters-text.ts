/**
 * The file of saved filters (JSON, comments allowed): text to filters, with every fault told by file and line, and a
 * filter into or out of a text whose comments and order are somebody's work. Where the text is kept is not known here.
 */

import { applyEdits, type Edit, modify, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';

export interface SavedFilter {
  name: string;
  expression: string;
  /** Of the file, from 1. */
  line: number;
}

export interface ParsedFilters {
  /** Faulty entries are left out. */
  filters: SavedFilter[];
  /** One line each: `filters.json:3: "trunk" stands there twice`. */
  errors: string[];
}

export function parseSavedFilters(text: string, fileName: string): ParsedFilters {
  const errors: string[] = [];
  const filters = new Map<string, SavedFilter>();
  const fault = (line: number, message: string) => errors.push(`${fileName}:${line}: ${message}`);
  const syntax: ParseError[] = [];
  const root = parseTree(text, syntax, { allowTrailingComma: true });
  for (const { error, offset } of syntax) fault(lineOf(text, offset), `not JSON: ${words(error)}`);
  if (root?.type !== 'object' && syntax.length === 0) fault(1, 'saved filters are an object of names and filters');
  for (const { children, offset } of root?.type === 'object' ? (root.children ?? []) : []) {
    const [key, value] = children ?? [];
    // One that is still being typed has no value.
    if (key === undefined || value === undefined) continue;
    const line = lineOf(text, offset);
    const name = String(key.value);
    if (!isFilterName(name)) fault(line, `${JSON.stringify(name)} is no name: ${NAME_RULE}`);
    else if (typeof value.value !== 'string') fault(line, `the filter of "${name}" is a text`);
    else if (filters.has(name)) fault(line, `"${name}" stands there twice`);
    else filters.set(name, { name, expression: value.value, line });
  }
  return { filters: [...filters.values()], errors };
}

/**
 * The text with a filter added or changed, or without it (null) and the comment before it. An empty text becomes a file. Null where the text is
 * broken, so that a change might lose what somebody wrote.
 */
export function textWithFilter(text: string, name: string, expression: string | null): string | null {
  const before = text.trim() === '' ? '{}\n' : text;
  const syntax: ParseError[] = [];
  const root = parseTree(before, syntax, { allowTrailingComma: true });
  if (root?.type !== 'object' || syntax.length > 0) return null;
  const edits: Edit[] = modify(before, [name], expression ?? undefined, { formattingOptions: FORMAT });
  return applyEdits(before, edits);
}

export function isFilterName(name: string): boolean {
  return /^[\p{L}\p{N}][\p{L}\p{N}._-]{0,39}$/u.test(name);
}

export const NAME_RULE = 'up to 40 letters, digits and . _ -';

const FORMAT = { insertSpaces: true, tabSize: 2, eol: '\n' };

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

/** `CommaExpected` as `comma expected`. */
function words(error: number): string {
  return printParseErrorCode(error)
    .replace(/(?<=[a-z])(?=[A-Z])/g, ' ')
    .toLowerCase();
}
