/** Streams and digits in the ladder, and their figures beside it and over the whole screen. */

import type { Fact } from '../../src/ladder/facts';
import type { LadderRow } from '../../src/ladder/ladder';
import { barsOf, factLines } from '../../src/view/facts';
import { render } from '../../src/view/screen';
import { themeFor } from '../../src/view/theme';
import { ANSWERED } from '../app/calls';
import { START_US } from '../app/fake-engine';
import { Story, type StoryOptions, widest } from '../app/story';

const row = (ms: number) => ({
  dialog: 0,
  timeUs: START_US + ms * 1000,
  deltaUs: (ms - 4020) * 1000,
  source: '',
  destination: '',
});

const MEDIA: LadderRow[] = [
  {
    ...row(4050),
    ...{ kind: 'media', ssrc: '', packets: 1 },
    key: 's1',
    stream: 1,
    from: 0,
    to: 1,
    fromPort: 16384,
    toPort: 30000,
    label: 'PCMU 247',
    lostPercent: 1.2,
    mos: 4.29,
  },
  {
    ...row(4060),
    ...{ kind: 'media', ssrc: '', packets: 1 },
    key: 's2',
    stream: 2,
    from: 1,
    to: 0,
    fromPort: 30000,
    toPort: 16384,
    label: 'opus 250',
    lostPercent: 0,
    mos: null,
  },
  { ...row(6000), kind: 'digit', key: 'd1-0', stream: 1, from: 0, to: 1, fromPort: 1, toPort: 1, label: 'DTMF 4' },
];

const FACTS: Fact[] = [
  { kind: 'heading', text: 'PCMU  192.168.10.21:16384 -> 10.0.0.2:30000' },
  { kind: 'fact', name: 'packets', text: '247 of 250, 3 lost (1.2 %)', bad: true },
  { kind: 'fact', name: 'MOS', text: '4.29, R 90.1 (G.107: G.711 with concealment, Ie 0, Bpl 25.1)', bad: false },
  { kind: 'plot', name: 'loss', text: 'worst second 6 %', values: [0, 0, 6, 0, 0.1], most: 6 },
];

function story(options: StoryOptions, ...keys: string[]): Story {
  const played = new Story({ calls: [ANSWERED], ...options });
  played.engine.media = MEDIA;
  played.engine.known.set('s1', FACTS).set('d1-0', FACTS);
  return played.press(...keys);
}

function check(options: StoryOptions, keys: string[], expected: string) {
  const played = story(options, ...keys);
  const screen = played.screen();
  while (screen.length > 2 && /^[ │]*$/.test(screen.at(-2)!)) screen.splice(-2, 1);
  expect(`\n${screen.join('\n')}\n`).toBe(expected);
  expect(widest(render(played.model))).toBeLessThanOrEqual(played.model.columns);
  expect(render(played.model).lines).toHaveLength(played.model.rows);
}

it('stands among the messages on 80x24', () => {
  check(
    {},
    ['enter'],
    `
 Call 1 of 1   completed   alice -> +34944048182   setup 970 ms, talk 6.000 s
                192.168.10.21:5060      10.0.0.2:5060      10.20.30.40:5060
 delta                   │                   sbc                   │
> 23:27:57.646           │ INVITE (SDP) ─────>│                    │
       +500 ms           │ INVITE (SDP) ────>>│ retransmission     │
        +30 ms           │<─────── 100 Trying │                    │
        +70 ms           │                    │ INVITE (SDP) ─────>│
       +350 ms           │                    │<────── 180 Ringing │
        +20 ms           │<────── 180 Ringing │                    │
 !    +3.000 s           │<───── 200 OK (SDP) │                    │
        +50 ms           │ ACK ──────────────>│                    │
        +30 ms           │════ PCMU 247 ═════>│ 1.2% lost  MOS 4.3 │
        +40 ms           │<════ opus 250 ═════│ 0.0% lost          │
      +1.980 s           │ DTMF 4 ───────────>│                    │
      +5.950 s           │ BYE ──────────────>│                    │
 Enter Message  Esc Back  d SDP  v Media  w Times  P Columns  F2 Save  F1 Help
`,
  );
});

