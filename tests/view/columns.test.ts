/** The columns of the calls: the table of fields, what can be chosen, and their titles and widths agree. */

import { ALL_COLUMNS } from '../../src/app/column-choice';
import { FIELDS } from '../../src/filter/fields';
import { COLUMN_LAYOUT } from '../../src/view/call-list/columns';

test('every field can be chosen, and has a width', () => {
  const names = FIELDS.map(({ name }) => name).toSorted();
  expect([...ALL_COLUMNS.list].toSorted()).toEqual(names);
  expect(FIELDS.filter(({ name, title }) => COLUMN_LAYOUT[name]?.title !== title)).toEqual([]);
});
