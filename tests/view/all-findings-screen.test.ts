/** The findings of the whole capture as a person sees them. */

import type { FindingsSnapshot } from '../../src/engine/protocol';
import { render } from '../../src/view/screen';
import { THREE_CALLS } from '../app/calls';
import { MADE_FINDINGS } from '../app/findings-made';
import { Story, type StoryOptions, widest } from '../app/story';

function played(options: StoryOptions, keys: string[], made: Partial<FindingsSnapshot> = MADE_FINDINGS): Story {
  const story = new Story({ calls: THREE_CALLS, ...options });
  story.engine.diagnosis = made;
  return story.press('!', ...keys);
}

/** The screen, `...` standing for its blank lines. */
function check(options: StoryOptions, keys: string[], expected: string, made = MADE_FINDINGS) {
  const story = played(options, keys, made);
  expect(`\n${shortened(story.screen()).join('\n')}\n`).toBe(expected);
  expect(widest(render(story.model))).toBeLessThanOrEqual(story.model.columns);
  expect(render(story.model).lines).toHaveLength(story.model.rows);
}

function shortened(lines: string[]): string[] {
  return lines.flatMap((line, at) => (line !== '' ? [line] : lines[at - 1] === '' ? [] : ['...']));
}

it('tells of the selected one below on 80x24', () => {
  check(
    {},
    [],
    `
 sipladder  Findings   calls.pcap   findings in 290 of 300 dialogs          UTC
 Calls                       What is wrong              Calls First    Last
> ✗ not-found                The number or user is n…   1,204 23:27:57 23:28:02
  ▲ registration-short-lived Registrations last long…      86 23:27:57 23:28:02
  ○ dtmf-not-agreed          Digits as events were n…       1 23:27:57 23:28:02
...
 Addresses                   Address                    Times First    Last
  ▲ scanner                  203.0.113.5                   42 23:27:57 23:28:02
  ▲ scanner                  2001:db8::5                    7 23:27:57 23:28:02
  ▲ brute-force              203.0.113.5                    5 23:27:57 23:28:02
  ▲ peer-flapping            198.51.100.10                  2 23:27:57 23:28:02
...
 ✗ The number or user is not known (not-found)
 Call 287, the newest: 10.0.0.2:5060 answered 404 to the call for
 sip:1001@example.com: nothing there has this number.
 What to try: Look at the request URI: is the number written as the dial plan
 expects it?
...
 Enter shows them: finding not-found
...
 Enter Show these calls  F2 Save addresses  y Copy  F1 Help  Esc Back
`,
  );
});

it('tells of it beside on 200x60', () => {
  check(
    { columns: 200, rows: 60 },
    ['down', 'down', 'down'],
    `
 sipladder  Findings   calls.pcap   findings in 290 of 300 dialogs                                                                                                                                  UTC
 Calls                       What is wrong                                              Calls First        Last         │
  ✗ not-found                The number or user is not known                            1,204 23:27:57.646 23:28:02.646 │ ▲ A scanner looks for users (scanner)
  ▲ registration-short-lived Registrations last longer than the way back to the phon…      86 23:27:57.646 23:28:02.646 │ 203.0.113.5 sends requests as tools of attackers do.
  ○ dtmf-not-agreed          Digits as events were not agreed on                            1 23:27:57.646 23:28:02.646 │ What to try: Block the address.
                                                                                                                        │
 Addresses                   Address                                                    Times First        Last         │ Enter shows them: finding scanner host 203.0.113.5
> ▲ scanner                  203.0.113.5    A scanner looks for users                      42 23:27:57.646 23:28:02.646 │
  ▲ scanner                  2001:db8::5    A scanner looks for users                       7 23:27:57.646 23:28:02.646 │
  ▲ brute-force              203.0.113.5    Passwords are tried                             5 23:27:57.646 23:28:02.646 │
  ▲ peer-flapping            198.51.100.10  A peer comes and goes                           2 23:27:57.646 23:28:02.646 │
                                                                                                                        │
                                                                                                                        │
                                                                                                                        │
                                                                                                                        │
                                                                                                                        │
                                                                                                                        │
                                                                                                                        │
                                                                                                                        │
                                                                                                                        │
                                                                                                                        │
                                                                                                                        │
                                                                                                                        │
                                                                                                                        │
                                                                                                                        │
                                                                                                                        │
                                                                                                                        │
                                                                                                                        │
                                                                                                                        │
                                                                                                                        │
                                                                                                                        │
                                                                                                                        │
                                                                                                                        │
                                                                                                                        │
                                                                                                                        │
                                                                                                                        │
                                                                                                                        │
                                                                                                                        │
                                                                                                                        │
                                                                                                                        │
                                                                                                                        │
                                                                                                                        │
                                                                                                                        │
                                                                                                                        │
                                                                                                                        │
                                                                                                                        │
                                                                                                                        │
                                                                                                                        │
                                                                                                                        │
                                                                                                                        │
                                                                                                                        │
                                                                                                                        │
                                                                                                                        │
                                                                                                                        │
                                                                                                                        │
                                                                                                                        │
                                                                                                                        │
                                                                                                                        │
                                                                                                                        │
 Enter Show these calls  F2 Save addresses  y Copy address  F1 Help  Esc Back
`,
  );
});

