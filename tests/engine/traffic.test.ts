/** What else a capture holds. */

import { trafficInWords } from '../../src/engine/traffic';

const NONE = {
  ...{ packets: 0, unknownLink: 0, notIp: 0, udp: 0, tcp: 0, sctp: 0, otherIp: 0, fragments: 0, incomplete: 0 },
  ...{ rtp: 0, tlsRecords: 0, sipDatagrams: 0 },
};

it('is what neither RTP nor SIP was found in', () => {
  expect(trafficInWords({ ...NONE, udp: 5, rtp: 2, sipDatagrams: 2 }, 0)).toEqual(['2 RTP packets', '1 UDP packet']);
  expect(trafficInWords({ ...NONE, udp: 2, sipDatagrams: 2 }, 1)).toEqual(['1 TLS connection']);
});
