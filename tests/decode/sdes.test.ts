/** a=crypto lines: those of RFC 4568, and broken ones. */

import { type CryptoLine, parseCrypto } from '../../src/decode/sdes';

function line(value: string): CryptoLine {
  const crypto = parseCrypto(value);
  if (typeof crypto === 'string') throw new Error(crypto);
  return crypto;
}

test('RFC 4568, 4.1: a key with lifetime and identifier', () => {
  const crypto = line('1 AES_CM_128_HMAC_SHA1_80 inline:PS1uQCVeeCFCanVmcjkpPywjNWhcYD0mXXtxaVBR|2^20|1:32');
  expect(crypto).toEqual({
    tag: 1,
    suite: 'AES_CM_128_HMAC_SHA1_80',
    keys: [
      {
        key: Buffer.from('=-n@%^x!Bjufr9)?'),
        salt: Buffer.from(',#5h\\`=&]{qiPQ'),
        lifetime: 1_048_576,
        mki: 1n,
        mkiBytes: 32,
      },
    ],
    kdr: 0,
    encrypted: true,
    rtcpEncrypted: true,
    authenticated: true,
    window: null,
    others: [],
  });
});

test('RFC 4568, 6.1: several keys, and a session parameter', () => {
  const crypto = line(
    '2 F8_128_HMAC_SHA1_80 inline:MTIzNDU2Nzg5QUJDREUwMTIzNDU2Nzg5QUJjZGVm|2^20|1:4;' +
      'inline:QUJjZGVmMTIzNDU2Nzg5QUJDREUwMTIzNDU2Nzg5|2^20|2:4 FEC_ORDER=FEC_SRTP',
  );
  expect(crypto.keys.map(({ key, salt, mki }) => [key.toString(), salt.toString(), mki])).toEqual([
    ['123456789ABCDE01', '23456789ABcdef', 1n],
    ['ABcdef123456789A', 'BCDE0123456789', 2n],
  ]);
  expect(crypto.others).toEqual(['FEC_ORDER=FEC_SRTP']);
});

const KEY = 'inline:PS1uQCVeeCFCanVmcjkpPywjNWhcYD0mXXtxaVBR';

test.each([
  ['', { lifetime: null, mki: 0n, mkiBytes: 0 }],
  ['|2^31', { lifetime: 2 ** 31, mkiBytes: 0 }],
  ['|200', { lifetime: 200, mkiBytes: 0 }],
  ['|3:1', { lifetime: null, mki: 3n, mkiBytes: 1 }],
])('a key with %j behind it', (behind, key) => {
  expect(line(`1 AES_CM_128_HMAC_SHA1_32 ${KEY}${behind}`).keys).toMatchObject([key]);
});

test.each<[string, Partial<CryptoLine>]>([
  ['KDR=24', { kdr: 24 }],
  ['UNENCRYPTED_SRTP', { encrypted: false }],
  ['UNENCRYPTED_SRTCP WSH=128', { encrypted: true, rtcpEncrypted: false, window: 128 }],
  ['UNAUTHENTICATED_SRTP', { authenticated: false }],
  ['-what=ever', { others: ['-what=ever'] }],
])('session parameters: %s', (params, expected) => {
  expect(line(`1 AES_CM_128_HMAC_SHA1_80 ${KEY} ${params}`)).toMatchObject(expected);
});

test('longer keys, and a suite that nobody knows', () => {
  const long = `inline:${Buffer.alloc(46, 7).toString('base64')}`;
  const [{ key, salt }] = line(`1 AES_256_CM_HMAC_SHA1_80 ${long}`).keys;
  expect([key.length, salt.length]).toEqual([32, 14]);
  expect(line(`1 AEAD_AES_128_GCM inline:${Buffer.alloc(28).toString('base64')}`).keys[0].salt.length).toBe(12);
  expect(line(`1 ROT_13 ${KEY}`).keys[0].key.length).toBe(0);
});

test.each([
  ['', 'has no tag or no crypto suite'],
  ['1 \u202eAES_CM', 'has no tag or no crypto suite'],
  ['x AES_CM_128_HMAC_SHA1_80', 'has no tag or no crypto suite'],
  ['1 AES_CM_128_HMAC_SHA1_80', 'has no key of the form inline:key|lifetime|MKI:length'],
  ['1 AES_CM_128_HMAC_SHA1_80 uri:http://a', 'has no key of the form inline:key|lifetime|MKI:length'],
  [`1 AES_CM_128_HMAC_SHA1_80 ${KEY}AA!`, 'has no key of the form inline:key|lifetime|MKI:length'],
  ['1 AES_CM_128_HMAC_SHA1_80 inline:AAAA', 'has a key of 3 bytes, where its suite needs 30'],
  [`1 AES_256_CM_HMAC_SHA1_80 ${KEY}`, 'has a key of 30 bytes, where its suite needs 46'],
  [`1 AES_CM_128_HMAC_SHA1_80 ${KEY}|2^20|1:129`, 'has an MKI of no valid length'],
  [`1 AES_CM_128_HMAC_SHA1_80 ${KEY};${KEY}`, 'has several keys that packets do not tell apart'],
  [`1 AES_CM_128_HMAC_SHA1_80 ${KEY} NEW=1`, 'has the session parameter NEW, which is not known'],
  [`1 AES_CM_128_HMAC_SHA1_80 ${KEY} KDR=25`, 'has the session parameter KDR, which is not known'],
])('%j %s', (value, problem) => {
  expect(parseCrypto(value)).toBe(problem);
});
