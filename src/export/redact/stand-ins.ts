/**
 * What stands for what, over one run: the same value has the same stand-in wherever it is met, different values have
 * different ones. Counted in order of appearance: nothing of a value is in its stand-in but its class and its form.
 */

import { REDACTED_TEXTS, REDACTED_VALUES } from '../../budgets';
import { ipv6Text } from '../../decode/endpoints';
import { AddressStandIns, ipv4Text, parseIpv4, parseIpv6 } from './addresses';
import { kindOf } from './headers';
import { NumberStandIns } from './numbers';
import { isPlainName, isPlainWord } from './plain-words';

/** `+49 (30) 123-45`, `*72`, `#31#0301234`; no letters. */
const NUMBER = /^\+?[0-9*#][0-9*#.()\- ]*$/;

const HEX_ID = /^[0-9a-f]{32}$|^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const MAC = /^[0-9a-f]{2}([:-]?)(?:[0-9a-f]{2}\1){4}[0-9a-f]{2}$/i;

/** The second level under a country says nothing of anybody: `co.uk`. */
const SECOND_LEVELS = new Set(['co', 'com', 'net', 'org', 'ac', 'gov', 'edu', 'or', 'ne']);

/** How many labels of a name are those of its domain. */
function baseLabels(labels: readonly string[]): number {
  const country = labels.length > 2 && labels.at(-1)!.length === 2 && SECOND_LEVELS.has(labels.at(-2)!);
  return country ? 3 : 2;
}

export class StandIns {
  readonly addresses = new AddressStandIns();
  private readonly numbers = new NumberStandIns();
  /** By kind and value. */
  private readonly known = new Map<string, string>();
  private readonly texts = new Map<string, string>();
  /** What opaque stand-ins stand for. */
  private readonly originals = new Map<string, string>();
  private readonly counts = new Map<string, number>();
  /** What is to be found in free text, in lower case, and what takes its place. */
  private readonly words = new Map<string, string>();

  /** A user part, or the digits of a number. */
  user(value: string): string {
    if (value === '' || isPlainName(value)) return value;
    if (NUMBER.test(value) && /\d/.test(value)) return this.number(value);
    const standIn = this.counted('user', value);
    this.learn(value, standIn);
    return standIn;
  }

  /** What separates digits stays where it is. */
  number(value: string): string {
    const digits = value.replace(/\D/g, '');
    if (digits === '') return value;
    const standIn = this.numbers.digits(digits);
    this.learnWord(digits, standIn);
    let at = 0;
    const spread = value.replace(/\d/g, () => standIn[at++]);
    return spread + standIn.slice(at);
  }

  /** True for a run of digits that is, or ends as, a number that was met. */
  isKnownNumber(digits: string): boolean {
    return this.numbers.find(digits) !== undefined || this.numbers.endsKnown(digits);
  }

  displayName(value: string): string {
    const name = value.trim();
    if (name === '' || isPlainName(name)) return value;
    if (NUMBER.test(name) && /\d/.test(name)) return this.number(value);
    const asName = this.known.get(`Name \n${name}`);
    const asUser = asName === undefined ? this.known.get(`user\n${name}`) : undefined;
    if (asUser !== undefined) return asUser;
    const standIn = this.counted('Name ', name);
    this.learn(name, standIn);
    return standIn;
  }

  /** A name or an address, IPv6 in brackets or not; no port. */
  host(value: string): string {
    if (value === '' || value === '*') return value;
    const bare = /^\[(.*)\]$/.exec(value);
    const address = this.address(bare?.[1] ?? value);
    if (address !== null) return bare === null ? address : `[${address}]`;
    return /^[\w.-]+$/.test(value) ? this.domain(value) : this.opaque(value);
  }

  /** What stands for an address as text, null for what is none. A zone is left away: it names an interface. */
  address(value: string): string | null {
    const v4 = parseIpv4(value);
    if (v4 >= 0) return ipv4Text(this.addresses.ipv4(v4));
    const v6 = parseIpv6(value.replace(/%.*$/, ''));
    return v6 === null ? null : ipv6Text(this.addresses.ipv6(v6), 0);
  }

  /** Labels one by one: hosts of one domain have stand-ins of one domain. */
  domain(value: string): string {
    const lower = value.toLowerCase();
    if (isPlainName(lower)) return value;
    const labels = lower.split('.');
    const dot = labels.at(-1) === '' ? '.' : '';
    if (dot !== '') labels.pop();
    if (labels.length < 2) return this.learnt(lower, this.counted('host', lower)) + dot;
    const base = labels.splice(-baseLabels(labels)).join('.');
    const standIn = this.counted('domain', base);
    this.learnWord(base.split('.')[0], standIn);
    const below = labels.map((label) => (label.startsWith('_') ? label : this.counted('h', label)));
    return this.learnt(lower, [...below, `${standIn}.example`].join('.')) + dot;
  }

  /** True for a name of a domain that domain() has been asked for. */
  isOfKnownDomain(name: string): boolean {
    const labels = name.toLowerCase().split('.');
    return this.known.has(`domain\n${labels.slice(-baseLabels(labels)).join('.')}`);
  }

  /** A value without meaning of its own. `prefix` is what its stand-in is called where it is met first. */
  opaque(value: string, prefix = 'id'): string {
    if (value === '') return value;
    const known = this.known.get(`\n${value}`);
    if (known !== undefined) return known;
    const standIn = HEX_ID.test(value) ? this.hex(value) : `${prefix}${this.count(prefix)}`;
    return this.kept(`\n${value}`, standIn);
  }

  /** The value of a header within a URI, unescaped. Asked for here, as headers hold URIs themselves. */
  header(name: string, value: string): string {
    return kindOf(name)(value, this);
  }

  /** What a Call-ID stands for, null for none. */
  original(standIn: string): string | null {
    return this.originals.get(standIn) ?? null;
  }

  /** As long, made of the digits of a count: for what has to have its form (keys, digests). */
  sameForm(value: string, digits: 16 | 36): string {
    if (value === '') return value;
    const key = `form${digits}\n${value}`;
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const count = this.count(`form${digits}`).toString(digits);
    return this.kept(key, count.padStart(value.length, '0').slice(-value.length));
  }

  /** 02 is for addresses that nobody gave out. Separators stay. */
  mac(value: string): string {
    const key = `mac\n${value.toLowerCase().replace(/[:-]/g, '')}`;
    const known = this.known.get(key) ?? this.kept(key, `02${this.count('mac').toString(16).padStart(10, '0')}`);
    let at = 0;
    return value.replace(/[0-9a-f]/gi, () => known[at++]);
  }

  /** True for what opaque() has been asked for. */
  isOpaque(value: string): boolean {
    return this.known.has(`\n${value}`);
  }

  /** Something in a place that nobody knows: what it is known as, or looks like. */
  unknown(value: string): string {
    if (value === '' || isPlainWord(value)) return value;
    const known = this.known.get(`\n${value}`) ?? this.known.get(`user\n${value}`) ?? this.known.get(`Name \n${value}`);
    if (known !== undefined) return known;
    const address = this.address(value);
    if (address !== null) return address;
    if (MAC.test(value)) return this.mac(value);
    if (NUMBER.test(value) && /\d/.test(value)) return this.number(value);
    return this.words.get(value.toLowerCase()) ?? this.opaque(value);
  }

  /** A text of which `redact` makes what stands for it, in a way of several: the same each time, whatever is learnt. */
  text(value: string, way: string, redact: (value: string) => string): string {
    const key = `${way}\n${value}`;
    const known = this.texts.get(key);
    if (known !== undefined) return known;
    const standIn = redact(value);
    if (this.texts.size < REDACTED_TEXTS) this.texts.set(key, standIn);
    return standIn;
  }

  /** What takes the place of a word of free text, undefined for one that says nothing. */
  word(value: string): string | undefined {
    return this.words.get(value.toLowerCase());
  }

  private hex(value: string): string {
    // 32 zeros are no session (RFC 7989, 5).
    if (/^[0-]*$/.test(value)) return value;
    const digits = this.count('hex').toString(16).padStart(32, '0');
    let at = 0;
    return value.replace(/[0-9a-f]/gi, () => digits[at++]);
  }

  private counted(prefix: string, value: string): string {
    const key = `${prefix}\n${value}`;
    return this.known.get(key) ?? this.kept(key, `${prefix}${this.count(prefix)}`);
  }

  /** 0 for all that is met when there is no room for more. */
  private count(prefix: string): number {
    if (this.known.size >= REDACTED_VALUES) return 0;
    const count = (this.counts.get(prefix) ?? 0) + 1;
    this.counts.set(prefix, count);
    return count;
  }

  private kept(key: string, standIn: string): string {
    if (this.known.size >= REDACTED_VALUES) return standIn;
    this.known.set(key, standIn);
    if (key.startsWith('\n')) this.originals.set(standIn, key.slice(1));
    return standIn;
  }

  /** The whole, and the words in it. */
  private learn(value: string, standIn: string): void {
    this.learnWord(value, standIn);
    for (const part of value.split(/[^0-9A-Za-z\x80-\xff]+/)) this.learnWord(part, standIn.replaceAll(' ', ''));
  }

  private learnt(value: string, standIn: string): string {
    this.learnWord(value, standIn);
    return standIn;
  }

  private learnWord(value: string, standIn: string): void {
    if (value.length < 3 || isPlainWord(value) || this.words.size >= REDACTED_VALUES) return;
    const key = value.toLowerCase();
    if (!this.words.has(key)) this.words.set(key, standIn);
  }
}
