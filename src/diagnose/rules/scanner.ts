/** A source that looks for users and open numbers: it calls itself a scanner, or asks for one after the other in vain. */

import type { AddressEvidence } from '../address-evidence';
import type { AddressFound, AddressRule } from '../rule';
import type { Sighting } from '../sightings';

/** Users asked for in vain within the time, by one end: a person mistypes one or two numbers. */
const USERS = 10;
const WINDOW_US = 60_000_000;
/** Of a scan so fast that all which is remembered of it was asked for just now. */
const USERS_WAITING = 100;

export const SCANNER: AddressRule = {
  kind: 'address',
  code: 'scanner',
  severity: 'warning',
  title: 'A scanner looks for users',
  explanation: '{address} sends requests as tools of attackers do.',
  also: {
    agent: 'It calls itself {agent}.',
    users: 'It asked for {users} users within {time}, one after the other, and was not let in.',
  },
  advice:
    'Block the address (fail2ban, nftables), and let SIP in only from where it is expected. If it is your own test, nothing is wrong.',
  kinds: ['agent', 'refused', 'challenged'],
  attack: true,
  joins: true,
  silences: 'all',
  judge(evidence) {
    const named = evidence.sightings('agent');
    return named.length > 0 ? byName(evidence, named) : byUsers(evidence);
  },
};

function byName(evidence: AddressEvidence, named: readonly Sighting[]): AddressFound {
  return {
    values: { address: evidence.address, agent: named[0].agent },
    also: ['agent'],
    proof: evidence.sightings('agent', 'refused', 'challenged'),
  };
}

function byUsers(evidence: AddressEvidence): AddressFound | null {
  const all = guesses(evidence.sightings('refused', 'challenged'));
  // Telephones behind one NAT have a port each; a scanner asks for all from one.
  for (const end of new Set(all.map((one) => one.end))) {
    const proof = all.filter((one) => one.end === end);
    const refused = proof.filter(({ kind }) => kind === 'refused');
    // So many do not wait for an answer at a time.
    if (manyAtOnce(refused) === null && new Set(proof.map(({ user }) => user)).size < USERS_WAITING) continue;
    const scan = manyAtOnce(proof);
    if (scan === null || evidence.isLetIn(end, scan.users)) continue;
    if (proof.slice(0, USERS).some((one) => evidence.isHandedOn(one))) continue;
    return {
      values: { address: evidence.address, users: scan.users, time: { ms: scan.us / 1000 } },
      also: ['users'],
      proof,
    };
  }
  return null;
}

/**
 * Without calls for many different numbers: so does a provider whose calls we refuse by mistake. Who guesses tries short
 * numbers, or one number with prefixes.
 */
function guesses(list: readonly Sighting[]): readonly Sighting[] {
  const variants = new Map<string, Set<string>>();
  for (const { method, user } of list)
    if (method === 'INVITE' && user.length >= LONG) {
      const end = user.slice(-LONG);
      variants.set(end, (variants.get(end) ?? new Set()).add(user));
    }
  const isGuess = (user: string) => user.length < LONG || (variants.get(user.slice(-LONG))?.size ?? 0) >= VARIANTS;
  return list.filter(({ method, user }) => method !== 'INVITE' || isGuess(user));
}

/** Digits of a number that is no extension, and ways to dial one that nobody needs. */
const LONG = 7;
const VARIANTS = 3;

/** The most users that were asked for within the time, where they are many. */
function manyAtOnce(list: readonly Sighting[]): { users: number; us: number } | null {
  if (list.length < USERS) return null;
  const counts = new Map<string, number>();
  let best: { users: number; us: number } | null = null;
  for (let from = 0, to = 0; to < list.length; to++) {
    counts.set(list[to].user, (counts.get(list[to].user) ?? 0) + 1);
    for (; list[to].timeUs - list[from].timeUs > WINDOW_US; from++) {
      const left = (counts.get(list[from].user) ?? 0) - 1;
      if (left === 0) counts.delete(list[from].user);
      else counts.set(list[from].user, left);
    }
    if (counts.size >= USERS && counts.size > (best?.users ?? 0))
      best = { users: counts.size, us: list[to].timeUs - list[from].timeUs };
  }
  return best;
}
