/**
 * What status codes are called and what they mean: every code that IANA has registered, with the place that defines it.
 * Phrases are those of the RFCs, the sentences are ours.
 */

export interface StatusWords {
  /** The phrase that its RFC gives it; of a code that nobody registered its class. */
  phrase: string;
  /** What it says, a sentence without its full stop, that begins in lower case. */
  meaning: string;
  /** `RFC 3261, 21.4.26`. */
  source: string;
}

/** Null for what is no status of SIP. */
export function statusWords(status: number): StatusWords | null {
  const row = STATUSES.get(status);
  if (row !== undefined) return row;
  const phrase = classOf(status);
  if (phrase === '') return null;
  return { phrase, meaning: `a code that nobody has registered: ${countsAs(status)}`, source: 'RFC 3261, 8.1.3.2' };
}

/** Of a code that nobody has named the class; empty beyond those. */
export function phraseOf(status: number): string {
  return statusWords(status)?.phrase ?? '';
}

/** `Client error` of 4xx. */
export function classOf(status: number): string {
  return CLASSES[Math.floor(status / 100)] ?? '';
}

/** The codes that are registered, in their order. */
export function registeredStatuses(): number[] {
  return [...STATUSES.keys()];
}

/** RFC 3261 section 8.1.3.2: what a client makes of a code that it does not know. */
function countsAs(status: number): string {
  if (status < 200) return 'it counts as 183 Session Progress';
  const first = Math.floor(status / 100) * 100;
  const { phrase } = STATUSES.get(first) ?? { phrase: classOf(status) };
  return `it counts as ${first} ${phrase}`;
}

const CLASSES = ['', 'Provisional', 'Success', 'Redirection', 'Client error', 'Server error', 'Global failure'];

