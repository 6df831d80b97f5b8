/** Saves the audio of one call, or of streams that were named, as a WAV file. */

import type { Codec } from '../decode/payload-types';
import type { Store } from '../store/store';
import { NoAudioError, wavOf } from './audio/call-wav';
import { type CallKeys, callKeys, Decryption } from './audio/decryption';
import { betweenHosts, type HeardStream, heardOfDialog, heardOfStreams } from './audio/heard-streams';
import { type AudioPacket, type AudioSource, shapeOf } from './audio/timeline';
import { unknownCodec } from './audio/voice';
import { WavTooLargeError } from './audio/wav';
import type { KeptMedia } from './media/kept-media';
import { type FoundPacket, MediaReader } from './media/media-reader';
import { missingNotes } from './media/missing';
import { WantedStreams } from './media/wanted-streams';
import { NOT_KEPT, SaveError, SILENCED } from './save-error';
import type { Pieces, SaveJob, Written } from './save-job';
import { streamsInOrder } from './stream-records';

/** Throws SaveError where it is not one call, or nothing of it can be had. */
export function audioOf(job: SaveJob): Pieces {
  const { store, media } = job;
  if (media?.silenced) throw new SaveError(SILENCED);
  const heard = chosen(job);
  if (media === null || !media.available) {
    throw new SaveError(NOT_KEPT);
  }
  const rows = heard.map(({ stream }) => stream);
  const call = new HeardCall(store, heard);
  const shape = shapeOf(call.sources);
  if ('message' in shape) throw new SaveError(shape.message);
  const [dialogs, sided] = [job.dialogs.length > 0 ? 1 : 0, job.streams.length === 0];
  return pieces({ media, wanted: new WantedStreams(store, rows), call, dialogs, sided });
}

function chosen(job: SaveJob): HeardStream[] {
  const { store, dialogs, strays, streams } = job;
  if (streams.length > 0) return heardOfStreams(store, streams);
  const calls = dialogs.map((dialog) => heardOfDialog(store, dialog)).filter((heard) => heard.length > 0);
  if (calls.length === 1) return calls[0];
  if (calls.length === 0 && strays) return unclaimed(store);
  const which = dialogs.length === 1 ? 'this call' : 'these calls';
  if (calls.length === 0) throw new SaveError(`no audio of ${which} was captured`);
  throw new SaveError(
    `a .wav holds one call, and there are ${calls.length} with audio; a filter such as callid leaves one`,
  );
}

/** The streams of a call whose signalling was not captured, if that is all there is. */
function unclaimed(store: Store): HeardStream[] {
  const [one, ...others] = betweenHosts(store, [...streamsInOrder(store, [], true)]);
  if (one === undefined) throw new SaveError('no audio was captured');
  if (others.length === 0) return heardOfStreams(store, one);
  const pairs = others.length + 1;
  throw new SaveError(`a .wav holds one call, and there are streams between ${pairs} pairs of hosts; choose a stream`);
}

interface AudioJob {
  media: KeptMedia;
  wanted: WantedStreams;
  call: HeardCall;
  dialogs: number;
  /** It is a call, of which one side may have been silent. */
  sided: boolean;
}

async function* pieces({ media, wanted, call, dialogs, sided }: AudioJob): AsyncGenerator<Buffer, Written> {
  const reader = new MediaReader(() => media.open(), wanted);
  const batches = reader.batches();
  try {
    const queue = new Waiting(call);
    const wav = wavOf(call.sources, queue.packets(), sided);
    for (let piece = wav.next(); ; piece = wav.next()) {
      if (piece.done) {
        const { header, unheard } = piece.value;
        const notes = [...missingNotes(media, wanted, reader.found), ...call.notes(unheard.undecoded)];
        return { packets: reader.found, dialogs, head: header, notes };
      }
      yield piece.value;
      if (queue.dry) queue.take((await batches.next()).value ?? null);
    }
  } catch (error) {
    if (error instanceof WavTooLargeError) throw new SaveError(error.message);
    if (!(error instanceof NoAudioError)) throw error;
    const why = [...missingNotes(media, wanted, reader.found), ...call.encrypted().keys()];
    throw new SaveError(why.join('; ') || error.message);
  } finally {
    await batches.return(undefined);
  }
}

/** What the decoders look at, between one batch of packets and the next. */
class Waiting {
  dry = false;
  private batch: readonly FoundPacket[] | null = [];

  constructor(private readonly call: HeardCall) {}

  /** Null: there are no more. */
  take(batch: readonly FoundPacket[] | null): void {
    this.batch = batch;
    this.dry = false;
  }

  *packets(): Generator<AudioPacket | null> {
    for (;;) {
      const { batch } = this;
      if (batch === null) return;
      for (const found of batch) {
        const packet = this.call.packet(found);
        if (packet !== null) yield packet;
      }
      this.batch = [];
      this.dry = true;
      yield null;
    }
  }
}

/** The streams of a call that are heard: their codecs and keys. */
class HeardCall {
  readonly sources: AudioSource[];
  private readonly decryptions: (Decryption | null)[];

  constructor(store: Store, heard: readonly HeardStream[]) {
    this.sources = heard.map(({ stream, side }) => ({ side, codecs: codecsOf(store, stream) }));
    const keys = new Map<number, CallKeys>();
    this.decryptions = heard.map(({ stream }) => {
      const { secure, dialog } = store.mediaStreams.describe(stream);
      if (!secure || dialog < 0) return null;
      const known = keys.get(dialog) ?? callKeys(store, dialog);
      keys.set(dialog, known);
      return new Decryption(known);
    });
  }

  /** Null for what is not to be heard: RTCP, and what cannot be decrypted. */
  packet(found: FoundPacket): AudioPacket | null {
    const { stream, bytes, start, end, missing, payloadStart, payloadEnd } = found;
    if (stream < 0) return null;
    const { sequence, timestamp, payloadType, ssrc, arrivalUs } = found;
    const facts = { source: stream, sequence, timestamp, payloadType, ssrc, arrivalUs };
    const decryption = this.decryptions[stream];
    // Without its end a packet has no tag.
    const payload = decryption?.payload(bytes, start, missing > 0 ? start : end) ?? (decryption ? null : 'plain');
    if (payload === null) return null;
    if (payload === 'plain') return { ...facts, bytes, start: payloadStart, end: payloadEnd };
    return { ...facts, bytes: payload, start: 0, end: payload.length };
  }

  /** Packets by line that says why they could not be decrypted. */
  encrypted(): Map<string, number> {
    const counts = new Map<string, number>();
    for (const decryption of this.decryptions) {
      if (decryption === null || decryption.refused === 0) continue;
      counts.set(decryption.reason, (counts.get(decryption.reason) ?? 0) + decryption.refused);
    }
    return counts;
  }

  notes(undecoded: ReadonlyMap<string, number>): string[] {
    return [...this.encrypted(), ...undecoded].map(([why, packets]) => {
      return `${packets === 1 ? '1 packet is' : `${packets.toLocaleString('en')} packets are`} silence: ${why}`;
    });
  }
}

function codecsOf({ mediaStreams }: Store, stream: number): Map<number, Codec> {
  const { payloadTypes } = mediaStreams.describe(stream);
  return new Map(payloadTypes.map((type) => [type, mediaStreams.codecOf(stream, type) ?? unknownCodec(type)]));
}
