import fc from 'fast-check';
import type { Frame } from '../../src/capture/frame';
import { ACK, ethernet, FIN, type FrameOptions, frameOf, ipv4, ipv6, RST, SYN, sip, tcp } from './build';
import { Listener, listen } from './listen';

/** Writes what two ends of a connection send; the client's first byte has sequence number 1. */
class Wire {
  readonly frames: Frame[] = [];
  time = 1000;

  constructor(
    private readonly first = 0,
    private readonly options: FrameOptions = {},
  ) {}

  /** `from`: offset of the first byte in the client's stream. */
  client(payload: Buffer | string, from = 0, flags = ACK): this {
    return this.add(tcp(Buffer.from(payload), { from: 40000, to: 5060, sequence: this.first + 1 + from, flags }), 1, 2);
  }

  server(payload: Buffer | string, from = 0, flags = ACK, acknowledgement = 0): this {
    const segment = {
      from: 5060,
      to: 40000,
      sequence: 5001 + from,
      flags,
      acknowledgement: this.first + 1 + acknowledgement,
    };
    return this.add(tcp(Buffer.from(payload), segment), 2, 1);
  }

  open(): this {
    return this.client('', -1, SYN).server('', -1, SYN | ACK);
  }

  wait(seconds: number): this {
    this.time += seconds;
    return this;
  }

  private add(segment: Buffer, from: number, to: number): this {
    const packet = ethernet(ipv4(segment, { from: `10.0.0.${from}`, to: `10.0.0.${to}`, protocol: 6 }));
    this.frames.push(frameOf(packet, { ...this.options, time: this.time, position: this.frames.length }));
    return this;
  }
}

const a = sip('a', 'body of a');
const b = sip('b');
const c = sip('c', 'body of c');
const abc = Buffer.concat([a, b, c]);

function check(wire: Wire, expected: Array<[Buffer | string, ...string[]]>): void {
  const { heard } = listen(wire.frames);
  expect(heard.map((each) => [each.text, ...each.problems])).toEqual(
    expected.map(([text, ...problems]) => [text.toString(), ...problems]),
  );
}

