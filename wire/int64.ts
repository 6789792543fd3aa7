/**
 * D's 64-bit registers on JavaScript values (value.ts). Every function takes Ints of either sign and returns a
 * canonical Int: signed variants in -2^63 … 2^63-1, the `U` variants in 0 … 2^64-1, both wrapping around.
 * The number paths are small so that V8 inlines them; bigints stay in functions of their own.
 */
import { FAULTS, fault } from './fault.js';
import type { Int } from './value.js';

const MAX = Number.MAX_SAFE_INTEGER;
const BIG_MAX = BigInt(MAX);

/** Canonical signed value of the low 64 bits. */
function signed(value: bigint): Int {
  const wrapped = BigInt.asIntN(64, value);
  return wrapped <= BIG_MAX && wrapped >= -BIG_MAX ? Number(wrapped) : wrapped;
}

/** Canonical unsigned value of the low 64 bits. */
function unsigned(value: bigint): Int {
  const wrapped = BigInt.asUintN(64, value);
  return wrapped <= BIG_MAX ? Number(wrapped) : wrapped;
}

export function add(a: Int, b: Int): Int {
  if (typeof a === 'number' && typeof b === 'number') {
    const sum = a + b;
    if (sum <= MAX && sum >= -MAX) return sum;
  }
  return signed(BigInt(a) + BigInt(b));
}

export function addU(a: Int, b: Int): Int {
  if (typeof a === 'number' && typeof b === 'number') {
    const sum = a + b;
    if (sum <= MAX && sum >= 0) return sum;
  }
  return unsigned(BigInt(a) + BigInt(b));
}

export function sub(a: Int, b: Int): Int {
  if (typeof a === 'number' && typeof b === 'number') {
    const difference = a - b;
    if (difference <= MAX && difference >= -MAX) return difference;
  }
  return signed(BigInt(a) - BigInt(b));
}

export function subU(a: Int, b: Int): Int {
  if (typeof a === 'number' && typeof b === 'number') {
    const difference = a - b;
    if (difference <= MAX && difference >= 0) return difference;
  }
  return unsigned(BigInt(a) - BigInt(b));
}

export function mul(a: Int, b: Int): Int {
  if (typeof a === 'number' && typeof b === 'number') {
    const product = a * b + 0; // + 0: never -0
    if (product <= MAX && product >= -MAX) return product;
  }
  return signed(BigInt(a) * BigInt(b));
}

export function mulU(a: Int, b: Int): Int {
  if (typeof a === 'number' && typeof b === 'number') {
    const product = a * b + 0;
    if (product <= MAX && product >= 0) return product;
  }
  return unsigned(BigInt(a) * BigInt(b));
}

/** Toward zero; -2^63 / -1 wraps. `span` says where, should it fault. */
export function div(a: Int, b: Int, span: number): Int {
  if (b === 0) return fault(FAULTS['divide-by-zero'], span);
  if (typeof a === 'number' && typeof b === 'number') return (a - (a % b)) / b + 0; // exact: no rounding quotient
  return signed(BigInt(a) / BigInt(b));
}

export function divU(a: Int, b: Int, span: number): Int {
  if (b === 0) return fault(FAULTS['divide-by-zero'], span);
  if (typeof a === 'number' && typeof b === 'number' && a >= 0 && b > 0) return (a - (a % b)) / b;
  return unsigned(BigInt.asUintN(64, BigInt(a)) / BigInt.asUintN(64, BigInt(b)));
}

/**
 * As Oracle's: the rest of the absolute values, negative where the signs differ: -19 % -5 is 4, 19 % -5 is -4.
 * DIFFERS: Oracle's compiler folds constants with C's meaning, so that there 19 % -5 and x % -5 disagree.
 */
export function mod(a: Int, b: Int, span: number): Int {
  if (b === 0) return fault(FAULTS['divide-by-zero'], span);
  if (typeof a === 'number' && typeof b === 'number') return (b < 0 ? -(a % b) : a % b) + 0;
  const rest = BigInt(a) % BigInt(b);
  return signed(b < 0 ? -rest : rest);
}

export function modU(a: Int, b: Int, span: number): Int {
  if (b === 0) return fault(FAULTS['divide-by-zero'], span);
  if (typeof a === 'number' && typeof b === 'number' && a >= 0 && b > 0) return a % b;
  return unsigned(BigInt.asUintN(64, BigInt(a)) % BigInt.asUintN(64, BigInt(b)));
}

export function neg(a: Int): Int {
  return typeof a === 'number' ? 0 - a : signed(-a);
}

export function negU(a: Int): Int {
  return a === 0 ? 0 : unsigned(-BigInt(a));
}

export function not(a: Int): Int {
  return sub(-1, a);
}

