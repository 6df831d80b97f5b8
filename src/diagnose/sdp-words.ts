/** What media lines say, as rules compare them and as sentences name them. Not safe to show yet. */

import { isIP } from 'node:net';
import type { SdpFormat, SdpMedia } from '../decode/sdp-media';

/** `PCMU, PCMA, telephone-event` of the lines that are not refused, each name once. */
export function codecNames(media: readonly SdpMedia[]): string {
  const names = media
    .filter(({ port }) => port > 0)
    .flatMap((line) => line.formats.map((format) => nameOf(line, format)));
  return [...new Set(names)].join(', ');
}

/** `203.0.113.5:4000`. */
export function mediaEnd({ address, port }: SdpMedia): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}

/** Events and comfort noise are no codecs: with these alone nobody is heard. */
export function shareCodec(offer: SdpMedia, answer: SdpMedia): boolean {
  const offered = new Set(offer.formats.filter(isCodec).map(key));
  const answered = answer.formats.filter(isCodec);
  // What lists nothing else says nothing of codecs.
  return answered.length === 0 || offered.size === 0 || answered.some((format) => offered.has(key(format)));
}

export function hasEvents({ formats }: SdpMedia): boolean {
  return formats.some(({ name }) => /^telephone-event$/i.test(name));
}

/** By its profile: RFC 3711, 5124, 5764. */
export function isSecureProfile({ protocol }: SdpMedia): boolean {
  return /SAVPF?$/i.test(protocol);
}

/** By its profile, or with keys as an option. */
export function isSecure(media: SdpMedia): boolean {
  return isSecureProfile(media) || media.cryptoSuites.length > 0 || media.fingerprint;
}

export function sends({ direction }: SdpMedia): boolean {
  return direction === 'sendrecv' || direction === 'sendonly';
}

/** Nothing is to be sent to 0.0.0.0: the old way to put on hold (RFC 2543, appendix B.5). */
export function receives({ direction, address }: SdpMedia): boolean {
  return (direction === 'sendrecv' || direction === 'recvonly') && address !== '0.0.0.0' && address !== '::';
}

function isCodec({ name }: SdpFormat): boolean {
  return !/^(?:telephone-event|tone|CN|red|ulpfec|rtx)$/i.test(name);
}

/** Clock rates are left out: of G722 both are written. */
function key({ name }: SdpFormat): string {
  return name.toLowerCase();
}

function nameOf({ protocol }: SdpMedia, { id, name }: SdpFormat): string {
  return id === '*' ? protocol : name;
}

/** Neither a name, which SDP may have, too, nor none at all, which puts on hold. */
export function isAddress(text: string): boolean {
  return isIP(text) !== 0 && text !== '0.0.0.0' && text !== '::';
}
