/**
 * What crosses the boundary between the worker, which has the capture, and the interface, which has the screen:
 * queries and their snapshots, and status pushed by the worker. A snapshot holds what one screen shows, never the
 * capture. Every string in a snapshot is already safe to show (decode/visible.ts): the interface never sees raw text.
 * In protocol/ they stand by what they are about.
 */

import type { CaptureFilterQuery, CaptureFilterSnapshot, ControlQuery, ControlSnapshot } from './protocol/control';
import type {
  CheckQuery,
  CheckSnapshot,
  CompleteQuery,
  CompleteSnapshot,
  ContextQuery,
  ContextSnapshot,
} from './protocol/filters';
import type { FindingsQuery, FindingsSnapshot, LadderFindingsQuery, LadderFindingsSnapshot } from './protocol/findings';
import type {
  CopyQuery,
  CopySnapshot,
  FactsQuery,
  FactsSnapshot,
  LadderQuery,
  LadderSnapshot,
} from './protocol/ladder';
import type { ListQuery, ListSnapshot } from './protocol/list';
import type {
  DigestQuery,
  DigestSnapshot,
  MessageQuery,
  MessageSnapshot,
  RawQuery,
  RawSnapshot,
} from './protocol/message';
import type { SaveQuery, SaveSnapshot } from './protocol/save';
import type {
  AtTimeQuery,
  AtTimeSnapshot,
  FindQuery,
  FindSnapshot,
  NextMatchQuery,
  NextMatchSnapshot,
} from './protocol/search';
import type { StatisticsQuery, StatisticsSnapshot } from './protocol/statistics';
import type { StreamsQuery, StreamsSnapshot } from './protocol/streams';

export type * from './protocol/control';
export type * from './protocol/filters';
export type * from './protocol/findings';
export type * from './protocol/ladder';
export type * from './protocol/list';
export type * from './protocol/message';
export type * from './protocol/save';
export type * from './protocol/search';
export type * from './protocol/statistics';
export type * from './protocol/status';
export type * from './protocol/streams';

export type Query =
  | ListQuery
  | StreamsQuery
  | LadderQuery
  | LadderFindingsQuery
  | FactsQuery
  | StatisticsQuery
  | FindingsQuery
  | DigestQuery
  | MessageQuery
  | SaveQuery
  | ControlQuery
  | CaptureFilterQuery
  | NextMatchQuery
  | FindQuery
  | RawQuery
  | AtTimeQuery
  | CopyQuery
  | ContextQuery
  | CompleteQuery
  | CheckQuery;
export type Snapshot =
  | ListSnapshot
  | StreamsSnapshot
  | LadderSnapshot
  | LadderFindingsSnapshot
  | FactsSnapshot
  | StatisticsSnapshot
  | FindingsSnapshot
  | DigestSnapshot
  | MessageSnapshot
  | SaveSnapshot
  | ControlSnapshot
  | CaptureFilterSnapshot
  | NextMatchSnapshot
  | FindSnapshot
  | RawSnapshot
  | AtTimeSnapshot
  | CopySnapshot
  | ContextSnapshot
  | CompleteSnapshot
  | CheckSnapshot;

/** The snapshot that answers a query. Null: what it asked about (a dialog, a message) is gone. */
export interface Answer<Q extends Query = Query> {
  id: number;
  snapshot: Extract<Snapshot, { kind: Q['kind'] }> | null;
}
export interface Ask {
  id: number;
  query: Query;
}
