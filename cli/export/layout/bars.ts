/** The pictures of quantize, lquantize and llquantize, column for column as dtrace prints them. */
import { axisOf } from '../../../wire/aggregating.js';
import { type Axis, LinearAxis, LogLinearAxis } from '../../../wire/buckets.js';
import { divide, intsFromWire } from '../../../wire/tally.js';
import type { Int } from '../../../wire/value.js';
import type { Drawing, RowCell } from '../exporter.js';
import { barWriter, scaleOf } from './bar.js';
import { boundsText } from './percentiles.js';

/** Above bars: what they are bars of, in `width` columns. */
export function barsHeader(label: string, width: number): string {
  return `\n${label.padStart(width)} ${'------------- Distribution -------------'.padStart(41)} ${'count'.padEnd(9)}\n`;
}

const LABEL = 16;

/** With aggpercent the percentiles stand below, one line. */
export function barsText(cell: RowCell, drawing: Drawing): string {
  const axis = axisOf(cell.def);
  const counts = countsOf(cell);
  const [first, last] = shownBuckets(axis, counts);
  const shown: [label: string, count: Int][] = [];
  for (let bucket = first; bucket <= last; bucket++) {
    const label = labelOf(axis, bucket, first, last);
    if (label !== undefined) shown.push([label, counts.get(bucket) ?? 0]);
  }
  const values = shown.map(([, count]) => count);
  const bar = barWriter(values, scaleOf(values, drawing.aggzoom), drawing);
  const lines = shown.map(
    ([label, count]) =>
      `${label.padStart(LABEL)} ${bar(count)} ${String(divide(count, cell.normal)).padEnd(9)}\n`,
  );
  const percentiles = drawing.aggpercent ? boundsText(axis, counts) : '';
  const below = percentiles === '' ? '' : `${' '.repeat(LABEL - 3)}${percentiles}\n`;
  return barsHeader('value', LABEL) + lines.join('') + below;
}

/** Counts by bucket, those that are not zero, in order. */
export function countsOf(cell: RowCell): ReadonlyMap<number, Int> {
  const pairs = intsFromWire(cell.content);
  const counts = new Map<number, Int>();
  for (let i = 0; i + 1 < pairs.length; i += 2) counts.set(Number(pairs[i]), pairs[i + 1]!);
  return counts;
}

/** One empty bucket on either side of the data; around zero when increments cancelled each other. */
function shownBuckets(axis: Axis, counts: ReadonlyMap<number, Int>): [number, number] {
  const hit = [...counts.keys()];
  if (hit.length > 0)
    return [Math.max(0, Math.min(...hit) - 1), Math.min(axis.size - 1, Math.max(...hit) + 1)];
  if (axis instanceof LinearAxis) return [0, 2];
  const zero = Math.floor(axis.size / 2);
  return axis instanceof LogLinearAxis ? [zero, Math.min(axis.size - 1, zero + 2)] : [zero - 1, zero + 1];
}

export function labelOf(axis: Axis, bucket: number, first: number, last: number): string | undefined {
  if (axis instanceof LinearAxis) {
    if (bucket === 0) return `< ${axis.base}`;
    if (bucket === axis.levels + 1) return `>= ${axis.base + axis.levels * axis.step}`;
    return String(axis.base + (bucket - 1) * axis.step);
  }
  if (axis instanceof LogLinearAxis) return logLinearLabel(axis, bucket, first, last);
  const { min, max } = axis.range(bucket);
  return String(bucket < axis.size / 2 ? max : min);
}

/**
 * A bucket that stands for no value has no row, unless it is the empty one that pads the picture: then it
 * is named after the next one away from the data that has a value.
 */
function logLinearLabel(
  axis: LogLinearAxis,
  bucket: number,
  first: number,
  last: number,
): string | undefined {
  const distance = Math.abs(bucket - axis.zero);
  if (distance === 0) {
    const bound = axis.magnitude(1) ?? 1;
    return bound === 1 ? '0' : first >= axis.zero ? `< ${bound}` : `abs() < ${bound}`;
  }
  const magnitude = nearestMagnitude(axis, bucket, bucket === first ? -1 : bucket === last ? 1 : 0);
  if (magnitude === undefined) return undefined;
  const sign = bucket < axis.zero ? '-' : '';
  if (distance === axis.zero) return `${sign === '' ? '>=' : '<='} ${sign}${magnitude}`;
  return `${sign}${magnitude}`;
}

/** Of the bucket, or of the first one in `direction` (of bucket numbers) that stands for a value. */
function nearestMagnitude(axis: LogLinearAxis, bucket: number, direction: number): Int | undefined {
  const step = bucket < axis.zero ? -direction : direction;
  let distance = Math.abs(bucket - axis.zero);
  let magnitude = axis.magnitude(distance);
  while (magnitude === undefined && step !== 0 && distance > 1 && distance < axis.zero) {
    distance += step;
    magnitude = axis.magnitude(distance);
  }
  return magnitude;
}
