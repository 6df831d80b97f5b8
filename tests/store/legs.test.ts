/** Runs the scenarios of tests/specs/legs: messages in, and which dialogs belong together; then what a long run does. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LEGS_OF_CALL } from '../../src/budgets';
import { LEG_HEADER_NAMES, LegHeaders } from '../../src/store/leg-headers';
import type { Store } from '../../src/store/store';
import { dialogsOf, play, playScenario } from './play';
import { framesOf, scenario } from './scenario';

const FOLDER = join(__dirname, '../specs/legs');
const SCENARIO = /^## (.+)\n[^`]*```messages ?(.*)\n([^`]*)```\n\n```legs\n([^`]*)```/gm;

for (const file of readdirSync(FOLDER).filter((name) => name !== 'README.md')) {
  describe(file.replace('.md', ''), () => {
    const text = readFileSync(join(FOLDER, file), 'utf8');
    const scenarios = [...text.matchAll(SCENARIO)];
    test('are all read', () => expect(scenarios).toHaveLength(text.match(/^## /gm)?.length ?? 0));
    for (const [, title, manner, messages, legs] of scenarios) test(title, () => check(manner, messages, legs));
  });
}

function check(manner: string, messages: string, expected: string): void {
  const store = played(manner, messages);
  expect(`${legsOf(store).join('\n')}\n`.trimStart()).toBe(expected);
}

function played(manner: string, messages: string): Store {
  const { store } = manner === 'many' ? playScenario(repeated(messages, 33)) : playScenario(messages);
  const header = /headers (\S+)/.exec(manner)?.[1];
  store.legs.configure({
    headers: header === undefined ? LEG_HEADER_NAMES : [header],
    guess: !manner.includes('no guess'),
  });
  store.legs.settle();
  return store;
}

/** With a Call-ID of its own, and a minute apart. */
function repeated(line: string, times: number): string {
  return Array.from({ length: times }, (_, i) => line.replace('0 ', `${60 * i} `).replace('=one', `=c${i}`)).join('');
}

/** `one: two (X-Call-ID), three? (guess: same numbers through 10.0.0.2)`, for each dialog with legs. */
function legsOf(store: Store): string[] {
  return dialogsOf(store)
    .map((row) => ({ row, legs: store.legs.of(row).filter(({ dialog }) => dialog !== row) }))
    .filter(({ legs }) => legs.length > 0)
    .map(({ row, legs }) => {
      const others = legs.map(({ dialog, why, guessed }) => `${nameOf(store, dialog)}${guessed ? '?' : ''} (${why})`);
      return `${nameOf(store, row)}: ${others.join(', ')}`;
    });
}

function nameOf(store: Store, row: number): string {
  return store.names.callId(row).split('@')[0];
}

const NUMBERS = '| From: <sip:1001@a> | To: <sip:1002@b>';

describe('the headers of a message', () => {
  const namesIn = (...lines: string[]) => {
    const headers = new LegHeaders();
    const message = Buffer.from(['INVITE sip:bob@example.com SIP/2.0', ...lines].join('\r\n'), 'latin1');
    return headers.namesIn(message, 0, message.length).map(({ text, why }) => `${headers.whys[why]} ${text}`);
  };

  it('may stand before a blank and go on in the next line', () => {
    expect(namesIn('X-CID :', ' one@example.com', 'To: <sip:x@y>')).toEqual(['X-CID one@example.com']);
  });

  it('may be there more than once', () => {
    expect(namesIn('X-Call-ID: one', 'X-CID: two', 'X-Call-ID: three')).toEqual([
      'X-Call-ID one',
      'X-CID two',
      'X-Call-ID three',
    ]);
  });

  it('are told by their whole name', () => {
    expect(namesIn('My-X-CID: one', 'X-CID-Other: two', 'Subject: X-CID: three')).toEqual([]);
  });

  it('name what a Call-ID may hold, and nothing without end', () => {
    expect(namesIn('Replaces: a(b)<c>@[2001:db8::1];from-tag=1;to-tag=2')).toEqual(['Replaces a(b)<c>@[2001:db8::1]']);
    expect(namesIn(`X-CID: ${'x'.repeat(513)}`)).toEqual([]);
  });

  it('may have a compact form', () => {
    expect(namesIn('r: <sip:carol@example.com?Replaces=one%40host%3Bto-tag%3D1>')).toEqual(['Refer-To one@host']);
  });
});

