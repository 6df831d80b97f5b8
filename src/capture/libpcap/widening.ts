/**
 * What a plain capture filter loses although the decoder reads it: packets whose ports stand behind another header, or
 * in no header at all. One table of what is added to take them too. libpcap does the compiling (program.ts).
 */

import { joinPrograms, type Program } from './program';

/** Beside an expression that looks at ports: it is one more way to be taken. */
const BESIDE: ReadonlyArray<{ label: string; expression: string }> = [
  // Ports stand in the first fragment, and with IPv6 even there behind a header that the filter does not pass.
  { label: 'fragments', expression: 'ip[6:2] & 0x1fff != 0' },
  { label: 'fragments', expression: 'ip6[6] = 44' },
  // Other headers between IP and the port: hop-by-hop, routing and destination options, AH.
  { label: 'fragments', expression: 'ip6[6] = 0 or ip6[6] = 43 or ip6[6] = 60' },
  { label: 'fragments', expression: 'proto 51' },
  { label: 'tunnels', expression: 'proto 4 or proto 41' },
  { label: 'tunnels', expression: 'proto 47' },
  { label: 'tunnels', expression: 'proto 137' },
  { label: 'tunnels', expression: 'udp dst port 2152 or udp dst port 4789 or udp dst port 6081' },
];

/**
 * In front of the whole, as a program of its own: each keyword moves all offsets behind it, so what is plain and what is
 * tagged cannot stand in one expression beside MPLS and PPPoE. The most common first: the kernel may refuse the last
 * ones, as it bounds the length.
 */
const INSIDE: ReadonlyArray<{ label: string; prefix: string }> = [
  { label: 'VLAN', prefix: 'vlan' },
  { label: 'VLAN', prefix: 'vlan and vlan' },
  { label: 'PPPoE', prefix: 'pppoes' },
  { label: 'PPPoE', prefix: 'vlan and pppoes' },
  { label: 'MPLS', prefix: 'mpls' },
  { label: 'MPLS', prefix: 'mpls and mpls' },
  { label: 'MPLS', prefix: 'vlan and mpls' },
];

/** Who writes one of these knows what is in front of the IP header. */
const ENCAPSULATION_WORDS = new Set(['vlan', 'mpls', 'pppoes', 'pppoed', 'geneve', 'vxlan']);

const TRANSPORT_WORDS = new Set(['port', 'portrange', 'tcp', 'udp', 'sctp']);

/** Null: libpcap refuses the expression on this link type. */
export type Compile = (expression: string) => Program | null;

export interface Compilers {
  /** For the device as it is: libpcap knows that the kernel keeps an outer VLAN tag beside the packet. */
  whole: Compile;
  /** For tags that stand in the packet. A filter sees no others: the kernel takes the outer one off before. */
  inside: Compile;
  /** May a program be this long? */
  fits(program: Program): boolean;
}

export interface Widened {
  program: Program;
  /** For the screen: `+ fragments, tunnels, VLAN`; null where nothing was added. */
  text: string | null;
}

/** `plain`: what `expression` compiles to by itself. */
export function widen(expression: string, plain: Program, compilers: Compilers): Widened {
  const words = wordsOf(expression);
  if (words.length === 0) return { program: plain, text: null };
  const labels: string[] = [];
  const rows = looksAtTransport(words) ? BESIDE.filter((row) => compilers.whole(row.expression) !== null) : [];
  const whole = [...rows.map((row) => row.expression), expression].map((part) => `(${part})`).join(' or ');
  const wider = rows.length === 0 ? null : compilers.whole(whole);
  let program = wider !== null && compilers.fits(wider) ? wider : plain;
  if (program !== plain) labels.push(...rows.map((row) => row.label));
  if (words.some((word) => ENCAPSULATION_WORDS.has(word))) return { program, text: textOf(labels) };
  for (const { label, prefix } of INSIDE) {
    const inside = compilers.inside(`${prefix} and (${whole})`);
    if (inside === null) continue;
    const joined = joinPrograms([program, inside]);
    if (!compilers.fits(joined)) break;
    program = joined;
    labels.push(label);
  }
  return { program, text: textOf(labels) };
}

function wordsOf(expression: string): string[] {
  return expression.match(/[\w.:-]+/g) ?? [];
}

function looksAtTransport(words: readonly string[]): boolean {
  return words.some((word, i) => TRANSPORT_WORDS.has(word) || (word === 'proto' && words[i - 1] !== 'ether'));
}

function textOf(labels: readonly string[]): string | null {
  return labels.length === 0 ? null : `+ ${[...new Set(labels)].join(', ')}`;
}
