/** A peer that is pinged by OPTIONS and comes and goes. RFC 3261 section 11. */

import type { AddressEvidence } from '../address-evidence';
import type { AddressRule } from '../rule';
import type { Sighting } from '../sightings';

export const PEER_FLAPPING: AddressRule = {
  kind: 'address',
  code: 'peer-flapping',
  severity: 'warning',
  title: 'A peer comes and goes',
  explanation:
    '{address} left {times} OPTIONS without answer, the first at {first} and the last at {last}, and answered others between these.',
  advice:
    'Look at the network to the peer and at its load; if calls go through it, let it be taken out of the routing while it is silent.',
  kinds: ['unanswered'],
  silences: ['no-response'],
  judge(evidence) {
    const pings = evidence.sightings('unanswered').filter(({ method }) => method === 'OPTIONS');
    for (const source of new Set(pings.map(({ farEnd }) => evidence.addressOf(farEnd)))) {
      const proof = pings.filter(({ farEnd }) => evidence.addressOf(farEnd) === source);
      if (!comesBack(evidence, proof)) continue;
      const [first, last] = [proof[0].timeUs, proof[proof.length - 1].timeUs];
      return {
        values: {
          address: evidence.address,
          times: proof.length,
          first: { timeUs: first },
          last: { timeUs: last },
        },
        proof,
        count: proof.length,
      };
    }
    return null;
  },
};

function comesBack(evidence: AddressEvidence, pings: readonly Sighting[]): boolean {
  for (let i = 1; i < pings.length; i++) if (evidence.answersBetween(pings[i - 1], pings[i])) return true;
  return false;
}