/** Sections of RFC 3261 are written without its number. */
const ROWS: [status: number, phrase: string, source: string, meaning: string][] = [
  [100, 'Trying', '21.1.1', 'the next hop has the request and works on it'],
  [180, 'Ringing', '21.1.2', 'the phone of the callee rings'],
  [181, 'Call Is Being Forwarded', '21.1.3', 'the call goes on to another destination'],
  [182, 'Queued', '21.1.4', 'the callee is not free now, and the call waits in a queue'],
  [183, 'Session Progress', '21.1.5', 'the call goes on; sound before the answer may come with it'],
  [199, 'Early Dialog Terminated', 'RFC 6228', 'one branch of a forked call has ended before an answer'],
  [200, 'OK', '21.2.1', 'the request was accepted'],
  [202, 'Accepted', 'RFC 6665', 'the request was taken, what comes of it is told later; given up for 200'],
  [204, 'No Notification', 'RFC 5839', 'the subscription stands, and no NOTIFY follows as nothing has changed'],
  [300, 'Multiple Choices', '21.3.1', 'the callee can be reached in several ways, which the Contacts list'],
  [301, 'Moved Permanently', '21.3.2', 'the callee is to be called at the address in Contact from now on'],
  [302, 'Moved Temporarily', '21.3.3', 'the callee is to be called at the address in Contact for this call'],
  [305, 'Use Proxy', '21.3.4', 'the call has to go by the proxy in Contact'],
  [380, 'Alternative Service', '21.3.5', 'the call cannot be made so, but in another way that the body tells'],
  [400, 'Bad Request', '21.4.1', 'the request is malformed and was not understood'],
  [401, 'Unauthorized', '21.4.2', 'a password is asked for by a registrar or an end, with a challenge'],
  [402, 'Payment Required', '21.4.3', 'kept for later use; some providers send it when the credit is used up'],
  [403, 'Forbidden', '21.4.4', 'the server understood the request and refuses it; sending it again will not help'],
  [404, 'Not Found', '21.4.5', 'nobody is known at this address, or the domain is not served here'],
  [405, 'Method Not Allowed', '21.4.6', 'this method cannot be used at this address; Allow lists those that can'],
  [406, 'Not Acceptable', '21.4.7', 'what the Accept headers allow cannot be given'],
  [407, 'Proxy Authentication Required', '21.4.8', 'a password is asked for by a proxy, with a challenge'],
  [408, 'Request Timeout', '21.4.9', 'no answer came in time, from the callee or from the next hop'],
  [410, 'Gone', '21.4.10', 'the callee was here and is no more, and no new address is known'],
  [
    412,
    'Conditional Request Failed',
    'RFC 3903',
    'the published state that is meant (SIP-If-Match) is not there any more',
  ],
  [413, 'Request Entity Too Large', '21.4.11', 'the body is longer than the server takes'],
  [414, 'Request-URI Too Long', '21.4.12', 'the Request-URI is longer than the server takes'],
  [
    415,
    'Unsupported Media Type',
    '21.4.13',
    'the server does not take a body of this kind; Accept lists what it takes',
  ],
  [416, 'Unsupported URI Scheme', '21.4.14', 'the server does not know this kind of URI (as tel: or sips:)'],
  [
    417,
    'Unknown Resource-Priority',
    'RFC 4412',
    'none of the priorities in Resource-Priority is known, and Require asks for one',
  ],
  [420, 'Bad Extension', '21.4.15', 'an extension that Require asks for is not known; Unsupported names it'],
  [
    421,
    'Extension Required',
    '21.4.16',
    'the server needs an extension that Supported does not list; Require names it',
  ],
  [
    422,
    'Session Interval Too Small',
    'RFC 4028',
    'the session timer is shorter than allowed; Min-SE says how long it has to be',
  ],
  [
    423,
    'Interval Too Brief',
    '21.4.17',
    'the registration would end too soon; Min-Expires says how long it has to last',
  ],
  [424, 'Bad Location Information', 'RFC 6442', 'the place of the caller that came along cannot be used'],
  [425, 'Bad Alert Message', 'RFC 8876', 'the alert that came along cannot be processed; AlertMsg-Error says why'],
  [428, 'Use Identity Header', 'RFC 8224, 6.2.2', 'a call without a signed caller (STIR) is not taken'],
  [429, 'Provide Referrer Identity', 'RFC 3892', 'who asked for the transfer has to be proved in Referred-By'],
  [430, 'Flow Failed', 'RFC 5626', 'the connection over which the phone registered is gone; another may work'],
  [433, 'Anonymity Disallowed', 'RFC 5079', 'the callee takes no anonymous calls'],
  [436, 'Bad Identity Info', 'RFC 8224, 6.2.2', 'the certificate of the signed caller (STIR) cannot be fetched'],
  [
    437,
    'Unsupported Credential',
    'RFC 8224, 6.2.2',
    'the certificate of the signed caller (STIR) is not trusted or not understood',
  ],
  [438, 'Invalid Identity Header', 'RFC 8224, 6.2.2', 'the signature of the caller (STIR) is wrong'],
  [
    439,
    'First Hop Lacks Outbound Support',
    'RFC 5626',
    'the first proxy does not keep connections open (outbound), which was asked for',
  ],
  [440, 'Max-Breadth Exceeded', 'RFC 5393', 'the call would fork into more branches than Max-Breadth allows'],
  [469, 'Bad Info Package', 'RFC 6086', 'this kind of INFO was not agreed on; Recv-Info lists those that are'],
  [470, 'Consent Needed', 'RFC 5360', 'the recipient has not allowed that; Permission-Missing names who has to'],
  [
    480,
    'Temporarily Unavailable',
    '21.4.18',
    'the callee cannot be reached now: not registered, no answer, or do not disturb',
  ],
  [481, 'Call/Transaction Does Not Exist', '21.4.19', 'the server knows no such call or transaction (any more)'],
  [482, 'Loop Detected', '21.4.20', 'the request has come by here before: it goes round in a circle'],
  [483, 'Too Many Hops', '21.4.21', 'the request went by more hops than Max-Forwards allows, mostly in a circle'],
  [484, 'Address Incomplete', '21.4.22', 'the number is too short; more digits are needed'],
  [485, 'Ambiguous', '21.4.23', 'the address may mean several people, whom the Contacts may list'],
  [486, 'Busy Here', '21.4.24', 'the callee is busy at this phone'],
  [487, 'Request Terminated', '21.4.25', 'the request was ended by a CANCEL or BYE before its answer'],
  [488, 'Not Acceptable Here', '21.4.26', 'the callee accepts none of the media that were offered, or not so'],
  [
    489,
    'Bad Event',
    'RFC 6665',
    'the server does not know this kind of subscription; Allow-Events lists those that it knows',
  ],
  [
    491,
    'Request Pending',
    '21.4.27',
    'both sides wanted to change the call at once; whoever gets this tries again a moment later',
  ],
  [493, 'Undecipherable', '21.4.28', 'the encrypted body (S/MIME) cannot be read'],
  [
    494,
    'Security Agreement Required',
    'RFC 3329',
    'a way to protect the signalling has to be agreed on first; Security-Server lists them',
  ],
  [
    500,
    'Server Internal Error',
    '21.5.1',
    'something went wrong within the server; Retry-After may say when to try again',
  ],
  [501, 'Not Implemented', '21.5.2', 'the server does not know this method at all'],
  [502, 'Bad Gateway', '21.5.3', 'the server behind this one gave an answer that cannot be used'],
  [503, 'Service Unavailable', '21.5.4', 'the server or its line is overloaded, out of circuits or out of service'],
  [504, 'Server Time-out', '21.5.5', 'a server that this one asked did not answer in time'],
  [505, 'Version Not Supported', '21.5.6', 'the server does not know this version of SIP'],
  [513, 'Message Too Large', '21.5.7', 'the message is longer than the server takes'],
  [555, 'Push Notification Service Not Supported', 'RFC 8599', 'the server cannot wake the phone by this push service'],
  [580, 'Precondition Failure', 'RFC 3312', 'a condition of the call, such as reserved bandwidth, cannot be met'],
  [600, 'Busy Everywhere', '21.6.1', 'the callee is busy at every phone'],
  [603, 'Decline', '21.6.2', 'the callee does not want to take the call'],
  [604, 'Does Not Exist Anywhere', '21.6.3', 'this callee exists nowhere'],
  [606, 'Not Acceptable', '21.6.4', 'the callee would talk, but not with these media, bandwidth or addresses'],
  [607, 'Unwanted', 'RFC 8197', 'the callee did not want this call, and takes the caller for spam'],
  [
    608,
    'Rejected',
    'RFC 8688',
    'a machine on the way rejected the call, mostly as spam; Call-Info may say whom to ask',
  ],
];

const STATUSES: ReadonlyMap<number, StatusWords> = new Map(
  ROWS.map(([status, phrase, source, meaning]) => {
    return [status, { phrase, meaning, source: source.startsWith('RFC') ? source : `RFC 3261, ${source}` }];
  }),
);
