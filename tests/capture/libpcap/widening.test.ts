/** What is added to a capture filter. Programs are their expressions here, in whole instructions of 8 bytes. */

import { widen } from '../../../src/capture/libpcap/widening';

interface Known {
  /** What libpcap refuses. */
  refuse?: RegExp;
  /** Programs that the kernel takes, in bytes. */
  room?: number;
}

function check(
  expression: string,
  text: string | null,
  { refuse, room = Number.POSITIVE_INFINITY }: Known = {},
): string {
  const program = (part: string) => Buffer.from(`${part.padEnd(part.length | 7)}\n`);
  const compile = (part: string) => (refuse?.test(part) ? null : program(part));
  const widened = widen(expression, program(expression), {
    whole: compile,
    inside: compile,
    fits: ({ length }) => length <= room,
  });
  expect(widened.text).toBe(text);
  return widened.program.toString().replace(/ *\n/g, '\n');
}

const BESIDE =
  '(ip[6:2] & 0x1fff != 0) or (ip6[6] = 44) or (ip6[6] = 0 or ip6[6] = 43 or ip6[6] = 60) or (proto 51) or ' +
  '(proto 4 or proto 41) or (proto 47) or (proto 137) or ' +
  '(udp dst port 2152 or udp dst port 4789 or udp dst port 6081)';

it('a filter of ports takes all of it', () => {
  const whole = `${BESIDE} or (port 5060)`;
  expect(check('port 5060', '+ fragments, tunnels, VLAN, PPPoE, MPLS').split('\n')).toEqual([
    whole,
    `vlan and (${whole})`,
    `vlan and vlan and (${whole})`,
    `pppoes and (${whole})`,
    `vlan and pppoes and (${whole})`,
    `mpls and (${whole})`,
    `mpls and mpls and (${whole})`,
    `vlan and mpls and (${whole})`,
    '',
  ]);
});

it.each(['tcp', 'udp portrange 5060-5080', 'sctp', 'ip proto \\udp', 'ip proto 17', 'host a and not port 22'])(
  '%s looks at transport',
  (expression) => {
    expect(check(expression, '+ fragments, tunnels, VLAN, PPPoE, MPLS')).toContain('ip6[6] = 44');
  },
);

it.each(['host 1.2.3.4', 'host tcp.example.com', 'ether proto 0x88cc', 'net 10.0.0.0/8'])(
  '%s does not look at transport: what hides addresses is added only',
  (expression) => {
    const [plain, vlan] = check(expression, '+ VLAN, PPPoE, MPLS').split('\n');
    expect([plain, vlan]).toEqual([expression, `vlan and ((${expression}))`]);
  },
);

it.each(['', ' ', '\t\n'])('%j takes everything already', (expression) => {
  check(expression, null);
});

it('who names an encapsulation gets no other', () => {
  expect(check('vlan 5 and port 5060', '+ fragments, tunnels')).toBe(`${BESIDE} or (vlan 5 and port 5060)\n`);
  expect(check('mpls', null)).toBe('mpls\n');
});

it('what a link type does not know is left out', () => {
  check('port 5060', '+ fragments, tunnels, PPPoE', { refuse: /vlan|mpls/ });
  expect(check('port 5060', '+ tunnels', { refuse: /ip6?\[|proto 51|vlan|mpls|pppoes/ })).toBe(
    '(proto 4 or proto 41) or (proto 47) or (proto 137) or ' +
      '(udp dst port 2152 or udp dst port 4789 or udp dst port 6081) or (port 5060)\n',
  );
  expect(check('port 5060', null, { refuse: /proto|ip|udp|vlan|mpls|pppoes/ })).toBe('port 5060\n');
});

it('what the kernel has no room for is left out', () => {
  check('host 1.2.3.4', '+ VLAN', { room: 64 });
  check('host 1.2.3.4', null, { room: 20 });
  check('port 5060', null, { room: 20 });
});
