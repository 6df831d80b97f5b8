/** The part of blessed 0.1.81 that blessed-terminal.ts uses; it comes without type definitions. */
declare module 'blessed' {
  type Handler = (...values: unknown[]) => void;
  type Row = [attribute: number, text: string][] & { dirty: boolean };

  interface BlessedProgram {
    cols: number;
    rows: number;
    cup(row: number, column: number): void;
    showCursor(): void;
    hideCursor(): void;
    /** Adds to what flush() writes. */
    _write(text: string): void;
    flush(): void;
  }

  interface BlessedScreen {
    readonly program: BlessedProgram;
    lines: Row[];
    tput: { colors: number; brokenACS: boolean };
    append(element: Element): void;
    alloc(): void;
    render(): void;
    enter(): void;
    leave(): void;
    destroy(): void;
  }

  export class Element {
    constructor(options: { screen: BlessedScreen });
    readonly screen: BlessedScreen;
    render(): void;
  }

  export function screen(options: {
    input: unknown;
    output: unknown;
    terminal: string;
    forceUnicode: boolean;
  }): BlessedScreen;

  /** Static members: the handlers that it puts on the process. */
  export const Screen: Record<string, Handler | undefined>;
  export const Program: Record<string, Handler | undefined>;
}
