/** A run with a screen: ties the worker, the pure interface and the terminal together. Nothing is decided here. */

import os from 'node:os';
import { initialModel, update } from '../app/app';
import { localClock } from '../app/clock';
import type { AppEvent, Effect, Model } from '../app/model';
import { engineSettings } from '../app/settings';
import { languageOfLocale } from '../diagnose/languages/language';
import { type EngineClient, type EngineHandlers, startEngine } from '../engine/client';
import type { Status } from '../engine/protocol';
import { CONDITIONS, STATE_WORDS } from '../filter/conditions';
import { STREAM_CONDITIONS } from '../filter/stream-conditions';
import { openTerminal } from '../terminal/blessed-terminal';
import { systemTerminal } from '../terminal/system-terminal';
import type { Terminal } from '../terminal/terminal';
import { COLUMN_LAYOUT } from '../view/call-list/columns';
import type { MousePress, ScreenContent } from '../view/cells';
import { IDLE, pressed } from '../view/pointer';
import { render } from '../view/screen';
import { STREAM_LAYOUT } from '../view/streams/columns';
import { wrapText } from '../view/text';
import { keymapOf, keymapWorld } from './keymap-files';
import type { Options } from './options';
import { keepFilter, loadSavedFilters } from './saved-filter-files';
import { keepSetting } from './settings-files';
import { explained, giveUpRights, startOf } from './start';
import { StatusPace } from './status-pace';
import { systemHosts } from './system-hosts';
import { loadTheme } from './theme-files';
import { type UserFileWorld, userFileWorld } from './user-files';
import { environmentOf, folderFor, homeOf, temporaryFolder } from './user-folders';
import type { World } from './world';

/** Resolves to the exit code. Rejects with InputError when a capture cannot be opened; the terminal is then as it was. */
export async function runInterface(options: Options, world: World): Promise<number> {
  const start = startOf(options, world);
  const { source, recording, identity } = start;
  const handlers: EngineHandlers = {
    status: (status) => screen.status(status),
    answer: (answer) => screen.take({ kind: 'answer', answer }),
    failed: (message) => screen.fail(message),
  };
  const { limits, stopAfter, rtp, redact } = options;
  const env = environmentOf(world.env, identity);
  const files = userFileWorld(env, identity);
  const { settings } = options;
  const orders = {
    source,
    recording,
    limits,
    stopAfter,
    rtp,
    redact,
    replaySpeed: options.replaySpeed,
    settings: engineSettings(settings.values),
    systemHosts: systemHosts(),
    locale: languageOfLocale(world.env),
  };
  const keymaps = keymapWorld(env);
  const screen = new Interface(world, files);
  // blessed looks for files of its own when it opens a terminal: the folder may be closed to whom we become.
  const opened = () => {
    screen.open();
    giveUpRights(start, world);
  };
  const engine = await startEngine(orders, handlers, opened).catch((error) => {
    screen.close();
    throw explained(error, identity);
  });
  world.onReopen(() => engine.reopen());
  const keymap = keymapOf(settings, keymaps);
  const saved = loadSavedFilters(files);
  const { theme, errors } = loadTheme(settings.values.theme, files);
  // One that a settings file names and is not there is told with its line.
  const themeErrors = errors.filter((error) => !settings.errors.some((told) => told.endsWith(`: ${error}`)));
  const notices = [...settings.errors, ...keymap.errors, ...themeErrors, ...saved.errors];
  const { folder, note } = folderFor(world.cwd || homeOf(world.env, identity), identity);
  const standIns = options.redact && options.filter !== '' ? FILTERS_SEE_STAND_INS : null;
  const notes = [standIns, options.note, options.live === null ? null : note].filter((line) => line !== null);
  return screen.show(engine, (terminal) =>
    initialModel({
      keymap: keymap.keymap,
      clock: localClock(),
      notices: [...notices, ...notes],
      columns: terminal.columns,
      rows: terminal.rows,
      colours: terminal.colours,
      utf8: terminal.utf8,
      ownTheme: theme && { name: settings.values.theme, theme },
      settings: settings.values,
      origins: settings.origins,
      settingsFile: settings.file,
      columnLayout: { list: COLUMN_LAYOUT, streams: STREAM_LAYOUT },
      files: options.inputs,
      folder,
      temporary: temporaryFolder() ?? os.tmpdir(),
      home: homeOf(world.env, identity),
      filterConditions: CONDITIONS,
      streamConditions: STREAM_CONDITIONS,
      states: STATE_WORDS,
      savedFilters: saved.filters,
      filtersFile: saved.file,
      filter: options.filter,
      wrap: wrapText,
    }),
  );
}

