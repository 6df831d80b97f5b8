/** Messages that were damaged, made up, or built to be slow: the full parser gives something and never throws. */

import fc from 'fast-check';
import { describeMedia, sdpOfMessage } from '../../../src/decode/sdp';
import { parseAddress } from '../../../src/decode/sip/addresses';
import { endReasons, longReason, shortReason } from '../../../src/decode/sip/end-reasons';
import {
  callIdOf,
  contactsOf,
  cseqOf,
  fromOf,
  headerValues,
  methodOf,
  type SipMessage,
  toOf,
  topVia,
  viasOf,
} from '../../../src/decode/sip/message';
import { splitList } from '../../../src/decode/sip/params';
import { parseSip } from '../../../src/decode/sip/parse';
import { parseUri } from '../../../src/decode/sip/uri';
import { parseVia } from '../../../src/decode/sip/via';

const INVITE = [
  'INVITE sip:desk%204@[2001:db8:77::5]:5070;transport=tcp?Subject=x SIP/2.0',
  'Via: SIP/2.0/UDP 198.51.100.7:5060;branch=z9hG4bK-1;rport, SIP / 2.0 / TLS a.example (left)',
  'v: SIP/2.0/WSS b.invalid;branch=z9hG4bK-2;received=203.0.113.1',
  'From: "Lang, \\"M\\"" <sip:marta@office.example;user=phone>;tag=m-1',
  't : <tel:+1-555-0100;phone-context=x>',
  'Call-ID: 5e1b8@198.51.100.7',
  'CSeq: 7',
  ' INVITE',
  'Max-Forwards: 70',
  'Contact: <sip:a,b@198.51.100.7>;expires=60;+sip.instance="<urn:uuid:1>", sip:c@d.example;q=0.5',
  'Route: <sip:198.51.100.1;lr>,<sip:198.51.100.2;lr>',
  'Date: Sat, 03 May 2025 10:00:00 GMT',
  'Warning: 399 a.example "x, y"',
  'Retry-After: 18 (soon);duration=5',
  'Reason: Q.850;cause=16;text="a, b";location=LN, SIP;cause=200;text=c',
  'ms-diagnostics: 10.1;reason="x"',
  'Subscription-State: terminated;reason=giveup',
  'Content-Type: multipart/mixed; boundary="b 1"',
  'Content-Length: 163',
  '',
  '--b 1',
  'Content-Type: application/sdp',
  '',
  'v=0',
  'o=- 1 1 IN IP4 198.51.100.7',
  's=-',
  'c=IN IP4 198.51.100.7',
  't=0 0',
  'm=audio 20002 RTP/AVP 0 96',
  'a=rtpmap:96 opus/48000/2',
  '--b 1--',
  '',
];
const RESPONSE = ['SIP/2.0 180 Ringing', ...INVITE.slice(1)];

/** Everything that can be asked of a message, so that it is asked of every broken one. */
function askAll(bytes: Buffer): unknown {
  const message = parseSip(bytes, 0, bytes.length);
  const sdp = sdpOfMessage(message, bytes);
  return {
    message,
    sdp,
    media: sdp?.media.map(describeMedia),
    asked: [callIdOf(message), cseqOf(message), methodOf(message), fromOf(message), toOf(message), topVia(message)],
    vias: viasOf(message),
    contacts: contactsOf(message),
    ends: endReasons(message).map((reason) => [shortReason(reason), longReason(reason)]),
    uri: parseUri(message.uri),
  };
}

/** What holds of every message, however broken. */
function checkSound(bytes: Buffer): void {
  const message: SipMessage = parseSip(bytes, 0, bytes.length);
  const texts = [message.startLine, message.method, message.uri, message.version, message.reason];
  for (const { name, value, at } of message.headers) {
    texts.push(name, value);
    expect(at).toBeLessThan(bytes.length);
  }
  for (const { text } of message.problems) texts.push(text);
  expect(texts.filter((text) => /[\r\n]/.test(text))).toEqual([]);
  expect(message.bodyStart).toBeLessThanOrEqual(message.bodyEnd);
  expect(message.bodyEnd).toBeLessThanOrEqual(bytes.length);
  expect(message.surplus).toBeLessThanOrEqual(bytes.length - message.bodyEnd);
  expect(Number.isFinite(message.status) || message.status === Number.POSITIVE_INFINITY).toBe(true);
  expect(askAll(bytes)).toEqual(askAll(bytes));
}

