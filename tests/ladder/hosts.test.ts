/** Which ends of a ladder stand together in a column, what it is called, and how columns are arranged. */

import type { Frame } from '../../src/capture/frame';
import { type Arrangement, type ColumnsBy, inOrder } from '../../src/ladder/arrangement';
import { Ladder } from '../../src/ladder/ladder';
import { hostKey, namesFrom } from '../../src/store/host-names';
import { dialogsOf, play } from '../store/play';
import { datagram, talk } from '../store/rtp';

interface Options {
  by?: ColumnsBy;
  names?: Record<string, string>;
  arrangement?: Arrangement;
  media?: Frame[];
}

/**
 * A message a line: `from > to start-line | its Via | its Contact`, ends as `10.0.0.1:5060` or `2001:db8::1 5060`. All of
 * one call. Without a Via that names its sender a message has the one of its first end.
 */
function ladderOf(text: string, { by = 'host', names = {}, arrangement, media = [] }: Options = {}): Ladder {
  const lines = text.trim().split('\n');
  const { store } = play([...lines.map(frameOf), ...media]);
  const how = { columnsBy: by, media: true, names: namesFrom(Object.entries(names)), arrangement };
  return new Ladder(store, dialogsOf(store), how);
}

function frameOf(line: string, index: number): Frame {
  const [head, via, contact] = line.split('|').map((part) => part.trim());
  const [, from, to, start] = /^([\d.]+:\d+|\S+ \d+) > ([\d.]+:\d+|\S+ \d+) (.*)$/.exec(head) ?? ['', '', '', ''];
  const response = /^\d/.test(start);
  const sender = (response ? to : from).replace(/^(\S+) (\d+)$/, '[$1]:$2');
  const lines = [
    response ? `SIP/2.0 ${start}` : `${start} sip:bob@example.com SIP/2.0`,
    `Via: SIP/2.0/${/^\w+ /.test(via ?? '') ? via : `UDP ${via || sender}`};branch=z9hG4bK${index}`,
    ...(contact === undefined ? [] : [`Contact: <sip:bob@${contact}>`]),
    'From: <sip:alice@example.com>;tag=a',
    'To: <sip:bob@example.com>;tag=b',
    'Call-ID: one',
    `CSeq: ${index} ${response ? 'INVITE' : start}`,
    'Content-Length: 0',
  ];
  return datagram({ from, to, ms: 10 * index }, Buffer.from(`${lines.join('\r\n')}\r\n\r\n`));
}

/** Columns as `label name (behind)`, then a line for each arrow. */
function check(text: string, expected: string, options?: Options): Ladder {
  const ladder = ladderOf(text, options);
  const columns = ladder.columns.map(({ label, name, behind }) =>
    [label, name, behind === '' ? '' : `(${behind})`].filter((part) => part !== '').join(' '),
  );
  const rows = ladder.rows(0, ladder.length).map(({ from, to, label }) => `${from}>${to} ${label}`);
  expect(`\n${[...columns, ...rows].join('\n')}\n`).toBe(expected);
  return ladder;
}

describe('ports of a client', () => {
  const tcp = `
10.0.0.1:43211 > 10.0.0.2:5060 INVITE | TCP 10.0.0.1:5060
10.0.0.2:5060 > 10.0.0.1:43211 200 OK | TCP 10.0.0.1:5060
10.0.0.2:39000 > 10.0.0.1:5060 BYE | TCP 10.0.0.2
`;

  test('stand with the port that the Via names', () => {
    const ladder = check(
      tcp,
      `
10.0.0.1:5060
10.0.0.2:5060
0>1 INVITE
1>0 200 OK
1>0 BYE
`,
    );
    expect(ladder.columns.map(({ ends }) => ends)).toEqual([2, 2]);
    expect(ladder.row(2)).toMatchObject({ source: '10.0.0.2:39000', destination: '10.0.0.1:5060', fromPort: 39000 });
  });

  test('have columns of their own where those are wanted', () => {
    const columns = (by: ColumnsBy) => ladderOf(tcp, { by }).columns.map(({ label }) => label);
    expect(columns('port')).toEqual(['10.0.0.1:43211', '10.0.0.2:5060', '10.0.0.2:39000', '10.0.0.1:5060']);
    expect(columns('address')).toEqual(['10.0.0.1', '10.0.0.2']);
  });

  test('are known by a response where no request of theirs was seen', () => {
    check(
      `
10.0.0.2:5060 > 10.0.0.1:43211 200 OK | TCP 10.0.0.1
10.0.0.2:5060 > 10.0.0.1:5060 BYE
`,
      `
10.0.0.2:5060
10.0.0.1:5060
0>1 200 OK
0>1 BYE
`,
    );
  });

  test('one port alone is called what it is, and is the same host in the next call', () => {
    const ladder = check(
      '10.0.0.1:43211 > 10.0.0.2:5060 INVITE | TCP 10.0.0.1:5060',
      `
10.0.0.1:43211
10.0.0.2:5060
0>1 INVITE
`,
    );
    expect(ladder.columns[0].host).toBe('10.0.0.1:5060');
  });

  test('the usual port of TLS, and IPv6 however it is written', () => {
    check(
      `
2001:db8::1 40000 > 2001:db8::2 5061 INVITE | TLS [2001:DB8:0::1]
2001:db8::2 5061 > 2001:db8::1 5061 BYE | TLS [2001:db8::2]
`,
      `
[2001:db8::1]:5061
[2001:db8::2]:5061
0>1 INVITE
1>0 BYE
`,
    );
  });

  test('a Via with a name stands for a port that is there', () => {
    const text = `
10.0.0.1:43211 > 10.0.0.2:5060 INVITE | TCP pbx.example.com
10.0.0.2:5060 > 10.0.0.1:5060 BYE
`;
    check(text, '\n10.0.0.1:5060\n10.0.0.2:5060\n0>1 INVITE\n1>0 BYE\n');
  });

  test('two programs of one address that talk with one another stay apart, whatever their Via says', () => {
    check(
      `
10.0.0.1:5060 > 10.0.0.1:5080 INVITE
10.0.0.1:5080 > 10.0.0.1:5060 BYE | 10.0.0.1:5060
`,
      '\n10.0.0.1:5060\n10.0.0.1:5080\n0>1 INVITE\n1>0 BYE\n',
    );
  });
});

