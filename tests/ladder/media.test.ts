/** Streams, digits and reports as rows of a ladder, and what is known of them. */

import type { Frame } from '../../src/capture/frame';
import type { ColumnsBy } from '../../src/ladder/arrangement';
import { type Fact, reportFacts, streamFacts } from '../../src/ladder/facts';
import { Ladder, ladderMark } from '../../src/ladder/ladder';
import type { Store } from '../../src/store/store';
import { bye, rr, sdes, sr, voipMetricsBlock, xr } from '../decode/rtcp-build';
import { dialogsOf, play } from '../store/play';
import { datagram, rtp, sdpMessage, talk } from '../store/rtp';

const SIP = { from: '10.0.0.1:5060', to: '10.0.0.2:5060' };
const BACK = { from: SIP.to, to: SIP.from };
const VOICE = { from: '10.0.0.1:4000', to: '10.0.0.2:5000' };
const VOICE_BACK = { from: VOICE.to, to: VOICE.from, ssrc: 2 };
const audio = (address: string, port: number, kind = 'audio') => [
  `c=IN IP4 ${address}`,
  `m=${kind} ${port} RTP/AVP 0 101`,
  'a=rtpmap:101 telephone-event/8000',
];
const CALL = [
  sdpMessage({ ...SIP, ms: 0 }, 'one', 'INVITE', audio('10.0.0.1', 4000)),
  sdpMessage({ ...BACK, ms: 100 }, 'one', 'SIP/2.0 200 OK', audio('10.0.0.2', 5000)),
];
const BYE = sdpMessage({ ...SIP, ms: 5000 }, 'one', 'BYE', []);
const FIVE = [0, 400, 800].map((units, i) =>
  rtp({ ...VOICE, ms: 2000 + 20 * i, sequence: 200 + i, timestamp: 16_000, type: 101, payload: key(5, units) }),
);

const next = (end: string) => end.replace(/\d+$/, (port) => String(Number(port) + 1));

function key(event: number, units: number): Buffer {
  return Buffer.from([event, units === 800 ? 0x8a : 0x0a, units >> 8, units & 0xff]);
}

function ladderOf(frames: Frame[], options: { media?: boolean; columnsBy?: ColumnsBy } = {}) {
  const { store } = play(frames);
  const dialogs = dialogsOf(store);
  const { media = true, columnsBy = 'port' } = options;
  return { store, dialogs, ladder: new Ladder(store, dialogs, { media, columnsBy, names: new Map() }) };
}

/** A line a row: its delta in milliseconds, its columns and ports, and what is on it. */
function drawn(frames: Frame[], options = {}): string[] {
  const { ladder } = ladderOf(frames, options);
  return ladder.rows(0, ladder.length).map((row) => {
    const ends = `${row.from}:${row.fromPort}>${row.to}:${row.toPort}`;
    const heard = row.kind === 'media' ? ` ${row.lostPercent.toFixed(1)}% ${row.mos?.toFixed(1)}` : '';
    return `${row.deltaUs === null ? '-' : row.deltaUs / 1000} ${ends} ${row.kind} ${row.label}${heard}`;
  });
}

describe('rows of media', () => {
  test('stand where they begin, in the columns of their hosts', () => {
    const frames = [...CALL, ...talk({ ...VOICE, ms: 150 }, 10), ...talk({ ...VOICE_BACK, ms: 160 }, 5), ...FIVE, BYE];
    expect(drawn(frames)).toEqual([
      '- 0:5060>1:5060 message INVITE (SDP)',
      '100 1:5060>0:5060 message 200 OK (SDP)',
      '50 0:4000>1:5000 media PCMU 13 93.6% 1.0',
      '60 1:5000>0:4000 media PCMU 5 0.0% 4.4',
      '1900 0:4000>1:5000 digit DTMF 5',
      '4900 0:5060>1:5060 message BYE',
    ]);
    expect(drawn(frames, { media: false })).toHaveLength(3);
  });

  test('a host that sends media only has a column of its own, without a port', () => {
    const relay = { from: '10.0.0.9:6000', to: '10.0.0.1:4000' };
    const { ladder } = ladderOf([...CALL, ...talk({ ...relay, ms: 150 }, 5)]);
    expect(ladder.columns.map(({ label }) => label)).toEqual(['10.0.0.1:5060', '10.0.0.2:5060', '10.0.0.9']);
    expect(ladder.row(2)).toMatchObject({ kind: 'media', from: 2, to: 0 });
  });

  test('goes from program to program where both are on one host', () => {
    const here = { from: '10.0.0.1:5060', to: '10.0.0.1:5080' };
    const frames = [
      sdpMessage({ ...here, ms: 0 }, 'one', 'INVITE', audio('10.0.0.1', 4000)),
      sdpMessage({ from: here.to, to: here.from, ms: 100 }, 'one', 'SIP/2.0 200 OK', audio('10.0.0.1', 6000)),
      ...talk({ from: '10.0.0.1:4000', to: '10.0.0.1:6000', ms: 150 }, 10),
      ...talk({ from: '10.0.0.1:6000', to: '10.0.0.1:4000', ms: 160, ssrc: 2 }, 10),
    ];
    expect(drawn(frames).slice(2)).toEqual([
      '50 0:4000>1:6000 media PCMU 10 0.0% 4.4',
      '60 1:6000>0:4000 media PCMU 10 0.0% 4.4',
    ]);
  });

  test('of a codec that changes say so, and have no MOS', () => {
    const g722 = talk({ ...VOICE, ms: 350, sequence: 11, type: 9 }, 10);
    const { ladder } = ladderOf([...CALL, ...talk({ ...VOICE, ms: 150 }, 10), ...g722]);
    expect(ladder.row(2)).toMatchObject({ label: 'PCMU, ... 20', mos: null });
  });

  test('video and encrypted media say so', () => {
    const video = [sdpMessage({ ...SIP, ms: 0 }, 'one', 'INVITE', audio('10.0.0.1', 4000, 'video')), BYE];
    expect(drawn([...video, ...talk({ ...VOICE_BACK, ms: 10 }, 5)])[1]).toContain('media video PCMU 5');
    const secure = sdpMessage({ ...SIP, ms: 0 }, 'one', 'INVITE', [
      ...audio('10.0.0.1', 4000),
      'a=crypto:1 X inline:AA',
    ]);
    expect(drawn([secure, ...talk({ ...VOICE_BACK, ms: 10 }, 5)])[1]).toContain('media PCMU SRTP 5');
  });

  test('are found again by their keys', () => {
    const { ladder, store } = ladderOf([...CALL, ...talk({ ...VOICE, ms: 150 }, 10), ...FIVE, BYE]);
    const rows = ladder.rows(0, ladder.length);
    expect(rows.map(({ key }) => ladder.rowOf(key))).toEqual(rows.map((_, i) => i));
    expect(ladder.rowOf('s99')).toBeNull();
    expect(store.mediaStreams.streams.count).toBe(1);
  });
});

