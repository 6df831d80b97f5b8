/** Every bound on a queue, a cache or a slice, each with its reason. Imports nothing; all rooms may import it. */

// ----------------------------------------------------------------------------------------------- capture

/** Bytes of a file read at once: they are still in the processor's second-level cache when they are looked at. */
export const READ_BYTES = 128 * 1024;

/**
 * Messages whose scans wait for the store: 1.2 MB. It takes 64 at a time or so; the rest bridges the moments in which it
 * answers a screen or collects its garbage.
 */
export const SCANS_AHEAD = 16_384;

/** A file from this size on is worth a thread that scans ahead: half of it is read before that thread has begun. */
export const SCAN_AHEAD_LEAST_BYTES = 16 * 1024 * 1024;

/**
 * Bytes read around a packet that is asked for again: much where the next ones are found there, little where they stand apart,
 * as those of the calls of a busy server do. The least takes 3 us, the most 10.
 */
export const READ_BACK_BYTES = 64 * 1024;
export const READ_BACK_LEAST_BYTES = 4 * 1024;

/** Places of a file that are kept so: who walks over calls is at their beginnings, answers and ends at the same time. */
export const READ_BACK_PLACES = 4;

/** The longest packet that is believed, as in tcpdump and Wireshark: a longer one is a broken length. */
export const MAX_PACKET_BYTES = 262_144;

/** A block of pcapng that is looked into is held in memory as a whole. Wireshark has the same bound. */
export const MAX_BLOCK_BYTES = 16 * 1024 * 1024;

/** Addresses with a name that are kept of one input: an enterprise has thousands. */
export const MAX_NAMES = 65_536;

/** Warnings kept of one input: a broken file can give many. */
export const MAX_INPUT_WARNINGS = 20;

/**
 * The kernel's capture buffer of an interface when -B does not say: a second of a flood of 100,000 packets of 600
 * bytes, which is longer than anything that keeps the reading thread from emptying it. sngrep's 2 MB are 33 ms of it.
 */
export const CAPTURE_BUFFER_BYTES = 64 * 1024 * 1024;

/** Compressed bytes given to zlib at once. It makes a thousand times as many of them at most, and these wait. */
export const GZIP_INPUT_BYTES = 64 * 1024;

/** Bytes inflated in one go: with a quarter of it the way to zlib's thread and back takes as long as the work. */
export const GZIP_OUTPUT_BYTES = 256 * 1024;

/** getent may ask a directory server; a capture does not wait longer for one that is down, /etc/passwd then serves. */
export const USER_LOOKUP_MS = 5000;

// ------------------------------------------------------------------------------------------ live capture

/**
 * Bytes kept of a live packet: all that tcpdump keeps, too, so that nothing is cut. The longest are what network cards
 * and loopback have joined: 64 KB and headers, more where BIG TCP is on.
 */
export const LIVE_SNAP_BYTES = MAX_PACKET_BYTES;

/**
 * Packets taken from libpcap in one call. The memory that they are written to has room for as many of LIVE_SNAP_BYTES,
 * as libpcap drops in silence what does not fit: 17 MB of addresses, of which only what was ever written takes memory.
 * A call for 1000 costs as much a packet (0.08 us) as one for 64.
 */
export const LIVE_BATCH_PACKETS = 64;

/**
 * Batches taken at a time while more is there, each of which but the first waits for its turn: so the kernel's buffer is
 * emptied sixteen times as fast as packets are read, and a question is still answered within a millisecond.
 */
export const LIVE_BATCHES_AHEAD = 16;

/** What may wait so, in sizes of the kernel's buffer (-B): with it three seconds of a flood that is twice too fast. */
export const LIVE_BACKLOG_SHARE = 2;

/** The kernel hands on a block of packets that is not full after this time: a part of the 200 ms to the screen. */
export const LIVE_BLOCK_MS = 20;

/** An idle capture looks around after this time: for interfaces that are gone, and because a thread ends no sooner. */
export const LIVE_WAIT_MS = 250;

/** After stop() the last block is waited for so long: it comes within LIVE_BLOCK_MS. */
export const LIVE_LINGER_MS = 2 * LIVE_BLOCK_MS;

/** Drops are asked of the kernel at most this often, as a status tells them. */
export const LIVE_COUNTERS_MS = 100;