const FILTERS_SEE_STAND_INS =
  'with --redact filters on the screen speak of the stand-ins; of the original without a screen (--print, --save)';

class Interface {
  private model: Model | null = null;
  private terminal: Terminal | null = null;
  private engine: EngineClient | null = null;
  private waiting: AppEvent[] = [];
  private drawing = false;
  private drawn: ScreenContent | null = null;
  private pointer = IDLE;
  private readonly pace = new StatusPace((status) => this.take({ kind: 'status', status }), {
    nowMs: () => this.world.nowMs(),
    later: (call, ms) => setTimeout(call, ms).unref(),
  });
  private finish: (code: number) => void = () => undefined;
  /** Resolves to the exit code. */
  private readonly ended = new Promise<number>((resolve) => {
    this.finish = resolve;
  });

  constructor(
    private readonly world: World,
    private readonly files: UserFileWorld,
  ) {}

  /** Takes the terminal. Throws TerminalError. */
  open(): void {
    this.terminal = this.openTerminal();
  }

  close(): void {
    this.terminal?.close();
  }

  /** Runs on the open terminal until the user, a signal or a failure ends it. */
  async show(engine: EngineClient, begin: (terminal: Terminal) => Model): Promise<number> {
    this.engine = engine;
    try {
      if (this.terminal !== null) this.model = begin(this.terminal);
      this.take({ kind: 'start' });
      for (const event of this.waiting.splice(0)) this.take(event);
      return await this.ended;
    } finally {
      this.close();
      await engine.close();
    }
  }

  take(event: AppEvent): void {
    if (this.model === null) {
      this.waiting.push(event);
      return;
    }
    const { model, effects } = update(this.model, event);
    const changed = model !== this.model;
    this.model = model;
    this.terminal?.useMouse(model.settings.mouse);
    for (const effect of effects) this.perform(effect);
    if (changed) this.drawSoon();
  }

  /** What stands under the mouse is what was drawn there. */
  private mouse(press: MousePress): void {
    if (this.drawn === null) return;
    const { pointer, act } = pressed(this.pointer, press, this.drawn, this.world.nowMs());
    this.pointer = pointer;
    if (act !== null) this.take({ kind: 'mouse', act });
  }

  status(status: Status): void {
    this.pace.take(status, this.model?.settings.plain ?? false);
  }

  fail(message: string): void {
    this.terminal?.close();
    this.world.tell(`sipladder: ${message}`);
    this.finish(1);
  }

  private openTerminal(): Terminal {
    const system = systemTerminal();
    try {
      return openTerminal(
        {
          key: (key) => this.take({ kind: 'key', key, nowMs: this.world.nowMs() }),
          mouse: (press) => this.mouse(press),
          resize: (columns, rows) => this.take({ kind: 'resize', columns, rows }),
          gone: () => this.finish(0),
          ended: (_, code) => this.finish(code),
        },
        system,
      );
    } catch (error) {
      system.release();
      throw error;
    }
  }

  private perform(effect: Effect): void {
    switch (effect.kind) {
      case 'ask':
        this.engine?.ask({ id: effect.id, query: effect.query });
        break;
      case 'quit':
        this.finish(effect.code);
        break;
      case 'suspend':
        this.terminal?.suspend();
        break;
      case 'redraw':
        this.drawSoon();
        break;
      case 'keep-filter': {
        const { name, expression } = effect;
        this.take({ kind: 'filter-kept', name, failure: keepFilter(name, expression, this.files) });
        break;
      }
      case 'keep-setting': {
        const { name, value } = effect;
        this.take({ kind: 'setting-kept', name, failure: keepSetting(name, value, this.files) });
        break;
      }
      case 'copy':
        this.terminal?.copy(effect.text);
        break;
      case 'bell':
        this.terminal?.bell();
        break;
    }
  }

  /** Several events in one turn of the loop are drawn once. */
  private drawSoon(): void {
    if (this.drawing) return;
    this.drawing = true;
    setImmediate(() => {
      this.drawing = false;
      if (this.model === null) return;
      this.drawn = render(this.model);
      this.terminal?.draw(this.drawn);
    });
  }
}
