/** What --print gives in each format: names and order of fields, nulls, and that hostile text stays text. */

import type { Frame } from '../../src/capture/frame';
import { FORMATS, type Format, formatsOf, PRINTABLES, type Printable, printed } from '../../src/export/print';
import { dialogsOf, play } from '../store/play';
import { sdpMessage, talk } from '../store/rtp';
import { framesOf, scenario } from '../store/scenario';

interface Made {
  text: string;
  strays?: boolean;
  /** Packets behind those of the text. */
  media?: Frame[];
}

function output(what: Printable, as: Format, { text, strays = true, media = [] }: Made): string {
  const { store, decoder } = play([...framesOf(scenario(text)), ...media]);
  const dialogs = dialogsOf(store);
  return [...printed(what, as, { store, counts: decoder.counts, dialogs, strays, names: new Map() })].join('');
}

// biome-ignore lint/suspicious/noExplicitAny: what JSON holds
function records(what: Printable, text: string): any[] {
  const lines = output(what, 'json', { text }).split('\n');
  expect(lines.pop()).toBe('');
  return lines.map((line) => JSON.parse(line));
}

const CALL = `
0      A > B INVITE | sdp
0.5    A > B again 1
0.6    B > A 180 Ringing
2      B > A 200 OK
9      A > B OPTIONS | call=none
`;

