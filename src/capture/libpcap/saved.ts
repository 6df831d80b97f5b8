/**
 * A handle of libpcap for filters on packets of files, as pcap_open_dead() gives none: for that one a filter may ask the
 * kernel (`inbound`), and the numbers of BSD loopback are in this machine's byte order. So libpcap reads a file without
 * packets, and does with the link type what it does in tcpdump.
 */

import { LIVE_SNAP_BYTES } from '../../budgets';
import { InputError } from '../input';
import type { Library, Pointer } from './library';
import { oneLine } from './program';

const FILE_HEADER_BYTES = 24;
const MAGIC = 0xa1b2c3d4;
const ERROR_BYTES = 256;

/** To be closed by pcap_close. Throws InputError. */
export function openSaved(library: Library, link: { linkType: number; bigEndian: boolean }): Pointer {
  const header = emptyFile(link.linkType, link.bigEndian);
  const error = Buffer.alloc(ERROR_BYTES);
  const file = library.fmemopen(header, header.length, 'r');
  if (file === null) throw new InputError('the capture filter cannot be compiled: no memory');
  const handle = library.pcap_fopen_offline(file, error);
  if (handle !== null) return handle;
  library.fclose(file);
  throw new InputError(
    `the capture filter cannot be compiled: ${oneLine(error.toString('utf8', 0, error.indexOf(0)))}`,
  );
}

/** What libpcap calls packets of this link type, ready for a sentence: `Raw IP`, `link type 500`. */
export function linkTypeText(library: Library, linkType: number): string {
  const handle = openSaved(library, { linkType, bigEndian: false });
  const description = library.pcap_datalink_val_to_description(library.pcap_datalink(handle));
  library.pcap_close(handle);
  return description ?? `link type ${linkType}`;
}

function emptyFile(linkType: number, bigEndian: boolean): Buffer {
  const header = Buffer.alloc(FILE_HEADER_BYTES);
  const view = new DataView(header.buffer, header.byteOffset);
  view.setUint32(0, MAGIC, !bigEndian);
  view.setUint16(4, 2, !bigEndian);
  view.setUint16(6, 4, !bigEndian);
  view.setUint32(16, LIVE_SNAP_BYTES, !bigEndian);
  view.setUint32(20, linkType, !bigEndian);
  return header;
}
