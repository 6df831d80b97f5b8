/** Names that Wireshark's display filters have for what our conditions are about: `sip.Method == "INVITE"`. */

import { headerRule } from '../decode/sip/headers';

export interface Foreign {
  /** The condition that it stands for. */
  condition: string;
  /** Of a header: its name. */
  header: string | null;
}

const NAMES: Record<string, string> = {
  'sip.method': 'method',
  'sip.cseq.method': 'method',
  'sip.status-code': 'code',
  'sip.call-id': 'callid',
  'sip.from.user': 'fromuser',
  'sip.to.user': 'touser',
  'sip.from.addr': 'from',
  'sip.to.addr': 'to',
  'ip.addr': 'ip.addr',
  'ip.src': 'ip.src',
  'ip.dst': 'ip.dst',
  'ipv6.addr': 'ip.addr',
  'ipv6.src': 'ip.src',
  'ipv6.dst': 'ip.dst',
  'udp.port': 'udp.port',
  'tcp.port': 'tcp.port',
  'udp.srcport': 'udp.srcport',
  'udp.dstport': 'udp.dstport',
  'tcp.srcport': 'tcp.srcport',
  'tcp.dstport': 'tcp.dstport',
  'rtp.ssrc': 'ssrc',
};

/** Null for what is none of them. A header is one under its own name. */
export function foreignName(word: string): Foreign | null {
  const lower = word.toLowerCase();
  if (Object.hasOwn(NAMES, lower)) return { condition: NAMES[lower], header: null };
  const header = /^sip\.([\w-]+)$/.exec(lower)?.[1] ?? '';
  const known = headerRule(header) !== undefined || /^[xp]-/.test(header);
  return known ? { condition: 'header', header } : null;
}

/** What may stand between one of them and a value, and the sign that it is for us. */
const OPERATORS: Record<string, string> = {
  '==': '==',
  eq: '==',
  '!=': '!=',
  ne: '!=',
  contains: 'contains',
  matches: '~',
  '~': '~',
  '>': '>',
  gt: '>',
  '<': '<',
  lt: '<',
  '>=': '>=',
  ge: '>=',
  '<=': '<=',
  le: '<=',
};

export function operatorOf(word: string): string | null {
  const lower = word.toLowerCase();
  return Object.hasOwn(OPERATORS, lower) ? OPERATORS[lower] : null;
}

/** True for a word that is Wireshark's by its form, known here or not. */
export function looksForeign(word: string): boolean {
  return /^(?:sip|sdp|ip|ipv6|udp|tcp|rtp|rtcp|frame)\.[\w.-]+$/i.test(word);
}