describe('messages and segments', () => {
  test.each<[string, Wire]>([
    [
      'one message a segment',
      new Wire()
        .client(a)
        .client(b, a.length)
        .client(c, a.length + b.length),
    ],
    ['all in one segment', new Wire().client(abc)],
    ['a message over two segments', new Wire().client(abc.subarray(0, 40)).client(abc.subarray(40), 40)],
    [
      'a cut in the body',
      new Wire().client(abc.subarray(0, a.length - 3)).client(abc.subarray(a.length - 3), a.length - 3),
    ],
    ['a cut between CR and LF', new Wire().client(abc.subarray(0, 36)).client(abc.subarray(36), 36)],
    [
      'a retransmission',
      new Wire()
        .client(a)
        .client(a)
        .client(Buffer.concat([b, c]), a.length),
    ],
    ['a retransmission with more', new Wire().client(a).client(abc)],
    ['a retransmission of less', new Wire().client(abc).client(b, a.length)],
    [
      'segments that overlap',
      new Wire().client(abc.subarray(0, 90)).client(abc.subarray(50, 200), 50).client(abc.subarray(150), 150),
    ],
    [
      'the later first',
      new Wire()
        .open()
        .client(c, a.length + b.length)
        .client(b, a.length)
        .client(a),
    ],
    [
      'sequence numbers that wrap',
      new Wire(0xffffff80).open().client(abc.subarray(0, 200)).client(abc.subarray(200), 200),
    ],
    [
      'line ends between messages',
      new Wire()
        .client('\r\n\r\n')
        .client(a, 4)
        .client('\r\n', 4 + a.length)
        .client(Buffer.concat([Buffer.from('\r\n'), b, c]), 6 + a.length),
    ],
    [
      'a probe whether the other end lives',
      new Wire()
        .client(a)
        .client('\0', a.length - 1)
        .client(Buffer.concat([b, c]), a.length),
    ],
    ['both ways', new Wire().client(a).server(b).client(c, a.length)],
  ])('%s', (_name, wire) => check(wire, [[a], [b], [c]]));

  test('byte by byte', () => {
    const wire = new Wire().open();
    for (let i = 0; i < abc.length; i++) wire.client(abc.subarray(i, i + 1), i);
    check(wire, [[a], [b], [c]]);
  });

  test('each way has its ends, and IPv6 too', () => {
    const { heard } = listen(new Wire().client(a).server(b).frames);
    expect(heard.map((each) => each.way)).toEqual([
      'TCP 10.0.0.1:40000 > 10.0.0.2:5060',
      'TCP 10.0.0.2:5060 > 10.0.0.1:40000',
    ]);
    const six = listen([frameOf(ethernet(ipv6(tcp(a, { from: 40000 }), { next: 6 }), 0x86dd))]);
    expect(six.heard[0].way).toBe('TCP [2001:db8::1]:40000 > [2001:db8::2]:5060');
  });

  test('the frames that hold a part are named', () => {
    const wire = new Wire()
      .client(a)
      .client(abc.subarray(a.length, a.length + 20), a.length)
      .client(abc.subarray(a.length + 20), a.length + 20);
    expect(listen(wire.frames).heard.map((each) => each.frames)).toEqual([[0], [1, 2], [2]]);
  });

  test('a frame that fills a hole completes what waited behind it', () => {
    const wire = new Wire().open().client(abc.subarray(40), 40).client(abc.subarray(0, 40));
    expect(listen(wire.frames).heard.map((each) => each.frames)).toEqual([
      [2, 3],
      [2, 3],
      [2, 3],
    ]);
  });

  test('frames of a live capture are kept', () => {
    const wire = new Wire(0, { volatile: true }).client(abc.subarray(0, 40)).client(abc.subarray(40, 100), 40);
    const { heard } = listen(wire.frames);
    expect(heard).toMatchObject([{ text: abc.toString('latin1', 0, 100), frames: [0, 1] }]);
  });
});

