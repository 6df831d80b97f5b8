/**
 * Reports on the quality of calls that phones send by PUBLISH or NOTIFY (RFC 6035), under the Call-ID that the body
 * names: the message is of a dialog of its own. Which messages they are is kept here; what they say is read when asked.
 */

import {
  VOICE_CALL_ID_BYTES,
  VOICE_REPORT_BYTES,
  VOICE_REPORT_LOOKS,
  VOICE_REPORT_SHARE,
  VOICE_REPORTS,
} from '../budgets';
import { bodyParts } from '../decode/sip/body';
import { parseSip } from '../decode/sip/parse';
import { bytesText } from '../decode/visible';
import { parseVoipMetrics, VOIP_METRICS_TYPE, type VoipMetricsReport } from '../decode/voip-metrics';
import { hashOf } from '../decode/words';
import { Arena } from './arena';
import { HashIndex } from './hash-index';
import type { Interned } from './interned';
import * as M from './messages';
import type { Range } from './raw';
import type { Store } from './store';
import { Table } from './table';

const SPEC = {
  /** Row and number of the message: another number says that it has gone. */
  message: Int32Array,
  number: Uint32Array,
  /** Where its body begins in it. */
  bodyAt: Uint32Array,
  /** Of the Call-ID that it names, and where that is kept. */
  hash: Int32Array,
  callIdAt: Float64Array,
  callIdLength: Uint16Array,
  /** Rows + 1 of its neighbours among the reports of that call. */
  newer: Int32Array,
  older: Int32Array,
};

export class VoiceReports {
  private readonly table = new Table(SPEC);
  /** The newest of each call, at which the list of the others begins: an interval report may come every few seconds. */
  private readonly index = new HashIndex((row) => this.table.columns.hash[row]);
  private readonly callIds = new Arena();
  /** Interned. */
  private readonly methods: ReadonlySet<number>;
  private readonly most: number;
  /** The row of the oldest, once there are as many as may be. */
  private oldest = 0;

  constructor(words: Interned, memoryBytes: number) {
    this.methods = new Set([words.idOf('PUBLISH'), words.idOf('NOTIFY')]);
    this.most = Math.max(1, Math.min(VOICE_REPORTS, Math.floor(memoryBytes / VOICE_REPORT_SHARE)));
  }

  /** Memory in use. */
  get bytes(): number {
    return this.table.count * VOICE_REPORT_BYTES + this.callIds.bytes;
  }

  /** A new message whose type says that it is a report. */
  message(store: Store, row: number, carried: Range): void {
    const m = store.messages.columns;
    const repeats = (m.flags[row] & (M.COPY | M.RETRANSMISSION)) !== 0;
    if (repeats || (m.flags[row] & M.REQUEST) === 0 || !this.methods.has(m.method[row])) return;
    const { bytes, start, end } = carried;
    const place = placesIn(bytes.latin1Slice(start, end));
    if (place === null) return;
    const { bodyAt, callIdAt, callId } = place;
    const hash = hashOf(bytes, start + callIdAt, start + callIdAt + callId.length);
    const newest = this.newestOf(hash, callId);
    if (newest >= 0 && this.isKnown(store, newest, carried, start + bodyAt)) return;
    this.add(row, m.number[row], bodyAt, hash, callId, newest);
    const dialog = store.names.find(bytes, start + callIdAt, start + callIdAt + callId.length);
    if (dialog >= 0) store.changed.note(dialog);
  }

  /** Rows of the messages that report on the dialog in this row, by time; empty as a rule. */
  ofDialog(store: Store, dialog: number): number[] {
    const hash = store.dialogs.columns.callIdHash[dialog];
    const t = this.table.columns;
    const found: number[] = [];
    if (this.index.rowAt(this.index.first(hash)) < 0) return found;
    for (let row = this.newestOf(hash, store.names.callId(dialog)); row >= 0; row = t.older[row] - 1) {
      if (isThere(store, t.message[row], t.number[row])) found.push(t.message[row]);
    }
    return found.reverse().sort((a, b) => store.timeUs(a) - store.timeUs(b));
  }

