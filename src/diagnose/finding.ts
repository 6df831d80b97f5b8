/** What diagnosis says of a dialog or of an address: which problem, what proves it. wording.ts puts it into sentences. */

/** From the least to the gravest. */
export const SEVERITIES = ['notice', 'warning', 'error'] as const;
export type Severity = (typeof SEVERITIES)[number];

/**
 * What a sentence is filled with. Text may be as the network sent it: wording.ts makes it safe to show. Times are
 * microseconds since 1970.
 */
export type Value = string | number | { timeUs: number } | { ms: number } | { percent: number };
export type Values = Readonly<Record<string, Value>>;

/** What a rule gives of the dialog that it was asked about. */
export interface Found {
  /** Where it is not the rule's own. */
  severity?: Severity;
  /** For the places in the rule's sentences: `{port}`. */
  values?: Values;
  /** Names of the rule's further sentences that hold here too. */
  also?: readonly string[];
  /** Rows of the messages that prove it, in order. */
  messages?: readonly number[];
  /** Rows of media streams that prove it. */
  streams?: readonly number[];
  /** Rows of messages whose phrase, Reason, Warning and vendor's headers tell more, to be quoted. */
  said?: readonly number[];
  /** The time that matters, between two messages; where the second is null, until the capture's end. */
  gap?: { from: number; to: number | null };
}

/** A found problem of a dialog. */
export interface Finding extends Found {
  code: string;
  severity: Severity;
}

/** A found problem of an address. That of a dialog which is part of the proof has the messages of this dialog alone. */
export interface AddressFinding extends Finding {
  /** IP, without port. */
  address: string;
  firstUs: number;
  lastUs: number;
  /** How often it happened, also in dialogs that are no longer kept. */
  count: number;
  /** Rows of the dialogs that prove it, in order. */
  dialogs: readonly number[];
}

export function isOfAddress(finding: Finding): finding is AddressFinding {
  return 'address' in finding;
}

export function rankOf(severity: Severity): number {
  return SEVERITIES.indexOf(severity) + 1;
}
