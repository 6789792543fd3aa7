/**
 * Structures and arrays that are values, in self-> and associative arrays: their bytes as a text, in which offsets
 * are the compiler's. A text that ends early ends in zeros.
 */
import { cutBits, type Register } from './registers.js';
import type { Text } from './strings.js';

function byteAt(whole: Text | null, at: number): number {
  return whole !== null && at < whole.length ? whole.charCodeAt(at) : 0;
}

export function bytesOf(whole: Text | null, offset: number, size: number): Text {
  return Array.from({ length: size }, (_, i) => String.fromCharCode(byteAt(whole, offset + i))).join('');
}

export function textOf(whole: Text | null, offset: number, size: number): Text {
  const bytes = bytesOf(whole, offset, size);
  const end = bytes.indexOf('\0');
  return end === -1 ? bytes : bytes.slice(0, end);
}

export function numberOf(whole: Text | null, offset: number, bits: number, signed: boolean): Register {
  let value = 0n;
  for (let i = Math.ceil(bits / 8) - 1; i >= 0; i--) value = value * 256n + BigInt(byteAt(whole, offset + i));
  return cutBits(value, bits, signed);
}

/** The whole, `total` bytes long, with other bytes at an offset. */
export function withBytes(
  whole: Text | null,
  offset: number,
  size: number,
  value: Text | null,
  total: number,
): Text {
  let result = '';
  for (let at = 0; at < total; at++) {
    const inside = at >= offset && at < offset + size;
    result += String.fromCharCode(inside ? byteAt(value, at - offset) : byteAt(whole, at));
  }
  return result;
}

/** The same with a number; of the last byte only the field's own bits change. */
export function withNumber(
  whole: Text | null,
  offset: number,
  bits: number,
  value: Register,
  total: number,
): Text {
  const size = Math.ceil(bits / 8);
  let rest = cutBits(value, bits, false);
  let bytes = '';
  for (let i = 0, left = bits; i < size; i++, left -= 8) {
    const own = left >= 8 ? 256 : 2 ** left;
    const old = byteAt(whole, offset + i);
    bytes += String.fromCharCode(old - (old % own) + Number(rest % BigInt(own)));
    rest /= 256n;
  }
  return withBytes(whole, offset, size, bytes, total);
}
