/** Cells of dtrace's default layouts: what trace() prints, key columns and values of aggregations. */
import { AGGREGATING } from '../../../wire/aggregating.js';
import type { Int, ValueType } from '../../../wire/value.js';
import { bytesOf } from '../bytes.js';
import type { Datum, Row, RowCell, Stack, View } from '../exporter.js';
import { barsText } from './bars.js';
import { stackText, symbolText } from './frames.js';
import { signed, unsigned } from './integers.js';

/** Widths by size in bytes. */
const TRACE_SIGNED: Readonly<Record<number, number>> = { 1: 3, 2: 5, 4: 10, 8: 19 };
const TRACE_UNSIGNED: Readonly<Record<number, number>> = { 1: 3, 2: 5, 4: 10, 8: 20 };
const KEY: Readonly<Record<number, number>> = { 1: 3, 2: 5, 4: 8, 8: 16 };
const TRACE_STRING = 33;
const KEY_STRING = 50;

export function traceText(type: ValueType, value: Datum, view: View): string {
  if (type.kind === 'int') {
    const { bytes } = type;
    const number = String((type.signed ? signed : unsigned)(value as Int, bytes));
    return view.quiet ? number : ` ${number.padStart((type.signed ? TRACE_SIGNED : TRACE_UNSIGNED)[bytes]!)}`;
  }
  if (type.kind === 'stack') return stackText(value as Stack, view.stackindent, (frame) => frame);
  const text = stringOf(type, value);
  if (view.rawbytes) return hexDump(text, view.strsize + 1);
  return view.quiet ? text : `  ${text.padEnd(TRACE_STRING)}`;
}

/** Byte string of a value that is no integer and no stack; NULL is empty. */
export function stringOf(type: ValueType, value: Datum): string {
  if (typeof value !== 'string') return value === null ? '' : String(value);
  return type.kind === 'symbol' ? bytesOf(symbolText(value)) : value;
}

/** Key columns, values, a newline. */
export function rowText(row: Row, view: View): string {
  const types = row.cells[0]?.def.key ?? [];
  const key = row.key.map((part, i) => keyText(types[i]!, part, view));
  return `${key.join('')}${row.cells.map(valueText).join('')}\n`;
}

/** Small integers print unsigned, whatever their type: dtrace's own habit. */
function keyText(type: ValueType, value: Datum, view: View): string {
  if (type.kind === 'int') {
    const small = type.bytes < 4;
    const number = small ? unsigned(value as Int, type.bytes) : signed(value as Int, type.bytes);
    return ` ${String(number).padStart(KEY[type.bytes]!)}`;
  }
  if (type.kind === 'stack') return stackText(value as Stack, view.stackindent, (frame) => frame);
  const text = stringOf(type, value);
  return view.rawbytes ? hexDump(text, view.strsize + 1) : `  ${text.padEnd(KEY_STRING)}`;
}

function valueText(cell: RowCell): string {
  const scalar = scalarOf(cell);
  return scalar === undefined ? barsText(cell) : ` ${String(scalar).padStart(16)}`;
}

/** The printed integer of a cell; undefined for the quantize family. */
export function scalarOf(cell: RowCell): Int | undefined {
  return AGGREGATING[cell.def.function].scalar?.(cell.content, cell.normal);
}

/** Sixteen bytes a row with offset and ASCII column; `size` bytes, those after the text zero: a string has its NUL. */
function hexDump(bytes: string, size: number): string {
  const digits = [...'0123456789abcdef'];
  let out = `\n${' '.repeat(11)}${digits.map((digit) => `  ${digit}`).join('')}  ${digits.join('')}\n`;
  for (let offset = 0; offset < size; offset += 16) {
    const codes = Array.from(
      { length: Math.min(16, size - offset) },
      (_, i) => bytes.charCodeAt(offset + i) || 0,
    );
    const hex = codes.map((code) => ` ${code.toString(16).padStart(2, '0')}`).join('');
    const ascii = codes
      .map((code) => (code < 0x20 || code > 0x7e ? '.' : String.fromCharCode(code)))
      .join('');
    out += `${' '.repeat(5)}${offset.toString(16).padStart(5)}:${hex.padEnd(48)}  ${ascii}\n`;
  }
  return out;
}
