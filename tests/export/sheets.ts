/** Ladders of calls that are written as text, for tests of drawings. */

import type { Frame } from '../../src/capture/frame';
import { type LadderSheet, ladderSheet, type SheetOptions } from '../../src/export/ladder-sheet';
import type { Store } from '../../src/store/store';
import { dialogsOf, play } from '../store/play';
import { talk } from '../store/rtp';
import { framesOf, scenario } from '../store/scenario';

export interface Made extends Partial<Pick<SheetOptions, 'sdp' | 'columnsBy'>> {
  names?: [string, string][];
  /** Packets besides those of the text. */
  media?: Frame[];
}

/** All calls of the text in one ladder. */
export function sheetOf(text: string, made: Made = {}): LadderSheet {
  const { store } = storeOf(text, made.media);
  return ladderSheet(store, dialogsOf(store), optionsOf(made));
}

export function storeOf(text: string, media: Frame[] = []): { store: Store } {
  const frames = [...framesOf(scenario(text)), ...media];
  return play(frames.sort((a, b) => a.seconds - b.seconds || a.nanos - b.nanos));
}

export function optionsOf({ names = [], sdp = 'all', columnsBy = 'port' }: Made = {}): SheetOptions {
  return { columnsBy, media: true, sdp, names: new Map(names) };
}

/** What the scenario's SDP announces, one packet of 20 lost, as B sends it. */
export function lossyTalk(ms: number): Frame[] {
  const packets = talk({ from: '10.0.0.2:5000', to: '10.0.0.9:4000', ms }, 20);
  packets.splice(10, 1);
  return packets;
}

/** Everything that means something in a terminal, HTML, SVG, JSON in a script, or Mermaid. */
export const HOSTILE = [
  '0    A > B INVITE | sdp | From: "</script><script>alert(1)</script>" <sip:al\x1b[31mi\u202ece#;%%{init}@x> | Call-ID: id"\'<b>&lt;\0x',
  '0.1  B > A 486 <img src=x onerror=alert(1)> # ; "x" \'y\' $$x$$ %%{init:{}}%% end \u2066& --> ]]>',
  '0.2  A > B again 1',
  '0.3  B > A 500 wrap:x',
].join('\n');
