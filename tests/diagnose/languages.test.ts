/** Translations of findings: which sentences are missing (they are told in English), and that none has what English has not. */

import fs from 'node:fs';
import path from 'node:path';
import { SEVERITIES } from '../../src/diagnose/finding';
import { LANGUAGES, languageOfLocale } from '../../src/diagnose/languages/language';
import { TRANSLATIONS, wordsIn } from '../../src/diagnose/languages/translations';
import type { Sentences } from '../../src/diagnose/rule';
import { RULES } from '../../src/diagnose/rules';
import { durationText, worded } from '../../src/diagnose/wording';
import { Session } from '../../src/engine/session';
import { NO_LIMITS } from '../../src/store/store';
import { dialogsOf } from '../store/play';

const CODES = new Map<string, Sentences>(RULES.map((rule) => [rule.code, rule]));

/** `not-found title`, `no-ack also.late`: names and texts of sentences. */
function sentencesOf(code: string, { title, explanation, advice, also = {} }: Partial<Sentences>): [string, string][] {
  const further = Object.entries(also).map(([name, text]): [string, string] => [`also.${name}`, text]);
  const main = Object.entries({ title, explanation, advice }).filter(
    (row): row is [string, string] => row[1] !== undefined,
  );
  return [...main, ...further].map(([name, text]) => [`${code} ${name}`, text]);
}

const ENGLISH = new Map([...CODES].flatMap(([code, sentences]) => sentencesOf(code, sentences)));

const places = (text: string) => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort();

describe.each(Object.entries(TRANSLATIONS))('%s', (language, { words, findings }) => {
  const translated = Object.entries(findings).flatMap(([code, sentences]) => sentencesOf(code, sentences));

  test('has sentences of rules that there are, with the places of the English ones', () => {
    const wrong = translated.flatMap(([name, text]) => {
      const english = ENGLISH.get(name);
      if (english === undefined) return [`${name}: there is no such sentence in English`];
      const [here, there] = [places(text).join(' '), places(english).join(' ')];
      return here === there ? [] : [`${name}: has ${here || 'no places'}, English has ${there || 'none'}`];
    });
    expect(wrong).toEqual([]);
  });

  test('has a title without a full stop, and whole sentences else', () => {
    const titles = translated.filter(([name]) => name.endsWith(' title'));
    const others = translated.filter(([name]) => !name.endsWith(' title'));
    expect(titles.filter(([, text]) => /[.!]$/.test(text))).toEqual([]);
    // But a value that is a sentence ends as it does.
    const isEnded = (name: string, text: string) => /[.!?]$/.test(text) || ENGLISH.get(name)?.endsWith('}') === true;
    expect(others.filter(([name, text]) => !isEnded(name, text))).toEqual([]);
  });

  test('has all words of a report', () => {
    expect(Object.keys(words)).toEqual(Object.keys(wordsIn('en')));
    expect(Object.keys(words.severities).sort()).toEqual([...SEVERITIES].sort());
  });

  test('what is missing is listed', () => {
    const names = new Set(translated.map(([name]) => name));
    const missing = [...ENGLISH.keys()].filter((name) => !names.has(name));
    // Told, not refused: a new rule need not wait for its translations.
    if (missing.length > 0) process.stdout.write(`${language}: told in English: ${byCode(missing)}\n`);
    expect(names.size + missing.length).toBe(ENGLISH.size);
  });
});

/** `no-ack (all), loop also.self`. */
function byCode(names: readonly string[]): string {
  const codes = [...new Set(names.map((name) => name.split(' ')[0]))];
  const of = (code: string, all: Iterable<string>) => [...all].filter((name) => name.startsWith(`${code} `));
  const parts = codes.map((code) => {
    const lacking = of(code, names);
    if (lacking.length === of(code, ENGLISH.keys()).length) return `${code} (all)`;
    return lacking.join(', ');
  });
  return parts.join(', ');
}

