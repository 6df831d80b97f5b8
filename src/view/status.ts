/** The line on top of the list, and the line above the key hints: what is going on, and what went wrong. */

import path from 'node:path';
import { countText, plural } from '../app/counts';
import type { FindingsScreen } from '../app/findings-screen';
import type { ListScreen } from '../app/list';
import { listTellsBelow } from '../app/list';
import type { Model } from '../app/model';
import type { StatisticsScreen } from '../app/statistics';
import type { StreamsScreen } from '../app/streams';
import { droppedOf, warningsOf } from '../app/warnings';
import type { InputStatus, LiveStatus, Status } from '../engine/protocol';
import { barLine, type Part, type Step } from './bar';
import type { Line, Span } from './cells';
import { bestKey } from './hints';
import { fittedLine, span } from './paint';
import { cutPath, cutText, textWidth } from './text';
import type { Theme } from './theme';
import { timesName } from './time-text';

/** `aside`: what else is to be said at the right, as by which column that cannot be seen the list is sorted. */
export function statusLine(list: ListScreen, model: Model, theme: Theme, aside: readonly string[] = []): Line {
  const right = [...aside.map((word) => mayGo(`  ${word}`, 'sort')), ...rightSteps(list, model)];
  return statusBar([], countSteps(list, model), right, model, theme);
}

/** The same on top of the list of streams. */
export function streamsStatusLine(
  { filter, snapshot }: StreamsScreen,
  model: Model,
  theme: Theme,
  aside: readonly string[],
): Line {
  const count = snapshot?.streams ?? 0;
  const all = `   ${plural(count, 'stream')}`;
  const shown = filter === '' ? [] : [mayGo(`${all}, ${countText(snapshot?.shown ?? 0)} shown`, 'shown')];
  const live = model.status?.live ?? null;
  const counts = [[...shown, mayGo(all, 'dialogs')], ...(live === null ? [] : [[always(`   ${droppedText(live)}`)]])];
  const right = [...aside.map((word) => mayGo(`  ${word}`, 'sort')), ...zoneSteps(model)];
  return statusBar([[always('Streams   ')]], counts, right, model, theme);
}

/** The same on top of the statistics: how many calls were counted, of how many. */
export function statisticsStatusLine({ snapshot }: StatisticsScreen, model: Model, theme: Theme): Line {
  const { counted = null, dialogs = 0, pending = true } = snapshot ?? {};
  const of = counted?.dialogs === dialogs ? '' : `${countText(counted?.dialogs ?? 0)} of `;
  const messages = counted === null ? '' : `, ${plural(counted.messages, 'message')}`;
  const steps = [mayGo(`   ${of}${plural(dialogs, 'dialog')}${messages}`, 'shown'), mayGo('', 'dialogs')];
  const live = model.status?.live ?? null;
  const counts = [
    counted === null ? [] : steps,
    ...(pending ? [[always('   counting')]] : []),
    ...(live === null ? [] : [[always(`   ${droppedText(live)}`)]]),
  ];
  return statusBar([[always('Statistics   ')]], counts, zoneSteps(model), model, theme);
}

/** The same on top of the findings: how many calls have findings, and how far the counting is. */
export function findingsStatusLine({ snapshot }: FindingsScreen, model: Model, theme: Theme): Line {
  const { counted = null, pending = true } = snapshot ?? {};
  const { live = null, looking } = model.status ?? {};
  const affected = countText(counted?.affected ?? 0);
  const steps = [
    mayGo(`   findings in ${affected} of ${plural(counted?.dialogs ?? 0, 'dialog')}`, 'shown'),
    mayGo(`   ${affected} with findings`, 'dialogs'),
  ];
  const percent = looking?.findings == null ? '' : ` ${looking.findings.percent} %`;
  const counts = [
    counted === null ? [] : steps,
    ...(pending ? [[always(`   counting${percent}`)]] : []),
    ...(live === null ? [] : [[always(`   ${droppedText(live)}`)]]),
  ];
  return statusBar([[always('Findings   ')]], counts, zoneSteps(model), model, theme);
}

