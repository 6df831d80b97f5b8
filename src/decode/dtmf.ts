/**
 * Digits as they are sent: the payload of telephone-event (RFC 4733 section 2.3), and the bodies of SIP INFO that do the
 * same. That many packets tell of one event is the business of store/digit-events.ts.
 */

/** One event in a payload: its number, end bit and volume, duration. */
export const EVENT_BYTES = 4;

const END = 0x80;
const VOLUME = 0x3f;

export const FLASH = 16;

/** True in the packets that a sender sends when the key is released. */
export function endsAt(bytes: Buffer, at: number): boolean {
  return (bytes[at + 1] & END) !== 0;
}

/** Below 0 dBm0: 0 is the loudest. */
export function volumeAt(bytes: Buffer, at: number): number {
  return bytes[at + 1] & VOLUME;
}

/** Up to now, in units of the RTP clock. */
export function durationAt(bytes: Buffer, at: number): number {
  return (bytes[at + 2] << 8) | bytes[at + 3];
}

/** The key of an event as one character, `!` for flash, as it stands in a string of digits; empty for what is no key. */
export function digitOf(event: number): string {
  return KEYS[event] ?? '';
}

/** `5`, `#`, `flash`, `fax CNG`; `event 200` for one without a name here. Safe to show. */
export function eventName(event: number): string {
  if (event < FLASH) return KEYS[event];
  return NAMES.get(event) ?? `event ${event}`;
}

export interface InfoDigit {
  /** As in RFC 4733; -1 when what was sent is no key. */
  event: number;
  /** What was sent. Not safe to show as it is. */
  signal: string;
  /** Null when it was not told. */
  durationMs: number | null;
}

/** True for the types of body that infoDigit() reads; lower case, without parameters. */
export function isDtmfType(type: string): boolean {
  return type === 'application/dtmf-relay' || type === 'application/dtmf';
}

/**
 * What an INFO says was pressed. `application/dtmf-relay` has lines `Signal=5` and `Duration=160` (ms), `application/dtmf`
 * the key alone; no RFC defines either, so each is taken in the form of the other too. Null for a body without a signal.
 */
export function infoDigit(body: string): InfoDigit | null {
  const signal = /^[ \t]*signal[ \t]*=(.*)$/im.exec(body)?.[1] ?? (body.includes('=') ? '' : body);
  const sent = signal.trim();
  if (sent === '') return null;
  const duration = /^[ \t]*duration[ \t]*=[ \t]*(\d{1,6})[ \t]*\r?$/im.exec(body);
  return { event: eventOfSignal(sent), signal: sent, durationMs: duration === null ? null : Number(duration[1]) };
}

/** The numbers of the keys 0 to 9 are themselves. */
const KEYS = '0123456789*#ABCD!';

/** What else is met in calls: RFC 4734 for faxes and modems, RFC 2833 section 3.12 for lines. */
const NAMES = new Map([
  [FLASH, 'flash'],
  [32, 'modem ANS'],
  [33, 'modem /ANS'],
  [34, 'modem ANSam'],
  [35, 'modem /ANSam'],
  [36, 'fax CNG'],
  [54, 'fax V.21 preamble'],
  [64, 'off hook'],
  [65, 'on hook'],
  [66, 'dial tone'],
  [70, 'ringing tone'],
  [72, 'busy tone'],
  [73, 'congestion tone'],
]);

/** A key, or its number in RFC 4733, which gateways send for those that are no digit. */
function eventOfSignal(signal: string): number {
  if (/^1[0-6]$/.test(signal)) return Number(signal);
  if (/^(flash|hookflash|hf)$/i.test(signal)) return FLASH;
  return signal.length === 1 ? KEYS.indexOf(signal.toUpperCase()) : -1;
}
