/** A whole run, from the command line to the exit code. Errors end here, each as one line. */

import { InputError } from '../capture/input';
import { RecordError } from '../export/recorder';
import { SaveError } from '../export/save-error';
import { TerminalError } from '../terminal/terminal';
import { helpText } from './flags';
import { isHeadless, runHeadless } from './headless';
import { type CommandLine, readCommandLine } from './options';
import { PrivilegeError } from './privileges';
import { completionScript } from './reference/completion';
import { settingsDump } from './settings-dump';
import { UsageError } from './usage-error';
import { version } from './version';
import { OutputError, type World } from './world';

export const EXIT = { done: 0, failed: 1, usage: 2, found: 3 } as const;

/** What went wrong outside the program, each one line for the user. */
const FAILURES = [InputError, OutputError, PrivilegeError, RecordError, SaveError, TerminalError];

export async function run(argv: readonly string[], world: World): Promise<number> {
  try {
    return await runCommand(readCommandLine(argv, world), world);
  } catch (error) {
    if (error instanceof UsageError) return fail(world, error, EXIT.usage);
    if (FAILURES.some((kind) => error instanceof kind)) return fail(world, error as Error, EXIT.failed);
    throw error;
  }
}

async function runCommand(command: CommandLine, world: World): Promise<number> {
  if ('show' in command) {
    await world.print(command.show === 'help' ? helpText() : `sipladder ${version()}\n`);
    return EXIT.done;
  }
  if ('completion' in command) {
    await world.print(completionScript(command.completion));
    return EXIT.done;
  }
  if ('dump' in command) {
    for (const line of command.dump.settings.errors) world.tell(`sipladder: ${line}`);
    await world.print(settingsDump(command.dump, world));
    return EXIT.done;
  }
  const options = command.run;
  if (isHeadless(options)) {
    for (const line of options.settings.errors) world.tell(`sipladder: ${line}`);
    if (options.note !== null) world.tell(`sipladder: ${options.note}`);
    else if (options.filterWords !== '') world.tell(`sipladder: read as a filter: ${options.filterWords}`);
    return runHeadless(options, world);
  }
  if (!world.hasScreen()) {
    throw new UsageError('standard output is no terminal: use --print, --save or -N, or run it in a terminal');
  }
  // Loaded on need: a headless run has no use for the screen's half.
  const { runInterface } = await import('./interface');
  return runInterface(options, world);
}

function fail(world: World, error: Error, code: number): number {
  world.tell(`sipladder: ${error.message}`);
  if (error instanceof UsageError) for (const line of error.below) world.tell(line);
  return code;
}
