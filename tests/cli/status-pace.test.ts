/** How often a plain screen hears of the capture. */

import { StatusPace } from '../../src/cli/status-pace';
import { status } from '../app/fake-engine';

/** Statuses at times, as `ms packets`, and what was told of them when. */
function check(statuses: string, told: string, { plain = true, before = {}, change = {} } = {}) {
  let now = 0;
  const heard: string[] = [];
  const timers: { atMs: number; call: () => void }[] = [];
  const run = (untilMs: number) => {
    for (let next = timers.shift(); next !== undefined; next = timers.shift()) {
      if (next.atMs > untilMs) {
        timers.unshift(next);
        break;
      }
      now = next.atMs;
      next.call();
    }
    now = untilMs;
  };
  const pace = new StatusPace(({ packets }) => heard.push(`${now} ${packets}`), {
    nowMs: () => now,
    later: (call, ms) => timers.push({ atMs: now + ms, call }),
  });
  const all = statuses.split(', ').map((one) => one.split(' ').map(Number) as [number, number]);
  for (const [index, [ms, packets]] of all.entries()) {
    run(ms);
    const last = index === all.length - 1;
    pace.take(status({ phase: 'loading', packets, ...before, ...(last ? change : {}) }), plain);
  }
  run(100_000);
  expect(heard.join(', ')).toBe(told);
}

test('elsewhere all are told', () => check('0 1, 10 2, 20 3', '0 1, 10 2, 20 3', { plain: false }));
test('the first is told at once, then the newest after a while', () =>
  check('0 1, 10 2, 20 3, 3010 4', '0 1, 3000 3, 6000 4'));
test('what comes after a pause is told at once', () => check('0 1, 5000 2', '0 1, 5000 2'));
test('the end of a counting that was told is told at once', () => {
  const none = { calls: null, streams: null, findings: null };
  const before = { looking: { ...none, findings: { percent: 4, of: 100_000, what: 'dialogs' } } };
  check('0 1, 10 2, 20 3', '0 1, 20 3', { before, change: { looking: none } });
});
test.each([
  ['the end of the file', { phase: 'done' }],
  ['a pause of the capture', { paused: true }],
  ['a warning', { warnings: ['cut short'] }],
  ['a failure', { failure: 'no memory' }],
])('%s is told at once, and nothing older after it', (_, change) =>
  check('0 1, 10 2, 20 3', '0 1, 20 3', { change } as never),
);
