/**
 * Calls written as text, made into packets: the notation is in tests/specs/dialogs/README.md. Here the rest of each
 * message is filled in: Via, tags, Call-ID, CSeq, and what a response copies from its request.
 */

import type { Frame } from '../../src/capture/frame';
import { type MadePacket, pcap } from '../capture/build';
import { ethernet, frameOf, ipv4, ipv6, tcp, udp } from '../decode/build';

/** Seconds since 1970 at which scenarios begin that do not say otherwise. */
export const BEGINNING = 1_700_000_000;

export interface Sent {
  /** Microseconds since 1970. */
  timeUs: number;
  from: string;
  to: string;
  text: string;
  input: number;
  /** Over TCP: where its bytes begin in the stream of this direction; null over UDP. */
  sequence: number | null;
  /** So many bytes of the datagram come in a first fragment, and the others never; 0 for a whole one. */
  fragment: number;
  /** So many bytes of the packet are captured; 0 for all. */
  snap: number;
}

const HOSTS: Record<string, string> = { S6: '2001:db8::6', T6: '2001:db8::7' };

/** `A` is 10.0.0.1, `B` 10.0.0.2 and so on; `S6` and `T6` have IPv6 addresses; or an address itself, with a port. */
export function addressOf(host: string): string {
  if (host.includes('.')) return host.split(':')[0];
  return HOSTS[host] ?? `10.0.0.${host.charCodeAt(0) - 64}`;
}

/** One message a line; lines that begin with # say something to the reader. */
export function scenario(text: string, beginning = BEGINNING): Sent[] {
  const writer = new Writer(beginning);
  for (const line of text.split('\n')) if (line.trim() !== '' && !line.startsWith('#')) writer.line(line.trim());
  return writer.sent;
}

/** 5060 unless it is given. */
function portOf(host: string): number {
  return Number(host.split(':')[1] ?? 5060);
}

export function packetOf({ from, to, text, sequence, fragment }: Sent, id = 1): Buffer {
  const payload = Buffer.from(text);
  const ports = { from: portOf(from), to: portOf(to) };
  const overTcp = sequence !== null;
  const bytes = overTcp ? tcp(payload, { ...ports, sequence, acknowledgement: 1 }) : udp(payload, ports);
  const ends = { from: addressOf(from), to: addressOf(to) };
  if (ends.from.includes(':')) return ethernet(ipv6(bytes, { ...ends, next: overTcp ? 6 : 17 }), 0x86dd);
  const more = fragment > 0;
  const part = more ? bytes.subarray(0, fragment - (fragment % 8)) : bytes;
  return ethernet(ipv4(part, { ...ends, id, more, protocol: overTcp ? 6 : 17 }));
}

/** Frames of which nothing can be read again, one for each message. */
export function framesOf(sent: readonly Sent[]): Frame[] {
  return sent.map((one, position) => {
    const packet = packetOf(one, position + 1);
    const bytes = one.snap > 0 ? packet.subarray(0, one.snap) : packet;
    const frame = frameOf(bytes, { position, input: one.input, volatile: true, wireLength: packet.length });
    frame.seconds = Math.floor(one.timeUs / 1e6);
    frame.nanos = Math.round(one.timeUs - frame.seconds * 1e6) * 1000;
    return frame;
  });
}

/** A classic capture. */
export function pcapOf(sent: readonly Sent[]): Buffer {
  const packets = sent.map((one): MadePacket => {
    const seconds = Math.floor(one.timeUs / 1e6);
    return { bytes: packetOf(one), seconds, nanos: Math.round(one.timeUs - seconds * 1e6) * 1000 };
  });
  return pcap({}, packets);
}

interface Message {
  from: string;
  to: string;
  method: string;
  /** Name and value, in order. */
  headers: [string, string][];
  /** Of a response; 0 for a request. */
  status: number;
  text: string;
}

const SDP = 'v=0\r\no=- 1 1 IN IP4 10.0.0.9\r\ns=-\r\nc=IN IP4 10.0.0.9\r\nt=0 0\r\nm=audio 4000 RTP/AVP 0 8\r\n';

