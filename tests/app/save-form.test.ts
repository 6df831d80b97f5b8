/** Saving, as stories. */

import type { SaveScreen } from '../../src/app/save-form';
import type { SaveQuery } from '../../src/engine/protocol';
import { THREE_CALLS } from './calls';
import { Story, type StoryOptions } from './story';

const opened = (options: StoryOptions = {}, ...before: string[]) =>
  new Story({ calls: THREE_CALLS, ...options }).press(...before, 's');
const form = (story: Story) => story.model.stack.at(-1) as SaveScreen;
const path = (story: Story) => form(story).path.text;
const saves = (story: Story) => story.asked().filter((query): query is SaveQuery => query.kind === 'save');

describe('the file name', () => {
  const cases: [string, string[], string][] = [
    ['is proposed', ['/data/monday.pcapng'], '/home/me/monday-sipladder.pcap'],
    ['loses all endings', ['a.pcap.gz'], '/home/me/a-sipladder.pcap'],
    ['of standard input', ['-'], '/home/me/stdin-sipladder.pcap'],
  ];
  test.each(cases)('%s', (_, files, expected) => {
    expect(path(opened({ files }))).toBe(expected);
  });

  it('can be edited at once', () => {
    expect(path(opened().press('ctrl+u').type('/tmp/my q.pcap'))).toBe('/tmp/my q.pcap');
    expect(path(opened().press('left', 'left', 'backspace', 'delete', 'home').type('.'))).toBe(
      './home/me/calls-sipladder.pp',
    );
  });

  it('has the ending of the format', () => {
    const story = opened().press('tab', 'tab', 'tab', 'right');
    expect(path(story)).toBe('/home/me/calls-sipladder.pcapng');
    expect(path(story.press('space'))).toBe('/home/me/calls-sipladder.txt');
    expect(path(story.press('left'))).toBe('/home/me/calls-sipladder.pcapng');
  });

  it('goes round captures and ladders, of which one has two endings', () => {
    const story = opened().press('tab', 'tab', 'tab');
    const endings = Array.from({ length: 8 }, () => path(story.press('right')).replace(/.*-sipladder/, ''));
    expect(endings).toEqual(['.pcapng', '.txt', '.wav', '.ladder.txt', '.svg', '.html', '.mmd', '.pcap']);
    expect(path(story.press('left', 'left', 'left'))).toBe('/home/me/calls-sipladder.svg');
  });

  it.each([
    ['~/calls.pcap', '/home/me/calls.pcap'],
    ['~ada/calls.pcap', '~ada/calls.pcap'],
    ['./~/calls.pcap', './~/calls.pcap'],
  ])('may be %s', (typed, expected) => {
    const [query] = saves(opened().press('ctrl+u').type(typed).press('enter'));
    expect(query?.path).toBe(expected);
  });

  it('gets an ending when it had none', () => {
    const story = opened().press('ctrl+u').type('/tmp/x').press('shift+tab', 'right');
    expect(path(story)).toBe('/tmp/x.pcap');
  });
});

describe('a stream', () => {
  const streams = [
    { id: 7, call: 1, cells: { codec: 'PCMU' } },
    { id: 8, call: null, cells: { codec: 'opus' } },
  ];

  it.each([
    ['of a call', ['tab'], ['all 3 calls', 'this call', 'this stream'], 7],
    ['without one', ['tab', 'end'], ['all 3 calls', 'this stream'], 8],
  ])('%s is proposed as WAV where streams are listed', (_, keys, titles, id) => {
    const story = new Story({ calls: THREE_CALLS, streams }).press(...keys, 'f2');
    expect(form(story).choices.map(({ title }) => title)).toEqual(titles);
    expect(path(story)).toBe('/home/me/calls-sipladder.wav');
    const [query] = saves(story.press('enter'));
    expect(query).toMatchObject({ what: 'dialogs', dialogs: [], streams: [id] });
  });

  it('can be saved where nothing signalled it', () => {
    const story = new Story({ calls: [], streams, status: { messages: 0 } }).press('tab', 'end', 's');
    expect(form(story).choices.at(-1)?.title).toBe('this stream');
  });

  it('that is selected in a ladder comes behind its call', () => {
    const story = new Story({ calls: THREE_CALLS, streams });
    const ends = { from: 0, to: 1, fromPort: 1, toPort: 2, dialog: 0, deltaUs: 0 };
    const media = {
      ...ends,
      label: 'PCMU 1',
      source: '',
      destination: '',
      ssrc: '',
      packets: 1,
      lostPercent: 0,
      mos: null,
      timeUs: 2e15,
    };
    story.engine.media = [{ ...media, kind: 'media', key: 's7', stream: 7 }];
    story.press('enter', 'end', 's');
    const { choices, choice } = form(story);
    expect(choices.map(({ title }) => title)).toEqual(['all 3 calls', 'this call', 'this stream']);
    expect(choices[choice]?.title).toBe('this call');
    expect(saves(story.press('tab', 'right', 'enter'))[0]).toMatchObject({ dialogs: [], streams: [7] });
    story.press('enter', 'f2');
    expect(form(story).choices.map(({ title }) => title)).toEqual(['all 3 calls', 'this stream']);
  });
});

