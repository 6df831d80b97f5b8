/** Saving the addresses of findings: one a line, of all attackers or of one code, never over a file, never of stand-ins. */

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Answers } from '../../src/engine/answers';
import { ListView } from '../../src/engine/list-view';
import type { SaveQuery, SaveSnapshot } from '../../src/engine/protocol';
import { Session, type SessionExtras } from '../../src/engine/session';
import { StreamsView } from '../../src/engine/streams-view';
import { NO_LIMITS } from '../../src/store/store';
import { MadeInput } from './made-input';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'addresses-'));
const target = path.join(folder, 'attackers.txt');
afterEach(() => fs.rmSync(target, { force: true }));
afterAll(() => fs.rmSync(folder, { recursive: true }));

/** Two scanners, one of which also tries passwords; a peer that comes and goes. */
const SCENARIO = [
  '0 203.0.113.7 > B OPTIONS | call=s1 | User-Agent: friendly-scanner',
  '1 203.0.113.5 > B OPTIONS | call=s2 | User-Agent: friendly-scanner',
  ...[10, 20, 30, 40].flatMap((t) => [
    `${t} 203.0.113.5 > B REGISTER | call=r${t} | To: <sip:101@b>`,
    `${t}.1 B > 203.0.113.5 401 Unauthorized | call=r${t} | WWW-Authenticate: Digest realm="b", nonce="1"`,
    `${t}.2 203.0.113.5 > B REGISTER | call=r${t} | cseq=2 | To: <sip:101@b> | Authorization: Digest username="101", realm="b", nonce="1", uri="sip:b", response="0"`,
    `${t}.3 B > 203.0.113.5 403 Forbidden | call=r${t} | cseq=2`,
  ]),
].join('\n');

async function save(wish: Partial<SaveQuery>, extras: SessionExtras = {}): Promise<SaveSnapshot> {
  const input = new MadeInput();
  input.push(SCENARIO);
  input.end();
  const session = new Session([input], NO_LIMITS, extras);
  await session.readAll();
  const nowMs = () => performance.now();
  const list = new ListView(session.store, nowMs);
  const answers = new Answers({ session, list, streams: new StreamsView(session.store, nowMs) });
  const query: SaveQuery = {
    kind: 'save',
    what: 'addresses',
    filter: '',
    dialogs: [],
    streams: [],
    media: false,
    path: target,
    overwrite: false,
    code: null,
    ...wish,
  };
  return (await answers.answer(query)) as SaveSnapshot;
}

const written = () => fs.readFileSync(target, 'utf8');

test('of all attackers, each address stands once', async () => {
  const bytes = '203.0.113.7\n203.0.113.5\n'.length;
  expect(await save({})).toMatchObject({ outcome: 'saved', path: target, addresses: 2, bytes });
  expect(written().split('\n').toSorted()).toEqual(['', '203.0.113.5', '203.0.113.7']);
});

test('of one code only those with it', async () => {
  expect(await save({ code: 'brute-force' })).toMatchObject({ outcome: 'saved', addresses: 1 });
  expect(written()).toBe('203.0.113.5\n');
});

test('of what the filter keeps', async () => {
  expect(await save({ filter: 'host 203.0.113.7' })).toMatchObject({ outcome: 'saved', addresses: 1 });
  expect(written()).toBe('203.0.113.7\n');
});

test('a file that is there is left, until that is asked for', async () => {
  fs.writeFileSync(target, 'mine');
  expect(await save({})).toEqual({ kind: 'save', outcome: 'exists', path: target });
  expect(written()).toBe('mine');
  expect(await save({ overwrite: true })).toMatchObject({ outcome: 'saved' });
  expect(written()).toContain('203.0.113.7\n');
});

const failures: [string, Partial<SaveQuery>, RegExp, SessionExtras][] = [
  ['without such an address', { code: 'peer-flapping' }, /^there is no such address any more$/, {}],
  ['without a name', { path: ' ' }, /^no file name$/, {}],
  ['to a folder', { path: folder }, /: is a folder$/, {}],
  ['to a folder that is not there', { path: path.join(folder, 'no', 'x') }, /: no such folder$/, {}],
  ['with a filter that is wrong', { filter: '(' }, /^filter: /, {}],
  ['of stand-ins', {}, /^with --redact addresses are stand-ins/, { redact: { original: false } }],
];
test.each(failures)('%s nothing is written, and why is told', async (_, wish, message, extras) => {
  expect(await save(wish, extras)).toEqual({
    kind: 'save',
    outcome: 'failed',
    message: expect.stringMatching(message),
  });
  expect(fs.readdirSync(folder)).toEqual([]);
});
