/** The interface's end of the worker: starts it, asks, and hears what it says. */

import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { InputError } from '../capture/input';
import type { StoreLimits } from '../store/store';
import type { Answer, Ask, Status } from './protocol';

/** Seen from here in the sources, and from the bundle of the program, which stands one folder aside. */
const WORKER_FILE = path.join(__dirname, '..', 'engine', 'worker.js');

/** What the worker is started with. */
export interface WorkerOrders {
  paths: readonly string[];
  limits: StoreLimits;
}

/** What the worker says: once `opened` or `refused`, then what the runner posts. */
export type ToInterface =
  | { kind: 'opened' }
  | { kind: 'refused'; message: string }
  | { kind: 'posted'; message: Status | Answer };

/** What the worker is told besides questions: tidy up and end. */
export interface CloseOrder {
  kind: 'close';
}

export interface EngineHandlers {
  status(status: Status): void;
  answer(answer: Answer): void;
  /** The worker is dead: what to tell, one line. Nothing more will come. */
  failed(message: string): void;
}

export interface EngineClient {
  ask(ask: Ask): void;
  /** Saves that are not finished are given up, and what they wrote is removed. */
  close(): Promise<void>;
}

/** How long a worker may take to tidy up: it answers within a slice, but a disk may be slow, or gone. */
const CLOSE_MS = 3000;

/** Resolves when the inputs are open. Rejects with InputError, one line, when one of them cannot be read. */
export function startEngine(orders: WorkerOrders, handlers: EngineHandlers): Promise<EngineClient> {
  const worker = new Worker(WORKER_FILE, { workerData: orders });
  let closed = false;
  const ended = new Promise((resolve) => {
    worker.once('exit', resolve);
  });
  const client: EngineClient = {
    ask: (ask) => worker.postMessage(ask),
    async close() {
      closed = true;
      worker.postMessage({ kind: 'close' } satisfies CloseOrder);
      const patience = setTimeout(() => worker.terminate(), CLOSE_MS);
      await ended;
      clearTimeout(patience);
    },
  };
  return new Promise((resolve, reject) => {
    worker.on('message', (said: ToInterface) => {
      if (said.kind === 'opened') resolve(client);
      else if (said.kind === 'refused') reject(new InputError(said.message));
      else if (!('kind' in said.message)) handlers.answer(said.message);
      else handlers.status(said.message);
    });
    worker.on('error', (error) => {
      // It ends with that, which needs no second telling.
      closed = true;
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
