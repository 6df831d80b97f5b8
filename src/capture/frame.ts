/**
 * One captured packet, as every reader and every live interface hands it on. This is all that the decoder knows of
 * where packets come from.
 */

/**
 * Scratch: a reader fills the same Frame again and again, and its bytes stay valid only until the next one is asked
 * for. Who keeps a frame keeps a PacketRef.
 */
export interface Frame {
  /** Holds the captured bytes at [start, end). */
  bytes: Buffer;
  start: number;
  end: number;
  /** Bytes that the packet had on the wire; more than end - start where the capture was cut by its snap length. */
  wireLength: number;
  /** Time of capture: whole seconds since 1970 (UTC), and nanoseconds within the second. */
  seconds: number;
  nanos: number;
  /** LINKTYPE_ value of tcpdump.org/linktypes.html. */
  linkType: number;
  /** Which input it came from: an index into the inputs of the session. */
  input: number;
  /** Offset of bytes[start] in its input, after decompression. */
  position: number;
  /** True when the input cannot be read again at `position` (standard input, gzip, live). */
  volatile: boolean;
  /** Byte order of the file: some link layers have numbers in that of the machine which captured. */
  bigEndian: boolean;
}

/** Where a packet is to be found again. `bytes` is a copy of it where the input is volatile, else null. */
export interface PacketRef {
  seconds: number;
  nanos: number;
  wireLength: number;
  linkType: number;
  input: number;
  position: number;
  length: number;
  bytes: Buffer | null;
}

export function newFrame(): Frame {
  return {
    bytes: Buffer.alloc(0),
    start: 0,
    end: 0,
    wireLength: 0,
    seconds: 0,
    nanos: 0,
    linkType: 1,
    input: 0,
    position: 0,
    volatile: false,
    bigEndian: false,
  };
}

/** What `from` is of `to`: their bytes are the same ones. */
export function copyFrame(from: Frame, to: Frame): void {
  to.bytes = from.bytes;
  to.start = from.start;
  to.end = from.end;
  to.wireLength = from.wireLength;
  to.seconds = from.seconds;
  to.nanos = from.nanos;
  to.linkType = from.linkType;
  to.input = from.input;
  to.position = from.position;
  to.volatile = from.volatile;
  to.bigEndian = from.bigEndian;
}

export function packetRef(frame: Frame): PacketRef {
  return {
    seconds: frame.seconds,
    nanos: frame.nanos,
    wireLength: frame.wireLength,
    linkType: frame.linkType,
    input: frame.input,
    position: frame.position,
    length: frame.end - frame.start,
    bytes: frame.volatile ? Buffer.from(frame.bytes.subarray(frame.start, frame.end)) : null,
  };
}
