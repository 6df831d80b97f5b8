/** The save form: what, in which format, where to. Writing is the engine's; what went wrong is told here. */

import path from 'node:path';
import type { SaveQuery, SaveSnapshot } from '../engine/protocol';
import { plural } from './counts';
import { edited, type InputLine, inputLine, typed } from './input-line';
import type { ActionName } from './keymap';
import {
  bell,
  type Handler,
  type Key,
  listOf,
  type Model,
  popped,
  pushed,
  type Turn,
  type Want,
  withTop,
} from './model';

export type SaveField = 'path' | 'what' | 'legs' | 'redact' | 'format' | 'media';

/** Which calls; `dialogs` for those that are marked or open, `streams` for one that is selected. */
export interface SaveChoice {
  what: SaveQuery['what'];
  title: string;
  /** As one ladder, where the format is a drawing: they stand in one on the screen. */
  together: boolean;
  dialogs: readonly number[];
  streams: readonly number[];
  /** The code whose addresses are meant; null for those of all attackers. */
  code: string | null;
}

/** Addresses of findings that may be saved. */
export type SaveAddresses = Pick<SaveChoice, 'code' | 'title'>;

/** Ids of what the form is opened from: the calls of a screen, the row of a list; the stream that is selected. */
export interface SaveAbout {
  dialogs: readonly number[];
  /** They are offered, and more is proposed. */
  offered?: boolean;
  stream?: number | null;
  /** The stream is what the screen is about: it is proposed, and to be heard. */
  streamFirst?: boolean;
  /** How ladders are drawn: as the screen shows one. */
  ladder?: LadderDrawn;
  /** All legs of the calls are proposed. */
  legs?: boolean;
  /** Text is what the screen shows. */
  text?: boolean;
}

type LadderDrawn = Omit<NonNullable<SaveQuery['ladder']>, 'together'>;

/** In the order of the form: a line of what was captured, and a line of ladders. RTP may go along in a capture. */
export const FORMATS = [
  { ending: '.pcap', title: 'pcap', of: 'capture', media: true },
  { ending: '.pcapng', title: 'pcapng', of: 'capture', media: true },
  { ending: '.txt', title: 'messages as text', of: 'capture', media: false },
  { ending: '.wav', title: 'WAV', of: 'capture', media: false },
  { ending: '.ladder.txt', title: 'ladder as text', of: 'ladder', media: false },
  { ending: '.svg', title: 'SVG', of: 'ladder', media: false },
  { ending: '.html', title: 'HTML', of: 'ladder', media: false },
  { ending: '.mmd', title: 'Mermaid', of: 'ladder', media: false },
] as const;

/** Whether the other legs of the calls go along. */
export const LEGS_CHOICES = [
  { legs: false, title: 'as they are' },
  { legs: true, title: 'with all legs of their calls' },
] as const;

/** Whether RTP goes along. */
export const MEDIA_CHOICES = [
  { media: true, title: 'SIP and RTP' },
  { media: false, title: 'SIP only' },
] as const;

export const REDACT_CHOICES = [
  { redact: false, title: 'nothing' },
  { redact: true, title: 'who, where from, and what was said' },
] as const;

export interface SaveScreen {
  name: 'save';
  field: SaveField;
  path: InputLine;
  choices: readonly SaveChoice[];
  choice: number;
  /** All legs of the calls go along, where not everything does. */
  legs: boolean;
  filter: string;
  ladder: LadderDrawn;
  /** With stand-ins. Null where everything has them already. */
  redact: boolean | null;
  /** RTP can be had. */
  mediaKept: boolean;
  /** RTP goes along, where it can be had. */
  media: boolean;
  /** `writing`: an answer is awaited. `exists`: the user is asked whether to overwrite. */
  phase: 'editing' | 'writing' | 'exists';
  overwrite: boolean;
  /** Counts the attempts: each is a query of its own. */
  attempt: number;
  /** What went wrong with the last attempt, one line. */
  failure: string | null;
}

/** For addresses of findings, of the calls that the filter keeps, one a line. */
export function saveAddressesForm(
  model: Model,
  filter: string,
  { choices, proposed }: { choices: readonly SaveAddresses[]; proposed: number },
): Model {
  return pushed(model, {
    ...emptyForm(model, '-addresses.txt'),
    choices: choices.map((choice) => ({ what: 'addresses', together: false, dialogs: [], streams: [], ...choice })),
    choice: proposed,
    filter,
    redact: null,
  });
}

export function saveForm(model: Model, about: SaveAbout): Model {
  const { stream = null, streamFirst = false, legs = false, text = false } = about;
  const nothing = whyNothing(model);
  if (nothing !== null && stream === null) return { ...model, notice: `There is nothing to save${nothing}` };
  const choices = choicesFor(model, about);
  const ofStream = choices.findIndex(({ streams }) => streams.length > 0);
  const last = choices.findLastIndex(({ together }) => !(about.offered && together));
  const proposed = streamFirst || ofStream < 0 ? last : ofStream - 1;
  const form = emptyForm(model, `-sipladder${streamFirst ? '.wav' : text ? '.txt' : '.pcap'}`);
  return pushed(model, {
    ...form,
    choices,
    choice: Math.max(0, proposed),
    legs,
    ladder: about.ladder ?? form.ladder,
  });
}

