/** What diagnosis sees of a message while it is scanned: each bit, what is near to it, and the shape of SDP. */

import * as Look from '../../../src/decode/sip/look';
import { newScanned, type Scanned, scanMessage } from '../../../src/decode/sip/scan';

const HEAD = [
  'Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK1',
  'From: <sip:a@192.0.2.1>;tag=1',
  'To: <sip:b@192.0.2.2>',
  'Call-ID: 10.0.0.1',
  'CSeq: 1 INVITE',
];
/** Of 2026-11-26 09:00:00 UTC. */
const SECONDS = Date.UTC(2026, 10, 26, 9) / 1000;

function looked(headers: string[], body = '', head = HEAD): Scanned {
  const text = ['INVITE sip:b@192.0.2.2 SIP/2.0', ...head, ...headers, '', body].join('\r\n');
  const bytes = Buffer.from(`....${text}`);
  const out = newScanned();
  scanMessage(bytes, 4, bytes.length, out, SECONDS);
  return out;
}

const CASES: [what: string, headers: string[], bits: number][] = [
  ['a plain message', ['Max-Forwards: 70', 'Content-Length: 0'], 0],
  ['a private Contact', ['Contact: <sip:a@192.168.1.2:5060>'], Look.PRIVATE],
  ['a private Contact without a user', ['m: <sip:10.1.2.3>'], Look.PRIVATE],
  ['172.16 to 172.31', ['Contact: <sip:a@172.31.0.1>'], Look.PRIVATE],
  ['172.32', ['Contact: <sip:a@172.32.0.1>'], 0],
  ['a name that begins as an address', ['Contact: <sip:a@10.example.com>'], 0],
  ['a longer number', ['Contact: <sip:a@110.0.0.1>'], 0],
  ['a user that looks like an address', ['Contact: <sip:10.0.0.1@192.0.2.1>'], 0],
  ['a header twice', ['Max-Forwards: 70', 'Max-Forwards: 70'], Look.DUPLICATE],
  ['a header and its compact form', ['f: <sip:x@192.0.2.1>;tag=2'], Look.DUPLICATE],
  ['two Vias', ['Via: SIP/2.0/UDP 10.0.0.1'], 0],
  ['two Contacts', ['Contact: <sip:a@192.0.2.1>', 'Contact: <sip:b@192.0.2.1>'], 0],
  ['a Content-Length that lies', ['Content-Length: 7'], Look.LENGTH_LIES],
  ['its compact form', ['l : 7'], Look.LENGTH_LIES],
  ['one that is no number', ['Content-Length: bad'], Look.LENGTH_LIES],
  ['a Date that is right', ['Date: Thu, 26 Nov 2026 09:00:59 GMT'], 0],
  ['a Date that is off', ['Date: Thu, 26 Nov 2026 09:01:01 GMT'], Look.DATE_OFF],
  ['a Date that nobody can read', ['Date: yesterday'], 0],
  ['a Reason', ['Reason: Q.850;cause=16;text="Normal call clearing"'], 0],
  ['a Reason that is a timeout', ['Reason: SIP;cause=408'], Look.TIMER_REASON],
  ['a Reason that is a timer', ['Reason: Q.850 ;cause=102'], Look.TIMER_REASON],
  ['a Reason that says so', ['Reason: SIP;text="Session Timer expired"'], Look.TIMER_REASON],
  ['a header with an X', ['X-Reason: none'], 0],
  ['a scanner', ['User-Agent: friendly-scanner'], Look.SCANNER],
  ['a telephone', ['User-Agent: friendly phone'], 0],
];

test.each(CASES)('%s', (_, headers, bits) => {
  expect(looked(headers).traits).toBe(bits);
});

test.each([
  ['none', ['Expires: 60'], 0],
  ['one', ['Session-Expires: 1800;refresher=uac'], 1800],
  ['its compact form', ['x:90'], 90],
  ['one that is no number', ['Session-Expires: long'], 0],
  ['one beyond all measure', ['Session-Expires: 4294967295'], 65_535],
])('Session-Expires: %s', (_, headers, seconds) => {
  expect(looked(headers).sessionS).toBe(seconds);
});

test('a private address in the top Via', () => {
  expect(looked([], '', ['Via: SIP/2.0/UDP 192.168.0.9:5060;branch=z9hG4bK1', ...HEAD.slice(1)]).traits).toBe(
    Look.PRIVATE,
  );
});

function startingWith(startLine: string, headers: string[], body = ''): Scanned {
  const bytes = Buffer.from([startLine, ...HEAD, ...headers, '', body].join('\r\n'));
  const out = newScanned();
  scanMessage(bytes, 0, bytes.length, out, SECONDS);
  return out;
}

test('an ACK and a provisional response are looked at for their SDP alone', () => {
  const media = 'v=0\r\nm=audio 4000 RTP/AVP 0\r\n';
  for (const startLine of ['ACK sip:b@192.0.2.2 SIP/2.0', 'SIP/2.0 183 Session Progress']) {
    expect(startingWith(startLine, ['Reason: SIP;cause=408']).traits).toBe(0);
    expect(startingWith(startLine, ['Content-Type: application/sdp'], media).sdpShape).not.toBe(0);
  }
  expect(startingWith('SIP/2.0 486 Busy Here', ['Reason: SIP;cause=408']).traits).toBe(Look.TIMER_REASON);
});

function sdp(lines: string[]): Scanned {
  return looked(['Content-Type: application/sdp'], ['v=0', 'o=- 1 1 IN IP4 10.0.0.1', ...lines, ''].join('\r\n'));
}

test('a private address to which media is to be sent', () => {
  expect(sdp(['c=IN IP4 192.168.7.7', 'm=audio 4000 RTP/AVP 0']).traits).toBe(Look.PRIVATE);
  expect(sdp(['c=IN IP4 192.0.2.1', 'm=audio 4000 RTP/AVP 0']).traits).toBe(0);
});

const SHAPE = ['m=audio 4000 RTP/AVP 0 101', 'a=rtpmap:101 telephone-event/8000'];

test('ports, addresses and directions do not make another shape', () => {
  const { sdpShape } = sdp(['c=IN IP4 192.0.2.1', ...SHAPE]);
  expect(sdpShape).not.toBe(0);
  const other = ['c=IN IP4 192.0.2.9', 'm=audio 50000 RTP/AVP 0 101', 'a=sendonly', SHAPE[1], 'a=ptime:20'];
  expect(sdp(other).sdpShape).toBe(sdpShape);
});

test.each([
  ['another codec', ['m=audio 4000 RTP/AVP 8 101', SHAPE[1]]],
  ['another profile', ['m=audio 4000 RTP/SAVP 0 101', SHAPE[1]]],
  ['another meaning of a number', [SHAPE[0], 'a=rtpmap:101 opus/48000/2']],
  ['no meaning of a number', [SHAPE[0]]],
  ['media that is refused', ['m=audio 0 RTP/AVP 0 101', SHAPE[1]]],
  ['keys', [...SHAPE, 'a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:x']],
  ['one more medium', [...SHAPE, 'm=video 4002 RTP/AVP 96']],
])('%s makes another shape', (_, lines) => {
  expect(sdp(lines).sdpShape).not.toBe(sdp(SHAPE).sdpShape);
});

test('keys that differ do not make another shape', () => {
  const withKeys = (key: string) =>
    sdp([...SHAPE, `a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:${key}`, `a=fingerprint:sha-256 ${key}`]);
  expect(withKeys('abc').sdpShape).toBe(withKeys('xyz').sdpShape);
});
