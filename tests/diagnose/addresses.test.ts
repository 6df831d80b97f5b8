/** What diagnosis knows by address: kept within bounds, however often it looks, and told to who shows lists. */

import { ADDRESS_DIALOGS, ADDRESSES_KNOWN, DIALOGS_AN_ADDRESS, TRIES_LOOKED_AT } from '../../src/budgets';
import { DEFAULT_THRESHOLDS } from '../../src/diagnose/thresholds';
import { dialogsOf } from '../store/play';
import { diagnosed } from './case';

/** `count` requests of a scanner, from as many addresses as `sources`. */
function scan(count: number, sources: number): string {
  const lines: string[] = [];
  for (let i = 0; i < count; i++) {
    const n = i % sources;
    const source = `198.${18 + (n >> 16)}.${(n >> 8) & 255}.${n & 255}`;
    lines.push(`${i / 1000} ${source} > 192.0.2.1 OPTIONS | call=c${i} | User-Agent: friendly-scanner`);
  }
  return lines.join('\n');
}

test('a source is named once, with the dialogs that prove it in order', () => {
  const { store, diagnosis } = diagnosed(scan(5, 1));
  const [finding] = diagnosis.ofAddresses();
  expect(finding).toMatchObject({ code: 'scanner', address: '198.18.0.0', count: 5 });
  expect(finding.dialogs).toEqual(dialogsOf(store));
  expect(finding.lastUs - finding.firstUs).toBe(4000);
});

test('a dialog has the finding with its own messages', () => {
  const { store, diagnosis } = diagnosed(scan(5, 1));
  const [, second] = dialogsOf(store);
  expect(diagnosis.findings(second)).toMatchObject([{ code: 'scanner', address: '198.18.0.0', dialogs: [second] }]);
  expect(diagnosis.findings(second)[0].messages).toEqual([store.dialogs.columns.firstMessage[second] - 1]);
});

test('looking again changes nothing', () => {
  const { store, diagnosis } = diagnosed(scan(2 * DIALOGS_AN_ADDRESS, 1), { atOnce: true });
  const before = diagnosis.ofAddresses();
  for (const row of dialogsOf(store)) diagnosis.findings(row);
  diagnosis.settle();
  expect(diagnosis.ofAddresses()).toEqual(before);
});

test('of one address so many dialogs are kept, and all are counted and marked', () => {
  const { store, diagnosis } = diagnosed(scan(2 * DIALOGS_AN_ADDRESS, 1), { atOnce: true });
  const [finding] = diagnosis.ofAddresses();
  expect(finding.dialogs).toHaveLength(DIALOGS_AN_ADDRESS);
  expect(finding.count).toBe(2 * DIALOGS_AN_ADDRESS);
  expect(dialogsOf(store).filter((row) => diagnosis.codes(row)[0] !== 'scanner')).toEqual([]);
});

test('a scan that is read at once is known from its first dialog on', () => {
  const lines = Array.from({ length: 2 * DIALOGS_AN_ADDRESS }, (_, i) => [
    `${i / 100} 198.18.0.1 > 192.0.2.1 INVITE | call=c${i} | To: <sip:${100 + i}@example.com>`,
    `${i / 100} 192.0.2.1 > 198.18.0.1 404 Not Found | call=c${i}`,
  ]);
  const { store, diagnosis } = diagnosed(lines.flat().join('\n'), { atOnce: true });
  expect(dialogsOf(store).filter((row) => diagnosis.codes(row)[0] !== 'scanner')).toEqual([]);
  expect(diagnosis.ofAddresses()).toMatchObject([{ code: 'scanner', count: 2 * DIALOGS_AN_ADDRESS }]);
});

test('a flood of invented sources finds an end', () => {
  const { diagnosis } = diagnosed(scan(ADDRESSES_KNOWN + 100, ADDRESSES_KNOWN + 100), { atOnce: true });
  const { length } = diagnosis.ofAddresses();
  expect(length).toBeLessThanOrEqual(ADDRESSES_KNOWN);
  expect(length).toBeGreaterThan(ADDRESSES_KNOWN / 2);
  expect(ADDRESS_DIALOGS).toBeGreaterThan(ADDRESSES_KNOWN);
});

