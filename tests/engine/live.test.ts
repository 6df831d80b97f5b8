/** A capture that goes on: what pauses, clears and ends it, what is recorded, and what its filter says. */

import type { PacketRef } from '../../src/capture/frame';
import { type CaptureFilter, CaptureFilterError, type LiveInput } from '../../src/capture/live';
import { Answers } from '../../src/engine/answers';
import type { Recording } from '../../src/engine/intake';
import { ListView } from '../../src/engine/list-view';
import type { ControlQuery, Query } from '../../src/engine/protocol';
import { Session, type SessionExtras } from '../../src/engine/session';
import { StreamsView } from '../../src/engine/streams-view';
import { NO_LIMITS, type StoreLimits } from '../../src/store/store';
import { spoken } from '../export/media-files';
import { MadeInput } from './made-input';

class MadeLive extends MadeInput implements LiveInput {
  readonly devices = ['eth0'];
  readonly linkTypes = [1];
  readonly counters = { received: 9, droppedByKernel: 2, droppedByInterface: 1, droppedHere: 0 };
  filter: CaptureFilter = { expression: 'port 5060', widened: '+ fragments' };

  setFilter(expression: string): CaptureFilter {
    if (expression === 'bad') throw new CaptureFilterError('syntax error', expression, 0);
    this.filter = { expression, widened: null };
    return this.filter;
  }

  stop(): void {
    this.end();
  }
}

class MadeRecording implements Recording {
  readonly status = { path: 'o.pcap', packets: 0, bytes: 0, lost: 0, trouble: null };
  readonly taken: number[] = [];

  take({ position }: { position: number }, earlier: readonly PacketRef[] | null): void {
    this.taken.push(...(earlier ?? []).map((ref) => ref.position), position);
  }

  async room(): Promise<void> {}
  reopen(): void {}
  async close(): Promise<void> {}
}

class Live {
  readonly input = new MadeLive();
  readonly recording = new MadeRecording();
  readonly session: Session;
  /** Resolves at the end of the capture. */
  readonly read: Promise<void>;
  private readonly answers: Answers;

  constructor(extras: SessionExtras = {}, limits: Partial<StoreLimits> = {}) {
    const { input: live, recording } = this;
    this.session = new Session([live], { ...NO_LIMITS, ...limits }, { live, recording, ...extras });
    this.answers = new Answers({
      session: this.session,
      list: new ListView(this.session.store, () => 0),
      streams: new StreamsView(this.session.store, () => 0),
    });
    this.read = this.session.readAll();
  }

  /** Packets of RTP from so many milliseconds on. */
  async speak(ms: number, count: number): Promise<void> {
    const frames = spoken(count, { ms, sequence: 1 + ms / 20 });
    this.input.pushFrames(frames.map((frame, i) => ({ ...frame, position: 1e6 + ms + i })));
    await new Promise(setImmediate);
  }

  /** Lines of a scenario come in. */
  async come(text: string): Promise<void> {
    this.input.push(text);
    await new Promise(setImmediate);
  }

  ask(query: Query) {
    return this.answers.answer(query);
  }

  control(what: ControlQuery['what'], filter = '') {
    return this.ask({ kind: 'control', what, filter });
  }
}

const CALL = '0 A > B INVITE | call=a\n1 B > A 200 OK | call=a';

test('a pause leaves messages out of the store, and counts and records them all the same', async () => {
  const live = new Live();
  await live.come(CALL);
  await live.control('pause');
  await live.come('2 A > B ACK | in | call=a\n3 A > B INVITE | call=b');
  expect(live.session.status()).toMatchObject({ paused: true, leftOut: 2, messages: 2, dialogs: 1 });
  await live.control('resume');
  await live.come('4 A > B BYE | in | call=a');
  expect(live.session.status()).toMatchObject({ paused: false, leftOut: 2, messages: 3, dialogs: 1, packets: 5 });
  expect(live.recording.taken).toHaveLength(5);
});

