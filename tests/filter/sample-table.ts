/** The table of filters in tests/specs/filters/samples.md. */

import fs from 'node:fs';
import path from 'node:path';

export interface SampleRow {
  /** Name of the capture. */
  file: string;
  filter: string;
  /** `1 2 3`, `none`, `all`. */
  dialogs: string;
  /** Display filters of tshark with `∩`, `∪` and `¬`; empty without. */
  tshark: string;
}

const FILE = path.join(__dirname, '../specs/filters/samples.md');
const ROW = /^\| `` (.*?) `` \| ([a-z\d ]+) \| (?:`` (.*) ``)? ?\|$/;

export function sampleRows(): SampleRow[] {
  const rows: SampleRow[] = [];
  let file = '';
  for (const line of fs.readFileSync(FILE, 'utf8').split('\n')) {
    file = /^## (.*)$/.exec(line)?.[1] ?? file;
    const [, filter, dialogs, tshark = ''] = ROW.exec(line) ?? [];
    if (filter !== undefined) rows.push({ file, filter: plain(filter), dialogs, tshark: plain(tshark) });
  }
  return rows;
}

/** A bar within a cell is escaped. */
function plain(cell: string): string {
  return cell.replaceAll('\\|', '|');
}
