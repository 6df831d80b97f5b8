/** What is made from the program's tables: the pages of docs/, which must not be stale, and completion by a shell. */

import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ACTIONS } from '../../src/app/keymap';
import { SETTINGS } from '../../src/app/settings';
import { FLAGS } from '../../src/cli/flags';
import { completionScript } from '../../src/cli/reference/completion';
import { pages } from '../../src/cli/reference/pages';

const DOCS = path.join(__dirname, '..', '..', 'docs');
const made = pages();

test.each(Object.keys(made))('docs/%s is what the tables give; else run npm run docs', (name) => {
  expect(fs.readFileSync(path.join(DOCS, name), 'utf8')).toBe(made[name]);
});

test('the pages name every option, setting and action that a key is bound to', () => {
  const manual = made['sipladder.1']!.replaceAll('\\-', '-');
  for (const { name } of FLAGS) expect(manual).toContain(`\\fB--${name}\\fR`);
  for (const { name } of SETTINGS)
    expect([manual, made['reference.md']]).toEqual(Array(2).fill(expect.stringContaining(name)));
  for (const { description } of ACTIONS) expect(manual).toContain(description);
});

test('no line of the manual page is a request by accident', () => {
  const requests = made['sipladder.1']!.split('\n').filter((line) => /^[.']/.test(line));
  expect(new Set(requests.map((line) => /^\S+/.exec(line)![0]))).toEqual(
    new Set(['.TH', '.SH', '.SS', '.B', '.BR', '.PP', '.TP']),
  );
});

describe('completion by bash', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'completion-'));
  for (const name of ['calls.pcap', 'two words.pcap']) fs.writeFileSync(path.join(folder, name), '');
  afterAll(() => fs.rmSync(folder, { recursive: true }));

  /** What is proposed for the last of these words. */
  function proposed(...words: string[]): string[] {
    const quoted = ['sipladder', ...words].map((word) => `'${word}'`).join(' ');
    const lines = [
      completionScript('bash'),
      `COMP_WORDS=(${quoted}); COMP_CWORD=${words.length}`,
      `_sipladder; for one in "\${COMPREPLY[@]}"; do echo "$one"; done; complete -p sipladder >&2`,
    ];
    const text = execFileSync('bash', ['--norc', '-c', lines.join('\n')], {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return text
      .split('\n')
      .filter((line) => line !== '')
      .sort();
  }

  it('proposes options by their beginning', () => {
    expect(proposed('--pri')).toEqual(['--print']);
    expect(proposed('-')).toEqual(expect.arrayContaining(['-I', '--input', '-d', '--completion']));
  });

  it('proposes what an option takes', () => {
    expect(proposed('--print', 'd')).toEqual(['dialogs']);
    expect(proposed('--print', '=', 'la')).toEqual(['ladder']);
    expect(proposed('--keymap', '')).toEqual(['calls.pcap', 'default', 'sngrep', 'two words.pcap', 'vim']);
    expect(proposed('--keymap', 'v')).toEqual(['vim']);
    expect(proposed('--theme', 'hi')).toEqual(['high-contrast']);
    expect(proposed('--theme', 'tw')).toEqual(['two words.pcap']);
    expect(proposed('--completion', '')).toEqual(['bash', 'zsh']);
    expect(proposed('-d', 'an')).toEqual(['any']);
    // A root folder on its own has no /sys.
    const interfaces = fs.existsSync('/sys/class/net') ? fs.readdirSync('/sys/class/net') : [];
    expect(proposed('-d', '')).toEqual(['any', ...interfaces].sort());
  });

  it('proposes files, with blanks in their names', () => {
    expect(proposed('-I', '')).toEqual(['calls.pcap', 'two words.pcap']);
    expect(proposed('-O', 'two')).toEqual(['two words.pcap']);
  });

  it('proposes nothing for a number, and conditions of a filter for a word', () => {
    expect(proposed('--count', '')).toEqual([]);
    expect(proposed('-I', 'calls.pcap', 'meth')).toEqual(['method']);
  });
});
