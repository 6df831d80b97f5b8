/** Calls saved as WAV: which streams are heard on which side, what is decrypted, and what is said of the rest. */

import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Frame } from '../../src/capture/frame';
import { Session } from '../../src/engine/session';
import { type SaveOptions, type SaveOutcome, saveDialogs } from '../../src/export/save';
import { NO_LIMITS } from '../../src/store/store';
import { INLINE, protect } from '../decode/srtp-build';
import { dialogsOf } from '../store/play';
import { datagram, rtp, sdpMessage } from '../store/rtp';
import { answered, byTime, call, fileOf, signalling, spoken } from './media-files';

let folder: string;

beforeEach(async () => {
  folder = await fs.mkdtemp(path.join(os.tmpdir(), 'save-audio-'));
});

afterEach(() => fs.rm(folder, { recursive: true }));

/** Bytes of µ-law that stand for these samples. */
const LOUD = { byte: 0x80, sample: 32_124 };
const SOFT = { byte: 0xcf, sample: 924 };
const loud = Buffer.alloc(160, LOUD.byte);
const soft = Buffer.alloc(160, SOFT.byte);

interface Saved {
  outcome: SaveOutcome;
  /** Distinct samples of each channel in the order in which they come first. */
  channels: number[][];
  seconds: number;
}

interface Wish extends Partial<SaveOptions> {
  streams?: (of: { source: string; ssrc: number }) => boolean;
  dialogs?: number;
  strays?: boolean;
}

async function saved(frames: readonly Frame[], wish: Wish = {}): Promise<Saved> {
  const input = path.join(folder, 'in.pcap');
  await fs.writeFile(input, fileOf(byTime(frames)));
  const session = await Session.open([input], NO_LIMITS);
  await session.readAll();
  const { store } = session;
  const { table } = store.mediaStreams.streams;
  const streams: number[] = [];
  store.mediaStreams.streams.each((row) => {
    const { source, ssrc } = table.columns;
    if (wish.streams?.({ source: store.endpoints.text(source[row]), ssrc: ssrc[row] })) streams.push(row);
  });
  const file = path.join(folder, 'out.wav');
  const { streams: _, dialogs = 100, strays = false, ...more } = wish;
  const options = { overwrite: false, format: null, media: session.media, ...more };
  const what = { dialogs: dialogsOf(store).slice(0, dialogs), strays, streams };
  const outcome = await saveDialogs(store, what, file, options);
  session.close();
  if (outcome.outcome !== 'saved') {
    expect(await fs.readdir(folder)).toEqual(['in.pcap']);
    return { outcome, channels: [], seconds: 0 };
  }
  return { outcome, ...heardIn(await fs.readFile(file)) };
}

function heardIn(wav: Buffer): Pick<Saved, 'channels' | 'seconds'> {
  const [count, rate] = [wav.readUInt16LE(22), wav.readUInt32LE(24)];
  expect([wav.toString('latin1', 0, 4), wav.readUInt32LE(4), wav.readUInt32LE(40)]).toEqual([
    'RIFF',
    wav.length - 8,
    wav.length - 44,
  ]);
  const channels = Array.from({ length: count }, (_, channel) => {
    const found = new Set<number>();
    for (let at = 44 + 2 * channel; at < wav.length; at += 2 * count) found.add(wav.readInt16LE(at));
    return [...found];
  });
  return { channels, seconds: (wav.length - 44) / 2 / count / rate };
}

const failure = async (frames: readonly Frame[], wish: Wish = {}) => {
  const { outcome } = await saved(frames, wish);
  return outcome.outcome === 'failed' ? outcome.message.replace(`${folder}/out.wav: `, '') : outcome.outcome;
};

const spokenLoud = (count = 50) => spoken(count, { payload: loud });
const answeredSoft = (count = 50, ms = 110) => answered(count, { payload: soft, ms });