describe('what is saved', () => {
  const titles = (story: Story) => form(story).choices.map(({ title }) => title);

  it('offers what applies, the nearest first chosen', () => {
    expect(titles(opened())).toEqual(['all 3 calls', 'this call']);
    expect(titles(opened({ filter: 'INVITE' }, 'm'))).toEqual([
      'all 3 calls',
      'the 2 calls that the filter keeps',
      'the 1 call marked',
    ]);
    expect(titles(opened({}, 'm', 'down'))).toEqual(['all 3 calls', 'the 1 call marked', 'this call']);
    expect(titles(opened({}, 'enter'))).toEqual(['all 3 calls', 'this call']);
  });

  const cases: [string, StoryOptions, string[], Partial<SaveQuery>][] = [
    ['all', {}, [], { what: 'all', dialogs: [] }],
    ['the filtered', { filter: 'INVITE' }, [], { what: 'filtered', filter: 'INVITE' }],
    ['the marked', {}, ['m', 'down', 'm'], { what: 'dialogs', dialogs: [1, 2] }],
    ['the one open', {}, ['down', 'enter'], { what: 'dialogs', dialogs: [2] }],
    ['the one of a message', {}, ['down', 'enter', 'enter'], { what: 'dialogs', dialogs: [2] }],
  ];
  test.each(cases)('%s', (_, options, before, expected) => {
    const queries = saves(opened(options, ...before).press('enter'));
    expect(queries).toEqual([expect.objectContaining({ ...expected, overwrite: false })]);
  });

  it('may be the call of the row, which is not proposed, with its legs', () => {
    const story = opened({}, 'down');
    expect(form(story).choices[form(story).choice]?.title).toBe('all 3 calls');
    expect(saves(story.press('tab', 'right', 'tab', 'right', 'enter'))).toEqual([
      expect.objectContaining({ what: 'dialogs', dialogs: [2], legs: true }),
    ]);
  });

  it('is one call where there is but one', () => {
    const one = { calls: THREE_CALLS.slice(0, 1) };
    expect(titles(opened(one))).toEqual(['the call']);
    expect(titles(opened(one, 'enter'))).toEqual(['this call']);
  });

  it('is nothing where there is no SIP', () => {
    const story = opened({ calls: [], status: { messages: 0 } });
    expect([story.model.stack.length, story.line(-2)]).toEqual([1, ' There is nothing to save: no SIP was found']);
  });

  it('can be changed', () => {
    const story = opened({ filter: 'INVITE' }).press('tab', 'left', 'enter');
    expect(saves(story)).toEqual([expect.objectContaining({ what: 'all' })]);
  });
});