/** `first` stands before what is read or captured. */
function statusBar(first: Step[][], counts: Step[][], rightSteps: Step[], model: Model, theme: Theme): Line {
  const { live } = model.status ?? { live: null };
  const { statusLine: usual, statusName, statusMode, statusAlert } = theme.role;
  const alert = live !== null && droppedOf(live) > 0;
  const bar = alert ? statusAlert : usual;
  const left: Part[] = [
    { steps: [always(' sipladder')], style: alert ? bar : statusName },
    { steps: [always('  ')], style: bar },
    ...[...first, ...modeSteps(model)].map((steps) => ({ steps, style: alert ? bar : statusMode })),
    ...counts.map((steps) => ({ steps, style: bar })),
  ];
  const right: Part[] = rightSteps.map((step) => ({ steps: [step], style: bar }));
  return barLine(
    left,
    right.length === 0 ? [] : [...right, { steps: [mayGo(' ', 'zone')], style: bar }],
    model.columns,
    bar,
  );
}

/** One line about what happened or is wrong, above the key hints; nothing when all is well. */
export function belowLines(model: Model, theme: Theme): Line[] {
  if (!listTellsBelow(model)) return [];
  return [fittedLine(toldBelow(model, theme), model.columns)];
}

/** What gives way first on a narrow terminal, and so what is worth least. */
const GIVES_WAY = [
  ...(['zone', 'warnings', 'sort', 'missed', 'messages', 'bounds', 'shown'] as const),
  ...(['marks', 'devices', 'leftOut', 'dialogs'] as const),
];
type Worth = (typeof GIVES_WAY)[number];

function mayGo(text: string, worth: Worth): Step {
  return { text, worth: GIVES_WAY.indexOf(worth) };
}

function always(text: string): Step {
  return { text, worth: Number.POSITIVE_INFINITY };
}

/** `reading calls.pcap 43 % of 204 MB`, `calls.pcap`, `live eth0, eth1`; and whether it is paused. */
function modeSteps({ status, world }: Model): Step[][] {
  if (status === null) return [[always(world.files.length === 0 ? 'starting' : `opening ${filesText(world.files)}`)]];
  const pausedAs = status.replay === null ? pausedSteps(status.leftOut) : [always('   paused')];
  const paused = status.paused && status.phase !== 'done' ? [pausedAs] : [];
  const redacted = status.redacted ? [[always('   redacted')]] : [];
  if (status.live !== null) return [liveSteps(status.live, status.phase === 'done'), ...redacted, ...paused];
  const files = filesText(world.files);
  if (status.replay !== null)
    return [replaySteps(files, status.replay, status.phase === 'done'), ...redacted, ...paused];
  const read = status.phase === 'done' ? files : `reading ${files} ${progressText(status.inputs)}`;
  return [[always(read)], ...redacted, ...paused];
}

/** `calls.pcap, replay 4x 00:12:31 of 01:02:00`; the file gives way. */
function replaySteps(
  files: string,
  { speed, positionS, totalS }: NonNullable<Status['replay']>,
  ended: boolean,
): Step[] {
  if (ended) return [mayGo(`${files}, replay ended`, 'devices'), always('replay ended')];
  const total = totalS === null ? '' : ` of ${durationText(totalS)}`;
  const told = `replay ${speed}x ${durationText(positionS)}${total}`;
  return [mayGo(`${files}, ${told}`, 'devices'), always(told)];
}

/** `01:02:00`. */
function durationText(allSeconds: number): string {
  const seconds = Math.floor(allSeconds);
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return parts.map((part) => String(part).padStart(2, '0')).join(':');
}

function liveSteps({ devices }: LiveStatus, ended: boolean): Step[] {
  const [first = ''] = devices;
  const names = [devices.join(', '), ...(devices.length > 1 ? [`${first} and ${devices.length - 1} more`] : [])];
  const texts = names.map((name) => (ended ? `${name}, ended` : `live ${name}`));
  return [...texts.map((text) => mayGo(text, 'devices')), always(ended ? 'ended' : 'live')];
}

function pausedSteps(leftOut: number): Step[] {
  return [mayGo(`   paused, ${countText(leftOut)} left out`, 'leftOut'), always('   paused')];
}

