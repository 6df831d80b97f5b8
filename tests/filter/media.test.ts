/** Filters and fields about media: of calls by their streams, and of streams by themselves. */

import type { Frame } from '../../src/capture/frame';
import { fieldNamed } from '../../src/filter/fields';
import { OF_STREAMS } from '../../src/filter/language';
import { parseFilter } from '../../src/filter/parse';
import { STREAM_CONDITIONS } from '../../src/filter/stream-conditions';
import { STREAM_FIELDS, streamFieldNamed } from '../../src/filter/stream-fields';
import { dialogsOf, play } from '../store/play';
import { rtp, sdpMessage, talk } from '../store/rtp';

const A = '10.0.0.1';
const B = '10.0.0.2';

/** Offer and answer from A to B, media lines with the ports that they are given. */
function call(id: string, ms: number, media: (port: number) => string[], ports: [number, number]): Frame[] {
  const from = { from: `${A}:5060`, to: `${B}:5060`, ms };
  const back = { from: `${B}:5060`, to: `${A}:5060`, ms: ms + 50 };
  return [
    sdpMessage(from, id, 'INVITE', [`c=IN IP4 ${A}`, ...media(ports[0])]),
    sdpMessage(back, id, 'SIP/2.0 200 OK', [`c=IN IP4 ${B}`, ...media(ports[1])]),
  ];
}

const voice = (port: number) => [`m=audio ${port} RTP/AVP 0 8`];
const secret = (port: number) => [
  `m=audio ${port} RTP/SAVP 8`,
  'a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz',
];
const rich = (port: number) => [
  `m=audio ${port} RTP/AVP 96 101`,
  'a=rtpmap:96 opus/48000/2',
  'a=rtpmap:101 telephone-event/48000',
  `m=video ${port + 2} RTP/AVP 97`,
  'a=rtpmap:97 H264/90000',
];

/** As many packets, of which every `lose`th is missing. */
function lossy(first: Parameters<typeof talk>[0], count: number, lose: number): Frame[] {
  return talk(first, count).filter((_, i) => i % lose !== lose - 2);
}

/**
 * Calls 1 to 4: clear; with one way that loses a tenth; encrypted; opus and video. Streams in the order in which they
 * begin, letters from a: a and b of call 1, c and d of call 2, e of call 3, f and g of call 4, h and i of nobody.
 */
const { store } = play([
  ...call('one', 0, voice, [4000, 5000]),
  ...talk({ from: `${A}:4000`, to: `${B}:5000`, ms: 100, ssrc: 0x1234abcd }, 50),
  ...talk({ from: `${B}:5000`, to: `${A}:4000`, ms: 101, ssrc: 2 }, 50),
  ...call('two', 2000, voice, [4010, 5010]),
  ...talk({ from: `${A}:4010`, to: `${B}:5010`, ms: 2100, ssrc: 3, type: 8 }, 100),
  ...lossy({ from: `${B}:5010`, to: `${A}:4010`, ms: 2101, ssrc: 4, type: 8 }, 101, 10),
  ...call('three', 5000, secret, [4020, 5020]),
  ...talk({ from: `${A}:4020`, to: `${B}:5020`, ms: 5100, ssrc: 5, type: 8 }, 3),
  ...call('four', 6000, rich, [4030, 5030]),
  ...talk({ from: `${A}:4030`, to: `${B}:5030`, ms: 6100, ssrc: 6, type: 96 }, 2),
  rtp({ from: `${A}:4030`, to: `${B}:5030`, ms: 6140, sequence: 2, ssrc: 6, type: 101 }),
  ...talk({ from: `${A}:4032`, to: `${B}:5032`, ms: 6200, ssrc: 7, type: 97 }, 3),
  ...talk({ from: '10.0.9.1:7000', to: '10.0.9.2:7000', ms: 7000, ssrc: 8, type: 100 }, 5),
  ...[0, 33, 66, 99, 132].map((ms, i) =>
    rtp({ from: '10.0.9.1:7002', to: '10.0.9.2:7002', ms: 7200 + ms, sequence: i, ssrc: 9, type: 34 }),
  ),
  ...call('five', 9000, voice, [4050, 5050]),
]);

