/** What a stream carries, in a word or two that are safe to show. */

import { visible } from '../decode/visible';
import type { StreamDescription } from './media';

/** `PCMU`, `PCMU SRTP`, `video H264`, `type 96` where nobody says what that is. */
export function streamName({ kind, codec, payloadType, secure }: StreamDescription): string {
  const words = [codec === null ? `type ${payloadType}` : visible(codec.name)];
  if (kind !== null && kind !== 'audio') words.unshift(kind);
  if (secure) words.push('SRTP');
  return words.join(' ');
}
