/** The worker's day, played without a worker: what it tells and answers while packets come, rest and end. */

import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Frame } from '../../src/capture/frame';
import type {
  Answer,
  ListQuery,
  ListSnapshot,
  Query,
  Snapshot,
  Status,
  StreamsQuery,
  StreamsSnapshot,
} from '../../src/engine/protocol';
import { Runner } from '../../src/engine/runner';
import { Session } from '../../src/engine/session';
import { NO_LIMITS } from '../../src/store/store';
import { talk } from '../store/rtp';
import { MadeInput } from './made-input';

const LIST: ListQuery = {
  kind: 'list',
  filter: '',
  sort: { field: 'index', descending: false },
  columns: ['callId', 'state'],
  expanded: [],
  top: 0,
  rows: 50,
  anchor: null,
};

class Day {
  readonly input: MadeInput;
  readonly statuses: Status[] = [];
  readonly answers: Answer[] = [];
  readonly done: Promise<void>;
  private readonly runner: Runner;
  private asked = 0;
  /** By how much each look at the clock lets time go on. */
  slowlyMs = 0;
  private goneMs = 0;

  constructor(input = new MadeInput()) {
    this.input = input;
    this.runner = new Runner(
      new Session([this.input], NO_LIMITS),
      (message) => {
        if ('kind' in message) this.statuses.push(message);
        else this.answers.push(message);
      },
      () => {
        this.goneMs += this.slowlyMs;
        return performance.now() + this.goneMs;
      },
    );
    this.done = this.runner.read();
  }

  async ask(query: Query): Promise<Snapshot | null> {
    const id = ++this.asked;
    await this.runner.ask({ id, query });
    return this.answers.find((answer) => answer.id === id)?.snapshot ?? null;
  }

  async cells(query: Partial<ListQuery> = {}): Promise<string[]> {
    const { content } = (await this.ask({ ...LIST, ...query })) as ListSnapshot;
    return content.map((line) => (line.kind === 'dialog' ? line.cells.join(' ') : line.label));
  }

  /** Waits until what was told last is so. */
  async until(holds: (status: Status) => boolean): Promise<void> {
    while (!this.statuses.some(holds)) await new Promise((resolve) => setTimeout(resolve, 5));
  }

  close(): Promise<void> {
    return this.runner.close();
  }

  async end(): Promise<void> {
    this.input.end();
    await this.done;
  }
}

test('answers while packets still come', async () => {
  const day = new Day();
  day.input.push('0 A > B INVITE | call=a');
  await day.until(({ messages }) => messages === 1);
  expect(await day.cells()).toEqual(['a@example.com calling']);
  expect(day.statuses.at(-1)).toMatchObject({ phase: 'loading', dialogs: 1, packets: 1 });
  await day.end();
});

test('a filter and a sort are worked on while no packet comes', async () => {
  const day = new Day();
  day.input.push('0 A > B INVITE | call=a\n1 A > B OPTIONS | call=b\n2 A > B INVITE | call=c');
  await day.until(({ messages }) => messages === 3);
  const asked = { filter: 'method INVITE', sort: { field: 'callId', descending: true } };
  await day.cells(asked);
  const { version } = day.statuses.at(-1)!;
  expect(await day.cells(asked)).toEqual(['c@example.com calling', 'a@example.com calling']);
  expect(version).toBeGreaterThan(3);
  await day.end();
});

test('tells how far a filter is, and then no more', async () => {
  const day = new Day();
  day.input.push(Array.from({ length: 3000 }, (_, call) => `${call} A > B OPTIONS | call=${call}`).join('\n'));
  await day.until(({ messages }) => messages === 3000);
  day.slowlyMs = 5;
  await day.cells({ filter: 'from alice' });
  const told = day.statuses.flatMap(({ looking }) => looking.calls ?? []);
  expect(told.length).toBeGreaterThan(0);
  expect(told.every(({ of, what, percent }) => of === 3000 && what === 'dialogs' && percent < 100)).toBe(true);
  await day.end();
  expect(day.statuses.at(-1)!.looking).toEqual({ calls: null, streams: null, findings: null });
});

const STREAMS: StreamsQuery = {
  kind: 'streams',
  filter: '',
  sort: { field: 'packets', descending: true },
  columns: ['ssrc', 'packets'],
  top: 0,
  rows: 2,
  anchor: null,
};

/** Streams with SSRCs from `first` on, each of more packets than the one before. */
function talking(first: number, count: number) {
  return Array.from({ length: count }, (_, i) => {
    const ends = { from: '10.0.0.1:4000', to: `10.0.0.2:${5000 + 2 * (first + i)}` };
    return talk({ ...ends, ms: 1000 * (first + i), ssrc: first + i }, 4 + first + i);
  }).flat();
}

/** Asked twice: the first answer need not be in order yet, but what it began is done before the second question. */
async function streamsOf(day: Day, query: Partial<StreamsQuery> = {}): Promise<StreamsSnapshot> {
  await day.ask({ ...STREAMS, ...query });
  return (await day.ask({ ...STREAMS, ...query })) as StreamsSnapshot;
}

test('streams are put in order while no packet comes, and again when more have come', async () => {
  const day = new Day();
  day.input.pushFrames(talking(0, 3));
  await day.until(({ packets }) => packets === 15);
  const { content, shown, streams } = await streamsOf(day);
  expect([shown, streams, content.map(({ cells }) => cells.join(' '))]).toEqual([
    3,
    3,
    ['0x00000002 6', '0x00000001 5'],
  ]);
  day.input.pushFrames(talking(3, 1));
  await day.until(({ packets }) => packets === 22);
  const { version } = day.statuses.at(-1)!;
  // Nothing else happens: it is told that another answer is to be had.
  let snapshot = await streamsOf(day);
  while (snapshot.shown < 4) {
    await day.until((status) => status.version > version);
    snapshot = await streamsOf(day);
  }
  expect(snapshot.content[0]?.cells).toEqual(['0x00000003', '7']);
  await day.end();
});

