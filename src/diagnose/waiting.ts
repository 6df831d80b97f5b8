/**
 * Dialogs that are to be looked at again when the capture's time has come so far, or when it ends. Kept by seconds, so
 * that of many calls that wait only those of the second at hand are gone through.
 */

/** No capture goes on until then. */
export const UNTIL_END = Number.MAX_SAFE_INTEGER;

const SECOND_US = 1e6;

export class Waiting {
  /** By second: ids, and until when they wait, microseconds since 1970. */
  private readonly seconds = new Map<number, Map<number, number>>();
  private readonly times = new Map<number, number>();
  /** When somebody has to be looked at, or a second begins in which that is so. */
  nextUs = Number.POSITIVE_INFINITY;

  /** Infinite: it does not wait any more. */
  set(id: number, us: number): void {
    if (us === Number.POSITIVE_INFINITY && this.times.size === 0) return;
    const before = this.times.get(id);
    if (before === us) return;
    if (before !== undefined) this.forget(id, before);
    if (us === Number.POSITIVE_INFINITY) return;
    this.times.set(id, us);
    const second = Math.floor(us / SECOND_US);
    const ids = this.seconds.get(second);
    if (ids === undefined) this.seconds.set(second, new Map([[id, us]]));
    else ids.set(id, us);
    this.nextUs = Math.min(this.nextUs, us);
  }

  /** Calls `visit` with those whose time has come; they wait no longer. */
  take(nowUs: number, visit: (id: number) => void): void {
    this.nextUs = Number.POSITIVE_INFINITY;
    for (const [second, ids] of this.seconds) {
      if (second * SECOND_US > nowUs) this.nextUs = Math.min(this.nextUs, second * SECOND_US);
      else this.takeOf(ids, nowUs, visit);
      if (ids.size === 0) this.seconds.delete(second);
    }
  }

  private takeOf(ids: Map<number, number>, nowUs: number, visit: (id: number) => void): void {
    for (const [id, us] of ids) {
      if (us > nowUs) this.nextUs = Math.min(this.nextUs, us);
      else {
        ids.delete(id);
        this.times.delete(id);
        visit(id);
      }
    }
  }

  private forget(id: number, us: number): void {
    this.times.delete(id);
    const second = Math.floor(us / SECOND_US);
    const ids = this.seconds.get(second);
    ids?.delete(id);
    if (ids?.size === 0) this.seconds.delete(second);
  }
}
