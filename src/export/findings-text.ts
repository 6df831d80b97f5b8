/**
 * Findings as a report that can be pasted into a ticket: what was looked at, then problem by problem, the gravest first,
 * each with its calls, the messages that prove it, what the other side said and what to try.
 */

import { REPORT_CALLS, REPORT_PROOFS } from '../budgets';
import { TRANSPORTS } from '../decode/carried';
import { parseSip } from '../decode/sip/parse';
import { visible } from '../decode/visible';
import type { Diagnosis } from '../diagnose/diagnosis';
import { type AddressFinding, type Finding, isOfAddress, rankOf, SEVERITIES, type Severity } from '../diagnose/finding';
import type { Language, ReportWords } from '../diagnose/languages/language';
import { wordsIn } from '../diagnose/languages/translations';
import { worded } from '../diagnose/wording';
import { INVITE_DIALOG } from '../store/dialogs';
import type { Store } from '../store/store';
import { streamName } from '../store/stream-name';
import { dialogRecord } from './dialog-records';
import { type FindingRecord, findingRecord, ofAddresses, ofDialog } from './finding-records';
import { streamRecord } from './stream-records';
import { brokenText, fitted, padded, widthOf } from './table';
import { isoTime, isoTimeUs } from './time';

export interface FindingsInput {
  store: Store;
  diagnosis: Diagnosis | null;
  /** Rows of the dialogs that are looked at, by index. */
  dialogs: readonly number[];
  language: Language;
  /** Names of files or interfaces. */
  captures: readonly string[];
  /** As the user gave it; empty without one, and where it must not be told. */
  filter: string;
}

/** Calls or addresses with the same problem: its code and title, equally grave. */
interface Group {
  code: string;
  title: string;
  severity: Severity;
  /** Of calls: their findings are worked out again when they are written, as of very many they would take much memory. */
  dialogs: number[];
  addresses: AddressFinding[];
}

export function* findingsText(input: FindingsInput): Generator<string> {
  const words = wordsIn(input.language);
  const groups = groupsOf(input);
  yield `${words.findings}\n\n`;
  yield* headText(input, groups, words);
  if (groups.length === 0) yield `\n${words.nothing}\n`;
  for (const group of groups) yield* groupText(group, input, words);
}

function groupsOf({ diagnosis, dialogs, language }: FindingsInput): Group[] {
  const groups = new Map<string, Group>();
  const groupOf = (finding: Finding): Group => {
    const { code, severity, title } = worded(finding, isoTimeUs, language);
    const key = `${severity} ${code} ${title}`;
    const group = groups.get(key) ?? { code, severity, title, dialogs: [], addresses: [] };
    groups.set(key, group);
    return group;
  };
  for (const dialog of dialogs)
    for (const finding of ofDialog(diagnosis, dialog)) groupOf(finding).dialogs.push(dialog);
  for (const finding of ofAddresses(diagnosis, dialogs)) groupOf(finding).addresses.push(finding);
  return [...groups.values()].sort((a, b) => rankOf(b.severity) - rankOf(a.severity) || countOf(b) - countOf(a));
}

function countOf({ dialogs, addresses }: Group): number {
  return dialogs.length + addresses.length;
}

function* headText(input: FindingsInput, groups: readonly Group[], words: ReportWords) {
  const { store, diagnosis, dialogs, captures, filter } = input;
  const { columns } = store.dialogs;
  const calls = dialogs.filter((row) => (columns.flags[row] & INVITE_DIALOG) !== 0).length;
  // Those of addresses, too, as the list and the findings on the screen count them.
  const affected = diagnosis === null ? 0 : dialogs.filter((row) => diagnosis.codes(row).length > 0).length;
  const counts = SEVERITIES.toReversed().map((severity): [string, string] => {
    const count = groups.reduce((sum, group) => sum + (group.severity === severity ? countOf(group) : 0), 0);
    return [words.severities[severity], String(count)];
  });
  const rows: [string, string][] = [
    [words.capture, captures.join(', ')],
    [words.time, store.beganUs ? `${isoTimeUs(store.beganUs)} - ${isoTimeUs(store.clock.nowUs)}` : ''],
    [words.dialogs, String(dialogs.length)],
    [words.calls, String(calls)],
    [words.filter, filter],
    [words.affected, String(affected)],
    ...counts,
  ];
  const told = rows.filter(([, value]) => value !== '');
  const width = Math.max(...told.map(([title]) => widthOf(title))) + 1;
  for (const [title, value] of told) yield `${padded(`${title}:`, width, false)}  ${visible(value)}\n`;
}

