/** Digest credentials against the examples of the RFCs, and what else phones send. */

import { createHash } from 'node:crypto';
import { parseCredentials } from '../../../src/decode/sip/credentials';
import { checkDigest, type DigestRequest } from '../../../src/decode/sip/digest';

function check(value: string, password: string, request: Partial<DigestRequest> = {}) {
  const whole = { method: 'GET', uri: '/dir/index.html', body: Buffer.alloc(0), ...request };
  return checkDigest(parseCredentials(value), whole, password);
}

const RIGHT = { verdict: 'right', how: null };
const WRONG = { verdict: 'wrong', why: null };

describe('the examples of the RFCs', () => {
  const RFC2617 =
    'Digest username="Mufasa", realm="testrealm@host.com", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093", uri="/dir/index.html", qop=auth, nc=00000001, cnonce="0a4f113b", response="6629fae49393a05397450978507c4ef1", opaque="5ccc069c403ebaf9f0171e9517f40e41"';
  const rfc7616 = (algorithm: string, response: string) =>
    `Digest username="Mufasa", realm="http-auth@example.org", uri="/dir/index.html", algorithm=${algorithm}, nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", nc=00000001, cnonce="f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ", qop=auth, response="${response}", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"`;

  test('RFC 2617 section 3.5', () => {
    expect(check(RFC2617, 'Circle Of Life')).toEqual(RIGHT);
    expect(check(RFC2617, 'Circle of Life')).toEqual(WRONG);
  });

  test('RFC 7616 section 3.9.1', () => {
    expect(check(rfc7616('MD5', '8ca523f5e9506fed4657c9700eebdbec'), 'Circle of Life')).toEqual(RIGHT);
    const sha = '753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1';
    expect(check(rfc7616('SHA-256', sha), 'Circle of Life')).toEqual(RIGHT);
    expect(check(rfc7616('sha-256', sha), 'Circle of life')).toEqual(WRONG);
  });
});

/** What a phone would send; the formula is written out again, from section 3.4 of RFC 7616. */
function sent(of: {
  hash?: string;
  algorithm?: string;
  user?: string;
  realm?: string;
  password: string;
  method?: string;
  uri?: string;
  qop?: string;
  body?: string;
  written?: string;
}): string {
  const { hash = 'md5', algorithm, user = 'alice', realm = 'example.com', password, qop, body = '' } = of;
  const { method = 'REGISTER', uri = 'sip:example.com' } = of;
  const h = (...parts: string[]) => createHash(hash).update(parts.join(':')).digest('hex');
  let one = h(user, realm, password);
  if (algorithm?.endsWith('-sess')) one = h(one, 'n0', 'c0');
  const two = qop === 'auth-int' ? h(method, uri, h(body)) : h(method, uri);
  const response = qop === undefined ? h(one, 'n0', two) : h(one, 'n0', '00000001', 'c0', qop, two);
  const rest = [
    ...(algorithm === undefined ? [] : [`algorithm=${algorithm}`]),
    ...(qop === undefined && !algorithm?.endsWith('-sess') ? [] : ['cnonce="c0"']),
    ...(qop === undefined ? [] : [`qop=${qop}`, 'nc=00000001']),
  ];
  const written = of.written ?? `username="${user}"`;
  return [
    `Digest ${written}`,
    `realm="${realm}"`,
    'nonce="n0"',
    `uri="${uri}"`,
    `response="${response}"`,
    ...rest,
  ].join(', ');
}

const REGISTER = { method: 'REGISTER', uri: 'sip:example.com' };

describe('algorithms and protections', () => {
  const cases: [string, string, string | undefined][] = [
    ['md5', 'MD5', undefined],
    ['md5', 'MD5', 'auth'],
    ['md5', 'MD5-sess', 'auth'],
    ['md5', 'MD5-sess', undefined],
    ['md5', 'MD5', 'auth-int'],
    ['sha256', 'SHA-256', 'auth'],
    ['sha256', 'SHA-256-sess', 'auth-int'],
    ['sha512-256', 'SHA-512-256', 'auth'],
    ['sha512-256', 'SHA-512-256-sess', 'auth'],
  ];
  test.each(cases)('%s: %s with qop %s', (hash, algorithm, qop) => {
    const body = 'v=0\r\n';
    const value = sent({ hash, algorithm, password: 'secret', body, ...(qop === undefined ? {} : { qop }) });
    const request = { ...REGISTER, body: Buffer.from(body) };
    expect(check(value, 'secret', request)).toEqual(RIGHT);
    expect(check(value, 'Secret', request)).toEqual(WRONG);
    expect(check(value, 'secret', { ...request, method: 'INVITE' })).toEqual(WRONG);
    const other = check(value, 'secret', { ...request, body: Buffer.from('v=1\r\n') });
    expect(other).toEqual(qop === 'auth-int' ? WRONG : RIGHT);
  });

  test('without algorithm it is MD5', () => {
    expect(check(sent({ password: 'secret' }), 'secret', REGISTER)).toEqual(RIGHT);
  });

  test('an empty password is one', () => {
    expect(check(sent({ password: '' }), '', REGISTER)).toEqual(RIGHT);
    expect(check(sent({ password: 'x' }), '', REGISTER)).toEqual(WRONG);
  });

  test('a response in capitals is the same', () => {
    const value = sent({ password: 'secret' }).replace(
      /response="(\w+)"/,
      (_, hex) => `response="${hex.toUpperCase()}"`,
    );
    expect(check(value, 'secret', REGISTER)).toEqual(RIGHT);
  });
});

