import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FAULTS, Fault } from '../../../wire/fault.js';
import { readFloat, writeFloat } from '../../../wire/floats.js';
import { LOCAL_BASE, Memory, SCRATCH_BASE, STATIC_BASE } from '../../../wire/memory.js';
import * as structures from '../../../wire/structures.js';
import type { Int } from '../../../wire/value.js';

const SPAN = 7;

function memory(): Memory {
  return new Memory({ statics: 64, locals: 16, scratch: 20 });
}

function faults(work: () => unknown, name: keyof typeof FAULTS, address: Int): void {
  assert.throws(work, (error) => {
    assert.ok(error instanceof Fault);
    assert.deepEqual([error.code, error.address, error.span], [FAULTS[name], address, SPAN]);
    return true;
  });
}

test('integers of every width come back as they went, wrapped', () => {
  const m = memory();
  const values: Int[] = [0, 1, -1, 127, 128, -129, 65535, 2 ** 31, -(2 ** 31) - 1, 2 ** 52, -(2 ** 53) + 1];
  values.push(2n ** 63n - 1n, -(2n ** 63n), 2n ** 64n - 1n, -(2n ** 53n), 2n ** 53n);
  for (const value of values) {
    const want = (bits: number, signed: boolean) => {
      const wrapped = signed ? BigInt.asIntN(bits, BigInt(value)) : BigInt.asUintN(bits, BigInt(value));
      const small = Number(wrapped);
      return Number.isSafeInteger(small) ? small : wrapped;
    };
    m.st8(STATIC_BASE, value, SPAN);
    m.st16(STATIC_BASE + 2, value, SPAN);
    m.st32(STATIC_BASE + 4, value, SPAN);
    m.st64(STATIC_BASE + 8, value, SPAN);
    assert.equal(m.ldI8(STATIC_BASE, SPAN), want(8, true));
    assert.equal(m.ldU8(STATIC_BASE, SPAN), want(8, false));
    assert.equal(m.ldI16(STATIC_BASE + 2, SPAN), want(16, true));
    assert.equal(m.ldU16(STATIC_BASE + 2, SPAN), want(16, false));
    assert.equal(m.ldI32(STATIC_BASE + 4, SPAN), want(32, true));
    assert.equal(m.ldU32(STATIC_BASE + 4, SPAN), want(32, false));
    assert.equal(m.ldI64(STATIC_BASE + 8, SPAN), want(64, true));
    assert.equal(m.ldU64(STATIC_BASE + 8, SPAN), want(64, false));
    for (const bits of [1, 7, 8, 13, 35, 64]) {
      m.stBytes(STATIC_BASE + 16, '\xff'.repeat(9), 9, SPAN);
      m.stBits(STATIC_BASE + 16, bits, value, SPAN);
      assert.equal(m.ldBits(STATIC_BASE + 16, bits, true, SPAN), want(bits, true), `${bits} of ${value}`);
      assert.equal(m.ldBits(STATIC_BASE + 16, bits, false, SPAN), want(bits, false));
      assert.equal(m.ldU8(STATIC_BASE + 24, SPAN), 255);
      const whole = m.ldBytes(STATIC_BASE + 16, 8, SPAN);
      assert.equal(structures.fieldInt(whole, 0, bits, true), want(bits, true));
      assert.equal(structures.withInt('\xff'.repeat(8), 0, bits, value, 8), whole);
    }
  }
});

test('what is outside of every region faults with its address', () => {
  const m = memory();
  for (const address of [
    0,
    1,
    0x4000,
    -8,
    STATIC_BASE - 1,
    STATIC_BASE + 4096,
    LOCAL_BASE + 16,
    2n ** 64n - 8n,
  ])
    faults(() => m.ldU8(address, SPAN), 'bad-address', address);
  faults(() => m.ldI64(LOCAL_BASE + 16, SPAN), 'bad-address', LOCAL_BASE + 16);
  faults(() => m.ldI32(STATIC_BASE + 2, SPAN), 'bad-alignment', STATIC_BASE + 2);
  faults(() => m.st8(SCRATCH_BASE, 1, SPAN), 'bad-address', SCRATCH_BASE);
});

test('scratch memory is zeroed, ends at its top, and is gone with the clause', () => {
  const m = memory();
  m.begin();
  const first = m.alloca(5, SPAN);
  m.st8(first + 4, 9, SPAN);
  assert.equal(m.alloca(0, SPAN), first + 8);
  const second = m.alloca(12, SPAN);
  assert.equal(second, first + 8);
  faults(() => m.alloca(1, SPAN), 'no-scratch-space', 0);
  faults(() => m.ldU8(second + 12, SPAN), 'bad-address', second + 12);
  m.begin();
  faults(() => m.ldU8(first, SPAN), 'bad-address', first);
  assert.equal(m.ldU8(m.alloca(8, SPAN) + 4, SPAN), 0);
  for (const size of [-1, 21, 2n ** 64n - 1n]) faults(() => m.alloca(size, SPAN), 'no-scratch-space', 0);
});

test('copies overlap, and have to fit where they begin', () => {
  const m = memory();
  m.stBytes(STATIC_BASE, 'abcdef', 8, SPAN);
  m.copy(STATIC_BASE, STATIC_BASE + 2, 6, SPAN);
  assert.equal(m.ldString(STATIC_BASE, 256, SPAN), 'ababcdef');
  m.copy(0, 0, 0, SPAN);
  faults(() => m.copy(STATIC_BASE, LOCAL_BASE, 17, SPAN), 'bad-size', 17);
  faults(() => m.copy(STATIC_BASE, LOCAL_BASE, -1, SPAN), 'bad-size', -1);
  faults(() => m.copy(0x1000, LOCAL_BASE, 4, SPAN), 'bad-address', 0x1000);
  m.zeroLocals();
  assert.equal(m.ldString(STATIC_BASE, 3, SPAN), 'aba');
});

test('parts of structures that are values', () => {
  const text = structures.withBytes(null, 4, 4, 'ab', 12);
  assert.equal(text, '\0\0\0\0ab\0\0\0\0\0\0');
  assert.equal(structures.fieldString(text, 4, 4), 'ab');
  assert.equal(structures.fieldBytes(text, 4, 4), 'ab\0\0');
  assert.equal(structures.fieldInt(null, 4, 32, true), 0);
  assert.equal(structures.fieldFloat(structures.withInt(null, 0, 32, 0x3fc00000, 4), 0, 4), 1.5);
});

test('floating-point values, also of 80 bits', () => {
  const view = new DataView(new ArrayBuffer(16));
  for (const size of [8, 16])
    for (const value of [0, -0, 1.5, -0.1, 1e300, 2 ** -1022, 2 ** 53 + 2, Infinity, -Infinity, NaN]) {
      writeFloat(view, 0, size, value);
      assert.ok(Object.is(readFloat(view, 0, size), value), `${value} in ${size} bytes`);
    }
  // As gcc stores -0.1 as a long double.
  writeFloat(view, 0, 16, -0.1);
  const bytes = Buffer.from(view.buffer).toString('hex');
  assert.equal(bytes, '00d0ccccccccccccfbbf000000000000');
});
