/**
 * Causes of ITU-T Q.850, with which ISDN and SS7 say why a call ended, and gateways in SIP: what they are called and
 * what they mean, in our words.
 */

export interface Q850Words {
  /** What Q.850 calls it, shortened; of a cause that has no name the class. */
  name: string;
  /** A sentence without its full stop, that begins in lower case. */
  meaning: string;
}

export const Q850_SOURCE = 'ITU-T Q.850';

/** Null for what is no cause: they go from 0 to 127. */
export function q850Words(cause: number): Q850Words | null {
  const row = CAUSES.get(cause);
  if (row !== undefined) return row;
  const group = Number.isInteger(cause) && cause >= 0 ? CLASSES.find(({ last }) => cause <= last) : undefined;
  if (group === undefined) return null;
  return { name: group.name, meaning: `a cause without a name of this class: ${group.meaning}` };
}

/** Bits 7 to 5 of a cause. */
const CLASSES: readonly { last: number; name: string; meaning: string }[] = [
  { last: 15, name: 'Normal event', meaning: 'the number or the route is not right' },
  { last: 31, name: 'Normal event', meaning: 'the call ended as calls do' },
  { last: 47, name: 'Resource unavailable', meaning: 'the network had no room or was out of order' },
  { last: 63, name: 'Service not available', meaning: 'what was asked for may not be used here or now' },
  { last: 79, name: 'Service not implemented', meaning: 'what was asked for does not exist there' },
  { last: 95, name: 'Invalid message', meaning: 'a message of the telephone network was not right' },
  { last: 111, name: 'Protocol error', meaning: 'the signalling of the telephone network failed' },
  { last: 127, name: 'Interworking', meaning: 'the call ended beyond a gateway to another network' },
];

