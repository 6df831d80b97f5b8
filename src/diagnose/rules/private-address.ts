/**
 * A private address in a message that comes from a public one: the sender is behind a NAT and does not know it. RFC 1918,
 * RFC 3581, RFC 5853 section 3.4.
 */

import { PRIVATE_NAMES_LOOKED_AT } from '../../budgets';
import * as Look from '../../decode/sip/look';
import { contactsOf, topVia, viasOf } from '../../decode/sip/message';
import { param } from '../../decode/sip/params';
import { isPrivate, isPublic } from '../address-class';
import type { Evidence } from '../evidence';
import type { Severity } from '../finding';
import type { Rule } from '../rule';
import { ANSWERED, PRIVATE_NAMED, RETRANSMITTED, SOUNDLESS } from '../traits';

interface Named {
  where: 'contact' | 'via' | 'sdp';
  address: string;
  message: number;
}

export const PRIVATE_ADDRESS: Rule = {
  code: 'private-address',
  severity: 'warning',
  title: 'A private address is given to the outside',
  explanation: 'A message came from {source}, a public address, but names a private one, which nobody can reach there.',
  also: {
    contact: 'The Contact is {contact}: requests within the call and calls to the phone go astray.',
    sdp: 'The SDP asks for media at {sdp}: it goes astray unless the other side sends to where media comes from.',
    via: 'The Via is {via} and has no rport: answers go astray.',
  },
  advice:
    'Let the phone or the server behind the NAT name its public address (external signalling and media address, or STUN unless the NAT is symmetric), or let the other side handle it (force rport, answer media to where it comes from). Turn the ALG of the router off.',
  needs: PRIVATE_NAMED,
  judge(evidence) {
    const named = namedIn(evidence);
    if (named.length === 0) return null;
    const of = (where: Named['where']) => named.find((one) => one.where === where)?.address ?? '';
    return {
      severity: severityOf(evidence, named),
      values: {
        source: evidence.sourceEnd(named[0].message),
        contact: of('contact'),
        sdp: of('sdp'),
        via: of('via'),
      },
      also: named.map(({ where }) => where),
      messages: evidence.inOrder(new Set(named.map(({ message }) => message))),
    };
  },
};

/** The first of each place, all by one sender. */
function namedIn(evidence: Evidence): Named[] {
  const { traits } = evidence.store.messages.columns;
  const found: Named[] = [];
  const rows = evidence.messages.filter(
    (row) => (traits[row] & Look.PRIVATE) !== 0 && isPublic(evidence.sourceOf(row)),
  );
  for (const message of rows.slice(0, PRIVATE_NAMES_LOOKED_AT)) {
    if (found.length > 0 && evidence.sourceOf(found[0].message) !== evidence.sourceOf(message)) continue;
    for (const one of namesOf(evidence, message)) if (!found.some(({ where }) => where === one.where)) found.push(one);
  }
  return found;
}

function namesOf(evidence: Evidence, message: number): Named[] {
  const sip = evidence.sip(message);
  const found: Named[] = [];
  const via = sip.request ? topVia(sip) : null;
  // With rport the answer finds back by itself.
  if (via !== null && isPrivate(via.host) && param(via.params, 'rport') === null)
    found.push({ where: 'via', address: via.host, message });
  const contact = namesItself(evidence, message) ? contactsOf(sip).find(({ host }) => isPrivate(host)) : undefined;
  if (contact !== undefined) found.push({ where: 'contact', address: contact.host, message });
  const address = sdpAddress(evidence, message);
  if (address !== null) found.push({ where: 'sdp', address, message });
  return found;
}

/** Answers to REGISTER list what is registered; and what a proxy sends on goes back through it where it says so. */
function namesItself(evidence: Evidence, message: number): boolean {
  const sip = evidence.sip(message);
  if (!sip.request && (evidence.methodOf(message) === 'REGISTER' || evidence.statusOf(message) >= 300)) return false;
  const routed = sip.headers.some(({ key }) => key === 'record-route' || key === 'path');
  return !routed || (sip.request && viasOf(sip).length === 1);
}

function sdpAddress(evidence: Evidence, message: number): string | null {
  const sdp = evidence.sdp(message);
  if (sdp === null) return null;
  for (const { port, address } of sdp.media) if (port > 0 && isPrivate(address)) return address;
  return null;
}

/** Many servers cope with it: then it is worth knowing only. */
function severityOf(evidence: Evidence, named: readonly Named[]): Severity {
  if ((evidence.traits & ANSWERED) === 0) return 'notice';
  const media = named.some(({ where }) => where === 'sdp') && (evidence.traits & SOUNDLESS) !== 0;
  const signalling = named.some(({ where }) => where === 'contact') && (evidence.traits & RETRANSMITTED) !== 0;
  return media || signalling || isOneWay(evidence) ? 'warning' : 'notice';
}

function isOneWay(evidence: Evidence): boolean {
  const { source } = evidence.store.mediaStreams.streams.table.columns;
  const sources = new Set(evidence.streams.map((row) => evidence.store.endpoints.address(source[row])));
  return sources.size === 1;
}
