import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { AGGREGATING, axisOf, createCell } from '../../../wire/aggregating.js';
import type { AggregatingFunction, AggregationDef, CellDelta } from '../../../wire/aggregation.js';
import type { Int } from '../../../wire/value.js';

function define(fn: AggregatingFunction, parameters: readonly number[] = []): AggregationDef {
  return { name: '', function: fn, parameters, key: [], signed: true };
}

/** A small fixed generator: the same sequences on every run. */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 0x100000000;
  };
}

function anyInt(next: () => number): Int {
  const kind = Math.floor(next() * 6);
  if (kind === 0) return Math.floor(next() * 20) - 10;
  if (kind === 1) return Math.floor(next() * 2 ** 31);
  if (kind === 2) return Number.MAX_SAFE_INTEGER - Math.floor(next() * 4);
  if (kind === 3) return -(2 ** 52) - Math.floor(next() * 1000);
  if (kind === 4) return 2n ** 63n - 1n - BigInt(Math.floor(next() * 5));
  return -(2n ** 63n) + BigInt(Math.floor(next() * 5));
}

const DEFS: readonly AggregationDef[] = [
  define('count'),
  define('sum'),
  define('min'),
  define('max'),
  define('avg'),
  define('stddev'),
  define('stats'),
  define('quantize'),
  define('lquantize', [-100, 5000, 7]),
  define('llquantize', [10, 0, 6, 20]),
  define('llquantize', [3, 3, 5, 27]),
];

describe('merging', () => {
  test('every function is among those that are merged here', () => {
    assert.deepEqual(new Set(DEFS.map((def) => def.function)), new Set(Object.keys(AGGREGATING)));
  });
  for (const def of DEFS) {
    test(`${def.function}(${def.parameters}): split, taken and merged in any order equals one cell`, () => {
      const next = generator(def.function.length * 7919 + def.parameters.length);
      for (let round = 0; round < 60; round++) {
        const whole = createCell(def);
        const parts = [createCell(def), createCell(def), createCell(def)];
        const deltas: CellDelta[] = [];
        for (let i = 0; i < 40; i++) {
          const value = anyInt(next);
          const increment = next() < 0.7 ? 1 : anyInt(next);
          const part = parts[Math.floor(next() * parts.length)]!;
          whole.add(value, increment);
          part.add(value, increment);
          if (next() < 0.2) deltas.push(...[part.take()].filter((delta) => delta !== undefined));
        }
        deltas.push(...parts.map((part) => part.take()).filter((delta) => delta !== undefined));
        deltas.sort(() => next() - 0.5);
        const merged = createCell(def);
        for (const delta of deltas) merged.merge(JSON.parse(JSON.stringify(delta)));
        assert.deepEqual(merged.read(), whole.read());
      }
    });
  }

  test('a cell that got nothing has no delta, one that got a zero has', () => {
    for (const def of DEFS) {
      const cell = createCell(def);
      assert.equal(cell.take(), undefined);
      cell.add(0);
      assert.notEqual(cell.take(), undefined);
      assert.equal(cell.take(), undefined);
    }
  });

  test('nonsense of a bad peer is refused', () => {
    const bad: readonly (readonly [AggregatingFunction, readonly unknown[]])[] = [
      ['sum', ['x', null, {}, [1], 0.5, '1e3', undefined]],
      ['avg', [1, [1], [1, 2, 3], ['', 1]]],
      ['stddev', [[1, 2], 'x', [1, 2, null]]],
      ['quantize', [5, [1], [500, 1], [-1, 1], [0.5, 1], ['5', 1], [1, {}]]],
    ];
    for (const [fn, deltas] of bad)
      for (const delta of deltas)
        assert.throws(
          () => createCell(define(fn)).merge(delta as CellDelta),
          TypeError,
          `${fn} ${JSON.stringify(delta)}`,
        );
  });
});

