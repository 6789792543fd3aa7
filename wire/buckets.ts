// hot path: see docs/hot-path.md
/**
 * Where the quantize family puts a value, and which values a bucket stands for. Buckets are numbered in the
 * order of their values. The layouts are in d-language.md section 7; the counts are kept by aggregating.ts.
 */
import { toI64 } from './int64.js';
import { narrow } from './tally.js';
import type { Int } from './value.js';

/** The values of one bucket, both ends included; null where there is no end. */
export type BucketRange = { readonly min: Int | null; readonly max: Int | null };

export interface Axis {
  /** Number of buckets. */
  readonly size: number;
  bucket(value: Int): number;
  range(bucket: number): BucketRange;
}

/** quantize: 63 negative powers of two, zero, 63 positive ones. */
export const QUANTIZE_ZERO = 63;

export class PowerAxis implements Axis {
  readonly size = 127;

  bucket(value: Int): number {
    if (typeof value === 'number' && value > 0 && value < 0x80000000)
      return QUANTIZE_ZERO + 32 - Math.clz32(value);
    return bucketOfOther(value);
  }

  range(bucket: number): BucketRange {
    const bits = Math.abs(bucket - QUANTIZE_ZERO);
    if (bits === 0) return { min: 0, max: 0 };
    const near = 1n << BigInt(bits - 1);
    const far = bucket === 0 ? near * 2n : near * 2n - 1n;
    return bucket > QUANTIZE_ZERO
      ? { min: narrow(near), max: narrow(far) }
      : { min: narrow(-far), max: narrow(-near) };
  }
}

/** Of what is not from 1 to 2^31 - 1, as most values are. */
function bucketOfOther(value: Int): number {
  if (typeof value === 'number') {
    if (value > 0) return QUANTIZE_ZERO + bitLength(value);
    return value === 0 ? QUANTIZE_ZERO : QUANTIZE_ZERO - bitLength(-value);
  }
  const signed = BigInt.asIntN(64, value);
  if (signed >= 0n) return QUANTIZE_ZERO + signed.toString(2).length;
  return Math.max(0, QUANTIZE_ZERO - (-signed).toString(2).length);
}

/** Bits of a positive safe integer. */
function bitLength(value: number): number {
  return value < 0x80000000 ? 32 - Math.clz32(value) : 64 - Math.clz32(value / 0x100000000);
}

/** lquantize: below base, one bucket per step, from the last step on. */
export class LinearAxis implements Axis {
  readonly size: number;
  readonly base: number;
  readonly step: number;
  readonly levels: number;

  constructor(base: number, limit: number, step: number) {
    this.base = base;
    this.step = step;
    this.levels = Math.floor((limit - base) / step);
    this.size = this.levels + 2;
  }

  bucket(value: Int): number {
    const offset = Number(typeof value === 'number' ? value : toI64(value)) - this.base;
    if (offset < 0) return 0;
    const level = Math.floor(offset / this.step);
    return level < this.levels ? level + 1 : this.levels + 1;
  }

  range(bucket: number): BucketRange {
    const min = this.base + (bucket - 1) * this.step;
    return {
      min: bucket === 0 ? null : min,
      max: bucket === this.levels + 1 ? null : min + this.step - 1,
    };
  }
}

/**
 * llquantize: per power of `factor` from `low` to `high`, `steps` linear buckets, mirrored for negative
 * values around one bucket for what is smaller than factor^low. When steps > factor and low is 0, a bucket
 * of the first power would be narrower than 1: some buckets then have no value at all.
 */
export class LogLinearAxis implements Axis {
  readonly size: number;
  /** The bucket of values with abs() < factor^low. */
  readonly zero: number;
  readonly factor: number;
  readonly low: number;
  readonly steps: number;
  readonly #powers: readonly Int[];
  readonly #perPower: number;
  readonly #skipped: number;

  constructor(factor: number, low: number, high: number, steps: number) {
    this.factor = factor;
    this.low = low;
    this.steps = steps;
    this.#skipped = Math.floor(steps / factor);
    this.#perPower = steps - this.#skipped;
    this.#powers = Array.from({ length: high - low + 2 }, (_, i) =>
      narrow(BigInt(factor) ** BigInt(low + i)),
    );
    this.zero = 1 + (high - low + 1) * this.#perPower;
    this.size = 2 * this.zero + 1;
  }

  bucket(value: Int): number {
    const signed = toI64(value);
    if (signed < 0) return this.zero - this.#distance(-signed);
    return this.zero + this.#distance(signed);
  }

  /** Buckets between the middle one and that of `magnitude`. */
  #distance(magnitude: Int): number {
    const powers = this.#powers;
    let power = 0;
    while (power < powers.length && magnitude >= powers[power]!) power++;
    if (power === 0) return 0;
    if (power === powers.length) return this.zero;
    return 1 + (power - 1) * this.#perPower + this.#stepOf(magnitude, powers[power]!) - this.#skipped;
  }

  /** floor(magnitude * steps / power), exactly. */
  #stepOf(magnitude: Int, power: Int): number {
    if (typeof magnitude === 'number' && typeof power === 'number') {
      const product = magnitude * this.steps;
      if (product <= Number.MAX_SAFE_INTEGER) return Math.floor(product / power);
    }
    return Number((BigInt(magnitude) * BigInt(this.steps)) / BigInt(power));
  }

  /** The smallest magnitude of the bucket so far from the middle; undefined for one that has no value. */
  magnitude(distance: number): Int | undefined {
    const power = Math.floor((distance - 1) / this.#perPower);
    const step = ((distance - 1) % this.#perPower) + this.#skipped;
    if (step === 0 || distance === this.zero) return this.#powers[power];
    const product = BigInt(step) * BigInt(this.factor) ** BigInt(this.low + power + 1);
    return product % BigInt(this.steps) === 0n ? narrow(product / BigInt(this.steps)) : undefined;
  }

  range(bucket: number): BucketRange {
    const distance = Math.abs(bucket - this.zero);
    if (distance === 0) {
      const inside = BigInt(this.#powers[0]!) - 1n;
      return { min: narrow(-inside), max: narrow(inside) };
    }
    const min = this.magnitude(distance) ?? 0;
    let next = distance + 1;
    while (next < this.zero && this.magnitude(next) === undefined) next++;
    const end = distance === this.zero ? undefined : this.magnitude(next);
    const max = end === undefined ? null : narrow(BigInt(end) - 1n);
    if (bucket > this.zero) return { min, max };
    return { min: max === null ? null : narrow(-BigInt(max)), max: narrow(-BigInt(min)) };
  }
}
