/** How many calls a screen shows together: legs of one, or calls that were marked. */

/** `, one of 3 legs`, `, one of 2 here`; empty for a call by itself. `asked`: calls, without the legs that came along. */
export function oneOf(asked: number, shown: number): string {
  if (shown < 2) return '';
  return `, one of ${shown} ${asked === 1 ? 'legs' : 'here'}`;
}
