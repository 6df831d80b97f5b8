/** The whole program but for its terminal and its thread: a capture is read, keys go in, screens come out. */

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { initialModel, update } from '../../src/app/app';
import { localClock } from '../../src/app/clock';
import { parseKeymap } from '../../src/app/keymap-parse';
import type { AppEvent, Model } from '../../src/app/model';
import type { Answer, Status } from '../../src/engine/protocol';
import { Runner } from '../../src/engine/runner';
import { Session } from '../../src/engine/session';
import { CONDITIONS, STATE_WORDS } from '../../src/filter/conditions';
import { STREAM_CONDITIONS } from '../../src/filter/stream-conditions';
import { NO_LIMITS } from '../../src/store/store';
import { COLUMN_LAYOUT } from '../../src/view/call-list/columns';
import { render } from '../../src/view/screen';
import { STREAM_LAYOUT } from '../../src/view/streams/columns';
import { wrapText } from '../../src/view/text';

const ROOT = path.join(__dirname, '..', '..');

export class Whole {
  private asked = 0;
  private readonly engine: Runner;

  private constructor(
    session: Session,
    private model: Model,
  ) {
    const post = (message: Status | Answer) =>
      this.take('kind' in message ? { kind: 'status', status: message } : { kind: 'answer', answer: message });
    this.engine = new Runner(session, post, () => performance.now());
  }

  /** A sample, read to its end. Times are those of the machine's zone. */
  static async open(sample: string, columns: number, rows: number): Promise<Whole> {
    const session = await Session.open([path.join(ROOT, 'samples', sample)], NO_LIMITS);
    const keymap = parseKeymap(readFileSync(path.join(ROOT, 'keymaps', 'default.json'), 'utf8'), '', () => null).keymap;
    const model = initialModel({
      keymap,
      clock: localClock(),
      columns,
      rows,
      colours: 0,
      files: [sample],
      folder: '/home/me',
      home: '/home/me',
      settingsFile: '/home/me/.config/sipladder/settings.json',
      columnLayout: { list: COLUMN_LAYOUT, streams: STREAM_LAYOUT },
      filterConditions: CONDITIONS,
      streamConditions: STREAM_CONDITIONS,
      states: STATE_WORDS,
      filtersFile: '/home/me/.config/sipladder/filters.json',
      filter: '',
      wrap: wrapText,
    });
    const whole = new Whole(session, model);
    whole.take({ kind: 'start' });
    await whole.engine.read();
    await whole.settled();
    return whole;
  }

  /** One key after the other, each when everything that the one before asked for has come. */
  async press(...names: string[]): Promise<this> {
    for (const name of names) {
      const text = name === 'space' ? ' ' : [...name].length === 1 ? name : '';
      this.take({ kind: 'key', key: { name, text }, nowMs: 0 });
      await this.settled();
    }
    return this;
  }

  screen(): string[] {
    const lines = render(this.model).lines.map(({ spans }) => spans.map(({ text }) => text).join(''));
    return lines.map((line) => line.trimEnd());
  }

  private take(event: AppEvent): void {
    const { model, effects } = update(this.model, event);
    this.model = model;
    for (const effect of effects) {
      if (effect.kind !== 'ask') continue;
      this.asked++;
      void this.engine.ask({ id: effect.id, query: effect.query }).finally(() => this.asked--);
    }
  }

  private async settled(): Promise<void> {
    // An answer may ask again, and what is pending is told by a status.
    for (let quiet = 0; quiet < 3; quiet++) {
      if (this.asked > 0) quiet = 0;
      await new Promise((resolve) => setTimeout(resolve));
    }
  }
}
