/** Reading without a screen: to the end, a limit or a signal, with messages printed on the way where that is asked for. */

import { SLICE_MS } from '../budgets';
import type { Session } from '../engine/session';
import { isTableFormat } from '../export/print';
import { messagePrinter } from '../export/print-messages';
import { MessageStream } from '../export/stream';
import { parseFilter } from '../filter/parse';
import type { Options } from './options';
import { captureFilterLine } from './words';
import type { World } from './world';

/** A signal is heard after this time at the latest, and what has come is printed. */
const SIGNAL_MS = 20;

/** Warnings are told as they come, the recording is closed. True when what was asked for has been printed on the way. */
export async function readThrough(session: Session, options: Options, world: World): Promise<boolean> {
  const forgetEnd = world.onEnd(() => session.stop());
  world.onReopen(() => session.intake.recording?.reopen());
  const { ms } = options.stopAfter;
  const timer = ms === null ? undefined : setTimeout(() => session.stop(), ms);
  const warnings = new Warnings(session, options.fileFilter?.byWords ?? false, world);
  try {
    const stream = streamOf(session, options);
    if (stream === null) await readQuietly(session, warnings, world);
    else await readPrinting(session, stream, warnings, world);
    return stream !== null;
  } finally {
    clearTimeout(timer);
    // What is printed from now on may be interrupted as usual.
    forgetEnd();
    await session.intake.recording?.close();
    warnings.tell();
  }
}

async function readQuietly(session: Session, warnings: Warnings, world: World): Promise<void> {
  while (await session.readSlice(world.nowMs() + SIGNAL_MS, world.nowMs)) {
    warnings.tell();
    await breath();
  }
}

/** What has come is printed before more is waited for. */
async function readPrinting(session: Session, stream: MessageStream, warnings: Warnings, world: World): Promise<void> {
  const output = new Output(stream, world, () => session.stop());
  for (let more = true; more; ) {
    const dry = session.readBuffered(world.nowMs() + SIGNAL_MS, world.nowMs);
    output.advance();
    // A pipe waits for who reads us; an interface does not.
    if (session.live === null) await output.printed;
    if (dry) more = await session.fetch();
    warnings.tell();
    await breath();
  }
  await output.finish();
}

/** Prints what has come, unless it is still printing: then it follows later, as long as it is kept. */
class Output {
  /** Resolves when what is being printed is. */
  printed: Promise<void> | null = null;
  private failure: Error | null = null;

  constructor(
    private readonly stream: MessageStream,
    private readonly world: World,
    private readonly readerWent: () => void,
  ) {}

  advance(): void {
    if (this.failure !== null) return;
    this.printed ??= this.print()
      .catch((error: Error) => this.fail(error))
      .finally(() => {
        this.printed = null;
      });
  }

  /** Prints the rest. Rejects with OutputError where something could not be printed. */
  async finish(): Promise<void> {
    await this.printed;
    this.advance();
    await this.printed;
    if (this.failure !== null) throw this.failure;
  }

  private fail(error: Error): void {
    this.failure = error;
    this.readerWent();
  }

  private async print(): Promise<void> {
    if (!(await printAll(this.stream.advance(), this.world))) this.readerWent();
  }
}

/** Tells those that came since the last time; and once what a capture filter of files takes. */
class Warnings {
  private told = 0;
  private filterTold = false;

  constructor(
    private readonly session: Session,
    private readonly byWords: boolean,
    private readonly world: World,
  ) {}

  tell(): void {
    const { warnings } = this.session;
    this.tellFilter();
    for (; this.told < warnings.length; this.told++) this.world.tell(`sipladder: ${warnings[this.told]}`);
  }

  /** What is added to it is known with the first packet. */
  private tellFilter(): void {
    const { filter, done } = this.session;
    if (this.filterTold || filter === null || !(filter.judges || done)) return;
    this.filterTold = true;
    const line = captureFilterLine(filter.status, this.byWords);
    if (line !== null) this.world.tell(`sipladder: ${line}`);
  }
}

/** Lets signals and timers in. */
function breath(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

/** Null when the output has to wait for the end: it is about everything, or the end comes by itself. */
function streamOf(session: Session, { print, as, filter: text, legs, replaySpeed }: Options): MessageStream | null {
  const { store, inputs, redaction } = session;
  // What is a leg of what is known at the end only.
  if (legs && text !== '') return null;
  if ((print !== 'messages' && print !== 'raw') || !isTableFormat(as)) return null;
  if (replaySpeed === null && inputs.every(({ size }) => size !== null)) return null;
  const filter = parseFilter(text, undefined, { names: () => session.originalHostNames });
  if (!filter.ok) return null;
  const verdict = redaction?.verdictOf(filter.verdict) ?? filter.verdict;
  return new MessageStream(store, messagePrinter(print, as), verdict, text === '');
}

/** Characters collected before they are written: few system calls, little memory. */
const PRINT_AT = 64 * 1024;

/** Resolves false when nobody reads it any more. */
export async function printAll(pieces: Iterable<string>, world: World): Promise<boolean> {
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
