/** Slips that manuals and web pages teach: what was pasted looks right and is not. Each is answered with how to write it. */

import { UsageError } from './usage-error';

/** Hyphens, dashes and minus signs that are none to a program. */
const DASH = /^[\u2010-\u2015\u2212]+(?=[A-Za-z])/;
/** Quotes that a shell does not know. */
const QUOTE = /[\u2018-\u201f\u00ab\u00bb]/;

/** Throws UsageError for the first word that is one of them. Words behind `--` are left alone. */
export function refuseSlips(argv: readonly string[]): void {
  for (const word of argv) {
    if (word === '--') return;
    if (DASH.test(word)) {
      // What sets texts nicely makes one dash of two.
      const plain = word
        .replace(DASH, '')
        .replace(/^(?=.$)/u, '-')
        .replace(/^(?!-)/, '--');
      throw new UsageError(`${word}: begins with a dash that is no hyphen: write ${plain}`);
    }
    const quote = QUOTE.exec(word[0] ?? '')?.[0] ?? QUOTE.exec(word.at(-1) ?? '')?.[0];
    if (quote !== undefined) {
      throw new UsageError(`${word}: ${quote} is a quote that a shell does not know: write ' or "`);
    }
  }
}

/** What to say of a file behind -c, which other programs take as their settings; null where there is none. */
export function settingsSlip(argv: readonly string[], exists: (path: string) => boolean): UsageError | null {
  const file = argv.find((word, i) => argv[i - 1] === '-c' && exists(word));
  if (file === undefined) return null;
  const hint = '-f FILE reads settings, --keymap FILE keys';
  return new UsageError(`-c ${file}: -c keeps only dialogs that begin with an INVITE, and takes no file; ${hint}`);
}
