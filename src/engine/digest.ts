/** The Digest credentials of a message: what they say, which challenge they answer, and whether a password fits. */

import { CHALLENGES_READ } from '../budgets';
import { type AuthHeader, authParam, challengesOf, credentialsOf } from '../decode/sip/credentials';
import { algorithmOf, checkDigest, type DigestRequest, type DigestVerdict, whyUnknown } from '../decode/sip/digest';
import { contentLengthOf, type SipMessage } from '../decode/sip/message';
import { parseSip } from '../decode/sip/parse';
import { visible } from '../decode/visible';
import type { Fact } from '../ladder/facts';
import type { Store } from '../store/store';
import type { DigestQuery, DigestSnapshot } from './protocol';

/** Null when the message has gone. `redacted`: what the store has are stand-ins, which no password gives. */
export function digestAnswer(
  store: Store,
  { message: id, password }: DigestQuery,
  redacted = false,
): DigestSnapshot | null {
  const row = store.messageRow(id);
  if (row < 0) return null;
  const { bytes, start, end } = store.bytesOf(row);
  const message = parseSip(bytes, start, end);
  const all = credentialsOf(message);
  if (all.length === 0) return { kind: 'digest', message: id, checkable: 0, verdict: null, facts: noneFacts(message) };
  const request: DigestRequest = { method: message.method, uri: message.uri, body: wholeBody(message, bytes) };
  const checks = all.map((credentials) => (redacted ? REDACTED : checked(credentials, request, password)));
  const facts = all.flatMap((credentials, index) => [
    { kind: 'heading' as const, text: headingOf(credentials, index, all.length) },
    ...verdictFacts(checks[index]),
    ...(credentials.scheme === 'digest' ? credentialFacts(credentials, request, store, row) : []),
  ]);
  const checkable = checks.filter((check) => check === null || check.verdict !== 'unknown').length;
  return { kind: 'digest', message: id, checkable, verdict: password === null ? null : verdictOf(checks), facts };
}

type Check = DigestVerdict | null;

const REDACTED: Check = { verdict: 'unknown', why: 'the capture is redacted, and the response with it' };

/** Null where it could be checked, but there is no password yet. */
function checked(credentials: AuthHeader, request: DigestRequest, password: string | null): Check {
  const { scheme } = credentials;
  if (scheme !== 'digest') return { verdict: 'unknown', why: `the scheme is ${scheme || 'missing'}, not Digest` };
  if (password !== null) return checkDigest(credentials, request, password);
  const why = whyUnknown(credentials, request);
  return why === null ? null : { verdict: 'unknown', why };
}

function verdictOf(checks: readonly Check[]): DigestSnapshot['verdict'] {
  const of = (verdict: DigestVerdict['verdict']) => checks.filter((check) => check?.verdict === verdict).length;
  const [right, wrong] = [of('right'), of('wrong')];
  if (right + wrong === 0) return { text: 'The password cannot be checked', right: false };
  if (checks.length === 1)
    return { text: right > 0 ? 'The password is right' : 'The password is wrong', right: right > 0 };
  return { text: `The password is right for ${right} of ${checks.length} headers`, right: right > 0 };
}

function verdictFacts(check: Check): Fact[] {
  if (check === null) return [fact('Response', 'not checked yet')];
  if (check.verdict === 'unknown') return [fact('Response', `cannot be checked: ${check.why}`, true)];
  if (check.verdict === 'right') return [fact('Response', `right${check.how === null ? '' : `, ${check.how}`}`)];
  const why = check.why ?? 'the password is another one, or something in the request was changed on its way';
  return [fact('Response', `wrong: ${why}`, true)];
}

function headingOf({ name }: AuthHeader, index: number, count: number): string {
  return count === 1 ? visible(name) : `${visible(name)} (${index + 1} of ${count})`;
}

const PARAMS: readonly [string, string][] = [
  ['username', 'User'],
  ['username*', 'User, encoded'],
  ['realm', 'Realm'],
  ['uri', 'URI'],
  ['nonce', 'Nonce'],
  ['nc', 'Nonce count'],
  ['cnonce', 'Client nonce'],
  ['qop', 'Protection (qop)'],
  ['response', 'Response, sent'],
];

