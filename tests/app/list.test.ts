/** The call list as stories: keys and calls in, cursor, questions and effects out. */

import { listOf } from '../../src/app/model';
import type { ListQuery } from '../../src/engine/protocol';
import { manyCalls, REGISTERED, THREE_CALLS } from './calls';
import { liveStatus, messageId } from './fake-engine';
import { Story } from './story';

/** Index of the call under the cursor. */
function call(story: Story): number {
  return Number(/\d+/.exec(story.here())?.[0]);
}

function listQueries(story: Story): ListQuery[] {
  return story.asked().filter((query): query is ListQuery => query.kind === 'list');
}

describe('moving', () => {
  const cases: [string, string[], number][] = [
    ['down and up', ['down', 'down', 'down', 'up'], 3],
    ['not above the first', ['up', 'up'], 1],
    ['a page', ['pagedown'], 22],
    ['a page and back', ['pagedown', 'pagedown', 'pageup'], 22],
    ['half a page', ['ctrl+d'], 12],
    ['the last and first', ['end'], 100_000],
    ['back from the last', ['end', 'home', 'down'], 2],
  ];
  test.each(cases)('%s', (_, keys, expected) => {
    expect(call(new Story({ calls: manyCalls(100_000) }).press(...keys))).toBe(expected);
  });

  it('asks for a window only, and nothing while the cursor stays within it', () => {
    const story = new Story({ calls: manyCalls(100_000) });
    expect(new Set(listQueries(story).map(({ top, rows }) => `${top} ${rows}`))).toEqual(new Set(['0 63']));
    story.press(...Array(30).fill('down'));
    expect(listQueries(story)).toEqual([]);
    story.press('pagedown', 'pagedown');
    expect(listQueries(story).map(({ top, rows }) => [top, rows])).toEqual([[31, 63]]);
    story.press('end');
    expect(listQueries(story).map(({ top, rows }) => [top, rows])).toEqual([[99_958, 63]]);
  });

  it('never waits: what has not come is shown as such and filled in later', () => {
    const story = new Story({ calls: manyCalls(1000) });
    story.prompt = false;
    story.press('end', 'up', 'up');
    expect(story.screen().filter((line) => line === '   ...')).toHaveLength(21);
    expect(story.open).toHaveLength(1);
    story.answerAll();
    expect(call(story)).toBe(998);
  });

  it('has one question out at a time, and then asks for the newest only', () => {
    const story = new Story({ calls: manyCalls(1000) });
    story.asked();
    story.prompt = false;
    story.press('/').type('user99');
    expect(story.open).toHaveLength(1);
    story.answerAll();
    expect(listQueries(story).map(({ filter }) => filter)).toEqual(['u', 'user99']);
    expect(listOf(story.model).snapshot!.shown).toBe(11);
  });
});

describe('the cursor stays on its call', () => {
  it('when the order is turned round', () => {
    expect(call(new Story({ calls: manyCalls(1000) }).press('down', 'down', 'z'))).toBe(3);
  });

  it('and on its row of the screen when calls come in above', () => {
    const story = new Story({ calls: manyCalls(500) }).press('z', ...Array(40).fill('down'));
    const row = story.screen().indexOf(story.here());
    expect(call(story)).toBe(460);
    story.grow(manyCalls(510));
    expect(call(story)).toBe(460);
    expect(story.screen().indexOf(story.here())).toBe(row);
  });

  it('but a cursor on the first line stays there', () => {
    const story = new Story({ calls: manyCalls(5) }).press('z');
    expect(call(story.grow(manyCalls(9)))).toBe(9);
  });

  it('when its call is hidden by a filter it stays in sight', () => {
    const story = new Story({ calls: manyCalls(100) }).press(...Array(50).fill('down'));
    expect(call(story.press('/').type('user9'))).toBe(99);
  });

  it('when a call before it is expanded and collapsed', () => {
    const story = new Story({ calls: THREE_CALLS }).press('down', 'space', 'down', 'down');
    expect(story.here()).toContain('100 Trying');
    expect(call(story.press('space'))).toBe(2);
    expect(listOf(story.model).expanded).toEqual([]);
  });
});

