/** Whether a password fits the credentials of a message: over the sample whose passwords its making says, and made calls. */

import { createHash } from 'node:crypto';
import { digestAnswer } from '../../src/engine/digest';
import type { DigestSnapshot } from '../../src/engine/protocol';
import { Session } from '../../src/engine/session';
import { NO_LIMITS, type Store } from '../../src/store/store';
import { playScenario } from '../store/play';

function facts(snapshot: DigestSnapshot | null): string[] {
  return (snapshot?.facts ?? []).map((fact) =>
    fact.kind === 'heading' ? fact.text : `${'bad' in fact && fact.bad ? '! ' : ''}${fact.name}: ${fact.text}`,
  );
}

/** Of the message with that number, from 1. */
function asked(store: Store, number: number, password: string | null): DigestSnapshot | null {
  const row = store.messages.columns.number.indexOf(number);
  return digestAnswer(store, { kind: 'digest', message: store.messageId(row), password });
}

describe('telephones that register at the proxy of the samples', () => {
  let store: Store;
  const files: Session[] = [];
  beforeAll(async () => {
    const session = await Session.open(['samples/register-challenge.pcap'], NO_LIMITS);
    await session.readAll();
    files.push(session);
    ({ store } = session);
  });
  afterAll(() => {
    for (const session of files) session.close();
  });

  test('the password that it was made with is right, others are wrong', () => {
    expect(asked(store, 3, 'secret-alice')).toMatchObject({
      checkable: 1,
      verdict: { text: 'The password is right', right: true },
    });
    expect(asked(store, 3, 'secret-bob')?.verdict).toEqual({ text: 'The password is wrong', right: false });
    expect(asked(store, 3, '')?.verdict?.right).toBe(false);
  });

  test('what it is made of is told, with the challenge that asked for it, and never the password', () => {
    const told = facts(asked(store, 3, 'secret-alice'));
    expect(told).toEqual([
      'Authorization',
      'Response: right',
      'User: alice',
      'Realm: example.com',
      'URI: sip:example.com',
      'Nonce: awEIDmsBBuKx08IS82K8z92927wYMUM4',
      'Response, sent: 40e4dc54d72f396a3977ffa3dc3a874b',
      'Algorithm: MD5, as none is named',
      'Method: REGISTER',
      'Challenge: message 2',
    ]);
  });

  test('of a redacted capture nothing is right or wrong', () => {
    const message = store.messageId(store.messages.columns.number.indexOf(3));
    const snapshot = digestAnswer(store, { kind: 'digest', message, password: 'secret-alice' }, true);
    expect(snapshot).toMatchObject({ checkable: 0, verdict: { right: false } });
    expect(facts(snapshot)[1]).toBe('! Response: cannot be checked: the capture is redacted, and the response with it');
  });

  test('without a password there is no verdict yet', () => {
    const snapshot = asked(store, 3, null);
    expect(snapshot).toMatchObject({ checkable: 1, verdict: null });
    expect(facts(snapshot)[1]).toBe('Response: not checked yet');
  });

  test('a challenge and a message without credentials say so', () => {
    expect(facts(asked(store, 2, null))).toEqual([
      'This message asks for credentials: the request that follows it has them, in Authorization or Proxy-Authorization.',
    ]);
    expect(facts(asked(store, 1, 'x'))).toEqual([
      'This message has no credentials: neither Authorization nor Proxy-Authorization.',
    ]);
  });

  test('a message that has gone has no answer', () => {
    expect(digestAnswer(store, { kind: 'digest', message: 0, password: 'x' })).toBeNull();
  });
});

const md5 = (...parts: string[]) => createHash('md5').update(parts.join(':')).digest('hex');

function credentials(realm: string, nonce: string, password: string, rest = ''): string {
  const response = md5(md5('alice', realm, password), nonce, md5('INVITE', 'sip:bob@b'));
  return `Digest username="alice", realm="${realm}", nonce="${nonce}", uri="sip:bob@b", response="${response}"${rest}`;
}

describe('several headers', () => {
  const { store } = playScenario(`
0   A > B INVITE sip:bob@10.0.0.2 | call=one | Authorization: ${credentials('a', 'n1', 'secret')} | Proxy-Authorization: ${credentials('b', 'n2', 'other')}
0.1 B > A 407 Proxy Authentication Required | Proxy-Authenticate: Digest realm="c", nonce="n2", algorithm=SHA-256, qop="auth", stale=true
`);

  test('are each told of', () => {
    const told = facts(asked(store, 1, 'secret'));
    expect(told.filter((line) => /\(\d of 2\)|Response:/.test(line))).toEqual([
      'Authorization (1 of 2)',
      'Response: right',
      'Proxy-Authorization (2 of 2)',
      '! Response: wrong: the password is another one, or something in the request was changed on its way',
    ]);
    expect(asked(store, 1, 'secret')?.verdict).toEqual({
      text: 'The password is right for 1 of 2 headers',
      right: true,
    });
  });

  test('a challenge that asked for something else is told of, and a Request-URI that is not in the header', () => {
    const told = facts(asked(store, 1, 'secret'));
    expect(told).toContain('! Request-URI: sip:bob@10.0.0.2: not the uri of the header');
    expect(told).toContain('Challenge: not in this call: an earlier one, or before the capture began');
    expect(told).toContain('! Challenge: message 2, of another realm, c, with the algorithm SHA-256');
  });
});

test('another scheme than Digest takes no password', () => {
  const { store } = playScenario('0 A > B INVITE | call=one | Authorization: Bearer abc');
  expect(facts(asked(store, 1, 'x'))).toEqual([
    'Authorization',
    '! Response: cannot be checked: the scheme is bearer, not Digest',
  ]);
});

test('a body that the capture has not whole cannot be checked with auth-int', () => {
  const rest = ', qop=auth-int, nc=1, cnonce="c"';
  const { store } = playScenario(
    `0 A > B INVITE sip:bob@b | call=one | Authorization: ${credentials('a', 'n1', 'secret', rest)} | Content-Length: 500`,
  );
  expect(facts(asked(store, 1, 'secret'))[1]).toBe(
    '! Response: cannot be checked: the body, which auth-int protects, is not whole',
  );
  expect(asked(store, 1, 'secret')).toMatchObject({
    checkable: 0,
    verdict: { text: 'The password cannot be checked', right: false },
  });
});

test('what a network sends is harmless', () => {
  const { store } = playScenario(
    '0 A > B INVITE | call=one | Authorization: Digest username="a\x1b[2J", realm="\u202er", nonce="\x9b", uri="u", response="x"',
  );
  expect(JSON.stringify(asked(store, 1, 'x'))).not.toMatch(/\\u001b|[\u202e\x9b]/);
});
