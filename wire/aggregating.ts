// hot path: see docs/hot-path.md
/**
 * The aggregating functions, one row each: the cell that gathers values in the agent and merges them in the
 * consumer, and the one integer that a cell stands for in output and order. Results are exact 64-bit ones
 * (128-bit sums for stddev); what is merged equals what one cell would have gathered, in any order.
 */
import type { AggregatingFunction, AggregationDef, CellDelta } from './aggregation.js';
import { type Axis, LinearAxis, LogLinearAxis, PowerAxis } from './buckets.js';
import { toI64 } from './int64.js';
import { divide, intsFromWire, narrow, Tally } from './tally.js';
import { type Int, intFromWire, toWire, type WireInt } from './value.js';

export interface Cell {
  /** `increment` is the weight of the quantize family, 1 when absent. count() ignores both. */
  add(value: Int, increment?: Int): void;
  /** What was gathered since the last take; then zero. Undefined when nothing came. */
  take(): CellDelta | undefined;
  /** What is gathered, untouched; zero when nothing came. */
  read(): CellDelta;
  /** @throws TypeError on what no agent would send. */
  merge(delta: CellDelta): void;
  clear(): void;
}

export type Column = readonly [name: string, value: Int];

type Row = {
  readonly cell: (def: AggregationDef) => Cell;
  /** The one integer of a cell's content, divided by `normal` as printing does. Absent: buckets. */
  readonly scalar?: (content: CellDelta, normal: Int) => Int;
  /** What is printed where that is more than the scalar, which then only orders. */
  readonly columns?: (content: CellDelta, normal: Int) => readonly Column[];
  readonly axis?: (def: AggregationDef) => Axis;
};

export const AGGREGATING: Readonly<Record<AggregatingFunction, Row>> = {
  count: { cell: () => new CountCell(), scalar: quotient },
  sum: { cell: () => new SumCell(), scalar: quotient },
  min: { cell: () => new ExtremeCell(-1), scalar: quotient },
  max: { cell: () => new ExtremeCell(1), scalar: quotient },
  avg: { cell: () => new MomentsCell(false), scalar: average },
  stddev: { cell: () => new MomentsCell(true), scalar: standardDeviation },
  stats: { cell: () => new MomentsCell(false), scalar: total, columns: statistics },
  quantize: { cell: (def) => new BucketsCell(axisOf(def)), axis: () => new PowerAxis() },
  lquantize: {
    cell: (def) => new BucketsCell(axisOf(def)),
    axis: ({ parameters: [base = 0, limit = 0, step = 1] }) => new LinearAxis(base, limit, step),
  },
  llquantize: {
    cell: (def) => new BucketsCell(axisOf(def)),
    axis: ({ parameters: [factor = 2, low = 0, high = 0, steps = 2] }) =>
      new LogLinearAxis(factor, low, high, steps),
  },
};

export function createCell(def: AggregationDef): Cell {
  return AGGREGATING[def.function].cell(def);
}

const axes = new WeakMap<AggregationDef, Axis>();

/** The buckets of a quantizing aggregation: one axis for all its cells. */
export function axisOf(def: AggregationDef): Axis {
  let axis = axes.get(def);
  if (axis === undefined) {
    const make = AGGREGATING[def.function].axis;
    if (make === undefined) throw new TypeError(`${def.function} has no buckets`);
    axes.set(def, (axis = make(def)));
  }
  return axis;
}

class CountCell implements Cell {
  #count = 0;

  add(): void {
    this.#count++;
  }
  take(): CellDelta | undefined {
    const count = this.#count;
    this.#count = 0;
    return count === 0 ? undefined : count;
  }
  read(): CellDelta {
    return this.#count;
  }
  merge(delta: CellDelta): void {
    this.#count += Number(intFromWire(delta));
  }
  clear(): void {
    this.#count = 0;
  }
}

class SumCell implements Cell {
  readonly #sum = new Tally();
  #came = false;

