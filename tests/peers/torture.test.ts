/**
 * The messages of RFC 4475 and RFC 5118, which are not ours to copy: they are read from the folder `torture` of what
 * SIPLADDER_PUBLIC names. The table says of each what the parser must find.
 */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describeMedia, sdpOfMessage } from '../../src/decode/sdp';
import {
  callIdOf,
  contactsOf,
  cseqOf,
  fromOf,
  header,
  headerValues,
  type SipMessage,
  toOf,
  viasOf,
} from '../../src/decode/sip/message';
import { parseSip } from '../../src/decode/sip/parse';
import { parseUri } from '../../src/decode/sip/uri';

const FOLDER = resolve(process.env.SIPLADDER_PUBLIC ?? join(__dirname, '../../../shared'), 'torture');

interface Expected {
  /** Method of a request, status of a response. */
  start: string | number;
  /** How the Call-ID begins; null when there is none. */
  callId: string | null;
  vias: number;
  /** Codes in their order; empty for a message that is right. */
  problems: string[];
  more?: (message: SipMessage, bytes: Buffer) => void;
}

function valid(start: string | number, callId: string | null, vias = 1, more?: Expected['more']): Expected {
  return { start, callId, vias, problems: [], more };
}

function invalid(start: string | number, callId: string | null, problems: string, more?: Expected['more']): Expected {
  return { start, callId, vias: 1, problems: problems.split(' '), more };
}

/** RFC 4475 section 3.1.1: right. */
const RIGHT: Record<string, Expected> = {
  wsinv: valid('INVITE', 'wsinv.', 3, (message, bytes) => {
    expect(cseqOf(message)).toEqual({ number: 9, method: 'INVITE' });
    expect(fromOf(message)).toMatchObject({ display: 'J Rosenberg \\"', user: 'jdrosen', tag: '98asjd8' });
    expect(toOf(message)?.tag).toBe('1918181833n');
    expect(header(message, 'subject')).toBe('');
    expect(header(message, 'newfangledheader')).toBe('newfangled value continued newfangled value');
    expect(viasOf(message).map((via) => `${via.transport} ${via.host}`)).toEqual([
      'UDP 192.0.2.2',
      'TCP spindle.example.com',
      'UDP 192.168.255.111',
    ]);
    expect(contactsOf(message)).toMatchObject([{ display: 'Quoted string ""', host: 'example.com' }]);
    expect(media(message, bytes)).toEqual(['audio 192.0.2.4:49217 PCMU QCELP', 'video 192.0.2.4:3227 LPC']);
  }),
  intmeth: valid("!interesting-Method0123456789_*+`.%indeed'~", 'intmeth.', 1, (message) => {
    expect(toOf(message)?.display).toBe('BEL:\x07 NUL:\x00 DEL:\x7f');
    expect(parseUri(message.uri).host).toBe('example.com');
    expect(fromOf(message)?.tag).toBe("_token~1'+`*%!-.");
    expect(fromOf(message)?.params[0].value).toBe('работающий');
  }),
  esc01: valid('INVITE', 'esc01.', 1, (message) => {
    expect(parseUri(message.uri)).toMatchObject({ user: 'sips%3Auser%40example.com', host: 'example.net' });
  }),
  escnull: valid('REGISTER', 'escnull.', 1, (message) => {
    expect(contactsOf(message).map((contact) => contact.user)).toEqual(['%00', '%00%00']);
  }),
  esc02: valid('RE%47IST%45R', 'esc02.', 1, (message) => {
    expect(contactsOf(message).map((contact) => contact.user)).toEqual(['alias1', 'alias3']);
  }),
  lwsdisp: valid('OPTIONS', 'lwsdisp.', 1, (message) => {
    expect(fromOf(message)).toMatchObject({ display: 'caller', user: 'caller' });
  }),
  longreq: valid('INVITE', 'longreq.', 34, (message) => {
    expect(fromOf(message)?.user).toMatch(/^(amazinglylongcallername)+$/);
  }),
  dblreq: valid('REGISTER', 'dblreq.', 1, (message) => {
    expect(message.bodyEnd - message.bodyStart).toBe(0);
    expect(message.surplus).toBe(448);
  }),
  semiuri: valid('OPTIONS', 'semiuri.', 1, (message) => {
    expect(parseUri(message.uri)).toMatchObject({ user: 'user;par=u%40example.net', host: 'example.com' });
    expect(headerValues(message, 'accept')).toHaveLength(6);
  }),
  transports: valid('OPTIONS', 'transports.', 5, (message) => {
    expect(viasOf(message).map((via) => via.transport)).toEqual(['UDP', 'SCTP', 'TLS', 'UNKNOWN', 'TCP']);
  }),
  mpart01: valid('MESSAGE', '3d9485ad0c49859b@', 1, (message) => {
    expect(message.bodyEnd - message.bodyStart).toBe(553);
  }),
  unreason: valid(200, 'unreason.', 1, (message) => expect(message.reason).toMatch(/^= 2\*\*3 \* 5\*\*2 но сто /)),
  noreason: valid(100, 'noreason.', 1, (message) => expect(message.reason).toBe('')),
};