describe('json', () => {
  test('dialogs', () => {
    expect(Object.entries(records('dialogs', CALL)[0])).toEqual([
      ['index', 1],
      ['callId', 'one@example.com'],
      ['method', 'INVITE'],
      ['state', 'in call'],
      ['from', 'alice@example.com'],
      ['to', 'bob@example.com'],
      ['fromUser', 'alice'],
      ['toUser', 'bob'],
      ['source', '10.0.0.1:5060'],
      ['destination', '10.0.0.2:5060'],
      ['transport', 'UDP'],
      ['start', '2023-11-14T22:13:20.000000Z'],
      ['messages', 4],
      ['retransmissions', 1],
      ['status', 200],
      ['reason', 'OK'],
      ['setupMs', 600],
      ['ringMs', 1400],
      ['talkMs', null],
      ['durationMs', 2000],
      ['legs', []],
      ['guessedLegs', []],
      ['streams', 0],
      ['findings', null],
    ]);
  });

  test('messages', () => {
    const [invite, again, ringing, , stray] = records('messages', CALL);
    expect(Object.entries(invite)).toEqual([
      ['number', 1],
      ['dialog', 1],
      ['callId', 'one@example.com'],
      ['time', '2023-11-14T22:13:20.000000Z'],
      ['source', '10.0.0.1:5060'],
      ['destination', '10.0.0.2:5060'],
      ['transport', 'UDP'],
      ['request', true],
      ['method', 'INVITE'],
      ['status', null],
      ['reason', null],
      ['cseq', 1],
      ['branch', 'z9hG4bK-1'],
      ['fromTag', 'caller'],
      ['toTag', null],
      ['retransmission', false],
      ['length', expect.any(Number)],
      ['sdp', true],
      ['problems', expect.any(Array)],
    ]);
    expect(again).toMatchObject({ number: 2, retransmission: true, time: '2023-11-14T22:13:20.500000Z' });
    expect(ringing).toMatchObject({
      request: false,
      method: 'INVITE',
      status: 180,
      reason: 'Ringing',
      toTag: 'called',
    });
    expect(stray).toMatchObject({ number: 5, dialog: null, callId: null, method: 'OPTIONS' });
    expect(Object.keys(stray)).toEqual(Object.keys(invite));
  });

  test('what is missing is null, not left out', () => {
    const [message] = records('messages', '0 A > B OPTIONS | branch=none | From:  | To:  | CSeq: ');
    expect(message).toMatchObject({ cseq: null, branch: null, fromTag: null, toTag: null, status: null, reason: null });
    const [dialog] = records('dialogs', '0 A > B OPTIONS');
    expect(dialog).toMatchObject({ status: null, reason: null, setupMs: null, ringMs: null, talkMs: null });
  });

  test('a CSeq of zero is a number', () => {
    expect(records('messages', '0 A > B OPTIONS | cseq=0')[0].cseq).toBe(0);
  });

  test('streams', () => {
    const ends = { from: '10.0.0.1:4000', to: '10.0.0.2:5000' };
    const media = [...talk({ ...ends, ms: 100 }, 4), ...talk({ ...ends, ms: 200, sequence: 7, type: 0 }, 1)];
    const lines = output('streams', 'json', { text: '', media }).split('\n');
    expect(Object.entries(JSON.parse(lines[0]))).toEqual([
      ['dialog', null],
      ['callId', null],
      ['source', '10.0.0.1:4000'],
      ['destination', '10.0.0.2:5000'],
      ['ssrc', '0x11223344'],
      ['payloadType', 0],
      ['codec', 'PCMU'],
      ['clockRate', 8000],
      ['packets', 5],
      ['expected', 7],
      ['lost', 2],
      ['lostPercent', 28.6],
      ['outOfOrder', 0],
      ['duplicates', 0],
      ['minDeltaMs', 20],
      ['meanDeltaMs', 25],
      ['maxDeltaMs', 40],
      ['minJitterMs', 0],
      ['meanJitterMs', 0.312],
      ['maxJitterMs', 1.25],
      ['start', '2023-11-14T22:13:20.100000Z'],
      ['end', '2023-11-14T22:13:20.200000Z'],
      // 93.2 - 95 * 28.57 / (28.57 / 1.43 + 25.1): two in a row are lost of seven.
      ['mos', 1.74],
      ['rFactor', 33],
      [
        'mosBasis',
        'G.107: G.711 with concealment, Ie 0, Bpl 25.1, BurstR 1.4, one-way delay unknown, taken as 0 ms, ' +
          'loss beyond the 20 % that the model is made for',
      ],
      ['dtmf', null],
    ]);
  });

  test('streams of filtered dialogs only, where something was filtered', () => {
    const media = talk({ from: '10.0.0.1:4000', to: '10.0.0.2:5000', ms: 100 }, 4);
    expect(output('streams', 'json', { text: '', media, strays: false })).toBe('');
  });

  test('what is not known of a stream is null', () => {
    const media = talk({ from: '10.0.0.1:4000', to: '10.0.0.2:5000', ms: 100, type: 111, marker: true }, 4);
    const [stream] = output('streams', 'json', { text: '', media }).split('\n');
    expect(JSON.parse(stream)).toMatchObject({ codec: null, clockRate: null, minDeltaMs: null, maxJitterMs: null });
  });

  test('stats', () => {
    const [stats, ...more] = records('stats', CALL);
    expect(more).toEqual([]);
    expect(Object.keys(stats).slice(0, 9)).toEqual([
      'packets',
      'messages',
      'dialogs',
      'byMethod',
      'byStatus',
      'byState',
      'rfc6076',
      'topSources',
      'capture',
    ]);
    expect(Object.keys(stats.rfc6076)).toEqual([
      'srdMs',
      'sddMs',
      'sdtMs',
      'ser',
      'seer',
      'isa',
      'scr',
      'rrdMs',
      'ira',
    ]);
    expect(stats).toMatchObject({
      packets: 5,
      messages: 5,
      dialogs: 1,
      byMethod: { INVITE: 2, OPTIONS: 1 },
      byStatus: { 180: 1, 200: 1 },
      byState: { 'in call': 1 },
      topSources: [
        { address: '10.0.0.1', messages: 3 },
        { address: '10.0.0.2', messages: 2 },
      ],
      capture: {
        received: null,
        droppedByKernel: null,
        droppedByInterface: null,
        droppedHere: 0,
        leftOutByFilter: null,
      },
    });
  });

  test('ladder and raw', () => {
    const [ladder] = records('ladder', CALL);
    expect(ladder).toMatchObject({
      dialog: 1,
      columns: [{ label: '10.0.0.1:5060' }, { label: '10.0.0.2:5060' }],
    });
    expect(ladder.rows[1]).toMatchObject({
      deltaMs: 500,
      from: '10.0.0.1:5060',
      label: 'INVITE (SDP)',
      retransmission: true,
    });
    expect(ladder.rows[0].deltaMs).toBeNull();
    const raw = records('raw', CALL);
    expect(raw.map(({ number, text }) => `${number} ${text.split('\r\n')[0]}`)).toEqual([
      '1 INVITE sip:bob@example.com SIP/2.0',
      '2 INVITE sip:bob@example.com SIP/2.0',
      '3 SIP/2.0 180 Ringing',
      '4 SIP/2.0 200 OK',
      '5 OPTIONS sip:bob@example.com SIP/2.0',
    ]);
  });
});

