/** The rules, in the order in which equally grave findings stand. A new one is a file in rules/ and a row here. */

import type { AnyRule } from './rule';
import { AUTH_FAILED } from './rules/auth-failed';
import { AUTH_NOT_ANSWERED } from './rules/auth-not-answered';
import { BAD_REQUEST } from './rules/bad-request';
import { BRUTE_FORCE } from './rules/brute-force';
import { BYE_MISSING } from './rules/bye-missing';
import { BYE_UNMATCHED } from './rules/bye-unmatched';
import { CALLEE_UNAVAILABLE } from './rules/callee-unavailable';
import { CALLER_REJECTED } from './rules/caller-rejected';
import { CLOCK_SKEW } from './rules/clock-skew';
import { CODEC_ASYMMETRY } from './rules/codec-asymmetry';
import { CODEC_MISMATCH } from './rules/codec-mismatch';
import { DIVERSION_SUSPECT } from './rules/diversion-suspect';
import { DTMF_NOT_AGREED } from './rules/dtmf-not-agreed';
import { GATEWAY_DEAD } from './rules/gateway-dead';
import { JITTERY_MEDIA } from './rules/jittery-media';
import { LATE_MEDIA } from './rules/late-media';
import { LATE_NETWORK } from './rules/late-network';
import { LOOP } from './rules/loop';
import { LOSSY_MEDIA } from './rules/lossy-media';
import { MEDIA_ADDRESS_MISMATCH } from './rules/media-address-mismatch';
import { MESSAGE_TOO_LARGE } from './rules/message-too-large';
import { NO_ACK } from './rules/no-ack';
import { NO_AUDIO } from './rules/no-audio';
import { NO_RESPONSE } from './rules/no-response';
import { NOT_FOUND } from './rules/not-found';
import { ONE_WAY_AUDIO } from './rules/one-way-audio';
import { PEER_FLAPPING } from './rules/peer-flapping';
import { PLAIN_SIP_ON_TLS } from './rules/plain-sip-on-tls';
import { PRIVATE_ADDRESS } from './rules/private-address';
import { REGISTRATION_REJECTED } from './rules/registration-rejected';
import { REGISTRATION_SHORT_LIVED } from './rules/registration-short-lived';
import { RETRANSMISSIONS } from './rules/retransmissions';
import { SCANNER } from './rules/scanner';
import { SERVER_ERROR } from './rules/server-error';
import { SESSION_TIMER } from './rules/session-timer';
import { SLOW_SETUP } from './rules/slow-setup';
import { SRTP_MISMATCH } from './rules/srtp-mismatch';
import { STALE_NONCE } from './rules/stale-nonce';

/** At most 62: a dialog keeps what was found as a bit each. */
export const RULES: readonly AnyRule[] = [
  // Signalling.
  NO_RESPONSE,
  AUTH_FAILED,
  AUTH_NOT_ANSWERED,
  STALE_NONCE,
  CALLER_REJECTED,
  DIVERSION_SUSPECT,
  NOT_FOUND,
  CALLEE_UNAVAILABLE,
  GATEWAY_DEAD,
  LOOP,
  MESSAGE_TOO_LARGE,
  BAD_REQUEST,
  SERVER_ERROR,
  SLOW_SETUP,
  RETRANSMISSIONS,
  // Media.
  NO_AUDIO,
  ONE_WAY_AUDIO,
  CODEC_MISMATCH,
  CODEC_ASYMMETRY,
  SRTP_MISMATCH,
  DTMF_NOT_AGREED,
  MEDIA_ADDRESS_MISMATCH,
  LATE_MEDIA,
  LOSSY_MEDIA,
  JITTERY_MEDIA,
  LATE_NETWORK,
  BYE_MISSING,
  // Registrations, ends of calls, and what messages name.
  REGISTRATION_REJECTED,
  NO_ACK,
  BYE_UNMATCHED,
  SESSION_TIMER,
  PRIVATE_ADDRESS,
  CLOCK_SKEW,
  PLAIN_SIP_ON_TLS,
  // Addresses.
  SCANNER,
  BRUTE_FORCE,
  REGISTRATION_SHORT_LIVED,
  PEER_FLAPPING,
];