function* groupText(group: Group, input: FindingsInput, words: ReportWords): Generator<string> {
  const { store, language } = input;
  const head = `${words.severities[group.severity]}: ${group.title} (${group.code}, ${countOf(group)})`;
  yield `\n${head}\n${'-'.repeat(widthOf(head))}\n`;
  let advice = '';
  for (const [dialog, finding] of findingsIn(group, input)) {
    const record = findingRecord(store, dialog, finding, language);
    if (record.severity !== group.severity || record.title !== group.title) continue;
    // The same for all of them stands once, in the end.
    if (advice !== '' && advice !== record.advice) yield adviceText(advice, words);
    advice = record.advice;
    if (dialog !== null) yield* callText(store, dialog, words);
    else if (isOfAddress(finding)) yield addressText(finding, words);
    yield* proofText(store, finding, record, words);
  }
  if (countOf(group) > REPORT_CALLS) yield `\n+ ${countOf(group) - REPORT_CALLS} (--as json, --as csv)\n`;
  yield adviceText(advice, words);
}

function* findingsIn({ code, dialogs, addresses }: Group, input: FindingsInput): Generator<[number | null, Finding]> {
  for (const dialog of dialogs.slice(0, REPORT_CALLS))
    for (const finding of ofDialog(input.diagnosis, dialog)) if (finding.code === code) yield [dialog, finding];
  for (const finding of addresses.slice(0, Math.max(0, REPORT_CALLS - dialogs.length))) yield [null, finding];
}

function addressText({ address, count, firstUs, lastUs }: AddressFinding, words: ReportWords): string {
  return `\n${words.source} ${address}\n  ${isoTimeUs(firstUs)} - ${isoTimeUs(lastUs)}, ${words.dialogs}: ${count}\n`;
}

function* callText(store: Store, dialog: number, words: ReportWords): Generator<string> {
  const { index, method, from, to, state, status, start, source, destination, transport, callId } = dialogRecord(
    store,
    dialog,
  );
  const outcome = status === null ? state : `${state} (${status})`;
  yield `\n${visible(`${words.dialog} ${index}: ${method} ${from} -> ${to}, ${outcome}`)}\n`;
  const end = isoTimeUs(store.dialogs.columns.lastUs[dialog]);
  yield `  ${start} - ${end}  ${source} -> ${destination}  ${transport}\n`;
  yield `  Call-ID: ${visible(callId)}\n`;
}

function* proofText(store: Store, { messages = [], streams = [] }: Finding, record: FindingRecord, words: ReportWords) {
  yield `\n${sentences(record.explanation)}`;
  if (messages.length + streams.length + record.said.length > 0) yield '\n';
  yield* proofs(messages, (row) => messageLine(store, row));
  yield* proofs(streams, (row) => streamLine(store, row));
  if (record.said.length > 0) yield `  ${words.said}:\n`;
  for (const line of record.said) yield `    ${visible(line)}\n`;
}

function* proofs(rows: readonly number[], lineOf: (row: number) => string): Generator<string> {
  for (const row of rows.slice(0, REPORT_PROOFS)) yield `    ${lineOf(row)}\n`;
  if (rows.length > REPORT_PROOFS) yield `    + ${rows.length - REPORT_PROOFS}\n`;
}

function adviceText(advice: string, words: ReportWords): string {
  return `\n${sentences(`${words.advice}: ${advice}`)}`;
}

/** Cells of a line of sentences: tickets and mails often show a report as it is, and do not break it. */
const LINE_WIDTH = 100;

function sentences(text: string): string {
  return `  ${brokenText(text, LINE_WIDTH - 2).join('\n  ')}\n`;
}

/** Cells for a start line: a request URI may be as long as it likes. */
const START_LINE_CELLS = 100;

/** `#12  2026-11-20T23:27:57.646298Z  192.0.2.1:5060 -> 192.0.2.2:5060  UDP  INVITE sip:bob@example.com`. */
function messageLine(store: Store, row: number): string {
  const m = store.messages.columns;
  const { bytes, start, end } = store.bytesOf(row);
  const line = parseSip(bytes, start, end)
    .startLine.replace(/^SIP\/2\.0\s+/i, '')
    .replace(/\s+SIP\/2\.0\s*$/i, '');
  return [
    `#${m.number[row]}`,
    isoTime(m.seconds[row], m.nanos[row]),
    `${store.endpoints.text(m.source[row])} -> ${store.endpoints.text(m.destination[row])}`,
    TRANSPORTS[m.transport[row]],
    fitted(visible(line), START_LINE_CELLS),
  ].join('  ');
}

/** `PCMU 0x0e05384e  2026-11-20T23:27:57.646298Z - …  192.0.2.1:4000 -> 192.0.2.2:5000`. */
function streamLine(store: Store, row: number): string {
  const { source, destination, ssrc, start, end } = streamRecord(store, row);
  return `${streamName(store, row)} ${ssrc}  ${start} - ${end}  ${source} -> ${destination}`;
}
