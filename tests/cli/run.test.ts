/** The program itself, bundled and started: its streams, its exit codes, and readers that go. */

import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { bundle } from '../built';
import { pcapOf, scenario } from '../store/scenario';

let folder: string;

beforeAll(() => {
  folder = bundle(['src/cli/main.ts']);
  const lines = Array.from({ length: 3000 }, (_, i) => `${i} A > B INVITE | call=${i}`);
  fs.writeFileSync(path.join(folder, 'calls.pcap'), pcapOf(scenario(lines.join('\n'))));
}, 30_000);

afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

/** Runs a line of shell in which `sipladder` is the program. */
function shell(line: string, input?: Buffer): { code: number | null; out: string; err: string } {
  const start = `sipladder() { "${process.execPath}" "${folder}/dist/cli/main.js" "$@"; }\n`;
  const { status, stdout, stderr } = spawnSync('bash', ['-c', `${start}set -o pipefail\n${line}`], {
    cwd: folder,
    maxBuffer: 2 ** 26,
    input,
  });
  return { code: status, out: stdout.toString(), err: stderr.toString() };
}

test('prints to standard output and ends with 0', () => {
  const { code, out, err } = shell('sipladder -I calls.pcap --print dialogs --as json');
  expect({ code, err, lines: out.split('\n').length }).toEqual({ code: 0, err: '', lines: 3001 });
});

test('reads standard input', () => {
  const bytes = fs.readFileSync(path.join(folder, 'calls.pcap'));
  expect(shell('sipladder -NI -', bytes)).toEqual({ code: 0, out: 'Dialog count: 3000\n', err: '' });
  expect(shell('gzip -c calls.pcap | sipladder -N -I -')).toEqual({ code: 0, out: 'Dialog count: 3000\n', err: '' });
});

test('a reader that goes ends it quietly', () => {
  for (const what of ['messages', 'raw', 'dialogs']) {
    const { code, out, err } = shell(`sipladder -I calls.pcap --print ${what} --as json | head -1`);
    expect({ what, code, lines: out.split('\n').length, err }).toEqual({ what, code: 0, lines: 2, err: '' });
  }
});

test('a full disk behind standard output is an error in one line', () => {
  if (!fs.existsSync('/dev/full')) return;
  expect(shell('sipladder -I calls.pcap --print raw > /dev/full')).toEqual({
    code: 1,
    out: '',
    err: 'sipladder: standard output cannot be written: the disk is full\n',
  });
});

test('errors are one line each, on standard error, with their codes', () => {
  expect(shell('sipladder -I nothing.pcap -N')).toEqual({
    code: 1,
    out: '',
    err: 'sipladder: nothing.pcap: no such file\n',
  });
  expect(shell('sipladder --frobnicate')).toEqual({
    code: 2,
    out: '',
    err: 'sipladder: no such option: --frobnicate; --help lists them\n',
  });
  expect(shell('sipladder calls.pcap').err).toBe(
    'sipladder: to open calls.pcap, write -I before it: sipladder -I calls.pcap\n',
  );
  expect(shell('sipladder -I calls.pcap')).toMatchObject({ code: 2, out: '' });
});

test('a name with control characters does not reach the terminal', () => {
  expect(shell("sipladder -N -I $'no\\e[31m\\nfile'").err).toBe('sipladder: no␛[31m␊file: no such file\n');
});

test('options may be glued, and stand behind words', () => {
  expect(shell('sipladder method INVITE -NIcalls.pcap -l 5 -R').out).toBe('Dialog count: 5\n');
});

test('help and version', () => {
  expect(shell('sipladder -V').out).toMatch(/^sipladder \d+\.\d+\.\d+\n$/);
  expect(shell('sipladder --help | head -1')).toMatchObject({
    code: 0,
    out: 'sipladder [options] [capture filter or filter words]\n',
  });
});
