/** Writes along what a capture accepts (-O). */

/** What is written along, as the screen tells it. */
export interface RecordingStatus {
  /** The file that is being written. */
  path: string;
  /** Packets written, in all files together. */
  packets: number;
  bytes: number;
  /** Packets that could not be written. */
  lost: number;
  /** Why packets are being lost, one line; null while all is well. */
  trouble: string | null;
}
