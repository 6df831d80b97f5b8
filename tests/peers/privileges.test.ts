/**
 * Giving up root, for real: programs started as root become somebody else, and the kernel is asked what they are then.
 * Needs root. The users are made in a mount namespace of the test's own; the machine's stay as they are.
 */

import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { bundle } from '../built';
import { ROOT } from './peers';

const CALLER = { uid: 47110, gid: 47110, groups: [47111, 47112] };
const OTHER = { uid: 47120, gid: 100 };
const NOBODY = 65534;
/** Of the root that starts the program. */
const ROOTS_GROUPS = '0,4,27';
const BY_SUDO = { SUDO_UID: String(CALLER.uid), SUDO_GID: '0', SUDO_USER: 'ladder-caller', HOME: '/root' };

let built: string;
let folder: string;

beforeAll(() => {
  if (process.getuid?.() !== 0) throw new Error('NOT ROOT: these tests are about giving root up; run them with sudo');
  built = bundle(['src/cli/privileges.ts', 'src/cli/user-folders.ts']);
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sipladder-privileges-'));
  fs.chmodSync(folder, 0o755);
  fs.mkdirSync(at('home'));
  fs.chownSync(at('home'), CALLER.uid, CALLER.gid);
  fs.writeFileSync(at('roots'), 'secret', { mode: 0o600 });
  fs.writeFileSync(at('groups'), 'shared', { mode: 0o640 });
  fs.chownSync(at('groups'), 0, CALLER.groups[0]);
  writeUsers();
}, 60_000);

afterAll(() => {
  for (const made of [built, folder]) if (made) fs.rmSync(made, { recursive: true, force: true });
});

function at(name: string): string {
  return path.join(folder, name);
}

function writeUsers(): void {
  const users = [
    `ladder-caller:x:${CALLER.uid}:${CALLER.gid}::${at('home')}:/bin/sh`,
    `ladder-other:x:${OTHER.uid}:${OTHER.gid}::/nonexistent:/bin/sh`,
  ];
  const [first, second] = CALLER.groups;
  const groups = [
    `ladder-caller:x:${CALLER.gid}:`,
    `ladder-voip:x:${first}:ladder-caller`,
    `ladder-night:x:${second}:ladder-other,ladder-caller`,
  ];
  fs.writeFileSync(at('passwd'), `${fs.readFileSync('/etc/passwd', 'utf8').trimEnd()}\n${users.join('\n')}\n`);
  fs.writeFileSync(at('group'), `${fs.readFileSync('/etc/group', 'utf8').trimEnd()}\n${groups.join('\n')}\n`);
}

/** What every program here begins with. */
const PROLOGUE = `
const fs = require('node:fs');
const net = require('node:net');
const { Worker } = require('node:worker_threads');
const [built, folder, root] = process.argv.slice(2);
const { whomToBecome, become } = require(built + '/dist/cli/privileges.js');
const { folderFor, homeOf } = require(built + '/dist/cli/user-folders.js');
const LIBC = \`
  const koffi = require(require.resolve('koffi', { paths: [root] }));
  const libc = koffi.load('libc.so.6');
  const errno = (call) => (call < 0 ? Object.entries(koffi.os.errno).find(([, one]) => one === koffi.errno())[0] : 'allowed');
  const setresuid = libc.func('int setresuid(uint, uint, uint)');
  const setresgid = libc.func('int setresgid(uint, uint, uint)');
  const socket = libc.func('int socket(int, int, int)');
  const waysBack = () => ({
    setresuid: errno(setresuid(0, 0, 0)),
    setresgid: errno(setresgid(0, 0, 0)),
    packets: errno(socket(17, 3, 0x300)),
  });
\`;
const failing = (act) => { try { act(); return 'allowed'; } catch (error) { return error.code; } };
const refused = (act) => act.then(() => 'allowed', (error) => error.code);
const say = (result) => fs.writeSync(1, JSON.stringify(result));
`;

interface Start {
  env?: Record<string, string>;
  /** Options of setpriv(1) for the root that starts the program. */
  setpriv?: readonly string[];
}

