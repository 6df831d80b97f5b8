// Captures for measuring, of any size and always the same: `node bench/generate.js KIND FILE [COUNT]`. It shares
// nothing with src/, so that a fault there cannot hide itself here. A kind is a row in `KINDS`.

const { PcapWriter } = require('./wire');
const { invite, ofInvite, within, outside, response, answer } = require('./messages');

/** Kinds, what `count` counts in them, and its default. A plan says when each event is, then writes it when its time comes. */
const KINDS = {
  calls: { counts: 'calls of 7 messages, overlapping', count: 50_000, plan: planCalls },
  mixed: { counts: 'calls of 3 to 10 messages, challenged, a third in vain', count: 50_000, plan: planMixed },
  rtp: { counts: 'calls with 1,000 RTP packets each, overlapping', count: 500, plan: planMedia },
  lossy: { counts: 'calls with two streams that lose, repeat and delay packets', count: 500, plan: planLossy },
  dialogs: { counts: 'OPTIONS or REGISTER with its 200', count: 100_000, plan: planDialogs },
  flood: { counts: 'INVITEs, each with a Call-ID of its own', count: 200_000, plan: planFlood },
  wire: { counts: 'packets of 600 bytes, OPTIONS and 200', count: 1_000_000, plan: planWire },
  long: { counts: 'messages of one dialog', count: 10_000, plan: planLong },
};

/**
 * Writes a capture of `kind` to `path`; the same options give the same bytes.
 * @param {keyof typeof KINDS} kind
 * @param {string} path
 * @param {{ count?: number, seed?: number }} [options]
 * @returns {{ packets: number, bytes: number }}
 */
function generate(kind, path, { count = KINDS[kind].count, seed = 1 } = {}) {
  const random = randomFrom(seed);
  const plan = KINDS[kind].plan(count, random);
  const writer = new PcapWriter(path);
  for (const key of inOrder(plan)) plan.write(writer, START_US + Math.floor(key / MAX_EVENTS), key % MAX_EVENTS);
  writer.close();
  return { packets: writer.packets, bytes: writer.bytes };
}

/** 2026-01-01T00:00:00Z */
const START_US = 1_767_225_600_000_000;
/** Time and number of an event share the 53 bits of a sorted number: so a million events, and 142 minutes. */
const MAX_EVENTS = 2 ** 20;

/** @typedef {{ events: number, timeUs(event: number): number, write(w: PcapWriter, timeUs: number, event: number): void }} Plan */

/** @param {Plan} plan @returns {Float64Array} its events in order of time, each as time and number in one */
function inOrder(plan) {
  if (plan.events > MAX_EVENTS) throw new RangeError(`${plan.events} packets are more than ${MAX_EVENTS}`);
  const keys = new Float64Array(plan.events);
  for (let event = 0; event < plan.events; event++) keys[event] = Math.floor(plan.timeUs(event)) * MAX_EVENTS + event;
  return keys.sort();
}

const CALL_STEPS = [
  { toCallee: true, text: (leg) => invite(leg) },
  { toCallee: false, text: (leg) => response(leg, '100 Trying', 'INVITE', 1) },
  { toCallee: false, text: (leg) => response(leg, '180 Ringing', 'INVITE', 1, RINGING) },
  { toCallee: false, text: (leg) => answer(leg) },
  { toCallee: true, text: (leg) => within(leg, 'ACK', 1) },
  { toCallee: true, text: (leg) => within(leg, 'BYE', 2, 'Reason: Q.850;cause=16;text="Normal call clearing"\r\n') },
  { toCallee: false, text: (leg) => response(leg, '200 OK', 'BYE', 2) },
];
const RINGING = 'Allow: INVITE, ACK, BYE, CANCEL, OPTIONS, UPDATE\r\nSupported: 100rel, timer\r\n';

/** 40 calls a second as they happen to arrive, ringing 2 to 10 s, talking a minute on average: 2,600 at a time. */
function planCalls(count, random) {
  const { startUs, legs } = arrivals(count, 40, random);
  const talkUs = Array.from({ length: count }, () => Math.min(600e6, -60e6 * Math.log(1 - random())));
  const ringUs = Array.from({ length: count }, () => 2e6 + 8e6 * random());
  const network = Array.from({ length: count }, () => 1e3 + 20e3 * random());
  const sinceInviteUs = (call, step) =>
    [0, 1, 4, 4, 5, 6, 7][step] * network[call] + (step > 2 ? ringUs[call] : 0) + (step > 4 ? talkUs[call] : 0);
  return {
    events: count * 7,
    timeUs: (event) => startUs[Math.floor(event / 7)] + sinceInviteUs(Math.floor(event / 7), event % 7),
    write: (writer, timeUs, event) => writeStep(writer, timeUs, legs(Math.floor(event / 7)), CALL_STEPS[event % 7]),
  };
}

