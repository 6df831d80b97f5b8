/** The filter of a live capture, as stories. */

import { listOf } from '../../src/app/model';
import type { CaptureFilterQuery } from '../../src/engine/protocol';
import { manyCalls, THREE_CALLS } from './calls';
import { liveStatus } from './fake-engine';
import { Story } from './story';

const IN_FORCE = { expression: 'port 5060', widened: '+ fragments, VLAN, tunnels' };

const live = (filter = IN_FORCE, keymap?: string) =>
  new Story({ calls: THREE_CALLS, status: liveStatus({ filter }), ...(keymap === undefined ? {} : { keymap }) });
const input = (story: Story) => listOf(story.model).capture;
const sent = (story: Story) =>
  story
    .asked()
    .filter((query): query is CaptureFilterQuery => query.kind === 'capture-filter')
    .map(({ expression }) => expression);

describe('typing it', () => {
  it.each(['default', 'sngrep', 'vim'])('begins with the one in force, with %s keys', (keymap) => {
    const story = live(IN_FORCE, keymap).press('b');
    expect(story.line(1)).toBe(' Capture filter: port 5060');
  });

  it('asks nothing until Enter, which sets it', () => {
    const story = live().press('b').type(' or 5062');
    expect(sent(story)).toEqual([]);
    story.press('enter');
    expect(sent(story)).toEqual(['port 5060 or 5062']);
    expect(input(story)).toBeNull();
    expect([story.line(1), story.line(-2)]).toEqual([
      ' Capture filter: port 5060 or 5062 + fragments, VLAN, tunnels',
      ' Capturing port 5060 or 5062 + fragments, VLAN, tunnels',
    ]);
  });

  it('takes everything when it is empty', () => {
    const story = live().press('b', 'ctrl+u', 'enter');
    expect([sent(story), story.line(1), story.line(-2)]).toEqual([
      [''],
      expect.stringContaining('Method'),
      ' No capture filter: every packet is taken',
    ]);
  });

  it('changes nothing on Esc', () => {
    const story = live().press('b').type(' or 5062').press('esc');
    expect([sent(story), story.line(1)]).toEqual([[], ' Capture filter: port 5060 + fragments, VLAN, tunnels']);
  });

  it('types letters that are keys elsewhere, and leaves the filter of the list alone', () => {
    const story = live().press('b').type('pqX/b');
    expect([input(story)?.line.text, listOf(story.model).filter]).toEqual(['port 5060pqX/b', '']);
  });

  it('edits in the line', () => {
    expect(input(live().press('b', 'home').type('udp ').press('end', 'backspace'))?.line.text).toBe('udp port 506');
  });

  it('lets the list be looked through', () => {
    const story = new Story({ calls: manyCalls(100), status: liveStatus() }).press('b', 'pagedown');
    expect(story.here()).toContain('user21@');
  });

  it('has the help begin with it', () => {
    expect(live().press('b', 'f1').line(1)).toBe(' Capture filter');
  });
});

describe('while the answer is awaited', () => {
  const waiting = (...keys: string[]) => {
    const story = live().press('b').type('x');
    story.prompt = false;
    return story.press('enter', ...keys);
  };

  it('says so, and takes no more keys', () => {
    const story = waiting('y', 'backspace', 'enter', 'up');
    expect([story.line(1), story.effects]).toEqual([
      expect.stringMatching(/^ Capture filter: port 5060x +setting \.\.\.$/),
      ['bell', 'bell', 'bell', 'bell'],
    ]);
    story.answerAll();
    expect(sent(story)).toEqual(['port 5060x']);
  });

  it('can be left, and then is told what became of it', () => {
    expect(waiting('esc').answerAll().line(-2)).toBe(' Capturing port 5060x + fragments, VLAN, tunnels');
    const story = waiting('esc');
    story.engine.refusal = { message: 'syntax error', at: 9 };
    expect(story.answerAll().line(-2)).toBe(' The capture filter was not set: syntax error');
  });

  it('gives the line back when no answer comes', () => {
    const story = waiting();
    const { id } = story.open.splice(0).find(({ query }) => query.kind === 'capture-filter')!;
    story.take({ kind: 'answer', answer: { id, snapshot: null } });
    expect(input(story)?.waiting).toBe(false);
  });
});

describe('what libpcap refuses', () => {
  const refused = (at: number | null = 9) => {
    const story = live().press('b').type(' prot 1');
    story.engine.refusal = { message: "can't parse filter expression: syntax error", at };
    return story.press('enter');
  };

  it('is told in its words, with a mark under the place', () => {
    const story = refused(10);
    expect(story.screen().slice(1, 3)).toEqual([
      ' Capture filter: port 5060 prot 1',
      "                           ^ can't parse filter expression: syntax error",
    ]);
    expect(story.model.status?.live?.filter).toEqual(IN_FORCE);
  });

  it('is told without a mark where the place is not known', () => {
    expect(refused(null).line(2)).toBe(" can't parse filter expression: syntax error");
  });

  it('can be mended, which takes the mark away', () => {
    const story = refused().press('left');
    expect(input(story)?.refusal).not.toBeNull();
    story.press('end', 'ctrl+w', 'ctrl+w');
    expect([input(story)?.refusal, story.line(2)]).toEqual([null, expect.stringContaining('Method')]);
    story.engine.refusal = null;
    story.asked();
    expect([sent(story.press('enter')), input(story)]).toEqual([['port 5060 '], null]);
  });

  it('can be sent once more as it is', () => {
    const story = refused();
    expect(sent(story.press('enter'))).toHaveLength(2);
  });

  it('does not come into the history', () => {
    expect(listOf(refused().model).captureHistory).toEqual([]);
  });
});

test('filters set before come back, the one from the command line too', () => {
  const story = live().press('b', 'ctrl+u').type('udp').press('enter', 'b', 'ctrl+u').type('t').press('up', 'up');
  expect(input(story)?.line.text).toBe('port 5060');
  expect(input(story.press('down', 'down'))?.line.text).toBe('t');
  expect(story.press('down').effects).toEqual(['bell']);
});

describe('where there is none', () => {
  it('a key says so', () => {
    const story = new Story({ calls: THREE_CALLS }).press('b');
    expect([input(story), story.line(-2)]).toEqual([null, ' Only a live capture has a capture filter']);
    const ended = new Story({ calls: THREE_CALLS, status: liveStatus({}, { phase: 'done' }) }).press('b');
    expect(ended.line(-2)).toBe(' The capture has ended: its filter cannot be changed');
  });
});