describe('legs that come and go', () => {
  /** `in0 > out0` and so on: each call leads to one leg that names it. */
  function callsWithLegs(count: number): string {
    return Array.from(
      { length: count },
      (_, i) => `${i} A > B INVITE | call=in${i}\n${i}.5 B > C INVITE | call=out${i} | X-Call-ID: in${i}@example.com\n`,
    ).join('');
  }

  it('are read as they come, and told to who keeps a list', () => {
    const { store, decoder } = playScenario('0 A > B INVITE | call=one', { open: true });
    store.legs.settle();
    store.changed.take();
    const { version } = store;
    for (const frame of framesOf(scenario('1 B > C INVITE | call=two | X-Call-ID: one@example.com')))
      decoder.frame(frame);
    store.legs.settle();
    expect(legsOf(store)).toEqual(['one: two (X-Call-ID)', 'two: one (X-Call-ID)']);
    expect([...store.changed.take()].sort()).toEqual([0, 1]);
    expect(store.version).toBeGreaterThan(version);
  });

  it('stop when the time is up, and go on', () => {
    const { store } = playScenario(callsWithLegs(100));
    let now = 0;
    let slices = 1;
    while (!store.legs.advance(now + 2, () => now++)) slices++;
    expect(slices).toBeGreaterThan(3);
    expect(store.legs.settled).toBe(true);
    expect(legsOf(store)).toHaveLength(200);
  });

  it('are not read before somebody asks', () => {
    const { store } = playScenario(callsWithLegs(3));
    expect(store.legs.wanted).toBe(false);
    expect(store.legs.bytes).toBe(0);
    expect(store.legs.of(0)).toHaveLength(1);
    expect(store.legs.wanted).toBe(true);
  });

  it('go with their dialogs, and leave nothing behind', () => {
    const { store } = playScenario(callsWithLegs(200));
    store.legs.settle();
    store.clear((row) => nameOf(store, row).startsWith('in'));
    expect(legsOf(store)).toEqual([]);
    expect(store.legs.bytes).toBeGreaterThan(0);
    store.changed.take();
    store.clear('all');
    expect(store.legs.bytes).toBeLessThanOrEqual(256 * 1024);
    expect(store.changed.isEmpty).toBe(true);
  });

  it('tell those that stay', () => {
    const { store } = playScenario(`${callsWithLegs(1)}2 C > D INVITE | call=last | X-Call-ID: out0@example.com`);
    store.legs.settle();
    store.changed.take();
    store.clear((row) => nameOf(store, row) === 'out0');
    expect([...store.changed.take()].sort()).toEqual([0, 2]);
    // The name of the one that went still says that they belong together: nobody else is known by it.
    expect(legsOf(store)).toEqual([]);
  });

  it('are found within the limit of dialogs, too', () => {
    const { store } = play(framesOf(scenario(callsWithLegs(50))), { limits: { dialogs: 10, rotate: true } });
    store.legs.settle();
    expect(legsOf(store)).toHaveLength(10);
  });

  it('of one call are not more than can be looked at', () => {
    const many = Array.from(
      { length: 150 },
      (_, i) => `${i + 1} B > C INVITE | call=c${i} | X-Call-ID: one@example.com`,
    );
    const { store } = playScenario(['0 A > B INVITE | call=one', ...many].join('\n'));
    store.legs.settle();
    expect(store.legs.of(0)).toHaveLength(LEGS_OF_CALL);
  });

  it('are guessed among the calls of the last seconds alone, however many there are', () => {
    const load = Array.from(
      { length: 500 },
      (_, i) =>
        `${i * 0.1} A > B INVITE | call=in${i} ${NUMBERS}\n${i * 0.1 + 0.05} B > C INVITE | call=out${i} ${NUMBERS}`,
    );
    const { store } = playScenario(load.join('\n'));
    store.legs.settle();
    const pairs = legsOf(store).filter((line) => /^in(\d+): out\1\? /.test(line));
    expect(pairs).toHaveLength(500);
  });

  it('are found anew when other headers are set', () => {
    const { store } = playScenario(callsWithLegs(1));
    store.legs.settle();
    store.legs.configure({ headers: ['X-Other'], guess: false });
    expect(store.legs.settled).toBe(false);
    store.legs.settle();
    expect(legsOf(store)).toEqual([]);
    store.legs.configure({ headers: ['x-call-id'], guess: false });
    store.legs.settle();
    expect(legsOf(store)).toEqual(['in0: out0 (x-call-id)', 'out0: in0 (x-call-id)']);
  });

  it('give the Call-ID that a header names', () => {
    const { store } = playScenario(callsWithLegs(1));
    store.legs.settle();
    expect(dialogsOf(store).map((row) => store.legs.namedBy(row))).toEqual(['', 'in0@example.com']);
  });
});
