/**
 * What a phone reports of a call's quality: bodies of type `application/vq-rtcpxr` in PUBLISH and NOTIFY, RFC 6035 section
 * 4.6. Fields are kept as they are named, those that no RFC knows too; older drafts put some of them elsewhere.
 */

export const VOIP_METRICS_TYPE = 'application/vq-rtcpxr';

export interface VoipMetricsReport {
  kind: 'session' | 'interval' | 'alert';
  /** The call is over: `CallTerm`. */
  final: boolean;
  /** What an alert is about, `NLR`, and how bad it is; null for other reports, and where it is not said. */
  alert: { type: string; severity: string; direction: string } | null;
  /** Of the session: `CallID`, `LocalAddr` and the like. */
  session: ReportLine[];
  /** Of the stream that the reporter hears, and as the other end hears its own; null where there is none. */
  local: ReportLine[] | null;
  remote: ReportLine[] | null;
  /** In words. They quote the network: not safe to show as they are. */
  problems: string[];
}

/** `PacketLoss: NLR=5.0 JDR=2.0`. Nothing of it is safe to show as it is. */
export interface ReportLine {
  name: string;
  /** All behind the colon. */
  value: string;
  /** What of it has the form NAME=value, without quotes. */
  params: { name: string; value: string }[];
}

export interface ReportedEnd {
  address: string;
  /** 0 where it is not told. */
  port: number;
  ssrc: number | null;
}

/** A parameter that stands for a figure: what to call it, and its unit. */
export interface Metric {
  name: string;
  label: string;
  unit: string;
}

/** The figures of RFC 6035 in its order. Loss, discard and densities are per cent here, where RFC 3611 has parts of 256. */
export const METRICS: readonly Metric[] = [
  ['JBN', 'jitter buffer, nominal', 'ms'],
  ['JBM', 'jitter buffer, maximum', 'ms'],
  ['JBX', 'jitter buffer, absolute maximum', 'ms'],
  ['NLR', 'lost on the way', '%'],
  ['JDR', 'discarded by the jitter buffer', '%'],
  ['BLD', 'loss in bursts', '%'],
  ['BD', 'burst duration', 'ms'],
  ['GLD', 'loss in gaps', '%'],
  ['GD', 'gap duration', 'ms'],
  ['RTD', 'round trip', 'ms'],
  ['ESD', 'end system delay', 'ms'],
  ['OWD', 'one-way delay', 'ms'],
  ['SOWD', 'symmetric one-way delay', 'ms'],
  ['IAJ', 'interarrival jitter', 'ms'],
  ['MAJ', 'mean absolute jitter', 'ms'],
  ['SL', 'signal level', 'dB'],
  ['NL', 'noise level', 'dB'],
  ['RERL', 'residual echo return loss', 'dB'],
  ['RLQ', 'R, listening', ''],
  ['RCQ', 'R, conversation', ''],
  ['EXTRI', 'R of the other network, inbound', ''],
  ['EXTRO', 'R of the other network, outbound', ''],
  ['MOSLQ', 'MOS, listening', ''],
  ['MOSCQ', 'MOS, conversation', ''],
].map(([name, label, unit]) => ({ name, label, unit }));

/** Null for what does not begin as a report. Never throws. */
export function parseVoipMetrics(text: string): VoipMetricsReport | null {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const first = lines.length === 0 ? null : reportLine(lines[0]);
  const kind = first === null ? undefined : KINDS.get(first.name.toLowerCase());
  if (first === null || kind === undefined) return null;
  const report: VoipMetricsReport = {
    kind,
    final: /^callterm$/i.test(first.value),
    alert: kind === 'alert' ? alertOf(first) : null,
    session: [],
    local: null,
    remote: null,
    problems: [],
  };
  readLines(report, lines.slice(1, MAX_LINES));
  if (lines.length > MAX_LINES) problem(report, `The report has ${lines.length} lines, too many to be read.`);
  if (reportField(report, 'CallID') === null) problem(report, 'The report has no CallID.');
  return report;
}

/** What the session says of `name`, whatever its case; null where it says nothing. */
export function reportField(report: VoipMetricsReport, name: string): string | null {
  return named(report.session, name)?.value ?? null;
}

/** A parameter of local or remote metrics as it was sent: `PD`, `START`, `NLR`. */
export function reportParam(metrics: ReportLine[] | null, name: string): string | null {
  for (const line of metrics ?? []) {
    const found = named(line.params, name);
    if (found !== undefined) return found.value;
  }
  return null;
}

/** The same as a number; null also for one that says of itself that nothing is known. */
export function reportFigure(metrics: ReportLine[] | null, name: string): number | null {
  const text = reportParam(metrics, name);
  if (text === null || !NUMBER.test(text)) return null;
  const value = Number(text);
  return UNKNOWN.get(name.toUpperCase())?.includes(value) === true ? null : value;
}

