/** A call that its session timer has ended, as nobody refreshed it. RFC 4028 section 10. */

import { header } from '../../decode/sip/message';
import { parseReasons } from '../../decode/sip/reason';
import type { Evidence } from '../evidence';
import type { Exchange } from '../exchange';
import type { Rule } from '../rule';
import { isSuccess } from '../statuses';
import { BYE, INVITE, SESSION_OVER, TIMER_REASON } from '../traits';

export const SESSION_TIMER: Rule = {
  code: 'session-timer',
  severity: 'error',
  title: 'The session timer ended the call',
  explanation:
    '{sender} ended the call {after} after it was answered or last refreshed, likely because its session was not refreshed in time.',
  also: {
    said: 'Its BYE says so: {reason}.',
    near: 'Session-Expires was {seconds} s, and no UPDATE or re-INVITE refreshed it.',
    failed: 'The {method} that should have refreshed it was answered {status}.',
    unanswered: 'The {method} that should have refreshed it was not answered.',
  },
  advice:
    'Look why the UPDATE or re-INVITE is missing or fails: which side is the refresher, do Contact and Record-Route lead to the other side, does a proxy or firewall forget the call. Turning session timers off at one end shows whether it is that.',
  needs: INVITE | BYE | SESSION_OVER,
  orNeeds: INVITE | BYE | TIMER_REASON,
  judge(evidence) {
    const bye = evidence.exchangesOf('BYE').find(({ sent }) => sent.length > 0)?.sent[0];
    if (bye === undefined) return null;
    const reason = reasonOf(evidence, bye);
    const last = lastRefresh(evidence, bye);
    const near = (evidence.traits & SESSION_OVER) !== 0;
    if ((reason === null && !near) || last === null) return null;
    const tried = failedRefresh(evidence, last, bye);
    return {
      values: {
        sender: evidence.sourceEnd(bye),
        after: { ms: (evidence.timeUs(bye) - evidence.timeUs(last.final)) / 1000 },
        seconds: evidence.store.dialogs.columns.sessionS[evidence.dialog],
        reason: reason ?? '',
        method: tried?.method ?? '',
        status: tried === null || tried.final < 0 ? 0 : evidence.statusOf(tried.final),
      },
      also: [
        ...(reason === null ? [] : ['said']),
        ...(near && tried === null ? ['near'] : []),
        ...(tried === null ? [] : [tried.final < 0 ? 'unanswered' : 'failed']),
      ],
      messages: [last.final, ...(tried === null ? [] : [tried.sent[0]]), bye],
      said: [bye],
      gap: { from: last.final, to: bye },
    };
  },
};

/** What the BYE says of a timer: in words, or as SIP 408 or Q.850 cause 102. */
function reasonOf(evidence: Evidence, bye: number): string | null {
  if ((evidence.traits & TIMER_REASON) === 0) return null;
  const line = header(evidence.sip(bye), 'reason');
  if (line === null) return null;
  const named = parseReasons(line).some(({ protocol, cause, text }) => {
    const isSip = protocol.toLowerCase() === 'sip';
    return /session.{0,20}(?:timer|expire|timeout|refresh)/i.test(text) || (isSip ? cause === 408 : cause === 102);
  });
  return named ? line : null;
}

/** The INVITE or UPDATE before the BYE that went well last. */
function lastRefresh(evidence: Evidence, bye: number): Exchange | null {
  const good = evidence.exchanges.filter(
    ({ method, sent, final }) =>
      (method === 'INVITE' || method === 'UPDATE') &&
      sent.length > 0 &&
      final >= 0 &&
      isSuccess(evidence.statusOf(final)) &&
      evidence.timeUs(final) < evidence.timeUs(bye),
  );
  return good.reduce<Exchange | null>(
    (last, one) => (last === null || evidence.timeUs(one.final) > evidence.timeUs(last.final) ? one : last),
    null,
  );
}

function failedRefresh(evidence: Evidence, last: Exchange, bye: number): Exchange | null {
  const tries = evidence.exchanges.filter(
    ({ method, initial, sent, final }) =>
      (method === 'INVITE' || method === 'UPDATE') &&
      !initial &&
      sent.length > 0 &&
      evidence.timeUs(sent[0]) > evidence.timeUs(last.final) &&
      evidence.timeUs(sent[0]) < evidence.timeUs(bye) &&
      (final < 0 || evidence.statusOf(final) >= 400),
  );
  return tries.at(-1) ?? null;
}
