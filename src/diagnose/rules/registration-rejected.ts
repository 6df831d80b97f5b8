/** A registration that the server refuses, other than by asking for credentials. RFC 3261 section 10.3. */

import { header } from '../../decode/sip/message';
import type { Evidence } from '../evidence';
import type { Exchange } from '../exchange';
import { refusalOf } from '../outcome';
import type { Rule } from '../rule';
import { isChallenge } from '../statuses';
import { FAILED, REGISTER } from '../traits';

export const REGISTRATION_REJECTED: Rule = {
  code: 'registration-rejected',
  severity: 'error',
  title: 'The registration is refused',
  explanation: '{server} answered {status} to the REGISTER of {client} for {user}.',
  also: {
    forbidden: 'It did so without asking for a password: the account or the address is likely not allowed to register.',
    unknown: 'It likely does not know this user, or is not responsible for the domain.',
    brief: 'The phone asked for {asked} seconds; the server takes no less than {least}.',
    contacts: 'The account likely has as many contacts as it may have.',
  },
  advice:
    'Look at the phrase and the Warning of the answer, and compare user, domain, expiry and the number of contacts with what the server allows for the account.',
  needs: REGISTER | FAILED,
  silences: ['server-error'],
  judge(evidence) {
    const refused = refusalOf(evidence, (status) => status >= 400 && !isChallenge(status));
    if (refused === null || refused.sent.length === 0) return null;
    const { sent, final } = refused;
    // Other failures of a server are a finding of their own.
    if (is5xx(evidence.statusOf(final)) && !namesContacts(evidence, final)) return null;
    return {
      // Whoever leaves is gone for the server sooner or later.
      severity: isLeaving(evidence, refused) ? 'notice' : 'error',
      values: {
        server: evidence.sourceEnd(final),
        client: evidence.sourceEnd(sent[0]),
        user: evidence.store.names.to(evidence.dialog),
        status: evidence.statusOf(final),
        asked: askedSeconds(evidence, sent[0]),
        least: header(evidence.sip(final), 'min-expires') ?? '',
      },
      also: whyOf(evidence, refused),
      messages: [sent[0], final],
      said: [final],
    };
  },
};

function whyOf(evidence: Evidence, { sent, final }: Exchange): string[] {
  const message = evidence.sip(final);
  const status = evidence.statusOf(final);
  if (namesContacts(evidence, final)) return ['contacts'];
  if (status === 423 && header(message, 'min-expires') !== null)
    return askedSeconds(evidence, sent[0]) === '' ? [] : ['brief'];
  if (status === 403) return ['forbidden'];
  return status === 404 || status === 604 ? ['unknown'] : [];
}

function is5xx(status: number): boolean {
  return status >= 500 && status < 600;
}

/** As Kamailio says it: "Too many registered contacts". */
function namesContacts(evidence: Evidence, final: number): boolean {
  const message = evidence.sip(final);
  return /contacts|bindings/i.test([message.reason, ...message.headers.map(({ value }) => value)].join(' '));
}

function isLeaving(evidence: Evidence, { sent }: Exchange): boolean {
  return askedSeconds(evidence, sent[0]) === '0';
}

/** For which it wanted to register, as written; empty where it does not say. */
function askedSeconds(evidence: Evidence, request: number): string {
  const message = evidence.sip(request);
  const expires = header(message, 'expires');
  if (expires !== null) return expires;
  const contact = header(message, 'contact') ?? '';
  return /;\s*expires\s*=\s*"?(\d+)/i.exec(contact)?.[1] ?? '';
}
