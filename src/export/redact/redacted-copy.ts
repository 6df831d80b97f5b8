/**
 * What is saved redacted out of a session that is not: the calls that are wanted go, with their media, through a redactor
 * into a store of their own, and whatever the format makes of that has stand-ins.
 */

import { MEDIA_FRAMES_AT_ONCE } from '../../budgets';
import { newFrame } from '../../capture/frame';
import type { FrameSource } from '../../capture/merge';
import { Decoder } from '../../decode/decoder';
import { EndpointTable } from '../../decode/endpoints';
import type { MediaPacket } from '../../decode/rtp';
import type { Diagnosis } from '../../diagnose/diagnosis';
import { Store } from '../../store/store';
import type { KeptMedia } from '../media/kept-media';
import { missingNotes } from '../media/missing';
import { WantedStreams } from '../media/wanted-streams';
import { SaveError, SILENCED, SourceChangedError } from '../save-error';
import { messagesByTime, NOTHING, type Pieces, type SaveJob, type Written } from '../save-job';
import { PLAIN_LADDER } from '../save-ladder';
import { streamsInOrder } from '../stream-records';
import { withoutReading } from './redaction';
import { Redactor } from './redactor';
import type { StandIns } from './stand-ins';

export interface RedactWish {
  standIns: StandIns;
  /** Where packets are to be had for the figures of streams, whether they are to be saved or not; or null. */
  media: KeptMedia | null;
}

/** What `format` makes of a redacted copy. */
export async function* redactedPieces(
  job: SaveJob,
  { standIns, media }: RedactWish,
  format: (job: SaveJob) => Pieces,
  audio: boolean,
): AsyncGenerator<Buffer, Written> {
  if (audio) throw new SaveError(SILENCED);
  const copy = new Copy(job, standIns);
  const notes = media === null ? [] : yield* copy.withMedia(media);
  for (let more = true; more; yield NOTHING) more = copy.some();
  const written = yield* format(copy.job());
  return { ...written, notes: [...(job.media === null ? [] : notes), ...written.notes] };
}

/** Messages redacted between two chances to stop. */
const MESSAGES_AT_ONCE = 64;

/** A row may be given to another message while the copy is made: then it is told by this. */
interface Awaited {
  row: number;
  number: number;
  timeUs: number;
}

class Copy {
  private readonly endpoints = new EndpointTable();
  private readonly store: Store;
  private readonly redactor: Redactor;
  private readonly messages: Awaited[];
  /** Of the copy, where that of the original is told. */
  private readonly diagnosis: Diagnosis | null;
  private next = 0;
  private readonly wanted: WantedStreams;
  private found = 0;

  constructor(
    private readonly of: SaveJob,
    private readonly standIns: StandIns,
  ) {
    const { store, dialogs, strays, streams } = of;
    const { number, input } = store.messages.columns;
    const rows = messagesByTime(of);
    let inputs = 1;
    for (const row of rows) inputs = Math.max(inputs, input[row] + 1);
    this.messages = Array.from(rows, (row) => ({ row, number: number[row], timeUs: store.timeUs(row) }));
    this.wanted = new WantedStreams(store, new Set([...streamsInOrder(store, dialogs, strays), ...streams]));
    const nowhere = Array.from({ length: inputs }, () => withoutReading({ name: '' }));
    const limits = { ...store.limits, dialogs: null, rotate: false, callsOnly: false };
    this.store = new Store(this.endpoints, nowhere, limits);
    this.diagnosis = of.ladder.findings?.diagnosis.like(this.store) ?? null;
    this.redactor = new Redactor(standIns, store.endpoints, this.endpoints, this.store);
  }

  /** Takes some of the messages. False when there are no more. */
  some(beforeUs = Number.POSITIVE_INFINITY): boolean {
    const end = Math.min(this.messages.length, this.next + MESSAGES_AT_ONCE);
    while (this.next < end && this.messages[this.next].timeUs <= beforeUs) this.take(this.messages[this.next++]);
    return this.next < this.messages.length && this.messages[this.next].timeUs <= beforeUs;
  }

  /** Takes packets of the streams, and the messages that came before them. Gives what is missing, in words. */
  async *withMedia(media: KeptMedia): AsyncGenerator<Buffer, string[]> {
    if (this.wanted.count === 0 || !media.available) return [];
    const source = await media.open();
    try {
      yield* this.read(source);
    } finally {
      source.close();
    }
    return missingNotes(media, this.wanted, this.found);
  }

  job(): SaveJob {
    const { store, of, standIns } = this;
    store.mediaStreams.settle();
    if (of.store.clock.ended) store.end();
    if (store.evicted + store.refused > 0) {
      throw new SaveError('these are more calls than can be redacted at once within --memory; save fewer of them');
    }
    const dialogs: number[] = [];
    store.eachDialog((row) => dialogs.push(row));
    return {
      store,
      dialogs,
      strays: of.strays,
      streams: of.streams.length === 0 ? [] : [...streamsInOrder(store, [], true)],
      media: of.media?.redacted(standIns) ?? null,
      // Names and places of hosts are those of the original.
      ladder: {
        ...of.ladder,
        names: PLAIN_LADDER.names,
        arrangement: PLAIN_LADDER.arrangement,
        findings: of.ladder.findings && this.diagnosis && { ...of.ladder.findings, diagnosis: this.diagnosis },
      },
    };
  }

  private take({ row, number, timeUs }: Awaited): void {
    const { store } = this.of;
    const m = store.messages.columns;
    if (m.number[row] !== number || store.timeUs(row) !== timeUs) return;
    const { bytes, start, end } = store.bytesOf(row);
    if (end - start < m.payloadLength[row]) throw new SourceChangedError();
    const frame = newFrame();
    frame.seconds = m.seconds[row];
    frame.nanos = m.nanos[row];
    frame.input = m.input[row];
    frame.end = m.packetLength[row];
    frame.wireLength = m.wireLength[row];
    this.redactor.sip({
      transport: m.transport[row],
      source: m.source[row],
      destination: m.destination[row],
      bytes,
      start,
      end,
      frame,
      earlier: null,
      problems: store.problems.get(row) ?? null,
    });
  }

  private async *read(source: FrameSource): AsyncGenerator<Buffer, void> {
    const from = new EndpointTable();
    const redactor = new Redactor(this.standIns, from, this.endpoints, this.store);
    const decoder = new Decoder({ sip() {}, tls() {}, media: (packet) => this.media(packet, redactor) }, from);
    const frame = newFrame();
    do {
      for (let frames = 1; source.next(frame); frames++) {
        frame.volatile = true;
        decoder.frame(frame);
        if (frames % MEDIA_FRAMES_AT_ONCE === 0) yield NOTHING;
      }
      yield NOTHING;
    } while (await source.fill());
    decoder.flush();
  }

  private media(packet: MediaPacket, redactor: Redactor): void {
    const { seconds, nanos } = packet.frame;
    const timeUs = seconds * 1e6 + nanos / 1000;
    const found = !packet.rtcp && this.wanted.find(packet, timeUs) >= 0;
    if (found) this.found++;
    else if (!packet.rtcp || !this.wanted.isControl(packet, timeUs)) return;
    while (this.some(timeUs));
    redactor.media(packet);
  }
}