describe('media', () => {
  const kept = { status: { mediaKept: true } };
  const media = (story: Story) => saves(story.press('enter')).map((query) => query.media);

  it('goes along where it can be had, unless somebody says otherwise', () => {
    expect(media(opened(kept))).toEqual([true]);
    expect(media(opened(kept).press('shift+tab', 'right'))).toEqual([false]);
    expect(media(opened(kept).press('shift+tab', 'right', 'right'))).toEqual([true]);
  });

  it('is no question where there is none, nor for text and WAV', () => {
    const story = opened().press('shift+tab');
    expect([form(story).field, media(story)]).toEqual(['format', [false]]);
    const fields = (path: string) => form(opened(kept).press('ctrl+u').type(path).press('shift+tab')).field;
    expect(['a.pcap', 'a.pcapng', 'a', 'a.txt', 'a.wav'].map(fields)).toEqual([
      ...['media', 'media', 'media'],
      ...['format', 'format'],
    ]);
  });

  it('tells what could not be saved', () => {
    const story = opened(kept);
    story.engine.save = {
      ...{ kind: 'save', outcome: 'saved', path: '', dialogs: 1, packets: 9, bytes: 100 },
      note: 'the first 7 RTP packets are no longer kept (--memory)',
    };
    const cut = ' Saved, but the first 7 RTP packets are no longer kept (--memory): 1 call, 9 pa…';
    expect(story.press('enter').line(-2)).toBe(cut);
  });
});

describe('a ladder', () => {
  const ladders = (story: Story) =>
    saves(story.press('enter')).map(({ what, dialogs, ladder }) => ({ what, dialogs, ...ladder }));
  const plain = { columnsBy: 'host', order: [], hidden: [], media: true };

  it('is drawn as it stands on the screen', () => {
    const story = new Story({ calls: THREE_CALLS }).press('enter');
    expect(ladders(story.press('s'))).toMatchObject([{ ...plain, what: 'dialogs', sdp: 'none', together: true }]);
    expect(ladders(story.press('d', 'v', 's'))).toMatchObject([{ ...plain, media: false, sdp: 'first' }]);
    expect(ladders(story.press('d', 'v', 's'))).toMatchObject([{ ...plain, media: true, sdp: 'all' }]);
  });

  it('of calls in the list has all that there is, and each call its own', () => {
    expect(ladders(opened())).toMatchObject([{ ...plain, what: 'all', sdp: 'all', together: false }]);
  });
});

