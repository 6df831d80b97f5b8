/**
 * How long a regex may take at the worst, by its form: a backtracking engine tries a text's characters once for each
 * quantifier that can take them, and endlessly where quantifiers stand in each other.
 */

export interface RegexCost {
  /** Quantifiers, each of which may try as many ends as a line has characters; or the text, where it can take line breaks. */
  withinLine: number;
  withinText: number;
  /** What alternatives multiply to. */
  choices: number;
  /** Choices within a quantifier: exponential. */
  nested: boolean;
}

interface Group {
  /** A quantifier or an alternative stands in it. */
  chooses: boolean;
  takesBreaks: boolean;
}

const EXACT = /^\{(\d+)(?:,\1)?\}/;
const QUANTIFIER = /^(?:[*+?]|\{\d+(?:,\d*)?\})\??/;
const CLASS = /^\[(?:\\.|[^\]\\])*\]/s;
/** What a class or escape holds that can take a line break: a negation, white space, or the break itself. */
const BREAKS = /^\[\^|\\[snrDWPux0]|\n/;

/** Of a valid regex, without its slashes. */
export function costOf(source: string, dotAll: boolean): RegexCost {
  const cost: RegexCost = { withinLine: 0, withinText: 0, choices: 1, nested: false };
  const groups: Group[] = [{ chooses: false, takesBreaks: false }];
  let atom: Group = groups[0];
  for (let at = 0; at < source.length; ) {
    const rest = source.slice(at, at + LOOK);
    const quantifier = QUANTIFIER.exec(rest)?.[0];
    const group = groups[groups.length - 1];
    if (quantifier !== undefined) quantify(cost, quantifier, atom, group);
    if (quantifier !== undefined) {
      at += quantifier.length;
      continue;
    }
    if (rest[0] === '|') {
      cost.choices *= 2;
      group.chooses = true;
      at++;
    } else if (rest[0] === '(') {
      groups.push({ chooses: false, takesBreaks: false });
      at += /^\(\?(?:<?[=!]|:|<[^>]*>)/.exec(rest)?.[0].length ?? 1;
    } else if (rest[0] === ')') {
      atom = groups.length > 1 ? (groups.pop() as Group) : group;
      const outer = groups[groups.length - 1];
      outer.chooses ||= atom.chooses;
      outer.takesBreaks ||= atom.takesBreaks;
      at++;
    } else {
      const one = CLASS.exec(source.slice(at))?.[0] ?? (rest[0] === '\\' ? rest.slice(0, 2) : rest[0]);
      const takesBreaks = rest[0] === '.' ? dotAll : BREAKS.test(one);
      // A back-reference compares as much as its group took.
      if (/^\\[1-9k]/.test(one)) cost.withinText++;
      atom = { chooses: false, takesBreaks };
      group.takesBreaks ||= takesBreaks;
      at += one.length;
    }
  }
  return cost;
}

/** Longer than any quantifier or opening of a group that somebody writes. */
const LOOK = 64;

function quantify(cost: RegexCost, quantifier: string, atom: Group, group: Group): void {
  const exact = EXACT.exec(quantifier);
  // Choices that are made again and again multiply, also as often as a number says.
  if (exact !== null) {
    if (atom.chooses && Number(exact[1]) > 1) cost.nested = true;
    return;
  }
  group.chooses = true;
  if (quantifier[0] === '?') {
    cost.choices *= 2;
    return;
  }
  if (atom.chooses) cost.nested = true;
  if (atom.takesBreaks) cost.withinText++;
  else cost.withinLine++;
}

/** Steps over `text` at the most. */
export function stepsOver(text: string, cost: RegexCost): number {
  if (cost.nested) return 2 ** text.length;
  const within = text.length ** (1 + cost.withinText) * cost.choices;
  if (cost.withinLine === 0) return within;
  return within * longestLine(text) ** cost.withinLine;
}

function longestLine(text: string): number {
  let longest = 0;
  for (let at = 0; at < text.length; ) {
    const end = text.indexOf('\n', at);
    const next = end < 0 ? text.length : end;
    longest = Math.max(longest, next - at);
    at = next + 1;
  }
  return longest;
}
