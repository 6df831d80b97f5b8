/** The findings of a ladder's calls, in sentences, with the rows that prove them: what its pane, marks and gaps show. */

import { LADDER_FINDINGS, LADDER_PROOFS } from '../budgets';
import { visible } from '../decode/visible';
import { type Finding, rankOf } from '../diagnose/finding';
import { wordsIn } from '../diagnose/languages/translations';
import { durationText, worded } from '../diagnose/wording';
import { saidIn } from '../export/finding-records';
import { timeText } from '../filter/fields';
import type { Ladder, RowKey } from '../ladder/ladder';
import type { Store } from '../store/store';
import { streamName } from '../store/stream-name';
import type { LadderFindingsSnapshot, Proof, ShownFinding, ShownGap } from './protocol';
import type { Session } from './session';

/** The gravest first, those of one call in its own order. */
export function ladderFindingsSnapshot(session: Session, ladder: Ladder): LadderFindingsSnapshot {
  const { store, diagnosis, language } = session;
  const found = ladder.dialogs.flatMap((dialog) =>
    (diagnosis?.findings(dialog) ?? []).map((finding) => ({ dialog, finding })),
  );
  found.sort((a, b) => rankOf(b.finding.severity) - rankOf(a.finding.severity));
  const kept = found.slice(0, LADDER_FINDINGS);
  const keys = new Set(kept.flatMap(({ finding }) => keysOf(store, finding)));
  const rows = ladder.rowsOf(keys);
  const findings = kept.map<ShownFinding>(({ dialog, finding }) => {
    const { said = [] } = finding;
    const sentences = worded(finding, timeText, language);
    return {
      ...sentences,
      advice: `${wordsIn(language).advice}: ${sentences.advice}`,
      call: store.dialogs.columns.index[dialog],
      said: said.flatMap((row) => saidIn(store, row)).map((text) => visible(text)),
      proofs: proofsOf(store, finding, rows),
      gap: gapOf(session, finding, sentences.title),
    };
  });
  return { kind: 'ladder-findings', findings, leftOut: found.length - kept.length };
}

function keysOf(store: Store, { messages = [], streams = [] }: Finding): RowKey[] {
  return [
    ...messages.slice(0, LADDER_PROOFS).map((row) => messageKey(store, row)),
    ...streams.slice(0, LADDER_PROOFS).map((row) => streamKey(store, row)),
  ];
}

function messageKey(store: Store, row: number): RowKey {
  return `m${store.messageId(row)}`;
}

function streamKey(store: Store, row: number): RowKey {
  return `s${store.mediaStreams.streams.id(row)}`;
}

/** In the order of the ladder; those that it does not show stand last. */
function proofsOf(store: Store, finding: Finding, rows: ReadonlyMap<RowKey, number>): Proof[] {
  const { messages = [], streams = [] } = finding;
  const proof = (key: RowKey, name: string): Proof => ({ key, row: rows.get(key) ?? null, name });
  const proofs = [
    ...messages
      .slice(0, LADDER_PROOFS)
      .map((row) => proof(messageKey(store, row), `#${store.messages.columns.number[row]}`)),
    ...streams.slice(0, LADDER_PROOFS).map((row) => proof(streamKey(store, row), streamName(store, row))),
  ];
  const place = ({ row }: Proof) => row ?? Number.POSITIVE_INFINITY;
  return proofs.sort((a, b) => (place(a) === place(b) ? 0 : place(a) - place(b)));
}

/** `32.0 s: Nobody answers`; what lasts until the capture's end, or still lasts, says so. */
function gapOf({ store, language }: Session, { gap }: Finding, title: string): ShownGap | null {
  if (gap === undefined) return null;
  const { from, to } = gap;
  const us = (to === null ? store.clock.nowUs : store.timeUs(to)) - store.timeUs(from);
  const text = `${durationText(us / 1000, language)}: ${title}`;
  const { untilEnd, soFar } = wordsIn(language);
  if (to === null) return { before: null, text: `${text}, ${store.clock.ended ? untilEnd : soFar}` };
  return { before: messageKey(store, to), text };
}
