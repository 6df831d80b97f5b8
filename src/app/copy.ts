/**
 * What is copied to the clipboard of whoever sits at the terminal: a row a screen. The engine writes what a screen has
 * only in part; the terminal carries it (OSC 52).
 */

import { CLIPBOARD_BYTES } from '../budgets';
import type { Answer, CopyQuery } from '../engine/protocol';
import { answered } from './asking';
import { countText, plural } from './counts';
import { filterOfFinding, selectedFinding } from './findings-screen';
import { rowAt } from './ladder';
import { rawShape, shapeOf } from './ladder-columns';
import { lineAt } from './list';
import { type Model, noticed, type Screen, type Turn, topScreen, type Want } from './model';
import { filterInForce, looked } from './saved-screen';
import { streamAt } from './streams';

/** A text that the engine was asked for, to be copied when it comes. */
export interface Copying {
  id: number;
  /** As it is told: `the ladder of call 3`. */
  what: string;
  query: CopyQuery;
}

/** What there is to copy, or a line that says why there is nothing. */
type Copy = { what: string; text: string } | { what: string; query: CopyQuery } | { nothing: string };

type Source<S> = (screen: S, model: Model) => Copy;

type Sources = { [Name in Screen['name']]?: [copy: Source<ScreenOf<Name>>, other: Source<ScreenOf<Name>>] };
type ScreenOf<Name> = Extract<Screen, { name: Name }>;

/** What the screen is about. */
export function copied(model: Model): Turn {
  return copiedFrom(model, 0);
}

/** What else somebody looks for in other programs: the filter in force, or the Call-ID. */
export function copiedOther(model: Model): Turn {
  return copiedFrom(model, 1);
}

export function copyWants({ copying }: Model): Want[] {
  return copying === null ? [] : [{ query: copying.query, key: String(copying.id) }];
}

/** The turn after the answer that a copy waits for; null for any other answer. */
export function copyAnswered(model: Model, { id, snapshot }: Answer): Turn | null {
  const { copying } = model;
  const { asking, query } = answered(model.asking, id);
  if (query?.kind !== 'copy' || copying === null) return null;
  const next = { ...model, asking, copying: null };
  if (snapshot?.kind !== 'copy') return { model: noticed(next, 'This is not kept any more'), effects: [] };
  return snapshot.text === null ? tooLong(next, copying.what) : given(next, copying.what, snapshot.text);
}

const SOURCES: Sources = {
  list: [
    (list) => {
      const line = lineAt(list, list.cursor);
      return line === null ? { nothing: 'There is no call to copy from' } : callId(line.dialog);
    },
    ({ filter }) => filterCopy(filter),
  ],
  streams: [
    (streams) => {
      const line = streamAt(streams, streams.cursor);
      if (line === null) return { nothing: 'There is no stream to copy' };
      const { about, call, quality, remarks, cells } = line;
      const figures = (streams.answered?.columns ?? [])
        .map((field, at) => ({ field, text: cells[at] ?? '' }))
        .filter(({ text }) => text !== '')
        .map(({ field, text }) => `${field} ${text}`)
        .join(', ');
      return { what: 'the stream', text: linesText([about, call, figures, ...remarks, quality]) };
    },
    ({ filter }) => filterCopy(filter),
  ],
  ladder: [
    (ladder, model) => {
      const titles = ladder.snapshot?.titles ?? [];
      const what =
        titles.length === 1 ? `call ${titles[0]!.index}` : plural(titles.length || ladder.dialogs.length, 'call');
      const query = { kind: 'copy', of: 'ladder', ...shapeOf(ladder, model), sdp: SDP[ladder.sdp] } as const;
      return { what: `the ladder of ${what}`, query };
    },
    (ladder) => {
      const call = rowAt(ladder, ladder.cursor)?.dialog ?? 0;
      return callId(ladder.snapshot?.titles[call]?.dialog ?? ladder.dialogs[0]!);
    },
  ],
  message: [
    ({ message }, model) => {
      const lines = model.messages.get(message)?.lines;
      return lines === undefined ? NOT_HERE : { what: 'the message', text: linesText(lines) };
    },
    ({ message }, model) => {
      const dialog = model.messages.get(message)?.dialog ?? null;
      return dialog === null ? NOT_HERE : callId(dialog);
    },
  ],
  raw: [
    (raw) => ({ what: 'the messages', query: { kind: 'copy', of: 'raw', ...rawShape(raw) } }),
    ({ dialogs: [first] }) => callId(first!),
  ],
  figures: [
    ({ snapshot }) => {
      if (snapshot === null) return NOT_HERE;
      const lines = snapshot.facts.map((fact) => (fact.kind === 'heading' ? fact.text : `${fact.name}: ${fact.text}`));
      return { what: 'the figures', text: linesText(lines) };
    },
    () => NOTHING,
  ],
  findings: [
    (screen) => {
      const row = selectedFinding(screen);
      if (row === null) return { nothing: 'There is no finding to copy' };
      const { address, code, title, explanation, advice } = row;
      if (address !== null) return { what: 'the address', text: address };
      return { what: 'the finding', text: linesText([`${title} (${code})`, explanation, advice]) };
    },
    (screen) => filterCopy(filterOfFinding(screen) ?? ''),
  ],
  'saved-filters': [
    (screen, model) => filterCopy(looked(screen, model) ?? ''),
    (_, model) => filterCopy(filterInForce(model)),
  ],
};

/** As much SDP below an arrow as is shown. */
const SDP = { off: 'none', first: 'first', full: 'all' } as const;

const NOTHING: Copy = { nothing: 'There is nothing to copy here' };
const NOT_HERE: Copy = { nothing: 'There is nothing to copy yet' };

function copiedFrom(model: Model, which: 0 | 1): Turn {
  const screen = topScreen(model);
  // The table has for every name what is copied of that screen; the type system cannot say so.
  const source = SOURCES[screen.name]?.[which] as Source<Screen> | undefined;
  const copy = source?.(screen, model) ?? NOTHING;
  if ('nothing' in copy) return { model: noticed(model, copy.nothing), effects: [] };
  if ('text' in copy) return given(model, copy.what, copy.text);
  const copying = { id: (model.copying?.id ?? 0) + 1, what: copy.what, query: copy.query };
  return { model: { ...model, copying }, effects: [] };
}

function callId(dialog: number): Copy {
  return { what: 'the Call-ID', query: { kind: 'copy', of: 'call-id', dialog } };
}

function filterCopy(filter: string): Copy {
  return filter.trim() === '' ? { nothing: 'There is no filter to copy' } : { what: 'the filter', text: filter };
}

function linesText(lines: readonly string[]): string {
  return lines
    .filter((line, at) => line !== '' || at > 0)
    .map((line) => `${line}\n`)
    .join('');
}

/** Nobody answers whether it came: what is to be looked at if not is told each time. */
function given(model: Model, what: string, text: string): Turn {
  const bytes = Buffer.byteLength(text);
  if (bytes > CLIPBOARD_BYTES) return tooLong(model, what);
  const told = `Copied ${plural(bytes, 'byte')} (${what}) by OSC 52, if the terminal allows it`;
  return { model: noticed(model, told), effects: [{ kind: 'copy', text }] };
}

function tooLong(model: Model, what: string): Turn {
  const told = `Not copied: ${what} has more than the ${countText(CLIPBOARD_BYTES)} bytes that terminals take; save it`;
  return { model: noticed(model, told), effects: [] };
}
