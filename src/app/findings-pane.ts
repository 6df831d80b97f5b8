/**
 * The findings of a ladder's calls: told in a pane beside the ladder or below it, gone through by the rows that prove
 * them, and the times that matter between these rows. How it looks is view/ladder/findings.ts.
 */

import type { LadderFindingsSnapshot, Proof, Query, ShownFinding, Snapshot } from '../engine/protocol';
import type { RowKey } from '../ladder/ladder';
import { wordsWrapped } from './help';
import type { ActionName } from './keymap';
import { sameShape, shapeOf } from './ladder-columns';
import { sideWidth } from './ladder-layout';
import type { FindingsPane, LadderScreen } from './ladder-screen';
import { type Handler, type Model, noticed, type Want, withTop } from './model';
import { stepping } from './moving';
import { clamp } from './window';

/** A line of the pane. */
export interface PaneLine {
  /** Which finding it is of. */
  finding: number;
  part: 'title' | 'code' | 'explanation' | 'said' | 'advice' | 'blank';
  text: string;
}

/** Cells before the text of a line: where the selected one is, the sign, a blank. */
export const PANE_INDENT = 3;

/** The line above the findings. */
const HEAD_ROWS = 1;
/** Of the rows that ladder and pane share, the pane has at most this part, so that the ladder is still one. */
const MOST_BELOW = 0.5;
const MOST_BESIDE = 0.6;

export function findingsWant(ladder: LadderScreen, model: Model): Want {
  const shape = shapeOf(ladder, model);
  const { version } = model.status ?? { version: 0 };
  return { query: { kind: 'ladder-findings', ...shape }, key: JSON.stringify([shape, version, model.engineChanges]) };
}

/** An answer about other calls, or other rows of them, comes late. */
export function findingsAnswered(
  ladder: LadderScreen,
  model: Model,
  query: Query,
  snapshot: Snapshot | null,
): LadderScreen {
  if (query.kind !== 'ladder-findings' || snapshot?.kind !== 'ladder-findings') return ladder;
  const shape = shapeOf(ladder, model);
  if (query.dialogs.join() !== shape.dialogs.join() || !sameShape(query, shape)) return ladder;
  return { ...ladder, findings: snapshot, pane: paneOver(ladder, snapshot) };
}

/** The finding that was selected stays so while it holds. */
function paneOver({ pane, findings }: LadderScreen, { findings: next }: LadderFindingsSnapshot): FindingsPane | null {
  if (pane === null || next.length === 0) return null;
  const before = findings?.findings[pane.at];
  const at = next.findIndex(({ call, code }) => call === before?.call && code === before.code);
  return { ...pane, at: at < 0 ? clamp(pane.at, 0, next.length - 1) : at };
}

export function foundIn({ findings }: LadderScreen): readonly ShownFinding[] {
  return findings?.findings ?? NOTHING;
}

const NOTHING: readonly ShownFinding[] = [];

// -------------------------------------------------------------------------------------------------- layout

/** Rows that the pane takes from the ladder above it, its head included; 0 where it stands beside it. */
export function paneRowsBelow(ladder: LadderScreen, model: Model): number {
  if (ladder.pane === null || sideWidth(ladder, model) > 0) return 0;
  const shared = model.rows - 4;
  return Math.min(paneLines(ladder, model).length + HEAD_ROWS, Math.max(2, Math.floor(shared * MOST_BELOW)));
}

/** Rows of the pane beside the ladder, its head included; below it stands the message. */
export function paneRowsBeside(ladder: LadderScreen, model: Model): number {
  if (ladder.pane === null || sideWidth(ladder, model) === 0) return 0;
  const all = model.rows - 2;
  if (!ladder.preview) return all;
  return Math.min(paneLines(ladder, model).length + HEAD_ROWS, Math.floor(all * MOST_BESIDE));
}

/** All that is told, as wide as the pane is. */
export function paneLines(ladder: LadderScreen, model: Model): readonly PaneLine[] {
  const { findings } = ladder;
  if (findings === null) return [];
  const side = sideWidth(ladder, model);
  const width = (side > 0 ? side - 2 : model.columns) - PANE_INDENT - 1;
  const known = LINES.get(findings);
  const { plain } = model.settings;
  if (known?.width === width && known.plain === plain) return known.lines;
  const several = new Set(findings.findings.map(({ call }) => call)).size > 1;
  const lines = findings.findings.flatMap((one, index) => linesOf(one, index, several, width, model));
  const { leftOut } = findings;
  if (leftOut > 0) lines.push({ finding: findings.findings.length - 1, part: 'code', text: `${leftOut} more` });
  LINES.set(findings, { width, plain, lines });
  return lines;
}

