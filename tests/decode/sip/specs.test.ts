/** Runs the cases of tests/specs: a message in, and what the full parser makes of it. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeMedia, sdpOfMessage } from '../../../src/decode/sdp';
import { type Address, parseAddress } from '../../../src/decode/sip/addresses';
import { endReasons, longReason, shortReason } from '../../../src/decode/sip/end-reasons';
import {
  callIdOf,
  contentTypeOf,
  cseqOf,
  header,
  headerValues,
  type SipMessage,
} from '../../../src/decode/sip/message';
import type { Param } from '../../../src/decode/sip/params';
import { parseSip } from '../../../src/decode/sip/parse';
import { parseUri, type SipUri } from '../../../src/decode/sip/uri';
import { parseVia, type Via } from '../../../src/decode/sip/via';

const FOLDER = join(__dirname, '../../specs');

interface Case {
  title: string;
  message: Buffer;
  expected: [key: string, value: string][];
}

for (const file of readdirSync(FOLDER).filter((name) => name.endsWith('.md') && name !== 'README.md')) {
  describe(file.replace('.md', ''), () => {
    const cases = readCases(readFileSync(join(FOLDER, file), 'utf8'));
    test('has cases, each with its problems', () => {
      expect(cases.length).toBeGreaterThan(0);
      expect(cases.filter((one) => !one.expected.some(([key]) => key === 'problems'))).toEqual([]);
    });
    for (const one of cases) test(one.title, () => check(one));
  });
}

function check({ message: bytes, expected }: Case): void {
  const message = parseSip(bytes, 0, bytes.length);
  const said = message.problems.map((problem) => problem.text);
  const found = expected.map(([key, value]) => {
    if (key === 'says') return [key, said.includes(value) ? value : said.join('\n')];
    return [key, answer(message, bytes, key)];
  });
  expect(found).toEqual(expected);
}

function answer(message: SipMessage, bytes: Buffer, key: string): string {
  const [what, ...rest] = key.split('.');
  switch (what) {
    case 'method':
    case 'uri':
    case 'version':
    case 'status':
    case 'reason':
    case 'surplus':
      return String(message[what]);
    case 'problems':
      return message.problems.map((problem) => problem.code).join(', ') || 'none';
    case 'header':
      return header(message, rest.join('.')) ?? 'none';
    case 'count':
      return String(headerValues(message, rest[0]).length);
    case 'call-id':
      return callIdOf(message) ?? 'none';
    case 'cseq':
      return cseqText(message);
    case 'names':
      return message.headers.map((one) => one.name).join(', ');
    case 'type':
      return contentTypeOf(message)?.type ?? 'none';
    case 'body':
      return String(message.bodyEnd - message.bodyStart);
    case 'ends':
      return endReasons(message).map(shortReason).join(' | ') || 'none';
    case 'end':
      return endSentence(message, Number(rest[0]));
    case 'sdp':
      return (sdpOfMessage(message, bytes)?.media ?? []).map(describeMedia).join(' | ') || 'none';
    case 'via':
      return viaPart(message, rest);
    case 'request-uri':
      return uriPart(parseUri(message.uri), rest);
    case 'address':
      return addressPart(message, rest[0], rest.slice(1));
    case 'from':
    case 'to':
    case 'contact':
      return addressPart(message, what, rest);
    default:
      throw new Error(`No such key in an expect block: ${key}`);
  }
}

function cseqText(message: SipMessage): string {
  const cseq = cseqOf(message);
  return cseq === null ? 'none' : `${cseq.number} ${cseq.method}`;
}

/** The sentence of the reason of that number, from 1 on. */
function endSentence(message: SipMessage, number: number): string {
  const reason = endReasons(message)[number - 1];
  if (reason === undefined) return 'none';
  const { of, text } = longReason(reason);
  return `${of} ${text}`;
}

function viaPart(message: SipMessage, rest: string[]): string {
  const numbered = /^\d+$/.test(rest[0]);
  const value = headerValues(message, 'via')[numbered ? Number(rest[0]) - 1 : 0];
  if (value === undefined) return 'none';
  const via = parseVia(value);
  const [part, ...names] = numbered ? rest.slice(1) : rest;
  const name = names.join('.');
  return part === 'param' ? paramText(via.params, name) : String(via[part as keyof Via]);
}

