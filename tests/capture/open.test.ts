import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { newFrame } from '../../src/capture/frame';
import { openInput } from '../../src/capture/open';
import { pcap } from './build';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'open-'));
afterAll(() => fs.rmSync(folder, { recursive: true }));

test('a pcap file is read to its end', async () => {
  const file = path.join(folder, 'a.pcap');
  fs.writeFileSync(file, pcap({}, [{ bytes: 'one', seconds: 5, nanos: 7000 }, { bytes: 'two' }]));
  const input = await openInput(file, 3);
  const frame = newFrame();
  const seen: string[] = [];
  do {
    while (input.next(frame)) {
      seen.push(`${frame.input} ${frame.seconds}.${frame.nanos} ${frame.bytes.latin1Slice(frame.start, frame.end)}`);
      expect(input.readBack(frame.position, 3).toString()).toBe(frame.bytes.latin1Slice(frame.start, frame.end));
    }
  } while (await input.fill());
  expect(seen).toEqual(['3 5.7000 one', '3 1.0 two']);
  expect(input.warnings).toEqual([]);
  input.close();
});
