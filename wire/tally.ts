/**
 * Exact integer sums without a BigInt while numbers are safe: a number part that is folded into a bigint part
 * when it would leave the safe range.
 */
import { toI64 } from './int64.js';
import { type Int, intFromWire } from './value.js';

const SAFE = Number.MAX_SAFE_INTEGER;

export class Tally {
  #low = 0;
  #high = 0n;

  add(value: Int): void {
    if (typeof value === 'number') {
      const sum = this.#low + value;
      if (sum <= SAFE && sum >= -SAFE) {
        this.#low = sum;
        return;
      }
    }
    this.#high += BigInt(this.#low) + BigInt(value);
    this.#low = 0;
  }

  /** The sum, not wrapped. */
  get total(): bigint {
    return this.#high + BigInt(this.#low);
  }

  /** The sum as a signed 64-bit register. */
  get wrapped(): Int {
    return this.#high === 0n ? this.#low : toI64(this.total);
  }

  clear(): void {
    this.#low = 0;
    this.#high = 0n;
  }
}

/** A bigint that fits a safe number becomes one. */
export function narrow(value: bigint): Int {
  return value >= -0x1fffffffffffffn && value <= 0x1fffffffffffffn ? Number(value) : value;
}

/** C division: towards zero; what is divided by zero is 0. */
export function divide(a: Int, b: Int): Int {
  if (b === 0) return 0;
  if (typeof a === 'number' && typeof b === 'number') return Math.trunc(a / b) + 0;
  return narrow(BigInt(a) / BigInt(b));
}

/** @throws TypeError unless `value` is a list of exactly `count` integers (any count when undefined). */
export function intsFromWire(value: unknown, count?: number): Int[] {
  if (!Array.isArray(value) || (count !== undefined && value.length !== count))
    throw new TypeError(`not ${count ?? ''} integers on the wire: ${JSON.stringify(value)?.slice(0, 60)}`);
  return value.map(intFromWire);
}
