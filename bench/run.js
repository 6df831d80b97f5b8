// `npm run bench`: the same captures read by sipladder and by its peers, what looking for problems costs, then how
// quickly the interface answers, as three Markdown tables. Captures are made once, in bench/tmp/. `--small` takes a
// fiftieth of each, `--write` puts the tables into docs/performance.md, `--reading`, `--findings` and `--answers` measure
// one of them.

const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const { figures, isMet, measureAnswers } = require('./answers');
const { findingsCost, TARGET } = require('./findings');
const { generate, KINDS } = require('./generate');
const { PEERS, measure, missing, streamsFound } = require('./peers');

const ROOT = path.join(__dirname, '..');
const CAPTURES = path.join(__dirname, 'tmp');
const PAGE = path.join(ROOT, 'docs', 'performance.md');
const FLAGS = ['--small', '--write', '--reading', '--findings', '--answers'];

const CASES = [
  { kind: null, says: () => 'one call, 4 packets', dialogs: () => 1 },
  { kind: 'calls', says: (n) => `${grouped(n)} calls of 7 messages`, dialogs: (n) => n },
  { kind: 'mixed', says: (n) => `${grouped(n)} calls, challenged, a third in vain`, dialogs: (n) => n },
  {
    kind: 'rtp',
    says: (n) => `${grouped(n)} calls, ${grouped(n * 1000)} RTP packets`,
    dialogs: (n) => n,
    streams: (n) => 2 * n,
  },
  {
    kind: 'rtp',
    says: (n) => `the same with -r: ${grouped(n * 1000)} packets`,
    dialogs: (n) => n,
    streams: (n) => 2 * n,
    more: ['-r'],
  },
  { kind: 'dialogs', says: (n) => `${grouped(n)} OPTIONS and REGISTER`, dialogs: (n) => n },
  { kind: 'flood', says: (n) => `${grouped(n)} INVITEs, nothing else`, dialogs: (n) => n },
  { kind: 'long', says: (n) => `one dialog of ${grouped(n)} messages`, dialogs: () => 1 },
];

async function main(args) {
  const unknown = args.find((word) => !FLAGS.includes(word));
  if (unknown) return complain(`${unknown}: there are ${FLAGS.join(', ')}`, 2);
  const small = args.includes('--small');
  const parts = PARTS.filter(({ flag }) => args.includes(flag));
  for (const { name, report } of parts.length > 0 ? parts : PARTS) {
    const text = await report(small);
    if (text === null) continue;
    process.stdout.write(`\n${text}`);
    if (args.includes('--write')) writePage(name, text);
  }
}

/** Each is a table of the page, between its own markers. */
const PARTS = [
  { flag: '--reading', name: 'figures', report: reportReading },
  { flag: '--findings', name: 'findings', report: reportFindings },
  { flag: '--answers', name: 'answers', report: reportAnswers },
];

/** @returns {string | null} null when nothing could be measured */
function reportReading(small) {
  const packages = missing();
  if (packages.length > 0) {
    const names = packages.join(' ');
    complain(`NOT MEASURED BESIDE PEERS: missing on this machine: ${names}. Install: sudo apt-get install ${names}`, 1);
    return null;
  }
  const faults = [];
  const rows = CASES.map((one) => measureCase(one, small, faults));
  const notes = rows.flatMap(({ note }) => (note ? ['', note] : []));
  if (faults.length > 0) complain(faults.join('\n'), 1);
  return [machine(PEERS), '', ...table(rows), ...notes, ''].join('\n');
}

/** A missed target is said, and is no failure: the machine may have been busy. */
function reportFindings(small) {
  const cases = CASES.filter(({ kind, more }) => kind !== null && more === undefined);
  const rows = cases.map(({ kind, says, dialogs }) => {
    const { file, count } = capture(kind, small);
    process.stderr.write(`findings ${path.basename(file)} ... `);
    const cost = findingsCost(file, dialogs(count), small ? 1 : 9);
    process.stderr.write(`${cost.ratio.toFixed(2)}\n`);
    if (cost.ratio > TARGET) process.stderr.write(`bench: target missed: findings of ${path.basename(file)}\n`);
    const seconds = [cost.without.toFixed(2), cost.with.toFixed(2)];
    return [says(count), ...seconds, `${cost.ratio.toFixed(2)}x`, `${cost.cpuRatio.toFixed(2)}x`];
  });
  const head = ['seconds to load', 'without findings', 'with findings', 'wall clock', 'processor'];
  return [`${machine(PEERS.slice(0, 1))} Target: ${TARGET.toFixed(2)}x.`, '', ...aligned([head, ...rows]), ''].join(
    '\n',
  );
}

/** A missed target is said, and is no failure: the machine may have been busy. */
async function reportAnswers(small) {
  const files = { small: { file: path.join(ROOT, 'samples', 'busy.pcap'), says: 'a call of four packets' } };
  for (const [kind, noun] of [
    ['calls', 'calls'],
    ['dialogs', 'dialogs'],
    ['long', 'messages'],
  ]) {
    const { file, count } = capture(kind, small);
    files[kind] = { file, says: `${grouped(count)} ${noun}` };
  }
  const load = os.loadavg()[0].toFixed(1);
  const rows = await measureAnswers(files, { small, say: (text) => process.stderr.write(`${text}\n`) });
  const missed = rows.filter((row) => isMet(row) === false);
  for (const { what } of missed) process.stderr.write(`bench: target missed: ${what}\n`);
  const head = `${machine(PEERS.slice(0, 1))} Load before the start: ${load}.`;
  return [head, '', ...answersTable(rows), ''].join('\n');
}

