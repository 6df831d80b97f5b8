/** What the engine answers about ladders: their rows, what is looked for in them, the texts of their messages. */

import { LADDERS_KEPT, MERGED_DIALOGS } from '../budgets';
import { visible } from '../decode/visible';
import { ladderSheet, sheetCall } from '../export/ladder-sheet';
import { Ladder, ladderMark } from '../ladder/ladder';
import type { HostNames } from '../store/host-names';
import type { Store } from '../store/store';
import { rowAtTime } from './at-time';
import { copiedCallId, copiedLadder, copiedMessages } from './copied';
import type { Filters } from './filters';
import { find, finderOf } from './find';
import { ladderFindingsSnapshot } from './ladder-findings';
import { legsRead, whysOf, withLegs } from './legs';
import { type Marks, nextMatch } from './marks';
import type {
  AtTimeSnapshot,
  CopyQuery,
  CopySnapshot,
  FindQuery,
  FindSnapshot,
  LadderFindingsQuery,
  LadderFindingsSnapshot,
  LadderQuery,
  LadderShape,
  LadderSnapshot,
  LadderTitle,
  NextMatchQuery,
  NextMatchSnapshot,
  RawQuery,
  RawSnapshot,
} from './protocol';
import { rawSnapshot } from './raw';
import type { Session } from './session';

interface MadeLadder {
  key: string;
  names: HostNames;
  ladder: Ladder;
}

/** Each answer is null when the dialogs of the ladder have gone. */
export class LadderAnswers {
  /** Those that were asked for last, the newest first: a raw text lies over the ladder that it was opened from. */
  private ladders: readonly MadeLadder[] = [];
  private marks: { mark: string; marks: Marks | null } | null = null;

  constructor(
    private readonly session: Session,
    private readonly filters: Filters,
    private readonly nowMs: () => number,
  ) {}

  async rows(query: LadderQuery): Promise<LadderSnapshot | null> {
    const { store } = this.session;
    const ladder = await this.ladderOf(query);
    if (ladder === null) return null;
    return {
      kind: 'ladder',
      legs: query.extended ? whysOf(store, ladder.dialogs).map(visible) : null,
      titles: ladder.dialogs.map((row) => titleOf(store, row)),
      columns: ladder.columns,
      hosts: ladder.hosts,
      leftOut: ladder.leftOut,
      total: ladder.length,
      firstUs: ladder.timeUs(0),
      lastUs: ladder.timeUs(ladder.length - 1),
      top: query.top,
      rows: ladder.rows(query.top, query.rows, this.marksOf(query.filter)),
      anchorRow: query.anchor === null ? null : ladder.rowOf(query.anchor),
    };
  }

  async findings(query: LadderFindingsQuery): Promise<LadderFindingsSnapshot | null> {
    const ladder = await this.ladderOf(query);
    return ladder === null ? null : ladderFindingsSnapshot(this.session, ladder);
  }

  async nextMatch(query: NextMatchQuery): Promise<NextMatchSnapshot | null> {
    const ladder = await this.ladderOf(query);
    if (ladder === null) return null;
    const marks = this.marksOf(query.filter);
    if (marks === null) return { kind: 'next-match', outcome: 'unmarked' };
    const from = query.from === null ? null : ladder.rowOf(query.from);
    return nextMatch(this.session.store, ladder, marks, from ?? -1, query.step, this.nowMs);
  }

  async find(query: FindQuery): Promise<FindSnapshot | null> {
    const ladder = await this.ladderOf(query);
    if (ladder === null) return null;
    const finder = finderOf(query.text);
    if ('message' in finder) return { kind: 'find', outcome: 'wrong', ...finder };
    const from = query.from === null ? null : ladder.rowOf(query.from);
    return find(this.session.store, ladder, finder, from ?? -1, query.step, this.nowMs);
  }

  async atTime(shape: LadderShape, timeUs: number): Promise<AtTimeSnapshot | null> {
    const ladder = await this.ladderOf(shape);
    return ladder === null ? null : rowAtTime(ladder, timeUs);
  }

  async raw(query: RawQuery): Promise<RawSnapshot | null> {
    const { dialogs, extended } = query;
    const ladder = await this.ladderOf({ dialogs, extended, columnsBy: 'port', order: [], hidden: [], media: false });
    return ladder === null ? null : rawSnapshot(this.session.store, ladder, query);
  }

  async copy(query: CopyQuery): Promise<CopySnapshot | null> {
    const { store, hostNames: names } = this.session;
    if (query.of === 'call-id') return copiedCallId(store, query.dialog);
    const ladder = await this.ladderOf(query);
    if (ladder === null) return null;
    if (query.of === 'raw') return copiedMessages(store, ladder);
    const { columnsBy, media, order, hidden, sdp } = query;
    const { findingsWish: findings } = this.session;
    const options = { columnsBy, media, names, arrangement: { order, hidden }, sdp, findings };
    return copiedLadder(ladderSheet(store, ladder.dialogs, options));
  }

  private async ladderOf(shape: LadderShape): Promise<Ladder | null> {
    const { dialogs, extended, columnsBy, media, order, hidden } = shape;
    const { store } = this.session;
    if (extended) await legsRead(store, this.nowMs);
    const { hostNames: names } = this.session;
    const asked = dialogs.map((id) => store.dialogRow(id)).filter((row) => row >= 0);
    if (asked.length === 0) return null;
    const rows = extended ? withLegs(store, asked).slice(0, MERGED_DIALOGS) : asked;
    const key = `${ladderMark(store, rows)} ${JSON.stringify([columnsBy, media, order, hidden])}`;
    let made = this.ladders.find((one) => one.key === key && one.names === names);
    if (made === undefined) {
      const ladder = new Ladder(store, rows, { columnsBy, media, names, arrangement: { order, hidden } });
      made = { key, names, ladder };
      this.ladders = [made, ...this.ladders].slice(0, LADDERS_KEPT);
    }
    return made.ladder;
  }

  /** Read once while a ladder is looked through. */
  private marksOf(filter: string): Marks | null {
    const mark = this.filters.mark(filter);
    if (this.marks?.mark !== mark) this.marks = { mark, marks: this.filters.marks(filter) };
    return this.marks.marks;
  }
}

function titleOf(store: Store, row: number): LadderTitle {
  const { startUs: _, method: __, ...call } = sheetCall(store, row);
  return { dialog: store.dialogId(row), ...call };
}
