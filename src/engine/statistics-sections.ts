/** The figures of `--print stats` as a screen shows them: sections of rows, each with its words and its filter. */

import { STATISTICS_ROWS } from '../budgets';
import { classOf, phraseOf, statusWords } from '../decode/sip/phrases';
import { visible } from '../decode/visible';
import { RULES } from '../diagnose/rules';
import { METRICS, type Metric } from '../export/session-metrics';
import type { Statistics } from '../export/statistics';
import { quotedIfNeeded } from '../filter/words';
import type { CallRatePlot, StatisticsRow, StatisticsSection } from './protocol';

export function sectionsOf(stats: Statistics): StatisticsSection[] {
  const sections: StatisticsSection[] = [
    { title: 'States of calls and dialogs', rows: stateRows(stats) },
    { title: 'Findings', rows: findingRows(stats) },
    { title: 'Requests', rows: methodRows(stats) },
    { title: 'Responses by class', rows: classRows(stats) },
    { title: 'Responses', rows: codeRows(stats) },
    { title: 'Success (RFC 6076)', rows: metricRows(stats, ({ share }) => share !== null) },
    { title: 'Delays (RFC 6076)', rows: metricRows(stats, ({ delay }) => delay !== null) },
    { title: 'Most messages from', rows: sourceRows(stats) },
    { title: 'Most calls and dialogs from user', rows: userRows(stats) },
    { title: 'Encrypted connections (TLS)', rows: tlsRows(stats) },
    { title: 'Capture', rows: captureRows(stats) },
  ];
  return sections.filter(({ rows }) => rows.length > 0).map(shortened);
}

export function plotOf({ callRate: { start, stepSeconds, calls, peak } }: Statistics): CallRatePlot | null {
  if (start === null || peak === null) return null;
  return { startUs: usOf(start), stepSeconds, calls, peak: peak.calls, peakUs: usOf(peak.time) };
}

/** Of whole seconds: that much a Date has room for. */
function usOf(time: string): number {
  return Date.parse(time) * 1000;
}

interface Counted {
  key: string;
  label: string;
  about: string;
  filter: string | null;
}

/** Rows of counts with what part of their sum they are. */
function countRows(counts: Iterable<[string, number]>, whole: number, row: (name: string) => Counted): StatisticsRow[] {
  return [...counts].map(([name, count]) => {
    const percent = whole > 0 ? (100 * count) / whole : null;
    return { ...row(name), figure: { kind: 'count', count, percent } };
  });
}

function sumOf(counts: Record<string, number>): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

function stateRows({ byState, dialogs }: Statistics): StatisticsRow[] {
  return countRows(Object.entries(byState), dialogs, (state) => ({
    key: `state/${state}`,
    label: state,
    about: `Calls and other dialogs that are in this state: ${state}.`,
    filter: `state ${state.replaceAll(' ', '-')}`,
  }));
}

/** A call may have several. */
function findingRows({ byFinding, dialogs }: Statistics): StatisticsRow[] {
  return countRows(Object.entries(byFinding ?? {}), dialogs, (code) => ({
    key: `finding/${code}`,
    label: code,
    about: `Calls and other dialogs in which this was found: ${TITLES.get(code) ?? code}.`,
    filter: `finding ${code}`,
  }));
}

const TITLES: ReadonlyMap<string, string> = new Map(RULES.map(({ code, title }) => [code, title]));

function methodRows({ byMethod }: Statistics): StatisticsRow[] {
  return countRows(Object.entries(byMethod), sumOf(byMethod), (method) => {
    const label = visible(method);
    return {
      key: `method/${label}`,
      label,
      about: `Requests with the method ${label}, retransmissions counted, copies not.`,
      filter: `method ${quotedIfNeeded(label)}`,
    };
  });
}

function classRows({ byStatus }: Statistics): StatisticsRow[] {
  const byClass = new Map<string, number>();
  for (const [status, count] of Object.entries(byStatus)) {
    const key = `${status[0]}xx`;
    byClass.set(key, (byClass.get(key) ?? 0) + count);
  }
  const counts = [...byClass].sort(([a], [b]) => (a < b ? -1 : 1));
  return countRows(counts, sumOf(byStatus), (name) => ({
    key: `class/${name}`,
    label: `${name} ${classOf(Number(name[0]) * 100)}`,
    about: `Responses with a status of this class, of all responses.`,
    filter: codeFilter(name),
  }));
}

function codeRows({ byStatus }: Statistics): StatisticsRow[] {
  // Keys that are numbers come in their order, however they were put in.
  const counts = Object.entries(byStatus).sort(([, a], [, b]) => b - a);
  return countRows(counts, sumOf(byStatus), (status) => ({
    key: `code/${status}`,
    label: `${status} ${phraseOf(Number(status))}`,
    about: codeAbout(status),
    filter: codeFilter(status),
  }));
}

function codeAbout(status: string): string {
  const words = statusWords(Number(status));
  const means = words === null ? '.' : `: ${words.meaning} (${words.source}).`;
  return `Responses with the status ${status}, of all${means}`;
}