describe('sides', () => {
  it('has the caller left and the callee right, silence where nothing came', async () => {
    const { outcome, channels, seconds } = await saved([...signalling(), ...spokenLoud(), ...answeredSoft()]);
    expect(outcome).toMatchObject({ outcome: 'saved', dialogs: 1, packets: 100, note: null });
    expect(channels).toEqual([
      [LOUD.sample, 0],
      [0, SOFT.sample],
    ]);
    expect(seconds).toBeCloseTo(1.01);
  });

  it('has the caller left also where the callee began, as in early media', async () => {
    const { channels } = await saved([...signalling(), ...spokenLoud(), ...answeredSoft(55, 10)]);
    expect(channels).toEqual([[0, LOUD.sample], [SOFT.sample]]);
  });

  const early = [...answeredSoft(55, 10), ...spokenLoud()];
  const heard = async (...frames: Frame[]) => {
    const { channels } = await saved([...frames, ...early]);
    return channels.map((samples) => samples.filter((sample) => sample !== 0));
  };
  /** An INVITE of the call, in whose SDP the caller's media host stands. */
  const inviting = (from: string, to: string, ms = 0) =>
    sdpMessage({ from: `${from}:5060`, to: `${to}:5060`, ms }, 'call', 'INVITE', [
      'c=IN IP4 10.0.0.1',
      'm=audio 4000 RTP/AVP 0',
    ]);

  it('has the callee right where the call came from another host, and went to this one', async () => {
    expect(await heard(inviting('10.0.0.9', '10.0.0.2'))).toEqual([[LOUD.sample], [SOFT.sample]]);
  });

  it('goes by the INVITE between the two where there is one, as behind a proxy', async () => {
    const ways = [inviting('10.0.0.9', '10.0.0.2'), inviting('10.0.0.2', '10.0.0.1', 1)];
    expect(await heard(...ways)).toEqual([[SOFT.sample], [LOUD.sample]]);
  });

  it('has who began left where signalling has other hosts', async () => {
    expect(await heard(inviting('10.0.0.9', '10.0.0.8'))).toEqual([[SOFT.sample], [LOUD.sample]]);
  });

  it('has a silent channel where one side only was captured', async () => {
    expect((await saved([...signalling(), ...spokenLoud()])).channels).toEqual([[LOUD.sample], [0]]);
    await fs.unlink(path.join(folder, 'out.wav'));
    expect((await saved([...signalling(), ...answeredSoft()])).channels).toEqual([[0], [SOFT.sample]]);
  });

  it('tells ends on one host apart by their ports', async () => {
    const one = { caller: 1, callee: 1 };
    const frames = [
      ...signalling(one),
      ...spoken(50, { ...one, payload: loud }),
      ...answered(50, { ...one, payload: soft }),
    ];
    const { channels } = await saved(frames);
    expect(channels).toEqual([
      [LOUD.sample, 0],
      [0, SOFT.sample],
    ]);
  });
});

test('of a call through a relay one leg is heard, that with the most packets: no echo', async () => {
  const legs = [
    ...signalling(),
    ...signalling({ caller: 2, callee: 3 }).slice(0, 2),
    ...spoken(50, { payload: loud }),
    ...spoken(40, { payload: soft, caller: 2, callee: 3, ms: 101 }),
  ];
  const { outcome, channels } = await saved(legs);
  expect(outcome).toMatchObject({ packets: 50 });
  expect(channels).toEqual([[LOUD.sample], [0]]);
});

test('a new SSRC in the middle is of the same side', async () => {
  const moved = spoken(50, { payload: soft, ssrc: 5, ms: 1100 });
  const { channels, seconds } = await saved([...signalling(), ...spokenLoud(), ...moved]);
  expect([channels, seconds]).toEqual([[[LOUD.sample, SOFT.sample], [0]], 2]);
});

