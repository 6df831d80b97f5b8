/** Which dialog a stream belongs to, and what SDP says of it. */

import type { Frame } from '../../src/capture/frame';
import type { Store } from '../../src/store/store';
import { dialogsOf, play } from './play';
import { rtp, sdpMessage, talk } from './rtp';

const SIP = { from: '10.0.0.1:5060', to: '10.0.0.2:5060' };
const BACK = { from: SIP.to, to: SIP.from };
const VOICE = { from: '10.0.0.1:4000', to: '10.0.0.2:5000' };
const VOICE_BACK = { from: VOICE.to, to: VOICE.from };
const audio = (address: string, port: number, ...more: string[]) => [
  `c=IN IP${address.includes(':') ? 6 : 4} ${address}`,
  `m=audio ${port} RTP/AVP 0 101`,
  'a=rtpmap:101 telephone-event/8000',
  ...more,
];
const OFFER = audio('10.0.0.1', 4000);
const ANSWER = audio('10.0.0.2', 5000);

/** Offer and answer of a call. */
function call(id = 'one', ms = 0, offer = OFFER, answer = ANSWER): Frame[] {
  return [
    sdpMessage({ ...SIP, ms }, id, 'INVITE', offer),
    sdpMessage({ ...BACK, ms: ms + 100 }, id, 'SIP/2.0 200 OK', answer),
  ];
}

const bye = (id: string, ms: number) => sdpMessage({ ...SIP, ms }, id, 'BYE', []);

/** `10.0.0.1:4000 > 10.0.0.2:5000 of one`, and what is said of it. */
function streams(store: Store): string[] {
  const t = store.mediaStreams.streams.table.columns;
  const found: string[] = [];
  store.mediaStreams.streams.each((row) => {
    const { dialog, kind, codec, secure, sourceDiffers, destinationDiffers } = store.mediaStreams.describe(row);
    const ends = `${store.endpoints.text(t.source[row])} > ${store.endpoints.text(t.destination[row])}`;
    const differs = [sourceDiffers ? 'source differs' : '', destinationDiffers ? 'destination differs' : ''];
    const words = [kind ?? '', codec?.name ?? '', secure ? 'secure' : '', ...differs].filter((word) => word !== '');
    const owner = dialog < 0 ? 'nobody' : store.names.callId(dialog);
    found.push(`${ends} of ${owner}: ${words.join(', ')} x${t.packets[row]}`);
  });
  return found;
}

const played = (...frames: Frame[]) => streams(play(frames).store);

test('media of a call, both ways, from the first packet', () => {
  expect(played(...call(), ...talk({ ...VOICE, ms: 200 }, 1), ...talk({ ...VOICE_BACK, ms: 200 }, 2))).toEqual([
    '10.0.0.1:4000 > 10.0.0.2:5000 of one: audio, PCMU x1',
    '10.0.0.2:5000 > 10.0.0.1:4000 of one: audio, PCMU x2',
  ]);
});

test('a dialog knows how many it has', () => {
  const { store } = play([...call(), ...talk({ ...VOICE, ms: 200 }, 1), ...talk({ ...VOICE_BACK, ms: 200 }, 2)]);
  expect(dialogsOf(store).map((row) => store.dialogs.columns.streams[row])).toEqual([2]);
});

test('early media comes before the answer, and is tied by the offer', () => {
  const [invite, ok] = call();
  expect(played(invite, ...talk({ ...VOICE_BACK, ms: 50 }, 3), ok)).toEqual([
    '10.0.0.2:5000 > 10.0.0.1:4000 of one: audio, PCMU x3',
  ]);
});

test('media before any SDP is tied once it comes', () => {
  expect(played(...talk({ ...VOICE, ms: 0 }, 5), ...call('one', 200))).toEqual([
    '10.0.0.1:4000 > 10.0.0.2:5000 of one: audio, PCMU x5',
  ]);
});

test('a re-INVITE with other ports', () => {
  const again = call('one', 1000, audio('10.0.0.1', 4100), audio('10.0.0.2', 5100));
  const moved = { from: '10.0.0.1:4100', to: '10.0.0.2:5100' };
  expect(
    played(...call(), ...talk({ ...VOICE, ms: 200 }, 2), ...again, ...talk({ ...moved, ms: 2000, ssrc: 2 }, 2)),
  ).toEqual([
    '10.0.0.1:4000 > 10.0.0.2:5000 of one: audio, PCMU x2',
    '10.0.0.1:4100 > 10.0.0.2:5100 of one: audio, PCMU x2',
  ]);
});

test('hold does not take the media away from its call', () => {
  const hold = call('one', 1000, audio('0.0.0.0', 4000, 'a=inactive'), audio('10.0.0.2', 5000, 'a=inactive'));
  expect(played(...call(), ...hold, ...talk({ ...VOICE_BACK, ms: 2000 }, 2))).toEqual([
    '10.0.0.2:5000 > 10.0.0.1:4000 of one: audio, PCMU x2',
  ]);
});