describe('what is lost', () => {
  const long = sip('long', 'x'.repeat(400));
  const stream = Buffer.concat([long, b, c]);
  const cut = 200;
  const gap = `a gap of ${long.length - cut} bytes in the TCP stream`;

  /** How many messages are out before the end of the capture brings out the rest. */
  function givenBeforeTheEnd(wire: Wire): number {
    const listener = new Listener();
    for (const frame of wire.frames) listener.decoder.frame(frame);
    return listener.heard.length;
  }

  test('a gap that the receiver acknowledged is waited for a moment only', () => {
    const wire = new Wire().open().client(stream.subarray(0, cut)).client(b, long.length);
    expect(givenBeforeTheEnd(wire)).toBe(0);
    wire.server('', 0, ACK, long.length + b.length);
    expect(givenBeforeTheEnd(wire)).toBe(0);
    wire.wait(0.3).client(c, long.length + b.length);
    expect(givenBeforeTheEnd(wire)).toBe(3);
    check(wire, [[stream.subarray(0, cut), gap, expect.any(String)], [b], [c]]);
  });

  describe('a message that is not whole behind a gap that the receiver acknowledged', () => {
    const at = (i: number) => b.length + 50 * i;
    const wire = () => {
      const it = new Wire().open().client(a);
      for (let i = 0; i < 4; i++) it.client(long.subarray(50 * i, 50 * (i + 1)), a.length + at(i));
      return it.server('', 0, ACK, a.length + at(4));
    };
    const body = `${200 - long.indexOf('xxx')} of 400 bytes of the body`;
    test('goes on with what comes', () => check(wire().client(long.subarray(200), a.length + at(4)), [[a], [long]]));
    test.each<[string, Wire, string]>([
      ['ten seconds', wire().wait(11).server('\r\n'), 'the rest did not come within 10 s'],
      ['the end of the capture', wire(), 'the capture ends in the middle of the message'],
    ])('is given after %s', (_name, it, why) => check(it, [[a], [long.subarray(0, 200), why, body]]));
  });

  test('a gap is given up after many segments', () => {
    const wire = new Wire().client(stream.subarray(0, cut));
    for (let i = 0; i < 64; i++) wire.client(b, long.length + i * b.length);
    expect(givenBeforeTheEnd(wire)).toBe(0);
    expect(givenBeforeTheEnd(wire.client(b, long.length + 64 * b.length))).toBe(66);
  });

  test('a gap is given up after a while', () => {
    const wire = new Wire().client(stream.subarray(0, cut)).client(b, long.length);
    const frames = wire.wait(11).server('\r\n').frames;
    const { heard } = listen(frames);
    expect(heard.map((each) => each.text)).toEqual([stream.toString('latin1', 0, cut), b.toString()]);
    expect(heard.map((each) => each.time)).toEqual([1000, 1000]);
    expect(heard.map((each) => each.frames)).toEqual([[0], [1]]);
  });

  describe('what another frame sets free has the time and the frames of its own', () => {
    /** A gap, then `count` segments: the first half of a message, the other half, one that is whole. */
    const behind = (count: number, stepSeconds = 1) => {
      const it = new Wire().open().client(a);
      const parts = [long.subarray(0, 200), long.subarray(200), b];
      for (let i = 0, at = a.length + 100; i < count; at += parts[i++ % 3].length)
        it.wait(stepSeconds).client(parts[i % 3], at);
      return it.wait(stepSeconds);
    };
    const own: Array<[number, number[]]> = [
      [1000, [2]],
      [1002, [3, 4]],
      [1003, [5]],
    ];
    const acknowledged = a.length + 100 + long.length + b.length;
    test.each<[string, Wire, Array<[number, number[]]>]>([
      ['ACK', behind(4).server('', 0, ACK, acknowledged), own],
      ['ACK that brings a message', behind(4).server(c, 0, ACK, acknowledged), [own[0], [1005, [7]], own[1], own[2]]],
      ['RST of the other side', behind(3).server('', 0, RST), own],
      ['RST of its own', behind(3).client('', acknowledged, RST), own],
      ['SYN', behind(3).client('', 70_000, SYN), own],
      ['SYN of the other side', behind(3).server('', 70_000, SYN), own],
      ['jump of the sequence numbers', behind(3).client(c, 50_000_000), [...own, [1004, [6]]]],
    ])('%s', (_name, wire, expected) => {
      const listener = new Listener();
      for (const frame of wire.frames) listener.decoder.frame(frame);
      expect(listener.heard.map((each) => [each.time, each.frames])).toEqual(expected);
    });

    test('one segment more than are held', () => {
      const { heard } = listen(behind(65, 0.1).frames);
      const half = heard.filter((each) => each.text === long.toString());
      expect(half.map((each) => each.frames)).toEqual(half.map((_, i) => [3 * i + 3, 3 * i + 4]));
      const whole = heard.filter((each) => each.text === b.toString());
      expect(whole.map((each) => each.frames)).toEqual(whole.map((_, i) => [3 * i + 5]));
      expect(half.length + whole.length).toBe(22 + 21);
    });
  });

  test('after a gap the next start line is looked for within a segment', () => {
    const wire = new Wire().client(stream.subarray(0, cut)).client(stream.subarray(cut + 100), cut + 100);
    check(wire, [[stream.subarray(0, cut), `a gap of 100 bytes in the TCP stream`, expect.any(String)], [b], [c]]);
  });

  test('a segment cut by the snap length', () => {
    const wire = new Wire().client(long).client(b, long.length);
    const [first] = wire.frames;
    first.end -= 100;
    check(wire, [[long.subarray(0, -100), 'cut by the snap length', '300 of 400 bytes of the body'], [b]]);
  });

  test.each<[string, (wire: Wire) => Wire, string]>([
    ['FIN', (wire) => wire.client('', cut, FIN | ACK), 'the connection was closed in the middle of the message'],
    [
      'RST of the other side',
      (wire) => wire.server('', 0, RST),
      'the connection was reset in the middle of the message',
    ],
    ['SYN', (wire) => wire.client('', 70_000, SYN), 'the connection was opened anew in the middle of the message'],
    ['the end of the capture', (wire) => wire, 'the capture ends in the middle of the message'],
    ['ten seconds', (wire) => wire.wait(11).server('\r\n'), 'the rest did not come within 10 s'],
  ])('%s ends a message that is not whole', (_name, end, why) => {
    const wire = end(new Wire().open().client(stream.subarray(0, cut)));
    const body = `${cut - stream.indexOf('xxx')} of 400 bytes of the body`;
    check(wire, [[stream.subarray(0, cut), why, body]]);
  });

  test('ports that are used again', () => {
    const wire = new Wire()
      .open()
      .client(a)
      .client('', a.length, FIN | ACK);
    wire
      .client('', 900_000, SYN)
      .client(b, 900_001)
      .server('', 77_000, SYN | ACK)
      .server(c, 77_001);
    check(wire, [[a], [b], [c]]);
  });

  describe('a SYN-ACK that comes late', () => {
    const answer = (wire: Wire, acknowledgement: number) => wire.server('', -1, SYN | ACK, acknowledgement);
    const half = (wire: Wire) => wire.client(a).client(long.subarray(0, cut), a.length);
    const rest = (wire: Wire) => wire.client(long.subarray(cut), a.length + cut);
    const opened = () => new Wire().client('', -1, SYN);
    test.each<[string, Wire]>([
      ['behind what the client sent', rest(answer(half(opened()), 0))],
      [
        'behind a SYN that brought data',
        rest(answer(new Wire().client(Buffer.concat([a, long.subarray(0, cut)]), -1, SYN), a.length + cut)),
      ],
      ['where the SYN was not captured', rest(answer(half(new Wire()), 0))],
      ['where sequence numbers wrap', rest(answer(half(new Wire(0xffffffff - a.length)), 0))],
    ])('%s opens nothing anew', (_name, wire) => check(wire.server(b), [[a], [long], [b]]));

    test('and behind what the server sent cuts nothing', () => {
      const server = (wire: Wire) => wire.server(long.subarray(0, cut));
      check(answer(server(half(opened())), 0).server(long.subarray(cut), cut), [
        [a],
        [long],
        [long.subarray(0, cut), expect.any(String), expect.any(String)],
      ]);
    });

    test.each<[string, Wire]>([
      ['acknowledges another SYN', answer(half(opened()), 70_000)],
      ['acknowledges what was not sent', answer(half(new Wire()), 70_000)],
      ['acknowledges an older SYN', answer(half(opened()), -1)],
      ['has another sequence number than the first', half(new Wire().open()).server('', 69_999, SYN | ACK)],
      [
        'has a sequence number beyond what was sent',
        half(new Wire())
          .server(b)
          .server('', 69_999, SYN | ACK),
      ],
    ])('but is of another connection where it %s', (_name, wire) => {
      const [cutText, why, body] = [
        long.subarray(0, cut),
        'the connection was opened anew in the middle of the message',
        expect.any(String),
      ];
      const { heard } = listen(wire.frames);
      expect(heard.at(-1)).toMatchObject({ text: cutText.toString(), problems: [why, body] });
    });

    test('leaves what was given up given up', () => {
      const wire = opened();
      for (let sent = 0; sent < 700; sent += 10) wire.client('220 ready\n', sent);
      check(answer(wire, 0).client(a, 700), []);
    });
  });

  test('a retransmission after the end of a connection is none of another', () => {
    check(new Wire().open().client(a).client('', a.length, RST).client(a), [[a]]);
  });
});

