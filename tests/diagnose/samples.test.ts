/** What is found in the samples: each rule is right on its own, and silent on those of the others. */

import fs from 'node:fs';
import path from 'node:path';
import { RULES } from '../../src/diagnose/rules';
import { Session } from '../../src/engine/session';
import { NO_LIMITS } from '../../src/store/store';
import { dialogsOf } from '../store/play';

const SAMPLES = path.join(__dirname, '../../samples');
const TABLE = path.join(__dirname, '../specs/samples/findings.md');
/** `| `findings/loop` | loop 1 |`: a capture, and in how many dialogs or of how many addresses each code is found. */
const ROW = /^\| `(\S+)` +\| ([a-z\d ,-]*?) *\|$/gm;

const rows = [...fs.readFileSync(TABLE, 'utf8').matchAll(ROW)].map(([, name, codes]) => ({ name, codes }));
const files = (fs.readdirSync(SAMPLES, { recursive: true }) as string[]).filter((name) => /\.pcap(ng)?$/.test(name));
const listOf = (codes: string) => codes.split(', ').filter((one) => one !== '');
const fileOf = (name: string) => files.find((file) => file.replace(/\.pcap(ng)?$/, '') === name) ?? name;

test('every sample has a row', () => {
  expect(rows.map(({ name }) => fileOf(name)).sort()).toEqual([...files].sort());
});

test('every rule has a sample', () => {
  const found = new Set(rows.flatMap(({ codes }) => listOf(codes).map((one) => one.split(' ')[0])));
  expect(RULES.map(({ code }) => code).filter((code) => !found.has(code))).toEqual([]);
});

test.each(rows)('$name: $codes', async ({ name, codes: expected }) => {
  const session = await Session.open([path.join(SAMPLES, fileOf(name))], NO_LIMITS);
  await session.readAll();
  const { store, diagnosis } = session;
  diagnosis?.settle();
  expect(diagnosis?.unread).toBeNull();
  const counts = new Map<string, number>();
  const count = (code: string) => counts.set(code, (counts.get(code) ?? 0) + 1);
  const ofAddresses = diagnosis?.ofAddresses() ?? [];
  for (const { code } of ofAddresses) count(code);
  const codes = dialogsOf(store).flatMap((row) => diagnosis?.codes(row) ?? []);
  for (const code of codes) if (!ofAddresses.some((one) => one.code === code)) count(code);
  session.close();
  expect([...counts].map((one) => one.join(' ')).sort()).toEqual(listOf(expected).sort());
});
