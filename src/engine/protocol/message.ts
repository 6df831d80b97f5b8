/** Messages: one, all of some dialogs, and the credentials of one. */

import type { CodeMeaning } from '../../export/message-parts';
import type { Fact } from '../../ladder/facts';

export interface MessageQuery {
  kind: 'message';
  /** A message id of a list line or ladder row. */
  message: number;
}

export interface MessageSnapshot {
  kind: 'message';
  message: number;
  number: number;
  dialog: number | null;
  timeUs: number;
  source: string;
  destination: string;
  transport: string;
  retransmission: boolean;
  /** The text line by line, safe to show; `lines[0]` is the start line. */
  lines: string[];
  /** How many of them belong to start line and headers. */
  headLines: number;
  /** Of each line of the head what its header is known by: lower case, in full. Empty for a line that begins none. */
  headers: string[];
  /** Bytes on the wire. */
  length: number;
  /** What is wrong with it, in words. */
  problems: string[];
  /** Its status, and what it says of why something ended, in words. */
  meanings: CodeMeaning[];
}

/** Asks for the text of all messages of some dialogs, merged by time, with reports of phones on them. */
export interface RawQuery {
  kind: 'raw';
  dialogs: number[];
  /** With all legs of their calls. */
  extended: boolean;
  /** First message wanted, and how many; and the one that the screen stands on. Places in the order of time. */
  top: number;
  rows: number;
  at: number;
  /** Id of the message whose place is to be looked up, in place of `at`, or null. */
  anchor: number | null;
}

export interface RawSnapshot {
  kind: 'raw';
  /** Messages in all. */
  total: number;
  /** Place of the first one that is sent. They may be fewer than wanted where they are very long. */
  top: number;
  messages: MessageSnapshot[];
  /** Place of the anchor, or null when it was not asked for or is not there. */
  anchorAt: number | null;
  /** Whose messages they are: dialog ids, and the numbers of the calls in the list. */
  calls: { dialog: number; index: number }[];
}

/** Asks what Digest credentials a message has, and whether a password gives their responses. */
export interface DigestQuery {
  kind: 'digest';
  message: number;
  /** Null: what there is to check. It is on its way to the worker only: neither side keeps it. */
  password: string | null;
}

export interface DigestSnapshot {
  kind: 'digest';
  message: number;
  /** Credentials that a password can be tried at. */
  checkable: number;
  /** With a password: how it fits all of them, in a sentence. */
  verdict: { text: string; right: boolean } | null;
  facts: Fact[];
}
