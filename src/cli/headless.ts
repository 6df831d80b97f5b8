/** A run without a screen: read everything, then print, save or count. */

import { SLICE_MS } from '../budgets';
import type { CaptureFilter } from '../capture/live';
import { Session } from '../engine/session';
import { openSource } from '../engine/source';
import { printed } from '../export/print';
import { messagePrinter } from '../export/print-messages';
import { Recorder } from '../export/recorder';
import { type SaveFormat, saveDialogs } from '../export/save';
import { MessageStream } from '../export/stream';
import { parseFilter } from '../filter/parse';
import type { Options } from './options';
import { giveUpRights, startOf } from './start';
import type { World } from './world';

/** True when the options ask for something that needs no screen. */
export function isHeadless(options: Options): boolean {
  return options.print !== null || options.save !== null || options.text !== null || options.noInterface;
}

/** Resolves to the exit code. Rejects with InputError when a capture cannot be opened. */
export async function runHeadless(options: Options, world: World): Promise<number> {
  const session = await begun(options, world);
  try {
    const streamed = await readAndStream(session, options, world);
    await session.intake.recording?.close();
    for (const warning of session.warnings) world.tell(`sipladder: ${warning}`);
    tellLimits(session, world);
    const dialogs = keptDialogs(session, options.filter);
    const strays = options.filter === '';
    const outputs: [string | null, SaveFormat | null][] = [
      [options.save, null],
      [options.text, '.txt'],
    ];
    for (const [target, format] of outputs) {
      if (target !== null && !(await save(session, { dialogs, strays }, target, format, world))) return 1;
    }
    if (streamed) return 0;
    if (options.print !== null) {
      const { store, decoder, names, live } = session;
      await printAll(
        printed(options.print, options.as, {
          store,
          counts: decoder.counts,
          capture: live?.counters,
          dialogs,
          strays,
          names,
        }),
        world,
      );
    } else if (options.noInterface && !options.quiet) {
      await world.print(`Dialog count: ${dialogs.length}\n`);
    }
    return 0;
  } finally {
    session.close();
  }
}

/** Opens everything and gives up root in between: no packet has been looked at yet. */
async function begun(options: Options, world: World): Promise<Session> {
  const start = startOf(options, world);
  const { inputs, live } = await openSource(start.source);
  try {
    if (live !== null) {
      giveUpRights(start, world);
      tellFilter(live.filter, options, world);
    }
    const recording = start.recording === null ? null : await Recorder.open(start.recording, inputs);
    return new Session(inputs, options.limits, { live, recording, packets: options.stopAfter.packets });
  } catch (error) {
    for (const input of inputs) input.close();
    throw error;
  }
}

function tellFilter({ expression, widened }: CaptureFilter, { live }: Options, world: World): void {
  if (!live?.filterWords && widened === null) return;
  const added = widened === null ? '' : ` ${widened} (--bpf takes it exactly as given)`;
  world.tell(`sipladder: capture filter: ${expression}${added}`);
}

/** Reads until the end, a limit or a signal. True when what was asked for has been printed on the way. */
async function readAndStream(session: Session, options: Options, world: World): Promise<boolean> {
  const forgetEnd = world.onEnd(() => session.stop());
  world.onReopen(() => session.intake.recording?.reopen());
  const { ms } = options.stopAfter;
  const timer = ms === null ? undefined : setTimeout(() => session.stop(), ms);
  try {
    const stream = streamOf(session, options);
    if (stream === null) await readQuietly(session, world);
    else await readPrinting(session, stream, world);
    return stream !== null;
  } finally {
    clearTimeout(timer);
    // What is printed from now on may be interrupted as usual.
    forgetEnd();
  }
}

async function readQuietly(session: Session, world: World): Promise<void> {
  while (await session.readSlice(world.nowMs() + SIGNAL_MS, world.nowMs)) await breath();
}

/** What has come is printed before more is waited for. */
async function readPrinting(session: Session, stream: MessageStream, world: World): Promise<void> {
  for (let more = true; more; ) {
    const dry = session.readBuffered(world.nowMs() + SIGNAL_MS, world.nowMs);
    if (!(await printAll(stream.advance(), world))) session.stop();
    if (dry) more = await session.fetch();
    await breath();
  }
  // What was held until the end.
  await printAll(stream.advance(), world);
}

/** Lets signals and timers in. */
function breath(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

/** A signal is heard after this time at the latest, and what has come is printed. */
const SIGNAL_MS = 20;

/** Null when the output has to wait for the end: it is about everything, or the end comes by itself. */
function streamOf({ store, inputs }: Session, { print, as, filter: text }: Options): MessageStream | null {
  if (print !== 'messages' && print !== 'raw') return null;
  if (inputs.every(({ size }) => size !== null)) return null;
  const filter = parseFilter(text);
  return filter.ok ? new MessageStream(store, messagePrinter(print, as), filter.verdict, text === '') : null;
}

function keptDialogs(session: Session, filterText: string): number[] {
  const filter = parseFilter(filterText);
  const rows: number[] = [];
  if (filter.ok) session.store.eachDialog((row) => filter.verdict(session.store, row) && rows.push(row));
  return rows;
}

async function save(
  session: Session,
  what: { dialogs: number[]; strays: boolean },
  target: string,
  format: SaveFormat | null,
  world: World,
): Promise<boolean> {
  const inputs = session.files;
  const outcome = await saveDialogs(session.store, what, target, { overwrite: true, format, inputs });
  if (outcome.outcome === 'saved') return true;
  world.tell(`sipladder: ${outcome.outcome === 'failed' ? outcome.message : `${target}: is there already`}`);
  return false;
}

function tellLimits({ store }: Session, world: World): void {
  const { evicted, refused, limits } = store;
  if (evicted > 0) {
    const which = limits.dialogs === null ? '--memory' : '--limit, --memory';
    const dialogs = evicted === 1 ? '1 dialog was' : `${evicted} dialogs were`;
    world.tell(
      `sipladder: ${dialogs} dropped to stay within the limits (${which}); what came of one later begins midway`,
    );
  }
  if (refused > 0) {
    const messages = refused === 1 ? '1 message was' : `${refused} messages were`;
    // Their dialogs are not counted: that would take the memory which the limit is there to save.
    const beyond = limits.dialogs !== null && !limits.rotate && store.dialogs.count >= limits.dialogs;
    const why = beyond ? `of dialogs beyond --limit ${limits.dialogs}` : 'for want of memory (--memory)';
    world.tell(`sipladder: ${messages} left out, ${why}`);
  }
}

/** Characters collected before they are written: few system calls, little memory. */
const PRINT_AT = 64 * 1024;

/** Resolves false when nobody reads it any more. */
async function printAll(pieces: Iterable<string>, world: World): Promise<boolean> {
  let pending = '';
  let sliceEndMs = world.nowMs() + SLICE_MS;
  for (const piece of pieces) {
    pending += piece;
    if (pending.length < PRINT_AT && world.nowMs() < sliceEndMs) continue;
    if (!(await world.print(pending))) return false;
    pending = '';
    sliceEndMs = world.nowMs() + SLICE_MS;
  }
  return pending === '' || world.print(pending);
}
