/** Numbers as they are written on the screen: the same in every country, as what is shown in one is read in another. */

/** `12,940`. */
export function countText(count: number): string {
  return count.toLocaleString('en');
}

/** `1 call`, `2 calls`, `2 addresses`. */
export function plural(count: number, word: string): string {
  return `${countText(count)} ${word}${count === 1 ? '' : word.endsWith('s') ? 'es' : 's'}`;
}
