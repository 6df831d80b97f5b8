import fc from 'fast-check';
import { ESCAPE_SILENCE_MS } from '../../src/terminal/keys';
import { content, FakeScreen, line, UTF8 } from './fake-world';

const open: FakeScreen[] = [];

function start(...values: ConstructorParameters<typeof FakeScreen>): FakeScreen {
  const fake = new FakeScreen(...values);
  open.push(fake);
  return fake;
}

afterEach(() => {
  for (const fake of open.splice(0)) fake.terminal.close();
});

/** Closes what the test opened before time is real again: Node must not be asked to clear a timer that is not its own. */
function withFakeTimers(body: () => void) {
  jest.useFakeTimers();
  try {
    body();
  } finally {
    for (const fake of open.splice(0)) fake.terminal.close();
    jest.useRealTimers();
  }
}

/** Draws one line and expects what a person sees, under a terminal of this name. */
async function check(term: string, text: string, seen: string, locale: object = UTF8) {
  const fake = start({ TERM: term, ...locale });
  fake.terminal.draw(content(text, '-- next --'));
  expect((await fake.text()).slice(0, 2)).toEqual([seen, '-- next --']);
}

const XTERM = { TERM: 'xterm-256color', ...UTF8 };
const ENTER = '\x1b[?1049h';
const LEAVE = '\x1b[?1049l';

