/**
 * Digits that a call sent: those of its streams (RFC 4733), kept one row each, and those of SIP INFO, read when asked
 * for. What is one digit among many packets, digit-events.ts says.
 */

import { DIGIT_BYTES, DIGITS_A_STREAM, RELAYED_DIGIT_MS } from '../budgets';
import { digitOf, eventName, type InfoDigit, infoDigit, isDtmfType } from '../decode/dtmf';
import type { MediaPacket } from '../decode/rtp';
import { bodyParts } from '../decode/sip/body';
import { parseSip } from '../decode/sip/parse';
import { bytesText } from '../decode/visible';
import { DigitEvents } from './digit-events';
import * as M from './messages';
import type { Store } from './store';
import type { StreamColumns } from './streams-table';
import { Table } from './table';
import { shown } from './text';

export interface Digit {
  timeUs: number;
  /** `5`, `flash`, `fax CNG`. Safe to show. */
  name: string;
  /** As it stands in a string of digits: one character; empty for what is no key. */
  key: string;
  /** Null where it was not told. */
  durationMs: number | null;
  /** Row of the stream it came in, or of the message; the other one is -1. */
  stream: number;
  message: number;
}

const SPEC = {
  timeUs: Float64Array,
  event: Uint8Array,
  durationMs: Uint16Array,
  /** Row + 1 of the next digit of the stream. */
  next: Int32Array,
};

/** Digits of streams. A stream's columns hold the ends of its list. */
export class StreamDigits {
  private readonly table = new Table(SPEC);
  private readonly events = new DigitEvents();

  get bytes(): number {
    return this.table.count * DIGIT_BYTES;
  }

  /** A packet of telephone-event, with the clock rate of its payload type in Hz. True when a digit began with it. */
  packet(t: StreamColumns, row: number, packet: MediaPacket, timeUs: number, clockRate: number): boolean {
    if (t.firstDigit[row] === 0) this.events.begin(row);
    const begun = this.events.packet(row, packet.bytes, packet.payloadStart, packet.payloadEnd, packet.timestamp);
    for (let i = 0; i < begun; i++) this.keep(t, row, timeUs, this.events.begun[i]);
    const last = t.lastDigit[row] - 1;
    if (last >= 0 && clockRate > 0) {
      const ms = Math.round((1000 * this.events.duration(row)) / clockRate);
      this.table.columns.durationMs[last] = Math.min(0xffff, ms);
    }
    return begun > 0;
  }

  /** The stream goes. */
  forget(t: StreamColumns, row: number): void {
    for (let digit = t.firstDigit[row] - 1; digit >= 0; ) {
      const next = this.table.columns.next[digit] - 1;
      this.table.remove(digit);
      digit = next;
    }
    t.firstDigit[row] = t.lastDigit[row] = t.digits[row] = 0;
  }

  of(t: StreamColumns, row: number): Digit[] {
    const { timeUs, event, durationMs, next } = this.table.columns;
    const digits: Digit[] = [];
    for (let digit = t.firstDigit[row] - 1; digit >= 0; digit = next[digit] - 1) {
      digits.push({
        timeUs: timeUs[digit],
        name: eventName(event[digit]),
        key: digitOf(event[digit]),
        durationMs: durationMs[digit] === 0 ? null : durationMs[digit],
        stream: row,
        message: -1,
      });
    }
    return digits;
  }

  private keep(t: StreamColumns, row: number, timeUs: number, event: number): void {
    if (t.digits[row] >= DIGITS_A_STREAM) return;
    const digit = this.table.add();
    const d = this.table.columns;
    d.timeUs[digit] = timeUs;
    d.event[digit] = event;
    d.next[digit] = 0;
    if (t.lastDigit[row] > 0) d.next[t.lastDigit[row] - 1] = digit + 1;
    else t.firstDigit[row] = digit + 1;
    t.lastDigit[row] = digit + 1;
    t.digits[row]++;
  }
}

/** What an INFO request says was pressed, or null. */
export function infoDigitOf(store: Store, message: number): InfoDigit | null {
  const m = store.messages.columns;
  if ((m.flags[message] & M.REQUEST) === 0 || m.method[message] !== store.known.info) return null;
  const { bytes, start, end } = store.bytesOf(message);
  // A dialog of 10,000 requests INFO about something else is not parsed for its ladder.
  if (!/dtmf/i.test(bytes.latin1Slice(start, end))) return null;
  for (const part of bodyParts(parseSip(bytes, start, end), bytes)) {
    if (isDtmfType(part.type)) return infoDigit(bytesText(bytes, part.start, part.end));
  }
  return null;
}

/** Digits of a dialog's streams and INFO requests by time, on every leg that the capture shows. */
export function digitsOfDialog(store: Store, dialog: number): Digit[] {
  const digits: Digit[] = [];
  const { mediaStreams } = store;
  const t = mediaStreams.streams.table.columns;
  mediaStreams.eachOfDialog(dialog, (stream) => digits.push(...mediaStreams.digits.of(t, stream)));
  // Methods that the store knows by name have a bit of their own.
  if (store.dialogs.columns.methods[dialog] & (1 << store.known.info))
    store.eachMessage(dialog, (message) => addInfo(store, message, digits));
  return digits.sort((a, b) => a.timeUs - b.timeUs);
}

/** The same, each once: what a relay or a proxy handed on is the digit that it got. */
export function digitsPressed(digits: readonly Digit[]): Digit[] {
  const pressed: Digit[] = [];
  for (const digit of digits) {
    const ofAnother = digit.stream < 0 ? () => true : (one: Digit) => one.stream !== digit.stream;
    const before = pressed.findLast((one) => one.name === digit.name && ofAnother(one));
    if (before === undefined || digit.timeUs - before.timeUs > 1000 * RELAYED_DIGIT_MS) pressed.push(digit);
  }
  return pressed;
}

/** `19*0#`; what is no key stands in brackets. Safe to show. */
export function digitsText(digits: readonly Pick<Digit, 'name' | 'key'>[]): string {
  return digits.map(({ key, name }) => (key === '' ? `(${name})` : key)).join('');
}

function addInfo(store: Store, message: number, digits: Digit[]): void {
  if (store.messages.columns.flags[message] & M.RETRANSMISSION) return;
  const found = infoDigitOf(store, message);
  if (found === null) return;
  digits.push({
    timeUs: store.timeUs(message),
    name: found.event < 0 ? shown(found.signal) : eventName(found.event),
    key: digitOf(found.event),
    durationMs: found.durationMs,
    stream: -1,
    message,
  });
}
