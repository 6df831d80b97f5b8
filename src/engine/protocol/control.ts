/** What is done to the capture. */

/** Something done to the capture. The answer comes when it is done. */
export interface ControlQuery {
  kind: 'control';
  /**
   * `clear-hidden` lets go what `filter` does not keep. While paused, messages are left out and counted; a replay stands
   * still. `step` takes it to the next message and pauses it.
   */
  what: 'pause' | 'resume' | 'clear' | 'clear-hidden' | 'step' | 'faster' | 'slower';
  filter: string;
  /** What the filter keeps stays with all legs of its calls. */
  legs?: boolean;
}

export interface ControlSnapshot {
  kind: 'control';
  what: ControlQuery['what'];
  /** Dialogs that went. */
  cleared: number;
  /** Of a replay, from now on; null without one. */
  speed: number | null;
}

/** Sets the filter of a live capture; empty takes every packet. */
export interface CaptureFilterQuery {
  kind: 'capture-filter';
  expression: string;
}

export type CaptureFilterSnapshot =
  | { kind: 'capture-filter'; outcome: 'set'; expression: string; widened: string | null }
  /** The filter before still holds. `at`: offset in the expression of the word that is wrong, or null. */
  | { kind: 'capture-filter'; outcome: 'refused'; message: string; at: number | null };
