/** Why a save came to nothing, one line that is told behind the file's name. */

export class SaveError extends Error {}

/** A capture is not what it was when it was read: what was read of it cannot be read again. */
export class SourceChangedError extends SaveError {
  constructor() {
    super('cannot be written whole: the capture has changed since it was read; nothing was written');
  }
}