describe('texts', () => {
  test('beyond ASCII are UTF-8, a password maybe ISO 8859-1', () => {
    expect(check(sent({ user: 'jürgen', password: 'pässwort' }), 'pässwort', REGISTER)).toEqual(RIGHT);
    const latin1 = Buffer.from('alice:example.com:pässwort', 'latin1');
    const two = createHash('md5').update('REGISTER:sip:example.com').digest('hex');
    const one = createHash('md5').update(latin1).digest('hex');
    const response = createHash('md5').update(`${one}:n0:${two}`).digest('hex');
    const value = `Digest username="alice", realm="example.com", nonce="n0", uri="sip:example.com", response="${response}"`;
    expect(check(value, 'pässwort', REGISTER)).toEqual({ verdict: 'right', how: 'with the password in ISO 8859-1' });
    expect(check(value, 'passwort', REGISTER)).toEqual(WRONG);
  });

  test('in quotes have their escapes resolved, or left by some', () => {
    const resolved = sent({ user: 'a"b', password: 'secret', written: 'username="a\\"b"' });
    expect(check(resolved, 'secret', REGISTER)).toEqual(RIGHT);
    const left = sent({ user: 'a\\"b', password: 'secret', written: 'username="a\\"b"' });
    expect(check(left, 'secret', REGISTER)).toEqual({
      verdict: 'right',
      how: 'with the escapes in quotes left as they are written',
    });
  });

  test('may hold commas and equals signs in quotes, and blanks around equals signs', () => {
    const value = sent({ user: 'a,b=c', realm: 'x, y=z', password: 'secret' }).replace('nonce=', 'nonce = ');
    expect(check(value, 'secret', REGISTER)).toEqual(RIGHT);
  });

  test('a user name may be encoded', () => {
    const value = sent({ user: 'Jäsøn', password: 'secret', written: "username*=UTF-8''J%C3%A4s%C3%B8n" });
    expect(check(value, 'secret', REGISTER)).toEqual(RIGHT);
  });
});

describe('what SIP does', () => {
  test('an ACK and a CANCEL have the credentials of the INVITE', () => {
    const value = sent({ password: 'secret', method: 'INVITE' });
    for (const method of ['ACK', 'CANCEL']) {
      const how = 'with the method INVITE: an ACK or CANCEL has the credentials of its INVITE';
      expect(check(value, 'secret', { ...REGISTER, method })).toEqual({ verdict: 'right', how });
    }
    expect(check(value, 'secret', { ...REGISTER, method: 'BYE' })).toEqual(WRONG);
  });

  test('the uri of the header counts, not that of the request', () => {
    expect(check(sent({ password: 'secret' }), 'secret', { ...REGISTER, uri: 'sip:10.0.0.1' })).toEqual(RIGHT);
    const made = sent({ password: 'secret', uri: 'sip:10.0.0.1' }).replace('uri="sip:10.0.0.1"', 'uri="sip:b"');
    expect(check(made, 'secret', { ...REGISTER, uri: 'sip:10.0.0.1' })).toEqual({
      verdict: 'wrong',
      why: 'it is made of the Request-URI in place of the uri that the header has',
    });
  });
});

describe('what cannot be checked', () => {
  const good = sent({ password: 'secret', qop: 'auth' });
  const cases: [string, string][] = [
    [good.replace('realm=', 'x='), 'the header has no realm'],
    [good.replace('nonce=', 'x=').replace('username=', 'y='), 'the header has no username, no nonce'],
    [good.replace('cnonce=', 'x='), 'the header has no cnonce'],
    [good.replace('nc=', 'x='), 'the header has a qop, but no nc'],
    [good.replace('qop=auth', 'qop=token'), 'nobody here knows the qop token'],
    [`${good}, algorithm=MD4`, 'nobody here knows the algorithm MD4'],
    [`${good}, algorithm=AKAv1-MD5`, 'AKAv1-MD5 takes no password but the key of a SIM'],
    [`${good}, userhash=true`, 'the user name is hashed (userhash)'],
    ['Digest', 'the header has no username, no realm, no nonce, no uri, no response'],
  ];
  test.each(cases)('%s', (value, why) => {
    expect(check(value, 'secret', REGISTER)).toEqual({ verdict: 'unknown', why });
  });

  test('a body that is not whole', () => {
    const value = sent({ password: 'secret', qop: 'auth-int' });
    const why = 'the body, which auth-int protects, is not whole';
    expect(check(value, 'secret', { ...REGISTER, body: null })).toEqual({ verdict: 'unknown', why });
  });

  test('a response that no password gives is wrong', () => {
    const value = sent({ password: 'secret' }).replace(/response="\w+"/, 'response="abc"');
    expect(check(value, 'secret', REGISTER)).toEqual({
      verdict: 'wrong',
      why: 'the algorithm gives 32 hexadecimal digits, the response is something else',
    });
  });
});
