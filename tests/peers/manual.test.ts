/** The manual page as groff reads it, and completion as zsh does it. */

import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { spawn } from '@lydell/node-pty';
import { completionScript } from '../../src/cli/reference/completion';
import { peer } from './peers';

/** For a shell that starts on a busy machine. */
const PATIENCE_MS = 15_000;

const PAGE = path.join(__dirname, '..', '..', 'docs', 'sipladder.1');

test('groff has no complaint about the manual page', () => {
  const args = ['-man', '-Tutf8', '-ww', '-rLL=100n', '-P-c', PAGE];
  const text = peer('groff', args).replace(/.\x08/g, '');
  expect(spawnSync('groff', args, { encoding: 'utf8' }).stderr).toBe('');
  expect(text).toMatch(/^ +-I, --input FILE$/m);
  expect(text).toMatch(/^EXIT STATUS$/m);
});

describe('completion by zsh', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'zsh-'));
  fs.writeFileSync(path.join(folder, 'calls.pcap'), '');
  fs.writeFileSync(path.join(folder, 'script'), completionScript('zsh'));
  afterAll(() => fs.rmSync(folder, { recursive: true }));

  /** What zsh has written on its terminal once Tab made it `whole`, or all that it wrote until then. */
  function completed(typed: string, whole: string): Promise<string> {
    const env = { PATH: process.env.PATH ?? '', TERM: 'dumb', LANG: 'C.UTF-8', HOME: folder };
    const shell = spawn('zsh', ['-f', '-i'], { cwd: folder, env, cols: 200, rows: 24 });
    return new Promise((resolve) => {
      let seen = '';
      let asked = false;
      const end = () => {
        clearTimeout(patience);
        shell.kill();
        resolve(seen);
      };
      const patience = setTimeout(end, PATIENCE_MS);
      shell.onData((text) => {
        seen += text;
        if (!asked && seen.includes('is ready')) {
          asked = true;
          seen = '';
          shell.write(`${typed}\t`);
        } else if (asked && seen.includes(whole)) end();
      });
      shell.write("autoload -Uz compinit; compinit -D; source ./script; PS1=; echo 'is' ready\n");
    });
  }

  it.each([
    ['sipladder --pri', 'sipladder --print '],
    ['sipladder --print dia', 'sipladder --print dialogs '],
    ['sipladder -I ca', 'sipladder -I calls.pcap '],
  ])('of %s', async (typed, whole) => {
    expect(await completed(typed, whole)).toContain(whole);
  });
});
