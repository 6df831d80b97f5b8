/** Packets redacted: what is made of them is read again as any capture is. */

import fc from 'fast-check';
import { type Frame, newFrame } from '../../../src/capture/frame';
import { Decoder } from '../../../src/decode/decoder';
import { EndpointTable } from '../../../src/decode/endpoints';
import { redactMessage } from '../../../src/export/redact/message';
import { Redactor } from '../../../src/export/redact/redactor';
import { StandIns } from '../../../src/export/redact/stand-ins';
import { dataChunk, ethernet, frameOf, gre, ipv4, ipv6, sctp, sip, tcp, udp, vlan } from '../../decode/build';
import { type Listener, listen } from '../../decode/listen';
import { padded, rr, sdes } from '../../decode/rtcp-build';

/** The frames that are made of these. */
function redactedFrames(frames: Frame[]): Frame[] {
  const made: Frame[] = [];
  const keep = ({ bytes, ...frame }: Frame) => made.push({ ...frame, bytes: Buffer.from(bytes) });
  const from = new EndpointTable();
  const redactor = new Redactor(new StandIns(), from, new EndpointTable(), {
    sip({ frame, earlier }) {
      for (const ref of earlier ?? []) keep({ ...newFrame(), ...ref, start: 0, end: ref.length, bytes: ref.bytes! });
      keep(frame);
    },
    media: ({ frame }) => keep(frame),
    tls: () => undefined,
  });
  const decoder = new Decoder(redactor, from);
  for (const frame of frames) decoder.frame(frame);
  decoder.flush();
  return made;
}

function redacted(...packets: Buffer[]): Listener {
  return listen(redactedFrames(packets.map((bytes) => frameOf(bytes))));
}

const callIds = ({ heard }: Listener) => heard.map(({ text }) => /Call-ID: (\S+)/.exec(text)?.[1]);

function segments(stream: Buffer, ...cuts: number[]): Buffer[] {
  const edges = [0, ...cuts, stream.length];
  return edges.slice(1).map((to, i) => {
    return ethernet(ipv4(tcp(stream.subarray(edges[i], to), { sequence: 1 + edges[i] }), { protocol: 6 }));
  });
}

describe('what carried a message', () => {
  it('is made anew, without tunnels and tags', () => {
    const inner = ipv4(udp(sip('a', 'hello')));
    for (const packet of [ethernet(vlan(inner), 0x8100), ethernet(ipv4(gre(inner), { protocol: 47 }))]) {
      const [frame, ...others] = redactedFrames([frameOf(packet)]);
      expect(others).toEqual([]);
      expect(frame.bytes.subarray(0, 14).toString('hex')).toBe('0200000000020200000000010800');
      expect(frame.bytes[23]).toBe(17);
      expect(listen([frame]).heard[0].text).toContain('xxxxx');
    }
  });

  it('keeps the class of its addresses, and ports', () => {
    expect(redacted(ethernet(ipv4(udp(sip(), { from: 5071, to: 5062 })))).heard[0].way).toBe(
      'UDP 10.0.200.1:5071 > 10.0.200.2:5062',
    );
    expect(redacted(ethernet(ipv6(udp(sip())), 0x86dd)).heard[0].way).toBe(
      'UDP [2001:db8::1]:5060 > [2001:db8::2]:5060',
    );
  });

  it('keeps its DSCP, below a tag and in a tunnel too', () => {
    const marked = (packet: Buffer, first: number, second: number) => {
      const bytes = Buffer.from(packet);
      bytes[0] |= first;
      bytes[1] = second;
      return bytes;
    };
    const v4 = marked(ipv4(udp(sip('a', 'hello'))), 0, 0xb9);
    const dscp = (packet: Buffer) => redactedFrames([frameOf(packet)]).map(({ bytes }) => bytes.readUInt16BE(14));
    expect(dscp(ethernet(v4))).toEqual([0x45b8]);
    expect(dscp(ethernet(vlan(v4), 0x8100))).toEqual([0x45b8]);
    expect(dscp(ethernet(ipv4(gre(v4), { protocol: 47 })))).toEqual([0x45b8]);
    expect(dscp(ethernet(marked(ipv6(udp(sip())), 0x0b, 0x80), 0x86dd))).toEqual([0x6b80]);
    expect(dscp(ethernet(marked(ipv4(tcp(sip()), { protocol: 6 }), 0, 0x60)))).toEqual([0x4560]);
  });

  it('is one stream again, of messages as long as they became', () => {
    const stream = Buffer.concat([sip('one', 'x'), sip('two'), sip('three', 'body')]);
    const read = redacted(...segments(stream, 40, 300));
    expect(callIds(read)).toEqual(['call1', 'call2', 'call3']);
    expect(read.heard.flatMap(({ problems }) => problems)).toEqual([]);
  });

  it('is several packets where a message is longer than one may be', () => {
    const long = sip('long', 'y'.repeat(150_000));
    const cuts = Array.from({ length: Math.floor(long.length / 1400) }, (_, i) => 1400 * (i + 1));
    const read = redacted(...segments(Buffer.concat([long, sip('next')]), ...cuts));
    expect(callIds(read)).toEqual(['call1', 'call2']);
    expect(read.heard.map(({ frames }) => frames.length)).toEqual([3, 1]);
    expect(read.heard[0].text.endsWith('x'.repeat(150_000))).toBe(true);
  });

  it('leaves what never came out of the numbering, so that no message is taken for the rest of another', () => {
    const stream = Buffer.concat([sip('cut', 'z'.repeat(1000)), sip('next'), sip('last')]);
    const packets = segments(stream, 300, 700, 1150);
    const read = redacted(packets[0], packets[2], packets[3]);
    const whole = listen([packets[0], packets[2], packets[3]].map((bytes) => frameOf(bytes)));
    expect(callIds(read).length).toBe(callIds(whole).length);
    expect(read.heard.at(-1)?.problems).toEqual([]);
  });

  it('is as short as the snap length made it', () => {
    const packet = ethernet(ipv4(udp(sip('snap', 'w'.repeat(200)))));
    const frames = redactedFrames([frameOf(packet.subarray(0, packet.length - 150), { wireLength: packet.length })]);
    expect(listen(frames).heard[0].problems).toEqual(['cut by the snap length']);
    expect(frames[0].wireLength - (frames[0].end - frames[0].start)).toBe(150);
  });

  it('is SCTP where it was', () => {
    const packet = ethernet(ipv4(sctp([dataChunk(sip('one'), 1), dataChunk(sip('two'), 2)]), { protocol: 132 }));
    const read = redacted(packet);
    expect(callIds(read)).toEqual(['call1', 'call2']);
    expect(read.heard[0].way).toBe('SCTP 10.0.200.1:5060 > 10.0.200.2:5060');
  });
});