/** Interfaces named where one was asked for that is not there: a line's worth; hosts of containers have hundreds. */
export const LIVE_NAMED_DEVICES = 12;

/** Words of a capture filter in which the wrong one is looked for: libpcap takes seconds for some thousand words. */
export const FILTER_WORDS = 200;

/** Programs kept of a filter for files, one a link type and byte order: captures have one or two, broken ones any. */
export const FILTER_PROGRAMS = 64;

/**
 * What a pump (--capture-with cap) keeps for a reader that is slow: half a second of a flood of 60 MB/s. What comes
 * beyond it is dropped and counted; in the kernel's buffer it would be lost uncounted, as cap does not tell.
 */
export const PUMP_QUEUE_BYTES = 32 * 1024 * 1024;

/** A pump writes when so much waits, also while packets come without a pause: a hundred packets a call. */
export const PUMP_WRITE_BYTES = 64 * 1024;

/** A full pipe is tried again after this time: a reader that is awake empties one in less. */
export const PUMP_RETRY_MS = 2;

/** A pump tells at most this often how many packets it had to drop, as often as a screen looks. */
export const PUMP_TELL_MS = 100;

/** A pump that is told to end is killed after this time: its queue is read by then, and in a flood it hears nothing. */
export const PUMP_STOP_MS = 2000;

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

/**
 * The same request again within this time was not repeated by its sender, whose timers begin at 500 ms (RFC 3261, T1): a
 * switch mirrored it twice, or it was captured on both sides of a slow bridge.
 */
export const REPETITION_APART_US = 50_000;

/**
 * A call that is forwarded came in so long before at the most: phones ring for half a minute until a call goes on, few for
 * a whole one. Of a busy server the last calls are looked through only, as this is done for each call that was refused.
 */
export const FORWARDED_CALL_US = 60_000_000;
export const FORWARDED_CALLS_LOOKED_AT = 500;

/** Messages of a dialog that are read for private addresses: what a phone says in the first it says in all. */
export const PRIVATE_NAMES_LOOKED_AT = 12;

/** Who gets a request answers within this time, as senders expect who repeat it then (RFC 3261, T1). */
export const FIRST_ANSWER_US = 500_000;

/** Messages with problems that are looked through for one that lacks fragments and arrived: mostly the first one did. */
export const FRAGMENTED_LOOKED_AT = 1000;

/**
 * Who has credentials sends them within milliseconds of the challenge. Where that is lost, the request is repeated after 4 s
 * at the latest (RFC 3261, T2) and the challenge comes again.
 */
export const CREDENTIALS_WAIT_US = 5_000_000;

/** RFC 3261 timers B and F (64 * T1): after this time without a response none is to be expected. */
export const TRANSACTION_TIMEOUT_US = 32_000_000;

/** When the store is full, this many of the oldest dialogs are looked at for one that is finished. */
export const EVICTION_LOOK_AHEAD = 256;

/** As many of them at a time: a search that finds none costs less than the message that it is for. */
export const EVICTION_LOOKS = 8;

/** TLS connections listed, some 300 bytes each: nobody reads a longer list, and a live capture runs for months. */
export const TLS_CONNECTIONS = 20_000;

/** Connections of SIP whose closing is remembered, some 50 bytes each: those that a request still waits on are new. */
export const CLOSED_CONNECTIONS = 20_000;

/** Events read of one telephone-event packet: as a rule it holds one; a number dialled at once has some twelve digits. */
export const DIGITS_IN_PACKET = 16;

/** Bytes in a piece of the arena that holds packets which cannot be read again: few pieces, little waste each. */
export const ARENA_PIECE_BYTES = 256 * 1024;

/**
 * What a dialog and a message take besides its names and bytes, as process memory over the 200,000 dialogs of the
 * bench's flood says, rounded up: columns with their spare room, hash tables, transactions, the list.
 */
export const DIALOG_OVERHEAD_BYTES = 420;
export const MESSAGE_OVERHEAD_BYTES = 130;

/** What a stream takes, as process memory over 287,000 of them says: columns with spare room, indexes, ends, endpoints. */
export const STREAM_BYTES = 870;

/** And from its second second on its course: four values a slot. */
export const COURSE_BYTES = 700;