/** @returns the case with what each peer needed; says in `faults` where a count of dialogs is not what is in the file */
function measureCase({ kind, says, dialogs, streams, more = [] }, small, faults) {
  const { file, count } = kind ? capture(kind, small) : { file: path.join(ROOT, 'samples', 'busy.pcap'), count: 1 };
  // Read once, so that the first program does not pay for the disk.
  const bytes = fs.readFileSync(file).length;
  const results = PEERS.map((peer) => {
    process.stderr.write(`${peer.name} ${path.basename(file)} ... `);
    const result = measure(peer.program, peer.args(file, dialogs(count), more), { runs: small ? 1 : 3 });
    process.stderr.write(result.seconds === null ? 'too long\n' : `${result.seconds} s\n`);
    const found = result.seconds !== null && peer.dialogs ? peer.dialogs(result.output) : null;
    if (found !== null && found !== dialogs(count)) {
      faults.push(`${peer.name} counts ${found} dialogs in ${path.basename(file)}, ${dialogs(count)} are there`);
    }
    return result;
  });
  const note = streams ? unequalWork(file, streams(count)) : null;
  return { name: `${says(count)} (${megabytes(bytes)} MB)`, results, note };
}

/** @returns {string | null} why sipladder's figures cannot be set against the others', who follow every stream */
function unequalWork(file, expected) {
  const found = streamsFound(file);
  if (found === expected) return null;
  return `No ratios for the RTP capture: of its ${grouped(expected)} streams sipladder follows ${grouped(found)}, so it does less work there than the others.`;
}

function capture(kind, small) {
  const count = small ? Math.max(10, KINDS[kind].count / 50) : KINDS[kind].count;
  const file = path.join(CAPTURES, `${kind}-${count}.pcap`);
  if (!fs.existsSync(file)) {
    fs.mkdirSync(CAPTURES, { recursive: true });
    // Under another name until it is whole: what an interrupted run leaves is not measured.
    generate(kind, `${file}.part`, { count });
    fs.renameSync(`${file}.part`, file);
  }
  return { file, count };
}

/** Wall clock, processor time and memory of each program, then how many times less of each sipladder needs than sngrep. */
function table(rows) {
  const head = [
    'capture',
    ...PEERS.flatMap(({ name }) => [`${name} s`, 'cpu s', 'MB']),
    'faster',
    'less cpu',
    'smaller',
  ];
  const cells = rows.map(({ name, results, note }) => {
    const figures = results.flatMap(({ seconds, cpuSeconds, peakMB }) =>
      seconds === null ? ['> 300', '', ''] : [seconds.toFixed(2), cpuSeconds.toFixed(2), megabytes(peakMB * 1e6)],
    );
    const [ours, sngrep] = results;
    const ratios = ['seconds', 'cpuSeconds', 'peakMB'].map((figure) =>
      note ? '' : ratio(sngrep[figure], ours[figure]),
    );
    return [name, ...figures, ...ratios];
  });
  return aligned([head, ...cells]);
}

/** One row a measure. `ok` says whether the figure that `target` names is below it. */
function answersTable(rows) {
  const cells = rows.map((row) => {
    const found = figures(row.timesMs);
    const inMs = (figure) => (found === null ? '-' : found[figure].toFixed(0));
    const target = row.targetMs === undefined ? '' : `${row.bound === 'p99' ? '99 %' : 'median'} < ${row.targetMs}`;
    const met = { true: 'yes', false: 'NO', null: '' }[String(isMet(row))];
    return [row.what, String(row.timesMs.length), inMs('median'), inMs('p99'), inMs('worst'), target, met];
  });
  return aligned([['milliseconds', 'times', 'median', '99 %', 'worst', 'target', 'ok'], ...cells]);
}

function ratio(theirs, ours) {
  return theirs === null || ours === null ? '' : `${(theirs / ours).toFixed(1)}x`;
}

/** As the project's formatter would have it: first column left, the others right. */
function aligned(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length), 3));
  const line = (row) => `| ${row.map((cell, at) => pad(cell, widths[at], at)).join(' | ')} |`;
  const rule = `| ${widths.map((width, at) => (at === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)).join(' | ')} |`;
  return [line(rows[0]), rule, ...rows.slice(1).map(line)];
}

function pad(cell, width, column) {
  return column === 0 ? cell.padEnd(width) : cell.padStart(width);
}

function machine(programs) {
  const cpus = os.cpus();
  const memory = `${Math.round(os.totalmem() / 1e9)} GB`;
  const versions = programs.map(({ name, version }) => `${name} ${version()}`).join(', ');
  return `${cpus[0].model.trim()}, ${cpus.length} cores, ${memory}; Node ${process.versions.node}; ${versions}.`;
}

/** Puts a table between its two markers. */
function writePage(name, report) {
  const [begin, end] = [`<!-- ${name}: written by npm run bench -- --write -->`, `<!-- /${name} -->`];
  const page = fs.readFileSync(PAGE, 'utf8');
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`${PAGE}: the lines ${begin} and ${end} are not there`);
  fs.writeFileSync(PAGE, `${page.slice(0, from)}${begin}\n\n${report}\n${page.slice(to)}`);
}

function complain(text, status) {
  process.stderr.write(`\nbench: ${text}\n`);
  process.exitCode = status;
}

function grouped(number) {
  return number.toLocaleString('en-US');
}

/** Two digits where there are few of them, so that a small file is not 0 MB. */
function megabytes(bytes) {
  return bytes < 1e6 ? (bytes / 1e6).toPrecision(1) : Math.round(bytes / 1e6).toLocaleString('en-US');
}

main(process.argv.slice(2)).catch((error) => complain(error.stack, 1));
