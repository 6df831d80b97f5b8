/** What the mouse does, as stories. */

import { render } from '../../src/view/screen';
import { THREE_CALLS } from './calls';
import { Story } from './story';

const calls = THREE_CALLS;
const story = (options = {}) => new Story({ calls, ...options });

describe('in the list', () => {
  test('a click goes to the call, a second one opens it', () => {
    const mouse = story().click('~REGISTER');
    expect(mouse.here()).toContain('REGISTER');
    expect(mouse.click('~REGISTER').line(0)).toContain('Call 3 of 3');
  });
  test('two slow clicks do not open', () => {
    expect(story().click('~REGISTER').wait(600).click('~REGISTER').line(0)).toContain('calls.pcap');
  });
  test('nor do two clicks on different calls', () => {
    expect(story().click('~REGISTER').click('alice').here()).toContain('alice');
  });
  test('the wheel goes three lines, and stays within what there is', () => {
    const mouse = story({ calls: Array.from({ length: 9 }, (_, at) => ({ ...calls[0]!, id: at + 1 })) });
    expect(mouse.mouse('wheel-down', 5, 5).model.stack[0]).toMatchObject({ cursor: 3 });
    expect(mouse.mouse('wheel-up', 5, 5).mouse('wheel-up', 5, 5).model.stack[0]).toMatchObject({ cursor: 0 });
  });
  test('a click on a title sorts by it, the next one turns the order round', () => {
    const mouse = story().click('Method');
    expect(mouse.line(1)).toContain('Method ^');
    expect(mouse.click('Method').line(1)).toContain('Method v');
  });
  test('a click on what means nothing does nothing', () => {
    const mouse = story();
    const before = mouse.model;
    mouse.click('sipladder').mouse('drag', 3, 3).mouse('press', 3, 15);
    expect(mouse.model).toBe(before);
  });
});

describe('a click on a hint does what its key does', () => {
  test('on its key and on its word', () => {
    expect(story().click('F1').line(0)).toContain('Help');
    expect(story().click('Help').line(0)).toContain('Help');
  });
  test('where text is typed', () => {
    const typing = story().press('/').type('alice');
    expect(typing.click('Undo').screen().join('\n')).not.toContain('Filter:');
    const kept = story().press('/').type('alice').click('Keep');
    expect(kept.model.stack[0]).toMatchObject({ filter: 'alice', input: null });
  });
  test('also the one that leaves', () => expect(story().click('Quit').effects).toEqual(['quit 0']));
  test('in a form, which no character is typed into by it', () => {
    const form = story().press('f2').click('Next field');
    expect(form.screen().some((line) => line.startsWith(' > What'))).toBe(true);
  });
});

describe('in the ladder', () => {
  test('a click selects the message, a second one opens it', () => {
    const mouse = story().press('enter').click('180 Ringing');
    expect(mouse.here()).toContain('180 Ringing');
    expect(mouse.click('180 Ringing').model.stack.at(-1)?.name).toBe('message');
  });
  test('SDP below an arrow belongs to it', () => {
    const mouse = story().press('enter', 'd', 'd').click('video 10.0.0.2');
    expect(mouse.here()).toContain('200 OK');
  });
  test('the border of the message beside it can be drawn', () => {
    const mouse = story({ columns: 120, rows: 35 }).press('enter');
    const border = mouse.line(1).lastIndexOf('│');
    mouse.mouse('press', border, 5).mouse('drag', 60, 5).mouse('drag', 48, 6).mouse('release', 48, 6);
    expect(mouse.model.stack.at(-1)).toMatchObject({ split: 60 });
    expect(mouse.line(1).lastIndexOf('│')).toBe(48);
    // Let go, the mouse may go where it wants.
    expect(mouse.mouse('drag', 90, 6).line(1).lastIndexOf('│')).toBe(48);
  });
  test('the border stops before either side is gone', () => {
    const mouse = story({ columns: 120, rows: 35 }).press('enter');
    mouse.mouse('press', mouse.line(1).lastIndexOf('│'), 5).mouse('drag', 0, 5);
    expect(mouse.model.stack.at(-1)).toMatchObject({ split: 80 });
    expect(mouse.mouse('drag', 119, 5).model.stack.at(-1)).toMatchObject({ split: 20 });
  });
});

test('the wheel scrolls what is read', () => {
  const top = (mouse: Story) => mouse.model.stack.at(-1);
  expect(top(story({ rows: 12 }).press('enter', 'enter').mouse('wheel-down', 1, 1))).toMatchObject({
    name: 'message',
    top: 3,
  });
});

test('a line of the saved filters can be clicked', () => {
  const mouse = story({ savedFilters: { one: 'method INVITE', two: 'alice' } }).press('@');
  expect(mouse.click('@two').model.stack.at(-1)).toMatchObject({ cursor: 1 });
  expect(mouse.click('@two').model.stack[0]).toMatchObject({ filter: 'alice' });
});

describe('Ctrl-T', () => {
  test('leaves the mouse to the terminal, and says how it comes back', () => {
    const mouse = story().press('ctrl+t');
    expect(mouse.model.settings.mouse).toBe(false);
    expect(mouse.line(-2)).toBe(' The mouse is left to the terminal, to select text with; Ctrl-T takes it again');
    expect(mouse.press('ctrl+t').model.settings.mouse).toBe(true);
    expect(mouse.line(-2)).toContain('Shift');
  });
  test('does not change the file of settings', () => expect(story().press('ctrl+t').effects).toEqual([]));
  test('also where text is typed', () => expect(story().press('/', 'ctrl+t').model.settings.mouse).toBe(false));
});

test('a click takes the notice away, as a key does', () => {
  const mouse = story().press('ctrl+t', 'ctrl+t').click('~REGISTER');
  expect(mouse.screen().join('\n')).not.toContain('The mouse acts');
});

test('the wheel goes as many lines as is set', () => {
  const mouse = story({ settings: { 'list.scrollstep': 1 } }).mouse('wheel-down', 5, 5);
  expect(mouse.model.stack[0]).toMatchObject({ cursor: 1 });
});

describe('in the filter form', () => {
  test('a click goes to a field', () =>
    expect(story().press('f').click('   Filter').model.stack.at(-1)).toMatchObject({ field: 'rest' }));
  test('a click on a box ticks it, and the next one takes the tick away', () => {
    const mouse = story().press('f').click('[ ] REGISTER');
    expect(mouse.model.stack.at(-1)).toMatchObject({ field: 'methods', ticked: { methods: ['REGISTER'] } });
    expect(mouse.wait(1000).click('[x] REGISTER').model.stack.at(-1)).toMatchObject({ ticked: { methods: [] } });
  });
});

describe('on the screen of settings', () => {
  test('a click goes to a setting, and to a page', () => {
    const mouse = story().press('O').click(' mouse ');
    expect(mouse.here()).toBe('');
    expect(mouse.screen().find((line) => line.startsWith(' >'))).toMatch(/^ > mouse/);
    expect(
      mouse
        .click(' Capture ')
        .screen()
        .find((line) => line.startsWith(' >')),
    ).toMatch(/^ > capture/);
  });
  test('the cursor stands on it', () => {
    const mouse = story().press('O', 'down');
    const { cursor } = render(mouse.model);
    expect(mouse.line(cursor!.row)).toMatch(/^ > lines/);
  });
});