/** Runs a program as root, where the users are known. Gives what it said. */
function asRoot<T>(program: string, { env = BY_SUDO, setpriv = [] }: Start = {}): T {
  const script = at(`program-${fs.readdirSync(folder).length}.js`);
  fs.writeFileSync(script, `${PROLOGUE}(async () => {${program}})();`);
  const mounts = ['passwd', 'group'].map((name) => `mount --bind '${at(name)}' /etc/${name}`).join(' && ');
  const start = ['setpriv', '--groups', ROOTS_GROUPS, ...setpriv, process.execPath, script, built, folder, ROOT];
  const run = spawnSync('unshare', ['--mount', 'bash', '-c', `${mounts} && exec "$@"`, 'bash', ...start], {
    encoding: 'utf8',
    env: { PATH: process.env.PATH, ...env },
    cwd: '/root',
  });
  if (run.error) throw new Error(`unshare IS NOT INSTALLED (util-linux): ${run.error.message}`);
  if (run.status !== 0) throw new Error(`ended with ${run.status ?? run.signal}: ${run.stderr}`);
  return JSON.parse(run.stdout) as T;
}

interface Thread {
  id: string;
  Uid: string;
  Gid: string;
  Groups: string;
  CapPrm: string;
  CapEff: string;
  CapAmb: string;
}

/** Of every thread, with a worker and the pool for file operations started before; `worker` is the worker's. */
const THREADS = `
  const worker = new Worker(\`
    const fs = require('node:fs');
    const { parentPort } = require('node:worker_threads');
    parentPort.on('message', () => undefined);
    parentPort.postMessage(fs.readlinkSync('/proc/thread-self'));
  \`, { eval: true });
  const link = await new Promise((resolve) => worker.once('message', resolve));
  await fs.promises.readFile('/etc/hostname');
  const asked = process.env.ASKED ?? null;
  const identity = whomToBecome(asked);
  if (identity !== null) become(identity);
  const threads = fs.readdirSync('/proc/self/task').map((id) => {
    const lines = fs.readFileSync('/proc/self/task/' + id + '/status', 'utf8').split('\\n').map((line) => line.split(':'));
    return Object.fromEntries([['id', id], ...lines.map(([name, value]) => [name, (value ?? '').trim()])]);
  });
  say({ threads, worker: link.split('/').at(-1), home: homeOf(process.env, identity) });
  process.exit(0);
`;

interface Became {
  threads: Thread[];
  worker: string;
  home: string;
}

/** All threads are this user: real, effective, saved and for files, without a capability. */
function expectAll({ threads, worker }: Became, uid: number, gid: number, groups: readonly number[]): void {
  expect(threads.length).toBeGreaterThan(5);
  expect(threads.map(({ id }) => id)).toContain(worker);
  const none = '0000000000000000';
  for (const { Uid, Gid, Groups, CapPrm, CapEff, CapAmb } of threads) {
    expect({ Uid, Gid, Groups, CapPrm, CapEff, CapAmb }).toEqual({
      Uid: Array(4).fill(uid).join('\t'),
      Gid: Array(4).fill(gid).join('\t'),
      Groups: groups.join(' '),
      CapPrm: none,
      CapEff: none,
      CapAmb: none,
    });
  }
}

it('all threads become who called sudo, with the groups of that user and none of root’s', () => {
  const became = asRoot<Became>(THREADS);
  expectAll(became, CALLER.uid, CALLER.gid, [CALLER.gid, ...CALLER.groups]);
  expect(became.home).toBe(at('home'));
});

it('all threads become nobody where root itself started it', () => {
  const gid = Number(execFileSync('getent', ['passwd', 'nobody'], { encoding: 'utf8' }).split(':')[3]);
  expectAll(asRoot(THREADS, { env: {} }), NOBODY, gid, [gid]);
});

it('all threads become who is asked for', () => {
  const became = asRoot<Became>(THREADS, { env: { ...BY_SUDO, ASKED: 'ladder-other' } });
  expectAll(became, OTHER.uid, OTHER.gid, [OTHER.gid, CALLER.groups[1]]);
});

it('--user root keeps root, groups and capabilities included', () => {
  const { threads } = asRoot<Became>(THREADS, { env: { ...BY_SUDO, ASKED: 'root' } });
  const capable = fs.readFileSync('/proc/self/status', 'utf8').match(/^CapEff:\s*(\w+)$/m)?.[1];
  for (const { Uid, Groups, CapEff } of threads) {
    expect({ Uid, Groups, CapEff }).toEqual({ Uid: '0\t0\t0\t0', Groups: '0 4 27', CapEff: capable });
  }
});

