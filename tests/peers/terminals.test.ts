/**
 * The program under the kinds of terminals that people have: the keys as each of them sends them, its screens as they
 * come out of an emulator, and in tmux.
 */

import path from 'node:path';
import { MAIN, SAMPLES } from './peers';
import { Tmux } from './tmux';

const { TerminalRun } = require('../../bench/terminal.js');

const FILE = path.join(SAMPLES, 'mixed.pcapng');

interface Kind {
  TERM: string;
  /** Other than ASCII is drawn. */
  LANG: string;
  f1: string;
  f2: string;
  f7: string;
  f10: string;
  home: string;
  end: string;
  down: string;
}

/** As xterm sends them, in its application mode for cursor keys. */
const XTERM = {
  f1: '\x1bOP',
  f2: '\x1bOQ',
  f7: '\x1b[18~',
  f10: '\x1b[21~',
  home: '\x1bOH',
  end: '\x1bOF',
  down: '\x1bOB',
};
/** As VT220s and their like do. */
const VT = { ...XTERM, home: '\x1b[1~', end: '\x1b[4~', down: '\x1b[B' };

const KINDS: Kind[] = [
  { TERM: 'xterm-256color', LANG: 'C.UTF-8', ...XTERM },
  { TERM: 'tmux-256color', LANG: 'C.UTF-8', ...VT },
  { TERM: 'screen', LANG: 'C.UTF-8', ...VT },
  { TERM: 'linux', LANG: 'C.UTF-8', ...VT, f1: '\x1b[[A', f2: '\x1b[[B' },
  { TERM: 'putty', LANG: 'C.UTF-8', ...VT, f1: '\x1b[11~', f2: '\x1b[12~' },
  { TERM: 'vt100', LANG: 'C', ...VT, f1: '\x1b1', f2: '\x1b2', f7: '\x1b7', f10: '\x1b0' },
];

describe.each(KINDS)('under $TERM in $LANG', (kind) => {
  let run: InstanceType<typeof TerminalRun>;
  afterEach(() => run.end());

  async function see(wanted: RegExp): Promise<string> {
    const at = await run.until((rows: string[]) => wanted.test(rows.join('\n')), 20_000);
    if (at === null) throw new Error(`never saw ${wanted}; the screen shows:\n${run.rows.join('\n')}`);
    return run.rows.join('\n');
  }

  it('keys reach the screens, which come out whole', async () => {
    const { TERM, LANG, f1, f2, f7, f10, home, end, down } = kind;
    const env = { PATH: process.env.PATH, LANG, TZ: 'UTC', HOME: '/nonexistent' };
    run = new TerminalRun(process.execPath, [MAIN, '-F', '-I', FILE], env, { term: TERM });
    // All calls are there before one goes to the last of them.
    await see(/28 dialogs[\s\S]*^> +1 .* REGISTER .*alice[\s\S]*^ +28 /m);
    run.press(end);
    await see(/^> +28 /m);
    run.press(home);
    await see(/^> +1 /m);
    for (let i = 0; i < 4; i++) run.press(down);
    await see(/^> +5 /m);
    run.press(f7);
    const ladder = await see(/Call 5 of 28[\s\S]*INVITE \(SDP\)[\s\S]*BYE/);
    expect(ladder).toMatch(LANG === 'C' ? /\|-* ?INVITE \(SDP\)|INVITE \(SDP\) -+>/ : /INVITE \(SDP\) ─+>/);
    expect(ladder).not.toMatch(/[\ufffd?]{2}/);
    run.press(f2);
    await see(/Save calls to a file/);
    run.press('\x1b');
    await see(/Call 5 of 28/);
    run.press(f1);
    await see(/Help: Ladder/);
    run.press('q');
    await see(/Call 5 of 28/);
    run.press(f10);
    await see(/Settings[\s\S]*theme/);
    run.press('q');
    await see(/Call 5 of 28/);
    run.press('qq');
    expect(await run.ended()).toBe(0);
  });
});

describe.each(KINDS.map(({ TERM }) => TERM))('in tmux with TERM=%s', (term) => {
  let terminal: Tmux;
  afterEach(() => terminal.close());

  it.each([
    [80, 24],
    [120, 35],
    [200, 60],
  ])('a session at %dx%d', (columns, rows) => {
    const command = `TERM=${term} LANG=C.UTF-8 ${process.execPath} ${MAIN} -F -I ${FILE}`;
    terminal = new Tmux(columns, rows, command);
    terminal.see(/^> +1 .*REGISTER/m);
    terminal.press('/');
    terminal.type('state rejected');
    terminal.press('Enter');
    terminal.see(/state rejected[\s\S]*rejected/);
    terminal.press('Enter');
    terminal.see(/Call \d+ of \d+[\s\S]*REGISTER/);
    terminal.press(':');
    terminal.type('raw');
    terminal.see(/Commands[\s\S]*> .*F6/);
    terminal.press('Enter');
    terminal.see(/Raw text[\s\S]*REGISTER sip:/);
    terminal.press('q');
    terminal.see(/Call \d+ of/);
    terminal.press('q');
    terminal.see(/Enter Open/);
    terminal.press('q');
    expect(terminal.see(/ended with \d+/)).toMatch(/ended with 0/);
    expect(terminal.ask('display-message', '-p', '#{alternate_on} #{cursor_flag} #{mouse_any_flag}')).toBe('0 1 0');
  });
});
