/** Runs the scenarios of tests/specs/dialogs: messages in, and the dialogs that the store makes of them. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dialogRecord } from '../../src/export/dialog-records';
import { messageRecord, messagesInOrder } from '../../src/export/message-records';
import type { Store } from '../../src/store/store';
import { dialogsOf, playScenario } from './play';
import { BEGINNING } from './scenario';

const FOLDER = join(__dirname, '../specs/dialogs');

interface Scenario {
  title: string;
  /** What stands behind ```messages: `open`, `from 0`. */
  manner: string;
  messages: string;
  /** Of each dialog, `key: value` lines. */
  dialogs: string[];
  list: string | null;
}

for (const file of readdirSync(FOLDER).filter((name) => name.endsWith('.md') && name !== 'README.md')) {
  describe(file.replace('.md', ''), () => {
    const scenarios = readScenarios(readFileSync(join(FOLDER, file), 'utf8'));
    test('has scenarios', () => expect(scenarios.length).toBeGreaterThan(0));
    for (const one of scenarios) test(one.title, () => check(one));
  });
}

function check({ manner, messages, dialogs, list }: Scenario): void {
  const from = /from (\d+)/.exec(manner);
  const beginning = from === null ? BEGINNING : Number(from[1]);
  const { store } = playScenario(messages, { open: manner.includes('open'), beginning });
  const records = dialogsOf(store).map((row) => dialogRecord(store, row) as unknown as Record<string, unknown>);
  const found = records.map((record, i) => answers(record, dialogs[i] ?? ''));
  expect(found).toEqual(dialogs);
  if (list !== null) expect(listed(store)).toBe(list);
}

/** The expected lines with what the record has in place of what it should have. */
function answers(record: Record<string, unknown>, expected: string): string {
  const lines = expected.split('\n').filter((line) => line !== '');
  return lines
    .map((line) => line.slice(0, line.indexOf(':')))
    .map((key) => `${key}: ${record[key]}`)
    .join('\n');
}

/** `3  1  180 Ringing again`: number, dialog, message. */
function listed(store: Store): string {
  const rows = [...messagesInOrder(store, dialogsOf(store), true)].map((row) => messageRecord(store, row));
  return rows
    .map(({ number, dialog, request, method, status, reason, retransmission }) => {
      const what = request ? method : `${status} ${reason}`.trimEnd();
      return `${number}  ${dialog ?? '-'}  ${what}${retransmission ? ' again' : ''}`;
    })
    .join('\n');
}

function readScenarios(text: string): Scenario[] {
  const parts = text.split(/^## /m).slice(1);
  return parts.map((part) => {
    const title = part.slice(0, part.indexOf('\n')).trim();
    const blocks = [...part.matchAll(/^```(\w+)([^\n]*)\n([\s\S]*?)\n?^```$/gm)].map(([, kind, manner, content]) => ({
      kind,
      manner,
      content,
    }));
    const messages = blocks.find(({ kind }) => kind === 'messages');
    if (messages === undefined) throw new Error(`${title}: no messages`);
    return {
      title,
      manner: messages.manner,
      messages: messages.content,
      dialogs: blocks.filter(({ kind }) => kind === 'dialog').map(({ content }) => content),
      list: blocks.find(({ kind }) => kind === 'list')?.content ?? null,
    };
  });
}
