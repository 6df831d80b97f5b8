/** Messages printed while they come: each once, and with a filter those of dialogs that it keeps by then. */

import type { Frame } from '../../src/capture/frame';
import { Decoder } from '../../src/decode/decoder';
import { EndpointTable } from '../../src/decode/endpoints';
import type { TableFormat } from '../../src/export/print';
import { messagePrinter } from '../../src/export/print-messages';
import { MessageStream } from '../../src/export/stream';
import { parseFilter } from '../../src/filter/parse';
import { NO_LIMITS, Store } from '../../src/store/store';
import { framesOf, scenario } from '../store/scenario';

const GONE = {
  seekable: false,
  readBack(): Buffer {
    throw new Error('this input cannot be read again');
  },
};

/** Prints after each packet. */
class Printed {
  private readonly endpoints = new EndpointTable();
  readonly store = new Store(this.endpoints, [GONE], NO_LIMITS);
  private readonly decoder = new Decoder(this.store, this.endpoints);
  private readonly stream: MessageStream;

  private readonly packets: Frame[];

  constructor(text: string, filterText = '', as: TableFormat = 'json', what: 'messages' | 'raw' = 'messages') {
    const filter = parseFilter(filterText);
    if (!filter.ok) throw new Error(filter.message);
    this.stream = new MessageStream(this.store, messagePrinter(what, as), filter.verdict, filterText === '');
    this.packets = framesOf(scenario(text));
  }

  /** What is printed after each packet. */
  *steps(): Generator<string> {
    for (const frame of this.packets) {
      this.decoder.frame(frame);
      yield [...this.stream.advance()].join('');
    }
  }

  /** Their numbers. */
  numbers(): number[][] {
    const parse = (line: string) => (JSON.parse(line) as { number: number }).number;
    return [...this.steps()].map((text) => text.split('\n').slice(0, -1).map(parse));
  }
}

const CALLS = `
0    A > B INVITE | call=one
1    C > B INVITE | call=two
2    B > A 486 Busy Here | call=one
3    A > B OPTIONS | call=none
4    A > B ACK | call=one
5    B > C 200 OK | call=two
6    A > B OPTIONS | call=none
`;

test('every message once, as it comes', () => {
  expect(new Printed(CALLS).numbers()).toEqual([[1], [2], [3], [4], [5], [6], [7]]);
});

test('of a dialog that a filter keeps, all messages with the one that makes it so, and no strays', () => {
  expect(new Printed(CALLS, 'state busy').numbers()).toEqual([[], [], [1, 3], [], [5], [], []]);
});

test('a message seen twice is printed once', () => {
  const twice = '0 A > B INVITE\n0.0001 A > B again 1\n5 A > B again 1\n';
  expect(new Printed(twice).numbers()).toEqual([[1], [], [2]]);
});

test('a head before the first, once', () => {
  const csv = [...new Printed(CALLS, '', 'csv').steps()];
  expect(csv.map((text) => text.split('\n').length - 1)).toEqual([2, 1, 1, 1, 1, 1, 1]);
  expect(csv[0]).toMatch(/^number,dialog,callId,/);
});

test('as text the columns of usual records stand below each other', () => {
  const lines = [...new Printed(CALLS, '', 'text').steps()].join('').split('\n').slice(0, 3);
  expect(lines).toEqual([
    '    #  Dialog  Time                         Source                 Destination            Transport  Message                 CSeq      Problems',
    '    1       1  2023-11-14T22:13:20.000000Z  10.0.0.1:5060          10.0.0.2:5060          UDP        INVITE                  1 INVITE',
    '    2       2  2023-11-14T22:13:21.000000Z  10.0.0.3:5060          10.0.0.2:5060          UDP        INVITE                  1 INVITE',
  ]);
});

test('what was cleared is not printed again, nor is it missed', () => {
  const printed = new Printed(CALLS);
  const steps = printed.steps();
  for (let i = 0; i < 4; i++) steps.next();
  expect(printed.store.clear('all')).toBe(2);
  const rest = [...steps].map((text) => text.split('\n').length - 1);
  expect(rest).toEqual([1, 1, 1]);
});
