/** Findings as other programs read them: the fields of `--print findings`, in their order. */

import { type EndReason, endReasons, shortReason } from '../decode/sip/end-reasons';
import { parseSip } from '../decode/sip/parse';
import { statusWords } from '../decode/sip/phrases';
import type { Diagnosis } from '../diagnose/diagnosis';
import { type AddressFinding, type Finding, isOfAddress, type Severity } from '../diagnose/finding';
import type { Language } from '../diagnose/languages/language';
import { worded } from '../diagnose/wording';
import { REQUEST } from '../store/messages';
import type { Store } from '../store/store';
import { ssrcText } from '../store/stream-name';
import { decoded } from '../store/text';
import { isoTimeUs } from './time';

/** Sentences are safe to show; `said` is as it was sent. */
export interface FindingRecord {
  /** Index of the dialog; null, as callId, for what an address does. */
  dialog: number | null;
  callId: string | null;
  code: string;
  severity: Severity;
  title: string;
  explanation: string;
  advice: string;
  /** Numbers of the messages that prove it. */
  messages: number[];
  /** SSRCs of the streams that do. */
  streams: string[];
  /** Of which address it is; null for that of a dialog. */
  address: string | null;
  /** What the other side said of it: phrase, Reason, Warning, headers of vendors, with what that means. */
  said: string[];
}

/** Names of the fields, in their order. */
export const FINDING_FIELDS: readonly (keyof FindingRecord)[] = [
  'dialog',
  'callId',
  'code',
  'severity',
  'title',
  'explanation',
  'advice',
  'messages',
  'streams',
  'address',
  'said',
];

/** Of the dialogs one by one, then of the addresses that they show something of. */
export function* findingRecords(
  store: Store,
  diagnosis: Diagnosis | null,
  dialogs: readonly number[],
  language: Language,
): Generator<FindingRecord> {
  for (const dialog of dialogs)
    for (const finding of ofDialog(diagnosis, dialog)) yield findingRecord(store, dialog, finding, language);
  for (const finding of ofAddresses(diagnosis, dialogs)) yield findingRecord(store, null, finding, language);
}

/** Without those of addresses, which are told once and not with each dialog. */
export function ofDialog(diagnosis: Diagnosis | null, dialog: number): Finding[] {
  // Most have none, and their evidence need not be read again.
  if (diagnosis === null || diagnosis.codes(dialog).length === 0) return [];
  return diagnosis.findings(dialog).filter((one) => !isOfAddress(one));
}

/** Those that some of these dialogs are a proof of; where no dialog is left out, also those that need none, as of TLS. */
export function ofAddresses(diagnosis: Diagnosis | null, dialogs: readonly number[]): AddressFinding[] {
  if (diagnosis === null) return [];
  const kept = new Set(dialogs);
  const isWhole = kept.size === diagnosis.dialogCount;
  return diagnosis
    .ofAddresses()
    .filter((one) => (one.dialogs.length === 0 ? isWhole : one.dialogs.some((row) => kept.has(row))));
}

/** `dialog`: null for what an address does. */
export function findingRecord(
  store: Store,
  dialog: number | null,
  finding: Finding,
  language: Language,
): FindingRecord {
  const { code, severity, title, explanation, advice } = worded(finding, isoTimeUs, language);
  const { messages = [], streams = [], said = [] } = finding;
  return {
    dialog: dialog === null ? null : store.dialogs.columns.index[dialog],
    callId: dialog === null ? null : decoded(store.names.callId(dialog)),
    code,
    severity,
    title,
    explanation,
    advice,
    messages: messages.map((row) => store.messages.columns.number[row]),
    streams: streams.map((row) => ssrcText(store, row)),
    address: isOfAddress(finding) ? finding.address : null,
    said: said.flatMap((row) => saidIn(store, row)),
  };
}

/** `404 Not Found: nothing there has this number (RFC 3261, 21.4.5)`, `Reason: Q.850 1 …`. */
export function saidIn(store: Store, message: number): string[] {
  const { bytes, start, end } = store.bytesOf(message);
  const sip = parseSip(bytes, start, end);
  const reasons = endReasons(sip).map(reasonText);
  if ((store.messages.columns.flags[message] & REQUEST) !== 0) return reasons;
  const status = `${sip.status} ${sip.reason}`.trimEnd();
  return [status + meaningText(statusWords(sip.status)), ...reasons];
}

function reasonText(reason: EndReason): string {
  const { header, protocol, words, source } = reason;
  const text = `${protocol === '' ? '' : `${header}: `}${shortReason(reason)}`;
  return text + meaningText({ meaning: words ?? '', source });
}

function meaningText(words: { meaning: string; source: string } | null): string {
  const { meaning, source } = words ?? { meaning: '', source: '' };
  return `${meaning === '' ? '' : `: ${meaning}`}${source === '' ? '' : ` (${source})`}`;
}
