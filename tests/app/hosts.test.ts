/** The hosts of a ladder, as stories: names, order, hiding. */

import type { HostsScreen } from '../../src/app/hosts-screen';
import type { LadderQuery } from '../../src/engine/protocol';
import { ANSWERED, THREE_CALLS } from './calls';
import { Story, type StoryOptions } from './story';

const [PHONE, SBC, CARRIER] = ['192.168.10.21:5060', '10.0.0.2:5060', '10.20.30.40:5060'];
const opened = (options: StoryOptions = {}) => new Story({ calls: [ANSWERED], ...options }).press('enter', 'o');
const top = (story: Story) => story.model.stack.at(-1)!;

/** The hosts as they stand on the screen. */
const listed = (story: Story) => story.screen().filter((line) => /^ [ >] \[/.test(line));

/** How the ladder was asked for last. */
function shape(story: Story): Pick<LadderQuery, 'order' | 'hidden'> | null {
  const query = story.asked().findLast(({ kind }) => kind === 'ladder') as LadderQuery | undefined;
  return query === undefined ? null : { order: query.order, hidden: query.hidden };
}

describe('the hosts', () => {
  it('are those of the ladder, from left to right', () => {
    expect(listed(opened())).toEqual([
      ` > [x] ${PHONE}`,
      ` > [x] ${SBC}       sbc`.replace('>', ' '),
      ` > [x] ${CARRIER}`.replace('>', ' '),
    ]);
  });

  it('can be left with the keys that go back', () => {
    expect(top(opened().press('q')).name).toBe('ladder');
  });
});

describe('order', () => {
  it('is that of the ladder at once, and the cursor goes along', () => {
    const story = opened().press('right');
    expect(shape(story)).toEqual({ order: [SBC, PHONE, CARRIER], hidden: [] });
    expect(listed(story).map((line) => line.slice(7, 20).trim())).toEqual([
      '10.0.0.2:5060',
      '192.168.10.21',
      '10.20.30.40:5',
    ]);
    expect((top(story) as HostsScreen).cursor).toBe(1);
  });

  it('does not wait for the engine', () => {
    const story = opened();
    story.prompt = false;
    story.press('right', 'right');
    expect(story.model.hosts.order).toEqual([SBC, CARRIER, PHONE]);
  });

  it('ends at the edges', () => {
    expect(opened().press('left').effects).toEqual(['bell']);
    expect(opened().press('end', 'right').effects).toEqual(['bell']);
  });

  it('goes past hosts that are hidden', () => {
    const story = opened().press('down', 'space', 'up', 'right');
    expect(story.model.hosts.order).toEqual([SBC, CARRIER, PHONE]);
  });

  it('holds for the next ladder too, with the order of others before', () => {
    const story = new Story({ calls: THREE_CALLS }).press('enter', 'o', 'right', 'q', ']');
    const { order } = story.model.hosts;
    expect(order.length).toBeGreaterThan(1);
    expect(shape(story)).toEqual({ order, hidden: [] });
  });
});

describe('hiding', () => {
  it('takes a host out of the ladder, and shows it again', () => {
    const story = opened().press('space');
    expect(shape(story)).toEqual({ order: [], hidden: [PHONE] });
    expect(listed(story)[0]).toBe(` > [ ] ${PHONE}`);
    expect(story.line(0)).toContain('left to right: 3, 1 hidden');
    expect(shape(story.press('space'))).toEqual({ order: [], hidden: [] });
  });

  it('leaves one', () => {
    const story = opened().press('space', 'down', 'space', 'down', 'space');
    expect(story.model.hosts.hidden).toEqual([PHONE, SBC]);
    expect(story.line(-1)).toBe(' The last host that is shown stays: a ladder has one at least');
  });

  it('tells in the ladder how many arrows went', () => {
    const story = new Story({ calls: [ANSWERED] });
    story.engine.leftOut = 3;
    expect(story.press('enter').line(0)).toContain('3 arrows of hidden hosts');
  });

  it('is taken back with the order', () => {
    const story = opened().press('space', 'right', 'z');
    expect(story.model.hosts).toEqual({ order: [], hidden: [] });
    expect(story.line(-1)).toBe(' All hosts are shown, in the order in which they come');
  });
});

describe('a name', () => {
  const aliases = (story: Story) => story.model.settings['hosts.aliases'];

  it('is an alias in the settings, of the address', () => {
    const story = opened().press('enter');
    expect(story.line(-2)).toBe(' Name of 192.168.10.21:');
    story.type('phone').press('enter');
    expect(aliases(story)).toEqual({ '192.168.10.21': 'phone' });
    expect(story.effects).toEqual(['set hosts.aliases {"192.168.10.21":"phone"}']);
    expect(story.line(-1)).toBe(' 192.168.10.21 is phone from now on');
  });

  it('reaches the engine before the ladder is asked for again', () => {
    const story = opened().press('enter').type('phone');
    story.asked();
    const kinds = story
      .press('enter')
      .asked()
      .map(({ kind }) => kind);
    expect(kinds).toContain('ladder');
    expect(kinds.indexOf('context')).toBeLessThan(kinds.indexOf('ladder'));
  });

  it('keeps the place of a host that was put in order or hidden', () => {
    const story = opened().press('right', 'space', 'enter').type('phone').press('enter');
    expect(story.model.hosts).toEqual({ order: [SBC, PHONE, 'phone', CARRIER], hidden: [PHONE, 'phone'] });
  });

  it('changes wherever it stands, and goes when it is emptied', () => {
    const settings = { 'hosts.aliases': { '10.0.0.2': 'sbc', '10.9.9.9': 'sbc', '10.1.1.1': 'other' } };
    const story = opened({ settings }).press('down', 'enter', 'ctrl+u').type('edge').press('enter');
    expect(aliases(story)).toEqual({ '10.0.0.2': 'edge', '10.9.9.9': 'edge', '10.1.1.1': 'other' });
    const emptied = opened({ settings }).press('down', 'enter', 'ctrl+u', 'enter');
    expect(aliases(emptied)).toEqual({ '10.1.1.1': 'other' });
    expect(emptied.line(-1)).toBe(' sbc is no name of yours any more');
  });

  it('of the capture or of /etc/hosts can be replaced, but not taken away', () => {
    const story = opened().press('down', 'enter', 'ctrl+u', 'enter');
    expect([aliases(story), story.effects]).toEqual([{}, []]);
    expect(story.line(-1)).toMatch(/^ That name is none of yours/);
  });

  it('has nothing in it that would part it in the settings', () => {
    const story = opened().press('enter').type('a,b').press('enter');
    expect(story.line(-2)).toBe(' Name of 192.168.10.21: a,b   A name has no comma and no =');
    expect(aliases(story)).toEqual({});
  });

  it('that is not finished is forgotten', () => {
    const story = opened().press('enter').type('ph').press('esc');
    expect([aliases(story), (top(story) as HostsScreen).naming]).toEqual([{}, null]);
  });
});

it('columns go round from here as in the ladder', () => {
  const story = opened().press('P');
  expect(story.line(0)).toMatch(/a column a host and port$/);
  expect(story.model.settings['ladder.columns']).toBe('port');
});
