/** What a stream carries and how it is named, in words that are safe to show. */

import { visible } from '../decode/visible';
import type { Kind } from './media-lines';
import type { Store } from './store';

/** What a stream carries; null where neither SDP nor its payload type says. */
export function kindOf(store: Store, stream: number): Kind | null {
  const { kind, codec, payloadType } = store.mediaStreams.describe(stream);
  if (kind !== null || codec === null) return kind;
  return STATIC_VIDEO.has(payloadType) ? 'video' : 'audio';
}

/** `PCMU`, `video H264`, `PCMU SRTP`, `type 96`, `PCMU, ...` where the codec changes: only audio is not named. */
export function streamName(store: Store, stream: number): string {
  const { codec, codecChanges, payloadType, secure } = store.mediaStreams.describe(stream);
  const kind = kindOf(store, stream);
  const name = `${codec === null ? `type ${payloadType}` : visible(codec.name)}${codecChanges ? ', ...' : ''}`;
  return `${kind === null || kind === 'audio' ? '' : `${kind} `}${name}${secure ? ' SRTP' : ''}`;
}

/** `0x0e05384e`. */
export function ssrcText(store: Store, stream: number): string {
  return `0x${(store.mediaStreams.streams.table.columns.ssrc[stream] >>> 0).toString(16).padStart(8, '0')}`;
}

/** RFC 3551, table 5. MP2T (33) may be either. */
const STATIC_VIDEO = new Set([25, 26, 28, 31, 32, 34]);
