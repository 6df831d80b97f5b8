/** The command palette: every action, found by a part of its name, its keys or what it does, and done with Enter. */

import { titleOf } from './help';
import { edited, type InputLine, inputLine, typed } from './input-line';
import { ACTIONS, type ActionName, isOfTypedText, keyLabel, keysOf, SCREENS, type ScreenName } from './keymap';
import { bell, type Handler, type Key, type Model, popped, pushed, type Turn, withTop } from './model';
import { stepping } from './moving';
import { reasonAgainst } from './reasons';
import { clamp, topFor } from './window';

export interface PaletteScreen {
  name: 'palette';
  entries: readonly PaletteEntry[];
  line: InputLine;
  /** Of the entries that are found. */
  cursor: number;
  top: number;
}

export interface PaletteEntry {
  action: ActionName;
  description: string;
  /** As people read them, with blanks between; empty without one. */
  keys: string;
  /** Why it does nothing here, or null. */
  reason: string | null;
}

/** What is there for the screen that is shown, whose keys are `keys`; `has`: the actions that do something on it. */
export function openedPalette(model: Model, keys: ScreenName, has: (action: ActionName) => boolean): Model {
  const rows = ACTIONS.filter(({ name, screens }) => name !== 'palette' && !isOfTypedText(screens));
  const entries = rows.map(({ name, screens, description }) => {
    const own = (screens as readonly ScreenName[]).includes(keys);
    const here = (own || (screens as readonly ScreenName[]).includes('general')) && has(name);
    const elsewhere = own || here ? 'it has no meaning on this screen' : `only on: ${placesOf(screens)}`;
    const shown = here ? keysOf(model.world.keymap, keys, name) : keysElsewhere(model, name, screens);
    const reason = here ? reasonAgainst(model, name) : elsewhere;
    return { rank: rankOf(own, reason), entry: { action: name, description, keys: labels(shown), reason } };
  });
  // Sorting keeps the order of the table among those of one rank.
  const sorted = entries.sort((a, b) => a.rank - b.rank).map(({ entry }) => entry);
  return pushed(model, { name: 'palette', entries: sorted, line: inputLine(''), cursor: 0, top: 0 });
}

/** Where a key has a meaning that has none on this screen, in words; null where it has none anywhere, or types. */
export function meantElsewhere({ world }: Model, here: ScreenName, key: string): string | null {
  if (isOfTypedText([here])) return null;
  const others = SCREENS.filter((screen) => screen !== here && !isOfTypedText([screen]));
  const places = others.filter((screen) => world.keymap.screens[screen].has(key));
  return places.length === 0 ? null : `only on: ${placesOf(places)}`;
}

/** Those that hold every word that is typed; first what does something here, and of that what begins with it by name. */
export function foundEntries({ entries, line }: PaletteScreen): readonly PaletteEntry[] {
  const text = line.text.trim().toLowerCase();
  if (text === '') return entries;
  const words = text.split(/\s+/);
  const found = entries.filter((entry) => {
    const all = `${entry.action} ${entry.action.replaceAll('-', ' ')} ${entry.description} ${entry.keys}`.toLowerCase();
    return words.every((word) => all.includes(word));
  });
  const rank = ({ action, reason }: PaletteEntry) =>
    (reason === null ? 0 : 2) + (action.startsWith(words.join('-')) ? 0 : 1);
  return found.sort((a, b) => rank(a) - rank(b));
}

export const PALETTE_ACTIONS: Partial<Record<ActionName, Handler<PaletteScreen>>> = {
  ...stepping<PaletteScreen>({ page: (_, model) => palettePage(model), by: moved }),
};

export function paletteKey(screen: PaletteScreen, model: Model, action: ActionName | null, key: Key) {
  switch (action) {
    case 'cancel':
    case 'back':
      return popped(model);
    case 'accept':
      return run(screen, model);
    case 'history-previous':
      return moved(screen, model, -1);
    case 'history-next':
      return moved(screen, model, 1);
  }
  const line = edited(screen.line, action) ?? (action === null ? typed(screen.line, key) : null);
  return line === null ? null : withTop(model, { ...screen, line, cursor: 0, top: 0 });
}

export function paletteFitted(screen: PaletteScreen, model: Model): PaletteScreen {
  const { length } = foundEntries(screen);
  const cursor = clamp(screen.cursor, 0, Math.max(0, length - 1));
  const top = topFor(cursor, screen.top, palettePage(model), length);
  return cursor === screen.cursor && top === screen.top ? screen : { ...screen, cursor, top };
}

/** Lines of entries: the title, the input and the key hints are not theirs. */
export function palettePage(model: Model): number {
  return Math.max(1, model.rows - 3);
}

/** What an action does stands below it where it does something, so that Enter is never in vain. */
function run(screen: PaletteScreen, model: Model): Model | Turn {
  const entry = foundEntries(screen)[screen.cursor];
  if (entry === undefined) return bell(model);
  if (entry.reason !== null) return { ...model, notice: `${entry.action}: ${entry.reason}` };
  return { model: popped(model), effects: [], nextAction: entry.action };
}

function moved(screen: PaletteScreen, model: Model, step: number): Model {
  return withTop(model, { ...screen, cursor: Math.max(0, screen.cursor + step) });
}

/** Those of the screen, those that hold everywhere, those that do nothing now, those of other screens. */
function rankOf(own: boolean, reason: string | null): number {
  if (reason === null) return own ? 0 : 1;
  return own ? 2 : 3;
}

function keysElsewhere(model: Model, action: ActionName, screens: readonly ScreenName[]): string[] {
  return keysOf(model.world.keymap, screens[0]!, action);
}

function labels(keys: readonly string[]): string {
  return keys.map(keyLabel).join(' ');
}

function placesOf(screens: readonly ScreenName[]): string {
  return screens.map(titleOf).join(', ');
}
