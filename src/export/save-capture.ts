/**
 * Saves dialogs as a capture: packets of SIP from the store, those of their streams from wherever they are to be had,
 * both in order of time and no more of the latter in memory than it takes to put them in order.
 */

import { SAVE_REORDER_PACKETS } from '../budgets';
import type { PacketRef } from '../capture/frame';
import { needsNanos, type PacketEncoder } from '../capture/packet-encoder';
import { PcapWriter, planPcap } from '../capture/pcap-writer';
import { PcapngWriter } from '../capture/pcapng-writer';
import type { Store } from '../store/store';
import type { KeptMedia } from './media/kept-media';
import { type FoundFrame, type FoundPacket, MediaReader } from './media/media-reader';
import { missingNotes } from './media/missing';
import { WantedStreams } from './media/wanted-streams';
import { NOT_KEPT, NOTHING_TO_SAVE, SaveError, SourceChangedError } from './save-error';
import { messagesByTime, NOTHING, type Pieces, type SaveJob, WRITE_BYTES, type Written } from './save-job';
import { streamsInOrder } from './stream-records';

export type CaptureKind = 'pcap' | 'pcapng';

/** Throws LinkTypeError where a .pcap cannot hold it. */
export function captureOf(job: SaveJob, kind: CaptureKind): Pieces {
  const { store, media } = job;
  const sip = packetsOf(store, messagesByTime(job));
  const dialogs = job.dialogs.length;
  if (job.streams.length > 0 && sip.length === 0 && !media?.available) throw new SaveError(NOT_KEPT);
  const streams = media === null ? [] : streamsOf(job);
  if (media !== null && streams.length > 0) {
    return withMedia({ store, sip, kind, dialogs, media, wanted: new WantedStreams(store, streams) });
  }
  // Of everything there is nothing; chosen calls that went meanwhile are another matter.
  if (sip.length === 0 && job.strays) throw new SaveError(NOTHING_TO_SAVE);
  const encoder = kind === 'pcap' ? new PcapWriter(planPcap(sip)) : new PcapngWriter({ nanos: sip.some(needsNanos) });
  return sipOnly(store, sip, encoder, dialogs);
}

/** Rows of the streams that go along. */
function streamsOf({ store, dialogs, strays, streams }: SaveJob): number[] {
  return [...new Set([...streamsInOrder(store, dialogs, strays), ...streams])];
}

/** The packets of these messages by time; one that carries two messages once. */
function packetsOf(store: Store, messages: Uint32Array): PacketRef[] {
  const packets: PacketRef[] = [];
  for (const message of messages) packets.push(...store.raw.packets(message));
  packets.sort((a, b) => a.seconds - b.seconds || a.nanos - b.nanos || a.input - b.input || a.position - b.position);
  return packets.filter((packet, i) => {
    const before = packets[i - 1];
    return before === undefined || before.position !== packet.position || before.input !== packet.input;
  });
}

function* sipOnly(
  store: Store,
  packets: PacketRef[],
  encoder: PacketEncoder,
  dialogs: number,
): Generator<Buffer, Written> {
  for (const packet of packets) {
    addSip(store, packet, encoder);
    yield encoder.pendingBytes >= WRITE_BYTES ? encoder.take() : NOTHING;
  }
  yield encoder.take();
  return { packets: packets.length, dialogs, head: null, notes: [] };
}

function addSip(store: Store, packet: PacketRef, encoder: PacketEncoder): void {
  const bytes = store.raw.packet(packet);
  if (bytes.length < packet.length) throw new SourceChangedError();
  encoder.add(packet, bytes, 0, bytes.length);
}

interface MediaJob {
  store: Store;
  sip: PacketRef[];
  kind: CaptureKind;
  dialogs: number;
  media: KeptMedia;
  wanted: WantedStreams;
}

async function* withMedia(job: MediaJob): AsyncGenerator<Buffer, Written> {
  const { store, sip, media, wanted, dialogs } = job;
  const reader = new MediaReader(() => media.open(), wanted);
  const order = new TimeOrder();
  let encoder = sip.length > 0 ? encoderFor(job, sip[0].linkType) : null;
  let sipWritten = 0;
  let mediaWritten = 0;
  for await (const batch of inOrder(reader, order)) {
    for (const frame of batch) {
      encoder ??= encoderFor(job, frame.linkType);
      for (; sipWritten < sip.length && !isBefore(frame, sip[sipWritten]); sipWritten++) {
        addSip(store, sip[sipWritten], encoder);
        yield encoder.pendingBytes >= WRITE_BYTES ? encoder.take() : NOTHING;
      }
      encoder.add(frame, frame.bytes, frame.start, frame.end);
      mediaWritten++;
      if (encoder.pendingBytes >= WRITE_BYTES) yield encoder.take();
    }
    yield NOTHING;
  }
  encoder ??= encoderFor(job, sip[0]?.linkType ?? ETHERNET);
  for (; sipWritten < sip.length; sipWritten++) {
    addSip(store, sip[sipWritten], encoder);
    yield encoder.pendingBytes >= WRITE_BYTES ? encoder.take() : NOTHING;
  }
  yield encoder.take();
  return { packets: sip.length + mediaWritten, dialogs, head: null, notes: missingNotes(media, wanted, reader.found) };
}

/** LINKTYPE_ value of a file without packets. */
const ETHERNET = 1;

/** Whether nanoseconds are needed must be known before the first packet is written. */
function encoderFor({ sip, kind, media }: MediaJob, linkType: number): PacketEncoder {
  const nanos = media.nanos || sip.some(needsNanos);
  if (kind === 'pcapng') return new PcapngWriter({ nanos });
  return new PcapWriter(sip.length > 0 ? { ...planPcap(sip), nanos } : { linkType, nanos });
}

/** The frames of what was found, by time. */
async function* inOrder(reader: MediaReader, order: TimeOrder): AsyncGenerator<readonly FoundFrame[]> {
  for await (const batch of reader.batches()) yield order.through(batch);
  yield order.rest();
}

function isBefore(a: { seconds: number; nanos: number }, b: { seconds: number; nanos: number }): boolean {
  return a.seconds < b.seconds || (a.seconds === b.seconds && a.nanos < b.nanos);
}

/** Puts frames in order that come a little out of it. */
class TimeOrder {
  /** Those that wait, the earliest first. */
  private readonly waiting: FoundFrame[] = [];

  /** Takes these in and gives those that go before them all. */
  through(packets: readonly FoundPacket[]): readonly FoundFrame[] {
    const due: FoundFrame[] = [];
    for (const packet of packets) {
      for (const frame of packet.frames) {
        this.insert(frame);
        if (this.waiting.length > SAVE_REORDER_PACKETS) due.push(this.waiting.shift() as FoundFrame);
      }
    }
    // What stays is looked at when the bytes have gone.
    for (const frame of this.waiting) own(frame);
    return due;
  }

  rest(): readonly FoundFrame[] {
    return this.waiting;
  }

  private insert(frame: FoundFrame): void {
    const { waiting } = this;
    let at = waiting.length;
    while (at > 0 && isBefore(frame, waiting[at - 1])) at--;
    waiting.splice(at, 0, frame);
  }
}

/** Bytes that are the frame's alone, if they were not yet. */
function own(frame: FoundFrame): void {
  if (frame.start === 0 && frame.end === frame.bytes.length) return;
  frame.bytes = Buffer.from(frame.bytes.subarray(frame.start, frame.end));
  frame.start = 0;
  frame.end = frame.bytes.length;
}