test('video is no sound', async () => {
  const media = ['m=video PORT RTP/AVP 31'];
  expect(await failure([...signalling({ media }), ...spoken(50, { type: 31 })])).toBe(
    'no audio of this call was captured',
  );
});

test('a stream by itself', async () => {
  const streams = ({ source }: { source: string }) => source === '10.0.0.2:5000';
  const { outcome, channels } = await saved([...signalling(), ...spokenLoud(), ...answeredSoft()], {
    streams,
    dialogs: 0,
  });
  expect(outcome).toMatchObject({ dialogs: 0, packets: 50 });
  expect(channels).toEqual([[SOFT.sample]]);
});

test('what no call claims is heard where it is all there is, between two hosts', async () => {
  const { outcome, channels } = await saved([...spokenLoud(), ...answeredSoft()], { strays: true });
  expect(outcome).toMatchObject({ dialogs: 0, packets: 100, note: null });
  expect(channels).toEqual([
    [LOUD.sample, 0],
    [0, SOFT.sample],
  ]);
  await fs.unlink(path.join(folder, 'out.wav'));
  const more = spoken(50, { caller: 7, ssrc: 3 });
  expect(await failure([...spokenLoud(), ...more], { strays: true })).toBe(
    'a .wav holds one call, and there are streams between 2 pairs of hosts; choose a stream',
  );
  expect((await saved([...call(), ...more], { strays: true })).outcome).toMatchObject({ dialogs: 1, packets: 100 });
});

describe('one line', () => {
  it('for more than one call, unless one alone has audio', async () => {
    const both = [...call(), ...call({ callId: 'other', caller: 3, callee: 4 })];
    expect(await failure(both)).toBe(
      'a .wav holds one call, and there are 2 with audio; a filter such as callid leaves one',
    );
    expect(await failure([...call(), ...signalling({ callId: 'other', caller: 3, callee: 4 })])).toBe('saved');
  });

  it('for calls without RTP', async () => {
    expect(await failure(signalling())).toBe('no audio of this call was captured');
    expect(await failure([...signalling(), ...signalling({ callId: 'b' })])).toBe(
      'no audio of these calls was captured',
    );
  });

  it('where RTP was not kept', async () => {
    const kept = 'RTP was not kept: start with -r to keep it for saving, or read a file with -I';
    expect(await failure(call(), { media: null })).toBe(kept);
  });

  it('for a codec that cannot be decoded', async () => {
    const media = ['m=audio PORT RTP/AVP 18'];
    expect(await failure([...signalling({ media }), ...spoken(50, { type: 18 })])).toBe(
      'G729/8000 cannot be decoded: only PCMU, PCMA, G722 and L16 can',
    );
  });
});

test('what is silence as its codec cannot be decoded is told beside what can be heard', async () => {
  const media = ['m=audio PORT RTP/AVP 0 18'];
  const frames = [...signalling({ media }), ...spokenLoud(), ...answered(30, { type: 18 })];
  const { outcome } = await saved(frames);
  expect(outcome).toMatchObject({
    outcome: 'saved',
    note: '30 packets are silence: G729/8000 cannot be decoded: only PCMU, PCMA, G722 and L16 can',
  });
});

