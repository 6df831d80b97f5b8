/** Which datagrams are RTP, which RTCP, and what the header of the former says: RFC 3550 section 5.1, RFC 5761 section 4. */

import { type Frame, newFrame } from '../../src/capture/frame';
import { EndpointTable } from '../../src/decode/endpoints';
import { MediaPacket } from '../../src/decode/rtp';
import { ethernet, frameOf, ipv4, ipv6, udp } from './build';
import { type HeardMedia, listen } from './listen';

const PORTS = { from: 4000, to: 4002 };
/** Version 2, PCMU with the marker, sequence 1, timestamp 0x80000002, SSRC 0xdeadbeef. */
const HEADER = '8080000180000002deadbeef';

function heard(hex: string): HeardMedia[] {
  return listen([frameOf(ethernet(ipv4(udp(Buffer.from(hex, 'hex'), PORTS))))]).media;
}

const text = (letters: string) => Buffer.from(letters).toString('hex');

test('a plain packet', () => {
  expect(heard(HEADER + text('voice'))).toEqual([
    {
      way: '10.0.0.1:4000 > 10.0.0.2:4002',
      rtcp: false,
      marker: true,
      payloadType: 0,
      sequence: 1,
      timestamp: 0x80000002,
      ssrc: 0xdeadbeef | 0,
      payload: 'voice',
    },
  ]);
});

test('over IPv6', () => {
  const frame = frameOf(ethernet(ipv6(udp(Buffer.from(HEADER, 'hex'), PORTS)), 0x86dd));
  expect(listen([frame]).media[0].way).toBe('[2001:db8::1]:4000 > [2001:db8::2]:4002');
});

test.each([
  ['contributing sources', `82${HEADER.slice(2)}${'00000007'.repeat(2)}`, 'voice', ''],
  ['a header extension', `90${HEADER.slice(2)}bede0002${'00'.repeat(8)}`, 'voice', ''],
  ['both', `91${HEADER.slice(2)}00000007bede0001${'00'.repeat(4)}`, 'voice', ''],
  ['padding', `a0${HEADER.slice(2)}`, 'voice', '000003'],
  ['nothing but padding', `a0${HEADER.slice(2)}`, '', '0002'],
  ['nothing', HEADER, '', ''],
])('the payload of a packet with %s', (_, header, payload, behind) => {
  expect(heard(header + text(payload) + behind).map((one) => one.payload)).toEqual([payload]);
});

test.each([
  ['shorter than a header', HEADER.slice(0, 22)],
  ['with less than its contributing sources', `82${HEADER.slice(2)}00000007`],
  ['with less than its extension', `90${HEADER.slice(2)}bede0002${'00'.repeat(7)}`],
  ['with an extension that is cut', `90${HEADER.slice(2)}be`],
  ['with more padding than payload', `a0${HEADER.slice(2)}000004`],
  ['of another version', `40${HEADER.slice(2)}${text('voice')}`],
])('a datagram %s is none', (_, hex) => {
  expect(heard(hex)).toEqual([]);
});

test('what the snap length has cut is counted all the same', () => {
  const begun = udp(Buffer.from(`90${HEADER.slice(2)}be`, 'hex'), { ...PORTS, length: 172 + 8 });
  const listener = listen([frameOf(ethernet(ipv4(begun, { totalLength: 200 })), { wireLength: 214 })]);
  expect(listener.media).toMatchObject([{ sequence: 1, payload: '' }]);
});

test.each([
  ['SR', 200, true],
  ['RR', 201, true],
  ['XR', 207, true],
  ['FIR of H.261', 192, true],
  ['a payload type of RTCP without the marker', 72, false],
  ['payload type 96 with the marker', 224, false],
  ['payload type 63 with the marker', 191, false],
])('%s', (_, second, rtcp) => {
  const hex = `80${second.toString(16)}${HEADER.slice(4)}`;
  expect(heard(hex).map((one) => one.rtcp)).toEqual([rtcp]);
});

test('an RTCP packet has at least its header', () => {
  expect(heard('80cb0000')).toHaveLength(1);
  expect(heard('80cb00')).toHaveLength(0);
});

test('ports of services carry none, and are no endpoints', () => {
  const listener = listen([frameOf(ethernet(ipv4(udp(Buffer.from(HEADER, 'hex'), { from: 53, to: 4002 }))))]);
  expect([listener.media.length, listener.counts.rtp]).toEqual([0, 0]);
});

test('an endpoint is noted when it is asked for, not before', () => {
  const endpoints = new EndpointTable();
  const packet = new MediaPacket(endpoints);
  packet.addresses = Buffer.from('0a0000010a000002', 'hex');
  packet.sourcePort = 4000;
  expect(endpoints.count).toBe(1);
  expect(endpoints.text(packet.source)).toBe('10.0.0.1:4000');
  expect(endpoints.count).toBe(2);
});

describe('milliseconds since the capture began', () => {
  const at = (seconds: number, nanos: number): Frame => ({ ...newFrame(), seconds, nanos });

  test.each([
    ['none', 5, 250_000_000, 0],
    ['within the second', 5, 251_500_000, 1.5],
    ['in a later second', 7, 0, 1750],
    ['before it', 4, 0, -1250],
    ['before it, later in its second', 4, 750_000_000, -500],
  ])('%s', (_, seconds, nanos, expected) => {
    const packet = new MediaPacket(new EndpointTable());
    packet.captureBegins(at(5, 250_000_000));
    packet.frame = at(seconds, nanos);
    expect(packet.sinceBeginMs).toBe(expected);
  });
});
