/** The media lines of a message's SDP, as they stand below its arrow. */

import { describeMedia, sdpOfMessage } from '../decode/sdp';
import { parseSip } from '../decode/sip/parse';
import { visible } from '../decode/visible';
import type { Store } from '../store/store';

/** `audio 10.0.0.1:16384 PCMU PCMA telephone-event`, one a media line; safe to show. */
export function mediaLines(store: Store, message: number): string[] {
  const { bytes, start, end } = store.bytesOf(message);
  const sdp = sdpOfMessage(parseSip(bytes, start, end), bytes);
  return sdp === null ? [] : sdp.media.map((media) => visible(describeMedia(media)));
}
