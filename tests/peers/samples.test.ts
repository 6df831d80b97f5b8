/** The samples that ship with the project, as tshark and sngrep understand them. */

import fs from 'node:fs';
import path from 'node:path';
import { callIdsByTshark, peer, records, SAMPLES, sipladder } from './peers';

interface Message {
  callId: string | null;
  cseq: number | null;
  method: string;
}

const FILES = fs.readdirSync(SAMPLES).filter((name) => /\.pcap(ng)?$/.test(name));

it('there are samples', () => {
  expect(FILES.length).toBeGreaterThanOrEqual(11);
});

describe.each(FILES)('%s', (name) => {
  const file = path.join(SAMPLES, name);

  it('has the Call-IDs that tshark finds', () => {
    const ours = records<{ callId: string }>(['-I', file, '--print', 'dialogs']).map(({ callId }) => callId);
    expect([...ours].sort()).toEqual(callIdsByTshark(file));
  });

  it('has the messages that tshark finds, one by one', () => {
    const ours = records<Message>(['-I', file, '--print', 'messages']).map(
      ({ callId, cseq, method }) => `${callId} ${cseq} ${method}`,
    );
    expect(ours.sort()).toEqual(messagesByTshark(file).sort());
  });

  it('saved as pcapng, holds the same messages for tshark; without any nothing is saved', () => {
    const saved = path.join(fs.mkdtempSync(path.join(process.env.TMPDIR ?? '/tmp', 'sipladder-')), 'saved.pcapng');
    const run = sipladder(['-I', file, '--save', saved]);
    const messages = messagesByTshark(file);
    expect(run).toMatchObject({ code: messages.length === 0 ? 1 : 0, stdout: '' });
    if (messages.length > 0) expect(messagesByTshark(saved)).toEqual(messages);
    else expect([run.stderr, fs.existsSync(saved)]).toEqual([expect.stringContaining('nothing to save'), false]);
    fs.rmSync(path.dirname(saved), { recursive: true });
  });
});

it.each(FILES.filter((name) => !/tls|ipv6|tcp|pcapng/.test(name)))(
  'sngrep counts the dialogs of %s as we do',
  (name) => {
    const file = path.join(SAMPLES, name);
    // It writes the count again and again over itself.
    const sngrep = [...peer('sngrep', ['-N', '-I', file]).matchAll(/Dialog count: (\d+)/g)].at(-1)?.[1];
    expect(sipladder(['-N', '-I', file]).stdout).toBe(`Dialog count: ${sngrep}\n`);
  },
);

/** `Call-ID CSeq`, one a message, also of several in a packet. */
function messagesByTshark(file: string): string[] {
  const fields = ['-e', 'sip.Call-ID', '-e', 'sip.CSeq', '-E', 'aggregator=\u0001'];
  const out = peer('tshark', ['-r', file, '-Y', 'sip.CSeq', '-T', 'fields', ...fields]);
  return out
    .split('\n')
    .filter((line) => line !== '')
    .flatMap((line) => {
      const [callIds, cseqs] = line.split('\t').map((field) => field.split('\u0001'));
      return callIds.map((callId, i) => `${callId} ${cseqs[i]}`);
    });
}
