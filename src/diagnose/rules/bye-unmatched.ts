/** A BYE for a call that its receiver does not know. RFC 3261 sections 12.2.2 and 15. */

import { REPETITION_APART_US } from '../../budgets';
import { addressOf } from '../../decode/sip/message';
import type { Evidence } from '../evidence';
import type { Exchange } from '../exchange';
import { firstConcluded } from '../outcome';
import type { Rule } from '../rule';
import { isSuccess } from '../statuses';
import { BYE, FAILED, INVITE, SILENT } from '../traits';

/** RFC 3261 timer F: a BYE of before the capture is repeated no longer. */
const REPEATED_US = 32_000_000;

export const BYE_UNMATCHED: Rule = {
  code: 'bye-unmatched',
  severity: 'warning',
  title: 'The BYE belongs to no call',
  explanation: '{sender} sent a BYE to {receiver} for a call that is not known there.',
  also: {
    refused: 'It was answered {status}: {receiver} has likely lost the state of the call, or had ended it before.',
    tags: 'Its tags are not those of the call: From has {from} and To has {to}. Those of the call are {known}.',
  },
  advice:
    'Compare the tags of the BYE with those of the 200, and see whether a server on the way was restarted or has ended the call by itself. The other side may hold the call to be going on.',
  needs: INVITE | BYE | FAILED,
  orNeeds: INVITE | BYE | SILENT,
  silences: ['no-response'],
  judge(evidence) {
    const byes = evidence.exchangesOf('BYE').filter(({ sent }) => sent.length > 0);
    const [bye] = byes;
    if (bye === undefined || !isFirst(evidence, byes, bye)) return null;
    const foreign = tagsOfNobody(evidence, bye.sent[0]);
    // Where several hops say so, the last of them said it first.
    const unknown = byes
      .filter(({ cseq, final }) => cseq === bye.cseq && final >= 0 && evidence.statusOf(final) === 481)
      .filter((one) => !isSentAgain(evidence, one));
    const refused = firstConcluded(evidence, unknown);
    const unanswered = byes.every(({ responses }) => responses.length === 0);
    if (refused === undefined && (foreign === null || !unanswered)) return null;
    const { sent, final } = refused ?? bye;
    return {
      values: {
        sender: evidence.sourceEnd(sent[0]),
        receiver: evidence.destinationEnd(sent[0]),
        status: final < 0 ? 0 : evidence.statusOf(final),
        from: foreign?.from ?? '',
        to: foreign?.to ?? '',
        known: foreign?.known ?? '',
      },
      also: [...(refused === undefined ? [] : ['refused']), ...(foreign === null ? [] : ['tags'])],
      messages: final < 0 ? [sent[0]] : [sent[0], final],
      said: final < 0 ? [] : [final],
    };
  },
};

/** A call that was ended already, or from both sides at once, is not known any more: that is in order. */
function isFirst(evidence: Evidence, byes: readonly Exchange[], bye: Exchange): boolean {
  const [sent] = bye.sent;
  const [message] = evidence.messages;
  const repeated = evidence.timeUs(sent) < evidence.beganUs + REPEATED_US;
  if (evidence.midway && message === sent && repeated) return false;
  const untilUs = bye.final < 0 ? Number.POSITIVE_INFINITY : evidence.timeUs(bye.final);
  return !byes.some((other) => isOther(evidence, bye, other) && evidence.timeUs(other.sent[0]) <= untilUs);
}

/** The first time may have ended the call, and its answer been lost. Two interfaces may tell of both in the wrong order. */
function isSentAgain(evidence: Evidence, { sent, final }: Exchange): boolean {
  return sent.length > 1 && evidence.timeUs(sent[1]) <= evidence.timeUs(final) + REPETITION_APART_US;
}

/** A BYE of the other side, by its From tag. */
function isOther(evidence: Evidence, bye: Exchange, other: Exchange): boolean {
  return other.cseq !== bye.cseq || tagOf(evidence, other.sent[0], 'from') !== tagOf(evidence, bye.sent[0], 'from');
}

/** Tags of a BYE that no INVITE and no response to one has had; null where they fit, and where the capture cannot tell. */
function tagsOfNobody(evidence: Evidence, bye: number): { from: string; to: string; known: string } | null {
  if (evidence.midway) return null;
  const known = new Set<string>();
  let answered = false;
  for (const { method, sent, responses } of evidence.exchanges) {
    if (method !== 'INVITE') continue;
    answered ||= responses.some((row) => isSuccess(evidence.statusOf(row)));
    for (const row of [...sent, ...responses]) for (const key of ['from', 'to']) known.add(tagOf(evidence, row, key));
  }
  known.delete('');
  const [from, to] = [tagOf(evidence, bye, 'from'), tagOf(evidence, bye, 'to')];
  if (!answered || (known.has(from) && known.has(to))) return null;
  return { from: from || '-', to: to || '-', known: [...known].join(', ') };
}

function tagOf(evidence: Evidence, message: number, key: string): string {
  return addressOf(evidence.sip(message), key)?.tag ?? '';
}