describe('expanding', () => {
  const calls = manyCalls(100).map((one) => ({ ...one, messages: THREE_CALLS[0]!.messages }));

  it('on the last line in sight scrolls until some of the messages are seen', () => {
    const story = new Story({ calls }).press(...Array(20).fill('down'), 'space');
    expect(call(story)).toBe(21);
    expect(story.screen().indexOf(story.here())).toBeLessThan(22);
    expect(
      story
        .screen()
        .slice(1, 23)
        .filter((line) => /[├└]/.test(line)),
    ).toHaveLength(calls[20]!.messages.length);
  });

  it('scrolls for no more than there is, and not where it is in sight', () => {
    const story = new Story({ calls }).press('down', 'down', 'space');
    expect([call(story), listOf(story.model).top]).toEqual([3, 0]);
  });
});

describe("sngrep's Enter", () => {
  it('opens the marked calls wherever the cursor is, and the one at hand where none is marked', () => {
    const dialogs = (...keys: string[]) => {
      const story = new Story({ calls: THREE_CALLS, keymap: 'sngrep' }).press(...keys, 'enter');
      return story.model.stack.flatMap((screen) => (screen.name === 'ladder' ? screen.dialogs : []));
    };
    expect(dialogs('space', 'down', 'space', 'down')).toEqual([1, 2]);
    expect(dialogs('down')).toEqual([2]);
  });

  it('has s in the ladder for its columns, and S for saving', () => {
    const shown = (key: string) =>
      new Story({ calls: THREE_CALLS, keymap: 'sngrep' }).press('enter', key).model.stack.at(-1)?.name;
    expect([shown('s'), shown('S')]).toEqual(['ladder', 'save']);
  });
});

describe('following', () => {
  it('goes to the newest call as calls come, until the cursor is moved', () => {
    const story = new Story({ calls: manyCalls(50) }).press('A');
    expect(call(story)).toBe(50);
    expect(story.line(0)).toMatch(/ follow {2}UTC$/);
    expect(call(story.grow(manyCalls(90)))).toBe(90);
    expect(call(story.press('up').grow(manyCalls(95)))).toBe(89);
    expect(story.line(0)).not.toContain('follow');
  });

  it('goes to the first line where the newest comes first', () => {
    const story = new Story({ calls: manyCalls(50) }).press('z', 'A', 'z', 'z');
    expect(call(story.grow(manyCalls(60)))).toBe(60);
  });
});

describe('while calls come live', () => {
  const live = (count: number, ...keys: string[]) =>
    new Story({ calls: manyCalls(count), status: liveStatus() }).press(...keys);

  it('the list does not follow by itself', () => {
    const story = live(100, 'down', 'down');
    for (let count = 110; count < 300; count += 10) story.grow(manyCalls(count));
    expect([call(story), listOf(story.model).top]).toEqual([3, 0]);
  });

  it('the cursor keeps its call and its row, wherever they come in', () => {
    const story = live(200, 'z', ...Array(60).fill('down'));
    const row = story.screen().indexOf(story.here());
    for (let count = 210; count < 600; count += 37) {
      story.grow(manyCalls(count));
      expect([call(story), story.screen().indexOf(story.here())]).toEqual([140, row]);
    }
  });

  it('the cursor keeps its call while an answer is late', () => {
    const story = live(200, 'z', ...Array(30).fill('down'));
    story.prompt = false;
    story.grow(manyCalls(230)).press('down', 'down');
    story.grow(manyCalls(260)).answerAll();
    expect(call(story)).toBe(168);
  });

  it('a notice that takes a row leaves the cursor in sight', () => {
    const story = live(100, 'end', 'p');
    expect(call(story)).toBe(100);
  });
});

