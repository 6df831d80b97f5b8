/** A headless Chromium of its own, which tells what pages ask for and complain of. */

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';

const EXECUTABLE = process.env.CHROMIUM ?? '/usr/bin/chromium';

const ARGUMENTS = [
  ...['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
];

export class Browser {
  /** What the page asked for besides itself, said on its console, failed at, and put up for the user to answer. */
  readonly troubles: string[] = [];

  private constructor(
    private readonly context: BrowserContext,
    private readonly profile: string,
  ) {}

  static async open(): Promise<Browser> {
    if (!fs.existsSync(EXECUTABLE)) throw new Error('THE PEER chromium IS NOT INSTALLED: .ci/run installs it');
    const profile = fs.mkdtempSync(path.join(os.tmpdir(), 'sipladder-chromium-'));
    return new Browser(
      await chromium.launchPersistentContext(profile, { executablePath: EXECUTABLE, args: ARGUMENTS }),
      profile,
    );
  }

  /** A file as a reader opens it. */
  async page(file: string, width = 1280, height = 800): Promise<Page> {
    const page = await this.context.newPage();
    const own = `file://${file}`;
    page.on('request', (request) => request.url() !== own && this.troubles.push(`asked for ${request.url()}`));
    page.on('console', (message) => this.troubles.push(`console: ${message.text()}`));
    page.on('pageerror', (error) => this.troubles.push(`error: ${error.message}`));
    page.on('dialog', (dialog) => {
      this.troubles.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    await page.setViewportSize({ width, height });
    await page.goto(own);
    return page;
  }

  /** How many pixels of a screenshot have each of these colours (`#1650c4`), and how many there are. */
  async pixels(page: Page, colours: readonly string[]): Promise<{ all: number; of: number[] }> {
    const image = (await page.screenshot()).toString('base64');
    const blank = await this.context.newPage();
    const counted = await blank.evaluate(`(${COUNT})(${JSON.stringify(image)}, ${JSON.stringify(colours)})`);
    await blank.close();
    return counted as { all: number; of: number[] };
  }

  async close(): Promise<void> {
    await this.context.close();
    fs.rmSync(this.profile, { recursive: true, force: true });
  }
}

/** Runs in the browser, which can read its own images. */
const COUNT = `async (base64, colours) => {
  const image = new Image();
  image.src = 'data:image/png;base64,' + base64;
  await image.decode();
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [image.width, image.height];
  const context = canvas.getContext('2d');
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, image.width, image.height);
  const counts = new Map();
  for (let at = 0; at < data.length; at += 4) {
    const colour = (data[at] << 16) | (data[at + 1] << 8) | data[at + 2];
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  return { all: data.length / 4, of: colours.map((colour) => counts.get(parseInt(colour.slice(1), 16)) ?? 0) };
}`;
