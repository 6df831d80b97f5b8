import { isStartLine, MORE, NO, sipInDatagram, startLine } from '../../src/decode/start-line';
import { ethernet, frameOf, ipv4, sip, udp } from './build';
import { listen } from './listen';

/** Offset at which SIP begins in the payload, or NO. */
function check(payload: string | Buffer, expected: number): void {
  const bytes = Buffer.concat([Buffer.from('XX'), Buffer.from(payload as string, 'latin1'), Buffer.from('INVITE')]);
  const at = sipInDatagram(bytes, 2, bytes.length - 6);
  expect(at === NO ? NO : at - 2).toBe(expected);
}

describe('a datagram is SIP by its first line', () => {
  test.each<[string, string, number]>([
    ['a request', 'INVITE sip:a@b SIP/2.0\r\n', 0],
    ['a response', 'SIP/2.0 200 OK\r\n', 0],
    ['a response without a reason', 'SIP/2.0 100\r\n', 0],
    ['a status code out of range', 'SIP/2.0 999999 what\r\n', 0],
    ['letters of any case', 'sip/2.0 200 OK\r\n', 0],
    ['a version of any case', 'OPTIONS sip:a@b sip/2.0\r\n', 0],
    ['another version', 'OPTIONS sip:a@b SIP/7.0\r\n', 0],
    ['a method that nobody knows', "x.y!-%*_+`'~ tel:1 SIP/2.0\r\n", 0],
    ['a URI that is none', 'INVITE <sip:a@b>; lr SIP/2.0\r\n', 0],
    ['two blanks', 'INVITE  sip:a@b  SIP/2.0 \r\n', 0],
    ['tabs', 'INVITE\tsip:a@b\tSIP/2.0\r\n', 0],
    ['LF alone', 'INVITE sip:a@b SIP/2.0\nVia: x\n', 0],
    ['line ends before', '\r\n\r\n\nINVITE sip:a@b SIP/2.0\r\n', 5],
    ['a SIP URI, but no version', 'INVITE sip:a@b\r\nVia: x\r\n', 0],
    ['no line end', 'INVITE sip:a@b SIP/2.0', 0],
    ['a request cut off', 'INVITE sips:a', 0],
    ['a response cut off', 'SIP/2.0 2', 0],
    ['a long URI', `INVITE sip:${'a'.repeat(9000)}@b SIP/2.0\r\n`, 0],
    ['zeros before', '\0\0\0\0INVITE sip:a@b SIP/2.0\r\n\r\n', 4],
    ['zeros before a response', '\0\0SIP/2.0 200 OK\r\nVia: x\r\n', 2],
    ['a line of junk before', '(junk)\r\nBYE sip:a@b SIP/2.0\r\n', 8],
  ])('%s', (_name, payload, at) => check(payload, at));
});

describe('what is not SIP', () => {
  test.each<[string, string]>([
    ['nothing', ''],
    ['line ends that keep a binding alive', '\r\n\r\n'],
    ['zeros that do', '\0\0\0\0'],
    ['HTTP', 'GET / HTTP/1.1\r\nHost: sip\r\n\r\n'],
    ['RTSP', 'OPTIONS rtsp://example.com RTSP/1.0\r\n\r\n'],
    ['SSDP', 'M-SEARCH * HTTP/1.1\r\nHOST: 239.255.255.250\r\n\r\n'],
    ['STUN', '\0\x01\0\x08\x21\x12\xa4\x42abcdefghijkl\0\x06\0\x04user'],
    ['DNS', '\x12\x34\x01\0\0\x01\0\0\0\0\0\0\x03sip\x07example\x03com\0\0\x01\0\x01'],
    ['RTP', '\x80\0\0\x01\0\0\0\x01\0\0\0\x01INVITE sip:a@b SIP/2.0\r\n'],
    ['a Via', 'SIP/2.0/UDP example.com\r\n'],
    ['syslog that quotes SIP', '<134>app: got INVITE sip:a@b SIP/2.0\r\nVia: x\r\n'],
    ['HEP', 'HEP3\0\x40\0\0\0\x01\0\x07\x02INVITE sip:a@b SIP/2.0\r\nVia: x\r\n'],
    ['JSON that quotes SIP', '{"m":"INVITE sip:a@b SIP/2.0\\r\\nVia: x"}'],
    ['a sentence', 'INVITE everybody to the party\r\n'],
  ])('%s', (_name, payload) => {
    const { heard } = listen([frameOf(ethernet(ipv4(udp(Buffer.from(payload, 'latin1')))))]);
    expect(heard).toEqual([]);
  });
});

test('in a stream a line that has not ended may become one', () => {
  const line = Buffer.from('INVITE sip:a@b SIP/2.0\r\nVia');
  for (let end = 0; end < 24; end++) expect(startLine(line, 0, end)).toBe(MORE);
  expect(startLine(line, 0, 24)).toBe(24);
  const status = Buffer.from('SIP/2.0 200 OK\r\n');
  for (let end = 0; end < 16; end++) expect(startLine(status, 0, end)).toBe(MORE);
  expect(startLine(status, 0, 16)).toBe(16);
  expect(startLine(Buffer.alloc(200, 'a'), 0, 200)).toBe(NO);
});

test('what is left of a start line is known where its meaning is', () => {
  expect(isStartLine(Buffer.from('INVITE sip:a'), 0, 12)).toBe(true);
  expect(isStartLine(Buffer.from('INVITE'), 0, 6)).toBe(false);
});

test('junk is said and left out', () => {
  const message = sip('junk');
  const { heard } = listen([frameOf(ethernet(ipv4(udp(Buffer.concat([Buffer.from('\r\n\0\0\0'), message])))))]);
  expect(heard).toMatchObject([{ text: message.toString(), problems: ['3 bytes of junk before the start line'] }]);
});

test('RTP is counted, and DNS that looks like it is not', () => {
  const looks = Buffer.alloc(20, 0x80);
  const { counts } = listen([
    frameOf(ethernet(ipv4(udp(looks, { from: 30000, to: 40000 })))),
    frameOf(ethernet(ipv4(udp(looks, { from: 30000, to: 53 })))),
  ]);
  expect(counts).toMatchObject({ packets: 2, udp: 2, rtp: 1 });
});
