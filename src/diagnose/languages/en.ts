/** What reports say in English besides the sentences, which are in the rules. */

import type { ReportWords } from './language';

export const EN: ReportWords = {
  severities: { error: 'Error', warning: 'Warning', notice: 'Notice' },
  findings: 'Findings',
  capture: 'Capture',
  time: 'Time',
  dialog: 'Dialog',
  dialogs: 'Dialogs',
  calls: 'Calls',
  filter: 'Filter',
  affected: 'With findings',
  source: 'Source',
  streams: 'Streams',
  said: 'The other side said',
  advice: 'What to try',
  untilEnd: 'until the end of the capture',
  soFar: 'so far',
  nothing: 'Nothing was found.',
  milliseconds: 'ms',
  seconds: 's',
  minutes: 'min',
};
