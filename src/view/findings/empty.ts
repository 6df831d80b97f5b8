/** Why there is no finding: nothing was counted yet, nothing was captured, or nothing is wrong. */

import { countText, plural } from '../../app/counts';
import type { FindingsScreen } from '../../app/findings-screen';
import { listOf, type Model } from '../../app/model';
import { bestKey } from '../hints';

export function emptyTexts({ snapshot, all }: FindingsScreen, model: Model): string[] {
  if (snapshot === null || snapshot.counted === null) return ['Counting ...'];
  const { counted, rules } = snapshot;
  if (counted.dialogs === 0 && counted.filter === '') return ['There are no calls to look at.'];
  const of = plural(counted.dialogs, 'call') + (counted.filter === '' ? '' : ' that the filter keeps');
  const looked = `Diagnosis looks for ${countText(rules)} kinds of problems: requests without answer, refused calls and registrations, codecs that do not agree, silence, loss and delay, addresses behind NAT, attacks.`;
  const meanwhile = model.status?.phase === 'done' ? '' : ' What comes is looked at, too.';
  const key = bestKey(model, 'findings', 'count-all');
  const others = !all && listOf(model).filter !== '' && key !== '' ? [`${key} looks at all calls.`] : [];
  return [`Nothing was found in ${of}.${meanwhile}`, looked, ...others];
}
