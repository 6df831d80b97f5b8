/** Via values: who sent a message, over what, and the branch of its transaction. RFC 3261 section 20.42, RFC 3581. */

import { Closers, type Param, param, parseParams, TOKEN } from './params';
import type { Fault } from './problem';
import { parseHostPort } from './uri';

export interface Via {
  /** `SIP`. */
  protocol: string;
  /** `2.0`. */
  version: string;
  /** As written: `UDP`. */
  transport: string;
  /** Of sent-by; IPv6 without brackets. */
  host: string;
  /** 0 when sent-by names none. */
  port: number;
  /** Empty when there is none, as with RFC 2543. */
  branch: string;
  params: Param[];
  /** The first thing that is wrong with it, or null. The text continues `... holds`. */
  fault: Fault | null;
}

/** A branch that begins so is unique by itself. RFC 3261 section 8.1.1.7. */
export const MAGIC_COOKIE = 'z9hG4bK';

const SENT = /^\s*([^\s/;]+)\s*\/\s*([^\s/;]+)\s*\/\s*([^\s/;]+)\s+([^;]*)/;

export function parseVia(text: string): Via {
  const via: Via = {
    protocol: '',
    version: '',
    transport: '',
    host: '',
    port: 0,
    branch: '',
    params: [],
    fault: null,
  };
  const plain = withoutComment(text);
  const sent = SENT.exec(plain);
  if (sent === null) {
    via.fault = { code: 'bad-via', text: 'no protocol, transport and sender' };
    return via;
  }
  [, via.protocol, via.version, via.transport] = sent;
  if (!TOKEN.test(via.protocol) || !TOKEN.test(via.version) || !TOKEN.test(via.transport)) {
    via.fault = { code: 'bad-via', text: 'a protocol that is no token' };
  }
  const sentBy = sent[4]
    .split(':')
    .map((part) => part.trim())
    .join(':');
  if (!parseHostPort(sentBy, via)) via.fault ??= { code: 'bad-via', text: 'a sender that is no host and port' };
  const { params, fault } = parseParams(plain, sent[0].length);
  via.params = params;
  if (fault !== null) via.fault ??= { code: 'bad-via', text: fault };
  checkBranch(via);
  return via;
}

/** RFC 2543 allowed a comment behind the value. */
function withoutComment(text: string): string {
  const open = text.indexOf(' (');
  if (open < 0) return text;
  const close = new Closers(text).comment(open + 1);
  return close === null || text.slice(close + 1).trim() !== '' ? text : text.slice(0, open);
}

function checkBranch(via: Via): void {
  const branch = param(via.params, 'branch');
  via.branch = branch ?? '';
  if (branch === null) return;
  if (branch === '' || branch.toLowerCase() === MAGIC_COOKIE.toLowerCase()) {
    via.fault ??= { code: 'bad-branch', text: 'a branch that identifies no transaction' };
  }
}
