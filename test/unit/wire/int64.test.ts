import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Fault } from '../../../wire/fault.js';
import * as int64 from '../../../wire/int64.js';
import type { Int } from '../../../wire/value.js';

const EDGES = [0n, 1n, 2n, 3n, 5n, 7n, 63n, 64n, 127n, 128n, 255n, 256n, 65535n, 65536n];
for (const power of [31n, 32n, 52n, 53n, 54n, 62n, 63n, 64n])
  for (const delta of [-2n, -1n, 0n, 1n, 2n]) EDGES.push(2n ** power + delta);
const VALUES = [...new Set([...EDGES, ...EDGES.map((edge) => -edge)])];

let seed = 42;
function random(): bigint {
  let value = 0n;
  for (let i = 0; i < 3; i++) {
    seed = (seed * 48271) % 2147483647;
    value = (value << 24n) | BigInt(seed & 0xffffff);
  }
  return value >> BigInt(seed % 70);
}
for (let i = 0; i < 60; i++) VALUES.push(random(), -random());

const canonical = (value: bigint): Int => {
  const small = Number(value);
  return Number.isSafeInteger(small) ? small : value;
};
const S = (value: bigint) => canonical(BigInt.asIntN(64, value));
const U = (value: bigint) => canonical(BigInt.asUintN(64, value));

function same(got: unknown, want: Int, what: string): void {
  if (!Object.is(got, want))
    assert.fail(`${what}: got ${String(got)} (${typeof got}), want ${String(want)} (${typeof want})`);
}

test('binary operators agree with BigInt arithmetic, canonical and never -0', () => {
  for (const x of VALUES) {
    for (const y of VALUES) {
      const [a, b] = [S(x), S(y)];
      const [p, q] = [BigInt(a), BigInt(b)];
      same(int64.add(a, b), S(p + q), `${a} + ${b}`);
      same(int64.sub(a, b), S(p - q), `${a} - ${b}`);
      same(int64.mul(a, b), S(p * q), `${a} * ${b}`);
      same(int64.and(a, b), S(p & q), `${a} & ${b}`);
      same(int64.or(a, b), S(p | q), `${a} | ${b}`);
      same(int64.xor(a, b), S(p ^ q), `${a} ^ ${b}`);
      const count = BigInt.asUintN(6, q);
      same(int64.shl(a, b), S(p << count), `${a} << ${b}`);
      same(int64.shr(a, b), S(p >> count), `${a} >> ${b}`);
      if (q !== 0n) {
        same(int64.div(a, b, 0), S(p / q), `${a} / ${b}`);
        same(int64.mod(a, b, 0), S(q < 0n ? -(p % q) : p % q), `${a} % ${b}`);
      }
      // An unsigned operation takes operands of either sign as 64-bit patterns.
      for (const [c, d] of [
        [a, b],
        [U(x), U(y)],
        [a, U(y)],
      ] as const) {
        const [m, n] = [BigInt.asUintN(64, BigInt(c)), BigInt.asUintN(64, BigInt(d))];
        same(int64.addU(c, d), U(m + n), `${c} +U ${d}`);
        same(int64.subU(c, d), U(m - n), `${c} -U ${d}`);
        same(int64.mulU(c, d), U(m * n), `${c} *U ${d}`);
        same(int64.andU(c, d), U(m & n), `${c} &U ${d}`);
        same(int64.orU(c, d), U(m | n), `${c} |U ${d}`);
        same(int64.xorU(c, d), U(m ^ n), `${c} ^U ${d}`);
        same(int64.shlU(c, d), U(m << (n & 63n)), `${c} <<U ${d}`);
        same(int64.shrU(c, d), U(m >> (n & 63n)), `${c} >>U ${d}`);
        if (n === 0n) continue;
        same(int64.divU(c, d, 0), U(m / n), `${c} /U ${d}`);
        same(int64.modU(c, d, 0), U(m % n), `${c} %U ${d}`);
      }
    }
  }
});

test('unary operators, truncation and byte order', () => {
  for (const x of VALUES) {
    for (const a of [S(x), U(x)]) {
      const p = BigInt(a);
      same(int64.negU(a), U(-p), `-U ${a}`);
      same(int64.notU(a), U(~p), `~U ${a}`);
      if (p === BigInt.asIntN(64, p)) {
        same(int64.neg(a), S(-p), `- ${a}`);
        same(int64.not(a), S(~p), `~ ${a}`);
      }
      same(int64.toI8(a), S(BigInt.asIntN(8, p)), `i8 ${a}`);
      same(int64.toI16(a), S(BigInt.asIntN(16, p)), `i16 ${a}`);
      same(int64.toI32(a), S(BigInt.asIntN(32, p)), `i32 ${a}`);
      same(int64.toI64(a), S(p), `i64 ${a}`);
      same(int64.toU8(a), U(BigInt.asUintN(8, p)), `u8 ${a}`);
      same(int64.toU16(a), U(BigInt.asUintN(16, p)), `u16 ${a}`);
      same(int64.toU32(a), U(BigInt.asUintN(32, p)), `u32 ${a}`);
      same(int64.toU64(a), U(p), `u64 ${a}`);
    }
  }
  assert.equal(int64.swap16(0x1234), 0x3412);
  assert.equal(int64.swap32(0x12345678), 0x78563412);
  assert.equal(int64.swap64(0x123456789abcdef0n), 0xf0debc9a78563412n);
  assert.equal(int64.swap64(1), 0x0100000000000000n);
  assert.equal(int64.swap32(-1), 0xffffffff);
});

test('division by zero is a located fault', () => {
  for (const operation of [int64.div, int64.divU, int64.mod, int64.modU])
    assert.throws(
      () => operation(1, 0, 7),
      (error) => error instanceof Fault && error.code === 4 && error.span === 7,
    );
});
