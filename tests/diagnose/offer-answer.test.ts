/** Which description answers which: over late offers, early answers, forks, PRACK, UPDATE and what was refused. */

import { Evidence } from '../../src/diagnose/evidence';
import { agreementsOf } from '../../src/diagnose/offer-answer';
import { DEFAULT_THRESHOLDS } from '../../src/diagnose/thresholds';
import { dialogsOf } from '../store/play';
import { diagnosed } from './case';

const at = (port: number) => `sdp=c=IN IP4 192.0.2.1;m=audio ${port} RTP/AVP 0`;

/** `4000-5000 early`: the ports of offer and answer, in order of time. */
function agreed(text: string): string[] {
  const { store } = diagnosed(text);
  const evidence = new Evidence(store, dialogsOf(store)[0], DEFAULT_THRESHOLDS, 0);
  return agreementsOf(evidence).map(({ offer, answer, early }) => {
    const ports = [offer, answer].map(({ sdp }) => sdp.media[0].port);
    return `${ports.join('-')}${early ? ' early' : ''}`;
  });
}

const CASES: [title: string, messages: string, expected: string[]][] = [
  ['an answer in the 200', `0 A > B INVITE | ${at(4000)}\n1 B > A 200 OK | ${at(5000)}`, ['4000-5000']],
  [
    'an early answer, and the same again',
    `0 A > B INVITE | ${at(4000)}\n1 B > A 183 Progress | ${at(5000)}\n2 B > A 200 OK | ${at(5000)}`,
    ['4000-5000 early'],
  ],
  [
    'another answer in the 200, as devices send it',
    `0 A > B INVITE | ${at(4000)}\n1 B > A 183 Progress | ${at(5000)}\n2 B > A 200 OK | ${at(5002)}`,
    ['4000-5000 early', '4000-5002'],
  ],
  [
    'branches of a fork, of which the first answers in the end',
    `0 A > B INVITE | ${at(4000)}\n1 B > A 183 Progress | tag=x | ${at(5000)}\n1 B > A 183 Progress | tag=y | ${at(6000)}\n2 B > A 200 OK | tag=x | ${at(5000)}`,
    ['4000-5000 early', '4000-6000 early', '4000-5000'],
  ],
  [
    'a late offer, answered in the ACK',
    `0 A > B INVITE\n1 B > A 200 OK | ${at(5000)}\n2 A > B ACK | ${at(4000)}`,
    ['5000-4000'],
  ],
  [
    'a late offer in a provisional response, answered in the PRACK',
    `0 A > B INVITE\n1 B > A 183 Progress | ${at(5000)}\n2 A > B PRACK | ${at(4000)}\n3 B > A 200 OK (PRACK)\n4 B > A 200 OK (INVITE)`,
    ['5000-4000 early'],
  ],
  [
    'an offer in a PRACK, and one in an UPDATE',
    `0 A > B INVITE | ${at(4000)}\n1 B > A 183 Progress | ${at(5000)}\n2 A > B PRACK | ${at(4002)}\n3 B > A 200 OK (PRACK) | ${at(5002)}\n4 A > B UPDATE | ${at(4004)}\n5 B > A 200 OK (UPDATE) | ${at(5004)}`,
    ['4000-5000 early', '4002-5002', '4004-5004'],
  ],
  [
    'a late offer, answered in an ACK that goes another way',
    `0 A > P INVITE\n0.1 P > B INVITE | of=1\n1 B > P 200 OK (2) | ${at(5000)}\n1.1 P > A 200 OK (1) | ${at(5000)}\n2 A > B ACK | cseq=1 | ${at(4000)}`,
    ['5000-4000', '5000-4000'],
  ],
  [
    'a change that is refused',
    `0 A > B INVITE | ${at(4000)}\n1 B > A 200 OK | ${at(5000)}\n2 A > B ACK\n3 A > B INVITE | in | ${at(4002)}\n4 B > A 488 No`,
    ['4000-5000'],
  ],
  ['a late offer without an answer', `0 A > B INVITE\n1 B > A 200 OK | ${at(5000)}\n2 A > B ACK`, []],
  [
    'a proxy that changes both',
    `0 A > P INVITE | ${at(4000)}\n0.1 P > B INVITE | of=1 | ${at(7000)}\n1 B > P 200 OK (2) | ${at(5000)}\n1.1 P > A 200 OK (1) | ${at(7002)}`,
    ['7000-5000', '4000-7002'],
  ],
];

test.each(CASES)('%s', (_, messages, expected) => {
  expect(agreed(messages)).toEqual(expected);
});
