/** Why there is nothing in the list: one or two lines that say what could be done about it. */

import { countText, plural } from '../../app/counts';
import type { ListScreen } from '../../app/list';
import type { Model } from '../../app/model';
import type { LiveStatus, Status } from '../../engine/protocol';
import { captureFilterText } from '../capture-line';
import { bestKey } from '../hints';

export function emptyReasons(list: ListScreen, model: Model): string[] {
  const { status } = model;
  if (status === null || list.snapshot === null) return ['Opening ...'];
  const { dialogs } = list.snapshot;
  if (list.filter !== '' && dialogs > 0) return hidden(list, model, dialogs);
  if (model.control.cleared) return [clearedText(status)];
  if (status.phase === 'live' && status.live !== null) return waited(model, status, status.live);
  if (status.phase === 'loading')
    return [`No SIP yet in the first ${countText(status.packets)} packets. Still reading ...`, ...leftOut(status)];
  return noSip(model);
}

function hidden(list: ListScreen, model: Model, dialogs: number): string[] {
  if (list.snapshot?.pending) return ['Looking ...'];
  const key = list.input === null ? bestKey(model, 'list', 'clear-filter') : bestKey(model, 'filter', 'clear-input');
  const all = dialogs === 1 ? 'the only call' : `all ${countText(dialogs)} calls`;
  return [`The filter hides ${all}. ${key} ${list.input === null ? 'shows them again' : 'empties it'}.`];
}

function clearedText({ phase, paused }: Status): string {
  if (phase === 'done') return 'All calls were cleared.';
  return paused
    ? 'All calls were cleared, and the capture is paused.'
    : 'All calls were cleared. New ones are shown as they come.';
}

/** What a live capture waits for: packets at all, SIP among them, or the end of a pause. */
function waited(model: Model, status: Status, live: LiveStatus): string[] {
  const devices = live.devices.includes('any') ? 'any interface' : live.devices.join(', ');
  const filter = captureFilterText(status);
  const key = bestKey(model, 'list', 'capture-filter');
  const reasons = status.leftOut > 0 ? [pausedText(model, status)] : missing(status, devices);
  if (filter !== '') reasons.push(`${key === '' ? 'There is a' : `${key} changes the`} capture filter: ${filter}`);
  if (status.paused && status.leftOut === 0) reasons.push(`The capture is paused. ${goOn(model)}`);
  return reasons;
}

function missing(status: Status, devices: string): string[] {
  const { packets, messages } = status;
  if (packets === 0) return [`Nothing captured yet on ${devices}.`];
  const what = messages === 0 ? 'SIP' : 'SIP dialog';
  return [`No ${what} yet in ${plural(packets, 'packet')} from ${devices}.`, ...foundInstead(status)];
}

function pausedText(model: Model, { paused, leftOut }: Status): string {
  const text = `${plural(leftOut, 'SIP message')} left out while paused.`;
  return paused ? `${text} ${goOn(model)}` : `${text} Nothing since then.`;
}

function goOn(model: Model): string {
  const key = bestKey(model, 'list', 'pause');
  return key === '' ? '' : `${key} goes on.`;
}

function noSip(model: Model): string[] {
  const { packets } = model.status!;
  if (packets === 0) return ['The capture is empty: it holds no packets.'];
  const found = foundInstead(model.status!);
  const streams = streamsText(model);
  return [`No SIP dialogs in these ${countText(packets)} packets.`, ...found, ...streams, ...leftOut(model.status!)];
}

/** There is something to look at all the same. */
function streamsText(model: Model): string[] {
  const { streams } = model.status!;
  const key = bestKey(model, 'list', 'streams');
  if (streams === 0 || key === '') return [];
  return [`${key} shows the ${streams === 1 ? 'RTP stream' : `${countText(streams)} RTP streams`}.`];
}

function leftOut(status: Status): string[] {
  const count = status.fileFilter?.leftOut ?? 0;
  return count === 0 ? [] : [`The capture filter leaves out ${countText(count)} of them: ${captureFilterText(status)}`];
}

function foundInstead({ messages, otherTraffic, tlsConnections }: Status): string[] {
  const reasons: string[] = [];
  if (messages === 1) reasons.push('1 SIP message was found, without a Call-ID.');
  if (messages > 1) reasons.push(`${countText(messages)} SIP messages were found, none of them with a Call-ID.`);
  if (otherTraffic.length > 0) reasons.push(`There is other traffic: ${otherTraffic.join(', ')}.`);
  if (tlsConnections > 0)
    reasons.push(`SIP may be inside ${plural(tlsConnections, 'TLS connection')}, which cannot be read.`);
  return reasons;
}
