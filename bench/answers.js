// How quickly the interface is answered, through the built program on a pseudo-terminal: start, keys, sorts, filters,
// ladders, and rest. A measure is a function in `MEASURES` that gives rows of the table. Which files is run.js's.

const { spawnSync } = require('node:child_process');

const { cursorAt, dialogsIn, isLoading, isLooking, lastChange, loadedList, open, shown } = require('./program');
const { ReadingThread } = require('./reading-thread');
const { pause, ROWS } = require('./terminal');

/**
 * @typedef {object} Row
 * @property {string} what
 * @property {number[]} timesMs of each time that it was measured; empty where it could not be
 * @property {'median' | 'p99'} [bound] which figure the target is for
 * @property {number} [targetMs] the figure is to be below it; none for what stands there for scale
 */

/** How often each is measured, and how long a screen must rest to be believed. */
const USUAL = { starts: 11, loads: 10, keys: 300, rounds: 5, quietMs: 700, idleMs: 3000 };
const SMALL = { starts: 2, loads: 1, keys: 12, rounds: 1, quietMs: 100, idleMs: 300 };

const MEASURES = [
  ({ small }, how) => starts(small, how),
  ({ calls }, how) => keys(calls, how),
  ({ dialogs }, how) => keys(dialogs, how),
  ({ dialogs }, how) => sortsOnScreen(dialogs, how),
  ({ dialogs }, how) => sortsInWorker(dialogs, how),
  ({ dialogs }, how) => filters(dialogs, how),
  ({ calls }, how) => payloads(calls, how),
  ({ dialogs }, how) => filtersInWorker(dialogs, how),
  ({ long }, how) => ladders(long, how),
  ({ long }, how) => rests(long, how),
];

/**
 * @param {Record<'small' | 'calls' | 'dialogs' | 'long', { file: string, says: string }>} captures
 * @param {{ small: boolean, say: (text: string) => void }} options
 * @returns {Promise<Row[]>}
 */
async function measureAnswers(captures, { small, say }) {
  const rows = [];
  for (const measure of MEASURES) {
    for (const row of await measure(captures, small ? SMALL : USUAL)) {
      say(`${row.what}: ${row.timesMs.map((ms) => ms.toFixed(0)).join(' ')}`);
      rows.push(row);
    }
  }
  return rows;
}

/** @returns {{ median: number, p99: number, worst: number } | null} null for no times at all */
function figures(timesMs) {
  if (timesMs.length === 0) return null;
  const sorted = [...timesMs].sort((a, b) => a - b);
  const at = (share) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
  return { median: at(0.5), p99: at(0.99), worst: sorted.at(-1) };
}

/** @returns {boolean | null} whether the target is met; null where there is none, or nothing was measured */
function isMet({ timesMs, targetMs, bound = 'median' }) {
  const found = figures(timesMs);
  return found === null || targetMs === undefined ? null : found[bound] < targetMs;
}

// --------------------------------------------------------------------------------------------------- measures

async function starts({ file, says }, how) {
  const [bare, first] = [[], []];
  for (let start = 0; start < how.starts; start++) {
    const beganMs = performance.now();
    spawnSync(process.execPath, ['-e', '0']);
    bare.push(performance.now() - beganMs);
    const run = open(file);
    first.push((await shown(run, (rows) => cursorAt(rows) !== null)) - run.startedMs);
    await run.end();
  }
  return [
    { what: 'for scale: `node -e 0`, start to end', timesMs: bare },
    { what: `start to the first row of ${says}`, timesMs: first, targetMs: 300 },
  ];
}

const [UP, DOWN, PAGE_UP, PAGE_DOWN, HOME, END] = ['\x1b[A', '\x1b[B', '\x1b[5~', '\x1b[6~', '\x1b[H', '\x1b[F'];
/** Each moves the cursor in a list of four pages and more, over and over. */
const WALK = [DOWN, DOWN, PAGE_DOWN, UP, PAGE_DOWN, DOWN, END, UP, PAGE_UP, UP, HOME];
/** A held key repeats 25 to 30 times a second. */
const KEY_EVERY_MS = 35;
const LOST_KEY_MS = 5000;

