/** The title of a ladder: the call of the selected row, and what is worth least gives way where there is no room. */

import { countText, plural } from '../../app/counts';
import { foundIn } from '../../app/findings-pane';
import { rowAt } from '../../app/ladder';
import { listOf } from '../../app/model';
import { clockOf } from '../../app/times';
import { MERGED_DIALOGS } from '../../budgets';
import type { LadderTitle } from '../../engine/protocol';
import { spanText } from '../../ladder/times';
import { barLine, type Part, type Step } from '../bar';
import { oneOf } from '../call-text';
import type { Line } from '../cells';
import { findingStyle, SIGNS } from '../finding-sign';
import { markText } from '../mark-text';
import { fittedLine } from '../paint';
import { replayText } from '../replay-text';
import type { Sheet } from './sheet';

export function titleLine(sheet: Sheet): Line {
  const { ladder, snapshot, model, theme } = sheet;
  const { statusLine: bar, statusName, warning } = theme.role;
  const row = rowAt(ladder, ladder.cursor);
  const title = snapshot.titles[row?.dialog ?? 0] ?? snapshot.titles[0];
  if (title === undefined) return fittedLine([], model.columns, bar);
  const { timeUs } = row ?? snapshot.rows[0] ?? { timeUs: null };
  const name = `Call ${countText(title.index)}`;
  const leftOut = snapshot.leftOut === 0 ? '' : `${plural(snapshot.leftOut, 'arrow')} of hidden hosts`;
  const left: Part[] = [
    { steps: [step(` ${name}${ofWhat(sheet, title)}`, 'all calls'), step(` ${name}`, 'always')], style: statusName },
    fact(warning, [leftOut, 'hidden']),
    fact(warning, [boundText(sheet), 'hidden']),
    fact(bar, [legsText(sheet), 'legs']),
    findingPart(sheet),
    fact(bar, [title.state, 'state']),
    fact(bar, [title.digits === '' ? '' : `DTMF ${title.digits}`, 'digits']),
    fact(bar, [timeUs === null ? '' : clockOf(model).dateText(timeUs), 'date']),
    fact(bar, [`${title.from} -> ${title.to}`, 'hosts'], [`${userOf(title.from)} -> ${userOf(title.to)}`, 'users']),
    fact(bar, [timesText(title), 'times']),
    fact(bar, [`Call-ID ${title.callId}`, 'Call-ID']),
  ];
  const mark = markText(model, row, ladder);
  const right: Part[] = [
    fact(statusName, [replayText(model), 'always']),
    fact(statusName, [mark, 'other call'], [mark.replace(' in another call', ''), 'always']),
    fact(bar, [row?.kind === 'message' ? `message ${countText(row.number)}` : '', 'number']),
  ];
  return barLine(left, [...right, { steps: [step(' ', 'end')], style: bar }], model.columns, bar);
}

/** What gives way first, and so what is worth least. */
const GIVES_WAY = [
  ...(['Call-ID', 'hosts', 'digits', 'end', 'number', 'date', 'times', 'other call', 'legs'] as const),
  ...(['hidden', 'finding', 'all calls', 'users', 'state', 'code'] as const),
];
type Worth = (typeof GIVES_WAY)[number] | 'always';

function step(text: string, worth: Worth): Step {
  return { text, worth: worth === 'always' ? Number.POSITIVE_INFINITY : GIVES_WAY.indexOf(worth) };
}

/** From the longest text to the shortest; one that is empty takes no room. */
function fact(style: Part['style'], ...steps: [text: string, worth: Worth][]): Part {
  return { steps: steps.map(([text, worth]) => step(text === '' ? '' : `   ${text}`, worth)), style };
}

/** How many there are in the list, or in this ladder. Where calls went, numbers run beyond what is left. */
function ofWhat({ ladder, snapshot, model }: Sheet, { index }: LadderTitle): string {
  const all = listOf(model).snapshot?.dialogs ?? 0;
  return oneOf(ladder.dialogs.length, snapshot.titles.length) || (index > all ? '' : ` of ${countText(all)}`);
}

/** The gravest finding, in its words or by its code, and how many more there are. */
function findingPart({ ladder, theme }: Sheet): Part {
  const found = foundIn(ladder);
  const [first] = found;
  if (first === undefined) return { steps: [step('', 'always')], style: theme.role.statusLine };
  const more = found.length === 1 ? '' : ` +${found.length - 1}`;
  const sign = SIGNS[first.severity];
  return fact(
    findingStyle(first.severity, theme),
    [`${sign} ${first.title}${more}`, 'finding'],
    [`${sign} ${first.code}${more}`, 'code'],
    [sign, 'always'],
  );
}

/** How the legs in this ladder are known. */
function legsText({ ladder: { dialogs }, snapshot: { legs } }: Sheet): string {
  if (legs === null || legs.length === 0) return '';
  return `${dialogs.length === 1 ? '' : 'legs '}by ${legs.join(', ')}`;
}

/** A call may have more legs than one ladder. */
function boundText({ snapshot: { legs, titles } }: Sheet): string {
  return legs === null || titles.length < MERGED_DIALOGS ? '' : `no more than ${MERGED_DIALOGS} legs are shown`;
}

function timesText({ setupMs, talkMs }: LadderTitle): string {
  const setup = setupMs === null ? [] : [`setup ${spanText(setupMs)}`];
  return [...setup, ...(talkMs === null ? [] : [`talk ${spanText(talkMs)}`])].join(', ');
}

/** `alice` of `alice@example.com`. */
function userOf(address: string): string {
  return address.replace(/(?<=.)@.*$/, '');
}
