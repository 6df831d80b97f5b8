/** Ladders as a page: what it holds, and that it can do nothing else. How it behaves is told by tests/peers/html.test.ts. */

import { createHash } from 'node:crypto';
import { PAGE_BYTES, PAGE_CALLS } from '../../src/budgets';
import type { Frame } from '../../src/capture/frame';
import { ladderHtml, pageParts } from '../../src/export/ladder-html';
import type { Detail } from '../../src/export/page-details';
import { dialogsOf } from '../store/play';
import { HOSTILE, lossyTalk, optionsOf, storeOf } from './sheets';

const CALL = '0 A > B INVITE | sdp | call=one\n1 B > A 200 OK';

function pageOf(text: string, media: Frame[] = []): string {
  const { store } = storeOf(text, media);
  const ladders = dialogsOf(store).map((row) => [store.dialogId(row)]);
  return [...ladderHtml(store, pageParts(store, ladders), optionsOf())].join('');
}

/** Of each call, by its key. */
function detailsOf(page: string): Record<string, Detail>[] {
  const found = page.matchAll(/<script type="application\/json" class="details">(.*?)<\/script>/gs);
  return [...found].map(([, json]) => JSON.parse(json));
}

test('a row leads to its message', () => {
  const page = pageOf(CALL);
  const keys = [...page.matchAll(/<g class="row [^>]* data-detail="([^"]*)"/g)].map(([, key]) => key);
  const [details] = detailsOf(page);
  expect(Object.keys(details)).toEqual(keys);
  expect(details[keys[0]]).toMatchObject({
    title: 'INVITE (SDP)',
    about: [
      ['time', '2023-11-14T22:13:20.000000Z'],
      ['from', '10.0.0.1:5060'],
      ['to', '10.0.0.2:5060'],
      ['transport', expect.stringMatching(/^UDP, \d+ bytes$/)],
    ],
    facts: [],
    problems: [],
    head: expect.arrayContaining(['INVITE sip:bob@example.com SIP/2.0', 'Call-ID: one@example.com', '']),
    body: expect.arrayContaining(['m=audio 4000 RTP/AVP 0 8']),
  });
});

test('a row says what the codes of its message mean', () => {
  const [details] = detailsOf(pageOf('0 A > B INVITE\n1 B > A 486 No | Reason: Q.850;cause=17;text="<away>"'));
  expect(Object.values(details)[1].about.slice(4)).toEqual([
    ['486 Busy Here', 'the callee is busy at this phone (RFC 3261, 21.4.24)'],
    ['Reason', 'Q.850 17 User busy: the callee is busy (ITU-T Q.850)'],
  ]);
});

test('a stream leads to its figures and plots', () => {
  const [details] = detailsOf(pageOf(CALL, lossyTalk(1100)));
  const stream = Object.entries(details).find(([key]) => key.startsWith('s'))?.[1];
  expect(stream).toMatchObject({ title: 'PCMU 19', head: [], slotSeconds: 1 });
  expect(stream?.facts).toContainEqual({ kind: 'fact', name: 'packets', text: '19 of 20, 1 lost (5.0 %)', bad: true });
  expect(stream?.facts.filter(({ kind }) => kind === 'plot')).toHaveLength(3);
});

test('the first row of a ladder is reached with Tab, all have a role and a name', () => {
  const rows = [...pageOf(CALL).matchAll(/<g class="row [^>]*>/g)].map(([row]) => row);
  expect(rows.map((row) => /tabindex="(.*?)"/.exec(row)?.[1])).toEqual(['0', '-1']);
  expect(rows[1]).toContain('role="option" aria-selected="false"');
  expect(rows[1]).toContain('aria-label="22:13:21.000 200 OK from 10.0.0.2:5060 to 10.0.0.1:5060"');
});

describe('the policy', () => {
  const page = pageOf(HOSTILE);

  test('lets in the style and the script of the page, and nothing else', () => {
    const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
    const [, style] = /<style>(.*?)<\/style>/s.exec(page) ?? [];
    const [, script] = /<script>(.*?)<\/script>/s.exec(page) ?? [];
    expect(/Content-Security-Policy" content="(.*?)"/.exec(page)?.[1]).toBe(
      `default-src 'none'; style-src ${hash(style)}; script-src ${hash(script)}; base-uri 'none'; form-action 'none'`,
    );
  });

  test('has nothing to forbid: no address, no handler, no style of an element', () => {
    const elements = page.replace(/<(script|style)([^>]*)>.*?<\/\1>/gs, '<$1$2>');
    const inTags = [...elements.matchAll(/<[a-z]+((?:\s+[\w:-]+(?:="[^"]*")?)*)\s*\/?>/gi)].map(([, given]) => given);
    const names = inTags.flatMap((given) => [...given.matchAll(/\s([\w:-]+)(?:="[^"]*")?/g)].map(([, name]) => name));
    expect(
      elements.replace(/<\/?[a-z][a-z0-9]*(?:\s+[\w:-]+(?:="[^"<]*")?)*\s*\/?>|<!doctype html>/gi, ''),
    ).not.toContain('<');
    expect(names.length).toBeGreaterThan(100);
    expect(names.filter((name) => /^on|^style$|^src$|^href$|^xlink/.test(name))).toEqual([]);
    expect([...page.matchAll(/[a-z]+:\/\/[^\s'"]*/g)].map(([address]) => address)).toEqual([
      'http://www.w3.org/2000/svg',
    ]);
  });
});

test('hostile text is text, and in JSON ends nothing', () => {
  const page = pageOf(HOSTILE);
  expect([...page.matchAll(/<\/?script/g)]).toHaveLength(4);
  expect(page).toContain('&lt;img src=x onerror=alert(1)&gt;');
  expect(page.replaceAll('\n', '')).not.toMatch(/[\0-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/);
  const heads = Object.values(detailsOf(page)[0]).map(({ head }) => head.join('\n'));
  expect(heads[0]).toContain('From: "</script><script>alert(1)</script>" <sip:al␛[31mi\ufffdce#;%%{init}@x>');
});

describe('many calls', () => {
  const calls = (count: number) =>
    Array.from({ length: count }, (_, i) => `${i} A > B OPTIONS | call=c${i}\n${i}.5 B > A 200 OK`).join('\n');
  const { store } = storeOf(calls(PAGE_CALLS + 2));
  const ladders = dialogsOf(store).map((row) => [store.dialogId(row)]);

  test('have an index', () => {
    const page = pageOf(calls(3));
    const links = [...page.matchAll(/<a href="#(\w+)">(\d+)<\/a>/g)].map(([, to, text]) => [to, text]);
    expect(links).toEqual([
      ['l0', '1'],
      ['l1', '2'],
      ['l2', '3'],
    ]);
    for (const [to] of links) expect(page).toContain(`<section class="call" id="${to}"`);
    expect(pageOf(CALL)).not.toContain('<nav');
  });

  test('are as many as a page holds, and it says how many are left out', () => {
    const parts = pageParts(store, ladders);
    expect([parts.ladders.length, parts.leftOut]).toEqual([PAGE_CALLS, 2]);
    const page = [...ladderHtml(store, { ladders: ladders.slice(0, 1), leftOut: 2 }, optionsOf())].join('');
    expect(page).toContain('2 more calls are left out, as a page would be too large: keep fewer with a filter.');
  });

  test('end where their messages are too large together, but for the first call', () => {
    store.messages.columns.payloadLength.fill(PAGE_BYTES);
    expect(pageParts(store, ladders)).toEqual({ ladders: [ladders[0]], leftOut: ladders.length - 1 });
  });

  test('that are gone meanwhile are told', () => {
    const page = [...ladderHtml(store, { ladders: [[999_999_999], ladders[0]], leftOut: 0 }, optionsOf())].join('');
    expect(page).toContain('This call was not kept any more.');
    expect(page).toContain('Call 1: alice@example.com → bob@example.com');
  });
});

test('no call at all is a page, too', () => {
  expect(pageOf('')).toContain('No call was kept.');
});
