// The built program on a terminal, and what of its screens tells that a key was answered.

const os = require('node:os');
const path = require('node:path');

const { TerminalRun } = require('./terminal');

const DIST = path.join(__dirname, '..', 'dist');

/** The program with none of the user's own settings, and not as the row before left it (-F). */
function open(file) {
  const env = { PATH: process.env.PATH, LANG: 'C.UTF-8', TZ: 'UTC', HOME: os.tmpdir(), XDG_CONFIG_HOME: DIST };
  return new TerminalRun(process.execPath, [path.join(DIST, 'cli', 'main.js'), '-F', '-I', file], env);
}

async function shown(run, shows) {
  const atMs = await run.until(shows);
  if (atMs === null) throw new Error(`this stayed on the screen:\n${run.rows.join('\n')}`);
  return atMs;
}

/** With everything read, judged and drawn, and the cursor on the first call. */
async function loadedList(run, { quietMs }) {
  await shown(run, (rows) => cursorAt(rows) !== null && !isLoading(rows));
  await run.settled(quietMs);
}

/**
 * From the key to the last thing that it changed on the screen: what is half done meanwhile does not count.
 * @throws {Error} when neither the calls nor their number changed: then nothing was measured
 */
async function lastChange(run, key, { quietMs }) {
  const before = contentOf(run.rows);
  const pressedMs = run.press(key);
  if ((await run.until((rows) => contentOf(rows) !== before, 10_000)) === null) {
    throw new Error(`${JSON.stringify(key)} changed nothing:\n${run.rows.join('\n')}`);
  }
  await run.settled(quietMs);
  if (isLooking(run.rows)) {
    await shown(run, (rows) => !isLooking(rows));
    await run.settled(quietMs);
  }
  return run.changedMs - pressedMs;
}

/** Without what a key changes before anything is done: the text of the filter, the mark at a column's title. */
function contentOf(rows) {
  return [/[\d,]+ of [\d,]+ *$/.exec(rows[1])?.[0], ...rows.slice(3, -1)].join('\n');
}

/** @returns {string | null} number of the call that the cursor stands on; null while that is not there yet */
function cursorAt(rows) {
  for (const row of rows) {
    const number = /^>[ *] *(\d+) /.exec(row);
    if (number) return number[1];
  }
  return null;
}

function isLoading([status = '']) {
  return status.includes(' reading ');
}

function isLooking(rows) {
  return /looking \.\.\.( \d+ %.*)? *$/.test(rows[1]);
}

function dialogsIn([status = '']) {
  return Number((/ ([\d,]+) dialog/.exec(status)?.[1] ?? '0').replaceAll(',', ''));
}

module.exports = { cursorAt, dialogsIn, isLoading, isLooking, lastChange, loadedList, open, shown };
