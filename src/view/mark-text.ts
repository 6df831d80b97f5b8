/** How far what is looked at is from what is marked. */

import { markedElsewhere, sinceMarkUs } from '../app/ladder-mark';
import type { LadderScreen } from '../app/ladder-screen';
import type { Model } from '../app/model';
import type { RowKey } from '../ladder/ladder';
import { signedFineSpanText } from '../ladder/times';

/** `+1.234 s from mark`, `marked`; empty where nothing is. */
export function markText(
  model: Model,
  row: { key: RowKey; timeUs: number } | null,
  ladder: LadderScreen | null,
): string {
  if (model.mark === null || row === null) return '';
  const since = sinceMarkUs(model, row);
  if (since === null) return 'marked';
  const where = ladder !== null && markedElsewhere(model, ladder) ? ' in another call' : '';
  return `${signedFineSpanText(since / 1000)} from mark${where}`;
}
