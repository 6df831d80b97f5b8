/** The list of streams as stories: keys and streams in, cursor, questions and screens out. */

import { topScreen } from '../../src/app/model';
import type { StreamsScreen } from '../../src/app/streams';
import type { StreamsQuery } from '../../src/engine/protocol';
import { THREE_CALLS } from './calls';
import type { MadeStream } from './fake-engine';
import { Story, type StoryOptions } from './story';

/** Streams of a second each, ids from 1; each but every tenth belongs to call 1. */
function manyStreams(count: number): MadeStream[] {
  return Array.from({ length: count }, (_, at) => ({
    id: at + 1,
    call: at % 10 === 9 ? null : 1,
    cells: {
      call: at % 10 === 9 ? '-' : '1',
      time: new Date((at + 1) * 1000).toISOString().slice(11, 23),
      codec: at % 2 === 0 ? 'PCMU' : 'opus',
      packets: String(1000 - (at % 7)),
      ssrc: `0x${String(at + 1).padStart(8, '0')}`,
    },
  }));
}

function story(count: number, options: StoryOptions = {}): Story {
  return new Story({ calls: THREE_CALLS, streams: manyStreams(count), ...options }).press('tab');
}

/** Number of the stream under the cursor: the second in which it begins. */
function stream(played: Story): number {
  const [, hours, minutes, seconds] = /^>\s+\S+\s+(\d+):(\d+):(\d+)/.exec(played.here()) ?? [];
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}

function streamQueries(played: Story): StreamsQuery[] {
  return played.asked().filter((query): query is StreamsQuery => query.kind === 'streams');
}

const screenOf = (played: Story) => topScreen(played.model) as StreamsScreen;

describe('coming and going', () => {
  it.each([
    ['default', 'tab', 'tab'],
    ['default', 'tab', 'esc'],
    ['vim', 'tab', 'q'],
    ['sngrep', 'v', 'tab'],
    ['sngrep', 'v', 'v'],
  ])('with the keymap %s %s opens it and %s goes back', (keymap, open, back) => {
    const played = new Story({ calls: THREE_CALLS, streams: manyStreams(3), keymap }).press(open);
    expect(topScreen(played.model).name).toBe('streams');
    expect(topScreen(played.press(back).model).name).toBe('list');
  });

  it('is found again as it was left', () => {
    const played = story(50).press('/').type('PCMU').press('enter', '>', 'z', 'down', 'down');
    const before = played.screen();
    expect(played.press('tab', 'down', 'tab').screen()).toEqual(before);
  });

  it('asks nothing of streams while nobody looks', () => {
    const played = new Story({ calls: THREE_CALLS, streams: manyStreams(3) });
    played.grow(THREE_CALLS);
    expect(streamQueries(played)).toEqual([]);
  });
});

