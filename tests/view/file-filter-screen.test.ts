/** A capture filter over files, as a person sees it. */

import type { Status } from '../../src/engine/protocol';
import { THREE_CALLS } from '../app/calls';
import { Story } from '../app/story';

const FILTER = { expression: 'port 5060', widened: '+ fragments, VLAN', leftOut: 12_000, unjudged: 0 };
const RECORDING = { path: '/var/spool/calls_001.pcap', packets: 3201, bytes: 9, lost: 0, trouble: null };

function story(status: Partial<Status>, columns = 80, calls = THREE_CALLS): Story {
  return new Story({ calls, columns, status: { fileFilter: FILTER, ...status } });
}

test('stands above the list, with what it left out', () => {
  const screen = story({}).screen();
  expect(screen.slice(0, 3).map((line) => line.replace(/ +/g, ' '))).toEqual([
    ' sipladder calls.pcap 3 dialogs 12,940 messages UTC',
    ' Capture filter: port 5060 + fragments, VLAN 12,000 of 20,000 packets left out',
    ' ^# Time Method From To State Finding >',
  ]);
});

test('says less where there is less room', () => {
  expect(story({}, 70).line(1)).toBe(' Capture filter: port 5060 + fragments, VLAN          12,000 left out');
});

test('shares its line with the recording', () => {
  expect(story({ recording: RECORDING }, 120).line(1)).toMatch(
    /^ Capture filter: port 5060 \+ fragments, VLAN +recorded \S+, 3,201 packets$/,
  );
});

test('stands in no line where there is none', () => {
  expect(story({ fileFilter: null }).line(1)).toMatch(/^ +\^# Time/);
});

test('is named as a reason why there is nothing', () => {
  const empty = (status: Partial<Status>) =>
    story({ dialogs: 0, messages: 0, ...status }, 100, [])
      .screen()
      .filter((line) => line.startsWith('  '));
  const named = '  The capture filter leaves out 12,000 of them: port 5060 + fragments, VLAN';
  expect(empty({})).toContain(named);
  expect(empty({ phase: 'loading' })).toContain(named);
  expect(empty({ fileFilter: { ...FILTER, leftOut: 0 } }).join()).not.toContain('leaves out');
});

test('cannot be typed anew', () => {
  expect(story({}).press('b').line(-2)).toBe(' Only a live capture has a capture filter');
});
