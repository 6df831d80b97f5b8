/** The conditions on messages, which a dialog meets when one of its messages does: one row a name. */

import { TRANSPORTS } from '../decode/carried';
import { headerKey } from '../decode/sip/headers';
import { TOKEN } from '../decode/sip/params';
import { HAS_TO_TAG, REQUEST } from '../store/messages';
import type { Store } from '../store/store';
import { shown } from '../store/text';
import { anyMessage, anyMessageRead } from './any-message';
import { comparison } from './comparison';
import { type Condition, type Context, textual } from './condition';
import { type EndpointTest, hasAddress, hasPort, hostJudge, inNetwork, judgeOf } from './endpoint-tests';
import { saysOfEnd } from './hangup';
import { anyOf, type Meaning, type MessageTest } from './meaning';
import { headerValuesIn, messageText } from './message-text';
import { onceEach } from './once';
import type { TextTest } from './regex';
import { inSpan } from './spans';
import { momentOf } from './times';

/** An end of a message: `source`, `destination`, or either. */
type Ends = (judge: (store: Store, endpoint: number) => boolean) => MessageTest;

const eitherEnd: Ends = (judge) => (store, message) => {
  const { source, destination } = store.messages.columns;
  return judge(store, source[message]) || judge(store, destination[message]);
};

/** Of what opens a dialog only: an answer comes from where a call went to, and would make both directions one. */
function openingEnd(end: 'source' | 'destination'): Ends {
  return (judge) => (store, message) => opens(store, message) && judge(store, store.messages.columns[end][message]);
}

/** A request without a To tag; where the capture begins in the middle, what it has first. */
function opens(store: Store, message: number): boolean {
  const { flags, dialog } = store.messages.columns;
  if ((flags[message] & (REQUEST | HAS_TO_TAG)) === REQUEST) return true;
  return dialog[message] > 0 && store.dialogs.columns.firstMessage[dialog[message] - 1] === message + 1;
}

function placed(ends: Ends, has: EndpointTest | string): Meaning | string {
  return typeof has === 'string' ? has : anyMessage(ends(judgeOf(has)));
}

/** Host, network and port of an end; `does`: `comes from or goes to`. */
function places(ends: Ends, does: string): Condition[] {
  return [
    {
      name: 'host',
      aliases: ['ip'],
      value: 'an address, its beginning, or a name',
      example: 'host 10.0.0.1',
      description: `some message ${does} this address, or the host of this name; an address that ends in . or : is a beginning`,
      compile: (value, context) => anyMessage(ends(hostJudge(value, context))),
    },
    {
      name: 'net',
      value: 'a network',
      example: 'net 10.0.0.0/8',
      description: `some message ${does} an address of this network`,
      compile: (value) => placed(ends, inNetwork(value)),
    },
    {
      name: 'port',
      value: 'a port',
      example: 'port 5060',
      description: `some message ${does} this port`,
      compile: (value) => placed(ends, hasPort(value)),
    },
  ];
}

function directed(name: string, does: string, end: 'source' | 'destination'): Condition {
  const parts = places(openingEnd(end), does);
  return {
    name,
    value: 'host, net or port',
    example: `${name} host 10.0.0.1`,
    description: `a request that opens it ${does} this \`host\` (which may be left out), \`net\` or \`port\``,
    parts,
    compile: (value, context) => parts[0].compile(value, context),
  };
}

/** `srcport 5060`: one of the parts of `src` or `dst` by a name of its own. */
export function joinedName(name: string, of: 'src' | 'dst', part: string): Condition {
  const whole = MESSAGE_CONDITIONS.find((one) => one.name === of) as Condition;
  const condition = whole.parts?.find((one) => one.name === part) as Condition;
  return { ...condition, aliases: [], name, example: condition.example.replace(part, name) };
}

const oneEnd = (end: 'source' | 'destination'): Ends => {
  return (judge) => (store, message) => judge(store, store.messages.columns[end][message]);
};

/** What Wireshark calls TCP has more names here. */
const OVER_TCP: readonly string[] = ['TCP', 'TLS', 'WS', 'WSS'];

