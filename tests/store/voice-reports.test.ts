/** Reports of phones (RFC 6035): which messages tell of which call, and what they say. */

import type { Frame } from '../../src/capture/frame';
import { reportField, reportFigure } from '../../src/decode/voip-metrics';
import type { Store } from '../../src/store/store';
import { voiceReportOf } from '../../src/store/voice-reports';
import { dialogsOf, type PlayOptions, play } from './play';
import { datagram, sdpMessage } from './rtp';

const PHONE = { from: '10.0.0.1:5060', to: '10.0.0.2:5060' };
const TYPE = 'application/vq-rtcpxr';

interface Sent {
  ms: number;
  /** The report's own dialog. */
  callId: string;
  method?: string;
  type?: string;
  cseq?: number;
  body: string;
}

function message({ ms, callId, method = 'PUBLISH', type = TYPE, cseq = 1, body }: Sent): Frame {
  const lines = [
    `${method} sip:collector@example.com SIP/2.0`,
    `Via: SIP/2.0/UDP 10.0.0.1;branch=z9hG4bK${callId}${cseq}`,
    'From: <sip:phone@example.com>;tag=p',
    'To: <sip:collector@example.com>',
    `Call-ID: ${callId}`,
    `CSeq: ${cseq} ${method}`,
    `Content-Type: ${type}`,
    `Content-Length: ${body.length}`,
  ];
  return datagram({ ...PHONE, ms }, Buffer.from(`${lines.join('\r\n')}\r\n\r\n${body}`));
}

/** What a phone says of a call; another loss makes it another report. */
const report = (callId: string, loss = '1.5') =>
  [
    'VQSessionReport: CallTerm',
    `CallID: ${callId}`,
    'LocalID: <sip:phone@example.com>',
    'LocalAddr: IP=10.0.0.1 PORT=4000 SSRC=1a2b3c4d',
    'LocalMetrics:',
    `PacketLoss:NLR=${loss} JDR=0`,
    'QualityEst:MOSLQ=4.1 MOSCQ=4.0',
    '',
  ].join('\r\n');

const call = (id: string, ms: number) => sdpMessage({ ...PHONE, ms }, id, 'INVITE', []);

/** `publish 1.5`: the dialogs of the messages that tell of the call, and the loss they tell. */
function told(store: Store, callId: string): string[] {
  const dialog = dialogsOf(store).find((row) => store.names.callId(row) === callId) ?? -1;
  expect(dialog).toBeGreaterThanOrEqual(0);
  return store.voiceReports.ofDialog(store, dialog).map((row) => {
    const found = voiceReportOf(store, row);
    const loss = found === null ? 'none' : reportFigure(found.local, 'NLR');
    return `${store.names.callId(store.messages.columns.dialog[row] - 1)} ${loss}`;
  });
}

const ofCall = (frames: Frame[], options?: PlayOptions) => told(play(frames, options).store, 'call');

describe('a report', () => {
  const published = { callId: 'publish', body: report('call') };

  test('is of the call that it names, and not of its own dialog', () => {
    const { store } = play([call('call', 0), call('other', 10), message({ ...published, ms: 5000 })]);
    expect(told(store, 'call')).toEqual(['publish 1.5']);
    expect([told(store, 'other'), told(store, 'publish')]).toEqual([[], []]);
  });

  test('may come before the call', () => {
    expect(ofCall([message({ ...published, ms: 0 }), call('call', 5000)])).toEqual(['publish 1.5']);
  });

  test('may come by NOTIFY', () => {
    expect(ofCall([call('call', 0), message({ ...published, method: 'NOTIFY', ms: 5000 })])).toEqual(['publish 1.5']);
  });

  test('may be part of a body, and its type written in any way', () => {
    const body = `--x\r\nContent-Type: text/plain\r\n\r\nhello\r\n--x\r\nContent-Type: ${TYPE}\r\n\r\n${report('call')}\r\n--x--\r\n`;
    expect(
      ofCall([call('call', 0), message({ ...published, type: 'multipart/mixed;boundary=x', body, ms: 1 })]),
    ).toEqual(['publish 1.5']);
    expect(ofCall([call('call', 0), message({ ...published, type: 'Application/VQ-RTCPXR;v=1', ms: 1 })])).toEqual([
      'publish 1.5',
    ]);
  });

  test('says what it says', () => {
    const { store } = play([call('call', 0), message({ ...published, ms: 5000 })]);
    const [row] = store.voiceReports.ofDialog(store, dialogsOf(store)[0]);
    const found = voiceReportOf(store, row);
    expect(found).toMatchObject({ kind: 'session', final: true, problems: [] });
    expect(found && reportField(found, 'LocalAddr')).toBe('IP=10.0.0.1 PORT=4000 SSRC=1a2b3c4d');
    expect(voiceReportOf(store, store.dialogs.columns.firstMessage[dialogsOf(store)[0]] - 1)).toBeNull();
  });

  test.each<[string, Partial<Sent>]>([
    ['of another type', { type: 'text/plain' }],
    ['in a MESSAGE', { method: 'MESSAGE' }],
    ['that names no call', { body: report('call').replace(/CallID.*\r\n/, '') }],
    ['that names it in its head only', { callId: 'call', body: report('other') }],
    ['that names another in other letters', { body: report('CALL') }],
    ['that names it with more behind', { body: report('call2') }],
  ])('is none %s', (_, change) => {
    expect(ofCall([call('call', 0), message({ ...published, ms: 5000, ...change })])).toEqual([]);
  });

  test('whose body is no report is no report when it is read', () => {
    const body = report('call').replace('VQSessionReport', 'Nothing');
    expect(ofCall([call('call', 0), message({ ...published, body, ms: 5000 })])).toEqual(['publish none']);
  });
});