describe('captures that begin in the middle', () => {
  test('of a connection', () => check(new Wire(123456).client(a).client(b, a.length), [[a], [b]]));

  test('of a message', () => {
    check(new Wire().client(abc.subarray(30)), [[b], [c]]);
    check(new Wire().client(abc.subarray(30, a.length + 10)).client(abc.subarray(a.length + 10), a.length - 20), [
      [b],
      [c],
    ]);
  });
});

describe('Content-Length', () => {
  const request = (headers: string[], body: string) =>
    ['MESSAGE sip:b@example.com SIP/2.0', 'Call-ID: l', ...headers, '', body].join('\r\n');
  const type = 'Content-Type: application/sdp';
  test.each<[string, string, Array<[string, ...string[]]>]>([
    ['none, and no body', request([], ''), [[request([], '')]]],
    ['in its short form', request(['l:3'], 'abc'), [[request(['l:3'], 'abc')]]],
    [
      'in any case and with blanks',
      request(['CONTENT-length \t:  3 '], 'abc'),
      [[request(['CONTENT-length \t:  3 '], 'abc')]],
    ],
    [
      'on a continuation line',
      request(['Content-Length:\r\n 3'], 'abc'),
      [[request(['Content-Length:\r\n 3'], 'abc')]],
    ],
    [
      'within another header is none',
      request(['Subject: Content-Length: 3', 'l: 2'], 'ab'),
      [[request(['Subject: Content-Length: 3', 'l: 2'], 'ab')]],
    ],
    [
      'none, but a type',
      request([type], 'v=0\r\n'),
      [[request([type], 'v=0\r\n'), 'a body without Content-Length in a stream']],
    ],
    [
      'not a number',
      request([type, 'l: abc'], 'v=0\r\n'),
      [[request([type, 'l: abc'], 'v=0\r\n'), 'Content-Length is no number']],
    ],
    [
      'negative',
      request([type, 'l: -5'], 'v=0\r\n'),
      [[request([type, 'l: -5'], 'v=0\r\n'), 'Content-Length is no number']],
    ],
    [
      'beyond all reason',
      request([type, 'l: 99999999999'], 'v=0\r\n'),
      [[request([type, 'l: 99999999999'], 'v=0\r\n'), 'Content-Length is larger than any message']],
    ],
    [
      'too large',
      request([type, 'l: 500'], 'v=0\r\n'),
      [[request([type, 'l: 500'], 'v=0\r\n'), 'Content-Length is 500, but the body has 5 bytes']],
    ],
    [
      'a little too large',
      request([type, 'l: 20'], 'v=0\r\n'),
      [[request([type, 'l: 20'], 'v=0\r\n'), 'Content-Length is 20, but the body has 5 bytes']],
    ],
    [
      'too small',
      request([type, 'l: 2'], 'v=0\r\n'),
      [[request([type, 'l: 2'], 'v='), 'Content-Length is 2, but 3 bytes more follow']],
    ],
    [
      'a body that quotes a message',
      request(['c: message/sip', `l: ${b.length}`], b.toString()),
      [[request(['c: message/sip', `l: ${b.length}`], b.toString())]],
    ],
  ])('%s', (_name, text, expected) => {
    check(new Wire().open().client(text + a.toString()), [...expected, [a]]);
    check(new Wire().open().client(text).client(a, text.length), [...expected, [a]]);
  });

  test('line ends of LF alone', () => {
    const text = request(['l: 3'], 'abc').replaceAll('\r\n', '\n');
    check(new Wire().client(text + a.toString()), [[text], [a]]);
  });
});

