/** Redacts SDP (RFC 8866) line by line: who, where and keys go; codecs, ports and directions stay. */

import type { StandIns } from './stand-ins';
import { blankText, hostAndPort, redactText, redactUri } from './values';

type Treatment = (value: string, s: StandIns) => string;

const keep: Treatment = (value, s) => redactText(value, s, 'patterns');
const opaque: Treatment = (value, s) => value.replace(/[^\s,]+/g, (word) => s.unknown(word));
const secret: Treatment = (value, s) => s.sameForm(value, 36);

const LINES: Record<string, Treatment> = {
  v: keep,
  o: origin,
  s: (value) => (value.trim() === '-' ? value : blankText(value)),
  i: (value) => blankText(value),
  u: (value, s) => redactUri(value, s),
  e: (value, s) => mail(value, s),
  p: (value, s) => value.replace(/\+?[\d][\d ().-]*\d/g, (number) => s.number(number)).replace(/[A-Za-z]/g, 'x'),
  c: (value, s) => connection(value, s),
  b: keep,
  t: keep,
  r: keep,
  z: keep,
  k: (value, s) => value.replace(/(:)([\s\S]*)$/, (_, colon, key) => colon + s.sameForm(key, 36)),
  m: keep,
  a: attribute,
};

export function redactSdp(body: string, s: StandIns): string {
  return body.replace(/^([^\r\n]*)/gm, (line) => {
    const type = line[0];
    if (line[1] !== '=' || !Object.hasOwn(LINES, type)) return blankText(line);
    return `${type}=${LINES[type](line.slice(2), s)}`;
  });
}

/** `user sess-id sess-version IN IP4 address`. */
function origin(value: string, s: StandIns): string {
  const parts = value.split(' ');
  if (parts.length < 6) return parts.map((part) => s.unknown(part)).join(' ');
  const [user, id, version, net, family, ...address] = parts;
  return [s.user(user), numeric(id, s), numeric(version, s), net, family, ...address.map((one) => s.host(one))].join(
    ' ',
  );
}

function numeric(value: string, s: StandIns): string {
  return /^\d*$/.test(value) && !s.isKnownNumber(value) ? value : s.unknown(value);
}

function mail(value: string, s: StandIns): string {
  const at = /[^\s<>()]+@[^\s<>()]+/.exec(value);
  return at === null ? blankText(value) : redactUri(`sip:${at[0]}`, s).slice(4);
}

/** `IN IP4 224.2.1.1/127/3`. */
function connection(value: string, s: StandIns): string {
  return value.replace(/(IP[46]\s+)([^\s/]+)/gi, (_, family, address) => family + s.host(address));
}

const ATTRIBUTES: Record<string, Treatment> = {
  ...rows(
    `rtpmap fmtp ptime maxptime sendrecv sendonly recvonly inactive rtcp-mux rtcp-rsize setup mid group connection
    rtcp-fb extmap extmap-allow-mixed sctp-port sctpmap max-message-size framerate quality orient lang sdplang charset
    type direction silencesupp ecan t38faxversion t38maxbitrate t38faxfillbitremoval t38faxtranscodingmmr
    t38faxtranscodingjbig t38faxratemanagement t38faxmaxbuffer t38faxmaxdatagram t38faxudpec t38vendorinfo ice-options
    ice-lite end-of-candidates nortpproxy bundle-only msid-semantic rid simulcast imageattr curr des conf maxprate
    content floorctrl confid userid accept-types recvonly ssrc-group rtcp-xr 3ge2ae x-nat zrtp-hash-version anbr mptime
    bfcp max-recv-ssrc tcap pcfg acfg creq csup gpmd label-order crypto-version framesize range cat-version ptime0`,
    keep,
  ),
  crypto: (value, s) => value.replace(/(inline:)([^|\s;]+)/gi, (_, inline, key) => inline + key64(key, s)),
  candidate: (value, s) => candidate(value, s),
  'remote-candidates': (value, s) => value.replace(/[^\s]+/g, (word) => s.address(word) ?? keep(word, s)),
  rtcp: connection,
  'source-filter': (value, s) => value.replace(/(IP[46]\s+\S+\s+)([\s\S]*)/i, (_, f, all) => f + hosts(all, s)),
  fingerprint: (value, s) => value.replace(/((?:[0-9a-f]{2}:)+[0-9a-f]{2})/i, (hash) => fingerprint(hash, s)),
  'ice-ufrag': secret,
  'ice-pwd': secret,
  ssrc: (value, s) => value.replace(/^(\d+ [\w-]+:)([\s\S]*)$/, (_, name, rest) => name + opaque(rest, s)),
  'key-mgmt': secret,
};

