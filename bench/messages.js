// The SIP messages of generated captures: as long, and with the headers, that carriers and SBCs send. Made from a
// `Leg`; times and addresses of packets are the caller's.

const { dotted } = require('./wire');

const ALLOW = 'INVITE, ACK, BYE, CANCEL, OPTIONS, PRACK, UPDATE, INFO, REFER';

/**
 * One dialog between a caller and a callee, who may be an SBC.
 * @typedef {object} Leg
 * @property {string} callId
 * @property {string} from user part
 * @property {string} to user part
 * @property {string} fromTag
 * @property {string} toTag
 * @property {string} branch its own part of all branches
 * @property {import('./wire').Endpoint} caller
 * @property {import('./wire').Endpoint} callee
 * @property {number} callerMediaPort
 * @property {number} calleeMediaPort
 */

/** @param {Leg} leg @param {number} cseq @param {string} extra header lines */
function invite(leg, cseq = 1, extra = '') {
  const body = sdp(leg.caller, leg.callerMediaPort, cseq);
  return `INVITE ${uri(leg.to, leg.callee)};user=phone SIP/2.0\r
${head(leg, cseq, 'INVITE', '')}Max-Forwards: 69\r
Record-Route: <sip:${dotted(leg.caller.ip)};lr;ftag=${leg.fromTag}>\r
Contact: <${uri(leg.from, leg.caller)}>\r
User-Agent: Ladder Phone 4.2.1\r
Allow: ${ALLOW}\r
Supported: 100rel, timer, replaces\r
Session-Expires: 1800;refresher=uac\r
P-Asserted-Identity: <sip:+${leg.from}@example.com;user=phone>\r
${extra}Content-Type: application/sdp\r
Content-Length: ${body.length}\r
\r
${body}`;
}

/** @param {Leg} leg @param {string} method of the request in an established dialog @param {number} cseq @param {string} extra header lines */
function within(leg, method, cseq, extra = '') {
  return `${method} ${uri(leg.to, leg.callee)} SIP/2.0\r
${head(leg, cseq, method, `;tag=${leg.toTag}`)}Max-Forwards: 69\r
User-Agent: Ladder Phone 4.2.1\r
${extra}Content-Length: 0\r
\r
`;
}

/** CANCEL, which has no To tag, or the ACK to a failure: both have the INVITE's branch. @param {Leg} leg @param {number} cseq */
function ofInvite(leg, method, cseq) {
  const toTag = method === 'ACK' ? `;tag=${leg.toTag}` : '';
  return `${method} ${uri(leg.to, leg.callee)};user=phone SIP/2.0\r
${head(leg, cseq, method, toTag, 'INVITE')}Max-Forwards: 69\r
Content-Length: 0\r
\r
`;
}

/** @param {Leg} leg @param {string} method OPTIONS or REGISTER, without a dialog @param {string} extra header lines */
function outside(leg, method, extra) {
  return `${method} ${uri(leg.to, leg.callee)} SIP/2.0\r
${head(leg, 1, method, '')}Max-Forwards: 69\r
Contact: <${uri(leg.from, leg.caller)}>\r
User-Agent: Ladder Phone 4.2.1\r
Allow: ${ALLOW}\r
${extra}Content-Length: 0\r
\r
`;
}

/** A response without a body. @param {Leg} leg @param {string} status "180 Ringing" @param {string} method @param {number} cseq */
function response(leg, status, method, cseq, extra = '') {
  const tag = status.startsWith('100') ? '' : `;tag=${leg.toTag}`;
  return `SIP/2.0 ${status}\r
${head(leg, cseq, method, tag)}Server: Ladder SBC 9.1\r
${extra}Content-Length: 0\r
\r
`;
}

/** 200 to the INVITE, with an answer. @param {Leg} leg @param {number} cseq */
function answer(leg, cseq = 1) {
  const body = sdp(leg.callee, leg.calleeMediaPort, cseq);
  return `SIP/2.0 200 OK\r
${head(leg, cseq, 'INVITE', `;tag=${leg.toTag}`)}Record-Route: <sip:${dotted(leg.caller.ip)};lr;ftag=${leg.fromTag}>\r
Contact: <${uri(leg.to, leg.callee)}>\r
Server: Ladder SBC 9.1\r
Allow: ${ALLOW}\r
Supported: timer\r
Content-Type: application/sdp\r
Content-Length: ${body.length}\r
\r
${body}`;
}

/** What requests and responses have in common. An ACK to a 200 is a transaction of its own (RFC 3261, 17.1.1.3). */
function head(leg, cseq, method, toTag, transactionOf = method) {
  const branch = `z9hG4bK${leg.branch}.${cseq}${transactionOf === 'ACK' ? 'a' : ''}`;
  return `Via: SIP/2.0/UDP ${dotted(leg.caller.ip)}:${leg.caller.port};branch=${branch};rport\r
From: "${leg.from}" <sip:${leg.from}@example.com>;tag=${leg.fromTag}\r
To: <sip:${leg.to}@example.com>${toTag}\r
Call-ID: ${leg.callId}\r
CSeq: ${cseq} ${method}\r
`;
}

function uri(user, host) {
  return `sip:${user}@${dotted(host.ip)}:${host.port}`;
}

function sdp(host, port, version) {
  return `v=0\r
o=- 20518 ${version} IN IP4 ${dotted(host.ip)}\r
s=-\r
c=IN IP4 ${dotted(host.ip)}\r
t=0 0\r
m=audio ${port} RTP/AVP 0 8 101\r
a=rtpmap:0 PCMU/8000\r
a=rtpmap:8 PCMA/8000\r
a=rtpmap:101 telephone-event/8000\r
a=fmtp:101 0-16\r
a=ptime:20\r
a=sendrecv\r
`;
}

module.exports = { invite, ofInvite, within, outside, response, answer };
