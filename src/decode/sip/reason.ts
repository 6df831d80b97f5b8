/**
 * The Reason header (RFC 3326; several values RFC 9366; in responses RFC 6432): why a request or response was sent, as a
 * cause of some protocol. What causes are called where a table tells it; where they are listed for all protocols that
 * IANA has registered.
 */

import { Q850_SOURCE, q850Words } from '../q850';
import { freeswitchWords } from './freeswitch';
import { type Param, param, parseParams, splitList } from './params';
import { statusWords } from './phrases';

export interface Reason {
  /** As written: `Q.850`, `SIP`. */
  protocol: string;
  /** Null without one, and where it is no number. */
  cause: number | null;
  /** As sent; empty without one. */
  text: string;
  params: Param[];
}

/** What a code says, in our words; `name` and `meaning` are null where no table of ours has it. */
export interface CodeWords {
  /** What it is called, in a few words. */
  name: string | null;
  /** A sentence without its full stop, that begins in lower case. */
  meaning: string | null;
  /** Who defines it: `RFC 3261, 21.4.24`, `ITU-T Q.850`; empty where that is not known. */
  source: string;
}

/** The values of one line. */
export function parseReasons(line: string): Reason[] {
  const reasons: Reason[] = [];
  for (const value of splitList(line)) {
    if (value === '') continue;
    const last = reasons.at(-1);
    // A text that should stand in quotes and has a comma goes on here.
    if (last !== undefined && !beginsReason(value) && last.text !== '') last.text = `${last.text}, ${value}`;
    else reasons.push(parseReason(value));
  }
  return reasons;
}

/** What the cause says. */
export function reasonWords({ protocol, cause, text, params }: Reason): CodeWords {
  const known = PROTOCOLS.get(protocol.toUpperCase());
  const own = freeswitchWords(text);
  // FreeSWITCH puts numbers of its own into causes of SIP, and its own name of them into the text.
  if (own !== null && (known === undefined || known === SIP)) return { ...own, source: 'FreeSWITCH' };
  if (known === undefined) return { name: null, meaning: null, source: '' };
  const words = cause === null ? null : known.words(cause);
  if (words === null) return { name: null, meaning: null, source: known.source };
  const place = placeOf(param(params, 'location'));
  return place === '' ? words : { ...words, meaning: `${words.meaning}, as ${place} says` };
}

function beginsReason(value: string): boolean {
  return value.includes(';') || PROTOCOLS.has(value.toUpperCase());
}

function parseReason(value: string): Reason {
  const semicolon = value.indexOf(';');
  const protocol = (semicolon < 0 ? value : value.slice(0, semicolon)).trim();
  const params = semicolon < 0 ? [] : parseParams(value, semicolon).params;
  const digits = /^\d{1,9}$/.exec((param(params, 'cause') ?? '').trim());
  const text = param(params, 'text') ?? openText(value);
  return { protocol, cause: digits === null ? null : Number(digits[0]), text, params };
}

/** Of a text whose closing quote is missing, what there is. */
function openText(value: string): string {
  return /;\s*text\s*=\s*"([^"]*)$/i.exec(value)?.[1] ?? '';
}

interface Protocol {
  source: string;
  words(cause: number): CodeWords | null;
}

const SIP: Protocol = { source: 'RFC 3261', words: sipWords };
const Q850: Protocol = { source: Q850_SOURCE, words: isdnWords };

/** By their names in capitals: IANA's registry of Reason protocols. */
const PROTOCOLS: ReadonlyMap<string, Protocol> = new Map([
  ['SIP', SIP],
  // Errors of signed callers are those of the responses (RFC 9410).
  ['STIR', { source: 'RFC 8224', words: sipWords }],
  ['Q.850', Q850],
  // As some write it.
  ['Q850', Q850],
  ...listed('RFC 4411', 'PREEMPTION', {
    1: ['Preempted by the phone', 'a phone ended the call for a more important one'],
    2: ['Reserved resources preempted', 'the network gave the reserved bandwidth to a more important call'],
    3: ['Preempted', 'the call had to give way to a more important one'],
    4: ['Preempted beyond IP', 'the call had to give way to a more important one in another network'],
  }),
  ...listed('3GPP TS 24.229', 'RELEASE_CAUSE', {
    1: ['User ended the call', 'one of the two hung up'],
    2: ['No RTP and RTCP', 'no sound came any more (RTP and RTCP timed out)'],
    3: ['Media bearer lost', 'the radio or access network lost the channel of the sound'],
    4: ['No ACK', 'the answer of the callee was not acknowledged in time'],
    5: ['No response', 'a request was not answered in time'],
    6: ['Call setup timed out', 'the call was not set up in time'],
    7: ['Redirection failed', 'the call could not be sent on'],
  }),
  ...listed('3GPP TS 24.229', 'FAILURE_CAUSE', {
    1: ['Media bearer or quality lost', 'the network lost the channel of the sound, or its quality'],
    2: ['Signalling bearer released', 'the network lost the channel over which the phone signals'],
    3: ['No resources', 'the network could not set up the channel of the sound'],
  }),
  ...listed('3GPP TS 24.301', 'EMM ESM', {}),
  ...listed('3GPP TS 24.501', '5GMM 5GSM', {}),
  ...listed('3GPP TS 36.413', 'S1AP-RNL S1AP-TL S1AP-NAS S1AP-MISC S1AP-PROT', {}),
  ...listed('3GPP TS 38.413', 'NGAP-RNL NGAP-TL NGAP-NAS NGAP-MISC NGAP-PROT', {}),
  ...listed('3GPP TS 29.274', 'DIAMETER IKEV2', {}),
]);

function listed(
  source: string,
  names: string,
  causes: Readonly<Record<number, [name: string, meaning: string]>>,
): [string, Protocol][] {
  const words = (cause: number): CodeWords | null => {
    const row = causes[cause];
    return row === undefined ? null : { name: row[0], meaning: row[1], source };
  };
  return names.split(' ').map((name) => [name, { source, words }]);
}

function sipWords(status: number): CodeWords | null {
  // Of a CANCEL of the other branches: RFC 3326, section 3.1.
  if (status === 200)
    return { name: 'Call completed elsewhere', meaning: 'another phone took the call', source: 'RFC 3326, 3.1' };
  const words = statusWords(status);
  return words === null ? null : { name: words.phrase, meaning: words.meaning, source: words.source };
}

function isdnWords(cause: number): CodeWords | null {
  const words = q850Words(cause);
  return words === null ? null : { name: words.name, meaning: words.meaning, source: Q850_SOURCE };
}

/** RFC 8606: in which network the call was released. */
const PLACES: Readonly<Record<string, string>> = {
  U: 'the user',
  LPN: 'the private network of the local user',
  LN: 'the public network of the local user',
  TN: 'a network in between',
  RLN: 'the public network of the remote user',
  RPN: 'the private network of the remote user',
  INTL: 'an international network',
  BI: 'a network beyond a gateway',
};

function placeOf(location: string | null): string {
  return PLACES[(location ?? '').toUpperCase()] ?? '';
}
