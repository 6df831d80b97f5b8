// `npm run bench`: the same captures read by sipladder and by its peers, as a Markdown table. Captures are made once,
// in bench/tmp/. `--small` takes a fiftieth of each and one run; `--write` puts the table into docs/performance.md.

const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const { generate, KINDS } = require('./generate');
const { PEERS, measure, missing, streamsFound } = require('./peers');

const ROOT = path.join(__dirname, '..');
const CAPTURES = path.join(__dirname, 'tmp');
const PAGE = path.join(ROOT, 'docs', 'performance.md');
const [BEGIN, END] = ['<!-- figures: written by npm run bench -- --write -->', '<!-- /figures -->'];

const CASES = [
  { kind: null, says: () => 'one call, 4 packets', dialogs: () => 1 },
  { kind: 'calls', says: (n) => `${grouped(n)} calls of 7 messages`, dialogs: (n) => n },
  {
    kind: 'rtp',
    says: (n) => `${grouped(n)} calls, ${grouped(n * 1000)} RTP packets`,
    dialogs: (n) => n,
    streams: (n) => 2 * n,
  },
  { kind: 'dialogs', says: (n) => `${grouped(n)} OPTIONS and REGISTER`, dialogs: (n) => n },
  { kind: 'flood', says: (n) => `${grouped(n)} INVITEs, nothing else`, dialogs: (n) => n },
  { kind: 'long', says: (n) => `one dialog of ${grouped(n)} messages`, dialogs: () => 1 },
];

function main(args) {
  const unknown = args.find((word) => word !== '--small' && word !== '--write');
  if (unknown) return complain(`${unknown}: --small and --write are known`, 2);
  const packages = missing();
  if (packages.length > 0) {
    const names = packages.join(' ');
    return complain(`NOTHING MEASURED: missing on this machine: ${names}. Install: sudo apt-get install ${names}`, 1);
  }
  const small = args.includes('--small');
  const faults = [];
  const rows = CASES.map((one) => measureCase(one, small, faults));
  const notes = rows.flatMap(({ note }) => (note ? ['', note] : []));
  const report = [machine(), '', ...table(rows), ...notes, ''].join('\n');
  process.stdout.write(`\n${report}`);
  if (args.includes('--write')) writePage(report);
  if (faults.length > 0) complain(faults.join('\n'), 1);
}

/** @returns the case with what each peer needed; says in `faults` where a count of dialogs is not what is in the file */
function measureCase({ kind, says, dialogs, streams }, small, faults) {
  const { file, count } = kind ? capture(kind, small) : { file: path.join(ROOT, 'samples', 'busy.pcap'), count: 1 };
  // Read once, so that the first program does not pay for the disk.
  const bytes = fs.readFileSync(file).length;
  const results = PEERS.map((peer) => {
    process.stderr.write(`${peer.name} ${path.basename(file)} ... `);
    const result = measure(peer.program, peer.args(file, dialogs(count)), { runs: small ? 1 : 3 });
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

function machine() {
  const cpus = os.cpus();
  const memory = `${Math.round(os.totalmem() / 1e9)} GB`;
  const versions = PEERS.map(({ name, version }) => `${name} ${version()}`).join(', ');
  return `${cpus[0].model.trim()}, ${cpus.length} cores, ${memory}; Node ${process.versions.node}; ${versions}.`;
}

function writePage(report) {
  const page = fs.readFileSync(PAGE, 'utf8');
  const [begin, end] = [page.indexOf(BEGIN), page.indexOf(END)];
  if (begin < 0 || end < begin) throw new Error(`${PAGE}: the lines ${BEGIN} and ${END} are not there`);
  fs.writeFileSync(PAGE, `${page.slice(0, begin)}${BEGIN}\n\n${report}\n${page.slice(end)}`);
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

main(process.argv.slice(2));
