/** Runs the cases of tests/specs/redact: messages in, and what is left of them. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { redactMessage } from '../../../src/export/redact/message';
import { StandIns } from '../../../src/export/redact/stand-ins';

const FOLDER = join(__dirname, '../../specs/redact');

for (const file of readdirSync(FOLDER).filter((name) => name !== 'README.md')) {
  describe(file.replace('.md', ''), () => {
    const [, ...cases] = readFileSync(join(FOLDER, file), 'utf8').split(/^## /m);
    test('has cases', () => expect(cases.length).toBeGreaterThan(0));
    for (const one of cases) test(one.split('\n')[0], () => check(one));
  });
}

function check(text: string): void {
  const standIns = new StandIns();
  const pairs = [...text.matchAll(/^```sip\n([\s\S]*?)^```\n+```redacted\n([\s\S]*?)^```$/gm)];
  expect(pairs.length).toBeGreaterThan(0);
  expect(pairs.length).toBe(text.match(/^```sip$/gm)?.length);
  const found = pairs.map(([, message]) => shown(redactMessage(bytesOf(message), standIns)));
  expect(found).toEqual(pairs.map(([, , redacted]) => shown(bytesOf(redacted))));
}

/** What a message is as a document: a line a line, what is not printed as it is written here. */
function shown(bytes: Buffer): string {
  return bytes
    .toString('latin1')
    .replace(/(?<!\r)\n/g, '\\LF\n')
    .replace(/\r\n/g, '\n')
    .replace(
      /[\x00-\x08\x0b-\x1f\x7f-\xff]/g,
      (character) => `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`,
    );
}

function bytesOf(document: string): Buffer {
  const text = document
    .replace(/\n/g, '\r\n')
    .replace(/\\LF\r\n/g, '\n')
    .replace(/\\x([0-9a-f]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  const body = /\r?\n\r?\n([\s\S]*)$/.exec(text)?.[1] ?? '';
  return Buffer.from(text.replaceAll('\\len', String(body.length)), 'latin1');
}