  add(value: Int): void {
    this.#came = true;
    this.#sum.add(value);
  }
  take(): CellDelta | undefined {
    if (!this.#came) return undefined;
    const sum = this.read();
    this.clear();
    return sum;
  }
  read(): CellDelta {
    return toWire(this.#sum.wrapped);
  }
  merge(delta: CellDelta): void {
    this.add(intFromWire(delta));
  }
  clear(): void {
    this.#sum.clear();
    this.#came = false;
  }
}

/** min (sign -1) and max (sign 1), compared as signed 64-bit. */
class ExtremeCell implements Cell {
  readonly #sign: number;
  #extreme: Int = 0;
  #came = false;

  constructor(sign: number) {
    this.#sign = sign;
  }
  add(value: Int): void {
    const signed = typeof value === 'number' ? value : toI64(value);
    if (this.#came && (this.#sign > 0 ? signed <= this.#extreme : signed >= this.#extreme)) return;
    this.#extreme = signed;
    this.#came = true;
  }
  take(): CellDelta | undefined {
    if (!this.#came) return undefined;
    const extreme = this.read();
    this.clear();
    return extreme;
  }
  read(): CellDelta {
    return toWire(this.#extreme);
  }
  merge(delta: CellDelta): void {
    this.add(intFromWire(delta));
  }
  clear(): void {
    this.#extreme = 0;
    this.#came = false;
  }
}

/** Below it the square of an integer is a safe number. */
const SQUARABLE = 94_906_265;

/** avg and stats: count and total. stddev: the sum of squares too. */
class MomentsCell implements Cell {
  #count = 0;
  readonly #total = new Tally();
  readonly #squares: Tally | undefined;

  constructor(squares: boolean) {
    this.#squares = squares ? new Tally() : undefined;
  }
  add(value: Int): void {
    this.#count++;
    this.#total.add(value);
    if (this.#squares === undefined) return;
    if (typeof value === 'number' && value <= SQUARABLE && value >= -SQUARABLE)
      this.#squares.add(value * value);
    else this.#squares.add(BigInt(toI64(value)) ** 2n);
  }
  take(): CellDelta | undefined {
    if (this.#count === 0) return undefined;
    const moments = this.read();
    this.clear();
    return moments;
  }
  read(): CellDelta {
    const moments = [this.#count, toWire(this.#total.wrapped)];
    if (this.#squares !== undefined) moments.push(toWire(narrow(BigInt.asUintN(128, this.#squares.total))));
    return moments;
  }
  merge(delta: CellDelta): void {
    const [count = 0, total = 0, squares = 0] = intsFromWire(delta, this.#squares === undefined ? 2 : 3);
    this.#count += Number(count);
    this.#total.add(total);
    this.#squares?.add(squares);
  }
  clear(): void {
    this.#count = 0;
    this.#total.clear();
    this.#squares?.clear();
  }
}

const SAFE = Number.MAX_SAFE_INTEGER;
/** Counts are kept for the span of buckets that was hit, which grows by chunks of at least this many. */
const CHUNK = 16;

const NO_COUNTS = new Float64Array(0);

class BucketsCell implements Cell {
  readonly #axis: Axis;
  #first = 0;
  #counts: Float64Array = NO_COUNTS;
  /** What left the safe range, by bucket. */
  #large: Map<number, bigint> | undefined;
  #came = false;

  constructor(axis: Axis) {
    this.#axis = axis;
  }
  add(value: Int, increment: Int = 1): void {
    const bucket = this.#axis.bucket(value);
    const counts = this.#counts;
    const at = bucket - this.#first;
    if (at >= 0 && at < counts.length && increment === 1) {
      const count = counts[at]! + 1;
      if (count <= SAFE) {
        counts[at] = count;
        this.#came = true;
        return;
      }
    }
    this.#weigh(bucket, increment);
  }
  #weigh(bucket: number, increment: Int): void {
    this.#came = true;
    let counts = this.#counts;
    let at = bucket - this.#first;
    if (at < 0 || at >= counts.length) {
      counts = this.#cover(bucket);
      at = bucket - this.#first;
    }
    if (typeof increment === 'number') {
      const count = counts[at]! + increment;
      if (count <= SAFE && count >= -SAFE) {
        counts[at] = count;
        return;
      }
    }
    this.#large ??= new Map();
    this.#large.set(bucket, (this.#large.get(bucket) ?? 0n) + BigInt(counts[at]!) + BigInt(increment));
    counts[at] = 0;
  }
  #cover(bucket: number): Float64Array {
    const old = this.#counts;
    const chunk = Math.max(CHUNK, old.length);
    let first = Math.floor(bucket / CHUNK) * CHUNK;
    let end = first + CHUNK;
    if (old.length > 0) {
      first = bucket < this.#first ? Math.max(0, Math.min(first, this.#first - chunk)) : this.#first;
      end = bucket < this.#first ? this.#first + old.length : Math.max(end, this.#first + old.length + chunk);
    }
    const counts = new Float64Array(Math.min(end, this.#axis.size) - first);
    counts.set(old, old.length > 0 ? this.#first - first : 0);
    this.#first = first;
    return (this.#counts = counts);
  }
  take(): CellDelta | undefined {
    if (!this.#came) return undefined;
    const pairs = this.read();
    this.clear();
    return pairs;
  }
  read(): CellDelta {
    const pairs: WireInt[] = [];
    const counts = this.#counts;
    for (let at = 0; at < counts.length; at++) {
      const bucket = this.#first + at;
      const large = this.#large?.get(bucket);
      const count = large === undefined ? counts[at]! : toI64(narrow(large + BigInt(counts[at]!)));
      if (count !== 0) pairs.push(bucket, toWire(count));
    }
    return pairs;
  }
  merge(delta: CellDelta): void {
    const pairs = intsFromWire(delta);
    if (pairs.length % 2 !== 0) throw new TypeError('buckets on the wire are not pairs');
    for (let i = 0; i < pairs.length; i += 2) {
      const bucket = pairs[i]!;
      if (typeof bucket !== 'number' || bucket < 0 || bucket >= this.#axis.size)
        throw new TypeError(`no such bucket: ${bucket}`);
    }
    this.#came = true;
    for (let i = 0; i < pairs.length; i += 2) this.#weigh(Number(pairs[i]), pairs[i + 1]!);
  }
  clear(): void {
    this.#counts.fill(0);
    this.#large = undefined;
    this.#came = false;
  }
}

function quotient(content: CellDelta, normal: Int): Int {
  return divide(intFromWire(content), normal);
}

function average(content: CellDelta, normal: Int): Int {
  const [count = 0, total = 0] = intsFromWire(content, 2);
  return divide(divide(total, normal), count);
}

function total(content: CellDelta, normal: Int): Int {
  const [, sum = 0] = intsFromWire(content, 2);
  return divide(sum, normal);
}

function statistics(content: CellDelta, normal: Int): readonly Column[] {
  const [count = 0] = intsFromWire(content, 2);
  return [
    ['count', count],
    ['average', average(content, normal)],
    ['total', total(content, normal)],
  ];
}

/** sqrt(avg of squares - square of avg). */
function standardDeviation(content: CellDelta, normal: Int): Int {
  const [count = 0, total = 0, squares = 0] = intsFromWire(content, 3);
  if (count === 0 || normal === 0) return 0;
  const mean = BigInt(divide(divide(total, normal), count));
  const meanSquare = BigInt(squares) / BigInt(normal) / BigInt(normal) / BigInt(count);
  return narrow(squareRoot(meanSquare - mean * mean));
}

function squareRoot(value: bigint): bigint {
  if (value < 2n) return value < 0n ? 0n : value;
  let guess = 1n << BigInt(Math.ceil(value.toString(2).length / 2));
  for (;;) {
    const next = (guess + value / guess) >> 1n;
    if (next >= guess) return guess;
    guess = next;
  }
}
