/**
 * What keys can do: the table of actions (help and docs are made from it), and which key means which action on which
 * screen. Reading keymap files is keymap-parse.ts, finding them cli/keymap-files.ts.
 */

export const SCREENS = [
  'general',
  'list',
  'streams',
  'ladder',
  'message',
  'compare',
  'digest',
  'raw',
  'figures',
  'statistics',
  'findings',
  'save',
  'filter-form',
  'saved-filters',
  'settings',
  'columns',
  'hosts',
  'help',
  'filter',
] as const;

/** `general` holds on every screen; `filter` is every input line, also that of a search. */
export type ScreenName = (typeof SCREENS)[number];

interface ActionRow {
  name: string;
  /** Where it exists. One of `general` may be bound on any screen. */
  screens: readonly ScreenName[];
  description: string;
}

const TYPING = ['filter', 'save', 'filter-form'] as const;
const FORMS = ['save', 'filter-form'] as const;
const LISTS = ['list', 'streams'] as const;

export const ACTIONS = [
  { name: 'quit', screens: ['general'], description: 'Leave the program' },
  { name: 'back', screens: ['general'], description: 'Go back to the screen before' },
  { name: 'help', screens: ['general'], description: 'Show what the keys do' },
  { name: 'palette', screens: ['general'], description: 'Find a command by what it does, and run it' },
  { name: 'redraw', screens: ['general'], description: 'Draw the whole screen again' },
  { name: 'suspend', screens: ['general'], description: 'Stop the program and give the terminal back to the shell' },
  { name: 'copy', screens: ['general'], description: 'Copy the Call-ID, the ladder as text, the message, the stream' },
  { name: 'copy-other', screens: ['general'], description: 'Copy the filter in force, or the Call-ID of what is open' },
  { name: 'toggle-mouse', screens: ['general'], description: 'Leave the mouse to the terminal, or take it again' },
  { name: 'pause', screens: ['general'], description: 'Pause the capture, or go on' },
  { name: 'step', screens: ['general'], description: 'Take a replay to its next message, and pause it there' },
  { name: 'faster', screens: ['general'], description: 'Replay faster' },
  { name: 'slower', screens: ['general'], description: 'Replay slower' },
  { name: 'saved-filters', screens: ['general'], description: 'Show the filters that were saved under names' },
  { name: 'settings', screens: ['general'], description: 'Show the settings, to change them' },
  { name: 'up', screens: ['general'], description: 'One line up' },
  { name: 'down', screens: ['general'], description: 'One line down' },
  { name: 'left', screens: ['general'], description: 'Scroll sideways to the left' },
  { name: 'right', screens: ['general'], description: 'Scroll sideways to the right' },
  { name: 'page-up', screens: ['general'], description: 'One page up' },
  { name: 'page-down', screens: ['general'], description: 'One page down' },
  { name: 'half-page-up', screens: ['general'], description: 'Half a page up' },
  { name: 'half-page-down', screens: ['general'], description: 'Half a page down' },
  { name: 'first', screens: ['general'], description: 'Go to the first line' },
  { name: 'last', screens: ['general'], description: 'Go to the last line' },

  {
    name: 'times',
    screens: [...LISTS, 'ladder', 'message', 'compare', 'raw', 'findings'],
    description: 'Times: since the row before, local, UTC, since the start, epoch',
  },
  { name: 'open', screens: ['list'], description: 'Open the ladder of the call, or of all marked calls' },
  { name: 'open-marked', screens: ['list'], description: 'Open the ladder of all marked calls, else of the call' },
  {
    name: 'extended',
    screens: ['list', 'ladder'],
    description: 'Show all legs of the call, or the call by itself again',
  },
  { name: 'expand', screens: ['list'], description: 'Show or hide the messages of the call below its row' },
  { name: 'fold-legs', screens: ['list'], description: 'A row a call with all its legs, or each leg by itself' },
  { name: 'mark', screens: ['list'], description: 'Mark or unmark the call' },
  { name: 'mark-all', screens: ['list'], description: 'Mark every call that is shown' },
  { name: 'unmark-all', screens: ['list'], description: 'Unmark every call' },
  { name: 'open-call', screens: ['streams'], description: 'Open the ladder of the call that the stream belongs to' },
  { name: 'filter', screens: LISTS, description: 'Type a filter for the list' },
  { name: 'filter-form', screens: ['list'], description: 'Fill in a form that makes a filter' },
  { name: 'clear-filter', screens: LISTS, description: 'Show again what the filter hides' },
  { name: 'sort-next', screens: LISTS, description: 'Sort by the next column' },
  { name: 'sort-previous', screens: LISTS, description: 'Sort by the column before' },
  { name: 'sort-reverse', screens: LISTS, description: 'Turn the order round' },
  { name: 'columns', screens: LISTS, description: 'Choose the columns, their order and width' },
  { name: 'follow', screens: ['list'], description: 'Keep the newest call in view, or stop doing so' },

  { name: 'streams', screens: LISTS, description: 'Go to the media streams, and back to the calls' },
  {
    name: 'statistics',
    screens: ['list', 'statistics'],
    description: 'Show figures over the calls: states, codes, delays, who calls most',
  },
  {
    name: 'all-findings',
    screens: ['list', 'findings'],
    description: 'Show the findings: what is wrong with calls, and who attacks',
  },
  { name: 'clear', screens: ['list'], description: 'Let go of all calls' },
  { name: 'clear-hidden', screens: ['list'], description: 'Let go of the calls that the filter hides' },
  { name: 'capture-filter', screens: ['list'], description: 'Type the filter of a live capture (BPF)' },

  { name: 'use-figure', screens: ['statistics'], description: 'Show in the list what the figure counts' },
  {
    name: 'count-all',
    screens: ['statistics', 'findings'],
    description: 'Count all calls, or those that the filter of the list keeps',
  },

  { name: 'use-finding', screens: ['findings'], description: 'Show in the list the calls of the finding' },

  {
    name: 'open-message',
    screens: ['ladder', 'raw'],
    description: 'Show the message, or the stream, on the whole screen',
  },
  { name: 'toggle-preview', screens: ['ladder'], description: 'Show or hide the message beside the ladder' },
  { name: 'split-wider', screens: ['ladder'], description: 'Make the message beside the ladder wider' },
  { name: 'split-narrower', screens: ['ladder'], description: 'Make the message beside the ladder narrower' },
  { name: 'sdp', screens: ['ladder'], description: 'How much SDP stands below an arrow: none, the first media, all' },
  { name: 'media', screens: ['ladder'], description: 'Show or hide streams and their digits' },
  {
    name: 'merge-ports',
    screens: ['ladder', 'hosts'],
    description: 'One column a host, a host and port, or an address',
  },
  { name: 'hosts', screens: ['ladder'], description: 'Name, order and hide the hosts of the ladder' },
  { name: 'colour-mode', screens: ['ladder'], description: 'Colour arrows by request or response, Call-ID, or CSeq' },
  {
    name: 'next-match',
    screens: ['ladder'],
    description: 'Go to the next message searched for, or that the filter marks',
  },
  {
    name: 'previous-match',
    screens: ['ladder'],
    description: 'Go to the one before that is searched for, or marked',
  },
  {
    name: 'findings',
    screens: ['ladder'],
    description: 'Show the findings of the call, go to them, or hide them',
  },
  { name: 'next-proof', screens: ['ladder'], description: 'Go to the next row that proves a finding' },
  { name: 'previous-proof', screens: ['ladder'], description: 'Go to the row before that proves a finding' },
  {
    name: 'check-digest',
    screens: ['ladder', 'message', 'digest'],
    description: 'Try a password at the Digest credentials of the message',
  },
  { name: 'mark-message', screens: ['ladder', 'message'], description: 'Mark it; on another one, compare the two' },
  { name: 'unmark', screens: ['ladder'], description: 'Unmark what is marked' },
  { name: 'next-dialog', screens: ['ladder'], description: 'Go to the next call of the list' },
  { name: 'previous-dialog', screens: ['ladder'], description: 'Go to the call before in the list' },

  { name: 'go-to-time', screens: ['list', 'ladder'], description: 'Go to a time of day, or so far on or back' },
  { name: 'raw-text', screens: ['list', 'ladder'], description: 'Show the text of all messages of the call' },
  {
    name: 'search',
    screens: ['ladder', 'raw', 'message'],
    description: 'Search for a text, or a /regex/, in messages',
  },
  { name: 'search-next', screens: ['raw', 'message'], description: 'Go to the next place found' },
  { name: 'search-previous', screens: ['raw', 'message'], description: 'Go to the place found before' },
  { name: 'next-message', screens: ['message', 'raw'], description: 'Go to the next message' },
  { name: 'previous-message', screens: ['message', 'raw'], description: 'Go to the message before' },

  { name: 'next-difference', screens: ['compare'], description: 'Go to the next difference' },
  { name: 'previous-difference', screens: ['compare'], description: 'Go to the difference before' },
  { name: 'swap-sides', screens: ['compare'], description: 'Let the messages change sides' },

  {
    name: 'save',
    screens: ['list', 'streams', 'ladder', 'message', 'compare', 'raw', 'figures', 'findings'],
    description: 'Save calls, the stream, or the addresses of findings to a file',
  },

  { name: 'use-filter', screens: ['saved-filters'], description: 'Use the filter' },
  { name: 'save-filter', screens: ['saved-filters'], description: 'Save the filter in force under a name' },
  { name: 'delete-filter', screens: ['saved-filters'], description: 'Delete the filter' },

  { name: 'toggle-column', screens: ['columns'], description: 'Show or hide the column' },
  { name: 'column-up', screens: ['columns'], description: 'Move the column towards the left edge of the list' },
  { name: 'column-down', screens: ['columns'], description: 'Move the column towards the right edge of the list' },
  { name: 'column-auto', screens: ['columns'], description: 'Make the column as wide as it needs' },
  { name: 'reset-columns', screens: ['columns'], description: 'Take the columns that are shown where nobody chose' },

  { name: 'edit-setting', screens: ['settings'], description: 'Type a value, or take the next choice' },
  { name: 'reset-setting', screens: ['settings'], description: 'Set it to its default, and take it out of the file' },
  { name: 'next-tab', screens: ['settings'], description: 'Go to the next page' },
  { name: 'previous-tab', screens: ['settings'], description: 'Go to the page before' },

  { name: 'rename-host', screens: ['hosts'], description: 'Give the host a name' },
  { name: 'hide-host', screens: ['hosts'], description: 'Hide the host with its arrows, or show it again' },
  { name: 'move-host-left', screens: ['hosts'], description: 'Move the column of the host to the left' },
  { name: 'move-host-right', screens: ['hosts'], description: 'Move the column of the host to the right' },
  { name: 'reset-hosts', screens: ['hosts'], description: 'Show all hosts again, in the order in which they come' },

  { name: 'next-field', screens: FORMS, description: 'Go to the next field' },
  { name: 'previous-field', screens: FORMS, description: 'Go to the field before' },
  { name: 'change', screens: ['save', 'settings'], description: 'Take the next choice of the field' },
  { name: 'change-back', screens: ['save', 'settings'], description: 'Take the choice before' },
  { name: 'confirm', screens: ['save'], description: 'Write the file' },

  { name: 'tick', screens: ['filter-form'], description: 'Tick or untick the box' },

  { name: 'run', screens: ['help'], description: 'Do what the line says' },
  { name: 'search-help', screens: ['help'], description: 'Show only lines that hold a text' },

  { name: 'accept', screens: ['filter', 'filter-form'], description: 'Use what is typed' },
  { name: 'complete', screens: ['filter'], description: 'Complete what is typed of a filter, then the next proposal' },
  { name: 'complete-back', screens: ['filter'], description: 'The proposal before' },
  { name: 'history-previous', screens: ['filter'], description: 'Take what was typed the time before' },
  { name: 'history-next', screens: ['filter'], description: 'Go forward again in what was typed before' },
  { name: 'cursor-left', screens: ['filter'], description: 'One character to the left' },
  { name: 'cursor-right', screens: ['filter'], description: 'One character to the right' },

  { name: 'cancel', screens: TYPING, description: 'Go back and change nothing' },
  { name: 'clear-input', screens: TYPING, description: 'Empty the line' },
  { name: 'delete-word', screens: TYPING, description: 'Delete the word before the cursor' },
  { name: 'delete-left', screens: TYPING, description: 'Delete the character before the cursor' },
  { name: 'delete-right', screens: TYPING, description: 'Delete the character under the cursor' },
  { name: 'cursor-home', screens: TYPING, description: 'Go to the start of the line' },
  { name: 'cursor-end', screens: TYPING, description: 'Go to the end of the line' },
] as const satisfies readonly ActionRow[];

