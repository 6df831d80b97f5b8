/**
 * The real terminal, on blessed 0.1.81, of which this is the only importer: load it only when there is a screen to
 * draw. blessed knows the terminal and writes the difference of two frames; one element of ours fills its cells. It
 * reads no keyboard, handles no signal and sees no captured text but as cells.
 */

import { EventEmitter } from 'node:events';
import * as blessed from 'blessed';
import type { ScreenContent } from '../view/cells';
import { clipboardSequence } from './clipboard';
import { restoreOnCrash } from './crash';
import { FramePainter } from './frame';
import { Keyboard } from './keyboard';
import { MOUSE_OFF, MOUSE_ON } from './mouse';
import type { Terminal, TerminalHandlers, TerminalOutput, TerminalWorld } from './terminal';
import { terminalKind } from './terminal-kind';

/** Takes the terminal over. Throws a TerminalError when nothing can be drawn on it. */
export function openTerminal(handlers: TerminalHandlers, world: TerminalWorld): Terminal {
  return new BlessedTerminal(handlers, world);
}

class BlessedTerminal implements Terminal {
  readonly colours: number;
  readonly utf8: boolean;
  private readonly output: FrameOutput;
  private readonly screen: blessed.BlessedScreen;
  private readonly canvas: Canvas;
  private readonly keyboard: Keyboard;
  private readonly unhook: () => void;
  private readonly hasMouse: boolean;
  private mouse = false;
  private state: 'open' | 'suspended' | 'closed' = 'open';
  private content: ScreenContent | null = null;
  private cursor: ScreenContent['cursor'] = null;
  private resumeTimer: NodeJS.Timeout | undefined;

  constructor(
    private readonly handlers: TerminalHandlers,
    private readonly world: TerminalWorld,
  ) {
    const kind = terminalKind(world.env);
    this.output = new FrameOutput(world.output, this.onDrain, this.onGone);
    this.screen = openScreen(kind.terminfo, kind.utf8, this.output);
    this.colours = kind.colours ?? depthOf(this.screen.tput.colors);
    // Colours are reduced in colours.ts, better than blessed does it; with UTF-8 no other character set is needed.
    this.screen.tput.colors = 256;
    if (kind.utf8) this.screen.tput.brokenACS = true;
    this.canvas = new Canvas(this.screen, new FramePainter(this.colours, kind.utf8));
    this.hasMouse = kind.mouse;
    this.utf8 = kind.utf8;
    this.keyboard = new Keyboard(
      world.input,
      (key) => handlers.key(key),
      (press) => handlers.mouse?.(press),
      this.onGone,
    );
    this.unhook = restoreOnCrash(world.process, {
      restore: () => this.close(),
      report: (message) => world.report(message),
      ended: handlers.ended && ((signal, exitCode) => handlers.ended?.(signal, exitCode)),
    });
    world.process.on('SIGCONT', this.onContinue);
    world.output.on('resize', this.onResize);
    this.enter();
  }

  get columns(): number {
    return this.output.columns;
  }

  get rows(): number {
    return this.output.rows;
  }

  draw(content: ScreenContent): void {
    this.content = content;
    // A slow terminal gets the newest frame when it can take it, not all of them.
    if (this.state !== 'open' || this.output.full) return;
    this.canvas.frame = content;
    this.screen.render();
    this.placeCursor(content.cursor);
    this.screen.program.flush();
  }

  suspend(): void {
    if (this.state !== 'open') return;
    this.leave('suspended');
    // The whole group, as the terminal would for Ctrl-Z: in `tcpdump | sipladder -I -` the shell waits for both.
    this.world.process.kill(0, 'SIGTSTP');
    // A process that nobody could continue (an orphaned group) is not stopped: go on. After a real stop this is
    // overdue, but the signal that continues has its turn first.
    this.resumeTimer = setTimeout(() => setImmediate(this.onNotStopped), NOT_STOPPED_MS);
  }

  useMouse(on: boolean): void {
    if (!this.hasMouse || on === this.mouse) return;
    this.mouse = on;
    if (this.state === 'open') this.output.write(on ? MOUSE_ON : MOUSE_OFF);
  }

  copy(text: string): void {
    if (this.state === 'open') this.output.write(clipboardSequence(text, this.world.env));
  }

  bell(): void {
    if (this.state === 'open') this.output.write('\x07');
  }

  close(): void {
    if (this.state === 'closed') return;
    clearTimeout(this.resumeTimer);
    if (this.state === 'open') this.leave('closed');
    this.state = 'closed';
    this.unhook();
    this.world.process.removeListener('SIGCONT', this.onContinue);
    this.world.output.removeListener('resize', this.onResize);
    this.screen.destroy();
    this.output.detach();
    this.world.release();
  }

  private enter(): void {
    this.state = 'open';
    this.cursor = null;
    this.keyboard.start();
    this.screen.program._write(this.mouse ? BRACKETED_PASTE_ON + MOUSE_ON : BRACKETED_PASTE_ON);
    this.screen.program.flush();
  }

  private leave(state: 'suspended' | 'closed'): void {
    this.state = state;
    this.screen.program._write(this.mouse ? MOUSE_OFF + BRACKETED_PASTE_OFF : BRACKETED_PASTE_OFF);
    this.screen.leave();
    this.screen.program.flush();
    this.keyboard.stop();
  }

