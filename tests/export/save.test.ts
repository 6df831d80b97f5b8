/** Saved captures are read back: the same packets, each once; and what is left when saving fails. */

import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { newFrame } from '../../src/capture/frame';
import { openInput } from '../../src/capture/open';
import { Session } from '../../src/engine/session';
import { type SaveFiles, type SaveOutcome, saveDialogs } from '../../src/export/save';
import { NO_LIMITS } from '../../src/store/store';
import { type MadePacket, pcap } from '../capture/build';
import { ethernet, ipv4, sip, tcp, udp } from '../decode/build';
import { dialogsOf, play } from '../store/play';
import { framesOf, packetOf, scenario } from '../store/scenario';

let folder: string;

beforeEach(async () => {
  folder = await fs.mkdtemp(path.join(os.tmpdir(), 'save-'));
});

afterEach(() => fs.rm(folder, { recursive: true, force: true }));

const NANOSECONDS = 0xa1b23c4d;

function packet(bytes: Buffer, microseconds: number, extra: Partial<MadePacket> = {}): MadePacket {
  return { bytes, seconds: 1000, nanos: microseconds * 1000, ...extra };
}

/** A call with a copy and a retransmission, one message in fragments, one in two segments, two in one segment. */
function packets(): MadePacket[] {
  const [invite, busy] = scenario('0 A > B INVITE\n0 B > A 486 Busy Here').map(packetOf);
  const long = udp(sip('fragmented', 'x'.repeat(3000)));
  const pieces = [0, 1480].map((offset) =>
    ethernet(ipv4(long.subarray(offset, offset === 0 ? 1480 : undefined), { id: 7, offset, more: offset === 0 })),
  );
  const stream = Buffer.concat([sip('segments', 'one'), sip('both'), sip('both-too')]);
  const segments = [stream.subarray(0, 50), stream.subarray(50)].map((bytes, i) =>
    ethernet(ipv4(tcp(bytes, { sequence: 1 + 50 * i }), { protocol: 6 })),
  );
  const media = ethernet(
    ipv4(udp(Buffer.concat([Buffer.from([0x80, 0]), Buffer.alloc(30)]), { from: 4000, to: 4002 })),
  );
  return [
    packet(invite, 0),
    packet(invite, 300),
    packet(media, 400),
    packet(invite, 500_000),
    packet(busy, 600_000, { nanos: 600_000_123, wireLength: busy.length + 20 }),
    packet(pieces[1], 700_000),
    packet(pieces[0], 700_100),
    packet(segments[0], 800_000),
    packet(segments[1], 800_100),
  ];
}

async function read(bytes: Buffer, name = 'in.pcap'): Promise<Session> {
  const file = path.join(folder, name);
  await fs.writeFile(file, bytes);
  const session = await Session.open([file], NO_LIMITS);
  await session.readAll();
  return session;
}

interface Kept {
  time: string;
  wireLength: number;
  linkType: number;
  hex: string;
}

async function packetsIn(file: string): Promise<Kept[]> {
  const input = await openInput(file, 0);
  const frame = newFrame();
  const kept: Kept[] = [];
  do {
    while (input.next(frame)) {
      const { seconds, nanos, wireLength, linkType, bytes, start, end } = frame;
      kept.push({
        time: `${seconds}.${String(nanos).padStart(9, '0')}`,
        wireLength,
        linkType,
        hex: bytes.toString('hex', start, end),
      });
    }
  } while (await input.fill());
  expect(input.warnings).toEqual([]);
  input.close();
  return kept;
}

/** Saves everything and hands out what the file holds. */
async function savedAs(session: Session, name: string): Promise<{ outcome: SaveOutcome; file: string }> {
  const file = path.join(folder, name);
  const what = { dialogs: dialogsOf(session.store), strays: true };
  return { outcome: await saveDialogs(session.store, what, file, { overwrite: false, format: null }), file };
}

/** What is left in the folder besides the input. */
async function left(): Promise<string[]> {
  return (await fs.readdir(folder)).filter((name) => !name.startsWith('in.'));
}

const expectedOf = (made: readonly MadePacket[]): Kept[] =>
  made
    .filter(({ bytes }) => (bytes as Buffer).indexOf(' SIP/2.0') >= 0 || (bytes as Buffer).length > 100)
    .map(({ bytes, seconds, nanos = 0, wireLength }) => ({
      time: `${seconds}.${String(nanos).padStart(9, '0')}`,
      wireLength: wireLength ?? bytes.length,
      linkType: 1,
      hex: (bytes as Buffer).toString('hex'),
    }));

