/** The names of sngrep: what its settings and actions are here. What has no row is unknown to both. */

import type { ActionName } from './keymap';
import type { SettingName } from './settings';

/** A setting of ours, and its value as it is typed there; `null` for one of sngrep's values that changes nothing. */
export interface Meant {
  setting: SettingName;
  text(value: string): string | null;
}

/** What sngrep's setting is here, or why it has no meaning. */
export const SNGREP_SETTINGS: Readonly<Record<string, Meant | string>> = {
  background: { setting: 'theme', text: (value) => (value === 'light' ? 'light' : 'dark') },
  color: { setting: 'theme', text: (value) => (value === 'off' ? 'mono' : null) },
  colormode: { setting: 'ladder.colours', text: (value) => (value === 'callid' ? 'call-id' : value) },
  displayalias: same('list.names'),
  'capture.device': same('capture.device'),
  'capture.buffer': same('capture.buffer'),
  'capture.limit': same('capture.limit'),
  'capture.rotate': same('capture.rotate'),
  'capture.rtp': same('capture.rtp'),
  'sip.calls': same('capture.calls'),
  'sip.xcid': { setting: 'legs.headers', text: (value) => value.replaceAll('|', ',') },
  savepath: same('save.folder'),
  'sngrep.savepath': same('save.folder'),
  'cl.autoscroll': same('list.follow'),
  'filter.methods': { setting: 'list.filter', text: methodsFilter },
  'cl.scrollstep': same('list.scrollstep'),
  'cf.forceraw': same('ladder.preview'),
  'cf.sdpinfo': { setting: 'ladder.sdp', text: (value) => (value === 'compressed' ? 'first' : value) },
  'cf.deltatime': { setting: 'time.mode', text: (value) => (value === 'off' ? 'local' : 'delta') },
  'cf.media': { setting: 'ladder.media', text: (value) => (value === 'active' ? 'on' : value) },

  syntax: 'only the theme mono has no colours',
  'syntax.tag': 'tags are not coloured',
  'syntax.branch': 'branches are not coloured',
  hintkeyalt: 'a keymap says which key the hints name: the first of its action',
  exitprompt: 'the program is left without a question',
  'cl.noexitprompt': 'the program is left without a question',
  'cl.defexitbutton': 'the program is left without a question',
  aliasport: 'an alias with a port is of that port alone',
  telephone_event: 'digits are shown as they are',
  'capture.lookup': 'names come from /etc/hosts, the capture and aliases',
  'capture.outfile': 'a recording is asked for with -O',
  'capture.keyfile': 'TLS is not decrypted',
  'capture.tlsserver': 'TLS is not decrypted',
  'capture.storage': 'packets are kept in memory, or read again from their file',
  'capture.eep': 'HEP is not read',
  'sip.noincomplete': 'calls that began before the capture are shown, with ~ before their method',
  'cf.scrollstep': 'pages are as long as the screen',
  'cr.scrollstep': 'pages are as long as the screen',
  'cl.colorattr': 'methods and states have the colours of the theme',
  'cf.rawminwidth': 'the message beside a ladder takes what the ladder leaves',
  'cf.rawfixedwidth': 'the message beside a ladder takes what the ladder leaves',
  'cf.splitcallid': 'columns are hosts',
  'cf.highlight': 'the selected row has the colours of the theme',
  'cf.localhighlight': 'the selected row has the colours of the theme',
  'cf.onlymedia': 'a ladder shows its messages',
  'cr.nonascii': 'what cannot be shown stands as a symbol',
  'filter.payload': 'a filter is asked for with --filter',
};

/** Of all settings with such a beginning. */
export const SNGREP_BEGINNINGS: readonly [string, string][] = [['eep.', 'HEP is neither sent nor received']];

/** What sngrep's action is here, on every screen that has one of these. */
export const SNGREP_ACTIONS: Readonly<Record<string, readonly ActionName[] | string>> = {
  up: ['up'],
  down: ['down'],
  left: ['left'],
  right: ['right'],
  ppage: ['page-up'],
  npage: ['page-down'],
  hppage: ['half-page-up'],
  hnpage: ['half-page-down'],
  begin: ['first'],
  end: ['last'],
  pfield: ['previous-field'],
  nfield: ['next-field'],
  delete: ['delete-right'],
  backspace: ['delete-left'],
  clear: ['clear-input'],
  clearcalls: ['clear'],
  clearcallssoft: ['clear-hidden'],
  colormode: ['colour-mode'],
  pause: ['pause'],
  prevscreen: ['back'],
  help: ['help'],
  flow: ['open', 'open-call'],
  flowex: ['extended'],
  raw: ['raw-text'],
  stats: ['statistics'],
  columns: ['columns'],
  columnup: ['column-up'],
  columndown: ['column-down'],
  compress: ['merge-ports'],
  filters: ['filter-form'],
  settings: ['settings'],
  sdpinfo: ['sdp'],
  search: ['filter', 'search'],
  save: ['save'],
  select: ['mark', 'mark-message', 'tick', 'toggle-column'],
  confirm: ['confirm', 'accept'],
  togglemedia: ['media'],
  rawpreview: ['toggle-preview'],
  morerawpreview: ['split-wider'],
  lessrawpreview: ['split-narrower'],
  autoscroll: ['follow'],
  sortprev: ['sort-previous'],
  sortnext: ['sort-next'],
  sortswap: ['sort-reverse'],
  toggletime: ['times'],

  togglesyntax: 'only the theme mono has no colours',
  togglealias: 'names of hosts are settings',
  onlymedia: 'a ladder shows its messages',
  onlysdp: 'a filter finds messages with SDP',
  resetrawpreview: 'the message beside a ladder takes what the ladder leaves',
  hintalt: 'a keymap says which key the hints name: the first of its action',
};

/** Its names of columns; those that are not here have no column. */
export const SNGREP_COLUMNS: Readonly<Record<string, string>> = {
  index: 'index',
  sipfrom: 'from',
  sipfromuser: 'fromUser',
  sipto: 'to',
  siptouser: 'toUser',
  src: 'source',
  srchost: 'source',
  dst: 'destination',
  dsthost: 'destination',
  callid: 'callId',
  xcallid: 'xcallid',
  date: 'date',
  time: 'time',
  method: 'method',
  starting: 'method',
  transport: 'transport',
  msgcnt: 'messages',
  state: 'state',
  convdur: 'talk',
  totaldur: 'duration',
  reason: 'reason',
  warning: 'warning',
  contact: 'contact',
};

/** Its own default, all methods, is no filter. */
function methodsFilter(value: string): string | null {
  const methods = value
    .split(',')
    .map((method) => method.trim())
    .filter((method) => method !== '');
  return methods.length === 0 || methods.length >= ALL_METHODS ? null : `method ${methods.join(',')}`;
}

const ALL_METHODS = 10;

function same(setting: SettingName): Meant {
  return { setting, text: (value) => value };
}
