/**
 * Keys that come before what they are about: `Enter Enter` on the list is typed faster than the ladder's rows come.
 * What moves or opens waits for them, in the order in which it was typed.
 */

import { behaviourOf } from './behaviour';
import { type ActionName, actionFor, type ScreenName } from './keymap';
import { type Model, topScreen } from './model';

/** More than this nobody types on purpose before anything is to be seen: a key is held down. */
const MOST_AHEAD = 32;

const WAIT: ReadonlySet<ActionName> = new Set<ActionName>([
  ...(['up', 'down', 'page-up', 'page-down', 'half-page-up', 'half-page-down', 'first', 'last'] as const),
  ...([
    'open',
    'open-marked',
    'expand',
    'mark',
    'open-call',
    'open-message',
    'next-dialog',
    'previous-dialog',
  ] as const),
  ...(['next-match', 'previous-match', 'mark-message', 'findings', 'next-proof', 'previous-proof'] as const),
]);

/** The screens that actions open which wait. */
const OPENS: Partial<Record<ActionName, ScreenName>> = {
  open: 'ladder',
  'open-marked': 'ladder',
  'open-call': 'ladder',
  'open-message': 'message',
};

/** What a key means on the screen that is to come, where that can wait for it; null where no screen is to come. */
export function meantForLater(model: Model, key: string): ActionName | null {
  const opens = model.ahead.findLast((action) => OPENS[action] !== undefined);
  const action = opens === undefined ? null : actionFor(model.world.keymap, OPENS[opens]!, key);
  return action !== null && WAIT.has(action) ? action : null;
}

/** The model that keeps the action for later; null when it can be done now, or does not wait. */
export function keptForLater(model: Model, action: ActionName): Model | null {
  if (!WAIT.has(action) || (model.ahead.length === 0 && canBeDone(model, action))) return null;
  return model.ahead.length < MOST_AHEAD ? { ...model, ahead: [...model.ahead, action] } : model;
}

/** The next action whose time has come, and the model without it. */
export function nextAhead(model: Model): { action: ActionName; model: Model } | null {
  const [action, ...ahead] = model.ahead;
  return action === undefined || !canBeDone(model, action) ? null : { action, model: { ...model, ahead } };
}

function canBeDone(model: Model, action: ActionName): boolean {
  const screen = topScreen(model);
  return behaviourOf(screen).ready?.(screen, model, action) ?? true;
}
