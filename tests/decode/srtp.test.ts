/** SRTP: the vectors of RFC 3711, appendix B, of RFC 6188 and of libsrtp, and streams that are made with them. */

import { type CryptoLine, parseCrypto } from '../../src/decode/sdes';
import { counterOf, deriveKey, keystream, LABEL, SrtpReader } from '../../src/decode/srtp';
import { hex, INLINE, MASTER_KEY, MASTER_SALT, protect } from './srtp-build';

test('RFC 3711, B.2: AES counter mode over 65282 blocks', () => {
  const counter = counterOf(hex('F0F1F2F3F4F5F6F7F8F9FAFBFCFD'), 0, 0);
  expect(counter).toEqual(hex('F0F1F2F3F4F5F6F7F8F9FAFBFCFD0000'));
  const stream = keystream(hex('2B7E151628AED2A6ABF7158809CF4F3C'), counter, 1_044_512);
  expect(stream.subarray(0, 48)).toEqual(
    hex('E03EAD0935C95E80E166B16DD92B4EB4 D23513162B02D0F72A43A2FE4A5F97AB 41E95B3BB0A2E8DD477901E4FCA894C0'),
  );
  expect(stream.subarray(-48)).toEqual(
    hex('EC8CDF7398607CB0F2D21675EA9EA1E4 362B7C3C6773516318A077D7FC5073AE 6A2CC3787889374FBEB4C81B17BA6C44'),
  );
});

test('RFC 3711, B.3: key derivation', () => {
  const derive = (label: number, bytes: number) => deriveKey(MASTER_KEY, MASTER_SALT, label, 0, bytes);
  expect(derive(LABEL.encryption, 16)).toEqual(hex('C61E7A93744F39EE10734AFE3FF7A087'));
  expect(derive(LABEL.salt, 14)).toEqual(hex('30CBBC08863D8C85D49DB34A9AE1'));
  expect(derive(LABEL.authentication, 94)).toEqual(
    hex(`CEBE321F6FF7716B6FD4AB49AF256A15 6D38BAA48F0A0ACF3C34E2359E6CDBCE E049646C43D9327AD175578EF7227098
         6371C10C9A369AC2F94A8C5FBCDDDC25 6D6E919A48B610EF17C2041E47403576 6B68642C59BBFC2F34DB60DBDFB2`),
  );
});

test('RFC 6188, 7.2: key derivation with 256 bits', () => {
  const key = hex('f0f04914b513f2763a1b1fa130f10e2998f6f6e43e4309d1e622a0e332b9f1b6');
  const salt = hex('3b04803de51ee7c96423ab5b78d2');
  expect(deriveKey(key, salt, LABEL.encryption, 0, 32)).toEqual(
    hex('5ba1064e30ec51613cad926c5a28ef731ec7fb397f70a960653caf06554cd8c4'),
  );
  expect(deriveKey(key, salt, LABEL.salt, 0, 14)).toEqual(hex('fa31791685ca444a9e07c6c64e93'));
  expect(deriveKey(key, salt, LABEL.authentication, 0, 20)).toEqual(hex('fd9c32d39ed5fbb5a9dc96b30818454d1313dc05'));
});

function crypto(value = `1 AES_CM_128_HMAC_SHA1_80 ${INLINE}`): CryptoLine {
  const line = parseCrypto(value);
  if (typeof line === 'string') throw new Error(line);
  return line;
}

function reader(value?: string): SrtpReader {
  const opened = SrtpReader.open(crypto(value));
  if ('message' in opened) throw new Error(opened.message);
  return opened;
}

function open(one: SrtpReader, packet: Buffer): string | null {
  return one.payload(packet, 0, packet.length)?.toString('latin1') ?? null;
}

test('the packet with which libsrtp validates itself', () => {
  const packet = hex('800f1234decafbadcafebabe 4e55dc4ce79978d88ca4d215949d2402 b78d6acc99ea179b8dbb');
  const all = Buffer.concat([Buffer.alloc(42), packet, Buffer.alloc(4)]);
  expect(reader().payload(all, 42, 42 + packet.length)).toEqual(Buffer.alloc(16, 0xab));
});

test('a header with sources and extension, padding behind the payload', () => {
  const header = hex('b2080001 00000000 00000000 11111111 22222222 bede0001 33333333');
  expect(open(reader(), protect(1, 'speech\0\0\x03', { header }))).toBe('speech');
  const wrong = protect(2, 'speech\x63', { header });
  expect(open(reader(), wrong)).toBe('speech\x63');
});

test('a tag of 32 bits, and one that is not there', () => {
  expect(open(reader(`1 AES_CM_128_HMAC_SHA1_32 ${INLINE}`), protect(7, 'speech', { tagBytes: 4 }))).toBe('speech');
  const none = reader(`1 AES_CM_128_HMAC_SHA1_32 ${INLINE} UNAUTHENTICATED_SRTP`);
  expect(open(none, protect(7, 'speech', { tagBytes: 0 }))).toBe('speech');
});

