/**
 * Names that FreeSWITCH has for why it ended a call, beyond those of Q.850: they stand in the text of its Reason header,
 * with numbers that changed from version to version and are statuses of SIP only by chance.
 */

/** What it is called and what it means; null for what is none of them. */
export function freeswitchWords(text: string): { name: string; meaning: string } | null {
  const row = ROWS.get(text);
  return row === undefined ? null : { name: row[0], meaning: row[1] };
}

const ROWS: ReadonlyMap<string, [name: string, meaning: string]> = new Map([
  ['ORIGINATOR_CANCEL', ['Cancelled by the caller', 'the caller gave up before an answer']],
  ['CRASH', ['Program crashed', 'FreeSWITCH found the call left over from a crash']],
  ['SYSTEM_SHUTDOWN', ['System shut down', 'FreeSWITCH was stopped']],
  ['LOSE_RACE', ['Answered elsewhere', 'another phone took the call']],
  ['MANAGER_REQUEST', ['Ended by a manager', 'somebody ended the call by a command']],
  ['BLIND_TRANSFER', ['Blind transfer', 'the call was transferred without asking']],
  ['ATTENDED_TRANSFER', ['Attended transfer', 'the call was transferred after asking']],
  ['ALLOTTED_TIMEOUT', ['Time used up', 'the call reached its longest time']],
  ['USER_CHALLENGE', ['Challenged', 'a password was asked for']],
  ['MEDIA_TIMEOUT', ['No sound any more', 'no RTP came for as long as the setting allows']],
  ['PICKED_OFF', ['Picked up elsewhere', 'another phone picked the call up']],
  ['USER_NOT_REGISTERED', ['Not registered', 'the phone of the callee is not registered']],
  ['PROGRESS_TIMEOUT', ['No ringing in time', 'the far side did not ring in time']],
  ['INVALID_GATEWAY', ['Unknown gateway', 'the gateway that was named is not configured']],
  ['GATEWAY_DOWN', ['Gateway down', 'the gateway does not answer or is not registered']],
  ['INVALID_URL', ['Invalid address', 'the address that was to be called is not well formed']],
  ['INVALID_PROFILE', ['Unknown profile', 'the SIP profile that was named is not configured']],
  ['NO_PICKUP', ['Nobody to pick up', 'there was no call to pick up']],
  ['SRTP_READ_ERROR', ['SRTP failed', 'the encrypted sound could not be read']],
  ['BOWOUT', ['Stepped aside', 'FreeSWITCH left a call that came back to it']],
  ['BUSY_EVERYWHERE', ['Busy everywhere', 'the callee is busy at every phone']],
  ['DECLINE', ['Declined', 'the callee does not want to take the call']],
  ['DOES_NOT_EXIST_ANYWHERE', ['Exists nowhere', 'this callee exists nowhere']],
  ['NOT_ACCEPTABLE', ['Not acceptable', 'the callee would talk, but not with these media']],
  ['UNWANTED', ['Unwanted', 'the callee takes the caller for spam']],
  ['NO_IDENTITY', ['Caller not signed', 'a call without a signed caller (STIR) is not taken']],
  ['BAD_IDENTITY_INFO', ['Certificate not found', 'the certificate of the signed caller (STIR) cannot be fetched']],
  [
    'UNSUPPORTED_CERTIFICATE',
    ['Certificate not trusted', 'the certificate of the signed caller (STIR) is not trusted'],
  ],
  ['INVALID_IDENTITY', ['Signature wrong', 'the signature of the caller (STIR) is wrong']],
  ['STALE_DATE', ['Signature too old', 'the signature of the caller (STIR) is too old']],
  ['REJECT_ALL', ['Rejected everywhere', 'the call was rejected for all phones']],
]);
