/** A capture filter between the files and the decoder: what is taken, counted, recorded, and when reading ends. */

import { FileFilter } from '../../src/capture/bpf/file-filter';
import type { PacketRef } from '../../src/capture/frame';
import type { Recording } from '../../src/engine/intake';
import { Session } from '../../src/engine/session';
import { NO_LIMITS } from '../../src/store/store';
import { assemble } from '../capture/bpf/assemble';
import { FakeLibrary } from '../capture/libpcap/fake-library';
import { MadeInput } from './made-input';

/** Last byte of the source address, behind Ethernet: what A, B and C send is told apart by it. */
const SENDER_AT = 14 + 12 + 3;
const A = 1;

class MadeRecording implements Recording {
  readonly status = { path: 'o.pcap', packets: 0, bytes: 0, lost: 0, trouble: null };
  readonly taken: number[] = [];

  take({ position }: { position: number }, _: readonly PacketRef[] | null): void {
    this.taken.push(position);
  }

  async room(): Promise<void> {}
  reopen(): void {}
  async close(): Promise<void> {}
}

const CALLS = `
0    A > B OPTIONS | call=one
0.1  B > A 200 OK
1    C > B OPTIONS | call=two
2    A > B OPTIONS | call=three
3    A > B OPTIONS | call=four
`;

function senderIs(last: number): FileFilter {
  const library = new FakeLibrary();
  library.compiler = () => assemble([0x30, SENDER_AT], [0x15, last, 0, 1], [0x06, 262144], [0x06, 0]);
  return new FileFilter({ expression: 'src host A', widen: false }, ['made', 'made'], library);
}

async function read(packets: number | null, ...texts: string[]) {
  const inputs = texts.map((text) => {
    const input = new MadeInput();
    input.push(text);
    input.end();
    return input;
  });
  const recording = new MadeRecording();
  const session = new Session(inputs, NO_LIMITS, { filter: senderIs(A), recording, packets });
  await session.readAll();
  return { session, recording };
}

test('what it refuses is counted and goes no further', async () => {
  const { session, recording } = await read(null, CALLS);
  expect(session.status()).toMatchObject({
    packets: 5,
    messages: 3,
    dialogs: 3,
    fileFilter: { expression: 'src host A', widened: null, leftOut: 2, unjudged: 0 },
  });
  expect(session.decoder.counts.packets).toBe(3);
  expect(recording.taken).toEqual([0, 3, 4]);
});

test('packets are counted towards the end only when they are taken', async () => {
  const { session } = await read(2, CALLS);
  expect(session.status()).toMatchObject({ packets: 4, messages: 2, fileFilter: { leftOut: 2 } });
});

test('it holds for several files as one', async () => {
  const { session } = await read(null, CALLS, CALLS.replaceAll('call=', 'call=x'));
  expect(session.status()).toMatchObject({ packets: 10, messages: 6, fileFilter: { leftOut: 4 } });
});

test('its warnings are those of the session', async () => {
  const input = new MadeInput();
  input.push(CALLS);
  input.end();
  const library = new FakeLibrary();
  library.judge = () => 'syntax error';
  const filter = new FileFilter({ expression: 'bad', widen: true }, ['calls.pcap'], library);
  const session = new Session([input], NO_LIMITS, { filter });
  await session.readAll();
  expect(session.warnings).toEqual([
    'calls.pcap: packets of Link 1 are left out, as the capture filter does not fit them: syntax error',
  ]);
  expect(session.status()).toMatchObject({ packets: 5, messages: 0, fileFilter: { leftOut: 5, unjudged: 5 } });
});

test('without one there is nothing to tell', () => {
  expect(new Session([new MadeInput()], NO_LIMITS).status().fileFilter).toBeNull();
});
