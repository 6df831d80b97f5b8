/** The statistics. */

export interface StatisticsQuery {
  kind: 'statistics';
  /** The list's, as typed: what it keeps is counted; empty counts everything. */
  filter: string;
}

/** One figure, and how it is to be drawn. */
export type StatisticsFigure =
  /** Its bar is as long as it is much beside the most of its section; `percent` is of the section's whole. */
  | { kind: 'count'; count: number; percent: number | null }
  /** Its bar is full at 100 per cent; null where there was nothing to measure. */
  | { kind: 'share'; percent: number | null; part: number; whole: number }
  /** Milliseconds. */
  | { kind: 'delay'; count: number; minMs: number | null; meanMs: number | null; maxMs: number | null }
  | { kind: 'text'; text: string };

export interface StatisticsRow {
  /** Names the row for good: `state/rejected`. */
  key: string;
  label: string;
  figure: StatisticsFigure;
  /** What it means, in words. */
  about: string;
  /** The filter that shows what it counts, or null. */
  filter: string | null;
}

export interface StatisticsSection {
  title: string;
  rows: StatisticsRow[];
}

/** Calls that began, in steps of time. */
export interface CallRatePlot {
  startUs: number;
  stepSeconds: number;
  calls: number[];
  /** The second in which most began. */
  peak: number;
  peakUs: number;
}

export interface StatisticsSnapshot {
  kind: 'statistics';
  /** What was counted; null while nothing has been yet. */
  counted: { filter: string; dialogs: number; messages: number } | null;
  /** Dialogs in the store. */
  dialogs: number;
  sections: StatisticsSection[];
  /** Null where no call begins. */
  plot: CallRatePlot | null;
  /** As of a list. */
  filterError: { message: string; at: number } | null;
  /** True while what was asked for is still being counted. */
  pending: boolean;
}
