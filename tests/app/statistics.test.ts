/** The statistics as stories: which calls are counted, where the cursor goes, and what Enter makes of a figure. */

import { listOf, topScreen } from '../../src/app/model';
import { type StatisticsScreen, selectedFigure } from '../../src/app/statistics';
import type { StatisticsQuery } from '../../src/engine/protocol';
import { THREE_CALLS } from './calls';
import { MADE_STATISTICS } from './figures-made';
import { Story, type StoryOptions } from './story';

function story(options: StoryOptions = {}): Story {
  const played = new Story({ calls: THREE_CALLS, ...options });
  played.engine.statistics = MADE_STATISTICS;
  return played.press('i');
}

const screenOf = (played: Story) => topScreen(played.model) as StatisticsScreen;
const selected = (played: Story) => selectedFigure(screenOf(played), played.model)?.key;
const filter = (played: Story) => listOf(played.model).filter;

function filtersAsked(played: Story): string[] {
  return played
    .asked()
    .filter((query): query is StatisticsQuery => query.kind === 'statistics')
    .map((query) => query.filter);
}

it.each(['default', 'sngrep', 'vim'])('opens with i in the keymap %s, and i or Esc goes back', (keymap) => {
  expect(topScreen(story({ keymap }).model).name).toBe('statistics');
  expect(topScreen(story({ keymap }).press('i').model).name).toBe('list');
  expect(topScreen(story({ keymap }).press('esc').model).name).toBe('list');
});

describe('what is counted', () => {
  it('is what the filter of the list keeps, or all calls', () => {
    const played = story({ filter: 'alice' });
    expect(filtersAsked(played)).toEqual(['alice']);
    expect(filtersAsked(played.press('tab'))).toEqual(['']);
    expect(filtersAsked(played.press('tab'))).toEqual(['alice']);
  });

  it('is all calls where the list has no filter, which is said', () => {
    const played = story();
    expect(filtersAsked(played)).toEqual(['']);
    expect(played.press('tab').line(-1)).toBe(' The list has no filter: all calls are counted');
  });

  it('is asked again when something has come, not when nothing has, and not when nobody looks', () => {
    const played = story();
    played.asked();
    expect(filtersAsked(played.tell({ packets: 30_000 }))).toEqual([]);
    expect(filtersAsked(played.grow(THREE_CALLS))).toEqual(['']);
    expect(filtersAsked(played.press('esc').grow(THREE_CALLS))).toEqual([]);
  });
});

describe('the cursor', () => {
  const cases: [string, number, string[], string][] = [
    ['is on the first figure', 80, [], 'state/completed'],
    ['goes over the titles', 80, ['down', 'down', 'down'], 'code/200'],
    ['not above the first', 80, ['up'], 'state/completed'],
    ['to the last', 80, ['end'], 'capture/packets'],
    ['not below it', 80, ['end', 'down'], 'capture/packets'],
    ['not aside where there is one column', 80, ['right'], 'state/completed'],
    ['to the column beside', 120, ['right'], 'metric/SER'],
    ['to what stands nearest', 120, ['down', 'down', 'right'], 'metric/IRA'],
    ['and back', 120, ['right', 'left'], 'state/completed'],
    ['down into the next column', 120, ['down', 'down', 'down', 'down', 'down', 'down'], 'metric/SER'],
  ];
  test.each(cases)('%s, on %i cells', (_, columns, keys, expected) => {
    expect(selected(story({ columns, rows: 35 }).press(...keys))).toBe(expected);
  });

  it('stays on its figure when another one comes before it', () => {
    const played = story().press('down');
    const [states, ...others] = MADE_STATISTICS.sections!;
    played.engine.statistics = {
      ...MADE_STATISTICS,
      sections: [{ ...states!, rows: [states!.rows[2]!, ...states!.rows.slice(0, 2)] }, ...others],
    };
    played.grow(THREE_CALLS);
    expect(selected(played)).toBe('state/rejected');
    expect(screenOf(played).cursor).toBe(2);
  });

  it('scrolls what it is on into sight, and the plot again with the first figure', () => {
    const played = story({ rows: 16 });
    expect(screenOf(played).top).toBe(0);
    played.press('end');
    expect(played.screen().join('\n')).toContain('> packets');
    expect(played.press('home').screen()[1]).toMatch(/^ Calls that began a second/);
  });
});

describe('the mouse', () => {
  it('goes to the figure that is clicked, and a double click shows its calls', () => {
    const played = story({ columns: 120, rows: 35 }).click('SRD ');
    expect(selected(played)).toBe('metric/SRD');
    expect(filter(played.click('SRD '))).toBe('setup > 0.950s');
  });
});

describe('Enter', () => {
  it('makes the figure the filter of the list, and goes there', () => {
    const played = story().press('down', 'enter');
    expect(topScreen(played.model).name).toBe('list');
    expect(filter(played)).toBe('state rejected');
  });

  const joined: [string, string][] = [
    ['alice', 'alice state completed'],
    ['alice or bob', '(alice or bob) state completed'],
    ['state completed', 'state completed'],
  ];
  test.each(joined)('behind the filter %s gives %s', (before, expected) => {
    const played = story({ filter: before });
    played.engine.statistics = { ...MADE_STATISTICS, counted: { filter: before, dialogs: 1, messages: 1 } };
    expect(filter(played.grow(THREE_CALLS).press('enter'))).toBe(expected);
  });

  it('on a figure of all calls leaves their filter out', () => {
    const played = story({ filter: 'alice' }).press('tab');
    expect(filter(played.press('enter'))).toBe('state completed');
  });

  it('says where there is nothing to ask for', () => {
    const played = story().press('end', 'enter');
    expect(topScreen(played.model).name).toBe('statistics');
    expect(played.line(-1)).toBe(' There is no filter for this figure');
  });

  it('offers Enter where there is a filter', () => {
    const played = story();
    expect(played.line(-1)).toContain('Enter Show these calls');
    expect(played.press('end').line(-1)).not.toContain('Enter');
  });

  it('does nothing while nothing has come', () => {
    const played = new Story({ calls: THREE_CALLS });
    played.prompt = false;
    expect(played.press('i', 'enter').line(-1)).toBe(' There is no filter for this figure');
  });
});