describe.each([
  ['xterm-256color', 256],
  ['tmux-256color', 256],
  ['screen', 8],
  ['linux', 8],
  ['putty', 8],
  ['xterm', 8],
  ['xterm-16color', 16],
  ['alacritty', 256],
  ['vt100', 0],
])('%s', (term, colours) => {
  test(`has ${colours} colours`, () => {
    expect(start({ TERM: term, ...UTF8 }).terminal.colours).toBe(colours);
  });
  test('shows text in its cells', () => check(term, ' 1 alice@example.com ─> │ 180', ' 1 alice@example.com ─> │ 180'));
  test('has no colours with NO_COLOR, but attributes', async () => {
    const fake = start({ TERM: term, NO_COLOR: '1', ...UTF8 });
    const style = { foreground: 1, background: 4, bold: true, underline: true, inverse: true };
    fake.terminal.draw(content(line('x', style)));
    expect(fake.terminal.colours).toBe(0);
    expect(await fake.look(0, 0)).toBe('- on - bold underline inverse');
  });
  test('is restored', async () => {
    const fake = start({ TERM: term, ...UTF8 });
    fake.emulator.write('the shell');
    fake.terminal.draw({ ...content('calls'), cursor: { column: 1, row: 0 } });
    fake.terminal.close();
    expect((await fake.text()).join('')).not.toContain('calls');
    // A VT100 cannot hide its cursor.
    expect(fake.written.match(/\x1b\[\?25[hl]/g)?.at(-1) ?? '\x1b[?25h').toBe('\x1b[?25h');
    expect(fake.written.match(/\x1b\[\?2004[hl]/g)?.at(-1)).toBe('\x1b[?2004l');
    expect(fake.input.raw).toBe(false);
  });
});

test('COLORTERM tells of more colours than the name', () => {
  expect(start({ TERM: 'xterm', COLORTERM: 'truecolor' }).terminal.colours).toBe(256);
});

test.each(['dumb', ''])('a terminal that cannot move its cursor (%j) is refused in words', (term) => {
  expect(() => new FakeScreen({ TERM: term })).toThrow(/cannot be drawn on/);
});

describe('colours', () => {
  /** The look of a cell with this foreground and background where there are so many colours. */
  async function check(term: string, foreground: number, background: number, look: string) {
    const fake = start({ TERM: term, ...UTF8 });
    fake.terminal.draw(content(line('x', { foreground, background })));
    expect(await fake.look(0, 0)).toBe(look);
  }
  test('of 256 are as asked for', () => check('xterm-256color', 208, 17, '208 on 17'));
  test('of 16 are the nearest', () => check('xterm-16color', 196, 240, '9 on 8'));
  test('of 16 keep bright ones', () => check('xterm-16color', 12, 10, '12 on 10'));
  test('of 8 have bold for bright', () => check('xterm', 12, 10, '4 on 2 bold'));
  test('of 8 have the default for grey', () => check('xterm', 8, -1, '- on -'));
  test('may be the default', () => check('xterm-256color', -1, -1, '- on -'));
});

test('the fill goes to the edge, also on a line without text', async () => {
  const fake = start(XTERM, 10, 3);
  fake.terminal.draw(content(line('ab', { background: 2 }, { background: 4 }), line('', {}, { background: 5 })));
  expect([await fake.look(1, 0), await fake.look(2, 0), await fake.look(9, 0)]).toEqual(['- on 2', '- on 4', '- on 4']);
  expect([await fake.look(0, 1), await fake.look(9, 1), await fake.look(0, 2)]).toEqual(['- on 5', '- on 5', '- on -']);
});

describe('characters', () => {
  /** What stands behind `text` must stand in the cell of this column. */
  async function check(text: string, column: number, shown = text) {
    const fake = start(XTERM, 40, 4);
    fake.terminal.draw(content(`${text}|end`, `${text}|end`));
    const rows = await fake.text();
    expect(await fake.columnOf('|end', 0)).toBe(column);
    expect(await fake.columnOf('|end', 1)).toBe(column);
    expect(rows[0]!.replace(/ /g, '')).toBe(`${shown}|end`);
  }
  test('wide ones take two cells', () => check('漢字', 4));
  test('combining ones stay with their base', () => check('e\u0301a\u0323', 2));
  test('an emoji takes two cells, whatever the terminal thinks', () => check('😀❤\ufe0f', 4));
  test('joined and tinted emoji are their first part, as terminals differ on the rest', async () => {
    await check('👩‍👩‍👧', 2, '👩');
    await check('👍🏽', 2, '👍');
  });
  test('a mark without a base is dropped', () => check('\u0301', 0, ''));
  test('a pile of marks is cut', async () => {
    const fake = start(XTERM);
    fake.terminal.draw(content(`e${'\u0301'.repeat(5000)}|end`));
    expect(await fake.columnOf('|end', 0)).toBe(1);
    expect(fake.written.length).toBeLessThan(2000);
  });
  test('a wide one that would cross the edge is a blank', async () => {
    const fake = start(XTERM, 5, 2);
    fake.terminal.draw(content('abcd漢', 'abc漢'));
    expect(await fake.text()).toEqual(['abcd', 'abc漢']);
  });
  test('text beyond the edge does not wrap', async () => {
    const fake = start(XTERM, 5, 3);
    fake.terminal.draw(content('abcdefghij', 'x', '漢漢漢漢'));
    expect(await fake.text()).toEqual(['abcde', 'x', '漢漢']);
  });
  test.each([
    ['漢字漢', 'abcdef'],
    ['abcdef', '漢字漢'],
    ['漢字漢x', 'a漢字bx'],
    ['漢a漢', '字a字'],
    ['a漢漢b', 'a漢xxb'],
  ])('%s is drawn over by %s and back', async (before, after) => {
    const fake = start(XTERM);
    for (const text of [before, after, before, after]) {
      fake.terminal.draw(content(`${text}|`));
      expect((await fake.text())[0]).toBe(`${text}|`);
    }
  });
  test('without UTF-8 a locale gets ASCII, and lines where it has them', async () => {
    const fake = start({ TERM: 'xterm', LANG: 'C' });
    fake.terminal.draw(content('漢字 é 😀 │─'));
    expect((await fake.text())[0]).toBe('? ?  ? ?  │─');
    expect(fake.written).toMatch(/^[\x00-\x7f]*$/);
  });
});

describe('no control character of a text reaches the terminal', () => {
  /** What is left when the sequences that we write ourselves are taken away. */
  const withoutOurs = (written: string) =>
    written.replace(/\x1b(?:\[[?\d;]*[A-Za-z]|[78=>]|\([0B]|[()]0)/g, '').replace(/[\x0e\x0f]/g, '');
  const forbidden = /[\p{Cc}\p{Cs}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029]/u;

  test('nor a bidi control or a lone surrogate: each is a symbol', async () => {
    const codes = [...Array(0x20).keys(), ...Array.from({ length: 0x21 }, (_, index) => 0x7f + index)];
    const others = [0x61c, 0x200e, 0x200f, 0x202a, 0x202e, 0x2066, 0x2069, 0x2028, 0x2029, 0xd800, 0xdfff];
    const fake = start(XTERM, 20, 2);
    for (const code of [...codes, ...others]) {
      fake.terminal.draw(content(`a${String.fromCharCode(code)}b[31mc`));
      expect((await fake.text())[0]).toBe('a\ufffdb[31mc');
    }
    expect(withoutOurs(fake.written)).not.toMatch(forbidden);
  });

  test('in any text, and the lines stay straight', async () => {
    const fake = start(XTERM, 30, 2);
    const pieces = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 30 }),
      fc.string({ unit: fc.constantFrom('\x1b', '[', '3', 'm', '\x9b', '\ud83d', '\ude00', '漢', '\u0301', '\u202e') }),
    );
    await fc.assert(
      fc.asyncProperty(pieces, pieces, async (one, other) => {
        fake.terminal.draw(content(one, '-- next --'));
        fake.terminal.draw(content(other, '-- next --'));
        expect((await fake.text())[1]).toBe('-- next --');
      }),
      { numRuns: 60 },
    );
    expect(withoutOurs(fake.written)).not.toMatch(forbidden);
  });
});

describe('what is written', () => {
  test('is one write a frame, and none for the same frame', () => {
    const fake = start(XTERM);
    const before = fake.writes.length;
    fake.terminal.draw({ ...content('one', '漢字'), cursor: { column: 2, row: 1 } });
    expect(fake.writes.length).toBe(before + 1);
    fake.terminal.draw({ ...content('one', '漢字'), cursor: { column: 2, row: 1 } });
    expect(fake.writes.length).toBe(before + 1);
  });
  test('is only what changed', () => {
    const fake = start(XTERM, 200, 50);
    const lines = Array.from({ length: 50 }, (_, row) => `${row} `.repeat(30));
    fake.terminal.draw(content(...lines));
    lines[20] = `X${lines[20]!.slice(1)}`;
    fake.terminal.draw(content(...lines));
    expect(fake.writes.at(-1)!.length).toBeLessThan(40);
    expect(fake.writes.at(-1)).toContain('X');
  });
  test('waits for a slow terminal, and is the newest frame then', async () => {
    const fake = start(XTERM);
    fake.output.taking = false;
    fake.terminal.draw(content('first'));
    const before = fake.writes.length;
    fake.terminal.draw(content('second'));
    fake.terminal.draw(content('third'));
    expect(fake.writes.length).toBe(before);
    fake.output.taking = true;
    fake.output.emit('drain');
    expect((await fake.text())[0]).toBe('third');
    expect(fake.written).not.toContain('second');
  });
  test('rings the bell', () => {
    const fake = start(XTERM);
    fake.terminal.bell();
    expect(fake.writes.at(-1)).toBe('\x07');
  });
});

describe('the cursor', () => {
  test('stands where it is put, and stays there when something else changes', async () => {
    const fake = start(XTERM);
    for (const text of ['a', 'b']) {
      fake.terminal.draw({ ...content(text), cursor: { column: 7, row: 3 } });
      await fake.settled();
      const { cursorX, cursorY } = fake.emulator.buffer.active;
      expect([cursorX, cursorY]).toEqual([7, 3]);
    }
    expect(fake.written.match(/\x1b\[\?25[hl]/g)?.at(-1)).toBe('\x1b[?25h');
  });
  test('is hidden again', () => {
    const fake = start(XTERM);
    fake.terminal.draw({ ...content('a'), cursor: { column: 7, row: 3 } });
    fake.terminal.draw(content('a'));
    expect(fake.written.match(/\x1b\[\?25[hl]/g)?.at(-1)).toBe('\x1b[?25l');
  });
});

describe('the keyboard', () => {
  test('is raw, and gives keys', () => {
    const fake = start(XTERM);
    expect([fake.input.raw, fake.input.flowing]).toEqual([true, true]);
    fake.type('q\x1b[A\r');
    expect(fake.events).toEqual(['key q', 'key up', 'key enter']);
  });
  test('gives Esc when nothing follows it, and waits for what does', () => {
    withFakeTimers(() => {
      const fake = start(XTERM);
      fake.type('\x1b');
      jest.advanceTimersByTime(ESCAPE_SILENCE_MS - 1);
      fake.type('[A\x1b');
      jest.advanceTimersByTime(ESCAPE_SILENCE_MS - 1);
      expect(fake.events).toEqual(['key up']);
      jest.runAllTimers();
      expect(fake.events).toEqual(['key up', 'key esc']);
    });
  });
  test('is told to the handlers when it ends, once', () => {
    const fake = start(XTERM);
    fake.input.emit('end');
    fake.input.emit('close');
    expect(fake.events).toEqual(['release', 'gone']);
    expect(fake.written).toContain(LEAVE);
  });
});

test('a terminal that takes no more output is gone quietly, and written to no more', () => {
  const fake = start(XTERM);
  fake.output.emit('error', new Error('EPIPE'));
  const before = fake.writes.length;
  fake.terminal.draw(content('x'));
  fake.terminal.close();
  fake.output.emit('error', new Error('EPIPE'));
  expect(fake.writes.length).toBe(before);
  expect(fake.events).toEqual(['release', 'gone']);
});

test('a new size is told, and what was shown is there again', async () => {
  const fake = start(XTERM, 20, 3);
  fake.terminal.draw(content('one', 'two', 'three'));
  fake.resize(10, 5);
  expect(fake.events).toEqual(['resize 10x5']);
  expect([fake.terminal.columns, fake.terminal.rows]).toEqual([10, 5]);
  expect(await fake.text()).toEqual(['one', 'two', 'three', '', '']);
  fake.resize(4, 2);
  expect(await fake.text()).toEqual(['one', 'two']);
});

test('a terminal that tells no size has 80 by 24', () => {
  const fake = start(XTERM, 40, 6);
  Object.assign(fake.output, { columns: 0, rows: 0 });
  fake.output.emit('resize');
  expect([fake.terminal.columns, fake.terminal.rows]).toEqual([80, 24]);
});

describe('Ctrl-Z', () => {
  test('restores, stops the group, and draws again when continued', async () => {
    const fake = start(XTERM);
    fake.terminal.draw({ ...content('calls'), cursor: { column: 2, row: 1 } });
    fake.terminal.suspend();
    expect(fake.events).toEqual(['kill 0 SIGTSTP']);
    expect([fake.input.raw, fake.input.flowing]).toEqual([false, false]);
    expect(fake.written.lastIndexOf(LEAVE)).toBeGreaterThan(fake.written.lastIndexOf(ENTER));
    fake.terminal.draw(content('newer'));
    expect((await fake.text())[0]).not.toBe('newer');
    fake.process.emit('SIGCONT');
    expect((await fake.text())[0]).toBe('newer');
    expect(fake.input.raw).toBe(true);
    expect(fake.events.at(-1)).toBe('resize 40x6');
  });
  test('is no trap where nobody could continue the process', () => {
    withFakeTimers(() => {
      const fake = start(XTERM);
      fake.terminal.suspend();
      jest.runAllTimers();
      expect(fake.input.raw).toBe(true);
    });
  });
  test('can be followed by the end', () => {
    const fake = start(XTERM);
    fake.terminal.suspend();
    fake.terminal.close();
    fake.process.emit('SIGCONT');
    expect(fake.written.lastIndexOf(LEAVE)).toBeGreaterThan(fake.written.lastIndexOf(ENTER));
  });
});

describe('the end', () => {
  test('leaves no handler behind, on the process that we were given and on the real one', () => {
    const names = ['exit', 'uncaughtException', 'SIGTERM', 'SIGINT', 'SIGQUIT', 'SIGHUP', 'SIGCONT'];
    const real = names.map((name) => process.listenerCount(name));
    const fake = start(XTERM);
    expect(names.map((name) => process.listenerCount(name))).toEqual(real);
    fake.terminal.close();
    fake.terminal.close();
    expect(names.map((name) => process.listenerCount(name))).toEqual(real);
    expect(names.map((name) => fake.process.listenerCount(name))).toEqual(names.map(() => 0));
    expect(fake.events).toEqual(['release']);
  });
  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
    ['SIGQUIT', 131],
  ])('by %s restores, then exits with %i', (signal, code) => {
    const fake = start(XTERM);
    fake.process.emit(signal);
    expect(fake.written).toContain(LEAVE);
    expect(fake.events).toEqual(['release', `exit ${code}`]);
  });
  test('by a signal is left to the handler; a second signal does not wait for it', () => {
    const ended: unknown[] = [];
    const fake = start(XTERM, 40, 6, { ended: (...values) => ended.push(values) });
    const again = fake.process.listeners('SIGTERM')[0] as () => void;
    fake.process.emit('SIGTERM');
    expect(ended).toEqual([['SIGTERM', 143]]);
    expect(fake.events).toEqual(['release']);
    again();
    expect(fake.events).toEqual(['release', 'exit 143']);
  });
  test('by an exception restores, then tells it, then exits with 1', () => {
    const fake = start(XTERM);
    fake.process.emit('uncaughtException', new Error('what went wrong'));
    expect(fake.writes.at(-1)).toMatch(/^Error: what went wrong\n/);
    expect(fake.writes.at(-2)).toContain(LEAVE);
    expect(fake.events).toEqual(['release', 'report', 'exit 1']);
  });
  test('by process.exit restores', () => {
    const fake = start(XTERM);
    fake.process.emit('exit', 0);
    expect(fake.written).toContain(LEAVE);
  });
});

describe('the mouse', () => {
  const MODES = /\x1b\[\?100[026][hl]/g;
  const ON = ['\x1b[?1000h', '\x1b[?1002h', '\x1b[?1006h'];
  const OFF = ['\x1b[?1006l', '\x1b[?1002l', '\x1b[?1000l'];
  const modes = (fake: FakeScreen) => fake.writes.splice(0).join('').match(MODES) ?? [];

  test('is left to the terminal until it is asked for, and given back at the end', () => {
    const fake = start(XTERM);
    expect(modes(fake)).toEqual([]);
    fake.terminal.useMouse(true);
    expect(modes(fake)).toEqual(ON);
    fake.terminal.close();
    expect(modes(fake)).toEqual(OFF);
  });
  test('can be given back before', () => {
    const fake = start(XTERM);
    fake.terminal.useMouse(true);
    fake.terminal.useMouse(false);
    expect(modes(fake)).toEqual([...ON, ...OFF]);
    fake.terminal.close();
    expect(modes(fake)).toEqual([]);
  });
  test('is given back to the shell while stopped, and after a crash', () => {
    withFakeTimers(() => {
      const fake = start(XTERM);
      fake.terminal.useMouse(true);
      modes(fake);
      fake.terminal.suspend();
      expect(modes(fake)).toEqual(OFF);
      fake.process.emit('SIGCONT');
      expect(modes(fake)).toEqual(ON);
      fake.process.emit('uncaughtException', new Error('thrown'));
      expect(modes(fake)).toEqual(OFF);
    });
  });
  test('is told', () => {
    const presses: string[] = [];
    const fake = start(XTERM, 40, 6, { mouse: ({ kind, column, row }) => presses.push(`${kind} ${column},${row}`) });
    fake.terminal.useMouse(true);
    fake.type('\x1b[<0;10;5M\x1b[<65;1;1M');
    expect(presses).toEqual(['press 9,4', 'wheel-down 0,0']);
  });
  test.each(['linux', 'vt100'])('is no mouse of %s', (term) => {
    const fake = start({ TERM: term, ...UTF8 });
    fake.terminal.useMouse(true);
    expect(modes(fake)).toEqual([]);
  });
});

describe('a copy', () => {
  const copy = (text: string, env: Record<string, string>) => {
    const fake = start({ ...UTF8, ...env });
    fake.writes.splice(0);
    fake.terminal.copy(text);
    return fake.writes.join('');
  };
  const OSC52 = /^\x1b\]52;c;([\w+/=]*)\x07$/;
  const textIn = (sequence: string) => Buffer.from(OSC52.exec(sequence)?.[1] ?? '', 'base64').toString();

  test.each([
    ['xterm-256color', {}],
    ['screen-256color', { TMUX: '/tmp/tmux-0/default,1,0' }],
  ])('goes to the clipboard of the terminal (%s)', (TERM, env) =>
    expect(textIn(copy('Call-ID: ñ\n', { TERM, ...env }))).toBe('Call-ID: ñ\n'),
  );
  test('goes through GNU screen in pieces that it takes', () => {
    const text = 'x'.repeat(1000);
    const written = copy(text, { TERM: 'screen' });
    const pieces = written.match(/\x1bP[\s\S]*?\x1b\\/g) ?? [];
    expect(pieces.join('')).toBe(written);
    expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThan(256);
    expect(textIn(pieces.map((piece) => piece.slice(2, -2)).join(''))).toBe(text);
  });
  test('is not shown', async () => {
    const fake = start(XTERM);
    fake.terminal.draw(content('calls'));
    fake.terminal.copy('secret');
    expect((await fake.text()).join('')).toBe('calls');
  });
  test('does not happen any more at the end', () => {
    const fake = start(XTERM);
    fake.terminal.close();
    fake.writes.splice(0);
    fake.terminal.copy('x');
    expect(fake.writes).toEqual([]);
  });
});

test('the hardware cursor does not move while nothing changes', async () => {
  const fake = start(XTERM);
  const frame = { ...content('one', '> two'), cursor: { column: 0, row: 1 } };
  fake.terminal.draw(frame);
  fake.writes.splice(0);
  fake.terminal.draw({ ...frame });
  expect(fake.written).toBe('');
  // Drawn elsewhere, it is back where it was.
  fake.terminal.draw({ ...content('three', '> two'), cursor: { column: 0, row: 1 } });
  await fake.settled();
  const { cursorX, cursorY } = fake.emulator.buffer.active;
  expect([cursorX, cursorY]).toEqual([0, 1]);
});