const LINES = new WeakMap<LadderFindingsSnapshot, { width: number; plain: boolean; lines: PaneLine[] }>();

function linesOf(one: ShownFinding, finding: number, several: boolean, width: number, model: Model): PaneLine[] {
  const part = (name: PaneLine['part'], text: string) =>
    wordsWrapped(text, width, model).map<PaneLine>((line) => ({ finding, part: name, text: line }));
  const call = several ? `${one.call}: ` : '';
  // A sign says nothing to who hears it.
  const severity = model.settings.plain ? `${one.severity}: ` : '';
  const proofs = one.proofs.slice(0, PROOFS_NAMED).map(({ name }) => name);
  const more = one.proofs.length > proofs.length ? [`+${one.proofs.length - proofs.length}`] : [];
  return [
    ...part('title', `${call}${severity}${one.title}`),
    ...part('code', [one.code, ...proofs, ...more].join('  ')),
    ...part('explanation', one.explanation),
    ...one.said.flatMap((text) => part('said', text)),
    ...part('advice', one.advice),
    { finding, part: 'blank', text: '' },
  ];
}

/** Numbers of messages behind a code: the ladder marks them all. */
const PROOFS_NAMED = 8;

function textRows(ladder: LadderScreen, model: Model): number {
  return Math.max(1, paneRowsBelow(ladder, model) + paneRowsBeside(ladder, model) - HEAD_ROWS);
}

/** Scrolled no farther than there is. */
export function paneFitted(ladder: LadderScreen, model: Model): LadderScreen {
  const { pane } = ladder;
  if (pane === null) return ladder;
  const top = clamp(pane.top, 0, Math.max(0, paneLines(ladder, model).length - textRows(ladder, model)));
  return top === pane.top ? ladder : { ...ladder, pane: { ...pane, top } };
}

// --------------------------------------------------------------------------------------------------- keys

/** Opens it, goes there, closes it. */
export function findingsToggled(ladder: LadderScreen, model: Model): Model {
  const { pane } = ladder;
  if (foundIn(ladder).length === 0) return model;
  if (pane !== null) return withTop(model, { ...ladder, pane: pane.focused ? null : { ...pane, focused: true } });
  return withTop(model, chosen({ ...ladder, pane: { at: 0, top: 0, focused: true } }, model, 0));
}

export function isInPane({ pane }: LadderScreen): boolean {
  return pane?.focused === true;
}

/** Going back closes it while keys move over it; null where that is not so. */
export function paneKey(ladder: LadderScreen, model: Model, action: ActionName | null): Model | null {
  return action === 'back' && isInPane(ladder) ? withTop(model, { ...ladder, pane: null }) : null;
}

type Moves = Partial<Record<ActionName, Handler<LadderScreen>>>;

/** What moves over the rows of the ladder, and within the pane over findings. */
export function alsoInPane(moves: Moves): Moves {
  const inPane: Moves = {
    ...stepping<LadderScreen>({ page: textRows, by: paneStepped }),
    first: (ladder, model) => withTop(model, chosen(ladder, model, 0)),
    last: (ladder, model) => withTop(model, chosen(ladder, model, foundIn(ladder).length - 1)),
  };
  const names = Object.keys(moves) as ActionName[];
  const either = (name: ActionName): Handler<LadderScreen> => {
    return (ladder, model) => (isInPane(ladder) ? inPane : moves)[name]?.(ladder, model) ?? model;
  };
  return Object.fromEntries(names.map((name) => [name, either(name)]));
}

/** Keys move over the rows of the ladder again; the findings stay. */
export function leftPane(ladder: LadderScreen): LadderScreen {
  const { pane } = ladder;
  return pane?.focused ? { ...ladder, pane: { ...pane, focused: false } } : ladder;
}

