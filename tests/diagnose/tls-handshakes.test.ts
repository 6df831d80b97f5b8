/** Connections of TLS that never carried anything, which belong to no dialog: findings of addresses. */

import type { TlsConnection } from '../../src/decode/carried';
import { BEGINNING } from '../store/scenario';
import { type Diagnosed, diagnosed } from './case';

const LATER = '20 192.0.2.9 > 192.0.2.2 OPTIONS\n20.1 192.0.2.2 > 192.0.2.9 200 OK';

/** At so many seconds, to that port of the server, with so many records of data. */
function connect({ store }: Diagnosed, seconds: number, port: number, data: number, closed = false): void {
  const connection: TlsConnection = {
    client: store.endpoints.ipv4(0xc0000201, 40_000 + seconds),
    server: store.endpoints.ipv4(0xc0000202, port),
    version: null,
    serverName: null,
    seconds: BEGINNING + seconds,
    nanos: 0,
    records: 2,
    applicationRecords: data,
    closed,
  };
  store.tls(connection);
}

function found(connections: [number, number, number][]): unknown[] {
  const played = diagnosed(LATER);
  for (const [seconds, port, data] of connections) connect(played, seconds, port, data);
  return played.diagnosis
    .ofAddresses()
    .map(({ code, address, count, values }) => [code, address, values?.server, count]);
}

test('hellos without data are told of once for each pair of addresses', () => {
  const expected = [['plain-sip-on-tls', '192.0.2.1', '192.0.2.2:5061', 2]];
  expect(found([1, 3].map((seconds) => [seconds, 5061, 0]))).toEqual(expected);
});

test('TLS to the port of plain SIP is as bad', () => {
  expect(found([[1, 5060, 0]])).toHaveLength(1);
});

test('one that has just begun may go on', () => {
  expect(found([[15, 5061, 0]])).toEqual([]);
});

test('one that was closed does not go on', () => {
  const played = diagnosed(LATER);
  connect(played, 15, 5061, 0, true);
  expect(played.diagnosis.ofAddresses()).toHaveLength(1);
});

test('a pair that also talks has no quarrel about certificates', () => {
  const connections: [number, number, number][] = [
    [1, 5061, 0],
    [2, 5061, 7],
  ];
  expect(found(connections)).toEqual([]);
});

test('what is none of SIP is none of ours', () => {
  expect(found([[1, 443, 0]])).toEqual([]);
});
