/** A session that is replayed: what the keys order, and what its status tells. */

import { Answers } from '../../src/engine/answers';
import { ListView } from '../../src/engine/list-view';
import type { ControlQuery } from '../../src/engine/protocol';
import { Session } from '../../src/engine/session';
import { StreamsView } from '../../src/engine/streams-view';
import { NO_LIMITS } from '../../src/store/store';
import { MadeInput } from './made-input';

class Replayed {
  nowMs = 0;
  readonly input = new MadeInput();
  readonly session: Session;
  private readonly answers: Answers;

  constructor(text: string) {
    this.input.push(text);
    this.input.end();
    const world = { nowMs: () => this.nowMs, after: () => () => {} };
    this.session = new Session([this.input], NO_LIMITS, { replay: { speed: 1, world } });
    const list = new ListView(this.session.store, () => 0);
    const streams = new StreamsView(this.session.store, () => 0);
    this.answers = new Answers({ session: this.session, list, streams });
  }

  /** Messages that have come, some time later. */
  messages(ms = 0): number {
    this.nowMs += ms;
    this.session.readBuffered(Number.POSITIVE_INFINITY, () => 0);
    return this.session.store.messageCount;
  }

  order(what: ControlQuery['what']) {
    return this.answers.answer({ kind: 'control', what, filter: '' });
  }
}

const CALL = `
0   A > B INVITE
1   B > A 180 Ringing
2   B > A 200 OK
3   A > B ACK
9   A > B BYE
9.1 B > A 200 OK
`;

test('messages come in their time, and states are those of that time', () => {
  const played = new Replayed(CALL);
  expect(played.messages()).toBe(1);
  expect(played.messages(1500)).toBe(2);
  expect(played.session.status()).toMatchObject({
    phase: 'loading',
    paused: false,
    replay: { speed: 1, positionS: 1.5, totalS: null, skippedS: 0 },
  });
});

test('a pause holds it, and leaves no message out', async () => {
  const played = new Replayed(CALL);
  played.messages();
  await played.order('pause');
  expect(played.messages(60_000)).toBe(1);
  expect(played.session.status()).toMatchObject({ paused: true, leftOut: 0 });
  await played.order('resume');
  expect(played.messages(1100)).toBe(2);
  expect(played.session.status()).toMatchObject({ paused: false, leftOut: 0 });
});

test('each step is one message', async () => {
  const played = new Replayed(CALL);
  await played.order('pause');
  const counts: number[] = [];
  for (let step = 0; step < 3; step++) {
    await played.order('step');
    counts.push(played.messages());
  }
  expect(counts).toEqual([1, 2, 3]);
  expect(played.session.status()).toMatchObject({ paused: true, replay: { positionS: 2 } });
});

test('a change of speed says which it is now', async () => {
  const played = new Replayed(CALL);
  played.messages();
  expect(await played.order('faster')).toEqual({ kind: 'control', what: 'faster', cleared: 0, speed: 2 });
  expect(played.messages(1000)).toBe(3);
  expect(await played.order('slower')).toMatchObject({ speed: 1 });
});

test('a signal ends it where it is', async () => {
  const played = new Replayed(CALL);
  played.messages();
  played.session.stop();
  expect(await played.session.fetch()).toBe(false);
  expect(played.session.status()).toMatchObject({ phase: 'done', messages: 1 });
});

test('where nothing is replayed there is no speed, and a pause is that of a capture', async () => {
  const session = new Session([new MadeInput()], NO_LIMITS);
  const [list, streams] = [new ListView(session.store, () => 0), new StreamsView(session.store, () => 0)];
  const answers = new Answers({ session, list, streams });
  expect(await answers.answer({ kind: 'control', what: 'pause', filter: '' })).toMatchObject({ speed: null });
  expect(session.status()).toMatchObject({ paused: true, replay: null });
  expect(session.intake.paused).toBe(true);
});