async function keys({ file, says }, how) {
  const [loading, loaded] = [[], []];
  for (let load = 0; load < how.loads; load++) {
    const run = open(file);
    // Below that a page down might have nowhere to go.
    await shown(run, (rows) => dialogsIn(rows) >= 10 * ROWS && cursorAt(rows) !== null);
    await walk(run, (rows) => isLoading(rows), loading);
    if (load === how.loads - 1) {
      await loadedList(run, how);
      await walk(run, () => loaded.length < how.keys, loaded);
    }
    await run.end();
  }
  return [
    { what: `a key while ${says} load`, timesMs: loading, bound: 'p99', targetMs: 50 },
    { what: `a key in the list of ${says}`, timesMs: loaded, bound: 'p99', targetMs: 50 },
  ];
}

/** Presses keys while `goOn` and notes how long it took until the cursor stood on another call that was to be seen. */
async function walk(run, goOn, timesMs) {
  for (let step = 0; goOn(run.rows); step++) {
    const before = cursorAt(run.rows);
    const pressedMs = run.press(WALK[step % WALK.length]);
    const atMs = await run.until((rows) => ![null, before].includes(cursorAt(rows)), LOST_KEY_MS);
    timesMs.push((atMs ?? pressedMs + LOST_KEY_MS) - pressedMs);
    // Not in step with anything that the program does at intervals.
    await pause(Math.max(0, pressedMs + KEY_EVERY_MS + (step % 7) * 3 - performance.now()));
  }
}

/**
 * Columns and the keys that lead there from the one before, in a circle that begins and ends at `time`: the calls came
 * in the order of their index, so time and index are reached from a column that shows other calls at the top.
 */
const SORTS = [
  { to: '>', press: '<', column: 'time' },
  { to: '>', press: '<<', column: 'index' },
  { to: '>>', press: '>', column: 'from' },
  { to: '>', press: '>', column: 'state' },
  { to: '', press: '>', column: 'messages' },
];
const BACK_TO_TIME = '<'.repeat(5);

async function sortsOnScreen({ file, says }, how) {
  const times = Object.fromEntries(SORTS.map(({ column }) => [column, []]));
  const run = open(file);
  await loadedList(run, how);
  run.press('>');
  for (let round = 0; round < how.rounds; round++) {
    for (const { to, press, column } of SORTS) {
      if (to !== '') await lastChange(run, to, how);
      times[column].push(await lastChange(run, press, how));
    }
    run.press(BACK_TO_TIME);
    await run.settled(how.quietMs);
  }
  await run.end();
  return SORTS.map(({ column }) => ({
    what: `\`>\` until ${says} are sorted by ${column}`,
    timesMs: times[column],
    targetMs: 150,
  }));
}

async function sortsInWorker({ file, says }, how) {
  const thread = await ReadingThread.start(file);
  const rows = [];
  for (const { column } of SORTS) {
    const timesMs = [];
    for (let round = 0; round < how.rounds; round++) {
      await thread.sort('method');
      const beganMs = performance.now();
      await thread.sort(column);
      timesMs.push(performance.now() - beganMs);
    }
    rows.push({ what: `${says} sorted by ${column}, without a screen`, timesMs, targetMs: 150 });
  }
  await thread.end();
  return rows;
}

/** Each letter changes how many calls are shown. A bare word is looked for in all texts of a call. */
const FILTERS = [
  { name: 'a bare word', typed: '', letters: '491' },
  { name: 'the text of one field', typed: 'from ', letters: '491' },
];

async function filters({ file, says }, how) {
  const rows = [];
  for (const { name, typed, letters } of FILTERS) {
    const run = open(file);
    await loadedList(run, how);
    const timesMs = [];
    for (let round = 0; round < how.rounds; round++) {
      run.press(`/\x15${typed}`);
      await run.settled(how.quietMs);
      for (const letter of letters) timesMs.push(await lastChange(run, letter, how));
      run.press('\x15\r');
      await run.settled(how.quietMs);
    }
    await run.end();
    rows.push({ what: `a letter of a filter over ${says}: ${name}`, timesMs, targetMs: 100 });
  }
  return rows;
}

