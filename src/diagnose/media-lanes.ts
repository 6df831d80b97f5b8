/**
 * Which way sound was to go: of each agreement (offer-answer.ts) a lane there and a lane back, the time for which they
 * held, and the streams that went along. A NAT may have changed whence and where to; streams of other dialogs count, as
 * several legs may describe one medium.
 */

import { MEDIA_LANE_STREAMS } from '../budgets';
import type { SdpMedia } from '../decode/sdp-media';
import { endUsOf, receiverHost, senderHost, streamColumns } from './call-media';
import type { Evidence } from './evidence';
import { type Agreement, agreementsOf, type Described, mediaPairs, successorOf } from './offer-answer';
import { receives, sends } from './sdp-words';

export interface Lane {
  /** What the side said that is to send, and the one that is to hear it. */
  sender: SdpMedia;
  receiver: SdpMedia;
  senderSaid: Described;
  receiverSaid: Described;
  /** Neither side holds it. */
  open: boolean;
  /** While it held, within the call as the capture shows it; microseconds since 1970. */
  fromUs: number;
  untilUs: number;
}

/** Two of each line of sound that both sides took. */
export function lanesOf(evidence: Evidence): Lane[] {
  const agreements = agreementsOf(evidence);
  return agreements.flatMap((one, at) => {
    const untilUs = successorOf(agreements, at)?.atUs ?? Number.POSITIVE_INFINITY;
    return lanesIn(one, Math.min(untilUs, endUsOf(evidence)));
  });
}

function lanesIn(agreement: Agreement, untilUs: number): Lane[] {
  const { offer: offered, answer: answered, atUs } = agreement;
  return mediaPairs(agreement)
    .filter(({ offer }) => offer.kind === 'audio')
    .flatMap(({ offer, answer }) => {
      const there = laneOf({
        sender: offer,
        receiver: answer,
        senderSaid: offered,
        receiverSaid: answered,
        fromUs: atUs,
        untilUs,
      });
      return [there, backOf(there)];
    });
}

function laneOf(ends: Omit<Lane, 'open'>): Lane {
  return { ...ends, open: sends(ends.sender) && receives(ends.receiver) };
}

/** The lane of the same agreement that goes the other way. */
export function backOf({ sender, receiver, senderSaid, receiverSaid, fromUs, untilUs }: Lane): Lane {
  return laneOf({
    sender: receiver,
    receiver: sender,
    senderSaid: receiverSaid,
    receiverSaid: senderSaid,
    fromUs,
    untilUs,
  });
}

/** Nobody is on hold. */
export function isOpenBothWays(lane: Lane): boolean {
  return lane.open && backOf(lane).open;
}

/** No stream that went on after that time was let go to make room. */
export function keptSince({ store }: Evidence, timeUs: number): boolean {
  return store.mediaStreams.streams.evictedUs < timeUs;
}

/** Rows of the streams that go along a lane, whoever claims them: to where they should, from where they should, or back to where a NAT has put the other side. */
export function streamsAlong(evidence: Evidence, lane: Lane): number[] {
  const along = new Set(announced(evidence, lane));
  const t = streamColumns(evidence);
  for (const other of announced(evidence, backOf(lane))) {
    for (const row of streamsTo(evidence, t.from[other] - 1)) if (row !== other) along.add(row);
  }
  return [...along];
}

/** How long a stream went within a time, milliseconds. */
export function withinMs(evidence: Evidence, stream: number, fromUs: number, untilUs: number): number {
  const t = streamColumns(evidence);
  return (Math.min(t.endUs[stream], untilUs) - Math.max(t.startUs[stream], fromUs)) / 1000;
}

function announced(evidence: Evidence, { sender, receiver }: Lane): number[] {
  const { ends } = evidence.store.mediaStreams.announcements;
  return [
    ...streamsTo(evidence, ends.findText(receiver.address, receiver.port)),
    ...streamsFrom(evidence, ends.findText(sender.address, sender.port)),
  ];
}

function streamsTo({ store }: Evidence, end: number): number[] {
  const { announcements, streams } = store.mediaStreams;
  return end < 0 ? [] : linked(announcements.ends.table.columns.to[end], streams.table.columns.nextTo);
}

function streamsFrom({ store }: Evidence, end: number): number[] {
  const { announcements, streams } = store.mediaStreams;
  return end < 0 ? [] : linked(announcements.ends.table.columns.from[end], streams.table.columns.nextFrom);
}