/** Slots of a stream's course over time: as many as are drawn side by side, and of a call of an hour two minutes each. */
export const COURSE_SLOTS = 48;

/** Digits kept of one stream: who dials more than that sends no digits. */
export const DIGITS_A_STREAM = 1024;

/** The same digit on another leg within this time was relayed: nobody presses a key twice as fast. */
export const RELAYED_DIGIT_MS = 100;

/** A digit in its table, with spare room. */
export const DIGIT_BYTES = 40;

/** An announced media line with its end, in the same way. */
export const MEDIA_LINE_BYTES = 150;

/** The part of the memory that streams may take: 150,000 of them in 512 MB, two each of as many calls as fit beside them. */
export const STREAM_MEMORY_SHARE = 1 / 2;

/**
 * Unsignalled RTP is a stream when so many packets in a row go between the same ends with the same SSRC and payload
 * type (or comfort noise), and with sequence numbers that advance: other traffic would have to hit 32 bits and a counter by chance.
 */
export const RTP_CONSISTENT_PACKETS = 4;

/** From one of them to the next the sequence number moves at most by this, as some get lost or overtake each other. */
export const RTP_CONSISTENT_STEP = 16;

/** Streams in the making. 20,000 streams that nobody announced may begin at once, and each needs its packets. */
export const RTP_CANDIDATES = 32_768;

/** Streams to an announced address that are believed at their first packet; a flood of SSRCs has to be consistent. */
export const RTP_BELIEVED_AT_ONCE = 64;

/** Streams looked at for the one that rests longest when there is no room: a few dozen find one of the idle half. */
export const STREAM_EVICTION_LOOKS = 32;

/** A stream that was silent for so long may be of a new call between the same ports: its SDP is looked for. */
export const RTP_RESUME_MS = 1000;

/** Media lines of one dialog: a call on hold that takes new ports each time has some dozen. */
export const MEDIA_LINES_A_DIALOG = 256;

/** Media lines of one address and port that are looked at: more calls than that do not share one at a time. */
export const MEDIA_LINE_LOOKS = 32;

/** Streams of one SSRC that RTCP from other ports is tried on: some tools give all their streams the same. */
export const RTCP_SSRC_LOOKS = 32;

/** What RTCP tells of a stream, its columns with spare room; CNAME, TOOL and reason come on top. */
export const RTCP_REPORTS_BYTES = 300;

/**
 * Reports on the quality of calls (RFC 6035) that are remembered, if the memory has VOICE_REPORT_SHARE for each: two of
 * each call of some hours. The messages themselves are kept as all others.
 */
export const VOICE_REPORTS = 65_536;
export const VOICE_REPORT_SHARE = 8192;

/** What one takes besides the Call-ID that it names, and the longest Call-ID that is taken: real ones have some 60. */
export const VOICE_REPORT_BYTES = 100;
export const VOICE_CALL_ID_BYTES = 512;

/** Reports of one call that a new one is compared with to know one that was sent on or sent again. */
export const VOICE_REPORT_LOOKS = 64;

/** Descriptions that wait to be read until media comes, and are then read at once: 2 ms of work. */
export const SDP_AT_ONCE = 256;

/** Lists of codecs that are told apart, by the length of their texts: a provider's phones have some hundred. */
export const CODEC_LIST_BYTES = 1024 * 1024;

/**
 * The part of the memory that packets of RTP may take which -r keeps of what cannot be read again: who asks for it wants
 * them. Of 512 MB that is a million packets of G.711: three hours of one call, ninety seconds of 120.
 */
export const RTP_KEPT_SHARE = 1 / 2;

/** They go in pieces of so much, the oldest first: some seconds of a busy SBC, and a part of the least memory. */
export const FRAME_RING_PIECE_BYTES = 512 * 1024;

/**
 * Legs of one call that are found together, and shown in one ladder: a call that was transferred a dozen times has as
 * many; more of them side by side cannot be read.
 */
export const LEGS_OF_CALL = 100;

/** A name that more dialogs share, and that is no Call-ID here, is no call's: some put the number of a customer there. */
export const LEG_SHARED_BY = 32;

/** Names kept of one dialog: two of each of its transfers. */
export const LEG_NAMES_A_DIALOG = 64;