/** `ending`: behind the name of the capture. */
function emptyForm(model: Model, ending: string): SaveScreen {
  const file = model.world.files[0] ?? 'capture';
  const base = path.basename(file === '-' ? 'stdin' : file).replace(/(\.(pcap|pcapng|cap|gz))+$/i, '');
  const folder = model.settings['save.folder'] || model.world.folder;
  return {
    name: 'save',
    field: 'path',
    path: inputLine(path.join(folder, `${base || 'capture'}${ending}`)),
    choices: [],
    choice: 0,
    legs: false,
    filter: listOf(model).filter,
    ladder: ladderDrawn(model),
    redact: model.status?.redacted ? null : false,
    mediaKept: model.status?.mediaKept ?? false,
    media: true,
    phase: 'editing',
    overwrite: false,
    attempt: 0,
    failure: null,
  };
}

export const SAVE_ACTIONS: Partial<Record<ActionName, Handler<SaveScreen>>> = {
  'next-field': (form, model) => withTop(model, { ...form, field: cycled(fieldsOf(form), form.field, 1) }),
  'previous-field': (form, model) => withTop(model, { ...form, field: cycled(fieldsOf(form), form.field, -1) }),
  change: (form, model) => changed(form, model, 1),
  'change-back': (form, model) => changed(form, model, -1),
  confirm: (form, model) => {
    if (form.path.text.trim() === '') return withTop(model, { ...form, failure: 'A file name is needed.' });
    return withTop(model, attempted({ ...form, path: inputLine(fullPath(form.path.text, model)) }, false));
  },
  cancel: (_, model) => popped(model),
};

/** Keys that type into the path, and the answer to the question whether to overwrite. */
export function saveKey(form: SaveScreen, model: Model, action: ActionName | null, key: Key): Model | Turn | null {
  if (action === 'quit' || action === 'suspend' || action === 'redraw') return null;
  // What is being written cannot be changed any more; Esc leaves it to finish by itself.
  if (form.phase === 'writing') return action === 'cancel' ? popped(model) : bell(model);
  if (form.phase === 'exists') return overwriteAnswer(form, model, action, key);
  if (form.field !== 'path') return null;
  const line = typed(form.path, key) ?? edited(form.path, ON_PATH[action as keyof typeof ON_PATH] ?? action);
  return line === null ? null : withTop(model, { ...form, path: line, failure: null });
}

export function saveWants(form: SaveScreen): Want[] {
  if (form.phase !== 'writing') return [];
  const { what, dialogs, streams, together, code } = form.choices[form.choice]!;
  const { filter, overwrite, media, mediaKept, redact } = form;
  const query: SaveQuery = {
    kind: 'save',
    what,
    filter,
    dialogs: [...dialogs],
    streams: [...streams],
    media: (media || streams.length > 0) && mediaKept,
    redact: redact === true,
    ladder: { ...form.ladder, together },
    path: form.path.text.trim(),
    overwrite,
    ...(what === 'addresses' ? { code } : {}),
    ...(form.legs && fieldsOf(form).includes('legs') ? { legs: true } : {}),
  };
  return [{ query, key: JSON.stringify([query, form.attempt]) }];
}

export function saveAnswered(form: SaveScreen, model: Model, query: SaveQuery, snapshot: SaveSnapshot): SaveScreen {
  if (form.phase !== 'writing' || query.path !== form.path.text.trim()) return form;
  if (snapshot.outcome === 'exists') return { ...form, phase: 'exists' };
  if (snapshot.outcome === 'failed') return failed({ ...form, phase: 'editing' }, model, snapshot.message);
  return form;
}

/** The fields that mean something for what is chosen and for the format that the path has. */
export function fieldsOf(form: SaveScreen): SaveField[] {
  const { ending, media = true } = FORMATS[formatOf(form)] ?? {};
  const { what, streams } = form.choices[form.choice]!;
  if (what === 'addresses') return ['path', 'what'];
  const legs = what !== 'all' && streams.length === 0 && ending !== '.wav';
  return [
    'path',
    'what',
    ...(legs ? (['legs'] as const) : []),
    ...(form.redact === null ? [] : (['redact'] as const)),
    'format',
    ...(form.mediaKept && media ? (['media'] as const) : []),
  ];
}

/** Index into FORMATS by the ending of the path; -1 when the ending says nothing. */
export function formatOf(form: SaveScreen): number {
  const text = form.path.text.trim().toLowerCase();
  const fits = FORMATS.filter(({ ending }) => text.endsWith(ending));
  // Of `.ladder.txt` and `.txt` the longer one.
  const [longest] = fits.sort((a, b) => b.ending.length - a.ending.length);
  return longest === undefined ? -1 : FORMATS.indexOf(longest);
}