describe('scalars', () => {
  function scalar(fn: AggregatingFunction, values: readonly Int[], normal: Int = 1): Int {
    const cell = createCell(define(fn));
    for (const value of values) cell.add(value);
    return AGGREGATING[fn].scalar!(cell.read(), normal);
  }

  test('count, sum, min, max', () => {
    assert.equal(scalar('count', [5, 5, 5]), 3);
    assert.equal(scalar('sum', [5, -7, 9]), 7);
    assert.equal(scalar('min', [5, -7, 9]), -7);
    assert.equal(scalar('max', [5, -7, 9]), 9);
  });
  test('sum wraps at 64 bits, min and max compare signed', () => {
    assert.equal(scalar('sum', [2n ** 63n - 1n, 1]), -(2n ** 63n));
    assert.equal(scalar('sum', [Number.MAX_SAFE_INTEGER, 10]), 9007199254741001n);
    assert.equal(scalar('max', [2n ** 64n - 1n, 3]), 3);
  });
  test('division is towards zero', () => {
    assert.equal(scalar('avg', [-3, -4]), -3);
    assert.equal(scalar('avg', [-3, -4], 2), -1);
    assert.equal(scalar('sum', [-7], 2), -3);
  });
  test('stats: count, average and total; ordered by the total', () => {
    const cell = createCell(define('stats'));
    for (const value of [7, 9, 21]) cell.add(value);
    const { columns, scalar: order } = AGGREGATING.stats;
    assert.deepEqual(columns?.(cell.read(), 1), [
      ['count', 3],
      ['average', 12],
      ['total', 37],
    ]);
    assert.deepEqual(columns?.(cell.read(), 10), [
      ['count', 3],
      ['average', 1],
      ['total', 3],
    ]);
    assert.equal(order?.(cell.read(), 1), 37);
    assert.deepEqual(
      columns?.(createCell(define('stats')).read(), 1).map(([, value]) => value),
      [0, 0, 0],
    );
  });
  test('stddev with 128-bit sums', () => {
    assert.equal(scalar('stddev', [1, 2, 3, 4, 5]), 1);
    assert.equal(scalar('stddev', [-1000, 1000]), 1000);
    const big = 2n ** 62n;
    assert.equal(scalar('stddev', [big, -big]), big);
  });
});

describe('buckets', () => {
  function bucketRange(def: AggregationDef, value: Int): { min: Int | null; max: Int | null } {
    return axisOf(def).range(axisOf(def).bucket(value));
  }

  test('every value is inside the range of its bucket', () => {
    const next = generator(42);
    for (const def of DEFS.filter(({ function: fn }) => fn.endsWith('quantize'))) {
      for (let i = 0; i < 4000; i++) {
        const value = i < 400 ? i - 200 : anyInt(next);
        const { min, max } = bucketRange(def, value);
        assert.ok(
          (min === null || min <= value) && (max === null || value <= max),
          `${def.function} ${value}`,
        );
      }
    }
  });
  test('quantize: powers of two', () => {
    const def = define('quantize');
    assert.deepEqual(bucketRange(def, 0), { min: 0, max: 0 });
    assert.deepEqual(bucketRange(def, 1), { min: 1, max: 1 });
    assert.deepEqual(bucketRange(def, 1023), { min: 512, max: 1023 });
    assert.deepEqual(bucketRange(def, -3), { min: -3, max: -2 });
    assert.deepEqual(bucketRange(def, 2 ** 40), { min: 2 ** 40, max: 2 ** 41 - 1 });
    assert.deepEqual(bucketRange(def, -(2n ** 63n)).min, -(2n ** 63n));
    assert.equal(axisOf(def).bucket(-(2n ** 63n)), 0);
    assert.equal(axisOf(def).bucket(2n ** 63n - 1n), 126);
  });
  test('lquantize: below base, steps, from the last step on', () => {
    const def = define('lquantize', [10, 50, 15]);
    assert.deepEqual(bucketRange(def, 9), { min: null, max: 9 });
    assert.deepEqual(bucketRange(def, 10), { min: 10, max: 24 });
    assert.deepEqual(bucketRange(def, 40), { min: 40, max: null });
  });
  test('llquantize: linear steps inside powers, mirrored', () => {
    const def = define('llquantize', [10, 0, 3, 20]);
    assert.deepEqual(bucketRange(def, 7), { min: 7, max: 7 });
    assert.deepEqual(bucketRange(def, 17), { min: 15, max: 19 });
    assert.deepEqual(bucketRange(def, -170), { min: -199, max: -150 });
    assert.deepEqual(bucketRange(def, 10_000), { min: 10_000, max: null });
    assert.deepEqual(bucketRange(def, -10_001), { min: null, max: -10_000 });
    assert.deepEqual(bucketRange(define('llquantize', [4, 2, 3, 4]), -15), { min: -15, max: 15 });
  });
});