describe('what RFC 6076 measures', () => {
  test('of answered, refused, redirected and failed calls, and registrations', () => {
    const [stats] = records(
      'stats',
      `
0    A > B INVITE | call=answered
0.2  B > A 180 Ringing
1    B > A 200 OK
5    A > B BYE | call=answered
5.1  B > A 200 OK
10   A > B INVITE | call=busy
10.4 B > A 486 Busy Here
20   A > B INVITE | call=moved
20.3 B > A 302 Moved
30   A > B INVITE | call=failed
30.3 B > A 503 Service Unavailable
40   A > B REGISTER | call=r1
40.5 B > A 200 OK
50   A > B REGISTER | call=r2
50.5 B > A 403 Forbidden
60   A > B BYE | call=midway
`,
    );
    expect(stats.rfc6076).toEqual({
      srdMs: 300,
      sddMs: 100,
      sdtMs: 4000,
      ser: 33.33,
      seer: 66.67,
      isa: 25,
      scr: 25,
      rrdMs: 500,
      ira: 50,
    });
  });

  test('nothing, of nothing', () => {
    const [{ rfc6076 }] = records('stats', '');
    expect(new Set(Object.values(rfc6076))).toEqual(new Set([null]));
  });
});

/** C0, DEL, C1, bidi, in every place that a record takes text from. */
const HOSTILE = '\x1b[2J\x07\x7f\x9b31m\u202e\u2066\ufeff"=1+1';
const ATTACK = `
0  A > B INVITE sip:x\x1b]0;title\x07@y | From: "${HOSTILE}" <sip:ali\x1b[31mce\u202e@example.com>;tag=\x1b\x7f | To: <sip:\u202ebob@exa\x9bmple.com> | Call-ID: id\x1b[0m\u2066x | Subject: ${HOSTILE}
1  B > A 486 Bus\x1b[5my \u202e | From: "${HOSTILE}" <sip:ali\x1b[31mce\u202e@example.com>;tag=\x1b\x7f | Call-ID: id\x1b[0m\u2066x
2  A > B OP\x1bTIONS | call=none
`;
const ATTACK_MEDIA = [
  sdpMessage({ from: '10.0.0.1:5060', to: '10.0.0.2:5060', ms: 3000 }, 'id\x1b[31m\u202e', 'INVITE', [
    'c=IN IP4 10.0.0.1',
    'm=audio 4000 RTP/AVP 96',
    'a=rtpmap:96 \x1b[31mcodec\u202e\x7f/8000',
  ]),
  ...talk({ from: '10.0.0.2:5000', to: '10.0.0.1:4000', ms: 3100, type: 96 }, 2),
];

describe('drawings', () => {
  const drawing = (as: Format, text: string) => output('ladder', as, { text });

  test('are of ladders only', () => {
    expect(PRINTABLES.map((what) => [what, formatsOf(what).join()])).toEqual(
      PRINTABLES.map((what) => [what, what === 'ladder' ? FORMATS.join() : 'text,json,csv']),
    );
  });

  test.each(['svg', 'mermaid'] as const)('%s is of one call', (as) => {
    expect(drawing(as, CALL.replace(/.*OPTIONS.*/, ''))).toContain('180 Ringing');
    expect(() => drawing(as, '')).toThrow('there is no call to draw');
    expect(() => drawing(as, '0 A > B INVITE | call=one\n1 A > B INVITE | call=two')).toThrow(
      'this format shows one call, and there are 2: keep one with a filter, or take html',
    );
  });
});

describe('hostile text', () => {
  // Those of findings are in findings.test.ts.
  test.each(PRINTABLES.filter((what) => what !== 'findings' && what !== 'attackers'))(
    'in %s is harmless in every format',
    (what) => {
      const formats: Format[] = ['text', 'json', 'csv'];
      for (const as of formats) {
        const text = output(what, as, { text: ATTACK, media: ATTACK_MEDIA });
        expect(text).not.toBe('');
        const rest = text.replaceAll(as === 'csv' ? '\r\n' : '\n', '');
        expect({ as, found: /[\0-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]/.exec(rest)?.[0] }).toEqual({ as });
      }
    },
  );

  test('in JSON is what was sent, once it is parsed', () => {
    const [dialog] = records('dialogs', ATTACK);
    expect(dialog).toMatchObject({
      from: 'ali\x1b[31mce\u202e@example.com',
      callId: 'id\x1b[0m\u2066x',
      reason: 'Bus\x1b[5my \u202e',
    });
    expect(output('dialogs', 'json', { text: ATTACK })).toContain('\\u202e');
  });

  test('in text is shown as symbols', () => {
    expect(output('dialogs', 'text', { text: ATTACK })).toContain('ali␛[31mce\ufffd@example.com');
    expect(output('raw', 'text', { text: ATTACK })).toContain('sip:x␛]0;title␇@y');
  });
});