test('only what was asked for is recorded', async () => {
  const live = new Live({}, { callsOnly: true });
  await live.come(`${CALL}\n2 A > B OPTIONS | call=b`);
  expect(live.recording.taken).toHaveLength(2);
});

test('clear lets all calls go, clear-hidden those that the filter does not keep', async () => {
  const live = new Live();
  await live.come(`${CALL}\n2 A > B OPTIONS | call=b\n3 A > B INVITE | call=c`);
  expect(await live.control('clear-hidden', 'method INVITE')).toMatchObject({ cleared: 1 });
  expect(await live.control('clear-hidden', 'method (')).toMatchObject({ cleared: 0 });
  expect(await live.control('clear')).toMatchObject({ cleared: 2 });
  expect(live.session.status()).toMatchObject({ dialogs: 0, evicted: 0 });
});

test('the capture filter is set, or refused in its words', async () => {
  const live = new Live();
  const set = (expression: string) => live.ask({ kind: 'capture-filter', expression });
  expect(await set('bad')).toEqual({ kind: 'capture-filter', outcome: 'refused', message: 'syntax error', at: 0 });
  expect(live.session.status().live?.filter.expression).toBe('port 5060');
  expect(await set('udp')).toEqual({ kind: 'capture-filter', outcome: 'set', expression: 'udp', widened: null });
  expect(live.session.status().live).toMatchObject({ filter: { expression: 'udp' }, counters: { droppedByKernel: 2 } });
});

test('a file has no capture filter', async () => {
  const session = new Session([new MadeInput()], NO_LIMITS);
  const answers = new Answers({
    session,
    list: new ListView(session.store, () => 0),
    streams: new StreamsView(session.store, () => 0),
  });
  expect(await answers.answer({ kind: 'capture-filter', expression: '' })).toMatchObject({ outcome: 'refused' });
  expect(session.status()).toMatchObject({ live: null, recording: null, phase: 'loading' });
});

test('ends after so many packets, exactly', async () => {
  const live = new Live({ packets: 3 });
  live.input.push(`${CALL}\n2 A > B ACK | in | call=a\n3 A > B BYE | in | call=a`);
  await live.read;
  expect(live.session.status()).toMatchObject({ phase: 'done', packets: 3 });
});

test('stop ends a capture that waits for packets, and what came stays', async () => {
  const live = new Live();
  await live.come(CALL);
  expect(live.session.status().phase).toBe('live');
  live.session.stop();
  await live.read;
  expect(live.session.status()).toMatchObject({ phase: 'done', messages: 2 });
});

describe('RTP', () => {
  const keptOf = ({ session }: Live) => session.media.ring?.frames ?? null;

  test('with -r is kept and recorded, while paused too, as it would count as lost', async () => {
    const live = new Live({ rtp: true });
    await live.come(CALL);
    await live.speak(2000, 10);
    expect([keptOf(live), live.recording.taken.length]).toEqual([10, 12]);
    await live.control('pause');
    await live.speak(2200, 10);
    expect([keptOf(live), live.recording.taken.length]).toEqual([20, 22]);
    await live.control('resume');
    await live.speak(2400, 10);
    expect([keptOf(live), live.recording.taken.length]).toEqual([30, 32]);
    expect(live.session.status().mediaKept).toBe(true);
  });

  test('without -r is counted, neither kept nor recorded', async () => {
    const live = new Live();
    await live.come(CALL);
    await live.speak(2000, 10);
    expect([keptOf(live), live.recording.taken.length]).toEqual([null, 2]);
    expect(live.session.store.mediaStreams.streams.count).toBe(1);
    expect(live.session.status().mediaKept).toBe(false);
  });

  test('what -r keeps is taken off the memory for the rest', async () => {
    const memoryBytes = 2 ** 26;
    expect(new Live({}, { memoryBytes }).session.store.limits.memoryBytes).toBe(memoryBytes);
    const { session } = new Live({ rtp: true }, { memoryBytes });
    expect(session.store.limits.memoryBytes + (session.media.ring?.limitBytes ?? 0)).toBe(memoryBytes);
  });
});
