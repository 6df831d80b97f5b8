// The terminal that answers are timed on, with a program that shows each key twice: at once, and again later. Of time
// only the order is looked at.

const { TerminalRun } = require('../../bench/terminal.js');

const LATER_MS = 60;
const ECHO = `
  process.stdin.setRawMode(true);
  process.stdin.on('data', (keys) => {
    process.stdout.write('\\x1b[2;1Hsoon ' + keys);
    setTimeout(() => process.stdout.write('\\x1b[3;1Hlater ' + keys), ${LATER_MS});
  });
  process.stdout.write('ready');
`;

type Rows = string[];

async function started() {
  const run = new TerminalRun(process.execPath, ['-e', ECHO], { PATH: process.env.PATH });
  expect(await run.until((rows: Rows) => rows[0] === 'ready')).toBeGreaterThan(run.startedMs);
  return run;
}

test('a time is that of the bytes which brought what was waited for', async () => {
  const run = await started();
  const pressedMs = run.press('x');
  const firstMs = await run.until((rows: Rows) => rows[2] === 'later x');
  expect(firstMs).toBeGreaterThanOrEqual(pressedMs);
  expect(run.changedMs).toBe(firstMs);
  run.press('y');
  expect(await run.until((rows: Rows) => rows[1] === 'soon y')).toBeGreaterThan(firstMs);
  await run.end();
}, 20_000);

test('a screen has settled when nothing changed for long enough, whatever is written', async () => {
  const run = await started();
  run.press('x');
  await run.until((rows: Rows) => rows[1] === 'soon x');
  await run.settled(LATER_MS * 20);
  expect(run.rows[2]).toBe('later x');
  const { changedMs } = run;
  run.press('x');
  await run.settled(LATER_MS * 4);
  expect(run.changedMs).toBe(changedMs);
  await run.end();
}, 20_000);

test('what does not come is null', async () => {
  const run = await started();
  expect(await run.until((rows: Rows) => rows[0] === 'never', 10)).toBe(null);
  await run.end();
}, 20_000);
