/** What only a process of its own on a pseudo terminal can show: exit codes, signals, /dev/tty, the mode it leaves. */

import { join } from 'node:path';
import { spawn } from '@lydell/node-pty';

const CHILD = join(__dirname, 'child.js');
const ENTER = '\x1b[?1049h';
const LEAVE = '\x1b[?1049l';

const running = new Set<ReturnType<typeof spawn>>();

afterEach(() => {
  for (const pty of running) pty.kill('SIGKILL');
});

interface Run {
  /** Everything that was written to the terminal. */
  written: string;
  code: number;
  /** The signal that killed it, or 0. */
  signal: number;
}

/** Runs a shell command on a terminal; `onReady` acts once the child has drawn its line. */
function run(command: string, onReady: (pty: ReturnType<typeof spawn>) => void): Promise<Run> {
  const env = { ...process.env, TERM: 'xterm-256color', LANG: 'C.UTF-8', NODE: process.execPath, CHILD };
  const pty = spawn('/bin/sh', ['-c', command], { cols: 60, rows: 10, env, cwd: join(__dirname, '../..') });
  running.add(pty);
  return new Promise((resolve) => {
    let written = '';
    let ready = false;
    pty.onData((text) => {
      written += text;
      if (ready || !written.includes('ready-60x10-256')) return;
      ready = true;
      onReady(pty);
    });
    pty.onExit(({ exitCode, signal }) => {
      running.delete(pty);
      resolve({ written, code: exitCode, signal: signal ?? 0 });
    });
  });
}

/** Expects that the terminal was taken over and given back, and that `after` follows that. */
function check(result: Run, code: number, after: RegExp) {
  expect(result.written).toContain(ENTER);
  const [, rest] = result.written.split(LEAVE);
  expect(rest).toMatch(after);
  expect(result.code).toBe(code);
}

/** Says behind the child how it ended, and whether the terminal echoes again. */
const THEN = '; code=$?; stty -a | grep -ow -e "-\\?echo" -e "-\\?icanon" | tr "\\n" " "; exit $code';

test('a key ends it in order', async () => {
  check(await run(`"$NODE" "$CHILD"${THEN}`, (pty) => pty.write('q')), 0, /(?<!-)icanon echo /);
}, 20_000);

test('keys are read from /dev/tty when standard input is a capture', async () => {
  check(await run(`echo capture | "$NODE" "$CHILD"${THEN}`, (pty) => pty.write('q')), 0, /(?<!-)icanon echo /);
}, 20_000);

test('an exception is told behind the restored screen', async () => {
  check(
    await run(`"$NODE" "$CHILD"${THEN}`, (pty) => pty.write('x')),
    1,
    /Error: thrown on x\r\n[\s\S]*(?<!-)icanon echo /,
  );
}, 20_000);

test('SIGTERM ends it with 143', async () => {
  // exec: the signal goes to the child itself.
  check(await run('exec "$NODE" "$CHILD"', (pty) => pty.kill('SIGTERM')), 143, /^[^\p{L}]*$/u);
}, 20_000);

test('a terminal that hangs up ends it in order, without a core dump', async () => {
  const { code, signal } = await run('exec "$NODE" "$CHILD"', (pty) => (pty as unknown as Destroyable).destroy());
  expect([code, signal]).toEqual([7, 0]);
}, 20_000);

/** Missing in the type definitions of node-pty: closes its end of the terminal. */
interface Destroyable {
  destroy(): void;
}