describe('SRTP', () => {
  /** Talks encrypted; `key` xors the last byte of the master key. */
  const secret = (count: number, { payload = loud, key = 0, ssrc = 0xca11e4, back = false, ms = 100 } = {}) =>
    Array.from({ length: count }, (_, i) => {
      const clear = rtp({ from: '1.1.1.1:1', to: '1.1.1.1:1', ms: 0, sequence: 1 + i, ssrc, payload });
      const header = Buffer.from(clear.bytes.subarray(clear.start + 42, clear.start + 54));
      const master = Buffer.from(INLINE.slice(7), 'base64').subarray(0, 16);
      master[15] ^= key;
      const [from, to] = back ? ['10.0.0.2:5000', '10.0.0.1:4000'] : ['10.0.0.1:4000', '10.0.0.2:5000'];
      return datagram({ from, to, ms: ms + 20 * i }, protect(1 + i, payload, { header, key: master, ssrc }));
    });
  const inline = (key: number) => {
    const bytes = Buffer.from(INLINE.slice(7), 'base64');
    bytes[15] ^= key;
    return `inline:${bytes.toString('base64')}`;
  };
  const offer = (...lines: string[]) => ['m=audio PORT RTP/SAVP 0', ...lines.map((line) => `a=crypto:${line}`)];
  const line = (key: number, tag = 1) => `${tag} AES_CM_128_HMAC_SHA1_80 ${inline(key)}`;

  it('is decrypted with whichever key of the SDP fits', async () => {
    const frames = [
      ...signalling({ media: offer(line(3), line(1, 2), line(2, 3)) }),
      ...secret(50, { key: 1 }),
      ...secret(50, { key: 2, payload: soft, ssrc: 7, back: true, ms: 110 }),
    ];
    const { outcome, channels } = await saved(frames);
    expect(outcome).toMatchObject({ outcome: 'saved', packets: 100, note: null });
    expect(channels).toEqual([
      [LOUD.sample, 0],
      [0, SOFT.sample],
    ]);
  });

  it('goes on with another key', async () => {
    const again = offer(line(2));
    const frames = [
      ...signalling({ media: offer(line(1)) }),
      ...signalling({ media: again, ms: 1090 }).slice(0, 1),
      ...secret(50, { key: 1 }),
      ...secret(50, { key: 2, payload: soft, ssrc: 8, ms: 1100 }),
    ];
    const { outcome, channels } = await saved(frames);
    expect([outcome, channels]).toMatchObject([{ note: null }, [[LOUD.sample, SOFT.sample], [0]]]);
  });

  it('without keys is silence, and told; no key is', async () => {
    const frames = [
      ...signalling({ media: offer(line(1)) }),
      ...secret(50, { key: 1 }),
      ...secret(40, { key: 9, ssrc: 7, back: true }),
    ];
    const { outcome } = await saved(frames);
    const note = '40 packets are silence: SRTP with other keys than those in the SDP cannot be heard';
    expect(outcome).toMatchObject({ outcome: 'saved', note });
  });

  it.each([
    [
      'of DTLS',
      ['m=audio PORT UDP/TLS/RTP/SAVP 0', 'a=fingerprint:sha-256 AA'],
      'SRTP without keys in the SDP cannot be heard',
    ],
    ['with other keys', offer(line(1)), 'SRTP with other keys than those in the SDP cannot be heard'],
    [
      'of a suite that is not decrypted',
      offer(`1 AEAD_AES_128_GCM inline:${Buffer.alloc(28).toString('base64')}`),
      'SRTP with AEAD_AES_128_GCM (RFC 7714) cannot be decrypted: only AES-CM of 128 and 256 bits can',
    ],
    [
      'whose line is broken',
      offer(`${line(1)} ${inline(2)}`),
      'SRTP with a crypto line in the SDP that is not understood cannot be heard',
    ],
  ])('%s alone cannot be saved', async (_, media, said) => {
    expect(await failure([...signalling({ media }), ...secret(50, { key: 9 })])).toBe(said);
  });

  it('that was offered and not taken is plain RTP', async () => {
    const media = ['m=audio PORT RTP/AVP 0', `a=crypto:${line(1)}`];
    expect((await saved([...signalling({ media }), ...spokenLoud()])).channels).toEqual([[LOUD.sample], [0]]);
  });

  it('that was offered beside plain RTP, and taken', async () => {
    const media = ['m=audio PORT RTP/AVP 0', `a=crypto:${line(1)}`];
    expect((await saved([...signalling({ media }), ...secret(50, { key: 1 })])).channels).toEqual([[LOUD.sample], [0]]);
  });
});
