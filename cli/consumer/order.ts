/**
 * The order of aggregation rows: by value, then by key from left to right, as dtrace sorts them. Integer key
 * parts compare unsigned by their size, strings by bytes, stacks by their text.
 */
import { AGGREGATING, axisOf } from '../../wire/aggregating.js';
import type { AggregationDef } from '../../wire/aggregation.js';
import { LinearAxis, LogLinearAxis } from '../../wire/buckets.js';
import { intsFromWire } from '../../wire/tally.js';
import type { Int, ValueType } from '../../wire/value.js';
import type { Datum, Stack } from '../export/exporter.js';
import { frameText } from '../export/layout/frames.js';
import { unsigned } from '../export/layout/integers.js';
import type { Entry } from './store.js';

/** An entry with what it is sorted by, computed once. */
export type Weighed = {
  readonly entry: Entry;
  /** The scalar; for the quantize family the weighted sum and the weight at zero. */
  readonly value: readonly [Int, Int];
  readonly key: readonly (Int | string)[];
};
export type Compare = (a: Weighed, b: Weighed) => number;

export class Sorted {
  readonly #weighed: Weighed[];

  constructor(entries: readonly Entry[], defs: readonly AggregationDef[]) {
    this.#weighed = entries.map((entry) => weigh(entry, defs[entry.aggregation]!));
  }

  by(compare: Compare): Entry[] {
    return this.#weighed.sort(compare).map((weighed) => weighed.entry);
  }
}

export function weigh(entry: Entry, def: AggregationDef): Weighed {
  return {
    entry,
    value: valueOf(entry, def),
    key: entry.key.map((part, i) => keyOf(def.key[i]!, part)),
  };
}

function valueOf(entry: Entry, def: AggregationDef): readonly [Int, Int] {
  const content = entry.cell.read();
  const scalar = AGGREGATING[def.function].scalar;
  if (scalar !== undefined) return [scalar(content, 1), 0];
  const axis = axisOf(def);
  const pairs = intsFromWire(content);
  let sum = 0n;
  let zero: Int = 0;
  for (let i = 0; i + 1 < pairs.length; i += 2) {
    const represented = representative(axis, Number(pairs[i]));
    if (represented === 0n) zero = pairs[i + 1]!;
    sum += represented * BigInt(pairs[i + 1]!);
  }
  return [sum, zero];
}

/** The value that stands for a bucket in the weighted sum: its end nearest to zero, one off when it is open. */
function representative(axis: ReturnType<typeof axisOf>, bucket: number): bigint {
  if (axis instanceof LinearAxis) {
    if (bucket === 0) return BigInt(axis.base - 1);
    return BigInt(axis.base + (bucket - 1) * axis.step + (bucket === axis.levels + 1 ? 1 : 0));
  }
  const middle = axis instanceof LogLinearAxis ? axis.zero : (axis.size - 1) / 2;
  if (bucket === middle) return 0n;
  const { min, max } = axis.range(bucket);
  return BigInt((bucket < middle ? max : min) ?? 0);
}

function keyOf(type: ValueType, part: Datum): Int | string {
  if (type.kind === 'int') return unsigned(part as Int, type.bytes);
  if (type.kind === 'stack') return (part as Stack).map(frameText).join('\n');
  return part === null ? '' : String(part);
}

function compareParts(a: Int | string, b: Int | string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export function compareValues(a: Weighed, b: Weighed): number {
  return compareParts(a.value[0], b.value[0]) || compareParts(a.value[1], b.value[1]);
}

/** Key parts from position `start` on, then those before it (aggsortkeypos). */
export function compareKeys(a: Weighed, b: Weighed, start = 0): number {
  const parts = a.key.length;
  const first = start >= parts ? 0 : start;
  for (let i = 0; i < parts; i++) {
    const at = (first + i) % parts;
    const order = compareParts(a.key[at]!, b.key[at]!);
    if (order !== 0) return order;
  }
  return 0;
}

export function compareByValue(a: Weighed, b: Weighed): number {
  return compareValues(a, b) || compareKeys(a, b);
}
