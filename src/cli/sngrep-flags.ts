/**
 * Options of sngrep that are none here: what belongs to parts that are not there yet, answered with what serves instead,
 * and habits from ngrep, which sngrep takes and ignores too. None of them is in the help.
 */

interface AbsentFlag {
  letter: string;
  name: string;
  type: 'boolean' | 'string';
  /** What does its work here, or why it has none; empty where nothing does. */
  instead: string;
}

export const ABSENT_FLAGS: readonly AbsentFlag[] = [
  { letter: 't', name: 'telephone-event', type: 'boolean', instead: '' },
  { letter: 'k', name: 'keyfile', type: 'string', instead: 'TLS connections are counted, not decrypted' },
  { letter: 'H', name: 'eep-send', type: 'string', instead: '' },
  { letter: 'L', name: 'eep-listen', type: 'string', instead: '' },
  { letter: 'E', name: 'eep-parse', type: 'boolean', instead: '' },
];

export const IGNORED_FLAGS: readonly { letter: string; type: 'boolean' | 'string' }[] = [
  { letter: 'p', type: 'boolean' },
  { letter: 'W', type: 'string' },
];