describe('behind a NAT', () => {
  test('an end says where it is itself, and a new binding is the same phone', () => {
    const ladder = check(
      `
198.51.100.7:41919 > 203.0.113.5:5060 INVITE | 192.168.1.20:5060
203.0.113.5:5060 > 198.51.100.7:41919 200 OK | 192.168.1.20:5060;received=198.51.100.7;rport=41919
198.51.100.7:52000 > 203.0.113.5:5060 BYE | 192.168.1.20:5060
`,
      `
198.51.100.7 (192.168.1.20)
203.0.113.5:5060
0>1 INVITE
1>0 200 OK
0>1 BYE
`,
    );
    expect(ladder.columns[0].ends).toBe(2);
  });

  test('two phones of one public address stay two', () => {
    check(
      `
198.51.100.7:41919 > 203.0.113.5:5060 INVITE | 192.168.1.20
203.0.113.5:5060 > 198.51.100.7:41920 INVITE
198.51.100.7:41920 > 203.0.113.5:5060 BYE | 192.168.1.21
`,
      `
198.51.100.7:41919 (192.168.1.20)
203.0.113.5:5060
198.51.100.7:41920 (192.168.1.21)
0>1 INVITE
1>2 INVITE
2>1 BYE
`,
    );
  });

  test('who only answers is known by a private Contact, unless others answer through it', () => {
    check(
      `
203.0.113.5:5060 > 198.51.100.7:5060 INVITE
198.51.100.7:5060 > 203.0.113.5:5060 200 OK | | 192.168.1.20:5060
203.0.113.5:5060 > 203.0.113.9:5060 200 OK | | 192.168.1.20:5060
`,
      `
203.0.113.5:5060
198.51.100.7:5060 (192.168.1.20)
203.0.113.9:5060
0>1 INVITE
1>0 200 OK
0>2 200 OK
`,
    );
  });

  test('both sides of the NAT are one host where a server saw that they are', () => {
    const inside = '192.168.1.20:5060 > 203.0.113.5:5060 INVITE';
    const outside = '198.51.100.7:41919 > 203.0.113.5:5060 INVITE | 192.168.1.20:5060';
    const seen = '203.0.113.5:5060 > 198.51.100.7:41919 200 OK | 192.168.1.20:5060;received=198.51.100.7;rport=41919';
    const together = '\n192.168.1.20 +1\n203.0.113.5:5060\n0>1 INVITE\n0>1 INVITE\n1>0 200 OK\n';
    check(`${inside}\n${outside}\n${seen}`, together.replace('+1', '+1 (192.168.1.20)'));
    const names = { '198.51.100.7': 'phone' };
    const named = together.replace('+1', '+1 phone (192.168.1.20)');
    check(`${inside}\n${outside}\n${seen}`, named, { names });
    const apart = '\n192.168.1.20:5060\n203.0.113.5:5060\n198.51.100.7:41919 (192.168.1.20)\n0>1 INVITE\n2>1 INVITE\n';
    check(`${inside}\n${outside}`, apart);
  });
});