/** Wireshark's fields of packets: any message counts, whatever direction it goes in. */
export const PACKET_CONDITIONS: readonly Condition[] = [
  ofPackets('ip.addr', eitherEnd, 'host', () => true),
  ofPackets('ip.src', oneEnd('source'), 'host', () => true),
  ofPackets('ip.dst', oneEnd('destination'), 'host', () => true),
  ...[
    { layer: 'udp', carries: (transport: string) => transport === 'UDP' },
    { layer: 'tcp', carries: (transport: string) => OVER_TCP.includes(transport) },
  ].flatMap(({ layer, carries }) => [
    ofPackets(`${layer}.port`, eitherEnd, 'port', carries),
    ofPackets(`${layer}.srcport`, oneEnd('source'), 'port', carries),
    ofPackets(`${layer}.dstport`, oneEnd('destination'), 'port', carries),
  ]),
];

function ofPackets(name: string, ends: Ends, part: string, carries: (transport: string) => boolean): Condition {
  const place = places(() => () => false, '').find((one) => one.name === part) as Condition;
  const has = part === 'host' ? hasAddress : hasPort;
  return {
    ...place,
    aliases: [],
    name,
    example: place.example.replace(part, name),
    compile(value) {
      const test = has(value);
      if (typeof test === 'string') return test;
      const stands = ends(judgeOf(test));
      return anyMessage((store, message) => {
        return carries(TRANSPORTS[store.messages.columns.transport[message]]) && stands(store, message);
      });
    },
  };
}

const METHOD: Condition = {
  name: 'method',
  value: 'a method',
  example: 'method INVITE',
  description: 'some request or the CSeq of some response has this method',
  compile(value) {
    const idOf = wordId(value.toUpperCase());
    return {
      verdict: (store, dialog) => hasMethod(store, dialog, idOf(store)),
      marks: (store, message) => store.messages.columns.method[message] === idOf(store),
    };
  },
};

/** The id of a word that is kept once, -1 while none of it was seen: looked for again only when something came. */
function wordId(word: string): (store: Store) => number {
  let id = -1;
  let version = -1;
  return (store) => {
    if (id < 0 && store.version !== version) id = store.words.find(word);
    ({ version } = store);
    return id;
  };
}

const CODE: Condition = {
  name: 'code',
  value: 'a status',
  example: 'code 4xx',
  description: 'some response has this status; an x is any digit; `code >= 500` compares',
  mayCompare: true,
  compile(value) {
    const compare = comparison(value, '');
    if (compare !== null) return anyStatus(compare);
    if (!/^[1-6](\d\d|\dx|xx)$/i.test(value)) return 'a status, as in 486 or 4xx';
    const least = Number(value.replace(/x/gi, '0'));
    const most = Number(value.replace(/x/gi, '9'));
    return anyStatus((status) => status >= least && status <= most);
  },
};

function anyStatus(passes: (status: number) => boolean): Meaning {
  return anyMessage((store, message) => {
    const status = store.messages.columns.status[message];
    return status > 0 && passes(status);
  });
}

function anyReason(test: TextTest): Meaning {
  const passes = onceEach((store, id) => test(shown(store.words.text(id))));
  return anyMessage((store, message) => {
    const { status, reason } = store.messages.columns;
    return status[message] > 0 && passes(store, reason[message]);
  });
}

/** Ids below this have a bit of their own in a dialog's set of methods. */
const OWN_BITS = 31;

function hasMethod(store: Store, dialog: number, id: number): boolean {
  if (id < 0) return false;
  const methods = store.dialogs.columns.methods[dialog];
  if (id < OWN_BITS) return (methods & (1 << id)) !== 0;
  if ((methods & (1 << OWN_BITS)) === 0) return false;
  const m = store.messages.columns;
  for (let row = store.dialogs.columns.firstMessage[dialog] - 1; row >= 0; row = m.next[row] - 1) {
    if (m.method[row] === id) return true;
  }
  return false;
}

/** Some message has a value of one of these headers that passes. */
function anyValue(names: readonly string[], test: TextTest, { pace }: Context): Meaning {
  const keys = names.map(headerKey);
  const passes: MessageTest = (store, message) => {
    const text = messageText(store, message);
    return keys.some((key) => headerValuesIn(text, key).some(test));
  };
  return anyMessageRead(passes, pace);
}