export type ActionName = (typeof ACTIONS)[number]['name'];

export interface Keymap {
  name: string;
  description: string;
  /** Of each screen, key name to action, in the order in which the file names them. */
  screens: Record<ScreenName, Map<string, ActionName>>;
}

/**
 * What a key means on a screen, or null. The screen's own binding goes before a general one. Where text is typed, a
 * key that types a character has no general meaning. Esc and a digit (`alt+2`) stands for the F key of that number.
 */
export function actionFor(keymap: Keymap, screen: ScreenName, key: string): ActionName | null {
  return bound(keymap, screen, key) ?? bound(keymap, screen, FUNCTION_KEY_OF.get(key) ?? '');
}

/** The keys of an action on a screen, those that the screen itself names first. */
export function keysOf(keymap: Keymap, screen: ScreenName, action: ActionName): string[] {
  const keys: string[] = [];
  for (const of of new Set<ScreenName>([screen, 'general'])) {
    for (const [key, meaning] of keymap.screens[of]) {
      if (meaning === action && bound(keymap, screen, key) === action && !keys.includes(key)) keys.push(key);
    }
  }
  return keys;
}

/** What a keymap lacks that nobody can do without, as `"quit" on "list"`: one that lacks something is not to be used. */
export function lackedKeys(keymap: Keymap): string[] {
  return NEEDED.filter(([screen, action]) => keysOf(keymap, screen, action).length === 0).map(
    ([screen, action]) => `"${action}" on "${screen}"`,
  );
}

