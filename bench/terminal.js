// A program on a pseudo-terminal, and when its answers came: the time of an answer is that of the bytes which brought
// it, whenever they are looked at. What is pressed and what for is answers.js's.

const { readFileSync } = require('node:fs');
const pty = require('@lydell/node-pty');
const xterm = require('@xterm/headless');

const [COLUMNS, ROWS] = [120, 40];

class TerminalRun {
  /** Rows of the screen as text. */
  rows = [];
  /** performance.now() of the start, and of the last bytes that changed what is on the screen. */
  startedMs = performance.now();
  changedMs = 0;
  #screen = new xterm.Terminal({ cols: COLUMNS, rows: ROWS, allowProposedApi: true });
  #watchers = new Set();
  #ended;
  #pty;

  /** Starts a program; `env` is all of its environment but TERM, which is `term`. */
  constructor(program, args, env, { term = 'xterm-256color' } = {}) {
    this.#pty = pty.spawn(program, args, { cols: COLUMNS, rows: ROWS, env: { ...env, TERM: term } });
    this.#pty.onData((bytes) => {
      const atMs = performance.now();
      this.#screen.write(bytes, () => this.#shown(atMs));
    });
    this.#ended = new Promise((resolve) => {
      this.#pty.onExit(resolve);
    });
  }

  /** @returns {number} when it was written, as performance.now() */
  press(keys) {
    const atMs = performance.now();
    this.#pty.write(keys);
    return atMs;
  }

  /**
   * @param {(rows: string[]) => boolean} shows
   * @returns {Promise<number | null>} performance.now() of the bytes with which `shows` came true; null if it did not
   */
  until(shows, timeoutMs = 60_000) {
    if (shows(this.rows)) return Promise.resolve(performance.now());
    return new Promise((resolve) => {
      const done = (atMs) => {
        clearTimeout(timer);
        this.#watchers.delete(watcher);
        resolve(atMs);
      };
      const watcher = (atMs) => shows(this.rows) && done(atMs);
      const timer = setTimeout(done, timeoutMs, null);
      this.#watchers.add(watcher);
    });
  }

  /** Resolves when the screen has been the same for `quietMs`. */
  async settled(quietMs) {
    const sinceMs = performance.now();
    for (;;) {
      const restMs = Math.max(this.changedMs, sinceMs) + quietMs - performance.now();
      if (restMs <= 0) return;
      await pause(restMs);
    }
  }

  /** @returns {number | null} processor time of all its threads so far, in steps of 10 ms; null without /proc */
  cpuMs() {
    try {
      // proc(5): utime and stime are fields 14 and 15, and the name in brackets may hold blanks.
      const fields = readFileSync(`/proc/${this.#pty.pid}/stat`, 'latin1').split(') ').at(-1).split(' ');
      return (Number(fields[11]) + Number(fields[12])) * 10;
    } catch {
      return null;
    }
  }

  /** Resolves to its exit code, once it has ended by itself. */
  async ended() {
    return (await this.#ended).exitCode;
  }

  /** Ends it as a terminal that is closed does. */
  async end() {
    this.#pty.kill();
    await this.#ended;
    this.#screen.dispose();
  }

  #shown(atMs) {
    const buffer = this.#screen.buffer.active;
    const rows = Array.from({ length: ROWS }, (_, row) => buffer.getLine(row).translateToString(true));
    if (rows.some((text, row) => text !== this.rows[row])) this.changedMs = atMs;
    this.rows = rows;
    for (const watcher of this.#watchers) watcher(atMs);
  }
}

function pause(ms) {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}

module.exports = { TerminalRun, pause, ROWS };
