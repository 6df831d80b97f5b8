/** Runs without a screen, with a world that keeps what they say: samples in, output and exit code out. */

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { run } from '../../src/cli/run';
import { NO_FILES } from '../../src/cli/settings-files';
import { PRINTABLES, TABLE_FORMATS } from '../../src/export/print';
import { pcapOf, scenario } from '../store/scenario';
import { FakeWorld } from './fake-world';

const SAMPLES = path.join(__dirname, '../../samples');
const samples = fs.readdirSync(SAMPLES).filter((name) => /\.pcap(ng)?$/.test(name));
/** Those of its folders too, as in `clean/hold.pcap`. */
const allSamples = fs
  .readdirSync(SAMPLES, { encoding: 'utf8', recursive: true })
  .filter((name) => /\.pcap(ng)?$/.test(name));

let folder: string;
let calls: string;

beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'headless-'));
  calls = path.join(folder, 'calls.pcap');
  const text = `
0    A > B INVITE | call=up
0.1  B > A 200 OK
1    A > B INVITE | call=busy
1.1  B > A 486 Busy Here
2    C > B OPTIONS | call=ping
3    C > B OPTIONS | call=none
`;
  fs.writeFileSync(calls, pcapOf(scenario(text)));
});

afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

interface Ended {
  code: number;
  out: string;
  told: string[];
}

async function sipladder(...argv: string[]): Promise<Ended> {
  const world = new FakeWorld();
  const code = await run(argv, world);
  return { code, out: world.out, told: world.told };
}

test("a filter takes the user's names of hosts, also where they are redacted", async () => {
  class NamingWorld extends FakeWorld {
    override settings() {
      const values = { ...NO_FILES.values, 'hosts.aliases': { '10.0.0.3': 'pinger' } };
      return { file: '/settings.json', ...NO_FILES, values };
    }
  }
  const counted = async (filter: string, ...more: string[]) => {
    const world = new NamingWorld();
    await run(['-N', '-I', calls, '--filter', filter, ...more], world);
    return world.out;
  };
  expect(await counted('host pinger')).toBe('Dialog count: 1\n');
  expect(await counted('host pinger', '--redact')).toBe('Dialog count: 1\n');
  expect(await counted('host nobody')).toBe('Dialog count: 0\n');
});

describe('what other programs find is held by', () => {
  test.each(allSamples)('%s', async (name) => {
    const known = JSON.parse(fs.readFileSync(path.join(SAMPLES, 'expected.json'), 'utf8'))[name];
    const [stats] = (await sipladder('-I', path.join(SAMPLES, name), '--print', 'stats', '--as', 'json')).out
      .split('\n')
      .map((line) => line && JSON.parse(line));
    // Other programs count the copies of a message, of which there are two here; to us they are one message.
    const seen = name.includes('/copies-') ? 2 : 1;
    const times = (counts: Record<string, number>) =>
      Object.fromEntries(Object.entries(counts).map(([what, count]) => [what, count * seen]));
    const { packets, callIds, methods, statuses } = known;
    expect({
      packets: stats.packets,
      callIds: stats.dialogs,
      methods: times(stats.byMethod),
      statuses: times(stats.byStatus),
    }).toEqual({
      packets,
      callIds,
      methods,
      statuses,
    });
  });
});

describe.each(samples)('%s', (name) => {
  const file = path.join(SAMPLES, name);

  test('prints everything in every format', async () => {
    for (const what of PRINTABLES) {
      for (const as of TABLE_FORMATS) {
        const { code, out, told } = await sipladder('-I', file, '--print', what, '--as', as);
        expect({ what, as, code, told }).toEqual({ what, as, code: 0, told: [] });
        if (as === 'json') for (const line of out.split('\n').slice(0, -1)) JSON.parse(line);
      }
    }
  });

  test('is the same once it is saved', async () => {
    const saved = path.join(folder, `${name}.saved.pcapng`);
    const ended = await sipladder('-I', file, '--save', saved);
    // Without SIP there is nothing to save.
    if (name === 'tls.pcap' || name === 'rtp-only.pcap') return expect(ended).toMatchObject({ code: 1, out: '' });
    expect(ended).toMatchObject({ code: 0, out: '', told: [] });
    const messages = (from: string) => sipladder('-I', from, '--print', 'messages', '--as', 'csv');
    expect((await messages(saved)).out).toBe((await messages(file)).out);
  });
});

