// `npm run bench:live`: the same flood of SIP on a wire, captured by sipladder, sngrep and tcpdump one after the other,
// each with its default buffer; prints how many packets each of them saw, and how soon a packet is on the screen. Needs root, tcpreplay, sngrep and tcpdump.
// `--seconds N` (default 10), `--check`: fails when sipladder lost a packet or more than one of the others, three times: a
// machine that others share may stand still for a second.

const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const { generate } = require('./generate');
const { floodScreen, measureScreen } = require('./live-screen');
const { Cable } = require('./namespaces');

const MAIN = path.join(__dirname, '..', 'dist', 'cli', 'main.js');
const CAPTURES = path.join(__dirname, 'tmp');
const PER_SECOND = 100_000;
/** What has been received is still being read when the flood ends. */
const REST_MS = 2000;
const CHECKED_TRIES = 3;

/** `seen` gives from what the program said, or wrote, how many packets it saw and what it says it lost. */
const PROGRAMS = [
  {
    name: 'sipladder',
    program: process.execPath,
    args: (device) => [MAIN, '-d', device, '--user', 'root', '--print', 'stats', '--as', 'json'],
    seen(stdout) {
      // Of messages, those that --memory let go are not counted.
      const { packets, capture } = JSON.parse(stdout);
      return { packets, lost: capture.droppedByKernel + capture.droppedByInterface + capture.droppedHere };
    },
  },
  {
    name: 'sngrep',
    program: 'sngrep',
    args: (device, file) => ['-F', '-N', '-q', '-d', device, '-l', '1000000', '-O', file],
    seen: (_, __, file) => ({ packets: recorded(file), lost: null }),
  },
  {
    name: 'tcpdump',
    program: 'tcpdump',
    args: (device, file) => ['-i', device, '-w', file, '-Z', 'root', 'udp port 5060 or 5062 or 5064'],
    seen(_, stderr) {
      const number = (what) => Number(new RegExp(`(\\d+) packets ${what}`).exec(stderr)?.[1] ?? Number.NaN);
      return { packets: number('captured'), lost: number('dropped by kernel') };
    },
  },
];

async function main(args) {
  const unknown = args.find((word, i) => !['--check', '--seconds'].includes(word) && args[i - 1] !== '--seconds');
  const seconds = args.includes('--seconds') ? Number(args[args.indexOf('--seconds') + 1]) : 10;
  if (unknown !== undefined || !(seconds > 0))
    return complain('usage: npm run bench:live -- [--check] [--seconds N]', 2);
  if (process.getuid() !== 0) return complain('NOT MEASURED: capturing and namespaces need root', 1);
  const absent = ['tcpreplay', 'sngrep', 'tcpdump', 'ip', 'tshark'].filter(
    (one) => spawnSync('which', [one]).status !== 0,
  );
  if (absent.length > 0) return complain(`NOT MEASURED: missing on this machine: ${absent.join(' ')}`, 1);
  fs.mkdirSync(CAPTURES, { recursive: true });
  const file = path.join(CAPTURES, `wire-${seconds * PER_SECOND}.pcap`);
  if (!fs.existsSync(file)) generate('wire', file, { count: seconds * PER_SECOND });
  const tries = args.includes('--check') ? CHECKED_TRIES : 1;
  let faults = [];
  for (let run = 1; run === 1 || (faults.length > 0 && run <= tries); run++) {
    for (const fault of faults) process.stderr.write(`${fault}: once more\n`);
    const rows = [];
    for (const one of PROGRAMS) rows.push({ name: one.name, ...(await flooded(one, file)) });
    process.stdout.write(table(rows));
    faults = faultsIn(rows);
  }
  const env = { PATH: process.env.PATH, LANG: 'C.UTF-8', TZ: 'UTC', HOME: os.tmpdir() };
  process.stdout.write(await floodedScreen(env, file));
  process.stdout.write(screenTable(await measureScreen(MAIN, env)));
  if (args.includes('--check')) for (const fault of faults) complain(fault, 1);
}

