/** A recording as a run has it: of packets as they come, or redacted, which are made anew. */

import type { CaptureInput } from '../capture/input';
import { Recorder, type RecorderOptions } from './recorder';
import { withoutReading } from './redact/redaction';

/** LINKTYPE_ value of packets that are made. */
const ETHERNET = 1;

/** Rejects with RecordError, one line. */
export function openRecorder(
  options: RecorderOptions,
  inputs: readonly CaptureInput[],
  redacted: boolean,
): Promise<Recorder> {
  if (!redacted) return Recorder.open(options, inputs);
  // Files keep their names, so as not to be written over; only of interfaces link types are known beforehand.
  const isLive = (input: CaptureInput) => 'linkTypes' in input;
  return Recorder.open(
    options,
    inputs.map((input) =>
      isLive(input) ? { ...withoutReading(input), linkTypes: [ETHERNET] } : withoutReading(input),
    ),
  );
}
