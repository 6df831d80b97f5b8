/** Words that say nothing of anybody, and stay: they are the same for all, and a diagnosis lives of them. */

/** Users, names and hosts that stand for nobody (RFC 3323, 4.1; RFC 3261, 20.20). */
const NOBODY = /^(anonymous|anonymous\.invalid|restricted|unavailable|unknown|private|localhost|-)$/i;

export function isPlainName(value: string): boolean {
  return NOBODY.test(value);
}

const PLAIN = new Set(
  `accept active agent all allow and answer answered application asterisk audio auth await basic busy call called caller
  cancel cause client closed confirmed created deactivated default destination device dialog digest disabled early
  enabled error event example expired false fax for forked freeswitch from full gateway header inactive incoming info
  init initiator internal invalid invite kamailio leg local localhost message method missing mode name near net no none
  normal not notify null off offer ok on open opensips options org originating other out outgoing partial pbx pending
  phone presence private probation proceeding proxy public publish recipient recvonly refer refreshed register
  registered rejected remote reply request response route rtp sdp sendonly sendrecv server service session sip sipp
  sips source state status subscribe support switch tcp tel telephone term terminated terminating test the timeout tls
  to trunk true trying type udp unknown unregistered update user version video voice warning with yes
  local-bye remote-bye`.split(/\s+/),
);

export function isPlainWord(value: string): boolean {
  return PLAIN.has(value.toLowerCase()) || /^\d{1,2}$/.test(value);
}
