// The program's reading thread, asked over its port as the interface asks it, without a screen.

const path = require('node:path');
const { Worker } = require('node:worker_threads');

const { ROWS } = require('./terminal');
const { listQuery, ordersFor } = require('./orders');

const FILE = path.join(__dirname, '..', 'dist', 'engine', 'worker.js');

class ReadingThread {
  #worker;
  #waiting = new Set();
  #lastId = 0;

  /** Resolves when all of `file` is read. */
  static async start(file) {
    const thread = new ReadingThread(file);
    await thread.#heard(({ phase }) => phase === 'done');
    return thread;
  }

  constructor(file) {
    this.#worker = new Worker(FILE, { workerData: ordersFor(file) });
    this.#worker.on('message', ({ kind, message }) => {
      if (kind === 'opened') this.#worker.postMessage({ kind: 'read' });
      for (const take of message ? this.#waiting : []) take(message);
    });
  }

  /** Resolves when the list is in this order. */
  async sort(field) {
    await this.#settled(field, '');
  }

  /** Resolves to how many dialogs a filter keeps, when all are judged. */
  async filter(text) {
    return (await this.#settled('index', text)).shown;
  }

  async #settled(field, filter) {
    for (;;) {
      const snapshot = await this.#list(field, filter);
      if (!snapshot.pending) return snapshot;
      await this.#heard(({ kind }) => kind === 'status');
    }
  }

  async end() {
    await this.#worker.terminate();
  }

  async #list(field, filter) {
    const id = ++this.#lastId;
    const query = listQuery(field, filter, 3 * ROWS);
    this.#worker.postMessage({ id, query });
    const { snapshot } = await this.#heard((message) => message.id === id);
    return snapshot;
  }

  /** The next message for which `wanted` is true. */
  #heard(wanted) {
    return new Promise((resolve) => {
      const take = (message) => {
        if (!wanted(message)) return;
        this.#waiting.delete(take);
        resolve(message);
      };
      this.#waiting.add(take);
    });
  }
}

module.exports = { ReadingThread };