describe('the filter line', () => {
  const begin = () => new Story({ calls: THREE_CALLS, filter: 'INVITE' }).press('/');

  it('begins with the filter in force and applies every key', () => {
    expect(listOf(begin().type(' ').model).filter).toBe('INVITE ');
  });

  it('gives back the earlier filter on Esc, and keeps the new one on Enter', () => {
    expect(listOf(begin().press('ctrl+u').type('102').press('esc').model).filter).toBe('INVITE');
    expect(listOf(begin().press('ctrl+u').type('102').press('enter').model).filter).toBe('102');
  });

  it('types letters that are keys elsewhere', () => {
    const story = begin().press('ctrl+u').type('qs/?');
    expect([listOf(story.model).filter, story.effects]).toEqual(['qs/?', []]);
  });

  it('types what is pasted, whatever it is', () => {
    const story = begin().press('ctrl+u');
    for (const text of '?q ') story.take({ kind: 'key', key: { name: '', text }, nowMs: 5000 });
    expect(listOf(story.model).filter).toBe('?q ');
  });

  it('has a history', () => {
    const story = begin().press('ctrl+u').type('alice').press('enter');
    story.press('/', 'ctrl+u').type('b').press('up');
    expect(listOf(story.model).filter).toBe('alice');
    expect(listOf(story.press('up').model).filter).toBe('INVITE');
    expect(listOf(story.press('down', 'down').model).filter).toBe('b');
  });

  it('does not take a filter that is known to be wrong', () => {
    const story = begin();
    story.engine.filterError = { message: 'wrong', at: 0 };
    story.type('(').press('enter');
    expect([listOf(story.model).input !== null, story.effects]).toEqual([true, ['bell']]);
  });

  it('lets the list be looked through while it is typed', () => {
    const story = new Story({ calls: manyCalls(100) }).press('/', 'pagedown');
    expect(call(story)).toBe(21);
  });

  it('goes away with one key', () => {
    const story = new Story({ calls: THREE_CALLS, filter: 'INVITE' }).press('c');
    expect([listOf(story.model).filter, story.line(1)]).toEqual(['', expect.stringContaining('Method')]);
  });
});

test('the call under the cursor stays there when the filter goes', () => {
  expect(call(new Story({ calls: manyCalls(300), filter: 'user9' }).press('c'))).toBe(9);
  expect(call(new Story({ calls: manyCalls(300), filter: 'user9' }).press('down', 'down', 'c'))).toBe(91);
});

describe('marks', () => {
  it('are set and taken away on calls and on their messages', () => {
    const story = new Story({ calls: THREE_CALLS }).press('m', 'down', 'space', 'down', 'm');
    expect([...listOf(story.model).marks]).toEqual([1, 2]);
    expect([...listOf(story.press('m').model).marks]).toEqual([1]);
    expect(listOf(story.press('M').model).marks.size).toBe(0);
  });

  it('are set on all calls that are shown, asked for in pieces', () => {
    const story = new Story({ calls: manyCalls(10_000), filter: '9' });
    story.asked();
    story.press('*');
    expect(listOf(story.model).marks.size).toBe(3439);
    story.press('c', '*');
    expect(listOf(story.model).marks.size).toBe(10_000);
    expect(Math.max(...listQueries(story).map(({ rows }) => rows))).toBe(4096);
    expect(story.line(0)).toContain('10,000 marked');
  });
});

describe('opening', () => {
  const opened = (story: Story) => {
    const top = story.model.stack.at(-1)!;
    return top.name === 'ladder' ? [top.dialogs, top.select] : top.name;
  };

  it('shows the call under the cursor', () => {
    expect(opened(new Story({ calls: THREE_CALLS }).press('m', 'down', 'enter'))).toEqual([
      [2],
      `m${messageId({ ...REGISTERED, id: 2 }, 0)}`,
    ]);
  });

  it('shows all marked calls when the cursor stands on one of them', () => {
    const story = new Story({ calls: THREE_CALLS }).press('m', 'down', 'down', 'm', 'enter');
    expect(opened(story)).toEqual([[1, 3], 'm1000']);
  });

  it('selects the message that the cursor stood on', () => {
    const story = new Story({ calls: THREE_CALLS }).press('down', 'space', 'down', 'down', 'down', 'enter');
    expect(story.here()).toContain('403 Forbidden');
  });

  it('does nothing in an empty list', () => {
    expect(new Story().press('enter', 'space', 'm', 'down', 'end').model.stack).toHaveLength(1);
  });

  it('shows the first hundred of very many', () => {
    const story = new Story({ calls: manyCalls(150) }).press('*', 'enter');
    expect(story.line(-1)).toBe(' The first 100 of 150 marked calls are shown together');
  });
});
