/**
 * Text of XML and HTML, escaped in one place: what is put into a `markup` template is text, unless it is markup itself.
 */

import { jsonText, visible } from '../decode/visible';

export class Markup {
  constructor(readonly text: string) {}

  toString(): string {
    return this.text;
  }
}

export const NO_MARKUP = new Markup('');

type Value = string | number | Markup | readonly Markup[];

/** Attributes have to stand in double quotes. Numbers are rounded to tenths. */
export function markup(strings: TemplateStringsArray, ...values: readonly Value[]): Markup {
  return new Markup(strings.map((text, i) => text + (i < values.length ? textOf(values[i]) : '')).join(''));
}

function textOf(value: Value): string {
  if (typeof value === 'number') return String(Math.round(value * 10) / 10);
  if (typeof value === 'string') return escapedMarkup(value);
  return value instanceof Markup ? value.text : value.map(({ text }) => text).join('');
}

/** Safe as text and in a quoted attribute, in XML as in HTML. */
export function escapedMarkup(text: string): string {
  return visible(text)
    .replace(FORBIDDEN, '\ufffd')
    .replace(SPECIAL, (sign) => ENTITIES[sign]);
}

/** XML has no way to write these. */
const FORBIDDEN = /[\ufffe\uffff]/g;
const SPECIAL = /[&<>"']/g;
const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** JSON that can stand within a script element: nothing in it ends the element or begins a comment. */
export function jsonMarkup(value: unknown): Markup {
  return new Markup(jsonText(value).replaceAll('<', '\\u003c'));
}