const SPECIAL = '\r\n \t,;:"\\<>()=?@%[]*#\0\x1b\x7f\xff'
  .split('')
  .concat('\r\n', '\r\n ', '\r\n\r\n', '99999999999', '"<');

const damage = fc.record({
  at: fc.nat(1000),
  cut: fc.oneof(fc.constant(0), fc.nat(3), fc.nat(200)),
  put: fc.oneof(fc.constantFrom(...SPECIAL), fc.string({ unit: 'binary', maxLength: 8 })),
});

function damaged(message: string, wounds: { at: number; cut: number; put: string }[]): Buffer {
  let text = message;
  for (const { at, cut, put } of wounds) {
    const place = at % (text.length + 1);
    text = text.slice(0, place) + put + text.slice(place + cut);
  }
  return Buffer.from(text, 'latin1');
}

describe('damaged messages', () => {
  const original = fc.constantFrom(INVITE.join('\r\n'), RESPONSE.join('\r\n'), INVITE.join('\n'));

  test('are read without a throw, and always in the same way', () => {
    fc.assert(
      fc.property(original, fc.array(damage, { minLength: 1, maxLength: 6 }), (message, wounds) => {
        checkSound(damaged(message, wounds));
      }),
      { numRuns: 300 },
    );
  });

  test('lines in any order, doubled and left out', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...INVITE, RESPONSE[0]), { maxLength: 30 }), (lines) => {
        checkSound(Buffer.from(lines.join('\r\n'), 'latin1'));
      }),
      { numRuns: 200 },
    );
  });

  test('bytes that were never SIP', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => checkSound(Buffer.from(bytes))),
      { numRuns: 300 },
    );
  });

  test('cut at any byte, a message says so or has lost nothing', () => {
    const whole = Buffer.from(INVITE.join('\r\n').replace('?Subject=x', ''), 'latin1');
    const full = parseSip(whole, 0, whole.length);
    expect(full.problems).toEqual([]);
    for (let end = 0; end < full.bodyEnd; end++) {
      expect(parseSip(whole, 0, end).problems.length).toBeGreaterThan(0);
      if (end % 16 === 0) checkSound(whole.subarray(0, end));
    }
  });
});

test('a message within other bytes is read as if it stood alone', () => {
  const alone = Buffer.from(INVITE.join('\r\n'), 'latin1');
  const within = Buffer.concat([Buffer.from('INVITE x\r\n'), alone, Buffer.from(' and more\r\n')]);
  const found = parseSip(within, 10, 10 + alone.length);
  const expected = parseSip(alone, 0, alone.length);
  expect(found.headers.map((one) => ({ ...one, at: one.at - 10 }))).toEqual(expected.headers);
  expect(found.bodyEnd - found.bodyStart).toBe(expected.bodyEnd - expected.bodyStart);
  expect(found.problems).toEqual(expected.problems);
});

/**
 * Messages of a megabyte and more, each shaped to make a careless parser walk its text once a character: what takes
 * longer than the test may is not linear.
 */
