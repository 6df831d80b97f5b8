/** The rules, in the order in which equally grave findings stand. A new one is a file in rules/ and a row here. */

import type { Rule } from './rule';
import { CODEC_MISMATCH } from './rules/codec-mismatch';
import { DTMF_NOT_AGREED } from './rules/dtmf-not-agreed';
import { NOT_FOUND } from './rules/not-found';
import { SRTP_MISMATCH } from './rules/srtp-mismatch';

/** At most 62: a dialog keeps what was found as a bit each. */
export const RULES: readonly Rule[] = [
  NOT_FOUND,
  // Media.
  CODEC_MISMATCH,
  SRTP_MISMATCH,
  DTMF_NOT_AGREED,
];
