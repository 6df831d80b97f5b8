/** A session that a test plays: keys and engine in, effects and screen out. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { initialModel, update } from '../../src/app/app';
import type { Clock } from '../../src/app/clock';
import type { Keymap } from '../../src/app/keymap';
import { parseKeymap } from '../../src/app/keymap-parse';
import type { AppEvent, Effect, Model } from '../../src/app/model';
import type { Origins, Settings } from '../../src/app/settings';
import type { FilterCondition } from '../../src/app/world';
import type { Query, Status } from '../../src/engine/protocol';
import { COLUMN_LAYOUT } from '../../src/view/call-list/columns';
import type { MousePress, ScreenContent } from '../../src/view/cells';
import { IDLE, pressed } from '../../src/view/pointer';
import { render } from '../../src/view/screen';
import { STREAM_LAYOUT } from '../../src/view/streams/columns';
import { textWidth, wrapText } from '../../src/view/text';
import { FakeEngine, type MadeCall, type MadeStream, status } from './fake-engine';

function keymapNamed(name: string): Keymap {
  const text = readFileSync(join(__dirname, `../../keymaps/${name}.json`), 'utf8');
  return parseKeymap(text, `${name}.json`, keymapNamed).keymap;
}

const KEYMAP = keymapNamed('default');

const isoText = (timeUs: number) => new Date(timeUs / 1000).toISOString();
const CLOCK = {
  timeText: (timeUs: number) => isoText(timeUs).slice(11, 23),
  dateText: (timeUs: number) => isoText(timeUs).slice(0, 10),
  zone: 'UTC',
};

const CONDITIONS: FilterCondition[] = [
  { name: 'host', value: 'an address', description: 'some message comes from or goes to this address' },
  { name: 'state', value: 'a state', description: `one of ${Array(12).fill('rejected').join(', ')}` },
  ...['from', 'to', 'src', 'dst', 'callid', 'method'].map((name) => ({
    name,
    value: 'a text',
    description: 'it holds',
  })),
];

const STREAM_CONDITIONS: FilterCondition[] = [
  { name: 'codec', value: 'the name of a codec', description: 'it has this codec' },
];

const STATES = [
  ...['calling', 'ringing', 'in-call', 'completed', 'cancelled', 'busy', 'rejected', 'redirected', 'no-answer'],
  ...['unanswered', 'challenged', 'registered', 'unregistered', 'pending'],
];

export interface StoryOptions {
  columns?: number;
  rows?: number;
  calls?: MadeCall[];
  streams?: MadeStream[];
  status?: Partial<Status>;
  filter?: string;
  files?: string[];
  colours?: number;
  utf8?: boolean;
  notices?: string[];
  temporary?: string;
  savedFilters?: Record<string, string>;
  clock?: Clock;
  /** Name of one that comes with the program. */
  keymap?: string;
  settings?: Partial<Settings>;
  origins?: Origins;
}

export class Story {
  model: Model;
  readonly engine: FakeEngine;
  /** Effects other than questions, as their kinds: `quit 0`, `bell`. */
  effects: string[] = [];
  /** Questions that wait for answerAll(); empty while the engine answers at once. */
  open: Extract<Effect, { kind: 'ask' }>[] = [];
  /** False: the engine keeps its answers back until answerAll(). */
  prompt = true;
  private nowMs = 1000;
  private pointer = IDLE;

  constructor(options: StoryOptions = {}) {
    const { columns = 80, rows = 24, calls = [], filter = '', files = ['/tmp/calls.pcap'], colours = 0 } = options;
    this.engine = new FakeEngine(calls, options.streams);
    this.model = initialModel({
      keymap: options.keymap === undefined ? KEYMAP : keymapNamed(options.keymap),
      clock: options.clock ?? CLOCK,
      notices: options.notices ?? [],
      columns,
      rows,
      colours,
      ...(options.settings === undefined ? {} : { settings: options.settings }),
      ...(options.origins === undefined ? {} : { origins: options.origins }),
      utf8: options.utf8 ?? true,
      columnLayout: { list: COLUMN_LAYOUT, streams: STREAM_LAYOUT },
      settingsFile: '/home/me/.config/sipladder/settings.json',
      files,
      folder: '/home/me',
      ...(options.temporary === undefined ? {} : { temporary: options.temporary }),
      home: '/home/me',
      filterConditions: CONDITIONS,
      streamConditions: STREAM_CONDITIONS,
      states: STATES,
      savedFilters: options.savedFilters ?? {},
      filtersFile: '/home/me/.config/sipladder/filters.json',
      filter,
      wrap: wrapText,
    });
    this.take({ kind: 'start' });
    this.take({ kind: 'status', status: status({ dialogs: calls.length, ...options.status }) });
  }

