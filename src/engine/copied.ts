/** Texts for the clipboard that a screen has only in part. Safe to show, as everything that is answered. */

import { CLIPBOARD_BYTES } from '../budgets';
import type { LadderSheet } from '../export/ladder-sheet';
import { ladderText } from '../export/ladder-text';
import type { Ladder } from '../ladder/ladder';
import type { Store } from '../store/store';
import { shown } from '../store/text';
import { messageSnapshot } from './message';
import type { CopySnapshot } from './protocol';

/** Null when the dialog has gone. */
export function copiedCallId(store: Store, dialog: number): CopySnapshot | null {
  const row = store.dialogRow(dialog);
  return row < 0 ? null : { kind: 'copy', text: shown(store.names.callId(row)) };
}

/** The text of all messages, a blank line between them. */
export function copiedMessages(store: Store, ladder: Ladder): CopySnapshot {
  let text = '';
  for (let row = 0; row < ladder.length; row++) {
    text += `${row === 0 ? '' : '\n'}${messageSnapshot(store, ladder.signalAt(row)).lines.join('\n')}\n`;
    if (text.length > CLIPBOARD_BYTES) return { kind: 'copy', text: null };
  }
  return { kind: 'copy', text };
}

/** The whole ladder as text, its calls named above it. */
export function copiedLadder(sheet: LadderSheet): CopySnapshot {
  let text = '';
  for (const line of ladderText(sheet)) {
    text += `${line}\n`;
    if (text.length > CLIPBOARD_BYTES) return { kind: 'copy', text: null };
  }
  return { kind: 'copy', text };
}
