/** A theme of the user's: what a theme file says of colours. Which roles there are is the view's knowledge. */

/** Colours are palette numbers of the terminal, -1 for its own default. */
export interface OwnStyle {
  foreground: number;
  background: number;
  bold: boolean;
  underline: boolean;
  inverse: boolean;
}

export interface OwnTheme {
  /** The theme that has what the file does not say. */
  base: string;
  /** By table (`roles`, `methods`, `states`) and name. */
  styles: Readonly<Record<string, Readonly<Record<string, OwnStyle>>>>;
  /** What dialogs of a merged ladder and CSeq numbers have in turn; null for those of the base. */
  series: readonly OwnStyle[] | null;
}

/** `bold red on 236`: attributes and a colour, the background behind `on`. What is wrong with it, or the style. */
export function styleFromText(text: string): OwnStyle | { fault: string } {
  const style = { foreground: -1, background: -1, bold: false, underline: false, inverse: false };
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  let ground: 'foreground' | 'background' = 'foreground';
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!;
    if (word === 'on' && ground === 'foreground' && at < words.length - 1) ground = 'background';
    else if (word === 'bold' || word === 'underline' || word === 'inverse') style[word] = true;
    else {
      const bright = word === 'bright' || word === 'light';
      const colour = colourOf(bright ? (words[++at] ?? '') : word, bright);
      if (colour === null) return { fault: `${JSON.stringify(bright ? `${word} ${words[at] ?? ''}` : word)} ${KNOWN}` };
      style[ground] = colour;
    }
  }
  return words.length === 0 ? { fault: `a style that is empty; "default" is the terminal's own` } : style;
}

const COLOURS = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'];

const KNOWN = `is no colour; there are ${COLOURS.join(', ')}, bright before these, grey, default, and 0 to 255`;

function colourOf(word: string, bright: boolean): number | null {
  const named = COLOURS.indexOf(word);
  if (named >= 0) return named + (bright ? 8 : 0);
  if (bright) return null;
  if (word === 'default') return -1;
  if (word === 'grey' || word === 'gray') return 8;
  return /^\d{1,3}$/.test(word) && Number(word) < 256 ? Number(word) : null;
}