describe.each([
  ['a file', (bytes: Buffer) => read(bytes)],
  ['gzip, which cannot be read again', (bytes: Buffer) => read(gzipSync(bytes), 'in.pcap.gz')],
])('of %s', (_, open) => {
  test.each(['out.pcap', 'out.pcapng', 'OUT.PCAP'])('all packets of SIP come back from %s', async (name) => {
    const made = packets();
    const session = await open(pcap({ magic: NANOSECONDS }, made));
    const { outcome, file } = await savedAs(session, name);
    expect(outcome).toMatchObject({ outcome: 'saved', path: file, dialogs: 5, packets: 8 });
    expect(await packetsIn(file)).toEqual(expectedOf(made));
    const { size } = await fs.stat(file);
    expect(outcome).toMatchObject({ bytes: size });
    session.close();
  });

  test('text has each message once', async () => {
    const session = await open(pcap({ magic: NANOSECONDS }, packets()));
    const { outcome, file } = await savedAs(session, 'out.txt');
    expect(outcome).toMatchObject({ outcome: 'saved', packets: 7 });
    const heads = (await fs.readFile(file, 'utf8')).split('\n').filter((line) => line.startsWith('1970-'));
    expect(heads).toEqual([
      '1970-01-01T00:16:40.000000Z UDP 10.0.0.1:5060 -> 10.0.0.2:5060',
      '1970-01-01T00:16:40.500000Z UDP 10.0.0.1:5060 -> 10.0.0.2:5060 retransmission',
      '1970-01-01T00:16:40.600000Z UDP 10.0.0.2:5060 -> 10.0.0.1:5060',
      '1970-01-01T00:16:40.700100Z UDP 10.0.0.1:5060 -> 10.0.0.2:5060',
      ...Array(3).fill('1970-01-01T00:16:40.800100Z TCP 10.0.0.1:5060 -> 10.0.0.2:5060'),
    ]);
    session.close();
  });
});

test('microseconds stay microseconds, for old programs', async () => {
  const session = await read(pcap({}, packets().slice(0, 2)));
  const { file } = await savedAs(session, 'out.pcap');
  expect((await fs.readFile(file)).readUInt32LE(0)).toBe(0xa1b2c3d4);
});

test('only the dialogs that were asked for', async () => {
  const session = await read(pcap({}, packets()));
  const file = path.join(folder, 'out.pcap');
  const [, fragmented] = dialogsOf(session.store);
  await saveDialogs(session.store, { dialogs: [fragmented], strays: false }, file, { overwrite: false, format: null });
  expect((await packetsIn(file)).map(({ time }) => time)).toEqual(['1000.700000000', '1000.700100000']);
});

test('a saved capture makes the same dialogs', async () => {
  const session = await read(pcap({}, packets()));
  const { file } = await savedAs(session, 'out.pcapng');
  const again = await Session.open([file], NO_LIMITS);
  await again.readAll();
  const callIds = ({ store }: Session) => dialogsOf(store).map((row) => store.names.callId(row));
  expect(callIds(again)).toEqual(callIds(session));
  expect(again.store.messageCount).toBe(session.store.messageCount);
});