/** The newest first. */
function linked(first: number, next: Int32Array): number[] {
  const rows: number[] = [];
  for (let row = first - 1; row >= 0 && rows.length < MEDIA_LANE_STREAMS; row = next[row] - 1) rows.push(row);
  return rows;
}

// ------------------------------------------------------------------------------------------- what can be seen

/** Between which hosts the capture holds RTP of any call, at all. */
interface Seen {
  begun: number;
  atUs: number;
  /** By host: those that it sent to and those that sent to it. */
  receivers: Map<string, Set<string>>;
  senders: Map<string, Set<string>>;
  /** From which the signalling of calls with RTP came. */
  inputs: Set<number>;
  /** By input and host: with whom it had RTP. */
  peers: Map<string, Set<string>>;
}

const SEEN = new WeakMap<object, Seen>();
const SECOND_US = 1e6;

/** Worked out once a second of the capture at the most: for calls that look as if something were missing. */
function seenBy(evidence: Evidence): Seen {
  const { store } = evidence;
  const { streams } = store.mediaStreams;
  const known = SEEN.get(streams);
  const fresh =
    known !== undefined &&
    (known.begun === streams.begun || (!evidence.ended && evidence.nowUs - known.atUs < SECOND_US));
  if (fresh) return known;
  const seen: Seen = {
    begun: streams.begun,
    atUs: evidence.nowUs,
    receivers: new Map(),
    senders: new Map(),
    inputs: new Set(),
    peers: new Map(),
  };
  streams.each((row) => {
    const [from, to] = [senderHost(evidence, row), receiverHost(evidence, row)];
    add(seen.receivers, from, to);
    add(seen.senders, to, from);
    const dialog = streamColumns(evidence).dialog[row] - 1;
    const input = dialog < 0 ? ANY_INPUT : inputOf(evidence, store.dialogs.columns.firstMessage[dialog] - 1);
    if (dialog >= 0) seen.inputs.add(input);
    add(seen.peers, `${input} ${from}`, to);
    add(seen.peers, `${input} ${to}`, from);
  });
  SEEN.set(streams, seen);
  return seen;
}

/** Of RTP that no call announced. */
const ANY_INPUT = -1;

/** Which file, interface or HEP socket a message came from. */
function inputOf({ store }: Evidence, message: number): number {
  return store.messages.columns.input[message];
}

function add(map: Map<string, Set<string>>, key: string, value: string): void {
  const values = map.get(key);
  if (values === undefined) map.set(key, new Set([value]));
  else values.add(value);
}

/**
 * True where RTP along this lane, had there been any, would be in the capture as far as one can tell: signalling or RTP to
 * the host that should hear it is there, or such from the one that should send. But where all there is of one of them goes
 * the other way, the capture has one direction of it alone.
 */
export function wouldBeSeen(evidence: Evidence, { sender, receiver }: Lane): boolean {
  const { receivers, senders } = seenBy(evidence);
  const sources = new Set(evidence.messages.map((row) => evidence.sourceOf(row)));
  const destinations = new Set(evidence.messages.map((row) => evidence.destinationOf(row)));
  const sent = receivers.has(sender.address) || sources.has(sender.address);
  const got = senders.has(receiver.address) || destinations.has(receiver.address);
  if (!sent && destinations.has(sender.address)) return false;
  if (!got && sources.has(receiver.address)) return false;
  return sent || got;
}

/**
 * True where the same input holds RTP that shows that it would hold this call's: that of another call from the same input where
 * media goes the way of the signalling (an agent by HEP may send signalling alone), else between the same two hosts, or of one of them that several others talk to, as a relay.
 */
export function pathIsSeen(evidence: Evidence, lane: Lane): boolean {
  const { peers: known, inputs } = seenBy(evidence);
  const [a, b] = [lane.sender.address, lane.receiver.address];
  const input = inputOf(evidence, lane.senderSaid.message);
  const peers = (host: string) =>
    new Set([input, ANY_INPUT].flatMap((one) => [...(known.get(`${one} ${host}`) ?? [])]));
  const [ofA, ofB] = [peers(a), peers(b)];
  if (ofA.has(b)) return true;
  const isWithSignalling =
    evidence.sourceOf(lane.senderSaid.message) === a && evidence.sourceOf(lane.receiverSaid.message) === b;
  if (isWithSignalling) return inputs.has(input);
  return ofA.size > 1 || ofB.size > 1;
}
