/** Session descriptions in, media out. */

import fc from 'fast-check';
import { describeMedia, parseSdp, sdpOfMessage } from '../../src/decode/sdp';
import type { SdpMedia } from '../../src/decode/sdp-media';
import { parseSip } from '../../src/decode/sip/parse';

/** A session in which nothing is wrong, with these lines at its end. */
function session(...lines: string[]): string {
  return ['v=0', 'o=marta 8 9 IN IP4 office.example', 's=-', 'c=IN IP4 198.51.100.7', 't=0 0', ...lines, ''].join(
    '\r\n',
  );
}

function onlyMedia(...lines: string[]): SdpMedia {
  const { media, problems } = parseSdp(session(...lines));
  expect(problems).toEqual([]);
  expect(media).toHaveLength(1);
  return media[0];
}

describe('media in a line', () => {
  const cases: [what: string, lines: string[], shown: string[]][] = [
    [
      'static and mapped payload types',
      ['m=audio 16384 RTP/AVP 0 8 101', 'a=rtpmap:101 telephone-event/8000'],
      ['audio 198.51.100.7:16384 PCMU PCMA telephone-event'],
    ],
    [
      'an rtpmap goes before the table',
      ['m=audio 4000 RTP/AVP 8', 'a=rtpmap:8 L8/8000'],
      ['audio 198.51.100.7:4000 L8'],
    ],
    ['a type that nobody names', ['m=audio 4000 RTP/AVP 0 96'], ['audio 198.51.100.7:4000 PCMU 96']],
    [
      'a name stands once',
      ['m=audio 4000 RTP/AVP 96 97', 'a=rtpmap:96 telephone-event/8000', 'a=rtpmap:97 telephone-event/48000'],
      ['audio 198.51.100.7:4000 telephone-event'],
    ],
    ['an address of its own', ['m=audio 4000 RTP/AVP 0', 'c=IN IP4 203.0.113.9'], ['audio 203.0.113.9:4000 PCMU']],
    ['IPv6', ['m=audio 4000 RTP/AVP 0', 'c=IN IP6 2001:db8::7'], ['audio [2001:db8::7]:4000 PCMU']],
    ['a direction', ['m=audio 4000 RTP/AVP 0', 'a=sendonly'], ['audio 198.51.100.7:4000 PCMU sendonly']],
    [
      'the direction of the session, and one of its own',
      ['a=inactive', 'm=audio 4000 RTP/AVP 0', 'm=video 4002 RTP/AVP 34', 'a=sendrecv'],
      ['audio 198.51.100.7:4000 PCMU inactive', 'video 198.51.100.7:4002 H263'],
    ],
    ['refused media', ['m=video 0 RTP/AVP 31'], ['video off (port 0) H261']],
    ['fax', ['m=image 4000 udptl t38', 'a=T38FaxVersion:0'], ['image 198.51.100.7:4000 t38']],
    ['messages', ['m=message 7654 TCP/MSRP *', 'a=path:msrp://x:7654/a;tcp'], ['message 198.51.100.7:7654 TCP/MSRP']],
    [
      'a data channel',
      ['m=application 9 UDP/DTLS/SCTP webrtc-datachannel'],
      ['application 198.51.100.7:9 webrtc-datachannel'],
    ],
  ];
  test.each(cases)('%s', (_, lines, shown) => {
    const { media, problems } = parseSdp(session(...lines));
    expect(media.map(describeMedia)).toEqual(shown);
    expect(problems).toEqual([]);
  });
});

describe('the session', () => {
  test('its own lines', () => {
    const sdp = parseSdp(session('a=recvonly', 'm=audio 4000 RTP/AVP 0'));
    expect(sdp).toMatchObject({ name: '-', address: '198.51.100.7', direction: 'recvonly' });
    expect(sdp.origin).toEqual({ user: 'marta', sessionId: '8', sessionVersion: '9', address: 'office.example' });
  });

  test('lines that end in LF, and a last one without', () => {
    const sdp = parseSdp('v=0\no=- 1 1 IN IP4 a.example\ns=x\nc=IN IP4 198.51.100.7\nt=0 0\nm=audio 4 RTP/AVP 0');
    expect(sdp.problems).toEqual([]);
    expect(sdp.media.map(describeMedia)).toEqual(['audio 198.51.100.7:4 PCMU']);
  });

  test('multicast: address and TTL', () => {
    expect(onlyMedia('m=audio 4000 RTP/AVP 0', 'c=IN IP4 233.252.0.1/127/3')).toMatchObject({
      address: '233.252.0.1',
      ttl: 127,
    });
  });

  test('an IPv6 multicast address has a count and no TTL', () => {
    expect(onlyMedia('m=audio 4000 RTP/AVP 0', 'c=IN IP6 ff15::101/3')).toMatchObject({ address: 'ff15::101', ttl: 0 });
  });
});