const CHALLENGE = 'Proxy-Authenticate: Digest realm="example.com", nonce="cba1", algorithm=MD5, qop="auth"\r\n';
const CREDENTIALS =
  'Proxy-Authorization: Digest username="phone", realm="example.com", nonce="cba1", uri="sip:example.com", response="cd5db89df4a2e5c8a5c2a9c7fa5a29cb", algorithm=MD5, cnonce="ab", qop=auth, nc=00000001\r\n';

/** Milliseconds since the step before, the side that sends, and what. */
const CHALLENGED_STEPS = [
  { afterMs: 0, toCallee: true, text: (leg) => invite(leg) },
  {
    afterMs: 5,
    toCallee: false,
    text: (leg) => response(leg, '407 Proxy Authentication Required', 'INVITE', 1, CHALLENGE),
  },
  { afterMs: 5, toCallee: true, text: (leg) => ofInvite(leg, 'ACK', 1) },
  { afterMs: 2, toCallee: true, text: (leg) => invite(leg, 2, CREDENTIALS) },
  { afterMs: 5, toCallee: false, text: (leg) => response(leg, '100 Trying', 'INVITE', 2) },
];
const RINGING_STEP = {
  afterMs: 900,
  toCallee: false,
  text: (leg) => response(leg, '180 Ringing', 'INVITE', 2, RINGING),
};
const ANSWERED_STEPS = [
  ...CHALLENGED_STEPS,
  RINGING_STEP,
  { afterMs: 4000, toCallee: false, text: (leg) => answer(leg, 2) },
  { afterMs: 20, toCallee: true, text: (leg) => within(leg, 'ACK', 2) },
  { afterMs: 60_000, toCallee: true, text: (leg) => within(leg, 'BYE', 3) },
  { afterMs: 5, toCallee: false, text: (leg) => response(leg, '200 OK', 'BYE', 3) },
];
const CANCELLED_STEPS = [
  ...CHALLENGED_STEPS,
  RINGING_STEP,
  { afterMs: 9000, toCallee: true, text: (leg) => ofInvite(leg, 'CANCEL', 2) },
  { afterMs: 5, toCallee: false, text: (leg) => response(leg, '200 OK', 'CANCEL', 2) },
  { afterMs: 5, toCallee: false, text: (leg) => response(leg, '487 Request Terminated', 'INVITE', 2) },
  { afterMs: 5, toCallee: true, text: (leg) => ofInvite(leg, 'ACK', 2) },
];
const refusedSteps = (status) => [
  ...CHALLENGED_STEPS,
  { afterMs: 800, toCallee: false, text: (leg) => response(leg, status, 'INVITE', 2) },
  { afterMs: 5, toCallee: true, text: (leg) => ofInvite(leg, 'ACK', 2) },
];
const UNANSWERED_STEPS = [0, 500, 1000].map((afterMs) => ({ ...CHALLENGED_STEPS[0], afterMs }));

/** How twenty calls of an exchange end. */
const COURSES = [
  ...Array(13).fill(ANSWERED_STEPS),
  ...Array(2).fill(refusedSteps('486 Busy Here')),
  ...Array(2).fill(CANCELLED_STEPS),
  refusedSteps('404 Not Found'),
  refusedSteps('503 Service Unavailable'),
  UNANSWERED_STEPS,
];

/** 40 calls a second, each asked for its password; the courses in the same shares, mixed. */
function planMixed(count, random) {
  const { startUs, legs } = arrivals(count, 40, random);
  const courses = Array.from({ length: count }, () => COURSES[Math.floor(random() * COURSES.length)]);
  const calls = courses.flatMap((steps, call) => steps.map(() => call));
  const steps = courses.flat();
  const atUs = courses.flatMap((all, call) => {
    let us = startUs[call];
    return all.map(({ afterMs }) => (us += afterMs * 1000));
  });
  return {
    events: steps.length,
    timeUs: (event) => atUs[event],
    write: (writer, timeUs, event) => writeStep(writer, timeUs, legs(calls[event]), steps[event]),
  };
}