/** The longest name of a leg that is taken: real Call-IDs have some 60 bytes. */
export const LEG_NAME_BYTES = 512;

/** Header names that may be set for the Call-ID of another leg. */
export const LEG_HEADERS = 32;

/** What a name that relates legs and a dialog that has it take, columns with spare room; its text comes on top. */
export const LEG_NAME_ROW_BYTES = 60;
export const LEG_LINK_BYTES = 50;

/** A B2BUA calls on within this time: it asks a database or a routing server first, and nobody waits longer in silence. */
export const LEG_GUESS_MS = 5000;

/** As many digits at the end make two numbers the same, whatever the prefix is: fewer are an extension's. */
export const LEG_NUMBER_DIGITS = 7;

/** Legs of the last seconds that one is compared with: the same number called by so many at once is a test of load. */
export const LEG_GUESS_LOOKS = 32;

/** Calls of the last seconds that a new one may be a leg of: 13,000 a second, some ten MB. The oldest are given up. */
export const LEG_GUESS_CALLS = 65_536;

/** INVITEs of a leg that are looked at for the hosts that it goes through: proxies between two B2BUAs are few. */
export const LEG_INVITE_LOOKS = 16;

/** Who is sent a REFER calls within this time: it may ask its user first. */
export const LEG_REFER_MS = 10_000;

/** REFERs of the last seconds that a new call may come of. */
export const LEG_REFERS = 256;

/** Calls whose answer is awaited, as the other half of their Session-ID stands in it; the oldest are given up. */
export const LEG_SESSIONS_AWAITED = 4096;

/** An answer waits so long for the legs of what was read so far: a file of 50,000 calls takes half a second. */
export const LEGS_WAIT_MS = 2000;

/** Messages read for legs between two looks at the clock: a fraction of a millisecond. */
export const LEGS_A_LOOK = 16;

// ------------------------------------------------------------------------------------------------ engine

/** Work over frames or dialogs stops after this time to look for a query: a key is answered within 50 ms. */
export const SLICE_MS = 8;

/** The worker tells its status at most this often: a screen needs no more. */
export const STATUS_INTERVAL_MS = 100;

/** A list that is not sorted by index is sorted again at most this often while dialogs change. */
export const RESORT_INTERVAL_MS = 500;

/**
 * Ends of a ladder of which a message or two are read again for what they say of themselves, some 50 us each, before the
 * ladder is shown: 50 ms. Nobody reads a ladder of more columns than these.
 */
export const LADDER_ENDS_READ = 500;

/** Ends of a host that are listed: what a screen has room for, and nobody looks through more. */
export const HOST_ENDS_SHOWN = 50;

/** Names and bytes that are taken of /etc/hosts: some people keep lists of blocked names in it, of megabytes. */
export const SYSTEM_HOSTS = 10_000;
export const SYSTEM_HOSTS_BYTES = 16 * 2 ** 20;

// -------------------------------------------------------------------------------------------- statistics

/** Statistics are counted again at most this often while somebody looks on and packets come: who reads needs a second. */
export const STATISTICS_INTERVAL_MS = 1000;

/** ... and rest this many times as long as the counting took: a large capture leaves the thread to its packets. */
export const STATISTICS_REST = 10;

/**
 * Addresses with findings that a screen lists, the gravest: who needs all of them saves them to a file. They are sent anew with
 * their sentences, half a kilobyte each, whenever something comes.
 */
export const FINDINGS_ADDRESSES = 200;

/** Responses that are read again to find the challenge which credentials answer; a call has few of 401 and 407. */
export const CHALLENGES_READ = 200;

/** Rows of a part of the statistics screen; whoever makes up methods fills no screen with them. */
export const STATISTICS_ROWS = 20;

/** Steps of time in which beginnings of calls are counted, at the most: as many as a wide screen has cells for. */
export const RATE_STEPS = 180;

// ------------------------------------------------------------------------------------------------ replay

/** A silence of a replay that would be waited for longer than this is cut short to REPLAY_REST_MS: nobody looks at nothing. */
export const REPLAY_SILENCE_MS = 10_000;
export const REPLAY_REST_MS = 1000;

// ------------------------------------------------------------------------------------------------ filter

/** Bytes of messages that a filter reads and looks through before a key is looked for: some 5 ms of work. */
export const FILTER_STEP_BYTES = 256 * 1024;

