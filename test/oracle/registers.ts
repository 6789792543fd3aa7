/**
 * D's integers, from the rules of the manual alone: a register has 64 bits and no sign; the static type of an
 * operation says what they mean. Shares nothing with wire/int64.ts, so that each can find the other's mistakes.
 */
import type { ArithmeticOperator, CompareOperator } from '../../lang/tree.js';

/** 0 … 2^64-1. */
export type Register = bigint;
export type Width = { readonly bytes: 1 | 2 | 4 | 8; readonly signed: boolean };

const SIZE = 2n ** 64n;
const HALF = 2n ** 63n;

export const FAULT = {
  address: 1,
  alignment: 2,
  illegal: 3,
  zero: 4,
  scratch: 5,
  size: 10,
  bounds: 11,
} as const;

/** Ends a clause. `at` is filled in by the expression that knows its place. */
export class ClauseFault {
  readonly code: number;
  /** Or the index or size that was wrong. */
  readonly address: bigint;
  constructor(code: number, address = 0n) {
    this.code = code;
    this.address = address;
  }
}

export function register(value: bigint): Register {
  return ((value % SIZE) + SIZE) % SIZE;
}

export function signedValue(bits: Register): bigint {
  return bits >= HALF ? bits - SIZE : bits;
}

/** What printing shows of a register. */
export function valueOf(bits: Register, signed: boolean): bigint {
  return signed ? signedValue(bits) : bits;
}

/** The low bits of a bit-field, extended by its sign. */
export function cutBits(bits: Register, count: number, signed: boolean): Register {
  const size = 2n ** BigInt(count);
  const low = bits % size;
  return signed && low >= size / 2n ? register(low - size) : low;
}

/** Stores and casts keep the low bytes, and extend them by the sign of the type. */
export function cutTo(bits: Register, { bytes, signed }: Width): Register {
  return cutBits(bits, bytes * 8, signed);
}

/** Toward zero: the quotient of the sizes, negative where the signs differ. The remainder likewise, as Oracle's. */
function divided(op: '/' | '%', a: bigint, b: bigint): bigint {
  const size = (n: bigint) => (n < 0n ? -n : n);
  const whole = op === '/' ? size(a) / size(b) : size(a) % size(b);
  return a < 0n === b < 0n ? whole : -whole;
}

export function arithmetic(
  op: ArithmeticOperator,
  left: Register,
  right: Register,
  signed: boolean,
): Register {
  const [a, b] = [valueOf(left, signed), valueOf(right, signed)];
  const count = right % 64n;
  switch (op) {
    case '+':
      return register(a + b);
    case '-':
      return register(a - b);
    case '*':
      return register(a * b);
    case '/':
    case '%':
      if (b === 0n) throw new ClauseFault(FAULT.zero);
      return register(divided(op, a, b));
    case '&':
      return bitwise(left, right, (x, y) => x && y);
    case '|':
      return bitwise(left, right, (x, y) => x || y);
    case '^':
      return bitwise(left, right, (x, y) => x !== y);
    case '<<':
      return register(left * 2n ** count);
    case '>>': {
      const divisor = 2n ** count;
      const rest = ((a % divisor) + divisor) % divisor;
      return register((a - rest) / divisor); // toward minus infinity: the sign moves in
    }
  }
}

function bitwise(a: Register, b: Register, join: (x: boolean, y: boolean) => boolean): Register {
  let result = 0n;
  for (let bit = 1n, x = a, y = b; bit < SIZE; bit *= 2n, x /= 2n, y /= 2n)
    if (join(x % 2n === 1n, y % 2n === 1n)) result += bit;
  return result;
}

export function complement(bits: Register): Register {
  return SIZE - 1n - bits;
}

export function compares(op: CompareOperator, order: number): boolean {
  switch (op) {
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
    case '==':
      return order === 0;
    case '!=':
      return order !== 0;
  }
}

/** The bytes of the low `bytes` in the other order. */
export function swapBytes(bits: Register, bytes: number): Register {
  let result = 0n;
  for (let i = 0, rest = bits; i < bytes; i++, rest /= 256n) result = result * 256n + (rest % 256n);
  return result;
}
