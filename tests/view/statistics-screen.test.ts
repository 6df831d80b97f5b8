/** The statistics as a person sees them. */

import { UTC_CLOCK } from '../../src/app/clock';
import { render } from '../../src/view/screen';
import { ratesOf } from '../../src/view/statistics/plot';
import { delayText } from '../../src/view/statistics/rows';
import { THREE_CALLS } from '../app/calls';
import { MADE_STATISTICS } from '../app/figures-made';
import { Story, type StoryOptions, widest } from '../app/story';

/** The screen, `...` standing for its blank lines. */
function check(options: StoryOptions, keys: string[], expected: string, made = MADE_STATISTICS) {
  const story = new Story({ calls: THREE_CALLS, ...options });
  story.engine.statistics = made;
  story.press('i', ...keys);
  expect(`\n${shortened(story.screen()).join('\n')}\n`).toBe(expected);
  expect(widest(render(story.model))).toBeLessThanOrEqual(story.model.columns);
  expect(render(story.model).lines).toHaveLength(story.model.rows);
}

function shortened(lines: string[]): string[] {
  return lines.flatMap((line, at) => (line !== '' ? [line] : lines[at - 1] === '' ? [] : ['...']));
}

it('stands one below the other on 80x24', () => {
  check(
    {},
    [],
    `
 sipladder  Statistics   calls.pcap   300 dialogs, 2,115 messages           UTC
 Calls that began a second   at most 11 in one second, at 23:28:18; means of 2 s
     7.5 │  ▆ ▂    █ ▄      ▆ ▂    █ ▄
         │  █ █ ▅ ▁█ █ ▇ ▃  █ █ ▅ ▁█ █ ▇
         │ ▇█▃█ █ ██▅█▁█ █ ▇█▃█ █ ██▅█▁█
         │ ████▆█▂██████▄█ ████▆█▂██████▄
       0 └─────────────────────────────────────────────
          23:27:57            23:28:37
...
 States of calls and dialogs
 > completed        █████████████████████████████████████████        204  68.0%
   rejected         ██████████████████▏                               90  30.0%
   busy             █▎                                                 6   2.0%
...
 Responses
   200 OK                      ██████████████████████████████        400  62.5%
   480 Temporarily Unavailable ██████████████████                    240  37.5%
   4 others                    ▉                                      12   0.0%
...
 Success (RFC 6076)
 About completed.
...
 Enter shows them: state completed
 Enter Show these calls  Tab All or filtered  PgDn Next page  F1 Help  Esc Back
`,
  );
});

it('scrolls to the delays on 80x24, with what a figure means in two lines', () => {
  check(
    {},
    ['end', 'up', 'up', 'up', 'up'],
    `
 sipladder  Statistics   calls.pcap   300 dialogs, 2,115 messages           UTC
   completed        █████████████████████████████████████████        204  68.0%
   rejected         ██████████████████▏                               90  30.0%
   busy             █▎                                                 6   2.0%
...
 Responses
   200 OK                      ██████████████████████████████        400  62.5%
   480 Temporarily Unavailable ██████████████████                    240  37.5%
   4 others                    ▉                                      12   0.0%
...
 Success (RFC 6076)
 > SER  answered         █████████████████████▏               204 of 300  68.0%
   IRA  register in vain                                                      -
...
 Delays (RFC 6076)                                    least      mean      most
   SRD  until it rings                               0.4 ms    950 ms    32.0 s
   SDT  talked                                        1.0 s  5:32 min    1:06 h
...
 Capture
   packets                                                               20,000
 Session establishment ratio (SER). Calls that were answered, of those that
 were not redirected: this is told in so many words that a narrow screen needs
 two lines.
 Tab All or filtered  PgDn Next page  F1 Help  Esc Back
`,
  );
});

it('stands in two columns on 120x35', () => {
  check(
    { columns: 120, rows: 35 },
    ['right', 'down', 'down'],
    `
 sipladder  Statistics   calls.pcap   300 dialogs, 2,115 messages                                                   UTC
 Calls that began a second   at most 11 in one second, at 23:28:18; means of 2 s
     7.5 │    ▆▆  ▂▂        ██  ▄▄            ▆▆  ▂▂        ██  ▄▄
         │    ██  ██  ▅▅  ▁▁██  ██  ▇▇  ▃▃    ██  ██  ▅▅  ▁▁██  ██  ▇▇
         │  ▇▇██▃▃██  ██  ████▅▅██▁▁██  ██  ▇▇██▃▃██  ██  ████▅▅██▁▁██
         │  ████████▆▆██▂▂████████████▄▄██  ████████▆▆██▂▂████████████▄▄
       0 └──────────────────────────────────────────────────────────────────────────────────────────
          23:27:57            23:28:17            23:28:37            23:28:57
...
 States of calls and dialogs                                 Success (RFC 6076)
   completed        █████████████████████        204  68.0%    SER  answered         ███████▌         204 of 300  68.0%
   rejected         █████████▎                    90  30.0%    IRA  register in vain                                  -
   busy             ▋                              6   2.0%
                                                             Delays (RFC 6076)                least      mean      most
 Responses                                                   > SRD  until it rings           0.4 ms    950 ms    32.0 s
   200 OK                      ██████████        400  62.5%    SDT  talked                    1.0 s  5:32 min    1:06 h
   480 Temporarily Unavailable ██████            240  37.5%
   4 others                    ▎                  12   0.0%  Capture
                                                               packets                                           20,000
...
 Session request delay (SRD).
...
 Enter shows them: setup > 0.950s
 Enter Show these calls  Tab All or filtered  PgDn Next page  F1 Help  Esc Back
`,
  );
});