/** Null for what is no status of SIP. */
function codeFilter(code: string): string | null {
  return /^[1-6](?:\d\d|xx)$/.test(code) ? `code ${code}` : null;
}

/** None where the capture has neither calls nor registrations. */
function metricRows(stats: Statistics, wanted: (metric: Metric) => boolean): StatisticsRow[] {
  const { ser, ira, isa } = stats.rfc6076Shares;
  if (ser.whole + ira.whole + isa.whole === 0) return [];
  return METRICS.filter(wanted).map((metric) => metricRow(metric, stats));
}

function metricRow(
  { name, short, title, brief, meaning, delay, share, filter }: Metric,
  stats: Statistics,
): StatisticsRow {
  const row = {
    key: `metric/${short}`,
    label: `${short.padEnd(5)}${brief}`,
    about: `${title} (${short}). ${meaning}`,
    filter,
  };
  const value = stats.rfc6076[name];
  if (share !== null) return { ...row, figure: { kind: 'share', percent: value, ...stats.rfc6076Shares[share] } };
  const delays = stats.rfc6076Delays[delay ?? 'srd'];
  return { ...row, figure: { kind: 'delay', ...delays }, filter: slowFilter(short, delays.meanMs) };
}

/** Those that took longer than the mean of all. */
function slowFilter(short: string, meanMs: number | null): string | null {
  const condition = { SRD: 'setup', SDT: 'talk' }[short];
  if (condition === undefined || meanMs === null) return null;
  return `${condition} > ${(meanMs / 1000).toFixed(3)}s`;
}

function sourceRows({ topSources, messages }: Statistics): StatisticsRow[] {
  const counts = topSources.map<[string, number]>((one) => [one.address, one.messages]);
  return countRows(counts, messages, (address) => ({
    key: `source/${address}`,
    label: address,
    about: `Messages that came from the address ${address}, of all messages.`,
    filter: `host ${quotedIfNeeded(address)}`,
  }));
}

function userRows({ topUsers, dialogs }: Statistics): StatisticsRow[] {
  const counts = topUsers.map<[string, number]>((one) => [one.user, one.dialogs]);
  return countRows(counts, dialogs, (user) => {
    const label = visible(user);
    return {
      key: `user/${label}`,
      label,
      about: `Calls and other dialogs that the user ${label} began (From), of all.`,
      filter: `from ${quotedIfNeeded(`${label}@`)}`,
    };
  });
}

function tlsRows({ encrypted }: Statistics): StatisticsRow[] {
  return encrypted.map(({ client, server, version, serverName, records }, index) => ({
    key: `tls/${index}`,
    label: `${client} -> ${server}`,
    figure: { kind: 'text', text: `${version ?? 'version unknown'}, ${records} records` },
    about: `A connection whose messages cannot be read, to ${visible(serverName ?? 'a server that was not named')}.`,
    filter: null,
  }));
}

function captureRows({ packets, capture, evicted, refused }: Statistics): StatisticsRow[] {
  const rows: [string, number | null, string][] = [
    ['packets', packets, 'Packets that were read, whatever they hold.'],
    ['left out by the capture filter', capture.leftOutByFilter, 'Packets of files that the capture filter left out.'],
    ['received', capture.received, 'Packets that the live capture received.'],
    [
      'lost for want of buffer',
      capture.droppedByKernel,
      'Packets that the kernel had no room for: a larger buffer helps (-B).',
    ],
    ['lost by the interface', capture.droppedByInterface, 'Packets that the interface dropped.'],
    [
      'lost here',
      capture.droppedHere === 0 ? null : capture.droppedHere,
      'Packets and messages that there was no room for.',
    ],
    [
      'dialogs let go',
      evicted === 0 ? null : evicted,
      'Dialogs that went to stay within the limits (--limit, --memory): they are not counted above.',
    ],
    [
      'messages refused',
      refused === 0 ? null : refused,
      'Messages that were left out at the limit: they are not counted above.',
    ],
  ];
  return rows.flatMap(([label, count, about]) =>
    count === null ? [] : [{ key: `capture/${label}`, label, figure: numberFigure(count), about, filter: null }],
  );
}

function numberFigure(count: number): StatisticsRow['figure'] {
  return { kind: 'text', text: count.toLocaleString('en-US') };
}

/** With one row for all that there is no room for. */
function shortened({ title, rows }: StatisticsSection): StatisticsSection {
  if (rows.length <= STATISTICS_ROWS) return { title, rows };
  const kept = rows.slice(0, STATISTICS_ROWS - 1);
  const others = rows.slice(STATISTICS_ROWS - 1);
  const sum = (of: 'count' | 'percent') =>
    others.reduce((all, { figure }) => all + (figure.kind === 'count' ? (figure[of] ?? 0) : 0), 0);
  const [first] = others;
  const figure: StatisticsRow['figure'] =
    first?.figure.kind === 'count'
      ? { kind: 'count', count: sum('count'), percent: sum('percent') }
      : { kind: 'text', text: '' };
  const label = `${others.length} others`;
  const about = 'What there is no room for here; --print stats has them all.';
  return { title, rows: [...kept, { key: `${first?.key.split('/')[0]}/others`, label, figure, about, filter: null }] };
}