/** Section 3.1.2: against the grammar. */
const WRONG: Record<string, Expected> = {
  badinv01: { ...invalid('INVITE', 'badinv01.', 'bad-via bad-via bad-via bad-via bad-address'), vias: 4 },
  clerr: invalid('INVITE', 'clerr.', 'content-length-mismatch'),
  ncl: invalid('INVITE', 'ncl.', 'bad-content-length'),
  scalar02: invalid('REGISTER', 'scalar02.', 'overlarge-number overlarge-number overlarge-number overlarge-number'),
  scalarlg: invalid(503, 'scalarlg.', 'overlarge-number overlarge-number bad-warning'),
  quotbal: invalid('INVITE', 'quotbal.', 'unterminated-quote'),
  ltgtruri: invalid('INVITE', 'ltgtruri.', 'bad-uri'),
  lwsruri: invalid('INVITE', 'lwsruri.', 'bad-start-line'),
  lwsstart: invalid('INVITE', 'lwsstart.', 'bad-start-line'),
  trws: invalid('OPTIONS', 'trws.', 'bad-start-line'),
  escruri: invalid('INVITE', 'escruri.', 'bad-uri'),
  baddate: invalid('INVITE', 'baddate.', 'bad-date'),
  regbadct: invalid('REGISTER', 'regbadct.', 'bad-address'),
  badaspec: invalid('OPTIONS', 'badaspec.', 'bad-uri'),
  baddn: invalid('OPTIONS', 'baddn.', 'bad-address bad-address', (message) => {
    expect(fromOf(message)).toMatchObject({ display: 'Bell, Alexander', user: 'a.g.bell' });
  }),
  badvers: invalid('OPTIONS', 'badvers.', 'bad-version'),
  mismatch01: invalid('OPTIONS', 'mismatch01.', 'cseq-method-mismatch'),
  mismatch02: invalid('NEWMETHOD', 'mismatch02.', 'cseq-method-mismatch'),
  bigcode: invalid(4294967301, 'bigcode.', 'bad-status'),
};

/** Sections 3.2 to 3.4. What only its receiver can refuse (an unknown extension, say) is no fault of the message. */
const MEANING: Record<string, Expected> = {
  badbranch: invalid('OPTIONS', 'badbranch.', 'bad-branch'),
  insuf: invalid('INVITE', null, 'missing-header missing-header missing-header missing-header', (message) => {
    const missing = message.problems.map((problem) => problem.header);
    expect(missing).toEqual(['from', 'to', 'call-id', 'max-forwards']);
  }),
  unkscm: invalid('OPTIONS', 'unkscm.', 'unknown-scheme'),
  novelsc: invalid('OPTIONS', 'novelsc.', 'unknown-scheme'),
  unksm2: invalid('REGISTER', 'unksm2.', 'unknown-scheme unknown-scheme', (message) => {
    expect(message.problems.map((problem) => problem.header)).toEqual(['to', 'contact']);
  }),
  bext01: valid('OPTIONS', 'bext01.', 1, (message) => expect(headerValues(message, 'require')).toHaveLength(2)),
  invut: valid('INVITE', 'invut.', 1, (message, bytes) => expect(sdpOfMessage(message, bytes)).toBeNull()),
  regaut01: valid('REGISTER', 'regaut01.'),
  multi01: invalid(
    'INVITE',
    'multi01.98asdh@192.0.2.1',
    'duplicate-header duplicate-header duplicate-header duplicate-header duplicate-header',
    (message) => {
      const doubled = message.problems.map((problem) => problem.header);
      expect(doubled).toEqual(['max-forwards', 'cseq', 'call-id', 'from', 'to']);
    },
  ),
  mcl01: invalid('OPTIONS', 'mcl01.', 'duplicate-header'),
  bcast: valid(200, 'bcast.', 2),
  zeromf: valid('OPTIONS', 'zeromf.'),
  cparam01: valid('REGISTER', 'cparam01.', 1, (message) => {
    expect(contactsOf(message)).toMatchObject([{ user: '+19725552222', params: [{ name: 'unknownparam' }] }]);
  }),
  cparam02: valid('REGISTER', 'cparam02.', 1, (message) => {
    expect(contactsOf(message)).toMatchObject([{ user: '+19725552222', params: [] }]);
  }),
  regescrt: valid('REGISTER', 'regescrt.', 1, (message) => {
    expect(contactsOf(message)[0].parts.headers).toEqual([['Route', '%3Csip:sip.example.com%3E']]);
  }),
  sdp01: valid('INVITE', 'sdp01.'),
  inv2543: valid('INVITE', 'inv2543.'),
};

