/** What is said of a capture filter before anybody knows on which link type it will run. */

import { checkExpression } from '../../../src/capture/libpcap/filter';
import { FakeLibrary } from './fake-library';

const WIFI = 127;

function check(judge: FakeLibrary['judge'], expression: string) {
  const library = new FakeLibrary();
  library.judge = judge;
  const said = checkExpression(expression, library);
  expect(library.open.size).toBe(0);
  return said;
}

test('what Ethernet takes is good', () => {
  expect(check(() => null, 'port 5060')).toBeNull();
});

test('what other link types know is good, too', () => {
  const onWifi: FakeLibrary['judge'] = (_, linkType) => (linkType === WIFI ? null : 'type supported only on 802.11');
  expect(check(onWifi, 'type mgt')).toBeNull();
  expect(check(() => 'type supported only on 802.11', 'type mgt')?.message).toBe('type supported only on 802.11');
});

test('what is wrong on Ethernet is wrong, with the place', () => {
  const judge: FakeLibrary['judge'] = (expression, linkType) =>
    linkType === WIFI || !expression.includes('prot') ? null : 'syntax error';
  expect(check(judge, 'ip and prot 5060')).toEqual({ message: 'syntax error', at: 7 });
});