function rows(names: string, treatment: Treatment): Record<string, Treatment> {
  return Object.fromEntries(names.split(/\s+/).map((name) => [name, treatment]));
}

/** `name` or `name:value`. Of an attribute without a row the name stays. */
function attribute(text: string, s: StandIns): string {
  const colon = text.indexOf(':');
  const name = (colon < 0 ? text : text.slice(0, colon)).trim().toLowerCase();
  if (colon < 0) return /^[\w -]*$/.test(text) && s.word(text) === undefined ? text : blankText(text);
  const treatment = Object.hasOwn(ATTRIBUTES, name) ? ATTRIBUTES[name] : opaque;
  return `${/^[\w.-]+$/.test(name) ? text.slice(0, colon) : 'x'}:${treatment(text.slice(colon + 1), s)}`;
}

function hosts(text: string, s: StandIns): string {
  return text.replace(/\S+/g, (host) => s.host(host));
}

/** RFC 8839, 5.1: the foundation of some stacks is the address in hex. */
function candidate(value: string, s: StandIns): string {
  const [foundation, component, transport, priority, address, ...rest] = value.split(' ');
  if (address === undefined) return opaque(value, s);
  const extensions = rest.map((word, i) => {
    const before = rest[i - 1]?.toLowerCase();
    if (before === 'raddr') return s.host(word);
    if (before === 'ufrag') return s.sameForm(word, 36);
    return /^(\d{1,5}|typ|host|srflx|prflx|relay|raddr|rport|tcptype|active|passive|so|generation|ufrag|network-(id|cost))$/.test(
      word,
    )
      ? word
      : s.unknown(word);
  });
  return [s.opaque(foundation, 'f'), component, transport, priority, s.host(address), ...extensions].join(' ');
}

/** Of the alphabet and length of the key, so that it is read as one (RFC 4568, 6.1). */
function key64(key: string, s: StandIns): string {
  const padding = /=*$/.exec(key)![0];
  return s.sameForm(key.slice(0, key.length - padding.length), 36) + padding;
}

function fingerprint(hash: string, s: StandIns): string {
  const digits = s.sameForm(hash.replaceAll(':', ''), 16).toUpperCase();
  return digits.replace(/(..)(?=.)/g, '$1:');
}

/** Lines of voice quality reports (RFC 6035, 4.6): addresses and names go, figures stay. */
export function redactVoiceReport(body: string, s: StandIns): string {
  return body.replace(/^([\w-]+)([ \t]*:[ \t]*)([^\r\n]*)/gm, (_, name: string, colon: string, value: string) => {
    return `${name}${colon}${REPORT_LINES[name.toLowerCase()]?.(value, s) ?? reportLine(value, s)}`;
  });
}

const REPORT_LINES: Record<string, Treatment> = {
  callid: (value, s) => value.replace(/\S+/, (id) => s.opaque(id, 'call')),
  dialogid: (value, s) =>
    value.replace(/^([^;]*)([\s\S]*)$/, (_, id, tags: string) => {
      const redacted = tags.replace(/(=)([^;\s]+)/g, (_all, equals, tag) => equals + s.opaque(tag, 'tag'));
      return s.opaque(id, 'call') + redacted;
    }),
  localgroup: opaque,
  remotegroup: opaque,
  localmac: (value, s) => value.replace(/\S+/, (mac) => s.mac(mac)),
  remotemac: (value, s) => value.replace(/\S+/, (mac) => s.mac(mac)),
};

/** `IP=192.0.2.1 PORT=5000 SSRC=a3f0`, `"Alice" <sip:alice@example.org>`, or figures. */
function reportLine(value: string, s: StandIns): string {
  if (/[<@]|sips?:/.test(value)) {
    return value
      .replace(/"([^"]*)"/g, (_, name) => `"${s.displayName(name)}"`)
      .replace(/^[^"<]*[^"<\s](?=\s*<)/, (name) => s.displayName(name))
      .replace(/sips?:[^\s<>"]+/gi, (uri) => redactUri(uri, s));
  }
  return value
    .replace(/(IP=)(\S+)/gi, (_, name, ip) => name + hostAndPort(ip, s))
    .replace(/[\s\S]+/, (all) => keep(all, s));
}