const streams: number[] = [];
store.mediaStreams.streams.each((row) => streams.push(row));
const { startUs } = store.mediaStreams.streams.table.columns;
streams.sort((a, b) => startUs[a] - startUs[b]);
const letterOf = (stream: number) => String.fromCharCode(97 + streams.indexOf(stream));

function kept(text: string, of: 'calls' | 'streams'): string {
  const filter = of === 'calls' ? parseFilter(text) : parseFilter(text, OF_STREAMS);
  if (!filter.ok) return `at ${filter.at}: ${filter.message}`;
  if (of === 'streams')
    return streams
      .filter((row) => filter.verdict(store, row))
      .map(letterOf)
      .join('');
  const dialogs = dialogsOf(store).filter((row) => filter.verdict(store, row));
  return dialogs.map((row) => store.dialogs.columns.index[row]).join('');
}

function check(of: 'calls' | 'streams', cases: [text: string, expected: string][]): void {
  expect(cases.map(([text]) => [text, kept(text, of)])).toEqual(cases);
}

test('the streams are those that the cases are about', () => {
  expect(streams).toHaveLength(9);
  expect(streams.map((row) => streamFieldNamed('call')?.text(store, row)).join('')).toBe('1122344--');
});

test('calls by their streams', () => {
  check('calls', [
    ['mos < 4', '2'],
    ['mos > 4', '123'],
    ['mos >= 1', '123'],
    ['not mos >= 1', '45'],
    ['loss > 1%', '2'],
    ['loss <= 0%', '1234'],
    ['jitter > 20ms', ''],
    ['jitter < 1', '123'],
    ['codec opus', '4'],
    ['codec OPUS,pcma', '234'],
    ['codec h264', '4'],
    ['codec telephone-event', '4'],
    ['codec PCM', ''],
    ['ssrc 0x1234ABCD', '1'],
    ['ssrc 305441741', '1'],
    ['ssrc 7', '4'],
    ['method INVITE and loss > 1 % or codec opus', '24'],
  ]);
});

test('comparisons, with or without blanks and units', () => {
  check('calls', [
    ['loss>1%', '2'],
    ['loss >1', '2'],
    ['loss > 1', '2'],
    ['loss > 1 %', '2'],
    ['loss == 0', '1234'],
    ['loss=0%', '1234'],
    ['loss != 0', '2'],
    ['LOSS>=1.5', '2'],
    ['(mos<4)', '2'],
    ['not(mos<4)', '1345'],
    ['jitter <= 20 MS codec opus', '4'],
    ['mos<4 or codec opus', '24'],
  ]);
});

test('what is wrong with a comparison, and where', () => {
  const expected = (at: number, example: string) => `at ${at}: expected a comparison, as in ${example}`;
  check('calls', [
    ['mos', 'at 3: expected a comparison after “mos”'],
    ['mos (', 'at 4: expected a comparison after “mos”'],
    ['mos 3.5', expected(4, '< 3.5')],
    ['mos <', expected(4, '< 3.5')],
    ['mos<', expected(3, '< 3.5')],
    ['mos < good', expected(4, '< 3.5')],
    ['mos < 3,5', expected(4, '< 3.5')],
    ['loss > 1ms', expected(5, '> 1%')],
    ['jitter > 20%', expected(7, '> 20ms')],
    ['mos ~ 3', 'at 4: “~” is not used here: write “mos < 3.5”; in quotes it is searched as text'],
    ['ssrc 1234abcd', 'at 5: expected an SSRC, as in 0x1234abcd'],
    ['ssrc 4294967296', 'at 5: expected an SSRC, as in 0x1234abcd'],
  ]);
});

