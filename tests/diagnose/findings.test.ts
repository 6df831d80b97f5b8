/** Runs the cases of tests/specs/findings: packets in, and what diagnosis says of each call. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RULES } from '../../src/diagnose/rules';
import type { Store } from '../../src/store/store';
import { dialogsOf } from '../store/play';
import { diagnosed } from './case';

const FOLDER = join(__dirname, '../specs/findings');

interface Case {
  title: string;
  /** What stands behind ```packets: `open`. */
  manner: string;
  packets: string;
  expected: string;
}

const files = readdirSync(FOLDER).filter((name) => name.endsWith('.md') && name !== 'README.md');

for (const file of files) {
  describe(file.replace('.md', ''), () => {
    const cases = casesIn(readFileSync(join(FOLDER, file), 'utf8'));
    test('has cases', () => expect(cases.length).toBeGreaterThan(0));
    for (const one of cases)
      test(one.title, () => {
        expect(found(one)).toBe(one.expected);
        // What is found must not depend on when it is looked for.
        expect(found(one, true)).toBe(one.expected);
      });
  });
}

test('every rule has a file of cases, of which one finds it and one does not', () => {
  const lacking = RULES.map(({ code }) => code).filter((code) => {
    if (!files.includes(`${code}.md`)) return true;
    const cases = casesIn(readFileSync(join(FOLDER, `${code}.md`), 'utf8'));
    const finds = ({ expected }: Case) => new RegExp(`: ${code} `, 'm').test(expected);
    return !cases.some(finds) || cases.every(finds);
  });
  expect(lacking).toEqual([]);
});

/**
 * `one: not-found error 1 2`: Call-ID, code, severity, the messages that prove it, by their lines. Behind them those of
 * addresses, `192.0.2.66: scanner warning 12`, with how many dialogs prove it.
 */
function found({ manner, packets }: Case, atOnce = false): string {
  const { store, diagnosis } = diagnosed(packets, { open: manner.includes('open'), atOnce });
  const lines = dialogsOf(store).flatMap((row) => {
    const call = store.names.callId(row).replace('@example.com', '');
    const findings = diagnosis.findings(row);
    expect(diagnosis.codes(row)).toEqual(findings.map(({ code }) => code));
    if (findings.length > 0) expect(diagnosis.severity(row)).toBe(findings[0].severity);
    return findings.map(({ code, severity, messages = [] }) =>
      [`${call}: ${code}`, severity, ...messages.map((message) => numberOf(store, message))].join(' '),
    );
  });
  for (const { address, code, severity, count } of diagnosis.ofAddresses())
    lines.push(`${address}: ${code} ${severity} ${count}`);
  return lines.length === 0 ? 'none' : lines.join('\n');
}

function numberOf(store: Store, message: number): number {
  return store.messages.columns.number[message];
}

function casesIn(text: string): Case[] {
  return text
    .split(/^## /m)
    .slice(1)
    .map((section) => {
      const [, manner, packets] = /```packets(.*)\n([\s\S]*?)```/.exec(section) ?? [];
      const [, expected] = /```expect\n([\s\S]*?)```/.exec(section) ?? [];
      const title = section.slice(0, section.indexOf('\n')).trim();
      if (packets === undefined || expected === undefined)
        throw new Error(`"${title}" has no packets or expects nothing`);
      return { title, manner: manner.trim(), packets, expected: expected.trim() };
    });
}
