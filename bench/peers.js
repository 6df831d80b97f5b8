// Runs a command and says how long it took and how much memory it had at its peak: GNU time measures, so that the
// figures of every program come from the same place. Which programs compete is `PEERS`.

const { spawnSync } = require('node:child_process');
const { mkdtempSync, readFileSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const path = require('node:path');

const MAIN = path.join(__dirname, '..', 'dist', 'cli', 'main.js');

/** sngrep stops at 20,000 dialogs unless told, and takes memory for as many as it is told: so no more than needed. */
function limit(dialogs) {
  return String(Math.max(20_000, dialogs));
}

/**
 * Each reads a whole capture, with `more` options where the case asks for them, and says on standard output what it found. `dialogs` takes their number from there, where
 * the program counts them.
 */
const PEERS = [
  {
    name: 'sipladder',
    program: process.execPath,
    package: null,
    args: (file, dialogs, more) => [MAIN, '-N', '-I', file, '-l', limit(dialogs), ...more],
    dialogs: lastNumber,
    version: () => `${require('../package.json').version} (${commit()})`,
  },
  {
    name: 'sngrep',
    program: 'sngrep',
    package: 'sngrep',
    args: (file, dialogs, more) => ['-F', '-N', '-I', file, '-l', limit(dialogs), ...more],
    dialogs: lastNumber,
    version: () => said('sngrep', '-V'),
  },
  {
    name: 'tshark',
    program: 'tshark',
    package: 'tshark',
    args: (file) => ['-n', '-r', file, '-q', '-z', 'sip,stat', '-z', 'rtp,streams'],
    dialogs: null,
    version: () => said('tshark', '--version'),
  },
];

/** @returns {string[]} Debian packages that are to be installed before anything can be measured */
function missing() {
  const needed = [...PEERS.map(({ program, package: name }) => [program, name]), ['/usr/bin/time', 'time']];
  return needed.filter(([program]) => spawnSync(program, ['--version']).error).map(([, name]) => name);
}

/**
 * Runs `program` several times, one after the other.
 * @param {string} program
 * @param {string[]} args
 * @param {{ runs?: number, timeoutSeconds?: number, statuses?: number[] }} [options] exit statuses that are no failure
 * @returns {{ seconds: number | null, cpuSeconds: number | null, peakMB: number | null, output: string }} medians: wall
 *   clock, processor time of all threads, largest resident set in 10^6 bytes; nulls when a run outlasted the timeout
 * @throws {Error} when the program fails, with what it said
 */
function measure(program, args, { runs = 3, timeoutSeconds = 300, statuses = [0] } = {}) {
  const measured = [];
  for (let run = 0; run < runs; run++) {
    const one = runOnce(program, args, timeoutSeconds, statuses);
    if (one.seconds === null) return one;
    measured.push(one);
  }
  const median = (figure) => measured.map(figure).sort((a, b) => a - b)[Math.floor(runs / 2)];
  return {
    seconds: median(({ seconds }) => seconds),
    cpuSeconds: median(({ cpuSeconds }) => cpuSeconds),
    peakMB: median(({ peakMB }) => peakMB),
    output: measured[0].output,
  };
}

function runOnce(program, args, timeoutSeconds, statuses) {
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-'));
  const figures = path.join(folder, 'figures');
  // `timeout` stands inside of `time`, so that what is ended is the program, and in time's figures.
  const wrapped = ['-q', '-f', '%e %U %S %M', '-o', figures, 'timeout', String(timeoutSeconds), program, ...args];
  const { status, stdout, stderr } = spawnSync('/usr/bin/time', wrapped, { encoding: 'utf8', maxBuffer: 1 << 28 });
  const [seconds, user, system, peakKiB] = readFileSync(figures, 'utf8')
    .trim()
    .split('\n')
    .at(-1)
    .split(' ')
    .map(Number);
  rmSync(folder, { recursive: true });
  if (status === 124) return { seconds: null, cpuSeconds: null, peakMB: null, output: '' };
  if (!statuses.includes(status))
    throw new Error(`${program} ${args.join(' ')}: exit ${status}\n${stderr}${stdout.slice(0, 2000)}`);
  return { seconds, cpuSeconds: user + system, peakMB: (peakKiB * 1024) / 1e6, output: stdout };
}

/** sngrep writes its count over and over on one line, the last one counts. */
function lastNumber(output) {
  return Number(output.match(/\d+(?=\D*$)/)?.[0]);
}

/** The commit, with "-dirty" where the working tree has changes. */
function commit() {
  const { status, stdout } = spawnSync('git', ['describe', '--always', '--dirty'], {
    cwd: __dirname,
    encoding: 'utf8',
  });
  return status === 0 ? stdout.trim() : 'no commit';
}

function said(program, flag) {
  const { stdout, stderr } = spawnSync(program, [flag], { encoding: 'utf8' });
  return `${stdout}${stderr}`.match(/\d+\.\d+\.\d+/)?.[0] ?? 'unknown';
}

/** @returns {number} RTP streams that sipladder finds in `file`; 0 while it does not follow RTP */
function streamsFound(file) {
  const args = [MAIN, '-I', file, '--print', 'streams', '--as', 'json'];
  const { status, stdout } = spawnSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 1 << 28 });
  return status === 0 ? stdout.trim().split('\n').filter(Boolean).length : 0;
}

module.exports = { PEERS, measure, missing, streamsFound };
