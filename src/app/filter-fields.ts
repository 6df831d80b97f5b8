/**
 * A filter as the fields of a form: fields to its text, and the text back to fields where that is what such a form
 * would write. Anything else stands whole in the field that takes any filter.
 */

export interface FilterFields {
  /** By the field's name. */
  texts: Readonly<Record<string, string>>;
  methods: readonly string[];
  states: readonly string[];
  /** Any filter, which has to hold as well. */
  rest: string;
}

export interface TextField {
  name: string;
  title: string;
  /** The condition that it becomes. */
  condition: string;
}

/** The text fields that there are conditions for, by the names of all conditions. */
export function textFields(conditions: readonly string[]): TextField[] {
  return TEXT_FIELDS.flatMap(({ name, title, by }) => {
    const condition = by.find((one) => conditions.includes(one));
    return condition === undefined ? [] : [{ name, title, condition }];
  });
}

/** Those that sngrep has a box for. */
export const METHODS = [
  ...['REGISTER', 'INVITE', 'SUBSCRIBE', 'NOTIFY', 'OPTIONS'],
  ...['PUBLISH', 'MESSAGE', 'INFO', 'REFER', 'UPDATE'],
];

export const NO_FIELDS: FilterFields = { texts: {}, methods: [], states: [], rest: '' };

export function filterFrom({ texts, methods, states, rest }: FilterFields, fields: readonly TextField[]): string {
  const conditions = fields
    .map(({ name, condition }) => ({ condition, text: (texts[name] ?? '').trim() }))
    .filter(({ text }) => text !== '')
    .map(({ condition, text }) => `${condition} ${valueText(text)}`);
  if (methods.length > 0) conditions.push(`method ${methods.join(',')}`);
  if (states.length > 0) conditions.push(`state ${states.join(',')}`);
  if (rest.trim() === '') return conditions.join(' ');
  return conditions.length === 0 ? rest.trim() : `${conditions.join(' ')} (${rest.trim()})`;
}

/** `states`: all that there are. */
export function fieldsFrom(text: string, fields: readonly TextField[], states: readonly string[]): FilterFields {
  return readFields(text.trim(), fields, states) ?? { ...NO_FIELDS, rest: text.trim() };
}

const TEXT_FIELDS = [
  { name: 'from', title: 'From', by: ['from'] },
  { name: 'to', title: 'To', by: ['to'] },
  // A source that cannot be told from a destination is better than none.
  { name: 'source', title: 'Source', by: ['src', 'host'] },
  { name: 'destination', title: 'Destination', by: ['dst', 'host'] },
  { name: 'payload', title: 'Payload', by: ['payload'] },
  { name: 'callid', title: 'Call-ID', by: ['callid'] },
];

/** In quotes where the language would read it as something else; a comma is left to mean `or`, a regex to be one. */
function valueText(text: string): string {
  if (isRegex(text)) return text;
  return /[\s()"']|^[<>=!~:&|/]/.test(text) ? `"${text.replace(/["\\]/g, '\\$&')}"` : text;
}

const REGEX = /\/((?:\\.|\[(?:\\.|[^\]\\])*\]|[^/\\[])+)\/([ims]*)/s;
const WHOLE_REGEX = new RegExp(`^${REGEX.source}$`, 's');
const QUOTED = /"(?:\\.|[^"\\])*"/s;
const WORD = /[^\s()"'/][^\s()"']*/;
const VALUE = `(${QUOTED.source}|${REGEX.source}|${WORD.source})`;
const CONDITION = new RegExp(`^(?:and )?([a-z]+) ${VALUE}(?: +|$)`, 's');

function isRegex(text: string): boolean {
  const [, source, flags] = WHOLE_REGEX.exec(text) ?? [];
  if (source === undefined) return false;
  try {
    new RegExp(source, flags);
    return true;
  } catch {
    return false;
  }
}

/** What is left in brackets at the end is taken as it is. */
const REST = /^(?:and )?\((.*)\)$/s;

/** Null where the text is not what a form would write. */
function readFields(text: string, fields: readonly TextField[], states: readonly string[]): FilterFields | null {
  let left = text;
  const texts: Record<string, string> = {};
  let lists = { methods: NO_FIELDS.methods, states: NO_FIELDS.states };
  while (left !== '') {
    const found = CONDITION.exec(left);
    if (found === null) {
      const rest = REST.exec(left)?.[1];
      return rest === undefined || left === text || !isClosed(rest) ? null : { texts, ...lists, rest };
    }
    const [all, name = '', value = ''] = found;
    const list = listOf(name, value, states);
    const field = fields.find((one) => one.condition === name && texts[one.name] === undefined);
    const plain = unquoted(value);
    if (list !== null && Object.keys(list).every((key) => lists[key as keyof typeof lists].length === 0))
      lists = { ...lists, ...list };
    else if (field !== undefined && valueText(plain) === value) texts[field.name] = plain;
    else return null;
    left = left.slice(all.length);
  }
  return { texts, ...lists, rest: '' };
}

function listOf(name: string, value: string, states: readonly string[]): Partial<FilterFields> | null {
  const known = name === 'method' ? METHODS : name === 'state' ? states : [];
  const values = value.split(',');
  if (new Set(values).size < values.length || values.some((one) => !known.includes(one))) return null;
  return name === 'method' ? { methods: values } : { states: values };
}

function unquoted(value: string): string {
  return value.startsWith('"') ? value.slice(1, -1).replace(/\\(.)/gs, '$1') : value;
}

/** No bracket closes one that stands before the text, and none is left open. */
function isClosed(text: string): boolean {
  let depth = 0;
  for (const character of text.replace(/(["'])(?:\\.|(?!\1)[^\\])*\1/gs, '')) {
    if (character === '(') depth++;
    if (character === ')' && --depth < 0) return false;
  }
  return depth === 0;
}
