/** The conditions that a filter of streams can hold: those of media, and what a stream has from its ends and its call. */

import { KINDS } from '../store/media-lines';
import type { Store } from '../store/store';
import { kindOf } from '../store/stream-name';
import { figuresOf } from '../store/streams-figures';
import { CONDITIONS, type Condition, hasAddress, hasPort, judgeOf, searchIn, type Verdict } from './conditions';
import { compared, MEDIA_CONDITIONS } from './media-conditions';
import { dialogOf, STREAM_FIELDS } from './stream-fields';

export const STREAM_CONDITIONS: readonly Condition[] = [
  {
    name: 'host',
    value: 'an address, or its beginning',
    example: 'host 10.0.0.1',
    description: 'it comes from or goes to this address; one that ends in . or : is a beginning',
    compile: (value) => eitherEnd(judgeOf(hasAddress(value))),
  },
  {
    name: 'port',
    value: 'a port',
    example: 'port 16384',
    description: 'it comes from or goes to this port',
    compile(value) {
      const has = hasPort(value);
      return typeof has === 'string' ? has : eitherEnd(judgeOf(has));
    },
  },
  {
    name: 'kind',
    value: 'a kind of media',
    example: 'kind video',
    description: `it carries this, by SDP or its payload type: ${KINDS.join(', ')}`,
    compile(value) {
      const wanted = KINDS.find((kind) => kind === value.toLowerCase());
      if (wanted === undefined) return `one of ${KINDS.join(', ')}`;
      return (store, stream) => kindOf(store, stream) === wanted;
    },
  },
  ...[
    ...MEDIA_CONDITIONS,
    compared('packets', '', 'packets > 1000', 'has more or fewer packets than this', (store, stream) => {
      return figuresOf(store.mediaStreams.streams.table.columns, stream).packets;
    }),
  ].map(({ holds, ...condition }) => ({ ...condition, description: `it ${holds}` })),
  ...['from', 'to', 'callid'].map(ofItsCall),
];

/** A bare word: some text of the stream's row holds it. */
export const anyStreamText = searchIn(STREAM_FIELDS);

function eitherEnd(judge: (store: Store, endpoint: number) => boolean): Verdict {
  return (store, stream) => {
    const { source, destination } = store.mediaStreams.streams.table.columns;
    return judge(store, source[stream]) || judge(store, destination[stream]);
  };
}

/** A condition of dialogs, which a stream without one does not meet. */
function ofItsCall(name: string): Condition {
  const condition = CONDITIONS.find((one) => one.name === name)!;
  return {
    ...condition,
    description: `it belongs to a call, and ${condition.description}`,
    compile(value) {
      const verdict = condition.compile(value);
      if (typeof verdict === 'string') return verdict;
      return (store, stream) => {
        const dialog = dialogOf(store, stream);
        return dialog >= 0 && verdict(store, dialog);
      };
    },
  };
}
