/** Redacting as a run has it: the stand-ins, and the original beside them where a filter has to see it. */

import type { CaptureInput } from '../../capture/input';
import type { Carried, DecodeSink, TlsConnection } from '../../decode/carried';
import { Decoder } from '../../decode/decoder';
import { EndpointTable } from '../../decode/endpoints';
import type { MediaPacket } from '../../decode/rtp';
import type { ReadBack } from '../../store/raw';
import { Store, type StoreLimits } from '../../store/store';
import { Redactor } from './redactor';
import { StandIns } from './stand-ins';

export class Redaction {
  readonly standIns = new StandIns();
  /** What was captured, as it was: for filters only. Null where nobody asked for it. */
  original: Store | null = null;

  /** A decoder that hands what it finds to `sink` redacted. `original`: what to keep the original with. */
  decoder(
    sink: DecodeSink,
    endpoints: EndpointTable,
    original: { inputs: readonly ReadBack[]; limits: StoreLimits } | null,
  ): Decoder {
    const from = new EndpointTable();
    const redactor = new Redactor(this.standIns, from, endpoints, sink);
    if (original !== null) {
      this.original = new Store(from, original.inputs, original.limits);
      // Its filters wait for nothing.
      this.original.legs.atOnce = true;
    }
    return new Decoder(this.original === null ? redactor : new Both(this.original, redactor), from);
  }

  /** What a filter says of the original of a dialog; null where the original is not kept. */
  verdictOf(verdict: Verdict): Verdict | null {
    const { original } = this;
    if (original === null) return null;
    return (store, dialog) => {
      const callId = this.standIns.original(store.names.callId(dialog));
      if (callId === null) return false;
      const bytes = Buffer.from(callId, 'latin1');
      const row = original.names.find(bytes, 0, bytes.length);
      return row >= 0 && verdict(original, row);
    };
  }
}

/** filter/parse.ts's. */
type Verdict = (store: Store, dialog: number) => boolean;

class Both implements DecodeSink {
  constructor(
    private readonly first: DecodeSink,
    private readonly second: DecodeSink,
  ) {}

  sip(carried: Carried): void {
    this.first.sip(carried);
    this.second.sip(carried);
  }

  tls(connection: TlsConnection): void {
    this.first.tls(connection);
    this.second.tls(connection);
  }

  closed(one: number, other: number, timeUs: number): void {
    this.first.closed?.(one, other, timeUs);
    this.second.closed?.(one, other, timeUs);
  }

  media(packet: MediaPacket): void {
    this.first.media(packet);
    this.second.media(packet);
  }
}

/** An input as it is seen behind the redactor: its packets are made anew and cannot be read again from it. */
export function withoutReading({ name }: Pick<CaptureInput, 'name'>): ReadBack & { name: string } {
  return { name, seekable: false, readBack: () => Buffer.alloc(0) };
}