describe('text', () => {
  test('shows control characters as symbols', async () => {
    const [call] = scenario('0 A > B INVITE | Subject: red \x1b[31m\u202e');
    const session = await read(pcap({}, [packet(packetOf(call), 0)]));
    const { file } = await savedAs(session, 'out.txt');
    const text = await fs.readFile(file, 'utf8');
    expect(text).toContain('Subject: red ␛[31m\ufffd');
    expect(text.replaceAll('\n', '')).not.toMatch(/[\0-\x1f]/);
  });

  test.each(['.txt', '.pcap'])(
    'leaves out what went before it was written, and what took its place, as %s',
    async (ending) => {
      const [early, late] = framesOf(scenario('0 A > B INVITE | Call-ID: early\n1 A > B INVITE | Call-ID: late'));
      const { store, decoder } = play([early], { open: true, limits: { dialogs: 1, rotate: true } });
      const [row] = dialogsOf(store);
      const files: SaveFiles = {
        ...fs,
        async open(...order) {
          // Another call comes meanwhile, and gets the row of the one that is to be saved.
          decoder.frame(late);
          expect([dialogsOf(store), store.names.callId(row)]).toEqual([[row], 'late']);
          return fs.open(...order);
        },
      };
      const what = { dialogs: [row], strays: false };
      const saved = saveDialogs(
        store,
        what,
        path.join(folder, `out${ending}`),
        { overwrite: false, format: null },
        files,
      );
      expect(await saved).toMatchObject({ outcome: 'saved', dialogs: 0, packets: 0 });
    },
  );

  test('is refused where the capture has no messages', async () => {
    const session = await read(pcap({}, [packets()[2]!]));
    const file = path.join(folder, 'out.txt');
    const saved = saveDialogs(session.store, { dialogs: [], strays: true }, file, { overwrite: false, format: null });
    expect(await saved).toEqual({
      outcome: 'failed',
      message: `${file}: a text holds messages, and the capture has none: choose .pcap or .wav`,
    });
    expect(await fs.readdir(folder)).toEqual(['in.pcap']);
  });

  test('says so when the capture has become shorter since it was read', async () => {
    // More of it than is held in memory from reading it.
    const long = scenario(`0 A > B INVITE | Subject: ${'x'.repeat(2000)}`).map(packetOf)[0];
    const many = Array.from({ length: 200 }, (_, i) => packet(long, i * 100_000));
    const session = await read(pcap({}, many));
    await fs.truncate(path.join(folder, 'in.pcap'), 200);
    const { outcome, file } = await savedAs(session, 'out.pcap');
    expect(outcome).toMatchObject({
      outcome: 'failed',
      message: expect.stringContaining('has changed since it was read'),
    });
    expect(await fs.stat(file).catch(() => null)).toBeNull();
  });
});

