/**
 * The headers that are known, one a row: RFC 3261 section 20 and the extensions that phones, trunks and IMS cores send.
 * What their values must look like is in check.ts.
 */

/** `once`: a message may hold one. `list`: many, commas separate too. `lines`: many, but a comma belongs to the value. */
export type Occurs = 'once' | 'list' | 'lines';

export interface HeaderRule {
  /** As the RFC writes it. */
  name: string;
  /** Lower case; what parsed headers are known by. */
  key: string;
  occurs: Occurs;
  /** One letter, or empty. */
  compact: string;
}

/** The rule of a header by its key; undefined when it is unknown. */
export function headerRule(key: string): HeaderRule | undefined {
  return BY_KEY.get(key);
}

/** Key of a header name as written: lower case, compact forms in full. */
export function headerKey(name: string): string {
  const lower = name.toLowerCase();
  return lower.length === 1 ? (BY_COMPACT.get(lower) ?? lower) : lower;
}

const ROWS: [name: string, occurs: Occurs, compact?: string][] = [
  ['Accept', 'list'],
  ['Accept-Contact', 'list', 'a'],
  ['Accept-Encoding', 'list'],
  ['Accept-Language', 'list'],
  ['Accept-Resource-Priority', 'list'],
  ['Alert-Info', 'list'],
  ['Allow', 'list'],
  ['Allow-Events', 'list', 'u'],
  ['Answer-Mode', 'once'],
  ['Authentication-Info', 'lines'],
  ['Authorization', 'lines'],
  ['Call-ID', 'once', 'i'],
  ['Call-Info', 'list'],
  ['Contact', 'list', 'm'],
  ['Content-Disposition', 'once'],
  ['Content-Encoding', 'list', 'e'],
  ['Content-ID', 'once'],
  ['Content-Language', 'list'],
  ['Content-Length', 'once', 'l'],
  ['Content-Type', 'once', 'c'],
  ['CSeq', 'once'],
  ['Date', 'once'],
  ['Diversion', 'list'],
  ['Error-Info', 'list'],
  ['Event', 'once', 'o'],
  ['Expires', 'once'],
  ['Feature-Caps', 'list'],
  ['Flow-Timer', 'once'],
  ['From', 'once', 'f'],
  ['Geolocation', 'list'],
  ['Geolocation-Error', 'once'],
  ['Geolocation-Routing', 'once'],
  ['History-Info', 'list'],
  ['Identity', 'list', 'y'],
  ['Identity-Info', 'once', 'n'],
  ['In-Reply-To', 'list'],
  ['Info-Package', 'once'],
  ['Join', 'once'],
  ['Max-Breadth', 'once'],
  ['Max-Forwards', 'once'],
  ['MIME-Version', 'once'],
  ['Min-Expires', 'once'],
  ['Min-SE', 'once'],
  ['Organization', 'once'],
  ['P-Access-Network-Info', 'list'],
  ['P-Asserted-Identity', 'list'],
  ['P-Associated-URI', 'list'],
  ['P-Called-Party-ID', 'once'],
  ['P-Charging-Function-Addresses', 'once'],
  ['P-Charging-Vector', 'once'],
  ['P-Early-Media', 'once'],
  ['P-Preferred-Identity', 'list'],
  ['P-Visited-Network-ID', 'list'],
  ['Path', 'list'],
  ['Permission-Missing', 'list'],
  ['Priority', 'once'],
  ['Privacy', 'lines'],
  ['Proxy-Authenticate', 'lines'],
  ['Proxy-Authentication-Info', 'lines'],
  ['Proxy-Authorization', 'lines'],
  ['Proxy-Require', 'list'],
  ['RAck', 'once'],
  ['Reason', 'list'],
  ['Record-Route', 'list'],
  ['Recv-Info', 'list'],
  ['Refer-Sub', 'once'],
  ['Refer-To', 'once', 'r'],
  ['Referred-By', 'once', 'b'],
  ['Reject-Contact', 'list', 'j'],
  ['Remote-Party-ID', 'list'],
  ['Replaces', 'once'],
  ['Reply-To', 'once'],
  ['Request-Disposition', 'list', 'd'],
  ['Require', 'list'],
  ['Resource-Priority', 'list'],
  ['Retry-After', 'once'],
  ['Route', 'list'],
  ['RSeq', 'once'],
  ['Security-Client', 'list'],
  ['Security-Server', 'list'],
  ['Security-Verify', 'list'],
  ['Server', 'once'],
  ['Service-Route', 'list'],
  ['Session-Expires', 'once', 'x'],
  ['Session-ID', 'once'],
  ['SIP-ETag', 'once'],
  ['SIP-If-Match', 'once'],
  ['Subject', 'once', 's'],
  ['Subscription-State', 'once'],
  ['Supported', 'list', 'k'],
  ['Suppress-If-Match', 'once'],
  ['Target-Dialog', 'once'],
  ['Timestamp', 'once'],
  ['To', 'once', 't'],
  ['Unsupported', 'list'],
  ['User-Agent', 'once'],
  ['User-to-User', 'list'],
  ['Via', 'list', 'v'],
  ['Warning', 'list'],
  ['WWW-Authenticate', 'lines'],
];

/** All known headers, in the order of the alphabet. */
export const HEADERS: readonly HeaderRule[] = ROWS.map(([name, occurs, compact = '']) => {
  return { name, key: name.toLowerCase(), occurs, compact };
});

const BY_KEY = new Map(HEADERS.map((rule) => [rule.key, rule]));
const BY_COMPACT = new Map(HEADERS.filter((rule) => rule.compact !== '').map((rule) => [rule.compact, rule.key]));
