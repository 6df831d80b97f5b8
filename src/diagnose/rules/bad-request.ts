/** A message that is not as SIP wants it, or that is said not to be. RFC 3261 sections 7.3, 20 and 21.4.1. */

import { DUPLICATE, LENGTH_LIES } from '../../decode/sip/look';
import { header } from '../../decode/sip/message';
import type { ProblemCode, SipProblem } from '../../decode/sip/problem';
import type { Evidence } from '../evidence';
import type { Found } from '../finding';
import { gravityOf, refusalOf } from '../outcome';
import type { Rule } from '../rule';
import { DEFECTS, FAILED } from '../traits';

/** Of a message with more the first tell enough. */
const TOLD = 3;
const PLAIN_DEFECTS: ReadonlySet<ProblemCode> = new Set([
  'duplicate-header',
  'content-length-mismatch',
  'bad-content-length',
]);

export const BAD_REQUEST: Rule = {
  code: 'bad-request',
  severity: 'error',
  title: 'A message is not well-formed',
  explanation: 'The {what} of {sender} is likely not as SIP wants it.',
  also: {
    refused: '{server} answered 400 to it.',
    defects: '{defects}',
    unclear: 'The capture shows nothing wrong with it: the phrase of the answer may tell more.',
  },
  advice:
    'Look for a newer version of what {sender} runs, or tell its maker of this. Where a proxy or a firewall with SIP ALG stands between, look at the message before and behind it.',
  needs: FAILED,
  orNeeds: DEFECTS,
  silences: ['registration-rejected'],
  judge(evidence) {
    const refused = refusalOf(evidence, (status) => status === 400);
    if (refused !== null) {
      const [request] = refused.sent;
      const texts = defectsOf(evidence, request);
      return {
        ...told(evidence, request, texts),
        severity: gravityOf(evidence, refused),
        also: texts.length > 0 ? ['refused', 'defects'] : ['refused', 'unclear'],
        messages: [request, refused.final],
        said: [refused.final],
      };
    }
    const row = evidence.messages.find((message) => isDefect(evidence, message));
    if (row === undefined) return null;
    return {
      ...told(evidence, row, defectsOf(evidence, row)),
      severity: 'warning',
      also: ['defects'],
      messages: [row],
    };
  },
};

function told(evidence: Evidence, message: number, texts: readonly string[]): Found {
  const status = evidence.statusOf(message);
  const answer = evidence.exchanges.find(({ sent }) => sent.includes(message))?.final ?? -1;
  return {
    values: {
      what: status === 0 ? evidence.methodOf(message) : `${status} (${evidence.methodOf(message)})`,
      sender: evidence.sourceEnd(message),
      server: answer < 0 ? '' : evidence.sourceEnd(answer),
      defects: texts.slice(0, TOLD).join(' '),
    },
  };
}

/** The store saw it in passing; whether it is true only the whole message tells. */
function isDefect(evidence: Evidence, message: number): boolean {
  if ((evidence.store.messages.columns.traits[message] & (DUPLICATE | LENGTH_LIES)) === 0) return false;
  const sip = evidence.checked(message);
  return sip.surplus > 0 || sip.problems.some(({ code }) => PLAIN_DEFECTS.has(code));
}

/** Of what is cut the rest is not there to be counted: only what stands twice is sure. */
function defectsOf(evidence: Evidence, message: number): string[] {
  const sip = evidence.checked(message);
  if (evidence.store.problems.has(message))
    return sip.problems.filter(({ code }) => code === 'duplicate-header').map(({ text }) => text);
  const rank = ({ code }: SipProblem) => Number(PLAIN_DEFECTS.has(code));
  const texts = [...sip.problems].sort((a, b) => rank(b) - rank(a)).map(({ text }) => text);
  if (sip.surplus === 0) return texts;
  const held = sip.bodyEnd - sip.bodyStart + sip.surplus;
  return [`Content-Length says ${header(sip, 'content-length')}, but ${held} bytes follow the headers.`, ...texts];
}
