/** A sender whose Date is not the time at which its messages were captured. RFC 3261 section 20.17. */

import { CLOCK_SKEW_S } from '../../budgets';
import * as Look from '../../decode/sip/look';
import { header, parseDate } from '../../decode/sip/message';
import type { Evidence } from '../evidence';
import type { Rule } from '../rule';
import { DATE_OFF } from '../traits';

const DAY_S = 86_400;

export const CLOCK_SKEW: Rule = {
  code: 'clock-skew',
  severity: 'notice',
  title: 'A clock is wrong',
  explanation: '{sender} gave {date} as its Date in a message that was captured at {time}.',
  also: {
    slow: 'Its clock is {seconds} seconds behind that of the capture.',
    fast: 'Its clock is {seconds} seconds ahead of that of the capture.',
    slowDays: 'Its clock is {days} days behind that of the capture.',
    fastDays: 'Its clock is {days} days ahead of that of the capture.',
  },
  advice: 'Let both take their time by NTP: call records that differ make for disputes over bills.',
  needs: DATE_OFF,
  judge(evidence) {
    for (const message of evidence.messages) {
      const skew = skewOf(evidence, message);
      if (skew === null) continue;
      return {
        values: {
          sender: evidence.sourceEnd(message),
          date: skew.date,
          time: { timeUs: evidence.timeUs(message) },
          seconds: Math.round(Math.abs(skew.seconds)),
          days: Math.round(Math.abs(skew.seconds) / DAY_S),
        },
        also: [`${skew.seconds < 0 ? 'slow' : 'fast'}${Math.abs(skew.seconds) < 2 * DAY_S ? '' : 'Days'}`],
        messages: [message],
      };
    }
    return null;
  },
};

function skewOf(evidence: Evidence, message: number): { date: string; seconds: number } | null {
  if ((evidence.store.messages.columns.traits[message] & Look.DATE_OFF) === 0) return null;
  const date = header(evidence.sip(message), 'date');
  const ms = date === null ? null : parseDate(date);
  if (date === null || ms === null) return null;
  const seconds = ms / 1000 - evidence.timeUs(message) / 1e6;
  return Math.abs(seconds) > CLOCK_SKEW_S ? { date, seconds } : null;
}
