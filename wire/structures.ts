/**
 * Members of structures that are values, not memory: what self-> variables and associative arrays hold. Such a value is a
 * byte string of the structure's size; one that is shorter, or NULL, ends in zeros. Offsets are the compiler's.
 */
import { FAULTS, fault } from './fault.js';
import { readFloat, writeFloat } from './floats.js';
import { bitsOf, setBits } from './memory.js';
import type { ByteString, Int } from './value.js';

type Bytes = ByteString | null;

const SCRATCH = new Uint8Array(16);
const VIEW = new DataView(SCRATCH.buffer);

function take(object: Bytes, offset: number, size: number): void {
  for (let i = 0; i < size; i++) SCRATCH[i] = object === null ? 0 : object.charCodeAt(offset + i) || 0;
}

function give(size: number): ByteString {
  let text = '';
  for (let i = 0; i < size; i++) text += String.fromCharCode(SCRATCH[i] as number);
  return text;
}

/** An integer or a bit-field of so many bits. */
export function fieldInt(object: Bytes, offset: number, bits: number, signed: boolean): Int {
  take(object, offset, (bits + 7) >> 3);
  return bitsOf(SCRATCH, 0, bits, signed);
}

export function fieldFloat(object: Bytes, offset: number, size: number): number {
  take(object, offset, size);
  return readFloat(VIEW, 0, size);
}

/** Up to a NUL. */
export function fieldString(object: Bytes, offset: number, size: number): ByteString {
  const text = object === null ? '' : object.slice(offset, offset + size);
  const end = text.indexOf('\0');
  return end === -1 ? text : text.slice(0, end);
}

export function fieldBytes(object: Bytes, offset: number, size: number): ByteString {
  return (object === null ? '' : object.slice(offset, offset + size)).padEnd(size, '\0');
}

/** The structure, of `total` bytes, with another integer at an offset. */
export function withInt(object: Bytes, offset: number, bits: number, value: Int, total: number): ByteString {
  const size = (bits + 7) >> 3;
  take(object, offset, size);
  setBits(SCRATCH, 0, bits, value);
  return withBytes(object, offset, size, give(size), total);
}

export function withFloat(
  object: Bytes,
  offset: number,
  size: number,
  value: number,
  total: number,
): ByteString {
  writeFloat(VIEW, 0, size, value);
  return withBytes(object, offset, size, give(size), total);
}

/** The structure with other bytes at an offset: a structure in it, a string. */
export function withBytes(
  object: Bytes,
  offset: number,
  size: number,
  value: Bytes,
  total: number,
): ByteString {
  const whole = (object ?? '').padEnd(total, '\0');
  return (
    whole.slice(0, offset) + (value ?? '').slice(0, size).padEnd(size, '\0') + whole.slice(offset + size)
  );
}

/** `s + n`: the string from its nth byte on; none begins outside of it. */
export function stringFrom(text: Bytes, offset: Int, span: number): ByteString {
  if (text === null || typeof offset !== 'number' || offset < 0 || offset > text.length)
    return fault(FAULTS['bad-address'], span, offset);
  return text.slice(offset);
}

/** An index of a fixed array; one outside of it faults. */
export function bounded(index: Int, count: number, span: number): number {
  return typeof index === 'number' && index >= 0 && index < count
    ? index
    : fault(FAULTS['out-of-bounds'], span, index);
}