/** `LocalAddr` or `RemoteAddr`: where the report's own stream comes from or goes to. */
export function reportedEnd(report: VoipMetricsReport, name: 'LocalAddr' | 'RemoteAddr'): ReportedEnd | null {
  const params = named(report.session, name)?.params ?? [];
  const address = named(params, 'IP')?.value ?? '';
  if (address === '') return null;
  const port = Number(named(params, 'PORT')?.value ?? 0);
  return {
    address: address.replace(/^\[|\]$/g, ''),
    port: port >= 0 && port <= 65_535 ? port : 0,
    ssrc: ssrcOf(named(params, 'SSRC')?.value ?? ''),
  };
}

const KINDS = new Map<string, VoipMetricsReport['kind']>([
  ['vqsessionreport', 'session'],
  ['vqintervalreport', 'interval'],
  ['vqalertreport', 'alert'],
]);

/** Lines that are of the session wherever they stand: drafts had some below LocalMetrics, and phones still do. */
const OF_SESSION = new Set(
  'callid localid remoteid origid fromid toid localaddr remoteaddr localgroup remotegroup localmac remotemac dialogid'.split(
    ' ',
  ),
);

/** A full report has some thirty. */
const MAX_LINES = 200;
const MAX_PARAMS = 100;
/** Nobody reads more of them. */
const MAX_PROBLEMS = 16;

const NUMBER = /^-?\d{1,9}(\.\d{1,9})?$/;

/** RFC 3611's 127 for what is not known, as phones hand it on; of a MOS it is ten times as much. */
const UNKNOWN = new Map([
  ...['SL', 'NL', 'RERL', 'RLQ', 'RCQ', 'EXTRI', 'EXTRO'].map((name): [string, number[]] => [name, [127]]),
  ...['MOSLQ', 'MOSCQ'].map((name): [string, number[]] => [name, [127, 12.7]]),
]);

function readLines(report: VoipMetricsReport, lines: string[]): void {
  let section: ReportLine[] | null = null;
  for (const text of lines) {
    const line = reportLine(text);
    if (line === null) {
      problem(report, `The line "${text.slice(0, 80)}" has no name before a colon.`);
      continue;
    }
    const name = line.name.toLowerCase();
    if (name === 'localmetrics') section = report.local ??= [];
    else if (name === 'remotemetrics') section = report.remote ??= [];
    else if (section === null || ofSession(report, name)) report.session.push(line);
    else section.push(line);
    checkFigures(report, line);
  }
}

/** The first of its name: another one, below the metrics of the other end, is seen from there. */
function ofSession(report: VoipMetricsReport, name: string): boolean {
  return OF_SESSION.has(name) && named(report.session, name) === undefined;
}

function reportLine(text: string): ReportLine | null {
  const colon = text.indexOf(':');
  const name = (colon < 0 ? text : text.slice(0, colon)).trim();
  // The first line of an interval report, and headings, may do without the colon.
  if (name === '' || (colon < 0 && !/^(vq\w+report|(local|remote)metrics)$/i.test(name))) return null;
  const value = colon < 0 ? '' : text.slice(colon + 1).trim();
  return { name, value, params: paramsOf(value) };
}

function paramsOf(value: string): { name: string; value: string }[] {
  const found: { name: string; value: string }[] = [];
  for (const [, name, quoted, plain] of value.matchAll(/([A-Za-z][\w-]*)=(?:"([^"]*)"|(\S*))/g)) {
    if (found.length < MAX_PARAMS) found.push({ name, value: quoted ?? plain });
  }
  return found;
}

function checkFigures(report: VoipMetricsReport, { name, params }: ReportLine): void {
  for (const param of params) {
    if (!FIGURES.has(param.name.toUpperCase()) || NUMBER.test(param.value)) continue;
    problem(report, `${param.name} of the line ${name} is no number: "${param.value.slice(0, 80)}".`);
  }
}

const FIGURES = new Set(METRICS.map(({ name }) => name));

function alertOf({ params }: ReportLine): VoipMetricsReport['alert'] {
  const type = named(params, 'Type')?.value;
  if (type === undefined) return null;
  return { type, severity: named(params, 'Severity')?.value ?? '', direction: named(params, 'Dir')?.value ?? '' };
}

/** Hexadecimal with or without 0x; fewer digits than eight and no letter among them: a phone that wrote it decimal. */
function ssrcOf(text: string): number | null {
  if (/^0x[0-9a-f]{1,8}$/i.test(text)) return Number.parseInt(text.slice(2), 16);
  if (/^[0-9a-f]{8}$/i.test(text) || /^(?=.*[a-f])[0-9a-f]{1,8}$/i.test(text)) return Number.parseInt(text, 16);
  const decimal = /^\d{1,10}$/.test(text) ? Number(text) : -1;
  return decimal >= 0 && decimal <= 0xffffffff ? decimal : null;
}

function named<T extends { name: string }>(list: readonly T[], name: string): T | undefined {
  const key = name.toLowerCase();
  return list.find((one) => one.name.toLowerCase() === key);
}

function problem(report: VoipMetricsReport, text: string): void {
  if (report.problems.length < MAX_PROBLEMS) report.problems.push(text);
}