const RTP_PER_STREAM = 500;
const RTP_HEADER_BYTES = 12;

/** Ten seconds of PCMU both ways in each call, twenty calls at a time. */
function planMedia(count, random) {
  const { startUs, legs } = arrivals(count, 2, random);
  const all = Array.from({ length: count }, (_, call) => legs(call));
  const sinceInviteUs = [0, 5e3, 40e3, 1000e3, 1010e3, 1012e3 + RTP_PER_STREAM * 20e3, 1020e3 + RTP_PER_STREAM * 20e3];
  const each = CALL_STEPS.length + 2 * RTP_PER_STREAM;
  const jitterUs = Float32Array.from({ length: 4096 }, () => 4e3 * (random() - 0.5));
  const packet = rtpPacket(random);
  return {
    events: count * each,
    timeUs(event) {
      const [call, part] = [Math.floor(event / each), event % each];
      if (part < 7) return startUs[call] + sinceInviteUs[part];
      const index = (part - 7) >> 1;
      return startUs[call] + 1011e3 + 2e3 + index * 20e3 + jitterUs[(event * 31) % 4096];
    },
    write(writer, timeUs, event) {
      const [leg, part] = [all[Math.floor(event / each)], event % each];
      if (part < 7) writeStep(writer, timeUs, leg, CALL_STEPS[part]);
      else writeMedia(writer, timeUs, leg, packet, (part - 7) >> 1, (part - 7) & 1);
    },
  };
}

/** Calls of a few seconds over a bad network, twenty a second: each stream with 120 packets less those that are lost. */
function planLossy(count, random) {
  const { startUs, legs } = arrivals(count, 20, random);
  const all = Array.from({ length: count }, (_, call) => legs(call));
  const sent = all.flatMap((_, call) => [0, 1].flatMap((way) => lossyStream(call, way, random)));
  const endUs = new Float64Array(count);
  for (const { call, atUs } of sent) endUs[call] = Math.max(endUs[call], atUs);
  const packet = rtpPacket(random);
  const sipEvents = CALL_STEPS.length * count;
  return {
    events: sipEvents + sent.length,
    timeUs(event) {
      if (event >= sipEvents) return startUs[sent[event - sipEvents].call] + sent[event - sipEvents].atUs;
      const [call, step] = [Math.floor(event / CALL_STEPS.length), event % CALL_STEPS.length];
      return startUs[call] + [0, 5e3, 40e3, 1000e3, 1010e3, endUs[call] + 1e4, endUs[call] + 2e4][step];
    },
    write(writer, timeUs, event) {
      if (event >= sipEvents) return writeLossy(writer, timeUs, all, packet, sent[event - sipEvents]);
      writeStep(writer, timeUs, all[Math.floor(event / CALL_STEPS.length)], CALL_STEPS[event % CALL_STEPS.length]);
    },
  };
}

const LOSSY_PACKETS = 120;
const PACKET_US = 20e3;
const PACKET_TICKS = 160;
/** Comfort noise (RFC 3389) and what it was before, a digit (RFC 4733), and their bytes. */
const [NOISE, OLD_NOISE, NOISE_BYTES] = [13, 19, 1];
const [DIGIT, DIGIT_BYTES, DIGIT_PACKETS] = [101, 4, 6];
const VOICE_BYTES = 160;

/**
 * Talk and silence, with digits now and then, as the network delivers it: bursts of loss, jitter, packets that come
 * late or twice. Sequence numbers and timestamps of many streams begin anew while they last.
 */
