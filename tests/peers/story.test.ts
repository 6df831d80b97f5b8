/** A session as a user has it, played in tmux: list, ladder, message, a saved file that tshark reads, a filter, the end. */

import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { MAIN, peer, records, SAMPLES } from './peers';

const SESSION = `sipladder-story-${process.pid}`;
/** A socket of its own for each story: nobody else's tmux is touched, and no server that is just going is asked. */
let stories = 0;
const socket = () => `sipladder-${process.pid}-${stories}`;
const PATIENCE_MS = 15_000;

function tmux(...args: string[]): string {
  return peer('tmux', ['-L', socket(), '-f', '/dev/null', ...args]);
}

function screen(): string {
  return tmux('capture-pane', '-p', '-t', SESSION);
}

/** Waits until the screen shows it, and gives the screen. */
function see(wanted: RegExp): string {
  const until = Date.now() + PATIENCE_MS;
  for (;;) {
    const shown = screen();
    if (wanted.test(shown)) return shown;
    if (Date.now() > until) throw new Error(`never saw ${wanted}; the screen shows:\n${shown}`);
    spawnSync('sleep', ['0.1']);
  }
}

function press(...keys: string[]): void {
  tmux('send-keys', '-t', SESSION, ...keys);
}

function type(text: string): void {
  tmux('send-keys', '-t', SESSION, '-l', text);
}

function open(columns: number, rows: number, file: string, ...options: string[]): void {
  stories++;
  const command = [process.execPath, MAIN, '-I', file, ...options].join(' ');
  tmux(
    'new-session',
    '-d',
    '-s',
    SESSION,
    '-x',
    String(columns),
    '-y',
    String(rows),
    `${command}; echo "ended with $?"; sleep 100`,
  );
}

afterEach(() => {
  spawnSync('tmux', ['-L', socket(), 'kill-server']);
});

describe.each([
  [80, 24],
  [120, 35],
  [160, 45],
])('at %dx%d', (columns, rows) => {
  it('shows the list, the ladder and a message, saves, filters and ends', () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sipladder-'));
    const saved = path.join(folder, 'one-call.pcap');
    const file = path.join(SAMPLES, 'proxy-record-route.pcap');
    open(columns, rows, file);
    see(/alice@exam[\s\S]*completed/);

    press('F7');
    const ladder = see(/INVITE[\s\S]*180 Ringing[\s\S]*BYE/);
    expect(ladder).toMatch(/192\.0\.2\.11:5060 .*203\.0\.113\.5:5060 .*198\.51\.100\.22:5060/);
    expect(ladder).toMatch(/Call 1 of 1/);

    press('Enter');
    see(/INVITE sip:bob@example\.com SIP\/2\.0[\s\S]*Via: SIP\/2\.0\/UDP/);
    press('Escape');
    see(/180 Ringing/);

    press('F2');
    see(/File/);
    press('C-u');
    type(saved);
    press('Enter');
    see(/[Ss]aved/);
    const [call] = records<{ messages: number }>(['-I', file, '--print', 'dialogs']);
    const methods = peer('tshark', ['-r', saved, '-Y', 'sip', '-T', 'fields', '-e', 'sip.CSeq']);
    expect(methods.trim().split('\n')).toHaveLength(call.messages);

    press('Escape');
    see(/Call 1 of 1|Msgs|1 dialog/);
    press('q');
    fs.rmSync(folder, { recursive: true });
  });

  it('filters by method and leaves with code 0', () => {
    open(columns, rows, path.join(SAMPLES, 'mixed.pcapng'));
    see(/REGISTER[\s\S]*INVITE/);
    press('/');
    type('method REGISTER');
    press('Enter');
    see(/method REGISTER(?![\s\S]*\bINVITE\b)[\s\S]*REGISTER +alice/);
    press('q');
    expect(see(/ended with \d+/)).toMatch(/ended with 0/);
  });
});

it('the terminal is as it was after SIGTERM', () => {
  open(100, 30, path.join(SAMPLES, 'mixed.pcapng'));
  see(/REGISTER/);
  const pane = tmux('list-panes', '-t', SESSION, '-F', '#{pane_pid}').trim();
  const program = peer('pgrep', ['-P', pane, 'node']).trim();
  process.kill(Number(program), 'SIGTERM');
  const after = see(/ended with \d+/);
  expect(after).toMatch(/ended with 143/);
  expect(after).not.toMatch(/REGISTER/);
  expect(tmux('display-message', '-p', '-t', SESSION, '#{alternate_on} #{cursor_flag}').trim()).toBe('0 1');
});