function addressPart(message: SipMessage, key: string, [part, ...names]: string[]): string {
  const values = headerValues(message, key);
  if (values.length === 0) return 'none';
  const address = parseAddress(values[0]);
  return part === 'param' ? paramText(address.params, names.join('.')) : String(address[part as keyof Address]);
}

function uriPart(uri: SipUri, [part, ...names]: string[]): string {
  const name = names.join('.');
  if (part === 'param') return paramText(uri.params, name);
  if (part === 'header') return uri.headers.find(([known]) => known === name)?.[1] ?? 'none';
  return String(uri[part as keyof SipUri]);
}

function paramText(params: Param[], name: string): string {
  const found = params.find((one) => one.name === name);
  return found === undefined ? 'none' : (found.value ?? 'yes');
}

// ------------------------------------------------------------------------------------------ reading the cases

function readCases(text: string): Case[] {
  return text
    .split(/^## /m)
    .slice(1)
    .map((section) => {
      const title = section.slice(0, section.indexOf('\n'));
      const blocks = /```sip\n(.*?)```\n+```expect\n(.*?)```/s.exec(section);
      if (blocks === null) throw new Error(`The case "${title}" has not both blocks`);
      return { title, message: readMessage(blocks[1]), expected: readExpected(blocks[2]) };
    });
}

function readMessage(block: string): Buffer {
  const lines = withDefaults(block.replace(/\n$/, '').split('\n'));
  const text = lines.map((line) => (line.endsWith('\\') ? line.slice(0, -1) : `${line}\r\n`)).join('');
  const long = repeated(text);
  const bodyStart = long.indexOf('\r\n\r\n') + 4;
  const length = unescapeBytes(long.slice(bodyStart)).length;
  return unescapeBytes(long.replaceAll('\\len', String(length)));
}

function repeated(text: string): string {
  return text.replace(/\\(\d+)\{([^}]*)\}/g, (_, times, word) => word.repeat(Number(times)));
}

/** Bytes of a text in which \xNN stands for one. */
function unescapeBytes(text: string): Buffer {
  const latin1 = Buffer.from(text, 'utf8').toString('latin1');
  return Buffer.from(
    latin1.replace(/\\x([0-9a-f]{2})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  );
}

function withDefaults(lines: string[]): string[] {
  const at = lines.indexOf('...');
  if (at < 0) return lines;
  const response = lines[0].startsWith('SIP/');
  const method = response ? 'INVITE' : lines[0].split(' ')[0];
  const defaults: [name: RegExp, line: string][] = [
    [/^(via|v)\s*:/i, 'Via: SIP/2.0/UDP 198.51.100.7:5060;branch=z9hG4bK-c41;rport'],
    [/^(from|f)\s*:/i, 'From: Marta <sip:marta@office.example>;tag=m-31'],
    [/^(to|t)\s*:/i, `To: <sip:desk4@trunk.example>${response ? ';tag=d-77' : ''}`],
    [/^(call-id|i)\s*:/i, 'Call-ID: 5e1b8@198.51.100.7'],
    [/^cseq\s*:/i, `CSeq: 7 ${method}`],
    [/^(content-length|l)\s*:/i, 'Content-Length: \\len'],
  ];
  if (!response) defaults.push([/^max-forwards\s*:/i, 'Max-Forwards: 69']);
  const written = lines.slice(0, lines.indexOf(''));
  const added = defaults.filter(([name]) => !written.some((line) => name.test(line))).map(([, line]) => line);
  return [...lines.slice(0, at), ...added, ...lines.slice(at + 1)];
}

function readExpected(block: string): [string, string][] {
  const lines = block.split('\n').filter((line) => line !== '');
  return lines.map((line) => {
    const colon = line.indexOf(': ');
    const value = colon < 0 ? '' : line.slice(colon + 2);
    return [colon < 0 ? line.replace(/:$/, '') : line.slice(0, colon), unescapeBytes(repeated(value)).toString('utf8')];
  });
}
