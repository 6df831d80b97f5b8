/** What calls say of why they ended: the column, and the condition. */

import { fieldNamed } from '../../src/filter/fields';
import { hangupValues } from '../../src/filter/hangup';
import { parseFilter } from '../../src/filter/parse';
import { dialogsOf, playScenario } from '../store/play';

function column(text: string): string[] {
  const { store } = playScenario(text);
  return dialogsOf(store).map((dialog) => fieldNamed('hangup')?.text(store, dialog) ?? 'no such column');
}

const INVITE = '0 A > B INVITE';
const BYE = '4 A > B BYE';

const says: [what: string, scenario: string, expected: string][] = [
  ['a BYE', `${INVITE}\n1 B > A 200 OK\n${BYE} | Reason: Q.850;cause=16`, 'Q.850 16 Normal call clearing'],
  ['a CANCEL', `${INVITE}\n1 A > B CANCEL | Reason: SIP;cause=200;text="x"`, 'SIP 200 Call completed elsewhere "x"'],
  ['a failure', `${INVITE}\n1 B > A 503 No | Reason: Q.850;cause=34`, 'Q.850 34 No circuit available'],
  [
    'all that one message says',
    `${INVITE}\n1 B > A 488 No | Reason: SIP;cause=488 | Warning: 304 b "none" | X-Asterisk-HangupCauseCode: 58`,
    'SIP 488 Not Acceptable Here; Warning 304 Media type not available "none"; X-Asterisk-HangupCauseCode 58 Bearer capability not available',
  ],
  [
    'the BYE rather than a refused change of a call that went on',
    `${INVITE}\n1 B > A 200 OK\n2 A > B INVITE | cseq=2\n3 B > A 488 No | cseq=2 | Warning: 305 b "no"\n${BYE}`,
    '',
  ],
  [
    'a failure that a proxy made another of',
    `${INVITE}\n1 B > C INVITE | of=1\n2 C > B 503 No | Reason: Q.850;cause=34\n3 B > A 500 No (1)`,
    'Q.850 34 No circuit available',
  ],
  [
    'nothing of a challenge that was answered',
    `${INVITE}\n1 B > A 407 No | Warning: 399 b "pid=1"\n2 A > B INVITE | cseq=2\n3 B > A 486 No`,
    '',
  ],
  ['what a last challenge says', `${INVITE}\n1 B > A 407 No | Warning: 399 b "pid"`, 'Warning 399 Miscellaneous "pid"'],
  [
    'the CANCEL rather than the 487 that follows',
    `${INVITE}\n1 A > B CANCEL | Reason: SIP;cause=200\n2 B > A 487 No | Reason: Q.850;cause=31`,
    'SIP 200 Call completed elsewhere',
  ],
  ['nothing where nobody says why', `${INVITE}\n1 B > A 486 Busy Here`, ''],
  ['nothing of what is no end', `${INVITE} | Reason: SIP;cause=302\n1 B > A 183 x | Reason: Q.850;cause=17`, ''],
];
test.each(says)('the column has %s', (_, text, expected) => expect(column(text)).toEqual([expected]));

const CALL = `${INVITE}\n1 B > A 486 Nope | Reason: Q.850;cause=17;text="out to lunch"`;
const keeps: [filter: string, kept: boolean][] = [
  ['hangup "user busy"', true],
  ['hangup "CALLEE IS BUSY"', true],
  ['hangup lunch', true],
  ['hangup /^Q.850 17 /', true],
  ['hangup /^Q.850 1 /', false],
  ['hangup nope', false],
  ['hangup invite', false],
  ['not hangup "user busy"', false],
];
test.each(keeps)('%s: %s', (text, kept) => {
  const { store } = playScenario(CALL);
  const filter = parseFilter(text);
  if (!filter.ok) throw new Error(filter.message);
  expect(dialogsOf(store).map((dialog) => filter.verdict(store, dialog))).toEqual([kept]);
});

test('the message that says so is marked', () => {
  const { store } = playScenario(CALL);
  const filter = parseFilter('hangup lunch');
  if (!filter.ok) throw new Error(filter.message);
  expect([0, 1].map((message) => filter.marks?.(store, message))).toEqual([false, true]);
});

test('values to look for are the names of codes, and texts without a code', () => {
  const { store } = playScenario(`${CALL} | X-Asterisk-HangupCause: Out \x07 to lunch`);
  expect(hangupValues(store, dialogsOf(store)[0] ?? -1)).toEqual(['User busy', 'Out ␇ to lunch']);
});