test('a filter of streams is worked on after all was read', async () => {
  const day = new Day();
  day.input.pushFrames(talking(0, 40));
  await day.end();
  const snapshot = await streamsOf(day, { filter: 'packets > 10', top: 32, anchor: 7 });
  expect(snapshot).toMatchObject({ streams: 40, shown: 33, pending: false, anchorLine: null, filterError: null });
  expect(snapshot.content.map(({ cells }) => cells[1])).toEqual(['11']);
  expect((await streamsOf(day, { anchor: snapshot.content[0]!.stream })).anchorLine).toBe(32);
});

test('tells of the last packets before a pause', async () => {
  const day = new Day();
  day.input.push('0 A > B INVITE | call=a');
  await day.until(({ messages }) => messages === 1);
  day.input.push('1 A > B INVITE | call=b');
  // Nothing else happens: the second packet came too soon after the status that told of the first.
  await day.until(({ messages }) => messages === 2);
  await day.end();
});

test('an answer does not make it tell more often', async () => {
  const day = new Day();
  day.input.push('0 A > B INVITE | call=a');
  await day.until(({ messages }) => messages === 1);
  const told = day.statuses.length;
  for (let i = 0; i < 20; i++) {
    day.input.push(`${i} A > B OPTIONS | call=${i}`);
    await day.cells({ filter: `callid ${i}` });
  }
  expect(day.statuses.length - told).toBeLessThan(20);
  await day.end();
});

test('the end tells what is unanswered', async () => {
  const day = new Day();
  day.input.push('0 A > B INVITE | call=a');
  await day.until(({ messages }) => messages === 1);
  expect(await day.cells({ filter: 'state unanswered' })).not.toEqual([]);
  expect(await day.cells({ filter: 'state unanswered' })).toEqual([]);
  await day.end();
  expect(day.statuses.at(-1)).toMatchObject({ phase: 'done', dialogs: 1 });
  expect(await day.cells({ filter: 'state unanswered' })).toEqual(['a@example.com unanswered']);
});

test('versions grow, and the same is not told twice', async () => {
  const day = new Day();
  day.input.push('0 A > B INVITE | call=a');
  await day.until(({ messages }) => messages === 1);
  await day.end();
  const told = day.statuses.length;
  await day.cells();
  await day.cells();
  expect(day.statuses.length).toBe(told);
  const versions = day.statuses.map(({ version }) => version);
  expect(versions).toEqual([...versions].sort((a, b) => a - b));
  await day.cells({ filter: 'method OPTIONS' });
  expect(day.statuses.at(-1)!.version).toBeGreaterThan(versions.at(-1)!);
});

test('a list sorted by another field is sorted again while dialogs change', async () => {
  const day = new Day();
  const asked = { sort: { field: 'callId', descending: false } };
  day.input.push('0 A > B INVITE | call=b\n1 A > B INVITE | call=c');
  await day.until(({ messages }) => messages === 2);
  await day.cells(asked);
  day.input.push('2 A > B INVITE | call=a');
  await day.until(({ messages }) => messages === 3);
  for (let tries = 0; tries < 400 && (await day.cells(asked))[0] !== 'a@example.com calling'; tries++) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  expect(await day.cells(asked)).toEqual(['a@example.com calling', 'b@example.com calling', 'c@example.com calling']);
  await day.end();
});

test('a save that is given up leaves nothing behind', async () => {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'runner-'));
  const day = new Day();
  day.input.push('0 A > B INVITE | call=a');
  await day.until(({ messages }) => messages === 1);
  const what = { what: 'all' as const, filter: '', dialogs: [], streams: [], media: false };
  const save = { kind: 'save' as const, ...what, overwrite: false };
  const saved = day.ask({ ...save, path: path.join(folder, 'given-up.txt') });
  await day.close();
  expect(await fs.readdir(folder)).toEqual([]);
  expect(await saved).toMatchObject({ outcome: 'failed', message: expect.stringContaining('given up') });
  await day.end();
  await fs.rm(folder, { recursive: true });
});

test('what was asked about and is gone is null', async () => {
  const day = new Day();
  await day.end();
  expect(await day.ask({ kind: 'message', message: 5 })).toBeNull();
  expect(
    await day.ask({
      kind: 'ladder',
      dialogs: [5],
      columnsBy: 'port',
      order: [],
      hidden: [],
      media: true,
      filter: '',
      top: 0,
      rows: 5,
      anchor: null,
    }),
  ).toBeNull();
});

/** Its packets stand in a file that cannot be read any more. */
class LostInput extends MadeInput {
  override readonly seekable: boolean = true;

  override next(frame: Frame): boolean {
    const more = super.next(frame);
    frame.volatile = false;
    return more;
  }
}

test('a file that cannot be read again ends neither the reading nor what is known without it', async () => {
  const day = new Day(new LostInput());
  day.input.push('0 A > B INVITE | sdp\n0.1 B > A 404 Not Found\n0.2 A > B ACK');
  await day.ask({ ...LIST, filter: 'ua phone' });
  day.input.push('1 A > B INVITE | sdp | call=two');
  day.input.end();
  await day.done;
  const { phase, messages, warnings } = day.statuses[day.statuses.length - 1];
  expect({ phase, messages, warnings }).toEqual({
    phase: 'done',
    messages: 4,
    warnings: [
      'cannot be read again: nothing can be read again',
      'findings may be missing: messages cannot be read again (nothing can be read again)',
    ],
  });
});