it('there is no way back, neither through Node nor past it, on no thread', () => {
  const result = asRoot<Record<string, unknown>>(`
    eval(LIBC.replaceAll('const ', 'var '));
    const worker = new Worker(\`
      const { parentPort, workerData: root } = require('node:worker_threads');
      \${LIBC}
      parentPort.on('message', () => parentPort.postMessage(waysBack()));
      parentPort.postMessage('ready');
    \`, { eval: true, workerData: root });
    const next = () => new Promise((resolve) => worker.once('message', resolve));
    await next();
    become(whomToBecome(null));
    const byNode = {
      setuid: failing(() => process.setuid(0)),
      seteuid: failing(() => process.seteuid('root')),
      setgid: failing(() => process.setgid(0)),
      setgroups: failing(() => process.setgroups([0])),
      initgroups: failing(() => process.initgroups('root', 0)),
    };
    const mine = waysBack();
    worker.postMessage('go');
    say({ byNode, mine, workers: await next() });
    process.exit(0);
  `);
  const past = { setresuid: 'EPERM', setresgid: 'EPERM', packets: 'EPERM' };
  expect(result).toEqual({
    byNode: { setuid: 'EPERM', seteuid: 'EPERM', setgid: 'EPERM', setgroups: 'EPERM', initgroups: 'EPERM' },
    mine: past,
    workers: past,
  });
});

const FILES = `
  const worker = new Worker(\`
    const fs = require('node:fs');
    const { parentPort, workerData: folder } = require('node:worker_threads');
    const refused = (act) => act.then(() => 'allowed', (error) => error.code);
    parentPort.on('message', async () => {
      fs.writeFileSync(folder + '/home/by-worker', '');
      await fs.promises.writeFile(folder + '/home/by-worker-later', '');
      parentPort.postMessage(await refused(fs.promises.readFile(folder + '/roots')));
    });
    fs.promises.readFile(folder + '/roots').then(() => parentPort.postMessage('ready'));
  \`, { eval: true, workerData: folder });
  const next = () => new Promise((resolve) => worker.once('message', resolve));
  await next();
  await fs.promises.readFile(folder + '/roots');
  const identity = whomToBecome(null);
  try {
    become(identity);
  } catch (error) {
    say({ failed: error.message });
    process.exit(0);
  }
  process.chdir(folder + '/home');
  fs.writeFileSync('by-main', '');
  await fs.promises.writeFile('by-main-later', '');
  worker.postMessage('go');
  say({
    ofRoot: [failing(() => fs.readFileSync(folder + '/roots')), await refused(fs.promises.readFile(folder + '/roots')), await next()],
    ofGroup: fs.readFileSync(folder + '/groups', 'utf8'),
    owners: fs.readdirSync('.').sort().map((name) => [name, fs.statSync(name).uid, fs.statSync(name).gid]),
    ownFolder: folderFor(process.cwd(), identity),
    rootsFolder: folderFor('/root', identity).note,
  });
  process.exit(0);
`;

it('files belong to that user, and root’s are closed', () => {
  const result = asRoot<Record<string, unknown>>(FILES, { env: { ...BY_SUDO, TMPDIR: '/root' } });
  expect(result).toEqual({
    ofRoot: ['EACCES', 'EACCES', 'EACCES'],
    ofGroup: 'shared',
    owners: ['by-main', 'by-main-later', 'by-worker', 'by-worker-later'].map((name) => [name, CALLER.uid, CALLER.gid]),
    ownFolder: { folder: at('home'), note: null },
    rootsFolder:
      'ladder-caller may not write in /root: files go to /tmp (--user NAME for somebody else, --user root for root)',
  });
});

it('a file operation that the kernel would do as root ends it instead', () => {
  const result = asRoot<{ failed: string }>(FILES, { env: { ...BY_SUDO, UV_USE_IO_URING: '1' } });
  expect(result.failed).toMatch(/^cannot become ladder-caller: .*io_uring.*[^.]; --user root goes on as root$/);
});

const ATTEMPT = `
  try {
    become(whomToBecome(null));
    say('became');
  } catch (error) {
    say([error.constructor.name, error.message]);
  }
`;

it('a root that keeps its capabilities is found out', () => {
  expect(asRoot(ATTEMPT, { setpriv: ['--securebits', '+no_setuid_fixup'] })).toEqual([
    'PrivilegeError',
    'cannot become ladder-caller: setuid(0) is still allowed; that is not to be trusted, so this ends ' +
      '(--user root goes on as root)',
  ]);
});

it('a root that may not become anybody ends in one line', () => {
  const lacking = ['--bounding-set', '-setuid,-setgid', '--inh-caps', '-setuid,-setgid'];
  expect(asRoot(ATTEMPT, { setpriv: lacking })).toEqual([
    'PrivilegeError',
    'cannot become ladder-caller: EPERM, Operation not permitted; --user root goes on as root',
  ]);
});

it('a user whom the machine does not know is refused', () => {
  const attempt = `try { whomToBecome('ladder-unknown'); } catch (error) { say([error.constructor.name, error.message]); }`;
  expect(asRoot(attempt)).toEqual(['UsageError', '--user ladder-unknown: there is no such user']);
});
