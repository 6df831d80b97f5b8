/** The rules, in the order in which equally grave findings stand. A new one is a file in rules/ and a row here. */

import type { Rule } from './rule';
import { NOT_FOUND } from './rules/not-found';

/** At most 62: a dialog keeps what was found as a bit each. */
export const RULES: readonly Rule[] = [NOT_FOUND];
