/**
 * How D values are held in JavaScript, on both sides of the socket.
 *
 * An integer is a 64-bit register of D: a number while it is a safe integer, else a bigint, never a bigint
 * that would fit a number (so `===` and Map keys work). Its value is the mathematical one under its static
 * type: signed types -2^63 … 2^63-1, unsigned 64-bit types 0 … 2^64-1.
 * A string is a byte string: every char is one byte, 0 … 255 (UTF-8 of what the application had).
 * NULL is the null value of a string. A stack is the id under which the agent interned it.
 */
export type Int = number | bigint;
export type ByteString = string;
export type StackId = number;
export type Value = Int | ByteString | null;

/** The static type of a value that leaves a clause, as far as printing and sorting need it. */
export type ValueType =
  | { readonly kind: 'int'; readonly bytes: 1 | 2 | 4 | 8; readonly signed: boolean }
  | { readonly kind: 'string' }
  /** Declared in D as float or double: a JavaScript number. JSON has no NaN or infinities: they travel as null. */
  | { readonly kind: 'float' }
  /** A structure or an array as a whole: a byte string of exactly so many bytes. */
  | { readonly kind: 'bytes'; readonly size: number }
  | { readonly kind: 'stack'; readonly user: boolean; readonly frames: number }
  /** A frame used as a value (ucaller), or a part of one (ufunc()); travels whole, as `file:line:column|function` text. */
  | { readonly kind: 'symbol'; readonly part?: FramePart }
  /** A JavaScript value rendered in the target, depth- and size-limited: travels as text; print()'s may have lines. */
  | { readonly kind: 'js'; readonly printed?: true };

/** What is kept of a frame once source maps have told where it is: its file, or function and file. */
export type FramePart = 'file' | 'function';

/** JSON cannot hold a bigint: on the wire an integer outside the safe range is a decimal string. */
export type WireInt = number | string;
export type WireValue = WireInt | string | null;

/** For the sender: what JSON.stringify may see. */
export function toWire(value: Int): WireInt;
export function toWire(value: Value): WireValue;
export function toWire(value: Value): WireValue {
  return typeof value === 'bigint' ? value.toString() : value;
}

/** For the receiver, which knows from the action's ValueType that an integer is expected. */
export function intFromWire(value: unknown): Int {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return value;
  if (typeof value === 'string' && /^-?\d{1,39}$/.test(value)) return BigInt(value);
  throw new TypeError(`not an integer on the wire: ${JSON.stringify(value)?.slice(0, 60)}`);
}
