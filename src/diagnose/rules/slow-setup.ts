/** A call that takes long until it rings. RFC 6076 section 4.3 (session request delay). */

import type { Evidence } from '../evidence';
import { triesOf } from '../outcome';
import type { Rule } from '../rule';
import { SLOW_SETUP as SLOW } from '../traits';

export const SLOW_SETUP: Rule = {
  code: 'slow-setup',
  severity: 'warning',
  title: 'The call takes long to be set up',
  explanation: '{caller} waited {wait} for the first sign of ringing, or for a final answer, after its INVITE of {at}.',
  also: {
    sending: 'Of this {part} passed before {hop} sent the INVITE on to {next}.',
    answering: 'Of this {part} passed while {hop} had the INVITE.',
  },
  advice:
    'Look at what {hop} does in that time: names that DNS resolves slowly or not at all, databases, gateways that are tried one after the other.',
  needs: SLOW,
  judge(evidence) {
    const last = triesOf(evidence).at(-1);
    if (last === undefined) return null;
    const { sent, progress, final } = last;
    const end = progress >= 0 ? progress : final;
    if (end < 0) return null;
    const waitMs = (evidence.timeUs(end) - evidence.timeUs(sent[0])) / 1000;
    if (waitMs <= evidence.thresholds.setupMs) return null;
    const step = longestStep(evidence, sent[0], end);
    const partMs = (evidence.timeUs(step.to) - evidence.timeUs(step.from)) / 1000;
    return {
      values: {
        caller: evidence.sourceEnd(sent[0]),
        wait: { ms: waitMs },
        at: { timeUs: evidence.timeUs(sent[0]) },
        part: { ms: partMs },
        hop: evidence.sourceEnd(step.to),
        next: evidence.destinationEnd(step.to),
      },
      also: [evidence.isRequest(step.to) ? 'sending' : 'answering'],
      messages: [...new Set([sent[0], step.from, step.to, end])],
      gap: step,
    };
  },
};

/** Of the way of the INVITE from hop to hop, and of the first answers back, the part that took longest. */
function longestStep(evidence: Evidence, begin: number, end: number): { from: number; to: number } {
  const us = (row: number) => evidence.timeUs(row);
  const steps = evidence.attempts
    .flatMap(({ sent, progress, final }) => [sent[0] ?? -1, progress, final])
    .filter((row) => row >= 0 && us(row) >= us(begin) && us(row) <= us(end))
    .sort((a, b) => us(a) - us(b));
  let longest = { from: begin, to: end };
  let most = 0;
  for (let i = 1; i < steps.length; i++) {
    const took = us(steps[i]) - us(steps[i - 1]);
    if (took <= most) continue;
    most = took;
    longest = { from: steps[i - 1], to: steps[i] };
  }
  return longest;
}
