/** Whether the list shows the calls of a finding: then one goes back from it, and its filter is not the user's own. */

import type { FindingsScreen } from './findings-screen';
import type { ListScreen } from './list';

/** The findings from which the list came to its filter, and the filter before. */
export interface CameFrom {
  screen: FindingsScreen;
  before: string;
  used: string;
}

export function cameFromFindings(list: ListScreen): list is ListScreen & { from: CameFrom } {
  return list.from !== null && list.from.used === list.filter;
}

/** The filter that the user has set. */
export function ownFilter(list: ListScreen): string {
  return cameFromFindings(list) ? list.from.before : list.filter;
}
