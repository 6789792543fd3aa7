/**
 * What D values take by their static types, as DTrace lays them out: the sizes in which bufsize, specsize, aggsize
 * and dynvarsize count. Both sides use them, so that what is refused at enabling is what would never fit.
 */
import { axisOf } from './aggregating.js';
import type { AggregationDef } from './aggregation.js';
import type { ActionDef } from './program.js';
import type { ValueType } from './value.js';

/** In front of a record's values: speculation, probe and clause. */
const RECORD_HEADER = 16;
/** Around a record in the buffer. */
const ENVELOPE = 8;
/** What dtrace:::ERROR records for every clause, arg1 to arg5: a buffer that cannot hold it holds nothing. */
const FAULT_BYTES = 5 * 8;
/** Around a key: which variable or aggregation it belongs to in front, its thread behind. */
const KEY_FRONT = 4;
const KEY_BACK = 8;
const INT_BYTES = 4;
const LONG_BYTES = 8;

/** Bytes of a value; strings have their full length and the byte that ends them. */
export function valueSize(type: ValueType, strsize: number): number {
  switch (type.kind) {
    case 'int':
      return type.bytes;
    case 'float':
      return LONG_BYTES;
    case 'bytes':
      return type.size;
    case 'stack':
      return LONG_BYTES * (type.frames + (type.user ? 1 : 0));
    default:
      return strsize + 1;
  }
}

/** Where a value ends that is put behind `at` bytes of others. */
function valueEnd(at: number, type: ValueType, strsize: number): number {
  const size = valueSize(type, strsize);
  return type.kind === 'int' || type.kind === 'float' || type.kind === 'stack'
    ? aligned(at, Math.min(size, LONG_BYTES)) + size
    : at + size;
}

function aligned(at: number, unit: number): number {
  return Math.ceil(at / unit) * unit;
}

/** Size of a record without values; `actionEnd` adds those of its actions, in order. */
export const EMPTY_RECORD = RECORD_HEADER;

/** Size of a record of `at` bytes once an action is added to it. */
export function actionEnd(at: number, action: ActionDef, strsize: number): number {
  const numbers = (count: number, bytes: number): number => aligned(at, bytes) + count * bytes;
  switch (action.kind) {
    case 'trace':
    case 'stack':
      return valueEnd(at, action.type, strsize);
    case 'printf':
    case 'system':
    case 'freopen':
      return action.types.reduce((end, type) => valueEnd(end, type, strsize), at);
    case 'printa':
      return numbers(action.aggregations.length, INT_BYTES);
    case 'exit':
    case 'clear':
    case 'denormalize':
      return numbers(1, INT_BYTES);
    case 'delete':
      return action.types.reduce((end, type) => valueEnd(end, type, strsize), numbers(1, INT_BYTES));
    case 'trunc':
    case 'normalize':
      return aligned(numbers(1, INT_BYTES), LONG_BYTES) + LONG_BYTES;
    case 'setopt':
      return at + 2 * (strsize + 1);
    default:
      return at;
  }
}

/** What a record of so many bytes takes of bufsize. */
export function bufferBytes(record: number): number {
  return ENVELOPE + aligned(record, LONG_BYTES);
}

/** A record buffer below this size cannot hold what a fault in any clause says. */
export const LEAST_BUFFER = ENVELOPE + RECORD_HEADER + FAULT_BYTES;

/** A key of an associative array or aggregation. */
export function keySize(types: readonly ValueType[], strsize: number): number {
  return types.reduce((end, type) => valueEnd(end, type, strsize), KEY_FRONT) + KEY_BACK;
}

/** One cell of an aggregation: its key, a counter of updates, its data. */
export function cellSize(def: AggregationDef, strsize: number): number {
  return keySize(def.key, strsize) + LONG_BYTES + dataSize(def);
}

function dataSize(def: AggregationDef): number {
  switch (def.function) {
    case 'avg':
    case 'stats':
      return 2 * LONG_BYTES;
    case 'stddev':
      return 4 * LONG_BYTES; // the sum of squares has 128 bits
    case 'quantize':
    case 'lquantize':
    case 'llquantize':
      return axisOf(def).size * LONG_BYTES;
    default:
      return LONG_BYTES;
  }
}
