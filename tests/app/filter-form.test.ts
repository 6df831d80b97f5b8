/** The filter form, as stories. */

import type { FilterFormScreen } from '../../src/app/filter-form';
import { listOf } from '../../src/app/model';
import type { CheckQuery } from '../../src/engine/protocol';
import { THREE_CALLS } from './calls';
import { Story, type StoryOptions } from './story';

const opened = (options: StoryOptions = {}) => new Story({ calls: THREE_CALLS, ...options }).press('f');
const form = (story: Story) => story.model.stack.at(-1) as FilterFormScreen;
const filter = (story: Story) => listOf(story.model).filter;

describe('filling it in', () => {
  it('makes one filter of texts and boxes, and sets it', () => {
    const story = opened().type('alice b').press('tab').type('bob').press('shift+tab', 'up', 'up');
    expect(form(story).field).toBe('states');
    story.press('right', 'space', 'tab', 'tab', 'tab', 'tab', 'tab', 'tab', 'tab', 'right', 'space', 'enter');
    expect(filter(story)).toBe('from "alice b" to bob method INVITE state pending');
    expect([story.model.stack.length, listOf(story.model).history]).toEqual([1, [filter(story)]]);
  });

  it('changes nothing on Esc', () => {
    const story = opened({ filter: 'INVITE' }).press('ctrl+u').type('x').press('esc');
    expect([filter(story), story.model.stack.length]).toEqual(['INVITE', 1]);
  });

  it('with nothing filled in shows every call', () => {
    const story = opened({ filter: 'from alice' });
    expect(story.screen().join('\n')).toContain('Becomes     from alice');
    story.press('ctrl+u');
    expect(story.screen().join('\n')).toContain('Becomes     every call is shown');
    expect(filter(story.press('enter'))).toBe('');
  });

  it('types letters that are keys elsewhere, and moves within a text', () => {
    const story = opened().type('fq?').press('left', 'left').type(' @').press('home', 'delete', 'end', 'backspace');
    expect(form(story).texts.from).toEqual({ text: ' @q', cursor: 3 });
  });

  it('ticks in the order of the boxes, and takes all ticks of a kind away', () => {
    const story = opened().press('tab', 'tab', 'tab', 'tab', 'tab', 'right', 'right', 'space', 'left', 'left', 'space');
    expect(form(story).ticked.methods).toEqual(['REGISTER', 'SUBSCRIBE']);
    expect(form(story.press('space')).ticked.methods).toEqual(['SUBSCRIBE']);
    expect(form(story.press('ctrl+u')).ticked.methods).toEqual([]);
  });
});

describe('moving', () => {
  it('goes down through the rows of boxes and on', () => {
    const story = opened().press(...Array(5).fill('down'));
    const places = Array.from({ length: 9 }, () => {
      const { field, box } = form(story);
      story.press('down');
      return `${field} ${box}`;
    });
    expect(places).toEqual([
      ...['methods 0', 'methods 3', 'methods 6', 'methods 9'],
      ...['states 0', 'states 3', 'states 6', 'states 9', 'states 12'],
    ]);
    expect(form(story).field).toBe('rest');
    expect(form(story.press('up')).box).toBe(12);
  });

  it('rings at either end of the boxes', () => {
    const story = opened().press('tab', 'tab', 'tab', 'tab', 'tab', 'left');
    expect(story.effects).toEqual(['bell']);
    expect(story.press(...Array(10).fill('right')).effects).toEqual(['bell', 'bell']);
  });
});

describe('opened again', () => {
  it('has in its fields what it wrote', () => {
    const story = opened()
      .type('alice')
      .press(...Array(5).fill('tab'), 'space', 'enter', 'f');
    expect([form(story).texts.from?.text, form(story).ticked.methods, form(story).texts.rest?.text]).toEqual([
      ...['alice', ['REGISTER'], ''],
    ]);
  });

  it('has any other filter whole, to be changed at once', () => {
    const story = opened({ filter: 'INVITE or 102' }).type('7');
    expect(filter(story.press('enter'))).toBe('INVITE or 1027');
  });
});

describe('what is wrong', () => {
  it('is told with its place as soon as the engine says so, and is not set', () => {
    const story = opened();
    story.engine.filterError = { message: 'expected a port', at: 5 };
    story.type('x');
    expect(story.screen().find((line) => line.includes('^'))).toBe('                    ^ expected a port');
    expect(story.press('enter').effects).toEqual(['bell']);
    expect(story.model.stack).toHaveLength(2);
  });

  it('is asked of the newest filter only', () => {
    const story = opened();
    story.asked();
    story.prompt = false;
    story.type('abc').answerAll();
    const texts = story.asked().filter((query): query is CheckQuery => query.kind === 'check');
    expect(texts.map(({ text }) => text)).toEqual(['from a', 'from abc']);
  });
});

test.each(['f', 'F', 'f7'])('%s opens it with the keys of sngrep', (key) => {
  const story = new Story({ calls: THREE_CALLS, keymap: 'sngrep' }).press(key);
  expect(form(story).name).toBe('filter-form');
});

test('F1 tells what its fields mean and what a filter can hold', () => {
  const text = opened().press('f1').screen().join('\n');
  expect(text).toContain('Help: Filter form');
  expect(text).toMatch(/Space +Tick or untick the box/);
  expect(text).toContain('of the boxes of a kind');
});
