/** Conditions on the time of messages: `since` and `until`, which together ask for one message that lies between them. */

import type { Store } from '../store/store';
import { anyMessage } from './any-message';
import type { Meaning, Span } from './meaning';

/** True for a dialog that has a message in the span. */
export function inSpan(span: (beganUs: number) => Span): Meaning {
  let beganUs = Number.NaN;
  let { fromUs, toUs } = { fromUs: 0, toUs: 0 };
  const begin = (store: Store) => {
    if (store.beganUs === beganUs) return;
    ({ beganUs } = store);
    ({ fromUs, toUs } = span(beganUs));
  };
  const some = anyMessage((store, message) => {
    begin(store);
    const timeUs = store.timeUs(message);
    return timeUs >= fromUs && timeUs <= toUs;
  });
  const verdict: Meaning['verdict'] = (store, dialog) => {
    begin(store);
    return store.dialogs.columns.lastUs[dialog] >= fromUs && some.verdict(store, dialog);
  };
  return { verdict, marks: some.marks, span };
}

/** Those on time made one, as they stand side by side: a call before and after the span has no message in it. */
export function joinSpans(meanings: readonly Meaning[]): readonly Meaning[] {
  const spans = meanings.map(({ span }) => span).filter((span) => span !== undefined);
  if (spans.length < 2) return meanings;
  const both = inSpan((beganUs) => {
    const all = spans.map((span) => span(beganUs));
    return {
      fromUs: Math.max(...all.map(({ fromUs }) => fromUs)),
      toUs: Math.min(...all.map(({ toUs }) => toUs)),
    };
  });
  return [...meanings.filter(({ span }) => span === undefined), both];
}
