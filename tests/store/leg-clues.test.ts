/** What a call can be known by: what is read of its SDP and numbers, and what is kept of the last seconds. */

import { LEG_GUESS_CALLS } from '../../src/budgets';
import { LegClues } from '../../src/store/leg-clues';
import { hashNumber, newNumberHashes } from '../../src/store/leg-numbers';
import { findInSdp, newSdpPlaces } from '../../src/store/leg-sdp';

describe('an SDP', () => {
  /** `session | address port`. */
  function found(...lines: string[]): string {
    const bytes = Buffer.from(['', ...lines, ''].join('\r\n'), 'latin1');
    const places = newSdpPlaces();
    findInSdp(bytes, 0, bytes.length, places);
    const session = bytes.latin1Slice(places.sessionStart, places.sessionEnd);
    const address = bytes.latin1Slice(places.addressStart, places.addressEnd);
    return `${session} | ${address === '' ? '' : `${address} ${bytes.latin1Slice(places.portStart, places.portEnd)}`}`;
  }

  const O = 'o=- 1 2 IN IP4 192.0.2.1';
  const C = 'c=IN IP4 192.0.2.1';
  const M = 'm=audio 16384 RTP/AVP 0';

  it.each([
    ['has a session and a place for its media', ['v=0', O, 's=-', C, M], '- 1 2 IN IP4 192.0.2.1 | 192.0.2.1 16384'],
    ['begins with its version', [O, C, M], ' | '],
    ['may stand behind the heads of other parts', ['--x', '', 'v=0 ', O], '- 1 2 IN IP4 192.0.2.1 | '],
    [
      'has six words in its o= line',
      ['v=0', 'o=- 1 IN IP4 192.0.2.1', 'o=a b  c IN IP4 d', C, M],
      ' | 192.0.2.1 16384',
    ],
    ['gives the first media its own address', ['v=0', C, M, 'c=IN IP4 192.0.2.2'], ' | 192.0.2.2 16384'],
    ['has later media beside it', ['v=0', M, 'm=video 4 X 1', 'c=IN IP6 2001:db8::1/3'], ' | 2001:db8::1 16384'],
    ['takes no address of later media', ['v=0', C, M, 'm=video 4 X 1', 'c=IN IP4 192.0.2.3'], ' | 192.0.2.1 16384'],
    ['has no media without a port', ['v=0', C, 'm=audio 0 RTP/AVP 0'], ' | '],
    ['has no media to discard', ['v=0', C, 'm=audio 9 RTP/AVP 0'], ' | '],
    ['has no media at nobody', ['v=0', 'c=IN IP4 0.0.0.0', M], ' | '],
    ['may be cut off', ['v=0', 'o=- 1 2 IN', 'c=IN IP'], ' | '],
  ])('%s', (_, lines, expected) => expect(found(...lines)).toBe(expected));
});

describe('a number', () => {
  function hashes(address: string): number[] {
    const bytes = Buffer.from(address, 'latin1');
    const out = newNumberHashes();
    hashNumber(bytes, 0, bytes.length, out);
    return [out.tail, out.tailCheck, out.whole];
  }

  it.each([
    ['+49301234567@a', '0049301234567@b'],
    ['030-123 45 67@a', '301234567@a'],
    ['Alice@a', 'alice@b'],
    ['%2B49301234567@a', '49301234567@a'],
  ])('%s is %s', (a, b) => expect(hashes(a)).toEqual(hashes(b)));

  it('has its last digits in common with the same one behind a prefix', () => {
    const [long, short] = [hashes('493091234567@a'), hashes('91234567@a')];
    expect(long.slice(0, 2)).toEqual(short.slice(0, 2));
    expect(long[2]).not.toBe(short[2]);
    expect(hashes('1001@a')[0]).not.toBe(hashes('91001@a')[0]);
  });

  it('is none without a user', () => {
    expect(hashes('192.0.2.1')).toEqual([0, 0, 0]);
    expect(hashes('@a')).toEqual([0, 0, 0]);
  });
});

describe('calls of the last seconds', () => {
  const newest = (clues: LegClues, hash: number, check: number) => clues.newest(clues.keyOf(hash, check));
  const keep = (clues: LegClues, call: number, hash: number, check: number) =>
    clues.keep(call, hash, check, clues.keyOf(hash, check));

  it('go with what they were known by', () => {
    const clues = new LegClues();
    const [one, two, three] = [10, 20, 30].map((timeUs) => clues.add(0, 1, timeUs));
    for (const call of [one, two, three]) keep(clues, call, 7, call === three ? 1 : 0);
    expect(clues.clues.columns.call[newest(clues, 7, 0) - 1]).toBe(two);
    clues.forgetBefore(20);
    expect(clues.clues.columns.older[newest(clues, 7, 0) - 1]).toBe(0);
    clues.forgetBefore(30);
    expect(newest(clues, 7, 0)).toBe(0);
    expect(newest(clues, 7, 1)).toBeGreaterThan(0);
    clues.clear();
    expect([clues.calls.count, clues.clues.count, newest(clues, 7, 1)]).toEqual([0, 0, 0]);
  });

  it('are not without number', () => {
    const clues = new LegClues();
    for (let i = 0; i <= LEG_GUESS_CALLS; i++) keep(clues, clues.add(i, 1, 0), i + 1, 0);
    expect(clues.calls.count).toBe(LEG_GUESS_CALLS);
    expect(newest(clues, 1, 0)).toBe(0);
    expect(newest(clues, 2, 0)).toBeGreaterThan(0);
  });
});
