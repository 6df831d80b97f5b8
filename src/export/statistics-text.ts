/** Statistics for people, and as a CSV of names and values. */

import { phraseOf } from '../decode/sip/phrases';
import { visible } from '../decode/visible';
import { csvLine } from './csv';
import { METRICS } from './session-metrics';
import type { Statistics } from './statistics';
import { padded } from './table';

export function* statisticsText(stats: Statistics): Generator<string> {
  const leftOut = stats.capture.leftOutByFilter;
  yield* section('Capture', [
    ['Packets', stats.packets],
    ...((leftOut === null ? [] : [['Packets left out by the capture filter', leftOut]]) as [string, number][]),
    ['SIP messages', stats.messages],
    ['Dialogs', stats.dialogs],
    ...(stats.evicted > 0 ? [['Dialogs dropped to stay within limits', stats.evicted] as [string, number]] : []),
    ...(stats.refused > 0 ? [['Messages left out at the limit', stats.refused] as [string, number]] : []),
  ]);
  yield* section('Requests', Object.entries(stats.byMethod));
  yield* section(
    'Responses',
    Object.entries(stats.byStatus).map(([status, count]) => [`${status} ${phraseOf(Number(status))}`.trimEnd(), count]),
  );
  yield* section('States', Object.entries(stats.byState));
  yield* section('Findings', Object.entries(stats.byFinding ?? {}));
  const figures = METRICS.filter(({ name }) => stats.rfc6076[name] !== null);
  yield* section(
    'RFC 6076',
    figures.map(({ name, title, short, delay }) => [
      `${title} (${short})${delay === null ? '' : ', mean'}`,
      `${stats.rfc6076[name]} ${delay === null ? '%' : 'ms'}`,
    ]),
  );
  yield* section(
    'Senders',
    stats.topSources.map(({ address, messages }) => [address, messages]),
  );
  yield* section(
    'TLS connections, encrypted',
    stats.encrypted.map(({ client, server, version, serverName, records }) => [
      `${client} -> ${server}`,
      `${version ?? 'version unknown'}, ${serverName ?? 'no server name'}, ${records} records`,
    ]),
  );
}

/** Names as paths, `byMethod.INVITE`. */
export function* statisticsCsv(stats: Statistics): Generator<string> {
  yield csvLine(['name', 'value']);
  for (const [path, value] of flat('', stats)) yield csvLine([path, value]);
}

function* flat(path: string, value: unknown): Generator<[string, unknown]> {
  if (value === null || typeof value !== 'object') yield [path, value];
  else for (const [key, inner] of Object.entries(value)) yield* flat(path === '' ? key : `${path}.${key}`, inner);
}

function* section(title: string, rows: [string, number | string][]): Generator<string> {
  if (rows.length === 0) return;
  const width = rows.reduce((max, [name]) => Math.max(max, name.length), 0);
  yield `${title}\n`;
  for (const [name, value] of rows) {
    const text = typeof value === 'number' ? value.toLocaleString('en-US') : value;
    yield `${visible(`  ${padded(name, width, false)}  ${text}`)}\n`;
  }
  yield '\n';
}
