/**
 * What a page tells of an arrow when it is chosen: the message with its text, or the figures of a stream. Plain data,
 * safe to show, that goes into the page as JSON.
 */

import { TRANSPORTS } from '../decode/carried';
import { type Fact, reportFacts, streamFacts } from '../ladder/facts';
import type { LadderRow } from '../ladder/ladder';
import { RETRANSMISSION } from '../store/messages';
import type { Store } from '../store/store';
import { messageParts } from './message-parts';
import { isoTimeUs } from './time';

export interface Detail {
  title: string;
  /** Names and values above everything else. */
  about: [string, string][];
  problems: string[];
  facts: Fact[];
  /** Start line and headers, the body; none for a stream. */
  head: string[];
  body: string[];
  /** Seconds that a bar of the plots stands for. */
  slotSeconds: number;
}

/** Null for what is not kept any more. */
export function detailOf(store: Store, row: LadderRow): Detail | null {
  if (row.kind === 'media' || row.kind === 'digit') return streamDetail(store, row);
  const message = store.messageRow(row.message);
  if (message < 0) return null;
  const m = store.messages.columns;
  const { lines, headLines, length, problems, meanings } = messageParts(store, message);
  const again = (m.flags[message] & RETRANSMISSION) !== 0;
  return {
    title: row.label,
    about: [
      ['time', isoTimeUs(row.timeUs)],
      ['from', row.source],
      ['to', row.destination],
      ['transport', `${TRANSPORTS[m.transport[message]]}, ${length} bytes`],
      ...(again ? ([['retransmission', 'the same was sent before']] as [string, string][]) : []),
      ...meanings.map(({ of, text }): [string, string] => [of, text]),
    ],
    problems,
    facts: row.kind === 'report' ? reportFacts(store, message) : [],
    head: lines.slice(0, headLines),
    body: lines.slice(headLines),
    slotSeconds: 1,
  };
}

function streamDetail(store: Store, row: LadderRow & { stream: number }): Detail | null {
  const { streams } = store.mediaStreams;
  const stream = streams.row(row.stream);
  if (stream < 0) return null;
  const { slotSeconds } = streams.courses.of(streams.table.columns, stream);
  const about: [string, string][] = [
    ['time', isoTimeUs(row.timeUs)],
    ['from', row.source],
    ['to', row.destination],
  ];
  const facts = streamFacts(store, stream);
  return { title: row.label, about, problems: [], facts: facts.slice(1), head: [], body: [], slotSeconds };
}
