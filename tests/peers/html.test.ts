/**
 * Pages and images of ladders in a real browser: what a click and the keys show, that nothing is asked for or runs that
 * a capture brought along, that words fit where they were reckoned to fit, and that there is something to be seen.
 */

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { DARK, LIGHT } from '../../src/export/ladder-colours';
import { HOSTILE } from '../export/sheets';
import { pcapOf, scenario } from '../store/scenario';
import { Browser } from './chromium';
import { records, SAMPLES, sipladder } from './peers';

let folder: string;
let browser: Browser;

beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sipladder-html-'));
  browser = await Browser.open();
});

afterAll(async () => {
  await browser?.close();
  fs.rmSync(folder, { recursive: true });
});

afterEach(() => {
  expect(browser.troubles).toEqual([]);
});

const sample = (name: string) => path.join(SAMPLES, name);

/** Prints a ladder into a file of its own. */
function printed(capture: string, as: 'html' | 'svg', ...more: string[]): string {
  const { stdout, stderr, code } = sipladder(['-I', capture, '--print', 'ladder', '--as', as, ...more]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const file = path.join(folder, `${path.basename(capture)}.${as}`);
  fs.writeFileSync(file, stdout);
  return file;
}

const shown = (page: Page) => page.locator('#shown');
const row = (page: Page, words: string | RegExp) => page.getByRole('option', { name: words });

test('what is wrong with a call stands below it, and its messages choose their arrows', async () => {
  const page = await browser.page(printed(sample('findings/not-found.pcap'), 'html'));
  await page.getByRole('button', { name: '#5' }).click();
  expect(await row(page, / 404 Not Found /).getAttribute('aria-selected')).toBe('true');
  expect(await shown(page).locator('h2').textContent()).toBe('404 Not Found');
  expect(await page.locator('.finding.error h3').textContent()).toContain('(not-found)');
  await page.close();
});

describe('a call', () => {
  let page: Page;

  beforeEach(async () => {
    page = await browser.page(printed(sample('lossy.pcap'), 'html'));
  });

  afterEach(() => page.close());

  it('shows the whole message of an arrow that is clicked', async () => {
    const texts = records<{ text: string }>(['-I', sample('lossy.pcap'), '--print', 'raw']).map(({ text }) => text);
    for (const [words, start] of [
      [/ INVITE /, 'INVITE sip:bob@'],
      [/ 200 Answering /, 'SIP/2.0 200 Answering'],
    ] as const) {
      await row(page, words).locator('.words').click();
      const expected = texts.find((text) => text.startsWith(start)) ?? '';
      expect(await shown(page).locator('pre').textContent()).toBe(expected.replaceAll('\r\n', '\n').trimEnd());
      expect(await row(page, words).getAttribute('aria-selected')).toBe('true');
    }
    expect(await page.locator('[aria-selected=true]').count()).toBe(1);
  });

  it('is gone through with the keys, and the message can be reached', async () => {
    const title = () => shown(page).locator('h2').textContent();
    expect(await title()).toBe('INVITE (SDP)');
    await page.keyboard.press('Tab');
    const titles: (string | null)[] = [];
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowUp', 'End', 'Home']) {
      await page.keyboard.press(key);
      titles.push(await title());
    }
    expect(titles).toEqual(['180 Ringing', '200 Answering (SDP)', '180 Ringing', '200 OK', 'INVITE (SDP)']);
    expect(await page.evaluate('document.activeElement.getAttribute("aria-selected")')).toBe('true');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.tagName')).toBe('ASIDE');
  });

  it('shows figures and plots of a stream', async () => {
    const [stream] = records<Record<string, unknown>>(['-I', sample('lossy.pcap'), '--print', 'streams']).filter(
      ({ lost }) => Number(lost) > 0,
    );
    await row(page, /PCMU 341/).click();
    expect(await shown(page).textContent()).toContain(
      `${stream.packets} of ${stream.expected}, ${stream.lost} lost (${Number(stream.lostPercent).toFixed(1)} %)`,
    );
    const plots = shown(page).locator('figure');
    expect(await plots.locator('figcaption b').allTextContents()).toEqual(['jitter', 'loss', 'rate']);
    const bars = 'document.querySelectorAll("figure:nth-of-type(2) .bar")';
    const tall = await page.evaluate(`[...${bars}].map((bar) => bar.getBoundingClientRect().height)`);
    const heights = tall as number[];
    expect(heights.length).toBeGreaterThan(5);
    expect(Math.max(...heights)).toBeGreaterThan(30);
    expect(Math.min(...heights)).toBe(0);
  });

  it.each([
    ['wide and light', 1280, 800, 'light', LIGHT],
    ['narrow and dark', 700, 900, 'dark', DARK],
  ] as const)('is to be seen: %s', async (_, width, height, colorScheme, colours) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height });
    const { paper, request, response, media, here } = colours;
    await row(page, / 180 /).click();
    const { all, of } = await browser.pixels(page, [paper, request, response, media, here]);
    // Arrows of a pixel and a half are drawn with softened edges.
    expect(of[0]).toBeGreaterThan(all / 2);
    for (const count of of.slice(1)) expect(count).toBeGreaterThan(100);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
  });

  it('is all there on a narrow screen, where the message can be closed', async () => {
    await page.setViewportSize({ width: 700, height: 600 });
    await row(page, / BYE /).click();
    const lower = await row(page, / BYE /).boundingBox();
    const over = await page.locator('aside').boundingBox();
    expect((lower?.y ?? 0) + (lower?.height ?? 0)).toBeLessThanOrEqual(over?.y ?? 0);
    await page.getByRole('button', { name: 'Close' }).click();
    expect(await page.locator('aside').isVisible()).toBe(false);
  });

  it('is printed, light and without what is for the screen', async () => {
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(255, 255, 255)');
    expect(await page.getByRole('button', { name: 'Close' }).isVisible()).toBe(false);
    expect((await page.pdf()).toString('latin1', 0, 5)).toBe('%PDF-');
  });

  it('lets no other script run', async () => {
    await expect(page.addScriptTag({ content: 'document.title = "run"' })).rejects.toThrow(/Content Security Policy/);
    expect(await page.title()).toBe('alice@192.0.2.11 → bob@198.51.100.22, completed');
    expect(browser.troubles.splice(0).join()).toMatch(/Content Security Policy/);
  });
});