test('a ladder is another one when a stream, a digit or a message came', () => {
  const marks = [
    CALL,
    [...CALL, ...talk({ ...VOICE, ms: 150 }, 10)],
    [...CALL, ...talk({ ...VOICE, ms: 150 }, 20)],
  ].map((frames) => {
    const { store, dialogs } = ladderOf(frames);
    return ladderMark(store, dialogs);
  });
  expect(marks[1]).not.toBe(marks[0]);
  expect(marks[2]).toBe(marks[1]);
  const { store, dialogs } = ladderOf([...CALL, ...talk({ ...VOICE, ms: 150 }, 10), ...FIVE]);
  expect(ladderMark(store, dialogs)).not.toBe(marks[1]);
});

test('an INFO says which digit it carries', () => {
  const body = 'Signal=7\r\nDuration=160\r\n';
  const lines = ['INFO sip:b@x SIP/2.0', 'Via: SIP/2.0/UDP 10.0.0.1;branch=z9hG4bKi', 'From: <sip:a@x>;tag=a'];
  const rest = ['To: <sip:b@x>;tag=b', 'Call-ID: one', 'CSeq: 2 INFO', 'Content-Type: application/dtmf-relay'];
  const text = [...lines, ...rest, `Content-Length: ${body.length}`, '', body].join('\r\n');
  const info = datagram({ ...SIP, ms: 300 }, Buffer.from(text));
  expect(drawn([...CALL, info])[2]).toBe('200 0:5060>1:5060 message INFO (DTMF 7)');
});

describe('the report of a phone', () => {
  const body = [
    'VQSessionReport: CallTerm',
    'CallID: one',
    'LocalMetrics:',
    'SessionDesc:PT=0 PD=PCMU',
    'PacketLoss:NLR=1.2 JDR=0.5',
    'QualityEst:MOSLQ=4.1 MOSCQ=4.0',
    'RemoteMetrics:',
    'Delay:RTD=200',
    '',
  ].join('\r\n');
  const text = [
    'PUBLISH sip:c@x SIP/2.0',
    'Via: SIP/2.0/UDP 10.0.0.1;branch=z9hG4bKp',
    'From: <sip:a@x>;tag=p',
    'To: <sip:c@x>',
    'Call-ID: other',
    'CSeq: 1 PUBLISH',
    'Content-Type: application/vq-rtcpxr',
    `Content-Length: ${body.length}`,
    '',
    body,
  ].join('\r\n');
  const publish = datagram({ ...SIP, to: '10.0.0.7:5060', ms: 5100 }, Buffer.from(text));

  test('stands in the ladder of its call, with its figures in words', () => {
    const { store, dialogs } = ladderOf([...CALL, BYE, publish]);
    const call = new Ladder(store, [dialogs[0]], { media: true, columnsBy: 'port', names: new Map() });
    const row = call.row(3);
    expect(row).toMatchObject({ kind: 'report', from: 0, to: 2, label: 'PUBLISH report: 1.2% lost, MOS 4' });
    expect(call.rowOf(row.key)).toBe(3);
    const message = store.messageRow(row.kind === 'report' ? row.message : -1);
    expect(
      reportFacts(store, message).map((one) => (one.kind === 'heading' ? one.text : `${one.name}: ${one.text}`)),
    ).toEqual([
      'Report of a phone at the end of the call',
      'As the reporter hears it',
      'codec: PCMU',
      'lost on the way: 1.2 %',
      'discarded by the jitter buffer: 0.5 %',
      'MOS, listening: 4.1',
      'MOS, conversation: 4',
      'As the other end hears it',
      'round trip: 200 ms',
    ]);
    expect(reportFacts(store, 0)).toHaveLength(1);
  });
});

