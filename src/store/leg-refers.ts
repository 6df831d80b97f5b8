/**
 * Calls that a REFER caused (RFC 3515): whoever it was sent to calls, within seconds, whom its Refer-To names. The NOTIFYs
 * that tell how that went belong to the dialog of the REFER anyway. Holds the REFERs of the last seconds.
 */

import { CAPTURE_DISORDER_US, LEG_REFER_MS, LEG_REFERS } from '../budgets';
import { parseUri } from '../decode/sip/uri';
import { referTarget } from './leg-headers';
import type { Store } from './store';

interface Refer {
  message: number;
  /** Row and id of its dialog. */
  dialog: number;
  id: number;
  timeUs: number;
  /** Address of the host that it was sent to. */
  host: string;
  target: Target;
}

/** Lower case. */
interface Target {
  user: string;
  host: string;
}

export class LegRefers {
  private refers: Refer[] = [];

  constructor(private readonly store: Store) {}

  clear(): void {
    this.refers = [];
  }

  /** A REFER; `head`: its start line and headers. */
  sent(message: number, head: string): void {
    const { store } = this;
    const target = referTarget(head);
    if (target === null) return;
    const m = store.messages.columns;
    const dialog = m.dialog[message] - 1;
    const timeUs = store.timeUs(message);
    this.refers = this.refers.filter((one) => timeUs - one.timeUs <= WINDOW_US).slice(-(LEG_REFERS - 1));
    this.refers.push({
      ...{ message, dialog, id: store.dialogId(dialog), timeUs },
      host: store.endpoints.get(m.destination[message]).address,
      target: targetOf(target.user, target.host),
    });
  }

  /** The REFER that a call comes of, whose first INVITE is `message`: its message and dialog; null without one. */
  causeOf(message: number): { message: number; dialog: number } | null {
    const { store, refers } = this;
    if (refers.length === 0) return null;
    const m = store.messages.columns;
    let wanted: Target | null = null;
    const from = store.endpoints.get(m.source[message]).address;
    const timeUs = store.timeUs(message);
    const found = refers.findLast((one) => {
      const after = timeUs - one.timeUs;
      if (one.host !== from || after > WINDOW_US || after < -CAPTURE_DISORDER_US) return false;
      wanted ??= this.askedFor(message);
      return isTarget(wanted, one.target) && store.dialogRow(one.id) === one.dialog;
    });
    return found ?? null;
  }

  /** The target of a request, by its request line. */
  private askedFor(message: number): Target {
    const { bytes, start, end } = this.store.bytesOf(message);
    const { user, host } = parseUri(/^\s*\S+ (\S+)/.exec(bytes.latin1Slice(start, end))?.[1] ?? '');
    return targetOf(user, host);
  }
}

const WINDOW_US = LEG_REFER_MS * 1000;

function targetOf(user: string, host: string): Target {
  return { user: user.toLowerCase(), host: host.toLowerCase() };
}

/** A B2BUA puts its own host in place of the one that was asked for. */
function isTarget(called: Target, wanted: Target): boolean {
  return called.user === wanted.user && (called.user !== '' || called.host === wanted.host);
}
