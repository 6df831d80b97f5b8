/**
 * Capture filters (pcap-filter(7)): checked, compiled for a link type, widened (widening.ts). What is wrong is said in
 * libpcap's own words, with the place (wrong-word.ts).
 */

import { LIVE_SNAP_BYTES } from '../../budgets';
import { CaptureFilterError } from '../live';
import { type Library, loadLibrary, type Pointer } from './library';
import { compileProgram, instructionsOf, kernelTakes, type Program } from './program';
import { openSaved } from './saved';
import { widen } from './widening';
import { wrongWord } from './wrong-word';

/** DLT_EN10MB, which knows all of the language but what belongs to Wi-Fi, ATM and signalling links. */
const ETHERNET = 1;
/** Those know it: DLT_IEEE802_11_RADIO, DLT_SUNATM, DLT_MTP2. */
const OTHERS = [127, 123, 140];
/** `802.11 link-layer types supported only on 802.11`. */
const ELSEWHERE = /supported only/;

export interface CompiledFilter {
  program: Program;
  /** As CaptureFilter's. */
  widened: string | null;
}

export interface FilterTarget {
  /** An opened device. */
  handle: Pointer;
  /** libpcap's DLT_ value. */
  dataLink: number;
  /** IPv4 netmask of the device as it stands in memory, for `ip broadcast`. */
  netmask: number;
}

/** Netmask of a capture of which nobody knows one, as tcpdump has it. */
const NO_NETMASK = 0;

/**
 * What libpcap says of a capture filter that no link type takes, and at which offset; null for a good one. Throws
 * InputError without libpcap.
 */
export function checkExpression(
  expression: string,
  library: Library = loadLibrary(),
): { message: string; at: number | null } | null {
  const message = refusalOn(library, ETHERNET, expression);
  if (message === null) return null;
  if (ELSEWHERE.test(message) && OTHERS.some((link) => refusalOn(library, link, expression) === null)) return null;
  const judge = (text: string) => refusalOn(library, ETHERNET, text, false);
  return { message, at: wrongWord(expression, message, judge) };
}

/** libpcap's words, or null where it takes the expression. */
function refusalOn(library: Library, dataLink: number, expression: string, optimize = true): string | null {
  const handle = library.pcap_open_dead(dataLink, LIVE_SNAP_BYTES);
  const program = compileProgram(library, handle, expression, NO_NETMASK, optimize);
  library.pcap_close(handle);
  return wordsOrNull(program);
}

/** The instructions of a filter for a device. `widened`: with what a plain filter would lose. Throws CaptureFilterError. */
export function compileFilter(
  library: Library,
  { handle, dataLink, netmask }: FilterTarget,
  expression: string,
  widened: boolean,
): CompiledFilter {
  const inside = library.pcap_open_dead(dataLink, LIVE_SNAP_BYTES);
  const fits = (program: Program) => kernelTakes(library, program);
  try {
    return compiled(library, { whole: handle, inside, netmask, fits }, expression, widened);
  } finally {
    library.pcap_close(inside);
  }
}

/** As compileFilter(), for packets of a file. `linkType`: LINKTYPE_ value. */
export function compileForFile(
  library: Library,
  link: { linkType: number; bigEndian: boolean },
  expression: string,
  widened: boolean,
): CompiledFilter {
  const handle = openSaved(library, link);
  try {
    return compiled(
      library,
      { whole: handle, inside: handle, netmask: NO_NETMASK, fits: () => true },
      expression,
      widened,
    );
  } finally {
    library.pcap_close(handle);
  }
}

interface Handles {
  /** What compiles the expression, and what does where tags stand in the packet. */
  whole: Pointer;
  inside: Pointer;
  netmask: number;
  fits(program: Program): boolean;
}

function compiled(library: Library, handles: Handles, expression: string, widened: boolean): CompiledFilter {
  const { whole, inside, netmask, fits } = handles;
  const compile = (handle: Pointer, text: string, optimize = true) =>
    compileProgram(library, handle, text, netmask, optimize);
  const plain = compile(whole, expression);
  if (typeof plain === 'string') {
    const judge = (text: string) => wordsOrNull(compile(whole, text, false));
    throw new CaptureFilterError(plain, expression, wrongWord(expression, plain, judge));
  }
  if (!fits(plain)) throw tooLong(plain, expression);
  if (!widened) return { program: plain, widened: null };
  const { program, text } = widen(expression, plain, {
    whole: (part) => programOrNull(compile(whole, part)),
    inside: (part) => programOrNull(compile(inside, part)),
    fits,
  });
  return { program, widened: text };
}

function tooLong(program: Program, expression: string): CaptureFilterError {
  const count = instructionsOf(program);
  return new CaptureFilterError(`too long for the kernel: it compiles to ${count} instructions`, expression, null);
}

function wordsOrNull(compiled: Program | string): string | null {
  return typeof compiled === 'string' ? compiled : null;
}

function programOrNull(compiled: Program | string): Program | null {
  return typeof compiled === 'string' ? null : compiled;
}
