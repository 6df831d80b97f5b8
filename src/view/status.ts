/** The line on top of the list, and the lines above the key hints: what is going on, and what went wrong. */

import path from 'node:path';
import type { ListScreen } from '../app/list';
import { listTellsBelow } from '../app/list';
import type { Model } from '../app/model';
import type { InputStatus, Status } from '../engine/protocol';
import type { Line, Span } from './cells';
import { bestKey } from './hints';
import { fittedLine, span, splitLine } from './paint';
import { cutText, textWidth } from './text';
import type { Theme } from './theme';

/** `12,940` in every country: what is shown in one is read in another. */
export function countText(count: number): string {
  return count.toLocaleString('en');
}

/** `1 call`, `2 calls`. */
export function plural(count: number, word: string): string {
  return `${countText(count)} ${word}${count === 1 ? '' : 's'}`;
}

/** `aside`: what else is to be said at the right, as by which column that cannot be seen the list is sorted. */
export function statusLine(list: ListScreen, model: Model, theme: Theme, aside: readonly string[] = []): Line {
  const { statusLine: bar, statusName, statusMode } = theme.role;
  const left = [span(' sipladder', statusName), span('  ', bar), span(modeText(model), statusMode)];
  if (model.status !== null) left.push(span(`   ${countsText(list, model.status)}`, bar));
  const right = [...aside, ...rightWords(list, model)].map((word) => span(`  ${word}`, bar));
  return splitLine(left, [...right, span(' ', bar)], model.columns, bar);
}

/** `reading calls.pcap 43 % of 204 MB`, `calls.pcap`. */
export function modeText(model: Model): string {
  const { status, world } = model;
  if (status === null) return `opening ${filesText(world.files)}`;
  if (status.phase === 'done') return filesText(world.files);
  return `reading ${filesText(world.files)} ${progressText(status.inputs)}`;
}

/** One line about what happened or is wrong, above the key hints; nothing when all is well. */
export function belowLines(model: Model, theme: Theme): Line[] {
  if (!listTellsBelow(model)) return [];
  return [fittedLine(toldBelow(model, theme), model.columns)];
}

function toldBelow(model: Model, theme: Theme): Span[] {
  const { status, notice, startNotices } = model;
  if (status?.failure) return [span(` ${status.failure}`, theme.role.error)];
  if (notice !== null) return [span(` ${notice}`, theme.role.notice)];
  const warnings = [...startNotices, ...(status?.warnings ?? [])];
  const first = ` ! ${warnings[0]}`;
  const key = bestKey(model, 'list', 'help');
  const more = warnings.length > 1 ? ` (${warnings.length - 1} more: ${key})` : '';
  if (textWidth(first + more) <= model.columns) return [span(first, theme.role.warning), span(more, theme.role.text)];
  const whole = ` (${warnings.length > 1 ? `all ${warnings.length}` : 'whole'}: ${key})`;
  return [span(cutText(first, model.columns - whole.length), theme.role.warning), span(whole, theme.role.text)];
}

function countsText(list: ListScreen, status: Status): string {
  const shown = list.snapshot !== null && list.filter !== '' ? `, ${countText(list.snapshot.shown)} shown` : '';
  const parts = [`${plural(status.dialogs, 'dialog')}${shown}`, plural(status.messages, 'message')];
  if (status.evicted > 0) parts.push(`${countText(status.evicted)} evicted`);
  if (status.refused > 0) parts.push(`${countText(status.refused)} left out`);
  if (status.warnings.length > 0) parts.push(plural(status.warnings.length, 'warning'));
  return parts.join('   ');
}

function rightWords(list: ListScreen, model: Model): string[] {
  const words: string[] = [];
  if (list.marks.size > 0) words.push(`${countText(list.marks.size)} marked`);
  if (list.follow) words.push('follow');
  if (model.world.clock.zone !== '') words.push(model.world.clock.zone);
  return words;
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
