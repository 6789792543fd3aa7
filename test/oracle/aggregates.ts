/** Aggregating functions as the manual defines them: all values are kept, and summed up when somebody asks. */
import { register, signedValue } from './registers.js';

/** What is told of a cell, in the shapes of wire/aggregation.ts: numbers, moments, or bucket → count. */
export type Summary = readonly bigint[];

export type Sample = { readonly value: bigint; readonly weight: bigint };

const wrap = (value: bigint): bigint => signedValue(register(value));
const total = (values: readonly bigint[]): bigint => values.reduce((sum, value) => sum + value, 0n);

const ascending = (values: readonly bigint[]): bigint[] =>
  [...values].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));

/** Values are registers; they count as signed 64-bit integers. */
export function summarize(fn: string, parameters: readonly number[], samples: readonly Sample[]): Summary {
  const values = samples.map(({ value }) => signedValue(value));
  switch (fn) {
    case 'count':
      return [BigInt(values.length)];
    case 'sum':
      return [wrap(total(values))];
    case 'min':
      return [ascending(values)[0] as bigint];
    case 'max':
      return [ascending(values)[values.length - 1] as bigint];
    case 'avg':
    case 'stats':
      return [BigInt(values.length), wrap(total(values))];
    case 'stddev':
      return [
        BigInt(values.length),
        wrap(total(values)),
        total(values.map((value) => value * value)) % 2n ** 128n,
      ];
    case 'quantize':
      return buckets(samples, powerBucket);
    case 'lquantize':
      return buckets(samples, (value) => linearBucket(value, parameters));
    case 'llquantize':
      return buckets(samples, (value) => logLinearBucket(value, parameters));
    default:
      throw new Error(`no aggregating function ${fn}`);
  }
}

/** [bucket, count, …] of the buckets that are not zero, in ascending order. */
function buckets(samples: readonly Sample[], bucketOf: (value: bigint) => bigint): Summary {
  const counts = new Map<bigint, bigint>();
  for (const { value, weight } of samples) {
    const bucket = bucketOf(signedValue(value));
    counts.set(bucket, (counts.get(bucket) ?? 0n) + signedValue(weight));
  }
  return [...counts]
    .map(([bucket, count]) => [bucket, wrap(count)] as const)
    .filter(([, count]) => count !== 0n)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flat();
}

/** 63 is zero; 64 is 1, 65 is 2 and 3, …; the negative ones mirror them, the last taking what is left. */
function powerBucket(value: bigint): bigint {
  let [size, bits] = [value < 0n ? -value : value, 0n];
  while (size > 0n) [size, bits] = [size / 2n, bits + 1n];
  return value < 0n ? (bits > 63n ? 0n : 63n - bits) : 63n + bits;
}

function linearBucket(value: bigint, [base = 0, limit = 0, step = 1]: readonly number[]): bigint {
  const levels = BigInt(Math.trunc((limit - base) / step));
  if (value < BigInt(base)) return 0n;
  const level = (value - BigInt(base)) / BigInt(step);
  return level < levels ? level + 1n : levels + 1n;
}

/**
 * From the middle (|value| < factor^low) outwards, per power of the factor, `steps` linear parts of the range up
 * to the next power, as many of them as begin at the power itself; beyond the highest power the last one.
 */
function logLinearBucket(value: bigint, parameters: readonly number[]): bigint {
  const [factor, low, high, steps] = parameters.map(BigInt) as [bigint, bigint, bigint, bigint];
  const perPower = steps - steps / factor;
  const middle = (high - low + 1n) * perPower + 1n;
  const size = value < 0n ? -value : value;
  if (size < factor ** low) return middle;
  let outward = middle; // the number of the last bucket, from the middle
  for (let power = low, before = 0n; power <= high; power++, before += perPower) {
    const next = factor ** (power + 1n);
    if (size >= next) continue;
    // [0, next) has `steps` equal parts; the first steps/factor of them lie below this power.
    outward = before + 1n + (size * steps) / next - steps / factor;
    break;
  }
  return value < 0n ? middle - outward : middle + outward;
}
