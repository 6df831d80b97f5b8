/** The ladder as stories. */

import type { LadderScreen } from '../../src/app/ladder-screen';
import type { LadderQuery } from '../../src/engine/protocol';
import { ANSWERED, REJECTED, THREE_CALLS } from './calls';
import { liveStatus, type MadeCall, messageId, START_US } from './fake-engine';
import { Story, type StoryOptions } from './story';

const opened = (options: StoryOptions = {}) => new Story({ calls: THREE_CALLS, ...options }).press('enter');
const ladder = (story: Story) => story.model.stack.findLast(({ name }) => name === 'ladder') as LadderScreen;

/** A call of very many messages. */
function long(count: number): MadeCall {
  const messages = Array.from({ length: count }, (_, at) => ({
    timeUs: START_US + at * 1000,
    from: '10.0.0.1:5060',
    to: '10.0.0.2:5060',
    label: `OPTIONS ${at}`,
  }));
  return { ...ANSWERED, messages };
}

describe('moving over the rows', () => {
  const cases: [string, string[], string][] = [
    ['down', ['down'], 'OPTIONS 1 '],
    ['a page', ['pagedown'], 'OPTIONS 20 '],
    ['half a page and one up', ['ctrl+d', 'up'], 'OPTIONS 9 '],
    ['the last', ['end'], 'OPTIONS 4999 '],
    ['the first again', ['end', 'home'], 'OPTIONS 0 '],
  ];
  test.each(cases)('%s', (_, keys, label) => {
    expect(
      opened({ calls: [long(5000)] })
        .press(...keys)
        .here(),
    ).toContain(label);
  });

  it('asks for windows', () => {
    const story = opened({ calls: [long(5000)] });
    const queries = () => story.asked().filter((query): query is LadderQuery => query.kind === 'ladder');
    expect(queries().map(({ top, rows }) => [top, rows])).toEqual([[0, 60]]);
    expect(queries.call(story.press(...Array(20).fill('down')))).toEqual([]);
    story.press('end');
    expect(queries().map(({ top, rows }) => [top, rows])).toEqual([[4960, 60]]);
  });

  it('keeps the selection when earlier messages come in', () => {
    const story = opened().press('down', 'down');
    const before = { ...ANSWERED.messages[0]!, timeUs: START_US - 1000 };
    const messages = [...ANSWERED.messages, { ...before, label: 'OPTIONS' }];
    expect(story.here()).toContain('100 Trying');
    story.grow([{ ...ANSWERED, messages }]);
    expect(story.here()).toContain('100 Trying');
    expect(ladder(story).cursor).toBe(3);
  });

  it('finds the message of the list far down in a call', () => {
    const story = new Story({ calls: [long(500)] }).press('space', 'end', 'enter');
    expect(story.here()).toContain('OPTIONS 499 ');
  });

  it('keeps the selection in sight when SDP lines are shown', () => {
    const story = opened({ rows: 12 }).press('end', 'd', 'd');
    expect(story.here()).toContain('BYE');
  });
});

describe('messages that meet the filter', () => {
  const filtered = (filter: string, options: StoryOptions = {}) => opened({ filter, ...options });

  it('are gone to in order, round the end', () => {
    const story = filtered('INVITE');
    const places = ['n', 'n', 'n', 'N'].map((key) => {
      story.press(key);
      return ladder(story).cursor;
    });
    expect(places).toEqual([1, 3, 0, 3]);
  });

  it('are found far away, and shown when their rows have come', () => {
    const call = { ...long(5000), cells: { note: 'OPTIONS 4321' } };
    const story = filtered('OPTIONS 4321', { calls: [call] }).press('n');
    expect(story.here()).toContain('OPTIONS 4321 ');
    expect(ladder(story).top).toBeGreaterThan(4000);
  });

  it('are gone to one after the other however fast keys come', () => {
    const story = filtered('INVITE');
    story.prompt = false;
    story.press('n', 'n', 'n', 'n').answerAll();
    expect(ladder(story).cursor).toBe(1);
  });

  it('may not be there: the reason is told', () => {
    expect(opened().press('n').line(-1)).toBe(' There is no filter: it marks the messages that meet it');
    const told = (filter: string) => {
      const calls = THREE_CALLS.map((call) => ({ ...call, cells: { ...call.cells, filter } }));
      return filtered(filter, { calls }).press('n').line(-1);
    };
    expect(told('PRACK')).toBe(' No message here meets the filter by itself');
    expect(told('from x')).toBe(' The filter asks nothing of single messages, so none is marked');
  });

  it('are of the call that was looked through, not of the next one', () => {
    const story = filtered('INVITE');
    story.prompt = false;
    story.press('n', ']').answerAll();
    expect([ladder(story).dialogs, ladder(story).cursor, ladder(story).seeking]).toEqual([[2], 0, null]);
  });
});

