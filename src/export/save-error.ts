/** Why a save came to nothing, one line that is told behind the file's name. */

export class SaveError extends Error {}

/** A capture is not what it was when it was read: what was read of it cannot be read again. */
export class SourceChangedError extends SaveError {
  constructor() {
    super('cannot be written whole: the capture has changed since it was read; nothing was written');
  }
}

/** Of what cannot be read again. */
export const NOT_KEPT = 'RTP was not kept: start with -r to keep it for saving, or read a file with -I';

/** A voice is somebody's, as a name is. */
export const SILENCED = 'a .wav is what was said, of which nothing is left when it is redacted';

/** An empty file would pass for a capture of nothing. */
export const NOTHING_TO_SAVE = 'there is nothing to save';