describe('a media line', () => {
  test('kind, port, how many ports, protocol', () => {
    const media = onlyMedia('m=video 4000/2 RTP/SAVPF 31');
    expect(media).toMatchObject({ kind: 'video', port: 4000, portCount: 2, protocol: 'RTP/SAVPF' });
  });

  test('formats: codec, clock rate, channels, parameters', () => {
    const { formats } = onlyMedia(
      'm=audio 4000 RTP/AVP 111 9 0',
      'a=rtpmap:111 opus/48000/2',
      'a=fmtp:111 useinbandfec=1; minptime=10',
      'a=rtpmap:99 unused/8000',
    );
    expect(formats).toEqual([
      { id: '111', payloadType: 111, name: 'opus', clockRate: 48000, channels: 2, fmtp: 'useinbandfec=1; minptime=10' },
      { id: '9', payloadType: 9, name: 'G722', clockRate: 8000, channels: 1, fmtp: '' },
      { id: '0', payloadType: 0, name: 'PCMU', clockRate: 8000, channels: 1, fmtp: '' },
    ]);
  });

  test('a format that is no payload type', () => {
    const { formats } = onlyMedia('m=image 4000 udptl t38');
    expect(formats).toEqual([{ id: 't38', payloadType: -1, name: 't38', clockRate: 0, channels: 1, fmtp: '' }]);
  });

  test('packet time', () => {
    expect(onlyMedia('m=audio 4000 RTP/AVP 0').ptimeMs).toBeNull();
    expect(onlyMedia('m=audio 4000 RTP/AVP 0', 'a=ptime:30').ptimeMs).toBe(30);
  });

  const rtcp: [what: string, lines: string[], port: number, address: string][] = [
    ['is the port above', ['m=audio 4000 RTP/AVP 0'], 4001, '198.51.100.7'],
    ['is the same port when multiplexed', ['m=audio 4000 RTP/AVP 0', 'a=rtcp-mux'], 4000, '198.51.100.7'],
    ['is what a=rtcp says', ['m=audio 4000 RTP/AVP 0', 'a=rtcp:5000'], 5000, '198.51.100.7'],
    ['has its address too', ['m=audio 4000 RTP/AVP 0', 'a=rtcp:5000 IN IP4 203.0.113.1'], 5000, '203.0.113.1'],
    ['is not there for refused media', ['m=audio 0 RTP/AVP 0'], 0, '198.51.100.7'],
    ['is not there for a fax', ['m=image 4000 udptl t38'], 0, '198.51.100.7'],
  ];
  test.each(rtcp)('RTCP %s', (_, lines, rtcpPort, rtcpAddress) => {
    expect(onlyMedia(...lines)).toMatchObject({ rtcpPort, rtcpAddress });
  });

  test('encryption: suites without keys, fingerprints of media or session', () => {
    const crypto = onlyMedia('m=audio 4 RTP/SAVP 0', 'a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:c2VjcmV0');
    expect(crypto.cryptoSuites).toEqual(['AES_CM_128_HMAC_SHA1_80']);
    expect(JSON.stringify(crypto)).not.toContain('c2VjcmV0');
    expect(crypto.fingerprint).toBe(false);
    expect(onlyMedia('m=audio 4 UDP/TLS/RTP/SAVPF 0', 'a=fingerprint:sha-256 AB:CD').fingerprint).toBe(true);
    expect(onlyMedia('a=fingerprint:sha-256 AB:CD', 'm=audio 4 UDP/TLS/RTP/SAVPF 0').fingerprint).toBe(true);
  });

  test('ICE candidates and mid', () => {
    const lines = ['m=audio 4 RTP/AVP 0', 'a=mid:a1', 'a=candidate:1 1 udp 1 198.51.100.7 4 typ host'];
    expect(onlyMedia(...lines)).toMatchObject({ mid: 'a1', candidates: true });
    expect(onlyMedia('m=audio 4 RTP/AVP 0')).toMatchObject({ mid: '', candidates: false });
  });
});

