/** The rules, in the order in which equally grave findings stand. A new one is a file in rules/ and a row here. */

import type { AnyRule } from './rule';
import { AUTH_FAILED } from './rules/auth-failed';
import { CALLER_REJECTED } from './rules/caller-rejected';
import { CODEC_MISMATCH } from './rules/codec-mismatch';
import { DTMF_NOT_AGREED } from './rules/dtmf-not-agreed';
import { JITTERY_MEDIA } from './rules/jittery-media';
import { LATE_NETWORK } from './rules/late-network';
import { LOSSY_MEDIA } from './rules/lossy-media';
import { NO_RESPONSE } from './rules/no-response';
import { NOT_FOUND } from './rules/not-found';
import { SCANNER } from './rules/scanner';
import { SRTP_MISMATCH } from './rules/srtp-mismatch';

/** At most 62: a dialog keeps what was found as a bit each. */
export const RULES: readonly AnyRule[] = [
  // Signalling.
  NO_RESPONSE,
  AUTH_FAILED,
  CALLER_REJECTED,
  NOT_FOUND,
  // Media.
  CODEC_MISMATCH,
  SRTP_MISMATCH,
  DTMF_NOT_AGREED,
  LOSSY_MEDIA,
  JITTERY_MEDIA,
  LATE_NETWORK,
  // Addresses.
  SCANNER,
];
