/**
 * The theme of high contrast: the terminal's own text, nothing dimmed, and what has a colour has one behind it as well, so
 * that it can be read whatever the terminal's background is.
 */

import { PLAIN, type Style } from './cells';
import type { Theme } from './theme';

const BOLD: Style = { ...PLAIN, bold: true };
const UNDERLINE: Style = { ...PLAIN, underline: true };

const BLACK = 0;
const WHITE = 15;

function on(background: number, foreground: number, attributes: Partial<Style> = {}): Style {
  return { ...PLAIN, foreground, background, ...attributes };
}

const BAR = on(WHITE, BLACK);
const CURSOR = on(4, WHITE, { bold: true });
const ALERT = on(1, WHITE, { bold: true });
const CAUTION = on(11, BLACK, { bold: true });
const FOUND = on(14, BLACK);

export const HIGH_CONTRAST: Theme = {
  role: {
    text: PLAIN,
    dim: PLAIN,
    statusLine: BAR,
    statusName: { ...BAR, bold: true },
    statusMode: { ...BAR, bold: true },
    statusAlert: ALERT,
    filterLabel: BOLD,
    input: UNDERLINE,
    columnTitle: { ...BAR, underline: true },
    sortedTitle: { ...CAUTION, underline: true },
    cursorRow: CURSOR,
    mark: CAUTION,
    tree: PLAIN,
    hintKey: { ...BAR, bold: true },
    hintText: PLAIN,
    notice: BOLD,
    warning: CAUTION,
    error: ALERT,
    findingError: ALERT,
    findingWarning: CAUTION,
    findingNotice: BOLD,
    match: FOUND,
    currentMatch: { ...FOUND, bold: true, underline: true },
    headerName: BOLD,
    startLine: { ...BOLD, underline: true },
    body: PLAIN,
    border: BOLD,
    lifeline: PLAIN,
    time: PLAIN,
    request: BOLD,
    response: PLAIN,
    failure: ALERT,
    media: UNDERLINE,
    gap: CAUTION,
    field: PLAIN,
    focusedField: CURSOR,
    heading: { ...BOLD, underline: true },
  },
  method: {},
  state: {
    'in call': BOLD,
    busy: CAUTION,
    redirected: CAUTION,
    cancelled: ALERT,
    rejected: ALERT,
    'no answer': ALERT,
    unanswered: ALERT,
  },
  series: [FOUND, CAUTION, on(10, BLACK), on(4, WHITE), on(1, WHITE), BOLD],
};
