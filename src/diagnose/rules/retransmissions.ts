/** Messages that had to be repeated before they were heard. RFC 3261 sections 13.3.1.4 and 17. */

import { header } from '../../decode/sip/message';
import * as M from '../../store/messages';
import type { Evidence } from '../evidence';
import { type Exchange, isRepetition } from '../exchange';
import { hasAck } from '../outcome';
import type { Rule } from '../rule';
import { RETRANSMITTED } from '../traits';

/** More than these are no chance. */
const TIMES = 3;
/** Of so many messages one may be lost without anybody's noticing: a phone registers for days in one dialog. */
const SELDOM = 100;

export const RETRANSMISSIONS: Rule = {
  code: 'retransmissions',
  severity: 'warning',
  title: 'Messages have to be repeated',
  explanation:
    '{times} messages came again before they were heard, the first at {at} from {from} to {to}: the path between loses packets, or somebody on it is slow.',
  advice:
    'Look for loss between {from} and {to}: a full line, a router or firewall that drops packets, a server whose receive buffer is full.',
  needs: RETRANSMITTED,
  judge(evidence) {
    const { dialogs } = evidence.store;
    // Quick, for one lost packet is nothing.
    if (dialogs.columns.retransmissions[evidence.dialog] <= TIMES) return null;
    const rows = evidence.inOrder(evidence.exchanges.flatMap((one) => repetitionsOf(evidence, one)));
    if (rows.length <= TIMES) return null;
    return {
      severity: rows.length * SELDOM < dialogs.columns.messages[evidence.dialog] ? 'notice' : 'warning',
      values: {
        times: rows.length,
        at: { timeUs: evidence.timeUs(rows[0]) },
        from: evidence.sourceEnd(rows[0]),
        to: evidence.destinationEnd(rows[0]),
      },
      messages: rows,
    };
  },
};

/** Of an exchange that went on; one that never did is another problem. */
function repetitionsOf(evidence: Evidence, one: Exchange): number[] {
  const heard = one.method === 'ACK' || one.responses.length > 0 || one.ack >= 0;
  const requests = heard ? one.sent.filter((row) => isAgain(evidence, one.sent, row)) : [];
  if (!isConcluded(evidence, one)) return requests;
  return [
    ...requests,
    ...one.responses.filter((row) => isAgain(evidence, one.responses, row) && isUrgent(evidence, row)),
  ];
}

/** A final answer to INVITE is repeated until its ACK comes. */
function isConcluded(evidence: Evidence, one: Exchange): boolean {
  return one.method !== 'INVITE' || hasAck(evidence, one);
}

function isAgain(evidence: Evidence, rows: readonly number[], row: number): boolean {
  const { flags } = evidence.store.messages.columns;
  return (flags[row] & M.RETRANSMISSION) !== 0 && isRepetition(evidence.store, rows, row);
}

/** 1xx are sent again from time to time to say that the call goes on; those with RSeq until they are heard (RFC 3262). */
function isUrgent(evidence: Evidence, row: number): boolean {
  return evidence.statusOf(row) >= 200 || header(evidence.sip(row), 'rseq') !== null;
}
