/**
 * What the command line says of outputs: what is printed, saved and recorded, and by which options. What cannot come to
 * anything is told before a capture is read.
 */

import path from 'node:path';
import { SDP_SHOWN, type SdpShown } from '../export/ladder-sheet';
import { FORMATS, type Format, formatsOf, PRINTABLES, type Printable } from '../export/print';
import { ENDINGS, formatOf, isAudio, LADDER_ENDINGS } from '../export/save';
import { SILENCED } from '../export/save-error';
import type { Options } from './options';
import { UsageError } from './usage-error';
import { countOf, list, oneOf, secondsOf, sizeOf, textOf } from './values';

type Given = Record<string, unknown>;

/** By name of the option, as yargs gives them. Throws UsageError. */
export function outputsOf(given: Given): Pick<Options, 'print' | 'as' | 'sdp' | 'save' | 'text' | 'recording'> {
  refuseSeveral(given);
  const print = oneOf('--print', PRINTABLES, given.print);
  const save = fileOf('--save', textOf(given.save));
  if (save !== null && formatOf(save) === null) {
    throw new UsageError(`--save ${save}: the name must end in ${ENDINGS}`);
  }
  if (print === 'attackers' && given.redact === true) throw new UsageError(`--print attackers: ${STAND_INS}`);
  return {
    print,
    as: asOf(given, print),
    sdp: sdpOf(given, print, save),
    save,
    text: fileOf('-T', textOf(given.text)),
    recording: recordingOf(given),
  };
}

/** What a firewall makes of them may hit anybody. */
const STAND_INS = 'with --redact the addresses are stand-ins; leave one of the two out';

/** Only one of them would come to anything. */
function refuseSeveral(given: Given): void {
  for (const name of ['print', 'save']) {
    const values = list(given[name]);
    if (values.length > 1) throw new UsageError(`--${name} ${values.join(`, --${name} `)}: only one can be given`);
  }
}

function fileOf(option: string, name: string | null): string | null {
  if (name?.trim() === '') throw new UsageError(`${option}: the name of a file is missing`);
  if (name === '-') throw new UsageError(`${option} -: cannot be written to standard output; name a file`);
  return name;
}

/** Drawings are made of ladders only. */
function asOf(given: Given, print: Printable | null): Format {
  const as = oneOf('--as', FORMATS, given.as);
  if (as === null) return 'text';
  if (print === null) throw new UsageError(`--as ${as}: it is the format of --print, which is missing`);
  const formats = formatsOf(print);
  if (formats.includes(as)) return as;
  const has = `${formats.slice(0, -1).join(', ')} or ${formats.at(-1)}`;
  throw new UsageError(`--as ${as}: only --print ladder has it, and --print ${print} has ${has}`);
}

function sdpOf(given: Given, print: Printable | null, save: string | null): SdpShown {
  const sdp = oneOf('--sdp', SDP_SHOWN, given.sdp);
  const ladder = print === 'ladder' || LADDER_ENDINGS.some((ending) => save !== null && formatOf(save) === ending);
  if (sdp === null || ladder) return sdp ?? 'all';
  const endings = LADDER_ENDINGS.join(', ').replace(/, (\S+)$/, ' or $1');
  throw new UsageError(
    `--sdp ${sdp}: belongs to a ladder: --print ladder, or --save of a name that ends in ${endings}`,
  );
}

/** What an hour's capture could not be saved as is said before it begins. `passes`: nothing can be read again. */
export function checkAudio(given: Given, rtp: boolean, passes: boolean): void {
  const save = textOf(given.save);
  if (save !== null && given.redact === true && isAudio(save)) {
    throw new UsageError(`--save ${save}: ${SILENCED} (--redact); choose .pcap, .pcapng or .txt`);
  }
  if (save === null || !passes || rtp || !isAudio(save)) return;
  throw new UsageError(`--save ${save}: needs the RTP, which cannot be read again; -r keeps it`);
}

/** A name without an ending is a .pcap. */
const RECORDED = ['', '.pcap', '.pcapng'];

function recordingOf(given: Given): Options['recording'] {
  const file = fileOf('-O', textOf(given.output));
  const [split, keep] = [textOf(given.split), countOf('--keep', given.keep)];
  if (file === null) {
    if (split !== null) throw new UsageError(`--split ${split}: it divides the files of -O, which is missing`);
    if (keep !== null) throw new UsageError(`--keep ${keep}: it counts the files of -O, which is missing`);
    return null;
  }
  if (!RECORDED.includes(path.extname(file).toLowerCase())) {
    throw new UsageError(`-O ${file}: the name must end in .pcap or .pcapng`);
  }
  if (keep !== null && split === null) throw new UsageError(`--keep ${keep}: only --split makes more than one file`);
  return { path: file, split: split === null ? null : splitOf(split), keep };
}

const LEAST_SPLIT = 2 ** 20;

/** `size:20MB`, `time:1h`. */
function splitOf(text: string): { bytes: number } | { seconds: number } {
  const [kind, amount] = [text.slice(0, text.indexOf(':')), text.slice(text.indexOf(':') + 1)];
  if (kind === 'size') return { bytes: sizeOf(`--split ${text}`, amount, LEAST_SPLIT) };
  // A bare number is as likely meant as hours.
  if (kind === 'time' && /^[\d.]+$/.test(amount)) {
    throw new UsageError(`--split ${text}: the unit is missing: time:${amount}s, time:${amount}m or time:${amount}h`);
  }
  if (kind === 'time') return { seconds: secondsOf('--split', amount) };
  throw new UsageError(`--split ${text}: size:20MB or time:1h is needed`);
}