function lossyStream(call, way, random) {
  const often = (share) => random() < share;
  const [voice, noise] = [often(0.5) ? 0 : 8, often(0.2) ? OLD_NOISE : NOISE];
  const jitterUs = often(0.2) ? 40e3 : 6e3;
  let sequence = often(0.4) ? 65_535 - Math.floor(random() * 100) : Math.floor(random() * 65_536);
  let timestamp = often(0.3) ? 2 ** 32 - Math.floor(random() * 15_000) : Math.floor(random() * 2 ** 32);
  let [sentUs, burst, digit, marker] = [1020e3, 0, 0, true];
  const packets = [];
  for (let index = 0; index < LOSSY_PACKETS; index++) {
    const falls = digit === 0 && index > 0 && often(0.02);
    if (digit === 0 && !falls && often(0.005)) [digit, marker] = [DIGIT_PACKETS, true];
    const type = falls ? noise : digit > 0 ? DIGIT : voice;
    const bytes = falls ? NOISE_BYTES : digit > 0 ? DIGIT_BYTES : VOICE_BYTES;
    burst = burst > 0 ? burst - 1 : often(0.02) ? 1 + Math.floor(random() * 4) : 0;
    const lateUs = often(0.015) ? 20e3 + 70e3 * random() : 0;
    const atUs = sentUs + jitterUs * random() + lateUs;
    const one = { call, way, atUs, type, bytes, marker, sequence: sequence & 0xffff, timestamp: timestamp % 2 ** 32 };
    if (burst === 0) packets.push(one);
    if (burst === 0 && often(0.01)) packets.push({ ...one, atUs: atUs + (often(0.5) ? 50 : 50e3 * random()) });
    sequence++;
    marker = falls;
    const pauses = falls ? 5 + Math.floor(60 * random()) : 1;
    sentUs += pauses * PACKET_US;
    // The timestamp of a digit stands still until it ends.
    if (digit === 0) timestamp += pauses * PACKET_TICKS;
    else if (--digit === 0) timestamp += DIGIT_PACKETS * PACKET_TICKS;
  }
  return packets;
}

function writeLossy(writer, timeUs, legs, packet, { call, way, type, bytes, marker, sequence, timestamp }) {
  const leg = legs[call];
  packet[1] = (marker ? 0x80 : 0) | type;
  packet.writeUInt16BE(sequence, 2);
  packet.writeUInt32BE(timestamp, 4);
  sendMedia(writer, timeUs, leg, packet.subarray(0, RTP_HEADER_BYTES + bytes), way === 1);
}

/** Two packets each, 200 dialogs a second. */
function planDialogs(count, random) {
  const { startUs, legs } = arrivals(count, 200, random);
  return {
    events: count * 2,
    timeUs: (event) => startUs[event >> 1] + (event & 1) * 8e3,
    write(writer, timeUs, event) {
      const leg = legs(event >> 1);
      const method = (event >> 1) % 3 === 0 ? 'REGISTER' : 'OPTIONS';
      const text =
        event & 1 ? response(leg, '200 OK', method, 1, 'Expires: 300\r\n') : outside(leg, method, 'Expires: 300\r\n');
      send(writer, timeUs, leg, !(event & 1), text);
    },
  };
}

const WIRE_BYTES = 600;
const UDP_HEADER_BYTES = 14 + 20 + 8;

/** 100,000 a second, each filled up with a header. */
function planWire(count, random) {
  const { legs } = arrivals(Math.ceil(count / 2), 50_000, random);
  return {
    events: count,
    timeUs: (event) => event * 10,
    write(writer, timeUs, event) {
      const leg = legs(event >> 1);
      const text = (extra) =>
        event & 1 ? response(leg, '200 OK', 'OPTIONS', 1, extra) : outside(leg, 'OPTIONS', extra);
      const filling = WIRE_BYTES - UDP_HEADER_BYTES - text('X-Filling: \r\n').length;
      send(writer, timeUs, leg, !(event & 1), text(`X-Filling: ${'.'.repeat(filling)}\r\n`));
    },
  };
}

/** 5,000 a second, unanswered. */
function planFlood(count, random) {
  const { startUs, legs } = arrivals(count, 5000, random);
  return {
    events: count,
    timeUs: (event) => startUs[event],
    write: (writer, timeUs, event) => send(writer, timeUs, legs(event), true, invite(legs(event))),
  };
}

/** A call with an INFO every 100 ms; the last two messages end it. */
function planLong(count, random) {
  const leg = arrivals(1, 1, random).legs(0);
  const steps = [CALL_STEPS[0], CALL_STEPS[2], CALL_STEPS[3], CALL_STEPS[4]];
  return {
    events: count,
    timeUs: (event) => event * 50e3,
    write(writer, timeUs, event) {
      if (event < 4) return writeStep(writer, timeUs, leg, steps[event]);
      const cseq = 2 + ((event - 4) >> 1);
      const method = event >= count - 2 ? 'BYE' : 'INFO';
      const request = event % 2 === 0;
      send(writer, timeUs, leg, request, request ? within(leg, method, cseq) : response(leg, '200 OK', method, cseq));
    },
  };
}