/** `v=`, `o=`, `s=`, `t=` stand before the lines given, which semicolons part; without any a usual body. */
function sdpOf(lines: string, from: string): string {
  // A private address from a public one would be a problem.
  if (lines === '') return from.includes('.') ? SDP.replaceAll('10.0.0.9', addressOf(from)) : SDP;
  return ['v=0', 'o=- 1 1 IN IP4 192.0.2.9', 's=-', 't=0 0', ...lines.split(';'), ''].join('\r\n');
}

/** Requests that stand within a dialog unless they say otherwise. */
const WITHIN = new Set(['ACK', 'BYE', 'PRACK', 'UPDATE', 'INFO', 'NOTIFY']);

class Writer {
  readonly sent: Sent[] = [];
  private readonly messages: Message[] = [];
  private readonly cseqs = new Map<string, number>();
  /** Bytes sent so far over TCP, by direction. */
  private readonly streams = new Map<string, number>();
  private branches = 0;

  constructor(private readonly beginning: number) {}

  line(line: string): void {
    const [head, ...options] = line.split(' | ').map((part) => part.trim());
    const set = new Map(options.map((option) => pairOf(option)));
    const again = /^(\S+) +[\w.:]+ > [\w.:]+ +again (\d+)$/.exec(head);
    if (again !== null) {
      this.push(again[1], this.messages[Number(again[2]) - 1], set);
      return;
    }
    const found = /^(\S+) +([\w.:]+) > ([\w.:]+) +(.*)$/.exec(head);
    if (found === null) throw new Error(`not a line of a scenario: ${line}`);
    const [, time, from, to, start] = found;
    const response = /^(\d{3})(?: (.*?))?(?: \((\w+)\))?$/.exec(start);
    const message =
      response === null
        ? this.request(from, to, start, set)
        : this.response(from, to, Number(response[1]), response[2] ?? '', response[3], set);
    this.messages.push(message);
    this.push(time, message, set);
  }

  private push(time: string, message: Message, set: ReadonlyMap<string, string>): void {
    const timeUs = Math.round((this.beginning + Number(time)) * 1e6);
    const { from, to, text } = message;
    const number = (name: string) => Number(set.get(name) ?? 0);
    const sequence = set.has('tcp') ? this.sequenceOf(`${from} ${to}`, text) : null;
    const [input, fragment, snap] = [number('input'), number('fragment'), number('snap')];
    this.sent.push({ timeUs, from, to, text, input, sequence, fragment, snap });
  }

  private sequenceOf(direction: string, text: string): number {
    const sequence = this.streams.get(direction) ?? 1;
    this.streams.set(direction, sequence + Buffer.byteLength(text));
    return sequence;
  }

  private request(from: string, to: string, start: string, set: ReadonlyMap<string, string>): Message {
    const [method, uri = 'sip:bob@example.com'] = start.split(' ');
    const origin = set.has('of') ? this.messages[Number(set.get('of')) - 1] : null;
    const tied = method === 'ACK' || method === 'CANCEL' ? this.latest('INVITE', from, to) : null;
    const within = set.has('in') || (WITHIN.has(method) && !set.has('out'));
    const first = this.messages[0];
    const back = set.has('back') || (first !== undefined && first.from === to && from !== first.from);
    const [alice, bob] = ['<sip:alice@example.com>;tag=caller', '<sip:bob@example.com>'];
    const acknowledgesFailure = method === 'ACK' && tied !== null && this.failed(tied);
    const branch =
      (method === 'CANCEL' || acknowledgesFailure) && tied !== null
        ? headerOf(tied, 'Via')
        : `SIP/2.0/${set.has('tcp') ? 'TCP' : 'UDP'} ${addressOf(from)}:5060;branch=${set.get('branch') ?? `z9hG4bK-${++this.branches}`}`;
    const vias: [string, string][] =
      set.get('branch') === 'none' ? [['Via', `SIP/2.0/UDP ${addressOf(from)}`]] : [['Via', branch]];
    if (origin !== null) vias.push(...origin.headers.filter(([name]) => name === 'Via'));
    const farEnd = within ? `${bob};tag=called` : bob;
    const headers: [string, string][] = [
      ...vias,
      ['From', back ? `${bob};tag=called` : alice],
      ['To', back ? (within ? alice : '<sip:alice@example.com>') : farEnd],
      ['Call-ID', `${set.get('call') ?? 'one'}@example.com`],
      ['CSeq', `${this.cseqOf(method, from, set, origin ?? tied)} ${method}`],
      ['Max-Forwards', '70'],
    ];
    if (set.get('call') === 'none')
      headers.splice(
        headers.findIndex(([name]) => name === 'Call-ID'),
        1,
      );
    if (origin !== null) for (const name of ['From', 'To', 'Call-ID']) replace(headers, name, headerOf(origin, name));
    return this.finished({ from, to, method, headers, status: 0, text: '' }, `${method} ${uri} SIP/2.0`, set);
  }

