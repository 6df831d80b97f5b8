import { ethernet, frameOf, ipv4, SYN, tcp, u16 } from './build';
import { type Listener, listen } from './listen';

const record = (type: number, content: Buffer, version = 0x0303) =>
  Buffer.concat([Buffer.from([type]), u16(version), u16(content.length), content]);
const extension = (type: number, content: Buffer) => Buffer.concat([u16(type), u16(content.length), content]);
const vector = (content: Buffer) => Buffer.concat([u16(content.length), content]);

function hello(type: number, version: number, extensions: Buffer[]): Buffer {
  const suites = type === 1 ? [vector(u16(0x1301)), Buffer.from([1, 0])] : [u16(0x1301), Buffer.from([0])];
  const body = Buffer.concat([
    u16(version),
    Buffer.alloc(32, 7),
    Buffer.from([2, 9, 9]),
    ...suites,
    vector(Buffer.concat(extensions)),
  ]);
  return Buffer.concat([Buffer.from([type, 0]), u16(body.length), body]);
}

const name = Buffer.from('sip.example.com');
const serverName = extension(0, vector(Buffer.concat([Buffer.from([0]), vector(name)])));
const offered = extension(43, Buffer.from([4, 3, 4, 3, 3]));
const clientHello = record(22, hello(1, 0x0303, [extension(10, Buffer.alloc(4)), serverName, offered]), 0x0301);
const serverHello13 = record(22, hello(2, 0x0303, [extension(43, u16(0x0304))]));
const serverHello12 = record(22, hello(2, 0x0303, []));
const data = record(23, Buffer.alloc(100, 1));

/** Each step: who sends (client C, server S) what. */
function run(steps: Array<['C' | 'S', Buffer]>, flags = 16): Listener {
  const sent = { C: 1, S: 1 };
  const frames = steps.map(([who, bytes], i) => {
    const client = who === 'C';
    const segment = tcp(bytes, { from: client ? 40000 : 5061, to: client ? 5061 : 40000, sequence: sent[who], flags });
    sent[who] += bytes.length;
    const way = client ? { from: '10.0.0.1', to: '10.0.0.2' } : { from: '10.0.0.2', to: '10.0.0.1' };
    return frameOf(ethernet(ipv4(segment, { ...way, protocol: 6 })), { time: 1000 + i });
  });
  return listen(frames);
}

function check(listener: Listener, expected: object): void {
  const { tls, endpoints } = listener;
  expect(
    tls.map((each) => ({ ...each, client: endpoints.text(each.client), server: endpoints.text(each.server) })),
  ).toEqual([expect.objectContaining({ client: '10.0.0.1:40000', server: '10.0.0.2:5061', ...expected })]);
}

test('a connection of TLS 1.3 says its version and the server it asks for', () => {
  const listener = run([
    ['C', clientHello],
    ['S', Buffer.concat([serverHello13, data])],
    ['C', data],
  ]);
  const known = { version: 'TLS 1.3', serverName: 'sip.example.com', seconds: 1000, records: 4, applicationRecords: 2 };
  check(listener, known);
  expect(listener.counts.tlsRecords).toBe(4);
});

test('TLS 1.2 is what the ServerHello says without the extension', () => {
  check(
    run([
      ['C', clientHello],
      ['S', serverHello12],
    ]),
    { version: 'TLS 1.2' },
  );
});

test('a hello may span segments and records', () => {
  const message = clientHello.subarray(5);
  const records = Buffer.concat([record(22, message.subarray(0, 30)), record(22, message.subarray(30))]);
  for (let cut = 5; cut < records.length; cut++) {
    check(
      run([
        ['C', records.subarray(0, cut)],
        ['C', records.subarray(cut)],
        ['S', serverHello13],
      ]),
      {
        version: 'TLS 1.3',
        serverName: 'sip.example.com',
        records: 3,
      },
    );
  }
});

test('seen from the middle its version is not known, where records of 1.2 and 1.3 look alike', () => {
  check(
    run([
      ['C', data],
      ['S', data],
    ]),
    { version: null, serverName: null, records: 2, applicationRecords: 2 },
  );
  check(run([['C', record(23, Buffer.alloc(9), 0x0302)]]), { version: 'TLS 1.1' });
});

test('seen from the server first, a ServerHello tells who is who', () => {
  check(
    run([
      ['S', serverHello13],
      ['C', data],
    ]),
    { version: 'TLS 1.3', records: 2 },
  );
});

test('SYN tells who opened it', () => {
  const syn = frameOf(ethernet(ipv4(tcp(Buffer.alloc(0), { from: 40000, to: 5061, flags: SYN }), { protocol: 6 })));
  const answer = tcp(data, { from: 5061, to: 40000, sequence: 9 });
  check(listen([syn, frameOf(ethernet(ipv4(answer, { from: '10.0.0.2', to: '10.0.0.1', protocol: 6 })))]), {
    records: 1,
  });
});

test('after a gap records are counted again from the next segment that begins with one', () => {
  const frames = [data, data.subarray(50), data].map((bytes, i) => {
    const sequence = [1, 1 + data.length + 1000, 1 + data.length + 1000 + 55][i];
    return frameOf(ethernet(ipv4(tcp(bytes, { from: 40000, to: 5061, sequence }), { protocol: 6 })), {
      time: 1000 + i * 20,
    });
  });
  const late = tcp(data, { from: 5061, to: 40000 });
  const peer = frameOf(ethernet(ipv4(late, { from: '10.0.0.2', to: '10.0.0.1', protocol: 6 })), { time: 1100 });
  check(listen([...frames, peer]), { records: 3 });
});

test('what only looks like a record is not followed for ever', () => {
  const broken = Buffer.concat([data, Buffer.from('no record at all')]);
  check(
    run([
      ['C', broken],
      ['C', data],
    ]),
    { records: 2 },
  );
});
