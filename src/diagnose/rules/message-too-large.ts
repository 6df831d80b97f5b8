/** A message that is too large for who gets it, or for the way there. RFC 3261 sections 18.1.1, 21.4.11 and 21.5.7. */

import { FIRST_ANSWER_US, FRAGMENTED_LOOKED_AT } from '../../budgets';
import { FRAGMENT_MISSING } from '../../decode/delivery';
import * as M from '../../store/messages';
import * as T from '../../store/transactions';
import { wasHeard } from '../challenges';
import type { Evidence } from '../evidence';
import type { Exchange } from '../exchange';
import type { Found } from '../finding';
import { gravityOf, hasAck, refusalOf } from '../outcome';
import type { Rule } from '../rule';
import { DEFECTS, FAILED } from '../traits';

export const MESSAGE_TOO_LARGE: Rule = {
  code: 'message-too-large',
  severity: 'error',
  title: 'A message is too large',
  explanation: 'A message that {from} sent to {to} at {at} is likely too large.',
  also: {
    refused: '{to} answered {status} to this {method} of {bytes} bytes.',
    request: 'This {method} was sent in fragments of which some never came, and nobody answered it.',
    response: 'This answer to {method} was sent in fragments of which some never came, and it did not arrive.',
  },
  advice:
    'Make it smaller: offer fewer codecs, leave out headers that nobody needs. Or send it over TCP. Firewalls and NATs on the way must let fragments through.',
  needs: FAILED,
  orNeeds: DEFECTS,
  silences: ['no-response', 'no-ack', 'registration-rejected'],
  judge(evidence) {
    const refused = refusalOf(evidence, (status) => status === 413 || status === 513);
    if (refused !== null) return found(evidence, refused, refused.sent[0], [refused.sent[0], refused.final], 'refused');
    for (const one of evidence.exchanges) {
      const request = one.sent.find((row) => isInPieces(evidence, row));
      if (request !== undefined && isLost(evidence, one, request))
        return found(evidence, one, request, one.sent, 'request');
      const response = one.responses.find((row) => isInPieces(evidence, row));
      if (response === undefined || !isMissed(evidence, one, response)) continue;
      return found(evidence, one, response, [response], 'response');
    }
    return null;
  },
};

function found(evidence: Evidence, one: Exchange, large: number, messages: readonly number[], also: string): Found {
  const { final } = one;
  return {
    severity: gravityOf(evidence, one),
    values: {
      from: evidence.sourceEnd(large),
      to: evidence.destinationEnd(large),
      at: { timeUs: evidence.timeUs(large) },
      method: one.method,
      status: final < 0 ? 0 : evidence.statusOf(final),
      bytes: evidence.store.messages.columns.payloadLength[large],
    },
    also: [also],
    messages,
    said: also === 'refused' ? [final] : [],
  };
}

/** A snap length that cut it is the capture's fault. */
function isInPieces(evidence: Evidence, message: number): boolean {
  return evidence.store.problems.get(message)?.some((text) => text.endsWith(FRAGMENT_MISSING)) === true;
}

/**
 * Fragments carry no port but the first, so that a capture filter for a port keeps that one alone: what is answered has
 * arrived all the same, and what is not may have.
 */
function isLost(evidence: Evidence, one: Exchange, request: number): boolean {
  if (one.method === 'ACK' || one.responses.length > 0 || one.ack >= 0) return false;
  const waited = evidence.reached(evidence.timeUs(request) + FIRST_ANSWER_US);
  return waited && !wasHeard(evidence, one) && !areFragmentsLeftOut(evidence);
}

/** So it is where another message of which fragments are missing was answered. */
function areFragmentsLeftOut({ store }: Evidence): boolean {
  const { transaction, flags } = store.messages.columns;
  const t = store.transactions.columns;
  let looks = 0;
  for (const [row, problems] of store.problems) {
    if (looks++ >= FRAGMENTED_LOOKED_AT) return false;
    const of = transaction[row] - 1;
    if (of < 0 || (flags[row] & M.REQUEST) === 0 || !problems.some((text) => text.endsWith(FRAGMENT_MISSING))) continue;
    if (t.final[of] !== 0 || (t.flags[of] & T.SAW_PROVISIONAL) !== 0) return true;
  }
  return false;
}

/** Whoever waits for an answer repeats the request; an answer to INVITE is repeated until its ACK. */
function isMissed(evidence: Evidence, one: Exchange, response: number): boolean {
  const after = (row: number) => evidence.timeUs(row) > evidence.timeUs(response);
  if (one.method !== 'INVITE') return one.sent.some(after);
  const status = evidence.statusOf(response);
  return (
    status >= 200 &&
    !hasAck(evidence, one) &&
    one.responses.some((row) => after(row) && evidence.statusOf(row) === status)
  );
}
