/** What was found wrong with the calls of a drawn ladder, in sentences, to stand below the drawing. */

import { visible } from '../decode/visible';
import type { Diagnosis } from '../diagnose/diagnosis';
import { rankOf, type Severity } from '../diagnose/finding';
import type { Language } from '../diagnose/languages/language';
import { wordsIn } from '../diagnose/languages/translations';
import type { Store } from '../store/store';
import { findingRecord } from './finding-records';

/** Who knows what is wrong with the calls, and in which language it is told. */
export interface FindingsWish {
  diagnosis: Diagnosis;
  language: Language;
}

/** Every text is safe to show. */
export interface SheetFinding {
  /** Index of the call. */
  call: number;
  /** Of its sentences. */
  language: Language;
  code: string;
  severity: Severity;
  /** `Error: Nobody answers`. */
  title: string;
  explanation: string;
  /** What the other side said, a line each. */
  said: string[];
  /** `What to try: ...` in its two parts. */
  adviceTitle: string;
  advice: string;
  /** Ids and numbers of the messages that prove it. */
  messages: { id: number; number: number }[];
}

/** The gravest first. `dialogs` are rows of the store; none without a wish. */
export function sheetFindings(store: Store, dialogs: readonly number[], wish: FindingsWish | null): SheetFinding[] {
  if (wish === null) return [];
  const { diagnosis, language } = wish;
  const words = wordsIn(language);
  const found = dialogs.flatMap((dialog) =>
    diagnosis.findings(dialog).map<SheetFinding>((finding) => {
      const { code, severity, title, explanation, said, advice } = findingRecord(store, dialog, finding, language);
      const messages = (finding.messages ?? []).map((row) => ({
        id: store.messageId(row),
        number: store.messages.columns.number[row],
      }));
      return {
        ...{ call: store.dialogs.columns.index[dialog], language, code, severity, explanation, advice, messages },
        title: `${words.severities[severity]}: ${title}`,
        said: said.map((text) => visible(text)),
        adviceTitle: words.advice,
      };
    }),
  );
  return found.sort((a, b) => rankOf(b.severity) - rankOf(a.severity));
}

/** `Error: Nobody answers (no-response)`, behind the number of its call where there are several. */
export function findingTitle({ call, title, code }: SheetFinding, severalCalls: boolean): string {
  return `${severalCalls ? `${call}: ` : ''}${title} (${code})`;
}