test('keys of 256 bits', () => {
  const key = Buffer.alloc(32, 5);
  const inline = Buffer.concat([key, MASTER_SALT]).toString('base64');
  expect(open(reader(`1 AES_256_CM_HMAC_SHA1_80 inline:${inline}`), protect(7, 'speech', { key }))).toBe('speech');
});

test('what was only authenticated is as it was', () => {
  const one = reader(`1 AES_CM_128_HMAC_SHA1_80 ${INLINE} UNENCRYPTED_SRTP`);
  expect(open(one, protect(7, 'speech', { encrypted: false }))).toBe('speech');
});

test('keys that are derived anew after 2^kdr packets', () => {
  const one = reader(`1 AES_CM_128_HMAC_SHA1_80 ${INLINE} KDR=2`);
  const texts = [2, 3, 4, 3, 8, 40000].map((n) => open(one, protect(n, `speech ${n}`, { kdr: 2 })));
  expect(texts).toEqual(['speech 2', 'speech 3', 'speech 4', 'speech 3', 'speech 8', 'speech 40000']);
});

test('several keys that packets name', () => {
  const other = Buffer.alloc(16, 9);
  const inline = Buffer.concat([other, MASTER_SALT]).toString('base64');
  const one = reader(`1 AES_CM_128_HMAC_SHA1_80 ${INLINE}|2^20|1:4;inline:${inline}|2^20|258:4`);
  expect(open(one, protect(1, 'first', { mki: hex('00000001') }))).toBe('first');
  expect(open(one, protect(2, 'second', { mki: hex('00000102'), key: other }))).toBe('second');
  expect(open(one, protect(3, 'first', { mki: hex('00000001') }))).toBe('first');
  expect(open(one, protect(4, 'third', { mki: hex('00000003') }))).toBeNull();
  expect(one.refused).toBe(1);
});

test('sequence numbers that begin anew are counted, with packets out of order and of several sources', () => {
  const one = reader();
  const sent: [number, number, number][] = [
    [65534, 0, 1],
    [65535, 0, 1],
    [0, 1, 1],
    [65533, 0, 1],
    [65534, 0, 2],
    [2, 1, 1],
    [1, 1, 1],
    [30000, 1, 1],
    [60000, 1, 1],
    [45000, 1, 1],
    [5, 2, 1],
    [65535, 0, 2],
  ];
  const texts = sent.map(([n, rollovers, ssrc]) => open(one, protect(n, `${n}`, { rollovers, ssrc })));
  expect(texts).toEqual(sent.map(([n]) => `${n}`));
});

test('a capture that begins after hours of a call', () => {
  const one = reader();
  expect(open(one, protect(7, 'speech', { rollovers: 63 }))).toBe('speech');
  expect(open(one, protect(6, 'before', { rollovers: 63 }))).toBe('before');
  expect(open(one, protect(8, 'other hours', { rollovers: 12 }))).toBeNull();
  // Half of the numbers are not in the capture: which way the counter went is not to be seen.
  expect(open(one, protect(40000, 'a hole', { rollovers: 63 }))).toBe('a hole');
  expect(open(one, protect(8, 'a hole of hours', { rollovers: 70 }))).toBe('a hole of hours');
});

test('a packet that was changed, or is of another key, is refused and counted', () => {
  const packet = protect(7, 'speech');
  for (let at = 12; at < packet.length; at++) {
    const one = reader();
    const changed = Buffer.from(packet);
    changed[at] ^= 1;
    expect([open(one, changed), one.refused, open(one, packet)]).toEqual([null, 1, 'speech']);
  }
  const one = reader();
  for (let n = 0; n < 100; n++) open(one, protect(n, 'x', { key: Buffer.alloc(16) }));
  expect(one.refused).toBe(100);
});

test('a packet that is cut never throws', () => {
  const header = hex('b2080001 00000000 00000000 11111111 22222222 bede0001 33333333');
  const packet = protect(7, 'speech\0\0\x03', { header });
  const one = reader(`1 AES_CM_128_HMAC_SHA1_80 ${INLINE}|1:4`);
  for (let end = 0; end < packet.length; end++) expect(one.payload(packet, 0, end)).toBeNull();
  expect(one.payload(hex('00'.repeat(60)), 0, 60)).toBeNull();
});

test.each([
  ['AEAD_AES_128_GCM', 28, 'AEAD_AES_128_GCM (RFC 7714)'],
  ['AEAD_AES_256_GCM', 44, 'AEAD_AES_256_GCM (RFC 7714)'],
  ['AES_192_CM_HMAC_SHA1_80', 38, 'AES_192_CM_HMAC_SHA1_80 (RFC 6188)'],
  ['F8_128_HMAC_SHA1_80', 30, 'F8_128_HMAC_SHA1_80 (RFC 4568)'],
  ['ROT_13', 30, 'ROT_13'],
])('%s is named', (suite, bytes, named) => {
  const inline = `inline:${Buffer.alloc(bytes).toString('base64')}`;
  const message = `SRTP with ${named} cannot be decrypted: only AES-CM of 128 and 256 bits can`;
  expect(SrtpReader.open(crypto(`1 ${suite} ${inline}`))).toEqual({ message });
});
