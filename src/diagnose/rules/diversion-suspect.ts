/**
 * A forwarded call that is refused, and does not say as it should who forwarded it. RFC 5806, RFC 7044. Which numbers a
 * trunk has nobody tells: the call that came in and was forwarded does, and what the sender asserts.
 */

import { FORWARDED_CALL_US, FORWARDED_CALLS_LOOKED_AT } from '../../budgets';
import { addressOf, headerValues, type SipMessage, viasOf } from '../../decode/sip/message';
import { significantDigits } from '../../decode/sip/number';
import * as D from '../../store/dialogs';
import { numberOf, sameNumber } from '../../store/leg-numbers';
import type { Evidence } from '../evidence';
import { refusalOf } from '../outcome';
import type { Rule } from '../rule';
import { FAILED, INVITE } from '../traits';

/** Numbers in full have so many digits at the least; shorter ones are extensions. */
const FULL_NUMBER_DIGITS = 7;

/** A further sentence of the rule, the number that it names, and the row of the message that came in; -1 for none. */
interface Suspicion {
  also: 'short' | 'other' | 'none' | 'asserted' | 'history';
  called?: string;
  incoming?: number;
}

export const DIVERSION_SUSPECT: Rule = {
  code: 'diversion-suspect',
  severity: 'warning',
  title: 'The call may be refused for its Diversion',
  explanation: '{server} answered {status} to the call from {caller} to {callee}, likely because of its Diversion.',
  also: {
    short: 'Diversion says "{diversion}", which is no number in full.',
    other: 'Diversion says "{diversion}", but the call that was forwarded came in for "{called}".',
    none: 'A call from {caller} had come in for "{called}": this one forwards it, and has no Diversion.',
    asserted: 'P-Asserted-Identity says "{called}", so that {caller} is somebody else, and there is no Diversion.',
    history: 'By its History-Info it was forwarded, and there is no Diversion.',
  },
  advice:
    'Let the PBX put the number that forwards the call into Diversion, in full as the trunk expects it. A trunk that wants History-Info instead may not like what stands there.',
  needs: INVITE | FAILED,
  judge(evidence) {
    const refused = refusalOf(evidence, (status) => status === 403 || status === 404);
    if (refused === null) return null;
    const [request] = refused.sent;
    const message = evidence.sip(request);
    const diverted = addressOf(message, 'diversion');
    const suspicion = suspicionOf(evidence, request, message);
    if (suspicion === null) return null;
    const { incoming = -1, called = '', also } = suspicion;
    return {
      values: {
        server: evidence.sourceEnd(refused.final),
        status: evidence.statusOf(refused.final),
        caller: addressOf(message, 'from')?.user ?? '',
        callee: addressOf(message, 'to')?.user ?? '',
        diversion: diverted?.user ?? '',
        called,
      },
      also: [also],
      messages: [...(incoming < 0 ? [] : [incoming]), request, refused.final],
      said: [refused.final],
    };
  },
};

function suspicionOf(evidence: Evidence, request: number, message: SipMessage): Suspicion | null {
  const diverted = addressOf(message, 'diversion');
  const { names, dialogs } = evidence.store;
  if (diverted !== null && !isFullNumber(diverted.user)) return { also: 'short' };
  const call = forwardedCall(evidence, request);
  const incoming = call < 0 ? -1 : dialogs.columns.firstMessage[call] - 1;
  const called = call < 0 ? '' : userOf(names.to(call));
  if (diverted !== null) {
    const isOther = call >= 0 && isFullNumber(called) && !sameNumber(numberOfUser(diverted.user), numberOfUser(called));
    return isOther ? { also: 'other', called, incoming } : null;
  }
  if (call >= 0) return { also: 'none', called, incoming };
  const asserted = addressOf(message, 'p-asserted-identity')?.user ?? '';
  if (isOtherNumber(asserted, addressOf(message, 'from')?.user ?? '')) return { also: 'asserted', called: asserted };
  return headerValues(message, 'history-info').length > 1 ? { also: 'history' } : null;
}

/**
 * The row of the call that came in from the same number to who made this one of it, and was waiting still; -1 for none. A
 * proxy makes none: it sends on what came, for the same callee.
 */
function forwardedCall(evidence: Evidence, request: number): number {
  const { store, dialog } = evidence;
  const { names, endpoints } = store;
  const { older, startUs, firstMessage, flags, answerUs, finalUs } = store.dialogs.columns;
  const { status, destination } = store.messages.columns;
  const beganUs = evidence.timeUs(request);
  const source = evidence.sourceOf(request);
  const [caller, callee] = [numberOf(names.from(dialog)), numberOf(names.to(dialog))];
  if (!isFullNumber(caller)) return -1;
  let found = -1;
  let looks = 0;
  for (let row = older[dialog] - 1; row >= 0 && looks < FORWARDED_CALLS_LOOKED_AT; row = older[row] - 1, looks++) {
    if (beganUs - startUs[row] > FORWARDED_CALL_US) break;
    const waits = answerUs[row] === 0 && (finalUs[row] === 0 || finalUs[row] > beganUs);
    if (!waits || (flags[row] & (D.INVITE_DIALOG | D.MIDWAY)) !== D.INVITE_DIALOG) continue;
    const first = firstMessage[row] - 1;
    if (status[first] !== 0 || endpoints.get(destination[first]).address !== source) continue;
    if (!sameNumber(numberOf(names.from(row)), caller)) continue;
    if (sameNumber(numberOf(names.to(row)), callee)) return -1;
    if (found < 0) found = row;
  }
  return found >= 0 && viasOf(evidence.sip(request)).length === 1 ? found : -1;
}

function isFullNumber(user: string): boolean {
  return (significantDigits(user) ?? '').length >= FULL_NUMBER_DIGITS;
}

function isOtherNumber(a: string, b: string): boolean {
  return isFullNumber(a) && isFullNumber(b) && !sameNumber(numberOfUser(a), numberOfUser(b));
}

function numberOfUser(user: string): string {
  return significantDigits(user) ?? '';
}

function userOf(address: string): string {
  return address.slice(0, Math.max(0, address.indexOf('@')));
}
