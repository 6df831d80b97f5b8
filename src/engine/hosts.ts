/** The names of hosts that hold for the screen, from where they are had: the system, the captures, the user. */

import { type HostNames, namesFrom } from '../store/host-names';
import type { EngineSettings } from './protocol';

/** An address and its name, as /etc/hosts has them. */
export type SystemHosts = readonly (readonly [string, string])[];

type Named = { names: ReadonlyMap<string, string> };

export class Hosts {
  private made: { settings: EngineSettings; captured: number; names: HostNames } | null = null;

  constructor(
    private readonly inputs: readonly Named[],
    private readonly system: SystemHosts,
  ) {}

  /** Aliases go before what a capture says, and that before /etc/hosts. The same map as long as nothing changes. */
  names(settings: EngineSettings): HostNames {
    const captured = this.inputs.reduce((sum, { names }) => sum + names.size, 0);
    if (this.made?.settings === settings && this.made.captured === captured) return this.made.names;
    const system = settings['hosts.system'] ? this.system : [];
    const aliases = Object.entries(settings['hosts.aliases']);
    const names = namesFrom(system, ...this.inputs.map((input) => input.names), aliases);
    this.made = { settings, captured, names };
    return names;
  }
}
