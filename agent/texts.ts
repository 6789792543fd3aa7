// hot path: see docs/hot-path.md
/**
 * Strings of the application as byte strings. Most are few and short (origins, types, names): what they became
 * is remembered. Of longer ones only the last is, since each may hold a string alive that it is a piece of.
 */
import { toBytes } from '../wire/bytes.js';
import type { Value } from '../wire/value.js';
import { describe } from './describe.js';

const SLOTS = 64;
/** V8 copies pieces that are shorter than 13 units. */
const SHORT = 12;

/** A string that keeps no other alive: stores hold many of them, and for long. */
export function own<T extends Value>(value: T): T {
  return typeof value === 'string' && value.length > SHORT ? (` ${value}`.slice(1) as T) : value;
}

/** Text of any value, cut at `strsize` bytes. */
export function textOf(strsize: number): (value: unknown) => string {
  const from = new Array<string>(SLOTS).fill('');
  const to = new Array<string>(SLOTS).fill('');
  let lastFrom = '';
  let lastTo = '';
  const convertShort = (value: string, slot: number): string => {
    const bytes = toBytes(value, strsize);
    from[slot] = value;
    to[slot] = bytes;
    return bytes;
  };
  const convertLong = (value: string): string => {
    const bytes = toBytes(value, strsize);
    lastFrom = value.length <= strsize ? value : '';
    lastTo = lastFrom === '' ? '' : bytes;
    return bytes;
  };
  return (value) => {
    if (typeof value !== 'string') return value === undefined ? '' : toBytes(describe(value), strsize);
    const { length } = value;
    if (length > SHORT) return value === lastFrom ? lastTo : convertLong(value);
    if (length === 0) return '';
    const slot = (value.charCodeAt(0) * 7 + value.charCodeAt(length - 1) + length) & (SLOTS - 1);
    return value === from[slot] ? (to[slot] as string) : convertShort(value, slot);
  };
}
