/** Values that travel as text. */
import type { ValueType } from '../../../wire/value.js';
import { bytesOf } from '../bytes.js';
import type { Datum } from '../exporter.js';
import { symbolText } from './frames.js';

/** Byte string of a value that is no integer and no stack; NULL is empty. */
export function stringOf(type: ValueType, value: Datum): string {
  if (typeof value !== 'string') return value === null ? '' : String(value);
  return type.kind === 'symbol' ? bytesOf(symbolText(value)) : value;
}
