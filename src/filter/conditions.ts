/** The conditions that a filter of dialogs can hold: one row a name, with what its value means. Help and manual list them. */

import { STATES, stateOf, timingsOf } from '../store/state';
import { type Condition, figured } from './condition';
import { otherLegs } from './fields';
import { FINDING_CONDITIONS } from './findings';
import { aboutRow, type Verdict } from './meaning';
import { MEDIA_CONDITIONS } from './media-conditions';
import { joinedName, MESSAGE_CONDITIONS, PACKET_CONDITIONS } from './message-conditions';
import { type Name, namesHold, namesNumber, namesPass } from './name-bytes';
import { askedNumber } from './numbers';

export type { Condition } from './condition';
export type { Verdict } from './meaning';

function named(name: string, value: string, example: string, description: string, names: readonly Name[]): Condition {
  return {
    ...{ name, value, example, description },
    compile: (wanted) => aboutRow(namesHold(wanted, names)),
    compileTest: (test) => aboutRow(namesPass(test, names)),
  };
}

const SAME_NUMBER = '+, leading zeros and separators do not count, and its end is enough';

function numbered(name: string, aliases: string[], where: string, names: readonly ('from' | 'to')[]): Condition {
  return {
    name,
    aliases,
    value: 'a number',
    example: `${name} 0034944048182`,
    description: `the user of ${where} is this number: ${SAME_NUMBER}`,
    compile(value) {
      const wanted = askedNumber(value);
      if (wanted === null) return 'a number, as in +34944048182';
      return aboutRow(namesNumber(wanted, names));
    },
  };
}

/** The states as they are written. */
export const STATE_WORDS: readonly string[] = STATES.map((state) => state.replace(' ', '-'));
const STATE_LIST = STATE_WORDS.join(', ');

const STATE: Condition = {
  name: 'state',
  value: 'a state',
  example: 'state in-call',
  description: `it is in this state: ${STATE_LIST}`,
  compile(value) {
    const wanted = STATES.find((state) => state === value.toLowerCase().replaceAll('-', ' '));
    if (wanted === undefined) return `one of ${STATE_LIST}`;
    return aboutRow((store, dialog) => stateOf(store.dialogs, dialog, store.clock) === wanted);
  },
};

const inSeconds = (ms: number | null) => (ms === null ? null : ms / 1000);

const FIGURES: readonly Condition[] = [
  figured(
    {
      name: 'setup',
      unit: 's',
      example: 'setup > 3s',
      description: 'it took longer (>, >=) or shorter (<, <=) than this to ring or to fail',
    },
    (store, dialog) => inSeconds(timingsOf(store.dialogs, dialog).setupMs),
  ),
  figured(
    { name: 'talk', unit: 's', example: 'talk > 1:30', description: 'it was talked for longer or shorter than this' },
    (store, dialog) => inSeconds(timingsOf(store.dialogs, dialog).talkMs),
  ),
  figured(
    {
      name: 'duration',
      unit: 's',
      example: 'duration < 2m',
      description: 'from its first message to its last it took longer or shorter than this',
    },
    (store, dialog) => inSeconds(timingsOf(store.dialogs, dialog).durationMs),
  ),
  figured(
    { name: 'messages', unit: '', example: 'messages > 20', description: 'it has more or fewer messages than this' },
    (store, dialog) => store.dialogs.columns.messages[dialog],
  ),
  figured(
    {
      name: 'retransmissions',
      unit: '',
      example: 'retransmissions > 3',
      description: 'it has more or fewer retransmissions than this',
    },
    (store, dialog) => store.dialogs.columns.retransmissions[dialog],
  ),
  figured(
    { name: 'legs', unit: '', example: 'legs > 0', description: 'its call has more or fewer other legs than this' },
    otherLegs,
  ),
];

const RTP: Condition = {
  name: 'rtp',
  value: '',
  example: 'rtp',
  description: 'it has a media stream',
  compile: () => aboutRow((store, dialog) => store.dialogs.columns.firstStream[dialog] > 0),
};

const RELATED: Condition = {
  name: 'related',
  value: 'part of a Call-ID',
  example: 'related a84b4c76',
  description: 'the Call-ID holds this, or that of another leg of its call does',
  compile(value) {
    const holds = namesPass((text) => text.includes(value), ['callId']);
    return aboutRow((store, dialog) => store.legs.of(dialog).some((leg) => holds(store, leg.dialog)));
  },
};

const MARKED: Condition = {
  name: 'marked',
  value: '',
  example: 'marked',
  description: 'you have marked it',
  compile: (_, { marked }) => aboutRow((store, dialog) => marked?.has(store.dialogId(dialog)) ?? false),
};

export const CONDITIONS: readonly Condition[] = [
  ...MESSAGE_CONDITIONS,
  named('from', 'part of an address', 'from alice', 'the From address holds this', ['from']),
  named('to', 'part of an address', 'to 1001', 'the To address holds this', ['to']),
  named('user', 'part of a user name', 'user 1001', 'what stands before the @ of From or To holds this', [
    'fromUser',
    'toUser',
  ]),
  numbered('number', ['telnum'], 'From or To', ['from', 'to']),
  numbered('srcnum', [], 'From', ['from']),
  numbered('dstnum', [], 'To', ['to']),
  {
    ...named('callid', 'part of a Call-ID', 'callid a84b4c76', 'the Call-ID holds this', ['callId']),
    compile: (value) => aboutRow(namesPass((text) => text.includes(value), ['callId'])),
  },
  STATE,
  RTP,
  ...MEDIA_CONDITIONS.map(({ holds, compile, ...condition }) => ({
    ...condition,
    description: `some stream of it ${holds}`,
    compile(value: string) {
      const verdict = compile(value);
      return typeof verdict === 'string' ? verdict : aboutRow(anyStream(verdict));
    },
  })),
  ...FIGURES,
  ...FINDING_CONDITIONS,
  RELATED,
  MARKED,
];

/** Names that other programs have for some of them, and parts of them that Wireshark names. No help lists them. */
export const FURTHER_CONDITIONS: readonly Condition[] = [
  ...PACKET_CONDITIONS,
  joinedName('srcip', 'src', 'host'),
  joinedName('dstip', 'dst', 'host'),
  joinedName('srcport', 'src', 'port'),
  joinedName('dstport', 'dst', 'port'),
  named('fromuser', 'part of a user name', 'from alice', '', ['fromUser']),
  named('touser', 'part of a user name', 'to 1001', '', ['toUser']),
  { ...RTP, name: 'sip', example: 'method INVITE', compile: () => aboutRow(() => true) },
];

/** True when some stream of the dialog passes. */
function anyStream(passes: Verdict): Verdict {
  return (store, dialog) => {
    const { nextOfDialog } = store.mediaStreams.streams.table.columns;
    for (let row = store.dialogs.columns.firstStream[dialog] - 1; row >= 0; row = nextOfDialog[row] - 1) {
      if (passes(store, row)) return true;
    }
    return false;
  };
}
