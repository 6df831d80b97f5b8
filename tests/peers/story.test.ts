/** A session as a user has it, played in tmux: list, ladder, message, a saved file that tshark reads, a filter, the end. */

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { MAIN, peer, records, SAMPLES } from './peers';
import { Tmux } from './tmux';

let terminal: Tmux;

function open(columns: number, rows: number, file: string, ...options: string[]): void {
  terminal = new Tmux(columns, rows, [process.execPath, MAIN, '-I', file, ...options].join(' '));
}

afterEach(() => terminal.close());

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
    terminal.see(/alice@exam[\s\S]*completed/);

    terminal.press('F7');
    const ladder = terminal.see(/INVITE[\s\S]*180 Ringing[\s\S]*BYE/);
    expect(ladder).toMatch(/192\.0\.2\.11:5060 .*203\.0\.113\.5:5060 .*198\.51\.100\.22:5060/);
    expect(ladder).toMatch(/Call 1 of 1/);

    terminal.press('Enter');
    terminal.see(/INVITE sip:bob@example\.com SIP\/2\.0[\s\S]*Via: SIP\/2\.0\/UDP/);
    terminal.press('Escape');
    terminal.see(/180 Ringing/);

    terminal.press('F2');
    terminal.see(/File/);
    terminal.press('C-u');
    terminal.type(saved);
    terminal.press('Enter');
    terminal.see(/[Ss]aved/);
    const [call] = records<{ messages: number }>(['-I', file, '--print', 'dialogs']);
    const methods = peer('tshark', ['-r', saved, '-Y', 'sip', '-T', 'fields', '-e', 'sip.CSeq']);
    expect(methods.trim().split('\n')).toHaveLength(call.messages);

    terminal.press('Escape');
    terminal.see(/Call 1 of 1|Msgs|1 dialog/);
    terminal.press('q');
    fs.rmSync(folder, { recursive: true });
  });

  it('filters by method and leaves with code 0', () => {
    open(columns, rows, path.join(SAMPLES, 'mixed.pcapng'));
    terminal.see(/REGISTER[\s\S]*INVITE/);
    terminal.press('/');
    terminal.type('method REGISTER');
    terminal.press('Enter');
    terminal.see(/method REGISTER(?![\s\S]*\bINVITE\b)[\s\S]*REGISTER +alice/);
    terminal.press('q');
    expect(terminal.see(/ended with \d+/)).toMatch(/ended with 0/);
  });
});

it('the terminal is as it was after SIGTERM', () => {
  open(100, 30, path.join(SAMPLES, 'mixed.pcapng'));
  terminal.see(/REGISTER/);
  const pane = terminal.ask('list-panes', '-F', '#{pane_pid}');
  const program = peer('pgrep', ['-P', pane, 'node']).trim();
  process.kill(Number(program), 'SIGTERM');
  const after = terminal.see(/ended with \d+/);
  expect(after).toMatch(/ended with 143/);
  expect(after).not.toMatch(/REGISTER/);
  expect(terminal.ask('display-message', '-p', '#{alternate_on} #{cursor_flag}')).toBe('0 1');
});
