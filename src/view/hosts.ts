/** The screen of the hosts of a ladder, from its left column to its right one, and what is to be said of the selected one. */

import { plural } from '../app/counts';
import { HOSTS_DETAIL_ROWS, type HostsScreen, hostsOf, hostsPage, selectedHost } from '../app/hosts-screen';
import type { Model } from '../app/model';
import type { ColumnsBy, LadderHost } from '../ladder/arrangement';
import type { Line, ScreenContent } from './cells';
import { detailText } from './detail';
import { type Hint, hintLine } from './hints';
import { shortHost } from './host-text';
import { inputSpans } from './input';
import { blankLine, fittedLine, onLine, span, splitLine } from './paint';
import { cutMiddle, fitText, textWidth } from './text';
import type { Theme } from './theme';

export function hostsScreen(screen: HostsScreen, model: Model, theme: Theme): ScreenContent {
  const bar = theme.role.statusLine;
  const hosts = hostsOf(model);
  const hidden = hosts.filter((host) => host.hidden).length;
  const title = ` sipladder  Hosts of the ladder, from left to right: ${hosts.length}`;
  const told = hidden === 0 ? [] : [span(`, ${hidden} hidden`, theme.role.warning)];
  const columns = COLUMNS_TITLE[model.settings['ladder.columns']];
  const typing = typedLine(screen, model, theme);
  return {
    lines: [
      splitLine([span(title, theme.role.statusName), ...told], [span(`${columns} `, bar)], model.columns, bar),
      headLine(hosts, model, theme),
      ...bodyLines(screen, hosts, model, theme),
      ...detailLines(screen, model, theme),
      typing.line,
      hintLine(
        model,
        screen.naming === null ? 'hosts' : 'filter',
        screen.naming === null ? HINTS : NAMING_HINTS,
        theme,
      ),
    ],
    cursor: typing.cursor === null ? null : { column: typing.cursor, row: model.rows - 2 },
  };
}

const HINTS: readonly Hint[] = [
  ['rename-host', 'Name'],
  ['hide-host', 'Hide'],
  ['move-host-left', 'Move left'],
  ['move-host-right', 'Move right'],
  ['reset-hosts', 'Reset'],
  ['merge-ports', 'Columns'],
  ['help', 'Help'],
  ['back', 'Back'],
];

const NAMING_HINTS: readonly Hint[] = [
  ['accept', 'Use the name'],
  ['clear-input', 'Empty: no name'],
  ['cancel', 'Back'],
];

const COLUMNS_TITLE: Record<ColumnsBy, string> = {
  host: 'a column a host',
  port: 'a column a host and port',
  address: 'a column an address',
};

/** Cells before an address: where the cursor is, and whether the host is shown. */
const MARKS_WIDTH = 7;

/** As the longest addresses need, within reason. */
function labelWidth(hosts: readonly LadderHost[], model: Model): number {
  const longest = hosts.reduce((most, { label }) => Math.max(most, textWidth(label)), 10);
  return Math.min(longest, Math.floor((model.columns - MARKS_WIDTH) / 2));
}

function headLine(hosts: readonly LadderHost[], model: Model, { role }: Theme): Line {
  const text = `${' '.repeat(MARKS_WIDTH)}${fitText('Address', labelWidth(hosts, model))}  Name`;
  return fittedLine([span(text, role.columnTitle)], model.columns, role.columnTitle);
}

function bodyLines(screen: HostsScreen, hosts: readonly LadderHost[], model: Model, { role }: Theme): Line[] {
  const width = labelWidth(hosts, model);
  return Array.from({ length: hostsPage(model) }, (_, row) => {
    const index = screen.top + row;
    const host = hosts[index];
    if (host === undefined) return blankLine();
    const here = index === screen.cursor;
    const style = here ? role.cursorRow : host.hidden ? role.dim : role.text;
    const inside = host.behind === '' ? '' : `behind a NAT: ${host.behind}`;
    const name = [host.name, inside].filter((text) => text !== '').join('   ');
    const marks = ` ${here ? '>' : ' '} [${host.hidden ? ' ' : 'x'}] `;
    const text = `${marks}${fitText(shortHost(host.label, width), width)}  ${name}`;
    return onLine(fittedLine([span(text, style)], model.columns, style), index);
  });
}

/** The ends of the selected host. */
function detailLines(screen: HostsScreen, model: Model, theme: Theme): Line[] {
  const host = selectedHost(screen, model);
  const heading = host === null ? '' : ` ${host.name || host.label}: ${plural(host.ends, 'end')} of SIP`;
  const text = detailText(host?.seen.join(', ') ?? '', HOSTS_DETAIL_ROWS - 2, 3, model, theme);
  return [fittedLine([span(heading, theme.role.columnTitle)], model.columns, theme.role.columnTitle), ...text];
}

/** The name that is typed. */
function typedLine(screen: HostsScreen, model: Model, { role }: Theme): { line: Line; cursor: number | null } {
  const host = selectedHost(screen, model);
  if (screen.naming === null || host === null) return { line: blankLine(), cursor: null };
  const label = ` Name of ${cutMiddle(host.aliasOf.join(', '), Math.floor(model.columns / 2))}: `;
  const input = inputSpans(screen.naming.line, 31, role.input);
  const refusal = screen.naming.refusal === null ? '' : `  ${screen.naming.refusal}`;
  const spans = [span(label, role.filterLabel), ...input.spans, span(refusal, role.error)];
  return { line: fittedLine(spans, model.columns), cursor: textWidth(label) + input.cursor };
}