describe('the ladder of a call that goes on', () => {
  const cut = (count: number): MadeCall[] => [{ ...ANSWERED, messages: ANSWERED.messages.slice(0, count) }, REJECTED];
  const going = (count: number, status: StoryOptions['status'] = liveStatus()) => opened({ calls: cut(count), status });

  it('stays on the last message when it is there', () => {
    const story = going(3).press('end');
    expect(story.here()).toContain('100 Trying');
    expect(story.grow(cut(5)).here()).toContain('180 Ringing');
    expect(story.grow(cut(9)).here()).toContain('BYE');
    expect(ladder(story).select).toBe(`m${messageId(ANSWERED, 8)}`);
  });

  it('stays anywhere else where it is', () => {
    const story = going(3).press('down');
    expect(story.grow(cut(9)).here()).toContain('retransmission');
    expect(story.press('end', 'up').grow(cut(9)).here()).toContain('ACK');
  });

  it('goes on beyond what was asked for', () => {
    const story = opened({ calls: [long(20)], status: liveStatus() }).press('end');
    story.grow([long(5000)]);
    expect(story.here()).toContain('OPTIONS 4999 ');
    expect(
      story
        .press('up')
        .grow([long(5010)])
        .here(),
    ).toContain('OPTIONS 4998 ');
  });

  it('has the message beside it go along', () => {
    const story = opened({ calls: cut(1), status: liveStatus(), columns: 120 });
    expect(story.line(1)).toContain('│ INVITE sip:');
    expect(story.grow(cut(3)).line(1)).toContain('│ 100 Trying');
  });

  it('does so of a pipe too, but not of a file', () => {
    const pipe = [{ name: '-', size: null, consumed: 1 }];
    expect(going(1, { phase: 'loading', inputs: pipe }).grow(cut(3)).here()).toContain('100 Trying');
    expect(going(1, { phase: 'loading' }).grow(cut(3)).here()).toContain('INVITE');
  });

  it('stays when its columns are merged', () => {
    const story = going(9).press('end', 'P');
    expect(story.here()).toContain('BYE');
  });
});

describe('the message beside', () => {
  it('is asked for when it is shown, and once only', () => {
    const story = opened({ columns: 120 });
    expect(story.asked().filter(({ kind }) => kind === 'message')).toHaveLength(1);
    story.press('down', 'up', 'down');
    expect(story.asked()).toEqual([{ kind: 'message', message: messageId(ANSWERED, 1) }]);
  });

  it('is neither shown nor asked for on a narrow terminal, or when it is switched off', () => {
    expect(
      opened({ columns: 99 })
        .asked()
        .map(({ kind }) => kind),
    ).not.toContain('message');
    const story = opened({ columns: 120 });
    expect(story.line(3)).toContain('│ From:');
    expect(story.press('t').line(3)).not.toContain('From:');
  });

  it.each(['t', '9', '0'])('is not asked of a narrow terminal: %s says so', (key) => {
    const story = opened({ columns: 99 });
    expect(story.press(key).line(-1)).toBe(' A message beside the ladder needs 100 columns, here are 99');
    expect([ladder(story).preview, ladder(story).split]).toEqual([true, null]);
  });

  it('takes more and less of the screen', () => {
    const story = opened({ columns: 120 });
    const border = () => story.line(8).lastIndexOf('│');
    const usual = border();
    story.press('9');
    expect(border()).toBeLessThan(usual);
    story.press('0', '0');
    expect(border()).toBeGreaterThan(usual);
    story.press(...Array(30).fill('9'));
    expect(border()).toBe(35);
  });

  it('says when the message is gone', () => {
    const story = opened({ columns: 120 });
    story.engine.calls = [];
    expect(story.press('down').line(1)).toContain('│ This is not kept any more.');
  });
});

