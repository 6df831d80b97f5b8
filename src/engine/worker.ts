/** The worker thread: opens the inputs, then runs. All that it says goes through the port, in protocol.ts's words. */

import { parentPort, workerData } from 'node:worker_threads';
import { InputError } from '../capture/input';
import type { CloseOrder, ToInterface, WorkerOrders } from './client';
import type { Ask } from './protocol';
import { Runner } from './runner';
import { Session } from './session';

async function main(orders: WorkerOrders): Promise<void> {
  const session = await Session.open(orders.paths, orders.limits);
  const say = (message: ToInterface) => parentPort?.postMessage(message);
  const runner = new Runner(
    session,
    (message) => say({ kind: 'posted', message }),
    () => performance.now(),
  );
  parentPort?.on('message', (order: Ask | CloseOrder) => {
    if (!('kind' in order)) void runner.ask(order);
    // Ends this thread, not the process.
    else void runner.close().then(() => process.exit());
  });
  say({ kind: 'opened' });
  await runner.read();
}

main(workerData as WorkerOrders).catch((error: unknown) => {
  if (!(error instanceof InputError)) throw error;
  parentPort?.postMessage({ kind: 'refused', message: error.message } satisfies ToInterface);
});
