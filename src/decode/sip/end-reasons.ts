/**
 * All that a message says of why a call, a registration or a subscription ended or failed: Reason, Warning, the reason of
 * a Subscription-State, and what vendors send. Its status is not among it: that is phrases.ts.
 */

import { Q850_SOURCE, q850Words } from '../q850';
import { HANGUP_HEADERS, type HangupHeader, hangupHeader } from './hangup';
import { type SipHeader, type SipMessage, valuesOf } from './message';
import { param, parseParams } from './params';
import { type CodeWords, parseReasons, reasonWords } from './reason';
import { parseWarning, warningWords } from './warning';

/** Text of it is as the network sent it, but for `name`, `words` and `source`, which are ours. */
export interface EndReason {
  /** As RFC or vendor writes it: `Reason`. */
  header: string;
  /** Of a Reason what its cause is of: `Q.850`; else empty. */
  protocol: string;
  code: number | null;
  /** What was sent as words; empty without any. */
  text: string;
  /** What the code is called: `User busy`; null where no table has it. */
  name: string | null;
  /** The same as a sentence without its full stop; null where no table has it. */
  words: string | null;
  /** Who defines what it says: `ITU-T Q.850`, `RFC 3261, 20.43`; empty where that is not known. */
  source: string;
}

/** In the order of the headers. */
export function endReasons(message: SipMessage): EndReason[] {
  return message.headers.flatMap((one) => READERS.get(one.key)?.(one) ?? []);
}

/** Keys of the headers that are read. */
export function endReasonKeys(): string[] {
  return [...READERS.keys()];
}

/** `Q.850 17 User busy`, with the text where that says more. */
export function shortReason({ header, protocol, code, text, name }: EndReason): string {
  const from = protocol === '' ? header : protocol;
  const words = [from, ...(code === null ? [] : [String(code)]), ...(name === null ? [] : [name])].join(' ');
  const more = text !== '' && !sameWords(text, name ?? '') ? ` "${text}"` : '';
  return words + more;
}

/** `Reason Q.850 17 User busy: the callee is busy (ITU-T Q.850)`: to stand beside what was sent. */
export function longReason(reason: EndReason): { of: string; text: string } {
  const { header, protocol, code, text, name, words, source } = reason;
  const what = [protocol, code === null ? '' : String(code), name ?? ''].filter((part) => part !== '').join(' ');
  const told = words ?? text;
  const place = source === '' ? '' : ` (${source})`;
  return { of: header, text: `${what}${what !== '' && told !== '' ? ': ' : ''}${told}${place}` };
}

const READERS: ReadonlyMap<string, (one: SipHeader) => EndReason[]> = new Map([
  ['reason', reasonsOf],
  ['warning', warningsOf],
  ['subscription-state', endOfSubscription],
  ...HANGUP_HEADERS.map(({ key }): [string, (one: SipHeader) => EndReason[]] => [key, hangupOf]),
]);

function reasonsOf({ value }: SipHeader): EndReason[] {
  return parseReasons(value).map((reason) => {
    const { protocol, cause, text } = reason;
    return found('Reason', protocol, cause, text, reasonWords(reason));
  });
}

function warningsOf(one: SipHeader): EndReason[] {
  return valuesOf(one).map((value) => {
    const { code, text } = parseWarning(value);
    return found('Warning', '', code, text, code === null ? NO_WORDS : warningWords(code));
  });
}

function hangupOf({ key, value }: SipHeader): EndReason[] {
  const row = hangupHeader(key)!;
  if (row.form === 'text') return [found(row.name, '', null, value, { ...NO_WORDS, source: row.source })];
  return [row.form === 'q850' ? causeOf(row, value) : numberedOf(row, value)];
}

function causeOf({ name, source }: HangupHeader, value: string): EndReason {
  const code = /^\d{1,3}$/.test(value) ? Number(value) : null;
  const words = code === null ? null : q850Words(code);
  if (words === null) return found(name, '', code, code === null ? value : '', { ...NO_WORDS, source });
  return found(name, '', code, '', { name: words.name, meaning: words.meaning, source: Q850_SOURCE });
}

function numberedOf({ name, source }: HangupHeader, value: string): EndReason {
  const parts = /^(\d{1,9})(?:\.\d+)*[ \t]*(.*)$/s.exec(value);
  const rest = parts?.[2] ?? value;
  const reason = rest.startsWith(';') ? param(parseParams(rest, 0).params, 'reason') : null;
  return found(name, '', parts === null ? null : Number(parts[1]), reason ?? rest, { ...NO_WORDS, source });
}

/** RFC 6665, section 4.2.2. */
const SUBSCRIPTION_ENDS: ReadonlyMap<string, [name: string, meaning: string]> = new Map([
  ['deactivated', ['Deactivated', 'the subscription ended, and may be made again at once']],
  ['probation', ['Probation', 'the subscription ended, and may be made again later']],
  ['rejected', ['Rejected', 'the subscription is not allowed any more']],
  ['timeout', ['Timeout', 'the subscription was not renewed in time']],
  ['giveup', ['Given up', 'nobody decided in time whether the subscription is allowed']],
  ['noresource', ['No resource', 'what was subscribed to does not exist any more']],
  ['invariant', ['Invariant', 'the state will not change any more']],
  ['badfilter', ['Bad filter', 'the filter of the subscription was not understood']],
]);

function endOfSubscription({ value }: SipHeader): EndReason[] {
  const semicolon = value.indexOf(';');
  const state = (semicolon < 0 ? value : value.slice(0, semicolon)).trim().toLowerCase();
  const text = semicolon < 0 ? null : param(parseParams(value, semicolon).params, 'reason');
  if (state !== 'terminated' || text === null) return [];
  const [name, meaning] = SUBSCRIPTION_ENDS.get(text.toLowerCase()) ?? [null, null];
  return [found('Subscription-State', '', null, text, { name, meaning, source: 'RFC 6665' })];
}

const NO_WORDS: CodeWords = { name: null, meaning: null, source: '' };

function found(header: string, protocol: string, code: number | null, text: string, words: CodeWords): EndReason {
  return { header, protocol, code, text, name: words.name, words: words.meaning, source: words.source };
}

/** `NORMAL_CLEARING` adds nothing to Normal call clearing. */
function sameWords(text: string, name: string): boolean {
  const plain = (words: string) => words.toLowerCase().replace(/[^a-z0-9]+/g, '');
  return plain(text) === plain(name);
}
