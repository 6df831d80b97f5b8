/**
 * Every sample, redacted: nothing of who, where from and what is left in anything that is printed or saved, and calls are
 * what they were, in the file that is saved too.
 */

import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Session } from '../../../src/engine/session';
import { openSource } from '../../../src/engine/source';
import { type Format, PRINTABLES, type Printable, printed } from '../../../src/export/print';
import { saveDialogs } from '../../../src/export/save';
import { NO_LIMITS } from '../../../src/store/store';

const SAMPLES = path.join(__dirname, '../../../samples');
const NAMES = readdirSync(SAMPLES).filter((name) => /\.pcap(ng)?$/.test(name));
const FORMS: Format[] = ['text', 'json', 'csv'];

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'redacted-'));
});

afterAll(() => rmSync(folder, { recursive: true }));

async function read(file: string, redacted: boolean): Promise<Session> {
  const { inputs } = await openSource({ files: [file], filter: null });
  const session = new Session(inputs, NO_LIMITS, { redact: redacted ? { original: false } : null });
  await session.readAll();
  return session;
}

function dialogsOf({ store }: Session): number[] {
  const rows: number[] = [];
  store.eachDialog((row) => rows.push(row));
  return rows;
}

function print(session: Session, what: Printable, as: Format): string {
  const { store, decoder, names } = session;
  const source = { store, counts: decoder.counts, dialogs: dialogsOf(session), strays: true, names };
  return [...printed(what, as, source)].join('');
}

/** Who and where from, out of the messages as they were sent, by means of its own. */
function originalsOf(session: Session): string[] {
  const text = print(session, 'raw', 'text');
  const found = new Set<string>();
  const all = (pattern: RegExp) => {
    for (const [, value] of text.matchAll(pattern)) found.add(value);
  };
  all(/\bsips?:([^@\s<>;:]+)@/g);
  all(/\btel:([^\s<>;]+)/g);
  all(/\bsips?:[^@\s<>;]+@([a-z0-9.-]+)/g);
  all(/^(?:Call-ID|i)\s*: *(\S+)/gim);
  all(/^(?:From|To|f|t)\s*: *"([^"]+)"/gim);
  all(/(?<![\d.])(\d{1,3}(?:\.\d{1,3}){3})(?![\d.])/g);
  all(/\[([0-9a-f:]+)\]/g);
  all(/(?:nonce|cnonce|response|username)="([^"]+)"/g);
  all(/inline:([^|\s]+)/g);
  all(/urn:uuid:([0-9a-f-]+)/g);
  return [...found].filter((value) => value.length > 2 && !NOBODYS.test(value));
}

/** Loopback, and what programs call themselves in place of a user: they stay in the name of the program. */
const NOBODYS = /^(0\.0\.0\.0|127\..*|::1?|sipp|asterisk|anonymous|ping)$/i;

/** Addresses that stand for public ones are of the ranges that the samples use themselves. */
const DOCUMENTATION = /^(192\.0\.2|198\.51\.100|203\.0\.113)\.|^2001:db8:/;

function withoutEnds(text: string): unknown {
  const own = [
    'callId',
    'from',
    'to',
    'fromUser',
    'toUser',
    'source',
    'destination',
    'legs',
    'guessedLegs',
    'branch',
    'fromTag',
  ];
  const gone = new Set([
    ...own,
    'toTag',
    'length',
    'dtmf',
    'topSources',
    'packets',
    'encrypted',
    'client',
    'server',
    'user',
  ]);
  return text
    .trim()
    .split('\n')
    .map((line) =>
      JSON.parse(line || '{}', (key, value) => (gone.has(key) ? undefined : key === 'problems' ? codes(value) : value)),
    );
}

/** A problem quotes what it is about. */
function codes(problems: string[]): string[] {
  return problems.map((problem) => problem.split(':')[0]);
}

const FIGURES: Printable[] = ['dialogs', 'messages', 'streams', 'stats'];

describe.each(NAMES)('%s', (name) => {
  let original: Session;
  let redacted: Session;
  let again: Session;
  let saved: string;
  let packets: number;

  beforeAll(async () => {
    original = await read(path.join(SAMPLES, name), false);
    redacted = await read(path.join(SAMPLES, name), true);
    saved = path.join(folder, `${name}.pcap`);
    const { media } = redacted;
    const what = { dialogs: dialogsOf(redacted), strays: true };
    const outcome = await saveDialogs(redacted.store, what, saved, { overwrite: true, format: '.pcap', media });
    packets = outcome.outcome === 'saved' ? outcome.packets : -1;
    again = packets < 0 ? redacted : await read(saved, false);
  });

  afterAll(() => {
    for (const session of new Set([original, redacted, again])) session.close();
  });

  it('tells nobody', () => {
    const outputs = PRINTABLES.flatMap((what) => FORMS.map((as) => tryPrint(redacted, what, as)));
    const text = [...outputs, packets < 0 ? '' : readFileSync(saved, 'latin1')].join('\n');
    const told = originalsOf(original).filter((value) => {
      const pattern = new RegExp(`(?<![\\w.])${value.replace(/[^\w]/g, '\\$&')}(?![\\w.])`);
      return !DOCUMENTATION.test(value) && pattern.test(text);
    });
    expect(told).toEqual([]);
  });

  it('has nothing of its addresses in the same place', () => {
    const before = print(original, 'messages', 'csv').split('\n');
    const after = print(redacted, 'messages', 'csv').split('\n');
    expect(after.length).toBe(before.length);
    const [ends, endsAfter] = [before, after].map(
      (lines) => new Set(lines.flatMap((line) => line.split(',').slice(4, 6))),
    );
    expect(endsAfter.size).toBe(ends.size);
  });

  it('has the same legs', () => {
    const legsOf = ({ store }: Session) => {
      store.legs.settle();
      return dialogsOf({ store } as Session).map((row) => store.legs.of(row).map(({ dialog }) => dialog));
    };
    expect(legsOf(redacted)).toEqual(legsOf(original));
  });

  it.each(FIGURES)('has the same %s', (what) => {
    expect(withoutEnds(print(redacted, what, 'json'))).toEqual(withoutEnds(print(original, what, 'json')));
  });

  it.each(FIGURES)('has the same %s in the file that is saved', (what) => {
    if (packets < 0) expect(original.store.messageCount).toBe(0);
    else expect(withoutEnds(print(again, what, 'json'))).toEqual(withoutEnds(print(original, what, 'json')));
  });
});

/** What does not go into a format is refused. */
function tryPrint(session: Session, what: Printable, as: Format): string {
  try {
    return print(session, what, as);
  } catch {
    return '';
  }
}
