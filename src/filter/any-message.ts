/**
 * Conditions that hold for a dialog when some message of it meets them. Each message is judged once: a dialog of 10,000
 * messages that grows is not walked through again with every one of them.
 */

import type { Store } from '../store/store';
import type { Meaning, MessageTest, Verdict } from './meaning';
import type { Pace } from './pace';

export function anyMessage(passes: MessageTest): Meaning {
  return { verdict: rememberedVerdict(passes, null), marks: passes };
}

/** The same of messages that have to be read again, which takes as long as `pace` allows. */
export function anyMessageRead(passes: MessageTest, pace: Pace): Meaning {
  pace.reads = true;
  return { verdict: rememberedVerdict(passes, pace), marks: passes };
}

function rememberedVerdict(passes: MessageTest, pace: Pace | null): Verdict {
  const judged = new Judged();
  return (store, dialog) => {
    const { firstMessage, lastMessage } = store.dialogs.columns;
    const { next } = store.messages.columns;
    const reached = judged.reached(store, dialog);
    if (reached === MET) return true;
    if (reached === lastMessage[dialog]) return false;
    let row = (reached === 0 ? firstMessage[dialog] : next[reached - 1]) - 1;
    for (let last = reached - 1; row >= 0; last = row, row = next[row] - 1) {
      if (pace !== null && !pace.goesOn(store, row)) {
        judged.note(dialog, last + 1);
        return false;
      }
      if (!passes(store, row)) continue;
      judged.note(dialog, MET);
      return true;
    }
    judged.note(dialog, lastMessage[dialog]);
    return false;
  };
}

/** Some message has met it, and messages do not change. */
const MET = -1;

/** How far each dialog was judged: row + 1 of the message that was the last, or MET. */
class Judged {
  private generations = new Uint32Array(0);
  private messages = new Int32Array(0);

  /** 0 for a dialog that is new, also where its row was another's. */
  reached(store: Store, dialog: number): number {
    const { generation } = store.dialogs.columns;
    if (dialog >= this.messages.length) this.widen(Math.max(1024, store.dialogs.end * 2));
    if (this.generations[dialog] !== generation[dialog]) {
      this.generations[dialog] = generation[dialog];
      this.messages[dialog] = 0;
    }
    return this.messages[dialog];
  }

  note(dialog: number, reached: number): void {
    this.messages[dialog] = reached;
  }

  private widen(length: number): void {
    const { generations, messages } = this;
    this.generations = new Uint32Array(length);
    this.messages = new Int32Array(length);
    this.generations.set(generations);
    this.messages.set(messages);
  }
}
