/** A terminal that is not there: what is written goes to @xterm/headless, keys and signals come from the test. */

import { EventEmitter } from 'node:events';
import { Terminal as Emulator } from '@xterm/headless';
import { openTerminal } from '../../src/terminal/blessed-terminal';
import type { Terminal, TerminalHandlers } from '../../src/terminal/terminal';
import { type Line, PLAIN, type ScreenContent, type Style } from '../../src/view/cells';

export class FakeScreen {
  readonly emulator: Emulator;
  readonly input = Object.assign(new EventEmitter(), {
    raw: false,
    flowing: false,
    setRawMode: (raw: boolean) => {
      this.input.raw = raw;
    },
    resume: () => {
      this.input.flowing = true;
    },
    pause: () => {
      this.input.flowing = false;
    },
  });
  readonly output = Object.assign(new EventEmitter(), {
    columns: 0,
    rows: 0,
    taking: true,
    write: (text: string) => {
      this.writes.push(text);
      this.emulator.write(text);
      return this.output.taking;
    },
  });
  readonly process = Object.assign(new EventEmitter(), {
    kill: (pid: number, signal: string) => this.events.push(`kill ${pid} ${signal}`),
    exit: (code: number) => this.events.push(`exit ${code}`),
  });
  /** Everything written, one string a write. */
  readonly writes: string[] = [];
  /** What happened to the handlers and the process, in order. */
  readonly events: string[] = [];
  readonly terminal: Terminal;

  constructor(env: Record<string, string>, columns = 40, rows = 6, handlers: Partial<TerminalHandlers> = {}) {
    this.emulator = new Emulator({ cols: columns, rows, allowProposedApi: true });
    Object.assign(this.output, { columns, rows });
    this.terminal = openTerminal(
      {
        key: ({ name }) => this.events.push(`key ${name}`),
        resize: (...size) => this.events.push(`resize ${size.join('x')}`),
        gone: () => this.events.push('gone'),
        ...handlers,
      },
      {
        env,
        input: this.input,
        output: this.output,
        process: this.process,
        report: (message) => {
          this.writes.push(message);
          this.events.push('report');
        },
        release: () => this.events.push('release'),
      },
    );
  }

  get written(): string {
    return this.writes.join('');
  }

  type(bytes: string): void {
    this.input.emit('data', Buffer.from(bytes));
  }

  resize(columns: number, rows: number): void {
    this.emulator.resize(columns, rows);
    Object.assign(this.output, { columns, rows });
    this.output.emit('resize');
  }

  /** The rows as a person sees them, without the blanks at their ends. */
  async text(): Promise<string[]> {
    await this.settled();
    const buffer = this.emulator.buffer.active;
    return Array.from({ length: this.emulator.rows }, (_, row) => buffer.getLine(row)!.translateToString(true));
  }

  /** The column at which a text starts on a row. */
  async columnOf(text: string, row: number): Promise<number> {
    await this.settled();
    const line = this.emulator.buffer.active.getLine(row)!;
    for (let column = 0; column < this.emulator.cols; column++) {
      if (line.translateToString(true, column).startsWith(text)) return column;
    }
    return -1;
  }

  /** The look of a cell: `31 on 44 bold`, with `-` for the default colour. */
  async look(column: number, row: number): Promise<string> {
    await this.settled();
    const cell = this.emulator.buffer.active.getLine(row)!.getCell(column)!;
    const foreground = cell.isFgDefault() ? '-' : cell.getFgColor();
    const background = cell.isBgDefault() ? '-' : cell.getBgColor();
    const flags = [cell.isBold() && 'bold', cell.isUnderline() && 'underline', cell.isInverse() && 'inverse'];
    return [`${foreground} on ${background}`, ...flags.filter(Boolean)].join(' ');
  }

  settled(): Promise<void> {
    return new Promise((resolve) => {
      this.emulator.write('', resolve);
    });
  }
}

export const UTF8 = { LANG: 'C.UTF-8' };

export function line(text: string, style: Partial<Style> = {}, fill: Partial<Style> = {}): Line {
  return { spans: [{ text, style: { ...PLAIN, ...style } }], fill: { ...PLAIN, ...fill } };
}

export function content(...texts: (string | Line)[]): ScreenContent {
  return { lines: texts.map((text) => (typeof text === 'string' ? line(text) : text)), cursor: null };
}
