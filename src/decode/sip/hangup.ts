/** Headers of vendors that say why a call ended or failed: what each holds, one a row. */

/**
 * `text`: words for people. `q850`: a cause of ITU-T Q.850. `number-text`: a number of the vendor's, a blank or `;` and
 * a text, as `reason="..."` or alone.
 */
export type HangupForm = 'text' | 'q850' | 'number-text';

export interface HangupHeader {
  /** As its vendor writes it. */
  name: string;
  /** Lower case. */
  key: string;
  form: HangupForm;
  /** Who sends it, and defines what it says. */
  source: string;
}

export function hangupHeader(key: string): HangupHeader | undefined {
  return BY_KEY.get(key);
}

const ROWS: [name: string, form: HangupForm, source: string][] = [
  ['X-Asterisk-HangupCause', 'text', 'Asterisk'],
  ['X-Asterisk-HangupCauseCode', 'q850', 'Asterisk'],
  ['ms-diagnostics', 'number-text', 'MS-OCER'],
  ['ms-diagnostics-public', 'number-text', 'MS-OCER'],
  ['ms-client-diagnostics', 'number-text', 'MS-OCER'],
  ['X-Remote-Reason', 'number-text', 'Microsoft'],
  ['X-Twilio-Error', 'number-text', 'Twilio'],
  ['X-Disconnect-Code', 'number-text', 'Voximplant'],
  ['X-Disconnect-Reason', 'text', 'Voximplant'],
  // Set in the flows of jambonz and of voice robots.
  ['X-Reason', 'text', 'the sender'],
  ['X-Hangup-Cause', 'text', 'the sender'],
  ['X-Hangup-Reason', 'text', 'the sender'],
];

export const HANGUP_HEADERS: readonly HangupHeader[] = ROWS.map(([name, form, source]) => {
  return { name, key: name.toLowerCase(), form, source };
});

const BY_KEY = new Map(HANGUP_HEADERS.map((row) => [row.key, row]));
