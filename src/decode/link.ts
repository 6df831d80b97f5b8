/** The link types that a capture may have, by their LINKTYPE_ number (tcpdump.org/linktypes.html). One row adds one. */

import { cooked, cooked2 } from './cooked';
import { ethernet } from './ethernet';
import { loopback } from './loopback';
import { ipByVersion, type Layer } from './packet';
import { ppp, pppoe } from './ppp';

export const LINK_TYPES: ReadonlyArray<readonly [number, Layer]> = [
  [0, loopback],
  [1, ethernet],
  [9, ppp],
  // DLT_RAW of OpenBSD and of all others: files of old writers have these in place of LINKTYPE_RAW.
  [12, ipByVersion],
  [14, ipByVersion],
  [50, ppp],
  [51, pppoe],
  [101, ipByVersion],
  [108, loopback],
  [113, cooked],
  [228, ipByVersion],
  [229, ipByVersion],
  [276, cooked2],
];
