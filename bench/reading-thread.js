// The program's reading thread, asked over its port as the interface asks it, without a screen.

const path = require('node:path');
const { Worker } = require('node:worker_threads');

const { ROWS } = require('./terminal');

const FILE = path.join(__dirname, '..', 'dist', 'engine', 'worker.js');
const LIMITS = { dialogs: null, rotate: false, memoryBytes: 512 * 1024 * 1024, callsOnly: false };

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
    const stopAfter = { packets: null, ms: null };
    const source = { files: [file], filter: null };
    const settings = { 'legs.headers': [], 'hosts.aliases': {}, 'hosts.system': false, 'list.names': false };
    const orders = { source, limits: LIMITS, recording: null, rtp: false, stopAfter, settings, systemHosts: [] };
    this.#worker = new Worker(FILE, { workerData: orders });
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
    const window = { columns: ['index'], expanded: [], top: 0, rows: 3 * ROWS, anchor: null };
    const query = { kind: 'list', filter, sort: { field, descending: false }, ...window };
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