describe('media', () => {
  const rtp = (payloadType: number, payload: Buffer, first = 0x80, before = Buffer.alloc(0)) =>
    ethernet(
      ipv4(
        udp(
          Buffer.concat([
            Buffer.from([first, payloadType]),
            Buffer.from('0001000000a0cafebabe', 'hex'),
            before,
            payload,
          ]),
          { from: 4000, to: 4002 },
        ),
      ),
    );
  const payload = (packet: Buffer) => Buffer.from(redacted(packet).media[0].payload, 'latin1').toString('hex');

  it('keeps its DSCP', () => {
    const packet = rtp(0, Buffer.alloc(8));
    packet[15] = 0xb8;
    expect(redactedFrames([frameOf(packet)])[0].bytes[15]).toBe(0xb8);
    // Frames of a file lie one behind the other.
    const file = Buffer.concat([packet, rtp(0, Buffer.alloc(8))]);
    const frame = { ...frameOf(file), end: packet.length, wireLength: packet.length };
    expect(redactedFrames([frame])[0].bytes[15]).toBe(0xb8);
  });

  it('is silent', () => {
    const voice = Buffer.from('0102030405060708', 'hex');
    expect(payload(rtp(0, voice))).toBe('ffffffffffffffff');
    expect(payload(rtp(8, voice))).toBe('d5d5d5d5d5d5d5d5');
    expect(payload(rtp(96, voice))).toBe('0000000000000000');
  });

  it('keeps its numbers', () => {
    expect(redacted(rtp(0x80 | 96, Buffer.alloc(3, 7))).media[0]).toMatchObject({
      ...{ way: '10.0.200.1:4000 > 10.0.200.2:4002', marker: true, payloadType: 96 },
      ...{ sequence: 1, timestamp: 160, ssrc: 0xcafebabe | 0 },
    });
  });

  it('does not tell which digit was typed, only for how long', () => {
    expect(payload(rtp(101, Buffer.from('078a0320', 'hex')))).toBe('008a0320');
    // A tone of a fax.
    expect(payload(rtp(101, Buffer.from('200a0320', 'hex')))).toBe('200a0320');
  });

  it('is blank in header extensions, and as long with padding', () => {
    const extension = Buffer.from('bede000110aabbcc', 'hex');
    const [frame] = redactedFrames([frameOf(rtp(0, Buffer.from('0102030405060004', 'hex'), 0xb0, extension))]);
    expect(frame.bytes.subarray(-16).toString('hex')).toBe('bede000100000000ffffffff00000004');
  });

  it('reports figures, and nobody', () => {
    const block = { ssrc: 5, fraction: 3, lost: 2, highest: 9, jitter: 4, lsr: 1, dlsr: 1 };
    const reports = Buffer.concat([
      rr(1, [block as never]),
      sdes([
        1,
        [
          [1, 'marta@10.0.0.1'],
          [2, 'Marta'],
        ],
      ]),
    ]);
    const [frame] = redactedFrames([frameOf(ethernet(ipv4(udp(reports, { from: 4001, to: 4003 }))))]);
    const made = frame.bytes.subarray(42);
    expect(made.length).toBe(reports.length);
    expect(made.subarray(0, 32)).toEqual(reports.subarray(0, 32));
    expect(made.toString('latin1')).toContain('00000000000001');
    expect(made.toString('latin1')).not.toMatch(/marta|10\.0/i);
  });

  it('keeps nothing of reports that it does not understand', () => {
    const encrypted = Buffer.concat([Buffer.from('80c90007cafebabe', 'hex'), Buffer.alloc(40, 0xaa)]);
    const [frame] = redactedFrames([frameOf(ethernet(ipv4(udp(encrypted, { from: 4001, to: 4003 }))))]);
    expect(frame.bytes.subarray(-48).includes(0xaa)).toBe(false);
    expect(frame.bytes.subarray(42, 50).toString('hex')).toBe('80c90007cafebabe');
  });

  it('leaves encrypted reports well made, and encrypted', () => {
    const report = Buffer.from('80cc0003efea60b2d4d3c9aa180e9992800000015e2b8a1df5523958f95c', 'hex');
    const [frame] = redactedFrames([frameOf(ethernet(ipv4(udp(report, { from: 4001, to: 4003 }))))]);
    expect(frame.bytes.subarray(42).toString('hex')).toBe(
      '80cc0003efea60b2787878780000000080000001'.padEnd(2 * report.length, '0'),
    );
  });

  it('keeps padding of reports', () => {
    const report = padded(rr(1), 8);
    const [frame] = redactedFrames([frameOf(ethernet(ipv4(udp(report, { from: 4001, to: 4003 }))))]);
    expect(frame.bytes.subarray(-1)).toEqual(report.subarray(-1));
    expect(frame.bytes.length - 42).toBe(report.length);
  });
});

