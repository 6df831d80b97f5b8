/**
 * Capture filters (pcap-filter(7)): checked, compiled for a link type, widened (widening.ts). What is wrong is said in
 * libpcap's own words, with the place (wrong-word.ts).
 */

import { LIVE_SNAP_BYTES } from '../../budgets';
import { CaptureFilterError } from '../live';
import { type Library, loadLibrary, type Pointer } from './library';
import { compileProgram, instructionsOf, kernelTakes, type Program } from './program';
import { widen } from './widening';
import { wrongWord } from './wrong-word';

/** DLT_EN10MB, which knows all of the language but what belongs to Wi-Fi, ATM and the like. */
const ETHERNET = 1;

export interface CompiledFilter {
  program: Program;
  /** As CaptureFilter's. */
  widened: string | null;
}

export interface FilterTarget {
  /** An opened device; null compiles for packets of files. */
  handle: Pointer | null;
  /** libpcap's DLT_ value. */
  dataLink: number;
  /** IPv4 netmask of the device as it stands in memory, for `ip broadcast`. */
  netmask: number;
}

/** What libpcap says of a capture filter, and at which offset; null for a good one. Throws InputError without libpcap. */
export function checkExpression(
  expression: string,
  library: Library = loadLibrary(),
): { message: string; at: number | null } | null {
  try {
    compileFilter(library, { handle: null, dataLink: ETHERNET, netmask: 0 }, expression, false);
    return null;
  } catch (error) {
    if (!(error instanceof CaptureFilterError)) throw error;
    return { message: error.message, at: error.at };
  }
}

/** The instructions of a filter. `widened`: with what a plain filter would lose. Throws CaptureFilterError. */
export function compileFilter(
  library: Library,
  target: FilterTarget,
  expression: string,
  widened: boolean,
): CompiledFilter {
  const noDevice = library.pcap_open_dead(target.dataLink, LIVE_SNAP_BYTES);
  const compile = (handle: Pointer | null, text: string, optimize = true) =>
    compileProgram(library, handle ?? noDevice, text, target.netmask, optimize);
  try {
    const plain = compile(target.handle, expression);
    if (typeof plain === 'string') {
      const judge = (text: string) => wordsOrNull(compile(target.handle, text, false));
      throw new CaptureFilterError(plain, expression, wrongWord(expression, plain, judge));
    }
    const fits = (program: Program) => target.handle === null || kernelTakes(library, program);
    if (!fits(plain)) throw tooLong(plain, expression);
    if (!widened) return { program: plain, widened: null };
    const { program, text } = widen(expression, plain, {
      whole: (part) => programOrNull(compile(target.handle, part)),
      inside: (part) => programOrNull(compile(null, part)),
      fits,
    });
    return { program, widened: text };
  } finally {
    library.pcap_close(noDevice);
  }
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
