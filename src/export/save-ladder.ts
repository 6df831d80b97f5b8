/** Saves ladders: as text, as an image, as a page, as Mermaid. */

import type { Arrangement, ColumnsBy } from '../ladder/arrangement';
import type { HostNames } from '../store/host-names';
import type { Store } from '../store/store';
import type { FindingsWish } from './ladder-findings';
import { ladderHtml, pageParts } from './ladder-html';
import { ladderMermaid } from './ladder-mermaid';
import { type LadderSheet, ladderSheet, type SdpShown, type SheetOptions } from './ladder-sheet';
import { ladderSvg } from './ladder-svg';
import { ladderText } from './ladder-text';
import { SaveError } from './save-error';
import { inBuffers, type SaveJob, type Written } from './save-job';

/** How ladders are drawn. */
export interface LadderWish {
  names: HostNames;
  columnsBy: ColumnsBy;
  arrangement: Arrangement;
  /** With streams and digits. */
  media: boolean;
  sdp: SdpShown;
  /** All calls in one ladder, rather than one for each. */
  together: boolean;
  /** What is wrong with the calls is told below; null tells nothing of it. */
  findings: FindingsWish | null;
  /** What to do where a format shows one call and there are several. */
  several: string;
}

export const PLAIN_LADDER: LadderWish = {
  names: new Map(),
  columnsBy: 'port',
  arrangement: { order: [], hidden: [] },
  media: true,
  sdp: 'all',
  together: false,
  findings: null,
  several: 'choose one, or .html',
};

/** Ids of the dialogs of each ladder. */
type Ladders = readonly (readonly number[])[];
type Drawing = (
  store: Store,
  ladders: Ladders,
  options: SheetOptions & Pick<LadderWish, 'several'>,
) => { pieces: Generator<string>; notes: string[] };

export const saveLadderText = saved((store, ladders, options) => ({
  pieces: texts(store, ladders, options),
  notes: [],
}));

export const saveLadderHtml = saved((store, ladders, options) => {
  const parts = pageParts(store, ladders);
  const { leftOut } = parts;
  const notes =
    leftOut === 0 ? [] : [`${leftOut} ${leftOut === 1 ? 'call is' : 'calls are'} left out: a page holds no more`];
  return { pieces: ladderHtml(store, parts, options), notes };
});

export const saveLadderSvg = saved(ofOne(ladderSvg));

export const saveLadderMermaid = saved(
  ofOne(function* (sheet) {
    for (const line of ladderMermaid(sheet)) yield `${line}\n`;
  }),
);

/** For formats that show one ladder. */
function ofOne(draw: (sheet: LadderSheet) => Generator<string>): Drawing {
  return (store, ladders, options) => {
    if (ladders.length > 1) {
      throw new SaveError(`this format shows one call, and there are ${ladders.length}: ${options.several}`);
    }
    const rows = ladders[0].map((id) => store.dialogRow(id));
    return { pieces: draw(ladderSheet(store, rows, options)), notes: [] };
  };
}

/** Ids are not given to others while it is written, as rows are. */
function* texts(store: Store, ladders: Ladders, options: SheetOptions): Generator<string> {
  for (const dialogs of ladders) {
    const rows = dialogs.map((id) => store.dialogRow(id)).filter((row) => row >= 0);
    if (rows.length === 0) continue;
    for (const line of ladderText(ladderSheet(store, rows, options))) yield `${line}\n`;
    yield '\n';
  }
}

function saved(drawing: Drawing): (job: SaveJob) => Generator<Buffer, Written> {
  return function* (job) {
    const { store, ladder } = job;
    const ids = job.dialogs.map((row) => store.dialogId(row));
    if (ids.length === 0) throw new SaveError('a ladder is of calls, and there is none here');
    let messages = 0;
    for (const row of job.dialogs) messages += store.dialogs.columns.messages[row];
    const { pieces, notes } = drawing(store, ladder.together ? [ids] : ids.map((id) => [id]), ladder);
    yield* inBuffers(pieces);
    return { packets: messages, dialogs: ids.length, head: null, notes };
  };
}
