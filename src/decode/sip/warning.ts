/** The Warning header (RFC 3261, 20.43): a code, who says it, and a text for people. */

import { endOfQuote, unquote } from './params';
import type { CodeWords } from './reason';

export interface SipWarning {
  /** Null where it has none of three digits. */
  code: number | null;
  /** Host or name of who says it; empty without one. */
  agent: string;
  /** As sent. */
  text: string;
}

/** One value. What has another form than the RFC's is all text. */
export function parseWarning(value: string): SipWarning {
  const parts = /^(\d{3})[ \t]+([^\s"]+)[ \t]*(.*)$/s.exec(value);
  if (parts === null) return { code: null, agent: '', text: value };
  const rest = parts[3].trim();
  const quoted = rest.startsWith('"') && endOfQuote(rest, 0) === rest.length - 1;
  return { code: Number(parts[1]), agent: parts[2], text: quoted ? unquote(rest) : rest };
}

/** Of a code that nobody has registered what its range is for. */
export function warningWords(code: number): CodeWords {
  const [name, meaning, source = 'RFC 3261, 20.43'] = ROWS[code] ?? [null, rangeOf(code)];
  return { name, meaning, source: meaning === null ? '' : source };
}

function rangeOf(code: number): string | null {
  const range = RANGES.find(({ from, to }) => from <= code && code <= to);
  return range === undefined ? null : `a code that nobody has registered, ${range.about}`;
}

const RANGES = [
  { from: 300, to: 329, about: 'about the SDP' },
  { from: 330, to: 339, about: 'about a service of the network' },
  { from: 370, to: 379, about: 'about how much there is of something, as bandwidth' },
  { from: 390, to: 399, about: 'whose text says it all' },
];

/** The codes that are registered, in their order. */
export function registeredWarnings(): number[] {
  return Object.keys(ROWS).map(Number);
}

const ROWS: Readonly<Record<number, [name: string, meaning: string, source?: string]>> = {
  300: ['Incompatible network protocol', 'the SDP asks for a network protocol that is not there'],
  301: ['Incompatible address format', 'the SDP has addresses of a kind that cannot be used there, as IPv6'],
  302: ['Incompatible transport protocol', 'the SDP asks for a transport that is not there, as SRTP in place of RTP'],
  303: ['Incompatible bandwidth units', 'the SDP has bandwidth in units that are not understood'],
  304: ['Media type not available', 'the SDP has a kind of media that is not there, as video'],
  305: ['Incompatible media format', 'the SDP has a codec that is not there'],
  306: ['Attribute not understood', 'an attribute of the SDP is not supported'],
  307: ['SDP parameter not understood', 'something else in the SDP was not understood'],
  308: ['Incompatible language', 'none of the languages that were asked for can be had', 'RFC 8373'],
  330: ['Multicast not available', 'the network of the callee has no multicast'],
  331: ['Unicast not available', 'the network of the callee lets no media through, mostly a firewall'],
  370: ['Insufficient bandwidth', 'the media need more bandwidth than there is'],
  380: ['SIPS not allowed', 'a sips: address cannot be used there, as nobody is registered so', 'RFC 5630'],
  381: ['SIPS required', 'a sips: address has to be used there', 'RFC 5630'],
  399: ['Miscellaneous', 'a warning whose text says it all'],
};
