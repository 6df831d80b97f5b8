/** Why there is nothing in the list: one or two lines that say what could be done about it. */

import type { ListScreen } from '../../app/list';
import type { Model } from '../../app/model';
import { bestKey } from '../hints';
import { countText, plural } from '../status';

export function emptyReasons(list: ListScreen, model: Model): string[] {
  const { status } = model;
  if (status === null || list.snapshot === null) return ['Opening ...'];
  const { dialogs } = list.snapshot;
  if (list.filter !== '' && dialogs > 0) return hidden(list, model, dialogs);
  if (status.phase === 'loading')
    return [`No SIP yet in the first ${countText(status.packets)} packets. Still reading ...`];
  return noSip(model);
}

function hidden(list: ListScreen, model: Model, dialogs: number): string[] {
  if (list.snapshot?.pending) return ['Looking ...'];
  const key = list.input === null ? bestKey(model, 'list', 'clear-filter') : bestKey(model, 'filter', 'clear-input');
  const all = dialogs === 1 ? 'the only call' : `all ${countText(dialogs)} calls`;
  return [`The filter hides ${all}. ${key} ${list.input === null ? 'shows them again' : 'empties it'}.`];
}

function noSip(model: Model): string[] {
  const { packets, messages, otherTraffic, tlsConnections } = model.status!;
  if (packets === 0) return ['The capture is empty: it holds no packets.'];
  const reasons = [`No SIP dialogs in these ${countText(packets)} packets.`];
  if (messages === 1) reasons.push('1 SIP message was found, without a Call-ID.');
  if (messages > 1) reasons.push(`${countText(messages)} SIP messages were found, none of them with a Call-ID.`);
  if (otherTraffic.length > 0) reasons.push(`There is other traffic: ${otherTraffic.join(', ')}.`);
  if (tlsConnections > 0)
    reasons.push(`SIP may be inside ${plural(tlsConnections, 'TLS connection')}, which cannot be read.`);
  return reasons;
}