describe('what is shown', () => {
  it('times of day, or differences', () => {
    const story = opened().press('down');
    expect(story.here()).toMatch(/^> {6}\+500 ms /);
    expect(story.press('w').here()).toMatch(/^> 23:27:58\.146 /);
  });

  it('goes through no SDP, the first media, all', () => {
    const story = opened();
    const counts = ['w', 'd', 'd', 'd'].map((key) => {
      story.press(key);
      return story.screen().filter((line) => /audio|video/.test(line)).length;
    });
    expect(counts).toEqual([0, 2, 3, 0]);
  });

  it('says which mode a key has led to', () => {
    const told = (key: string, options: StoryOptions = { colours: 256 }) => {
      const story = opened(options);
      return Array.from({ length: 3 }, () => story.press(key).line(-1));
    };
    expect(told('d')).toEqual([
      ' Below an arrow the first media of its SDP',
      ' Below an arrow all media of its SDP',
      ' No SDP below the arrows',
    ]);
    expect(told('v').slice(0, 2)).toEqual([' Streams and digits are hidden', ' Streams and digits are shown']);
    expect(told('c')).toEqual([' Colours by Call-ID', ' Colours by CSeq', ' Colours by request and response']);
    const without = ' Colours by Call-ID, but no colours are shown here';
    expect(told('c', { colours: 0 })[0]).toBe(without);
    expect(told('c', { colours: 256, settings: { theme: 'mono' } })[0]).toBe(without);
  });

  it('offers no preview where there is none', () => {
    expect(opened({ columns: 120 }).line(-1)).toContain(' t Preview ');
    expect(opened({ columns: 99 }).line(-1)).not.toContain('Preview');
    const plain = opened({ columns: 120, settings: { plain: true } });
    expect(plain.line(-1)).not.toContain('Preview');
    expect(plain.press(':').type('preview').screen().join('\n')).toContain(
      'a plain screen has nothing beside the ladder',
    );
  });

  it('a column for each host, host and port, or address, with the ports at the arrows', () => {
    const story = opened({ columns: 99 });
    expect(story.asked()).toContainEqual(expect.objectContaining({ kind: 'ladder', columnsBy: 'host' }));
    story.press('P');
    expect(story.asked()).toContainEqual(expect.objectContaining({ kind: 'ladder', columnsBy: 'port' }));
    expect(story.line(-1)).toBe(' A column for each host and port');
    expect(story.press('P').line(1)).toMatch(/ 192\.168\.10\.21 +10\.0\.0\.2 +10\.20\.30\.40$/);
    expect(story.asked()).toContainEqual(expect.objectContaining({ kind: 'ladder', columnsBy: 'address' }));
    expect(story.line(3)).toMatch(/│5060 INVITE \(SDP\) ─+>5060│/);
  });

  it('a plain ladder, which has no columns, says what it names', () => {
    expect(
      opened({ settings: { plain: true } })
        .press('P')
        .line(-1),
    ).toBe(' Named above: each host and port');
  });

  it('scrolls sideways by columns as far as there are any', () => {
    const hosts = ['a', 'b', 'c', 'd', 'e'].map((name) => `10.0.0.${name.charCodeAt(0)}:5060`);
    const messages = hosts.slice(1).map((to, at) => ({ timeUs: START_US + at, from: hosts[at]!, to, label: 'INVITE' }));
    const story = opened({ calls: [{ ...ANSWERED, messages }] });
    expect(story.line(1)).toMatch(/^ 2 more hosts > +10\.0\.0\.97:5060 /);
    expect(story.press('right', 'right', 'right').line(1)).toMatch(/^ < 2 more hosts +10\.0\.0\.99:5060 /);
    expect(story.press('left').line(1)).toMatch(/^ < 1 \| 1 more > /);
  });

  it('a call that is not kept any more says so', () => {
    const story = opened();
    expect(story.grow([REJECTED]).line(1)).toBe(' This call is not kept any more.');
  });
});

test('a label that is cut keeps its (SDP)', () => {
  const answer = (label: string) => {
    const message = { ...ANSWERED.messages[6]!, label };
    return opened({ calls: [{ ...ANSWERED, messages: [...ANSWERED.messages.slice(0, 6), message] }] })
      .press('end')
      .here();
  };
  expect(answer('183 Session Progress (SDP)')).toMatch(/│<── 183 Sess… \(SDP\) │/);
  expect(answer('183 Session Progress')).toMatch(/│<── 183 Session Pr… │/);
});

describe('the next call of the list', () => {
  it('is one key away and moves the list', () => {
    const story = opened().press('w', ']');
    expect(story.line(0)).toMatch(/^ Call 2 of 3 {3}rejected {3}2026-11-20 {3}1502 -> 5660066 /);
    expect(story.here()).toMatch(/^> 23:/);
    expect(story.press('esc').here()).toContain('1502@');
  });

  it('passes by the messages of an expanded one', () => {
    const story = new Story({ calls: THREE_CALLS }).press('space', 'enter', ']', ']', '[');
    expect(story.line(0)).toMatch(/^ Call 2 /);
  });

  it('is not there before the first', () => {
    expect(opened().press('[').effects).toEqual(['bell']);
  });
});

describe('several calls', () => {
  it('are merged by time, each row with its call and in its colour', () => {
    const story = new Story({ calls: THREE_CALLS, columns: 120 }).press('*', 'enter');
    expect(ladder(story).colours).toBe('call-id');
    const calls = story.screen().map((line) => /^..([123]) /.exec(line)?.[1] ?? '');
    expect(calls.join('')).toBe('1222111113111');
    expect(story.line(0)).toMatch(/^ Call 1, one of 3 here/);
    expect(story.press('end').line(0)).toMatch(/^ Call 1, one of 3 here/);
  });
});
