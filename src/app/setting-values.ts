/** Values of settings: from JSON, from text that somebody typed, and back to text. */

import { columnsFault } from './column-choice';
import type { SettingRow, SettingValue } from './settings';

export type ReadValue = { value: SettingValue } | { fault: string };

/** A value as a file has it. The fault goes on behind the setting's name: `theme: is one of dark, light, mono`. */
export function valueFromJson(row: SettingRow, json: unknown): ReadValue {
  const fault = faultOf(row, json);
  return fault === null ? { value: json as SettingValue } : { fault };
}

/** A value as it is typed. Lists have commas, maps `key=name` between them. */
export function valueFromText(row: SettingRow, text: string): ReadValue {
  const typed = text.trim();
  switch (row.kind) {
    case 'flag':
      return FLAG_WORDS.has(typed.toLowerCase())
        ? { value: FLAG_WORDS.get(typed.toLowerCase())! }
        : { fault: 'is on or off' };
    case 'number': {
      const digits = typed.replace(UNITS[row.unit ?? ''], '');
      return valueFromJson(row, /^-?\d+(?:[.,]\d+)?$/.test(digits) ? Number(digits.replace(',', '.')) : Number.NaN);
    }
    case 'list':
      return valueFromJson(row, pieces(typed));
    case 'map': {
      const pairs = pieces(typed).map((piece) => pairOf(piece));
      if (pairs.includes(null)) return { fault: `is ${row.key}=${row.value}, with commas between them` };
      return valueFromJson(row, Object.fromEntries(pairs as [string, string][]));
    }
    default:
      return valueFromJson(row, typed);
  }
}

/** As it is shown and can be typed again. */
export function valueText(value: SettingValue): string {
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  if (typeof value !== 'object') return String(value);
  if (Array.isArray(value)) return value.join(', ');
  return Object.entries(value)
    .map(([key, name]) => `${key}=${name}`)
    .join(', ');
}

/** `dark, light, mono, or a theme of your own`. */
export function choicesText({ choices, others }: Extract<SettingRow, { kind: 'choice' }>): string {
  return `${choices.join(', ')}${others === undefined ? '' : `, or ${others}`}`;
}

/** How far a key changes it. */
export function stepOf({ step = 1 }: Extract<SettingRow, { kind: 'number' }>): number {
  return step;
}

/** What may be typed behind a number. */
const UNITS: Record<'' | 'MB' | 'ms' | 's' | '%', RegExp> = {
  '': /$/,
  MB: /\s*MB?$/i,
  ms: /\s*ms$/i,
  s: /\s*s$/i,
  '%': /\s*%$/,
};

/** What is wrong with it, or null. */
function faultOf(row: SettingRow, json: unknown): string | null {
  switch (row.kind) {
    case 'choice':
      if (row.choices.some((choice) => choice === json)) return null;
      return row.others !== undefined && isFilled(json) ? null : `is one of ${choicesText(row)}`;
    case 'flag':
      return typeof json === 'boolean' ? null : 'is true or false';
    case 'number': {
      const whole = stepOf(row) >= 1;
      const fits = typeof json === 'number' && json >= row.min && json <= row.max;
      const good = fits && (!whole || Number.isInteger(json));
      return good ? null : `is a ${whole ? 'whole ' : ''}number from ${row.min} to ${row.max}`;
    }
    case 'text':
      return typeof json === 'string' ? null : 'is a text';
    case 'list':
      if (!Array.isArray(json) || !json.every(isFilled)) return 'is a list of texts';
      return row.columns === undefined ? null : columnsFault(json, row.columns);
    case 'map':
      if (!isMap(json)) return `is an object: "${row.key}": "${row.value}"`;
      return keyFault(row, Object.keys(json as object));
  }
}

/** Of names for addresses: what could never be one. */
function keyFault(row: Extract<SettingRow, { kind: 'map' }>, keys: readonly string[]): string | null {
  const wrong = row.key.startsWith('address') ? keys.find((key) => /\s/.test(key.trim())) : undefined;
  return wrong === undefined ? null : `has ${JSON.stringify(wrong)}, which is no ${row.key}`;
}

function isFilled(one: unknown): boolean {
  return typeof one === 'string' && one.trim() !== '';
}

function isMap(json: unknown): boolean {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return false;
  return Object.entries(json).every(([key, name]) => isFilled(key) && isFilled(name));
}

function pieces(text: string): string[] {
  return text
    .split(',')
    .map((piece) => piece.trim())
    .filter((piece) => piece !== '');
}

function pairOf(piece: string): [string, string] | null {
  const at = piece.indexOf('=');
  const [key, name] = [piece.slice(0, at).trim(), piece.slice(at + 1).trim()];
  return at > 0 && key !== '' && name !== '' ? [key, name] : null;
}

const FLAG_WORDS = new Map([
  ...['on', 'true', 'yes', '1'].map((word): [string, boolean] => [word, true]),
  ...['off', 'false', 'no', '0'].map((word): [string, boolean] => [word, false]),
]);
