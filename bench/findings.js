// What looking for problems costs: the same capture loaded without it and with it, turn by turn, so that a machine that
// changes its speed changes both.

const path = require('node:path');
const { measure } = require('./peers');

const MAIN = path.join(__dirname, '..', 'dist', 'cli', 'main.js');

/** Of loading. */
const TARGET = 1.1;
/** --fail-on has found something. */
const FOUND = 3;

/**
 * @param {string} file
 * @param {number} dialogs in it
 * @param {number} pairs how often both are measured
 * @returns {{ without: number, with: number, ratio: number, cpuRatio: number }} seconds of wall clock, medians; and
 *   the median ratios of pairs, of wall clock and of processor time
 */
function findingsCost(file, dialogs, pairs) {
  const args = [MAIN, '-N', '-I', file, '-l', String(Math.max(20_000, dialogs))];
  const measured = Array.from({ length: pairs }, () => {
    const plain = measure(process.execPath, args, { runs: 1 });
    const looked = measure(process.execPath, [...args, '--fail-on', 'error'], { runs: 1, statuses: [0, FOUND] });
    return { plain, looked };
  });
  const median = (figure) => measured.map(figure).sort((a, b) => a - b)[Math.floor(pairs / 2)];
  return {
    without: median(({ plain }) => plain.seconds),
    with: median(({ looked }) => looked.seconds),
    ratio: median(({ plain, looked }) => looked.seconds / plain.seconds),
    cpuRatio: median(({ plain, looked }) => looked.cpuSeconds / plain.cpuSeconds),
  };
}

module.exports = { findingsCost, TARGET };
