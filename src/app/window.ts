/** Which part of something long is asked for: the page that is shown and one page more on either side. */

export interface Window {
  top: number;
  rows: number;
}

/**
 * The window to hold while lines [top, top + page) are shown. The held one stays as long as half a page is left around
 * what is shown, so that most steps of the cursor ask nothing.
 */
export function windowAround(held: Window | null, top: number, page: number, total: number): Window {
  const margin = Math.floor(page / 2);
  const needFrom = Math.max(0, top - margin);
  const needTo = Math.min(total, top + page + margin);
  const large = held !== null && held.rows > page * 6;
  if (held !== null && !large && held.top <= needFrom && held.top + held.rows >= needTo) return held;
  return { top: Math.max(0, top - page), rows: page * 3 };
}

/** The first line shown, moved no farther than needed for the cursor to be in sight, and not beyond the end. */
export function topFor(cursor: number, top: number, page: number, total: number): number {
  const seen = cursor < top ? cursor : cursor >= top + page ? cursor - page + 1 : top;
  return clamp(seen, 0, Math.max(0, total - page));
}

export function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, value));
}
