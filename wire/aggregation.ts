/** What aggregations look like in a Program and on the wire; their arithmetic is in aggregating.ts. */
import type { ValueType, WireInt, WireValue } from './value.js';

export type AggregatingFunction =
  | 'count'
  | 'sum'
  | 'avg'
  | 'min'
  | 'max'
  | 'stddev'
  | 'stats'
  | 'quantize'
  | 'lquantize'
  | 'llquantize';

export type AggregationDef = {
  /** '' for `@`. */
  readonly name: string;
  readonly function: AggregatingFunction;
  /** Parameters of lquantize (base, limit, step) and llquantize (factor, low, high, steps). */
  readonly parameters: readonly number[];
  /** Types of the key parts. */
  readonly key: readonly ValueType[];
  /** Type of the aggregated expression: is a 64-bit value printed as signed? */
  readonly signed: boolean;
};

/**
 * What one cell gathered since it was last taken. count, sum, min, max: one integer. avg, stats: [count, total].
 * stddev: [count, total, sum of squares]. quantize family: [index, count, index, count, …] of the buckets
 * that are not zero.
 */
export type CellDelta = WireInt | readonly WireInt[];

/** Changes of some cells of one aggregation, in no particular order. */
export type AggregationRecord = {
  readonly aggregation: number;
  readonly cells: readonly (readonly [key: readonly WireValue[], delta: CellDelta])[];
};