describe('several', () => {
  test('of one call stand in the order of their time', () => {
    const reports = [5000, 15_000, 10_000].map((ms, i) =>
      message({ ms, callId: `p${i}`, body: report('call', String(i)) }),
    );
    expect(ofCall([call('call', 0), ...reports])).toEqual(['p0 0', 'p2 2', 'p1 1']);
  });

  test('that are the same are one: sent again, seen twice, sent with credentials, sent on', () => {
    const first: Sent = { callId: 'p', body: report('call'), ms: 5000 };
    const again: Sent[] = [
      { ...first, ms: 5500 },
      { ...first, ms: 5000.5 },
      { ...first, ms: 6000, cseq: 2 },
      { ...first, ms: 7000, callId: 'notify', method: 'NOTIFY' },
    ];
    expect(ofCall([call('call', 0), ...[first, ...again].map(message)])).toEqual(['p 1.5']);
  });
});

describe('what changes', () => {
  test('is the dialog that is named', () => {
    const { store, decoder } = play([call('call', 0), call('other', 1)], { open: true });
    store.changed.take();
    decoder.frame(message({ ms: 5000, callId: 'p', body: report('call') }));
    const names = store.changed.take().map((row) => store.names.callId(row));
    expect(names.sort()).toEqual(['call', 'p']);
  });
});

describe('bounds', () => {
  const tiny = { limits: { memoryBytes: 8 * 2 ** 20 } };
  /** As many as that memory has room for. */
  const MOST = 1024;

  test('the oldest go first', () => {
    const reports = Array.from({ length: MOST + 10 }, (_, i) =>
      message({ ms: i, callId: 'p', cseq: i + 1, body: report('call', String(i)) }),
    );
    const found = ofCall([call('call', 0), ...reports], tiny);
    expect(found).toHaveLength(MOST);
    expect([found[0], found.at(-1)]).toEqual(['p 10', `p ${MOST + 9}`]);
  });

  test('those of other calls make room, and what is left is found', () => {
    const calls = Array.from({ length: 3 * MOST }, (_, i) =>
      message({ ms: i, callId: 'p', cseq: i + 1, body: report(i % 3 === 0 ? 'call' : `c${i}`, String(i)) }),
    );
    const { store } = play([call('call', 0), call('c1', 0), call('c3071', 0), ...calls], tiny);
    expect(told(store, 'c1')).toEqual([]);
    expect(told(store, 'c3071')).toEqual(['p 3071']);
    expect(told(store, 'call').at(0)).toBe(`p ${2 * MOST + 1}`);
    expect(told(store, 'call')).toHaveLength(Math.floor(MOST / 3));
  });

  test('where there is room for one only, the next of the same call takes its place', () => {
    const limits = { memoryBytes: 4000 };
    const { store, decoder } = play([call('call', 0), call('other', 0)], { limits, open: true });
    for (const [i, loss] of ['1', '2', '3'].entries()) {
      decoder.frame(message({ ms: i, callId: 'call', cseq: 5 + i, body: report('call', loss) }));
      expect(told(store, 'call')).toEqual([`call ${loss}`]);
    }
  });

  test('a report goes with its message', () => {
    const { store, decoder } = play([call('call', 0), message({ ms: 1, callId: 'p', body: report('call') })], {
      open: true,
    });
    store.clear((dialog) => store.names.callId(dialog) === 'p');
    expect(told(store, 'call')).toEqual([]);
    // Its row is another message's now, and that of the same report is a new one.
    decoder.frame(call('next', 2));
    expect(told(store, 'call')).toEqual([]);
    decoder.frame(message({ ms: 3, callId: 'q', body: report('call') }));
    expect(told(store, 'call')).toEqual(['q 1.5']);
  });

  test('a call that goes leaves its reports to nobody', () => {
    const { store, decoder } = play([call('call', 0), message({ ms: 1, callId: 'p', body: report('call') })], {
      open: true,
    });
    store.clear((dialog) => store.names.callId(dialog) === 'call');
    decoder.frame(call('other', 2));
    expect(told(store, 'other')).toEqual([]);
  });

  test('a Call-ID without end is not kept', () => {
    const long = 'x'.repeat(513);
    const { store } = play([call(long, 0), message({ ms: 1, callId: 'p', body: report(long) })]);
    expect(told(store, long)).toEqual([]);
    expect(store.voiceReports.bytes).toBe(0);
  });

  test('what is kept counts as memory', () => {
    const { store, decoder } = play([call('call', 0)], { open: true });
    const before = store.memoryBytes - store.raw.bytes - store.names.bytes;
    decoder.frame(message({ ms: 1, callId: 'call', cseq: 9, body: report('call') }));
    const kept = store.memoryBytes - store.raw.bytes - store.names.bytes - before;
    expect(kept - store.voiceReports.bytes).toBe(130);
    expect(store.voiceReports.bytes).toBeGreaterThanOrEqual(100 + 4);
  });
});
