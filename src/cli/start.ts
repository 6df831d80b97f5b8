/** What every run does before the first packet is looked at: sources from options, and rights given up. */

import { InputError } from '../capture/input';
import { dropThreadCapabilities } from '../capture/libpcap/capabilities';
import type { Source } from '../engine/source';
import type { RecorderOptions } from '../export/recorder';
import type { Options } from './options';
import type { Identity } from './privileges';
import type { World } from './world';

export interface Start {
  source: Source;
  recording: RecorderOptions | null;
  /** Whom the process becomes when the interfaces are open; null: nobody else. */
  identity: Identity | null;
}

/** Throws UsageError where --user cannot be done. */
export function startOf(options: Options, world: World): Start {
  const { live, inputs, fileFilter, recording } = options;
  if (live === null) return { source: { files: inputs, filter: fileFilter }, recording, identity: null };
  const identity = world.whomToBecome(live.user);
  return { source: { live, backend: live.backend, identity }, recording, identity };
}

/** Says as whom a file could not be written: who started the program as root does not expect to be refused. */
export function explained(error: unknown, identity: Identity | null): unknown {
  if (identity === null || !(error instanceof InputError) || !/permission denied/.test(error.message)) return error;
  return new InputError(
    `${error.message}; sipladder writes as ${identity.name} (--user NAME or --user root to change that)`,
  );
}

/** Of a process that was started as root, or with capabilities. Throws PrivilegeError. */
export function giveUpRights({ source, identity }: Start, world: World): void {
  if (identity !== null) world.become(identity);
  else if ('live' in source && !world.isRoot()) dropThreadCapabilities();
}
