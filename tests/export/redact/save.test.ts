/** Redacted files out of a session that shows everything: each format, and the capture with its media as well. */

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Session } from '../../../src/engine/session';
import { printed } from '../../../src/export/print';
import { StandIns } from '../../../src/export/redact/stand-ins';
import { type SaveOptions, type SaveOutcome, saveDialogs } from '../../../src/export/save';
import { PLAIN_LADDER } from '../../../src/export/save-ladder';
import { NO_LIMITS } from '../../../src/store/store';

const SAMPLES = path.join(__dirname, '../../../samples');

let folder: string;
let session: Session;
let standIns: StandIns;

beforeEach(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'redact-save-'));
  session = await read(path.join(SAMPLES, 'mixed.pcapng'));
  standIns = new StandIns();
});

afterEach(() => {
  session.close();
  rmSync(folder, { recursive: true });
});

async function read(file: string): Promise<Session> {
  const opened = await Session.open([file], NO_LIMITS);
  await opened.readAll();
  return opened;
}

function rowsOf({ store }: Session): number[] {
  const rows: number[] = [];
  store.eachDialog((row) => rows.push(row));
  return rows;
}

const file = (name: string) => path.join(folder, name);

function save(name: string, options: Partial<SaveOptions> = {}, dialogs = rowsOf(session)): Promise<SaveOutcome> {
  const { store, media } = session;
  const what = { dialogs, strays: dialogs.length === rowsOf(session).length };
  const redact = { standIns, media };
  return saveDialogs(store, what, file(name), { overwrite: false, format: null, media, redact, ...options });
}

/** What may be compared: state, method, messages, streams, in order. */
function shape({ store }: Session): unknown[] {
  const d = store.dialogs.columns;
  return rowsOf({ store } as Session).map((row) => [d.messages[row], d.streams[row], store.words.text(d.method[row])]);
}

function figures(of: Session): unknown[] {
  const { store, decoder, names } = of;
  const source = { store, counts: decoder.counts, dialogs: rowsOf(of), strays: true, names };
  const lines = [...printed('streams', 'json', source)].join('').trim().split('\n');
  const gone = new Set(['callId', 'source', 'destination', 'dtmf']);
  return lines.map((line) => JSON.parse(line, (key, value) => (gone.has(key) ? undefined : value)));
}

const PEOPLE = /alice|bob|carol|dave|example\.com/i;

it.each(['.pcap', '.pcapng'])('%s has the calls, their media and figures, and nobody', async (ending) => {
  expect(await save(`all${ending}`)).toMatchObject({ outcome: 'saved', note: null, dialogs: rowsOf(session).length });
  const again = await read(file(`all${ending}`));
  expect(shape(again)).toEqual(shape(session));
  expect(figures(again)).toEqual(figures(session));
  again.close();
  expect(readFileSync(file(`all${ending}`), 'latin1')).not.toMatch(PEOPLE);
});

it('says below a ladder what is wrong, of the stand-ins', async () => {
  const ladder = { ...PLAIN_LADDER, findings: session.findingsWish };
  expect(await save('all.ladder.txt', { media: null, ladder })).toMatchObject({ outcome: 'saved' });
  const text = readFileSync(file('all.ladder.txt'), 'utf8');
  expect(text).toMatch(/^Error: .* \(auth-failed\)$/m);
  expect(text).toMatch(/^ {2}192\.0\.2\.\d+:5060 asked 192\.0\.2\.\d+:5060 for credentials for "domain1\.example"/m);
  expect(text).not.toMatch(PEOPLE);
});

it.each(['.txt', '.ladder.txt', '.svg', '.html', '.mmd'])('%s tells nobody', async (ending) => {
  const ladder = { names: new Map([['192.0.2.11', 'bob-desk']]), arrangement: { order: ['192.0.2.11'], hidden: [] } };
  const rest = {
    columnsBy: 'port' as const,
    media: true,
    sdp: 'all' as const,
    together: false,
    several: '',
    findings: session.findingsWish,
  };
  const one = ending === '.svg' || ending === '.mmd';
  const dialogs = one ? rowsOf(session).slice(-1) : rowsOf(session);
  const outcome = await save(`all${ending}`, { media: null, ladder: { ...ladder, ...rest } }, dialogs);
  expect(outcome).toMatchObject({ outcome: 'saved' });
  const text = readFileSync(file(`all${ending}`), 'utf8');
  expect(text).toContain('192.0.2.1');
  expect(text).not.toMatch(PEOPLE);
});

it('has the same stand-ins in all files of a session', async () => {
  const callIds = async (name: string) => {
    const text = readFileSync(file(name), 'utf8');
    return [...text.matchAll(/^Call-ID: (\S+)/gim)].map(([, id]) => id);
  };
  await save('all.txt');
  await save('last.txt', {}, rowsOf(session).slice(-1));
  const last = await callIds('last.txt');
  expect(last.length).toBeGreaterThan(0);
  expect(await callIds('all.txt')).toEqual(expect.arrayContaining(last));
  expect(new Set(last)).not.toEqual(new Set(['call1']));
});

it('is refused as a voice, of which nothing is left behind', async () => {
  expect(await save('voice.wav')).toEqual({
    outcome: 'failed',
    message: `${file('voice.wav')}: a .wav is what was said, of which nothing is left when it is redacted`,
  });
  expect(() => readFileSync(file('voice.wav'))).toThrow('ENOENT');
});
