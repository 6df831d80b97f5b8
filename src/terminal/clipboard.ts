/**
 * A text to the clipboard of the terminal: OSC 52, which SSH passes on as any output (xterm's ctlseqs, "Manipulate
 * Selection Data"). tmux takes it itself, if its option set-clipboard is on; GNU screen passes on what stands in DCS
 * strings, which it takes only short ones of.
 */

type Environment = Record<string, string | undefined>;

export function clipboardSequence(text: string, env: Environment): string {
  const sequence = `\x1b]52;c;${Buffer.from(text).toString('base64')}\x07`;
  return inScreen(env) ? pieces(sequence).join('') : sequence;
}

/** tmux calls itself screen as well, and is known by its own variable. */
function inScreen({ STY, TMUX, TERM = '' }: Environment): boolean {
  return !TMUX && (STY !== undefined || /^screen/.test(TERM));
}

/** Below the 256 bytes that old versions of screen hold. */
const PIECE = 240;

function pieces(sequence: string): string[] {
  const count = Math.ceil(sequence.length / PIECE);
  return Array.from({ length: count }, (_, at) => `\x1bP${sequence.slice(at * PIECE, (at + 1) * PIECE)}\x1b\\`);
}
