/**
 * The screen of the hosts of a ladder: names for them, their order, and which of them are hidden. It lies on the ladder
 * that it is about. Names go to the settings (hosts.aliases); order and hiding hold until the program ends.
 */

import { inOrder, type LadderHost } from '../ladder/arrangement';
import { renamed } from './host-aliases';
import { edited, type InputLine, inputLine, typed } from './input-line';
import type { ActionName } from './keymap';
import { nextColumns } from './ladder-columns';
import type { LadderScreen } from './ladder-screen';
import { bell, type Handler, type Key, type Model, noticed, pushed, type Turn, withTop } from './model';
import { moving } from './moving';
import { withSetting } from './setting-changes';
import { clamp, topFor } from './window';

export interface HostsScreen {
  name: 'hosts';
  cursor: number;
  top: number;
  /** The host to stand on, when it has moved or has another name. */
  select: string | null;
  /** Set while a name is typed; and why it cannot be that. */
  naming: { line: InputLine; refusal: string | null } | null;
}

export function openedHosts(_: LadderScreen, model: Model): Model {
  return pushed(model, { name: 'hosts', cursor: 0, top: 0, select: null, naming: null });
}

export const HOSTS_ACTIONS: Partial<Record<ActionName, Handler<HostsScreen>>> = {
  ...moving<HostsScreen>({
    cursor: ({ cursor }) => cursor,
    count: (_, model) => hostsOf(model).length,
    page: (_, model) => hostsPage(model),
    moved: hostsMoved,
  }),
  'rename-host': (screen, model) => {
    const host = selectedHost(screen, model);
    return host === null
      ? bell(model)
      : withTop(model, { ...screen, naming: { line: inputLine(host.name), refusal: null } });
  },
  'hide-host': hideOrShow,
  'move-host-left': (screen, model) => shifted(screen, model, -1),
  'move-host-right': (screen, model) => shifted(screen, model, 1),
  'merge-ports': (_, model) => nextColumns(model),
  'reset-hosts': (_, model) =>
    noticed({ ...model, hosts: { order: [], hidden: [] } }, 'All hosts are shown, in the order in which they come'),
};

/** Keys while a name is typed. */
export function hostsKey(screen: HostsScreen, model: Model, action: ActionName | null, key: Key): Model | Turn | null {
  const { naming } = screen;
  if (naming === null || action === 'quit' || action === 'suspend' || action === 'redraw') return null;
  if (action === 'cancel' || action === 'back') return withTop(model, { ...screen, naming: null });
  if (action === 'accept') return named(screen, naming.line.text.trim(), model);
  const line = edited(naming.line, action) ?? (action === null ? typed(naming.line, key) : null);
  return line === null ? null : withTop(model, { ...screen, naming: { line, refusal: null } });
}

export function hostsMoved(screen: HostsScreen, model: Model, line: number): Model {
  return withTop(model, { ...screen, cursor: line, select: null });
}

/** Within what there is, and on the host that was moved. */
export function hostsFitted(screen: HostsScreen, model: Model): HostsScreen {
  const hosts = hostsOf(model);
  const { select } = screen;
  const found = select === null ? -1 : hosts.findIndex(({ host, name }) => host === select || name === select);
  const cursor = clamp(found < 0 ? screen.cursor : found, 0, Math.max(0, hosts.length - 1));
  const top = topFor(cursor, screen.top, hostsPage(model), hosts.length);
  return cursor === screen.cursor && top === screen.top ? screen : { ...screen, cursor, top };
}

/** Lines of hosts: the title, the column titles, what is told of the selected one and the key hints are not theirs. */
export function hostsPage(model: Model): number {
  return Math.max(1, model.rows - 3 - HOSTS_DETAIL_ROWS);
}

/** A heading, two lines of ends, and what is typed. */
export const HOSTS_DETAIL_ROWS = 4;

/** Those of the ladder, as they are to stand: what the engine says of them may be older. */
export function hostsOf(model: Model): LadderHost[] {
  const hosts = ladderOf(model)?.snapshot?.hosts ?? [];
  const names = hosts.map(({ host }) => host);
  return inOrder(names, model.hosts.order).map((index) => {
    const host = hosts[index]!;
    return { ...host, hidden: isHidden(host, model) };
  });
}

export function selectedHost({ cursor }: HostsScreen, model: Model): LadderHost | null {
  return hostsOf(model)[cursor] ?? null;
}

function ladderOf({ stack }: Model): LadderScreen | null {
  const below = stack.findLast(({ name }) => name === 'ladder');
  return below?.name === 'ladder' ? below : null;
}

function isHidden({ host, name }: LadderHost, { hosts }: Model): boolean {
  return hosts.hidden.includes(host) || (name !== '' && hosts.hidden.includes(name));
}

function hideOrShow(screen: HostsScreen, model: Model): Model | Turn {
  const host = selectedHost(screen, model);
  if (host === null) return bell(model);
  const others = model.hosts.hidden.filter((one) => one !== host.host && one !== host.name);
  if (host.hidden) return { ...model, hosts: { ...model.hosts, hidden: others } };
  if (hostsOf(model).filter(({ hidden }) => !hidden).length < 2)
    return noticed(model, 'The last host that is shown stays: a ladder has one at least');
  return { ...model, hosts: { ...model.hosts, hidden: [...others, host.host] } };
}

/** To the next place where a shown host stands: past hidden ones nothing would be seen to move. */
function shifted(screen: HostsScreen, model: Model, step: 1 | -1): Model | Turn {
  const hosts = hostsOf(model);
  const host = selectedHost(screen, model);
  let to = screen.cursor + step;
  while (host?.hidden === false && hosts[to]?.hidden && hosts[to + step] !== undefined) to += step;
  if (host === null || hosts[to] === undefined) return bell(model);
  const names = hosts.map((one) => one.host);
  names.splice(to, 0, ...names.splice(screen.cursor, 1));
  const order = [...names, ...model.hosts.order.filter((one) => !names.includes(one))];
  const next = { ...model, hosts: { ...model.hosts, order } };
  return withTop(next, { ...screen, cursor: to, select: host.host });
}

function named(screen: HostsScreen, name: string, model: Model): Model | Turn {
  const host = selectedHost(screen, model);
  if (host === null) return bell(model);
  const done = { ...screen, naming: null };
  if (name === host.name) return withTop(model, done);
  if (/[,=]/.test(name)) {
    const refusal = 'A name has no comma and no =';
    return withTop(model, { ...screen, naming: { line: inputLine(name), refusal } });
  }
  const aliases = renamed(model.settings['hosts.aliases'], host, name);
  if (aliases === null)
    return noticed(withTop(model, done), 'That name is none of yours: it comes from the capture or from /etc/hosts');
  const { order, hidden } = model.hosts;
  // Which of the two it is known by from now on depends on what its column is.
  const also = (one: string) => (one === host.host && name !== '' ? [one, name] : [one]);
  const hosts = { order: order.flatMap(also), hidden: hidden.flatMap(also) };
  const next = { ...withTop(model, { ...done, select: name === '' ? null : name }), hosts };
  const turn = withSetting(next, 'hosts.aliases', aliases);
  return { ...turn, model: noticed(turn.model, toldText(host, name)) };
}

function toldText({ name: before, aliasOf }: LadderHost, name: string): string {
  if (name === '') return `${before} is no name of yours any more`;
  return before === '' ? `${aliasOf.join(', ')} is ${name} from now on` : `${before} is ${name} from now on`;
}