describe('names', () => {
  const names = { '10.0.0.1': 'sbc', '10.0.1.1': 'sbc', '10.0.0.9:5060': 'carrier', '10.0.0.9': 'other' };

  test('join the addresses and ports of a host, and its media', () => {
    const text = `
10.0.0.5:5060 > 10.0.0.1:5060 INVITE
10.0.1.1:5080 > 10.0.0.9:5060 INVITE
10.0.0.9:5070 > 10.0.1.1:5080 200 OK
`;
    const media = talk({ from: '10.0.1.1:4000', to: '10.0.0.5:4000', ms: 100 }, 5);
    const ladder = check(
      text,
      `
10.0.0.5:5060
10.0.0.1 +1 sbc
10.0.0.9:5060 carrier
10.0.0.9:5070 other
0>1 INVITE
1>2 INVITE
3>1 200 OK
`,
      { names, media },
    );
    expect(ladder.columns.map(({ host }) => host)).toEqual(['10.0.0.5:5060', 'sbc', 'carrier', 'other']);
  });

  test('are shown, but join nothing, where columns are ports', () => {
    const text = '10.0.0.1:5060 > 10.0.1.1:5080 INVITE';
    check(text, '\n10.0.0.1:5060 sbc\n10.0.1.1:5080 sbc\n0>1 INVITE\n', { names, by: 'port' });
  });

  test('do not join what talks with one another', () => {
    check(
      '10.0.0.1:5060 > 10.0.1.1:5080 INVITE\n10.0.1.1:5080 > 10.0.0.5:5060 INVITE',
      '\n10.0.0.1:5060 sbc\n10.0.1.1:5080 sbc\n10.0.0.5:5060\n0>1 INVITE\n1>2 INVITE\n',
      { names },
    );
  });

  test('are found however an address is written; of several sources the last one counts', () => {
    expect(
      ['10.0.0.1', ' 10.0.0.1:5060', '2001:DB8:0::1', '[2001:db8:0:0::1]:5060', '[2001:db8::1]'].map(hostKey),
    ).toEqual(['10.0.0.1', '10.0.0.1:5060', '2001:db8::1', '[2001:db8::1]:5060', '2001:db8::1']);
    const both = namesFrom(
      [['10.0.0.1', 'pcapng']],
      [
        ['10.0.0.1', 'alias'],
        ['10.0.0.2', ''],
      ],
    );
    expect([...both]).toEqual([['10.0.0.1', 'alias']]);
  });
});

describe('arrangement', () => {
  const text = `
10.0.0.1:5060 > 10.0.0.2:5060 INVITE
10.0.0.2:5060 > 10.0.0.3:5060 INVITE
10.0.0.3:5060 > 10.0.0.2:5060 180 Ringing
10.0.0.2:5060 > 10.0.0.1:5060 180 Ringing
`;
  const [one, two, three] = ['10.0.0.1:5060', '10.0.0.2:5060', '10.0.0.3:5060'];

  test('columns stand in the order that they were given', () => {
    check(text, `\n${[three, two, one].join('\n')}\n2>1 INVITE\n1>0 INVITE\n0>1 180 Ringing\n1>2 180 Ringing\n`, {
      arrangement: { order: [three, 'never seen', two, one], hidden: [] },
    });
  });

  test('what nobody put in order keeps its place', () => {
    expect(inOrder(['a', 'b', 'c', 'd'], ['d', 'b'])).toEqual([0, 3, 2, 1]);
    expect(inOrder(['a', 'b'], [])).toEqual([0, 1]);
  });

  test('a hidden host takes its arrows with it, and they are counted', () => {
    const ladder = check(text, `\n${two}\n${three}\n0>1 INVITE\n1>0 180 Ringing\n`, {
      arrangement: { order: [], hidden: [one] },
    });
    expect(ladder.leftOut).toBe(2);
    expect(ladder.hosts.map(({ host, hidden }) => [host, hidden])).toEqual([
      [one, true],
      [two, false],
      [three, false],
    ]);
    expect(ladder.rows(0, 9).map(({ deltaUs }) => deltaUs)).toEqual([null, 10_000]);
    expect(ladder.rowOf('m1')).toBeNull();
  });

  test('all of them can be hidden', () => {
    const ladder = ladderOf(text, { arrangement: { order: [], hidden: [one, two, three] } });
    expect([ladder.length, ladder.columns, ladder.leftOut]).toEqual([0, [], 4]);
  });

  test('a name that was hidden stays so in columns of ports', () => {
    const ladder = ladderOf(text, {
      by: 'port',
      names: { '10.0.0.3': 'carrier' },
      arrangement: { order: [], hidden: ['carrier'] },
    });
    expect(ladder.columns.map(({ label }) => label)).toEqual([one, two]);
  });
});

test('of a ladder with more ends than anybody reads nothing is read again', () => {
  const messages = (count: number) =>
    Array.from(
      { length: count },
      (_, i) => `10.1.${i >> 8}.${i & 255}:40000 > 10.0.0.2:5060 INVITE | 10.1.${i >> 8}.${i & 255}:5060`,
    );
  const [first] = ladderOf(messages(499).join('\n')).columns;
  const [other] = ladderOf(messages(500).join('\n')).columns;
  expect([first.host, other.host]).toEqual(['10.1.0.0:5060', '10.1.0.0:40000']);
});
