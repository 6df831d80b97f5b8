/** What stands at the cursor of a filter, and how a proposal is written there. `|` is the cursor. */

import { commonAt, namesAt, placeAt, writtenAt } from '../../src/filter/complete';
import { OF_DIALOGS, OF_STREAMS } from '../../src/filter/language';

function at(marked: string, language = OF_DIALOGS) {
  const cursor = marked.indexOf('|');
  return placeAt(marked.replace('|', ''), cursor, language);
}

/** `name met@0`, `value method inv@7`. */
function placeText(marked: string): string {
  const place = at(marked);
  if (place === null) return '-';
  const { kind, condition, typed, from, inList } = place;
  return `${kind}${condition === '' ? '' : ` ${condition}`} <${typed}>@${from}${inList ? ' list' : ''}`;
}

test.each([
  ['|', 'name <>@0'],
  ['met|', 'name <met>@0'],
  ['me|thod', 'name <me>@0'],
  ['method |', 'value method <>@7'],
  ['METHOD inv|', 'value method <inv>@7'],
  ['method INVITE |', 'name <>@14'],
  ['method INVITE st|', 'name <st>@14'],
  ['not (st|', 'name <st>@5'],
  ['state busy,rej|', 'value state <rej>@11 list'],
  ['state busy,|', 'value state <>@11 list'],
  ['from to|', 'value from <to>@5'],
  ['from to s|', 'name <s>@8'],
  ['from "a to|', 'value from <a to>@5'],
  ['from "a to" s|', 'name <s>@12'],
  ["reason 'Busy h|", 'value reason <Busy h>@7'],
  ['mos < |', 'value mos <>@6'],
  ['mos < 3 s|', 'name <s>@8'],
  ['mos<3 s|', 'name <s>@6'],
  ['@tr|', 'saved <@tr>@0'],
  ['from @tr|', 'value from <@tr>@5'],
  ['"two wo|', '-'],
  ['from "a"|', 'name <>@8'],
  ['header To ~ |', '-'],
  ['header To ~ al|', '-'],
  ['header To == al|', '-'],
  ['header To ~ al |', 'name <>@15'],
  ['header To |', 'name <>@10'],
])('%s', (marked, expected) => expect(placeText(marked)).toBe(expected));

test('names go on from what is typed, and words between conditions too', () => {
  const names = (marked: string, language = OF_DIALOGS) => namesAt(at(marked, language)!, language);
  expect(names('CO|')).toEqual(expect.arrayContaining(['code', 'codec']));
  expect(names('method INVITE an|')).toEqual(['and']);
  expect(names('kin|', OF_STREAMS)).toEqual(['kind']);
  const ownNames = [...OF_DIALOGS.conditions].flatMap(([name, one]) => (name === one.name ? [name] : []));
  expect(names('|')).toEqual(ownNames);
});

test.each([
  ['reason |', 'Busy', 'Busy'],
  ['reason |', 'Busy Here', '"Busy Here"'],
  ['reason "Bu|', 'Busy Here', '"Busy Here"'],
  ['reason |', 'say "no"', '"say \\"no\\""'],
  ['from |', '"', '"\\""'],
  ['from |', '<sip', '"<sip"'],
  ['from |', '@example.com', '"@example.com"'],
  ['from |', 'a,b', '"a,b"'],
  ['state busy,|', 'in-call', 'in-call'],
  ['reason busy,|', 'Not Found', null],
])('at %s the value %s is written %s', (marked, value, expected) =>
  expect(writtenAt(at(marked)!, value)).toBe(expected),
);

test.each([
  ['method in|', ['INVITE', 'INFO'], 'IN'],
  ['method x|', ['INVITE', 'INFO'], 'x'],
  ['method |', ['INVITE', 'ACK'], ''],
  ['reason "|', ['Busy', 'OK'], '"'],
  ['reason |', ['Busy Here', 'Busy Everywhere'], '"Busy '],
  ['reason "Bu|', ['Busy Here', 'Busy Everywhere'], '"Busy '],
  ['from example|', ['alice@example.com', 'alice@example.org'], 'example'],
  ['co|', ['code', 'codec'], 'code'],
])('at %s, %j have %s in common', (marked, values, expected) =>
  expect(commonAt(at(marked)!, values, marked.replace('|', ''))).toBe(expected),
);
