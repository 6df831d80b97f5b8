/** The scanner and the parser read the same: on all samples, and on messages written in every way that RFC 3261 allows. */

import fs from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { callIdOf, cseqOf, methodOf, toOf } from '../../../src/decode/sip/message';
import { parseSip } from '../../../src/decode/sip/parse';
import { newScanned, scanMessage } from '../../../src/decode/sip/scan';
import { Session } from '../../../src/engine/session';
import { NO_LIMITS } from '../../../src/store/store';

const SAMPLES = path.join(__dirname, '..', '..', '..', 'samples');
const FILES = fs.readdirSync(SAMPLES).filter((name) => /\.pcap(ng)?$/.test(name));

/** What both tell of a message, in the same words. */
function scanned(bytes: Buffer, start: number, end: number): object {
  const out = newScanned();
  scanMessage(bytes, start, end, out, null);
  // Whoever looks for diagnosis too reads the same.
  const looked = newScanned();
  scanMessage(bytes, start, end, looked, 0);
  expect({ ...looked, traits: 0, sdpShape: 0, sessionS: 0 }).toEqual(out);
  return {
    request: out.request,
    method: bytes.latin1Slice(out.methodStart, out.methodEnd),
    status: out.status,
    reason: bytes.latin1Slice(out.reasonStart, out.reasonEnd),
    callId: bytes.latin1Slice(out.callIdStart, out.callIdEnd),
    cseq: out.cseq,
    hasToTag: out.hasToTag,
  };
}

function parsed(bytes: Buffer, start: number, end: number): object {
  const message = parseSip(bytes, start, end);
  return {
    request: message.request,
    method: methodOf(message),
    status: message.request ? 0 : message.status,
    reason: message.request ? '' : message.reason,
    callId: callIdOf(message) ?? '',
    cseq: cseqOf(message)?.number ?? 0,
    hasToTag: Boolean(toOf(message)?.tag),
  };
}

test.each(FILES)('every message of %s', async (name) => {
  const session = await Session.open([path.join(SAMPLES, name)], NO_LIMITS);
  await session.readAll();
  session.store.eachDialog((dialog) => {
    session.store.eachMessage(dialog, (message) => {
      const { bytes, start, end } = session.store.bytesOf(message);
      expect(scanned(bytes, start, end)).toEqual(parsed(bytes, start, end));
    });
  });
  session.close();
});

const HEADERS: { names: string[]; values: string[] }[] = [
  { names: ['Via', 'v'], values: ['SIP/2.0/UDP 192.0.2.1;branch=z9hG4bKabc', 'SIP/2.0/TCP h:5070 ;branch = z9hG4bK1'] },
  { names: ['From', 'f'], values: ['"A; tag=no" <sip:a@example.com>;tag=1', 'sip:a@example.com;tag=2'] },
  {
    names: ['To', 't'],
    values: ['<sip:b@example.com>', '<sip:b@example.com;tag=no>', 'B <sip:b@example.com> ; TAG = x'],
  },
  { names: ['Call-ID', 'i'], values: ['abc@example.com', 'x\x07', 'A-b_c~1'] },
  { names: ['CSeq'], values: ['1 INVITE', '4294967295\tBYE', '7   OPTIONS'] },
  {
    names: ['Contact', 'm', 'Content-Length', 'l', 'Cabbage', 'Fromage', 'Toast', 'Viable'],
    values: ['0', '<sip:c@h>'],
  },
];

const header = ({ names, values }: (typeof HEADERS)[number]) =>
  fc
    .record({
      name: fc.constantFrom(...names.flatMap((name) => [name, name.toUpperCase(), name.toLowerCase()])),
      before: fc.constantFrom('', ' ', '\t '),
      behind: fc.constantFrom('', ' ', '   ', '\r\n '),
      value: fc.constantFrom(...values),
      trailing: fc.constantFrom('', ' ', '\t'),
    })
    .map(({ name, before, behind, value, trailing }) => `${name}${before}:${behind}${value}${trailing}`);

test('messages written in every allowed way', () => {
  const message = fc
    .record({
      start: fc.constantFrom(
        'INVITE sip:b@example.com SIP/2.0',
        'SIP/2.0 180 Ringing',
        'SIP/2.0 200 ',
        'BYE sip:h SIP/2.0',
      ),
      headers: fc.tuple(...HEADERS.map(header)).chain((lines) => fc.shuffledSubarray(lines, { minLength: 4 })),
      lineEnd: fc.constantFrom('\r\n', '\n'),
      body: fc.constantFrom('', 'Call-ID: not this one\r\n', 'v=0\r\n'),
      offset: fc.integer({ min: 0, max: 7 }),
    })
    .map(({ start, headers, lineEnd, body, offset }) => ({
      offset,
      text: `${[start, ...headers].join(lineEnd)}${lineEnd}${lineEnd}${body}`,
    }));
  fc.assert(
    fc.property(message, ({ text, offset }) => {
      // At any place in memory: the scanner looks at four bytes at a time.
      const bytes = Buffer.concat([Buffer.alloc(offset, 0x0a), Buffer.from(text, 'latin1'), Buffer.alloc(3, 0x0a)]);
      const end = bytes.length - 3;
      expect(scanned(bytes, offset, end)).toEqual(parsed(bytes, offset, end));
    }),
    { numRuns: 2000 },
  );
});