/** Plays the flood to a program. */
async function flooded({ program, args, seen }, file) {
  const cable = new Cable();
  const recording = path.join(CAPTURES, `live-${process.pid}.pcap`);
  try {
    const receiver = cable.start(1, program, args(cable.devices[1], recording));
    const said = { stdout: '', stderr: '' };
    for (const stream of ['stdout', 'stderr']) receiver[stream].on('data', (bytes) => (said[stream] += bytes));
    const ended = new Promise((resolve) => receiver.on('exit', resolve));
    await cable.captured(1);
    const played = cable.run(0, 'tcpreplay', playing(cable, file));
    await new Promise((resolve) => setTimeout(resolve, REST_MS));
    receiver.kill('SIGINT');
    await ended;
    return { ...sentBy(played), ...seen(said.stdout, said.stderr, recording) };
  } finally {
    cable.remove();
    fs.rmSync(recording, { force: true });
  }
}

function playing(cable, file) {
  return ['-q', '-K', `--pps=${PER_SECOND}`, '-i', cable.devices[0], file];
}

/** The same with a list on the screen, in which problems are looked for: what it lost, and how far behind it was, in a line. */
async function floodedScreen(env, file) {
  const { played, packets, lost, behindS } = await floodScreen(MAIN, env, async (cable) => {
    // The screen is drawn here: nothing may wait meanwhile.
    const player = cable.start(0, 'tcpreplay', playing(cable, file));
    let said = '';
    player.stdout.on('data', (bytes) => (said += bytes));
    await new Promise((resolve) => player.on('exit', resolve));
    return said;
  });
  const { sent } = sentBy(played);
  return `\nThe same on a screen: ${packets} of ${sent} seen, ${lost} lost as it says, all shown ${behindS.toFixed(1)} s after the end.\n`;
}

/** What tcpreplay says that it sent. */
function sentBy(played) {
  const sent = Number(/Successful packets:\s+(\d+)/.exec(played)?.[1]);
  const rate = Number(/([\d.]+) pps/.exec(played)?.[1]);
  if (!(sent > 0)) throw new Error(`tcpreplay sent nothing: ${played}`);
  return { sent, rate };
}

/** Packets in a capture, as tshark's capinfos counts them. */
function recorded(file) {
  const run = spawnSync('capinfos', ['-c', '-M', '-T', '-r', file], { encoding: 'utf8' });
  const count = Number(run.stdout?.trim().split('\t')[1]);
  if (!Number.isFinite(count)) throw new Error(`capinfos ${file}: ${run.stderr || run.error?.message}`);
  return count;
}

function table(rows) {
  const lines = rows.map(({ name, sent, rate, packets, lost }) => {
    const share = ((100 * (sent - packets)) / sent).toFixed(2);
    return `| ${name} | ${sent} | ${Math.round(rate)} | ${packets} | ${share} | ${lost ?? 'does not say'} |`;
  });
  return [
    '| program | sent | a second | seen | % not seen | lost, as it says |',
    '| - | -: | -: | -: | -: | -: |',
    ...lines,
    '',
  ].join('\n');
}

function screenTable({ screenMs, restPercent }) {
  return [
    '',
    '| on the screen | median | 99 % | worst | target |',
    '| - | -: | -: | -: | -: |',
    `| a packet until it is shown, milliseconds | ${[screenMs.median, screenMs.p99, screenMs.worst].map(Math.round).join(' | ')} | < 200 |`,
    `| a capture at rest, % of a core | ${restPercent.toFixed(1)} | | | < 1 |`,
    '',
  ].join('\n');
}

/** What sipladder may not do, a line each. */
function faultsIn([own, ...others]) {
  const least = Math.min(...others.map(({ sent, packets }) => sent - packets));
  const missed = own.sent - own.packets;
  const faults = [];
  if (missed > 0 || own.lost > 0)
    faults.push(`LOST: sipladder did not see ${missed} of ${own.sent} packets, and says it lost ${own.lost}`);
  if (missed > least) faults.push(`LOST MORE THAN A PEER: ${missed} against ${least}`);
  return faults;
}

function complain(text, code) {
  process.stderr.write(`${text}\n`);
  process.exitCode = code;
}

if (require.main === module) void main(process.argv.slice(2));

module.exports = { PROGRAMS, flooded };
