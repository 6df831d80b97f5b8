/** Reads frames and gives those of media as they are redacted: to be saved, as SIP comes from the store. */

import { type Frame, newFrame } from '../../capture/frame';
import type { FrameSource } from '../../capture/merge';
import type { DecodeSink } from '../../decode/carried';
import { Decoder } from '../../decode/decoder';
import { EndpointTable } from '../../decode/endpoints';
import type { MediaPacket } from '../../decode/rtp';
import { Redactor } from './redactor';
import type { StandIns } from './stand-ins';

export class RedactedSource implements FrameSource, DecodeSink {
  private readonly scratch: Frame = newFrame();
  private readonly decoder: Decoder;
  private readonly ready: Frame[] = [];

  constructor(
    private readonly source: FrameSource,
    standIns: StandIns,
  ) {
    const from = new EndpointTable();
    const redactor = new Redactor(standIns, from, new EndpointTable(), this);
    const mediaOnly: DecodeSink = { sip() {}, tls() {}, media: (packet) => redactor.media(packet) };
    this.decoder = new Decoder(mediaOnly, from);
  }

  next(frame: Frame): boolean {
    const { scratch } = this;
    while (this.ready.length === 0) {
      if (!this.source.next(scratch)) return false;
      // Fragments that wait for the others are copied: there is no other way back to them.
      scratch.volatile = true;
      this.decoder.frame(scratch);
    }
    Object.assign(frame, this.ready.shift());
    return true;
  }

  async fill(): Promise<boolean> {
    if (await this.source.fill()) return true;
    this.decoder.flush();
    return this.ready.length > 0;
  }

  close(): void {
    this.source.close();
  }

  sip(): void {}

  tls(): void {}

  media({ frame }: MediaPacket): void {
    this.ready.push({ ...frame });
  }
}