describe('what is kept', () => {
  const callIds = async (...argv: string[]) => {
    const { out } = await sipladder('-I', calls, '--print', 'dialogs', '--as', 'json', ...argv);
    return out
      .split('\n')
      .flatMap((line) => (line === '' ? [] : [JSON.parse(line).callId.replace('@example.com', '')]));
  };

  test('by filters and limits', async () => {
    expect(await callIds()).toEqual(['up', 'busy', 'ping']);
    expect(await callIds('--filter', 'state busy')).toEqual(['busy']);
    expect(await callIds('method', 'INVITE')).toEqual(['up', 'busy']);
    expect(await callIds('--filter', 'bob', 'method', 'INVITE', '--filter', 'not state busy')).toEqual(['up']);
    expect(await callIds('-c')).toEqual(['up', 'busy']);
    expect(await callIds('-l', '1')).toEqual(['up']);
    expect(await callIds('-Rl1')).toEqual(['ping']);
  });

  test('words taken as a filter are named, what was left out is told', async () => {
    expect((await sipladder('-I', calls, '-N', 'method', 'INVITE')).told).toEqual([
      'sipladder: read as a filter: method INVITE',
    ]);
    expect((await sipladder('-I', calls, '-N', '-l', '1')).told).toEqual([
      'sipladder: 3 messages were left out, of dialogs beyond --limit 1',
    ]);
    expect((await sipladder('-I', calls, '-N', '-Rl', '1')).told).toEqual([
      'sipladder: 2 dialogs were dropped to stay within the limits (--limit, --memory); what came of one later begins midway',
    ]);
    expect((await sipladder('-I', calls, '-N', '-l', '2')).told).toEqual([
      'sipladder: 1 message was left out, of dialogs beyond --limit 2',
    ]);
    expect((await sipladder('-I', calls, '-N', '-c')).told).toEqual([]);
  });

  test('a dialog that was dropped and goes on is another one, which begins midway', async () => {
    const file = path.join(folder, 'dropped.pcap');
    const text = `
0   A > B INVITE | call=long
1   B > A 200 OK
2   A > B OPTIONS | call=short
3   A > B BYE | call=long
4   B > A 200 OK
`;
    fs.writeFileSync(file, pcapOf(scenario(text)));
    const { out, told } = await sipladder('-I', file, '-Rl1', '--print', 'dialogs', '--as', 'json');
    expect(
      out
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toMatchObject([
      { index: 3, callId: 'long@example.com', method: 'BYE', messages: 2, setupMs: null, talkMs: null },
    ]);
    expect(told).toEqual([
      'sipladder: 2 dialogs were dropped to stay within the limits (--limit, --memory); what came of one later begins midway',
    ]);
  });

  test('what no memory was left for is told', async () => {
    // What comes from gzip has to be kept, as it cannot be read again.
    const file = path.join(folder, 'one.pcap.gz');
    const lines = Array.from({ length: 120 }, (_, i) => `${i} A > B INFO | Subject: ${'x'.repeat(50_000)}`);
    fs.writeFileSync(file, gzipSync(pcapOf(scenario(lines.join('\n')))));
    const { told } = await sipladder('-I', file, '-N', '--memory', '4MB');
    expect(told).toEqual([
      expect.stringMatching(/^sipladder: \d+ messages were left out, for want of memory \(--memory\)$/),
    ]);
  });

  test('messages without a Call-ID, unless something is filtered', async () => {
    const lines = async (...argv: string[]) =>
      (await sipladder('-I', calls, '--print', 'messages', '--as', 'csv', ...argv)).out.split('\r\n');
    expect(await lines()).toHaveLength(6 + 2);
    expect(await lines('--filter', 'not from nobody')).toHaveLength(5 + 2);
  });

  test('of two captures, merged by time', async () => {
    const later = path.join(folder, 'later.pcap');
    fs.writeFileSync(later, pcapOf(scenario('0.5 A > B OPTIONS | call=between')));
    const { out } = await sipladder('-I', calls, '-I', later, '--print', 'dialogs', '--as', 'json');
    expect(out.match(/"callId":"\w+/g)).toEqual(['up', 'between', 'busy', 'ping'].map((id) => `"callId":"${id}`));
  });
});

describe('-N', () => {
  test('counts', async () =>
    expect(await sipladder('-I', calls, '-N')).toEqual({ code: 0, out: 'Dialog count: 3\n', told: [] }));

  test('counts what the filter keeps', async () => {
    expect((await sipladder('-NI', calls, '--filter', 'state busy')).out).toBe('Dialog count: 1\n');
  });

  test('and -q say nothing', async () =>
    expect(await sipladder('-I', calls, '-Nq')).toEqual({ code: 0, out: '', told: [] }));
});

describe('-T and --save', () => {
  test.each(['.pcap', '.pcapng'])('a capture without SIP is nothing to save as %s', async (ending) => {
    const tls = path.join(__dirname, '..', '..', 'samples', 'tls.pcap');
    const target = path.join(os.tmpdir(), `sipladder-nothing-${process.pid}${ending}`);
    for (const more of [[], ['--redact']]) {
      const { code, told } = await sipladder('-I', tls, '--save', target, ...more);
      expect([code, told.at(-1)]).toEqual([1, `sipladder: ${target}: there is nothing to save`]);
      expect(fs.existsSync(target)).toBe(false);
    }
  });

  test('a drawing of several calls says how one is left', async () => {
    const target = path.join(os.tmpdir(), `sipladder-several-${process.pid}.svg`);
    const { code, told } = await sipladder(
      '-I',
      path.join(__dirname, '..', '..', 'samples', 'mixed.pcapng'),
      '--save',
      target,
    );
    expect([code, told.at(-1)]).toEqual([1, expect.stringMatching(/: keep one with a filter, or take \.html$/)]);
  });

  test('write, and print as well when asked', async () => {
    const text = path.join(folder, 'all.anything');
    const ended = await sipladder('-I', calls, '-T', text, '--print', 'dialogs', '--as', 'csv');
    expect(ended).toMatchObject({ code: 0, told: [] });
    expect(ended.out.split('\r\n')).toHaveLength(3 + 2);
    expect(fs.readFileSync(text, 'utf8').match(/ UDP /g)).toHaveLength(6);
  });

  test('never write over a capture that is read', async () => {
    const before = fs.readFileSync(calls);
    for (const option of ['--save', '-T']) {
      expect(await sipladder('-I', calls, option, calls, '--filter', 'state busy', '--print', 'dialogs')).toEqual({
        code: 1,
        out: '',
        told: [`sipladder: ${calls}: is the capture that is being read; choose another name`],
      });
    }
    expect(fs.readFileSync(calls).equals(before)).toBe(true);
  });

  test('what cannot be written is an error', async () => {
    const target = path.join(folder, 'missing', 'out.pcap');
    expect(await sipladder('-I', calls, '--save', target)).toEqual({
      code: 1,
      out: '',
      told: [`sipladder: ${target}: no such folder`],
    });
  });
});

describe('RTP', () => {
  const CALL = path.join(SAMPLES, 'call-rtp.pcap');
  const streams = async (file: string) => (await sipladder('-I', file, '--print', 'streams', '--as', 'csv')).out;

  test.each(['.pcap', '.pcapng'])('goes along with -r in %s, every packet of every stream', async (ending) => {
    for (const name of samples.filter((one) => one !== 'tls.pcap')) {
      const [file, saved] = [path.join(SAMPLES, name), path.join(folder, `with-rtp${ending}`)];
      // Kernels capture in another link type here, which one .pcap does not mix with.
      expect(await sipladder('-rI', file, '--save', saved)).toMatchObject({ code: 0, out: '', told: [] });
      expect({ name, streams: await streams(saved) }).toEqual({ name, streams: await streams(file) });
    }
  });

  test('stays behind without -r, and in text', async () => {
    const [saved, text] = [path.join(folder, 'no-rtp.pcap'), path.join(folder, 'rtp.txt')];
    expect(await sipladder('-I', CALL, '--save', saved)).toMatchObject({ code: 0, told: [] });
    expect((await streams(saved)).split('\r\n')).toHaveLength(2);
    expect(await sipladder('-rI', CALL, '--save', text)).toMatchObject({ code: 0, told: [] });
    expect(fs.readFileSync(text, 'utf8').match(/ UDP /g)).toHaveLength(6);
  });

  test('of one call is heard in a .wav', async () => {
    const wav = path.join(folder, 'call.wav');
    expect(await sipladder('-I', CALL, '--save', wav)).toEqual({ code: 0, out: '', told: [] });
    const bytes = fs.readFileSync(wav);
    // Two channels at 8000 Hz; 216 packets of 20 ms, those of the two directions 5 ms apart.
    expect([bytes.readUInt16LE(22), bytes.readUInt32LE(24)]).toEqual([2, 8000]);
    expect((bytes.length - 44) / 4 / 8000).toBeCloseTo(216 * 0.02 + 0.0045, 3);
  });

  test('of several calls is not heard at once: a filter must leave one', async () => {
    const [file, wav] = [path.join(SAMPLES, 'mixed.pcapng'), path.join(folder, 'mixed.wav')];
    expect(await sipladder('-I', file, '--save', wav)).toEqual({
      code: 1,
      out: '',
      told: [
        `sipladder: ${wav}: a .wav holds one call, and there are 2 with audio; a filter such as callid leaves one`,
      ],
    });
    expect(await sipladder('-I', file, '--filter', 'host 198.51.100.10', '--save', wav)).toMatchObject({ code: 0 });
    expect(fs.readFileSync(wav).readUInt16LE(22)).toBe(2);
  });
});

describe('inputs', () => {
  test.each([
    ['that are missing', 'nothing.pcap', null, ': no such file'],
    ['that are empty', 'empty.pcap', '', ': is empty'],
    ['that are text', 'text.pcap', 'hello, world\n', ': no capture but text; pcap, pcapng and gzip of these are read'],
  ])('%s end the run', async (_, name, content, said) => {
    const file = path.join(folder, name);
    if (content !== null) fs.writeFileSync(file, content);
    expect(await sipladder('-I', file, '-N')).toEqual({ code: 1, out: '', told: [`sipladder: ${file}${said}`] });
  });

  test('that are folders end the run', async () => {
    expect(await sipladder('-I', folder, '-N')).toMatchObject({
      code: 1,
      told: [`sipladder: ${folder}: is a directory, not a capture`],
    });
  });

  test('that are cut are read up to the cut, with a warning', async () => {
    const file = path.join(folder, 'cut.pcap');
    fs.writeFileSync(file, fs.readFileSync(calls).subarray(0, -30));
    const { code, out, told } = await sipladder('-I', file, '--print', 'stats', '--as', 'json');
    expect({ code, messages: JSON.parse(out).messages, warnings: told.length }).toEqual({
      code: 0,
      messages: 5,
      warnings: 1,
    });
    expect(told[0]).toMatch(/^sipladder: .*cut\.pcap/);
  });

  test('one that is wrong spoils the run, before anything is printed', async () => {
    const ended = await sipladder('-I', calls, '-I', path.join(folder, 'nothing.pcap'), '--print', 'dialogs');
    expect(ended).toMatchObject({ code: 1, out: '' });
  });
});

describe('the command line', () => {
  test('that is wrong ends with 2 and one line', async () => {
    for (const argv of [['--frobnicate'], [], ['-I', calls, '--print', 'x'], ['-I', calls, '-l', '0'], ['-I', calls]]) {
      const { code, out, told } = await sipladder(...argv);
      expect({ argv, code, out, lines: told.length }).toEqual({ argv, code: 2, out: '', lines: 1 });
    }
  });

  test('for help and version', async () => {
    expect(await sipladder('--help')).toMatchObject({
      code: 0,
      out: expect.stringContaining('--print WHAT'),
      told: [],
    });
    expect(await sipladder('-V')).toMatchObject({ code: 0, out: expect.stringMatching(/^sipladder \d+\.\d+\.\d+\n$/) });
  });
});

test('nothing is printed any more once the reader went', async () => {
  const many = path.join(folder, 'many.pcap');
  const lines = Array.from({ length: 2000 }, (_, i) => `${i} A > B INVITE | call=${i}`);
  fs.writeFileSync(many, pcapOf(scenario(lines.join('\n'))));
  const world = new FakeWorld();
  world.patience = 1;
  expect(await run(['-I', many, '--print', 'raw'], world)).toBe(0);
  expect(world.prints).toBe(2);
  expect(world.told).toEqual([]);
});

describe('--redact', () => {
  const CALLS = `
0    A > B INVITE | From: "Marta" <sip:marta@office.example>;tag=1 | call=up
0.1  B > A 200 OK | call=up
1    A > B INVITE | From: "Jens" <sip:jens@office.example>;tag=1 | call=busy
1.1  B > A 486 Busy Here | call=busy
`;
  let file: string;
  beforeAll(() => {
    file = path.join(folder, 'people.pcap');
    fs.writeFileSync(file, pcapOf(scenario(CALLS)));
  });

  const dialogs = async (...argv: string[]) => {
    const { out } = await sipladder(...argv, '--print', 'dialogs', '--as', 'json');
    return out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  };

  test('has filters speak of what was captured', async () => {
    expect(await dialogs('-I', file, '--redact', '--filter', 'from marta')).toMatchObject([
      { index: 1, callId: 'call1', fromUser: 'user2', state: 'in call' },
    ]);
    expect(await dialogs('-I', file, '--redact', '--filter', 'from jens')).toMatchObject([
      { index: 2, callId: 'call2', state: 'busy' },
    ]);
    expect((await sipladder('-I', file, '--redact', '-N', '--filter', 'from user1')).out).toBe('Dialog count: 0\n');
  });

  test('saves what a filter keeps, and records, with stand-ins', async () => {
    const [saved, recorded] = [path.join(folder, 'redacted.pcapng'), path.join(folder, 'redacted.pcap')];
    const ended = await sipladder('-I', file, '--redact', '--filter', 'from jens', '--save', saved, '-O', recorded);
    expect(ended).toEqual({ code: 0, out: '', told: [] });
    expect(await dialogs('-I', saved)).toMatchObject([{ callId: 'call2', state: 'busy' }]);
    expect(await dialogs('-I', recorded)).toMatchObject([{ callId: 'call1' }, { callId: 'call2' }]);
    for (const made of [saved, recorded]) {
      expect(fs.readFileSync(made, 'latin1')).not.toMatch(/marta|jens|office/i);
    }
  });

  test('never writes over the capture that is read', async () => {
    expect((await sipladder('-I', file, '--redact', '--save', file)).code).toBe(1);
    expect((await sipladder('-I', file, '--redact', '-N', '-O', file)).code).toBe(1);
    expect(fs.readFileSync(file, 'latin1')).toContain('marta');
  });

  test('does not tell stand-ins for the addresses of attackers', async () => {
    const { code, told } = await sipladder('-I', file, '--redact', '--print', 'attackers');
    expect(code).toBe(2);
    expect(told.join()).toMatch(/--print attackers: with --redact the addresses are stand-ins/);
  });

  test('does not write a voice', async () => {
    expect((await sipladder('-I', file, '--redact', '--save', 'x.wav')).code).toBe(2);
  });
});

/** Samples with headers that relate legs, and the Call-IDs of these. */
const CERTAIN: [string, ...string[]][] = [
  ['x-call-id.pcap', '8b1f2c64@192.0.2.11', '5d0c77e1@203.0.113.7', 'e3a94b05@203.0.113.5'],
  ['session-id.pcap', '1f0a6bd3@192.0.2.11', '93c7d20e@203.0.113.7'],
  ['attended-transfer.pcap', '71c3e8b4@192.0.2.11', '2f6d90aa@192.0.2.11', 'c04be57f@192.0.2.12'],
];

describe('legs', () => {
  const legs = (out: string) =>
    out
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line))
      .map(({ callId, legs: certain, guessedLegs }) => [callId, certain, guessedLegs].join(' | '));
  let file: string;

  beforeAll(() => {
    file = path.join(folder, 'legs.pcap');
    const text = `
0    A > B INVITE | call=in
0.1  B > C INVITE | call=out
1    C > D INVITE | call=last | X-CID: out@example.com
2    E > F OPTIONS | call=ping
`;
    fs.writeFileSync(file, pcapOf(scenario(text)));
  });

  test('are printed, those that are guessed apart', async () => {
    expect(legs((await sipladder('-I', file, '--print', 'dialogs', '--as', 'json')).out)).toEqual([
      'in@example.com |  | out@example.com,last@example.com',
      'out@example.com | last@example.com | in@example.com',
      'last@example.com | out@example.com | in@example.com',
      'ping@example.com |  | ',
    ]);
  });

  test('are the same of what is redacted, and filters find them', async () => {
    const { out } = await sipladder('-I', file, '--redact', '--print', 'dialogs', '--as', 'json');
    expect(legs(out)).toEqual([
      'call1 |  | call2,call3',
      'call2 | call3 | call1',
      'call3 | call2 | call1',
      'call4 |  | ',
    ]);
    const count = async (filter: string) => (await sipladder('-I', file, '--redact', '-N', '--filter', filter)).out;
    expect(await count('related last@')).toBe('Dialog count: 3\n');
    expect(await count('related ping')).toBe('Dialog count: 1\n');
  });

  test('are guessed in a capture of a B2BUA that tells nothing of them', async () => {
    const { out } = await sipladder('-I', path.join(SAMPLES, 'two-legs.pcap'), '--print', 'dialogs', '--as', 'json');
    const [first, second] = ['1-17860@192.0.2.11', '1-17863@203.0.113.7'];
    expect(legs(out)).toEqual([`${first} |  | ${second}`, `${second} |  | ${first}`]);
  });

  describe.each(CERTAIN)('are certain in %s', (name, ...ids) => {
    const all = (callIds: readonly string[]) =>
      callIds.map((own) => `${own} | ${callIds.filter((id) => id !== own)} | `);
    const sample = path.join(SAMPLES, name);

    test('as it is', async () => {
      expect(legs((await sipladder('-I', sample, '--print', 'dialogs', '--as', 'json')).out)).toEqual(all(ids));
    });

    test('saved redacted', async () => {
      const saved = path.join(folder, `redacted-${name}`);
      expect((await sipladder('-I', sample, '--redact', '--save', saved)).code).toBe(0);
      const { out } = await sipladder('-I', saved, '--print', 'dialogs', '--as', 'json');
      expect(legs(out)).toEqual(all(ids.map((_, index) => `call${index + 1}`)));
    });
  });

  test('are asked for by filters', async () => {
    const count = async (filter: string) => (await sipladder('-I', file, '-N', '--filter', filter)).out;
    expect(await count('legs > 0')).toBe('Dialog count: 3\n');
    expect(await count('legs >= 3')).toBe('Dialog count: 0\n');
    expect(await count('related last@')).toBe('Dialog count: 3\n');
    expect(await count('related ping')).toBe('Dialog count: 1\n');
  });

  test('are taken along with --legs', async () => {
    expect((await sipladder('-I', file, '-N', '--legs', 'callid', 'last@')).out).toBe('Dialog count: 3\n');
    const saved = path.join(folder, 'legs-saved.pcap');
    expect((await sipladder('-I', file, '--save', saved, '--legs', 'callid', 'last@')).code).toBe(0);
    expect((await sipladder('-I', saved, '-N')).out).toBe('Dialog count: 3\n');
  });
});
