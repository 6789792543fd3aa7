/** What the demo dares to say about cost. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compare, quantile, spread } from '../../../../cli/demo/cost.js';

test('quartiles interpolate', () => {
  assert.deepEqual(spread([4, 1, 3, 2]), { q1: 1.75, median: 2.5, q3: 3.25 });
  assert.ok(Number.isNaN(quantile([], 0.5)));
});

test('a clear difference is resolved, with its ratio', () => {
  const result = compare([100, 101, 99, 100, 102, 98], [150, 151, 149, 152, 148, 150]);
  assert.equal(result.resolved, true);
  assert.ok(Math.abs(result.ratio - 1.5) < 0.02);
  assert.ok(result.low > 1.4 && result.high < 1.6);
});

test('noise is not resolved, and neither are too few slices', () => {
  assert.equal(compare([100, 140, 90, 120, 80, 110], [105, 95, 130, 85, 125, 115]).resolved, false);
  assert.equal(compare([100, 101, 102], [200, 201, 202]).resolved, false);
  assert.equal(compare([], []).resolved, false);
});

test('the same slices give the same answer', () => {
  const [a, b] = [
    [100, 140, 90, 120],
    [150, 160, 99, 170],
  ];
  assert.deepEqual(compare(a as number[], b as number[]), compare(a as number[], b as number[]));
});
