/** The pages of docs/ that are made, by their names. */

import { keymapNames, loadKeymap } from '../keymap-files';
import { version } from '../version';
import { manPage } from './man-page';
import { reference } from './reference';

export function pages(): Record<string, string> {
  const names = ['default', ...keymapNames().filter((name) => name !== 'default')];
  const keymaps = names.map((name) => loadKeymap(name).keymap);
  return { 'reference.md': reference(keymaps), 'sipladder.1': manPage(version(), keymaps[0]!) };
}