describe('problems', () => {
  const cases: [text: string, problem: string][] = [
    [session('m=audio 70000 RTP/AVP 0'), 'The SDP line "m=audio 70000 RTP/AVP 0" has no valid port.'],
    [session('m=audio x RTP/AVP 0'), 'The SDP line "m=audio x RTP/AVP 0" has no valid port.'],
    [session('m=audio 4000'), 'The SDP line "m=audio 4000" names no protocol or no format.'],
    [session('m=audio 4 RTP/AVP 200'), 'The SDP line "m=audio 4 RTP/AVP 200" names a format that is no payload type.'],
    [session('m=audio 4 RTP/AVP 96', 'a=rtpmap:96 X'), 'The SDP line "a=rtpmap:96 X" gives no clock rate.'],
    [session('m=audio 4 RTP/AVP 96', 'a=rtpmap:X'), 'The SDP line "a=rtpmap:X" maps no payload type to a codec.'],
    [session('m=audio 4 RTP/AVP 0', 'a=ptime:no'), 'The SDP line "a=ptime:no" gives no number of milliseconds.'],
    [session('m=audio 4 RTP/AVP 0', 'a=rtcp:70000'), 'The SDP line "a=rtcp:70000" gives no port.'],
    [session('c=IN IP9 x'), 'The SDP line "c=IN IP9 x" gives no IP4 or IP6 address.'],
    [session('m = audio 4'), 'The SDP line "m = audio 4" is no line of the form x=value.'],
    [session().replace('v=0', 'v=1'), 'The SDP line "v=1" has an unknown version.'],
    [session().replace('o=marta 8 9', 'o=marta'), 'The SDP line "o=marta IN IP4 office.example" has not six parts.'],
    [session().replace('s=-\r\n', ''), 'The SDP has no s= line.'],
    [
      session('m=audio 4 RTP/AVP 0').replace('c=IN IP4 198.51.100.7\r\n', ''),
      'The SDP line "m=audio 4" gives no address.',
    ],
  ];
  test.each(cases)('%#', (text, problem) => expect(parseSdp(text).problems).toEqual([problem]));

  test('media without an address are shown all the same', () => {
    expect(parseSdp('m=audio 4 RTP/AVP 0').media.map(describeMedia)).toEqual(['audio ?:4 PCMU']);
  });
});

describe('in a message', () => {
  function inMessage(type: string, body: string): string[] | null {
    const bytes = Buffer.from(`INVITE sip:a@b.example SIP/2.0\r\n${type}Content-Length: ${body.length}\r\n\r\n${body}`);
    const sdp = sdpOfMessage(parseSip(bytes, 0, bytes.length), bytes);
    return sdp === null ? null : sdp.media.map(describeMedia);
  }
  const body = session('m=audio 4 RTP/AVP 0');
  const found = ['audio 198.51.100.7:4 PCMU'];
  const cases: [what: string, type: string, body: string, media: string[] | null][] = [
    ['by its type', 'Content-Type: application/sdp\r\n', body, found],
    ['by its type in any case, with parameters', 'c : Application/SDP ;charset=utf-8\r\n', body, found],
    ['not of another type', 'Content-Type: text/plain\r\n', body, null],
    ['without a type, by how it begins', '', body, found],
    ['not without a body', 'Content-Type: application/sdp\r\n', '', null],
    [
      'as a part that nobody closes',
      'Content-Type: multipart/mixed;boundary=q\r\n',
      `--q\r\nContent-Type: application/sdp\r\n\r\n${body}`,
      found,
    ],
    ['not in a multipart body without boundary', 'Content-Type: multipart/mixed\r\n', `--q\r\n\r\n${body}`, null],
    [
      'not where the boundary is within a line',
      'Content-Type: multipart/mixed;boundary=q\r\n',
      `x--q\r\nContent-Type: application/sdp\r\n\r\n${body}`,
      null,
    ],
  ];
  test.each(cases)('%s', (_, type, text, media) => expect(inMessage(type, text)).toEqual(media));

  test('multipart bodies in each other without end', () => {
    const type = 'Content-Type: multipart/mixed;boundary=q\r\n';
    expect(inMessage(type, `--q\r\n${type}\r\n`.repeat(50))).toBeNull();
  });
});

describe('whatever comes', () => {
  const lines = session(
    'a=inactive',
    'm=audio 4000/2 RTP/SAVP 96 0 101',
    'a=rtpmap:96 opus/48000/2',
    'a=fmtp:96 x=1',
    'a=rtcp:1 IN IP4 x',
    'a=crypto:1 A inline:b',
    'a=ptime:20',
    'm=image 5 udptl t38',
    'c=IN IP6 ::1/2/3',
  ).split('\r\n');
  const piece = fc.oneof(fc.constantFrom(...lines), fc.string({ unit: 'binary', maxLength: 20 }));

  test('nothing is thrown, and the same text gives the same', () => {
    fc.assert(
      fc.property(fc.array(piece), fc.constantFrom('\r\n', '\n', ''), (some, end) => {
        const text = some.join(end);
        const sdp = parseSdp(text);
        expect(parseSdp(text)).toEqual(sdp);
        for (const media of sdp.media) {
          expect(media.port).toBeLessThanOrEqual(65535);
          expect(describeMedia(media)).not.toMatch(/[\r\n]/);
        }
      }),
    );
  });

  test('a hundred thousand lines, formats and problems', () => {
    const sdp = parseSdp(session(...Array<string>(100_000).fill('m=a 4 RTP/AVP 0')));
    expect(sdp.media).toHaveLength(1000);
    expect(sdp.problems.length).toBeLessThanOrEqual(32);
    expect(parseSdp(session(`m=audio 4 RTP/AVP${' 0'.repeat(100_000)}`)).media[0].formats.length).toBeLessThan(300);
    expect(parseSdp(`a=${' '.repeat(1_000_000)}x`).media).toEqual([]);
  });
});
