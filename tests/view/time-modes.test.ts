/** Times as they are shown in each mode: in the ladder, in lists, and of a message that stands alone. */

import { UTC_CLOCK } from '../../src/app/clock';
import { ANSWERED, THREE_CALLS } from '../app/calls';
import { START_US } from '../app/fake-engine';
import { Story, type StoryOptions } from '../app/story';

const HOUR_US = 3_600_000_000;

/** Five hours behind UTC. */
const BOGOTA = {
  ...UTC_CLOCK,
  timeText: (timeUs: number) => UTC_CLOCK.timeText(timeUs - 5 * HOUR_US),
  dateText: (timeUs: number) => UTC_CLOCK.dateText(timeUs - 5 * HOUR_US),
  zone: '-05:00',
};

const story = (options: StoryOptions = {}) => new Story({ calls: THREE_CALLS, clock: BOGOTA, ...options });
/** The name of the mode and the times of three rows. */
const ladderTimes = (played: Story) =>
  played
    .screen()
    .slice(2, 6)
    .map((line) => line.slice(1, 20).split('│')[0]!.trim());

test('in the ladder w goes from the time since the row before to the other modes and back', () => {
  const played = story().press('enter');
  const seen = Array.from({ length: 6 }, () => {
    const times = ladderTimes(played);
    played.press('w');
    return times;
  });
  expect(seen).toEqual([
    ['delta', '18:27:57.646', '+500 ms', '+30 ms'],
    ['-05:00', '18:27:57.646', '18:27:58.146', '18:27:58.176'],
    ['UTC', '23:27:57.646', '23:27:58.146', '23:27:58.176'],
    ['since start', '+0.000 s', '+0.500 s', '+0.530 s'],
    ['epoch', '1795217277.646', '1795217278.146', '1795217278.176'],
    ['delta', '18:27:57.646', '+500 ms', '+30 ms'],
  ]);
});

test('in the list w goes through the modes in which a time stands alone', () => {
  const played = story();
  const seen = Array.from({ length: 5 }, () => {
    const [status, , , second] = played.screen();
    played.press('w');
    return `${/[+\d][\d:.]+( s)?/.exec(second!.slice(7))![0]} ${/\S+( start)?$/.exec(status!)![0]}`;
  });
  expect(seen).toEqual([
    '18:27:58.020 -05:00',
    '23:27:58.020 UTC',
    '+0.374 s since start',
    '1795217278.020 epoch',
    '18:27:58.020 -05:00',
  ]);
});

test('UTC is left out where local time is that', () => {
  expect(ladderTimes(story({ clock: UTC_CLOCK }).press('enter', 'w', 'w'))[0]).toBe('since start');
});

test('a time since the start is rounded as the time from a mark is', () => {
  const [first, second] = ANSWERED.messages;
  const messages = [first!, { ...second!, timeUs: first!.timeUs + 136_700 }];
  const played = story({ calls: [{ ...ANSWERED, messages }], settings: { 'time.mode': 'start' } });
  played.press('enter', 'm', 'down');
  expect([played.line(0), played.here()]).toEqual([
    expect.stringContaining('+137 ms from mark'),
    expect.stringContaining('+0.137 s'),
  ]);
});

test('a message alone has its day, or counts from the first of its ladder', () => {
  const played = story({ columns: 120 }).press('enter', 'down', 'enter');
  const seen = Array.from({ length: 4 }, () => {
    const title = played.line(0).slice(12, 37).trim();
    played.press('w');
    return title;
  });
  expect(seen).toEqual([
    '2026-11-20 18:27:58.146',
    '2026-11-20 23:27:58.146 U',
    '+0.500 s  192.168.10.21:5',
    '1795217278.146  192.168.1',
  ]);
});

test('a capture of several days has the day before times', () => {
  const [first, ...rest] = ANSWERED.messages;
  const messages = [first!, ...rest.map((one) => ({ ...one, timeUs: one.timeUs + 24 * HOUR_US }))];
  const played = story({ calls: [{ ...ANSWERED, messages }], status: { lastUs: START_US + 24 * HOUR_US } });
  expect(played.here()).toMatch(/^> {5}1 11-20 18:27:57.646 INVITE/);
  expect(ladderTimes(played.press('enter', 'w'))).toEqual([
    '-05:00',
    '11-20 18:27:57.646',
    '11-21 18:27:58.146',
    '11-21 18:27:58.176',
  ]);
});

test('a capture of several years has the year', () => {
  const years = { status: { firstUs: Date.parse('2023-11-14') * 1000, lastUs: Date.parse('2026-11-26') * 1000 } };
  expect(story({ calls: THREE_CALLS, columns: 120, ...years }).here()).toMatch(/ 2026-11-20 \d\d:\d\d:\d\d\.\d{3} /);
  expect(story({ calls: THREE_CALLS, columns: 72, ...years }).here()).toMatch(/ 2026-11-20 \d\d:\d\d:\d\d /);
});

test('a column that is narrow has no milliseconds, whatever the mode', () => {
  const calls = THREE_CALLS.map((call) => ({ ...call, cells: { ...call.cells, from: 'a'.repeat(30) } }));
  const narrow = (mode: number) =>
    story({ calls, columns: 60 })
      .press(...Array(mode).fill('w'))
      .here()
      .slice(8, 19);
  expect([0, 1, 2, 3].map(narrow)).toEqual(['18:27:57 IN', '23:27:57 IN', '      +0 s ', '1795217277 ']);
});