describe('csv', () => {
  /** RFC 4180, strictly. */
  function parsed(csv: string): string[][] {
    const rows: string[][] = [[]];
    const pattern = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy;
    for (let found = pattern.exec(csv); found !== null; found = pattern.exec(csv)) {
      rows.at(-1)?.push(found[1]?.replaceAll('""', '"') ?? found[2]);
      if (found[3] === '\r\n') rows.push([]);
    }
    expect(rows.pop()).toEqual([]);
    expect(rows.map((row) => row.join()).join('').length).toBeGreaterThan(csv.length / 2);
    return rows;
  }

  /** What becomes of these as Call-IDs. */
  function callIds(...names: string[]): string[] {
    const text = names.map((name, i) => `${i} A > B INVITE | Call-ID: ${name}`).join('\n');
    return parsed(output('dialogs', 'csv', { text }))
      .slice(1)
      .map((row) => row[1]);
  }

  test('has a header line and a line a dialog', () => {
    const rows = parsed(output('dialogs', 'csv', { text: CALL }));
    expect(rows[0]).toEqual(Object.keys(records('dialogs', CALL)[0]));
    expect(rows[1].slice(0, 5)).toEqual(['1', 'one@example.com', 'INVITE', 'in call', 'alice@example.com']);
    expect(rows).toHaveLength(2);
  });

  test('has its header line even where there is nothing', () => {
    const fields: [Printable, string[]][] = [
      ['dialogs', Object.keys(records('dialogs', CALL)[0])],
      ['messages', Object.keys(records('messages', CALL)[0])],
      ['raw', Object.keys(records('raw', CALL)[0])],
      ['ladder', ['dialog', 'callId', ...Object.keys(records('ladder', CALL)[0].rows[0])]],
    ];
    expect(fields.map(([what]) => [what, ...parsed(output(what, 'csv', { text: '' }))])).toEqual(fields);
  });

  test('quotes commas, quotes and blanks at the ends', () => {
    const text = '0 A > B INVITE | Call-ID: a,"b"\n1 B > A 486 Busy, "really" ';
    const rows = parsed(output('dialogs', 'csv', { text }));
    expect(rows[1][1]).toBe('a,"b"');
    expect(rows[1][15]).toBe('Busy, "really"');
  });

  test('holds nothing that a spreadsheet runs', () => {
    expect(callIds('=HYPERLINK("http://x")', '=1+1', '@SUM(1)', "+cmd|'/C calc'!A0", '-2+3*Sheet!A1')).toEqual([
      '\'=HYPERLINK("http://x")',
      "'=1+1",
      "'@SUM(1)",
      "'+cmd|'/C calc'!A0",
      "'-2+3*Sheet!A1",
    ]);
  });

  test('leaves telephone numbers and addresses as they are', () => {
    const names = ['+12025550110@example.com', '@203.0.113.5', '+49-30-123456', '-1a@10.0.0.1', '+1;phone-context=x'];
    expect(callIds(...names)).toEqual(names);
    const from = '0 A > B INVITE | From: <sip:+12025550110@example.com>;tag=a | To: <sip:@203.0.113.5>';
    expect(parsed(output('dialogs', 'csv', { text: from }))[1].slice(4, 8)).toEqual([
      '+12025550110@example.com',
      '@203.0.113.5',
      '+12025550110',
      '',
    ]);
  });

  test('keeps the lines of a raw message, and nothing else that is not a character', () => {
    const [, row] = parsed(output('raw', 'csv', { text: '0 A > B INVITE | Subject: "a"\tb\rc | sdp' }));
    const [raw] = records('raw', '0 A > B INVITE | Subject: "a"\tb\rc | sdp');
    expect(row.at(-1)).toBe(raw.text.replace('\t', '␉').replace('\rc', '␍c'));
    expect(row.at(-1)?.split('\r\n')[0]).toBe('INVITE sip:bob@example.com SIP/2.0');
  });

  test('stats are names and values', () => {
    const rows = parsed(output('stats', 'csv', { text: CALL }));
    expect(rows.slice(0, 5)).toEqual([
      ['name', 'value'],
      ['packets', '5'],
      ['messages', '5'],
      ['dialogs', '1'],
      ['byMethod.INVITE', '2'],
    ]);
  });
});