test('dialogs that were judged before are told of when they turn out to be a scan', () => {
  const lines: string[] = [];
  for (let i = 0; i < 10; i++) {
    lines.push(`${i} 198.18.0.1 > 192.0.2.1 INVITE | call=c${i} | To: <sip:${100 + i}@example.com>`);
    lines.push(`${i}.1 192.0.2.1 > 198.18.0.1 404 Not Found | call=c${i}`);
  }
  const nine = diagnosed(lines.slice(0, 18).join('\n'));
  expect(dialogsOf(nine.store).map((row) => nine.diagnosis.codes(row)[0])).toEqual(Array(9).fill('not-found'));
  const ten = diagnosed(lines.join('\n'));
  expect(dialogsOf(ten.store).map((row) => ten.diagnosis.codes(row))).toEqual(Array(10).fill(['scanner']));
  expect(ten.store.changed.take().length).toBe(10);
});

test('what went with its dialogs is known no longer', () => {
  const { store, diagnosis } = diagnosed(scan(5, 1));
  store.clear('all');
  expect(diagnosis.ofAddresses()).toEqual([]);
});

test('the dialogs of a scan that had to make room prove nothing any more', () => {
  const { store, diagnosis } = diagnosed(scan(300, 3), { limits: { dialogs: 20, rotate: true } });
  const findings = diagnosis.ofAddresses();
  expect(findings.map(({ address }) => address)).toEqual(['198.18.0.0', '198.18.0.1', '198.18.0.2']);
  expect(findings.flatMap(({ dialogs }) => dialogs).sort()).toEqual(dialogsOf(store).sort());
  for (const { count, dialogs } of findings) expect(count).toBe(dialogs.length);
});

test('another threshold is in force at once', () => {
  const tries = [0, 1, 2].map(
    (i) => `${i} 192.0.2.66 > 192.0.2.1 REGISTER | call=c${i}
${i}.1 192.0.2.1 > 192.0.2.66 401 Unauthorized | call=c${i} | WWW-Authenticate: Digest realm="a", nonce="n"
${i}.2 192.0.2.66 > 192.0.2.1 REGISTER | call=c${i} | Authorization: Digest username="a", realm="a", nonce="n"
${i}.3 192.0.2.1 > 192.0.2.66 403 Forbidden | call=c${i}`,
  );
  const { store, diagnosis } = diagnosed(tries.join('\n'));
  const codes = () => dialogsOf(store).map((row) => diagnosis.codes(row).join(' '));
  expect(codes()).toEqual(Array(3).fill('auth-failed brute-force'));
  diagnosis.configure({ ...DEFAULT_THRESHOLDS, bruteForceAttempts: 4 });
  diagnosis.settle();
  expect(diagnosis.ofAddresses()).toEqual([]);
  expect(codes()).toEqual(Array(3).fill('auth-failed'));
});

test('who tries for days in one dialog is known by the latest tries', () => {
  const lines = ['0 192.0.2.66 > 192.0.2.1 REGISTER'];
  const answer = '192.0.2.1 > 192.0.2.66 401 Unauthorized | WWW-Authenticate: Digest realm="a", nonce="n"';
  lines.push(`0.1 ${answer}`);
  for (let i = 1; i <= TRIES_LOOKED_AT + 10; i++) {
    lines.push(`${30 * i} 192.0.2.66 > 192.0.2.1 REGISTER | Authorization: Digest username="a", realm="a", nonce="n"`);
    lines.push(`${30 * i}.1 ${answer}`);
  }
  const { diagnosis } = diagnosed(lines.join('\n'), { atOnce: true });
  const [finding] = diagnosis.ofAddresses();
  expect(finding).toMatchObject({ code: 'brute-force', count: TRIES_LOOKED_AT - 1 });
});

test('a scan of a thousand users a second is one from its beginning to its end', () => {
  const lines: string[] = [];
  for (let i = 0; i < 3 * DIALOGS_AN_ADDRESS; i++) {
    lines.push(`${i / 1000} 198.18.0.1 > 192.0.2.1 REGISTER | call=c${i} | To: <sip:${100 + i}@example.com>`);
    lines.push(`${i / 1000 + 0.0002} 192.0.2.1 > 198.18.0.1 401 Unauthorized | call=c${i}`);
  }
  for (const atOnce of [true, false]) {
    const { store, diagnosis } = diagnosed(lines.join('\n'), { atOnce });
    expect(diagnosis.ofAddresses()).toMatchObject([{ code: 'scanner', count: 3 * DIALOGS_AN_ADDRESS }]);
    expect(dialogsOf(store).filter((row) => diagnosis.codes(row)[0] !== 'scanner')).toEqual([]);
  }
});
