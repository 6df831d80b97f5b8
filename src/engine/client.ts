/** The interface's end of the worker: starts it, asks, and hears what it says. */

import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { InputError } from '../capture/input';
import type { Language } from '../diagnose/languages/language';
import type { RecorderOptions } from '../export/recorder';
import type { StoreLimits } from '../store/store';
import type { SystemHosts } from './hosts';
import type { Answer, Ask, EngineSettings, Status } from './protocol';
import type { StopAfter } from './runner';
import type { Source } from './source';

/** Seen from here in the sources, and from the bundle of the program, which stands one folder aside. */
const WORKER_FILE = path.join(__dirname, '..', 'engine', 'worker.js');

/** What the worker is started with. */
export interface WorkerOrders {
  source: Source;
  limits: StoreLimits;
  recording: RecorderOptions | null;
  /** -r */
  rtp: boolean;
  /** --redact */
  redact: boolean;
  /** --replay: so many times as fast as it was; null reads as fast as can be. */
  replaySpeed: number | null;
  stopAfter: StopAfter;
  /** As they are at the start; a context query brings those that changed. */
  settings: EngineSettings;
  /** Of /etc/hosts. */
  systemHosts: SystemHosts;
  /** The language of the locale. */
  locale: Language;
}

/** What the worker says: `opened` and `reading`, or `refused` in place of one of them; then what the runner posts. */
export type ToInterface =
  | { kind: 'opened' }
  | { kind: 'reading' }
  | { kind: 'refused'; message: string }
  | { kind: 'posted'; message: Status | Answer };

/**
 * What the worker is told besides questions. `read`: the inputs are open and rights given up, the first packet may be
 * looked at. `reopen`: the recording begins its file anew. `close`: tidy up and end.
 */
export interface Order {
  kind: 'read' | 'reopen' | 'close';
}

export interface EngineHandlers {
  status(status: Status): void;
  answer(answer: Answer): void;
  /** The worker is dead: what to tell, one line. Nothing more will come. */
  failed(message: string): void;
}

export interface EngineClient {
  ask(ask: Ask): void;
  /** The recording begins its file anew under its name. */
  reopen(): void;
  /** Saves that are not finished are given up, and what they wrote is removed. */
  close(): Promise<void>;
}

/** How long a worker may take to tidy up: it answers within a slice, but a disk may be slow, or gone. */
const CLOSE_MS = 3000;

/**
 * Resolves when reading has begun. Rejects with InputError, one line, when an input or the recording cannot be opened.
 * `opened` is called between the two: whatever rights it gives up are gone before the first packet is looked at.
 */
export function startEngine(
  orders: WorkerOrders,
  handlers: EngineHandlers,
  opened: () => void = () => undefined,
): Promise<EngineClient> {
  const worker = new Worker(WORKER_FILE, { workerData: orders });
  let closed = false;
  const ended = new Promise((resolve) => {
    worker.once('exit', resolve);
  });
  const order = (kind: Order['kind']) => worker.postMessage({ kind } satisfies Order);
  const client: EngineClient = {
    ask: (ask) => worker.postMessage(ask),
    reopen: () => order('reopen'),
    async close() {
      closed = true;
      order('close');
      const patience = setTimeout(() => worker.terminate(), CLOSE_MS);
      await ended;
      clearTimeout(patience);
    },
  };
  return new Promise((resolve, reject) => {
    worker.on('message', (said: ToInterface) => {
      if (said.kind === 'opened') {
        try {
          opened();
          order('read');
        } catch (error) {
          closed = true;
          void worker.terminate();
          reject(error);
        }
      } else if (said.kind === 'reading') resolve(client);
      else if (said.kind === 'refused') reject(new InputError(said.message));
      else if ('kind' in said.message) handlers.status(said.message);
      else handlers.answer(said.message);
    });
    worker.on('error', (error) => {
      // It ends with a code as well: that is no other failure.
      closed = true;
      reject(error);
      handlers.failed(`the reading thread failed: ${error.message}`);
    });
    worker.on('exit', (code) => {
      if (!closed && code !== 0) handlers.failed(`the reading thread ended with code ${code}`);
    });
  });
}
