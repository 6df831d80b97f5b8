/** A call was answered, and who called never acknowledged it. RFC 3261 section 13.3.1.4. */

import { contactsOf, header } from '../../decode/sip/message';
import { isPrivate } from '../address-class';
import type { Evidence } from '../evidence';
import type { Exchange } from '../exchange';
import type { Rule } from '../rule';
import { isSuccess } from '../statuses';
import { INVITE, RETRANSMITTED } from '../traits';

/** Sent so often, the answer has had a second and a half to be acknowledged. */
const TIMES = 3;
/** What an ACK may be under way. */
const ARRIVED_US = 500_000;

export const NO_ACK: Rule = {
  code: 'no-ack',
  severity: 'error',
  title: 'The answer is not acknowledged',
  explanation: '{callee} sent its {status} to the INVITE {times} times within {time}, and no ACK came to it.',
  also: {
    private: 'The Contact of the answer is {contact}, a private address: likely the ACK was sent to where nobody is.',
    contact: 'The ACK goes to the Contact of the answer, {contact}: likely that cannot be reached from the caller.',
    route: 'The call came through a proxy which did not put itself into Record-Route, so the ACK goes past it.',
    elsewhere: 'An ACK was sent by {sender} to {target}, but did not get to {callee}.',
    ended: 'The call was ended by BYE {after} after the answer.',
    soon: 'Without an ACK it will likely give the call up after 32 s.',
  },
  advice:
    'Check that the Contact of the answer can be reached from the caller, that proxies on the way set Record-Route, and how NAT is handled; look at firewalls between the two.',
  needs: INVITE | RETRANSMITTED,
  silences: ['retransmissions'],
  judge(evidence) {
    const exchange = evidence.exchangesOf('INVITE').findLast((one) => isUnacknowledged(evidence, one));
    if (exchange === undefined) return null;
    const answers = answersOf(evidence, exchange);
    const [first, last] = [answers[0], answers[answers.length - 1]];
    const ack = acksOf(evidence, exchange)[0];
    const contact = contactsOf(evidence.sip(first))[0]?.host ?? '';
    const endedUs = evidence.store.dialogs.columns.byeUs[evidence.dialog];
    return {
      severity: exchange.initial ? 'error' : 'warning',
      values: {
        callee: evidence.sourceEnd(first),
        status: evidence.statusOf(first),
        times: answers.length,
        time: { ms: (evidence.timeUs(last) - evidence.timeUs(first)) / 1000 },
        contact,
        sender: ack === undefined ? '' : evidence.sourceEnd(ack),
        target: ack === undefined ? '' : evidence.destinationEnd(ack),
        after: { ms: (endedUs - evidence.timeUs(first)) / 1000 },
      },
      also: [
        ...(ack === undefined ? whyOf(evidence, exchange, contact) : ['elsewhere']),
        endedUs > 0 ? 'ended' : 'soon',
      ],
      messages: evidence.inOrder([...exchange.sent.slice(0, 1), ...answers, ...(ack === undefined ? [] : [ack])]),
      gap: { from: first, to: last },
    };
  },
};

function whyOf(evidence: Evidence, exchange: Exchange, contact: string): string[] {
  const answer = evidence.sip(exchange.final);
  if (header(answer, 'record-route') === null && isProxied(evidence, exchange)) return ['route'];
  if (isPrivate(contact)) return ['private'];
  return contact === '' ? [] : ['contact'];
}

/** The same request was seen on another hop, or has been on one. */
function isProxied(evidence: Evidence, { sent, cseq }: Exchange): boolean {
  if (sent.length > 0 && evidence.sip(sent[0]).headers.filter(({ key }) => key === 'via').length > 1) return true;
  return evidence.exchangesOf('INVITE').filter((one) => one.cseq === cseq && one.sent.length > 0).length > 1;
}

/** The 2xx is sent again and again, and no ACK arrived where it comes from. */
function isUnacknowledged(evidence: Evidence, exchange: Exchange): boolean {
  if (exchange.final < 0 || exchange.sent.length === 0 || answersOf(evidence, exchange).length < TIMES) return false;
  // On the hops behind a proxy it is sent again, too: the cause is where it comes from.
  if (evidence.exchangesOf('INVITE').some((one) => one !== exchange && isNearer(evidence, one, exchange))) return false;
  const acks = acksOf(evidence, exchange);
  if (acks.some((ack) => evidence.destinationOf(ack) === evidence.sourceOf(exchange.final))) return false;
  // On another path it may have arrived all the same: then the answer comes no more.
  const last = answersOf(evidence, exchange).at(-1) ?? exchange.final;
  return acks.every((ack) => evidence.timeUs(last) > evidence.timeUs(ack) + ARRIVED_US);
}

/** Another hop of the same request, on which the answer stood first. */
function isNearer(evidence: Evidence, one: Exchange, exchange: Exchange): boolean {
  if (one.cseq !== exchange.cseq || one.final < 0) return false;
  return (
    evidence.destinationOf(one.final) === evidence.sourceOf(exchange.final) &&
    answersOf(evidence, one).length >= TIMES &&
    evidence.timeUs(one.final) <= evidence.timeUs(exchange.final)
  );
}

function answersOf(evidence: Evidence, { responses, final }: Exchange): number[] {
  const status = evidence.statusOf(final);
  return isSuccess(status) ? responses.filter((row) => evidence.statusOf(row) === status) : [];
}

/** Those to the 2xx are transactions of their own, one on each hop. */
function acksOf(evidence: Evidence, { cseq }: Exchange): number[] {
  return evidence.exchanges.filter((one) => one.method === 'ACK' && one.cseq === cseq).flatMap(({ sent }) => sent);
}
