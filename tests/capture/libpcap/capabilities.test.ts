/** What the kernel answers is what counts: capset that fails, and capset that lies. */

import { dropThreadCapabilities } from '../../../src/capture/libpcap/capabilities';
import { FakeLibrary } from './fake-library';

function libc(changes: Partial<FakeLibrary> = {}): FakeLibrary {
  return Object.assign(new FakeLibrary(), changes);
}

it('gives up all', () => {
  const given: Buffer[] = [];
  dropThreadCapabilities(libc({ capset: (...args: Buffer[]) => given.push(...args) && 0 }));
  // Version 3, this thread; nothing.
  expect(given.map((bytes) => bytes.toString('hex'))).toEqual(['2205082000000000', '0'.repeat(48)]);
});

it('throws where it cannot', () => {
  expect(() => dropThreadCapabilities(libc({ capset: () => -1 }))).toThrow(
    'capabilities cannot be given up: capset says EPERM',
  );
});

it('throws where some are left', () => {
  const capget = (_: Buffer, data: Buffer) => {
    data.fill(0);
    data[5] = 0x20;
    return 0;
  };
  expect(() => dropThreadCapabilities(libc({ capget }))).toThrow('the kernel still has some for this thread');
});