export function notU(a: Int): Int {
  return unsigned(~BigInt(a));
}

export function and(a: Int, b: Int): Int {
  if (typeof a === 'number' && typeof b === 'number' && (a | 0) === a && (b | 0) === b) return a & b;
  return signed(BigInt(a) & BigInt(b));
}

export function andU(a: Int, b: Int): Int {
  if (typeof a === 'number' && typeof b === 'number' && a >>> 0 === a && b >>> 0 === b) return (a & b) >>> 0;
  return unsigned(BigInt.asUintN(64, BigInt(a)) & BigInt.asUintN(64, BigInt(b)));
}

export function or(a: Int, b: Int): Int {
  if (typeof a === 'number' && typeof b === 'number' && (a | 0) === a && (b | 0) === b) return a | b;
  return signed(BigInt(a) | BigInt(b));
}

export function orU(a: Int, b: Int): Int {
  if (typeof a === 'number' && typeof b === 'number' && a >>> 0 === a && b >>> 0 === b) return (a | b) >>> 0;
  return unsigned(BigInt.asUintN(64, BigInt(a)) | BigInt.asUintN(64, BigInt(b)));
}

export function xor(a: Int, b: Int): Int {
  if (typeof a === 'number' && typeof b === 'number' && (a | 0) === a && (b | 0) === b) return a ^ b;
  return signed(BigInt(a) ^ BigInt(b));
}

export function xorU(a: Int, b: Int): Int {
  if (typeof a === 'number' && typeof b === 'number' && a >>> 0 === a && b >>> 0 === b) return (a ^ b) >>> 0;
  return unsigned(BigInt.asUintN(64, BigInt(a)) ^ BigInt.asUintN(64, BigInt(b)));
}

/** The low six bits of a shift count, as the hardware takes it. */
function shiftCount(n: Int): number {
  return typeof n === 'number' && n >= 0 && n < 64 ? n : Number(BigInt.asUintN(6, BigInt(n)));
}

export function shl(a: Int, n: Int): Int {
  const count = shiftCount(n);
  if (typeof a === 'number') {
    const shifted = a * 2 ** count;
    if (shifted <= MAX && shifted >= -MAX) return shifted;
  }
  return signed(BigInt(a) << BigInt(count));
}

export function shlU(a: Int, n: Int): Int {
  const count = shiftCount(n);
  if (typeof a === 'number' && a >= 0) {
    const shifted = a * 2 ** count;
    if (shifted <= MAX) return shifted;
  }
  return unsigned(BigInt(a) << BigInt(count));
}

/** Arithmetic: keeps the sign. */
export function shr(a: Int, n: Int): Int {
  const count = shiftCount(n);
  if (typeof a === 'number') return Math.floor(a / 2 ** count);
  return signed(a >> BigInt(count));
}

export function shrU(a: Int, n: Int): Int {
  const count = shiftCount(n);
  if (typeof a === 'number' && a >= 0) return Math.floor(a / 2 ** count);
  return unsigned(BigInt.asUintN(64, BigInt(a)) >> BigInt(count));
}

export function toI8(a: Int): number {
  return typeof a === 'number' ? (a << 24) >> 24 : Number(BigInt.asIntN(8, a));
}

export function toI16(a: Int): number {
  return typeof a === 'number' ? (a << 16) >> 16 : Number(BigInt.asIntN(16, a));
}

export function toI32(a: Int): number {
  return typeof a === 'number' ? a | 0 : Number(BigInt.asIntN(32, a));
}

export function toI64(a: Int): Int {
  return typeof a === 'number' ? a : signed(a);
}

export function toU8(a: Int): number {
  return typeof a === 'number' ? a & 0xff : Number(BigInt.asUintN(8, a));
}

export function toU16(a: Int): number {
  return typeof a === 'number' ? a & 0xffff : Number(BigInt.asUintN(16, a));
}

export function toU32(a: Int): number {
  return typeof a === 'number' ? a >>> 0 : Number(BigInt.asUintN(32, a));
}

/** Also how a signed operand enters an unsigned comparison. */
export function toU64(a: Int): Int {
  return typeof a === 'number' && a >= 0 ? a : unsigned(BigInt(a));
}

/** htons, ntohs: the bytes of a 16-bit value in the other order. */
export function swap16(a: Int): number {
  const value = toU16(a);
  return (value >>> 8) | ((value & 0xff) << 8);
}

export function swap32(a: Int): number {
  const value = toU32(a);
  return ((swap16(value) << 16) | swap16(value >>> 16)) >>> 0;
}

export function swap64(a: Int): Int {
  const value = BigInt.asUintN(64, BigInt(a));
  return unsigned((BigInt(swap32(value)) << 32n) | BigInt(swap32(value >> 32n)));
}
