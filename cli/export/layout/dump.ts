/** Bytes as DTrace shows those that are no text: hexadecimal, with offsets and an ASCII column. */
import type { Int } from '../../../wire/value.js';
import { unsigned } from './integers.js';

/** Sixteen bytes a row with offset and ASCII column; `size` bytes, those after the text zero: a string has its NUL. */
export function hexDump(bytes: string, size: number): string {
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

/** An integer as it lies in memory: the lowest byte first. */
export function bytesOfInt(value: Int, bytes: 1 | 2 | 4 | 8): string {
  const bits = BigInt(unsigned(value, bytes));
  return Array.from({ length: bytes }, (_, at) =>
    String.fromCharCode(Number((bits >> BigInt(8 * at)) & 0xffn)),
  ).join('');
}
