/** Public captures: the dialogs that they are known to hold, and what tshark and sngrep say of the same files. */

import { callIdsByTshark, peer, publicFile, records, sipladder } from './peers';

interface Dialog {
  callId: string;
  messages: number;
}
interface Message {
  dialog: number | null;
  callId: string | null;
  transport: string;
  method: string;
  problems: string[];
}

/** File, messages of each dialog, messages that belong to none. */
const KNOWN: [string, number[], number][] = [
  ['sngrep-aaa.pcap', [26, 18, 8, 14, 7, 8], 0],
  ['sngrep-ipip.pcap', [4], 0],
  ['sngrep-ipv6frag.pcap', [32], 0],
  ['zeek-wireshark.pcap', [26, 18, 8, 14, 7, 8], 0],
  ['zeek-sip-long-request-response-paths.pcap', [2], 0],
  ['zeek-invalid-content-length.pcap', [2], 0],
  ['zeek-sip-junk-before-request.pcap', [], 1],
  ['hep-hep.pcap', [], 0],
];

describe.each(KNOWN)('%s', (name, dialogs, strays) => {
  const file = publicFile('captures', name);

  it(`has dialogs of ${dialogs.join(', ') || 'nothing'}`, () => {
    expect(records<Dialog>(['-I', file, '--print', 'dialogs']).map(({ messages }) => messages)).toEqual(dialogs);
  });

  it(`has ${strays} messages without a dialog`, () => {
    const messages = records<Message>(['-I', file, '--print', 'messages']);
    expect(messages.filter(({ dialog }) => dialog === null)).toHaveLength(strays);
    expect(messages).toHaveLength(strays + dialogs.reduce((sum, n) => sum + n, 0));
  });

  it('has the Call-IDs that tshark finds', () => {
    const ours = records<Dialog>(['-I', file, '--print', 'dialogs']).map(({ callId }) => callId);
    expect([...new Set(ours)].sort()).toEqual(callIdsByTshark(file));
  });

  it('is counted by -N as it is printed', () => {
    expect(sipladder(['-N', '-I', file]).stdout).toBe(`Dialog count: ${dialogs.length}\n`);
  });
});

it('sngrep counts the dialogs of its own test capture as we do', () => {
  const out = peer('sngrep', ['-N', '-I', publicFile('captures', 'sngrep-aaa.pcap')]);
  expect(out).toMatch(/Dialog count: 6\b/);
});

it('a lying Content-Length is told as a problem', () => {
  const file = publicFile('captures', 'zeek-invalid-content-length.pcap');
  const [message] = records<Message>(['-I', file, '--print', 'messages']);
  expect(message.problems.join()).toMatch(/content-length/i);
});

it('a keep-alive of zeros before a REGISTER without Call-ID does not hide it', () => {
  const file = publicFile('captures', 'zeek-sip-junk-before-request.pcap');
  const [message] = records<Message>(['-I', file, '--print', 'messages']);
  expect(message).toMatchObject({ method: 'REGISTER', dialog: null, callId: null });
  expect(message.problems.join()).toMatch(/Call-ID is missing/);
});