/** RFC 5118. Three of its files hold a body that is longer than their Content-Length, which RFC 3261 has cut. */
const IPV6: Record<string, Expected> = {
  'ipv6-good': valid('REGISTER', 'SSG9559905523997077@', 1, (message) => {
    expect(parseUri(message.uri).host).toBe('2001:db8::10');
  }),
  'ipv6-bad': invalid('REGISTER', 'SSG9559905523997077@', 'bad-uri'),
  'port-ambiguous': valid('REGISTER', 'SSG9559905523997077@', 1, (message) => {
    expect(parseUri(message.uri)).toMatchObject({ host: '2001:db8::10:5070', port: 0 });
  }),
  'port-unambiguous': valid('REGISTER', 'SSG9559905523997077@', 1, (message) => {
    expect(parseUri(message.uri)).toMatchObject({ host: '2001:db8::10', port: 5070 });
  }),
  'via-received-param-with-delim': valid('BYE', 'SSG9559905523997077@'),
  'via-received-param-no-delim': valid('OPTIONS', 'SSG95523997077@', 1, (message) => {
    expect(viasOf(message)[0].params).toContainEqual({ name: 'received', value: '2001:db8::9:255' });
  }),
  'ipv6-in-sdp': valid('INVITE', 'SSG9559905523997077@', 1, (message, bytes) => {
    expect(media(message, bytes)[0]).toBe('audio [2001:db8::20]:6000 G726-32');
  }),
  'mult-ip-in-header': valid('BYE', '997077@', 3, (message) => {
    expect(viasOf(message).map((via) => via.host)).toEqual(['2001:db8::9:1', '192.0.2.1', '2001:db8::9:255']);
  }),
  'mult-ip-in-sdp': valid('INVITE', 'SSG9559905523997077@', 1, (message, bytes) => {
    expect(media(message, bytes)).toEqual(['audio 192.0.2.1:22334 PCMU', 'video [2001:db8::1]:6024 H263-1998']);
  }),
  'ipv4-mapped-ipv6': valid('INVITE', 'SSG9559905523997077@', 2, (message) => {
    expect(viasOf(message)[0]).toMatchObject({ host: '::ffff:192.0.2.10', port: 19823 });
  }),
  'ipv6-bug-abnf-3-colons': invalid('OPTIONS', 'G9559905523997077@', 'bad-uri bad-uri'),
  'ipv6-correct-abnf-2-colons': valid('OPTIONS', 'G9559905523997077@', 1, (message) => {
    expect(toOf(message)?.host).toBe('2001:db8::192.0.2.1');
  }),
};

const FILES: Record<string, Expected> = {
  ...inFolder('rfc4475', '.dat', { ...RIGHT, ...WRONG, ...MEANING }),
  ...inFolder('rfc5118', '', IPV6),
};

test('the public messages are at hand, and the table has them all', () => {
  if (!existsSync(FOLDER)) {
    throw new Error(`NO TORTURE MESSAGES AT ${FOLDER}: set SIPLADDER_PUBLIC to the folder that holds torture/`);
  }
  const there = ['rfc4475', 'rfc5118'].flatMap((rfc) => readdirSync(join(FOLDER, rfc)).map((file) => `${rfc}/${file}`));
  expect(there.sort()).toEqual(Object.keys(FILES).sort());
  expect(there).toHaveLength(61);
});

if (existsSync(FOLDER)) {
  test.each(Object.entries(FILES))('%s', check);
}

function check(file: string, expected: Expected): void {
  const bytes = readFileSync(join(FOLDER, file));
  const message = parseSip(bytes, 0, bytes.length);
  expect({
    start: message.request ? message.method : message.status,
    callId: callIdOf(message)?.slice(0, expected.callId?.length) ?? null,
    vias: headerValues(message, 'via').length,
    problems: message.problems.map((problem) => problem.code),
  }).toEqual({ start: expected.start, callId: expected.callId, vias: expected.vias, problems: expected.problems });
  expected.more?.(message, bytes);
}

function media(message: SipMessage, bytes: Buffer): string[] {
  return sdpOfMessage(message, bytes)?.media.map(describeMedia) ?? [];
}

function inFolder(folder: string, ending: string, table: Record<string, Expected>): Record<string, Expected> {
  return Object.fromEntries(Object.entries(table).map(([name, expected]) => [`${folder}/${name}${ending}`, expected]));
}
