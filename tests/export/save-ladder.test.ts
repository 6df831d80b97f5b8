/** Ladders saved as files: which format a name asks for, what it holds, and what is refused. */

import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { PAGE_CALLS } from '../../src/budgets';
import { type SaveOutcome, saveDialogs } from '../../src/export/save';
import { type LadderWish, PLAIN_LADDER } from '../../src/export/save-ladder';
import { dialogsOf } from '../store/play';
import { storeOf } from './sheets';

let folder: string;

beforeEach(async () => {
  folder = await fs.mkdtemp(path.join(os.tmpdir(), 'save-ladder-'));
});

afterEach(() => fs.rm(folder, { recursive: true, force: true }));

const ONE = '0 A > B INVITE | sdp | call=one\n1 B > A 200 OK';
const TWO = `${ONE}\n2 A > C INVITE | call=two\n3 C > A 486 Busy Here`;

async function saved(name: string, text: string, wish: Partial<LadderWish> = {}): Promise<[SaveOutcome, string]> {
  const { store } = storeOf(text);
  const file = path.join(folder, name);
  const ladder = { ...PLAIN_LADDER, ...wish };
  const what = { dialogs: dialogsOf(store), strays: true };
  const outcome = await saveDialogs(store, what, file, { overwrite: false, format: null, ladder });
  return [outcome, await fs.readFile(file, 'utf8').catch(() => '')];
}

test.each([
  ['a.ladder.txt', /^Call 1: alice@example.com -> bob@example.com, in call\n/],
  ['a.txt', /^2023-11-14T22:13:20.000000Z UDP 10.0.0.1:5060 -> 10.0.0.2:5060\nINVITE /],
  ['A.SVG', /^<svg xmlns=.*<\/svg>\n$/s],
  ['a.html', /^<!doctype html>.*<\/html>\n$/s],
  ['a.mmd', /^%% call 1: .*\nsequenceDiagram\n/],
])('the ending says what it is: %s', async (name, expected) => {
  const [outcome, text] = await saved(name, ONE);
  expect(outcome).toMatchObject({
    outcome: 'saved',
    dialogs: 1,
    packets: 2,
    note: null,
    bytes: Buffer.byteLength(text),
  });
  expect(text).toMatch(expected);
});

test('several calls stand one below the other, as text and on a page', async () => {
  const [, text] = await saved('a.ladder.txt', TWO);
  expect(text.match(/^Call \d/gm)).toEqual(['Call 1', 'Call 2']);
  expect(text.match(/^ .*:5060$/gm)).toHaveLength(2);
  const [, page] = await saved('a.html', TWO);
  expect(page.match(/<svg/g)).toHaveLength(2);
});

test('calls that stand together on the screen are one ladder', async () => {
  for (const name of ['a.ladder.txt', 'a.svg', 'a.html', 'a.mmd']) {
    const [outcome, text] = await saved(name, TWO, { together: true });
    expect([name, outcome]).toMatchObject([name, { outcome: 'saved', dialogs: 2, packets: 4 }]);
    expect(text.match(/<svg|sequenceDiagram|^ {20}.*:5060$/gm)).toHaveLength(1);
    expect(text).toMatch(/Call 2|call 2/);
  }
});

test.each(['a.svg', 'a.mmd'])('%s shows one ladder', async (name) => {
  const [outcome, text] = await saved(name, TWO);
  expect(outcome).toEqual({
    outcome: 'failed',
    message: `${path.join(folder, name)}: this format shows one call, and there are 2: choose one, or .html`,
  });
  expect([text, await fs.readdir(folder)]).toEqual(['', []]);
});

test('without a call there is no ladder', async () => {
  const [outcome] = await saved('a.html', '0 A > B OPTIONS | call=none');
  expect(outcome).toMatchObject({ message: expect.stringContaining('a ladder is of calls, and there is none here') });
});

test('it is drawn as it is wished for', async () => {
  const names = new Map([['10.0.0.1', 'a phone']]);
  const [, plain] = await saved('a.ladder.txt', ONE);
  const [, text] = await saved('b.ladder.txt', ONE, { names, columnsBy: 'address', sdp: 'none' });
  expect(plain).toMatch(/10\.0\.0\.1:5060 .*10\.0\.0\.2:5060\n.*\n.*audio/);
  expect(text).toMatch(/ a phone\n +10\.0\.0\.1 +10\.0\.0\.2\n.*INVITE.*\n.*200 OK/);
  const [, one] = await saved('c.ladder.txt', TWO, {
    together: true,
    arrangement: { order: [], hidden: ['10.0.0.3:5060'] },
  });
  expect(one).not.toContain('10.0.0.3');
});

test('a page that cannot hold all says so', async () => {
  const text = Array.from({ length: PAGE_CALLS + 1 }, (_, i) => `${i} A > B OPTIONS | call=c${i}`).join('\n');
  const [outcome] = await saved('a.html', text);
  expect(outcome).toMatchObject({ outcome: 'saved', note: '1 call is left out: a page holds no more' });
});

test('a name needs an ending that is known', async () => {
  for (const name of ['a.htm', '.svg', '.ladder.txt']) {
    const [outcome] = await saved(name, ONE);
    expect([name, outcome]).toMatchObject([name, { outcome: name === '.ladder.txt' ? 'saved' : 'failed' }]);
  }
  const [outcome] = await saved('a.xml', ONE);
  expect(outcome).toMatchObject({
    message: expect.stringMatching(
      /must end in \.pcap, \.pcapng, \.txt, \.wav, \.ladder\.txt, \.svg, \.html or \.mmd$/,
    ),
  });
});
