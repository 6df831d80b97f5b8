/** What all files of the user's have in common that are JSON with comments: members, lines and faults in words. */

import { type Node, printParseErrorCode } from 'jsonc-parser';

/** Members of an object that are whole: one that is still being typed has no value. */
export function pairs(node: Node): [key: Node, value: Node][] {
  const whole: [Node, Node][] = [];
  for (const { children } of node.children ?? []) {
    if (children && children.length === 2) whole.push([children[0]!, children[1]!]);
  }
  return whole;
}

/** Counted from 1. */
export function lineOf(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line++;
  return line;
}

/** An error of parseTree(): `CommaExpected` as `comma expected`. */
export function syntaxText(error: number): string {
  return printParseErrorCode(error)
    .replace(/(?<=[a-z])(?=[A-Z])/g, ' ')
    .toLowerCase();
}

/** A value as it stands in a message: `"opne"`, `of type array`. */
export function valueShown(node: Node): string {
  return node.value === undefined ? `of type ${node.type}` : JSON.stringify(node.value);
}
