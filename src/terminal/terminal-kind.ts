/** What the environment says of the terminal: which terminfo entry blessed shall use, how many colours, UTF-8 or not. */

import { TerminalError } from './terminal';

export interface TerminalKind {
  /** A terminfo name that blessed reads right. */
  terminfo: string;
  /** 0, 8, 16 or 256; null where only the terminfo entry knows. */
  colours: number | null;
  utf8: boolean;
  /** It knows the mouse as xterm has it. */
  mouse: boolean;
}

type Environment = Record<string, string | undefined>;

/** Throws a TerminalError when nothing can be drawn on the terminal. */
export function terminalKind(env: Environment): TerminalKind {
  const term = (env.TERM ?? 'xterm').toLowerCase();
  const row = KINDS.find(([name]) => name.test(term));
  const [, terminfo, colours] = row ?? [term, term, null];
  if (terminfo === null) {
    throw new TerminalError(
      `the terminal cannot be drawn on (TERM is "${term}"): set TERM to what it is, or use --print`,
    );
  }
  const utf8 = /utf-?8/i.test(locale(env));
  return { terminfo, colours: colourDepth(env, colours), utf8, mouse: terminfo === XTERM };
}

/**
 * blessed cannot read terminfo entries with many colour pairs and falls back to 8 colours, but has a good one of
 * xterm-256color of its own. All these understand what it holds; colours are reduced here, not there.
 */
const XTERM = 'xterm-256color';

/** The first that fits holds. */
const KINDS: [name: RegExp, terminfo: string | null, colours: number | null][] = [
  [/^(dumb|unknown|network|emacs)?$/, null, 0],
  [/^linux/, 'linux', 8],
  [/256colou?r|-direct/, XTERM, 256],
  [
    /^(tmux|alacritty|foot|kitty|xterm-kitty|wezterm|ghostty|xterm-ghostty|contour|konsole|vte|gnome|st$|st-)/,
    XTERM,
    256,
  ],
  [/^(xterm|rxvt|screen|eterm|mlterm).*-88color/, XTERM, 16],
  [/^(xterm|rxvt|screen|eterm|mlterm).*-16color/, XTERM, 16],
  [/^(xterm|rxvt|screen|putty|eterm|mlterm|cygwin|nsterm|teraterm).*-m(ono)?$/, XTERM, 0],
  [/^(xterm|rxvt|screen|putty|eterm|mlterm|cygwin|nsterm|teraterm|ms-terminal|mintty)/, XTERM, 8],
];

/** NO_COLOR as https://no-color.org has it; COLORTERM is how a terminal says more than its name does. */
function colourDepth(env: Environment, byName: number | null): number | null {
  if (env.NO_COLOR) return 0;
  if (byName !== 0 && /truecolor|24bit|256/i.test(env.COLORTERM ?? '')) return 256;
  return byName;
}

/** The locale of characters; the first that is set holds (POSIX.1, 8.2). */
function locale(env: Environment): string {
  return env.LC_ALL || env.LC_CTYPE || env.LANG || '';
}
