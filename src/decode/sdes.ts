/**
 * Keys of SRTP that stand in the signalling: a=crypto lines of SDP. RFC 4568, suites of RFC 6188 and 7714 too. What is
 * done with them is the business of srtp.ts.
 */

/** A master key, RFC 4568, 6.1. */
export interface SrtpKey {
  /** Of the length that the suite says; empty where the suite is not known. */
  key: Buffer;
  salt: Buffer;
  /** Packets that it is good for; null for the suite's own. */
  lifetime: number | null;
  /** The identifier that packets bear behind their payload, with `mkiBytes` bytes; 0 bytes where there is none. */
  mki: bigint;
  mkiBytes: number;
}

/** An a=crypto line. Who writes it into its description encrypts with it what it sends. */
export interface CryptoLine {
  /** An answer takes the line of the offer whose tag it repeats. */
  tag: number;
  suite: string;
  keys: SrtpKey[];
  /** Session keys change after 2^kdr packets; 0 for never. RFC 4568, 6.3. */
  kdr: number;
  encrypted: boolean;
  rtcpEncrypted: boolean;
  authenticated: boolean;
  /** Packets back that a receiver knows replays, or null. */
  window: number | null;
  /** FEC_ORDER and FEC_KEY, and those that begin with a hyphen, as they were written: they change nothing here. */
  others: string[];
}

export interface Suite {
  /** The registered name. */
  name: string;
  rfc: string;
  keyBytes: number;
  saltBytes: number;
  tagBytes: number;
  /** False: it is known for its key's length, and to be named. */
  decrypted: boolean;
}

/** Reads the value of an a=crypto attribute; else says what is wrong with it, without the key. */
export function parseCrypto(value: string): CryptoLine | string {
  const [tag, suite = '', methods = '', ...params] = value.trim().split(/[ \t]+/);
  if (!/^\d{1,9}$/.test(tag) || !/^[\w-]{1,80}$/.test(suite)) return 'has no tag or no crypto suite';
  const known = findSuite(suite);
  const keys: SrtpKey[] = [];
  for (const method of methods.split(';')) {
    const key = parseKey(method, known);
    if (typeof key === 'string') return key;
    keys.push(key);
  }
  // RFC 4568, 6.1: to tell several keys apart each needs an identifier, of one length.
  if (keys.length > 1 && keys.some((key) => key.mkiBytes === 0 || key.mkiBytes !== keys[0].mkiBytes)) {
    return 'has several keys that packets do not tell apart';
  }
  const line = { tag: Number(tag), suite, keys, kdr: 0, encrypted: true, rtcpEncrypted: true, authenticated: true };
  const crypto: CryptoLine = { ...line, window: null, others: [] };
  for (const param of params) {
    if (!takeParameter(param, crypto)) return `has the session parameter ${param.split('=')[0]}, which is not known`;
  }
  return crypto;
}

/** Undefined where the name is not known. */
export function findSuite(name: string): Suite | undefined {
  return SUITES.find((suite) => suite.name === name.toUpperCase());
}

const SUITES: readonly Suite[] = [
  { name: 'AES_CM_128_HMAC_SHA1_80', rfc: 'RFC 4568', keyBytes: 16, saltBytes: 14, tagBytes: 10, decrypted: true },
  { name: 'AES_CM_128_HMAC_SHA1_32', rfc: 'RFC 4568', keyBytes: 16, saltBytes: 14, tagBytes: 4, decrypted: true },
  { name: 'AES_192_CM_HMAC_SHA1_80', rfc: 'RFC 6188', keyBytes: 24, saltBytes: 14, tagBytes: 10, decrypted: false },
  { name: 'AES_192_CM_HMAC_SHA1_32', rfc: 'RFC 6188', keyBytes: 24, saltBytes: 14, tagBytes: 4, decrypted: false },
  { name: 'AES_256_CM_HMAC_SHA1_80', rfc: 'RFC 6188', keyBytes: 32, saltBytes: 14, tagBytes: 10, decrypted: true },
  { name: 'AES_256_CM_HMAC_SHA1_32', rfc: 'RFC 6188', keyBytes: 32, saltBytes: 14, tagBytes: 4, decrypted: true },
  { name: 'F8_128_HMAC_SHA1_80', rfc: 'RFC 4568', keyBytes: 16, saltBytes: 14, tagBytes: 10, decrypted: false },
  { name: 'AEAD_AES_128_GCM', rfc: 'RFC 7714', keyBytes: 16, saltBytes: 12, tagBytes: 16, decrypted: false },
  { name: 'AEAD_AES_256_GCM', rfc: 'RFC 7714', keyBytes: 32, saltBytes: 12, tagBytes: 16, decrypted: false },
];

/** `inline:<key and salt>|2^20|1:4`, the last two optional. */
function parseKey(text: string, suite: Suite | undefined): SrtpKey | string {
  const parts = /^inline:([A-Za-z0-9+/]+={0,2})(?:\|(2\^\d{1,2}|\d{1,15}))?(?:\|(\d{1,39}):(\d{1,3}))?$/i.exec(text);
  if (parts === null) return 'has no key of the form inline:key|lifetime|MKI:length';
  const [, coded, lifetime, mki = '0', length = '0'] = parts;
  const secret = Buffer.from(coded, 'base64');
  const mkiBytes = Number(length);
  if (mkiBytes > 128 || (parts[4] !== undefined && mkiBytes === 0)) return 'has an MKI of no valid length';
  const keyBytes = suite?.keyBytes ?? 0;
  if (suite !== undefined && secret.length !== keyBytes + suite.saltBytes) {
    return `has a key of ${secret.length} bytes, where its suite needs ${keyBytes + suite.saltBytes}`;
  }
  return {
    key: secret.subarray(0, keyBytes),
    salt: secret.subarray(keyBytes, keyBytes + (suite?.saltBytes ?? 0)),
    lifetime: lifetime === undefined ? null : lifetimeOf(lifetime),
    mki: BigInt(mki),
    mkiBytes,
  };
}

function lifetimeOf(text: string): number {
  return text.startsWith('2^') ? 2 ** Number(text.slice(2)) : Number(text);
}

/** RFC 4568, 6.3: false for one that is not known, with which the line must not be used. */
function takeParameter(param: string, crypto: CryptoLine): boolean {
  const [name, value = ''] = param.split('=', 2);
  if (name === 'KDR' && /^\d{1,2}$/.test(value) && Number(value) <= 24) crypto.kdr = Number(value);
  else if (name === 'WSH' && /^\d{1,9}$/.test(value)) crypto.window = Number(value);
  else if (param === 'UNENCRYPTED_SRTP') crypto.encrypted = false;
  else if (param === 'UNENCRYPTED_SRTCP') crypto.rtcpEncrypted = false;
  else if (param === 'UNAUTHENTICATED_SRTP') crypto.authenticated = false;
  else if (name === 'FEC_ORDER' || name === 'FEC_KEY' || name.startsWith('-')) crypto.others.push(param);
  else return false;
  return true;
}
