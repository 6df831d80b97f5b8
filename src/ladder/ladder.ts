/**
 * The columns, rows and times of a call flow, which the screen and the exports both draw. Knows neither cells nor
 * pages.
 */

/** A vertical line of the ladder: a host and port, or a host with all its ports. */
export interface LadderColumn {
  /** `10.0.0.1:5060`; `10.0.0.1` when ports are merged. */
  label: string;
  /** A name for it (pcapng name resolution), or empty. */
  name: string;
}

/** A message as an arrow. */
export interface LadderRow {
  /** Message id, for queries. */
  message: number;
  /** Which of the ladder's dialogs, by position in its list. */
  dialog: number;
  timeUs: number;
  /** Since the row before it; null on the first. */
  deltaUs: number | null;
  /** Index of the columns; equal for a message to itself. */
  from: number;
  to: number;
  /** Ports, to be shown when columns are merged. */
  fromPort: number;
  toPort: number;
  /** `INVITE (SDP)`, `180 Ringing`. */
  label: string;
  request: boolean;
  /** Method of a request, or of the CSeq for a response. */
  method: string;
  /** 0 for a request. */
  status: number;
  /** CSeq number. */
  cseq: number;
  retransmission: boolean;
  /** `audio 10.0.0.1:16384 PCMU PCMA telephone-event`, one a media line; empty without SDP. */
  sdp: string[];
  /** True when the message has problems. */
  problem: boolean;
}
