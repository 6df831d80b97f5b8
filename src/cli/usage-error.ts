/** What is wrong with the command line, for the user. */

/** Anything on the command line that cannot be meant: exit code 2. */
export class UsageError extends Error {
  /** `below`: lines that show where in what was given. */
  constructor(
    message: string,
    readonly below: readonly string[] = [],
  ) {
    super(message);
  }
}
