/**
 * Decrypts a call's SRTP with the keys that stand in its SDP (RFC 4568). Which of them a stream was encrypted with, the
 * tags of its packets tell. Keys are never shown.
 */

import { type CryptoLine, parseCrypto } from '../../decode/sdes';
import { SrtpReader } from '../../decode/srtp';
import { bytesText } from '../../decode/visible';
import { HAS_SDP } from '../../store/messages';
import type { Store } from '../../store/store';

/** What the SDP of a call says of the encryption of its media. */
export interface CallKeys {
  /** Those that can be used, each once. */
  lines: CryptoLine[];
  /** Why others cannot, one line each. */
  unusable: string[];
  /** Encryption was demanded, not only offered. */
  demanded: boolean;
}

/** All that the dialog's messages say, early or late: keys may change. */
export function callKeys(store: Store, dialog: number): CallKeys {
  const values = new Set<string>();
  let demanded = false;
  store.eachMessage(dialog, (message) => {
    if ((store.messages.columns.flags[message] & HAS_SDP) === 0) return;
    const { bytes, start, end } = store.bytesOf(message);
    const text = bytesText(bytes, start, end);
    for (const [, value] of text.matchAll(/^a=crypto:([^\r\n]*)/gim)) values.add(value.trim());
    demanded ||= /^m=\S+ \S+ \S*SAVP|^a=fingerprint:/im.test(text);
  });
  const keys: CallKeys = { lines: [], unusable: [], demanded };
  for (const value of values) {
    const line = parseCrypto(value);
    if (typeof line === 'string') {
      // What is wrong with it may quote it, and a key with it.
      keys.unusable.push('SRTP with a crypto line in the SDP that is not understood cannot be heard');
      continue;
    }
    const opened = SrtpReader.open(line);
    if ('message' in opened) keys.unusable.push(opened.message);
    else keys.lines.push(line);
  }
  return keys;
}

/** One stream: finds its key, and finds another when that one does not fit any more. */
export class Decryption {
  /** Packets that no key was for. */
  refused = 0;
  /** The one that fitted last is first. */
  private readonly readers: SrtpReader[];
  private fitted = false;

  constructor(private readonly keys: CallKeys) {
    // One that needs no tag fits everything.
    const lines = [...keys.lines].sort((a, b) => Number(b.authenticated) - Number(a.authenticated));
    this.readers = lines.flatMap((line) => {
      const reader = SrtpReader.open(line);
      return 'message' in reader ? [] : [reader];
    });
  }

  /** The payload of the packet from `start` to `end`; `plain` where it was only offered to encrypt it; else null. */
  payload(bytes: Buffer, start: number, end: number): Buffer | 'plain' | null {
    const { readers } = this;
    for (let i = 0; i < readers.length; i++) {
      const payload = readers[i].payload(bytes, start, end);
      if (payload === null) continue;
      if (i > 0) readers.unshift(...readers.splice(i, 1));
      this.fitted = true;
      return payload;
    }
    if (!this.keys.demanded && !this.fitted) return 'plain';
    this.refused++;
    return null;
  }

  /** Why packets were refused. */
  get reason(): string {
    const [unusable] = this.keys.unusable;
    if (this.readers.length > 0) return 'SRTP with other keys than those in the SDP cannot be heard';
    return unusable ?? 'SRTP without keys in the SDP cannot be heard';
  }
}