/**
 * Steps that a regex may take by its form before it runs under a time limit, which costs 0.3 ms a text: by V8's speed
 * these are 20 ms at the worst, and in nearly all texts far less.
 */
export const REGEX_STEPS = 20_000_000;

/** Bytes of names looked through at once where nothing was found before: 0.1 ms at the most, of which little is the call. */
export const SEARCH_AHEAD_BYTES = 64 * 1024;

/** Time for a regex on one text, where its form allows for more: one key's worth. */
export const REGEX_MS = 50;

/** Texts on which a regex may run out of time before it is not tried any more: half a second in all. */
export const REGEX_GIVEN_UP = 10;

/** Values proposed for a filter at once: more of them nobody looks through, but types another letter. */
export const COMPLETIONS = 50;

/** How long a capture is looked through for them: who waits for a proposal has gone on typing by then. */
export const COMPLETE_MS = 300;

/** Different values counted for one proposal: of a capture with a million callers those that come first must do. */
export const COMPLETE_DISTINCT = 20_000;

/** Ladders kept made: that of a screen, and that of the raw text or the search that lies over it. */
export const LADDERS_KEPT = 2;

/** Places marked in a message that was searched: a message of a megabyte may have one at every character. */
export const PLACES_FOUND = 2000;

/** Text of messages sent to a screen in one window: as a rule all that is asked for, some 40 messages of a kilobyte. */
export const RAW_WINDOW_BYTES = 1024 * 1024;

/** Messages of a ladder judged between two looks at the clock, when the next one that meets the filter is looked for. */
export const MATCHES_A_LOOK = 16;

/** What names of saved filters may stand for together: names that hold names grow quickly. */
export const EXPANDED_FILTER_LENGTH = 65_536;

// ------------------------------------------------------------------------------------------------ decode

/** Headers taken off one packet: the deepest real nesting (QinQ, MPLS, IPv6 with options, a tunnel, IP) needs 16. */
export const LAYERS_MAX = 32;

/** A start line of a fuzzer or of an encrypted URI has a few thousand bytes; a datagram cannot hold more than this. */
export const START_LINE_BYTES = 65_535;

/** Junk before a start line is a few bytes that a broken stack left over; each one looked at costs all other traffic. */
export const JUNK_BEFORE_START_LINE_BYTES = 64;

/** A message in a stream that is larger is none: its Content-Length lies or its head has no end. */
export const STREAM_MESSAGE_BYTES = 1024 * 1024;

/** In a stream the first line of every foreign protocol would be held until it ends: less patience than in a datagram. */
export const STREAM_START_LINE_BYTES = 8192;

/**
 * How far a direction is searched for a start line until its connection is given up: little where the opening was seen,
 * as the first line must be one; more where the capture begins in the middle, as a body may have to be passed.
 */
export const SEARCHED_BEGUN_BYTES = 512;
export const SEARCHED_BYTES = 32 * 1024;

/** Sequence numbers farther apart are of another connection between the same ports; windows are a few megabytes at most. */
export const TCP_WINDOW_BYTES = 16 * 1024 * 1024;

/** Segments and bytes kept of one direction while one before them is missing; a retransmission comes well before. */
export const TCP_EARLY_SEGMENTS = 64;
export const TCP_EARLY_BYTES = 256 * 1024;

/** What all connections may hold together of unfinished messages and early segments. */
export const TCP_HELD_BYTES = 64 * 1024 * 1024;

/** Buffers kept for the next message that spans segments, and their size, which nine messages of ten fit into. */
export const TCP_SPARES = 16;
export const TCP_SPARE_BYTES = 4096;

/** An unfinished message is shown as it is after this time: retransmissions come within seconds, users look by then. */
export const STREAM_WAIT_MS = 10_000;

/**
 * A gap that the receiver acknowledged is skipped after so many segments or so long: no retransmission can come, but
 * the capture may hand on the two directions a little out of order.
 */
export const GAP_PROVEN_SEGMENTS = 4;
export const GAP_PROVEN_MS = 200;

/** Connections remembered, some 700 bytes each; SBCs with more phones than that on TCP are cut into several boxes. */
export const TCP_CONNECTIONS = 65_536;

