/** The translations by language. A new one is a file beside this one, a row here and its name in language.ts. */

import type { Sentences } from '../rule';
import { EN } from './en';
import { ES } from './es';
import { FR } from './fr';
import type { Language, ReportWords, Translation } from './language';
import { PT } from './pt';
import { RU } from './ru';

export const TRANSLATIONS: Readonly<Record<Exclude<Language, 'en'>, Translation>> = { es: ES, fr: FR, pt: PT, ru: RU };

export function wordsIn(language: Language): ReportWords {
  return language === 'en' ? EN : TRANSLATIONS[language].words;
}

/** In English what the language has not. */
export function sentencesIn(language: Language, code: string, english: Sentences): Sentences {
  const translated = language === 'en' ? undefined : TRANSLATIONS[language].findings[code];
  return translated === undefined
    ? english
    : { ...english, ...translated, also: { ...english.also, ...translated.also } };
}
