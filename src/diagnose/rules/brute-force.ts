/** A source whose passwords are refused again and again. RFC 3261 section 22. */

import type { AddressEvidence } from '../address-evidence';
import type { AddressRule } from '../rule';
import type { Sighting } from '../sightings';

export const BRUTE_FORCE: AddressRule = {
  kind: 'address',
  code: 'brute-force',
  severity: 'warning',
  title: 'Passwords are tried',
  explanation: '{address} failed to authenticate {times} times within {time}.',
  also: {
    one: 'All tries were for the user {user}: it may also be a telephone with an old password.',
    some: 'They were for {users} users.',
    known: 'It was let in at other times, so it is likely one of yours.',
  },
  advice:
    'If you know the address, set the password right there. If not, block it (fail2ban, nftables) and see to it that passwords are long.',
  kinds: ['failed-auth', 'forbidden'],
  attack: true,
  joins: true,
  judge(evidence) {
    const { bruteForceAttempts, bruteForceSeconds } = evidence.thresholds;
    const failures = evidence.sightings('failed-auth', 'forbidden');
    const proof = failures.filter((one) => isFailure(evidence, one, failures));
    const run = longestRun(proof, bruteForceSeconds * 1e6);
    if (run.length < Math.max(1, bruteForceAttempts)) return null;
    const users = new Set(proof.map(({ user }) => user));
    return {
      values: {
        address: evidence.address,
        times: run.length,
        time: { ms: (run[run.length - 1].timeUs - run[0].timeUs) / 1000 },
        user: proof[0].user,
        users: users.size,
      },
      also: [
        users.size === 1 ? 'one' : 'some',
        ...(proof.some(({ end, origin }) => origin === null && evidence.accepted(end) > 0) ? ['known'] : []),
      ],
      proof,
      count: proof.length,
    };
  },
};

/** A server that sends for many users is let in again and again; a call may be forbidden to who has the right password. */
function isFailure(evidence: AddressEvidence, { kind, end, origin }: Sighting, all: readonly Sighting[]): boolean {
  const accepted = origin === null ? evidence.accepted(end) : 0;
  if (kind === 'forbidden') return accepted === 0;
  return accepted <= MANY * all.filter((one) => one.end === end).length;
}

/** Times as often let in as refused. */
const MANY = 10;

/** The most that came within the time. */
function longestRun(list: readonly Sighting[], windowUs: number): readonly Sighting[] {
  let best: readonly Sighting[] = [];
  for (let from = 0, to = 0; to < list.length; to++) {
    while (list[to].timeUs - list[from].timeUs > windowUs) from++;
    if (to - from + 1 > best.length) best = list.slice(from, to + 1);
  }
  return best;
}
