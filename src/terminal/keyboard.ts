/** The keyboard as a stream: raw mode, bytes to the decoder, and the silence after which Esc is a key. */

import type { MousePress } from '../view/cells';
import { ESCAPE_SILENCE_MS, KeyDecoder } from './keys';
import type { KeyPress, TerminalInput } from './terminal';

export class Keyboard {
  private readonly decoder: KeyDecoder;
  private timer: NodeJS.Timeout | undefined;
  private immediate: NodeJS.Immediate | undefined;

  constructor(
    private readonly input: TerminalInput,
    key: (key: KeyPress) => void,
    mouse: (press: MousePress) => void,
    private readonly gone: () => void,
  ) {
    this.decoder = new KeyDecoder(key, mouse);
    // An error that comes when nobody listens any more would be a crash.
    input.on('error', ignore);
  }

  start(): void {
    this.input.setRawMode?.(true);
    this.input.on('data', this.onData);
    for (const event of ENDINGS) this.input.on(event, this.gone);
    this.input.ref?.();
    this.input.resume();
  }

  stop(): void {
    this.input.removeListener('data', this.onData);
    for (const event of ENDINGS) this.input.removeListener(event, this.gone);
    this.clear();
    this.input.pause();
    try {
      this.input.setRawMode?.(false);
    } catch {
      // The terminal is gone, and with it its mode.
    }
    this.input.unref?.();
  }

  private readonly onData = (bytes: Uint8Array): void => {
    this.clear();
    this.decoder.feed(bytes);
    if (this.decoder.waiting) this.timer = setTimeout(this.onSilence, ESCAPE_SILENCE_MS);
  };

  /** After a long turn of the loop timers run before input that has long been there: let that come first. */
  private readonly onSilence = (): void => {
    this.immediate = setImmediate(() => this.decoder.timeout());
  };

  private clear(): void {
    clearTimeout(this.timer);
    clearImmediate(this.immediate);
  }
}

const ENDINGS = ['end', 'close', 'error'] as const;

function ignore(): void {}