test('no place is left open in what the samples show, in any language', async () => {
  const folder = path.join(__dirname, '../../samples/findings');
  const open: string[] = [];
  for (const name of fs.readdirSync(folder).filter((one) => one.endsWith('.pcap'))) {
    const session = await Session.open([path.join(folder, name)], NO_LIMITS);
    await session.readAll();
    session.settleFindings();
    const { store, diagnosis } = session;
    const found = [...dialogsOf(store).flatMap((row) => diagnosis!.findings(row)), ...diagnosis!.ofAddresses()];
    for (const finding of found)
      for (const language of LANGUAGES) {
        const { title, explanation, advice } = worded(finding, String, language);
        const text = `${title} ${explanation} ${advice}`;
        if (/\{\w+\}|undefined|NaN/.test(text)) open.push(`${name}, ${language}: ${text}`);
      }
    session.close();
  }
  expect(open).toEqual([]);
});

describe('the language of a locale', () => {
  test.each([
    [{}, 'en'],
    [{ LANG: 'C.UTF-8' }, 'en'],
    [{ LANG: 'es_AR.UTF-8' }, 'es'],
    [{ LANG: 'pt' }, 'pt'],
    [{ LANG: 'fr_CA.UTF-8', LC_MESSAGES: 'ru_RU.KOI8-R' }, 'ru'],
    [{ LANG: 'fr_CA.UTF-8', LC_MESSAGES: 'ru_RU', LC_ALL: 'pt_BR@x' }, 'pt'],
    [{ LANG: 'fr_CA.UTF-8', LC_MESSAGES: '', LC_ALL: '' }, 'fr'],
    [{ LANG: 'fr_CA.UTF-8', LC_ALL: 'POSIX' }, 'en'],
    [{ LANG: 'de_DE.UTF-8' }, 'en'],
    // The word, not its beginning.
    [{ LANG: 'est' }, 'en'],
  ])('%j is %s', (env, language) => expect(languageOfLocale(env)).toBe(language));
});

test.each([
  [870, 'en', '870 ms'],
  [31_960, 'en', '32.0 s'],
  [299_900, 'en', '299.9 s'],
  // What lasts long is told in minutes, too.
  [1_860_700, 'en', '1860.7 s (31 min)'],
  [1_860_700, 'ru', '1860,7 с (31 мин)'],
] as const)('%d ms in %s: %s', (ms, language, text) => expect(durationText(ms, language)).toBe(text));

describe('a finding', () => {
  const code = 'not-found';
  const english = CODES.get(code)!;
  const values = { server: '192.0.2.1\u001b[2J', uri: 'sip:b\u202eob@example.com' };
  const told = (language: (typeof LANGUAGES)[number]) => worded({ code, severity: 'error', values }, String, language);

  test('is told in each language, with its values made safe', () => {
    expect(new Set(LANGUAGES.map((language) => told(language).title)).size).toBe(LANGUAGES.length);
    for (const language of LANGUAGES) {
      const { explanation } = told(language);
      expect(explanation).toContain('192.0.2.1\u241b[2J');
      expect(explanation).toContain('sip:b\ufffdob@example.com');
    }
  });

  test('in French is not broken before its punctuation', () => {
    const finding = { code: 'auth-not-answered', severity: 'error', values: { realm: 'a : b' } } as const;
    const { explanation, advice } = worded(finding, String, 'fr');
    expect(advice).toContain('«\u00a0a : b\u00a0»');
    expect(explanation).toContain('essai\u00a0:');
    const { explanation: spanish } = worded(finding, String, 'es');
    expect(spanish).not.toContain('\u00a0');
  });

  test('of which a sentence is missing is told in English', () => {
    const findings = TRANSLATIONS.es.findings as Record<string, Partial<Sentences>>;
    const whole = findings[code];
    const { advice, ...rest } = whole;
    findings[code] = rest;
    expect(told('es')).toMatchObject({ title: whole.title, advice: english.advice });
    findings[code] = whole;
    expect(told('es').advice).toBe(advice);
  });
});
