/** From where on something is a problem. The settings have a row for each; these are their defaults. */

export interface Thresholds {
  /** Milliseconds that RFC 3550's jitter may be on average. */
  jitterWarningMs: number;
  jitterErrorMs: number;
  /** Packets that never came, of those expected. */
  lossWarningPercent: number;
  lossErrorPercent: number;
  /** Round trip by RTCP. */
  roundTripMs: number;
  /** INVITE to the first 18x or final response. */
  setupMs: number;
  /** Failed authentications from one source, and the time in which they count. */
  bruteForceAttempts: number;
  bruteForceSeconds: number;
}

export const DEFAULT_THRESHOLDS: Thresholds = {
  jitterWarningMs: 20,
  jitterErrorMs: 50,
  lossWarningPercent: 1,
  lossErrorPercent: 3,
  roundTripMs: 300,
  setupMs: 3000,
  bruteForceAttempts: 3,
  bruteForceSeconds: 600,
};
