/** What is said of a stream beside its figures. */

import type { Frame } from '../../src/capture/frame';
import { streamLine } from '../../src/engine/stream-lines';
import { streamFieldNamed } from '../../src/filter/stream-fields';
import { play } from '../store/play';
import { rtp, sdpMessage, talk } from '../store/rtp';

const SIP = { from: '10.0.0.1:5060', to: '10.0.0.2:5060' };
const BACK = { from: SIP.to, to: SIP.from };
const VOICE = { from: '10.0.0.1:4000', to: '10.0.0.2:5000', ms: 200 };

/** Offer and answer between 10.0.0.1:4000 and 10.0.0.2:5000. */
function call(media: (port: number) => string[] = (port) => [`m=audio ${port} RTP/AVP 0`]): Frame[] {
  return [
    sdpMessage({ ...SIP, ms: 0 }, 'one', 'INVITE', ['c=IN IP4 10.0.0.1', ...media(4000)]),
    sdpMessage({ ...BACK, ms: 100 }, 'one', 'SIP/2.0 200 OK', ['c=IN IP4 10.0.0.2', ...media(5000)]),
  ];
}

/** The lines of all streams. */
function lines(...frames: Frame[]) {
  const { store } = play(frames);
  const rows: number[] = [];
  store.mediaStreams.streams.each((row) => rows.push(row));
  const fields = ['codec', 'no such field'].map(streamFieldNamed);
  return rows.map((row) => streamLine(store, row, fields));
}

const remarks = (...frames: Frame[]) => lines(...frames).map((line) => line.remarks);

test('media, ends, call and MOS', () => {
  const [line] = lines(...call(), ...talk(VOICE, 50));
  expect(line).toEqual({
    stream: expect.any(Number),
    dialog: expect.any(Number),
    startUs: 1_700_000_000_200_000,
    cells: ['PCMU', ''],
    about: 'audio PCMU/8000   10.0.0.1:4000 -> 10.0.0.2:5000   SSRC 0x11223344',
    call: 'call 1: alice@example.com -> bob@example.com',
    quality: 'MOS 4.41, R 93.2 by G.107: G.711 with concealment, Ie 0, Bpl 25.1, one-way delay unknown, taken as 0 ms',
    remarks: [],
  });
});

test('why there is no MOS', () => {
  const opus = call((port) => [`m=audio ${port} RTP/AVP 96`, 'a=rtpmap:96 opus/48000/2']);
  expect(lines(...opus, ...talk({ ...VOICE, type: 96 }, 5))[0].quality).toBe('no MOS: no Ie and Bpl for opus/48000');
});

test('a codec that nobody names, and no call', () => {
  const [line] = lines(...talk({ ...VOICE, type: 111 }, 5));
  expect([line.about, line.call, line.dialog]).toEqual([
    'media payload type 111   10.0.0.1:4000 -> 10.0.0.2:5000   SSRC 0x11223344',
    '',
    null,
  ]);
  expect(line.remarks).toEqual(['belongs to no call: no SDP in the capture announces its ends']);
});

test('a codec whose name would be obeyed by a terminal is made safe', () => {
  const bad = call((port) => [`m=audio ${port} RTP/AVP 96`, 'a=rtpmap:96 e\u001b[31mvil/8000']);
  const [line] = lines(...bad, ...talk({ ...VOICE, type: 96 }, 5));
  expect(JSON.stringify(line)).not.toContain('\\u001b');
  expect([line.about, line.quality, line.cells[0]].join()).toContain('e\u241b[31mvil');
});

test('other addresses and ports than the SDP says', () => {
  expect(remarks(...call(), ...talk({ ...VOICE, from: '192.0.2.7:9999' }, 5))).toEqual([
    ['comes from another address or port than the SDP says'],
  ]);
  expect(remarks(...call(), ...talk({ ...VOICE, to: '192.0.2.7:9999' }, 5))).toEqual([
    ['goes to another address or port than the SDP says'],
  ]);
});

test('SRTP', () => {
  const secure = call((port) => [`m=audio ${port} RTP/SAVP 0`]);
  expect(remarks(...secure, ...talk(VOICE, 5))).toEqual([['encrypted (SRTP)']]);
});

test('another SSRC, and another after that', () => {
  const streams = [1, 2, 3].flatMap((ssrc) => talk({ ...VOICE, ssrc, ms: 1000 * ssrc }, 5));
  expect(remarks(...call(), ...streams)).toEqual([
    [],
    ['SSRC changed: 1 stream went this way before'],
    ['SSRC changed: 2 streams went this way before'],
  ]);
});

test('payload types that change', () => {
  const media = call((port) => [`m=audio ${port} RTP/AVP 0 8 101`, 'a=rtpmap:101 telephone-event/8000']);
  const packets = (...types: number[]) =>
    types.map((type, i) => rtp({ ...VOICE, ms: 200 + 20 * i, sequence: i, type }));
  expect(remarks(...media, ...packets(0, 0, 8, 8))).toEqual([['payload type changed once: 0 PCMU, 8 PCMA']]);
  expect(remarks(...media, ...packets(0, 101, 101, 0))).toEqual([
    ['payload type changed 2 times: 0 PCMU, 101 telephone-event'],
  ]);
  expect(remarks(...media, ...packets(0, 120, 120))).toEqual([['payload type changed once: 0 PCMU, 120']]);
});