it('has whole times and what an address does on 120x35', () => {
  check(
    { columns: 120, rows: 35 },
    ['end'],
    `
 sipladder  Findings   calls.pcap   findings in 290 of 300 dialogs                                                  UTC
 Calls                       What is wrong                                              Calls First        Last
  ✗ not-found                The number or user is not known                            1,204 23:27:57.646 23:28:02.646
  ▲ registration-short-lived Registrations last longer than the way back to the phon…      86 23:27:57.646 23:28:02.646
  ○ dtmf-not-agreed          Digits as events were not agreed on                            1 23:27:57.646 23:28:02.646
...
 Addresses                   Address                                                    Times First        Last
  ▲ scanner                  203.0.113.5    A scanner looks for users                      42 23:27:57.646 23:28:02.646
  ▲ scanner                  2001:db8::5    A scanner looks for users                       7 23:27:57.646 23:28:02.646
  ▲ brute-force              203.0.113.5    Passwords are tried                             5 23:27:57.646 23:28:02.646
> ▲ peer-flapping            198.51.100.10  A peer comes and goes                           2 23:27:57.646 23:28:02.646
...
 ▲ A peer comes and goes (peer-flapping)
...
 Enter shows them: finding peer-flapping host 198.51.100.10
...
 Enter Show these calls  F2 Save addresses  y Copy address  F1 Help  Esc Back
`,
  );
});

it('leaves the first time out where there is no room', () => {
  check(
    { columns: 60, rows: 20 },
    ['down'],
    `
 sipladder  Findings   calls.pcap   290 with findings
 Calls                       What is wrong   Calls Last
  ✗ not-found                The number o…   1,204 23:28:02
> ▲ registration-short-lived Registration…      86 23:28:02
  ○ dtmf-not-agreed          Digits as ev…       1 23:28:02
...
 Addresses                   Address         Times Last
  ▲ scanner                  203.0.113.5        42 23:28:02
  ▲ scanner                  2001:db8::5         7 23:28:02
  ▲ brute-force              203.0.113.5         5 23:28:02
  ▲ peer-flapping            198.51.100.10       2 23:28:02
...
 ▲ Registrations last longer than the way back to the phone
 is kept open (registration-short-lived)
 Call 12, the newest: The binding was gone.
 What to try: Register every 60 s.
...
 Enter shows them: finding registration-short-lived
...
 Enter Show these calls  y Copy  F1 Help  Esc Back
`,
  );
});

it('says of which calls it is', () => {
  check(
    { filter: 'alice' },
    [],
    `
 sipladder  Findings   calls.pcap   findings in 2 of 90 dialogs             UTC
 In what the filter keeps: alice
 Calls              What is wrong                       Calls First    Last
> ○ dtmf-not-agreed Digits as events were not agreed…       1 23:27:57 23:28:02
...
 ○ Digits as events were not agreed on (dtmf-not-agreed)
 Call 3: Only one side offered telephone-event.
 What to try: Allow telephone-event at both ends.
...
 Enter shows them: alice finding dtmf-not-agreed
...
 Enter Show these calls  y Copy  Tab All or filtered  F1 Help  Esc Back
`,
    { counted: { filter: 'alice', dialogs: 90, affected: 2 }, calls: MADE_FINDINGS.calls!.slice(2) },
  );
});

it('says that nothing was found, and what was looked for', () => {
  check(
    {},
    [],
    `
 sipladder  Findings   calls.pcap   findings in 0 of 3 dialogs              UTC
...
  Nothing was found in 3 calls.
  Diagnosis looks for 37 kinds of problems: requests without answer, refused
  calls and registrations, codecs that do not agree, silence, loss and delay,
  addresses behind NAT, attacks.
...
 F1 Help  Esc Back
`,
    {},
  );
});

