/** The line below the status: which packets are captured, and what is written along. The filter is typed on it. */

import path from 'node:path';
import type { CaptureInput } from '../app/capture-filter';
import { countText, plural } from '../app/counts';
import { captureFilterOf, type ListScreen, listTellsCapture } from '../app/list';
import type { Model } from '../app/model';
import type { Status } from '../engine/protocol';
import type { Line } from './cells';
import { errorLine, inputSpans } from './input';
import { fittedLine, span, splitLine } from './paint';
import { cutMiddle, cutText, textWidth } from './text';
import type { Theme } from './theme';

/** None where everything is captured and nothing recorded. `cursor`: its cell, while the filter is typed. */
export function captureLines(list: ListScreen, model: Model, theme: Theme): { lines: Line[]; cursor: number | null } {
  if (!listTellsCapture(list, model)) return { lines: [], cursor: null };
  if (list.capture !== null) return typedLines(list.capture, model, theme);
  return { lines: [inForceLine(model.status!, model.columns, theme)], cursor: null };
}

/** `port 5060 + fragments, VLAN, tunnels`; empty where everything is taken. */
export function captureFilterText(status: Status): string {
  const { expression = '', widened = null } = captureFilterOf(status) ?? {};
  return widened === null ? expression : `${expression} ${widened}`;
}

const LABEL = ' Capture filter: ';

/** What the filter keeps of the line when both are long: its beginning tells more than the end of a file's name. */
const FILTER_SHARE = 0.4;

/** The filter at the left, the recording at the right, with as much of its name and figures as there is room for. */
function inForceLine(status: Status, width: number, theme: Theme): Line {
  const filter = captureFilterText(status);
  const texts = [...recordingTexts(status), ...leftOutTexts(status)];
  const style = status.recording?.trouble ? theme.role.warning : theme.role.text;
  const rest = filter === '' ? width - 1 : width - LABEL.length - textWidth(filter) - 3;
  const text = texts.find((one) => textWidth(one) <= rest) ?? texts.at(-1) ?? '';
  if (filter === '') return fittedLine([span(` ${text}`, style)], width);
  if (text === '') return fittedLine([span(LABEL, theme.role.filterLabel), span(filter, theme.role.text)], width);
  const room = width - LABEL.length - 3;
  const right = cutMiddle(text, room - Math.min(textWidth(filter), Math.floor(room * FILTER_SHARE)));
  const left = [span(LABEL, theme.role.filterLabel), span(cutText(filter, room - textWidth(right)), theme.role.text)];
  return splitLine(left, [span(`${right} `, style)], width);
}

/** From the longest to the shortest; none without a recording. */
function recordingTexts({ recording, phase }: Status): string[] {
  if (recording === null) return [];
  const word = phase === 'done' ? 'recorded' : 'recording';
  const name = path.basename(recording.path);
  const packets = plural(recording.packets, 'packet');
  return [`${word} ${recording.path}, ${packets}`, `${word} ${name}, ${packets}`, `${word} ${name}`];
}

/** Where nothing is recorded there is room to say how much of the files the filter leaves out. */
function leftOutTexts({ fileFilter, recording, packets }: Status): string[] {
  if (fileFilter === null || recording !== null) return [];
  const leftOut = countText(fileFilter.leftOut);
  return [`${leftOut} of ${plural(packets, 'packet')} left out`, `${leftOut} left out`];
}

function typedLines(input: CaptureInput, model: Model, theme: Theme): { lines: Line[]; cursor: number | null } {
  const { refusal, waiting } = input;
  const right = waiting ? [span('setting ... ', theme.role.dim)] : [];
  const room = Math.max(10, model.columns - LABEL.length - (waiting ? 13 : 1));
  const typed = inputSpans(input.line, room, theme.role.input);
  const lines = [splitLine([span(LABEL, theme.role.filterLabel), ...typed.spans], right, model.columns)];
  if (refusal !== null) {
    const at = refusal.at === null ? null : { offset: refusal.at, column: LABEL.length + typed.columnOf(refusal.at) };
    lines.push(errorLine(refusal.message, at, model.columns, theme));
  }
  return { lines, cursor: LABEL.length + typed.cursor };
}