function credentialFacts(credentials: AuthHeader, request: DigestRequest, store: Store, row: number): Fact[] {
  const given = PARAMS.flatMap(([name, title]) => {
    const value = authParam(credentials, name)?.value;
    return value === undefined ? [] : [fact(title, value)];
  });
  const algorithm = authParam(credentials, 'algorithm') === null ? 'MD5, as none is named' : algorithmOf(credentials);
  const uri = authParam(credentials, 'uri')?.value ?? '';
  const differs =
    uri === '' || uri === request.uri ? [] : [fact('Request-URI', `${request.uri}: not the uri of the header`, true)];
  return [
    ...given,
    fact('Algorithm', algorithm),
    fact('Method', request.method),
    ...differs,
    ...challengeFacts(credentials, store, row),
  ];
}

/** Which message of the same call asked for it, and what of the answer is not as it was asked. */
function challengeFacts(credentials: AuthHeader, store: Store, row: number): Fact[] {
  const nonce = authParam(credentials, 'nonce')?.value ?? '';
  const found = challengeWith(nonce, store, row);
  if (found === null) return [fact('Challenge', 'not in this call: an earlier one, or before the capture began')];
  const { challenge, number, stale } = found;
  const realm = authParam(challenge, 'realm')?.value ?? '';
  const asked = [`message ${number}`];
  if (realm !== (authParam(credentials, 'realm')?.value ?? '')) asked.push(`of another realm, ${realm}`);
  const algorithm = algorithmOf(challenge);
  if (algorithm.toLowerCase() !== algorithmOf(credentials).toLowerCase()) asked.push(`with the algorithm ${algorithm}`);
  const offered = (authParam(challenge, 'qop')?.value ?? '').toLowerCase().split(/[\s,]+/);
  const qop = authParam(credentials, 'qop')?.value.toLowerCase() ?? null;
  if (qop !== null && !offered.includes(qop)) asked.push(`which does not offer the qop ${qop}`);
  const remark = asked.length > 1 ? [fact('Challenge', asked.join(', '), true)] : [fact('Challenge', asked[0])];
  return stale ? [...remark, fact('', 'the server said later that its nonce is stale')] : remark;
}

interface Challenge {
  challenge: AuthHeader;
  number: number;
  /** A later challenge of the call says so, in place of the password being wrong. */
  stale: boolean;
}

function challengeWith(nonce: string, store: Store, row: number): Challenge | null {
  const m = store.messages.columns;
  if (m.dialog[row] === 0) return null;
  const rows: number[] = [];
  store.eachMessage(m.dialog[row] - 1, (message) => {
    const status = m.status[message];
    if ((status === 401 || status === 407) && rows.length < CHALLENGES_READ) rows.push(message);
  });
  let found: Challenge | null = null;
  for (const message of rows) {
    const { bytes, start, end } = store.bytesOf(message);
    for (const challenge of challengesOf(parseSip(bytes, start, end))) {
      if (found === null && authParam(challenge, 'nonce')?.value === nonce)
        found = { challenge, number: m.number[message], stale: false };
      else if (found !== null && m.number[message] > m.number[row])
        found.stale ||= authParam(challenge, 'stale')?.value.toLowerCase() === 'true';
    }
  }
  return found;
}

function noneFacts(message: SipMessage): Fact[] {
  const challenges = challengesOf(message);
  const text =
    challenges.length > 0
      ? 'This message asks for credentials: the request that follows it has them, in Authorization or Proxy-Authorization.'
      : 'This message has no credentials: neither Authorization nor Proxy-Authorization.';
  return [{ kind: 'heading', text }];
}

/** Null where Content-Length says that there is more. */
function wholeBody(message: SipMessage, bytes: Buffer): Buffer | null {
  const { bodyStart, bodyEnd } = message;
  const length = contentLengthOf(message) ?? bodyEnd - bodyStart;
  return bodyEnd - bodyStart < length ? null : bytes.subarray(bodyStart, bodyEnd);
}

function fact(name: string, text: string, bad = false): Fact {
  return { kind: 'fact', name, text: visible(text), bad };
}
