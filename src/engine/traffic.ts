/** What a capture holds besides SIP, in words, so that an empty list can say why it is empty. */

import type { DecodeCounts } from '../decode/carried';

const WORDS: { count(counts: DecodeCounts, tlsConnections: number): number; one: string; many: string }[] = [
  { count: (_, tls) => tls, one: 'TLS connection', many: 'TLS connections' },
  { count: ({ rtp }) => rtp, one: 'RTP packet', many: 'RTP packets' },
  { count: ({ udp, rtp, sipDatagrams }) => udp - rtp - sipDatagrams, one: 'UDP packet', many: 'UDP packets' },
  { count: ({ tcp }) => tcp, one: 'TCP packet', many: 'TCP packets' },
  { count: ({ sctp }) => sctp, one: 'SCTP packet', many: 'SCTP packets' },
  { count: ({ otherIp }) => otherIp, one: 'other IP packet', many: 'other IP packets' },
  { count: ({ notIp }) => notIp, one: 'packet that is not IP', many: 'packets that are not IP' },
  {
    count: ({ unknownLink }) => unknownLink,
    one: 'packet of an unknown link type',
    many: 'packets of unknown link types',
  },
];

/** `12,000 UDP packets`, one string a kind that occurs. */
export function trafficInWords(counts: DecodeCounts, tlsConnections: number): string[] {
  return WORDS.map(({ count, one, many }) => ({ n: count(counts, tlsConnections), one, many }))
    .filter(({ n }) => n > 0)
    .map(({ n, one, many }) => `${n.toLocaleString('en-US')} ${n === 1 ? one : many}`);
}
