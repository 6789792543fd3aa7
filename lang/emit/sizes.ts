/** What variables take of dynvarsize. */
import { keySize, valueSize } from '../../wire/sizes.js';
import type { ValueType } from '../../wire/value.js';
import type { Variable } from '../tree.js';
import { type Type, valueType } from '../types.js';

/** One element of an associative array, with its key; a self-> variable that is none, its value alone. */
export function dynamicBytes(variable: Variable, strsize: number): number {
  const { keys, type } = variable;
  const key = keys === null ? 0 : keySize(keys.map(asValue), strsize);
  return key + valueSize(asValue(type), strsize);
}

/** What cannot leave a clause, an address for one, takes 64 bits. */
function asValue(type: Type): ValueType {
  return valueType(type) ?? { kind: 'int', bytes: 8, signed: false };
}
