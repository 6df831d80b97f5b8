/** The colour of an arrow, by the mode that is chosen. */

import type { ColourMode, LadderScreen } from '../../app/ladder-screen';
import type { LadderRow, MessageRow } from '../../ladder/ladder';
import type { Style } from '../cells';
import type { Theme } from '../theme';

export function rowStyle(row: LadderRow, ladder: LadderScreen, theme: Theme): Style {
  if (row.kind !== 'message') return ladder.colours === 'call-id' ? seriesOf(row.dialog, theme) : theme.role.media;
  return MODES[ladder.colours](row, theme);
}

const MODES: Record<ColourMode, (row: MessageRow, theme: Theme) => Style> = {
  request({ request, status }, { role }) {
    if (request) return role.request;
    return status >= 300 ? role.failure : role.response;
  },
  'call-id': ({ dialog }, theme) => seriesOf(dialog, theme),
  cseq: ({ cseq }, { series }) => series[cseq % series.length]!,
};

function seriesOf(dialog: number, { series }: Theme): Style {
  return series[dialog % series.length]!;
}