/** Without a packet for this long a connection is forgotten; RFC 5626 keeps live ones alive every two minutes. */
export const TCP_IDLE_MS = 3_600_000;

/** A ClientHello with a post-quantum key share has 2 KB. */
export const TLS_HELLO_BYTES = 65_536;

/** Datagrams in pieces at one time, what they may hold together, and frames noted for one of them. */
export const FRAGMENT_DATAGRAMS = 4096;
export const FRAGMENT_BYTES = 32 * 1024 * 1024;
export const FRAGMENT_REFS = 256;

/** RFC 8200, 4.5 gives fragments 60 s and Linux 30 s; a hole that is older is not filled. */
export const FRAGMENT_WAIT_MS = 30_000;

/** Directions of SCTP associations remembered; pieces kept of one, and bytes of all. */
export const SCTP_PATHS = 4096;
export const SCTP_PIECES = 256;
export const SCTP_HELD_BYTES = 16 * 1024 * 1024;

/** TSNs in which a repeated chunk is known: retransmissions come within a window of a few dozen chunks. */
export const SCTP_RECENT = 64;

/**
 * Rollovers of the sequence number that are tried where a stream of SRTP was not captured from its beginning or has a
 * hole: a day of speech. And packets in turn for which they are: where none of them fits, the key is another.
 */
export const SRTP_ROLLOVERS_TRIED = 64;
export const SRTP_PACKETS_TRIED = 8;

/** SSRCs with keys of their own for one a=crypto line: there is one, and another after a transfer. */
export const SRTP_STREAMS = 64;

// ------------------------------------------------------------------------------------------------ screen

/** Messages kept by the interface, so that going up and down a ladder does not ask again: some screens' worth. */
export const KEPT_MESSAGES = 128;

/**
 * Codes of one message that are told in words above it, and characters of each: messages have one to four, and what is longer
 * stands in the message itself.
 */
export const MEANINGS_TOLD = 12;
export const MEANING_LENGTH = 400;

/**
 * Lines, or words of a line, by which two messages may differ before they are taken to have nothing in common: beyond it
 * nobody reads a comparison, and the work grows with the square. 1000 take 20 ms.
 */
export const COMPARED_EDITS = 1000;

/** Pairs of lines that are weighed against each other within one difference: a body of 300 lines that is all new. */
export const COMPARED_PAIRS = 100_000;

/** Ids asked for at once when all calls are marked: a key that comes meanwhile waits a few milliseconds. */
export const MARKED_AT_ONCE = 4096;

/** Calls in one ladder: more of them side by side cannot be read. */
export const MERGED_DIALOGS = 100;

/** Filters and searches remembered: as far back as somebody presses a key. */
export const INPUT_HISTORY = 50;

/** Distinct clusters outside ASCII whose width is remembered: several scripts' worth, about 200 KB at the most. */
export const REMEMBERED_CLUSTERS = 4096;

/** Pauses and clears that wait for the one before: more of them are a key that is held down. */
export const ORDERS_AHEAD = 32;

// ------------------------------------------------------------------------------------------------ export

/** What was recorded (-O) is in its file after this time, also when nothing follows: who looks on waits no longer. */
export const RECORDER_FLUSH_MS = 200;

/** With so many bytes waiting a write is worth its while earlier. */
export const RECORDER_EARLY_BYTES = 256 * 1024;

/** Bytes of one write: a flood of SIP is some 60 MB/s, and a write is begun between two slices, so every 10 ms. */
export const RECORDER_WRITE_BYTES = 1024 * 1024;

/** Packets that wait for a disk, their objects counted in: some seconds of a flood, a minute of a busy SBC. */
export const RECORDER_QUEUE_BYTES = 16 * 1024 * 1024;

/** On plain screens what moves by itself is read out anew: this often it is bearable and still tells how far a file is. */
export const PLAIN_STATUS_MS = 3000;

/**
 * Bytes copied at once: as base64 they are less than 100,000 characters, which is what terminals with a bound (tmux, xterm,
 * iTerm2) take in one sequence. Longer ones are dropped by them without a word.
 */
export const CLIPBOARD_BYTES = 74_994;

/** A disk that is full is tried again after this time: somebody who makes room looks for the effect. */
export const RECORDER_RETRY_MS = 2000;

