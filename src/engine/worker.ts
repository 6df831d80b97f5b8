/** The worker thread: opens the inputs, then runs. All that it says goes through the port, in protocol.ts's words. */

import { parentPort, workerData } from 'node:worker_threads';
import { InputError } from '../capture/input';
import { dropThreadCapabilities } from '../capture/libpcap/capabilities';
import { REPLAY_WORLD } from '../capture/replay';
import { spanOf } from '../capture/span';
import { openRecorder } from '../export/recording';
import type { Order, ToInterface, WorkerOrders } from './client';
import type { Ask } from './protocol';
import { Runner } from './runner';
import { startScansAhead } from './scan-ahead';
import { Session } from './session';
import { openSource } from './source';

const say = (message: ToInterface) => parentPort?.postMessage(message);

async function main(orders: WorkerOrders): Promise<void> {
  const { inputs, live, filter } = await openSource(orders.source);
  const mayRead = new Promise<void>((resolve) => {
    parentPort?.once('message', () => resolve());
  });
  say({ kind: 'opened' });
  await mayRead;
  // Of a process that is not root each thread has its own.
  if (live !== null && process.getuid?.() !== 0) dropThreadCapabilities();
  const recording = orders.recording === null ? null : await openRecorder(orders.recording, inputs, orders.redact);
  const { rtp, settings, systemHosts, locale, stopAfter } = orders;
  const { packets } = stopAfter;
  const redact = orders.redact ? { original: false } : null;
  const { replaySpeed } = orders;
  const replay = replaySpeed === null ? null : { speed: replaySpeed, world: REPLAY_WORLD };
  // Who waits for packets has time to scan them.
  const scansAhead = redact === null && replay === null ? startScansAhead(inputs, true) : null;
  const extras = { live, filter, recording, packets, rtp, settings, systemHosts, locale, scansAhead, redact, replay };
  const session = new Session(inputs, orders.limits, extras);
  const runner = new Runner(
    session,
    (message) => say({ kind: 'posted', message }),
    () => performance.now(),
  );
  parentPort?.on('message', (order: Ask | Order) => {
    if (!('kind' in order)) void runner.ask(order);
    else if (order.kind === 'reopen') recording?.reopen();
    // Ends this thread, not the process.
    else void runner.close().then(() => process.exit());
  });
  say({ kind: 'reading' });
  void tellTotal(session);
  await runner.read(orders.stopAfter);
}

/** How long a replay is in all is found out beside it; where that fails nobody knows. */
async function tellTotal({ replay, inputs }: Session): Promise<void> {
  if (replay === null || !inputs.every(({ reopens }) => reopens)) return;
  const names = inputs.map(({ name }) => name);
  replay.totalS = await spanOf(names, () => performance.now()).catch(() => null);
}

main(workerData as WorkerOrders).catch((error: unknown) => {
  if (!(error instanceof InputError)) throw error;
  say({ kind: 'refused', message: error.message });
  parentPort?.unref();
});
