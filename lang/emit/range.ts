/**
 * What is known of an integer expression: bounds that are safe integers, so that it is a JavaScript number and
 * plain operators are exact. `null`: any 64-bit value, possibly a bigint.
 */
import type { IntType } from '../types.js';

export type Range = { readonly low: number; readonly high: number } | null;

const MAX = Number.MAX_SAFE_INTEGER;

export function rangeOfType(type: IntType): Range {
  if (type.bytes === 8) return null;
  const size = 2 ** (type.bytes * 8);
  return type.signed ? { low: -size / 2, high: size / 2 - 1 } : { low: 0, high: size - 1 };
}

/** Of a bit-field. */
export function rangeOfBits(bits: number, signed: boolean): Range {
  if (bits > 53) return null;
  const size = 2 ** bits;
  return signed ? { low: -size / 2, high: size / 2 - 1 } : { low: 0, high: size - 1 };
}

/** Bounds from corner values; null when they leave the safe integers. */
export function hull(...corners: readonly number[]): Range {
  const low = Math.min(...corners);
  const high = Math.max(...corners);
  return low >= -MAX && high <= MAX ? { low: low + 0, high: high + 0 } : null;
}

export function within(range: Range, type: IntType): boolean {
  const bounds = rangeOfType(type);
  if (range === null) return false;
  if (bounds === null) return type.signed || range.low >= 0;
  return range.low >= bounds.low && range.high <= bounds.high;
}

export function isInt32(range: Range): range is NonNullable<Range> {
  return range !== null && range.low >= -0x80000000 && range.high <= 0x7fffffff;
}

export const INT32: Range = { low: -0x80000000, high: 0x7fffffff };
export const BIT: Range = { low: 0, high: 1 };