  private newestOf(hash: number, callId: string): number {
    const { index } = this;
    const t = this.table.columns;
    for (let slot = index.first(hash), row = index.rowAt(slot); row >= 0; row = index.rowAt(slot)) {
      if (t.hash[row] === hash && this.callIdOf(row) === callId) return row;
      slot = index.after(slot);
    }
    return -1;
  }

  private callIdOf(row: number): string {
    const { callIdAt, callIdLength } = this.table.columns;
    const start = this.callIds.offsetOf(callIdAt[row]);
    return this.callIds.memoryOf(callIdAt[row]).latin1Slice(start, start + callIdLength[row]);
  }

  /** The same report was sent on by a proxy, to a subscriber too, or again after a challenge. */
  private isKnown(store: Store, newest: number, { bytes, end }: Range, bodyAt: number): boolean {
    const t = this.table.columns;
    const { payloadLength } = store.messages.columns;
    for (let row = newest, looks = 0; row >= 0 && looks < VOICE_REPORT_LOOKS; looks++) {
      const message = t.message[row];
      const sameLength = payloadLength[message] - t.bodyAt[row] === end - bodyAt;
      if (sameLength && isThere(store, message, t.number[row])) {
        const known = store.bytesOf(message);
        if (bytes.compare(known.bytes, known.start + t.bodyAt[row], known.end, bodyAt, end) === 0) return true;
      }
      row = t.older[row] - 1;
    }
    return false;
  }

  private add(message: number, number: number, bodyAt: number, hash: number, callId: string, newest: number): void {
    const row = this.free();
    const t = this.table.columns;
    // What went to make room may have been the newest one of this call, and its last.
    const before = newest === row ? -1 : newest;
    t.message[row] = message;
    t.number[row] = number;
    t.bodyAt[row] = bodyAt;
    t.hash[row] = hash;
    t.callIdAt[row] = this.callIds.reserve(callId.length);
    t.callIdLength[row] = callId.length;
    this.callIds.memoryOf(t.callIdAt[row]).write(callId, this.callIds.offsetOf(t.callIdAt[row]), 'latin1');
    t.newer[row] = 0;
    t.older[row] = before + 1;
    if (before >= 0) {
      t.newer[before] = row + 1;
      this.index.remove(hash, before);
    }
    this.index.add(hash, row);
  }

  /** A row for another one: that of the oldest, where there is no room. */
  private free(): number {
    if (this.table.count < this.most) return this.table.add();
    const row = this.oldest;
    this.oldest = (row + 1) % this.most;
    const t = this.table.columns;
    // The oldest of all is the last in the list of its call.
    if (t.newer[row] > 0) t.older[t.newer[row] - 1] = 0;
    else this.index.remove(t.hash[row], row);
    this.callIds.remove(t.callIdAt[row]);
    return row;
  }
}

/** What a message that ofDialog() gave says; null where it is no report after all. */
export function voiceReportOf(store: Store, message: number): VoipMetricsReport | null {
  const { bytes, start, end } = store.bytesOf(message);
  const part = bodyParts(parseSip(bytes, start, end), bytes).find(({ type }) => type === VOIP_METRICS_TYPE);
  return part === undefined ? null : parseVoipMetrics(bytesText(bytes, part.start, part.end));
}

function isThere(store: Store, message: number, number: number): boolean {
  return store.messages.columns.number[message] === number;
}

interface Places {
  /** Offsets in the message. */
  bodyAt: number;
  callIdAt: number;
  callId: string;
}

/** `text` is the message in Latin-1. Null where the body names no call. */
function placesIn(text: string): Places | null {
  const head = /\r?\n\r?\n/.exec(text);
  if (head === null) return null;
  const bodyAt = head.index + head[0].length;
  const line = /^[ \t]*CallID[ \t]*:[ \t]*([^\r\n]*)/gim;
  line.lastIndex = bodyAt;
  const found = line.exec(text);
  const callId = found?.[1].trimEnd() ?? '';
  if (found === null || callId === '' || callId.length > VOICE_CALL_ID_BYTES) return null;
  return { bodyAt, callIdAt: found.index + found[0].length - found[1].length, callId };
}