  /** Keys by name; a key of one character types it too. */
  press(...keys: string[]): this {
    for (const name of keys) this.key(name, 10);
    return this;
  }

  /** A key after a pause. */
  key(name: string, afterMs: number): this {
    this.nowMs += afterMs;
    const text = name === 'space' ? ' ' : [...name].length === 1 ? name : '';
    this.take({ kind: 'key', key: { name, text }, nowMs: this.nowMs });
    return this;
  }

  type(text: string): this {
    return this.press(...Array.from(text, (character) => (character === ' ' ? 'space' : character)));
  }

  /** A click on a text of the screen, the first of it or the one on a row. */
  click(text: string, row?: number): this {
    const place = this.placeOf(text, row);
    return this.mouse('press', ...place).mouse('release', ...place);
  }

  mouse(kind: MousePress['kind'], column: number, row: number): this {
    this.nowMs += 10;
    const { pointer, act } = pressed(this.pointer, { kind, column, row }, render(this.model), this.nowMs);
    this.pointer = pointer;
    if (act !== null) this.take({ kind: 'mouse', act });
    return this;
  }

  /** Time in which nothing happens. */
  wait(ms: number): this {
    this.nowMs += ms;
    return this;
  }

  placeOf(text: string, row?: number): [column: number, row: number] {
    const screen = this.screen();
    const at = row ?? screen.findIndex((line) => line.includes(text));
    const column = screen[at]?.indexOf(text) ?? -1;
    if (column < 0) throw new Error(`"${text}" is not on the screen:\n${screen.join('\n')}`);
    return [column, at];
  }

  take(event: AppEvent): void {
    const { model, effects } = update(this.model, event);
    this.note(model, effects);
    if (this.prompt) this.answerAll();
  }

  private note(model: Model, effects: Effect[]): void {
    this.model = model;
    for (const effect of effects) {
      if (effect.kind === 'ask') this.open.push(effect);
      else this.effects.push(effectText(effect));
    }
  }

  /** Answers what is open, and what is asked because of that. */
  answerAll(): this {
    for (let question = this.open.shift(); question; question = this.open.shift()) {
      const { id, query } = question;
      const { model, effects } = update(this.model, {
        kind: 'answer',
        answer: { id, snapshot: this.engine.answer(query) as never },
      });
      this.note(model, effects);
    }
    return this;
  }

  /** More calls came in. */
  grow(calls: MadeCall[], change: Partial<Status> = {}): this {
    this.engine.calls = calls;
    const { version } = this.model.status!;
    this.take({
      kind: 'status',
      status: { ...this.model.status!, dialogs: calls.length, version: version + 1, ...change },
    });
    return this;
  }

  /** The engine tells something, which no question depends on. */
  tell(change: Partial<Status>): this {
    this.take({ kind: 'status', status: { ...this.model.status!, ...change } });
    return this;
  }

  resize(columns: number, rows: number): this {
    this.take({ kind: 'resize', columns, rows });
    return this;
  }

  /** What the engine was asked since the last time. */
  asked(): Query[] {
    return this.engine.asked.splice(0);
  }

  /** The screen's lines without the blanks at their ends. */
  screen(): string[] {
    return textOf(render(this.model));
  }

  line(row: number): string {
    return this.screen().at(row) ?? '';
  }

  /** The cursor's line in the list, or the selected row of the ladder. */
  here(): string {
    return this.screen().find((line) => line.startsWith('>')) ?? '';
  }
}

function effectText(effect: Effect): string {
  if (effect.kind === 'quit') return `quit ${effect.code}`;
  if (effect.kind === 'copy') return `copy ${effect.text}`;
  if (effect.kind === 'keep-setting') return `set ${effect.name} ${JSON.stringify(effect.value)}`;
  if (effect.kind !== 'keep-filter') return effect.kind;
  return effect.expression === null ? `delete ${effect.name}` : `keep ${effect.name}: ${effect.expression}`;
}

export function textOf(content: ScreenContent): string[] {
  return content.lines.map(({ spans }) => {
    const text = spans.map((span) => span.text).join('');
    return text.trimEnd();
  });
}

/** Every line fits the screen; what is wider would push its neighbours. */
export function widest(content: ScreenContent): number {
  return Math.max(...content.lines.map(({ spans }) => spans.reduce((sum, { text }) => sum + textWidth(text), 0)));
}
