/** Made statistics, for the stories and the screens of them. */

import type { StatisticsRow, StatisticsSnapshot } from '../../src/engine/protocol';
import { START_US } from './fake-engine';

function count(key: string, label: string, number: number, percent: number, filter: string | null): StatisticsRow {
  return { key, label, figure: { kind: 'count', count: number, percent }, about: `About ${label}.`, filter };
}

/** Of a minute and a half of calls. */
export const MADE_STATISTICS: Partial<StatisticsSnapshot> = {
  counted: { filter: '', dialogs: 300, messages: 2115 },
  dialogs: 300,
  plot: {
    startUs: START_US - 646_000,
    stepSeconds: 2,
    calls: Array.from({ length: 45 }, (_, at) => (at > 30 ? 0 : (at * 7) % 16)),
    peak: 11,
    peakUs: START_US + 21_000_000,
  },
  sections: [
    {
      title: 'States of calls and dialogs',
      rows: [
        count('state/completed', 'completed', 204, 68, 'state completed'),
        count('state/rejected', 'rejected', 90, 30, 'state rejected'),
        count('state/busy', 'busy', 6, 2, 'state busy'),
      ],
    },
    {
      title: 'Responses',
      rows: [
        count('code/200', '200 OK', 400, 62.5, 'code 200'),
        count('code/480', '480 Temporarily Unavailable', 240, 37.5, 'code 480'),
        count('code/others', '4 others', 12, 0, null),
      ],
    },
    {
      title: 'Success (RFC 6076)',
      rows: [
        {
          key: 'metric/SER',
          label: 'SER  answered',
          figure: { kind: 'share', percent: 68, part: 204, whole: 300 },
          about:
            'Session establishment ratio (SER). Calls that were answered, of those that were not redirected: this is told in so many words that a narrow screen needs two lines.',
          filter: null,
        },
        {
          key: 'metric/IRA',
          label: 'IRA  register in vain',
          figure: { kind: 'share', percent: null, part: 0, whole: 0 },
          about: 'Ineffective registration attempts (IRA).',
          filter: null,
        },
      ],
    },
    {
      title: 'Delays (RFC 6076)',
      rows: [
        {
          key: 'metric/SRD',
          label: 'SRD  until it rings',
          figure: { kind: 'delay', count: 300, minMs: 0.412, meanMs: 950.4, maxMs: 32_005 },
          about: 'Session request delay (SRD).',
          filter: 'setup > 0.950s',
        },
        {
          key: 'metric/SDT',
          label: 'SDT  talked',
          figure: { kind: 'delay', count: 204, minMs: 1000, meanMs: 332_000, maxMs: 4_000_000 },
          about: 'Session duration (SDT).',
          filter: 'talk > 332.000s',
        },
      ],
    },
    {
      title: 'Capture',
      rows: [
        {
          key: 'capture/packets',
          label: 'packets',
          figure: { kind: 'text', text: '20,000' },
          about: 'Packets that were read, whatever they hold.',
          filter: null,
        },
      ],
    },
  ],
};
