/** The ring of scans: what comes out is what scanMessage() gives, whether or not the ring has it. */

import { SCANS_AHEAD } from '../../../src/budgets';
import { newFrame } from '../../../src/capture/frame';
import type { Carried } from '../../../src/decode/carried';
import { DUPLICATE, PRIVATE, TIMER_REASON } from '../../../src/decode/sip/look';
import { newScanned, type Scanned, scanMessage } from '../../../src/decode/sip/scan';
import { newScanMemory, ScansAhead, ScanWriter } from '../../../src/decode/sip/scan-ahead';

const HEADERS = `To: <sip:b@example.com>;tag=9
From: "A" <sip:a@example.com>;tag=1
Via: SIP/2.0/UDP 10.0.0.1;branch=z9hG4bK77
Content-Type: application/sdp
Call-ID: x`;

/** A message of a packet at `position` of its file, `before` bytes of which stand in front of it. */
function carried(
  startLine: string,
  position: number,
  before = 42,
  headers = `${HEADERS}${position}\nCSeq: 1 INVITE`,
): Carried {
  const text = `${'.'.repeat(before)}${startLine}\n${headers}\n\nv=0\n`.replaceAll('\n', '\r\n');
  const bytes = Buffer.from(text, 'latin1');
  const frame = { ...newFrame(), bytes, end: bytes.length, position };
  const ends = { transport: 0, source: 1, destination: 2 };
  return { ...ends, bytes, start: before, end: bytes.length, frame, earlier: null, problems: null };
}

const invite = (position: number, before?: number) => carried('INVITE sip:b@example.com SIP/2.0', position, before);

/** Ranges as text: where they stand differs between two threads. */
function told(out: Scanned, bytes: Buffer): object {
  const text = (start: number, end: number) => bytes.latin1Slice(start, end);
  return {
    request: out.request,
    method: text(out.methodStart, out.methodEnd),
    status: out.status,
    reason: text(out.reasonStart, out.reasonEnd),
    callId: text(out.callIdStart, out.callIdEnd),
    cseq: out.cseq,
    transactionHash: out.transactionHash,
    hasToTag: out.hasToTag,
    from: text(out.fromStart, out.fromEnd),
    to: text(out.toStart, out.toEnd),
    sdp: out.sdp,
    voipMetrics: out.voipMetrics,
    removesBindings: out.removesBindings,
    traits: out.traits,
    sdpShape: out.sdpShape,
    sessionS: out.sessionS,
  };
}

function check(scans: ScansAhead, message: Carried, fromRing: boolean, looks = true): void {
  const { served } = scans;
  const [given, wanted] = [newScanned(), newScanned()];
  scans.scan(message, given, looks);
  scanMessage(message.bytes, message.start, message.end, wanted, looks ? message.frame.seconds : null);
  expect(told(given, message.bytes)).toEqual(told(wanted, message.bytes));
  expect(scans.served - served).toBe(fromRing ? 1 : 0);
}

function ring(looks = true): { writer: ScanWriter; scans: ScansAhead } {
  const memory = newScanMemory(looks);
  return { writer: new ScanWriter(memory), scans: new ScansAhead(memory) };
}

test('messages that were scanned ahead come out of the ring', () => {
  const { writer, scans } = ring();
  const messages = [
    invite(0),
    carried('SIP/2.0 486 Busy Here', 2 ** 33 + 7),
    carried('REGISTER sip:example.com SIP/2.0', 2 ** 33 + 900, 42, `${HEADERS}\nCSeq: 4294967295 REGISTER\nContact: *`),
    carried('OPTIONS sip:b SIP/2.0', 2 ** 34, 0, 'Max-Forwards: 70'),
  ];
  for (const message of messages) writer.add(message);
  writer.publish();
  expect(scans.waiting).toBe(messages.length);
  for (const message of messages) check(scans, message, true);
  expect(scans.waiting).toBe(0);
});

test('what diagnosis sees comes along', () => {
  const { writer, scans } = ring();
  const message = carried(
    'INVITE sip:b SIP/2.0',
    0,
    0,
    `${HEADERS}\nCSeq: 1 INVITE\nTo: again\nReason: Q.850;cause=102\nx: 90`,
  );
  writer.add(message);
  writer.publish();
  const out = newScanned();
  scans.scan(message, out, true);
  expect(scans.served).toBe(1);
  expect(out.sessionS).toBe(90);
  expect(out.traits).toBe(PRIVATE | DUPLICATE | TIMER_REASON);
});

