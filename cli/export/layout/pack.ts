/** -x aggpack: a distribution in one line, a character a bucket, over the buckets that any key hit. */
import { axisOf } from '../../../wire/aggregating.js';
import { type Axis, LinearAxis, PowerAxis, QUANTIZE_ZERO } from '../../../wire/buckets.js';
import type { Int } from '../../../wire/value.js';
import type { Drawing, Row, RowCell } from '../exporter.js';
import { scaleOf, utf8 } from './bar.js';
import { countsOf, labelOf } from './bars.js';
import { boundsText } from './percentiles.js';

/** Empty, then from little to much. */
const ASCII = '__xxxxXX';
const NEGATIVE = 'vvvvVV';
const LOWEST_BLOCK = 0x2581;
const BLOCKS = 8;
/** lquantize labels its ends `< 0` and `>= 100`. */
const LINEAR_LABEL = 8;
const MIN_LABEL = 4;

export type Packing = { readonly axis: Axis; readonly first: number; readonly last: number };

/** What the rows of one aggregation share; undefined where there is nothing to pack: llquantize, and scalars. */
export function packingOf(rows: readonly Row[]): Packing | undefined {
  const def = rows[0]!.cells[0]!.def;
  if (def.function !== 'quantize' && def.function !== 'lquantize') return undefined;
  const axis = axisOf(def);
  if (axis instanceof LinearAxis) return { axis, first: 0, last: axis.size - 1 };
  const hit = rows.flatMap(({ cells: [cell] }) => {
    const buckets = [...countsOf(cell!).keys()];
    return buckets.length === 0 ? [QUANTIZE_ZERO] : buckets;
  });
  const [first, last] = [Math.min(...hit), Math.max(...hit)];
  return {
    axis,
    first: first === 0 || first === QUANTIZE_ZERO ? first : first - 1,
    last: Math.min(axis.size - 1, last + 1),
  };
}

export function packHeader({ axis, first, last }: Packing, keysWidth: number): string {
  const [min, max] = labelWidths(axis, first, last);
  const key = (keysWidth > 0 ? 'key' : '').padStart(keysWidth);
  // The label of a row of lquantize has no blank before it.
  const low = 'min'.padStart(axis instanceof LinearAxis ? min - 1 : min);
  return `\n${key} ${low} .${'-'.repeat(last - first + 1)}. ${'max'.padEnd(max)} | count\n`;
}

/** The count is not divided by normalize(), as in illumos. */
export function packText(
  cell: RowCell,
  { axis, first, last }: Packing,
  drawing: Drawing,
  blocks: boolean,
): string {
  const counts = countsOf(cell);
  const shown = Array.from({ length: last - first + 1 }, (_, i) => counts.get(first + i) ?? 0);
  const scale = scaleOf(shown, drawing.aggzoom);
  const [min, max] = labelWidths(axis, first, last);
  const low = labelOf(axis, first, first, last)!.padStart(min);
  const high = labelOf(axis, last, first, last)!.padEnd(max);
  const sum = shown.reduce((total: bigint, count) => total + BigInt(count), 0n);
  const picture = shown.map((count) => level(count, scale, blocks)).join('');
  const percentiles = drawing.aggpercent ? boundsText(axis, counts) : '';
  const after = percentiles === '' ? '' : `  ${percentiles}`;
  return `${axis instanceof PowerAxis ? ' ' : ''}${low} :${picture}: ${high} | ${sum}${after}\n`;
}

function labelWidths(axis: Axis, first: number, last: number): [min: number, max: number] {
  if (axis instanceof LinearAxis) return [LINEAR_LABEL, LINEAR_LABEL];
  return [first, last].map((bucket) => digits(labelOf(axis, bucket, first, last)!)) as [number, number];
}

/** Columns that illumos gives to a power of two; it never ends in zeros, so its digits are enough. */
function digits(label: string): number {
  return Math.max(MIN_LABEL, label.length);
}

function level(count: Int, scale: number, blocks: boolean): string {
  const value = Number(count);
  const of = (levels: number): number => Math.floor((Math.abs(value) * (levels - 1)) / scale + 0.5);
  if (value === 0) return ' ';
  if (value < 0) return NEGATIVE[of(NEGATIVE.length)]!;
  return blocks ? utf8(LOWEST_BLOCK + of(BLOCKS)) : ASCII[of(ASCII.length)]!;
}