/** Where the folder may not be written, the temporary one is proposed: a save must not be lost to a `cd`. */
function failed(form: SaveScreen, { world }: Model, message: string): SaveScreen {
  const file = path.normalize(form.path.text.trim());
  const elsewhere = path.join(world.temporary, path.basename(file));
  if (world.temporary === '' || file === elsewhere || !NOT_WRITABLE.test(message)) return { ...form, failure: message };
  return { ...form, path: inputLine(elsewhere), failure: `${message}. Proposed instead: ${elsewhere}` };
}

/** export/save.ts's words for a folder in which this user may not write. */
const NOT_WRITABLE = /permission denied|not permitted|read-only/;

/** Why there is nothing to save, null where there is something. */
function whyNothing({ status, control }: Model): string | null {
  if (status !== null && status.streams > 0 && status.mediaKept && status.dialogs === 0) return null;
  if (!status?.messages) return `${status?.phase === 'done' ? '' : ' yet'}: no SIP was found`;
  return control.cleared && status.dialogs === 0 ? ': all calls were cleared' : null;
}

/** Where no ladder is on the screen. */
function ladderDrawn({ settings, hosts }: Model): LadderDrawn {
  return { columnsBy: settings['ladder.columns'], order: hosts.order, hidden: hosts.hidden, media: true, sdp: 'all' };
}

/** On the path the arrows move within it. */
const ON_PATH = { change: 'cursor-right', 'change-back': 'cursor-left' } as const;

/** Nothing else does here what a shell does with `~`. */
function fullPath(text: string, { world }: Model): string {
  const trimmed = text.trim();
  return world.home !== '' && /^~(\/|$)/.test(trimmed) ? path.join(world.home, trimmed.slice(1)) : trimmed;
}

function attempted(form: SaveScreen, overwrite: boolean): SaveScreen {
  return { ...form, phase: 'writing', overwrite, failure: null, attempt: form.attempt + 1 };
}

function overwriteAnswer(form: SaveScreen, model: Model, action: ActionName | null, key: Key): Model | Turn {
  if (key.name === 'y' || key.name === 'Y') return withTop(model, attempted(form, true));
  if (key.name === 'n' || key.name === 'N' || action === 'cancel') return withTop(model, { ...form, phase: 'editing' });
  return bell(model);
}

function choicesFor(model: Model, { dialogs, offered = false, stream = null }: SaveAbout): SaveChoice[] {
  const list = listOf(model);
  const calls = (n: number) => plural(n, 'call');
  const dialogsInAll = model.status?.dialogs ?? 0;
  const streamsInAll = plural(model.status?.streams ?? 0, 'stream');
  const some = dialogsInAll === 1 ? 'the call' : `all ${calls(dialogsInAll)}`;
  const all = dialogsInAll === 0 ? `all ${streamsInAll}` : some;
  const none = { dialogs: [], streams: [], together: false, code: null };
  const choices: SaveChoice[] = [];
  // Of one call in all, one of the two is enough.
  const onlyOne = dialogsInAll === 1 && dialogs.length === 1;
  if (!onlyOne || offered) choices.push({ what: 'all', title: all, ...none });
  if (list.filter !== '')
    choices.push({
      what: 'filtered',
      title: `the ${calls(list.snapshot?.shown ?? 0)} that the filter keeps`,
      ...none,
    });
  if (list.marks.size > 0)
    choices.push({ what: 'dialogs', title: `the ${calls(list.marks.size)} marked`, ...none, dialogs: [...list.marks] });
  const open = dialogs.length === 1 ? 'this call' : `these ${calls(dialogs.length)}`;
  const known = offered && (onlyOne || (list.marks.size === 1 && list.marks.has(dialogs[0]!)));
  if (dialogs.length > 0 && !known) choices.push({ what: 'dialogs', title: open, ...none, dialogs, together: true });
  if (stream !== null) choices.push({ what: 'dialogs', title: 'this stream', ...none, streams: [stream] });
  return choices;
}

function changed(form: SaveScreen, model: Model, step: number): Model | Turn {
  if (form.field === 'what') {
    const choice = (form.choice + step + form.choices.length) % form.choices.length;
    return withTop(model, { ...form, choice, failure: null });
  }
  if (form.field === 'legs') return withTop(model, { ...form, legs: !form.legs, failure: null });
  if (form.field === 'redact') return withTop(model, { ...form, redact: !form.redact, failure: null });
  if (form.field === 'media') return withTop(model, { ...form, media: !form.media, failure: null });
  if (form.field !== 'format') return bell(model);
  const from = formatOf(form);
  const next = FORMATS[(Math.max(from, step > 0 ? from : 0) + step + FORMATS.length) % FORMATS.length]!;
  const text = form.path.text.trim();
  const stem = from < 0 ? text : text.slice(0, -FORMATS[from]!.ending.length);
  return withTop(model, { ...form, path: inputLine(stem + next.ending), failure: null });
}

function cycled<T>(values: readonly T[], value: T, step: number): T {
  return values[(values.indexOf(value) + step + values.length) % values.length]!;
}