describe('other protocols', () => {
  test.each<[string, string]>([
    ['HTTP', 'GET / HTTP/1.1\r\nHost: example.com\r\n\r\n'],
    ['RTSP', 'OPTIONS rtsp://example.com RTSP/1.0\r\nCSeq: 1\r\n\r\n'],
    ['FTP', '220 ready\r\n'],
    ['DNS', '\0\x1d\x12\x34\x01\0\0\x01\0\0\0\0\0\0\x07example\x03com\0\0\x01\0\x01'],
    ['SSH', 'SSH-2.0-OpenSSH\r\n'],
  ])('%s is given up', (_name, text) => {
    const wire = new Wire().open();
    let sent = 0;
    for (; sent < 700; sent += text.length) wire.client(Buffer.from(text, 'latin1'), sent);
    // Had it not been given up, this would be found.
    check(wire.client(a, sent), []);
  });

  test('a connection begun in the middle is searched longer, but not for ever', () => {
    const noise = Buffer.alloc(1000, 'noise\r\n');
    const wire = (segments: number) => {
      const it = new Wire();
      for (let i = 0; i < segments; i++) it.client(noise, i * 1000);
      return it.client(a, segments * 1000);
    };
    check(wire(30), [[a]]);
    check(wire(40), []);
  });

  test('a new connection between the ports is looked at anew', () => {
    const wire = new Wire().open();
    for (let sent = 0; sent < 700; sent += 10) wire.client('220 ready\n', sent);
    check(wire.client('', 5000, SYN).client(a, 5001), [[a]]);
  });
});