/** Leaves the program everywhere, whatever a keymap says. */
export const ALWAYS_QUITS = 'ctrl+c';

/** Whether an action can be bound on a screen. */
export function actionExists(action: string, screen: ScreenName): action is ActionName {
  const row = ACTIONS.find(({ name }) => name === action);
  const screens: readonly ScreenName[] = row?.screens ?? [];
  return screens.includes(screen) || screens.includes('general');
}

/** True where an action exists only while text is typed. */
export function isOfTypedText(screens: readonly ScreenName[]): boolean {
  return screens.every((screen) => screen !== 'general' && isTypingScreen(screen));
}

/** A key as people read it: `Ctrl-U`, `Shift-Tab`, `PgUp`, `q`. */
export function keyLabel(key: string): string {
  const parts = splitKey(key);
  const last = parts.pop() ?? '';
  const shown = parts.includes('ctrl') && last.length === 1 ? last.toUpperCase() : (LABELS.get(last) ?? capital(last));
  return [...parts.map(capital), shown].join('-');
}

/** `ctrl+alt+u` in its parts, the key itself last; that may be `+`. */
export function splitKey(key: string): string[] {
  const end = key.endsWith('+') ? key.slice(0, -1) : key;
  const parts = end.split('+').filter((part) => part !== '');
  return key.endsWith('+') ? [...parts, '+'] : parts;
}

