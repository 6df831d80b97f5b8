/** What lies between decoder and store: the pause, and what is written along. */

import type { Frame, PacketRef } from '../capture/frame';
import type { Carried, DecodeSink, TlsConnection } from '../decode/carried';
import type { MediaPacket } from '../decode/rtp';
import type { KeptMedia } from '../export/media/kept-media';
import type { RecordingStatus } from '../export/recorder';
import type { Store } from '../store/store';

/** export/recorder.ts's, or a test's. */
export interface Recording {
  readonly status: RecordingStatus;
  /** The packet in hand, and those before it that hold parts of the same message. */
  take(frame: Frame, earlier: readonly PacketRef[] | null): void;
  /** Resolves when there is room for more. Not to be waited for while a capture is live. */
  room(): Promise<void>;
  /** Begins the file anew under its name: whoever rotates it has moved it away. */
  reopen(): void;
  /** Resolves when everything is written. */
  close(): Promise<void>;
}

/** What becomes of media besides its figures. */
export interface MediaIntake {
  /** Keeps what cannot be read again. */
  kept: Pick<KeptMedia, 'take'>;
  /** -r: it is recorded as SIP is. */
  recorded: boolean;
}

export class Intake implements DecodeSink {
  /** While paused no message goes into the store: they are counted here, and recorded all the same. */
  paused = false;
  leftOut = 0;

  constructor(
    private readonly store: Store,
    readonly recording: Recording | null,
    private readonly mediaIntake: MediaIntake,
  ) {}

  sip(carried: Carried): void {
    if (this.paused) this.leftOut++;
    else if (!this.store.sip(carried)) return;
    this.recording?.take(carried.frame, carried.earlier);
  }

  tls(connection: TlsConnection): void {
    this.store.tls(connection);
  }

  closed(one: number, other: number, timeUs: number): void {
    this.store.closed(one, other, timeUs);
  }

  media(packet: MediaPacket): void {
    const { kept, recorded } = this.mediaIntake;
    // While paused too: what came would count as lost.
    this.store.media(packet);
    kept.take(packet);
    if (recorded) this.recording?.take(packet.frame, packet.earlier);
  }
}