/** What the capture has given so far, and what of it was lost. */
function countSteps(list: ListScreen, { status, control }: Model): Step[][] {
  if (status === null) return [];
  const { live, replay, evicted, refused, streamsEvicted, paused, leftOut, warnings } = status;
  const dialogs = `   ${plural(status.dialogs, 'dialog')}`;
  const filtered = list.snapshot !== null && list.filter !== '';
  const shown = filtered ? [mayGo(`${dialogs}, ${countText(list.snapshot!.shown)} shown`, 'shown')] : [];
  const steps = [
    [...shown, mayGo(dialogs, 'dialogs')],
    // Those that were let go count as well: they say nothing of the dialogs beside them.
    [mayGo(control.cleared ? '   cleared' : `   ${plural(status.messages, 'message')}`, 'messages')],
  ];
  if (live !== null) steps.push([always(`   ${droppedText(live)}`)]);
  if (replay !== null && replay.skippedS >= 1)
    steps.push([mayGo(`   ${durationText(replay.skippedS)} of silence cut`, 'missed')]);
  if (evicted > 0) steps.push([mayGo(`   ${countText(evicted)} evicted`, 'bounds')]);
  if (streamsEvicted > 0) steps.push([mayGo(`   ${plural(streamsEvicted, 'stream')} evicted`, 'bounds')]);
  if (refused > 0) steps.push([mayGo(`   ${countText(refused)} left out`, 'bounds')]);
  if (leftOut > 0 && !paused) steps.push([mayGo(`   ${countText(leftOut)} left out while paused`, 'missed')]);
  if (warnings.length > 0) steps.push([mayGo(`   ${plural(warnings.length, 'warning')}`, 'warnings')]);
  return steps;
}

/** Where nobody knows what was lost before it came to us, that is not passed over. */
function droppedText(live: LiveStatus): string {
  const known = live.counters.droppedByKernel !== null || live.counters.droppedByInterface !== null;
  return `${countText(droppedOf(live))} dropped${known ? '' : ' here'}`;
}

function rightSteps(list: ListScreen, model: Model): Step[] {
  const steps: Step[] = [];
  if (list.marks.size > 0) steps.push(mayGo(`  ${countText(list.marks.size)} marked`, 'marks'));
  if (list.follow) steps.push(mayGo('  follow', 'marks'));
  return [...steps, ...zoneSteps(model)];
}

function zoneSteps(model: Model): Step[] {
  const name = timesName(model);
  return name === '' ? [] : [mayGo(`  ${name}`, 'zone')];
}

function toldBelow(model: Model, theme: Theme): Span[] {
  const { status, notice } = model;
  if (status?.failure) return [span(` ${status.failure}`, theme.role.error)];
  if (notice !== null) return [span(cutPath(` ${notice}`, model.columns), theme.role.notice)];
  const warnings = warningsOf(model);
  const first = ` ! ${warnings[0]}`;
  const key = bestKey(model, 'list', 'help');
  const more = warnings.length > 1 ? ` (${warnings.length - 1} more: ${key})` : '';
  if (textWidth(first + more) <= model.columns) return [span(first, theme.role.warning), span(more, theme.role.text)];
  const whole = ` (${warnings.length > 1 ? `all ${warnings.length}` : 'whole'}: ${key})`;
  const room = model.columns - whole.length;
  return [span(cutText(cutPath(first, room), room), theme.role.warning), span(whole, theme.role.text)];
}

function filesText(files: readonly string[]): string {
  const first = files[0] === '-' ? 'standard input' : path.basename(files[0] ?? '');
  return files.length > 1 ? `${first} and ${files.length - 1} more` : first;
}

function progressText(inputs: readonly InputStatus[]): string {
  const consumed = inputs.reduce((sum, input) => sum + input.consumed, 0);
  const size = inputs.reduce<number | null>(
    (sum, one) => (sum === null || one.size === null ? null : sum + one.size),
    0,
  );
  if (size === null || size === 0) return sizeText(consumed);
  return `${Math.min(100, Math.floor((consumed * 100) / size))} % of ${sizeText(size)}`;
}

function sizeText(bytes: number): string {
  const units = ['bytes', 'KB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 0;
  for (; value >= 1000 && unit < units.length - 1; unit++) value /= 1000;
  return `${value < 10 && unit > 0 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
}
