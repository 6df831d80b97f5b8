/** The conditions that a filter of streams can hold: those of media, and what a stream has from its ends and its call. */

import { KINDS } from '../store/media-lines';
import { kindOf } from '../store/stream-name';
import { figuresOf } from '../store/streams-figures';
import { searchIn, searchWord } from './any-text';
import type { Condition } from './condition';
import { CONDITIONS } from './conditions';
import { type EndpointTest, hasPort, hostJudge, inNetwork, judgeOf } from './endpoint-tests';
import { aboutRow, type Meaning } from './meaning';
import { compared, MEDIA_CONDITIONS } from './media-conditions';
import { dialogOf, STREAM_FIELDS } from './stream-fields';

type End = 'source' | 'destination';

/** Host, network and port of an end; `does`: `comes from or goes to`. */
function places(ends: readonly End[], does: string): Condition[] {
  return [
    {
      name: 'host',
      aliases: ['ip', 'ip.addr'],
      value: 'an address, its beginning, or a name',
      example: 'host 10.0.0.1',
      description: `it ${does} this address, or the host of this name; an address that ends in . or : is a beginning`,
      compile: (value, context) => judged(ends, hostJudge(value, context)),
    },
    {
      name: 'net',
      value: 'a network',
      example: 'net 10.0.0.0/8',
      description: `it ${does} an address of this network`,
      compile: (value) => placed(ends, inNetwork(value)),
    },
    {
      name: 'port',
      aliases: ['udp.port'],
      value: 'a port',
      example: 'port 16384',
      description: `it ${does} this port`,
      compile: (value) => placed(ends, hasPort(value)),
    },
  ];
}

function directed(name: string, does: string, end: End): Condition {
  const parts = places([end], does);
  return {
    name,
    value: 'host, net or port',
    example: `${name} host 10.0.0.1`,
    description: `it ${does} this \`host\` (which may be left out), \`net\` or \`port\``,
    parts,
    compile: (value, context) => parts[0].compile(value, context),
  };
}

function placed(ends: readonly End[], has: EndpointTest | string): Meaning | string {
  return typeof has === 'string' ? has : judged(ends, judgeOf(has));
}

function judged(ends: readonly End[], judge: ReturnType<typeof judgeOf>): Meaning {
  return aboutRow((store, stream) => {
    const { columns } = store.mediaStreams.streams.table;
    return ends.some((end) => judge(store, columns[end][stream]));
  });
}

export const STREAM_CONDITIONS: readonly Condition[] = [
  ...places(['source', 'destination'], 'comes from or goes to'),
  directed('src', 'comes from', 'source'),
  directed('dst', 'goes to', 'destination'),
  {
    name: 'kind',
    value: 'a kind of media',
    example: 'kind video',
    description: `it carries this, by SDP or its payload type: ${KINDS.join(', ')}`,
    compile(value) {
      const wanted = KINDS.find((kind) => kind === value.toLowerCase());
      if (wanted === undefined) return `one of ${KINDS.join(', ')}`;
      return aboutRow((store, stream) => kindOf(store, stream) === wanted);
    },
  },
  ...[
    ...MEDIA_CONDITIONS,
    compared('packets', '', 'packets > 1000', 'has more or fewer packets than this', (store, stream) => {
      return figuresOf(store.mediaStreams.streams.table.columns, stream).packets;
    }),
  ].map(({ holds, compile, ...condition }) => ({
    ...condition,
    description: `it ${holds}`,
    compile(value: string) {
      const verdict = compile(value);
      return typeof verdict === 'string' ? verdict : aboutRow(verdict);
    },
  })),
  ...['from', 'to', 'user', 'number', 'callid'].map(ofItsCall),
];

/** A bare word: some text of the stream's row holds it. */
export const anyStreamText = searchWord(STREAM_FIELDS);
export const anyStreamTextTest = searchIn(STREAM_FIELDS);

/** A condition of dialogs, which a stream without one does not meet. */
function ofItsCall(name: string): Condition {
  const condition = CONDITIONS.find((one) => one.name === name) as Condition;
  const { compileTest } = condition;
  return {
    ...condition,
    description: `it belongs to a call, and ${condition.description}`,
    compile(value, context) {
      const meaning = condition.compile(value, context);
      return typeof meaning === 'string' ? meaning : ofCall(meaning);
    },
    compileTest: compileTest && ((test, context, of) => ofCall(compileTest(test, context, of))),
  };
}

function ofCall({ verdict }: Meaning): Meaning {
  return aboutRow((store, stream) => {
    const dialog = dialogOf(store, stream);
    return dialog >= 0 && verdict(store, dialog);
  });
}