test('IPv6', () => {
  const ends = { from: '2001:db8::1 4000', to: '2001:db8::2 5000' };
  const frames = call('six', 0, audio('2001:DB8:0:0::1', 4000), audio('2001:db8::0.0.0.2', 5000));
  expect(played(...frames, ...talk({ ...ends, ms: 200 }, 1))).toEqual([
    '[2001:db8::1]:4000 > [2001:db8::2]:5000 of six: audio, PCMU x1',
  ]);
});

test('several media lines keep their kinds; SRTP is told', () => {
  const both = (address: string, port: number) => [
    ...audio(address, port),
    `m=video ${port + 2} RTP/SAVP 96`,
    'a=rtpmap:96 H264/90000',
  ];
  const frames = call('one', 0, both('10.0.0.1', 4000), both('10.0.0.2', 5000));
  const film = talk({ from: '10.0.0.1:4002', to: '10.0.0.2:5002', ms: 200, type: 96, ssrc: 9 }, 1);
  expect(played(...frames, ...talk({ ...VOICE, ms: 200 }, 1), ...film)).toEqual([
    '10.0.0.1:4000 > 10.0.0.2:5000 of one: audio, PCMU x1',
    '10.0.0.1:4002 > 10.0.0.2:5002 of one: video, H264, secure x1',
  ]);
});

test('T.38 that begins like RTP is no stream', () => {
  const fax = (address: string) => [`c=IN IP4 ${address}`, 'm=image 4000 udptl t38'];
  const [invite, ok] = call('fax', 0, fax('10.0.0.1'), fax('10.0.0.2'));
  expect(played(invite, ok, ...talk({ from: '10.0.0.1:4000', to: '10.0.0.2:4000', ms: 200 }, 9))).toEqual([]);
});

test('a phone behind a NAT that announces its own address', () => {
  const frames = call('nat', 0, audio('192.168.1.5', 4000), ANSWER);
  const outside = { from: '10.0.0.1:61000', to: '10.0.0.2:5000' };
  const inside = { from: outside.to, to: outside.from };
  expect(played(...frames, ...talk({ ...outside, ms: 200 }, 2), ...talk({ ...inside, ms: 200 }, 2))).toEqual([
    '10.0.0.1:61000 > 10.0.0.2:5000 of nat: audio, PCMU, source differs x2',
    '10.0.0.2:5000 > 10.0.0.1:61000 of nat: audio, PCMU, destination differs x2',
  ]);
});

test('where both are behind NATs, the port at the address of the signalling ties', () => {
  const frames = call('nat', 0, audio('192.168.1.5', 4000), audio('172.16.0.5', 5000));
  expect(played(...frames, ...talk({ ...VOICE, ms: 200 }, 1))).toEqual([
    '10.0.0.1:4000 > 10.0.0.2:5000 of nat: audio, PCMU, source differs, destination differs x1',
  ]);
});

test('of two legs that announce the same ends, one has both directions', () => {
  const [inviteIn, okIn] = call('in', 0);
  const [inviteOut, okOut] = call('out', 10);
  const frames = [inviteIn, inviteOut, okOut, okIn];
  const media = [...talk({ ...VOICE, ms: 200 }, 1), ...talk({ ...VOICE_BACK, ms: 200 }, 1)];
  expect(played(...frames, ...media)).toEqual([
    '10.0.0.1:4000 > 10.0.0.2:5000 of in: audio, PCMU x1',
    '10.0.0.2:5000 > 10.0.0.1:4000 of in: audio, PCMU x1',
  ]);
});

test('a later call between the same ports', () => {
  const frames = [...call('a'), ...talk({ ...VOICE, ms: 200 }, 2), bye('a', 1000), ...call('b', 5000)];
  expect(played(...frames, ...talk({ ...VOICE, ms: 6000, ssrc: 2 }, 3))).toEqual([
    '10.0.0.1:4000 > 10.0.0.2:5000 of a: audio, PCMU x2',
    '10.0.0.1:4000 > 10.0.0.2:5000 of b: audio, PCMU x3',
  ]);
});

test('a later call between the same ports, of a phone whose SSRC never changes', () => {
  const frames = [...call('a'), ...talk({ ...VOICE, ms: 200 }, 2), bye('a', 1000), ...call('b', 5000)];
  expect(played(...frames, ...talk({ ...VOICE, ms: 6000 }, 3))).toEqual([
    '10.0.0.1:4000 > 10.0.0.2:5000 of a: audio, PCMU x2',
    '10.0.0.1:4000 > 10.0.0.2:5000 of b: audio, PCMU x3',
  ]);
});

test('silence within a call changes nothing', () => {
  const pause = [...talk({ ...VOICE, ms: 200 }, 2), ...talk({ ...VOICE, ms: 9000, sequence: 3 }, 2)];
  expect(played(...call(), ...pause)).toEqual(['10.0.0.1:4000 > 10.0.0.2:5000 of one: audio, PCMU x4']);
});

