/**
 * Packets of one SSRC in the order of their sequence numbers, each once: what is early waits for what is missing, for a
 * bounded time. Leaps of the number are believed as in RFC 3550, A.1: when a second packet follows on the first.
 */

import { AUDIO_REORDER_MS, AUDIO_REORDER_PACKETS, AUDIO_START_PACKETS } from '../../budgets';

/** An RTP packet of some source, decrypted. */
export interface RtpPacket {
  /** 16 bits. */
  sequence: number;
  /** 32 bits, unsigned. */
  timestamp: number;
  payloadType: number;
  /** Since any fixed time. */
  arrivalUs: number;
  /** The payload is `bytes` from `start` to `end`, padding left out. */
  bytes: Buffer;
  start: number;
  end: number;
}

export class SequenceOrder {
  /** Packets that came again, or too late. */
  repeated = 0;
  /** By number; made when first needed, then used again and again. */
  private readonly slots: Slot[] = [];
  private readonly leapt = new Slot();
  /** The number that is to be played next, counted on beyond 16 bits. */
  private next = 0;
  private newest = -1;
  private waiting = 0;
  private begun = false;
  private playing = false;

  /** `play` gets packets in order; they are gone when it returns. */
  constructor(private readonly play: (packet: RtpPacket) => void) {}

  /** Copies what it must keep. */
  add(packet: RtpPacket): void {
    if (!this.begun) this.begin(packet.sequence);
    const ahead = ((packet.sequence - this.next) << 16) >> 16;
    const number = this.next + ahead;
    const early = !this.playing && this.newest - number < AUDIO_REORDER_PACKETS;
    if (ahead >= MAX_DROPOUT || (ahead < -MAX_MISORDER && !early)) this.leap(packet);
    else if (ahead >= 0 || early) this.hold(packet, number);
    else this.repeated++;
    if (this.waiting > 0) this.advance(packet.arrivalUs);
  }

  /** Gives up what is missing for too long by now. */
  advance(nowUs: number): void {
    while (this.waiting > 0) {
      const first = this.firstWaiting();
      if (nowUs - this.slotOf(first).arrivalUs < 1000 * AUDIO_REORDER_MS) return;
      this.playing = true;
      this.next = first;
      this.playOn();
    }
  }

  /** Plays all that waits. */
  flush(): void {
    this.advance(Number.POSITIVE_INFINITY);
  }

  private begin(sequence: number): void {
    this.begun = true;
    // Room for packets that come after the first one and go before it.
    this.next = 0x10000 + sequence;
    this.newest = this.next - 1;
  }

  private hold(packet: RtpPacket, number: number): void {
    if (number - this.next >= AUDIO_REORDER_PACKETS) this.giveUpTo(number - AUDIO_REORDER_PACKETS + 1);
    const slot = this.slotOf(number);
    if (slot.waits) {
      this.repeated++;
      return;
    }
    slot.keep(packet);
    this.waiting++;
    this.next = Math.min(this.next, number);
    this.newest = Math.max(this.newest, number);
    if (this.waiting >= AUDIO_START_PACKETS) this.playing = true;
    if (this.playing) this.playOn();
  }

  /** Plays what there is before this number, and counts as lost what is not. */
  private giveUpTo(number: number): void {
    this.playing = true;
    this.playOn();
    while (this.next < number) {
      this.next++;
      this.playOn();
    }
  }

  /** Plays from the next number up to the first that is missing. */
  private playOn(): void {
    for (let slot = this.slotOf(this.next); slot.waits; slot = this.slotOf(this.next)) {
      slot.waits = false;
      this.waiting--;
      this.next++;
      this.play(slot);
    }
  }

  private leap(packet: RtpPacket): void {
    const { leapt } = this;
    if (leapt.waits && packet.sequence === ((leapt.sequence + 1) & 0xffff)) {
      this.flush();
      this.begin(leapt.sequence);
      leapt.waits = false;
      this.hold(leapt, this.next);
      this.hold(packet, this.newest + 1);
    } else leapt.keep(packet);
  }

  private firstWaiting(): number {
    let number = this.next;
    while (!this.slotOf(number).waits) number++;
    return number;
  }

  private slotOf(number: number): Slot {
    const index = number % AUDIO_REORDER_PACKETS;
    this.slots[index] ??= new Slot();
    return this.slots[index];
  }
}

/** RFC 3550, A.1: gaps up to a minute of speech are loss, and packets up to a hundred behind are late. */
const MAX_DROPOUT = 3000;
const MAX_MISORDER = 100;

/** A packet that waits, with bytes of its own. */
class Slot implements RtpPacket {
  waits = false;
  sequence = 0;
  timestamp = 0;
  payloadType = 0;
  arrivalUs = 0;
  bytes = Buffer.alloc(0);
  readonly start = 0;
  end = 0;

  keep(packet: RtpPacket): void {
    this.waits = true;
    this.sequence = packet.sequence;
    this.timestamp = packet.timestamp;
    this.payloadType = packet.payloadType;
    this.arrivalUs = packet.arrivalUs;
    this.end = packet.end - packet.start;
    if (this.bytes.length < this.end) this.bytes = Buffer.allocUnsafeSlow(this.end);
    packet.bytes.copy(this.bytes, 0, packet.start, packet.end);
  }
}
