/** Integers as C registers of some width hold them. */
import { toI8, toI16, toI32, toI64, toU8, toU16, toU32, toU64 } from '../../../wire/int64.js';
import type { Int } from '../../../wire/value.js';

const SIGNED: Readonly<Record<number, (value: Int) => Int>> = { 1: toI8, 2: toI16, 4: toI32, 8: toI64 };
const UNSIGNED: Readonly<Record<number, (value: Int) => Int>> = { 1: toU8, 2: toU16, 4: toU32, 8: toU64 };

export function signed(value: Int, bytes: number): Int {
  return SIGNED[bytes]!(value);
}

export function unsigned(value: Int, bytes: number): Int {
  return UNSIGNED[bytes]!(value);
}
