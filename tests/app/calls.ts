/** The made calls that the stories and screens are about. */

import { type MadeCall, type MadeMessage, START_US } from './fake-engine';

const PHONE = '192.168.10.21:5060';
const SBC = '10.0.0.2:5060';
const CARRIER = '10.20.30.40:5060';

const INVITE_TEXT = `INVITE sip:+34944048182@carrier.example SIP/2.0
Via: SIP/2.0/UDP 192.168.10.21:5060;branch=z9hG4bK-one
From: <sip:alice@example.com>;tag=a1
To: <sip:+34944048182@carrier.example>
Call-ID: 9f31c2@192.168.10.21
CSeq: 1 INVITE
Content-Type: application/sdp

v=0
o=- 1 1 IN IP4 192.168.10.21
c=IN IP4 192.168.10.21
m=audio 16384 RTP/AVP 0 8 101
a=rtpmap:0 PCMU/8000`;

function message(ms: number, from: string, to: string, label: string, more: Partial<MadeMessage> = {}): MadeMessage {
  return { timeUs: START_US + ms * 1000, from, to, label, ...more };
}

export const ANSWERED: MadeCall = {
  id: 1,
  cells: {
    index: '1',
    time: '23:27:57.646',
    method: 'INVITE',
    from: 'alice@example.com',
    to: '+34944048182@carrier.example',
    state: 'completed',
    messages: '9',
    setup: '0.97s',
    talk: '0:06',
    mos: '4.3',
    loss: '1.2%',
    source: PHONE,
    destination: SBC,
    callId: '9f31c2@192.168.10.21',
  },
  messages: [
    message(0, PHONE, SBC, 'INVITE (SDP)', { text: INVITE_TEXT, sdp: ['audio 192.168.10.21:16384 PCMU PCMA'] }),
    message(500, PHONE, SBC, 'INVITE (SDP)', { retransmission: true }),
    message(530, SBC, PHONE, '100 Trying'),
    message(600, SBC, CARRIER, 'INVITE (SDP)'),
    message(950, CARRIER, SBC, '180 Ringing'),
    message(970, SBC, PHONE, '180 Ringing'),
    message(3970, SBC, PHONE, '200 OK (SDP)', {
      sdp: ['audio 10.0.0.2:30000 PCMU', 'video 10.0.0.2:30002 H264'],
      problems: ['Content-Length says 130, there are 129 bytes'],
    }),
    message(4020, PHONE, SBC, 'ACK'),
    message(9970, PHONE, SBC, 'BYE'),
  ],
};

export const REJECTED: MadeCall = {
  id: 2,
  cells: {
    index: '2',
    time: '23:27:58.020',
    method: 'INVITE',
    from: '1502@10.20.0.22',
    to: '5660066@10.11.12.13',
    state: 'rejected',
    messages: '3',
    setup: '-',
    talk: '-',
    mos: '-',
    loss: '-',
    source: '10.20.0.22:5060',
    destination: '10.11.12.13:5060',
    reason: 'Forbidden',
    finding: 'caller-rejected +1',
    callId: 'b@10.20.0.22',
  },
  severity: 'error',
  messages: [
    message(374, '10.20.0.22:5060', '10.11.12.13:5060', 'INVITE (SDP)'),
    message(375, '10.11.12.13:5060', '10.20.0.22:5060', '100 Trying'),
    message(402, '10.11.12.13:5060', '10.20.0.22:5060', '403 Forbidden'),
  ],
};

export const REGISTERED: MadeCall = {
  id: 3,
  midway: true,
  cells: {
    index: '3',
    time: '23:28:01.112',
    method: 'REGISTER',
    from: '102@pbx574',
    to: '102@pbx574',
    state: 'registered',
    messages: '1',
    setup: '-',
    talk: '-',
    mos: '-',
    loss: '-',
    source: '10.0.0.9:5060',
    destination: SBC,
    callId: 'c@10.0.0.9',
  },
  messages: [message(3466, '10.0.0.9:5060', SBC, 'REGISTER')],
};

export const THREE_CALLS = [ANSWERED, REJECTED, REGISTERED];

/** As many short calls as wanted, ids from 1. */
export function manyCalls(count: number): MadeCall[] {
  return Array.from({ length: count }, (_, at) => ({
    id: at + 1,
    cells: { index: String(at + 1), time: '23:00:00.000', method: 'OPTIONS', from: `user${at + 1}@a.example` },
    messages: [],
  }));
}
