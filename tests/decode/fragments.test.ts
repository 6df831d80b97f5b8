import type { Frame } from '../../src/capture/frame';
import { cooked, ethernet, fragment6, frameOf, ipv4, ipv6, mpls, sip, tcp, udp } from './build';
import { listen } from './listen';

const message = sip('fragments', 'x'.repeat(200));
const datagram = udp(message);

/** Bytes [from, to) of the datagram as an IPv4 fragment. */
function piece(from: number, to: number, o: { bytes?: Buffer; more?: boolean; id?: number } = {}): Buffer {
  const bytes = (o.bytes ?? datagram).subarray(from, to);
  return ethernet(ipv4(bytes, { id: o.id ?? 5, offset: from, more: o.more ?? to < datagram.length }));
}

function piece6(from: number, to: number): Buffer {
  const part = fragment6(datagram.subarray(from, to), 17, from, to < datagram.length);
  return ethernet(ipv6(part, { next: 44 }), 0x86dd);
}

function frames(packets: Buffer[]): Frame[] {
  return packets.map((bytes, i) => frameOf(bytes, { position: i }));
}

function permutations<T>(list: T[]): T[][] {
  if (list.length < 2) return [list];
  return list.flatMap((first, i) => permutations(list.toSpliced(i, 1)).map((rest) => [first, ...rest]));
}

function check(packets: Buffer[], problems: string[]): void {
  const { heard, counts } = listen(frames(packets));
  expect(heard.map((each) => [each.text, each.problems])).toEqual([[message.toString(), problems]]);
  expect(counts).toMatchObject({ udp: 1, incomplete: 0 });
}

const end = datagram.length;
const cuts = [0, 80, 160, 240, end];
const four = cuts.slice(1).map((to, i) => [cuts[i], to] as const);

test('IPv4 fragments in every order', () => {
  for (const order of permutations(four))
    check(
      order.map(([from, to]) => piece(from, to)),
      [],
    );
});

test('IPv6 fragments in every order', () => {
  for (const order of permutations(four))
    check(
      order.map(([from, to]) => piece6(from, to)),
      [],
    );
});

test('the frames that hold a part are named, the last to come last', () => {
  const [a, b, c, d] = four.map(([from, to]) => piece(from, to));
  const { heard } = listen(frames([c, a, d, b]));
  expect(heard[0].frames).toEqual([0, 1, 2, 3]);
  expect(heard[0].way).toBe('UDP 10.0.0.1:5060 > 10.0.0.2:5060');
});

test('a fragment that comes twice is no fault and no part', () => {
  const [a, b] = [piece(0, 160), piece(160, end)];
  check([a, a, b], []);
  expect(listen(frames([a, a, b])).heard[0].frames).toEqual([0, 2]);
});

describe('overlaps', () => {
  const other = Buffer.from(datagram).fill('y');
  const why = ['fragments that overlap: the first one holds'];
  test.each<[string, Buffer[]]>([
    [
      'the first holds where a later one covers its end',
      [
        piece(0, 160),
        piece(80, 240, { bytes: Buffer.concat([other.subarray(0, 160), datagram.subarray(160)]) }),
        piece(240, end),
      ],
    ],
    [
      'the first holds where a later one covers its beginning',
      [
        piece(160, end),
        piece(0, 240, { bytes: Buffer.concat([datagram.subarray(0, 160), other.subarray(160)]), more: true }),
      ],
    ],
    [
      'the first holds where a later one covers it all',
      [
        piece(80, 160),
        piece(0, 240, {
          bytes: Buffer.concat([datagram.subarray(0, 80), other.subarray(80, 160), datagram.subarray(160)]),
        }),
        piece(240, end),
      ],
    ],
    [
      'the first holds where a later one has its place',
      [piece(0, 160), piece(0, 160, { bytes: other }), piece(160, end)],
    ],
    ['one later fragment over two', [piece(0, 80), piece(160, 240), piece(0, 240), piece(240, end)]],
  ])('%s', (_name, packets) => check(packets, why));
});

describe('what does not fit', () => {
  test('a fragment beyond the largest datagram is left out', () => {
    const far = ethernet(ipv4(Buffer.alloc(1000), { id: 5, offset: 65_000, more: true }));
    check([piece(0, 160), far, piece(160, end)], ['a fragment beyond the largest datagram']);
  });

  test('one beyond the largest datagram begins none: nothing is held for it', () => {
    const far = Array.from({ length: 5000 }, (_, id) =>
      ethernet(ipv4(Buffer.alloc(24), { id: id + 10, offset: 65_528 })),
    );
    check([piece(0, 160), ...far, piece(160, end)], []);
  });

  test('a second end does not move the first', () => {
    const [a, b] = [piece(0, 160), piece(160, end)];
    const liar = ethernet(ipv4(Buffer.alloc(8), { id: 5, offset: 200 }));
    check(
      [b, liar, a],
      ['fragments that disagree on where the datagram ends', 'fragments that overlap: the first one holds'],
    );
  });

  test('only whole units of 8 bytes can be followed', () => {
    const odd = ethernet(ipv4(datagram.subarray(0, 163), { id: 5, offset: 0, more: true }));
    check([odd, piece(160, end)], ['a fragment whose length is no multiple of 8']);
  });
});

