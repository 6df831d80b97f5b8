/** What is wrong with the calls of a ladder, as stories: the pane that tells it, and the way from proof to proof. */

import type { LadderScreen } from '../../src/app/ladder-screen';
import { reasonAgainst } from '../../src/app/reasons';
import { ANSWERED, THREE_CALLS } from './calls';
import { type MadeFinding, START_US } from './fake-engine';
import { Story, type StoryOptions } from './story';

const SLOW: MadeFinding = {
  call: 1,
  code: 'slow-setup',
  severity: 'warning',
  title: 'It takes long to ring',
  explanation: 'From the INVITE to the first ringing 950 ms went by.',
  advice: 'What to try: Look at what the server asks before it goes on.',
  said: ['180 Ringing: it rings'],
  proofs: [0, 4],
  gap: { before: 4, text: '950 ms: It takes long to ring' },
};
const UNENDED: MadeFinding = {
  call: 1,
  code: 'bye-unmatched',
  severity: 'error',
  title: 'The call is not ended',
  explanation: 'Nobody answers the BYE.',
  advice: 'What to try: Look at the route of the BYE.',
  proofs: [8],
  gap: { before: null, text: '32.0 s: The call is not ended, until the end of the capture' },
};

function opened(findings: MadeFinding[], options: StoryOptions = {}): Story {
  const story = new Story({ calls: THREE_CALLS, ...options });
  story.engine.findings = findings;
  return story.press('enter');
}

const ladder = (story: Story) => story.model.stack.findLast(({ name }) => name === 'ladder') as LadderScreen;
const both = (options: StoryOptions = {}) => opened([UNENDED, SLOW], options);

describe('a call with findings', () => {
  it('says so in its title and on the last line, with the key', () => {
    const story = both();
    expect(story.line(0)).toContain('✗ The call is not ended +1');
    expect(story.line(-1)).toContain(' e 2 findings ');
    expect(opened([SLOW]).line(-1)).toContain(' e 1 finding ');
  });

  it('says the code where there is no room for words', () => {
    const title = 'The call is not ended, as far as this can be known';
    expect(opened([{ ...UNENDED, title }, SLOW], { columns: 60 }).line(0)).toContain('✗ bye-unmatched +1');
  });

  it('has the sign at each row that proves one', () => {
    const signs = both()
      .screen()
      .flatMap((line) => (/^.[✗▲○]/.test(line) ? [line.replace(/ +/g, ' ').slice(0, 2)] : []));
    expect(signs).toEqual(['>▲', ' ▲', ' ✗']);
  });

  it('has the time that matters between its rows, and at the end that until the end', () => {
    const screen = both().screen();
    const at = (text: string) => screen.findIndex((line) => line.includes(text));
    expect(at('950 ms: It takes long')).toBe(at('180 Ringing') - 1);
    expect(at('32.0 s: The call is')).toBe(at(' BYE ') + 1);
  });

  it('scrolls by these lines too', () => {
    const story = both({ rows: 12 }).press('end');
    expect(story.screen().slice(-3)[0]).toContain(' BYE ');
    expect(story.screen().slice(-2)[0]).toContain('32.0 s');
  });
});

describe('a call without', () => {
  it('has no hint, and the key says why it does nothing', () => {
    const story = opened([]);
    expect(story.line(-1)).not.toContain('finding');
    expect(story.press('e').line(-1)).toContain('e: nothing wrong was found here');
    expect(story.press('}').line(-1)).toContain('}: nothing wrong was found here');
    expect(ladder(story).pane).toBeNull();
  });

  it('gives no reason while nothing is known', () => {
    const story = new Story({ calls: THREE_CALLS });
    story.prompt = false;
    story.press('enter');
    expect(reasonAgainst(story.model, 'findings')).toBeNull();
  });

  it('a key that was typed ahead waits for what is found', () => {
    const story = new Story({ calls: THREE_CALLS });
    story.engine.findings = [SLOW];
    story.prompt = false;
    story.press('enter', 'e').answerAll();
    expect(ladder(story).pane).not.toBeNull();
  });
});

