/** Findings as the engine would tell them: calls by code, and addresses. */

import type { FindingsRow, FindingsSnapshot } from '../../src/engine/protocol';
import { START_US } from './fake-engine';

function found(code: string, change: Partial<FindingsRow>): FindingsRow {
  const { address = null } = change;
  return {
    key: address === null ? code : `${code} ${address}`,
    code,
    severity: 'error',
    title: '',
    address,
    attack: false,
    count: 1,
    firstUs: START_US,
    lastUs: START_US + 5_000_000,
    call: null,
    explanation: '',
    advice: '',
    filter: `finding ${code}${address === null ? '' : ` host ${address}`}`,
    ...change,
  };
}

export const MADE_FINDINGS: Partial<FindingsSnapshot> = {
  counted: { filter: '', dialogs: 300, affected: 290 },
  dialogs: 300,
  calls: [
    found('not-found', {
      title: 'The number or user is not known',
      count: 1204,
      call: 287,
      explanation: '10.0.0.2:5060 answered 404 to the call for sip:1001@example.com: nothing there has this number.',
      advice: 'What to try: Look at the request URI: is the number written as the dial plan expects it?',
    }),
    found('registration-short-lived', {
      severity: 'warning',
      title: 'Registrations last longer than the way back to the phone is kept open',
      count: 86,
      call: 12,
      explanation: 'The binding was gone.',
      advice: 'What to try: Register every 60 s.',
    }),
    found('dtmf-not-agreed', {
      severity: 'notice',
      title: 'Digits as events were not agreed on',
      call: 3,
      explanation: 'Only one side offered telephone-event.',
      advice: 'What to try: Allow telephone-event at both ends.',
    }),
  ],
  addresses: [
    found('scanner', {
      severity: 'warning',
      title: 'A scanner looks for users',
      address: '203.0.113.5',
      attack: true,
      count: 42,
      explanation: '203.0.113.5 sends requests as tools of attackers do.',
      advice: 'What to try: Block the address.',
    }),
    found('scanner', {
      severity: 'warning',
      title: 'A scanner looks for users',
      address: '2001:db8::5',
      attack: true,
      count: 7,
    }),
    found('brute-force', {
      severity: 'warning',
      title: 'Passwords are tried',
      address: '203.0.113.5',
      attack: true,
      count: 5,
    }),
    found('peer-flapping', {
      severity: 'warning',
      title: 'A peer comes and goes',
      address: '198.51.100.10',
      count: 2,
    }),
  ],
  moreAddresses: 0,
};
