/** What the columns of ladders are made of and how they are arranged: for all ladders of a session. */

import type { LadderShape } from '../engine/protocol';
import type { Arrangement, ColumnsBy } from '../ladder/arrangement';
import type { LadderScreen } from './ladder-screen';
import { type Model, noticed } from './model';
import { settingInForce } from './setting-changes';

/** What a ladder is asked for by: its answer fits the screen as long as this is the same. */
export function shapeOf({ dialogs, extended, media }: LadderScreen, { hosts, settings }: Model): LadderShape {
  const columnsBy = settings['ladder.columns'];
  const shape = { dialogs: [...dialogs], columnsBy, media, order: hosts.order, hidden: hosts.hidden };
  return extended ? { ...shape, extended } : shape;
}

/** As a ladder that hides nothing and has no media: its rows are the messages. */
export function rawShape({ dialogs, extended }: { dialogs: readonly number[]; extended: boolean }): LadderShape {
  return { dialogs: [...dialogs], extended, columnsBy: 'port', order: [], hidden: [], media: false };
}

export function sameShape(a: LadderShape, b: LadderShape): boolean {
  if (a.extended !== b.extended || a.columnsBy !== b.columnsBy || a.media !== b.media) return false;
  return sameHosts(a.order, b.order) && sameHosts(a.hidden, b.hidden);
}

/** Host, host and port, address, and round again; in all ladders until the program ends. */
export function nextColumns(model: Model): Model {
  const columnsBy = COLUMNS_NEXT[model.settings['ladder.columns']];
  const next = settingInForce(model, 'ladder.columns', columnsBy);
  const stack = next.stack.map((screen) =>
    screen.name === 'ladder' ? { ...screen, columnOffset: 0, columnsAt: null } : screen,
  );
  return noticed({ ...next, stack }, (model.settings.plain ? PLAIN_TOLD : COLUMNS_TOLD)[columnsBy]);
}

const COLUMNS_NEXT: Record<ColumnsBy, ColumnsBy> = { host: 'port', port: 'address', address: 'host' };

const COLUMNS_TOLD: Record<ColumnsBy, string> = {
  host: 'A column for each host: the addresses of a name, and the ports of a client, stand together',
  port: 'A column for each host and port',
  address: 'A column for each address, with all its ports',
};

/** A plain ladder names what would be columns in its first line. */
const PLAIN_TOLD: Record<ColumnsBy, string> = {
  host: 'Named above: each host; the addresses of a name, and the ports of a client, are one',
  port: 'Named above: each host and port',
  address: 'Named above: each address, with all its ports',
};

function sameHosts(a: Arrangement['order'], b: Arrangement['order']): boolean {
  return a.length === b.length && a.every((host, index) => host === b[index]);
}
