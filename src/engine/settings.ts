/** Settings that the engine reads, where nobody says otherwise. app/settings.ts has the table of all settings. */

import type { EngineSettings } from './protocol';

export const DEFAULT_ENGINE_SETTINGS: EngineSettings = {
  'legs.headers': ['X-Call-ID', 'X-CID'],
  'legs.guess': true,
  'hosts.aliases': {},
  'hosts.system': true,
  'list.names': false,
  'findings.language': 'auto',
};
