/** What limits do to a store: which dialogs go, which do not come in, and that nothing grows without end. */

import { ARENA_PIECE_BYTES, TLS_CONNECTIONS } from '../../src/budgets';
import type { Frame } from '../../src/capture/frame';
import type { Store } from '../../src/store/store';
import { dialogsOf, type Played, play, playScenario } from './play';
import { framesOf, type Sent, scenario } from './scenario';

const MEGABYTE = 2 ** 20;
/** The budget is looked at once in 32 messages, and packets come into memory in pieces. */
const SLACK = 32 * 3000 + ARENA_PIECE_BYTES;

function callIds(store: Store): string[] {
  return dialogsOf(store).map((row) => store.names.callId(row).replace('@example.com', ''));
}

/** A call that was refused, one that is up, and a third one. */
const THREE = `
0    A > B INVITE | call=up
0.1  B > A 200 OK
1    A > B INVITE | call=busy
1.1  B > A 486 Busy Here
2    A > B INVITE | call=third
2.1  B > A 180 Ringing
`;

describe('--limit', () => {
  test('leaves new dialogs out, and counts their messages', () => {
    const { store } = playScenario(THREE, { limits: { dialogs: 2 } });
    expect(callIds(store)).toEqual(['up', 'busy']);
    expect([store.refused, store.evicted, store.messageCount]).toEqual([2, 0, 4]);
  });

  test('lets dialogs that are in go on', () => {
    const { store } = playScenario(`${THREE}5 A > B BYE | call=up`, { limits: { dialogs: 1 } });
    expect(callIds(store)).toEqual(['up']);
    expect(store.dialogs.columns.messages[dialogsOf(store)[0]]).toBe(3);
  });

  test('with --rotate the oldest finished one goes first', () => {
    const { store } = playScenario(THREE, { limits: { dialogs: 2, rotate: true } });
    expect(callIds(store)).toEqual(['up', 'third']);
    expect([store.refused, store.evicted]).toEqual([0, 1]);
  });

  test('with --rotate the oldest goes where none is finished', () => {
    const text = '0 A > B INVITE | call=a\n1 A > B INVITE | call=b\n2 A > B INVITE | call=c';
    expect(callIds(playScenario(text, { limits: { dialogs: 2, rotate: true } }).store)).toEqual(['b', 'c']);
  });

  test('of one dialog is possible', () => {
    expect(callIds(playScenario(THREE, { limits: { dialogs: 1, rotate: true } }).store)).toEqual(['third']);
  });
});

describe('--calls', () => {
  test('keeps what begins with an INVITE, and calls nothing a loss', () => {
    const text =
      '0 A > B OPTIONS | call=o\n1 A > B INVITE | call=i\n2 A > B BYE | call=midway\n3 A > B INVITE | in | call=re';
    const { store } = playScenario(text, { limits: { callsOnly: true } });
    expect(callIds(store)).toEqual(['i']);
    expect(store.refused).toBe(0);
  });
});

describe('ids', () => {
  test('of a dialog that went name nothing, not its successor either', () => {
    const { store } = playScenario('0 A > B INVITE | call=a', { open: true, limits: { dialogs: 1, rotate: true } });
    const row = dialogsOf(store)[0];
    const [dialog, message] = [store.dialogId(row), store.messageId(store.dialogs.columns.firstMessage[row] - 1)];
    expect([store.dialogRow(dialog), store.messageRow(message)]).toEqual([row, 0]);
    const { store: later } = playScenario('0 A > B INVITE | call=a\n1 A > B INVITE | call=b', {
      limits: { dialogs: 1, rotate: true },
    });
    expect(dialogsOf(later)).toEqual([row]);
    expect(callIds(later)).toEqual(['b']);
    expect([later.dialogRow(dialog), later.messageRow(message)]).toEqual([-1, -1]);
  });

  test('that never were name nothing', () => {
    const { store } = playScenario(THREE);
    for (const id of [0, -1, 99, 2 ** 24 + 99, 2 ** 50]) {
      expect([store.messageRow(id), store.dialogRow(id)]).toEqual([-1, -1]);
    }
  });
});

