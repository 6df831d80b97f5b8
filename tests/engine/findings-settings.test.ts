/** Thresholds and the language of findings are settings: a change holds at once. */

import path from 'node:path';
import { DEFAULT_THRESHOLDS } from '../../src/diagnose/thresholds';
import type { EngineSettings } from '../../src/engine/protocol';
import { Session } from '../../src/engine/session';
import { DEFAULT_ENGINE_SETTINGS, thresholdsOf } from '../../src/engine/settings';
import { NO_LIMITS } from '../../src/store/store';
import { dialogsOf } from '../store/play';

const SAMPLES = path.join(__dirname, '../../samples/findings');

async function read(sample: string): Promise<Session> {
  const session = await Session.open([path.join(SAMPLES, `${sample}.pcap`)], NO_LIMITS);
  await session.readAll();
  return session;
}

/** `jittery-media warning`, of all dialogs. */
function found({ store, diagnosis }: Session): string[] {
  diagnosis!.settle();
  return dialogsOf(store).flatMap((row) => diagnosis!.findings(row).map(({ code, severity }) => `${code} ${severity}`));
}

test('the defaults are those of the rules', () => {
  expect(thresholdsOf(DEFAULT_ENGINE_SETTINGS)).toEqual(DEFAULT_THRESHOLDS);
});

const CASES: [sample: string, settings: Partial<EngineSettings>, before: string, after: string | null][] = [
  ['jittery-media', { 'findings.jitter.warning': 1000 }, 'jittery-media warning', null],
  ['jittery-media', { 'findings.jitter.error': 21 }, 'jittery-media warning', 'jittery-media error'],
  ['lossy-media', { 'findings.loss.warning': 100, 'findings.loss.error': 100 }, 'lossy-media', null],
  ['brute-force', { 'findings.bruteforce.attempts': 100_000 }, 'brute-force', null],
  ['brute-force', { 'findings.bruteforce.attempts': 4, 'findings.bruteforce.time': 1 }, 'brute-force', null],
  ['slow-setup', { 'findings.setup': 600_000 }, 'slow-setup', null],
  ['late-network', { 'findings.roundtrip': 60_000 }, 'late-network warning', null],
];

test.each(CASES)('%s with %j', async (sample, change, before, after) => {
  const session = await read(sample);
  const code = before.split(' ')[0];
  const those = () => found(session).filter((one) => one.startsWith(`${code} `));
  expect(those()).toEqual(expect.arrayContaining([expect.stringContaining(before)]));
  session.use({ ...DEFAULT_ENGINE_SETTINGS, ...change });
  if (after === null) expect(those()).toEqual([]);
  else expect(those()).toContain(after);
  // What lists and filters go by is the same as what is worked out anew.
  for (const row of dialogsOf(session.store)) {
    const codes = session.diagnosis!.findings(row).map((one) => one.code);
    expect(session.store.diagnosed.codes(row)).toEqual(codes);
  }
  session.use(DEFAULT_ENGINE_SETTINGS);
  expect(those()).toEqual(expect.arrayContaining([expect.stringContaining(before)]));
  session.close();
});

test('the list is told which dialogs have another verdict', async () => {
  const session = await read('jittery-media');
  session.diagnosis!.settle();
  session.store.changed.take();
  session.use({ ...DEFAULT_ENGINE_SETTINGS, 'findings.jitter.warning': 1000 });
  expect(session.diagnosis!.settled).toBe(false);
  session.diagnosis!.settle();
  expect(session.store.changed.take()).toEqual([0]);
  session.close();
});

test('the language is that of the setting, else of the locale', () => {
  const session = new Session([], NO_LIMITS, { locale: 'pt' });
  expect(session.language).toBe('pt');
  session.use({ ...DEFAULT_ENGINE_SETTINGS, 'findings.language': 'ru' });
  expect(session.language).toBe('ru');
});
