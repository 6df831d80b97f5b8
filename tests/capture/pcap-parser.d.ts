/** The package has no types of its own; this is what second-opinion.test.ts uses of it. */
declare module 'pcap-parser' {
  import type { EventEmitter } from 'node:events';
  import type { Readable } from 'node:stream';

  export function parse(input: Readable): EventEmitter;
}
