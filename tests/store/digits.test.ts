/** The digits of a call: from its streams and from INFO, each where it was sent, and each pressed once. */

import type { Frame } from '../../src/capture/frame';
import { type Digit, digitsOfDialog, digitsPressed, digitsText, infoDigitOf } from '../../src/store/digits';
import type { Store } from '../../src/store/store';
import { dialogsOf, play } from './play';
import { datagram, rtp, sdpMessage } from './rtp';

const SIP = { from: '10.0.0.1:5060', to: '10.0.0.2:5060' };
const BACK = { from: SIP.to, to: SIP.from };
const VOICE = { from: '10.0.0.1:4000', to: '10.0.0.2:5000' };
const audio = (address: string, port: number, ...more: string[]) => [
  `c=IN IP4 ${address}`,
  `m=audio ${port} RTP/AVP 0 101`,
  'a=rtpmap:101 telephone-event/8000',
  ...more,
];
const CALL = [
  sdpMessage({ ...SIP, ms: 0 }, 'one', 'INVITE', audio('10.0.0.1', 4000)),
  sdpMessage({ ...BACK, ms: 100 }, 'one', 'SIP/2.0 200 OK', audio('10.0.0.2', 5000)),
];

/** A key of 100 ms: two updates and the end three times. `number` counts the keys. */
function key(event: number, ms: number, number: number, way = VOICE, ssrc = 1): Frame[] {
  return [400, 800, 800, 800, 800].map((units, i) =>
    rtp({
      ...way,
      ssrc,
      ms: ms + 20 * i,
      sequence: 10 * number + i,
      timestamp: 8 * ms,
      type: 101,
      payload: Buffer.from([event, i > 1 ? 0x8a : 0x0a, units >> 8, units & 0xff]),
    }),
  );
}

const voice = (ms: number, way = VOICE, ssrc = 1) => rtp({ ...way, ssrc, ms, sequence: 1, timestamp: 8 * ms });

function info(ms: number, cseq: number, type: string, body: string, at = SIP): Frame {
  const lines = [
    'INFO sip:bob@example.com SIP/2.0',
    `Via: SIP/2.0/UDP ${at.from};branch=z9hG4bKinfo${cseq}${at.from}`,
    'From: <sip:alice@example.com>;tag=a',
    'To: <sip:bob@example.com>;tag=b',
    'Call-ID: one',
    `CSeq: ${cseq} INFO`,
    `Content-Type: ${type}`,
    `Content-Length: ${body.length}`,
  ];
  return datagram({ ...at, ms }, Buffer.from(`${lines.join('\r\n')}\r\n\r\n${body}`));
}

function digitsIn(frames: Frame[]): { store: Store; digits: Digit[] } {
  const { store } = play(frames);
  return { store, digits: digitsOfDialog(store, dialogsOf(store)[0]) };
}

test('a key is one digit, with its time, its length and its stream', () => {
  const { store, digits } = digitsIn([...CALL, voice(200), ...key(5, 1000, 1), ...key(11, 1500, 2)]);
  expect(digitsText(digits)).toBe('5#');
  const [five] = digits;
  expect(five).toMatchObject({ name: '5', key: '5', durationMs: 100, message: -1 });
  expect(five.timeUs - store.timeUs(0)).toBe(1_000_000);
  expect(store.mediaStreams.streams.isStream(five.stream)).toBe(true);
});

test('a stream that is nothing but keys has them all', () => {
  expect(digitsText(digitsIn([...CALL, ...key(1, 1000, 1), ...key(2, 1500, 2)]).digits)).toBe('12');
});

test('INFO of either type, and what is no key', () => {
  const { store, digits } = digitsIn([
    ...CALL,
    info(1000, 2, 'application/dtmf-relay', 'Signal=7\r\nDuration=160\r\n'),
    info(2000, 3, 'application/dtmf', '*'),
    info(3000, 4, 'application/dtmf-relay', 'Signal=16\r\n'),
    info(4000, 5, 'application/media_control+xml', '<media_control/>'),
  ]);
  expect(digitsText(digits)).toBe('7*!');
  expect(digits[0]).toMatchObject({ durationMs: 160, stream: -1 });
  expect(infoDigitOf(store, digits[0].message)?.signal).toBe('7');
  expect(infoDigitOf(store, 0)).toBeNull();
});

test('an INFO that was sent again counts once', () => {
  const once = info(1000, 2, 'application/dtmf', '7');
  const again = info(1500, 2, 'application/dtmf', '7');
  expect(digitsText(digitsIn([...CALL, once, again]).digits)).toBe('7');
});

test('encrypted events tell nothing', () => {
  const secure = sdpMessage({ ...SIP, ms: 0 }, 'one', 'INVITE', audio('10.0.0.1', 4000, 'a=crypto:1 X inline:AAAA'));
  const answer = sdpMessage({ ...BACK, ms: 100 }, 'one', 'SIP/2.0 200 OK', [
    ...audio('10.0.0.2', 5000, 'a=crypto:1 X inline:AAAA'),
  ]);
  expect(digitsIn([secure, answer, voice(200), ...key(5, 1000, 1)]).digits).toEqual([]);
});

describe('what was pressed', () => {
  test('is on every leg, and counts once', () => {
    const relayed = { from: '10.0.0.2:5002', to: '10.0.0.3:6000' };
    const leg = sdpMessage(
      { from: '10.0.0.2:5060', to: '10.0.0.3:5060', ms: 10 },
      'one',
      'INVITE',
      audio('10.0.0.2', 5002),
    );
    const keys = [1, 1, 2].flatMap((event, i) => [
      ...key(event, 1000 + 400 * i, i + 1),
      ...key(event, 1030 + 400 * i, i + 1, relayed, 2),
    ]);
    const { digits } = digitsIn([CALL[0], leg, CALL[1], voice(200), voice(210, relayed, 2), ...keys]);
    expect(digitsText(digits)).toBe('111122');
    expect(digitsText(digitsPressed(digits))).toBe('112');
  });

  test('is the same by INFO through a proxy', () => {
    const onward = { from: '10.0.0.2:5060', to: '10.0.0.3:5060' };
    const frames = [5, 5].flatMap((digit, i) => [
      info(1000 + 300 * i, 2 + i, 'application/dtmf', String(digit)),
      info(1002 + 300 * i, 2 + i, 'application/dtmf', String(digit), onward),
    ]);
    const { digits } = digitsIn([...CALL, ...frames]);
    expect(digits).toHaveLength(4);
    expect(digitsText(digitsPressed(digits))).toBe('55');
  });
});

test('digits go with their stream', () => {
  const { store } = digitsIn([...CALL, voice(200), ...key(5, 1000, 1)]);
  const before = store.mediaStreams.digits.bytes;
  store.clear('all');
  expect([before > 0, store.mediaStreams.digits.bytes]).toEqual([true, 0]);
});
