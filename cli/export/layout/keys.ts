/** Key columns of an aggregation's row. */
import type { Int, ValueType } from '../../../wire/value.js';
import type { Datum, Row, Stack, View } from '../exporter.js';
import { hexDump } from './dump.js';
import { stackText } from './frames.js';
import { signed, unsigned } from './integers.js';
import { stringOf } from './strings.js';

/** Widths by size in bytes. */
const INTEGER: Readonly<Record<number, number>> = { 1: 3, 2: 5, 4: 8, 8: 16 };
const STRING = 50;
/** Before bars (agghist, aggpack) strings are short and to the right. */
const NARROW_STRING = 16;

/** `narrow`: the row goes on with a bar. */
export function keysText({ key, cells }: Row, view: View, narrow: boolean): string {
  const types = cells[0]?.def.key ?? [];
  return key.map((part, i) => keyText(types[i]!, part, view, narrow)).join('');
}

/** Columns that keysText() takes; stacks are lines of their own. */
export function keysWidth(types: readonly ValueType[], narrow: boolean): number {
  return types.reduce((sum, type) => {
    if (type.kind === 'int') return sum + 1 + INTEGER[type.bytes]!;
    if (narrow) return sum + 1 + NARROW_STRING;
    return type.kind === 'stack' ? 0 : sum + 2 + STRING;
  }, 0);
}

/**
 * Small integers print unsigned, whatever their type: dtrace's own habit.
 * DIFFERS: dtrace shows a string that is empty or not ASCII in hexadecimal; here text is text.
 */
function keyText(type: ValueType, value: Datum, view: View, narrow: boolean): string {
  if (type.kind === 'int') {
    const small = type.bytes < 4;
    const number = small ? unsigned(value as Int, type.bytes) : signed(value as Int, type.bytes);
    return ` ${String(number).padStart(INTEGER[type.bytes]!)}`;
  }
  if (type.kind === 'stack') return stackText(value as Stack, view.stackindent, (frame) => frame);
  if (type.kind === 'bytes') return hexDump(stringOf(type, value), type.size);
  const text = stringOf(type, value);
  if (view.rawbytes && type.kind === 'string') return hexDump(text, view.strsize + 1);
  return narrow ? ` ${text.padStart(NARROW_STRING)}` : `  ${text.padEnd(STRING)}`;
}
