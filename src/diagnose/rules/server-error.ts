/** A server that says that it failed itself. RFC 3261 section 21.5. */

import { header } from '../../decode/sip/message';
import type { Evidence } from '../evidence';
import { type Exchange, sendingsOf } from '../exchange';
import { gravityOf, refusalOf, SENT_IN_VAIN, sentOnInVain } from '../outcome';
import type { Rule } from '../rule';
import { FAILED } from '../traits';

export const SERVER_ERROR: Rule = {
  code: 'server-error',
  severity: 'error',
  title: 'The server failed',
  explanation:
    '{server} answered {status} to the {method} of {client}: the fault is likely there, or further on, and not with who asked.',
  also: { later: 'It asks to try again after {retry} seconds.' },
  advice: 'Look at the phrase, Reason and Warning of the answer, and at what {server} logged at {at}.',
  needs: FAILED,
  judge(evidence) {
    const refused = refusalOf(evidence, isServerError);
    if (refused === null || saysWhatItCan(evidence, refused) || isOfNextHop(evidence, refused)) return null;
    const { sent, final, method } = refused;
    const retry = Number.parseInt(header(evidence.sip(final), 'retry-after') ?? '', 10);
    return {
      severity: gravityOf(evidence, refused),
      values: {
        server: evidence.sourceEnd(final),
        client: evidence.sourceEnd(sent[0]),
        status: evidence.statusOf(final),
        method,
        at: { timeUs: evidence.timeUs(final) },
        retry,
      },
      also: Number.isNaN(retry) ? [] : ['later'],
      messages: [sent[0], final],
      said: [final],
    };
  },
};

/** 513 is about the message. */
function isServerError(status: number): boolean {
  return status >= 500 && status < 600 && status !== 513;
}

/** To a ping "not implemented" is as good an answer as any. */
function saysWhatItCan(evidence: Evidence, { method, final }: Exchange): boolean {
  return method === 'OPTIONS' && evidence.statusOf(final) === 501;
}

/** It gave up on another that does not answer: that is `no-response`. */
function isOfNextHop(evidence: Evidence, refused: Exchange): boolean {
  const silent = sentOnInVain(evidence, refused);
  return silent !== undefined && sendingsOf(evidence.store, silent).length >= SENT_IN_VAIN;
}