/** A finding of the pane was clicked. */
export function findingEntered(ladder: LadderScreen, model: Model, name: string): Model {
  const { pane } = ladder;
  if (pane === null) return model;
  return withTop(model, chosen({ ...ladder, pane: { ...pane, focused: true } }, model, Number(name)));
}

/** A line up or down: to the finding beside where all of the selected one has been seen. */
function paneStepped(ladder: LadderScreen, model: Model, step: number): Model {
  const { pane } = ladder;
  if (pane === null) return model;
  const lines = paneLines(ladder, model);
  const rows = textRows(ladder, model);
  const own = lines.flatMap(({ finding, part }, line) => (finding === pane.at && part !== 'blank' ? [line] : []));
  const edge = step > 0 ? own.at(-1)! : own[0]!;
  const unseen = step > 0 ? edge >= pane.top + rows : edge < pane.top;
  const next = pane.at + Math.sign(step);
  if (Math.abs(step) === 1 && !unseen && foundIn(ladder)[next] !== undefined)
    return withTop(model, chosen(ladder, model, next));
  return withTop(model, { ...ladder, pane: { ...pane, top: pane.top + step } });
}

/** The finding is selected and shown, and in the ladder the first row that proves it. */
function chosen(ladder: LadderScreen, model: Model, at: number): LadderScreen {
  const finding = foundIn(ladder)[at];
  if (finding === undefined) return ladder;
  const proof = finding.proofs.find(({ row }) => row !== null);
  const shown = shownInPane(ladder, model, at);
  return proof === undefined ? shown : atProof(shown, proof);
}

function shownInPane(ladder: LadderScreen, model: Model, at: number): LadderScreen {
  const { pane } = ladder;
  if (pane === null) return ladder;
  const lines = paneLines(ladder, model);
  const first = lines.findIndex(({ finding }) => finding === at);
  const last = lines.findLastIndex(({ finding, part }) => finding === at && part !== 'blank');
  const least = Math.min(first, last - textRows(ladder, model) + 1);
  return { ...ladder, pane: { ...pane, at, top: clamp(pane.top, least, first) } };
}

function atProof(ladder: LadderScreen, { row, key }: Proof): LadderScreen {
  return { ...ladder, cursor: row ?? ladder.cursor, select: key };
}

/** To the next row, or the one before, that proves a finding, round the end. */
export function proofSought(ladder: LadderScreen, model: Model, step: 1 | -1): Model {
  const found = foundIn(ladder);
  if (found.length === 0) return model;
  const proofs = found.flatMap((one, finding) => one.proofs.map((proof) => ({ ...proof, finding })));
  const shown = proofs.filter(({ row }) => row !== null).sort((a, b) => a.row! - b.row!);
  const beyond = (row: number) => (step > 0 ? row > ladder.cursor : row < ladder.cursor);
  const ahead = shown.filter(({ row }) => beyond(row!));
  const next = step > 0 ? (ahead[0] ?? shown[0]) : (ahead.at(-1) ?? shown.at(-1));
  if (next === undefined) return noticed(model, 'What proves it is not shown here: streams are hidden, or hosts');
  const sameRow = shown.filter(({ row }) => row === next.row).map(({ finding }) => finding);
  const at = sameRow.includes(ladder.pane?.at ?? -1) ? ladder.pane!.at : Math.min(...sameRow);
  return withTop(model, atProof(shownInPane(ladder, model, at), next));
}

// ------------------------------------------------------------------------------------------- in the ladder

/** The gravest finding that a row proves, or null. Findings stand by gravity. */
export function provedBy({ findings }: LadderScreen, key: RowKey): ShownFinding | null {
  if (findings === null || findings.findings.length === 0) return null;
  let byKey = PROVED.get(findings);
  if (byKey === undefined) {
    byKey = new Map<RowKey, ShownFinding>();
    for (const finding of findings.findings.toReversed())
      for (const proof of finding.proofs) byKey.set(proof.key, finding);
    PROVED.set(findings, byKey);
  }
  return byKey.get(key) ?? null;
}

const PROVED = new WeakMap<LadderFindingsSnapshot, Map<RowKey, ShownFinding>>();

/** Times that matter which end at a row; null: at the end of the capture. */
export function gapsBefore(ladder: LadderScreen, key: RowKey | null): string[] {
  return foundIn(ladder).flatMap(({ gap }) => (gap !== null && gap.before === key ? [gap.text] : []));
}
