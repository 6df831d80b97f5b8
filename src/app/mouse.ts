/**
 * What the mouse does. Where things stand on the screen is the view's knowledge: it names the target under the mouse, and
 * here that becomes what a key would have done.
 */

import { behaviourOf } from './behaviour';
import type { ActionName } from './keymap';
import { splitTo } from './ladder';
import { type Key, type Model, type Turn, topScreen, withTop } from './model';
import type { MouseAct, Target } from './mouse-target';

/** What a key and an action do, as update() has it. */
export interface Doing {
  key(model: Model, key: Key): Turn;
  act(model: Model, action: ActionName): Turn;
}

export function moused(model: Model, act: MouseAct, doing: Doing): Turn {
  switch (act.kind) {
    case 'click':
      return clicked(model, act.target, act.twice, doing);
    case 'wheel':
      return rolled(model, act.step, doing);
    case 'drag':
      return still(dragged(model, act.target, act.column));
  }
}

function clicked(model: Model, target: Target, twice: boolean, doing: Doing): Turn {
  switch (target.kind) {
    case 'act':
      return doing.act(model, target.action);
    case 'line':
      return twice ? doing.key(onLine(model, target.line), ENTER) : still(onLine(model, target.line));
    case 'sort':
      return still(sortedBy(model, target.field));
    case 'field':
      return still(onField(model, target.name, target.box ?? null));
    case 'split':
      return still(model);
  }
}

/** Enter is what opens on every screen, whatever the keymap calls it. */
const ENTER: Key = { name: 'enter', text: '' };

/** As often up or down as there are lines in a step; forms have no lines to roll over. */
function rolled(model: Model, step: 1 | -1, doing: Doing): Turn {
  let turn = still(model);
  for (let line = 0; line < model.settings['list.scrollstep']; line++) {
    const next = doing.act(turn.model, step > 0 ? 'down' : 'up');
    turn = { model: next.model, effects: [...turn.effects, ...next.effects] };
  }
  return turn;
}

function onLine(model: Model, line: number): Model {
  const screen = topScreen(model);
  return behaviourOf(screen).pointed?.(screen, model, line) ?? model;
}

function onField(model: Model, name: string, box: number | null): Model {
  const screen = topScreen(model);
  return behaviourOf(screen).entered?.(screen, model, name, box) ?? model;
}

/** By another column as the order stands; the same once more turns it round. */
function sortedBy(model: Model, field: string): Model {
  const screen = topScreen(model);
  if (screen.name !== 'list' && screen.name !== 'streams') return model;
  const { sort } = screen;
  const descending = sort.field === field ? !sort.descending : sort.descending;
  return withTop(model, { ...screen, sort: { field, descending } });
}

function dragged(model: Model, target: Target, column: number): Model {
  const screen = topScreen(model);
  return target.kind === 'split' && screen.name === 'ladder' ? splitTo(screen, model, column) : model;
}

function still(model: Model): Turn {
  return { model, effects: [] };
}
