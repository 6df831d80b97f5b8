/** A request that goes round between servers. RFC 3261 sections 16.3 (Max-Forwards), 21.4.20 and 21.4.21. */

import { UDP } from '../../decode/carried';
import { header } from '../../decode/sip/message';
import type { Evidence } from '../evidence';
import type { Exchange } from '../exchange';
import type { Found } from '../finding';
import { gravityOf, madeProgress, refusalOf } from '../outcome';
import type { Rule } from '../rule';
import { isSuccess } from '../statuses';
import { ANSWERED, FAILED, SEVERAL_HOPS } from '../traits';

export const LOOP: Rule = {
  code: 'loop',
  severity: 'error',
  title: 'The request goes round in a loop',
  explanation: 'The {method} for {uri} likely goes round between servers.',
  also: {
    refused: '{server} answered {status} to it.',
    round: 'It passed from {from} to {to} {times} times, with Max-Forwards falling from {first} to {last}.',
  },
  advice:
    'Look at the routes of the servers that it passed, {to} among them: a name that DNS resolves to the server itself, two servers that each take the other for the next hop, a forward to itself.',
  needs: FAILED,
  orNeeds: SEVERAL_HOPS,
  silences: ['registration-rejected'],
  judge(evidence) {
    const { traits, store, dialog } = evidence;
    // Quick, for every call through a proxy comes here.
    if ((traits & ANSWERED) !== 0 || store.dialogs.columns.ringUs[dialog] > 0) return null;
    const refused = refusalOf(evidence, (status) => status === 482 || status === 483);
    if (refused !== null && isProbe(evidence, refused)) return null;
    const passes = passesOf(evidence);
    if (refused === null && (passes.length === 0 || isWell(evidence))) return null;
    return found(evidence, refused, passes);
  },
};

function found(evidence: Evidence, refused: Exchange | null, passes: readonly Exchange[]): Found {
  const [first] = passes.length > 0 ? passes : [refused as Exchange];
  const last = passes[passes.length - 1] ?? first;
  const [request] = first.sent;
  const final = refused?.final ?? -1;
  const rows = passes.length > 0 ? passes.map(({ sent }) => sent[0]) : [request];
  return {
    severity: gravityOf(evidence, first),
    values: {
      method: first.method,
      uri: evidence.sip(request).uri,
      from: evidence.sourceEnd(request),
      to: evidence.destinationEnd(request),
      times: passes.length,
      first: hopsLeft(evidence, first),
      last: hopsLeft(evidence, last),
      server: final < 0 ? '' : evidence.sourceEnd(final),
      status: final < 0 ? 0 : evidence.statusOf(final),
    },
    also: [...(final < 0 ? [] : ['refused']), ...(passes.length > 0 ? ['round'] : [])],
    messages: final < 0 ? rows : [...rows, final],
    said: final < 0 ? [] : [final],
  };
}

/** A request that sets out with few hops finds out who is on the way. */
function isProbe(evidence: Evidence, { method, final }: Exchange): boolean {
  return method === 'OPTIONS' && evidence.statusOf(final) === 483;
}

function isWell(evidence: Evidence): boolean {
  const succeeded = ({ final }: Exchange) => final >= 0 && isSuccess(evidence.statusOf(final));
  return madeProgress(evidence) || evidence.attempts.some(succeeded);
}

/**
 * The exchanges of one hop that the same request passed more than once, with fewer hops left each time. A forwarded call
 * may come back to a server, too, but for another URI.
 */
function passesOf(evidence: Evidence): Exchange[] {
  const hops = new Map<string, Exchange[]>();
  for (const one of evidence.attempts) {
    if (one.sent.length === 0) continue;
    const hop = hopOf(evidence, one);
    const known = hops.get(hop);
    if (known === undefined) hops.set(hop, [one]);
    else known.push(one);
  }
  for (const tries of hops.values()) {
    const passes = tries.length < 2 ? [] : fallingOf(evidence, tries);
    if (passes.length > 1) return passes;
  }
  return [];
}

function hopOf(evidence: Evidence, { sent: [row], cseq }: Exchange): string {
  const { source, destination, transport } = evidence.store.messages.columns;
  const from = transport[row] === UDP ? String(source[row]) : evidence.sourceOf(row);
  return `${cseq} ${from} ${destination[row]}`;
}

function fallingOf(evidence: Evidence, tries: readonly Exchange[]): Exchange[] {
  const passes: Exchange[] = [];
  for (const one of tries) {
    const before = passes[passes.length - 1];
    const falls = before === undefined || hopsLeft(evidence, one) < hopsLeft(evidence, before);
    const same = before === undefined || evidence.sip(one.sent[0]).uri === evidence.sip(before.sent[0]).uri;
    if (falls && same) passes.push(one);
  }
  return passes;
}

/** NaN without Max-Forwards. */
function hopsLeft(evidence: Evidence, { sent }: Exchange): number {
  return Number.parseInt(header(evidence.sip(sent[0]), 'max-forwards') ?? '', 10);
}
