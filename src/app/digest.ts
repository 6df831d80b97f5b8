/**
 * The screen that checks a password against the Digest credentials of a message. The password is in the model while it is
 * typed, and leaves it with Enter: what is kept of the question is without it.
 */

import type { DigestQuery, DigestSnapshot, Query, Snapshot } from '../engine/protocol';
import { sent } from './asking';
import { edited, type InputLine, inputLine, typed } from './input-line';
import type { ActionName } from './keymap';
import { bell, type Handler, type Key, type Model, popped, pushed, type Turn, type Want, withTop } from './model';
import { moving } from './moving';
import { clamp } from './window';

export interface DigestScreen {
  name: 'digest';
  message: number;
  /** Set while the password is typed. */
  password: InputLine | null;
  top: number;
  snapshot: DigestSnapshot | null;
  /** The message is not kept any more. */
  gone: boolean;
}

export function openedDigest(model: Model, message: number): Model {
  const password = inputLine('');
  return pushed(model, { name: 'digest', message, password, top: 0, snapshot: null, gone: false });
}

export const DIGEST_ACTIONS: Partial<Record<ActionName, Handler<DigestScreen>>> = {
  ...moving<DigestScreen>({
    cursor: ({ top }) => top,
    count: ({ snapshot }) => snapshot?.facts.length ?? 0,
    page: (_, model) => digestPage(model),
    moved: scrolledTo,
  }),
  'check-digest': (screen, model) =>
    screen.snapshot?.checkable === 0 ? bell(model) : withTop(model, { ...screen, password: inputLine('') }),
};

/** Lines of facts: the title and the last line are not theirs. */
export function digestPage(model: Model): number {
  return Math.max(1, model.rows - 2);
}

/** Whether what is typed shall be remembered nowhere. */
export function isSecret(screen: { name: string }): boolean {
  return screen.name === 'digest';
}

export function digestKey(
  screen: DigestScreen,
  model: Model,
  action: ActionName | null,
  key: Key,
): Model | Turn | null {
  const { password } = screen;
  if (password === null) return null;
  if (action === 'cancel' || action === 'back')
    return screen.snapshot?.verdict ? withTop(model, { ...screen, password: null }) : popped(model);
  if (action === 'accept') return tried(screen, model, password.text);
  if (action === 'page-up' || action === 'page-down') return null;
  const line = edited(password, action) ?? (action === null ? typed(password, key) : null);
  return line === null ? null : withTop(model, { ...screen, password: line });
}

export function digestWants({ message, gone }: DigestScreen, model: Model): Want[] {
  if (gone) return [];
  const wants: Want[] = [{ query: queryOf(message, null), key: String(message) }];
  if (!model.messages.has(message)) wants.push({ query: { kind: 'message', message }, key: String(message) });
  return wants;
}

export function digestAnswered(screen: DigestScreen, query: Query, snapshot: Snapshot | null): DigestScreen {
  if (query.kind !== 'digest' || query.message !== screen.message) return screen;
  if (snapshot?.kind !== 'digest') return { ...screen, gone: true, password: null };
  // Where nothing can be checked nobody is asked for a password.
  const password = snapshot.checkable === 0 ? null : screen.password;
  return { ...screen, snapshot, password };
}

function queryOf(message: number, password: string | null): DigestQuery {
  return { kind: 'digest', message, password };
}

/** While the question before is on its way there is a bell: the password waits nowhere. */
function tried(screen: DigestScreen, model: Model, password: string): Turn {
  const { message } = screen;
  const out = sent(model.asking, queryOf(message, password), queryOf(message, null));
  if (out === null) return bell(model);
  const next = withTop({ ...model, asking: out.asking }, { ...screen, password: null, top: 0 });
  return { model: next, effects: [out.effect] };
}

/** Each fact takes a line at least: nobody scrolls beyond the last one. */
function scrolledTo(screen: DigestScreen, model: Model, top: number): Model {
  const last = Math.max(0, (screen.snapshot?.facts.length ?? 0) - 1);
  return withTop(model, { ...screen, top: clamp(top, 0, last) });
}
