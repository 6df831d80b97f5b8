/** The thread that reads a file a second time, and scans its messages before the session comes to them. */

import fs from 'node:fs';
import { workerData } from 'node:worker_threads';
import { newFrame } from '../capture/frame';
import { openInput } from '../capture/open';
import { Decoder } from '../decode/decoder';
import { EndpointTable } from '../decode/endpoints';
import { ScanWriter } from '../decode/sip/scan-ahead';
import type { ScanOrders } from './scan-ahead';

async function main({ path, inode, memory }: ScanOrders): Promise<void> {
  const input = await openInput(path, 0);
  if (fs.statSync(path).ino !== inode) return;
  const writer = new ScanWriter(memory);
  const sink = { sip: writer.add.bind(writer), tls: () => undefined, media: () => undefined };
  const decoder = new Decoder(sink, new EndpointTable());
  const frame = newFrame();
  do {
    while (input.next(frame)) if (!writer.isLate(frame.position)) decoder.frame(frame);
    writer.publish();
  } while (!writer.stopped && (await input.fill()));
  input.close();
}

void main(workerData as ScanOrders);