describe('in the way', () => {
  /** Tries to save, perhaps on a file system that fails. */
  async function attempt(name: string, files: Partial<SaveFiles> = {}, overwrite = false): Promise<string> {
    const session = await read(pcap({}, packets()));
    const what = { dialogs: dialogsOf(session.store), strays: true };
    const target = name === '' ? '' : path.join(folder, name);
    const outcome = await saveDialogs(session.store, what, target, { overwrite, format: null }, { ...fs, ...files });
    session.close();
    const text = outcome.outcome === 'failed' ? outcome.message : outcome.outcome;
    return text.replaceAll(`${folder}/`, '');
  }

  const failing = (code: string) => async () => {
    throw Object.assign(new Error(`${code}: made up`), { code });
  };

  /** An open() whose file takes no bytes. */
  function full(method: 'writeFile' | 'sync' | 'close', code: string): Partial<SaveFiles> {
    return {
      async open(...order) {
        const handle = await fs.open(...order);
        const close = handle.close.bind(handle);
        handle[method] = async () => {
          if (method === 'close') await close();
          await failing(code)();
        };
        return handle;
      },
    };
  }

  test('a file that is there: nothing is written until somebody says so', async () => {
    await fs.writeFile(path.join(folder, 'out.pcap'), 'mine');
    expect(await attempt('out.pcap')).toBe('exists');
    expect(await fs.readFile(path.join(folder, 'out.pcap'), 'utf8')).toBe('mine');
    expect(await attempt('out.pcap', {}, true)).toBe('saved');
    expect(await packetsIn(path.join(folder, 'out.pcap'))).toHaveLength(8);
  });

  test.each([
    ['', 'no file name: type one that ends in .pcap, .pcapng, .txt, .wav, .ladder.txt, .svg, .html or .mmd'],
    ['out.doc', 'out.doc: the name must end in .pcap, .pcapng, .txt, .wav, .ladder.txt, .svg, .html or .mmd'],
    ['out', 'out: the name must end in .pcap, .pcapng, .txt, .wav, .ladder.txt, .svg, .html or .mmd'],
    ['missing/out.pcap', 'missing/out.pcap: no such folder'],
    ['in.pcap/out.pcap', 'in.pcap/out.pcap: no such folder'],
    [`${'x'.repeat(300)}.pcap`, `${'x'.repeat(300)}.pcap: the name is too long`],
  ])('the name %s', async (name, said) => {
    expect(await attempt(name)).toBe(said);
    expect(await left()).toEqual([]);
  });

  test('a folder of that name', async () => {
    await fs.mkdir(path.join(folder, 'out.pcap'));
    expect(await attempt('out.pcap', {}, true)).toBe('out.pcap: is a folder');
  });

  test('no permission', async () => {
    const said = await attempt('out.pcap', { open: failing('EACCES') as never });
    expect(said).toBe('out.pcap: may not be written: permission denied, choose another folder');
  });

  test.each(['writeFile', 'sync', 'close'] as const)('a full disk, which shows at %s', async (method) => {
    const said = await attempt('out.pcap', full(method, 'ENOSPC'));
    expect(said).toBe('out.pcap: the disk is full; nothing was written, choose another folder');
    expect(await left()).toEqual([]);
  });

  test('a full disk leaves the file as it was that should be written over', async () => {
    await fs.writeFile(path.join(folder, 'out.pcapng'), 'mine');
    expect(await attempt('out.pcapng', full('writeFile', 'ENOSPC'), true)).toMatch(/disk is full/);
    expect(await fs.readFile(path.join(folder, 'out.pcapng'), 'utf8')).toBe('mine');
    expect(await left()).toEqual(['out.pcapng']);
  });

  test('a capture that is being read, by any name and however it was opened', async () => {
    const input = path.join(folder, 'in.pcap');
    const session = await read(pcap({}, packets()));
    const before = await fs.readFile(input);
    await fs.link(input, path.join(folder, 'hard.pcap'));
    await fs.symlink(input, path.join(folder, 'soft.pcap'));
    const what = { dialogs: dialogsOf(session.store), strays: true };
    for (const name of ['in.pcap', `../${path.basename(folder)}/in.pcap`, 'hard.pcap', 'soft.pcap']) {
      const target = path.join(folder, name);
      const options = { overwrite: name !== 'in.pcap', format: null, inputs: ['missing.pcap', '-', input] };
      expect(await saveDialogs(session.store, what, target, options)).toEqual({
        outcome: 'failed',
        message: `${target}: is the capture that is being read; choose another name`,
      });
    }
    expect((await fs.readFile(input)).equals(before)).toBe(true);
    expect(await left()).toEqual(['hard.pcap', 'soft.pcap']);
  });

  test('a device', async () => {
    const stat = async () => ({ isDirectory: () => false, isFile: () => false });
    expect(await attempt('device.txt', { stat: stat as never }, true)).toBe(
      'device.txt: is no file but a device or pipe',
    );
    expect(await left()).toEqual([]);
  });

  test('a link, which stays one', async () => {
    const elsewhere = path.join(folder, 'elsewhere.pcap');
    await fs.writeFile(elsewhere, '');
    await fs.symlink(elsewhere, path.join(folder, 'out.pcap'));
    expect(await attempt('out.pcap', {}, true)).toBe('saved');
    expect(await fs.readlink(path.join(folder, 'out.pcap'))).toBe(elsewhere);
    expect(await packetsIn(elsewhere)).toHaveLength(8);
  });

  test('a rename that fails', async () => {
    expect(await attempt('out.pcap', { rename: failing('EPERM') as never })).toMatch(/not permitted/);
    expect(await left()).toEqual([]);
  });

  test('two saves at once do not take away each other’s files', async () => {
    const session = await read(pcap({}, packets()));
    const what = { dialogs: dialogsOf(session.store), strays: true };
    const file = path.join(folder, 'out.pcap');
    const save = () => saveDialogs(session.store, what, file, { overwrite: true, format: null });
    const outcomes = await Promise.all([save(), save(), save()]);
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['saved', 'saved', 'saved']);
    expect(await left()).toEqual(['out.pcap']);
    expect(await packetsIn(file)).toHaveLength(8);
  });

  test('nothing to save', async () => {
    const session = await read(pcap({}, packets()));
    const outcome = await saveDialogs(session.store, { dialogs: [], strays: false }, path.join(folder, 'o.pcap'), {
      overwrite: false,
      format: null,
    });
    expect(outcome).toEqual({ outcome: 'failed', message: 'there is nothing to save' });
    expect(await left()).toEqual([]);
  });

  test('link types that one .pcap cannot hold', async () => {
    const [one, two] = scenario('0 A > B INVITE | call=a\n1 A > B INVITE | call=b').map(packetOf);
    const [a, b] = [path.join(folder, 'in.a.pcap'), path.join(folder, 'in.b.pcap')];
    await fs.writeFile(a, pcap({}, [packet(one, 0)]));
    await fs.writeFile(b, pcap({ linkType: 101 }, [packet(two.subarray(14), 1)]));
    const session = await Session.open([a, b], NO_LIMITS);
    await session.readAll();
    const { outcome, file } = await savedAs(session, 'out.pcap');
    expect(outcome).toEqual({
      outcome: 'failed',
      message: `${file}: packets of link types 1 and 101 do not fit into one .pcap file; use .pcapng`,
    });
    expect(await left()).toEqual([]);
    const { file: both } = await savedAs(session, 'out.pcapng');
    expect((await packetsIn(both)).map(({ linkType }) => linkType)).toEqual([1, 101]);
  });
});
