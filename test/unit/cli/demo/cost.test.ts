/** What the demo dares to say about cost. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compare, quantile, spread } from '../../../../cli/demo/cost.js';
import { costTable } from '../../../../cli/demo/cost-table.js';

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

test('the table says how much more, that it warmed up, or that it does not know; in 80 columns', () => {
  const slices = (us: number) => [1, 1.01, 0.99, 1, 1.02, 0.98].map((factor) => us * factor);
  const noise = [60_000, 90_000, 75_000, 99_999, 61_000, 98_000];
  const verdicts = (before: number[], during: number[], after: number[]): readonly string[] => {
    const lines = costTable(before, during, after).trimEnd().split('\n');
    for (const line of lines) assert.ok(line.length <= 80, `${line.length} columns: ${line}`);
    return lines.map((line) => line.replace(/^.*\d+\) ?/, '').trim()).slice(1);
  };
  const [more, less] = verdicts(slices(8_888), slices(96_000), slices(4_444));
  assert.match(String(more), /^\d\d\.\d\d x untraced \(/);
  assert.match(String(less), /^less, it warmed up \(0\.\d\d to 0\.\d\d x\)$/);
  const unclear = verdicts(noise, noise, noise);
  assert.ok(unclear.every((text) => /^not resolved \(/.test(text)));
  assert.equal(verdicts(slices(9), [], slices(9))[0], 'while traced    not measured');
});