const ROWS: [cause: number, name: string, meaning: string][] = [
  [0, 'No cause', 'no cause was given'],
  [1, 'Unallocated number', 'the number is well formed, but nobody has it'],
  [2, 'No route to transit network', 'the network that the call should go through is not known'],
  [3, 'No route to destination', 'there is no way to this number from here'],
  [4, 'Send special information tone', 'the number cannot be reached for a reason that lasts; a tone tells the caller'],
  [5, 'Misdialled trunk prefix', 'a trunk prefix was dialled where none belongs'],
  [6, 'Channel unacceptable', 'the channel that was chosen cannot be used'],
  [7, 'Call awarded in established channel', 'the call comes in a channel that is in use for such calls already'],
  [8, 'Preemption', 'the call had to give way to a more important one'],
  [9, 'Preemption, circuit reserved', 'the call had to give way, and its line is kept for the more important one'],
  [13, 'Call completed elsewhere', 'another phone took the call'],
  [14, 'Ported number', 'the number has moved to another operator (query on release)'],
  [16, 'Normal call clearing', 'one of the two hung up'],
  [17, 'User busy', 'the callee is busy'],
  [18, 'No user responding', 'the phone of the callee did not react at all'],
  [19, 'No answer from user', 'the phone rang and nobody picked up'],
  [20, 'Subscriber absent', 'the phone is switched off, out of reach or not registered'],
  [21, 'Call rejected', 'the callee, or a service on the way, does not want the call'],
  [22, 'Number changed', 'the callee has another number now'],
  [23, 'Redirection to new destination', 'the call goes on to another number'],
  [24, 'Call rejected by feature', 'a feature at the destination rejects such calls, mostly anonymous ones'],
  [25, 'Exchange routing error', 'the call went through too many exchanges, mostly in a circle'],
  [26, 'Non-selected user clearing', 'another phone of the callee took the call'],
  [27, 'Destination out of order', 'the line of the callee is out of order'],
  [28, 'Invalid number format', 'the number is incomplete or not well formed'],
  [29, 'Facility rejected', 'a service that was asked for is refused'],
  [30, 'Response to STATUS ENQUIRY', 'an answer to a question about the state of a call'],
  [31, 'Normal, unspecified', 'the call ended as calls do, and nothing more is said'],
  [33, 'Circuit out of order', 'the line is out of order'],
  [34, 'No circuit available', 'all lines are in use'],
  [38, 'Network out of order', 'the network fails, and will for a while'],
  [39, 'Frame mode connection out of service', 'a permanent connection is out of service'],
  [40, 'Frame mode connection operational', 'a permanent connection is in service'],
  [41, 'Temporary failure', 'the network failed for a moment; trying again may help'],
  [42, 'Switching equipment congestion', 'an exchange has more calls than it can take'],
  [43, 'Access information discarded', 'something that came along with the call could not be passed on'],
  [44, 'Requested circuit not available', 'the line that was asked for is not free'],
  [46, 'Precedence call blocked', 'all lines are taken by calls that are as important or more'],
  [47, 'Resource unavailable, unspecified', 'something that the call needs is not free'],
  [49, 'Quality of service not available', 'the quality that was asked for cannot be had'],
  [50, 'Requested facility not subscribed', 'the service that was asked for is not part of the contract'],
  [53, 'Outgoing calls barred within CUG', 'the closed user group allows no calls out'],
  [55, 'Incoming calls barred within CUG', 'the closed user group allows no calls in'],
  [57, 'Bearer capability not authorized', 'the caller may not make calls of this kind (speech, data, video)'],
  [58, 'Bearer capability not available', 'calls of this kind (speech, data, video) cannot be had now'],
  [62, 'Inconsistent access information', 'what was asked for and the class of the subscriber do not go together'],
  [63, 'Service not available, unspecified', 'the service cannot be had'],
  [65, 'Bearer capability not implemented', 'calls of this kind (speech, data, video) do not exist there'],
  [66, 'Channel type not implemented', 'channels of this kind do not exist there'],
  [69, 'Requested facility not implemented', 'the service that was asked for does not exist there'],
  [70, 'Only restricted digital bearer', 'only restricted data calls can be made'],
  [79, 'Service not implemented, unspecified', 'what was asked for does not exist there'],
  [81, 'Invalid call reference', 'a message is about a call that is not known there'],
  [82, 'Identified channel does not exist', 'the channel that was named is not there'],
  [83, 'Suspended call, other identity', 'a call is parked, but not under this identity'],
  [84, 'Call identity in use', 'a call is parked under this identity already'],
  [85, 'No call suspended', 'no call is parked'],
  [86, 'Suspended call cleared', 'the call that was parked has ended'],
  [87, 'User not member of CUG', 'the callee is not in the closed user group'],
  [88, 'Incompatible destination', 'the callee cannot take calls of this kind (speech, data, video)'],
  [90, 'Non-existent CUG', 'the closed user group does not exist'],
  [91, 'Invalid transit network', 'the network that the call should go through is not well named'],
  [95, 'Invalid message, unspecified', 'a message of the telephone network was not right'],
  [96, 'Mandatory element missing', 'a message lacks something that it must have'],
  [97, 'Message type unknown', 'a message is of a kind that is not known there'],
  [98, 'Message does not fit the call', 'a message came that does not fit the state of the call, or is not known'],
  [99, 'Element unknown', 'a message holds something that is not known there'],
  [100, 'Invalid element contents', 'a part of a message holds what it must not'],
  [101, 'Message not compatible with state', 'a message came that does not fit the state of the call'],
  [102, 'Recovery on timer expiry', 'an answer did not come in time'],
  [103, 'Parameter unknown, passed on', 'a parameter is not known and was passed on as it was'],
  [110, 'Parameter unknown, message discarded', 'a message was dropped for a parameter that is not known'],
  [111, 'Protocol error, unspecified', 'the signalling of the telephone network failed'],
  [127, 'Interworking, unspecified', 'the call ended beyond a gateway, and what happened there is not known'],
];

const CAUSES: ReadonlyMap<number, Q850Words> = new Map(
  ROWS.map(([cause, name, meaning]) => [cause, { name, meaning }]),
);
