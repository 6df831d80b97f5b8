/** Colours of drawn ladders, and the style sheet that gives them to the classes of ladder-drawing.ts. */

import type { LadderRow } from '../ladder/ladder';
import { LABEL_PX, NOTE_PX } from './ladder-layout';

/** What an arrow says by its colour; each kind is told by its words or its line as well. */
export type ArrowClass = 'request' | 'response' | 'failure' | 'media' | 'digit' | 'report';

type ColourName = ArrowClass | 'paper' | 'text' | 'dim' | 'line' | 'head' | 'warning' | 'here';
export type Colours = Record<ColourName, string>;

/** Every text has a contrast of 4.5 to 1 at the least with what it stands on (WCAG 2.1, 1.4.3). */
export const LIGHT: Colours = {
  ...{ paper: '#ffffff', text: '#1b222b', dim: '#57606a', line: '#b6bfc9', head: '#eef2f6', warning: '#935200' },
  ...{ request: '#1650c4', response: '#11712f', failure: '#b3201b', media: '#6b32c9', digit: '#0b6a70' },
  ...{ report: '#6a5a00', here: '#dfebff' },
};

export const DARK: Colours = {
  ...{ paper: '#10151b', text: '#e4e9ef', dim: '#9aa6b2', line: '#3d4955', head: '#1c242d', warning: '#f0b357' },
  ...{ request: '#7fb2ff', response: '#6fd08c', failure: '#ff9088', media: '#c5a8ff', digit: '#5fd0cf' },
  ...{ report: '#d9c55a', here: '#1d3252' },
};

export function classOf(row: LadderRow): ArrowClass {
  if (row.kind !== 'message') return row.kind;
  return row.request ? 'request' : row.status >= 300 ? 'failure' : 'response';
}

const ARROWS: readonly ArrowClass[] = ['request', 'response', 'failure', 'media', 'digit', 'report'];

export const FONT = "'DejaVu Sans Mono',Menlo,Consolas,'Liberation Mono',monospace";

/** Style of everything in a ladder; `colour`: what stands for a name. */
export function ladderStyle(colour: (name: ColourName) => string): string {
  const halo = `paint-order:stroke;stroke:${colour('paper')};stroke-width:4px;stroke-linejoin:round`;
  return [
    `.ladder text{font-family:${FONT};font-size:${LABEL_PX}px;fill:${colour('text')}}`,
    `.ladder .small{font-size:${NOTE_PX}px;fill:${colour('dim')}}`,
    '.ladder .middle{text-anchor:middle}',
    '.ladder .end{text-anchor:end}',
    '.ladder .name{font-weight:bold}',
    `.ladder .note,.ladder .words{${halo}}`,
    `.ladder .bad{fill:${colour('warning')}}`,
    `.ladder .headbox{fill:${colour('head')};stroke:${colour('line')}}`,
    `.ladder .lifeline{stroke:${colour('line')}}`,
    '.ladder .shaft{fill:none;stroke-width:1.5px}',
    '.ladder .again .shaft{stroke-dasharray:6 4}',
    '.ladder .digit .shaft{stroke-dasharray:2 3}',
    ...ARROWS.map(
      (kind) =>
        `.ladder .${kind} .shaft{stroke:${colour(kind)}}.ladder .${kind} .tip,.ladder .${kind} .words{fill:${colour(kind)}}`,
    ),
  ].join('\n');
}
