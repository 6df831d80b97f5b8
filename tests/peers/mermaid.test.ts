/** Diagrams read and drawn by Mermaid itself, in a browser: that they say what the ladder says. */

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { HOSTILE } from '../export/sheets';
import { pcapOf, scenario } from '../store/scenario';
import { Browser } from './chromium';
import { ROOT, records, SAMPLES, sipladder } from './peers';

const MERMAID = path.join(ROOT, '.ci', 'mermaid', 'node_modules', 'mermaid', 'dist', 'mermaid.min.js');

let folder: string;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  if (!fs.existsSync(MERMAID)) throw new Error('THE PEER mermaid IS NOT INSTALLED: npm ci --prefix .ci/mermaid');
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sipladder-mermaid-'));
  const blank = path.join(folder, 'blank.html');
  fs.writeFileSync(blank, '<!doctype html><meta charset="utf-8"><title>blank</title>');
  browser = await Browser.open();
  page = await browser.page(blank);
  await page.addScriptTag({ path: MERMAID });
  await page.evaluate('mermaid.initialize({ startOnLoad: false })');
});

afterAll(async () => {
  await browser?.close();
  fs.rmSync(folder, { recursive: true });
});

interface Drawn {
  title: string;
  actors: string[];
  messages: string[];
  notes: string[];
}

let drawings = 0;

/** What stands in the picture that Mermaid makes of it. */
async function drawn(text: string): Promise<Drawn> {
  await page.evaluate(`mermaid.parse(${JSON.stringify(text)})`);
  const drawing = `mermaid.render('d${++drawings}', ${JSON.stringify(text)})`;
  return (await page.evaluate(`${drawing}.then(({ svg }) => {
    const image = new DOMParser().parseFromString(svg, 'text/html');
    const texts = (kind) => [...image.querySelectorAll(kind)].map((one) => one.textContent);
    const titles = [...image.querySelectorAll('svg > text')].filter((one) => one.className.baseVal === '');
    return { title: titles.map((one) => one.textContent).join(), actors: texts('text.actor-top, text.actor-box'),
      messages: texts('.messageText'), notes: texts('.noteText') };
  })`)) as Drawn;
}

const mermaid = (capture: string, ...more: string[]) => {
  const { stdout, stderr, code } = sipladder(['-I', capture, ...more, '--print', 'ladder', '--as', 'mermaid']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return stdout;
};

interface Ladder {
  columns: { label: string; name: string }[];
  rows: { label: string; kind: string; sdp: string[]; retransmission: boolean }[];
}

it.each(['lossy.pcap', 'hold.pcap', 'proxy-record-route.pcap', 'ipv6.pcap', 'media-lines.pcap', 'dtmf.pcap'])(
  'draws what %s holds',
  async (name) => {
    const capture = path.join(SAMPLES, name);
    const [ladder] = records<Ladder & Record<string, unknown>>(['-I', capture, '--print', 'ladder']);
    const { actors, messages, notes } = await drawn(mermaid(capture));
    expect(new Set(actors)).toEqual(new Set(ladder.columns.map(({ label }) => label)));
    expect(messages).toEqual(ladder.rows.map((row) => (row.retransmission ? `${row.label} (again)` : row.label)));
    for (const line of ladder.rows.flatMap(({ sdp }) => sdp)) expect(notes.join('\n')).toContain(line);
  },
);

it('draws hostile text as text', async () => {
  const capture = path.join(folder, 'hostile.pcap');
  fs.writeFileSync(capture, pcapOf(scenario(HOSTILE)));
  const { title, messages } = await drawn(mermaid(capture));
  expect(title).toBe('al␛[31mi\ufffdce#;%%{init}@x -> bob@example.com, busy');
  expect(messages).toEqual([
    'INVITE (SDP)',
    '486 <img src=x onerror=alert(1)> # ; "x" \'y\' $$x$$ %%{init:{}}%% end \ufffd& --> ]]>',
    'INVITE (SDP) (again)',
    '500 wrap:x',
  ]);
  expect(browser.troubles).toEqual([]);
});

it('draws a ladder that is as long as Mermaid takes', async () => {
  const capture = path.join(folder, 'long.pcap');
  fs.writeFileSync(capture, pcapOf(scenario(Array.from({ length: 2000 }, (_, i) => `${i} A > B INVITE`).join('\n'))));
  const { notes } = await drawn(mermaid(capture));
  expect(notes.at(-1)).toMatch(/^\d+ more rows are left out$/);
});
