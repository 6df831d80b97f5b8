/** The worker as it is shipped, on a sample: opens, tells, answers, ends; and what happens without a capture. */

import fs from 'node:fs';
import path from 'node:path';
import type { EngineClient, EngineHandlers } from '../../src/engine/client';
import type { Answer, ListSnapshot, Status } from '../../src/engine/protocol';
import { DEFAULT_ENGINE_SETTINGS } from '../../src/engine/settings';
import { NO_LIMITS } from '../../src/store/store';
import { bundle, ROOT } from '../built';

let folder: string;
let startEngine: typeof import('../../src/engine/client').startEngine;

beforeAll(() => {
  folder = bundle(['src/engine/client.ts', 'src/engine/worker.ts']);
  ({ startEngine } = require(path.join(folder, 'dist/engine/client.js')));
}, 30_000);

afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

/** Handlers that let a test wait for what is told. */
class Ears implements EngineHandlers {
  private readonly waiting: { hears: (what: Status | Answer) => boolean; resolve: (what: never) => void }[] = [];
  readonly failures: string[] = [];

  readonly status = (status: Status) => this.hear(status);
  readonly answer = (answer: Answer) => this.hear(answer);
  readonly failed = (message: string) => this.failures.push(message);

  next<T extends Status | Answer>(hears: (what: Status | Answer) => boolean): Promise<T> {
    return new Promise((resolve) => {
      this.waiting.push({ hears, resolve });
    });
  }

  private hear(what: Status | Answer): void {
    for (const one of this.waiting) if (one.hears(what)) one.resolve(what as never);
  }
}

const isDone = (what: Status | Answer) => 'kind' in what && what.phase === 'done';

const NEVER = { packets: null, ms: null };

async function started(ears: Ears, ...paths: string[]): Promise<EngineClient> {
  return startEngine(
    {
      source: { files: paths, filter: null },
      limits: NO_LIMITS,
      recording: null,
      rtp: false,
      redact: false,
      replaySpeed: null,
      stopAfter: NEVER,
      settings: DEFAULT_ENGINE_SETTINGS,
      systemHosts: [],
      locale: 'en',
    },
    ears,
  );
}

test('reads a sample and answers', async () => {
  const ears = new Ears();
  const done = ears.next<Status>(isDone);
  const client = await started(ears, path.join(ROOT, 'samples/call-rtp.pcap'));
  const status = await done;
  expect(status).toMatchObject({ packets: 442, dialogs: 1, failure: null, warnings: [] });
  expect(status.otherTraffic.join()).toMatch(/^43\d RTP packets/);
  const answer = ears.next<Answer>((what) => 'id' in what && what.id === 7);
  client.ask({
    id: 7,
    query: {
      kind: 'list',
      filter: '',
      sort: { field: 'index', descending: false },
      columns: ['method', 'state'],
      expanded: [],
      top: 0,
      rows: 10,
      anchor: null,
    },
  });
  const { content } = (await answer).snapshot as ListSnapshot;
  expect(content).toMatchObject([{ kind: 'dialog', cells: ['INVITE', 'completed'] }]);
  await client.close();
  expect(ears.failures).toEqual([]);
});

test('refuses what is no capture in one line', async () => {
  const ears = new Ears();
  await expect(started(ears, path.join(ROOT, 'package.json'))).rejects.toThrow(/package\.json: no capture but text/);
  await expect(started(ears, '/nowhere/at/all.pcap')).rejects.toThrow('/nowhere/at/all.pcap: no such file');
  expect(ears.failures).toEqual([]);
});

test('gives up a save when it is closed, and leaves nothing behind', async () => {
  const ears = new Ears();
  const done = ears.next<Status>(isDone);
  const client = await started(ears, path.join(ROOT, 'samples/busy.pcap'));
  await done;
  const target = path.join(folder, 'given-up.pcap');
  const what = { what: 'all' as const, filter: '', dialogs: [], streams: [], media: false };
  const save = { kind: 'save' as const, ...what, overwrite: false };
  client.ask({ id: 1, query: { ...save, path: target } });
  await client.close();
  expect(fs.readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
  await client.close();
  expect(ears.failures).toEqual([]);
});
