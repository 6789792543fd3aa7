/**
 * -x aggpercent: percentiles of a distribution. Its buckets are all there is, so each is a bound: the end of the
 * bucket that holds the value of that rank.
 */
import type { Axis, BucketRange } from '../../../wire/buckets.js';
import type { Int } from '../../../wire/value.js';

const PERCENTS = [50, 90, 99] as const;

export type Percentile = { readonly name: string; readonly range: BucketRange };

/** By nearest rank; none where increments make it meaningless: below zero somewhere, or nothing at all. */
export function percentilesOf(axis: Axis, counts: ReadonlyMap<number, Int>): readonly Percentile[] {
  const weights = [...counts].map(([bucket, count]) => [bucket, BigInt(count)] as const);
  const total = weights.reduce((sum, [, count]) => sum + count, 0n);
  if (total <= 0n || weights.some(([, count]) => count < 0n)) return [];
  return PERCENTS.map((percent) => {
    const rank = (total * BigInt(percent) + 99n) / 100n;
    let below = 0n;
    const [bucket] = weights.find(([, count]) => (below += count) >= rank)!;
    return { name: `p${percent}`, range: axis.range(bucket) };
  });
}

/** `p50 <= 127  p90 <= 1023  p99 >= 5000`: the last bucket may have no upper end. */
export function boundsText(axis: Axis, counts: ReadonlyMap<number, Int>): string {
  return percentilesOf(axis, counts)
    .map(({ name, range }) => `${name} ${range.max === null ? `>= ${range.min}` : `<= ${range.max}`}`)
    .join('  ');
}