describe('any bytes', () => {
  it('are redacted without an error, the same each time', () => {
    const word = fc.constantFrom(
      '"',
      '<',
      '>',
      ';',
      ',',
      '=',
      '@',
      ':',
      '\r\n',
      ' ',
      'sip:',
      'tag',
      '[',
      '::',
      '%',
      '?',
      '\\',
      '&',
    );
    const noise = fc
      .array(fc.oneof(word, fc.string({ maxLength: 6 })), { maxLength: 30 })
      .map((words) => words.join(''));
    const header = fc.tuple(
      fc.constantFrom(
        'From',
        'Via',
        'Call-ID',
        'Authorization',
        'X-Any',
        'Contact',
        'Warning',
        'Content-Type',
        'Identity',
      ),
      noise,
    );
    fc.assert(
      fc.property(noise, fc.array(header), noise, (line, headers, body) => {
        const text = `${line}\r\n${headers.map(([name, value]) => `${name}: ${value}`).join('\r\n')}\r\n\r\n${body}`;
        const standIns = new StandIns();
        const once = redactMessage(Buffer.from(text, 'latin1'), standIns);
        const again = redactMessage(Buffer.from(text, 'latin1'), standIns);
        expect(again.toString('latin1')).toBe(once.toString('latin1'));
      }),
      { numRuns: 300 },
    );
  });

  it('do not tell an address, wherever it is', () => {
    const place = fc.constantFrom(
      (ip: string) => `Via: SIP/2.0/UDP ${ip}:5060;branch=z9hG4bK${ip}`,
      (ip: string) => `Contact: <sip:a@${ip}>;x=${ip}, "${ip}" <sip:${ip};maddr=${ip}?X=${ip}>`,
      (ip: string) => `X-Any: at ${ip} (${ip}) <${ip}> key=${ip}`,
      (ip: string) => `Warning: 399 ${ip} "host ${ip} is down"`,
      (ip: string) => `User-Agent: Phone/${ip} (${ip})`,
      (ip: string) => `Authorization: Digest username="${ip}", uri="sip:${ip}", cnonce="${ip}"`,
      (ip: string) => `Call-ID: 17@${ip}`,
      (ip: string) => `From: ${ip} <sip:${ip}@${ip}:5060>;tag=${ip}-1`,
      (ip: string) =>
        `Content-Type: application/sdp\r\n\r\no=a 1 1 IN IP4 ${ip}\r\nc=IN IP4 ${ip}\r\na=any:${ip}\r\n${ip}`,
      (ip: string) => `Content-Type: text/plain\r\n\r\ncall ${ip}`,
      (ip: string) => `Content-Type: a/b+xml\r\n\r\n<a b="${ip}">${ip}<c d='sip:x@${ip}'/></a>`,
    );
    const ip = fc
      .tuple(fc.integer({ min: 20, max: 120 }), fc.nat(255), fc.nat(255), fc.nat(255))
      .map((p) => p.join('.'));
    fc.assert(
      fc.property(
        ip.filter((one) => !/^(127|100)\./.test(one)),
        fc.array(place, { minLength: 1 }),
        (address, places) => {
          const text = `OPTIONS sip:${address} SIP/2.0\r\n${places.map((one) => one(address)).join('\r\n')}\r\n`;
          expect(redactMessage(Buffer.from(text), new StandIns()).toString('latin1')).not.toContain(address);
        },
      ),
      { numRuns: 500 },
    );
  });
});
