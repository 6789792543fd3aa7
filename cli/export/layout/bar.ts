/** The bar of one value among others: 40 columns, of @ or of Unicode blocks. */
import type { Int } from '../../../wire/value.js';
import type { Drawing } from '../exporter.js';

const WIDTH = 40;
/** aggzoom: the largest value has a bar of this part of the width. */
const ZOOM_MAX = 0.95;
const FULL_BLOCK = 0x2588;
/** One eighth of a block; fuller ones come before it in Unicode. */
const THINNEST_BLOCK = 0x258f;
const EIGHTHS = 8;

/** What a bar of full width would stand for: all values together, or a little more than the largest. */
export function scaleOf(values: Iterable<Int>, zoom: boolean): number {
  let sum = 0;
  let largest = 0;
  for (const value of values) {
    const size = Math.abs(Number(value));
    sum += size;
    largest = Math.max(largest, size * (1 / ZOOM_MAX));
  }
  return zoom ? largest : sum;
}

/** Bars are rounded; with both signs each half has 20 columns. `scale` as scaleOf() gives it for the same values. */
export function barWriter(
  values: readonly Int[],
  scale: number,
  { encoding }: Drawing,
): (value: Int) => string {
  const positives = values.some((value) => value > 0);
  const negatives = values.some((value) => value < 0);
  const bar = (value: Int, width: number): string =>
    '@'.repeat(scale === 0 ? 0 : Math.floor((Math.abs(Number(value)) * width) / scale + 0.5));
  if (!negatives)
    return positives && encoding === 'utf8'
      ? (value) => `|${blocks((Number(value) * WIDTH) / scale)}`
      : (value) => `|${bar(value, WIDTH).padEnd(WIDTH)}`;
  if (!positives) return (value) => `${bar(value, WIDTH).padStart(WIDTH)}|`;
  const half = WIDTH / 2;
  return (value) =>
    value > 0
      ? `${' '.repeat(half)}|${bar(value, half).padEnd(half)}`
      : `${bar(value, half).padStart(half)}|${' '.repeat(half)}`;
}

/** Whole blocks, and one of the eighths that are left; cut, not rounded. */
function blocks(length: number): string {
  const whole = Math.floor(length);
  const eighths = Math.floor((length - whole) * EIGHTHS);
  const end = eighths === 0 ? '' : utf8(THINNEST_BLOCK - (eighths - 1));
  return utf8(FULL_BLOCK).repeat(whole) + end + ' '.repeat(WIDTH - whole - (eighths === 0 ? 0 : 1));
}

/** A character as the bytes of its UTF-8. */
export function utf8(codePoint: number): string {
  return Buffer.from(String.fromCodePoint(codePoint), 'utf8').toString('latin1');
}
