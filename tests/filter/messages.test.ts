/** Conditions on messages: what is read of them, which they mark, and that each is judged once while its dialog grows. */

import { parseFilter, type Understood } from '../../src/filter/parse';
import type { Store } from '../../src/store/store';
import { ethernet, frameOf, ipv4, udp } from '../decode/build';
import { dialogsOf, play, playScenario } from '../store/play';
import { framesOf, scenario } from '../store/scenario';

function understood(text: string): Understood {
  const filter = parseFilter(text);
  if (!filter.ok) throw new Error(`${text}: at ${filter.at}: ${filter.message}`);
  return filter;
}

/** One message from 10.0.0.1 to 10.0.0.2, line breaks as given. */
function message(text: string) {
  return frameOf(ethernet(ipv4(udp(Buffer.from(text, 'utf8')))), { volatile: true });
}

const COMPACT = [
  'INVITE sip:bob@example.com SIP/2.0',
  'v: SIP/2.0/UDP 10.0.0.1;branch=z9hG4bK1',
  'f: "Zoë" <sip:alice@example.com>;tag=1',
  't : <sip:bob@example.com>',
  'i: compact',
  'CSeq: 1 INVITE',
  'k: timer,',
  '  replaces',
  'X-Long: one',
  '\ttwo',
  'Diversion: "A, B" <sip:4151500@example.com>;reason=busy, <sip:4151501@example.com>',
  'P-Asserted-Identity: <tel:+34-944>',
  'c: text/plain',
  'l: 20',
  '',
  'a: not a header',
  'z: 1',
  '',
];
const OTHER = COMPACT.map((line) => line.replace('i: compact', 'i: other').replace('INVITE sip', 'MESSAGE sip'));

describe('the text of messages', () => {
  const { store } = play([message(COMPACT.join('\r\n')), message(OTHER.join('\n'))]);
  const kept = (text: string) => {
    const { verdict } = understood(text);
    return dialogsOf(store)
      .filter((row) => verdict(store, row))
      .map((row) => store.names.callId(row))
      .join(' ');
  };
  const both = 'compact other';

  it.each([
    ['payload /From:.*sip:alice@/', both],
    ['payload /^From: "Zoë"/', both],
    ['payload /^f:/', ''],
    ['payload /^INVITE sip/', 'compact'],
    ['payload /^MESSAGE .* SIP\\/2\\.0$/', 'other'],
    ['payload /^To : <sip:bob@example.com>$/', both],
    ['payload /SIP\\/2.0.Via/', ''],
    ['payload /SIP\\/2.0.Via/s', both],
    ['payload /^a: not a header$/', both],
    ['payload /^accept-contact: not/i', ''],
    ['payload /\\r/', ''],
    ['payload "CALL-ID: COMPACT"', 'compact'],
    ['payload compact', 'compact'],
    ['has k', both],
    ['has Supported', both],
    ['has SUPPORTED', both],
    ['has a', ''],
    ['has z', ''],
    ['has f', both],
    ['has X-Long', both],
    ['header Supported ~ replaces', both],
    ['header k == "timer, replaces"', ''],
    ['header k == replaces', both],
    ['header k==timer', both],
    ['header k == time', ''],
    ['header X-Long == "one two"', both],
    ['header Diversion ~ /^<sip:4151501@/', both],
    ['header Diversion~/^<sip:4151501@/', both],
    ['header Diversion ~ /^"A, B" <sip:415/', both],
    ['header Diversion ~ /^B" /', ''],
    ['header Diversion matches "^.a, b"', both],
    ['header Diversion contains REASON', both],
    ['diversion 4151500', both],
    ['diversion /^<sip:415150[2-9]/', ''],
    ['pai +34-944', both],
    ['ppi 944', ''],
    ['sip.Diversion contains "4151501"', both],
    ['sip.X-Long', both],
    ['sip.P-Asserted-Identity == "<tel:+34-944>"', both],
  ])('%s', (text, expected) => expect(kept(text)).toBe(expected));
});

const CALL = `
0    A > B INVITE | call=1
0.1  B > A 100 Trying
0.2  B > A 180 Ringing
1    B > A 200 OK
1.1  A > B ACK | call=1
9    B > A BYE | call=1
9.1  A > B 200 OK
`;