/** `count` calls that are never answered, each with its own Call-ID. */
function* flood(count: number, bodyBytes = 0): Generator<Frame> {
  const [one] = scenario('0 A > B INVITE | call=000000');
  for (let i = 0; i < count; i++) {
    const text = one.text.replace('000000', String(i).padStart(6, '0')) + 'x'.repeat(bodyBytes);
    yield framesOf([{ ...one, timeUs: one.timeUs + i * 1000, text } as Sent])[0];
  }
}

/** Rows ever used, of each table. */
function rowsEver({ store }: Played): number[] {
  return [store.dialogs, store.messages, store.transactions].map(({ end }) => end);
}

describe('--memory', () => {
  test('holds against a flood of Call-IDs, and rows are given out again', () => {
    const limits = { memoryBytes: 4 * MEGABYTE };
    const whole = play(flood(6000, 2000), { limits });
    expect(whole.store.memoryBytes).toBeLessThanOrEqual(4 * MEGABYTE + SLACK);
    expect(whole.store.evicted).toBeGreaterThan(3000);
    expect(whole.store.evicted + whole.store.dialogs.count).toBe(6000);
    expect(rowsEver(whole).filter((end) => end > 2000)).toEqual([]);
  });

  test('keeps the list of changes as short as the list of dialogs, though nobody reads it', () => {
    const { store } = play(flood(5000), { limits: { dialogs: 100, rotate: true } });
    expect(store.dialogs.count).toBe(100);
    expect(store.changed.take().length).toBeLessThanOrEqual(store.dialogs.end);
  });

  test('holds against one dialog without end', () => {
    const [one] = scenario('0 A > B OPTIONS');
    const frames = (function* () {
      for (let i = 0; i < 6000; i++) {
        const text = one.text.replace('z9hG4bK', `z9hG4bK${i}`) + 'x'.repeat(1500);
        yield framesOf([{ ...one, timeUs: one.timeUs + i * 1000, text }])[0];
      }
    })();
    const { store } = play(frames, { limits: { memoryBytes: 4 * MEGABYTE } });
    expect(store.dialogs.count).toBe(1);
    expect(store.memoryBytes).toBeLessThanOrEqual(4 * MEGABYTE + SLACK);
    expect(store.messageCount + store.refused).toBe(6000);
  });

  test('holds against messages without Call-ID', () => {
    const [one] = scenario('0 A > B OPTIONS | call=none');
    const frames = (function* () {
      for (let i = 0; i < 6000; i++)
        yield framesOf([{ ...one, timeUs: one.timeUs + i * 1000, text: one.text + 'x'.repeat(1500) }])[0];
    })();
    const { store } = play(frames, { limits: { memoryBytes: 4 * MEGABYTE } });
    expect(store.memoryBytes).toBeLessThanOrEqual(4 * MEGABYTE + SLACK);
    expect(store.refused).toBeGreaterThan(2000);
    expect(store.messages.count).toBe(6000 - store.refused);
  });

  test('spares the dialog that the packet in hand belongs to', () => {
    const [talk] = scenario('0 A > B INVITE | call=talk');
    const frames = [...framesOf([talk]), ...flood(3000, 2000)];
    const [bye] = scenario('9 A > B BYE | call=talk');
    const { store } = play([...frames, ...framesOf([bye])], { limits: { memoryBytes: 3 * MEGABYTE } });
    expect(callIds(store).at(-1)).toBe('talk');
  });
});

test('the list of TLS connections ends somewhere', () => {
  const { store } = playScenario('');
  const connection = {
    client: 1,
    server: 2,
    version: null,
    serverName: null,
    seconds: 0,
    nanos: 0,
    records: 1,
    applicationRecords: 0,
    closed: false,
  };
  for (let i = 0; i < TLS_CONNECTIONS + 5; i++) store.tls({ ...connection });
  expect(store.tlsConnections).toHaveLength(TLS_CONNECTIONS);
});