describe('moving', () => {
  const cases: [string, string[], number][] = [
    ['down and up', ['down', 'down', 'down', 'up'], 3],
    ['not above the first', ['up', 'up'], 1],
    ['a page', ['pagedown'], 18],
    ['a page and back', ['pagedown', 'pagedown', 'pageup'], 18],
    ['half a page', ['ctrl+d'], 10],
    ['the last', ['end'], 20_000],
    ['back from the last', ['end', 'home', 'down'], 2],
  ];
  test.each(cases)('%s', (_, keys, expected) => {
    expect(stream(story(20_000).press(...keys))).toBe(expected);
  });

  it('asks for a window only, and nothing while the cursor stays within it', () => {
    const played = story(20_000);
    expect(new Set(streamQueries(played).map(({ top, rows }) => `${top} ${rows}`))).toEqual(new Set(['0 51']));
    played.press(...Array(20).fill('down'));
    expect(streamQueries(played)).toEqual([]);
    played.press('end');
    expect(streamQueries(played).map(({ top, rows }) => [top, rows])).toEqual([[19_966, 51]]);
  });

  it('scrolls columns as far as the last of them', () => {
    const played = story(3).press(...Array(50).fill('right'));
    expect(played.line(1)).toMatch(/^ {4}# Time \^ +To +<$/);
    expect(played.press('left').line(1)).toMatch(/Time \^ +From +To +<$/);
  });
});

describe('the order', () => {
  it('is by the time at first, then by the column that > and < choose, turned round by z', () => {
    const played = story(20);
    played.asked();
    played.press('>', '<', '<', 'z');
    expect(streamQueries(played).map(({ sort }) => `${sort.field} ${sort.descending ? 'down' : 'up'}`)).toEqual([
      'source up',
      'time up',
      'call up',
      'call down',
    ]);
  });

  it('leaves the cursor on its stream', () => {
    expect(stream(story(500).press('down', 'down', 'z'))).toBe(3);
  });

  it('leaves it there when figures move, on its row of the screen', () => {
    const played = story(500).press('z', ...Array(30).fill('down'));
    const row = played.screen().indexOf(played.here());
    expect(stream(played)).toBe(470);
    played.engine.streams = manyStreams(505);
    played.grow(THREE_CALLS);
    expect([stream(played), played.screen().indexOf(played.here())]).toEqual([470, row]);
  });

  it('asks again when the capture goes on', () => {
    const played = story(3);
    played.asked();
    played.grow(THREE_CALLS);
    expect(streamQueries(played)).toHaveLength(1);
  });
});

describe('the filter', () => {
  it('is applied while it is typed, kept by Enter and given up by Esc', () => {
    const played = story(20).press('/').type('opus');
    expect(screenOf(played).snapshot!.shown).toBe(10);
    played.press('enter', '/').type('x');
    expect(screenOf(played).snapshot!.shown).toBe(0);
    expect(screenOf(played.press('esc')).filter).toBe('opus');
    expect(topScreen(played.model).name).toBe('streams');
  });

  it('is another than that of the calls', () => {
    const played = new Story({ calls: THREE_CALLS, streams: manyStreams(9), filter: 'INVITE' }).press('tab');
    expect(screenOf(played).filter).toBe('');
    played.press('/').type('opus').press('enter', 'tab');
    expect(played.line(1)).toMatch(/^ Filter: INVITE /);
  });

  it('has a history of its own', () => {
    const played = story(9).press('/').type('opus').press('enter', '/', 'ctrl+u').type('PCMU').press('enter');
    expect(screenOf(played.press('/', 'up', 'up')).filter).toBe('opus');
  });

  it('is taken away by c, with the cursor where it was', () => {
    const played = story(20).press('/').type('opus').press('enter', 'down', 'down');
    expect(stream(played)).toBe(6);
    expect(stream(played.press('c'))).toBe(6);
    expect(screenOf(played).filter).toBe('');
  });

  it('that does not parse is not kept', () => {
    const played = story(9);
    played.engine.filterError = { message: 'expected a codec', at: 5 };
    played.press('/').type('codec').press('enter');
    expect(screenOf(played).input).not.toBeNull();
    expect(played.effects).toEqual(['bell']);
  });
});

describe('the call of a stream', () => {
  it.each([['enter'], ['f7'], ['l']])('is opened by %s as a ladder, from which Esc comes back', (key) => {
    const played = story(20).press('down', key);
    expect(played.model.stack.map(({ name }) => name)).toEqual(['list', 'streams', 'ladder']);
    expect(played.line(0)).toContain('alice -> +34944048182');
    expect(stream(played.press('esc'))).toBe(2);
  });

  it('is missed with a word where there is none', () => {
    const played = story(20).press(...Array(9).fill('down'), 'enter');
    expect(topScreen(played.model).name).toBe('streams');
    expect(played.line(-1)).toBe(' This stream belongs to no call that the capture holds');
  });

  it('is opened also by a key that comes before the streams do', () => {
    const played = new Story({ calls: THREE_CALLS, streams: manyStreams(20) });
    played.prompt = false;
    played.press('tab', 'down', 'enter').answerAll();
    expect(topScreen(played.model).name).toBe('ladder');
  });
});

test('the help has the keys of the screen and its filter, that one first while it is typed', () => {
  const help = story(3).press('f1').screen();
  expect(help[0]).toMatch(/^ sipladder {2}Help: Media streams /);
  expect(help.join('\n')).toMatch(/Enter F7 l +Open the ladder of the call that the stream belongs to/);
  expect(help.join('\n')).toMatch(/Tab +Go to the media streams, and back to the calls/);
  const typing = story(3).press('/', 'f1').screen().join('\n');
  expect(typing).toMatch(
    /^ Filter\n[\s\S]*kind audio not \(codec opus or loss < 1%\)\n +codec +the name of a codec: /m,
  );
});
