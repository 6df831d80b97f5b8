/**
 * A registration that lasts longer than what lets requests through to the phone: between two REGISTERs of the same phone
 * nothing reaches it. RFC 3261 section 10.2.1.1, RFC 5626 section 4.4, RFC 4787 section 4.3.
 */

import { contactsOf, header } from '../../decode/sip/message';
import type { AddressEvidence, Registration } from '../address-evidence';
import type { AddressFound, AddressRule } from '../rule';
import type { Sighting } from '../sightings';

/** NATs keep a binding of UDP for 30 seconds at the least, and many no longer. */
const BINDING_US = 30_000_000;
/** Who registers as often as this is kept reachable. */
const OFTEN_ENOUGH_S = 120;

export const REGISTRATION_SHORT_LIVED: AddressRule = {
  kind: 'address',
  code: 'registration-short-lived',
  severity: 'warning',
  title: 'The phone cannot be reached between registrations',
  explanation:
    '{user} registered from {end} at {registered} for {expires} seconds. The {method} sent there {after} later stayed without answer, and at {again} the phone registered again: likely a NAT or a firewall had forgotten the way to it.',
  also: { moved: 'It then came from another port, {port}, as it is when a NAT has forgotten the old one.' },
  advice:
    'Let the phone register every 60 to 120 s, or let the server send OPTIONS or the phone CRLF as keepalive within the time that the NAT keeps a binding (often 30 s).',
  kinds: ['unanswered', 'registered'],
  silences: ['no-response', 'peer-flapping'],
  judge(evidence) {
    const all = evidence.sightings('unanswered').flatMap((sighting) => between(evidence, sighting) ?? []);
    // A call that is lost is graver than a ping.
    const found = all.find(({ severity }) => severity === 'error') ?? all[0];
    if (found === undefined) return null;
    const proof = new Map<number, Sighting>();
    for (const part of [found, ...all].flatMap((one) => one.proof))
      if (!proof.has(part.dialog)) proof.set(part.dialog, part);
    return { ...found, count: all.length, proof: [...proof.values()].sort((a, b) => a.timeUs - b.timeUs) };
  },
};

/** A request that came to nothing between two registrations of the phone. */
function between(evidence: AddressEvidence, sighting: Sighting): AddressFound | null {
  const { id, list } = evidence.registrations(sighting.end);
  const before = list.findLast((one) => one.timeUs < sighting.timeUs && one.end === sighting.end);
  const after = list.find((one) => one.timeUs > sighting.timeUs);
  if (before === undefined || after === undefined) return null;
  const seconds = grantedSeconds(evidence, before);
  const sinceUs = sighting.timeUs - before.timeUs;
  if (seconds <= OFTEN_ENOUGH_S || sinceUs < BINDING_US || sinceUs > seconds * 1e6) return null;
  const moved = after.end !== before.end;
  return {
    severity: sighting.method === 'INVITE' ? 'error' : 'warning',
    values: {
      user: evidence.store.names.to(evidence.store.dialogRow(id)),
      end: evidence.endText(before.end),
      registered: { timeUs: before.timeUs },
      expires: seconds,
      method: sighting.method,
      after: { ms: sinceUs / 1000 },
      again: { timeUs: after.timeUs },
      port: evidence.endText(after.end),
    },
    also: moved ? ['moved'] : [],
    proof: [
      ...evidence
        .sightings('registered')
        .filter(({ dialog }) => dialog === id)
        .map((one) => ({ ...one, messages: [before.request, before.response, after.request, after.response] })),
      sighting,
    ],
  };
}

/** What the server granted: of the Contact, else of the Expires header, else what the phone asked for. */
function grantedSeconds(evidence: AddressEvidence, { request, response }: Registration): number {
  for (const id of [response, request]) {
    const message = evidence.sip(id);
    if (message === null) continue;
    const ofContact = contactsOf(message).map(({ params }) => params.find(({ name }) => name === 'expires')?.value);
    const value = ofContact.find((one) => one !== undefined) ?? header(message, 'expires');
    if (value !== null && value !== undefined && /^\d{1,9}$/.test(value)) return Number(value);
  }
  return 0;
}
