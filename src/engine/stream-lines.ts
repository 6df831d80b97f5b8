/** The lines of the list of streams, and in words what is to be said of a stream beside its figures. */

import { visible } from '../decode/visible';
import type { Field } from '../filter/fields';
import { dialogOf } from '../filter/stream-fields';
import { heardQuality } from '../store/heard';
import type { Store } from '../store/store';
import { kindOf, ssrcText } from '../store/stream-name';
import { shown } from '../store/text';
import type { StreamLine } from './protocol';

/** A column without a field is left blank. */
export function streamLine(store: Store, stream: number, fields: readonly (Field | undefined)[]): StreamLine {
  const dialog = dialogOf(store, stream);
  return {
    stream: store.mediaStreams.streams.id(stream),
    dialog: dialog < 0 ? null : store.dialogId(dialog),
    startUs: store.mediaStreams.streams.table.columns.startUs[stream],
    cells: fields.map((field) => field?.text(store, stream) ?? ''),
    about: aboutOf(store, stream),
    call: callOf(store, stream),
    quality: qualityOf(store, stream),
    remarks: remarksOf(store, stream),
  };
}

/** `audio PCMU/8000   10.0.0.1:4000 -> 10.0.0.2:5000   SSRC 0x1234abcd`. */
function aboutOf(store: Store, stream: number): string {
  const { source, destination } = store.mediaStreams.streams.table.columns;
  const { codec, payloadType } = store.mediaStreams.describe(stream);
  const name = codec === null ? `payload type ${payloadType}` : `${visible(codec.name)}/${codec.clockRate}`;
  const media = [kindOf(store, stream) ?? 'media', name].join(' ');
  const ends = `${store.endpoints.text(source[stream])} -> ${store.endpoints.text(destination[stream])}`;
  return [media, ends, `SSRC ${ssrcText(store, stream)}`].join('   ');
}

/** `call 3: alice@a -> bob@b`. */
function callOf(store: Store, stream: number): string {
  const dialog = dialogOf(store, stream);
  if (dialog < 0) return '';
  const [from, to] = [shown(store.names.from(dialog)), shown(store.names.to(dialog))];
  return `call ${store.dialogs.columns.index[dialog]}: ${from} -> ${to}`;
}

function qualityOf(store: Store, stream: number): string {
  const { mos, rFactor, basis } = heardQuality(store, stream);
  if (mos === null || rFactor === null) return `no MOS: ${visible(basis)}`;
  return `MOS ${mos.toFixed(2)}, R ${rFactor.toFixed(1)} by ${visible(basis)}`;
}

function remarksOf(store: Store, stream: number): string[] {
  const { dialog, secure, sourceDiffers, destinationDiffers } = store.mediaStreams.describe(stream);
  const { ssrcChanges } = store.mediaStreams.streams.table.columns;
  const before = ssrcChanges[stream];
  const remarks: string[] = [];
  if (dialog < 0) remarks.push('belongs to no call: no SDP in the capture announces its ends');
  if (sourceDiffers) remarks.push('comes from another address or port than the SDP says');
  if (destinationDiffers) remarks.push('goes to another address or port than the SDP says');
  if (secure) remarks.push('encrypted (SRTP)');
  if (before > 0) remarks.push(`SSRC changed: ${before} ${before === 1 ? 'stream' : 'streams'} went this way before`);
  return [...remarks, ...typeChangesOf(store, stream)];
}

/** `payload type changed 4 times: 0 PCMU, 101 telephone-event`. */
function typeChangesOf(store: Store, stream: number): string[] {
  const { mediaStreams } = store;
  const changes = mediaStreams.streams.table.columns.typeChanges[stream];
  if (changes === 0) return [];
  const types = mediaStreams.describe(stream).payloadTypes.map((type) => {
    const codec = mediaStreams.codecOf(stream, type);
    return codec === undefined ? String(type) : `${type} ${visible(codec.name)}`;
  });
  return [`payload type changed ${changes === 1 ? 'once' : `${changes} times`}: ${types.join(', ')}`];
}