const NEEDED: readonly [ScreenName, ActionName][] = [
  ['list', 'quit'],
  ['list', 'help'],
  ['ladder', 'back'],
  ['message', 'back'],
  ['help', 'back'],
];

function bound(keymap: Keymap, screen: ScreenName, key: string): ActionName | null {
  if (key === ALWAYS_QUITS) return 'quit';
  const own = keymap.screens[screen].get(key);
  if (own !== undefined) return own;
  if (isTypingScreen(screen) && typesText(key)) return null;
  return keymap.screens.general.get(key) ?? null;
}

/** Where text is typed. */
export function isTypingScreen(screen: ScreenName): boolean {
  return (TYPING as readonly ScreenName[]).includes(screen);
}

/** A key without modifiers whose name is one character, or the space bar. */
function typesText(key: string): boolean {
  return key === 'space' || [...key].length === 1;
}

/** Terminals without F keys, and those that keep them for themselves, have Esc and a digit. */
const FUNCTION_KEY_OF = new Map([1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((number) => [`alt+${number % 10}`, `f${number}`]));

const LABELS = new Map([
  ['pageup', 'PgUp'],
  ['pagedown', 'PgDn'],
  ['insert', 'Ins'],
  ['delete', 'Del'],
]);

function capital(word: string): string {
  return word.length > 1 ? word[0]!.toUpperCase() + word.slice(1) : word;
}