describe('messages built to be slow', () => {
  const MANY = 100_000;
  const head = 'OPTIONS sip:office.example SIP/2.0\r\n';

  function parsed(text: string): SipMessage {
    const bytes = Buffer.from(text, 'latin1');
    return parseSip(bytes, 0, bytes.length);
  }

  const filled: [what: string, text: string, key: string, values: number][] = [
    ['a line of a megabyte', `X-Y: ${'x'.repeat(1_000_000)}`, 'x-y', 1],
    ['a hundred thousand headers', 'X-Y: z\r\n'.repeat(MANY), 'x-y', MANY],
    ['a hundred thousand values', `Via: ${'SIP/2.0/UDP a,'.repeat(MANY)}`, 'via', MANY + 1],
    ['a hundred thousand commas', `Contact: ${','.repeat(MANY)}`, 'contact', MANY + 1],
    ['a hundred thousand folds', `Subject: a${'\r\n b'.repeat(MANY)}`, 'subject', 1],
    ['a hundred thousand Contacts', 'm: <sip:a@b>\r\n'.repeat(MANY), 'contact', MANY],
    ['lists that open and never close', `Contact: ${'<,'.repeat(MANY)}`, 'contact', MANY + 1],
    ['quotes that are escaped and never close', `Contact: "${'\\",'.repeat(MANY)}`, 'contact', MANY + 1],
    ['comments that open and never close', `Via: ${'(,'.repeat(MANY)}`, 'via', MANY + 1],
    ['parameters without end', `From: <sip:a@b>${';x="'.repeat(MANY)}`, 'from', 1],
    ['empty parameters', `To: <sip:a@b>${';'.repeat(MANY)}`, 'to', 1],
    ['a URI of parameters', `To: <sip:a@b${';x'.repeat(MANY)}>`, 'to', 1],
    ['a URI of headers', `To: <sip:a@b?${'&x='.repeat(MANY)}>`, 'to', 1],
    ['a URI of at signs', `To: <sip:${'@'.repeat(MANY)};>`, 'to', 1],
    ['a megabyte of blanks', `Via: SIP/2.0/UDP a${' '.repeat(1_000_000)}b;branch=z9hG4bK1`, 'via', 1],
    ['blanks within values', `To: a${'\t '.repeat(500_000)}<sip:a@b>`, 'to', 1],
    ['a CSeq of digits', `CSeq: ${'9'.repeat(1_000_000)}`, 'cseq', 1],
    ['a Date of letters', `Date: Sat, ${'0'.repeat(1_000_000)}`, 'date', 1],
    ['a Warning of blanks', `Warning: 399 a${' "'.repeat(MANY)}`, 'warning', 1],
  ];
  test.each(filled)('%s', (_, text, key, values) => {
    const message = parsed(`${head}${text}\r\n\r\n`);
    expect(headerValues(message, key)).toHaveLength(values);
    expect(message.problems.length).toBeLessThanOrEqual(64);
  });

  const reasons: [what: string, text: string, many: number][] = [
    ['reasons', `Reason: ${'SIP;cause=1,'.repeat(MANY)}`, MANY],
    ['texts that open and never close', `Reason: SIP${';text="'.repeat(MANY)}`, 1],
    ['parts of a text without quotes', `Reason: SIP;text=a${',b'.repeat(MANY)}`, 1],
    ['blanks', `Reason: SIP;text${' '.repeat(1_000_000)}="x`, 1],
    ['numbers of a vendor', `ms-diagnostics: 1${'.1'.repeat(MANY)};x`, 1],
    ['warnings', `Warning: ${'399 a "x",'.repeat(MANY)}399 a "x"`, MANY + 1],
  ];
  test.each(reasons)('why something ended, with many %s', (_, text, many) => {
    expect(endReasons(parsed(`${head}${text}\r\n\r\n`))).toHaveLength(many);
  });

  test('a hundred thousand lines that are no header', () => {
    expect(parsed(head + 'nothing\r\n'.repeat(MANY)).headers).toEqual([]);
    expect(parsed(head + '\rx\r'.repeat(MANY)).headers).toEqual([]);
  });

  test('a start line of a megabyte', () => {
    expect(parsed(`INVITE ${' '.repeat(1_000_000)}x\r\n\r\n`).method).toBe('INVITE');
    expect(parsed(`SIP/2.0${' '.repeat(1_000_000)}200${'\t'.repeat(1_000_000)}\r\n\r\n`).status).toBe(200);
    expect(parsed('\r\n'.repeat(500_000)).method).toBe('');
  });

  test('a multipart body of nothing but boundaries', () => {
    const text = `${head}Content-Type: multipart/mixed;boundary=-\r\n\r\n${'---\r\n'.repeat(MANY)}`;
    const bytes = Buffer.from(text);
    expect(sdpOfMessage(parseSip(bytes, 0, bytes.length), bytes)).toBeNull();
  });

  test('values on their own', () => {
    expect(splitList(`${'"'.repeat(MANY)},`)).toHaveLength(2);
    expect(splitList('('.repeat(MANY), true)).toHaveLength(1);
    expect(parseAddress('"'.repeat(MANY + 1)).fault).not.toBeNull();
    expect(parseVia(`SIP${' '.repeat(1_000_000)}`).fault).not.toBeNull();
    expect(parseUri(`sip:${'%'.repeat(1_000_000)}@x`).fault).not.toBeNull();
  });
});
