/** What holds on every screen: leaving, F keys by Esc and a digit, sizes, and answers that come late. */

import { update } from '../../src/app/app';
import { listOf } from '../../src/app/model';
import { manyCalls, THREE_CALLS } from './calls';
import { liveStatus } from './fake-engine';
import { Story } from './story';

const top = (story: Story) => story.model.stack.at(-1)!.name;

describe('leaving', () => {
  it('takes one key on the list', () => {
    expect(new Story().press('q').effects).toEqual(['quit 0']);
  });

  it('goes back a screen elsewhere', () => {
    const story = new Story({ calls: THREE_CALLS }).press('enter', 'enter', 'q');
    expect([top(story), top(story.press('q')), story.effects]).toEqual(['ladder', 'list', []]);
  });

  it('works while the filter is typed', () => {
    expect(new Story().press('/', 'ctrl+c').effects).toEqual(['quit 0']);
  });

  it('is not done by Esc on the list, which says what does it', () => {
    const story = new Story({ calls: THREE_CALLS }).press('esc');
    expect([story.effects, story.line(-2)]).toEqual([[], ' q leaves sipladder']);
    expect(story.press('down').line(-2)).toBe('');
  });
});

test('suspending and redrawing are effects', () => {
  expect(new Story().press('ctrl+z', 'ctrl+l').effects).toEqual(['suspend', 'redraw']);
});

describe('Esc and a digit', () => {
  it('is an F key', () => {
    expect(top(new Story().press('esc', '1'))).toBe('help');
    expect(top(new Story().press('esc', '2'))).toBe('save');
  });

  it('is an F key of the screen on which Esc was pressed', () => {
    const story = new Story({ calls: THREE_CALLS }).press('enter', 'down', 'esc');
    expect(top(story)).toBe('list');
    expect(story.press('2').model.stack.map(({ name }) => name)).toEqual(['list', 'ladder', 'save']);
    expect(story.press('esc').here()).toContain('+500 ms');
  });

  it('brings back what was typed', () => {
    const story = new Story({ calls: THREE_CALLS }).press('/').type('ali').press('esc', '1');
    expect([top(story), listOf(story.model).filter]).toEqual(['help', 'ali']);
  });

  it('is two keys after a while', () => {
    const story = new Story({ calls: THREE_CALLS }).press('esc').key('1', 701);
    expect(top(story)).toBe('list');
  });

  it('loses nothing that came in between', () => {
    const story = new Story({ calls: manyCalls(3) }).press('esc');
    story.grow(manyCalls(8));
    story.press('2', 'esc');
    expect([story.model.status!.dialogs, listOf(story.model).snapshot!.lines]).toEqual([8, 8]);
  });

  it('may come as one key', () => {
    expect(top(new Story().press('alt+1'))).toBe('help');
  });
});

describe('questions and answers', () => {
  it('are asked again when the engine knows more', () => {
    const story = new Story({ calls: manyCalls(3) });
    story.asked();
    story.take({ kind: 'status', status: { ...story.model.status!, packets: 5 } });
    expect(story.asked()).toEqual([]);
    story.grow(manyCalls(4));
    expect(story.asked().map(({ kind }) => kind)).toEqual(['list']);
  });

  it('are asked again for a screen that was left and opened once more', () => {
    const story = new Story({ calls: THREE_CALLS }).press('enter', 'esc', 'enter');
    expect(story.here()).toContain('INVITE');
    story.press('esc', 's', 'enter');
    story.engine.save = { kind: 'save', outcome: 'exists', path: '' };
    expect(story.press('s', 'enter').screen()).toContain('   The file is there already. Overwrite it? y / n');
  });

  it('nobody waits for are dropped', () => {
    const { model } = new Story({ calls: manyCalls(3) });
    expect(update(model, { kind: 'answer', answer: { id: 999, snapshot: null } }).model).toBe(model);
  });

  it('about a ladder that was left are dropped', () => {
    const story = new Story({ calls: THREE_CALLS });
    story.prompt = false;
    story.press('enter', 'esc', 'down', 'enter').answerAll();
    expect(story.line(0)).toMatch(/^ Call 2 of 3 /);
  });
});

describe('keys that come before what they are about', () => {
  const typed = (...keys: string[]) => {
    const story = new Story({ calls: THREE_CALLS });
    story.prompt = false;
    return story.press(...keys).answerAll();
  };

  it('wait for the rows of a ladder', () => {
    expect(typed('enter', 'enter').line(2)).toMatch(/^ INVITE sip:/);
    expect(typed('enter', 'down', 'down', 'enter').line(2)).toBe(' 100 Trying SIP/2.0');
    expect(typed('enter', ']').line(0)).toMatch(/^ Call 2 of 3 /);
  });

  it('wait for a row that is farther down', () => {
    const story = new Story({ calls: manyCalls(1000) });
    story.prompt = false;
    story.press('end', 'm', 'up', 'm').answerAll();
    expect([...listOf(story.model).marks]).toEqual([1000, 999]);
  });

  it('wait for the first calls of the list', () => {
    const story = new Story({ status: { phase: 'loading' } }).press('down', 'enter');
    expect(top(story)).toBe('list');
    story.grow(THREE_CALLS);
    expect(story.line(0)).toMatch(/^ Call 2 of 3 /);
  });

  it('mean what they mean on the screen that is to come', () => {
    const story = new Story({ status: { phase: 'loading' } }).press('down', 'enter', 'm', 'down');
    story.grow(THREE_CALLS);
    expect([top(story), story.model.mark?.key, [...listOf(story.model).marks]]).toEqual(['ladder', 'm2000', []]);
  });

  it('do not wait for a call that may come in an hour', () => {
    const story = new Story({ status: liveStatus() }).press('down', 'enter', 'm');
    expect([story.model.ahead, top(story.grow(THREE_CALLS))]).toEqual([[], 'list']);
    expect(story.here()).toContain('alice@');
  });

  it('wait for a call that is known to have come', () => {
    const story = new Story({ status: liveStatus() });
    story.prompt = false;
    story.grow(THREE_CALLS).press('enter').answerAll();
    expect(top(story)).toBe('ladder');
  });

  it('are forgotten when the screen is left', () => {
    expect(typed('enter', 'enter', 'esc', 'down').here()).toContain('1502@');
  });

  it('are not more than somebody types on purpose', () => {
    const story = new Story({ calls: manyCalls(1000), status: { phase: 'loading' } });
    story.prompt = false;
    story.press('enter', ...Array(500).fill('down'));
    expect(story.model.ahead).toHaveLength(32);
  });
});

describe('the size of the terminal', () => {
  it('may shrink and grow with the cursor in sight', () => {
    const story = new Story({ calls: manyCalls(100) }).press(...Array(20).fill('down'));
    story.resize(80, 12);
    expect(Number(story.here().slice(2, 7))).toBe(21);
    story.resize(20, 5).resize(120, 60);
    expect(Number(story.here().slice(2, 7))).toBe(21);
    expect(story.screen()).toHaveLength(60);
  });

  it('may be anything', () => {
    const story = new Story({ calls: THREE_CALLS }).press('enter');
    for (const [columns, rows] of [
      [0, 0],
      [1, 1],
      [60, 12],
      [61, 13],
      [500, 200],
    ] as const) {
      expect(story.resize(columns, rows).screen()).toHaveLength(rows);
    }
  });
});
