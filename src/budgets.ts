/** Every bound on a queue, a cache or a slice, each with its reason. Imports nothing; all rooms may import it. */

// ------------------------------------------------------------------------------------------------- store

/** What captured data may take when --memory does not say: a small SBC has 2 GB, and this is a guest on it. */
export const DEFAULT_MEMORY_BYTES = 512 * 1024 * 1024;

/**
 * Messages of one transaction that a new one is compared with to know a retransmission: a chatty transaction has an
 * INVITE seven times, some provisionals and finals; more of them differing in their bytes is an attack.
 */
export const RETRANSMISSION_LOOK_BACK = 64;

/** Two sightings of the same bytes between the same ends within this time are one message seen twice. */
export const COPY_WINDOW_US = 1000;

/** RFC 3261 timers B and F (64 * T1): after this time without a response none is to be expected. */
export const TRANSACTION_TIMEOUT_US = 32_000_000;

/** When the store is full, this many of the oldest dialogs are looked at for one that is finished. */
export const EVICTION_LOOK_AHEAD = 256;

/** Bytes in a piece of the arena that holds packets which cannot be read again: few pieces, little waste each. */
export const ARENA_PIECE_BYTES = 1024 * 1024;

/**
 * What a dialog and a message take besides their text, measured as process memory over 1,000,000 rows: columns with
 * their spare capacity, the hash tables, string headers, transactions.
 */
export const DIALOG_OVERHEAD_BYTES = 420;
export const MESSAGE_OVERHEAD_BYTES = 130;

// ------------------------------------------------------------------------------------------------ engine

/** Work over frames or dialogs stops after this time to look for a query: a key is answered within 50 ms. */
export const SLICE_MS = 8;

/** The worker tells its status at most this often: a screen needs no more. */
export const STATUS_INTERVAL_MS = 100;

/** A list that is not sorted by index is sorted again at most this often while dialogs change. */
export const RESORT_INTERVAL_MS = 500;

// ------------------------------------------------------------------------------------------------ decode

/** Headers taken off one packet: the deepest real nesting (QinQ, MPLS, IPv6 with options, a tunnel, IP) needs 16. */
export const LAYERS_MAX = 32;

/** A start line of a fuzzer or of an encrypted URI has a few thousand bytes; a datagram cannot hold more than this. */
export const START_LINE_BYTES = 65_535;

/** Junk before a start line is a few bytes that a broken stack left over; each one looked at costs all other traffic. */
export const JUNK_BEFORE_START_LINE_BYTES = 64;