describe('what is known of a stream', () => {
  const factsOf = (store: Store): Fact[] => {
    const rows: number[] = [];
    store.mediaStreams.streams.each((row) => rows.push(row));
    return streamFacts(store, rows[0]);
  };
  const lines = (frames: Frame[]) =>
    factsOf(play(frames).store).map((one) =>
      one.kind === 'heading' ? one.text : `${one.name}: ${one.text}${one.kind === 'fact' && one.bad ? ' !' : ''}`,
    );

  test('a good one', () => {
    expect(lines([...CALL, ...talk({ ...VOICE, ms: 150 }, 100)])).toEqual([
      'PCMU  10.0.0.1:4000 -> 10.0.0.2:5000',
      'packets: 100 of 100, 0 lost (0.0 %)',
      'order: 0 out of order, 0 duplicates',
      'delta: 20.0 min, 20.0 mean, 20.0 max ms',
      'jitter: 0.0 min, 0.0 mean, 0.0 max ms',
      'packet time: 20 ms, 80.8 kbit/s, 1.98 s in all',
      'MOS: 4.41, R 93.2 (G.107: G.711 with concealment, Ie 0, Bpl 25.1, one-way delay unknown, taken as 0 ms)',
      'SSRC: 0x11223344',
      'codec: PCMU/8000, payload type 0',
      'jitter: 0.0 mean, 0.0 max ms',
      'loss: worst second 0 %',
      'rate: 51 packets/s at the most',
    ]);
  });

  test('a bad one behind a NAT, with digits', () => {
    const kept = talk({ from: '10.0.0.7:4444', to: VOICE.to, ms: 150 }, 100).filter((_, i) => i < 40 || i > 49);
    const facts = lines([...CALL, ...kept]);
    expect(facts).toContain('packets: 90 of 100, 10 lost (10.0 %) !');
    expect(facts).toContain('bursts: 1 burst with 100.0 % lost, 0.0 % between; 10 lost in a row at the most !');
    expect(facts).toContain('source: is not where the SDP says that its sender is: NAT or a relay !');
    // Loss is known when the next packet comes, which is in the second after: 10 of 60.
    expect(facts.find((line) => line.startsWith('loss'))).toBe('loss: worst second 17 %');
    expect(lines([...CALL, ...talk({ ...VOICE, ms: 150 }, 10), ...FIVE])).toContain('DTMF: 5');
  });

  test('what both ends report of it stands beside what was seen', () => {
    const up = (way: { from: string; to: string }) => ({ from: next(way.from), to: next(way.to) });
    const rtcp = (way: { from: string; to: string }, ms: number, ...packets: Buffer[]) =>
      datagram({ ...up(way), ms }, Buffer.concat(packets));
    const middle = 0x12345678;
    const sent = sr(0x11223344, [middle >>> 16, (middle << 16) >>> 0, 0, 100, 16_000]);
    const heard = { ssrc: 0x11223344, fraction: 26, lost: 9, jitter: 16, lsr: middle, dlsr: 65_536 };
    const facts = lines([
      ...CALL,
      ...talk({ ...VOICE, ms: 150 }, 100),
      rtcp(
        VOICE,
        2200,
        sent,
        sdes([
          0x11223344,
          [
            [1, 'ann@example.com'],
            [6, 'phone\x1b[31m'],
          ],
        ]),
      ),
      rtcp(VOICE_BACK, 3240, rr(2, [heard]), xr(2, voipMetricsBlock(0x11223344))),
      rtcp(VOICE, 3300, rr(0x11223344), bye([0x11223344], 'bored')),
    ]);
    expect(facts.slice(7, 15)).toEqual([
      'round trip: 40.0 ms to the receiver, unknown to the sender, from here',
      'receiver: 9 lost (10.2 % at last, 10.2 % at worst), jitter 2.0 ms !',
      'receiver XR: 5.1 % lost, 10.2 % discarded, jitter buffer 40 ms, R 87, MOS 3.9 !',
      'sender: says that it sent 100 packets',
      'CNAME: ann@example.com',
      'tool: phone␛[31m',
      'BYE: bored',
      'SSRC: 0x11223344',
    ]);
  });

  test('one whose codec nobody names', () => {
    const facts = lines(talk({ ...VOICE, ms: 0, type: 96 }, 50));
    expect(facts[0]).toBe('type 96  10.0.0.1:4000 -> 10.0.0.2:5000');
    expect(facts).toContain('MOS: none: no Ie and Bpl for an unknown codec');
    expect(facts).toContain('jitter: unknown');
  });
});