/** When calls begin, `perSecond` on average, and who has them: many subscribers, four SBCs, six carriers. */
function arrivals(count, perSecond, random) {
  const startUs = new Float64Array(count);
  let at = 0;
  for (let call = 0; call < count; call++) {
    at += (-1e6 / perSecond) * Math.log(1 - random());
    startUs[call] = at;
  }
  const salt = Math.floor(random() * 2 ** 32);
  return { startUs, legs: (call) => legOf(call, salt) };
}

/** Made anew for each message rather than kept, so that a million calls need no memory. */
function legOf(call, salt) {
  const random = randomFrom(salt + call);
  // No country has the code 999.
  const number = () => String(999_000_000_000 + Math.floor(random() * 1e9));
  const tag = () => Math.floor(random() * 2 ** 32).toString(16);
  const sbc = { ip: SBC + Math.floor(random() * 4), port: 5060 };
  const inside = random() < 0.5;
  // 198.18.0.0/15 is for benchmarks (RFC 2544), the others are for documentation (RFC 5737).
  const subscriber = { ip: SUBSCRIBERS + Math.floor(random() * 20_000), port: 5060 + (call % 3) * 2 };
  const carrier = { ip: CARRIERS + Math.floor(random() * 6), port: 5060 };
  return {
    callId: `${tag()}${tag()}-${call}@${inside ? 'phone' : 'sbc'}.example.com`,
    from: number(),
    to: number(),
    fromTag: tag(),
    toTag: tag(),
    branch: `${tag()}${call.toString(36)}`,
    caller: inside ? subscriber : sbc,
    callee: inside ? sbc : carrier,
    callerMediaPort: 16384 + (call % 8000) * 2,
    calleeMediaPort: 32768 + (call % 8000) * 2,
  };
}
const SUBSCRIBERS = 0xc6120000;
const SBC = 0xcb007105;
const CARRIERS = 0xc633640a;

/** @returns {Buffer} a G.711 packet (RFC 3550, RFC 3551) of 20 ms whose header `writeMedia` fills in */
function rtpPacket(random) {
  const packet = Buffer.alloc(RTP_HEADER_BYTES + VOICE_BYTES);
  for (let at = RTP_HEADER_BYTES; at < packet.length; at++) packet[at] = Math.floor(random() * 256);
  packet[0] = 0x80;
  return packet;
}

function writeMedia(writer, timeUs, leg, packet, index, fromCallee) {
  packet[1] = index === 0 ? 0x80 : 0;
  packet.writeUInt16BE(index, 2);
  packet.writeUInt32BE(index * 160, 4);
  sendMedia(writer, timeUs, leg, packet, fromCallee);
}

function sendMedia(writer, timeUs, leg, packet, fromCallee) {
  const caller = { ip: leg.caller.ip, port: leg.callerMediaPort };
  const callee = { ip: leg.callee.ip, port: leg.calleeMediaPort };
  packet.writeUInt32BE(Number.parseInt(fromCallee ? leg.toTag : leg.fromTag, 16), 8);
  if (fromCallee) writer.datagram(timeUs, callee, caller, packet);
  else writer.datagram(timeUs, caller, callee, packet);
}

function writeStep(writer, timeUs, leg, step) {
  send(writer, timeUs, leg, step.toCallee, step.text(leg));
}

function send(writer, timeUs, leg, toCallee, text) {
  if (toCallee) writer.text(timeUs, leg.caller, leg.callee, text);
  else writer.text(timeUs, leg.callee, leg.caller, text);
}

/** mulberry32: @returns a function that gives numbers from 0 to below 1, always the same ones for a seed */
function randomFrom(seed) {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

module.exports = { generate, KINDS };

if (require.main === module) {
  const [kind, path, count] = process.argv.slice(2);
  if (!path || !Object.hasOwn(KINDS, kind)) {
    const rows = Object.entries(KINDS).map(([name, { counts, count: usual }]) => `  ${name}  ${usual} ${counts}`);
    process.stderr.write(`usage: node bench/generate.js KIND FILE [COUNT]\n${rows.join('\n')}\n`);
    process.exit(2);
  }
  const { packets, bytes } = generate(kind, path, count ? { count: Number(count) } : {});
  process.stdout.write(`${path}: ${packets} packets, ${(bytes / 1e6).toFixed(1)} MB\n`);
}
