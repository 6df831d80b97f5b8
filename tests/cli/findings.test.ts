/** Findings of runs without a screen: what is printed, in which language, and when a run fails with 3. */

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { run } from '../../src/cli/run';
import { Diagnosis } from '../../src/diagnose/diagnosis';
import { pcapOf, scenario } from '../store/scenario';
import { FakeWorld } from './fake-world';

let folder: string;
let calls: string;

beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'findings-'));
  calls = path.join(folder, 'calls.pcap');
  const text = `
0    A > B INVITE sip:1@example.com | call=one
0.1  B > A 404 Not Found
1    A > B INVITE sip:2@example.com | call=two
1.1  B > A 404 Not Found
2    C > B INVITE | call=well
2.1  B > C 486 Busy Here
`;
  fs.writeFileSync(calls, pcapOf(scenario(text)));
});

afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

async function sipladder(argv: readonly string[], env: Record<string, string> = {}) {
  const world = Object.assign(new FakeWorld(), { env });
  const code = await run(['-I', calls, ...argv], world);
  return { code, out: world.out, told: world.told };
}

const TWO = 'sipladder: findings in 2 dialogs: not-found 2';

describe('--fail-on', () => {
  test('is 3 where something as grave was found, told in a line', async () => {
    expect(await sipladder(['-Nq', '--fail-on', 'error'])).toEqual({ code: 3, out: '', told: [TWO] });
    expect(await sipladder(['-Nq', '--fail-on', 'notice'])).toEqual({ code: 3, out: '', told: [TWO] });
  });

  test('is 0 where there is none among what the filter keeps', async () => {
    const one = await sipladder(['-Nq', '--fail-on', 'error', '--filter', 'callid one']);
    expect(one).toMatchObject({ code: 3, told: ['sipladder: findings in 1 dialog: not-found 1'] });
    expect(await sipladder(['-Nq', '--fail-on', 'notice', '--filter', 'state busy'])).toMatchObject({
      code: 0,
      told: [],
    });
  });

  test('goes with whatever is printed or saved', async () => {
    for (const what of ['dialogs', 'messages', 'stats', 'findings', 'ladder'])
      expect(await sipladder(['--print', what, '--fail-on', 'error'])).toMatchObject({ code: 3, told: [TWO] });
    const target = path.join(folder, 'saved.pcap');
    expect(await sipladder(['--save', target, '--fail-on', 'error'])).toMatchObject({ code: 3, told: [TWO] });
    expect(fs.existsSync(target)).toBe(true);
  });

  test('goes with messages that are printed as they come', async () => {
    const ended = await sipladder(['--print', 'messages', '--replay', '--speed', '1000', '--fail-on', 'error']);
    expect(ended).toMatchObject({ code: 3, told: [TWO] });
  });

  test('goes behind what failed', async () => {
    const nowhere = path.join(folder, 'nowhere', 'x.pcap');
    expect(await sipladder(['--save', nowhere, '--fail-on', 'error'])).toMatchObject({ code: 1 });
  });

  test('is refused where it can come to nothing', async () => {
    expect(await sipladder(['--fail-on', 'error'])).toMatchObject({
      code: 2,
      told: ['sipladder: --fail-on error: is for a run without a screen: add -N, --print or --save'],
    });
    expect(await sipladder(['-N', '--fail-on', 'fatal'])).toMatchObject({
      code: 2,
      told: ['sipladder: --fail-on fatal: not known; it can be error, warning, notice'],
    });
  });
});

describe('what no dialog shows, as a handshake of TLS that was refused,', () => {
  const HELLO = path.join(__dirname, '../../samples/findings/plain-sip-on-tls-hello.pcap');
  const found = async (...argv: string[]) => {
    const world = new FakeWorld();
    const code = await run(['-I', HELLO, '--print', 'findings', '--as', 'json', '--fail-on', 'error', ...argv], world);
    return { code, codes: [...world.out.matchAll(/"code":"([a-z-]+)"/g)].map(([, one]) => one), told: world.told };
  };

  test('is told of the whole capture', async () => {
    const told = ['sipladder: findings of 1 address: plain-sip-on-tls 1'];
    expect(await found()).toEqual({ code: 3, codes: ['plain-sip-on-tls'], told });
  });

  test('has no proofs in a report, and no empty lines for them', async () => {
    const world = new FakeWorld();
    await run(['-I', HELLO, '--print', 'findings'], world);
    expect(world.out).toMatch(/ The\n {2}handshake was likely refused\.\n\n {2}What to try: /);
  });

  test('is not told of some of its dialogs', async () => {
    expect((await found('-I', calls)).codes).toContain('plain-sip-on-tls');
    expect(await found('-I', calls, '--filter', 'callid well')).toEqual({ code: 0, codes: [], told: [] });
  });
});