describe('any way of cutting', () => {
  const message = fc
    .tuple(fc.nat({ max: 3000 }), fc.constantFrom('', '\r\n', '\r\n\r\n'))
    .map(([size, behind]) => [sip(`m${size}`, 'z'.repeat(size)), behind] as const);
  const plan = fc.record({
    messages: fc.array(message, { minLength: 1, maxLength: 8 }),
    cuts: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 20 }),
    /** Each segment goes back by so many places, reaches back by so many bytes, and comes so many times. */
    moves: fc.array(
      fc.record({ late: fc.nat({ max: 5 }), back: fc.nat({ max: 60 }), times: fc.integer({ min: 1, max: 3 }) }),
      {
        minLength: 1,
        maxLength: 12,
      },
    ),
    first: fc.constantFrom(0, 0x7fffff00, 0xfffffe00),
  });

  test('segments shuffled, doubled and overlapping give the same messages in the same order', () => {
    fc.assert(
      fc.property(plan, ({ messages, cuts, moves, first }) => {
        const stream = Buffer.concat(messages.flatMap(([text, behind]) => [text, Buffer.from(behind)]));
        const ends = [...new Set([...cuts.map((cut) => Math.floor(cut * stream.length)), stream.length])].sort(
          (x, y) => x - y,
        );
        const segments = ends.flatMap((end, i) => {
          const { late, back, times } = moves[i % moves.length];
          const start = Math.max(0, (ends[i - 1] ?? 0) - back);
          return Array.from({ length: times }, (_, time) => ({ start, end, place: i + late + time }));
        });
        segments.sort((x, y) => x.place - y.place);
        const wire = new Wire(first).open();
        for (const { start, end } of segments) wire.client(stream.subarray(start, end), start);
        const { heard } = listen(wire.frames);
        expect(heard.map((each) => each.text)).toEqual(messages.map(([text]) => text.toString()));
        expect(heard.flatMap((each) => each.problems)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  test('with segments lost, every message that lies in what came is given', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat({ max: 400 }), { minLength: 2, maxLength: 12 }),
        fc.array(fc.boolean(), { minLength: 30, maxLength: 30 }),
        fc.integer({ min: 60, max: 700 }),
        (sizes, lost, step) => {
          const texts = sizes.map((size, i) => sip(`lost${i}`, 'z'.repeat(size)));
          const stream = Buffer.concat(texts);
          const wire = new Wire().open();
          const came = Buffer.alloc(stream.length);
          for (let at = 0, i = 0; at < stream.length; at += step, i++) {
            if (lost[i % lost.length]) continue;
            came.fill(1, at, Math.min(at + step, came.length));
            wire.client(stream.subarray(at, at + step), at);
          }
          const seen = new Set(listen(wire.frames).heard.map((each) => each.text));
          let at = 0;
          for (const text of texts) {
            const whole = came.subarray(at, at + text.length).every((byte) => byte === 1);
            if (whole) expect(seen).toContain(text.toString());
            at += text.length;
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});