  private placeCursor(cursor: ScreenContent['cursor']): void {
    const { program } = this.screen;
    const before = this.cursor;
    if (cursor?.column === before?.column && cursor?.row === before?.row) return;
    if (cursor) program.cup(cursor.row, cursor.column);
    if (cursor && !before) program.showCursor();
    if (!cursor && before) program.hideCursor();
    this.cursor = cursor && { ...cursor };
  }

  private readonly onContinue = (): void => {
    clearTimeout(this.resumeTimer);
    if (this.state === 'closed') return;
    // Stopped without suspend() (SIGSTOP): what the shell wrote meanwhile is drawn over all the same.
    if (this.state === 'open') this.leave('suspended');
    this.screen.enter();
    this.enter();
    this.onResize();
  };

  private readonly onNotStopped = (): void => {
    if (this.state === 'suspended') this.onContinue();
  };

  private readonly onResize = (): void => {
    if (this.state !== 'open') return;
    this.output.measure();
    this.screen.program.cols = this.columns;
    this.screen.program.rows = this.rows;
    this.screen.alloc();
    if (this.content) this.draw(this.content);
    this.handlers.resize(this.columns, this.rows);
    this.screen.program.flush();
  };

  private readonly onDrain = (): void => {
    if (this.content) this.draw(this.content);
  };

  private readonly onGone = (): void => {
    if (this.state === 'closed') return;
    // A hang-up comes twice, as end of input and as a signal that would kill the program while it tidies up.
    this.world.process.on('SIGHUP', () => {});
    this.close();
    this.handlers.gone();
  };
}

const BRACKETED_PASTE_ON = '\x1b[?2004h';
const BRACKETED_PASTE_OFF = '\x1b[?2004l';
const NOT_STOPPED_MS = 200;
const USUAL_COLUMNS = 80;
const USUAL_ROWS = 24;

/** Our one element: blessed calls render(), and draws what it leaves in the screen's cells. */
class Canvas extends blessed.Element {
  // Not `content`: that is blessed's, which would parse it.
  frame: ScreenContent | null = null;

  constructor(
    screen: blessed.BlessedScreen,
    private readonly painter: FramePainter,
  ) {
    super({ screen });
    screen.append(this);
  }

  override render(): void {
    if (this.frame) this.painter.paint(this.frame, this.screen.lines);
  }
}

/** What blessed takes for the terminal. It knows when the terminal is slow or gone; nothing is written after that. */
class FrameOutput extends EventEmitter {
  readonly isTTY = true;
  columns = USUAL_COLUMNS;
  rows = USUAL_ROWS;
  writable = true;
  full = false;

  constructor(
    private readonly target: TerminalOutput,
    private readonly drained: () => void,
    private readonly gone: () => void,
  ) {
    super();
    target.on('drain', this.onDrain);
    target.on('error', this.onGone);
    target.on('close', this.onGone);
    this.measure();
  }

  measure(): void {
    const [columns, rows] = this.target.getWindowSize?.() ?? [this.target.columns, this.target.rows];
    // A serial line and some containers tell a size of 0.
    this.columns = columns || USUAL_COLUMNS;
    this.rows = rows || USUAL_ROWS;
  }

  write(text: string): boolean {
    if (!this.writable) return false;
    this.full = !this.target.write(text);
    return !this.full;
  }

  detach(): void {
    this.writable = false;
    this.target.removeListener('drain', this.onDrain);
    this.target.removeListener('close', this.onGone);
    // The listener for errors stays: one that nobody hears would be a crash.
  }

  private readonly onDrain = (): void => {
    this.full = false;
    this.drained();
  };

  private readonly onGone = (): void => {
    this.writable = false;
    this.gone();
  };
}

/** Opens blessed's screen without its keyboard, its handlers on the process, and its look at tmux. */
function openScreen(terminfo: string, utf8: boolean, output: FrameOutput): blessed.BlessedScreen {
  const tmux = process.env.TMUX;
  // With it blessed runs `tmux -V` and waits; it is for features that are not used here.
  delete process.env.TMUX;
  try {
    return blessed.screen({ input: new NoInput(), output, terminal: terminfo, forceUnicode: utf8 });
  } finally {
    if (tmux !== undefined) process.env.TMUX = tmux;
    for (const [event, owner, name] of BLESSED_HANDLERS) {
      const handler = owner[name];
      if (handler) process.removeListener(event, handler);
    }
  }
}

/** They would exit with 0 after a signal, and restore a second time. */
const BLESSED_HANDLERS: [event: string, owner: typeof blessed.Screen, name: string][] = [
  ['uncaughtException', blessed.Screen, '_exceptionHandler'],
  ['SIGTERM', blessed.Screen, '_sigtermHandler'],
  ['SIGINT', blessed.Screen, '_sigintHandler'],
  ['SIGQUIT', blessed.Screen, '_sigquitHandler'],
  ['exit', blessed.Screen, '_exitHandler'],
  ['exit', blessed.Program, '_exitHandler'],
];

/** blessed is given a keyboard on which nobody types. */
class NoInput extends EventEmitter {
  readonly isTTY = false;
  readonly destroyed = true;
  resume(): void {}
  pause(): void {}
}

function depthOf(colours: number): number {
  return [256, 16, 8].find((depth) => colours >= depth) ?? 0;
}
