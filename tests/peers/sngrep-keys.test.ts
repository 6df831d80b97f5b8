/** The same keys in sngrep and in sipladder with --keymap sngrep reach the same screens. */

import path from 'node:path';
import { MAIN, SAMPLES } from './peers';
import { Tmux } from './tmux';

const FILE = path.join(SAMPLES, 'mixed.pcapng');
/** The fifth call of the sample, a call with its challenge. */
const FIFTH = ['Down', 'Down', 'Down', 'Down'];

/** The keys, and what is on both screens after them. */
const STEPS: [what: string, keys: string[], sngrep: RegExp, own: RegExp][] = [
  ['help', ['F1'], /Call List Help/, /Help: Call list/],
  ['save', ['F2'], /Save capture/, /Save calls to a file/],
  ['extended flow', ['F4'], /Extended Call flow for d288ffb9/, /^ Call 1 of 28(?:.*\n)+.*No other leg/],
  ['raw', ['F6'], /^2026.*\nREGISTER sip:example/, /^ Raw text.*\n.*\n REGISTER sip:example/],
  ['filter form', ['F7'], /Filter options/, /Filter the calls/],
  ['settings', ['F8'], /Settings/, /^ sipladder {2}Settings/],
  ['columns', ['F10'], /Call List columns selection/, /Columns of the calls/],
  ['statistics', ['i'], /Stats Information/, /^ sipladder {2}Statistics/],
  ['the other order', ['z'], /\n.*] 28 +\w+.*\n(?:.*\n)*.*] 27 /, /\n> +28 .*\n +27 /],
  ['flow', [...FIFTH, 'Enter'], /Call flow for c26609a9/, /^ Call 5 of 28/],
  ['help of the flow', [...FIFTH, 'Enter', 'F1'], /Call Flow Help/, /Help: Ladder/],
  ['a message', [...FIFTH, 'Enter', 'Enter'], /^2026.*\nINVITE sip:bob/, /^ Message 17 .*\n\n INVITE sip:bob/],
  ['raw of a flow', [...FIFTH, 'Enter', 'F6'], /^2026.*\nINVITE sip:bob/, /^ Raw text.*\n.*\n INVITE sip:bob/],
  [
    'two messages side by side',
    [...FIFTH, 'Enter', 'Space', 'Down', 'Space'],
    /INVITE sip:bob.*│SIP\/2\.0 407/,
    /^ Message 17 and 18(?:.*\n)+?.*INVITE sip:bob\S* SIP\/2\.0 .*SIP\/2\.0 407/,
  ],
  ['SDP on the arrows', [...FIFTH, 'Enter', 'd'], /INV \(192\.0\.2\.11:16436\)/, /audio 192\.0\.2\.11:16436/],
  ['SDP by the function key', [...FIFTH, 'Enter', 'F2'], /INV \(192\.0\.2\.11:16436\)/, /audio 192\.0\.2\.11:16436/],
  ['save from the flow', [...FIFTH, 'Enter', 'S'], /Save capture/, /Save calls to a file/],
];

let terminal: Tmux;
// sngrep does not end when its terminal goes, and takes a processor from then on.
afterEach(() => terminal.kill());

/** Keys one after the other, as a person presses them: sngrep drops what comes while it draws. */
function played(command: string, keys: readonly string[], first: RegExp, last: RegExp): void {
  terminal = new Tmux(140, 40, command);
  terminal.see(first);
  for (const key of keys) {
    terminal.press(key);
    terminal.rest();
  }
  terminal.see(last);
}

describe.each(STEPS)('%s', (_, keys, sngrep, own) => {
  test('sngrep', () => {
    played(`sngrep -F -I ${FILE}`, keys, /Dialogs: 28/, sngrep);
  });

  test('sipladder', () => {
    played(`${process.execPath} ${MAIN} -F --keymap sngrep -I ${FILE}`, keys, /28 dialogs(?:.*\n)+.*REGISTER/, own);
  });
});
