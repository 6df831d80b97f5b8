/** SIP and TLS that miss each other: plain SIP to a port of TLS, or a TLS connection that never carried anything. RFC 3261 section 26.2, RFC 5630. */

import { TCP, type TlsConnection } from '../../decode/carried';
import type { Store } from '../../store/store';
import type { Evidence } from '../evidence';
import type { Exchange } from '../exchange';
import type { AddressFinding } from '../finding';
import type { Rule } from '../rule';
import { SIPS_PORT, TLS_PORT } from '../traits';

const SIP_PORT = 5060;

/** A handshake takes a few round trips, and who connects for SIP says something at once. */
const SETTLED_US = 10_000_000;

export const PLAIN_SIP_ON_TLS: Rule = {
  code: 'plain-sip-on-tls',
  severity: 'error',
  title: 'SIP and TLS do not meet',
  explanation: '{client} and {server} likely do not agree on the transport or on the certificate.',
  also: {
    plain: 'The {method} was sent in plain text over TCP to port {port}, which is that of TLS, and got no answer.',
    hello: 'Connections for TLS that carried no data: {times}, the first at {first}. The handshake was likely refused.',
  },
  advice:
    'Compare the transport that both ends have set (TLS goes to port 5061 as a rule), then the certificate: who issued it, for which name, until when, and whether the client must show one. The logs of both ends say why a handshake was refused.',
  needs: TLS_PORT,
  silences: ['no-response'],
  judge(evidence) {
    const exchange = evidence.exchanges.find((one) => isPlainOnTls(evidence, one));
    if (exchange === undefined) return null;
    const [sent] = exchange.sent;
    return {
      severity: exchange.method === 'OPTIONS' ? 'warning' : 'error',
      values: {
        client: evidence.sourceEnd(sent),
        server: evidence.destinationEnd(sent),
        method: exchange.method,
        port: portOf(evidence, sent),
      },
      also: ['plain'],
      messages: [sent],
      gap: { from: sent, to: null },
    };
  },
  ofCapture: handshakesInVain,
};

/** Whoever answers in plain text does not expect TLS there, whatever the port. 5061 of UDP is none of TLS. */
function isPlainOnTls(evidence: Evidence, { sent, responses, transport, method }: Exchange): boolean {
  if (sent.length === 0 || responses.length > 0 || transport !== TCP || method === 'ACK') return false;
  if (portOf(evidence, sent[0]) !== SIPS_PORT) return false;
  const { source, destination } = evidence.store.messages.columns;
  const sentUs = evidence.timeUs(sent[0]);
  // Closed at once, or silent.
  return (
    evidence.store.closedUs(source[sent[0]], destination[sent[0]]) > sentUs || evidence.reached(sentUs + SETTLED_US)
  );
}

function portOf(evidence: Evidence, message: number): number {
  const { endpoints, messages } = evidence.store;
  return endpoints.get(messages.columns.destination[message]).port;
}

/** By pair of addresses. */
function handshakesInVain(store: Store): AddressFinding[] {
  const pairs = new Map<string, TlsConnection[]>();
  const well = new Set<string>();
  for (const connection of store.tlsConnections) {
    const { port } = store.endpoints.get(connection.server);
    // What else goes by TLS is no concern of ours.
    if (port !== SIPS_PORT && port !== SIP_PORT) continue;
    const pair = `${store.endpoints.address(connection.client)} ${store.endpoints.text(connection.server)}`;
    if (connection.applicationRecords > 0) well.add(pair);
    else if (connection.closed || store.clock.nowUs >= timeOf(connection) + SETTLED_US) {
      const list = pairs.get(pair);
      if (list === undefined) pairs.set(pair, [connection]);
      else list.push(connection);
    }
  }
  return [...pairs].flatMap(([pair, list]) => (well.has(pair) ? [] : [foundOf(store, list)]));
}

function foundOf(store: Store, list: readonly TlsConnection[]): AddressFinding {
  const [first] = list;
  const address = store.endpoints.address(first.client);
  return {
    code: 'plain-sip-on-tls',
    severity: 'error',
    address,
    values: {
      client: address,
      server: store.endpoints.text(first.server),
      times: list.length,
      first: { timeUs: timeOf(first) },
    },
    also: ['hello'],
    firstUs: timeOf(first),
    lastUs: timeOf(list[list.length - 1]),
    count: list.length,
    dialogs: [],
    messages: [],
  };
}

function timeOf({ seconds, nanos }: TlsConnection): number {
  return seconds * 1e6 + nanos / 1000;
}
