/** What is saved. */

import type { SdpShown } from '../../export/ladder-sheet';
import type { LadderShape } from './ladder';

export interface SaveQuery {
  kind: 'save';
  /** Which dialogs: all, those that `filter` keeps, or those in `dialogs`; or addresses of findings, one a line. */
  what: 'all' | 'filtered' | 'dialogs' | 'addresses';
  filter: string;
  dialogs: number[];
  /** With all legs of their calls. */
  legs?: boolean;
  /** Ids of streams that go along besides those of the dialogs; a .wav holds these alone. */
  streams: number[];
  /** RTP goes along in a capture. A .wav is made of it anyway. */
  media: boolean;
  /** With stand-ins for who, where from and what was said. */
  redact?: boolean;
  /** How ladders are drawn, where the format is a drawing; `together`: all calls in one. */
  ladder?: Omit<LadderShape, 'dialogs'> & { sdp: SdpShown; together: boolean };
  /** By the ending of its name: .pcap, .pcapng, .txt, .wav; .ladder.txt, .svg, .html, .mmd are drawings. */
  path: string;
  overwrite: boolean;
  /** Of addresses: the finding whose they are, null for all attackers; of what the filter keeps. */
  code?: string | null;
}

export type SaveSnapshot =
  | {
      kind: 'save';
      outcome: 'saved';
      path: string;
      dialogs: number;
      packets: number;
      bytes: number;
      /** Where addresses were saved: how many. */
      addresses?: number;
      /** What is missing in the file, or could not be heard. */
      note: string | null;
    }
  /** The file is there already and `overwrite` was false: nothing was written. */
  | { kind: 'save'; outcome: 'exists'; path: string }
  /** One line: what, where, what to do. Nothing was left behind. */
  | { kind: 'save'; outcome: 'failed'; message: string };