test('streams by themselves', () => {
  check('streams', [
    ['', 'abcdefghi'],
    ['host 10.0.9.', 'hi'],
    ['host 10.0.0.1 and not port 4000', 'cdefg'],
    ['port 7000', 'h'],
    ['kind video', 'gi'],
    ['kind audio', 'abcdef'],
    ['codec pcma', 'cde'],
    ['codec Telephone-Event', 'f'],
    ['ssrc 0x1234abcd', 'a'],
    ['mos < 4', 'd'],
    ['loss > 5%', 'd'],
    ['packets >= 50', 'abcd'],
    ['packets<5', 'efg'],
    ['jitter > 0', 'fgi'],
    ['callid two', 'cd'],
    ['not callid o', 'ehi'],
    ['from alice', 'abcdefg'],
    ['to bob codec opus', 'f'],
    ['net 10.0.9.0/24', 'hi'],
    ['src 10.0.9.1', 'hi'],
    ['dst 10.0.9.1', ''],
    ['src host 10.0.0.1 !port 4000', 'cefg'],
    ['dst port 4000', 'b'],
    ['user alice && codec opus', 'f'],
    ['user example', ''],
    ['/^audio|^video/', 'gi'],
    ['rtp.ssrc == 9', 'i'],
    ['ip.addr == 10.0.9.2', 'hi'],
    ['srtp', 'e'],
    ['video', 'gi'],
    ['"type 100"', 'h'],
    ['10.0.9.2:7002', 'i'],
  ]);
});

test('a condition of the others is not taken as text', () => {
  const of = (name: string, one: string, other: string) =>
    `at 0: “${name}” is a condition of ${one}, not of ${other}; in quotes it is searched as text`;
  check('streams', [
    ['method INVITE', of('method', 'calls', 'streams')],
    ['port', 'at 4: expected a port after “port”'],
    ['kind voice', 'at 5: expected one of audio, video, image, text, message, application'],
    ['state busy', of('state', 'calls', 'streams')],
  ]);
  check('calls', [
    ['kind video', of('kind', 'streams', 'calls')],
    ['packets>5', of('packets', 'streams', 'calls')],
  ]);
});

test('the table of conditions of streams has examples that are filters', () => {
  const wrong = STREAM_CONDITIONS.filter(({ name, example }) => {
    const filter = parseFilter(example, OF_STREAMS);
    return !example.startsWith(`${name} `) || !filter.ok || !filter.named;
  });
  expect(wrong).toEqual([]);
});

describe('the list of calls', () => {
  const cells = (name: string) => dialogsOf(store).map((row) => fieldNamed(name)!.text(store, row));

  it('has the worst MOS of the streams that are rated', () => {
    expect(cells('mos')).toEqual(['4.4', '3.4', '4.4', '-', '-']);
  });

  it('has the loss of the stream that lost most', () => {
    expect(cells('loss')).toEqual(['0.0%', '9.9%', '0.0%', '0.0%', '-']);
  });

  it('has no number to sort by where it has no figure', () => {
    const order = (name: string) => {
      const { order: key } = fieldNamed(name)!;
      const rows = dialogsOf(store).filter((row) => !Number.isNaN(key!(store, row)));
      rows.sort((a, b) => key!(store, a) - key!(store, b));
      return rows.map((row) => store.dialogs.columns.index[row]).join('');
    };
    expect([order('mos'), order('loss')]).toEqual(['213', '1342']);
  });
});

describe('the list of streams', () => {
  const cells = (name: string) => streams.map((row) => streamFieldNamed(name)!.text(store, row));

  it.each([
    ['codec', ['PCMU', 'PCMU', 'PCMA', 'PCMA', 'PCMA SRTP', 'opus', 'video H264', 'type 100', 'video H263']],
    ['mos', ['4.4', '4.4', '4.4', '3.4', '4.4', '-', '-', '-', '-']],
    ['loss', ['0.0%', '0.0%', '0.0%', '9.9%', '0.0%', '0.0%', '0.0%', '0.0%', '0.0%']],
    ['packets', ['50', '50', '100', '91', '3', '3', '3', '5', '5']],
    ['ptime', ['20', '20', '20', '20', '20', '3.3', '1.8', '-', '1.8']],
    ['from', [...Array(7).fill('alice@example.com'), '-', '-']],
  ])('has in its column %s what there is to say', (name, expected) => expect(cells(name)).toEqual(expected));

  it('has for every field a text that is one line', () => {
    const texts = STREAM_FIELDS.flatMap(({ text }) => streams.map((row) => text(store, row)));
    expect(texts.filter((text) => text === '' || /[\n\r]/.test(text))).toEqual([]);
  });
});
