/** Why there are no streams to see: one or two lines that say what could be done about it. */

import { countText, plural } from '../../app/counts';
import type { Model } from '../../app/model';
import type { StreamsScreen } from '../../app/streams';
import type { LiveStatus, Status } from '../../engine/protocol';
import { captureFilterText } from '../capture-line';
import { bestKey } from '../hints';

export function noStreams(streams: StreamsScreen, model: Model): string[] {
  const { status } = model;
  const { snapshot } = streams;
  if (status === null || snapshot === null || snapshot.pending) return ['Looking ...'];
  if (snapshot.streams > 0) return [hidden(streams, model, snapshot.streams)];
  const packets = countText(status.packets);
  if (model.control.cleared) {
    const more = status.phase === 'done' ? '' : ' New ones are shown as they come.';
    return [`All calls were cleared, and their streams with them.${more}`];
  }
  if (status.phase === 'live' && status.live !== null) return waited(status, status.live);
  if (status.phase === 'loading') return [`No RTP yet in the first ${packets} packets. Still reading ...`];
  return [status.packets === 0 ? 'The capture is empty: it holds no packets.' : NO_RTP(packets), ...instead(status)];
}

const NO_RTP = (packets: string) => `No RTP streams in these ${packets} packets.`;

function hidden({ filter, input }: StreamsScreen, model: Model, streams: number): string {
  if (filter === '') return 'Looking ...';
  const key = input === null ? bestKey(model, 'streams', 'clear-filter') : bestKey(model, 'filter', 'clear-input');
  const all = streams === 1 ? 'the only stream' : `all ${countText(streams)} streams`;
  return `The filter hides ${all}. ${key} ${input === null ? 'shows them again' : 'empties it'}.`;
}

/** RTP goes between other ports than SIP: a capture filter that names those of SIP keeps it out. */
function waited(status: Status, live: LiveStatus): string[] {
  const devices = live.devices.includes('any') ? 'any interface' : live.devices.join(', ');
  const filter = captureFilterText(status);
  const reasons =
    status.packets === 0
      ? [`Nothing captured yet on ${devices}.`]
      : [`No RTP yet in ${plural(status.packets, 'packet')} from ${devices}.`, ...instead(status)];
  return filter === '' ? reasons : [...reasons, `What is captured is what this lets through: ${filter}`];
}

/** What else the capture holds is of no use here, SIP being among it; packets that are no stream are. */
function instead({ otherTraffic }: Status): string[] {
  const rtp = otherTraffic.filter((text) => / RTP packets?$/.test(text));
  return rtp.map((text) => `${text} seen: too few in a row to be a stream.`);
}
