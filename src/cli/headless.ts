/** A run without a screen: read everything, then print, save or count. */

import { SLICE_MS } from '../budgets';
import { Session } from '../engine/session';
import { printed } from '../export/print';
import { type SaveFormat, saveDialogs } from '../export/save';
import { parseFilter } from '../filter/parse';
import type { Options } from './options';
import type { World } from './world';

/** True when the options ask for something that needs no screen. */
export function isHeadless(options: Options): boolean {
  return options.print !== null || options.save !== null || options.text !== null || options.noInterface;
}

/** Resolves to the exit code. Rejects with InputError when a capture cannot be opened. */
export async function runHeadless(options: Options, world: World): Promise<number> {
  const session = await Session.open(options.inputs, options.limits);
  try {
    await session.readAll();
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
    if (options.print !== null) {
      const { store, decoder, names } = session;
      await printAll(
        printed(options.print, options.as, { store, counts: decoder.counts, dialogs, strays, names }),
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
  const inputs = session.inputs.map(({ name }) => name);
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

async function printAll(pieces: Iterable<string>, world: World): Promise<void> {
  let pending = '';
  let sliceEndMs = world.nowMs() + SLICE_MS;
  for (const piece of pieces) {
    pending += piece;
    if (pending.length < PRINT_AT && world.nowMs() < sliceEndMs) continue;
    if (!(await world.print(pending))) return;
    pending = '';
    sliceEndMs = world.nowMs() + SLICE_MS;
  }
  if (pending !== '') await world.print(pending);
}
