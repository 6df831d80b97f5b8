/** SRTP packets as a sender makes them, and the keys of RFC 3711, appendix B.3. */

import { createCipheriv, createHmac } from 'node:crypto';
import { counterOf, deriveKey, LABEL } from '../../src/decode/srtp';

export function hex(text: string): Buffer {
  return Buffer.from(text.replace(/\s+/g, ''), 'hex');
}

export const MASTER_KEY = hex('E1F97A0D3E018BE0D64FA32C06DE4139');
export const MASTER_SALT = hex('0EC675AD498AFEEBB6960B3AABE6');

/** As an a=crypto line has them. */
export const INLINE = `inline:${Buffer.concat([MASTER_KEY, MASTER_SALT]).toString('base64')}`;

export interface Made {
  header?: Buffer;
  rollovers?: number;
  mki?: Buffer;
  tagBytes?: number;
  encrypted?: boolean;
  kdr?: number;
  key?: Buffer;
  ssrc?: number;
}

/** As RFC 3711, 3.3 has a sender do it. */
export function protect(sequence: number, clear: Buffer | string, made: Made = {}): Buffer {
  const { rollovers = 0, mki = Buffer.alloc(0), tagBytes = 10, key = MASTER_KEY, kdr = 0, ssrc = 0xcafe } = made;
  const header = Buffer.from(made.header ?? hex('8000 0000 00000000 00000000'));
  header.writeUInt16BE(sequence, 2);
  header.writeUInt32BE(ssrc, 8);
  const index = rollovers * 65536 + sequence;
  const r = kdr === 0 ? 0 : Math.floor(index / 2 ** kdr);
  const cipher = createCipheriv(
    `aes-${8 * key.length}-ctr`,
    deriveKey(key, MASTER_SALT, LABEL.encryption, r, key.length),
    counterOf(deriveKey(key, MASTER_SALT, LABEL.salt, r, 14), ssrc, index),
  );
  const payload = Buffer.isBuffer(clear) ? clear : Buffer.from(clear, 'latin1');
  const sent = Buffer.concat([header, made.encrypted === false ? payload : cipher.update(payload)]);
  const roc = Buffer.alloc(4);
  roc.writeUInt32BE(rollovers);
  const tag = createHmac('sha1', deriveKey(key, MASTER_SALT, LABEL.authentication, r, 20))
    .update(sent)
    .update(roc);
  return Buffer.concat([sent, mki, tag.digest().subarray(0, tagBytes)]);
}
