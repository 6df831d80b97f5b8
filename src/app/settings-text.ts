/**
 * The file of settings (JSON, comments allowed): text to values, every fault told by file and line, and a value into a
 * text whose comments and order are somebody's work. Where the text is kept is not known here.
 */

import {
  applyEdits,
  findNodeAtLocation,
  getNodeValue,
  modify,
  type Node,
  type ParseError,
  parseTree,
} from 'jsonc-parser';
import { lineOf, syntaxText } from './json-file';
import { choicesText, valueFromJson } from './setting-values';
import { type Origins, type SettingName, type Settings, type SettingValue, settingNamed } from './settings';

export interface ParsedSettings {
  /** Those that are there and right. */
  values: Partial<Settings>;
  origins: Origins;
  /** One line each: `settings.json:3: theme is one of dark, light, mono`. */
  errors: string[];
}

export function parseSettings(text: string, fileName: string): ParsedSettings {
  const errors: string[] = [];
  const values: Partial<Record<SettingName, SettingValue>> = {};
  const origins: Partial<Record<SettingName, Origins[SettingName]>> = {};
  const fault = (line: number, message: string) => errors.push(`${fileName}:${line}: ${message}`);
  const syntax: ParseError[] = [];
  const root = parseTree(text, syntax, { allowTrailingComma: true });
  for (const { error, offset } of syntax) fault(lineOf(text, offset), `not JSON: ${syntaxText(error)}`);
  if (root?.type !== 'object' && syntax.length === 0) fault(1, 'settings are an object of names and values');
  for (const { children, offset } of membersOf(root)) {
    const [key, value] = children ?? [];
    // One that is still being typed has no value.
    if (key === undefined || value === undefined) continue;
    const line = lineOf(text, offset);
    const row = settingNamed(String(key.value));
    if (row === undefined) {
      fault(line, `there is no setting ${JSON.stringify(key.value)}; sipladder -D lists them`);
      continue;
    }
    if (row.name in values) fault(line, `${row.name} stands there twice: the last one holds`);
    const read = valueFromJson(row, getNodeValue(value));
    if ('fault' in read) fault(line, `${row.name} ${read.fault}`);
    else {
      values[row.name] = read.value;
      origins[row.name] = { kind: 'file', where: `${fileName}:${line}` };
    }
  }
  return { values: values as Partial<Settings>, origins, errors };
}

/** The text with a value in it, or without the setting (null); an empty text becomes a file. Null where the text is broken, so that it might be lost. */
export function textWithSetting(text: string, name: SettingName, value: SettingValue | null): string | null {
  const before = text.trim() === '' ? (settingNamed(name)?.tab === null ? NEW_STATE : NEW_FILE) : text;
  const syntax: ParseError[] = [];
  const root = parseTree(before, syntax, { allowTrailingComma: true });
  if (root?.type !== 'object' || syntax.length > 0) return null;
  const known = findNodeAtLocation(root, [name]) !== undefined;
  const after = applyEdits(before, modify(before, [name], value ?? undefined, { formattingOptions: FORMAT }));
  return known || value === null ? after : explained(after, name);
}

const NEW_FILE = `// Settings of sipladder. What is not here has its default: sipladder -D lists all of them.
// Comments and order stay as they are when the program writes a setting.
{}
`;

const NEW_STATE = `// How sipladder was left: the program writes this at every turn. Without the file it starts afresh.
{}
`;

const FORMAT = { insertSpaces: true, tabSize: 2, eol: '\n' };

/** With what the setting is in a comment before it. */
function explained(text: string, name: SettingName): string {
  const root = parseTree(text, [], { allowTrailingComma: true });
  const member = root === undefined ? undefined : findNodeAtLocation(root, [name])?.parent;
  const row = settingNamed(name);
  if (member === undefined || row === undefined) return text;
  const start = text.lastIndexOf('\n', member.offset) + 1;
  const indent = text.slice(start, member.offset);
  // Somebody's file may have several on a line.
  if (indent.trim() !== '') return text;
  const choices = row.kind === 'choice' ? `: ${choicesText(row)}` : '';
  return `${text.slice(0, start)}${indent}// ${row.description}${choices}\n${text.slice(start)}`;
}

function membersOf(root: Node | undefined): Node[] {
  return root?.type === 'object' ? (root.children ?? []) : [];
}
