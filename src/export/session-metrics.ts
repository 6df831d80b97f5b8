/** The metrics of RFC 6076 in words: a row a metric. */

import { type Delays, INEFFECTIVE, type Rfc6076, type Shares } from './session-figures';

export interface Metric {
  name: keyof Rfc6076;
  short: string;
  title: string;
  /** In as few words as a narrow column has room for. */
  brief: string;
  /** What it is measured from and to, or a share of what. */
  meaning: string;
  /** Where its bounds are; null for a share. */
  delay: keyof Delays | null;
  /** What it is a share of; null for a delay. */
  share: keyof Shares | null;
  /** The filter that shows what it is about; null where none does. */
  filter: string | null;
}

type Row = Pick<Metric, 'short' | 'title' | 'brief' | 'meaning'>;

function delay(of: keyof Delays, row: Row): Metric {
  return { ...row, name: `${of}Ms`, delay: of, share: null, filter: null };
}

function share(of: keyof Shares, filter: string | null, row: Row): Metric {
  return { ...row, name: of, delay: null, share: of, filter };
}

export const METRICS: readonly Metric[] = [
  delay('srd', {
    short: 'SRD',
    title: 'Session request delay',
    brief: 'until it rings',
    meaning: 'From the INVITE until it rings, or the final response where it never rang.',
  }),
  delay('sdd', {
    short: 'SDD',
    title: 'Session disconnect delay',
    brief: 'until it has ended',
    meaning: 'From the BYE to the response that accepts it.',
  }),
  delay('sdt', {
    short: 'SDT',
    title: 'Session duration',
    brief: 'talked',
    meaning: 'From the answer to the BYE: how long was talked.',
  }),
  share('ser', null, {
    short: 'SER',
    title: 'Session establishment ratio',
    brief: 'answered',
    meaning: 'Calls that were answered, of those that were not redirected.',
  }),
  share('seer', null, {
    short: 'SEER',
    title: 'Session establishment effectiveness ratio',
    brief: 'answered or busy',
    meaning:
      'Calls that were answered, busy, declined or could not be taken (480, 486, 600, 603), of those that were not redirected: the network did its part.',
  }),
  share('isa', `method INVITE code ${INEFFECTIVE.join()}`, {
    short: 'ISA',
    title: 'Ineffective session attempts',
    brief: 'failed in the network',
    meaning: 'Calls that failed because of a server or of silence (408, 500, 503, 504), of all.',
  }),
  share('scr', 'method INVITE state completed', {
    short: 'SCR',
    title: 'Session completion ratio',
    brief: 'talked and ended',
    meaning: 'Calls that were answered and ended with a BYE that was accepted, of all.',
  }),
  delay('rrd', {
    short: 'RRD',
    title: 'Registration request delay',
    brief: 'until registered',
    meaning: 'From a REGISTER to the response that accepts it.',
  }),
  share('ira', 'method REGISTER state rejected', {
    short: 'IRA',
    title: 'Ineffective registration attempts',
    brief: 'register in vain',
    meaning: 'Registrations that were refused, challenges left out, of all.',
  }),
];