/** Some calls meet it, and no message can be told not to without being read to its end. */
const PAYLOAD = 'payload /^a=sendrecv.*never-there$|tag=[0-9a-f]*7\\b/i';

/** Every message is read again from the file; meanwhile the list, as it was before, is walked through. */
async function payloads({ file, says }, how) {
  const [keys, whole] = [[], []];
  for (let round = 0; round < how.rounds; round++) {
    const run = open(file);
    await loadedList(run, how);
    run.press('/\x15');
    await run.settled(how.quietMs);
    // Kept with Enter: while it is typed, Home and End move in its line.
    const pressedMs = run.press(`${PAYLOAD}\r`);
    // A small capture is looked through before that is told.
    if ((await run.until(([, filter]) => / \d+ % of /.test(filter), LOST_KEY_MS)) === null) return [];
    await walk(run, isLooking, keys);
    await run.settled(how.quietMs);
    whole.push(run.changedMs - pressedMs);
    await run.end();
  }
  return [
    { what: `a key while a regex is looked for in the messages of ${says}`, timesMs: keys, bound: 'p99', targetMs: 50 },
    { what: `a regex until all messages of ${says} are looked through`, timesMs: whole },
  ];
}

/** What one types, a key at a time; each is a filter. */
const TYPED = [
  { name: 'a bare word', texts: ['a', 'al', 'ali', 'alic', 'alice'] },
  { name: 'a bare number', texts: ['4', '49', '491', '4912'] },
  { name: 'From', texts: ['from 4', 'from 49', 'from 491'] },
  { name: 'a number', texts: ['number 4', 'number 49', 'number 491'] },
  { name: 'a host', texts: ['host 10.', 'host 10.0.0.1', 'net 10.0.0.0/8'] },
  { name: 'a status', texts: ['code 2xx', 'code 404', 'not code 200'] },
];

async function filtersInWorker({ file, says }, how) {
  const thread = await ReadingThread.start(file);
  const rows = [];
  for (const { name, texts } of TYPED) {
    const timesMs = [];
    for (let round = 0; round < how.rounds; round++) {
      for (const text of texts) {
        const beganMs = performance.now();
        await thread.filter(text);
        timesMs.push(performance.now() - beganMs);
      }
    }
    rows.push({ what: `${says} filtered by ${name}, without a screen`, timesMs, targetMs: 100 });
  }
  await thread.end();
  return rows;
}

async function ladders({ file, says }, how) {
  const opened = [];
  for (let round = 0; round < how.rounds; round++) {
    const run = open(file);
    await loadedList(run, how);
    opened.push(await lastChange(run, '\r', how));
    await run.end();
  }
  return [{ what: `Enter until the ladder of ${says} is there`, timesMs: opened, targetMs: 100 }];
}

const CPU_STEP_MS = 10;

/** One rest after the other: V8 tidies up once, some seconds after the last work, and that is no idling. */
async function rests({ file, says }, how) {
  const run = open(file);
  await loadedList(run, how);
  const list = await restsOf(run, how);
  await lastChange(run, '\r', how);
  const ladder = await restsOf(run, how);
  await run.end();
  const what = `processor time in ${how.idleMs / 1000} s of rest`;
  return [
    { what: `${what}, the list open`, timesMs: list, targetMs: CPU_STEP_MS },
    { what: `${what}, the ladder of ${says} open`, timesMs: ladder, targetMs: CPU_STEP_MS },
  ];
}

async function restsOf(run, how) {
  const timesMs = [];
  for (let round = 0; round < how.rounds; round++) {
    const before = run.cpuMs();
    await pause(how.idleMs);
    const after = run.cpuMs();
    if (before !== null && after !== null) timesMs.push(after - before);
  }
  return timesMs;
}

module.exports = { figures, isMet, measureAnswers };
