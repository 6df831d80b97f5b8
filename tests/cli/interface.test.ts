/** The program on a terminal of its own: how it begins where nothing can be drawn, and how it ends. */

import fs from 'node:fs';
import path from 'node:path';
import { spawn } from '@lydell/node-pty';
import { bundle, ROOT } from '../built';

let folder: string;
const running = new Set<ReturnType<typeof spawn>>();

beforeAll(() => {
  folder = bundle(['src/cli/main.ts', 'src/engine/worker.ts']);
  fs.cpSync(path.join(ROOT, 'keymaps'), path.join(folder, 'keymaps'), { recursive: true });
}, 30_000);

afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

afterEach(() => {
  for (const pty of running) pty.kill('SIGKILL');
});

/** Runs it on a sample; `keys` are typed once `sign` is seen. Without those it must end by itself. */
function run(term: string, sign = '', keys = ''): Promise<{ written: string; code: number }> {
  const args = [path.join(folder, 'dist/cli/main.js'), '-I', path.join(ROOT, 'samples/rejected.pcap')];
  const env = { ...process.env, LANG: 'C.UTF-8', HOME: folder };
  // By a shell: an empty TERM would be made one that is not.
  const line = `TERM='${term}' exec "$0" "$@"`;
  const pty = spawn('/bin/sh', ['-c', line, process.execPath, ...args], { cols: 100, rows: 24, cwd: folder, env });
  running.add(pty);
  return new Promise((resolve) => {
    let written = '';
    let typed = sign === '';
    pty.onData((text) => {
      written += text;
      if (typed || !written.includes(sign)) return;
      typed = true;
      pty.write(keys);
    });
    pty.onExit(({ exitCode }) => {
      running.delete(pty);
      resolve({ written, code: exitCode });
    });
  });
}

test.each(['dumb', ''])(
  'a terminal that nothing can be drawn on (%j) is one line and code 1',
  async (term) => {
    const { written, code } = await run(term);
    expect([written, code]).toEqual([
      `sipladder: the terminal cannot be drawn on (TERM is "${term}"): set TERM to what it is, or use --print\r\n`,
      1,
    ]);
  },
  20_000,
);

test('a key ends it with 0, and the screen is given back', async () => {
  const { written, code } = await run('xterm-256color', 'F1', 'q');
  expect([written.includes('rejected.pcap'), code]).toEqual([true, 0]);
  expect(written).toContain('\x1b[?1049l');
}, 20_000);

test('a click on a hint does what its key does, and the mouse is given back', async () => {
  // `q Quit` on the last of 24 rows.
  const { written, code } = await run('xterm-256color', 'Quit', '\x1b[<0;94;24M\x1b[<0;94;24m');
  expect(code).toBe(0);
  const modes = written.match(/\x1b\[\?100[026][hl]/g);
  expect(modes?.at(-1)).toBe('\x1b[?1000l');
  expect(modes).toHaveLength(6);
}, 20_000);
