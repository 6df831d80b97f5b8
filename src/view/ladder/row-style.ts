/** The colour of an arrow, by the mode that is chosen. */

import type { ColourMode, LadderScreen } from '../../app/ladder-screen';
import type { LadderRow } from '../../ladder/ladder';
import type { Style } from '../cells';
import type { Theme } from '../theme';

export function rowStyle(row: LadderRow, ladder: LadderScreen, theme: Theme): Style {
  return MODES[ladder.colours](row, theme);
}

const MODES: Record<ColourMode, (row: LadderRow, theme: Theme) => Style> = {
  request({ request, status }, { role }) {
    if (request) return role.request;
    return status >= 300 ? role.failure : role.response;
  },
  'call-id': ({ dialog }, { series }) => series[dialog % series.length]!,
  cseq: ({ cseq }, { series }) => series[cseq % series.length]!,
};
