/** Styles to blessed's cell attributes (flags << 18 | foreground << 9 | background), in the colours that there are. */

import type { Style } from '../view/cells';

export const PLAIN_ATTRIBUTE = (0x1ff << 9) | 0x1ff;

/** @param depth 0, 8, 16 or 256 colours. */
export function attributeOf(style: Style, depth: number): number {
  let foreground = reduced(style.foreground, depth);
  let background = reduced(style.background, depth);
  let bold = style.bold;
  if (depth === 8) {
    // Grey is bold black there, which many terminals show as black.
    if (foreground === GREY) foreground = DEFAULT;
    else if (foreground > 7 && foreground !== DEFAULT) bold = true;
    if (foreground !== DEFAULT) foreground &= 7;
    if (background !== DEFAULT) background &= 7;
  }
  const flags = (bold ? BOLD : 0) | (style.underline ? UNDERLINE : 0) | (style.inverse ? INVERSE : 0);
  return (flags << 18) | (foreground << 9) | background;
}

const DEFAULT = 0x1ff;
const GREY = 8;
const BOLD = 1;
const UNDERLINE = 2;
const INVERSE = 8;

/** A palette number as one of 16, or of the whole palette; which of 16 an 8-colour terminal can show is not seen here. */
function reduced(colour: number, depth: number): number {
  if (depth === 0 || colour < 0 || colour > 255) return DEFAULT;
  return depth === 256 || colour < 16 ? colour : nearestOf16(colour);
}

/** The usual values of the first 16, as red, green, blue. */
const FIRST_16: [number, number, number][] = [
  [0, 0, 0],
  [205, 0, 0],
  [0, 205, 0],
  [205, 205, 0],
  [0, 0, 238],
  [205, 0, 205],
  [0, 205, 205],
  [229, 229, 229],
  [127, 127, 127],
  [255, 0, 0],
  [0, 255, 0],
  [255, 255, 0],
  [92, 92, 255],
  [255, 0, 255],
  [0, 255, 255],
  [255, 255, 255],
];
const CUBE_STEPS = [0, 95, 135, 175, 215, 255];

const nearest = new Map<number, number>();

function nearestOf16(colour: number): number {
  const known = nearest.get(colour);
  if (known !== undefined) return known;
  const [red, green, blue] = rgbOf(colour);
  const distances = FIRST_16.map(([r, g, b]) => (r - red) ** 2 + (g - green) ** 2 + (b - blue) ** 2);
  const best = distances.indexOf(Math.min(...distances));
  nearest.set(colour, best);
  return best;
}

/** Of palette numbers 16 to 255: a cube of 6 steps a side, then greys. */
function rgbOf(colour: number): [number, number, number] {
  if (colour >= 232) {
    const grey = 8 + (colour - 232) * 10;
    return [grey, grey, grey];
  }
  const at = colour - 16;
  return [CUBE_STEPS[Math.floor(at / 36)]!, CUBE_STEPS[Math.floor(at / 6) % 6]!, CUBE_STEPS[at % 6]!];
}