describe('what never becomes whole', () => {
  test('is given at the end of the capture as far as it goes', () => {
    const { heard, counts } = listen(frames([piece(0, 160), piece(240, end)]));
    expect(heard).toMatchObject([
      {
        text: message.toString('latin1', 0, 152),
        problems: [`${end - 160} bytes missing: a fragment did not come`],
        frames: [0, 1],
      },
    ]);
    expect(counts.incomplete).toBe(1);
  });

  test('is given so when only the first fragment was captured', () => {
    const { heard } = listen(frames([piece(0, 160)]));
    expect(heard).toMatchObject([{ problems: [`${end - 160} bytes missing: a fragment did not come`], frames: [0] }]);
  });

  test('is the fault of the capture where a fragment was cut by its snap length', () => {
    const [first, last] = [piece(0, 160), piece(160, end)];
    const cut = frameOf(first.subarray(0, 120), { wireLength: first.length });
    const { heard } = listen([cut, frameOf(last)]);
    expect(heard).toMatchObject([{ problems: ['cut by the snap length'] }]);
  });

  test('is given after 30 s of the time of packets, with the time of its own', () => {
    const later = sip('later');
    const { heard } = listen([
      frameOf(piece(0, 160), { time: 100 }),
      frameOf(ethernet(ipv4(udp(later))), { time: 129.9 }),
      frameOf(ethernet(ipv4(udp(later))), { time: 131 }),
    ]);
    expect(heard.map((each) => each.time)).toEqual([129.9, 100, 131]);
  });

  test('does not mix with a datagram that has its id half a minute later', () => {
    const { heard } = listen([
      frameOf(piece(0, 160, { bytes: Buffer.from(datagram).fill('z', 60) }), { time: 100 }),
      frameOf(piece(0, 160), { time: 140 }),
      frameOf(piece(160, end), { time: 140 }),
    ]);
    expect(heard.map((each) => each.text === message.toString())).toEqual([false, true]);
  });

  test('without its first fragment nobody knows what it was', () => {
    const { heard, counts } = listen(frames([piece(160, end)]));
    expect(heard).toEqual([]);
    expect(counts.incomplete).toBe(1);
  });

  test('makes room for others: the oldest goes first', () => {
    const many = Array.from({ length: 5000 }, (_, id) => frameOf(piece(0, 160, { id })));
    const { heard, counts } = listen([...many, frameOf(piece(160, end, { id: 4999 }))]);
    expect(counts.incomplete).toBe(4999);
    expect(heard.filter((each) => each.problems.length === 0)).toHaveLength(1);
  });
});

test('ids are of an address pair and a protocol', () => {
  const packets = [
    piece(0, 160),
    ethernet(ipv4(Buffer.alloc(300), { id: 5, offset: 160, to: '10.0.0.3' })),
    ethernet(ipv4(Buffer.alloc(300), { id: 5, offset: 160, protocol: 6 })),
    piece(160, end),
  ];
  expect(listen(frames(packets)).heard).toMatchObject([{ text: message.toString(), problems: [] }]);
});

test('fragments of a tunnel, and fragments within it', () => {
  const inner = [piece(0, 160), piece(160, end)].map((bytes) => bytes.subarray(14));
  const outer = inner.flatMap((packet, i) => {
    const carried = mpls(packet);
    const half = 8 * Math.floor(carried.length / 16);
    const wrap = (from: number, to: number) =>
      cooked(ipv4(carried.subarray(from, to), { id: 900 + i, protocol: 137, offset: from, more: to < carried.length }));
    return [wrap(half, carried.length), wrap(0, half)];
  });
  const { heard } = listen(outer.map((bytes, i) => frameOf(bytes, { linkType: 113, position: i })));
  expect(heard).toMatchObject([{ text: message.toString(), problems: [], frames: [0, 1, 2, 3] }]);
});

test('a segment of TCP may come in fragments', () => {
  const segment = tcp(message);
  const packets = [
    ethernet(ipv4(segment.subarray(0, 160), { protocol: 6, id: 3, more: true })),
    ethernet(ipv4(segment.subarray(160), { protocol: 6, id: 3, offset: 160 })),
  ];
  const { heard } = listen(frames(packets));
  expect(heard).toMatchObject([{ text: message.toString(), problems: [], frames: [0, 1] }]);
});
