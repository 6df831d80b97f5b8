import { dataChunk, ethernet, frameOf, ipv4, sctp, sip, u16, u32 } from './build';
import { type Listener, listen } from './listen';

const message = sip('sctp', 'x'.repeat(300));
const parts = [message.subarray(0, 100), message.subarray(100, 250), message.subarray(250)];
const pieces = parts.map((bytes, i) => dataChunk(bytes, 10 + i, [2, 0, 1][i]));

function run(packets: Buffer[][], gapSeconds = 0): Listener {
  return listen(
    packets.map((chunks, i) =>
      frameOf(ethernet(ipv4(sctp(chunks), { protocol: 132 })), { position: i, time: 1000 + i * gapSeconds }),
    ),
  );
}

function check(listener: Listener, expected: Array<[Buffer, number[]]>): void {
  expect(listener.heard.map((each) => [each.way, each.text, each.frames.toSorted()])).toEqual(
    expected.map(([text, frames]) => ['SCTP 10.0.0.1:5060 > 10.0.0.2:5060', text.toString(), frames]),
  );
}

test('a message in one chunk', () => check(run([[dataChunk(message)]]), [[message, [0]]]));

test('several chunks in a packet, padded, among others', () => {
  const sack = Buffer.concat([Buffer.from([3, 0]), u16(16), u32(1), u32(1), u32(0)]);
  const a = sip('a', 'abc');
  const b = sip('b', 'ab');
  check(run([[sack, dataChunk(a, 1), dataChunk(b, 2)]]), [
    [a, [0]],
    [b, [0]],
  ]);
});

test.each([[[0, 1, 2]], [[0, 2, 1]], [[1, 0, 2]], [[1, 2, 0]], [[2, 0, 1]], [[2, 1, 0]]])(
  'a message in pieces that come as %p',
  (order) => {
    check(run(order.map((i) => [pieces[i]])), [[message, [0, 1, 2]]]);
  },
);

test('pieces in one packet, and pieces that come twice', () => {
  check(run([pieces]), [[message, [0]]]);
  check(run([[pieces[0]], [pieces[0]], [pieces[1]], [pieces[2]], [pieces[2]]]), [[message, [0, 2, 3]]]);
});

test('TSNs that wrap', () => {
  const wrapped = parts.map((bytes, i) => dataChunk(bytes, (0xffffffff + i) >>> 0, [2, 0, 1][i]));
  check(run(wrapped.map((chunk) => [chunk])), [[message, [0, 1, 2]]]);
});

test('a retransmitted chunk is no second message', () => {
  check(run([[dataChunk(message, 5)], [dataChunk(message, 5)], [dataChunk(message, 6)]]), [
    [message, [0]],
    [message, [2]],
  ]);
});

test('pieces whose others do not come are let go', () => {
  check(run([[pieces[0]], [pieces[1]], [pieces[2]]], 20), []);
});

test('I-DATA', () => {
  const head = Buffer.concat([Buffer.from([64, 3]), u16(20 + message.length), u32(1), u16(0), u16(0), u32(0), u32(0)]);
  check(run([[Buffer.concat([head, message])]]), [[message, [0]]]);
});

test('other protocols are not kept', () => {
  check(run([[dataChunk(Buffer.from('diameter'))]]), []);
});
