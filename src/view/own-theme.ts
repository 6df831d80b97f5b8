/** A theme of the user's laid over the one that it extends. */

import type { OwnTheme } from '../app/own-theme';
import type { Style } from './cells';
import type { Theme } from './theme';

/** `styles` has the tables of a theme file; names that the base has not are those of methods and states. */
export function laidOver(base: Theme, { styles, series }: OwnTheme): Theme {
  const { roles = {}, methods = {}, states = {} } = styles;
  return {
    role: { ...base.role, ...(roles as Partial<Theme['role']>) },
    method: { ...base.method, ...methods },
    state: { ...base.state, ...states },
    series: series === null ? base.series : ([...series] as Style[]),
  };
}