describe('payload types', () => {
  const opus = (address: string, port: number, clock: string) => [
    `c=IN IP4 ${address}`,
    `m=audio ${port} RTP/AVP 111 101`,
    `a=rtpmap:111 ${clock}`,
    'a=rtpmap:101 telephone-event/48000',
  ];

  function jitterOf(frames: Frame[]): number[] {
    const { store } = play(frames);
    const t = store.mediaStreams.streams.table.columns;
    return [t.clocked[0], t.maxJitterMs[0], store.mediaStreams.describe(0).codec?.clockRate ?? 0];
  }

  test('have the clock rate of their rtpmap', () => {
    const frames = call('o', 0, opus('10.0.0.1', 4000, 'opus/48000/2'), opus('10.0.0.2', 5000, 'opus/48000/2'));
    const packets = [0, 1, 2].map((i) => {
      return rtp({ ...VOICE, ms: 200 + 20 * i, sequence: i, type: 111, timestamp: 960 * i });
    });
    expect(jitterOf([...frames, ...packets])).toEqual([2, 0, 48000]);
  });

  test('events have no jitter, and are not what the stream carries', () => {
    const frames = call('o', 0, opus('10.0.0.1', 4000, 'opus/48000/2'), opus('10.0.0.2', 5000, 'opus/48000/2'));
    const packets = [101, 101, 111].map((type, i) => {
      return rtp({ ...VOICE, ms: 200 + 20 * i, sequence: i, type, timestamp: 0 });
    });
    const { store } = play([...frames, ...packets]);
    expect(store.mediaStreams.describe(0)).toMatchObject({ payloadType: 111, payloadTypes: [101, 111] });
    expect(store.mediaStreams.streams.table.columns.clocked[0]).toBe(1);
  });

  test('mean what the latest SDP says', () => {
    const first = call('o', 0, opus('10.0.0.1', 4000, 'opus/48000/2'), opus('10.0.0.2', 5000, 'opus/48000/2'));
    const second = call('o', 1000, opus('10.0.0.1', 4000, 'AMR/8000'), opus('10.0.0.2', 5000, 'AMR/8000'));
    const packet = (ms: number, sequence: number) => rtp({ ...VOICE, ms, sequence, type: 111 });
    const frames = [...first, packet(200, 1), packet(220, 2), ...second, packet(1500, 3)];
    expect(jitterOf(frames)[2]).toBe(8000);
  });
});

describe('what goes', () => {
  test('with a dialog go its streams and media lines', () => {
    const { store } = play([...call(), ...talk({ ...VOICE, ms: 200 }, 2), ...talk({ ...VOICE_BACK, ms: 200 }, 2)]);
    const { streams, announcements } = store.mediaStreams;
    const { lines, ends } = announcements;
    expect([streams.count, lines.count, ends.table.count]).toEqual([2, 2, 2]);
    store.clear('all');
    expect([streams.count, lines.count, ends.table.count]).toEqual([0, 0, 0]);
  });

  test('SDP that waits for media is not kept longer than its dialog', () => {
    const frames = Array.from({ length: 3000 }, (_, i) =>
      call(`c${i}`, i * 10, audio('10.0.0.1', 4000 + 2 * i)),
    ).flat();
    const { store } = play([...frames, ...talk({ from: '10.0.0.1:9998', to: '10.0.0.2:5000', ms: 40_000 }, 1)], {
      limits: { dialogs: 20, rotate: true },
    });
    expect(store.dialogs.count).toBe(20);
    expect(streams(store)).toEqual(['10.0.0.1:9998 > 10.0.0.2:5000 of c2999: audio, PCMU x1']);
  });

  test('a flood of SSRCs to a call leaves some streams, and the call its own', () => {
    const flood = Array.from({ length: 5000 }, (_, i) => rtp({ ...VOICE, ms: 300 + i, sequence: 1, ssrc: i + 9 }));
    const { store } = play([...call(), ...talk({ ...VOICE, ms: 200, ssrc: 1 }, 2), ...flood]);
    expect(store.mediaStreams.streams.count).toBeLessThanOrEqual(64);
    expect(streams(store)[0]).toBe('10.0.0.1:4000 > 10.0.0.2:5000 of one: audio, PCMU x2');
  });

  test('media lines of a call that never ends', () => {
    const frames = Array.from({ length: 600 }, (_, i) => call('one', i * 10, audio('10.0.0.1', 4000 + 2 * i))).flat();
    const { store } = play([...frames, ...talk({ ...VOICE, ms: 9000 }, 1)]);
    expect(store.mediaStreams.announcements.lines.count).toBeLessThanOrEqual(256);
  });
});

test('a stream that goes on tells of itself once a second', () => {
  const frames = [...call(), ...talk({ ...VOICE, ms: 200 }, 151)];
  const { store, decoder } = play(frames.slice(0, 3), { open: true });
  const told: boolean[] = [];
  for (const frame of frames.slice(3)) {
    const before = store.version;
    store.changed.take();
    decoder.frame(frame);
    told.push(store.version > before && [...store.changed.take()].length === 1);
  }
  // Every 50th packet is the first of another second.
  expect(told.flatMap((is, i) => (is ? [i + 1] : []))).toEqual([50, 100, 150]);
});