describe('what a filter marks', () => {
  const { store } = playScenario(CALL);
  const marked = (text: string) => {
    const { marks } = understood(text);
    if (marks === null) return null;
    const numbers: number[] = [];
    store.eachMessage(dialogsOf(store)[0], (row) => {
      if (marks(store, row)) numbers.push(store.messages.columns.number[row]);
    });
    return numbers.join(' ');
  };

  it.each([
    ['', null],
    ['from alice', null],
    ['state completed', null],
    ['alice', null],
    ['/alice/', null],
    ['not method BYE', null],
    ['!!method BYE', null],
    ['method BYE', '6 7'],
    ['code 1xx', '2 3'],
    ['code 180,200', '3 4 7'],
    ['reason /^OK$/', '4 7'],
    ['payload /^BYE /', '6'],
    ['has record-route', ''],
    ['src host 10.0.0.2', ''],
    ['src host 10.0.0.1', '1'],
    ['host 10.0.0.3', ''],
    ['port 5060', '1 2 3 4 5 6 7'],
    ['method BYE and code 180', '3 6 7'],
    ['from alice and (method ACK or code 180)', '3 5'],
    ['method ACK and not code 180', '5'],
    ['not (method ACK) code 100', '2'],
  ])('%s: messages %s', (text, expected) => expect(marked(text)).toBe(expected));
});

describe('while dialogs grow', () => {
  /** What a filter keeps after each message: 1 or 0. */
  const course = (text: string) => {
    const { verdict } = understood(text);
    const frames = framesOf(scenario(CALL));
    const { store, decoder } = play([], { open: true });
    const steps: string[] = [];
    for (const frame of frames) {
      decoder.frame(frame);
      steps.push(...dialogsOf(store).map((row) => (verdict(store, row) ? '1' : '0')));
    }
    return steps.join('');
  };

  it.each([
    ['code 200', '0001111'],
    ['not code 200', '1110000'],
    ['method BYE', '0000011'],
    ['payload /^ACK /', '0000111'],
    ['!payload /^ACK / or code 200', '1111111'],
    ['messages > 3', '0001111'],
    ['state in-call', '0001100'],
    ['reason ringing and not method BYE', '0011100'],
    ['talk > 7s', '0000011'],
  ])('the verdict of %s goes %s', (text, expected) => expect(course(text)).toBe(expected));

  it('a message is read once for a condition', () => {
    const { store, decoder } = play([], { open: true });
    const read = jest.spyOn(store, 'bytesOf');
    const { verdict } = understood('payload /nothing of the kind/');
    for (const frame of framesOf(scenario(CALL))) {
      decoder.frame(frame);
      for (const row of dialogsOf(store)) verdict(store, row);
      for (const row of dialogsOf(store)) verdict(store, row);
    }
    expect(read).toHaveBeenCalledTimes(7);
  });

  it('a dialog in the row of one that went is judged by itself', () => {
    const { store, decoder } = playScenario('0 A > B INVITE | call=1\n1 B > A 486 Busy Here', { open: true });
    const { verdict } = understood('code 486');
    const judged = (of: Store) => dialogsOf(of).map((row) => [row, verdict(of, row)]);
    const before = judged(store);
    store.clear('all');
    for (const frame of framesOf(scenario('2 A > B INVITE | call=2'))) decoder.frame(frame);
    expect([before, judged(store)]).toEqual([[[0, true]], [[0, false]]]);
  });
});

describe('a dialog of many messages', () => {
  const count = 3000;
  const head = 'CSeq: 1 OPTIONS\r\nFrom: <sip:a@b>;tag=1\r\nTo: <sip:c@d>\r\n';
  const { store } = play(
    Array.from({ length: count }, (_, i) =>
      message(
        `OPTIONS sip:c@d SIP/2.0\r\nVia: SIP/2.0/UDP 10.0.0.1;branch=z9hG4bK${i}\r\n${head}Call-ID: long\r\nX-Number: ${i}\r\n\r\n`,
      ),
    ),
  );
  const [dialog] = dialogsOf(store);

  it('is judged in steps, of which each goes on where the one before ended', () => {
    const filter = understood(`header X-Number == ${count - 1}`);
    const read = jest.spyOn(store, 'bytesOf');
    const reads: number[] = [];
    let kept: boolean | null = null;
    while (kept === null) {
      kept = filter.step(store, dialog);
      reads.push(read.mock.calls.length);
    }
    read.mockRestore();
    expect(kept).toBe(true);
    expect(reads.length).toBeGreaterThan(1);
    expect(reads.at(-1)).toBe(count);
    expect(understood(`header X-Number == ${count - 1}`).verdict(store, dialog)).toBe(true);
    expect(understood(`not header X-Number == ${count}`).verdict(store, dialog)).toBe(true);
  });

  it('is judged at once by what does not read', () => {
    expect(understood('method OPTIONS not code 2xx').step(store, dialog)).toBe(true);
    expect([understood('code 200').reads, understood('method INVITE and payload x').reads]).toEqual([false, true]);
  });
});
