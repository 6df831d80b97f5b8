/** The table of media lines that SDP announced: for which dialog, where, and what their payload types mean. */

import { CODEC_LIST_BYTES } from '../budgets';
import type { Codec } from '../decode/payload-types';
import type { SdpFormat, SdpMedia } from '../decode/sdp-media';
import { Table } from './table';

const SPEC = {
  /** Row + 1 of the dialog. */
  dialog: Int32Array,
  /** Row + 1 of where the media is to be sent (media-ends.ts). */
  end: Int32Array,
  /** Number of the message that announced it last. */
  number: Uint32Array,
  /** Index into KINDS. */
  kind: Uint8Array,
  flags: Uint8Array,
  /** Of CodecLists. */
  codecs: Uint16Array,
  nextOfEnd: Int32Array,
  previousOfEnd: Int32Array,
  nextOfDialog: Int32Array,
};

/** SRTP by SDES or DTLS, or a secure profile: RFC 3711, 4568, 5764. */
export const SECURE = 1;
/** RFC 5761. */
export const RTCP_MUX = 2;
/** Not what the SDP says, but its port at the address that the message came from: a NAT lies between. */
export const BEHIND_NAT = 4;
/** Something other than RTP is to come here: T.38, MSRP. */
export const NOT_RTP = 8;
/** As the one who announced it sees it: RFC 3264 section 5.1. 0: both ways. */
export const SENDS_ONLY = 16;
export const RECEIVES_ONLY = 32;

export type MediaLineTable = Table<typeof SPEC>;

export function newMediaLineTable(): MediaLineTable {
  return new Table(SPEC);
}

/** `application` and whatever else is not listed are the last. */
export const KINDS = ['audio', 'video', 'image', 'text', 'message', 'application'] as const;
export type Kind = (typeof KINDS)[number];

export function kindIndex(kind: string): number {
  const index = (KINDS as readonly string[]).indexOf(kind.toLowerCase());
  return index < 0 ? KINDS.length - 1 : index;
}

export function lineFlags(media: SdpMedia, rtp: boolean): number {
  const secure = /SAVP/i.test(media.protocol) || media.cryptoSuites.length > 0 || media.fingerprint;
  const sends = media.direction === 'sendrecv' || media.direction === 'sendonly';
  const receives = media.direction === 'sendrecv' || media.direction === 'recvonly';
  return (
    (secure ? SECURE : 0) |
    (media.rtcpMux ? RTCP_MUX : 0) |
    (rtp ? 0 : NOT_RTP) |
    (receives ? 0 : SENDS_ONLY) |
    (sends ? 0 : RECEIVES_ONLY)
  );
}

/** The codecs of media lines, each different list kept once: a line costs a number. */
export class CodecLists {
  /** List 0 has none. */
  private readonly lists: ReadonlyMap<number, Codec>[] = [new Map()];
  private readonly ids = new Map<string, number>();
  private room = CODEC_LIST_BYTES;

  get bytes(): number {
    return LIST_FACTOR * (CODEC_LIST_BYTES - this.room);
  }

  /** 0 where there is no room for another list. */
  id(formats: readonly SdpFormat[]): number {
    const text = formats.map(({ payloadType, name, clockRate }) => `${payloadType} ${name}/${clockRate}`).join();
    const known = this.ids.get(text);
    if (known !== undefined) return known;
    if (text.length > this.room || this.lists.length > LISTS_MAX) return 0;
    this.room -= text.length;
    this.ids.set(text, this.lists.length);
    const codecs = formats.map(({ payloadType, name, clockRate, channels }): [number, Codec] => {
      return [payloadType, { name, clockRate, channels }];
    });
    // Of two that map the same payload type the first counts, as it does for the parser.
    return this.lists.push(new Map(codecs.reverse())) - 1;
  }

  /** What a payload type means, or undefined. */
  find(id: number, payloadType: number): Codec | undefined {
    return this.lists[id].get(payloadType);
  }
}

/** Their numbers fit 16 bits. */
const LISTS_MAX = 65_535;
/** An object of a format takes so many times its text. */
const LIST_FACTOR = 10;