describe('e', () => {
  it('shows the findings, the gravest selected, and in the ladder its first proof', () => {
    const story = both().press('e');
    expect(story.screen().filter((line) => line.includes('──') && line.includes('of 2'))).toHaveLength(1);
    expect(story.screen()).toEqual(expect.arrayContaining([expect.stringMatching(/^>✗ The call is not ended/)]));
    expect(ladder(story)).toMatchObject({ cursor: 8, pane: { at: 0, focused: true } });
  });

  it('then moving goes from finding to finding, and the ladder to what proves them', () => {
    const story = both().press('e', 'down');
    expect(ladder(story)).toMatchObject({ cursor: 0, pane: { at: 1 } });
    const { pane } = ladder(story.press('down'));
    expect(ladder(story.press('down')).pane).toEqual(pane);
    expect(ladder(story.press('up'))).toMatchObject({ cursor: 8, pane: { at: 0 } });
    expect(ladder(story.press('end'))).toMatchObject({ cursor: 0, pane: { at: 1 } });
    expect(ladder(story.press('home'))).toMatchObject({ cursor: 8, pane: { at: 0 } });
  });

  it('scrolls over what is longer than there is room for before it goes on', () => {
    const long = { ...SLOW, explanation: 'word '.repeat(200).trim() };
    const story = opened([long, UNENDED]).press('e');
    expect(ladder(story.press('down')).pane).toMatchObject({ at: 0, top: 1 });
    expect(ladder(story.press('pagedown')).pane).toMatchObject({ at: 0, top: 10 });
    while (ladder(story).pane!.at === 0) story.press('down');
    expect(story.screen().some((line) => line.startsWith('>✗ The call is not ended'))).toBe(true);
    expect(ladder(story).cursor).toBe(8);
  });

  it('Enter goes to the row, the findings stay; e goes back to them, and again hides them', () => {
    const story = both().press('e', 'enter');
    expect(ladder(story).pane).toMatchObject({ focused: false });
    expect(story.press('up').here()).toContain('ACK');
    expect(ladder(story.press('e'))).toMatchObject({ cursor: 7, pane: { focused: true } });
    expect(ladder(story.press('e')).pane).toBeNull();
  });

  it('Esc hides them, and goes back the next time', () => {
    const story = both().press('e', 'esc');
    expect(ladder(story).pane).toBeNull();
    expect(story.press('esc').model.stack).toHaveLength(1);
  });

  it('beside them Esc goes back from the row', () => {
    expect(both().press('e', 'enter', 'esc').model.stack).toHaveLength(1);
  });

  it('a click selects a finding, one on the ladder goes back to its rows', () => {
    const story = both().press('e');
    story.click('▲ It takes long');
    expect(ladder(story)).toMatchObject({ cursor: 0, pane: { at: 1, focused: true } });
    story.click('100 Trying');
    expect(ladder(story)).toMatchObject({ cursor: 2, pane: { at: 1, focused: false } });
  });

  it('stands beside where there is room, above the message', () => {
    const story = both({ columns: 120, rows: 35 }).press('e');
    const beside = story.screen().map((line) => line.split('│ ').at(-1)!);
    expect(beside[1]).toMatch(/^── 1 of 2 findings ─+$/);
    expect(beside[2]).toBe('>✗ The call is not ended');
    expect(beside).toEqual(expect.arrayContaining([expect.stringMatching(/^─+$/)]));
    expect(story.press('up', 'down', 'down').screen().join('\n')).toContain('Via: SIP/2.0/UDP');
    story.press('t');
    expect(story.screen().join('\n')).not.toContain('Via: SIP/2.0/UDP');
    expect(story.screen()[1]).toContain('── 2 of 2 findings');
  });

  it('stands below where a plain screen has nothing beside', () => {
    const story = both({ columns: 120, settings: { plain: true } }).press('e');
    expect(story.screen().findIndex((line) => line.includes('1 of 2 findings'))).toBeGreaterThan(8);
  });

  it('stays open on the way to the next call, and closes with the last finding', () => {
    const story = opened([UNENDED, { ...SLOW, call: 2, proofs: [2] }]).press('e', 'enter', ']');
    expect(ladder(story)).toMatchObject({ dialogs: [2], pane: { at: 0, focused: false } });
    expect(story.screen().join('\n')).toContain('── 1 finding ');
    expect(ladder(story.press(']')).pane).toBeNull();
  });
});

describe('{ and }', () => {
  it('go from proof to proof, round the end, and the findings along', () => {
    const story = both({ columns: 120, rows: 35 });
    const places = ['}', '}', '}', '{', '{'].map((key) => ladder(story.press(key)).cursor);
    expect(places).toEqual([4, 8, 0, 8, 4]);
    story.press('e');
    expect(ladder(story.press('}', '}')).pane).toMatchObject({ at: 1 });
    expect(ladder(story.press('{', '{')).pane).toMatchObject({ at: 0 });
  });

  it('of a row that proves two findings the selected one stays', () => {
    const story = opened([UNENDED, { ...SLOW, proofs: [0, 8] }], { columns: 120 }).press('e', 'down');
    expect(ladder(story).pane).toMatchObject({ at: 1 });
    expect(ladder(story.press('}'))).toMatchObject({ cursor: 8, pane: { at: 1 } });
  });

  it('say it where what proves it is not shown', () => {
    const story = opened([{ ...SLOW, proofs: ['s7'] }]).press('}');
    expect(story.line(-1)).toContain('What proves it is not shown here');
    expect(ladder(story.press('e'))).toMatchObject({ cursor: 0, pane: { at: 0 } });
  });
});

describe('while packets come', () => {
  it('findings appear, change and go, and the selected one stays selected', () => {
    const story = opened([SLOW], { columns: 120, rows: 35 }).press('e');
    story.engine.findings = [UNENDED, SLOW];
    story.grow(THREE_CALLS);
    expect(ladder(story).pane).toMatchObject({ at: 1 });
    story.engine.findings = [UNENDED];
    story.grow(THREE_CALLS);
    expect(ladder(story).pane).toMatchObject({ at: 0 });
    story.engine.findings = [];
    story.grow(THREE_CALLS);
    expect([ladder(story).pane, story.line(0).includes('✗')]).toEqual([null, false]);
  });

  it('rows that come before do not move the marks', () => {
    const story = opened([SLOW]);
    const before = { ...ANSWERED.messages[0]!, timeUs: START_US - 1000 };
    story.grow([{ ...ANSWERED, messages: [...ANSWERED.messages, { ...before, label: 'OPTIONS' }] }]);
    expect(story.here()).toMatch(/^>▲.* INVITE/);
  });
});

test('those of several calls have the number of their call', () => {
  const story = new Story({ calls: THREE_CALLS });
  story.engine.findings = [UNENDED, { ...SLOW, call: 2, proofs: [2] }];
  story.press('m', 'down', 'm', 'enter', 'e');
  expect(story.screen().filter((line) => /^[> ][✗▲] \d: /.test(line))).toHaveLength(2);
});

test('says how many more there are than are told', () => {
  const story = new Story({ calls: THREE_CALLS, rows: 40 });
  story.engine.findings = [UNENDED];
  story.engine.moreFindings = 7;
  expect(story.press('enter', 'e').screen().join('\n')).toContain('7 more');
});