describe('writing', () => {
  it('closes the form and tells what was written', () => {
    const story = opened().press('enter');
    expect(story.model.stack).toHaveLength(1);
    expect(story.line(-2)).toBe(' Saved 1 call, 4 packets, 2,048 bytes to /home/me/calls-sipladder.pcap');
  });

  it('says that it is going on, and can be left alone', () => {
    const story = opened();
    story.prompt = false;
    story.press('enter');
    expect(story.screen()).toContain('   Writing ...');
    story.press('esc').answerAll();
    expect(story.line(-2)).toMatch(/^ Saved 1 call/);
  });

  it('tells of a failure when the form was left meanwhile', () => {
    const story = opened();
    story.prompt = false;
    story.engine.save = { kind: 'save', outcome: 'failed', message: 'the disk is full' };
    story.press('enter', 'esc').answerAll();
    expect(story.line(-2)).toBe(' Not saved: the disk is full');
  });

  it('asks before it overwrites', () => {
    const story = opened();
    story.engine.save = { kind: 'save', outcome: 'exists', path: '' };
    story.press('enter');
    expect(story.screen()).toContain('   The file is there already. Overwrite it? y / n');
    expect(form(story.press('n')).phase).toBe('editing');
    story.press('enter');
    story.asked();
    story.engine.save = { kind: 'save', outcome: 'saved', path: '', dialogs: 3, packets: 9, bytes: 1, note: null };
    expect(saves(story.press('y')).map(({ overwrite }) => overwrite)).toEqual([true]);
    expect(story.model.stack).toHaveLength(1);
  });

  it('tells what went wrong and loses nothing', () => {
    const story = opened().press('ctrl+u').type('/root/x.pcap');
    story.engine.save = { kind: 'save', outcome: 'failed', message: '/root/x.pcap: permission denied' };
    story.press('enter');
    expect(story.screen()).toContain('   /root/x.pcap: permission denied');
    expect(path(story)).toBe('/root/x.pcap');
    story.asked();
    expect(saves(story.press('enter'))).toHaveLength(1);
  });

  describe('into a folder that may not be written', () => {
    const refused = (why: string, typed = '/root/x.pcap', temporary = '/tmp') => {
      const story = opened({ temporary }).press('ctrl+u').type(typed);
      story.engine.save = { kind: 'save', outcome: 'failed', message: `${typed}: ${why}` };
      return story.press('enter');
    };

    it.each([
      'may not be written: permission denied, choose another folder',
      'may not be written: not permitted, choose another folder',
      'the file system is read-only, choose another folder',
    ])('proposes the temporary folder: %s', (why) => {
      const story = refused(why);
      expect([path(story), form(story).failure]).toEqual([
        '/tmp/x.pcap',
        `/root/x.pcap: ${why}. Proposed instead: /tmp/x.pcap`,
      ]);
      story.asked();
      story.engine.save = { kind: 'save', outcome: 'saved', path: '', dialogs: 1, packets: 4, bytes: 2048, note: null };
      expect(saves(story.press('enter')).map((query) => query.path)).toEqual(['/tmp/x.pcap']);
      expect(story.line(-2)).toMatch(/^ Saved 1 call.* to \/tmp\/x\.pcap$/);
    });

    it('keeps the name as it was typed, of a relative path too', () => {
      expect(path(refused('permission denied', 'my calls.pcapng'))).toBe('/tmp/my calls.pcapng');
    });

    it('proposes nothing when that is the temporary folder, or there is none', () => {
      expect(path(refused('permission denied', '/tmp//x.pcap'))).toBe('/tmp//x.pcap');
      expect(path(refused('permission denied', '/root/x.pcap', ''))).toBe('/root/x.pcap');
    });

    it('proposes nothing for what another folder does not help', () => {
      expect(path(refused('no such folder'))).toBe('/root/x.pcap');
    });
  });

  it('is waited for by who leaves the program', () => {
    const story = opened();
    story.prompt = false;
    story.press('enter', 'esc', 'q');
    expect([story.effects, story.line(-2)]).toEqual([[], ' Finishing the save; press q again to give it up']);
    expect(story.press('down').line(-2)).toMatch(/^ Finishing the save/);
    story.answerAll();
    expect(story.effects).toEqual(['quit 0']);
  });

  it('is given up by who leaves the program twice', () => {
    const story = opened();
    story.prompt = false;
    story.press('enter', 'ctrl+c');
    expect([story.effects, story.line(-1)]).toEqual([[], ' Finishing the save; press Ctrl-C again to give it up']);
    expect(story.press('ctrl+c').effects).toEqual(['quit 0']);
  });

  it('keeps the program when it fails at the end', () => {
    const story = opened();
    story.prompt = false;
    story.engine.save = { kind: 'save', outcome: 'failed', message: 'the disk is full' };
    story.press('enter', 'ctrl+c').answerAll();
    expect([story.effects, story.screen()]).toEqual([[], expect.arrayContaining(['   the disk is full'])]);
    expect(story.line(-1)).toMatch(/^ Enter Save/);
  });

  it('needs a name', () => {
    const story = opened().press('ctrl+u', 'enter');
    expect(saves(story)).toEqual([]);
    expect(story.screen()).toContain('   A file name is needed.');
  });

  it('is not done by Esc', () => {
    const story = opened().press('esc');
    expect([story.model.stack.length, saves(story)]).toEqual([1, []]);
  });
});

describe('who is told', () => {
  const asked = (story: Story) => saves(story.press('enter')).map(({ redact }) => redact);

  it('is everybody, unless somebody says otherwise', () => {
    expect(asked(opened())).toEqual([false]);
    expect(asked(opened().press('tab', 'tab', 'right'))).toEqual([true]);
    expect(asked(opened().press('tab', 'tab', 'right', 'space'))).toEqual([false]);
  });

  it('stays so whatever the format becomes, a WAV too: that is refused rather than written', () => {
    const story = opened().press('tab', 'tab', 'right', 'shift+tab', 'shift+tab', 'ctrl+u').type('/tmp/call.wav');
    expect(asked(story)).toEqual([true]);
  });

  it('is no question where nobody is to be told anyway', () => {
    const story = opened({ status: { redacted: true } }).press('tab', 'tab');
    expect(form(story).field).toBe('format');
  });
});
