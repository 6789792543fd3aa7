/** The column of trace(): as wide as its type says; in quiet mode the bare value. */
import type { Int, ValueType } from '../../../wire/value.js';
import type { Datum, Stack, View } from '../exporter.js';
import { bytesOfInt, hexDump } from './dump.js';
import { stackText } from './frames.js';
import { signed, unsigned } from './integers.js';
import { stringOf } from './strings.js';

/** Widths by size in bytes. */
const SIGNED: Readonly<Record<number, number>> = { 1: 3, 2: 5, 4: 10, 8: 19 };
const UNSIGNED: Readonly<Record<number, number>> = { 1: 3, 2: 5, 4: 10, 8: 20 };
const STRING = 33;

export function traceText(type: ValueType, value: Datum, view: View): string {
  if (type.kind === 'int') {
    const { bytes } = type;
    if (view.rawbytes) return hexDump(bytesOfInt(value as Int, bytes), bytes);
    const number = String((type.signed ? signed : unsigned)(value as Int, bytes));
    return view.quiet ? number : ` ${number.padStart((type.signed ? SIGNED : UNSIGNED)[bytes]!)}`;
  }
  if (type.kind === 'stack') return stackText(value as Stack, view.stackindent, (frame) => frame);
  const text = stringOf(type, value);
  if (type.kind === 'bytes') return hexDump(text, type.size);
  if (view.rawbytes && type.kind === 'string') return hexDump(text, view.strsize + 1);
  if (type.kind === 'js' && type.printed) return printedText(text, view);
  return view.quiet ? text : `  ${text.padEnd(STRING)}`;
}

/** print() ends its line, and begins one where it has several. */
function printedText(text: string, view: View): string {
  if (view.quiet) return `${text}\n`;
  return text.includes('\n') ? `\n${text}` : `  ${text.padEnd(STRING)}`;
}
