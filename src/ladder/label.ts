/** What is written on an arrow: `INVITE (SDP)`, `180 Ringing`, `INFO (DTMF 5)`. */

import { eventName } from '../decode/dtmf';
import { visible } from '../decode/visible';
import { reportFigure } from '../decode/voip-metrics';
import { infoDigitOf } from '../store/digits';
import { HAS_SDP, REQUEST } from '../store/messages';
import type { Store } from '../store/store';
import { shown } from '../store/text';
import { voiceReportOf } from '../store/voice-reports';

export function labelOf(store: Store, message: number): string {
  const m = store.messages.columns;
  const flags = m.flags[message];
  const words = flags & REQUEST ? [store.words.text(m.method[message])] : statusWords(store, message);
  if (flags & HAS_SDP) words.push('(SDP)');
  const label = shown(words.filter((word) => word !== '').join(' ')) || '(no SIP that can be read)';
  const digit = m.method[message] === store.known.info ? infoDigitOf(store, message) : null;
  return digit === null ? label : `${label} (DTMF ${digit.event < 0 ? visible(digit.signal) : eventName(digit.event)})`;
}

/** `PUBLISH report: 1.2% lost, MOS 4.1`: what the reporter hears, as far as it says so. */
export function reportLabel(store: Store, message: number): string {
  const local = voiceReportOf(store, message)?.local ?? null;
  const lost = reportFigure(local, 'NLR');
  const mos = reportFigure(local, 'MOSCQ') ?? reportFigure(local, 'MOSLQ');
  const figures = [lost === null ? '' : `${lost}% lost`, mos === null ? '' : `MOS ${mos}`].filter(
    (text) => text !== '',
  );
  return `${labelOf(store, message)} report${figures.length === 0 ? '' : `: ${figures.join(', ')}`}`;
}

function statusWords(store: Store, message: number): string[] {
  const m = store.messages.columns;
  return [String(m.status[message]).padStart(3, '0'), store.words.text(m.reason[message])];
}