/** A write that takes longer is told as a disk that does not answer. */
export const RECORDER_STALL_MS = 5000;

/** How long the last writing may take at the end: less than the patience with the worker, so that files get closed. */
export const RECORDER_CLOSE_MS = 2000;

/**
 * Packets of each input that are known to be recorded: two messages that share one end within a few hundred packets,
 * also where a long one comes in fragments.
 */
export const RECORDER_SEEN_PACKETS = 4096;

/** Frames looked through in one go for the media of a save: less than a millisecond of work, and one promise. */
export const MEDIA_FRAMES_AT_ONCE = 512;

/**
 * Packets of media that wait in a save for an earlier one: a packet in fragments is complete after others began, and
 * the queues of a network card overtake each other.
 */
export const SAVE_REORDER_PACKETS = 64;

/** How far captures are out of order by time: what the queues of a network card make of it. */
export const CAPTURE_DISORDER_US = 10_000;

/** RFC 3550, 6.2: reports are five seconds apart as a rule, and the last one follows on the end of a call. */
export const RTCP_AROUND_CALL_US = 5_000_000;

/** Samples a second that a sound card may have; an rtpmap may say any number, and memory goes by it. */
export const AUDIO_RATE_MAX = 192_000;

/** SSRCs of one save that are put together at a time; each holds some packets. A call has two, and more when it moves. */
export const AUDIO_SOURCES = 16;

/** Packets that wait for one before them, a power of two: more than a second of speech. */
export const AUDIO_REORDER_PACKETS = 64;

/** A packet that is missing comes within this time or is of no use to anybody. */
export const AUDIO_REORDER_MS = 500;

/** Packets looked at before the first one is played: the beginning may be out of order as well. */
export const AUDIO_START_PACKETS = 4;

/**
 * Where timestamps and arrival differ by more, timestamps are not believed: no network and no telephone holds speech
 * so long, but clocks jump when a call is held, moved or recorded.
 */
export const AUDIO_JUMP_MS = 2000;

/** Samples are handed on after this time: what comes later than a jump and a missing packet finds no place any more. */
export const AUDIO_SETTLE_MS = AUDIO_JUMP_MS + AUDIO_REORDER_MS + 500;

/** Samples handed on at once: few calls a minute of audio, little memory. */
export const AUDIO_PIECE_MS = 1000;

/** How far audio may run ahead of its arrival: twice a jump. A flood of packets has more samples than time. */
export const AUDIO_AHEAD_MS = 2 * AUDIO_JUMP_MS;

/** Rows drawn of one ladder: more of them nobody reads, and an image of as many is 200,000 pixels high. */
export const EXPORTED_ROWS = 5000;

/** Characters of one Mermaid diagram: with more than 50,000 Mermaid refuses to draw it, unless its settings say otherwise. */
export const MERMAID_CHARACTERS = 49_000;

/** Calls on one page, and what their messages may take in it: a browser opens so much within seconds. */
export const PAGE_CALLS = 500;
export const PAGE_BYTES = 32 * 1024 * 1024;

// ---------------------------------------------------------------------------------------------- redacting

/**
 * Values of a kind that --redact remembers, so that each has one stand-in: a day of a large exchange has fewer users.
 * What comes beyond has a stand-in in common. At 150 bytes each they take 150 MB at the most.
 */
export const REDACTED_VALUES = 1_000_000;

/** Texts for people that --redact remembers, so that a retransmission stays one: programs say the same again and again. */
export const REDACTED_TEXTS = 65_536;

/** Directions of TCP and SCTP whose sequence numbers redacted packets go on with; beyond, they begin anew. */
export const REDACTED_DIRECTIONS = 65_536;

/** Seconds by which a Date header may differ from the packet's time: as much as a message may be under way, and nobody sets a clock to. */
export const CLOCK_SKEW_S = 60;

/** A dialog of so many messages is long: a call has ten, with changes and transfers thirty. */
export const LONG_DIALOG_MESSAGES = 64;

/** By which part a long dialog has to grow until it is looked at again: so all looks together read it some nine times. */
export const LONG_DIALOG_GROWTH = 1.125;

/** Long dialogs of which the last look is remembered, some 50 bytes each; of more, those that are gone are let go, then the first. */
export const LONG_DIALOGS_KNOWN = 10_000;