const ANY_TEXT: TextTest = () => true;

function headerCondition(name: string, value: string, example: string, header: string): Condition {
  const description = `the ${header} of some message holds this`;
  return textual({ name, value, example, description }, (test, context) => anyValue([header], test, context));
}

const HEADER_NAME = 'the name of a header';

function hasHeader(value: string, context: Context): Meaning | string {
  return TOKEN.test(value) ? anyValue([value], ANY_TEXT, context) : HEADER_NAME;
}

export const MESSAGE_CONDITIONS: readonly Condition[] = [
  ...places(eitherEnd, 'comes from or goes to'),
  directed('src', 'comes from', 'source'),
  directed('dst', 'goes to', 'destination'),
  {
    name: 'transport',
    value: 'a transport',
    example: 'transport tcp',
    description: `some message came over this: ${TRANSPORTS.join(', ').toLowerCase()}`,
    compile(value) {
      const wanted = (TRANSPORTS as readonly string[]).indexOf(value.toUpperCase());
      if (wanted < 0) return `one of ${TRANSPORTS.join(', ').toLowerCase()}`;
      return anyMessage((store, message) => store.messages.columns.transport[message] === wanted);
    },
  },
  METHOD,
  CODE,
  textual(
    {
      name: 'reason',
      value: 'part of a reason phrase',
      example: 'reason busy',
      description: 'the reason phrase of some response holds this',
    },
    anyReason,
  ),
  textual(
    {
      name: 'hangup',
      value: 'part of why it ended',
      example: 'hangup "user busy"',
      description:
        'the Reason, Warning or hang-up header of some BYE, CANCEL or failure says this, as sent or in the words of its code',
    },
    (test, { pace }) => anyMessageRead(saysOfEnd(test), pace),
  ),
  {
    name: 'header',
    value: HEADER_NAME,
    example: 'header Diversion ~ /^<sip:415/',
    description:
      'some message has this header; behind it `~` asks for a text or regex in a value, `==` for the whole value; compact names are long ones',
    names: true,
    compile: hasHeader,
    compileTest: (test, context, name) => (TOKEN.test(name) ? anyValue([name], test, context) : anyOf([])),
  },
  {
    name: 'has',
    value: HEADER_NAME,
    example: 'has Diversion',
    description: 'some message has this header',
    compile: hasHeader,
  },
  headerCondition('diversion', 'part of a Diversion', 'diversion 4151500', 'Diversion'),
  headerCondition('pai', 'part of an identity', 'pai alice', 'P-Asserted-Identity'),
  headerCondition('ppi', 'part of an identity', 'ppi alice', 'P-Preferred-Identity'),
  textual(
    {
      name: 'ua',
      value: 'part of the name of a program',
      example: 'ua friendly-scanner',
      description: 'the User-Agent or Server of some message holds this',
    },
    (test, context) => anyValue(['User-Agent', 'Server'], test, context),
  ),
  textual(
    {
      name: 'payload',
      value: 'a text or a regex',
      example: 'payload /^From:.*sip:alice@/i',
      description:
        'some message as it was sent holds this; compact names of headers are long ones, `^` and `$` are the ends of lines',
    },
    (test, { pace }) => anyMessageRead((store, message) => test(messageText(store, message)), pace),
  ),
  timed('since', 'at or after', (us) => ({ fromUs: us, toUs: Number.POSITIVE_INFINITY })),
  timed('until', 'at or before', (us) => ({ fromUs: Number.NEGATIVE_INFINITY, toUs: us })),
];

function timed(name: string, when: string, span: (us: number) => { fromUs: number; toUs: number }): Condition {
  return {
    name,
    value: 'a time',
    example: `${name} 10:00`,
    description: `some message came ${when} this local time of the day on which the capture begins, or \`2026-11-20T10:00\`; with both, one between them`,
    compile(value) {
      const moment = momentOf(value);
      if (moment === null) return 'a time, as in 10:00, 10:00:30.5 or 2026-11-20T10:00';
      return inSpan((beganUs) => span(moment(beganUs)));
    },
  };
}
