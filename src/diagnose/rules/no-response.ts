/** A request that is repeated and not answered at all. RFC 3261 sections 17.1.1.2 and 17.1.2.2 (timers A, B, E and F). */

import { TRANSACTION_TIMEOUT_US } from '../../budgets';
import { UDP } from '../../decode/carried';
import { wasHeard } from '../challenges';
import type { Evidence } from '../evidence';
import type { Exchange } from '../exchange';
import { sendingsOf } from '../exchange';
import type { Severity } from '../finding';
import { gravityOf, SENT_IN_VAIN, wasAnswered } from '../outcome';
import type { Rule } from '../rule';
import { isSuccess } from '../statuses';
import { SILENT_LONG } from '../traits';

export const NO_RESPONSE: Rule = {
  code: 'no-response',
  severity: 'error',
  title: 'Nobody answers',
  explanation: '{to} did not answer the {method} of {from}, sent at {at}.',
  also: {
    repeated: 'It was sent {times} times within {span}, and not even a provisional response came.',
    once: 'Nothing came back for {span}.',
    elsewhere: 'The call was answered elsewhere.',
  },
  advice:
    'Look whether the address is right and the other end runs. Behind a NAT let the phone register every 60 to 120 s or send OPTIONS to keep its binding, or forward the port. On the other end look at the firewall (iptables, nft) and at fail2ban: it may have banned {source}.',
  needs: SILENT_LONG,
  silences: ['slow-setup'],
  judge(evidence) {
    const silent = evidence.exchanges.filter((one) => isSilent(evidence, one));
    const first = silent.find(({ initial, method }) => initial && method === evidence.method) ?? silent[0];
    if (first === undefined) return null;
    // What a proxy sent on is nearer to who does not answer.
    const last = silent.filter(({ method, cseq }) => method === first.method && cseq === first.cseq).at(-1) ?? first;
    return found(evidence, last);
  },
};

function found(evidence: Evidence, exchange: Exchange) {
  const rows = sendingsOf(evidence.store, exchange);
  const [sent] = rows;
  const untilUs = rows.length > 1 ? evidence.timeUs(rows[rows.length - 1]) : evidence.nowUs;
  const severity = severityOf(evidence, exchange);
  const elsewhere = exchange.initial && exchange.method === 'INVITE' && wasAnswered(evidence);
  return {
    severity,
    values: {
      method: exchange.method,
      from: evidence.sourceEnd(sent),
      source: evidence.sourceOf(sent),
      to: evidence.destinationEnd(sent),
      at: { timeUs: evidence.timeUs(sent) },
      times: rows.length,
      span: { ms: (untilUs - evidence.timeUs(sent)) / 1000 },
    },
    also: [rows.length > 1 ? 'repeated' : 'once', ...(elsewhere ? ['elsewhere'] : [])],
    messages: rows,
    gap: { from: sent, to: rows.length > 1 ? rows[rows.length - 1] : null },
  };
}

function isSilent(evidence: Evidence, one: Exchange): boolean {
  if (one.method === 'ACK' || one.sent.length === 0 || one.responses.length > 0 || one.ack >= 0) return false;
  const times = sendingsOf(evidence.store, one).length;
  const waited = () => one.transport !== UDP && evidence.reached(evidence.timeUs(one.sent[0]) + TRANSACTION_TIMEOUT_US);
  return (times >= SENT_IN_VAIN || waited()) && !wasHeard(evidence, one);
}

/** A proxy goes on to another gateway, a phone registers with success later: then it is no failure. */
function severityOf(evidence: Evidence, one: Exchange): Severity {
  const [sent] = one.sent;
  const laterWell = evidence.exchanges.some(
    ({ method, final }) =>
      method === one.method &&
      final >= 0 &&
      isSuccess(evidence.statusOf(final)) &&
      evidence.timeUs(final) > evidence.timeUs(sent),
  );
  return laterWell ? 'warning' : gravityOf(evidence, one);
}