/** Dialogs that diagnosis looks at between two looks at the clock: a clean one takes a microsecond, a failed one twenty. */
export const DIALOGS_A_LOOK = 32;

/** Pairs of offer and answer that are known to agree, to skip them: devices of a site make some hundred. */
export const SDP_PAIRS_KNOWN = 10_000;

/** Calls that a report shows of one problem: the rest are alike, and a ticket is read by people. JSON and CSV have all. */
export const REPORT_CALLS = 20;

/** Messages and streams that a report shows of one finding: more prove no more, and nobody reads them. JSON names all. */
export const REPORT_PROOFS = 20;

/** Calls whose offers and answers are remembered, some 5 KB each: as many as have trouble with media at once. */
export const AGREEMENTS_KNOWN = 1000;

/** Packets of a stream from which on its loss is judged: two seconds of sound, of which one lost packet is not over 1 %. */
export const LOSS_JUDGED_PACKETS = 100;

/** Packets from which on jitter is judged: RFC 3550's has settled, as each counts for a sixteenth. */
export const JITTER_JUDGED_PACKETS = 50;

/** By how much timestamps run away from the time where the clock rate is another one than the codec's: at least a third. */
export const WRONG_CLOCK_MS_A_SECOND = 250;

/** Packets of each direction from which on they are compared: by then their packet time is known. */
export const ASYMMETRY_JUDGED_PACKETS = 50;

/** Streams at one end of a call that diagnosis looks at, the latest: ports are used again, and SSRCs change. */
export const MEDIA_LANE_STREAMS = 32;

/** Milliseconds for which media may go one way only, or not at all: an end that is slow to begin takes no longer. */
export const ONE_WAY_MS = 2000;

/** Milliseconds for which one direction may stop within a call: some mute by sending nothing. */
export const ONE_WAY_STOPPED_MS = 10_000;

/** Milliseconds of media from which on a direction counts as heard: less opens a NAT, or is what was under way. */
export const HEARD_MS = 200;

/** Milliseconds from the 200 to the first media, of which nobody misses a word. */
export const LATE_MEDIA_MS = 500;

/** Seconds without media and without BYE behind which a call is taken to be over: RTP timeouts of switches are as long or longer. */
export const BYE_MISSING_S = 30;

/** Findings that a ladder tells, of all its calls: a call has a few. */
export const LADDER_FINDINGS = 100;

/** Messages and streams of one finding that a ladder marks: one goes through them key by key. */
export const LADDER_PROOFS = 200;

/** Of each slice of reading, what diagnosis takes at the most while a file loads: a tenth, so that loading stays as fast. */
export const DIAGNOSIS_SLICE_MS = 0.8;

/**
 * Addresses that diagnosis remembers something bad of, the oldest go first: a botnet has fewer, and a flood of invented
 * sources finds an end.
 */
export const ADDRESSES_KNOWN = 10_000;

/** Dialogs remembered of one address: verdicts need ten, and nobody reads more proofs. */
export const DIALOGS_AN_ADDRESS = 256;

/** Of all addresses together, some 400 bytes each: 20 MB. */
export const ADDRESS_DIALOGS = 50_000;

/** Dialogs that are looked at between two looks at the addresses that they tell of, which cost ten times as much. */
export const DIALOGS_AN_ADDRESS_LOOK = 1024;

/** Dialogs before one in which the request is looked for that a server may only have handed on. */
export const HANDED_ON_LOOKS = 64;

/** Dialogs between two pings in vain in which an answered one is looked for: half a minute of a busy server. */
export const ANSWER_LOOKS = 10_000;

/** Registrations that are looked at again as they go on, because requests to the phone stayed without answer. */
export const SUSPECT_REGISTRATIONS = 10_000;

/**
 * Requests of one dialog in which refused passwords are looked for, the newest: a phone with a wrong one tries on for days
 * in the same dialog, and each time that it does they are all read again.
 */
export const TRIES_LOOKED_AT = 128;

/** Requests of one dialog without any answer of which its addresses are told, the newest: some ping for days in one. */
export const SILENCES_LOOKED_AT = 128;

/** Combinations of what dialogs show for which diagnosis knows the rules to ask: a capture has some hundred. */
export const TRAITS_KNOWN = 4096;