it('has its figures beside it on 120x35', () => {
  check(
    { columns: 120, rows: 35 },
    ['enter', 'end', 'up', 'up', 'up'],
    `
 Call 1 of 1   completed   DTMF 4   2026-11-20   alice -> +34944048182   setup 970 ms, talk 6.000 s
                 192.168.10.21:5060       10.0.0.2:5060       10.20.30.40:5060   │ PCMU  192.168.10.21:16384 ->
 delta                    │                    sbc                    │          │ 10.0.0.2:30000
  23:27:57.646            │ INVITE (SDP) ──────>│                     │          │ packets  247 of 250, 3 lost (1.2 %)
       +500 ms            │ INVITE (SDP) ─────>>│ retransmission      │          │ MOS      4.29, R 90.1 (G.107: G.711
        +30 ms            │<──────── 100 Trying │                     │          │          with concealment, Ie 0, Bpl
        +70 ms            │                     │ INVITE (SDP) ──────>│          │          25.1)
       +350 ms            │                     │<─────── 180 Ringing │          │ loss     worst second 6 %
        +20 ms            │<─────── 180 Ringing │                     │          │          ▁▁▁▁▁▁▁▁▁▁▁▁█████▁▁▁▁▁▁▂▂▂▂▂
 !    +3.000 s            │<────── 200 OK (SDP) │                     │          │
        +50 ms            │ ACK ───────────────>│                     │          │
>       +30 ms            │═════ PCMU 247 ═════>│ 1.2% lost  MOS 4.3  │          │
        +40 ms            │<═════ opus 250 ═════│ 0.0% lost           │          │
      +1.980 s            │ DTMF 4 ────────────>│                     │          │
      +5.950 s            │ BYE ───────────────>│                     │          │
 Enter Message  Esc Back  d SDP  v Media  w Times  t Preview  P Columns  x Legs  o Hosts  c Colours  F2 Save  F1 Help
`,
  );
});

it('has its figures over the whole screen', () => {
  check(
    {},
    ['enter', 'end', 'up', 'enter'],
    `
 Stream
 PCMU  192.168.10.21:16384 -> 10.0.0.2:30000
 packets  247 of 250, 3 lost (1.2 %)
 MOS      4.29, R 90.1 (G.107: G.711 with concealment, Ie 0, Bpl 25.1)
 loss     worst second 6 %
          ▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁█████████▁▁▁▁▁▁▁▁▁▁▂▂▂▂▂▂▂▂▂
 Esc Back  PgDn Next page  F2 Save  F1 Help
`,
  );
});

it('is hidden and shown with a key, and the selection stays on a message', () => {
  const played = story({}, 'enter', 'end', 'up', 'up');
  expect(played.here()).toContain('opus 250');
  expect(played.press('v').here()).toContain('ACK');
  expect(played.screen().slice(1).join('\n')).not.toMatch(/PCMU|DTMF 4 /);
  expect(played.press('v').here()).toContain('ACK');
  expect(played.screen().join('\n')).toContain('DTMF 4 ');
});

it('is passed by where messages are gone through', () => {
  const played = story({}, 'enter', 'end', 'enter', '[');
  expect(played.screen().join('\n')).toContain('ACK SIP');
  expect(played.press(']').screen().join('\n')).toContain('BYE SIP');
});

it('asks for the figures again when something changed, and says when the stream is gone', () => {
  const played = story({ columns: 120 }, 'enter', 'end', 'up', 'up', 'up');
  const kinds = () => played.asked().filter(({ kind }) => kind === 'facts');
  expect(kinds().at(-1)).toEqual({ kind: 'facts', row: 's1' });
  played.grow([ANSWERED]);
  expect(kinds()).toEqual([{ kind: 'facts', row: 's1' }]);
  played.engine.known.clear();
  expect(played.grow([ANSWERED]).line(1)).toContain('│ This is not kept any more.');
});

describe('bars', () => {
  test('are as high as their part of the most, and never nothing for something', () => {
    expect(barsOf([0, 0.01, 4, 8], 8, 4)).toBe('▁▂▅█');
  });

  test('several cells a value, or several values a cell, of which the highest counts', () => {
    expect(barsOf([0, 8], 8, 6)).toBe('▁▁▁███');
    expect(barsOf([0, 8, 0, 0, 0, 1], 8, 3)).toBe('█▁▂');
  });
});

it('in a plain ladder keeps its MOS on 80 columns', () => {
  const ends = { source: '192.168.10.21:16384', destination: '10.0.0.2:30000', label: 'PCMU 12345' };
  const played = new Story({ calls: [ANSWERED], settings: { plain: true } });
  played.engine.media = [{ ...MEDIA[0]!, ...ends } as LadderRow];
  expect(played.press('enter').screen().join('\n')).toMatch(/PCMU 12345 {2}1\.2% {2}4\.3$/m);
});

it('has no lines of plots on a plain screen', () => {
  const lines = (plain: boolean) => factLines(FACTS, 60, themeFor('mono', 0), plain).length;
  expect(lines(true)).toBe(lines(false) - 1);
});
