/** A program in tmux: keys go in, the screen comes out as a person reads it. */

import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { peer } from './peers';

const PATIENCE_MS = 15_000;
let made = 0;

export class Tmux {
  /** A socket of its own for each: nobody else's tmux is touched, and no server that is just going is asked. */
  private readonly socket = `sipladder-${process.pid}-${++made}`;

  /** Neither settings nor what the session before left are those of whoever runs the tests. */
  private readonly home = fs.mkdtempSync(path.join(os.tmpdir(), 'sipladder-home-'));

  /** `command` is a line for the shell; how it ended stays on the screen as `ended with CODE`. */
  constructor(columns: number, rows: number, command: string) {
    const size = ['-x', String(columns), '-y', String(rows)];
    const own = `export XDG_CONFIG_HOME=${this.home}/config XDG_STATE_HOME=${this.home}/state`;
    this.tmux('new-session', '-d', ...size, `${own}; ${command}; echo "ended with $?"; sleep 100`);
  }

  screen(): string {
    return this.tmux('capture-pane', '-p');
  }

  /** A moment for the program to take up a key. */
  rest(): void {
    spawnSync('sleep', ['0.3']);
  }

  /** Waits until the screen shows it, and gives the screen. */
  see(wanted: RegExp): string {
    const until = Date.now() + PATIENCE_MS;
    for (;;) {
      const shown = this.screen();
      if (wanted.test(shown)) return shown;
      if (Date.now() > until) throw new Error(`never saw ${wanted}; the screen shows:\n${shown}`);
      spawnSync('sleep', ['0.1']);
    }
  }

  press(...keys: string[]): void {
    this.tmux('send-keys', ...keys);
  }

  type(text: string): void {
    this.tmux('send-keys', '-l', text);
  }

  resize(columns: number, rows: number): void {
    this.tmux('resize-window', '-x', String(columns), '-y', String(rows));
  }

  /** What tmux answers to a command about it. */
  ask(command: string, ...args: string[]): string {
    return this.tmux(command, ...args).trim();
  }

  /** For a program that does not end when its terminal goes. */
  kill(): void {
    process.kill(-Number(this.ask('display-message', '-p', '#{pane_pid}')), 'SIGKILL');
    this.close();
  }

  close(): void {
    spawnSync('tmux', ['-L', this.socket, 'kill-server']);
    fs.rmSync(this.home, { recursive: true, force: true });
  }

  private tmux(...args: string[]): string {
    return peer('tmux', ['-L', this.socket, '-f', '/dev/null', ...args]);
  }
}