describe('--print findings', () => {
  const codesOf = async (...argv: string[]) => {
    const { out } = await sipladder(['--print', 'findings', '--as', 'json', ...argv]);
    return out
      .split('\n')
      .flatMap((line) => (line === '' ? [] : [JSON.parse(line).callId.replace('@example.com', '')]));
  };

  test('has those of the dialogs that the filter keeps', async () => {
    expect(await codesOf()).toEqual(['one', 'two']);
    expect(await codesOf('--filter', 'callid two')).toEqual(['two']);
    expect(await codesOf('--filter', 'state busy')).toEqual([]);
  });

  test('filters by findings, also of what is redacted', async () => {
    expect(await codesOf('--filter', 'finding not-found and callid two')).toEqual(['two']);
    expect((await sipladder(['-N', '--filter', 'problems'])).out).toBe('Dialog count: 2\n');
    expect((await sipladder(['-N', '--filter', 'problems', '--redact'])).out).toBe('Dialog count: 2\n');
    expect((await sipladder(['-N', '--filter', 'severity error and callid one', '--redact'])).out).toBe(
      'Dialog count: 1\n',
    );
  });

  test('names the capture and the filter, and the filter not where it is redacted', async () => {
    const report = await sipladder(['--print', 'findings', '--filter', 'callid two']);
    expect(report.out).toContain(`\nCapture:        ${calls}\n`);
    expect(report.out).toContain('\nFilter:         callid two\n');
    const redacted = await sipladder(['--print', 'findings', '--redact', '--filter', 'callid two']);
    expect(redacted.out).toMatch(/not-found, 1/);
    expect(redacted.out).not.toMatch(/Filter|callid two|sip:2@example\.com/);
  });
});

describe('attackers', () => {
  let scans: string;
  beforeAll(() => {
    scans = path.join(folder, 'scans.pcap');
    const text = `
0    192.0.2.66 > B OPTIONS | call=s1 | User-Agent: friendly-scanner
1    192.0.2.67 > B OPTIONS | call=s2 | User-Agent: friendly-scanner
2    192.0.2.66 > B OPTIONS | call=s3 | User-Agent: friendly-scanner
3    A > B INVITE sip:2@example.com | call=two
3.1  B > A 404 Not Found
`;
    fs.writeFileSync(scans, pcapOf(scenario(text)));
  });
  const attackers = async (...argv: string[]) => {
    const world = new FakeWorld();
    const code = await run(['-I', scans, '--print', 'attackers', ...argv], world);
    return { code, out: world.out, told: world.told };
  };

  test('are those of the dialogs that the filter keeps', async () => {
    expect((await attackers()).out).toBe('192.0.2.66\n192.0.2.67\n');
    expect((await attackers('--filter', 'host 192.0.2.67')).out).toBe('192.0.2.67\n');
    expect((await attackers('--filter', 'host 192.0.2.1')).out).toBe('');
  });

  test('make a run fail, each address once', async () => {
    expect(await attackers('--fail-on', 'warning')).toMatchObject({
      code: 3,
      told: ['sipladder: findings in 1 dialog, of 2 addresses: scanner 2, not-found 1'],
    });
    expect(await attackers('--fail-on', 'warning', '--filter', 'host 192.0.2.66')).toMatchObject({
      code: 3,
      told: ['sipladder: findings of 1 address: scanner 1'],
    });
    expect(await attackers('--fail-on', 'error', '--filter', 'host 192.0.2.66')).toMatchObject({ code: 0, told: [] });
  });
});

describe('the language', () => {
  const titleOf = async (argv: readonly string[], env: Record<string, string> = {}) =>
    (await sipladder(['--print', 'findings', ...argv], env)).out.split('\n')[0];

  test('is that of the locale, or of --lang', async () => {
    expect(await titleOf([])).toBe('Findings');
    expect(await titleOf([], { LANG: 'es_ES.UTF-8' })).toBe('Problemas encontrados');
    expect(await titleOf([], { LANG: 'es_ES.UTF-8', LC_ALL: 'C' })).toBe('Findings');
    expect(await titleOf(['--lang', 'fr'], { LANG: 'es_ES.UTF-8' })).toBe('Problèmes trouvés');
    expect(await titleOf(['--lang', 'en'], { LANG: 'ru_RU.UTF-8' })).toBe('Findings');
    expect(await titleOf(['--lang', 'auto'], { LANG: 'ru_RU.UTF-8' })).toBe('Найденные проблемы');
  });

  test('that is not known is refused with those that are', async () => {
    expect(await sipladder(['-N', '--lang', 'de'])).toMatchObject({
      code: 2,
      told: ['sipladder: --lang de: not known; it can be auto, en, es, fr, pt, ru'],
    });
  });
});

test('a list of dialogs names the gravest of each, as the list on the screen', async () => {
  const lines = (await sipladder(['--print', 'dialogs'])).out.trimEnd().split('\n');
  const at = lines[0].indexOf('Finding');
  expect(lines.slice(1).map((line) => line.slice(at).split(/ {2,}/)[0])).toEqual(['not-found', 'not-found', '']);
});

describe('problems are looked for', () => {
  const looks = async (...argv: string[]) => {
    const settled = jest.spyOn(Diagnosis.prototype, 'settle');
    await sipladder(argv);
    const count = settled.mock.calls.length;
    settled.mockRestore();
    return count > 0;
  };

  test('only where somebody asks', async () => {
    expect(await looks('-N')).toBe(false);
    expect(await looks('--print', 'ladder', '--as', 'json')).toBe(false);
    expect(await looks('--print', 'messages', '--as', 'json')).toBe(false);
    expect(await looks('--print', 'dialogs')).toBe(true);
    expect(await looks('--print', 'dialogs', '--as', 'json')).toBe(true);
    expect(await looks('--print', 'stats')).toBe(true);
    expect(await looks('-N', '--fail-on', 'error')).toBe(true);
  });
});
