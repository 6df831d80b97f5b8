/**
 * Redacted captures, as tshark and sngrep understand them: the messages of the original, packets that are well made, and
 * nothing of the original left, with its streams and figures. Of the samples, and of public captures with tunnels,
 * fragments and SCTP.
 */

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { peer, publicFile, SAMPLES, sipladder } from './peers';

let folder: string;

beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sipladder-redact-'));
});

afterAll(() => fs.rmSync(folder, { recursive: true }));

const FILES = fs.readdirSync(SAMPLES).filter((name) => /\.pcap(ng)?$/.test(name) && !/^(tls|rtp-only)/.test(name));
const PUBLIC = ['sngrep-ipip.pcap', 'sngrep-ipv6frag.pcap', 'sngrep-aaa.pcap'];
const CAPTURES = [
  ...FILES.map((name): [string, () => string] => [name, () => path.join(SAMPLES, name)]),
  ...PUBLIC.map((name): [string, () => string] => [name, () => publicFile('captures', name)]),
];

const CHECKED = ['ip', 'udp', 'tcp', 'sctp'].flatMap((layer) => [
  '-o',
  layer === 'sctp' ? 'sctp.checksum:TRUE' : `${layer}.check_checksum:TRUE`,
]);

function tshark(file: string, filter: string, ...fields: string[]): string[] {
  const wanted = fields.flatMap((field) => ['-e', field]);
  const args = ['-r', file, ...CHECKED, '-Y', filter, '-T', 'fields', ...wanted, '-E', 'aggregator=\u0001'];
  return peer('tshark', args)
    .split('\n')
    .filter((line) => line !== '');
}

/** Method and status of each message in order: tshark puts several of a packet, and those of TCP, into one line. */
function messages(file: string): string[] {
  return tshark(file, 'sip.CSeq', 'sip.CSeq', 'sip.Status-Code').flatMap((line) => {
    const [cseqs, codes = ''] = line.split('\t');
    return [...cseqs.split('\u0001').map((cseq) => cseq.trim()), ...codes.split('\u0001')].filter((one) => one !== '');
  });
}

describe.each(CAPTURES)('%s', (name, find) => {
  let original: string;
  let saved: string;

  beforeAll(() => {
    original = find();
    saved = path.join(folder, `${path.parse(name).name}.pcap`);
    expect(sipladder(['-I', original, '--redact', '-r', '--save', saved])).toMatchObject({ code: 0, stdout: '' });
  });

  it('has the messages that it had, for tshark', () => {
    const before = messages(original);
    expect(before.length).toBeGreaterThan(0);
    expect(messages(saved).sort()).toEqual(before.sort());
  });

  it('is well made', () => {
    const wrong = ['ip.checksum.status', 'udp.checksum.status', 'tcp.checksum.status', 'sctp.checksum.status'];
    expect(tshark(saved, wrong.map((field) => `${field} == 0`).join(' or '), 'frame.number')).toEqual([]);
    const bad =
      '_ws.malformed or tcp.analysis.lost_segment or tcp.analysis.retransmission or tcp.analysis.out_of_order';
    expect(tshark(saved, bad, 'frame.number')).toEqual([]);
  });

  it('has nothing of the Call-IDs, users and addresses that tshark finds', () => {
    const fields = [
      'sip.Call-ID',
      'sip.from.user',
      'sip.to.user',
      'sip.contact.user',
      'sip.from.host',
      'sip.r-uri.host',
    ];
    const found = tshark(original, 'sip', ...fields, 'ip.src', 'ip.dst', 'ipv6.src', 'ipv6.dst');
    const values = new Set(found.flatMap((line) => line.split(/[\t\u0001,]/)).filter((value) => value.length > 2));
    const bytes = fs.readFileSync(saved, 'latin1');
    const left = [...values].filter((value) => {
      const whole = new RegExp(`(?<![\\w.])${value.replace(/\W/g, '\\$&')}(?![\\w.])`);
      return !STAND_INS.test(value) && whole.test(bytes);
    });
    expect(left).toEqual([]);
  });

  it('has as many dialogs for sngrep as for us', () => {
    const counts = [...peer('sngrep', ['-N', '-I', saved]).matchAll(/Dialog count: (\d+)/g)];
    expect(sipladder(['-N', '-I', saved]).stdout).toBe(sipladder(['-N', '-I', original]).stdout);
    if (SNGREP_READS.test(name))
      expect(`Dialog count: ${counts.at(-1)?.[1]}\n`).toBe(sipladder(['-N', '-I', saved]).stdout);
    else expect(counts.length).toBeGreaterThan(0);
  });

  it('has the RTP streams that it had, for tshark', () => {
    const streams = (file: string) =>
      peer('tshark', ['-r', file, '-q', '-z', 'rtp,streams'])
        .split('\n')
        .flatMap((line) => /0x[0-9A-F]{8} .*$/i.exec(line)?.[0].trim() ?? [])
        .sort();
    expect(streams(saved)).toEqual(streams(original));
  });
});

/** What the samples themselves are made of. */
const STAND_INS = /^(192\.0\.2|198\.51\.100|203\.0\.113)\.|^2001:db8:|^(sipp|anonymous|localhost)$/i;

/** It does not put TCP and IPv6 together as we do. */
const SNGREP_READS = /^(?!tcp|ipv6|mixed|sngrep-)/;
