/** Settings that the engine reads, where nobody says otherwise. app/settings.ts has the table of all settings. */

import { DEFAULT_THRESHOLDS, type Thresholds } from '../diagnose/thresholds';
import type { EngineSettings } from './protocol';

export const DEFAULT_ENGINE_SETTINGS: EngineSettings = {
  'legs.headers': ['X-Call-ID', 'X-CID'],
  'legs.guess': true,
  'hosts.aliases': {},
  'hosts.system': true,
  'list.names': false,
  'findings.language': 'auto',
  'findings.jitter.warning': DEFAULT_THRESHOLDS.jitterWarningMs,
  'findings.jitter.error': DEFAULT_THRESHOLDS.jitterErrorMs,
  'findings.loss.warning': DEFAULT_THRESHOLDS.lossWarningPercent,
  'findings.loss.error': DEFAULT_THRESHOLDS.lossErrorPercent,
  'findings.roundtrip': DEFAULT_THRESHOLDS.roundTripMs,
  'findings.setup': DEFAULT_THRESHOLDS.setupMs,
  'findings.bruteforce.attempts': DEFAULT_THRESHOLDS.bruteForceAttempts,
  'findings.bruteforce.time': DEFAULT_THRESHOLDS.bruteForceSeconds,
};

/** From where on something is a problem. A threshold without a setting does not compile. */
export function thresholdsOf(settings: EngineSettings): Thresholds {
  return {
    jitterWarningMs: settings['findings.jitter.warning'],
    jitterErrorMs: settings['findings.jitter.error'],
    lossWarningPercent: settings['findings.loss.warning'],
    lossErrorPercent: settings['findings.loss.error'],
    roundTripMs: settings['findings.roundtrip'],
    setupMs: settings['findings.setup'],
    bruteForceAttempts: settings['findings.bruteforce.attempts'],
    bruteForceSeconds: settings['findings.bruteforce.time'],
  };
}