it('stands in three columns on 200x60', () => {
  check(
    { columns: 200, rows: 60 },
    [],
    `
 sipladder  Statistics   calls.pcap   300 dialogs, 2,115 messages                                                                                                                                   UTC
 Calls that began a second   at most 11 in one second, at 23:28:18; means of 2 s
     7.5 │        ▆▆▆▆    ▂▂▂▂                ████    ▄▄▄▄                        ▆▆▆▆    ▂▂▂▂                ████    ▄▄▄▄
         │        ████    ████    ▅▅▅▅    ▁▁▁▁████    ████    ▇▇▇▇    ▃▃▃▃        ████    ████    ▅▅▅▅    ▁▁▁▁████    ████    ▇▇▇▇
         │    ▇▇▇▇████▃▃▃▃████    ████    ████████▅▅▅▅████▁▁▁▁████    ████    ▇▇▇▇████▃▃▃▃████    ████    ████████▅▅▅▅████▁▁▁▁████
         │    ████████████████▆▆▆▆████▂▂▂▂████████████████████████▄▄▄▄████    ████████████████▆▆▆▆████▂▂▂▂████████████████████████▄▄▄▄
       0 └────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
          23:27:57            23:28:07            23:28:17            23:28:27            23:28:37            23:28:47            23:28:57            23:29:07            23:29:17
...
 States of calls and dialogs                                       Responses                                                         Delays (RFC 6076)                      least      mean      most
 > completed        ███████████████████████████        204  68.0%    200 OK                      ████████████████        400  62.5%    SRD  until it rings                 0.4 ms    950 ms    32.0 s
   rejected         ███████████▉                        90  30.0%    480 Temporarily Unavailable █████████▋              240  37.5%    SDT  talked                          1.0 s  5:32 min    1:06 h
   busy             ▊                                    6   2.0%    4 others                    ▌                        12   0.0%
                                                                                                                                     Capture
                                                                   Success (RFC 6076)                                                  packets                                                 20,000
                                                                     SER  answered         ███████████▌           204 of 300  68.0%
                                                                     IRA  register in vain                                        -
...
 About completed.
...
 Enter shows them: state completed
 Enter Show these calls  Tab All or filtered  PgDn Next page  F1 Help  Esc Back
`,
  );
});

it('says of which calls it is', () => {
  const counted = { filter: 'state rejected', dialogs: 90, messages: 270 };
  const made = { counted, dialogs: 300, sections: MADE_STATISTICS.sections!.slice(0, 1) };
  check(
    { filter: 'state rejected' },
    [],
    `
 sipladder  Statistics   calls.pcap   90 of 300 dialogs, 270 messages       UTC
 Of what the filter keeps: state rejected
 States of calls and dialogs
 > completed        █████████████████████████████████████████        204  68.0%
   rejected         ██████████████████▏                               90  30.0%
   busy             █▎                                                 6   2.0%
...
 About completed.
...
 Enter shows them: state rejected state completed
 Enter Show these calls  Tab All or filtered  PgDn Next page  F1 Help  Esc Back
`,
    made,
  );
});

it('says that they are all, whatever the filter', () => {
  check(
    { filter: 'state rejected' },
    ['tab', 'end'],
    `
 sipladder  Statistics   calls.pcap   300 dialogs, 2,115 messages           UTC
 Of all calls, not only state rejected
...
 Tab All or filtered  PgDn Next page  F1 Help  Esc Back
`,
    { ...MADE_STATISTICS, plot: null, sections: [] },
  );
});

it('says that the filter is wrong', () => {
  const filterError = { message: 'expected a state', at: 6 };
  check(
    { filter: 'state' },
    [],
    `
 sipladder  Statistics   calls.pcap   300 dialogs, 2,115 messages           UTC
 The filter of the list is wrong: expected a state
...
 Tab All or filtered  PgDn Next page  F1 Help  Esc Back
`,
    { ...MADE_STATISTICS, filterError, plot: null, sections: [] },
  );
});

it('says that it still counts', () => {
  check(
    {},
    [],
    `
 sipladder  Statistics   calls.pcap   counting                              UTC
 ...
...
 Tab All or filtered  PgDn Next page  F1 Help  Esc Back
`,
    { counted: null, pending: true },
  );
});

