/** How the value of each SIP header is redacted. A header without a row is of unknown meaning. */

import {
  addresses,
  callId,
  callIds,
  contentType,
  credentials,
  features,
  identity,
  numbered,
  parameters,
  plain,
  text,
  unknown,
  type ValueKind,
  verbatim,
  via,
  warning,
} from './header-values';
import { blankText } from './values';

const KINDS = new Map<string, ValueKind>([
  ...rows(
    `from f to t contact m route record-route path service-route p-asserted-identity p-preferred-identity
    remote-party-id diversion cc-diversion refer-to r referred-by b history-info reply-to p-called-party-id
    p-associated-uri p-served-user alert-info call-info error-info identity-info n geolocation p-refused-uri-list
    p-profile-key feature-caps p-asserted-service x-contact p-user-database`,
    addresses,
  ),
  ...rows('via v', via),
  ...rows('call-id i', callId),
  ...rows('in-reply-to replaces join target-dialog session-id sip-etag sip-if-match same-session', callIds),
  ...rows(
    `authorization proxy-authorization www-authenticate proxy-authenticate authentication-info
    proxy-authentication-info`,
    credentials,
  ),
  ...rows('identity y', identity),
  ...rows('p-charging-vector p-charging-function-addresses', parameters),
  ...rows('user-agent server reason p-early-media x-asterisk-hangupcause x-disconnect-reason x-reason', text),
  ...rows('x-hangup-cause x-hangup-reason', text),
  ...rows(
    'ms-diagnostics ms-diagnostics-public ms-client-diagnostics x-remote-reason x-twilio-error x-disconnect-code',
    numbered,
  ),
  ...rows('warning', warning),
  ...rows(
    `cseq content-length l max-forwards expires min-expires rack rseq min-se timestamp retry-after
    x-asterisk-hangupcausecode`,
    verbatim,
  ),
  ...rows(
    `allow allow-events u supported k require proxy-require unsupported event o accept accept-encoding accept-language
    request-disposition d content-disposition content-encoding e
    content-language date mime-version priority privacy recv-info info-package subscription-state session-expires x
    refer-sub answer-mode priv-answer-mode security-client security-server security-verify p-media-authorization
    suppress-if-match flow-timer max-breadth resource-priority accept-resource-priority`,
    plain,
  ),
  ...rows('content-type c', contentType),
  ...rows('accept-contact a reject-contact j', features),
  ...rows('subject s organization', (value) => blankText(value)),
]);

function rows(names: string, kind: ValueKind): [string, ValueKind][] {
  return names.split(/\s+/).map((name) => [name, kind]);
}

/** Names that vendors give to headers with the Call-ID of another leg, or what stands for it. */
const CORRELATION = /call-?id|-cid$|correlat|session|u?guid|uuid|ucid|icid/i;

export function kindOf(name: string): ValueKind {
  return KINDS.get(name.toLowerCase()) ?? (CORRELATION.test(name) ? callIds : unknown);
}

/** Those that are for people wait until what the message names is known. */
export function isLate(kind: ValueKind): boolean {
  return kind === text || kind === numbered || kind === unknown || kind === plain || kind === warning;
}