describe('text', () => {
  test('stats name the statuses', () => {
    const text =
      '0 A > B OPTIONS\n1 B > A 486 Nope\n2 A > B INFO\n3 B > A 499 Odd\n4 A > B INFO | cseq=5\n5 B > A 777 x';
    const [, found] = /^Responses\n(.*?)\n\n/ms.exec(output('stats', 'text', { text })) ?? [];
    expect(found?.split('\n')).toEqual(['  486 Busy Here     1', '  499 Client error  1', '  777               1']);
  });

  test('dialogs', () => {
    const lines = output('dialogs', 'text', { text: CALL }).split('\n');
    expect(lines[0].split(/ {2,}/)).toEqual([
      '#',
      'Time',
      'Method',
      'From',
      'To',
      'State',
      'Finding',
      'Msgs',
      'Setup',
      'Talk',
      'Source',
      'Destination',
      'Call-ID',
    ]);
    expect(lines[1]).toMatch(
      /^1 {2}2023-11-14T22:13:20\.000000Z {2}INVITE {2}alice@example.com {2}bob@example.com {2}in call .* one@example.com$/,
    );
  });

  test('a ladder', () => {
    const lines = output('ladder', 'text', { text: CALL }).split('\n');
    expect(lines[0]).toBe('Call 1: alice@example.com -> bob@example.com, in call');
    expect(lines.find((line) => line.startsWith('22:13:20.000000 '))).toMatch(/│ INVITE \(SDP\) ─+>│$/);
    expect(lines.find((line) => line.includes('again'))).toMatch(/\+500 ms .*─>>│$/);
    expect(lines.find((line) => line.includes('180'))).toMatch(/\+100 ms .*│<─+ 180 Ringing │$/);
  });

  test('messages, in which retransmissions are told', () => {
    const lines = output('messages', 'text', { text: CALL }).split('\n');
    expect(lines[1]).toMatch(/^1 +1 {2}2023-11-14T22:13:20\.000000Z .* INVITE \(SDP\) {2,}1 INVITE/);
    expect(lines[2]).toMatch(/^2 +1 {2}2023-11-14T22:13:20\.500000Z .* INVITE \(SDP\) \(again\) {2}1 INVITE/);
  });

  test('says the same time in the same words everywhere', () => {
    const whats: Printable[] = ['dialogs', 'messages', 'raw', 'ladder'];
    const found = whats.map((what) => output(what, 'text', { text: CALL }).match(/\S*\d\d:\d\d:\d\d\S*/)?.[0]);
    expect(found).toEqual(whats.map(() => '2023-11-14T22:13:20.000000Z'));
  });

  test('cuts long names in tables, and only there', () => {
    const [user, reason] = ['u'.repeat(300), 'r'.repeat(300)];
    const text = `0 A > B INVITE | From: <sip:日${user}@x> | To: <sip:${user}> | Call-ID: ${user}\n1 B > A 486 ${reason}`;
    const [, row] = output('dialogs', 'text', { text }).split('\n');
    expect(row.match(/\S*u{9}\S*/g)).toEqual([`日${'u'.repeat(37)}…`, `${'u'.repeat(39)}…`, `${'u'.repeat(39)}…`]);
    expect(output('messages', 'text', { text })).toContain(` 486 ${'r'.repeat(35)}…  `);
    for (const as of ['json', 'csv'] as const) expect(output('dialogs', as, { text }).match(/u{300}/g)).toHaveLength(4);
  });

  test('leaves strays out when something was filtered', () => {
    expect(output('messages', 'text', { text: CALL, strays: false })).not.toContain('OPTIONS');
    expect(output('messages', 'text', { text: CALL })).toContain('OPTIONS');
  });

  test('nothing is no error', () => {
    for (const what of PRINTABLES) expect(typeof output(what, 'text', { text: '' })).toBe('string');
  });
});
