/** Columns, rows and labels of ladders, written as text. */

import type { ColumnsBy } from '../../src/ladder/arrangement';
import { Ladder } from '../../src/ladder/ladder';
import { dialogsOf, playScenario } from '../store/play';

interface Options {
  columnsBy?: ColumnsBy;
  names?: [string, string][];
  /** By index; all of them when left out. */
  dialogs?: number[];
}

function ladderOf(text: string, { columnsBy = 'port', names = [], dialogs }: Options = {}): Ladder {
  const { store } = playScenario(text);
  const rows = dialogsOf(store).filter((row) => dialogs?.includes(store.dialogs.columns.index[row]) ?? true);
  return new Ladder(store, rows, { columnsBy, media: true, names: new Map(names) });
}

/** A line a row: delta, columns, label and what else is to be seen. */
function drawn(ladder: Ladder): string {
  return ladder
    .rows(0, ladder.length)
    .map((row) => {
      const { deltaUs, from, to, dialog, label } = row;
      const { retransmission, problem } = row.kind === 'message' ? row : NO_MARKS;
      const marks = `${retransmission ? ' again' : ''}${problem ? ' !' : ''}`;
      return `${deltaUs === null ? '-' : deltaUs / 1000} ${from}>${to} d${dialog} ${label}${marks}`;
    })
    .join('\n');
}

const NO_MARKS = { retransmission: false, problem: false };

function check(text: string, expected: string, options?: Options): Ladder {
  const ladder = ladderOf(text, options);
  expect(`\n${drawn(ladder)}\n`).toBe(expected);
  return ladder;
}

test('a call', () => {
  const ladder = check(
    `
0    A > B INVITE | sdp
0.5  A > B again 1
0.6  B > A 180 Ringing
2    B > A 200 OK | sdp
2.01 A > B ACK
`,
    `
- 0>1 d0 INVITE (SDP)
500 0>1 d0 INVITE (SDP) again
100 1>0 d0 180 Ringing
1400 1>0 d0 200 OK (SDP)
10 0>1 d0 ACK
`,
  );
  expect(ladder.columns).toMatchObject([
    { label: '10.0.0.1:5060', name: '' },
    { label: '10.0.0.2:5060', name: '' },
  ]);
  expect(ladder.row(0)).toMatchObject({
    request: true,
    method: 'INVITE',
    status: 0,
    cseq: 1,
    fromPort: 5060,
    toPort: 5060,
  });
  expect(ladder.row(2)).toMatchObject({ request: false, method: 'INVITE', status: 180 });
  expect(ladder.row(0)).toMatchObject({ sdp: [expect.stringMatching(/^audio 10\.0\.0\.9:4000 .*PCMU.*PCMA/)] });
  expect(ladder.row(2)).toMatchObject({ sdp: [] });
});

test('a copy has no row', () => {
  check(
    '0 A > B INVITE\n0.0003 A > B again 1',
    `
- 0>1 d0 INVITE
`,
  );
});

test('several dialogs are one ladder, by time', () => {
  check(
    `
0    A > B INVITE | call=one
0.2  C > B INVITE | call=two
0.1  B > A 180 Ringing (1)
0.3  B > C 486 Busy Here (2)
9    A > B OPTIONS | call=three
`,
    `
- 0>1 d0 INVITE
100 1>0 d0 180 Ringing
100 2>1 d1 INVITE
100 1>2 d1 486 Busy Here
`,
    { dialogs: [1, 2] },
  );
});

test('messages of one time stay as they were captured', () => {
  check(
    '1 A > B INVITE\n1 B > A 100 Trying\n1 B > A 180 Ringing',
    `
- 0>1 d0 INVITE
0 1>0 d0 100 Trying
0 1>0 d0 180 Ringing
`,
  );
});

test('hosts with their names; IPv6', () => {
  const ladder = ladderOf('0 S6 > T6 INVITE', { names: [['2001:db8::7', 'Büro€\u202e']] });
  expect(ladder.columns).toMatchObject([
    { label: '[2001:db8::6]:5060', name: '' },
    { label: '[2001:db8::7]:5060', name: 'Büro€\ufffd' },
  ]);
  expect(ladderOf('0 S6 > T6 INVITE', { columnsBy: 'address' }).columns.map(({ label }) => label)).toEqual([
    '2001:db8::6',
    '2001:db8::7',
  ]);
});

test('windows of rows', () => {
  const ladder = ladderOf('0 A > B INVITE\n1 B > A 100 Trying\n2 B > A 180 Ringing');
  const labels = (from: number, count: number) => ladder.rows(from, count).map(({ label }) => label);
  expect([labels(1, 1), labels(2, 5), labels(3, 5), labels(-1, 2), labels(0, 0)]).toEqual([
    ['100 Trying'],
    ['180 Ringing'],
    [],
    ['INVITE'],
    [],
  ]);
});

test('hostile labels are safe to show', () => {
  const ladder = ladderOf('0.1 B > A 486 Bu\x1b[31msy\u202e | CSeq: 1 FO\x1b\x9bO');
  expect(ladder.rows(0, 2)).toMatchObject([{ label: '486 Bu␛[31msy\ufffd', method: 'FO␛\ufffdO' }]);
});