it('says so of what the filter keeps, and how all are looked at', () => {
  check(
    { filter: 'alice' },
    [],
    `
 sipladder  Findings   calls.pcap   findings in 0 of 1 dialog               UTC
 In what the filter keeps: alice
...
  Nothing was found in 1 call that the filter keeps.
  Diagnosis looks for 37 kinds of problems: requests without answer, refused
  calls and registrations, codecs that do not agree, silence, loss and delay,
  addresses behind NAT, attacks.
  Tab looks at all calls.
...
 Tab All or filtered  F1 Help  Esc Back
`,
    {},
  );
});

it('says how far it is while it counts', () => {
  const story = played({}, [], { counted: null, pending: true });
  const findings = { percent: 43, of: 100_000, what: 'dialogs' } as const;
  story.tell({ looking: { calls: null, streams: null, findings } });
  expect(story.line(0)).toMatch(/Findings +calls\.pcap +counting 43 % +UTC/);
  expect(story.line(2)).toBe('  Counting ...');
});

it('says that more may come while packets do', () => {
  expect(played({ status: { phase: 'loading' } }, [], {}).line(2)).toMatch(
    /Nothing was found in 3 calls\. What comes is/,
  );
});

it('says what is wrong with a filter', () => {
  const filterError = { message: 'a value was expected', at: 5 };
  expect(played({ filter: 'from' }, [], { ...MADE_FINDINGS, filterError }).line(1)).toBe(
    ' The filter of the list is wrong: a value was expected',
  );
});

it('says how many addresses are not listed', () => {
  const story = played({ rows: 40 }, ['end'], { ...MADE_FINDINGS, moreAddresses: 1204 });
  expect(story.screen()).toContain('    1,204 more: they are saved with the others');
});

it('tells a long finding whole where few rows leave room for it', () => {
  const long = Array.from({ length: 70 }, (_, n) => `word${n}`).join(' ');
  const told = (calls: FindingsSnapshot['calls']) =>
    played({}, [], { calls: calls.map((row) => ({ ...row, explanation: `${long} end` })) }).screen();
  const [row] = MADE_FINDINGS.calls!;
  expect(told([row!]).join(' ')).toMatch(/word69 end +What to try: /);
  const many = Array.from({ length: 20 }, (_, n) => ({ ...row!, key: `row ${n}` }));
  expect(told(many).filter((line) => line.endsWith('…')).length).toBeGreaterThan(0);
});

it('cuts what is told where it is longer than its room, but not the filter', () => {
  const long = Array.from({ length: 99 }, (_, n) => `word${n}`).join(' ');
  const calls = MADE_FINDINGS.calls!.map((row) => ({ ...row, explanation: long, advice: `${long}.` }));
  const story = played({}, [], { ...MADE_FINDINGS, calls });
  expect(story.screen().filter((line) => line.endsWith('…')).length).toBeGreaterThan(0);
  expect(story.line(-2)).toBe(' Enter shows them: finding not-found');
});

it('stays ASCII where there is nothing else, and has no lines where it is plain', () => {
  const wide = { columns: 160, rows: 50 };
  expect(
    played({ ...wide, settings: { lines: 'ascii' } }, [])
      .screen()
      .join(''),
  ).toMatch(/^[\x20-\x7e]*$/);
  expect(
    played({ ...wide, settings: { plain: true } }, [])
      .screen()
      .join(''),
  ).not.toMatch(/[\u2500-\u259f]/);
});

it('has its times as the user wants them', () => {
  expect(played({ settings: { 'time.mode': 'start' } }, []).line(2)).toMatch(/ 1,204 +\+0 s +\+5 s$/);
  expect(played({}, ['w', 'w']).line(2)).toMatch(/ 1,204 +\d{10} \d{10}$/);
});

it('asks what to save, and where to', () => {
  check(
    {},
    ['end', 's'],
    `
 sipladder  Save addresses, one a line, to a file
...
 > File    /home/me/calls-addresses.txt
...
   What    ( ) the 2 addresses of attackers
           ( ) the 2 addresses of scanner
           ( ) the 1 address of brute-force
           (*) the 1 address of peer-flapping
...
 Enter Save  Tab Next field  Ctrl-U Empty  Esc Back
`,
  );
});