  private cseqOf(method: string, from: string, set: ReadonlyMap<string, string>, like: Message | null): number {
    if (set.has('cseq')) return Number(set.get('cseq'));
    if (like !== null) return Number.parseInt(headerOf(like, 'CSeq'), 10);
    const key = `${from} ${set.get('call') ?? ''}`;
    const next = (this.cseqs.get(key) ?? 0) + (method === 'ACK' ? 0 : 1);
    this.cseqs.set(key, next);
    return next;
  }

  private response(
    from: string,
    to: string,
    status: number,
    reason: string,
    which: string | undefined,
    set: ReadonlyMap<string, string>,
  ): Message {
    const request = this.answered(from, to, which) ?? this.unseen(to, from, which ?? 'INVITE', set);
    const copied = ['Via', 'From', 'To', 'Call-ID', 'CSeq'];
    const headers = request.headers.filter(([name]) => copied.includes(name));
    if (status > 100 && !headerOf(request, 'To').includes(';tag=')) {
      replace(headers, 'To', `${headerOf(request, 'To')};tag=${set.get('tag') ?? 'called'}`);
    }
    const message = { from, to, method: request.method, headers, status, text: '' };
    return this.finished(message, `SIP/2.0 ${status} ${reason}`.trimEnd(), set);
  }

  private answered(from: string, to: string, which: string | undefined): Message | null {
    if (which !== undefined && /^\d+$/.test(which)) return this.messages[Number(which) - 1];
    for (let i = this.messages.length - 1; i >= 0; i--) {
      const { status, method, from: source, to: target } = this.messages[i];
      const matches = which === undefined ? method !== 'ACK' : method === which;
      if (status === 0 && source === to && target === from && matches) return this.messages[i];
    }
    return null;
  }

  /** A request that the capture does not hold, for the response to it. */
  private unseen(from: string, to: string, method: string, set: ReadonlyMap<string, string>): Message {
    return this.request(from, to, method, set);
  }

  private latest(method: string, from: string, to: string): Message | null {
    const found = this.messages.filter(
      (one) => one.status === 0 && one.method === method && one.from === from && one.to === to,
    );
    return found.at(-1) ?? null;
  }

  private failed(request: Message): boolean {
    const via = headerOf(request, 'Via');
    return this.messages.some((one) => one.status >= 300 && headerOf(one, 'Via') === via);
  }

  private finished(message: Message, startLine: string, set: ReadonlyMap<string, string>): Message {
    const { headers } = message;
    for (const [name, value] of set) {
      if (!/^[A-Z]/.test(name)) continue;
      if (headers.some(([known]) => known === name)) replace(headers, name, value);
      else headers.push([name, value]);
    }
    headers.push(...headers.filter(([name]) => name === set.get('twice')));
    const body = set.has('sdp') ? sdpOf(set.get('sdp') ?? '', message.from) : '';
    if (body !== '') headers.push(['Content-Type', 'application/sdp']);
    if (!set.has('Content-Length')) headers.push(['Content-Length', String(body.length)]);
    message.text = `${[startLine, ...headers.map((pair) => pair.join(': ')), '', ''].join('\r\n')}${body}`;
    return message;
  }
}

/** `Contact: *` sets a header, `cseq=2` or `in` something of the notation. */
function pairOf(option: string): [string, string] {
  const header = /^([A-Z][\w-]*): ?(.*)$/.exec(option);
  if (header !== null) return [header[1], header[2]];
  const equals = option.indexOf('=');
  return equals < 0 ? [option, ''] : [option.slice(0, equals), option.slice(equals + 1)];
}

function headerOf(message: Message, name: string): string {
  return message.headers.find(([known]) => known === name)?.[1] ?? '';
}

function replace(headers: [string, string][], name: string, value: string): void {
  const at = headers.findIndex(([known]) => known === name);
  if (at >= 0) headers[at] = [name, value];
}
