/** Where the hardware cursor stands: on what is selected, for screen readers, or where text is typed. */

import { render } from '../../src/view/screen';
import { THREE_CALLS } from '../app/calls';
import { Story, type StoryOptions } from '../app/story';

/** The text of the row that it stands on begins with this; `column` is its cell. */
function check(keys: string[], begins: string, column = 0, options: StoryOptions = {}) {
  const story = new Story({ calls: THREE_CALLS, ...options }).press(...keys);
  const { cursor } = render(story.model);
  expect(cursor).not.toBeNull();
  expect(cursor!.column).toBe(column);
  expect(story.line(cursor!.row).replace(/\s+/g, ' ')).toMatch(new RegExp(`^${begins}`));
}

test('on the call', () => check(['down'], '> 2 '));
test('on a message below it', () => check(['space', 'down'], '> ├ '));
test('on the row of the ladder', () => check(['enter', 'down'], '> \\+500 ms'));
test('also where SDP stands above it', () => check(['enter', 'd', 'd', 'end'], '> .*BYE'));
test('on the stream', () =>
  check(['tab'], '> 1 ', 0, { streams: [{ id: 7, call: 1, cells: { call: '1', source: 'a', destination: 'b' } }] }));
test('on the saved filter', () => check(['@', 'down'], ' > @two', 0, { savedFilters: { one: 'a', two: 'b' } }));
test('on the line of the help', () => check(['f1'], ' > '));
test('below the title of a message', () => check(['enter', 'enter'], ''));
test('on the place that was found', () => check(['enter', 'enter', '/', ...'rtpmap', 'enter'], ' a=rtpmap'));
test('where a filter is typed', () => check(['/', 'a', 'b'], ' Filter: ab', 11));
test('on the field of the form that is no text', () => check(['f2', 'tab'], ' > What'));
test('on the column that is chosen', () => check(['t', 'down'], ' > \\[x\\] Time'));
test('on the host', () => check(['enter', 'o', 'down'], ' > .*10.0.0.2'));
test('on the setting', () => check(['O', 'down'], ' > lines'));