it('has ASCII in bars and plot where there is nothing else', () => {
  check(
    { settings: { lines: 'ascii' } },
    [],
    `
 sipladder  Statistics   calls.pcap   300 dialogs, 2,115 messages           UTC
 Calls that began a second   at most 11 in one second, at 23:28:18; means of 2 s
     7.5 |  + .    # -      + .    # -
         |  # # = .# # * :  # # = .# # *
         | *#:# # ##=#.# # *#:# # ##=#.#
         | ####+#.######-# ####+#.######-
       0 +---------------------------------------------
          23:27:57            23:28:37
...
 States of calls and dialogs
 > completed        #########################################        204  68.0%
   rejected         ##################.                               90  30.0%
   busy             #:                                                 6   2.0%
...
 Responses
   200 OK                      ##############################        400  62.5%
   480 Temporarily Unavailable ##################                    240  37.5%
   4 others                    =                                      12   0.0%
...
 Success (RFC 6076)
 About completed.
...
 Enter shows them: state completed
 Enter Show these calls  Tab All or filtered  PgDn Next page  F1 Help  Esc Back
`,
  );
});

it('has no bars on a plain screen, and loses no figure', () => {
  check(
    { settings: { plain: true } },
    [],
    `
 sipladder  Statistics   calls.pcap   300 dialogs, 2,115 messages           UTC
 Calls that began a second   at most 11 in one second, at 23:28:18; means of 2 s
...
 States of calls and dialogs
 > completed                                                         204  68.0%
   rejected                                                           90  30.0%
   busy                                                                6   2.0%
...
 Responses
   200 OK                                                            400  62.5%
   480 Temporarily Unavailable                                       240  37.5%
   4 others                                                           12   0.0%
...
 Success (RFC 6076)
   SER  answered                                              204 of 300  68.0%
   IRA  register in vain                                                      -
...
 Delays (RFC 6076)                                    least      mean      most
   SRD  until it rings                               0.4 ms    950 ms    32.0 s
   SDT  talked                                        1.0 s  5:32 min    1:06 h
 About completed.
...
 Enter shows them: state completed
 Enter Show these calls  Tab All or filtered  PgDn Next page  F1 Help  Esc Back
`,
  );
});

it('has the cursor of the terminal where the selected figure is', () => {
  const story = new Story({ calls: THREE_CALLS, columns: 120, rows: 35 });
  story.engine.statistics = MADE_STATISTICS;
  const { cursor, lines } = render(story.press('i', 'right', 'down').model);
  const { column, row } = cursor!;
  const text = lines[row]!.spans.map((part) => part.text).join('');
  expect(text.slice(column, column + 12)).toBe('> IRA  regis');
});

describe('the plot', () => {
  it.each([
    ['delta', '01:28:18'],
    ['utc', '23:28:18'],
  ] as const)('has times of day as they are shown in other places: %s', (mode, time) => {
    const clock = {
      ...UTC_CLOCK,
      zone: 'CEST',
      timeText: (us: number) => UTC_CLOCK.timeText(us + 7_200_000_000),
    };
    const story = new Story({ calls: THREE_CALLS, clock, settings: { 'time.mode': mode } });
    story.engine.statistics = MADE_STATISTICS;
    expect(story.press('i').screen().join('\n')).toContain(`in one second, at ${time}`);
  });

  const plot = { startUs: 0, stepSeconds: 10, calls: [10, 20, 30, 40, 50], peak: 9, peakUs: 0 };

  it('gives a step of time several cells where there is room', () => {
    expect(ratesOf(plot, 12)).toEqual({ values: [1, 1, 2, 2, 3, 3, 4, 4, 5, 5], seconds: 5 });
  });

  it('has the year below it where it is of several, and no more of a small rate than fits', () => {
    const story = new Story({ calls: THREE_CALLS });
    const calls = Array.from({ length: 40 }, (_, at) => (at % 39 === 0 ? 1 : 0));
    const startUs = Date.parse('2023-11-14') * 1000;
    const years = { startUs, stepSeconds: 2_400_000, calls, peak: 1, peakUs: startUs };
    story.engine.statistics = { ...MADE_STATISTICS, plot: years };
    const screen = story.press('i').screen().slice(0, 12).join('\n');
    expect(screen).toMatch(/2023-11-14 00:00 .*2025-\d\d-\d\d/);
    expect(screen).toContain('4e-7 │');
  });

  it('but not so many that it looks like several', () => {
    expect(ratesOf(plot, 100).values).toHaveLength(20);
  });

  it('gives several steps one cell where there is little, the last one the rest', () => {
    expect(ratesOf(plot, 3)).toEqual({ values: [1.5, 3.5, 5], seconds: 20 });
  });
});

it.each([
  [null, '-'],
  [0.412, '0.4 ms'],
  [12.4, '12 ms'],
  [999.4, '999 ms'],
  [1000, '1.0 s'],
  [59_900, '59.9 s'],
  [332_000, '5:32 min'],
  [4_000_000, '1:06 h'],
])('%s milliseconds are %s', (ms, text) => {
  expect(delayText(ms)).toBe(text);
});
