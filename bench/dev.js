/** `npm run dev`: shows a sample, builds and starts again whenever a source is saved. */

const { spawn, spawnSync } = require('node:child_process');
const { watch } = require('node:fs');
const path = require('node:path');

const ROOT = path.join(__dirname, '..');
const WATCHED = ['src', 'keymaps'];
/** An editor writes several times for one save. */
const SETTLE_MS = 200;

const args = process.argv.slice(2);
const options = args.length > 0 ? args : ['-I', path.join(ROOT, 'samples', 'mixed.pcapng')];

let child = null;
let timer = null;
let restarting = false;

function start() {
  restarting = false;
  const build = spawnSync('npm', ['run', '--silent', 'build'], { cwd: ROOT, stdio: ['ignore', 'inherit', 'inherit'] });
  // What is wrong stands on the terminal; the next save tries again.
  if (build.status !== 0) return;
  child = spawn(process.execPath, ['--enable-source-maps', path.join(ROOT, 'dist', 'cli', 'main.js'), ...options], {
    stdio: 'inherit',
  });
  child.on('exit', (code) => {
    child = null;
    if (restarting) start();
    else process.exit(code ?? 0);
  });
}

function changed() {
  clearTimeout(timer);
  timer = setTimeout(() => {
    if (child === null) {
      start();
      return;
    }
    restarting = true;
    child.kill('SIGTERM');
  }, SETTLE_MS);
}

// The program has the terminal: its signals are its own business.
process.on('SIGINT', () => undefined);
for (const folder of WATCHED) watch(path.join(ROOT, folder), { recursive: true }, changed);
start();