test('a ring for which nobody looked serves those who do not look', () => {
  const messages = [invite(0), invite(1000)];
  for (const looks of [false, true]) {
    const { writer, scans } = ring(looks);
    for (const message of messages) writer.add(message);
    writer.publish();
    check(scans, messages[0], !looks, false);
    check(scans, messages[1], looks, true);
  }
});

test('the same message is at another place in the memory of the store', () => {
  const { writer, scans } = ring();
  writer.add(invite(100));
  writer.publish();
  const { bytes, start, end, ...rest } = invite(100);
  const moved = Buffer.concat([Buffer.alloc(5000), bytes]);
  const frame = { ...rest.frame, bytes: moved, start: 5000, end: moved.length };
  check(scans, { ...rest, frame, bytes: moved, start: start + 5000, end: end + 5000 }, true);
});

test('what is missing in a message stays missing wherever it stands', () => {
  const { writer, scans } = ring();
  const message = carried('OPTIONS sip:b SIP/2.0', 100, 42, 'Max-Forwards: 70');
  writer.add(message);
  writer.publish();
  const out = newScanned();
  scans.scan(message, out, true);
  expect(out.callIdEnd - out.callIdStart).toBe(0);
  expect(out.fromEnd - out.fromStart).toBe(0);
});

test('what the other thread has not come to yet is scanned by the store', () => {
  const { writer, scans } = ring();
  check(scans, invite(100), false);
  writer.add(invite(100));
  writer.add(invite(1000));
  writer.publish();
  // The first one is of the past by now.
  check(scans, invite(1000), true);
});

test('what the other thread left out is scanned by the store', () => {
  const { writer, scans } = ring();
  writer.add(invite(100));
  writer.add(invite(3000));
  writer.publish();
  check(scans, invite(100), true);
  check(scans, invite(2000), false);
  check(scans, invite(3000), true);
});

test('several messages of one packet are told apart', () => {
  const { writer, scans } = ring();
  writer.add(invite(100, 42));
  writer.add(invite(100, 700));
  writer.publish();
  check(scans, invite(100, 300), false);
  check(scans, invite(100, 700), true);
});

test('a message of another length is another message', () => {
  const { writer, scans } = ring();
  writer.add(invite(100));
  writer.publish();
  check(scans, carried('INVITE sip:somebody.else@example.com SIP/2.0', 100), false);
});

test('no scan is taken for what came in several packets, or is in no file', () => {
  const { writer, scans } = ring();
  writer.add({ ...invite(50), earlier: [] });
  writer.add(invite(100));
  writer.publish();
  expect(scans.waiting).toBe(1);
  check(scans, { ...invite(100), earlier: [] }, false);
  const live = invite(100);
  check(scans, { ...live, frame: { ...live.frame, volatile: true } }, false);
});

test('the other thread learns what the store has gone by', () => {
  const { writer, scans } = ring();
  expect(writer.isLate(0)).toBe(false);
  check(scans, invite(200_000), false);
  expect(writer.isLate(200_000)).toBe(true);
  expect(writer.isLate(262_144)).toBe(false);
});

test('a ring that is full goes on when there is room', () => {
  const { writer, scans } = ring();
  const message = invite(0);
  const at = (position: number) => ({ ...message, frame: { ...message.frame, position } });
  const out = newScanned();
  const take = (from: number, to: number) => {
    for (let i = from; i < to; i++) scans.scan(at(i), out, true);
  };
  for (let i = 0; i < SCANS_AHEAD; i++) writer.add(at(i));
  writer.publish();
  take(0, SCANS_AHEAD / 2);
  for (let i = SCANS_AHEAD; i < 1.25 * SCANS_AHEAD; i++) writer.add(at(i));
  writer.publish();
  take(SCANS_AHEAD / 2, 1.25 * SCANS_AHEAD);
  expect(scans.served).toBe(1.25 * SCANS_AHEAD);
  // All that it was ever told of is taken: the store looks for more, which makes room.
  scans.scan(at(1.25 * SCANS_AHEAD), out, true);
  for (let i = 0; i < SCANS_AHEAD; i++) writer.add(at(2 * SCANS_AHEAD + i));
  writer.publish();
  expect(scans.waiting).toBe(SCANS_AHEAD);
});

test('who waits for room goes when the store is done', () => {
  const { writer, scans } = ring();
  const message = invite(0);
  for (let i = 0; i < SCANS_AHEAD; i++) writer.add({ ...message, frame: { ...message.frame, position: i } });
  scans.stop();
  writer.add(invite(SCANS_AHEAD));
  expect(writer.stopped).toBe(true);
  expect(scans.waiting).toBe(SCANS_AHEAD);
});
