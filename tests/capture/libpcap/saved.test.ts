/** Handles of libpcap for link types of files. */

import { linkTypeText, openSaved } from '../../../src/capture/libpcap/saved';
import { FakeLibrary } from './fake-library';

test.each([false, true])('the link type reaches libpcap, big endian: %p', (bigEndian) => {
  const library = new FakeLibrary();
  const handle = openSaved(library, { linkType: 276, bigEndian });
  expect(library.pcap_datalink(handle)).toBe(276);
  expect([...library.open]).toEqual([handle]);
});

test('a link type is named, and by its number where libpcap has no name', () => {
  const library = new FakeLibrary();
  expect([linkTypeText(library, 101), linkTypeText(library, 500)]).toEqual(['Link 101', 'link type 500']);
  expect(library.open.size).toBe(0);
});

test('what libpcap does not open is told in its words, and nothing stays open', () => {
  class Refusing extends FakeLibrary {
    override pcap_fopen_offline(_file: bigint, error?: Buffer): never {
      error?.write('out of\nmemory\0');
      return null as never;
    }
  }
  const library = new Refusing();
  expect(() => openSaved(library, { linkType: 1, bigEndian: false })).toThrow(
    'the capture filter cannot be compiled: out of memory',
  );
  expect(library.open.size).toBe(0);
});