it('several calls are found by an index, and each shows its own messages', async () => {
  const page = await browser.page(printed(sample('mixed.pcapng'), 'html'));
  const calls = records(['-I', sample('mixed.pcapng'), '--print', 'dialogs']);
  expect(await page.getByRole('link').count()).toBe(calls.length);
  await page.getByRole('link', { name: '7', exact: true }).click();
  const call = page.locator('.call').nth(6);
  expect((await call.boundingBox())?.y).toBeLessThan(100);
  await call.getByRole('option', { name: / BYE / }).first().click();
  expect(await shown(page).locator('pre').textContent()).toContain(`Call-ID: ${calls[6].callId}`);
  await page.close();
});

describe('words fit', () => {
  /** Of all rows, with the letters that the browser has: words against their arrow, notes against the image. */
  const MEASURED = `(() => {
    const image = document.querySelector('svg').getBoundingClientRect();
    return [...document.querySelectorAll('.row')].map((row) => {
      const words = row.querySelector('.words').getBoundingClientRect();
      const shaft = row.querySelector('.shaft').getBoundingClientRect();
      const texts = [...row.querySelectorAll('text')].map((text) => text.getBoundingClientRect().right - image.right);
      return { text: row.querySelector('.words').textContent, beyond: words.width - shaft.width - 9, out: Math.max(...texts) };
    });
  })()`;

  it.each([
    ['html', 'dtmf.pcap'],
    ['svg', 'proxy-record-route.pcap'],
    ['svg', 'ipv6.pcap'],
  ] as const)('as %s: %s', async (as, name) => {
    const page = await browser.page(printed(sample(name), as));
    const rows = (await page.evaluate(MEASURED)) as { text: string; beyond: number; out: number }[];
    expect(rows.length).toBeGreaterThan(5);
    expect(rows.filter(({ beyond, out }) => beyond > 0 || out > 0)).toEqual([]);
    await page.close();
  });
});

describe('a capture that wants to do harm', () => {
  let capture: string;

  beforeAll(() => {
    capture = path.join(folder, 'hostile.pcap');
    fs.writeFileSync(capture, pcapOf(scenario(HOSTILE)));
  });

  it('does none on a page', async () => {
    const page = await browser.page(printed(capture, 'html'));
    const rows = page.getByRole('option');
    expect(await rows.count()).toBe(4);
    for (let i = 0; i < 4; i++) await rows.nth(i).click();
    await rows.first().click();
    const text = await shown(page).locator('pre').textContent();
    expect(text).toContain('From: "</script><script>alert(1)</script>" <sip:al␛[31mi\ufffdce#;%%{init}@x>');
    expect(text).toContain('Call-ID: id"\'<b>&lt;␀x');
    expect(await page.locator('script').count()).toBe(2);
    expect(await page.locator('img, iframe, object, embed, link, b:not(figcaption b)').count()).toBe(0);
    expect(await page.title()).toBe('al␛[31mi\ufffdce#;%%{init}@x → bob@example.com, busy');
    await page.close();
  });

  it('does none in an image', async () => {
    const page = await browser.page(printed(capture, 'svg'));
    expect(await page.evaluate('document.documentElement.tagName')).toBe('svg');
    expect(await page.evaluate('document.querySelectorAll("parsererror, script, foreignObject, image").length')).toBe(
      0,
    );
    expect(await page.evaluate('document.querySelector("title").textContent')).toBe(
      'Call 1: al␛[31mi\ufffdce#;%%{init}@x -> bob@example.com, busy',
    );
    await page.close();
  });
});

it('an image is well-formed, and has its arrows', async () => {
  const file = printed(sample('lossy.pcap'), 'svg');
  const page = await browser.page(file, 900, 600);
  expect(await page.evaluate('document.contentType')).toBe('image/svg+xml');
  expect(await page.evaluate('document.querySelectorAll("parsererror").length')).toBe(0);
  expect(await page.evaluate('document.querySelectorAll(".row").length')).toBe(8);
  const { all, of } = await browser.pixels(page, [LIGHT.paper, LIGHT.request, LIGHT.response, LIGHT.media]);
  expect(of[0]).toBeGreaterThan(all / 2);
  for (const count of of.slice(1)) expect(count).toBeGreaterThan(100);
  await page.close();
});
