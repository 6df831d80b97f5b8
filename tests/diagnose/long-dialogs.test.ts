/** How often a dialog of thousands of messages is looked at, and that nothing of it is missed. */

import type { Frame } from '../../src/capture/frame';
import { Decoder } from '../../src/decode/decoder';
import { EndpointTable } from '../../src/decode/endpoints';
import { Diagnosis } from '../../src/diagnose/diagnosis';
import type { Rule } from '../../src/diagnose/rule';
import { OPTIONS } from '../../src/diagnose/traits';
import { NO_LIMITS, Store } from '../../src/store/store';
import { framesOf, scenario } from '../store/scenario';

/** Finds every dialog that has an even number of messages. */
class Counting {
  looks = 0;
  readonly rule: Rule = {
    code: 'even',
    severity: 'notice',
    title: '',
    explanation: '',
    advice: '',
    needs: OPTIONS,
    judge: ({ messages }) => {
      this.looks++;
      return messages.length % 2 === 0 ? {} : null;
    },
  };
}

function pings(count: number): Frame[] {
  const lines = Array.from({ length: count }, (_, i) => `${i * 30} A > B OPTIONS c cseq=${i + 1} branch=p${i}`);
  return [...framesOf(scenario(lines.join('\n')))];
}

/** Looked at with each packet. */
function play(count: number): { counting: Counting; store: Store; diagnosis: Diagnosis } {
  const endpoints = new EndpointTable();
  const store = new Store(endpoints, [], NO_LIMITS);
  const counting = new Counting();
  const diagnosis = new Diagnosis(store, undefined, [counting.rule]);
  const decoder = new Decoder(store, endpoints);
  for (const frame of pings(count)) {
    decoder.frame(frame);
    diagnosis.settle();
  }
  return { counting, store, diagnosis };
}

test('a short one is looked at with each message', () => {
  expect(play(20).counting.looks).toBe(20);
});

test('a long one when it has grown by a part of its length', () => {
  const { counting, diagnosis } = play(3000);
  expect(counting.looks).toBeLessThan(120);
  expect(diagnosis.settled).toBe(true);
});

test('who asks is told of all that has come', () => {
  const { counting, diagnosis } = play(1001);
  expect(diagnosis.codes(0)).toEqual([]);
  const { looks } = counting;
  diagnosis.codes(0);
  expect(counting.looks).toBe(looks);
  expect(play(1002).diagnosis.codes(0)).toEqual(['even']);
});

test('at its end the capture is looked at whole', () => {
  const { store, diagnosis } = play(1002);
  store.end();
  diagnosis.settle();
  expect(store.dialogs.columns.gravity[0]).toBe(1);
});
